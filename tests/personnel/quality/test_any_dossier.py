"""No rule stumbles over what a file can hold: any dates, known in part, in any order, or nothing at all."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from personnel.models import Dossier
from personnel.quality.completeness import completeness
from personnel.quality.rules import RULES
from qlcb.dates import MAX_YEAR, MIN_YEAR, PartialDate
from tests.personnel.quality import people
from tests.personnel.quality.people import CLOSED, DA_NANG, TODAY, UNIT, facts

days = st.dates(date(MIN_YEAR, 1, 1), date(MAX_YEAR, 12, 31)) | st.dates(date(1900, 1, 1), date(2030, 12, 31))
partial = st.builds(
    lambda day, known: PartialDate(day.year, *(day.month, day.day)[:known]), days, st.integers(min_value=0, max_value=2)
)
maybe = st.none() | partial
maybe_day = st.none() | days
numbers = st.text("0123456789", min_size=12, max_size=12) | st.just("") | st.just("12")
steps = st.integers(0, 12)
coefficients = st.decimals(min_value=0, max_value=10, places=2)

ROWS = st.one_of(
    st.builds(people.posting, partial, maybe_day, st.sampled_from([UNIT, CLOSED])),
    st.builds(people.appointment, partial, maybe_day, unit=st.sampled_from([None, UNIT, CLOSED]), term=maybe_day),
    st.builds(people.salary, partial, steps, coefficients, maybe_day, over_frame=st.integers(0, 20)),
    st.builds(people.study, st.sampled_from(["college", "university", "master", "doctor"]), maybe, maybe),
    st.builds(people.relative, st.sampled_from(["CONT", "CHA", "VO", "CHONG"]), maybe, dead=st.booleans()),
    st.builds(people.discipline, st.sampled_from(["CC-KT", "CC-HBL", "LD-CCH"]), partial, valid_to=maybe_day),
    st.builds(people.rating, st.integers(MIN_YEAR, MAX_YEAR), st.none() | st.integers(1, 4)),
    st.builds(people.allowance, st.just("PCCV"), partial, maybe_day),
    st.builds(people.contract, partial, maybe_day, signed=days, probation=maybe_day),
    st.builds(people.party_post, partial),
    st.builds(people.membership, st.just("DTN"), maybe, maybe),
    st.builds(people.health, partial),
)
PARTIAL_FIELDS = [f.name for f in Dossier._meta.fields if f.get_internal_type() == "PartialDateField"]
FIELDS = st.fixed_dictionaries(
    {name: maybe for name in PARTIAL_FIELDS if name != "birth_date"}
    | {
        "birth_date": partial,
        "sex": st.sampled_from("MF"),
        "now_status": st.sampled_from(Dossier.Status.values),
        "subject": st.sampled_from(Dossier.Subject.values),
        "citizen_id": numbers,
        "citizen_id_issued_on": maybe_day,
        "birth_area": st.sampled_from([None, DA_NANG]),
        "now_retires_on": maybe_day,
        "academic_title_year": st.none() | st.integers(0, 9999),
        "academic_title_id": st.none() | st.just(1),
    }
)


@given(FIELDS, st.lists(ROWS, max_size=12), st.booleans(), days)
@settings(max_examples=300, deadline=None)
def test_no_rule_stumbles(fields, rows, twin, today):
    dossier = facts(*rows, twin=twin, today=today, **fields)
    for rule in RULES:
        seen = set()
        for hit in rule.hits(dossier):
            key = (hit.place or rule.place, hit.row_id)
            assert key not in seen, "one finding a rule and record"
            seen.add(key)
            assert hit.words and len(hit.words) <= 400 and "None" not in hit.words
            if len(fields["citizen_id"]) == 12:
                assert fields["citizen_id"] not in hit.words
            assert len(hit.fingerprint) == 32
    found = completeness(dossier.dossier, dossier.counts())
    assert 0 <= found.percent <= 100


def test_an_empty_dossier_is_incomplete_and_without_contradiction():
    empty = facts()
    assert [hit.words for rule in RULES for hit in rule.hits(empty)] == []
    assert completeness(empty.dossier, empty.counts()).percent == 0
    assert empty.today == TODAY
