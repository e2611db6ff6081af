"""Who served where on a day, and what each person was on that day: the one computation behind numbers and lists.

One row of `person` is one person in the unit of that day: sex, completed years, rank tier by the salary of that day,
highest qualification of each kind by studies ended by then. A number is a count over these rows, the list behind it a
filter of the same rows. All of it is one pass over the postings of the units asked for.

A fact of which only month or year is known counts from its first day on, as everywhere in the house. Studies whose end
is unknown count as finished, from their beginning on where that is known.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from personnel.models import Dossier, RetirementAge
from personnel.rules.retirement import retirement_date
from personnel.subjects import CONTRACTED_ON
from qlcb import row_security
from qlcb.dates import PartialDate, add_months
from reports.measures import DEGREES, YEARS_SHOWN, Measure

# Statistical columns of a kind of qualification from low to high; of several a person is counted in the highest.
LADDERS = {
    "degree": ("elementary", "secondary", "college", "university", "master", "doctor"),
    "political": ("political_elementary", "political_middle", "political_senior", "political_bachelor"),
    "state": ("state_officer", "state_principal", "state_senior"),
    "it": ("it_certificate", "it_higher"),
    "language": ("language_certificate", "language_higher"),
}
DEGREE_NAMES = dict(zip(reversed(LADDERS["degree"]), (measure.label for measure in DEGREES), strict=True))
_LADDERS = {kind: "ARRAY[{}]".format(", ".join(f"'{step}'" for step in steps)) for kind, steps in LADDERS.items()}
_POSITIONS = ", ".join(f"array_position({steps}, bucket::text) AS {kind}" for kind, steps in _LADDERS.items())

NARROWER = "/* and narrower */"

PERSON = f"""
WITH level AS MATERIALIZED (
    SELECT id, {_POSITIONS} FROM personnel_qualification
), contracted AS MATERIALIZED (
    {CONTRACTED_ON}
), here AS MATERIALIZED (
    SELECT d.id, coalesce(p.kept_by_id, p.unit_id) AS unit_id, d.sex, lower(d.birth_date) AS born,
           coalesce(lower(d.party_joined_on) <= %(day)s, false)
               OR coalesce(lower(d.party_official_on) <= %(day)s, false) AS party,
           coalesce(e.is_minority, false) AS minority,
           coalesce(NOT r.is_none, false) AS religious, 
           CASE WHEN c.dossier_id IS NULL THEN d.subject ELSE 'contract' END AS subject,
           p.kind = 'rotation' AS rotated, lower(p.valid_from) AS posted_on,
           CASE WHEN d.academic_title_year <= extract(year FROM %(day)s) OR d.academic_title_year IS NULL
               THEN d.academic_title_id END AS title_id
    FROM personnel_posting p
    JOIN personnel_dossier d ON d.id = p.dossier_id
    LEFT JOIN personnel_ethnicgroup e ON e.id = d.ethnic_group_id
    LEFT JOIN personnel_religion r ON r.id = d.religion_id
    LEFT JOIN contracted c ON c.dossier_id = d.id AND d.subject = 'civil_servant'
    WHERE lower(p.valid_from) <= %(day)s AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
      AND (p.unit_id = ANY(%(units)s) AND p.kept_by_id IS NULL OR p.kept_by_id = ANY(%(units)s))
      AND (d.subject = ANY(%(subjects)s) OR c.dossier_id IS NOT NULL)
      AND (c.dossier_id IS NULL OR 'contract' = ANY(%(subjects)s)) {NARROWER}
), held AS (
    SELECT h.id,
           ({_LADDERS["degree"]})[max(level.degree)] AS degree,
           ({_LADDERS["political"]})[max(level.political)] AS political,
           ({_LADDERS["state"]})[max(level.state)] AS state,
           ({_LADDERS["it"]})[max(level.it)] AS it,
           ({_LADDERS["language"]})[max(level.language) FILTER (WHERE l.code = 'en')] AS english,
           ({_LADDERS["language"]})[max(level.language) FILTER (WHERE l.code <> 'en' AND NOT l.is_ethnic)]
               AS foreign_language,
           bool_or(l.is_ethnic) AS ethnic_language
    FROM here h
    JOIN personnel_study s ON s.dossier_id = h.id
    JOIN level ON level.id = s.level_id
    LEFT JOIN personnel_language l ON l.id = s.language_id
    WHERE coalesce(lower(s.ends_on), lower(s.begins_on), '-infinity') <= %(day)s
    GROUP BY h.id
), person AS (
    SELECT h.id, h.unit_id, h.sex, h.party, h.minority, h.religious, h.subject, h.rotated, h.posted_on, h.title_id,
           extract(year FROM age(%(day)s, h.born))::int AS years,
           h.born < CASE h.sex WHEN 'F' THEN %(women_past)s ELSE %(men_past)s END AS past_retirement,
           h.born < CASE h.sex WHEN 'F' THEN %(women_retiring)s ELSE %(men_retiring)s END AS retiring,
           width_bucket(h.born, CASE h.sex WHEN 'F' THEN %(women_by_year)s ELSE %(men_by_year)s END) - 1
               AS years_to_retirement,
           k.code AS rank, k.tier, held.degree, held.political, held.state, held.it, held.english,
           held.foreign_language, coalesce(held.ethnic_language, false) AS ethnic_language
    FROM here h
    LEFT JOIN personnel_salary w ON w.dossier_id = h.id
        AND lower(w.valid_from) <= %(day)s AND (w.valid_to IS NULL OR w.valid_to >= %(day)s)
    LEFT JOIN personnel_rank k ON k.id = w.rank_id
    LEFT JOIN held ON held.id = h.id
)
"""

_TYPES = {
    "units": "bigint[]", "ids": "bigint[]", "moved": "bigint[]", "subjects": "text[]", "kinds": "text[]",
    "women_by_year": "date[]", "men_by_year": "date[]", "firsts": "date[]", "lasts": "date[]",
    "spans": "int[]", "befores": "int[]", "afters": "int[]", "structures": "int[]",
}  # fmt: skip
ALL_SUBJECTS = tuple(Dossier.Subject.values)
YEARS_AHEAD = 5


@dataclass(frozen=True)
class Standing:
    """What a line of a list shows of one person on that day."""

    id: int
    unit_id: int
    years: int
    rank: str | None
    degree: str | None

    @property
    def degree_name(self) -> str:
        return DEGREE_NAMES.get(self.degree, "")


class PeopleOn:
    """The people of some units on one day. subjects: of which kinds of staff, all when not given."""

    def __init__(self, day: date, unit_ids: Iterable[int], subjects: Sequence[str] = ALL_SUBJECTS):
        self.day = day
        self.unit_ids = list(unit_ids)
        self.subjects = list(subjects)

    def counts(self, measures: Sequence[Measure]) -> dict[int, list[int]]:
        """Unit id → the numbers of its own people, in the order of `measures`; units without people are left out."""
        return {unit_id: numbers for unit_id, *numbers in fetched(*self.counting(measures))}

    def counting(self, measures: Sequence[Measure]) -> tuple[str, list]:
        """The statement of `counts` with its parameters."""
        numbers = ", ".join(f"count(*) FILTER (WHERE {measure.condition})" for measure in measures)
        return self._bound(f"SELECT unit_id, {numbers} FROM person GROUP BY unit_id")

    def count(self, measure: Measure) -> int:
        """How many people the measure counts."""
        return fetched(*self._bound(f"SELECT count(*) FROM person WHERE {measure.condition}"))[0][0]

    def ids(self, measure: Measure) -> RawSQL:
        """The dossier ids of those whom the measure counts, as a subquery: `filter(pk__in=people.ids(measure))`."""
        sql, params = self._bound(f"SELECT id FROM person WHERE {measure.condition}")
        return RawSQL(sql, params)

    def standings(self, dossier_ids: Iterable[int]) -> dict[int, Standing]:
        """What some of them were on the day, by dossier id."""
        narrow = PERSON.replace(NARROWER, "AND p.dossier_id = ANY(%(ids)s)")
        sql, params = positional(
            f"{narrow} SELECT id, unit_id, years, rank, degree FROM person", self._asked | {"ids": list(dossier_ids)}
        )
        return {row[0]: Standing(*row) for row in fetched(sql, params)}

    def ticks(self, dossier_ids: Iterable[int], measures: Sequence[Measure]) -> dict[int, list[bool]]:
        """Whether each of some of them is counted by each of the measures, by dossier id."""
        narrow = PERSON.replace(NARROWER, "AND p.dossier_id = ANY(%(ids)s)")
        asked = ", ".join(f"coalesce({measure.condition}, false)" for measure in measures)
        sql, params = positional(f"{narrow} SELECT id, {asked} FROM person", self._asked | {"ids": list(dossier_ids)})
        return {dossier_id: ticks for dossier_id, *ticks in fetched(sql, params)}

    def _bound(self, select: str) -> tuple[str, list]:
        return positional(PERSON + select, self._asked)

    @cached_property
    def _asked(self) -> dict[str, Any]:
        """The parameters of the statement by name."""
        ages = list(RetirementAge.objects.filter(annex=RetirementAge.Annex.NORMAL))
        ahead = add_months(self.day, 12 * YEARS_AHEAD) + timedelta(days=1)
        return {
            "day": self.day,
            "units": self.unit_ids,
            "subjects": self.subjects,
            "women_past": born_before("F", self.day, ages),
            "men_past": born_before("M", self.day, ages),
            "women_retiring": born_before("F", ahead, ages),
            "men_retiring": born_before("M", ahead, ages),
            "women_by_year": self._by_year("F", ages),
            "men_by_year": self._by_year("M", ages),
        }

    def _by_year(self, sex: str, ages: Sequence[RetirementAge]) -> list[date]:
        """For the year of the day and those after it, who retires no earlier than its first day was born since then."""
        return [born_before(sex, date(self.day.year + ahead, 1, 1), ages) for ahead in range(YEARS_SHOWN + 1)]


def fetched(sql: str, params: list) -> list[tuple]:
    """The rows of a statement that counts people, whoever keeps their dossiers by now."""
    with row_security.opened(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def positional(sql: str, values: dict[str, Any]) -> tuple[str, list]:
    """SQL with %(name)s as SQL with %s and the values in order, which is what Django's RawSQL takes.

    Names of `_TYPES` are of its types, all others dates.
    """
    names = re.findall(r"%\((\w+)\)s", sql)
    return re.sub(r"%\((\w+)\)s", lambda found: f"%s::{_TYPES.get(found[1], 'date')}", sql), [
        values[name] for name in names
    ]


def born_before(sex: str, day: date, ages: Sequence[RetirementAge]) -> date:
    """The first day of the first month whose children retire on `day` or later: who was born before it is past it.

    Nobody retires earlier than who is older, so that one day of birth a sex says it for everybody.
    """
    first, number = day.year - 80, 80 * 12
    retires = bisect_left(
        range(number), day, key=lambda at: retirement_date(sex, PartialDate(first + at // 12, at % 12 + 1), ages)
    )
    year, month = divmod(min(retires, number - 1), 12)
    return date(first + year, month + 1, 1)
