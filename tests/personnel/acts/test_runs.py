"""Large drafts are applied by the worker: confirmed once, told what went wrong, opened again when the worker died."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.context import WAITING
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from personnel import jobs
from personnel.models import Draft, Finding, Salary
from personnel.services import draft_runs
from personnel.services.add_rows import FAULTS_TASK
from personnel.services.apply_draft import apply_draft
from personnel.services.hold_draft import hold_draft
from tests.crowd import crowd
from tests.personnel.acts.drafting import NUMBER, draft_for
from tests.stage import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def people(stage):
    return crowd(5, timezone.localdate())


@pytest.fixture
def queued(cast, sign_in, people, today, monkeypatch):
    """A draft about more people than are written at once, confirmed by the clerk on the page."""
    monkeypatch.setattr(draft_runs, "MANY", 3)
    monkeypatch.setattr("personnel.views.draft_apply.MANY", 3)
    draft = draft_for(cast.clerk, "nang-bac", people, today)
    client = sign_in(cast.clerk)
    mark = client.get(reverse("personnel:draft_preview", args=[draft.pk])).context["mark"]
    client.post(reverse("personnel:draft_apply", args=[draft.pk]), {"mark": mark})
    return Draft.objects.get(pk=draft.pk)


def job() -> ProcrastinateJob:
    return ProcrastinateJob.objects.get(task_name=draft_runs.APPLY_TASK)


def work() -> None:
    jobs.apply_draft(**job().args)


def test_the_worker_writes_it_and_its_history_tells_who_confirmed(cast, sign_in, queued):
    assert queued.state == Draft.State.QUEUED and not Salary.objects.filter(decision__number=NUMBER).exists()
    client = sign_in(cast.clerk)
    page = client.get(reverse("personnel:draft_preview", args=[queued.pk])).content.decode()
    assert "Chờ tiến trình xử lý nhận việc" in page and "Có thể rời trang này" in page
    moving = client.get(reverse("personnel:draft_progress", args=[queued.pk]), headers={"HX-Request": "true"})
    assert "tien-do" in moving.content.decode()
    work()
    rows = Salary.objects.filter(decision__number=NUMBER)
    assert rows.count() == 5
    entry = rows[0].history.get()
    assert (entry.history_user, entry.custodian, entry.request_id) == (
        cast.clerk, cast.clerk.holder_name, job().args["request_id"],
    )  # fmt: skip
    session = client.session
    session[WAITING] = {"at": int(time.time()), "ways": {}, "told": ""}
    session.save()
    done = client.get(reverse("personnel:draft_progress", args=[queued.pk]), headers={"HX-Request": "true"})
    assert client.session[WAITING]["at"] == 0, "the numbers of the navigation are counted anew"
    assert done.headers["HX-Redirect"] == reverse("personnel:draft_preview", args=[queued.pk])
    work()
    assert Salary.objects.filter(decision__number=NUMBER).count() == 5, "a job that comes twice finds nothing to do"


def test_a_queued_draft_is_not_edited_nor_confirmed_again(cast, sign_in, queued):
    with pytest.raises(ValidationError, match="đang được ghi"):
        hold_draft(queued)
    sign_in(cast.clerk).post(reverse("personnel:draft_apply", args=[queued.pk]), {"mark": "x"})
    assert ProcrastinateJob.objects.filter(task_name=draft_runs.APPLY_TASK).count() == 1


def test_what_the_worker_may_not_write_opens_the_draft_with_the_reason(cast, sign_in, queued, people, today):
    other = draft_for(cast.clerk, "nang-bac", people[:1], today, number="1/QĐ")
    apply_draft(account=cast.clerk, draft=other, today=today)
    work()
    queued.refresh_from_db()
    assert queued.is_open and "1 người chưa ghi được" in queued.message
    assert not Salary.objects.filter(decision__number=NUMBER).exists()
    page = sign_in(cast.clerk).get(reverse("personnel:draft_preview", args=[queued.pk])).content.decode()
    assert queued.message in page


def test_nothing_is_written_in_the_name_of_who_took_the_account_over(cast, queued, today):
    hand_over(
        account=cast.unit_admin, reason="Đổi người", target=cast.clerk,
        holder=Holder("Người Mới", "34ZZ-7777", "1/QĐ"), paper=paper(), today=today,
    )  # fmt: skip
    work()
    queued.refresh_from_db()
    assert queued.is_open and "giao cho người khác" in queued.message


def test_a_fault_of_the_program_is_told_and_goes_on_to_the_log(queued, monkeypatch):
    def broken(**kwargs):
        raise RuntimeError("fault")

    monkeypatch.setattr(draft_runs, "apply_draft", broken)
    with pytest.raises(RuntimeError):
        work()
    queued.refresh_from_db()
    assert queued.is_open and queued.message == draft_runs.FAULT


def test_a_draft_whose_worker_died_is_opened_again(queued):
    late = timezone.now() + timedelta(minutes=5)
    assert draft_runs.sweep_drafts(late) == 0, "its job waits still"
    ProcrastinateJob.objects.filter(pk=job().pk)._raw_delete("default")
    assert draft_runs.sweep_drafts(timezone.now()) == 0, "not before it has had its time"
    assert draft_runs.sweep_drafts(late) == 1
    queued.refresh_from_db()
    assert queued.is_open and queued.message == draft_runs.BROKEN_OFF


def test_findings_of_very_many_are_left_to_the_worker(cast, today, monkeypatch):
    monkeypatch.setattr("personnel.services.add_rows.FAULTS_AT_ONCE", 2)
    people = crowd(3, today, first=300)
    draft = draft_for(cast.clerk, "nang-bac", people, today)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    assert not Finding.objects.filter(dossier__in=people).exists()
    jobs.find_faults_of(**ProcrastinateJob.objects.get(task_name=FAULTS_TASK).args)
    assert Finding.objects.filter(dossier__in=people).exists()
