"""Lateness is computed from what nobody types: in numbers, in lists, by unit, account and holder, by the regulation."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from orgunits.models import Unit
from orgunits.tree import Tree
from personnel.deadlines import NEW_DOSSIER, rule_of
from personnel.deadlines.entries import Entries, Figures, Narrow
from personnel.models import Absence, Decision, Dossier, HealthCheck, LateReason, Leaving, Posting, Reward, Term
from personnel.rules.deadlines import Moments, days_late, due_day, start_of
from personnel.sections import POSTINGS, SECTIONS
from personnel.services.record_late_reason import record_late_reason
from personnel.services.save_row import add_row, correct_row
from personnel.services.working_calendar import working_calendar
from qlcb.dates import PartialDate
from qlcb.history import Act, Conflict, create_many, record, writing
from tests.entering import hang, written
from tests.exporting import exported, sheet_of
from tests.stage import dossier_maker

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
BEGAN = TODAY - timedelta(days=200)
HEALTH, REWARDS = SECTIONS["suc-khoe"], SECTIONS["khen-thuong"]


@pytest.fixture(scope="module")
def people(stage):
    """Ids by name: two of Đà Nẵng, one of Quảng Nam, all in the system for 200 days, as their first postings are."""
    make, found = dossier_maker(TODAY), {}
    for name, code, unit in (
        ("one", "34ZZ-0001", "HQ34-07"),
        ("two", "34ZZ-0002", "HQ34-08"),
        ("far", "60ZZ-0001", "HQ60-01"),
    ):
        dossier = make(code=code, unit_code=unit, full_name=f"Nguyễn Thị {name.title()}")
        written(dossier, BEGAN)
        written(dossier.posting_set.get(), BEGAN)
        found[name] = dossier.pk
    return found


@pytest.fixture
def check(people, cast):
    """`check("one", on=…, entered=…)`: a health check of the person on a day, entered on a day by the clerk."""

    def made(name, *, on, entered, by=None, **values):
        dossier = Dossier.objects.get(pk=people[name])
        values.setdefault("grade", Term.objects.filter(kind="health_grade").first())
        row = HealthCheck(dossier=dossier, checked_on=on, **values)
        add_row(account=by or cast.clerk, reason="Khám sức khỏe", section=HEALTH, row=row, today=TODAY)
        written(row, entered)
        return row

    return made


def entries(account, first=BEGAN, last=TODAY):
    return Entries(account, first=first, last=last, tree=Tree.on(TODAY))


def figures(account, **times) -> Figures:
    return sum((group.figures for group in entries(account, **times).groups()), Figures())


def workday(after: int) -> date:
    """The first Monday that many days after the system began."""
    day = BEGAN + timedelta(days=after)
    return day + timedelta(days=(7 - day.weekday()) % 7)


# What counts, and how late.


@pytest.mark.clause("TCHQ-8.1b1")
def test_an_entry_within_three_working_days_is_on_time_and_later_is_late(check, cast):
    calendar, day = working_calendar(), workday(20)
    due = due_day(rule_of("suc-khoe"), day, calendar).value
    check("one", on=day, entered=due)
    late = check("one", on=day, entered=due + timedelta(days=7))
    found = figures(cast.clerk)
    assert (found.on_time, found.late, found.no_reason) == (1, 1, 1)
    (entry,) = entries(cast.clerk).rows(Narrow(what="tre"))
    assert (entry.row, entry.start, entry.start_kind, entry.due) == (late.pk, day, "event", due)
    assert entry.late_days == found.late_days == days_late(due, due + timedelta(days=7), calendar) > 0


@pytest.mark.clause("TCHQ-8.1b1")
def test_the_database_judges_every_entry_as_the_rule_does(people, cast):
    """Two hundred absences with what is known of them by chance: with or without decision, paper and whole days."""
    rng, rule, calendar = Random(8), rule_of("nghi"), working_calendar()
    dossier, kind = Dossier.objects.get(pk=people["one"]), Term.objects.filter(kind="absence_kind").first()
    with writing(account=cast.clerk, reason="Thử", act=Act.CHANGE):
        papers = create_many([_paper(rng, number) for number in range(20)])
        rows = create_many([_absence(rng, papers, dossier=dossier, kind=kind) for _ in range(200)])
    days = {row.pk: BEGAN + timedelta(days=rng.randrange(0, 195)) for row in rows}
    for row in rows:
        written(row, days[row.pk])
    found = {entry.row: entry for entry in entries(cast.clerk).rows(Narrow(section="nghi"))}
    assert len(found) == 200 and len({entry.outcome for entry in found.values()}) == 4
    for row in rows:
        entry, decision = found[row.pk], row.decision
        last = row.ends_on or row.begins_on
        event = last.first_day if last and last.day else None
        signed, effective = (decision.signed_on, decision.effective_on) if decision else (None, None)
        told = Moments(row.paper_received_on, signed, effective, event)
        start = start_of(rule, told)
        assert (entry.start, entry.start_kind) == (start or (None, None))
        if start is None:
            assert entry.outcome == ("unknown" if days[row.pk] > BEGAN else "initial")
        elif start[0] < BEGAN:
            assert entry.outcome == "initial"
        else:
            due = due_day(rule, start[0], calendar).value
            assert (entry.due, entry.late_days) == (due, days_late(due, days[row.pk], calendar)), told
            assert entry.outcome == ("late" if days[row.pk] > due else "on_time")
    assert figures(cast.clerk).counted == sum(entry.outcome in ("late", "on_time") for entry in found.values())


def _paper(rng: Random, number: int) -> Decision:
    signed = BEGAN + timedelta(days=rng.randrange(-30, 150))
    effective = signed + timedelta(days=rng.randrange(-40, 20))
    return Decision(number=f"{number}/QĐ", signed_on=signed, effective_on=effective, kind="other")


def _absence(rng: Random, papers: list, **values) -> Absence:
    decision = rng.choice([None, *papers[: rng.randrange(1, 20)]])
    arrived = rng.choice([None, (decision.signed_on if decision else BEGAN) + timedelta(days=rng.randrange(0, 40))])
    begins, ends = (BEGAN + timedelta(days=rng.randrange(-20, 180)) for _ in range(2))
    told = {"begins_on": _known(rng, min(begins, ends)), "ends_on": _known(rng, max(begins, ends))}
    return Absence(decision=decision, paper_received_on=arrived, **told, **values)


def _known(rng: Random, day: date) -> PartialDate | None:
    return rng.choice([None, PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)])


def test_what_was_there_before_the_dossier_is_initial_loading(check, cast):
    check("one", on=BEGAN - timedelta(days=1), entered=workday(90))
    check("one", on=workday(20), entered=workday(90))
    found = figures(cast.clerk)
    assert (found.initial, found.late, found.on_time) == (1, 1, 0)


def test_an_import_hides_nothing_that_came_later(people, cast):
    dossier = Dossier.objects.get(pk=people["one"])
    row = HealthCheck(dossier=dossier, checked_on=workday(20), grade=Term.objects.filter(kind="health_grade").first())
    with writing(account=cast.clerk, reason="Nhập từ tệp", act=Act.IMPORT):
        create_many([row])
    written(row, workday(90))
    assert figures(cast.clerk).late == 1


def test_nothing_counts_before_the_regulation_does(check, cast, monkeypatch):
    check("one", on=workday(20), entered=workday(90))
    monkeypatch.setattr("personnel.deadlines.watch", lambda: {"counted_from": f"{workday(30)}", "paper_days": 10})
    assert (figures(cast.clerk).initial, figures(cast.clerk).late) == (1, 0)


def test_a_month_counts_what_was_entered_in_it(check, cast):
    check("one", on=workday(20), entered=workday(50))
    assert figures(cast.clerk, first=workday(50), last=workday(50)).late == 1
    assert figures(cast.clerk, first=workday(50) + timedelta(days=1), last=TODAY).counted == 0
    assert figures(cast.clerk, first=BEGAN, last=workday(50) - timedelta(days=1)).counted == 0


def test_a_new_dossier_has_a_day_of_its_own(people, cast):
    """Counted from the paper of the first posting; of a department that had already begun."""
    signed, entered = workday(30), workday(60)
    decision = Decision(number="9/QĐ", signed_on=signed, effective_on=signed, kind="recruitment")
    with writing(account=cast.clerk, reason="Thử"):
        record(decision)
    for code, since, paper in (("34ZZ-0009", signed, decision), ("34ZZ-0010", "01/02/2012", None)):
        dossier = dossier_maker(TODAY)(code=code, since=since)
        hang(dossier.posting_set.get(), paper)
        written(dossier, entered)
        written(dossier.posting_set.get(), entered)
    found = entries(cast.sysadmin).rows(Narrow(section=NEW_DOSSIER))
    late = {entry.dossier_id: entry for entry in found if entry.outcome == "late"}
    (entry,) = late.values()
    assert (entry.start, entry.start_kind, entry.number) == (signed, "effective", "9/QĐ")
    assert [entry.outcome for entry in found if entry.entered == entered].count("initial") == 1
    assert entries(cast.sysadmin).count(Narrow(section="cong-tac", what="tre")) == (0, 0), "counted once"


# What a clerk might try.


def test_the_day_of_arrival_lies_between_signing_and_today(people, cast):
    dossier = Dossier.objects.get(pk=people["one"])
    days = {"signed_on": workday(20), "effective_on": workday(20)}
    for arrived, told in ((TODAY + timedelta(days=1), "sau hôm nay"), (workday(13), "trước ngày ký")):
        decision = Decision(number="3/QĐ", authority=cast.clerk.unit, **days)
        row = HealthCheck(dossier=dossier, checked_on=workday(10), paper_received_on=arrived, decision=decision)
        with pytest.raises(ValidationError, match=told):
            add_row(account=cast.clerk, reason="Thử", section=HEALTH, row=row, today=TODAY)


@pytest.mark.clause("TCHQ-8.1b1")
def test_a_paper_said_to_have_come_late_is_on_time_and_in_sight(people, cast, silent_table):
    """Typing today as the day of arrival makes the entry punctual; that the paper took weeks is counted beside it."""
    signed = workday(20)
    decision = Decision(number="3/QĐ", signed_on=signed, effective_on=signed, authority=cast.clerk.unit)
    row = Reward(
        dossier=Dossier.objects.get(pk=people["one"]), form=Term.objects.filter(kind="reward_form").first(),
        decision=decision, paper_received_on=signed + timedelta(days=40), awarded_on=PartialDate.of(signed),
    )  # fmt: skip
    add_row(account=cast.clerk, reason="Thử", section=REWARDS, row=row, today=TODAY)
    written(row, signed + timedelta(days=40))
    found = figures(cast.clerk)
    assert (found.on_time, found.late, found.late_paper) == (1, 0, 1)
    assert [entry.late_paper for entry in entries(cast.clerk).rows(Narrow(what="nhan-cham"))] == [True]


@pytest.mark.clause("TCHQ-8.1b1")
def test_a_day_of_arrival_corrected_afterwards_is_in_sight(check, cast):
    row = check("one", on=workday(20), entered=workday(90))
    assert (figures(cast.clerk).late, figures(cast.clerk).paper_changed) == (1, 0)
    edited = HealthCheck.objects.get(pk=row.pk)
    edited.paper_received_on = workday(90)
    correct_row(account=cast.clerk, reason="Sửa", section=HEALTH, row=edited, expected_version=1, today=TODAY)
    found = figures(cast.clerk)
    assert (found.late, found.paper_changed) == (0, 1)
    (entry,) = entries(cast.clerk).rows(Narrow(what="sua-ngay-nhan"))
    assert entry.entered == workday(90), "when it was entered stays"


# Whose entries they are.


@pytest.mark.clause("TCHQ-8.1b1")
@pytest.mark.clause("TCHQ-9.1")
@pytest.mark.clause("TCHQ-13.4")
def test_entries_are_their_accounts_and_holders(check, cast):
    check("one", on=workday(20), entered=workday(90))
    check("two", on=workday(90), entered=workday(90), by=cast.sysadmin)
    groups = {group.account_id: group for group in entries(cast.leader).groups()}
    mine = groups[cast.clerk.pk]
    assert (mine.unit_id, mine.custodian, mine.figures.late) == (cast.clerk.unit_id, cast.clerk.holder_name, 1)
    assert mine.custodian and groups[cast.sysadmin.pk].figures.on_time == 1
    assert figures(cast.clerk).counted == 1, "what another unit entered is not this one's to answer for"
    assert figures(cast.neighbour).counted == figures(cast.reader).counted == 0


def test_a_number_stays_where_it_was_entered_though_the_dossier_goes(check, cast, people, sign_in):
    check("one", on=workday(20), entered=workday(90))
    row = Posting(dossier_id=people["one"], unit=Unit.objects.get(code="HQ60-01"), valid_from=PartialDate.of(TODAY))
    row.dossier = Dossier.objects.get(pk=people["one"])
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=TODAY)
    assert (figures(cast.clerk).late, figures(cast.neighbour).late) == (1, 0)
    page = sign_in(cast.clerk).get(f"/han-cap-nhat/danh-sach/?ket-qua=tre&tu-ngay={BEGAN:%d/%m/%Y}")
    assert (page.context["total"], page.context["unnamed"], page.context["lines"]) == (1, 1, [])
    assert "do đơn vị khác giữ nên không nêu tên" in page.content.decode()


def test_confidential_people_are_left_out_for_who_may_not_open_them(check, cast, people):
    check("one", on=workday(20), entered=workday(90))
    with writing(account=cast.sysadmin, reason="Mật"):
        dossier = Dossier.objects.get(pk=people["one"])
        dossier.is_confidential = True
        record(dossier)
    assert figures(cast.clerk).counted == 0 and entries(cast.clerk).rows(Narrow()) == []
    assert figures(cast.leader).late == 1


# The pages.

SINCE = f"tu-ngay={BEGAN:%d/%m/%Y}"


@pytest.mark.clause("TCHQ-9.1")
@pytest.mark.clause("TCHQ-12.3")
@pytest.mark.clause("HP-12.3")
def test_every_number_of_the_board_equals_its_list(check, cast, sign_in):
    for number in range(4):
        check("one", on=workday(20), entered=workday(20 + 7 * number))
    check("far", on=workday(20), entered=workday(90), by=cast.neighbour)
    client = sign_in(cast.leader)
    picture = client.get(f"/han-cap-nhat/?{SINCE}").context["picture"]
    assert (picture.total.figures.on_time, picture.total.figures.late) == (1, 4)
    assert {line.name: line.figures.late for line in picture.units} == {"HQ Đà Nẵng": 3, "HQ Quảng Nam": 1}
    lines = (picture.total, picture.units[0], picture.accounts[0], picture.sections[0])
    cells = {url: number for line in lines for _, number, url in line.cells if number}
    assert len(cells) > 6
    for url, number in cells.items():
        assert client.get(url).context["total"] == number, url
    unit = client.get(f"/han-cap-nhat/?{SINCE}&don-vi=HQ34").context["picture"]
    assert [(line.name, line.figures.late) for line in unit.units] == [("Chính HQ Đà Nẵng", 3)]
    assert client.get(unit.units[0].list_url("tre")).context["total"] == 3
    first, days = workday(20).replace(day=1), [workday(20 + 7 * number) for number in range(4)]
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    month = client.get(f"/han-cap-nhat/?tu-ngay={first:%d/%m/%Y}&den-ngay={last:%d/%m/%Y}").context["picture"]
    assert month.total.figures.counted == sum(day <= last for day in days), "what was entered in the month"


def test_a_unit_sees_no_other_units_board(people, cast, sign_in):
    client = sign_in(cast.clerk)
    for page in ("/han-cap-nhat/", "/han-cap-nhat/danh-sach/", "/giay-to-cho-nhap/"):
        assert client.get(f"{page}?don-vi=HQ60").status_code == 404
        assert client.get(f"{page}?don-vi=HQ34-07").status_code == 200


def test_times_that_make_no_sense_are_told(people, cast, sign_in):
    client = sign_in(cast.clerk)
    for query in ("tu-ngay=31/02/2026", "tu-ngay=01/06/2026&den-ngay=01/05/2026", "tu-ngay=01/01/2020"):
        page = client.get(f"/han-cap-nhat/?{query}")
        assert page.status_code == 200 and page.context["form"].errors and page.context["picture"] is None
        assert client.get(f"/han-cap-nhat/danh-sach/?{query}").context["lines"] == []


def test_the_list_pages_through_all_of_them_once(check, cast, sign_in, monkeypatch):
    monkeypatch.setattr("qlcb.paging.page_of.__kwdefaults__", {"size": 3})
    rows = [check("one", on=workday(20), entered=workday(50 + 7 * (number // 2))).pk for number in range(8)]
    client, seen, url = sign_in(cast.clerk), [], f"?ket-qua=tre&{SINCE}"
    while url:
        page = client.get(f"/han-cap-nhat/danh-sach/{url}").context["page"]
        seen += [entry.row for entry in page.rows]
        back, url = page.previous_url, page.next_url
    assert sorted(seen) == sorted(rows) and len(seen) == 8
    before = client.get(f"/han-cap-nhat/danh-sach/{back}").context["page"]
    assert [entry.row for entry in before.rows] == seen[3:6]


def test_board_and_list_ask_as_much_for_many_as_for_few(check, cast, sign_in, people, django_assert_num_queries):
    client = sign_in(cast.leader)
    pages = (f"/han-cap-nhat/?{SINCE}", f"/han-cap-nhat/danh-sach/?{SINCE}")
    for number in (1, 40):
        with writing(account=cast.clerk, reason="Thử"):
            grade = Term.objects.filter(kind="health_grade").first()
            make = [HealthCheck(dossier_id=people["one"], checked_on=workday(20), grade=grade) for _ in range(number)]
            create_many(make)
        for page, most in zip(pages, (14, 13), strict=True):
            client.get(page)
            with django_assert_num_queries(most):
                client.get(page)


# Why it was late.


@pytest.mark.clause("TCHQ-9.1")
def test_the_clerk_says_why_and_it_is_kept(check, cast, sign_in):
    row = check("one", on=workday(20), entered=workday(90))
    client, url = sign_in(cast.clerk), f"/han-cap-nhat/ly-do/suc-khoe/{row.pk}/"
    page = client.get(f"{url}?ve=/han-cap-nhat/danh-sach/%3Fket-qua=tre")
    assert "ngày làm việc, không tính ngày đầu" in page.content.decode()
    assert page.context["back"] == "/han-cap-nhat/danh-sach/?ket-qua=tre"
    assert client.get(f"{url}?ve=https://xa.example/han-cap-nhat/").context["back"].startswith("/han-cap-nhat/")
    assert client.post(url, {"because": "Chờ bệnh viện gửi", "version": "0"}).status_code == 302
    stored = LateReason.objects.get(section="suc-khoe", row=row.pk)
    entry = stored.history.get()
    assert (entry.history_user_id, entry.history_change_reason) == (cast.clerk.pk, "Chờ bệnh viện gửi")
    assert figures(cast.clerk).no_reason == 0
    shown = client.get(f"/han-cap-nhat/danh-sach/?ket-qua=tre&{SINCE}").content.decode()
    assert "Chờ bệnh viện gửi" in shown
    late = client.post(url, {"because": "Khác", "version": "0"})
    assert "Vừa được người khác ghi: Chờ bệnh viện gửi" in late.content.decode()
    with pytest.raises(Conflict):
        record_late_reason(
            account=cast.clerk, dossier=stored.dossier, section="suc-khoe", row=row.pk, because="x", expected_version=0
        )


def test_only_who_writes_the_section_says_why(check, cast, sign_in):
    row = check("one", on=workday(20), entered=workday(90))
    url = f"/han-cap-nhat/ly-do/suc-khoe/{row.pk}/"
    assert sign_in(cast.leader).get(url).status_code == 403
    assert sign_in(cast.neighbour).get(url).status_code == 404
    dossier = Dossier.objects.get(pk=row.dossier_id)
    with pytest.raises(PermissionDenied):
        record_late_reason(
            account=cast.leader, dossier=dossier, section="suc-khoe", row=row.pk, because="x", expected_version=0
        )
    on_time = check("one", on=workday(20), entered=workday(20))
    client = sign_in(cast.clerk)
    for gone in (f"suc-khoe/{on_time.pk}", f"luong/{row.pk}", "khong-co/1", f"ho-so-moi/{dossier.pk}"):
        assert client.get(f"/han-cap-nhat/ly-do/{gone}/").status_code == 404


# As files.


@pytest.mark.clause("TCHQ-12.3")
def test_board_and_list_are_exported_as_they_are_shown(check, cast, sign_in):
    check("one", on=workday(20), entered=workday(90))
    check("one", on=workday(90), entered=workday(90))
    client, period = sign_in(cast.clerk), {"tu-ngay": f"{BEGAN:%d/%m/%Y}"}
    board = [
        [c.value for c in row] for row in sheet_of(exported(client, "/han-cap-nhat/ket-xuat/", period)).iter_rows()
    ]
    head = next(row for row in board if row[0] == "Theo")
    total = next(dict(zip(head, row, strict=True)) for row in board if row[1] == "Tổng số")
    assert (total["Có hạn"], total["Đúng hạn"], total["Trễ hạn"]) == (2, 1, 1)
    sheet = sheet_of(exported(client, "/han-cap-nhat/danh-sach/ket-xuat/", period | {"ket-qua": "tre"}))
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "Số hiệu")
    (line,) = [dict(zip(head, row, strict=True)) for row in rows[rows.index(head) + 1 :]]
    assert (line["Số hiệu"], line["Mục"], line["Kết quả"]) == ("34ZZ-0001", "Sức khỏe", "Trễ hạn")
    assert line["Hạn nhập"].date() == due_day(rule_of("suc-khoe"), workday(20), working_calendar()).value


# Other regulations, as configuration.


@pytest.mark.clause("HG-8.2a")
def test_under_hau_giang_a_decision_has_fifteen_days(people, cast, under_regulation, silent_table):
    under_regulation("haugiang")
    effective = workday(20)
    decision = Decision(number="5/QĐ", signed_on=effective, effective_on=effective, authority=cast.clerk.unit)
    form, dossier = Term.objects.filter(kind="reward_form").first(), Dossier.objects.get(pk=people["one"])
    due = due_day(rule_of("khen-thuong"), effective, working_calendar()).value
    assert due >= effective + timedelta(days=15)
    for entered in (due, due + timedelta(days=10)):
        row = Reward(dossier=dossier, form=form, decision=decision, awarded_on=PartialDate.of(effective))
        add_row(account=cast.clerk, reason="Thử", section=REWARDS, row=row, today=TODAY)
        written(row, entered)
    absence = Absence(dossier=dossier, kind=Term.objects.filter(kind="absence_kind").first(),
                      begins_on=PartialDate.of(workday(20)), ends_on=PartialDate.of(workday(20)))  # fmt: skip
    add_row(account=cast.clerk, reason="Thử", section=SECTIONS["nghi"], row=absence, today=TODAY)
    written(absence, TODAY)
    found = figures(cast.clerk)
    assert (found.on_time, found.late, found.unknown) == (1, 1, 1), "what no paper decides has no day there"


@pytest.mark.clause("HG-8.1")
def test_under_hau_giang_a_new_dossier_has_thirty_days(people, cast, under_regulation):
    under_regulation("haugiang")
    signed = workday(30)
    decision = Decision(number="9/QĐ", signed_on=signed, effective_on=signed + timedelta(days=20), kind="recruitment")
    with writing(account=cast.clerk, reason="Thử"):
        record(decision)
    for code, waited in (("34ZZ-0011", 30), ("34ZZ-0012", 45)):
        dossier = dossier_maker(TODAY)(code=code, since=signed)
        hang(dossier.posting_set.get(), decision)
        written(dossier, signed + timedelta(days=waited))
    found = {
        entry.start_kind: entry.outcome
        for entry in entries(cast.sysadmin).rows(Narrow(section=NEW_DOSSIER, what="tre"))
    }
    assert found == {"signed": "late"}
    assert entries(cast.sysadmin).count(Narrow(section=NEW_DOSSIER, what="dung-han")) == (1, 1)


@pytest.mark.clause("TN-I.5")
def test_under_tay_ninh_a_change_of_status_has_five_working_days(people, cast, under_regulation):
    """A kind of record with a rule of its own: from the day of the paper; the dossiers stay."""
    under_regulation("tayninh")
    received, retired = workday(20), Term.objects.get(kind="leaving", code="HUU")
    due = due_day(rule_of("tinh-trang"), received, working_calendar()).value
    assert due == received + timedelta(days=7) and rule_of("luong") != rule_of("tinh-trang")
    leaving = {"kind": retired, "valid_from": PartialDate.of(received), "paper_received_on": received}
    for name, entered in (("one", due), ("two", due + timedelta(days=1))):
        with writing(account=cast.clerk, reason="Thử"):
            (row,) = create_many([Leaving(dossier_id=people[name], **leaving)])
        written(row, entered)
    found = entries(cast.clerk).rows(Narrow(section="tinh-trang"))
    assert {entry.dossier_id: (entry.outcome, entry.late_days) for entry in found} == {
        people["one"]: ("on_time", 0), people["two"]: ("late", 1),
    }  # fmt: skip


def test_where_the_regulation_sets_no_deadline_nothing_is_late(check, cast, monkeypatch, sign_in):
    from qlcb import regulation

    check("one", on=workday(20), entered=workday(90))
    facts = {name: value for name, value in regulation._facts().items() if name != "deadlines"}
    monkeypatch.setattr(regulation, "_facts", lambda: facts)
    page = sign_in(cast.clerk).get(f"/han-cap-nhat/?{SINCE}")
    assert page.context["picture"].total.figures.counted == 0
    assert "không quy định hạn cập nhật" in page.content.decode()
