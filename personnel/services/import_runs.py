"""The life of an import in the browser: a row that people and the worker move from state to state, each move once.

uploaded → waiting → examining → ready → confirmed → writing → done; failed and cancelled end it too. Whoever moves a
run names the states it may come from, so that of two confirmations, or two workers, one finds nothing to do.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from accounts.permissions import IMPORT
from personnel.importing.choices import Choices
from personnel.importing.examination import Examination
from personnel.importing.limits import WorkbookRefused
from personnel.importing.reading import Lists, read_lists
from personnel.models import ImportRun
from personnel.services.import_dossiers import ImportMoved, examine_lists, import_dossiers
from personnel.services.import_workbook import examine_workbook, import_workbook
from personnel.workbooks import examination as workbooks
from personnel.workbooks.reading import read_file
from qlcb.progress import Tell, now_and_then
from qlcb.vietnamese import squeeze

EXAMINE_TASK, WRITE_TASK = "personnel.examine_import", "personnel.write_import"
KEPT_FOR = timedelta(days=30)
STALLED_AFTER = timedelta(minutes=2)
WORKER_SILENT_AFTER = timedelta(seconds=45)
MOST_ATTEMPTS = 3

Status = ImportRun.Status
CHANGEABLE = frozenset({Status.READY})
CANCELLABLE = frozenset({Status.WAITING, Status.EXAMINING, Status.READY})
ENDED = frozenset({Status.DONE, Status.FAILED, Status.CANCELLED})

MOVED = (
    "Dữ liệu trong hệ thống đã thay đổi sau khi anh/chị xem trước, nên chưa ghi dòng nào. "
    "Bản xem trước dưới đây là theo dữ liệu hiện nay; xin xem lại rồi xác nhận."
)
OTHER_HOLDER = (
    "Tài khoản đã được giao cho người khác sau khi xác nhận nên chưa ghi dòng nào; người đang giữ xem lại rồi xác nhận."
)
BROKEN_OFF = "Việc ghi bị ngắt giữa chừng; chưa dòng nào được ghi. Xin xác nhận lại."
FAULT = "Chương trình gặp lỗi khi xử lý tệp này; chưa dòng nào được ghi. Quản trị hệ thống xem nhật ký để biết lý do."


class RunMoved(Exception):
    """The run is no longer in the state that the person saw; the message says what to do."""


def start_import(*, account, reason: str, file: File, file_name: str, kind: str = ImportRun.Kind.LIST) -> ImportRun:
    """Keep an uploaded file and have it examined. Raises PermissionDenied without the right to import."""
    account.access.require(IMPORT)
    run = ImportRun(account=account, reason=squeeze(reason), file_name=_shown_name(file_name), kind=kind)
    with transaction.atomic():
        run.file.save("danh-sach.xlsx", file, save=False)
        run.save(force_insert=True)
        _defer(EXAMINE_TASK, run.pk)
    return run


def remap_import(*, run: ImportRun, choices: Choices) -> None:
    """Have a file examined again with what a person decided about it. Raises RunMoved unless it waits for them."""
    with transaction.atomic():
        _advance(run.pk, Status.WAITING, CHANGEABLE, mapping=choices.to_json(), message="", rows_done=0)
        _defer(EXAMINE_TASK, run.pk)


def confirm_import(*, run: ImportRun, mark: str, origin: dict[str, str | None]) -> None:
    """Have the good rows written that the person saw. mark: of the examination on their page; origin: whence they
    confirm, as the history keeps it. Raises RunMoved when there is another examination by now, or none to confirm."""
    with transaction.atomic():
        kept = ImportRun.objects.select_for_update().get(pk=run.pk)
        if kept.status != Status.READY or kept.result.get("mark") != mark or kept.result["problems"]:
            raise RunMoved("Lần nhập này đã được xác nhận, hoặc đã kiểm tra lại. Xin xem tình trạng dưới đây.")
        _advance(run.pk, Status.CONFIRMED, {Status.READY}, message="", rows_done=0)
        _defer(WRITE_TASK, run.pk, **origin)


def cancel_import(*, run: ImportRun) -> None:
    """Give an import up before it is written, and forget its file. Raises RunMoved when it is too late."""
    _advance(run.pk, Status.CANCELLED, CANCELLABLE, result={}, message="", file="")
    run.file.delete(save=False)


def examine_run(run_id: UUID | str, today) -> None:
    """What the worker does first: read the file, compare it, keep what would happen. Nobody else's run, or one that
    somebody else has in hand, is left alone."""
    run = _take(run_id, Status.EXAMINING, Status.WAITING)
    if run is None:
        return
    try:
        examination = _examine(run, today)
    except Exception as error:
        _fail(run, Status.EXAMINING, error)
        return
    _keep(run, Status.READY, Status.EXAMINING, examination)


def write_run(run_id: UUID | str, today, custodian: str | None = None) -> None:
    """What the worker does after the confirmation: compare again and write, all or nothing.

    custodian: who confirmed; nothing is written in the name of somebody who took the account over since.
    """
    run = _take(run_id, Status.WRITING, Status.CONFIRMED)
    if run is None:
        return
    if custodian is not None and custodian != run.account.holder_name:
        _advance(run.pk, Status.READY, {Status.WRITING}, message=OTHER_HOLDER)
        return
    try:
        write = _reader(run, today)
        with transaction.atomic():
            if ImportRun.objects.select_for_update().only("status").get(pk=run.pk).status != Status.WRITING:
                return
            _keep(run, Status.DONE, Status.WRITING, write())
    except ImportMoved as moved:
        if moved.examination is not None:
            _keep(run, Status.READY, Status.WRITING, moved.examination, message=MOVED)
            return
        with transaction.atomic():
            _advance(run.pk, Status.WAITING, {Status.WRITING}, message=MOVED)
            _defer(EXAMINE_TASK, run.pk)
    except Exception as error:
        _fail(run, Status.WRITING, error)


def sweep_runs(now: datetime) -> int:
    """Put runs back on their way whose worker died: examine again, or ask for the confirmation again.

    A run that a living worker has in hand is left alone, however long it takes. Returns how many were moved.
    """
    moving = (Status.WAITING, Status.EXAMINING, Status.CONFIRMED, Status.WRITING)
    moved = 0
    for pk in ImportRun.objects.filter(status__in=moving, changed_at__lt=now - STALLED_AFTER).values_list(
        "pk", flat=True
    ):
        if not _is_in_hand(pk, now):
            moved += _put_back(pk, moving)
    return moved


def discard_old_runs(now: datetime) -> int:
    """Delete file and findings of runs older than KEPT_FOR; who imported what when, and the counts, stay."""
    old = ImportRun.objects.filter(created_at__lt=now - KEPT_FOR).exclude(file="")
    for run in old:
        run.file.delete(save=False)
        run.result = {"counts": run.result["counts"]} if "counts" in run.result else {}
        run.status = run.status if run.status in ENDED else Status.CANCELLED
        run.save()
    return len(old)


def has_worker(now: datetime) -> bool:
    """Whether any worker runs that could take a job."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - WORKER_SILENT_AFTER).exists()


def _advance(pk, to: str, source: frozenset | set, **values) -> None:
    """Move a run, if it is in one of the states `source`. Raises RunMoved when it is not."""
    runs = ImportRun.objects.filter(pk=pk, status__in=source)
    if not runs.update(status=to, changed_at=timezone.now(), **values):
        raise RunMoved("Lần nhập này vừa chuyển sang trạng thái khác. Xin xem tình trạng dưới đây.")


def _take(run_id, to: str, source: str) -> ImportRun | None:
    try:
        _advance(run_id, to, {source})
    except RunMoved:
        return None
    return ImportRun.objects.select_related("account", "account__unit").get(pk=run_id)


def _defer(task: str, pk, **origin) -> None:
    """Ask for a job in the transaction under way, so that there is no run without its job."""
    app.configure_task(task).defer(run_id=str(pk), **origin)


def _examine(run: ImportRun, today) -> Examination | workbooks.Examination:
    """Read the file of a run and compare it, by its kind."""
    if run.kind == ImportRun.Kind.SECTIONS:
        file = read_file(run.file.path)
        return examine_workbook(account=run.account, file=file, today=today, progress=_progress(run))
    return examine_lists(account=run.account, lists=_lists(run, today))


def _reader(run: ImportRun, today) -> Callable[[], Examination | workbooks.Examination]:
    """Read the file of a run; returns what then compares it under lock and writes it."""
    told = {"account": run.account, "reason": run.reason, "confirmed": run.result["mark"]}
    if run.kind == ImportRun.Kind.SECTIONS:
        return partial(import_workbook, file=read_file(run.file.path), today=today, **told)
    return partial(import_dossiers, lists=_lists(run, today), **told)


def _lists(run: ImportRun, today) -> Lists:
    choices = Choices.from_json(run.mapping)
    return read_lists(run.file.path, account=run.account, today=today, choices=choices, progress=_progress(run))


def _progress(run: ImportRun) -> Tell:
    """What tells the page of a run how far its examination is, now and then."""

    def tell(done: int, total: int) -> None:
        ImportRun.objects.filter(pk=run.pk).update(rows_done=done, rows_total=total, changed_at=timezone.now())

    return now_and_then(tell)


def _keep(run: ImportRun, to: str, source: str, examination: Examination | workbooks.Examination, **values) -> None:
    """Keep an examination with its run, unless somebody cancelled it meanwhile."""
    try:
        _advance(run.pk, to, {source}, result=examination.to_json(), unit=examination.unit_id, **values)
    except RunMoved:
        if to == Status.DONE:
            raise


def _fail(run: ImportRun, source: str, error: Exception) -> None:
    """End a run with the reason, in words of the person; what nobody foresaw goes on to the log of the worker."""
    told = getattr(error, "message_vi", str(error)) if isinstance(error, WorkbookRefused | PermissionDenied) else FAULT
    try:
        _advance(run.pk, Status.FAILED, {source}, message=told)
    except RunMoved:
        return
    if told is FAULT:
        raise error


def _is_in_hand(pk, now: datetime) -> bool:
    """Whether a job for this run waits, or is being done by a worker that gives signs of life."""
    living = Q(status="doing", worker__last_heartbeat__gt=now - WORKER_SILENT_AFTER)
    return _jobs(pk).filter(Q(status="todo") | living).exists()


def _jobs(pk):
    return ProcrastinateJob.objects.filter(task_name__in=(EXAMINE_TASK, WRITE_TASK), args__run_id=str(pk))


@transaction.atomic
def _put_back(pk, moving) -> bool:
    run = ImportRun.objects.select_for_update(skip_locked=True).only("status").filter(pk=pk, status__in=moving).first()
    if run is None:
        return False
    if run.status in (Status.CONFIRMED, Status.WRITING):
        _advance(pk, Status.READY, {run.status}, message=BROKEN_OFF)
    elif _jobs(pk).filter(task_name=EXAMINE_TASK, status__in=("failed", "doing")).count() >= MOST_ATTEMPTS:
        _advance(pk, Status.FAILED, {run.status}, message=FAULT)
    else:
        _advance(pk, Status.WAITING, {run.status})
        _defer(EXAMINE_TASK, pk)
    return True


def _shown_name(file_name: str) -> str:
    """The name of the file as people see it: without folders and control characters, never used as a path."""
    bare = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return squeeze("".join(char for char in bare if char.isprintable()))[:200] or "danh-sach.xlsx"
