"""Each rule: one dossier in which it speaks, and one that comes near it in which it is silent."""

from datetime import date

import pytest

from personnel.models import Decision
from personnel.quality.base import before, most_months, oldest_age
from personnel.quality.decided import Outside
from personnel.quality.rules import RULE_OF, RULES
from personnel.rules.authority import Outcome, Verdict
from personnel.sections import PANEL_OF, SECTIONS
from qlcb.dates import PartialDate
from tests.personnel.quality.people import (
    CLOSED,
    DA_NANG,
    HA_NOI,
    UNIT,
    allowance,
    appointment,
    contract,
    discipline,
    facts,
    health,
    leaving,
    membership,
    party_post,
    posting,
    rating,
    relative,
    salary,
    study,
)

WOMAN_1986 = "048186007584"
CONTRACT = {"subject": "contract"}
LEFT = {"now_status": "left"}
YEARS = [rating(2023), rating(2024), rating(2025)]

outside_row = salary("01/03/2024", 3, "3.00")
outside_row.decision = Decision(pk=1, number="214/QĐ", signed_on=date(2024, 2, 26))
OUTSIDE = Verdict(Outcome.WRONG, ("Nâng bậc lương do Tổng cục Hải quan quyết định.",), "raise", "unit_leader", 7)

CASES = {  # rule: (it speaks, it is silent)
    "citizen_birth_year": (facts(citizen_id="048187007584"), facts(citizen_id=WOMAN_1986)),
    "citizen_sex": (facts(citizen_id="048086007584"), facts(citizen_id=WOMAN_1986)),
    "citizen_province": (
        facts(citizen_id=WOMAN_1986, birth_area=HA_NOI),
        facts(citizen_id="049186007584", birth_area=DA_NANG),
    ),
    "citizen_issued": (
        facts(citizen_id_issued_on=date(2000, 8, 13)),
        facts(citizen_id_issued_on=date(2000, 8, 14)),
    ),
    "age": (facts(birth_date="23/11/2010"), facts(birth_date="22/11/2010")),
    "twin": (facts(twin=True), facts()),
    "military_period": (
        facts(enlisted_on="02/2008", discharged_on="01/2008"),
        facts(enlisted_on="02/2008", discharged_on="2008"),
    ),
    "recruited_under_16": (facts(recruited_on="13/08/2002"), facts(recruited_on="2002")),
    "recruited_under_18": (facts(recruited_on="13/08/2004"), facts(recruited_on="14/08/2004")),
    "joined_before_recruited": (
        facts(recruited_on="02/2010", joined_service_on="31/01/2010"),
        facts(recruited_on="02/2010", joined_service_on="2010"),
    ),
    "posting_before_recruited": (
        facts(posting("31/01/2010"), recruited_on="02/2010"),
        facts(posting("01/02/2010"), recruited_on="02/2010"),
    ),
    "postings_begin_late": (
        facts(posting("02/2012"), recruited_on="2011"),
        facts(posting("01/2012"), recruited_on="2011"),
    ),
    "posting_gap": (
        facts(posting("2010", "31/12/2012"), posting("02/01/2013")),
        facts(posting("2010", "31/12/2012"), posting("2013")),
    ),
    "posting_unit": (
        facts(posting("2010", unit=CLOSED)),
        facts(posting("2010", "30/06/2020", unit=CLOSED), posting("01/07/2020")),
    ),
    "past_retirement": (
        facts(now_retires_on=date(2026, 11, 21)),
        facts(now_retires_on=date(2026, 11, 22)),
    ),
    "serves_after_leaving": (
        facts(posting("01/2012"), leaving("01/07/2026")),
        facts(posting("01/2012", "30/06/2026"), leaving("01/07/2026", "31/08/2026"), posting("01/09/2026")),
    ),
    "appointment_before_recruited": (
        facts(appointment("2009"), recruited_on="2010"),
        facts(appointment("2010"), recruited_on="2010"),
    ),
    "appointment_unit": (
        facts(appointment("2015", unit=CLOSED)),
        facts(appointment("2015", "30/06/2020", unit=CLOSED), appointment("07/2020", unit=UNIT)),
    ),
    "appointment_after_leaving": (
        facts(posting("2010", "31/05/2026"), appointment("2020"), **LEFT),
        facts(posting("2010", "31/05/2026"), appointment("2020", "31/05/2026"), **LEFT),
    ),
    "term_before_start": (
        facts(appointment("02/2020", term="31/01/2020")),
        facts(appointment("02/2020", term="01/02/2020")),
    ),
    "term_over": (
        facts(appointment("2020", term="21/11/2026")),
        facts(appointment("2020", term="22/11/2026")),
    ),
    "leading_allowance": (
        facts(allowance("PCCV", "01/2022"), appointment("2015", "31/12/2021")),
        facts(allowance("PCCV", "01/2022"), appointment("2015", "01/01/2022")),
    ),
    "contract_expired": (
        facts(contract("01/01/2024", "21/11/2026"), **CONTRACT),
        facts(contract("01/01/2024", "22/11/2026"), **CONTRACT),
    ),
    "contract_signed_late": (
        facts(contract("01/01/2024", signed="02/01/2024"), **CONTRACT),
        facts(contract("01/01/2024", signed="01/01/2024"), **CONTRACT),
    ),
    "contract_probation": (
        facts(contract("01/01/2024", "31/12/2025", probation="01/01/2026"), **CONTRACT),
        facts(contract("01/01/2024", "31/12/2025", probation="31/12/2025"), **CONTRACT),
    ),
    "contract_subject": (facts(contract("01/01/2024")), facts(contract("01/01/2024", "21/11/2026"))),
    "outside_authority": (
        facts(outside_row, outside=[Outside("luong", outside_row, OUTSIDE)]),
        facts(outside_row),
    ),
    "decision_missing": (
        facts(posting("01/2012"), salary("01/10/2026", 3, "3.00", decision=None)),
        facts(posting("01/2012"), salary("30/09/2026", 3, "3.00", decision=None), salary("01/10/2026", 4, "3.33")),
    ),
    "party_age": (facts(party_joined_on="13/08/2004"), facts(party_joined_on="08/2004")),
    "party_official_before_joining": (
        facts(party_joined_on="02/2010", party_official_on="31/01/2010"),
        facts(party_joined_on="02/2010", party_official_on="2010"),
    ),
    "party_probation": (
        facts(party_joined_on="03/02/2010", party_official_on="02/02/2011"),
        facts(party_joined_on="03/02/2010", party_official_on="02/2011"),
    ),
    "party_official_alone": (
        facts(party_official_on="02/2011"),
        facts(party_official_on="02/2011", party_joined_on="02/2010"),
    ),
    "party_post_without_party": (
        facts(party_post("31/12/2009"), party_joined_on="2010"),
        facts(party_post("2010"), party_joined_on="2010"),
    ),
    "youth_union_age": (facts(membership("DTN", "13/08/2001")), facts(membership("DTN", "2001"))),
    "salary_before_recruited": (
        facts(salary("2009", 1, "2.34"), recruited_on="2010"),
        facts(salary("2010", 1, "2.34"), recruited_on="2010"),
    ),
    "salary_after_leaving": (
        facts(posting("2010", "31/05/2026"), salary("01/06/2026", 4, "3.33"), **LEFT),
        facts(posting("2010", "31/05/2026"), salary("31/05/2026", 4, "3.33"), **LEFT),
    ),
    "salary_gap": (
        facts(salary("2010", 1, "2.34", "31/12/2012"), salary("02/01/2013", 2, "2.67")),
        facts(salary("2010", 1, "2.34", "31/12/2012"), salary("2013", 2, "2.67")),
    ),
    "salary_ended": (
        facts(salary("2010", 1, "2.34", "21/11/2026")),
        facts(salary("2010", 1, "2.34", "22/11/2026")),
    ),
    "rank_degree": (
        facts(salary("2010", 1, "2.34"), study("college", "2008")),
        facts(salary("2010", 1, "2.34", rank="01.004"), study("college", "2008")),
    ),
    "step_skipped": (
        facts(salary("2010", 1, "2.34", "31/12/2015"), salary("2016", 3, "3.00")),
        facts(salary("2010", 3, "2.72", "31/12/2015", rank="01.004"), salary("2016", 1, "2.34")),
    ),
    "coefficient_falls": (
        facts(salary("2010", 3, "3.00", "31/12/2012"), salary("2013", 2, "2.67")),
        facts(salary("2010", 3, "3.00", "31/12/2012"), discipline("CC-HBL", "2012"), salary("2013", 2, "2.67")),
    ),
    "raise_too_early": (
        facts(salary("01/03/2010", 1, "2.34", "28/02/2012"), salary("28/02/2012", 2, "2.67")),
        facts(salary("01/03/2010", 1, "2.34", "29/02/2012"), salary("01/03/2012", 2, "2.67")),
    ),
    "raise_while_disciplined": (
        facts(salary("01/03/2010", 1, "2.34"), discipline("CC-KT", "2012"), salary("31/08/2013", 2, "2.67")),
        facts(salary("01/03/2010", 1, "2.34"), discipline("CC-KT", "2012"), salary("01/09/2013", 2, "2.67")),
    ),
    "over_frame": (
        facts(salary("2020", 8, "4.65", over_frame=5)),
        facts(salary("2020", 9, "4.98", over_frame=5)),
    ),
    "degree_age": (facts(study("university", "13/08/2006")), facts(study("university", "2006"))),
    "degree_order": (
        facts(study("university", "06/2012"), study("master", "05/2012")),
        facts(study("university", "06/2012"), study("master", "2012")),
    ),
    "degree_to_come": (
        facts(study("university", "23/11/2026", certificate="Bằng cử nhân")),
        facts(study("university", "11/2026", certificate="Bằng cử nhân")),
    ),
    "title_without_doctorate": (
        facts(study("master", "2014"), academic_title_id=1),
        facts(study("doctor", "2018"), academic_title_id=1),
    ),
    "title_year": (facts(academic_title_year=2005), facts(academic_title_year=2006)),
    "rating_missing": (
        facts(posting("2010"), rating(2023), rating(2025)),
        facts(posting("2010"), *YEARS),
    ),
    "rating_quarter": (facts(rating(2025, 4)), facts(rating(2026, 1))),
    "rating_before_recruited": (facts(rating(2009), recruited_on="2010"), facts(rating(2010), recruited_on="2010")),
    "discipline_form": (
        facts(discipline("CC-HBL", "01/07/2025", valid_to="30/06/2025")),
        facts(discipline("CC-HBL", "2025", valid_to="30/06/2025")),
    ),
    "demotion": (
        facts(discipline("LD-CCH", "2015"), appointment("2016")),
        facts(discipline("LD-CCH", "2015"), appointment("2015")),
    ),
    "child_age": (facts(relative("CONT", "13/08/2000")), facts(relative("CONT", "2000"))),
    "parent_age": (facts(relative("CHA", "1973")), facts(relative("CHA", "1972"))),
    "spouse_age": (facts(relative("CHONG", "23/11/2008")), facts(relative("CHONG", "2008"))),
    "spouse_sex": (facts(relative("VO", "1987")), facts(relative("CHONG", "1987"))),
    "two_spouses": (
        facts(relative("CHONG", "1985"), relative("CHONG", "1987")),
        facts(relative("CHONG", "1985", dead=True), relative("CHONG", "1987")),
    ),
    "relative_to_come": (facts(relative("CONT", "23/11/2026")), facts(relative("CONT", "11/2026"))),
    "before_birth": (facts(study("university", "2008", begins="1985")), facts(relative("CHA", "1960"))),
    "ends_before_it_begins": (
        facts(study("university", "2008", begins="2009")),
        facts(study("university", "2008", begins="06/2008")),
    ),
    "to_come": (facts(health("12/2026")), facts(health("11/2026"))),
}


def test_a_death_asks_for_no_decision():
    """Unlike every other way of leaving."""
    missing = RULE_OF["decision_missing"]
    told = {group: list(missing.hits(facts(posting("01/2012"), leaving("01/10/2026", group=group, decision=None))))
            for group in ("death", "resignation")}  # fmt: skip
    assert not told["death"] and len(told["resignation"]) == 1


def test_every_rule_has_its_cases():
    assert list(CASES) == [rule.code for rule in RULES]


@pytest.mark.parametrize("code", CASES)
@pytest.mark.clause("HP-14.4")
def test_the_rule_speaks_and_is_silent(code):
    speaks, silent = CASES[code]
    hits = list(RULE_OF[code].hits(speaks))
    assert len(hits) == 1, code
    assert list(RULE_OF[code].hits(silent)) == [], code
    place = hits[0].place or RULE_OF[code].place
    assert place in PANEL_OF or place in SECTIONS
    assert hits[0].words.endswith(".") and len(hits[0].words) <= 400
    assert hits[0].row is None or hits[0].row in (speaks.sections | speaks.records)[place], (
        "the link to mend it leads to the record"
    )


FURTHER = [  # rule, dossier, whether it speaks: what one case does not show
    ("citizen_sex", facts(citizen_id="048386007584", sex="F"), False),
    ("citizen_birth_year", facts(citizen_id="048386007584"), True),
    ("citizen_birth_year", facts(citizen_id="04818600"), False),
    ("citizen_province", facts(citizen_id=WOMAN_1986), False),
    ("citizen_issued", facts(citizen_id_issued_on=date(2026, 11, 23)), True),
    ("citizen_issued", facts(birth_date="2015", citizen_id_issued_on=date(2024, 7, 1)), False),
    ("age", facts(birth_date="2011", now_status="left"), False),
    ("military_period", facts(enlisted_on="2001"), True),
    ("recruited_under_16", facts(recruited_on="1985"), True),
    ("recruited_under_18", facts(recruited_on="2001"), False),
    ("posting_unit", facts(posting("1989")), True),
    ("posting_unit", facts(posting("2010", "01/07/2020", unit=CLOSED)), True),
    ("term_over", facts(appointment("2016", term="01/01/2021"), appointment("2021", term="01/01/2027")), False),
    ("term_over", facts(appointment("2016", term="01/01/2021"), now_status="left"), False),
    ("leading_allowance", facts(allowance("PCKV", "01/2022")), False),
    ("contract_expired", facts(contract("01/01/2020", "21/11/2026")), False),
    ("contract_expired", facts(contract("2020", "31/12/2023", signed="01/01/2020"), contract("01/01/2024")), False),
    ("party_post_without_party", facts(party_post("2010")), True),
    ("youth_union_age", facts(membership("CD", "1999")), False),
    ("salary_ended", facts(salary("2010", 1, "2.34", "31/12/2025"), **CONTRACT), False),
    ("salary_ended", facts(salary("2010", 1, "2.34", "31/12/2025"), **LEFT), False),
    ("rank_degree", facts(salary("2010", 1, "2.34")), False),
    ("rank_degree", facts(salary("2010", 1, "2.34"), study("college", "2008"), study("university", "2027")), True),
    ("coefficient_falls", facts(salary("2010", 9, "4.98"), salary("2013", 1, "2.10", rank="01.004")), False),
    ("raise_too_early", facts(salary("2010", 1, "2.34"), salary("02/2010", 2, "2.67")), True),
    ("raise_too_early", facts(salary("2010", 1, "2.10", group="B"), salary("2011", 2, "2.30", group="B")), False),
    ("raise_too_early", facts(salary("03/2012", 1, "2.34", counts="01/03/2010"), salary("03/2013", 2, "2.67")), False),
    ("raise_while_disciplined", facts(salary("2010", 1, "2.34"), salary("2012", 2, "2.67")), False),
    (
        "raise_while_disciplined",
        facts(salary("03/2010", 1, "2.34"), discipline("D-KT", "2012"), salary("03/2013", 2, "2.67")),
        False,
    ),
    ("rating_missing", facts(posting("01/07/2025"), today=date(2026, 2, 1)), True),
    ("rating_missing", facts(posting("08/2025"), today=date(2026, 2, 1)), False),
    ("rating_missing", facts(posting("01/07/2025"), today=date(2026, 1, 31)), False),
    ("rating_missing", facts(posting("2010"), now_status="left"), False),
    ("demotion", facts(discipline("D-KT", "2015")), False),
    ("child_age", facts(relative("CONT", "1980")), True),
    ("child_age", facts(relative("CONN", "1990")), False),
    ("two_spouses", facts(relative("CHONG", "1985")), False),
    ("title_year", facts(state_honour_year=2027), True),
    ("before_birth", facts(posting("1985")), True),
    ("before_birth", facts(rating(1985)), True),
    ("before_birth", facts(posting("1986")), False),
    ("to_come", facts(rating(2027)), True),
    ("to_come", facts(relative("CONT", "2027")), False),
]


@pytest.mark.parametrize(("code", "dossier", "speaks"), FURTHER, ids=[f"{n} {c[0]}" for n, c in enumerate(FURTHER)])
def test_further_cases(code, dossier, speaks):
    assert bool(list(RULE_OF[code].hits(dossier))) is speaks


@pytest.mark.parametrize(("rank", "severity"), [("08.051", "error"), ("02.007", "warning")])
def test_what_is_not_sure_of_a_rank_makes_a_doubt_and_no_contradiction(rank, severity):
    (hit,) = RULE_OF["rank_degree"].hits(facts(salary("2010", 1, "2.34", rank=rank), study("college", "2008")))
    assert hit.severity == severity


def test_over_frame_percents_do_not_restart_the_time_of_a_step():
    rows = [salary("2010", 1, "2.34"), salary("2012", 1, "2.34"), salary("2013", 2, "2.67")]
    assert list(RULE_OF["raise_too_early"].hits(facts(*rows))) == []


def test_quarters_of_a_whole_year_stand_for_its_rating():
    year = [rating(2026, quarter) for quarter in (1, 2, 3, 4)]
    asked = facts(posting("2010"), rating(2024), rating(2025), *year, today=date(2027, 3, 1))
    assert list(RULE_OF["rating_missing"].hits(asked)) == []
    asked = facts(posting("2010"), rating(2024), rating(2025), *year[:3], today=date(2027, 3, 1))
    assert [hit.words for hit in RULE_OF["rating_missing"].hits(asked)] == ["Chưa có xếp loại chất lượng năm 2026."]


def test_what_is_known_in_part_is_read_in_favour_of_the_dossier():
    year, month, day = PartialDate(2010), PartialDate(2010, 6), PartialDate(2010, 6, 15)
    assert not before(month, year) and not before(year, month) and not before(None, day)
    assert before(PartialDate(2009), year) and before(date(2009, 12, 31), year)
    assert oldest_age(PartialDate(1986), PartialDate(2004)) == 18
    assert most_months(month, PartialDate(2011)) == 18
    assert most_months(PartialDate(2011), month) == -1


def test_the_fingerprint_follows_the_values_looked_at():
    def mark(*rows, **fields):
        (hit,) = RULE_OF["party_age"].hits(facts(*rows, **fields))
        return hit.fingerprint

    one = mark(party_joined_on="2003")
    assert one == mark(party_joined_on="2003", party_official_on="2010", full_name="Lê Thị Hoa")
    assert one != mark(party_joined_on="06/2003")
