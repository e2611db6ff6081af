"""The SQL that judges every entry of a time: one row each, from all sections and the dossiers themselves.

Working days come in as tables: of each day how many working days had passed, and of each rule and start its due day
(`personnel.rules.deadlines.DayTable`). So the database compares, and the rule stays in one place.
"""

from functools import cache

from django.conf import settings
from django.db import connection

from personnel.deadlines import NEW_DOSSIER
from personnel.models import Dossier, Posting
from personnel.rules.deadlines import EFFECTIVE, EVENT, PAPER, SIGNED
from personnel.sections import SECTIONS, Section
from qlcb.fields import PartialDateField
from qlcb.regulation import Deadline

FUTURE_DAYS = 60  # beyond the last day of the time, so that due days of its last entries are in the table

JUDGED = """
WITH cal AS MATERIALIZED (
    SELECT * FROM unnest(%(days)s::date[], %(worked)s::int[]) AS cal(day, worked)
), due AS MATERIALIZED (
    SELECT * FROM unnest(%(rules)s::int[], %(starts)s::date[], %(dues)s::date[]) AS due(rule, start, due)
), began AS MATERIALIZED (
    SELECT h.id, h.history_date, (h.history_date AT TIME ZONE %(zone)s)::date AS day
    FROM {dossier_history} h WHERE h.history_type = '+'
), department AS MATERIALIZED (
    SELECT d.id, u.department, min(b.day) OVER (PARTITION BY u.department) AS day
    FROM {dossier} d JOIN began b ON b.id = d.id
    LEFT JOIN unnest(%(unit_ids)s::bigint[], %(departments)s::bigint[]) AS u(id, department) ON u.id = d.now_unit_id
), entry (
    section, row, dossier_id, entered_at, entered, account_id, custodian, act, rule, event, paper, decision_id,
    paper_changed, counts_from
) AS MATERIALIZED (
    {entries}
), timed AS (
    SELECT e.*, d.signed_on AS signed, d.number, {start}
    FROM entry e LEFT JOIN personnel_decision d ON d.id = e.decision_id
), judged AS (
    SELECT e.*, a.unit_id, due.due, l.because,
           CASE WHEN e.start IS NULL AND e.entered > e.counts_from THEN 'unknown'
                WHEN e.start IS NULL OR e.start < e.counts_from OR e.start < %(counted_from)s THEN 'initial'
                WHEN due.due IS NULL OR e.entered <= due.due THEN 'on_time' ELSE 'late' END AS outcome,
           CASE WHEN e.entered > due.due THEN greatest(1, then_.worked - at_due.worked) ELSE 0 END AS late_days,
           coalesce(e.paper - e.signed > %(paper_days)s AND e.signed >= e.counts_from, false) AS late_paper
    FROM timed e
    LEFT JOIN accounts_account a ON a.id = e.account_id
    LEFT JOIN due ON due.rule = e.rule AND due.start = e.start
    LEFT JOIN cal then_ ON then_.day = e.entered
    LEFT JOIN cal at_due ON at_due.day = due.due
    LEFT JOIN personnel_latereason l ON l.section = e.section AND l.row = e.row
    WHERE e.dossier_id <> ALL(%(secret)s::bigint[])
)
"""

OF_A_SECTION = """
SELECT '{slug}'::text, r.id, r.dossier_id, r.entered_at, (r.entered_at AT TIME ZONE %(zone)s)::date, h.history_user_id,
       h.custodian, h.act, {rule}::int, {event}, r.paper_received_on, r.decision_id,
       r.paper_received_on IS DISTINCT FROM h.paper_received_on, b.day
FROM {history} h JOIN {table} r ON r.id = h.id JOIN began b ON b.id = r.dossier_id
WHERE h.history_type = '+' AND h.history_date >= %(since)s AND h.history_date < %(until)s AND h.act <> 'open'
    AND (%(accounts)s::bigint[] IS NULL OR h.history_user_id = ANY(%(accounts)s::bigint[]))
"""

OF_NEW_DOSSIERS = """
SELECT '{slug}'::text, b.id, b.id, b.history_date, b.day, h.history_user_id, h.custodian, h.act, {rule}::int, {event},
       r.paper_received_on, r.decision_id,
       r.paper_received_on IS DISTINCT FROM p.paper_received_on, department.day
FROM began b
JOIN {dossier_history} h ON h.id = b.id AND h.history_type = '+' AND h.history_date = b.history_date
JOIN department ON department.id = b.id
JOIN LATERAL (
    SELECT * FROM {posting} one WHERE one.dossier_id = b.id ORDER BY one.kind <> 'first', lower(one.valid_from) LIMIT 1
) r ON true
LEFT JOIN {posting_history} p ON p.id = r.id AND p.history_type = '+'
WHERE b.history_date >= %(since)s AND b.history_date < %(until)s
    AND (%(accounts)s::bigint[] IS NULL OR h.history_user_id = ANY(%(accounts)s::bigint[]))
"""


NOTHING = """
SELECT ''::text, 0::bigint, 0::bigint, now(), current_date, NULL::bigint, ''::text, ''::text, 0, NULL::date, NULL::date,
       NULL::bigint, false, NULL::date WHERE false
"""


def judged_sql(rules: dict[str, tuple[int, Deadline] | None]) -> str:
    """The statement up to `judged`, whose rows are entries. rules: slug → number of its rule in the tables and the
    deadline; what has none is left out."""
    known = {slug: found for slug, found in rules.items() if found}
    parts = [_part(slug, number) for slug, (number, _) in known.items()]
    return JUDGED.format(
        entries=" UNION ALL ".join(parts) or NOTHING,
        start=_start_by_rule({number: deadline.starts for number, deadline in known.values()}),
        dossier=_table(Dossier),
        dossier_history=_table(Dossier.history.model),
    )


@cache
def _part(slug: str, rule: int) -> str:
    if slug == NEW_DOSSIER:
        return OF_NEW_DOSSIERS.format(
            slug=slug, rule=rule, event=_whole("r.valid_from"), posting=_table(Posting),
            posting_history=_table(Posting.history.model), dossier_history=_table(Dossier.history.model),
        )  # fmt: skip
    section = SECTIONS[slug]
    history = _table(section.model.history.model)
    return OF_A_SECTION.format(
        slug=slug, rule=rule, event=_event(section), table=_table(section.model), history=history
    )


def _start_by_rule(starts: dict[int, tuple[str, ...]]) -> str:
    """The columns `start` and `start_kind` of an entry `e` and its decision `d`. starts: the moments of each rule."""
    found = {rule: _start(kinds, "e.paper", "e.event") for rule, kinds in starts.items()}
    days, kinds = (" ".join(f"WHEN {rule} THEN {pair[n]}" for rule, pair in found.items()) for n in (0, 1))
    nothing = "WHEN -1 THEN NULL"  # a regulation may have no deadline at all
    return f"CASE e.rule {nothing}::date {days} END AS start, CASE e.rule {nothing} {kinds} END AS start_kind"


def start_columns(starts: tuple[str, ...], section: Section) -> str:
    """Two columns, `start` and `start_kind`, of a record `r` of the section and its decision `d`."""
    start, kind = _start(starts, "r.paper_received_on", _event(section))
    return f"{start} AS start, {kind} AS start_kind"


def _start(starts: tuple[str, ...], paper: str, event: str) -> tuple[str, str]:
    """The first moment that is known, as `rules.deadlines.start_of` has it, and which one it is."""
    days = {
        PAPER: paper,
        SIGNED: "d.signed_on",
        EFFECTIVE: "greatest(d.effective_on, d.signed_on)",
        EVENT: event,
    }
    cases = " ".join(f"WHEN {days[kind]} IS NOT NULL THEN '{kind}'" for kind in starts)
    return f"coalesce({', '.join(days[kind] for kind in starts)})", f"CASE {cases} END"


def _event(section: Section) -> str:
    """When the fact of a record happened, as `Section.happened` has it, where it is known to the day."""
    if section.is_dated:
        return _whole("r.valid_from")
    if section.lasts:
        ends, begins = "r.ends_on", "r.begins_on"
        return f"CASE WHEN {ends} IS NOT NULL THEN {_whole(ends)} ELSE {_whole(begins)} END"
    if not section.since:
        return "NULL::date"
    field = section.model._meta.get_field(section.since)
    if isinstance(field, PartialDateField):
        return _whole(f"r.{field.column}")
    return f"r.{field.column}" if field.get_internal_type() == "DateField" else "NULL::date"


def _whole(column: str) -> str:
    """The day of a partial date; nothing when only its month or year is known."""
    return f"CASE WHEN upper({column}) = lower({column}) + 1 THEN lower({column}) END"


def _table(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def zone() -> str:
    return settings.TIME_ZONE
