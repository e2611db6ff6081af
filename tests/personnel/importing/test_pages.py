"""The import in the browser: upload, mapping, preview, confirmation, the workbook given back; who may see what."""

import uuid
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import AccessEvent
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from personnel import jobs
from personnel.importing.limits import Limits
from personnel.models import Dossier, ImportRun
from personnel.services import import_runs
from personnel.services.import_runs import EXAMINE_TASK, WRITE_TASK, RunMoved
from qlcb.history import record, writing
from tests.personnel.importing.people import HEADERS, TITLES, cell, person, write_list
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]

UPLOAD = "/ho-so/nhap/"
FAULTY = Path(__file__).resolve().parents[2] / "samples" / "trich-ngang-co-loi.xlsx"


def address(run, name="import_run"):
    return reverse(f"personnel:{name}", args=[run.pk])


def waiting_jobs(task):
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=task, status="todo")]


def work():
    """Do what the worker would: take each waiting job of imports once, through the task itself."""
    tasks = {EXAMINE_TASK: jobs.examine_import, WRITE_TASK: jobs.write_import}
    for job in ProcrastinateJob.objects.filter(task_name__in=tasks, status="todo").order_by("id"):
        tasks[job.task_name](**job.args)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.pk])


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


@pytest.fixture
def upload(clerk, tmp_path):
    """`upload(person(), …)` or `upload(path=…)`: the run of a list that the clerk uploaded and the worker examined."""

    def upload(*people, path=None, examined=True, **layout):
        path = path or write_list(tmp_path / "danh sách.xlsx", *people, **layout)
        response = clerk.post(UPLOAD, {"file": SimpleUploadedFile(path.name, path.read_bytes()), "reason": "Nhập thử"})
        assert response.status_code == 302, response.context["form"].errors
        if examined:
            work()
        return ImportRun.objects.get(pk=response.url.split("/")[-2])

    return upload


def listed(page):
    """The list of a preview, without the forms around it and their tokens."""
    return page.split('id="h-part"')[1].split("</section>")[0]


def confirm(client, run, mark=None):
    return client.post(address(run, "import_confirm"), {"mark": mark or run.result["mark"]}, follow=True)


# The way of a good list


@pytest.mark.clause("TCHQ-8.2b")
def test_from_upload_to_history(clerk, upload, cast):
    run = upload(person(1), person(2, coefficient="3,33"), person(3, unit="Phòng Lạ"), examined=False)
    assert run.status == "waiting" and waiting_jobs(EXAMINE_TASK) == [{"run_id": str(run.pk)}]
    assert "Có thể rời trang này" in clerk.get(address(run)).content.decode()
    work()
    run.refresh_from_db()
    assert (run.status, run.unit.code, run.rows_done, run.rows_total) == ("ready", "HQ34", 3, 3)
    assert run.result["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert not Dossier.objects.exists() and not Dossier.history.exists(), "nothing before the confirmation"
    page = clerk.get(address(run))
    assert "Ghi 2 hồ sơ" in page.content.decode() and "Phòng Lạ" in page.content.decode()
    confirm(clerk, run)
    assert Dossier.objects.count() == 0, "the worker writes, not the page"
    work()
    run.refresh_from_db()
    assert run.status == "done" and Dossier.objects.count() == 2
    entry = Dossier.history.get(code="34ZZ-0002")
    assert (entry.history_user_id, entry.history_change_reason, entry.act) == (cast.clerk.pk, "Nhập thử", "import")
    assert (entry.address, len(entry.request_id)) == ("127.0.0.1", 36)
    assert "Đã ghi 2 hồ sơ" in clerk.get(address(run)).content.decode()
    assert "danh sách.xlsx" in clerk.get(UPLOAD).content.decode()


def test_each_list_of_the_preview_is_shown(clerk, upload):
    run = upload(person(1), person(2, home="Hội An"), person(3))
    confirm(clerk, run)
    work()
    changed = person(2, home="Điện Bàn", coefficient="3,33")
    run = upload(person(1), changed, person(4, party="2039"), person(5, name=None))
    assert run.result["counts"] == {"new": 1, "changed": 1, "unchanged": 1, "refused": 1}
    shown = {slug: clerk.get(address(run), {"xem": slug}).content.decode() for slug in
             ("tu-choi", "thay-doi", "moi", "da-sua", "can-xem", "khong-doi", "la-lung")}  # fmt: skip
    assert "Chưa có họ và tên" in shown["tu-choi"] and cell("name", 3) in shown["tu-choi"]
    assert "<del>Hội An</del>" in shown["thay-doi"] and "<ins>Điện Bàn</ins>" in shown["thay-doi"]
    assert "Phòng Nghiệp vụ (từ 01/01/2012)" in shown["moi"] and "34ZZ-0004" in shown["moi"]
    assert cell("coefficient", 1) in shown["da-sua"]
    assert "tương lai" in shown["can-xem"]
    assert "34ZZ-0001" in shown["khong-doi"]
    assert listed(shown["la-lung"]) == listed(shown["tu-choi"])


def test_long_lists_are_paged(clerk, upload):
    run = upload(*(person(number) for number in range(1, 121)))
    first = clerk.get(address(run)).content.decode()
    last = clerk.get(address(run), {"xem": "moi", "trang": "3"}).content.decode()
    beyond = clerk.get(address(run), {"xem": "moi", "trang": "99"}).content.decode()
    assert "34ZZ-0050" in first and "34ZZ-0051" not in first
    assert "34ZZ-0120" in last and "101–120" in last
    assert listed(beyond) == listed(last)


def test_pages_cost_the_same_for_short_and_long_lists(clerk, upload):
    def queries(run, name="import_run"):
        with CaptureQueriesContext(connection) as captured:
            clerk.get(address(run, name))
        return len(captured)

    short, long = upload(person(1)), upload(*(person(number) for number in range(1, 81)))
    clerk.get(UPLOAD)
    assert queries(short) == queries(long) <= 8
    assert queries(short, "import_mapping") == queries(long, "import_mapping") <= 9


# What the clerk decides


def test_columns_are_mapped_by_hand(clerk, upload):
    run = upload(person(1, home="Hội An"), headers=HEADERS | {"home": "Nơi chôn nhau cắt rốn", "name": "Ai"})
    assert run.result["problems"] == ["Trang “Trích ngang”: Chưa có cột Họ và tên."]
    assert clerk.get(address(run)).url == address(run, "import_mapping")
    assert "Cần ghép cột" in clerk.get(UPLOAD).content.decode()
    page = clerk.get(address(run, "import_mapping"))
    assert "Nơi chôn nhau cắt rốn" in page.content.decode() and "Hội An" in page.content.decode()
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    letters = {column["header"]: column["column"] for column in run.result["sheets"][0]["columns"]}
    data[f"s0-c{letters['Ai']}"] = "full_name"
    twice = clerk.post(address(run, "import_mapping"), data | {f"s0-c{letters['Nơi chôn nhau cắt rốn']}": "full_name"})
    assert "đã được chọn là mục này" in twice.content.decode()
    data[f"s0-c{letters['Nơi chôn nhau cắt rốn']}"] = "home_town"
    assert clerk.post(address(run, "import_mapping"), data).url == address(run)
    work()
    run.refresh_from_db()
    assert run.status == "ready" and run.result["counts"]["new"] == 1
    confirm(clerk, run)
    work()
    assert Dossier.objects.get().home_town == "Hội An"


def test_the_header_is_pointed_out(clerk, upload):
    run = upload(person(1))
    form = clerk.get(address(run, "import_mapping")).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    header = len(TITLES) + 1
    too_deep = clerk.post(address(run, "import_mapping"), data | {"s0-first": 1, "s0-last": 9})
    assert "1 đến 4 dòng" in too_deep.content.decode()
    nowhere = clerk.post(address(run, "import_mapping"), data | {"s0-first": ""})
    assert "chỉ ra dòng tiêu đề" in nowhere.content.decode()
    clerk.post(address(run, "import_mapping"), data | {"s0-first": 2, "s0-last": 2})
    work()
    run.refresh_from_db()
    assert "Chưa có cột" in run.result["problems"][0]
    form = clerk.get(address(run, "import_mapping")).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    clerk.post(address(run, "import_mapping"), data | {"s0-first": header, "s0-last": header})
    work()
    run.refresh_from_db()
    assert run.result["counts"]["new"] == 1


def test_the_choice_of_units_is_ones_own(clerk, upload):
    run = upload(person(1))
    page = clerk.get(address(run, "import_mapping"))
    codes = {unit.code for unit in page.context["form"].fields["unit"].queryset}
    assert "HQ34-03" in codes and all(code.startswith("HQ34") for code in codes)
    other = clerk.post(address(run, "import_mapping"), {"unit": "HQ60", "s0-used": "on", "s0-first": 5, "s0-last": 5})
    assert other.context["form"].errors["unit"]


# Twice, at once, too late


def test_confirming_twice_writes_once(clerk, upload):
    run = upload(person(1))
    confirm(clerk, run)
    again = confirm(clerk, run)
    assert "đã được xác nhận" in again.content.decode()
    assert len(waiting_jobs(WRITE_TASK)) == 1
    work()
    jobs.write_import(str(run.pk))
    assert Dossier.history.count() == 1


def test_only_what_was_seen_can_be_confirmed(clerk, upload):
    run = upload(person(1))
    page = confirm(clerk, run, mark="another")
    assert "đã kiểm tra lại" in page.content.decode()
    assert waiting_jobs(WRITE_TASK) == []


def test_what_moved_meanwhile_is_shown_before_it_is_written(clerk, upload, make_dossier):
    run = upload(person(1), person(2))
    confirm(clerk, run)
    make_dossier(code="34ZZ-0002", full_name="Lê Thị Mơ", birth_date="01/01/1990")
    work()
    run.refresh_from_db()
    assert run.status == "ready" and run.result["counts"]["refused"] == 1
    assert "chưa ghi dòng nào" in clerk.get(address(run)).content.decode()
    assert not Dossier.objects.filter(code="34ZZ-0001").exists()
    confirm(clerk, run)
    work()
    assert Dossier.objects.filter(code="34ZZ-0001").exists()


def test_a_cancelled_import_leaves_nothing(clerk, upload):
    run = upload(person(1))
    path = Path(run.file.path)
    assert path.exists()
    response = clerk.post(address(run, "import_cancel"), follow=True)
    assert "không hồ sơ nào được ghi" in response.content.decode()
    run.refresh_from_db()
    assert (run.status, run.result, bool(run.file), path.exists()) == ("cancelled", {}, False, False)
    assert clerk.get(address(run)).status_code == 200
    with pytest.raises(RunMoved):
        import_runs.cancel_import(run=run)
    jobs.examine_import(str(run.pk))
    run.refresh_from_db()
    assert run.status == "cancelled"


def test_a_right_taken_away_before_the_writing(clerk, upload, cast, program):
    run = upload(person(1))
    confirm(clerk, run)
    with writing(account=program, reason="Khóa"):
        cast.clerk.is_active = False
        record(cast.clerk)
    work()
    run.refresh_from_db()
    assert run.status == "failed" and "không có quyền" in run.message
    assert not Dossier.objects.exists()


def test_nothing_is_written_in_the_name_of_who_took_the_account_over(clerk, upload, cast, today):
    run = upload(person(1))
    confirm(clerk, run)
    hand_over(
        account=cast.unit_admin, reason="Thay người", target=cast.clerk, paper=paper(), today=today,
        holder=Holder("Lê Văn Tiếp Quản", "34ZZ-0777", "7/QĐ"),
    )  # fmt: skip
    work()
    run.refresh_from_db()
    assert run.status == "ready" and "đã được giao cho người khác" in run.message
    assert not Dossier.objects.exists()


# Killed workers


def make_stall(run, status):
    """As if the worker had died a while ago with this run in hand."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE args->>'run_id' = %s", [str(run.pk)])
    ImportRun.objects.filter(pk=run.pk).update(status=status, changed_at=timezone.now() - timedelta(minutes=5))


def test_a_writing_that_was_killed_asks_for_confirmation_again(clerk, upload):
    run = upload(person(1))
    confirm(clerk, run)
    make_stall(run, "writing")
    jobs.sweep_imports(0)
    run.refresh_from_db()
    assert run.status == "ready" and "chưa dòng nào được ghi" in run.message
    assert not ProcrastinateJob.objects.filter(status="doing").exists()
    confirm(clerk, run)
    work()
    run.refresh_from_db()
    assert run.status == "done" and Dossier.history.count() == 1


def test_an_examination_that_was_killed_is_made_again_but_not_for_ever(upload):
    run = upload(person(1), examined=False)
    for _ in range(import_runs.MOST_ATTEMPTS - 1):
        make_stall(run, "examining")
        jobs.sweep_imports(0)
        run.refresh_from_db()
        assert run.status == "waiting" and len(waiting_jobs(EXAMINE_TASK)) == 1
    make_stall(run, "examining")
    jobs.sweep_imports(0)
    run.refresh_from_db()
    assert run.status == "failed" and "gặp lỗi" in run.message


def test_a_run_in_living_hands_is_left_alone(upload):
    run = upload(person(1), examined=False)
    make_stall(run, "examining")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute("UPDATE procrastinate_jobs SET worker_id = %s WHERE status = 'doing'", cursor.fetchone())
    assert import_runs.has_worker(timezone.now())
    jobs.sweep_imports(0)
    run.refresh_from_db()
    assert run.status == "examining"


def test_a_fault_of_ours_ends_the_run_and_reaches_the_log(upload, monkeypatch):
    run = upload(person(1), examined=False)
    monkeypatch.setattr(import_runs, "examine_lists", lambda **how: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jobs.examine_import(str(run.pk))
    run.refresh_from_db()
    assert run.status == "failed" and "gặp lỗi" in run.message


def test_the_page_says_when_nobody_works(clerk, upload):
    run = upload(person(1), examined=False)
    assert "Chưa có tiến trình xử lý" not in clerk.get(address(run)).content.decode()
    ImportRun.objects.filter(pk=run.pk).update(changed_at=timezone.now() - timedelta(seconds=10))
    assert "Chưa có tiến trình xử lý" in clerk.get(address(run)).content.decode()


def test_old_files_and_findings_go_the_record_stays(upload):
    run = upload(person(1))
    path = Path(run.file.path)
    jobs.discard_old_imports(0)
    assert path.exists()
    import_runs.discard_old_runs(timezone.now() + timedelta(days=31))
    run.refresh_from_db()
    assert (run.status, path.exists()) == ("cancelled", False)
    assert run.result == {"counts": {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}}


# htmx


def test_progress_asks_for_itself_until_the_worker_is_done(clerk, upload):
    run = upload(person(1), examined=False)
    part = clerk.get(address(run, "import_progress"), headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1s"' in part.content.decode() and "<html" not in part.content.decode()
    assert clerk.get(address(run, "import_progress")).url == address(run)
    work()
    done = clerk.get(address(run, "import_progress"), headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"] == address(run)


# The workbook given back


def test_the_returned_workbook_is_marked_and_logged(clerk, upload):
    run = upload(path=FAULTY)
    response = clerk.get(address(run, "import_returned"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="tra-ve-trich-ngang-co-loi.xlsx"'
    sheet = load_workbook(BytesIO(response.content))["Trích ngang"]
    assert "Phòng Hợp tác xã" in sheet["J17"].comment.text
    event = AccessEvent.objects.filter(kind="export").get()
    assert (event.target, event.unit.code) == ("Tệp trả về", "HQ34")
    rows = sum(run.result["counts"].values())
    assert rows and event.detail == f"trich-ngang-co-loi.xlsx; {rows} dòng, 30 chỗ phải sửa; lý do nhập: {run.reason}"
    assert event.custodian == run.account.holder_name and "no-store" in response.headers["Cache-Control"]
    foot = {page.oddFooter.left.text for page in load_workbook(BytesIO(response.content)).worksheets}
    assert all(run.account.username in words and run.account.holder_name in words for words in foot), foot
    clerk.post(address(run, "import_cancel"))
    assert "không còn được giữ" in clerk.get(address(run, "import_returned"), follow=True).content.decode()


# Whose


def test_only_who_uploaded_sees_it(upload, cast, sign_in):
    run = upload(person(1))
    for name in ("import_run", "import_progress", "import_mapping", "import_returned"):
        assert sign_in(cast.neighbour).get(address(run, name)).status_code == 404
        assert sign_in(cast.sysadmin).get(address(run, name)).status_code == 404
        assert sign_in(cast.reader).get(address(run, name)).status_code == 403
        assert sign_in(cast.unit_admin).get(address(run, name)).status_code == 403
    for name in ("import_confirm", "import_cancel"):
        assert sign_in(cast.neighbour).post(address(run, name)).status_code == 404
        assert sign_in(cast.leader).post(address(run, name)).status_code == 403
        assert sign_in(cast.clerk).get(address(run, name)).status_code == 405
    assert AccessEvent.objects.filter(kind="not_found").count() == 10
    assert sign_in(cast.neighbour).get(f"/ho-so/nhap/{uuid.uuid4()}/").status_code == 404
    run.refresh_from_db()
    assert run.status == "ready"
    assert "danh sách.xlsx" not in sign_in(cast.neighbour).get(UPLOAD).content.decode()


@pytest.mark.parametrize("role", ["leader", "specialist", "policy", "department_head", "reader", "unit_admin"])
def test_without_the_right_there_is_no_upload(cast, sign_in, role):
    client = sign_in(getattr(cast, role))
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", b"x"), "reason": "x"}).status_code == 403
    assert not ImportRun.objects.exists()


def test_the_neighbour_cannot_import_our_list(cast, sign_in, tmp_path):
    client = sign_in(cast.neighbour)
    path = write_list(tmp_path / "list.xlsx", person(1))
    client.post(UPLOAD, {"file": SimpleUploadedFile("list.xlsx", path.read_bytes()), "reason": "x"})
    work()
    run = ImportRun.objects.get()
    page = client.get(address(run), follow=True).content.decode()
    assert "Cục Hải quan TP. Đà Nẵng, không thuộc phạm vi nhập" in page
    assert confirm(client, run).status_code == 200
    assert waiting_jobs(WRITE_TASK) == []


# Hostile and hopeless files


def far_apart(path):
    write_list(path, person(1))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path.read_bytes()


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    return path.read_bytes()


def laughs(path):
    write_list(path, person(1))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "ha">]>' + parts["xl/workbook.xml"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        far_apart,
        bomb,
        laughs,
        lambda path: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        lambda path: b"<html><table><tr><td>x</td></tr></table></html>",
        lambda path: b"PK\x03\x04" + bytes(range(256)) * 40,
    ],
    ids=["far-apart", "zip-bomb", "entities", "encrypted", "html", "damaged"],
)
def test_hostile_files_end_with_a_sentence(clerk, tmp_path, content):
    hostile = content(tmp_path / "x.xlsx")
    sent = clerk.post(UPLOAD, {"file": SimpleUploadedFile("x.xlsx", hostile), "reason": "Thử"})
    assert sent.status_code == 302
    work()
    run = ImportRun.objects.get()
    page = clerk.get(sent.url, follow=True)
    assert page.status_code == 200
    assert run.status == "failed" and run.message in page.content.decode(), run.status
    assert clerk.get(UPLOAD).status_code == 200


def test_what_the_form_turns_away_is_not_kept(clerk, monkeypatch):
    monkeypatch.setattr("personnel.forms.imports.Limits", lambda: Limits(file_bytes=1000))
    for name, content, why in (
        ("a.xlsx", b"x" * 1001, "hệ thống nhận tệp đến"),
        ("a.xls", b"x", "Chỉ nhận tệp Excel đuôi .xlsx"),
        ("a.xlsx", b"", "Tệp rỗng"),
    ):
        page = clerk.post(UPLOAD, {"file": SimpleUploadedFile(name, content), "reason": "Thử"})
        assert page.status_code == 200 and why in page.content.decode()
    assert "Chọn tệp" in clerk.post(UPLOAD, {"reason": "Thử"}).content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("../../etc/passwd.xlsx", "passwd.xlsx"), ("C:\\tam\\ds.xlsx", "ds.xlsx"), ("a" * 300 + ".xlsx", "a" * 200)],
)
def test_the_name_of_a_file_is_only_shown(cast, tmp_path, sent, kept):
    path = write_list(tmp_path / "list.xlsx", person(1))
    with path.open("rb") as file:
        run = import_runs.start_import(
            account=cast.clerk, reason="x", file=SimpleUploadedFile("x.xlsx", file.read()), file_name=sent
        )
    assert (run.file_name, run.file.name) == (kept, f"imports/{run.pk}.xlsx")
