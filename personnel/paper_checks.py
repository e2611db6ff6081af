"""What of a dossier was compared with the paper, and whether it has changed since (TCHQ-8.1a).

A part is a panel with items on the forms, or a section. A check keeps the fingerprint of what it compared: of a
section the ids and versions of its records and their decisions, of a panel a keyed hash of its values, among which are
secrets. It is stale when the fingerprint of today is another. Its note is sealed, and masked where the part has
restricted fields, since it tells what the paper says of them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from hashlib import md5

from django.db import connection, transaction
from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from personnel.models import Decision, DecisionResult, Dossier, PaperCheck
from personnel.present import opened
from personnel.sections import PANELS, SECTIONS, Panel, Section
from qlcb import bulk
from qlcb.fields import HIDDEN
from qlcb.formats import date_vi
from qlcb.sealed import ring

PURPOSE = "paper_check"
BATCH = 200
Result = PaperCheck.Result
Part = Panel | Section
WORDS = {
    Result.SAME: ("Khớp", "ok"),
    Result.DIFFERENT: ("Có sai lệch", "bad"),
    Result.NO_PAPER: ("Thiếu giấy tờ", "warn"),
}
CHECKED_PANELS = tuple(panel for panel in PANELS if panel.items)  # notes and marks of our own stand on no paper
_NOTE = PaperCheck._meta.get_field("note")
PARTS: dict[str, Part] = {panel.slug: panel for panel in CHECKED_PANELS} | SECTIONS


@dataclass(frozen=True)
class LastCheck:
    """The newest comparison of one part, as the database gives it: the day in ISO writing."""

    id: int
    result: str
    checked_on: str
    checked_by: str
    sealed_note: str | None
    fingerprint: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.checked_on)

    @property
    def has_note(self) -> bool:
        return self.sealed_note is not None

    @cached_property
    def note(self) -> str:
        """What differs or is missing, in the open; `PartState.note` is what may be shown to everybody."""
        return opened(_NOTE, self.sealed_note) or ""


@dataclass(frozen=True)
class PartState:
    """How a part stands to the paper. count: records of a section, None for a panel; fingerprint: of today."""

    part: Part
    count: int | None
    fingerprint: str
    check: LastCheck | None
    is_stale: bool

    @property
    def is_done(self) -> bool:
        """Whether what stands there now was compared, whatever came out."""
        return self.check is not None and not self.is_stale

    @property
    def word(self) -> str:
        if self.check is None:
            return "Chưa đối chiếu"
        return "Đã cũ" if self.is_stale else WORDS[self.check.result][0]

    @property
    def tone(self) -> str:
        if self.check is None:
            return ""
        return "warn" if self.is_stale else WORDS[self.check.result][1]

    @property
    def hides_note(self) -> bool:
        """Whether there is a note that not everybody who sees the dossier may read: it is about a restricted part."""
        return self.check is not None and self.check.has_note and bool(self.part.sealed)

    @property
    def note(self) -> str:
        """The note as anybody who sees the dossier may read it."""
        if self.check is None:
            return ""
        return HIDDEN if self.hides_note else self.check.note

    @property
    def sentence(self) -> str:
        """For the page of the part itself, where restricted fields are masked."""
        return self._sentence(self.note)

    @property
    def open_sentence(self) -> str:
        """The same where the restricted fields of the part are shown."""
        return self._sentence(self.check.note if self.check else "")

    def _sentence(self, note: str) -> str:
        if self.check is None:
            return "Chưa đối chiếu hồ sơ giấy."
        told = f"Đã đối chiếu hồ sơ giấy ngày {date_vi(self.check.day)}"
        if self.is_stale:
            return f"{told}; nay đã cũ vì mục này đã thay đổi."
        return f"{told} – {WORDS[self.check.result][0].lower()}{f': {note}' if note else ''}"


@dataclass(frozen=True)
class PaperState:
    """All parts of a dossier by slug, in the order of the dossier."""

    parts: dict[str, PartState]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Slug of each section → number of its records."""
        return {slug: state.count for slug, state in self.parts.items() if state.count is not None}

    @property
    def done(self) -> int:
        return sum(state.is_done for state in self.parts.values())

    @property
    def total(self) -> int:
        return len(self.parts)

    @property
    def stale(self) -> int:
        return sum(state.is_stale for state in self.parts.values())

    @property
    def different(self) -> int:
        return sum(state.is_done and state.check.result != Result.SAME for state in self.parts.values())


def paper_state(dossier: Dossier, row: Mapping | None = None) -> PaperState:
    """Number of records, fingerprint and newest check of every part, in one query whatever the dossier's length.

    row: the answer to `survey()` when the caller has asked for it together with something else.
    """
    row = row or Dossier.objects.filter(pk=dossier.pk).values(**survey()).get()
    checks = {check.pop("place"): LastCheck(**check) for check in row["newest_checks"]}
    states = {}
    for slug, part in PARTS.items():
        check = checks.get(slug)
        if isinstance(part, Section):
            records = row[_column(slug)]
            count, marks = len(records), [section_fingerprint(records, row["decision_versions"])]
        else:
            count, marks = None, panel_fingerprints(part, dossier)
        stale = check is not None and check.fingerprint not in marks
        states[slug] = PartState(part, count, marks[0], check, stale)
    return PaperState(states)


@cache
def survey() -> dict[str, RawSQL]:
    """Annotations of a query on dossiers that `paper_state` reads."""
    parts = {_column(slug): RawSQL(_section_sql(section), []) for slug, section in SECTIONS.items()}
    return parts | {
        "decision_versions": RawSQL(_DECISIONS, [], output_field=JSONField()),
        "newest_checks": RawSQL(_CHECKS, [], output_field=JSONField()),
    }


def _column(slug: str) -> str:
    return f"part_{slug.replace('-', '_')}"


def _section_sql(section: Section) -> str:
    """Its records as "id:version" or "id:version:decision". Their decisions are asked for once (`_DECISIONS`): whether
    a decision may be met costs PostgreSQL more to plan than everything else here."""
    return f"""SELECT coalesce(array_agg(concat_ws(':', r.id, r.version, r.decision_id) ORDER BY r.id), '{{}}')
        FROM {section.model._meta.db_table} r WHERE r.dossier_id = {Dossier._meta.db_table}.id"""


def section_fingerprint(records: Iterable[str], decision_versions: Mapping[str, int]) -> str:
    """The hash of the ids and versions of a section's records and their decisions.

    records: as `survey` gives them; decision_versions: id of a decision → its version.
    """
    return md5(",".join(_marked(record, decision_versions) for record in records).encode()).hexdigest()


def _marked(record: str, decision_versions: Mapping[str, int]) -> str:
    own, decision = record.rsplit(":", 1) if record.count(":") > 1 else (record, "")
    return f"{record}:{decision_versions[decision]}" if decision in decision_versions else own


_DECISIONS = f"""SELECT coalesce(jsonb_object_agg(d.id, d.version), '{{}}') FROM {Decision._meta.db_table} d
    WHERE d.id IN (SELECT decision_id FROM {DecisionResult._meta.db_table}
                   WHERE dossier_id = {Dossier._meta.db_table}.id)"""
_CHECKS = f"""SELECT coalesce(jsonb_agg(c), '[]') FROM (
    SELECT DISTINCT ON (place) place, id, result, checked_on, checked_by, note AS sealed_note, fingerprint
    FROM {PaperCheck._meta.db_table} WHERE dossier_id = {Dossier._meta.db_table}.id ORDER BY place, id DESC) c"""


def panel_fingerprints(panel: Panel, dossier) -> list[str]:
    """The keyed hash of the panel's values under every key of the ring, the sealing key's first.

    The id of the dossier goes in, so that equal values of two people do not show as equal.
    """
    return ring().indexes(json.dumps([dossier.pk, panel_values(panel, dossier)], ensure_ascii=False), PURPOSE)


def panel_values(panel: Panel, dossier) -> dict[str, str]:
    """What is known, by name: a field added to the panel later makes no check stale while it is empty.

    dossier: the stored one, or a state of its history.
    """
    fields = ((name, Dossier._meta.get_field(name)) for name in panel.fields)
    return {name: f.value_to_string(dossier) for name, f in fields if f.value_from_object(dossier) not in (None, "")}


def changed_after(dossier: Dossier, moments: Mapping[str, datetime]) -> dict[str, datetime]:
    """Slug → when the part first changed after its moment; parts that did not change are left out.

    moments: slug → moment. Read from the history, in at most two queries.
    """
    return _sections_changed(dossier, moments) | _panels_changed(dossier, moments)


def _sections_changed(dossier, moments) -> dict[str, datetime]:
    branches, params = [], []
    for slug in moments.keys() & SECTIONS.keys():
        model = SECTIONS[slug].model
        branches.append(
            f"""SELECT '{slug}', min(h.history_date) FROM (
                SELECT history_date FROM {model.history.model._meta.db_table}
                WHERE dossier_id = %s AND history_date > %s
                UNION ALL SELECT history_date FROM {Decision.history.model._meta.db_table} WHERE history_date > %s
                AND id IN (SELECT decision_id FROM {model._meta.db_table} WHERE dossier_id = %s)) h"""
        )
        params += [dossier.pk, moments[slug], moments[slug], dossier.pk]
    if not branches:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branches), params)
        return {slug: at for slug, at in cursor.fetchall() if at is not None}


def _panels_changed(dossier, moments) -> dict[str, datetime]:
    panels = [panel for panel in CHECKED_PANELS if panel.slug in moments]
    if not panels:
        return {}
    changed, before = {}, {panel.slug: None for panel in panels}
    for state in dossier.history.order_by("history_date", "history_id"):
        for panel in panels:
            now, earlier = panel_values(panel, state), before[panel.slug]
            before[panel.slug] = now
            if now != earlier and state.history_date > moments[panel.slug]:
                changed.setdefault(panel.slug, state.history_date)
    return changed


def written_at(checks: Iterable[LastCheck]) -> dict[int, datetime]:
    """Id of each check → when it was entered, in one query."""
    entries = PaperCheck.history.filter(id__in=[check.id for check in checks], history_type="+")
    return dict(entries.values_list("id", "history_date"))


def end_of_day(day: date) -> datetime:
    """The last moment of a day in local time."""
    return timezone.make_aware(datetime.combine(day, datetime.max.time()))


def renew_fingerprints() -> int:
    """Put the fingerprints of panels under the sealing key, so that no check goes stale when the old keys go.

    Checks that are stale already stay as they are. No history: what was compared has not changed. Returns how many.
    """
    if len(ring().keys) == 1:
        return 0
    panels = {panel.slug: panel for panel in CHECKED_PANELS}
    checks = PaperCheck.objects.filter(place__in=panels).order_by("pk").select_related("dossier")
    renewed, last = 0, 0
    while True:
        with transaction.atomic():
            batch = list(checks.filter(pk__gt=last).select_for_update(of=("self",))[:BATCH])
            if not batch:
                return renewed
            last, moved = batch[-1].pk, []
            for check in batch:
                current, *old = panel_fingerprints(panels[check.place], check.dossier)
                if check.fingerprint in old:
                    check.fingerprint = current
                    moved.append(check)
            bulk.update_many(moved, ["fingerprint"])
            renewed += len(moved)
