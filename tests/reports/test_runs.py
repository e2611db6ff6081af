"""Runs: a row for each file, who may take it and how long, long ones in the worker, failures told."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import AccessEvent
from accounts.services.revoke import revoke
from reports import jobs, runs
from reports.models import ReportRun
from reports.writers.pdf import PdfError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
XLSX = "/bao-cao/bm01.xlsx?ngay=30/06/2026"
PDF = "/bao-cao/bm01.pdf?ngay=30/06/2026"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def run(cast, sign_in):
    """A finished run of the clerk of Đà Nẵng."""
    body(sign_in(cast.clerk).get(XLSX))
    return ReportRun.objects.get()


def file_of(run):
    return reverse("reports:run_file", args=[run.pk])


def test_a_workbook_comes_at_once_and_leaves_a_run_and_a_log_row(cast, sign_in):
    response = sign_in(cast.clerk).get(XLSX)
    content = body(response)
    assert response["Content-Disposition"] == 'attachment; filename="bm01-20260630.xlsx"'
    assert response["Cache-Control"] == "no-store"
    values = {cell.value for row in load_workbook(BytesIO(content)).active.iter_rows() for cell in row}
    assert "Chi cục Hải quan cửa khẩu cảng" in values and "Cục Hải quan tỉnh Quảng Nam" not in values
    run = ReportRun.objects.get()
    assert (run.account, run.report, run.format, run.status) == (cast.clerk, "bm01", "xlsx", "done")
    assert run.rows == 15 and run.duration < timedelta(minutes=1)
    assert run.parameters["query"] == {"ngay": "30/06/2026"} and run.parameters["units"] == ["HQ34"]
    assert run.words == "Tính đến 30/06/2026 · Cục Hải quan TP. Đà Nẵng · Công chức"
    assert timedelta(days=6) < run.expires_at - timezone.now() <= timedelta(days=7)
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.EXPORT)
    assert (event.account, event.target) == (cast.clerk, "Báo cáo BM01 (xlsx)")
    assert event.detail == f"{run.words}; 15 dòng"


def test_a_short_pdf_comes_at_once(cast, sign_in):
    response = sign_in(cast.clerk).get(PDF)
    assert body(response).startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"


def test_a_long_pdf_is_made_by_the_worker(cast, sign_in, monkeypatch):
    monkeypatch.setattr(runs, "CELLS_AT_ONCE", 10)
    client = sign_in(cast.clerk)
    response = client.get(PDF)
    run = ReportRun.objects.get()
    page = reverse("reports:run", args=[run.pk])
    assert response.status_code == 302 and response.url == page
    assert run.status == ReportRun.Status.WAITING
    job = ProcrastinateJob.objects.get(task_name="reports.make_run")
    assert job.args == {"run_id": str(run.pk)}
    assert "Đang chờ" in client.get(page).content.decode()
    waiting = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in waiting and "<html" not in waiting
    jobs.make_run(**job.args)
    done = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "Đã lập xong" in done and "hx-trigger" not in done
    assert body(client.get(file_of(run))).startswith(b"%PDF")


def test_a_job_that_runs_twice_makes_one_file(cast, run):
    written = run.file.name
    jobs.make_run(run_id=str(run.pk))
    run.refresh_from_db()
    assert run.file.name == written


def test_a_run_belongs_to_its_account(cast, sign_in, run):
    for other in (cast.leader, cast.neighbour, cast.sysadmin):
        client = sign_in(other)
        assert client.get(file_of(run)).status_code == 404
        assert client.get(reverse("reports:run", args=[run.pk])).status_code == 404
        assert "BM01/BNV</a>" not in client.get(reverse("reports:runs")).content.decode()
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.NOT_FOUND, account=cast.neighbour).count() == 2


def test_an_expired_file_is_gone(cast, sign_in, run):
    ReportRun.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client = sign_in(cast.clerk)
    assert client.get(file_of(run)).status_code == 404
    assert "Tệp đã hết hạn" in client.get(reverse("reports:run", args=[run.pk])).content.decode()
    assert "đã hết hạn" in client.get(reverse("reports:runs")).content.decode()


def test_expired_files_are_deleted_and_rows_stay(run):
    name = run.file.name
    jobs.forget_expired_files(timestamp=0)
    assert default_storage.exists(name)
    ReportRun.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    jobs.forget_expired_files(timestamp=0)
    assert not default_storage.exists(name)
    run.refresh_from_db()
    assert (run.file.name, run.rows) == ("", 15)


@pytest.mark.clause("TCHQ-8.3b")
def test_a_file_does_not_outlive_the_right_to_its_units(cast, sign_in, run, unit, today):
    from accounts.services.grant import grant

    own = cast.clerk.grants.get()
    grant(
        account=cast.sysadmin, to=cast.clerk, unit=unit("HQ34-07"), template=own.template, document="1/QĐ",
        on=today, today=today, reason="Thu hẹp phạm vi",
    )  # fmt: skip
    revoke(account=cast.sysadmin, given=own, today=today, document="9/QĐ", reason="Thu hẹp phạm vi")
    client = sign_in(type(cast.clerk).objects.get(pk=cast.clerk.pk))
    assert client.get(file_of(run)).status_code == 404


def test_a_right_lost_while_waiting_ends_the_run(cast, sign_in, monkeypatch, today):
    monkeypatch.setattr(runs, "CELLS_AT_ONCE", 10)
    sign_in(cast.clerk).get(PDF)
    revoke(account=cast.sysadmin, given=cast.clerk.grants.get(), today=today, document="9/QĐ", reason="Thôi giao")
    run = ReportRun.objects.get()
    jobs.make_run(run_id=str(run.pk))
    run.refresh_from_db()
    assert run.status == ReportRun.Status.FAILED and "không còn quyền" in run.message and not run.file


def test_a_file_that_cannot_be_made_says_why(cast, sign_in, monkeypatch):
    def too_slow(*args, **kwargs):
        raise PdfError("Lập tệp PDF quá 25 giây nên đã dừng.")

    monkeypatch.setattr(runs, "table_pdf", too_slow)
    client = sign_in(cast.clerk)
    response = client.get(PDF, follow=True)
    assert "Lập tệp PDF quá 25 giây nên đã dừng." in response.content.decode()
    assert ReportRun.objects.get().status == ReportRun.Status.FAILED


def test_bad_parameters_lead_back_to_the_page(cast, sign_in):
    response = sign_in(cast.clerk).get("/bao-cao/bm01.pdf?ngay=31/02/2026", follow=True)
    assert "is-invalid" in response.content.decode()
    assert not ReportRun.objects.exists()


def test_runs_that_nobody_works_on_are_given_up(cast, run):
    def started(hours):
        made = ReportRun.objects.create(
            account=cast.clerk, report="bm01", format="pdf", status="running", expires_at=timezone.now()
        )
        ReportRun.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(hours=hours))
        return made

    forgotten, young, interrupted = started(3), started(1), started(1)
    runs.give_up([str(interrupted.pk), str(run.pk)], timezone.now())
    statuses = dict(ReportRun.objects.values_list("pk", "status"))
    assert (statuses[forgotten.pk], statuses[young.pk], statuses[interrupted.pk]) == ("failed", "running", "failed")
    assert statuses[run.pk] == "done"
    assert "bị ngắt giữa chừng" in ReportRun.objects.get(pk=interrupted.pk).message


def test_a_run_whose_worker_died_is_told(cast, sign_in, monkeypatch):
    monkeypatch.setattr(runs, "CELLS_AT_ONCE", 10)
    sign_in(cast.clerk).get(PDF)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    ReportRun.objects.update(status="running")
    jobs.sweep_runs(timestamp=0)
    assert ReportRun.objects.get().status == ReportRun.Status.FAILED
    assert ProcrastinateJob.objects.get().status == "failed"
