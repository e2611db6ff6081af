"""Numbers and lists of people by bare SQL, written by hand for the whole service: no scope, no tree, no policies.

Measures bring their conditions; who is counted, and what each was on the day, is said here once more. What comes out
is compared with what the program tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from personnel.models import RetirementAge
from qlcb.dates import add_months
from reports.measures import YEARS_SHOWN, Measure
from reports.people import YEARS_AHEAD, born_before


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters."""

    sql: str
    params: tuple | dict = ()


def _ladder(*steps: str) -> str:
    return "array_position(ARRAY[{}], q.bucket::text)".format(", ".join(f"'{step}'" for step in steps))


DEGREE = ("elementary", "secondary", "college", "university", "master", "doctor")
POLITICAL = ("political_elementary", "political_middle", "political_senior", "political_bachelor")
STATE = ("state_officer", "state_principal", "state_senior")
IT = ("it_certificate", "it_higher")
LANGUAGE = ("language_certificate", "language_higher")
COUNTS = f"""
WITH held AS (
    SELECT s.dossier_id, max({_ladder(*DEGREE)}) AS degree, max({_ladder(*POLITICAL)}) AS political,
           max({_ladder(*STATE)}) AS state, max({_ladder(*IT)}) AS it,
           max({_ladder(*LANGUAGE)}) FILTER (WHERE l.code = 'en') AS english,
           max({_ladder(*LANGUAGE)}) FILTER (WHERE l.code <> 'en' AND NOT l.is_ethnic) AS foreign_language,
           bool_or(l.is_ethnic) AS ethnic_language
    FROM personnel_study s
    JOIN personnel_qualification q ON q.id = s.level_id
    LEFT JOIN personnel_language l ON l.id = s.language_id
    WHERE coalesce(lower(s.ends_on), lower(s.begins_on), '-infinity') <= %(day)s
    GROUP BY s.dossier_id
), person AS (
    SELECT coalesce(p.kept_by_id, p.unit_id) AS unit_id, d.sex, e.is_minority AS minority,
           NOT r.is_none AS religious, k.tier,
           CASE WHEN c.dossier_id IS NULL THEN d.subject ELSE 'contract' END AS subject,
           lower(d.party_joined_on) <= %(day)s IS TRUE OR lower(d.party_official_on) <= %(day)s IS TRUE AS party,
           extract(year FROM age(%(day)s, lower(d.birth_date)))::int AS years,
           lower(d.birth_date) < CASE d.sex WHEN 'F' THEN %(women_past)s ELSE %(men_past)s END AS past_retirement,
           lower(d.birth_date) < CASE d.sex WHEN 'F' THEN %(women_soon)s ELSE %(men_soon)s END AS retiring,
           width_bucket(lower(d.birth_date), CASE d.sex WHEN 'F' THEN %(women_by_year)s::date[]
               ELSE %(men_by_year)s::date[] END) - 1 AS years_to_retirement,
           (ARRAY{list(DEGREE)})[degree] AS degree, (ARRAY{list(POLITICAL)})[political] AS political,
           (ARRAY{list(STATE)})[state] AS state, (ARRAY{list(IT)})[it] AS it,
           (ARRAY{list(LANGUAGE)})[english] AS english, (ARRAY{list(LANGUAGE)})[foreign_language] AS foreign_language,
           coalesce(ethnic_language, false) AS ethnic_language
    FROM personnel_posting p
    JOIN personnel_dossier d ON d.id = p.dossier_id
    LEFT JOIN personnel_ethnicgroup e ON e.id = d.ethnic_group_id
    LEFT JOIN personnel_religion r ON r.id = d.religion_id
    LEFT JOIN personnel_salary w ON w.dossier_id = d.id AND lower(w.valid_from) <= %(day)s
        AND (w.valid_to IS NULL OR w.valid_to >= %(day)s)
    LEFT JOIN personnel_rank k ON k.id = w.rank_id
    LEFT JOIN held ON held.dossier_id = d.id
    LEFT JOIN (
        SELECT c.dossier_id FROM personnel_contract c
        JOIN personnel_salary first ON first.dossier_id = c.dossier_id AND lower(first.valid_from) = c.valid_to + 1
        WHERE lower(c.valid_from) <= %(day)s AND c.valid_to >= %(day)s
    ) c ON c.dossier_id = d.id AND d.subject = 'civil_servant'
    WHERE lower(p.valid_from) <= %(day)s AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
)
SELECT unit_id, {{numbers}} FROM person WHERE subject = ANY(%(subjects)s) GROUP BY unit_id"""


def counts(day: date, measures: Sequence[Measure], subjects: Sequence[str]) -> Statement:
    """How many of each unit's own people each measure counts, unit by unit: (unit id, number, …)."""
    ages = list(RetirementAge.objects.filter(annex=RetirementAge.Annex.NORMAL))
    soon = add_months(day, 12 * YEARS_AHEAD) + timedelta(days=1)
    asked = {"day": day, "subjects": list(subjects)}
    for name, sex in (("women", "F"), ("men", "M")):
        asked[f"{name}_past"], asked[f"{name}_soon"] = born_before(sex, day, ages), born_before(sex, soon, ages)
        asked[f"{name}_by_year"] = [
            born_before(sex, date(day.year + ahead, 1, 1), ages) for ahead in range(YEARS_SHOWN + 1)
        ]
    numbers = ", ".join(f"count(*) FILTER (WHERE {measure.condition})" for measure in measures)
    return Statement(COUNTS.format(numbers=numbers), asked)


# The lines of BM03: who serves where, position, rank and pay of the day, allowances in one piece.
PAY_LIST = """
SELECT d.id, d.code, d.full_name, d.birth_date, d.sex, unit.name, position.name, a.valid_from, a.allowance,
       rank.code, rank.name, w.coefficient, w.step, w.over_frame, w.pay_percent, w.valid_from, paid.told
FROM personnel_posting p
JOIN personnel_dossier d ON d.id = p.dossier_id
JOIN orgunits_unit unit ON unit.id = coalesce(p.kept_by_id, p.unit_id)
LEFT JOIN personnel_appointment a ON a.dossier_id = d.id AND a.is_main AND lower(a.valid_from) <= %(day)s
    AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
LEFT JOIN personnel_position position ON position.id = a.position_id
LEFT JOIN personnel_salary w ON w.dossier_id = d.id AND lower(w.valid_from) <= %(day)s
    AND (w.valid_to IS NULL OR w.valid_to >= %(day)s)
LEFT JOIN personnel_rank rank ON rank.id = w.rank_id
LEFT JOIN (
    SELECT l.dossier_id, array_agg(concat_ws(' ', kind.code, l.mode, l.coefficient, l.percent)) AS told
    FROM personnel_allowance l JOIN personnel_term kind ON kind.id = l.kind_id
    WHERE lower(l.valid_from) <= %(day)s AND (l.valid_to IS NULL OR l.valid_to >= %(day)s)
    GROUP BY l.dossier_id
) paid ON paid.dossier_id = d.id
WHERE lower(p.valid_from) <= %(day)s AND (p.valid_to IS NULL OR p.valid_to >= %(day)s) AND d.subject = 'civil_servant'
ORDER BY unit.id, position."order", d.sort_key, d.id"""

# Birthdays of a month among those who serve, the next ones first.
BIRTHDAYS = """
SELECT d.code, d.full_name, d.birth_date, unit.name, parent.name, position.name
FROM personnel_dossier d
LEFT JOIN orgunits_unit unit ON unit.id = d.now_unit_id
LEFT JOIN orgunits_unit parent ON parent.id = unit.parent_id
LEFT JOIN personnel_position position ON position.id = d.now_position_id
WHERE d.now_status = 'serving' AND upper(d.birth_date) = lower(d.birth_date) + 1
  AND extract(month FROM lower(d.birth_date)) = extract(month FROM %(day)s::date)
ORDER BY extract(day FROM lower(d.birth_date)), d.id"""


def pay_list(day: date, limit: int | None = None) -> Statement:
    """The people of BM03 with what stands in their lines."""
    return Statement(f"{PAY_LIST} LIMIT {limit}" if limit else PAY_LIST, {"day": day})


def birthdays(day: date, limit: int) -> Statement:
    """The first ones of the month of the day."""
    return Statement(f"{BIRTHDAYS} LIMIT {limit}", {"day": day})
