from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from accounts.models import Account
from accounts.services.grant import derive_all_rights
from orgunits.models import Unit
from orgunits.services.project_unit import PROJECTED, project_units
from personnel import decision_results
from personnel.attachments.upkeep import compare_files, find_lost_files
from personnel.models import DecisionResult, Dossier
from personnel.models.dossier import PROJECTION
from personnel.services.derive_named_rights import derive_named_rights
from personnel.services.project_dossiers import project_dossiers
from qlcb import bulk
from qlcb.formats import number_vi

BATCH = 5000
SHOWN = 10


@dataclass
class Check:
    """What was compared, how many were wrong, and the codes of these where known. `mends`: `--fix` puts it right."""

    title: str
    checked: int = 0
    wrong: int = 0
    codes: list[str] = field(default_factory=list)
    mends: bool = True


class Command(BaseCommand):
    help = "Đối chiếu dữ liệu suy ra với dữ liệu gốc; có sai lệch thì thoát với mã 1."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="tính lại những gì sai lệch")

    def handle(self, *args, fix, **options):
        today, left = timezone.localdate(), 0
        for check in checks(today, fix):
            self._say(check, fix)
            left += 0 if fix and check.mends else check.wrong
        if left:
            raise CommandError(f"Còn {number_vi(left)} sai lệch." + ("" if fix else " Chạy lại với --fix để tính lại."))

    def _say(self, check: Check, fix: bool) -> None:
        found = "không sai lệch"
        if check.wrong:
            shown = ", ".join(check.codes[:SHOWN]) + (", …" if len(check.codes) > SHOWN else "")
            done = ", đã tính lại" if fix and check.mends else ""
            found = f"{number_vi(check.wrong)} sai lệch{done}" + (f": {shown}" if shown else "")
        self.stdout.write(f"{check.title} ({number_vi(check.checked)}): {found}")


def checks(today: date, fix: bool) -> Iterator[Check]:
    """Run the checks one after the other; nothing is written unless `fix`."""
    yield _recompute(
        Check("Tên và vị trí hôm nay của đơn vị"),
        Unit.objects.order_by("pk"),
        PROJECTED,
        lambda ids: project_units(today, ids),
        fix,
    )
    yield _recompute(
        Check("Đơn vị, chức vụ, lương hôm nay của hồ sơ"),
        Dossier.objects.order_by("pk"),
        [Dossier._meta.get_field(name).attname for name in PROJECTION],
        lambda ids: project_dossiers(ids, today),
        fix,
    )
    texts = Check("Thứ tự tên, từ tìm kiếm của hồ sơ")
    yield _recompute(texts, Dossier.objects.order_by("pk"), Dossier.DERIVED, _name, fix)
    yield _running_postings(today)
    yield _rights(today, fix)
    yield _results(fix)
    yield _scans()
    yield _lost_files(fix)


def _recompute(check: Check, rows, columns, compute: Callable[[list[int]], object], fix: bool) -> Check:
    """Let `compute` bring the rows up to date, and see which columns it changed; undone unless `fix`."""
    ids = list(rows.values_list("pk", flat=True))
    check.checked = len(ids)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with transaction.atomic():
            part = rows.filter(pk__in=batch).values_list("code", *columns)
            before = list(part)
            compute(batch)
            check.codes += [old[0] for old, new in zip(before, part.all(), strict=True) if old != new]
            transaction.set_rollback(not fix)
    check.wrong = len(check.codes)
    return check


def _name(ids: list[int]) -> None:
    """Fill sort key and search text anew from the tracked columns."""
    dossiers = list(Dossier.objects.filter(pk__in=ids))
    for dossier in dossiers:
        dossier.set_derived()
    bulk.update_many(dossiers, Dossier.DERIVED)


def _running_postings(today: date) -> Check:
    """Who serves has exactly one posting that runs today, in the unit shown; nobody else has any."""
    running = Q(posting__valid_from__first_day__lte=today) & (
        Q(posting__valid_to__isnull=True) | Q(posting__valid_to__gte=today)
    )
    kept = Q(posting__kept_by=F("now_unit"), posting__unit=F("now_employer"))
    kept |= Q(posting__kept_by=None, posting__unit=F("now_unit"))
    counted = Dossier.objects.annotate(
        running=Count("posting", filter=running), shown=Count("posting", filter=running & kept)
    )
    serving = Q(now_status=Dossier.Status.SERVING)
    wrong = counted.filter((serving & ~Q(running=1, shown=1)) | (~serving & Q(running__gt=0)))
    codes = list(wrong.order_by("code").values_list("code", flat=True))
    title = "Người đang công tác có đúng một quá trình hiện hành"
    return Check(title, Dossier.objects.count(), len(codes), codes, mends=False)


def _results(fix: bool) -> Check:
    """Each record that hangs on a decision is noted, and nothing else: by that the door tells who may see which."""
    wrong = decision_results.wrong()
    if fix and wrong:
        decision_results.mend()
    return Check("Kết quả của quyết định so với các bản ghi", DecisionResult.objects.count(), wrong)


def _scans() -> Check:
    """The file of each paper is there, opens, and is what was put there (TCHQ-10.5)."""
    found = compare_files()
    title = "Tệp của giấy tờ đính kèm so với mã SHA-256"
    return Check(title, found.checked, len(found.wrong), found.wrong, mends=False)


def _lost_files(fix: bool) -> Check:
    """Files that no paper names; put aside, never deleted."""
    found = find_lost_files(put_aside=fix)
    return Check("Tệp trong kho giấy tờ mà không giấy tờ nào ghi", found.checked, len(found.wrong), found.wrong)


def _rights(today: date, fix: bool) -> Check:
    """The rights the door reads equal what the grants and delegations in force say."""
    with transaction.atomic():
        changed = derive_all_rights(today) + derive_named_rights(today)
        transaction.set_rollback(not fix)
    return Check("Quyền đang có của tài khoản so với quyền được cấp", Account.objects.count(), changed)
