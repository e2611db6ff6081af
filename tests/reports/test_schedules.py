"""Files made again for each period: once a period, with the rights of that day, in nobody else's name."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import AccessEvent, Account
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.services.revoke import revoke
from personnel import jobs
from personnel.exports.kinds import KINDS
from personnel.models import Export, ReportSchedule
from personnel.services import run_schedules as running
from personnel.services.end_schedule import end_schedule
from personnel.services.run_schedules import run_schedules
from personnel.services.schedule_export import schedule_export
from qlcb.history import record, writing
from reports.lists import PERIOD_LISTS
from reports.query.question import usual
from reports.services.remove_query import remove_query
from reports.services.save_query import save_query
from tests.exporting import REASON, sheet_of, take
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
BM01 = KINDS["bao-cao-bm01"]
XLSX = {"query": "", "format": "xlsx"}


def scheduled(
    account, *, kind=BM01, parameters=XLSX, every="month", after=5, today=date(2026, 7, 10)
) -> ReportSchedule:
    return schedule_export(
        account=account, reason=REASON, kind=kind, parameters=parameters, every=every, days_after=after, today=today
    )


def made() -> list[tuple[date, str]]:
    """Last day of the period and what was asked, of each run."""
    return list(Export.objects.exclude(schedule=None).order_by("period_ends").values_list("period_ends", "words"))


WORDS = "Tính đến {} · Cục Hải quan TP. Đà Nẵng · Công chức"


@pytest.mark.clause("TCHQ-12.1b")
def test_a_report_is_scheduled_where_it_is_exported_and_made_once_a_period(cast, sign_in, monkeypatch, today):
    client = sign_in(cast.clerk)
    asking = client.get("/bao-cao/bm01.xlsx").content.decode()
    assert "Lập định kỳ cho mỗi kỳ đã hết" in asking
    wrong = client.post("/bao-cao/bm01.xlsx", {"reason": REASON, "dinh-ky": "1", "every": "month", "days_after": "29"})
    assert wrong.context["schedule"].errors["days_after"] and not ReportSchedule.objects.exists()
    posted = {"reason": REASON, "dinh-ky": "1", "every": "month", "days_after": "5"}
    page = client.post("/bao-cao/bm01.xlsx", posted, follow=True)
    schedule = ReportSchedule.objects.get()
    assert page.redirect_chain == [("/tep-ket-xuat/dinh-ky/", 302)] and not Export.objects.exists()
    assert f"{schedule.next_on:%d/%m/%Y}" in page.content.decode() and "chưa có" in page.content.decode()
    assert schedule.next_on >= today and schedule.next_on.day == 5
    assert schedule.history.get().history_change_reason == f"Lập định kỳ: {REASON}"
    again = client.post("/bao-cao/bm01.xlsx", posted)
    assert "đã có trong các lịch" in again.content.decode() and ReportSchedule.objects.count() == 1
    period = schedule.next_period
    monkeypatch.setattr(timezone, "localdate", lambda *args: schedule.next_on)
    assert run_schedules(schedule.next_on) == 1
    assert run_schedules(schedule.next_on) == 0
    export = Export.objects.get()
    assert (export.status, export.period_ends, export.reason) == ("waiting", period.last, REASON)
    assert export.parameters["query"] == f"ngay={period.last:%d}%2F{period.last:%m}%2F{period.last.year}"
    jobs.make_export(**ProcrastinateJob.objects.get(task_name="personnel.make_export").args)
    sheet = sheet_of(take(client, Export.objects.get()))
    words = {cell.value for row in sheet.iter_rows(max_row=8) for cell in row}
    assert f"Tính đến ngày {period.last:%d} tháng {period.last:%m} năm {period.last.year}" in words
    listed = client.get("/tep-ket-xuat/dinh-ky/").content.decode()
    assert str(period) in listed and f"{period.following.due_on(5):%d/%m/%Y}" in listed
    assert f"định kỳ, {period}" in client.get("/tep-ket-xuat/").content.decode()


def test_months_quarters_and_years_end_where_the_calendar_says(cast):
    month = scheduled(cast.clerk, after=1, today=date(2026, 1, 31))
    quarter = scheduled(cast.clerk, every="quarter", after=10, today=date(2026, 1, 31))
    year = scheduled(cast.clerk, every="year", after=15, today=date(2026, 1, 31))
    dues = [one.next_on for one in (month, quarter, year)]
    assert dues == [date(2026, 2, 1), date(2026, 4, 10), date(2027, 1, 15)]
    asked = {}
    for day in (date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 4, 9), date(2026, 4, 10)):
        asked[day] = run_schedules(day)
    assert list(asked.values()) == [1, 0, 1, 1, 1], "the month of March was due on 1 April, the quarter on the 10th"
    assert made() == [
        (date(2026, 1, 31), WORDS.format("31/01/2026")), (date(2026, 2, 28), WORDS.format("28/02/2026")),
        (date(2026, 3, 31), WORDS.format("31/03/2026")), (date(2026, 3, 31), WORDS.format("31/03/2026")),
    ]  # fmt: skip
    assert {one.pk: one.next_on for one in ReportSchedule.objects.all()} == {
        month.pk: date(2026, 5, 1), quarter.pk: date(2026, 7, 10), year.pk: date(2027, 1, 15),
    }  # fmt: skip


def test_after_days_without_the_program_the_latest_period_alone_is_made(cast):
    schedule = scheduled(cast.clerk)
    assert schedule.next_on == date(2026, 8, 5)
    assert run_schedules(date(2026, 11, 4)) == 1
    assert made() == [(date(2026, 9, 30), WORDS.format("30/09/2026"))], "October is due on the 5th"
    assert ReportSchedule.objects.get().next_on == date(2026, 11, 5)


def test_the_day_is_that_of_vietnam(cast, monkeypatch):
    scheduled(cast.clerk, after=1, today=date(2026, 11, 2))
    monkeypatch.setattr(jobs, "begin_day", lambda today: None)
    for hour, number in ((16, 0), (17, 1)):
        now = datetime(2026, 11, 30, hour, 30, tzinfo=timezone.get_fixed_timezone(0))
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        jobs.bring_today(timestamp=0)
        assert Export.objects.count() == number, "23:30 in Hà Nội, then half past midnight"


def test_two_workers_ask_once(cast, monkeypatch):
    """The second finds nothing due under the lock; were it to look past that, the database would refuse."""
    schedule = scheduled(cast.clerk)
    rows = ReportSchedule.objects.filter(pk=schedule.pk)
    assert running._run_one(schedule.pk, date(2026, 8, 5)) and not running._run_one(schedule.pk, date(2026, 8, 5))
    rows.update(next_on=date(2026, 8, 5))
    assert not running._run_one(schedule.pk, date(2026, 8, 5)), "the row of the period is there"
    assert Export.objects.count() == ProcrastinateJob.objects.filter(task_name="personnel.make_export").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        other = Export.objects.get()
        other.pk, other._state.adding = None, True
        Export.objects.create(**{f.name: getattr(other, f.name) for f in other._meta.fields if f.name != "id"})


def test_one_that_fails_leaves_the_others(cast, monkeypatch):
    broken, sound = scheduled(cast.clerk), scheduled(cast.neighbour)

    def ask(account, *args, told=BM01.ask):
        if account == cast.clerk:
            raise RuntimeError("a fault of the program")
        return told(account, *args)

    monkeypatch.setattr(BM01, "ask", ask)
    assert run_schedules(date(2026, 8, 5)) == 1
    assert Export.objects.get().schedule == sound
    broken.refresh_from_db()
    assert broken.next_on == date(2026, 8, 5) and broken.ended_on is None, "it is tried again"


def locked(account, cast, today):
    row = Account.objects.get(pk=account.pk)
    row.is_active = False
    with writing(account=cast.sysadmin, reason="Khóa"):
        record(row)


def without_right(account, cast, today):
    revoke(account=cast.sysadmin, given=account.grants.get(), today=today, document="9/QĐ", reason="Thôi giao")


def handed_over(account, cast, today):
    holder = Holder("Lê Văn Tiếp Quản", "34ZZ-0777", "7/QĐ")
    hand_over(account=cast.unit_admin, reason="Thay người", target=account, holder=holder, paper=paper(), today=today)


@pytest.mark.clause("TCHQ-4.2")
@pytest.mark.clause("TCHQ-8.3b")
@pytest.mark.parametrize(
    ("happens", "why"),
    [(locked, running.LOCKED), (without_right, running.NO_RIGHT), (handed_over, running.OTHER_HOLDER)],
)
def test_it_ends_with_the_right_or_the_holder(happens, why, cast, sign_in, today):
    schedule = scheduled(cast.clerk)
    happens(cast.clerk, cast, today)
    assert run_schedules(date(2026, 8, 5)) == 0 and not Export.objects.exists()
    schedule.refresh_from_db()
    assert (schedule.ended_on, schedule.ended_why) == (date(2026, 8, 5), why)
    logged = AccessEvent.objects.filter(kind=AccessEvent.Kind.FORBIDDEN, target="Báo cáo BM01 (xlsx)").latest("pk")
    assert why in logged.detail and logged.account_id == cast.clerk.pk
    assert schedule.history.count() == 2
    assert run_schedules(date(2026, 9, 5)) == 0


@pytest.mark.clause("TCHQ-4.2")
def test_a_new_holder_sets_up_what_a_former_one_had(cast, today):
    scheduled(cast.clerk)
    with pytest.raises(ValidationError, match="đã có trong các lịch"):
        scheduled(cast.clerk)
    handed_over(cast.clerk, cast, today)
    anew = Account.objects.get(pk=cast.clerk.pk)
    assert scheduled(anew).custodian == anew.holder_name == "Lê Văn Tiếp Quản (34ZZ-0777)"
    assert run_schedules(date(2026, 8, 5)) == 1
    assert Export.objects.get().custodian == anew.holder_name, "the former holder's ended"


def test_of_two_who_set_it_up_at_once_the_second_waits(cast):
    with CaptureQueriesContext(connection) as asked:
        scheduled(cast.clerk)
    lock = next(at for at, one in enumerate(asked) if "FOR UPDATE" in one["sql"] and "accounts_account" in one["sql"])
    look = next(
        at for at, one in enumerate(asked) if one["sql"].startswith("SELECT") and "reportschedule" in one["sql"]
    )
    assert lock < look


def test_a_unit_that_is_the_accounts_no_more_ends_it(cast):
    schedule = scheduled(cast.neighbour, parameters=XLSX | {"query": "don-vi=HQ60"})
    schedule.account, schedule.custodian = cast.clerk, cast.clerk.holder_name
    with writing(account=cast.sysadmin, reason="Như thể phạm vi đã đổi"):
        record(schedule)
    assert run_schedules(date(2026, 8, 5)) == 0 and not Export.objects.exists()
    schedule.refresh_from_db()
    assert schedule.ended_why == running.NO_RIGHT


def test_a_saved_question_is_asked_as_of_the_period_until_it_is_taken_out(cast):
    saved = save_query(account=cast.clerk, name="Đang làm", question=usual(), shared=False)
    kind = KINDS["tra-cuu"]
    assert not kind.recurs({"query": "cau-hoi=abc"})
    with pytest.raises(ValidationError):
        scheduled(cast.clerk, kind=kind, parameters={"query": "cau-hoi=abc"})
    schedule = scheduled(cast.clerk, kind=kind, parameters={"query": f"luu={saved.pk}"})
    assert run_schedules(date(2026, 8, 5)) == 1
    export = Export.objects.get()
    assert export.words.startswith("Tính đến 31/07/2026: ")
    jobs.make_export(export_id=str(export.pk))
    export.refresh_from_db()
    assert (export.status, export.message) == ("done", "")
    remove_query(account=cast.clerk, saved=saved)
    assert run_schedules(date(2026, 9, 5)) == 0
    schedule.refresh_from_db()
    assert schedule.ended_why == "Không lập được kỳ tháng 08/2026: Điều kiện lọc không hợp lệ."


def test_a_list_takes_the_whole_period_and_one_of_birthdays_the_next(cast):
    scheduled(cast.clerk, kind=KINDS["ds-khen-thuong"], parameters={"query": "cach=co-hieu-luc"}, every="quarter")
    scheduled(cast.clerk, kind=KINDS["ds-sinh-nhat"], parameters={"query": "tu-ngay=01/01/2020"})
    assert run_schedules(date(2026, 10, 5)) == 2
    asked = {export.kind: export.words for export in Export.objects.all()}
    assert asked["ds-khen-thuong"].startswith("Từ 01/07/2026 đến 30/09/2026")
    assert asked["ds-sinh-nhat"] == "Từ 01/10/2026 đến 31/10/2026"


def test_its_account_ends_it(cast, sign_in, today):
    schedule = scheduled(cast.clerk)
    url = f"/tep-ket-xuat/dinh-ky/{schedule.pk}/thoi/"
    other = sign_in(cast.neighbour)
    assert other.get(url).status_code == other.post(url).status_code == 404
    assert "Báo cáo BM01" not in other.get("/tep-ket-xuat/dinh-ky/").content.decode()
    client = sign_in(cast.clerk)
    assert "Thôi lập định kỳ tệp này?" in client.get(url).content.decode()
    assert "Đã thôi" in client.post(url, follow=True).content.decode()
    schedule.refresh_from_db()
    assert schedule.ended_on == today and schedule.history.first().history_user == cast.clerk
    assert run_schedules(date(2026, 8, 5)) == 0
    end_schedule(account=cast.clerk, schedule=schedule, today=today)
    assert schedule.history.count() == 2, "a second click writes nothing"


def test_the_list_of_schedules_asks_as_little_for_many(cast, sign_in, django_assert_max_num_queries):
    for slug in list(PERIOD_LISTS)[2:10]:
        scheduled(cast.clerk, kind=KINDS[f"ds-{slug}"], parameters={"query": ""})
    run_schedules(date(2026, 8, 5))
    client = sign_in(cast.clerk)
    client.get("/tep-ket-xuat/dinh-ky/")
    with django_assert_max_num_queries(16):
        assert client.get("/tep-ket-xuat/dinh-ky/").content.decode().count("tháng 07/2026") == 8
