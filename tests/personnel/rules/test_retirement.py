"""Retirement day: both annexes of NĐ 135/2020/NĐ-CP in full, spot vectors and what always holds."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.retirement import (
    PutOff,
    RetirementAge,
    decision_by,
    most_months,
    notice_by,
    pension_from,
    retirement,
    retirement_date,
    retirement_put_off,
)
from qlcb.dates import PartialDate, add_months, full_months, last_day_of_month
from qlcb.formats import date_vi
from tests.personnel.raise_cases import LAW

LAWFUL = pytest.mark.clause("TCHQ-12.2")


@pytest.fixture(scope="module")
def table():
    path = settings.BASE_DIR / "fixtures" / "catalogues" / "retirement_age.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [RetirementAge.from_row(row) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("sex", "birth", "retires"),
    [
        ("M", PartialDate(1961, 1, 15), date(2021, 4, 30)),
        ("M", PartialDate(1961, 10), date(2022, 4, 30)),
        ("F", PartialDate(1966, 1), date(2021, 5, 31)),
        ("F", PartialDate(1975, 5), date(2035, 5, 31)),
        ("M", PartialDate(1961, 1, 1), date(2021, 4, 30)),
        ("M", PartialDate(1960, 12, 31), date(2020, 12, 31)),
        ("F", PartialDate(1965, 12), date(2020, 12, 31)),
        ("M", PartialDate(1940), date(2000, 1, 31)),
        ("M", PartialDate(1930), date(1990, 1, 31)),
        ("M", PartialDate(1966, 3), date(2027, 12, 31)),
        ("M", PartialDate(1966, 4), date(2028, 4, 30)),
        ("F", PartialDate(1975, 4), date(2034, 12, 31)),
        ("M", PartialDate(1990, 2, 28), date(2052, 2, 29)),
        ("F", PartialDate(1990), date(2050, 1, 31)),
    ],
)
def test_vectors(table, sex, birth, retires):
    assert retirement_date(sex, birth, table) == retires


@pytest.mark.parametrize(
    ("sex", "first", "last", "years", "months"),
    [
        ("M", (1961, 1), (1961, 9), 60, 3),
        ("M", (1961, 10), (1962, 6), 60, 6),
        ("M", (1965, 7), (1966, 3), 61, 9),
        ("F", (1966, 1), (1966, 8), 55, 4),
        ("F", (1966, 9), (1967, 4), 55, 8),
    ],
)
def test_age_by_month_of_birth_as_the_annex_prints_it(table, sex, first, last, years, months):
    for born in (PartialDate(*first), PartialDate(*last)):
        reached = retirement_date(sex, born, table).replace(day=1)
        assert full_months(born.first_day, reached) == years * 12 + months


def annex_rows(annex: str) -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "nghi_huu" / f"phu_luc_{annex.lower()}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("annex", "rows"), [("I", 63 + 112 + 2), ("II", 63 + 112 + 2)])
@LAWFUL
def test_every_row_of_the_annexes(table, annex, rows):
    found = annex_rows(annex)
    assert len(found) == rows
    for row in found:
        born = PartialDate.parse(row["born"].removeprefix("từ "))
        retires = retirement_date(row["sex"], born, table, annex=annex)
        assert retires == last_day_of_month(retires), row
        assert f"{retires:%Y-%m}" == row["retires"], row
        assert f"{pension_from(retires):%Y-%m-%d}" == f"{row['pension']}-01", row
        age = full_months(born.first_day, retires.replace(day=1))
        assert divmod(age, 12) == (int(row["years"]), int(row["months"])), row
        assert retirement_date(row["sex"], PartialDate(born.year, born.month, 28), table, annex=annex) == retires


@pytest.mark.parametrize("annex", ["I", "II"])
@LAWFUL
def test_the_annexes_have_no_gap_and_their_open_rows_hold_for_ever(table, annex):
    for sex in "MF":
        rows = [row for row in annex_rows(annex) if row["sex"] == sex]
        months = [PartialDate.parse(row["born"].removeprefix("từ ")).first_day for row in rows]
        assert months == [add_months(months[0], number) for number in range(len(months))]
        assert [row["born"].startswith("từ") for row in rows] == [False] * (len(rows) - 1) + [True]
        years = int(rows[-1]["years"])
        for later in range(240):
            born = add_months(months[-1], later)
            retires = retirement_date(sex, PartialDate(born.year, born.month), table, annex=annex)
            assert retires == last_day_of_month(add_months(born, years * 12))


@given(st.sampled_from("MF"), st.sampled_from(["I", "II"]), st.dates(date(1930, 1, 1), date(2020, 12, 31)))
@LAWFUL
def test_what_holds_of_every_birthday(table, sex, annex, born):
    retires = retirement_date(sex, PartialDate.of(born), table, annex=annex)
    assert (retires + timedelta(days=1)).day == 1
    assert pension_from(retires) == retires + timedelta(days=1)
    assert retirement_date(sex, PartialDate(born.year, born.month), table, annex=annex) == retires
    later = retirement_date(sex, PartialDate.of(born + timedelta(days=31)), table, annex=annex)
    assert later >= retires
    assert retirement_date(sex, PartialDate.of(born), table, annex="II") < retirement_date(
        sex, PartialDate.of(born), table
    )
    assert retirement_date("F", PartialDate.of(born), table) < retirement_date("M", PartialDate.of(born), table)


@pytest.mark.parametrize(
    ("retires", "notice", "decision"),
    [
        (date(2026, 12, 31), date(2026, 6, 30), date(2026, 9, 30)),
        (date(2027, 4, 30), date(2026, 10, 30), date(2027, 1, 30)),
        (date(2028, 8, 31), date(2028, 2, 29), date(2028, 5, 31)),
    ],
)
@LAWFUL
def test_notice_six_and_decision_three_months_before(retires, notice, decision):
    assert notice_by(retires, LAW.numbers).value == notice
    assert decision_by(retires, LAW.numbers).value == decision
    assert "trước 6 tháng" in notice_by(retires, LAW.numbers).steps[0]


@pytest.mark.parametrize(("cause", "most"), [("holiday", 1), ("hardship", 3), ("treatment", 6), ("longer", 60)])
def test_retirement_is_put_off_by_its_cause_to_the_last_day_of_a_month(cause, most):
    retires = date(2026, 8, 31)
    assert most_months(cause, LAW.numbers, retires) == most
    answer = retirement_put_off(retires, [PutOff(cause, most)], LAW.numbers)
    assert answer.value == last_day_of_month(add_months(retires, most))
    assert f"{most} tháng" in answer.steps[0] and date_vi(answer.value) in answer.steps[0]
    with pytest.raises(KeyError):
        most_months("vì muốn", LAW.numbers, retires)


def test_of_several_causes_the_longest_counts_alone_after_longer_service():
    told = [PutOff("holiday", 1), PutOff("longer", 12), PutOff("treatment", 6), PutOff("longer", 12)]
    answer = retirement_put_off(date(2026, 8, 31), told, LAW.numbers)
    assert answer.value == date(2029, 2, 28)
    assert [step.split(":")[0] for step in answer.steps] == [
        "Nghỉ hưu ở tuổi cao hơn thêm 24 tháng (NĐ 83/2022/NĐ-CP)",
        "Lùi 6 tháng do đang điều trị bệnh, tai nạn nặng",
        "Không tính thêm 1 tháng do thời điểm nghỉ hưu trùng với ngày nghỉ Tết Nguyên đán.",
    ]
    above = retirement_put_off(date(2026, 8, 31), [PutOff("longer", 48), PutOff("longer", 24)], LAW.numbers)
    assert above.steps[-1] == "Cần xem: tổng 72 tháng, nhiều hơn 60 tháng theo luật."
    assert retirement_put_off(date(2026, 8, 31), [], LAW.numbers).value == date(2026, 8, 31)


def test_annex_ii_is_five_years_lower(table):
    assert retirement_date("M", PartialDate(1966, 1, 15), table, annex="II") == date(2021, 4, 30)
    assert retirement_date("F", PartialDate(1980, 5), table, annex="II") == date(2035, 5, 31)


@given(st.sampled_from("MF"), st.dates(min_value=date(1920, 1, 1), max_value=date(2020, 12, 31)))
def test_pension_begins_birth_month_plus_age_plus_one_month(table, sex, born):
    """The invariant, with the age that the table gives for the very year in which the month of retirement lies."""
    retires = retirement_date(sex, PartialDate.of(born), table)
    ages = {row.year: row for row in table if (row.sex, row.annex) == (sex, "I")}
    age = ages[max([year for year in ages if year <= retires.year], default=min(ages))]
    pension = pension_from(retires)
    assert pension.day == 1
    assert retires + timedelta(days=1) == pension
    assert full_months(born.replace(day=1), pension) == age.years * 12 + age.months + 1


@given(st.sampled_from("MF"), st.dates(min_value=date(1920, 1, 1), max_value=date(2020, 12, 30)))
def test_who_is_born_later_never_retires_earlier(table, sex, born):
    earlier, later = PartialDate.of(born), PartialDate.of(born + timedelta(days=1))
    assert retirement_date(sex, earlier, table) <= retirement_date(sex, later, table)


def test_nobody_reaches_the_age_in_the_gap_months(table):
    months = [PartialDate(year, month) for year in range(1955, 1976) for month in range(1, 13)]
    men, women = ({retirement_date(sex, born, table).replace(day=1) for born in months} for sex in "MF")
    assert not men & {date(year, month, 1) for year in range(2021, 2029) for month in (1, 2, 3)}
    assert not women & {date(year, month, 1) for year in range(2021, 2036) for month in (1, 2, 3, 4)}


def test_the_answer_tells_why(table):
    assert retirement("M", PartialDate(1961), table).steps == [
        "Chỉ biết năm sinh nên tính từ ngày 01 tháng 01 (NĐ 135/2020/NĐ-CP, Điều 3).",
        "Sinh 1961, nam: tuổi nghỉ hưu 60 tuổi 3 tháng, đủ tuổi trong tháng 04/2021.",
        "Nghỉ hưu ngày cuối tháng đủ tuổi: 30/04/2021.",
    ]


def test_a_table_without_rows_is_an_error(table):
    with pytest.raises(LookupError):
        retirement_date("M", PartialDate(1961), table, annex="III")
