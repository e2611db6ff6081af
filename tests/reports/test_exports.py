"""Reports as files: what they hold, long ones in the worker, failures told, and the units asked again at download."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import AccessEvent
from accounts.services.grant import grant
from accounts.services.revoke import revoke
from personnel import jobs
from personnel.exports import store
from personnel.exports.kinds import KINDS, NO_SUCH_FILE
from personnel.models import Export
from personnel.services.make_export import FAULT, make_export
from reports import exports
from reports.writers.pdf import PdfError
from tests.exporting import REASON, again, ask, exported, file_of, page_of, sheet_of, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
XLSX, PDF, DAY = "/bao-cao/bm01.xlsx", "/bao-cao/bm01.pdf", {"ngay": "30/06/2026"}


@pytest.fixture
def long_ones(monkeypatch):
    monkeypatch.setattr(exports, "CELLS_AT_ONCE", 10)


@pytest.mark.clause("TCHQ-8.3b")
def test_a_workbook_is_asked_for_with_a_reason_and_marked(cast, sign_in):
    client = sign_in(cast.clerk)
    question = client.get(XLSX, DAY).content.decode()
    words = "Tính đến 30/06/2026 · Cục Hải quan TP. Đà Nẵng · Công chức"
    assert words in question and "15 dòng" in question and not Export.objects.exists()
    export = ask(client, XLSX, DAY)
    response = client.get(file_of(export))
    assert response["Content-Disposition"] == 'attachment; filename="bm01-20260630.xlsx"'
    assert "no-store" in response["Cache-Control"]
    sheet = sheet_of(response.content)
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "Chi cục Hải quan cửa khẩu cảng" in values and "Cục Hải quan tỉnh Quảng Nam" not in values
    assert cast.clerk.holder_name in sheet.oddFooter.left.text and "hq34.nhansu1" in sheet.oddFooter.left.text
    assert (export.account, export.kind, export.status, export.rows) == (cast.clerk, "bao-cao-bm01", "done", 15)
    assert export.parameters == {"query": "ngay=30%2F06%2F2026", "format": "xlsx"} and export.words == words
    assert export.facts["units"] == ["HQ34"] and export.duration < timedelta(minutes=1)
    made = AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).earliest("pk")
    assert (made.account, made.target) == (cast.clerk, "Báo cáo BM01 (xlsx)")
    assert made.detail == f"{words}; 15 dòng; lý do: {REASON}"
    assert page_of(export) in client.get("/bao-cao/").content.decode()


def test_a_short_pdf_comes_at_once(cast, sign_in):
    assert exported(sign_in(cast.clerk), PDF, DAY).startswith(b"%PDF")


def test_a_long_pdf_is_made_by_the_worker(cast, sign_in, long_ones):
    client = sign_in(cast.clerk)
    export = ask(client, PDF, DAY)
    assert export.status == Export.Status.WAITING
    job = ProcrastinateJob.objects.get(task_name="personnel.make_export")
    assert job.args["export_id"] == str(export.pk)
    assert "Đang chờ" in client.get(page_of(export)).content.decode()
    Export.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert "Chưa có tiến trình xử lý nào đang chạy." in client.get(page_of(export)).content.decode()
    assert client.get(file_of(export)).status_code == 302, "there is no file yet"
    waiting = client.get(page_of(export), headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in waiting and "<html" not in waiting
    jobs.make_export(**job.args)
    done = client.get(page_of(export), headers={"HX-Request": "true"}).content.decode()
    assert "Đã lập xong" in done and "hx-trigger" not in done
    assert AccessEvent.objects.get(kind=AccessEvent.Kind.EXPORT).request_id == job.args["request_id"]
    content = take(client, export)
    assert content.startswith(b"%PDF")
    jobs.make_export(**job.args)
    assert take(client, export) == content, "a job that runs twice makes one file"


@pytest.mark.clause("TCHQ-8.3b")
def test_a_file_does_not_outlive_the_right_to_its_units(cast, sign_in, unit, today):
    export = ask(sign_in(cast.clerk), XLSX, DAY)
    own = cast.clerk.grants.get()
    grant(
        account=cast.sysadmin, to=cast.clerk, unit=unit("HQ34-07"), template=own.template, document="1/QĐ",
        on=today, today=today, reason="Thu hẹp phạm vi",
    )  # fmt: skip
    revoke(account=cast.sysadmin, given=own, today=today, document="9/QĐ", reason="Thu hẹp phạm vi")
    client = sign_in(type(cast.clerk).objects.get(pk=cast.clerk.pk))
    page = client.get(file_of(export), follow=True)
    assert "không còn thuộc phạm vi của tài khoản" in page.content.decode() and "Kết xuất lại" in page.content.decode()
    assert not store.path_of(export).exists()
    newer = again(client, export)
    assert newer.facts["units"] == ["HQ34-07"] and newer.reason == REASON


def test_a_right_lost_while_waiting_ends_the_export(cast, sign_in, long_ones, today):
    export = ask(sign_in(cast.clerk), PDF, DAY)
    revoke(account=cast.sysadmin, given=cast.clerk.grants.get(), today=today, document="9/QĐ", reason="Thôi giao")
    jobs.make_export(export_id=str(export.pk))
    export.refresh_from_db()
    assert export.status == Export.Status.FAILED and "không còn quyền" in export.message and not export.file


def test_a_table_that_is_too_long_to_print_is_refused_before_it_is_begun(cast, sign_in, monkeypatch):
    monkeypatch.setattr(exports, "PRINTED_CELLS", 100)
    client = sign_in(cast.clerk)
    for answer in (
        client.get(PDF, DAY, follow=True),
        client.post(f"{PDF}?ngay=30/06/2026", {"reason": REASON}, follow=True),
    ):
        page = answer.content.decode()
        assert "Bảng có 15 dòng; tệp PDF của bảng này chỉ lập được đến 2 dòng. Hãy tải tệp Excel" in page
    assert not Export.objects.exists()
    assert ask(client, XLSX, DAY).status == Export.Status.DONE


def test_a_file_that_cannot_be_made_says_why(cast, sign_in, monkeypatch):
    def too_slow(*args, **kwargs):
        raise PdfError("Lập tệp PDF quá 25 giây nên đã dừng.")

    monkeypatch.setattr(exports, "table_pdf", too_slow)
    client = sign_in(cast.clerk)
    export = ask(client, PDF, DAY)
    assert "Lập tệp PDF quá 25 giây nên đã dừng." in client.get(page_of(export)).content.decode()
    assert export.status == Export.Status.FAILED and not AccessEvent.objects.filter(kind="export").exists()


def test_bad_parameters_lead_back_to_the_page(cast, sign_in):
    response = sign_in(cast.clerk).post(f"{PDF}?ngay=31/02/2026", {"reason": REASON}, follow=True)
    assert "is-invalid" in response.content.decode()
    assert not Export.objects.exists()


def test_exports_that_nobody_works_on_are_given_up(cast, sign_in, long_ones):
    client = sign_in(cast.clerk)
    forgotten, young, dead, waiting = (ask(client, PDF, DAY) for _ in range(4))
    done = ask(client, XLSX, DAY)
    Export.objects.filter(pk__in=[forgotten.pk, young.pk, dead.pk]).update(status="running")
    Export.objects.filter(pk=forgotten.pk).update(created_at=timezone.now() - timedelta(hours=3))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE args->>'export_id' = %s", [str(dead.pk)])
    jobs.sweep_exports(timestamp=0)
    statuses = dict(Export.objects.values_list("pk", "status"))
    assert [statuses[e.pk] for e in (forgotten, young, dead, waiting, done)] == [
        "failed", "running", "failed", "waiting", "done",
    ]  # fmt: skip
    assert "bị ngắt giữa chừng" in Export.objects.get(pk=dead.pk).message
    assert ProcrastinateJob.objects.filter(status="failed").count() == 1


def test_a_file_of_a_kind_that_is_no_more_is_refused_in_words(cast, sign_in, monkeypatch):
    client = sign_in(cast.clerk)
    export = ask(client, "/bao-cao/bm01.xlsx")
    waiting = Export.objects.create(
        account=export.account, custodian=export.custodian, kind=export.kind, title=export.title,
        words=export.words, reason=export.reason, file_name="x.xlsx", expires_at=export.expires_at,
    )  # fmt: skip
    monkeypatch.delitem(KINDS, export.kind)
    page = client.get(reverse("personnel:export_again", args=[export.pk]), follow=True)
    assert NO_SUCH_FILE in page.content.decode()
    page = client.get(file_of(export), follow=True)
    assert NO_SUCH_FILE in page.content.decode() and not store.path_of(export).exists()
    make_export(export=waiting, today=timezone.localdate(), in_job=True)
    assert (waiting.status, waiting.message) == ("failed", NO_SUCH_FILE)


def test_a_file_that_cannot_be_stored_fails_at_once_and_is_not_logged_as_made(cast, sign_in, monkeypatch):
    client = sign_in(cast.clerk)
    client.raise_request_exception = False
    noted = AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).count()

    def full(*args):
        raise OSError("No space left on device")

    monkeypatch.setattr(store, "keep", full)
    assert client.post("/bao-cao/bm01.xlsx", {"reason": REASON}).status_code == 500
    export = Export.objects.get()
    assert (export.status, export.message) == ("failed", FAULT)
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).count() == noted
