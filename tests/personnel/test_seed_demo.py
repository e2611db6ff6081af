"""Demo data: believable, valid, whole in its history, and out of the way of the lists that clerks import."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count
from openpyxl import load_workbook

from accounts.models import Account
from personnel.authority import AuthorityCheck, Hanging
from personnel.deadlines.papers import OVERDUE, SOON, with_days_left
from personnel.demo import dues
from personnel.demo.pay import PayTable
from personnel.demo.seed import invent, seed
from personnel.demo.staffing import HEAD, departments, seats, spread
from personnel.models import Contract, Decision, Discipline, Dossier, Finding, PendingPaper, Posting, Salary
from personnel.rules.authority import Outcome
from personnel.rules.held import held
from personnel.sections import SECTIONS
from personnel.services.project_dossiers import project_dossiers
from personnel.services.working_calendar import working_calendar
from qlcb.dates import add_months
from tests.personnel.raise_cases import LAW

TODAY = date(2026, 11, 21)
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TRACKED = (Dossier, Decision, *(section.model for section in SECTIONS.values()))
FILLED = (  # sections of which sixty people have some records
    *("cong-tac", "bo-nhiem", "chuc-vu-dang", "quy-hoach", "nghi", "di-nuoc-ngoai", "nhan-xet", "luong"),
    *("vi-tri-viec-lam", "phu-cap", "bao-hiem", "dao-tao", "xep-loai", "khen-thuong", "gia-dinh", "to-chuc"),
    *("giay-to-tuy-than", "suc-khoe", "ke-khai-tai-san"),
)
NUMBER = 60


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    """Sixty dossiers, written once for the tests of this file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(number=NUMBER, seed=7, today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(written, db):
    """Sixty dossiers."""


def sample_lists():
    """Staff codes and citizen numbers of the lists that clerks import."""
    codes, citizens = set(), set()
    for path in SAMPLES.glob("*.xlsx"):
        for row in load_workbook(path, read_only=True).active.iter_rows(min_row=8, values_only=True):
            codes.add(str(row[1]).strip())
            citizens.add(re.sub(r"\D", "", str(row[5] or "")).zfill(12))
    return codes, citizens


def identity(lives):
    return [(life.dossier.code, life.dossier.full_name, life.dossier.citizen_id, len(life.salaries)) for life in lives]


def test_every_row_has_exactly_one_history_row_with_account_and_reason(seeded, program):
    for slug in FILLED:
        assert SECTIONS[slug].model.objects.exists(), slug
    for model in TRACKED:
        if not model.objects.exists():
            continue
        entries = Counter(model.history.values_list("id", flat=True))
        assert entries == dict.fromkeys(model.objects.values_list("pk", flat=True), 1)
        written = set(model.history.values_list("history_user_id", "history_change_reason", "history_type", "act"))
        assert written == {(program.pk, "Tạo dữ liệu trình diễn", "+", "system")}


def test_history_holds_the_values_of_the_rows(seeded):
    for model in TRACKED:
        names = [field.attname for field in model.history.model.tracked_fields]
        assert list(model.history.order_by("id").values_list(*names)) == list(
            model.objects.order_by("id").values_list(*names)
        )


def test_every_row_is_valid(seeded):
    for model in TRACKED:
        for row in model.objects.select_related().order_by("pk")[::9]:
            row.full_clean()


def test_sealed_numbers_have_their_forms_and_are_given_once(service):
    dossiers = [life.dossier for life in service[0]]
    for dossier in dossiers[::7]:
        for name in ("citizen_id", "phone", "tax_code", "insurance_number", "health_card", "bank_account"):
            value = getattr(dossier, name)
            if value:
                dossier._meta.get_field(name).clean(value, dossier)
    for name in ("tax_code", "insurance_number", "bank_account"):
        given = [getattr(dossier, name) for dossier in dossiers if getattr(dossier, name)]
        assert len(set(given)) == len(given) > 1000


def test_places_are_those_of_their_time(seeded):
    for dossier in Dossier.objects.select_related("birth_area__successor", "residence_area"):
        assert dossier.birth_area.valid_to and dossier.birth_area.successor.valid_to is None
        assert dossier.residence_area.valid_to is None
        assert dossier.residence.casefold().endswith(dossier.residence_area.name.casefold())


def test_files_are_nearly_complete_and_hold_few_contradictions(seeded):
    found = Counter(Finding.objects.values_list("rule", flat=True))
    assert found.total() <= NUMBER / 4, found
    complete = list(Dossier.objects.serving().values_list("now_complete", flat=True))
    assert 90 < sum(complete) / len(complete) < 100
    assert min(complete) < 100


def test_the_projection_is_that_of_the_rows(seeded):
    assert project_dossiers(Dossier.objects.values_list("pk", flat=True), TODAY) == 0
    assert Dossier.objects.serving().count() > NUMBER * 0.8
    assert not Dossier.objects.filter(now_unit=None).exists()


def test_who_serves_has_one_running_posting_and_salary(seeded):
    serving = Dossier.objects.serving()
    for rows in (Posting, Salary):
        running = rows.objects.on(TODAY).values("dossier").annotate(n=Count("pk")).values_list("dossier", "n")
        assert dict(running) == dict.fromkeys(serving.values_list("pk", flat=True), 1)


def test_postings_follow_each_other_without_gap(seeded):
    rows = defaultdict(list)
    for posting in Posting.objects.order_by("dossier", "valid_from"):
        rows[posting.dossier_id].append(posting)
    for postings in rows.values():
        assert postings[0].kind == Posting.Kind.FIRST
        assert 1 <= len(postings) <= 5
        for one, following in pairwise(postings):
            assert (following.valid_from.first_day - one.valid_to).days == 1


def test_each_department_that_has_people_has_a_leader(seeded):
    leading = set(Dossier.objects.serving().filter(now_leading=True).values_list("now_unit__code", flat=True))
    for department in departments():
        if Dossier.objects.filter(now_unit__in=[department.unit, *department.units]).exists():
            assert department.unit.code in leading


def test_each_unit_is_headed_by_the_position_of_its_kind(seeded):
    main = {
        "TCHQ": "Tổng cục trưởng",
        "TW03": "Vụ trưởng",
        "TW06": "Chánh Văn phòng",
        "TW09": "Cục trưởng",
        "TW14": "Viện trưởng",
        "TW15": "Hiệu trưởng",
        "TW16": "Tổng Biên tập",
        "HQ34": "Cục trưởng",
    }
    heads = Dossier.objects.filter(now_unit__code__in=main, now_leading=True)
    assert dict(heads.values_list("now_unit__code", "now_position__name")) == main


def test_the_same_seed_invents_the_same_people_another_one_others(db):
    first, again, other = (invent(NUMBER, number, TODAY)[0] for number in (7, 7, 8))
    assert identity(first) == identity(again)
    assert identity(first) != identity(other)


@pytest.fixture(scope="module")
def service(django_db_setup, django_db_blocker):
    """A service of 1,050 people, not written."""
    with django_db_blocker.unblock():
        return invent(1050, 7, TODAY)


def test_nobody_collides_with_the_lists_that_clerks_import(service):
    codes, citizens = sample_lists()
    dossiers = [life.dossier for life in service[0]]
    assert len(codes) > 400
    assert not codes & {dossier.code for dossier in dossiers}
    assert not citizens & {dossier.citizen_id for dossier in dossiers}
    assert all(re.fullmatch(r"\d{2}ZZ-[5-9]\d{3}", dossier.code) for dossier in dossiers)
    assert not any(re.fullmatch(r"34ZZ-0\d{3}", dossier.code) for dossier in dossiers)


def test_codes_and_citizen_numbers_are_unique_and_fit_the_person(service):
    dossiers = [life.dossier for life in service[0]]
    assert len({dossier.code for dossier in dossiers}) == len({dossier.citizen_id for dossier in dossiers}) == 1050
    path = Path(__file__).resolve().parents[2] / "fixtures/catalogues/provinces_63.csv"
    with path.open(encoding="utf-8") as file:
        cccd = {f"{row['type']} {row['name']}": row["cccd_code"] for row in csv.DictReader(file)}
    elsewhere = 0
    for dossier in dossiers:
        province, digit, year = dossier.citizen_id[:3], int(dossier.citizen_id[3]), dossier.citizen_id[4:6]
        born_in, comes_from = (cccd[words.split(", ")[1]] for words in (dossier.birth_place, dossier.home_town))
        assert province in (born_in, comes_from)
        elsewhere += province != born_in
        assert digit == (dossier.birth_date.year // 100 - 19) * 2 + (dossier.sex == "F")
        assert int(year) == dossier.birth_date.year % 100
    assert 0 < elsewhere < 20, "a few numbers carry another province, which is told as a finding"


def test_each_unit_of_a_service_of_this_size_has_its_leader(service, db):
    heads = Counter(life.seat.unit.code for life in service[0] if life.seat.role == HEAD)
    assert set(heads.values()) == {1}
    assert len(heads) == sum(1 + len(department.units) for department in departments())


def test_salaries_follow_the_table_and_the_calendar(service, db):
    table = PayTable()
    for life in service[0]:
        for place, (one, following) in enumerate(pairwise(life.salaries), 1):
            assert (following.valid_from.first_day - one.valid_to).days == 1
            begins = one.valid_from.first_day
            if following.rank.code != one.rank.code or one.pay_percent < 100 or begins == table.begins:
                continue
            steps = table.steps[one.group]
            if one.step < len(steps):
                assert following.step == one.step + 1
                since = held(life.salaries[:place], LAW.groups, LAW.numbers).since
                assert following.valid_from.first_day == add_months(since, steps[0].raise_months)
            else:
                assert following.over_frame == (one.over_frame + 1 if one.over_frame else 5)


@pytest.mark.clause("TCHQ-5.2b")
def test_every_decision_was_taken_by_whom_the_table_names(seeded):
    """The demo data obey the shipped table; some of it is judged for each kind of authority."""
    rows = [row for s in SECTIONS.values() for row in s.model.objects.filter(decision__isnull=False).select_related(
        "decision", "dossier", *s.related)]  # fmt: skip
    check = AuthorityCheck(rows)
    verdicts = [(row, check.verdict(Hanging(row, row.decision))) for row in rows]
    assert [(row, verdict.why) for row, verdict in verdicts if verdict.is_outside] == []
    judged = {row.decision.authority_id for row, verdict in verdicts if verdict.outcome is Outcome.RIGHT}
    assert None in judged
    assert len(judged) > 10


def test_many_raises_hang_on_one_decision_and_each_appointment_on_its_own(service):
    lives, decisions, _ = service
    raises = Counter(id(row.decision) for life in lives for row in life.salaries if row.decision)
    assert max(raises.values()) >= 10
    appointments = Counter(id(row.decision) for life in lives for row in life.appointments if row.decision)
    assert set(appointments.values()) == {1}
    assert len({(decision.number, decision.signed_on) for decision in decisions}) == len(decisions)
    assert all(decision.signer for decision in decisions)
    assert {d.authority_id is None for d in decisions if d.number.endswith("/QĐ-BTC")} == {True}


def test_people_are_of_an_age_at_which_one_serves(service):
    for life in service[0]:
        if life.serves:
            assert 20 <= TODAY.year - life.dossier.birth_date.year <= 63
        assert TODAY.year - life.dossier.birth_date.year >= 18


def test_names_of_all_kinds_occur(service):
    words = Counter(len(life.dossier.full_name.split()) for life in service[0])
    assert {2, 3, 4} <= set(words)
    assert any(life.dossier.ethnic_group.is_minority for life in service[0])


@pytest.mark.parametrize("number", [1, 10, 51, 52, 60, 700, 701, 1050, 10_500])
def test_seats_are_as_many_as_asked(db, number):
    found = departments()
    assert len(seats(number, found)) == number
    assert sum(spread(number, found).values()) == number


def test_larger_departments_have_more_people(db):
    found = {d.unit.pk: d for d in departments()}
    people = {found[pk].unit.code: n for pk, n in spread(10_500, list(found.values())).items()}
    assert people["HQ02"] > people["HQ03"] > people["HQ34"] > people["HQ60"] > people["HQ59"] > people["TW14"]


def test_the_holders_of_the_demo_accounts_are_people_of_their_unit(seeded):
    codes = set()
    for account in Account.objects.exclude(kind=Account.Kind.PROGRAM).select_related("unit"):
        holder = Dossier.objects.filter(code=account.custody.staff_code).first()
        if holder is None:  # the cast of the tests was there before
            assert account.custody.staff_code.startswith("TD-")
            continue
        assert holder.full_name == account.custody.holder_name
        assert account.unit_id in (holder.now_unit_id, holder.now_unit.parent_id)
        codes.add(holder.code)
    assert len(codes) > 30


def test_papers_wait_on_the_desks_of_the_demo(seeded):
    waiting = with_days_left(PendingPaper.objects.all(), TODAY, working_calendar())
    assert {OVERDUE, SOON} <= {one.state for one in waiting}
    assert not PendingPaper.objects.exclude(dossier__in=Dossier.objects.serving(), kind__in=SECTIONS).exists()
    for paper in (one.paper for one in waiting):
        assert (paper.signed_on or paper.received_on) <= paper.received_on <= TODAY and paper.received_on.weekday() < 5


def test_a_department_whose_clerk_is_shown_has_somebody_in_each_due_list(service, db):
    lives, _, beside = service
    of = {life.person.ripe: life for life in lives if life.dossier.code.startswith("34ZZ-") and life.person.ripe}
    assert set(of) == set(dues.WANTED)

    def rows(ripe, model):
        return [row for row in beside.rows(of[ripe]) if isinstance(row, model)]

    soon = TODAY + timedelta(days=30)
    assert of[dues.RETIRING].person.retires_on < TODAY + timedelta(days=180)
    assert of[dues.TRAINEE].salaries[-1].pay_percent == 85
    assert add_months(of[dues.TRAINEE].person.entry.first_day, 12) <= soon
    assert of[dues.SECONDED].postings[-1].kind == "secondment" and of[dues.SECONDED].postings[-1].term_ends_on < soon
    assert TODAY < rows(dues.RENEWED, Contract)[-1].valid_to < TODAY + timedelta(days=60)
    assert TODAY <= rows(dues.ON_TRIAL, Contract)[-1].probation_until < TODAY + timedelta(days=15)
    assert TODAY < rows(dues.DISCIPLINED, Discipline)[-1].valid_to < soon
