"""Raises from what stands in the files of many people: the hand-made table once more, queries, lists, projection."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgunits.models import Unit
from personnel.models import (
    Absence,
    Decision,
    Discipline,
    Dossier,
    Posting,
    Rank,
    Rating,
    Salary,
    SalaryStep,
    Term,
)
from personnel.raise_facts import may_be_considered, raises, verdict
from personnel.sections import SECTIONS
from personnel.services.project_dossiers import project_dossiers
from personnel.services.save_row import add_row, correct_row, remove_row
from qlcb.dates import PartialDate
from qlcb.history import create_many, writing
from tests.personnel.raise_cases import TODAY, cases
from tests.stage import the_cast

pytestmark = pytest.mark.django_db

CASES = {case.name: case for case in cases()}
CLAUSE = pytest.mark.clause("TCHQ-12.2")
QUARTER = date(2027, 1, 1), date(2027, 3, 31)


@pytest.fixture(scope="module")
def people(stage) -> dict[str, int]:
    """Name of a case → the id of a dossier that holds it."""
    account, unit = the_cast().sysadmin, Unit.objects.get(code="HQ34-07")
    ranks = {rank.group: rank for rank in Rank.objects.order_by("-valid_from")}
    ranks["CGCC"] = ranks["A3.1"]
    terms = {(term.kind, term.code): term for term in Term.objects.order_by("-valid_from")}
    steps = {(row.code, row.step): row.coefficient for row in SalaryStep.objects.all()}
    rows = defaultdict(list)
    with writing(account=account, reason="Bảng trường hợp nâng bậc"):
        dossiers = [
            Dossier(code=f"98ZZ-{number:04}", full_name="Nguyễn Văn Bậc", sex="M", birth_date=PartialDate(1986, 8, 14),
                    subject=case.subject)
            for number, case in enumerate(CASES.values(), 1)
        ]  # fmt: skip
        for dossier in dossiers:
            dossier.set_derived()
        create_many(dossiers)
        told = Decision(number="1/QĐ", signed_on=date(2024, 3, 15), effective_on=date(2024, 3, 15), authority=unit)
        create_many([told])
        for dossier, case in zip(dossiers, CASES.values(), strict=True):
            rows[Posting].append(Posting(dossier=dossier, unit=unit, valid_from=PartialDate(2012, 1, 1)))
            ends = [line.valid_from.first_day - timedelta(days=1) for line in case.lines[1:]] + [None]
            rows[Salary] += [
                Salary(dossier=dossier, rank=ranks[line.group], group=line.group, step=line.step,
                       coefficient=steps[line.group, line.step], over_frame=line.over_frame,
                       pay_percent=line.pay_percent, counts_from=line.counts_from, valid_from=line.valid_from,
                       valid_to=last)
                for line, last in zip(case.lines, ends, strict=True)
            ]  # fmt: skip
            for mark in case.marks:
                if mark.kind == "rating":
                    row = Rating(
                        dossier=dossier,
                        year=mark.year,
                        rating=terms["rating", mark.code],
                        by_discipline=mark.same,
                        decision=told if mark.year in case.told else None,
                    )
                else:
                    row = Discipline(
                        dossier=dossier,
                        form=terms["discipline_form", mark.code],
                        is_apart=mark.apart,
                        valid_from=PartialDate.of(mark.day),
                        violation="Thử",
                    )
                rows[type(row)].append(row)  # fmt: skip
            rows[Absence] += [
                Absence(dossier=dossier, kind=terms["absence_kind", span.code], days=span.days,
                        begins_on=PartialDate.of(span.first), ends_on=PartialDate.of(span.last))
                for span in case.spans
            ]  # fmt: skip
        for made in rows.values():
            create_many(made)
    ids = [dossier.pk for dossier in dossiers]
    project_dossiers(ids, TODAY)
    return dict(zip(CASES, ids, strict=True))


@CLAUSE
def test_the_table_comes_out_of_the_database(people):
    """Each case as it stands in the files, asked on its day; all of one day at once."""
    days = defaultdict(list)
    for name, case in CASES.items():
        days[case.today].append(name)
    wrong = {}
    for today, names in days.items():
        found = raises([people[name] for name in names], today)
        for name in names:
            case, told = CASES[name], found[people[name]]
            coming = told.coming.due if told.coming else None
            kind = "none" if coming is None else "over_frame" if told.over_frame else "raise"
            value = (coming.extension_months, coming.not_counted_months, coming.value) if coming else (0, 0, None)
            if (kind, *value) != (case.kind, case.extension, case.not_counted, case.due):
                wrong[name] = (kind, *value)
    assert not wrong


@CLAUSE
def test_the_projection_tells_the_same(people):
    for name, case in CASES.items():
        if case.today != TODAY:
            continue
        dossier = Dossier.objects.get(pk=people[name])
        expected = {"raise": (case.due, None), "over_frame": (None, case.due), "none": (None, None)}[case.kind]
        assert (dossier.now_next_raise_on, dossier.now_over_frame_on) == expected, name
    assert project_dossiers(people.values(), TODAY) == 0


def test_queries_do_not_grow_with_the_people(people):
    one = people["Khiển trách, không hoàn thành, nghỉ không lương, ốm quá hạn"]
    with CaptureQueriesContext(connection) as few:
        raises([one], TODAY)
    with CaptureQueriesContext(connection) as many:
        raises(people.values(), TODAY)
    assert len(few) == len(many) == 11


@pytest.mark.parametrize(
    ("name", "kind", "code", "words"),
    [
        ("Đủ 36 tháng", "raise", "due", "Đến hạn từ 01/03/2027."),
        ("Đủ 24 tháng", "raise", "due", "Đến hạn từ 15/01/2027."),
        ("Nhân viên phục vụ hợp đồng", "raise", "overdue", "Đến hạn từ 31/08/2026 (quá hạn, phải truy lĩnh)."),
        (
            "Nghỉ không lương trong thời gian kéo dài",
            "raise",
            "overdue",
            "Đến hạn từ 01/11/2026 (quá hạn, phải truy lĩnh, kéo dài 6 tháng, không tính 2 tháng).",
        ),
        (
            "Khiển trách công chức",
            "raise",
            "moved",
            "Lùi từ 01/03/2027 đến 01/09/2027: kéo dài 6 tháng.",
        ),
        ("Hết tập sự", "raise", "later", "Đến hạn từ 01/05/2028."),
        ("Bậc cuối: vượt khung 5 % sau 36 tháng", "raise", "last_step", "xét vượt khung"),
        ("Bậc cuối: vượt khung 5 % sau 36 tháng", "over_frame", "overdue", "Đến hạn từ 01/01/2025"),
        (
            "Vượt khung: không hoàn thành và nghỉ không lương",
            "over_frame",
            "due",
            "kéo dài 6 tháng, không tính 2 tháng",
        ),
        ("Đủ 36 tháng", "over_frame", "not_last_step", "Chưa ở bậc cuối."),
        ("Chuyên gia cao cấp ở bậc cuối", "over_frame", "not_last_step", "không có phụ cấp thâm niên vượt khung"),
    ],
)
@CLAUSE
def test_why_somebody_is_on_a_list_or_not(people, name, kind, code, words):
    told = verdict(raises([people[name]], TODAY)[people[name]], *QUARTER, kind=kind)
    assert (told.code, bool(told)) == (code, code in ("due", "overdue"))
    assert words in told.why


def test_who_may_be_considered_holds_all_that_the_verdict_takes_or_moves(people):
    everybody = Dossier.objects.filter(pk__in=people.values())
    cases_ = raises(people.values(), TODAY)
    for kind in ("raise", "over_frame"):
        found = set(may_be_considered(everybody, QUARTER[1], kind=kind).values_list("pk", flat=True))
        codes = {pk: verdict(case, *QUARTER, kind=kind).code for pk, case in cases_.items()}
        assert {pk for pk, code in codes.items() if code in ("due", "overdue", "moved")} <= found
        assert len(found) < len(people)


def test_a_recorded_raise_and_one_who_left_are_on_no_list(make_dossier, cast, today):
    dossier = make_dossier(rank="08.051", step=3, salary_from=f"01/03/{today.year - 3}")
    case = raises([dossier.pk], today)[dossier.pk]
    assert verdict(case, today, today)
    following = case.coming
    row = Salary(dossier=dossier, rank=case.salary.rank, step=following.step, coefficient=following.coefficient,
                 valid_from=PartialDate.of(today + timedelta(days=9)))  # fmt: skip
    add_row(account=cast.sysadmin, reason="Nâng bậc", section=SECTIONS["luong"], row=row, today=today)
    told = verdict(raises([dossier.pk], today)[dossier.pk], today, today)
    assert (told.code, bool(told)) == ("recorded", False)
    assert "đã ghi bậc lương kế tiếp: bậc 4" in told.why
    Dossier._base_manager.filter(pk=dossier.pk).update(now_status=Dossier.Status.LEFT)
    assert verdict(raises([dossier.pk], today)[dossier.pk], today, today).code == "left"


def test_people_without_a_salary_or_a_known_step_are_told(make_dossier, today):
    bare = make_dossier()
    case = raises([bare.pk], today)[bare.pk]
    assert (case.due, case.steps) == (None, ["Chưa ghi bậc lương nào."])
    assert verdict(case, today, today).code == "unknown"
    assert raises([0], today) == {}


@CLAUSE
def test_a_discipline_a_rating_and_a_leave_move_the_day_on_the_dossier(make_dossier, cast, today):
    """What is entered, corrected and taken out again on the pages moves the day everywhere."""
    dossier = make_dossier(rank="08.051", step=3, salary_from="01/03/2024")
    by = {"account": cast.sysadmin, "reason": "Thử", "today": today}
    leave = Absence(dossier=dossier, kind=Term.objects.get(kind="absence_kind", code="KL"),
                    begins_on=PartialDate(2025, 6, 1), ends_on=PartialDate(2025, 8, 31))  # fmt: skip
    add_row(section=SECTIONS["nghi"], row=leave, **by)
    assert _day(dossier) == date(2027, 6, 1)
    rating = Rating(dossier=dossier, year=2025, rating=Term.objects.get(kind="rating", code="KHT"))
    add_row(section=SECTIONS["xep-loai"], row=rating, **by)
    assert _day(dossier) == date(2027, 12, 1)
    punished = Discipline(dossier=dossier, form=Term.objects.get(kind="discipline_form", code="CC-CC"),
                          valid_from=PartialDate(2025, 5, 10), violation="Thử")  # fmt: skip
    add_row(section=SECTIONS["ky-luat"], row=punished, **by)
    assert _day(dossier) == date(2028, 6, 1)
    rating.by_discipline = True
    correct_row(section=SECTIONS["xep-loai"], row=rating, expected_version=rating.version, **by)
    assert _day(dossier) == date(2027, 12, 1)
    leave.refresh_from_db()
    remove_row(section=SECTIONS["nghi"], row=leave, expected_version=leave.version, **by)
    assert _day(dossier) == date(2027, 9, 1)


def _day(dossier) -> date:
    dossier.refresh_from_db()
    return dossier.now_next_raise_on
