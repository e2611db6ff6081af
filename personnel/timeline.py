"""The timeline of a whole dossier: every change of every record, newest first, read in one query (DESIGN §2).

Each branch of the query takes its own newest rows below the cursor and looks up the state before each of them, so a
page costs the same for a dossier of ten changes and of ten thousand.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from personnel.models import Acknowledgement, Attachment, Decision, Dossier, PaperCheck, Rank, Transfer
from personnel.present import field_label, opened, stored_value
from personnel.sections import PANEL_OF, SECTIONS
from qlcb import row_security
from qlcb.fields import SealedField
from qlcb.history import Act

PAGE_SIZE = 30
WORDS = {Rank: Concat("code", Value(" "), "name"), Decision: F("number")}  # the others are known by their name
HIDDEN = {"id", "version", "dossier", "entered_at", "added_at", "fingerprint", "file", "thumbnail", "row_id"}
BESIDE = {
    "giay-to": Attachment,
    "doi-chieu": PaperCheck,
    "chap-nhan": Acknowledgement,
    "dieu-chuyen": Transfer,
}
HIDDEN_OF = {  # what the event itself tells, or the dossier
    Transfer: {"batch", "code", "full_name", "asked_at", "sent_at", "sent_by", "sent_holder", "moved_at", "moved_by",
               "moved_holder", "moved_because"},
}  # fmt: skip
PART_COLUMN = {Attachment: "section", PaperCheck: "place", Acknowledgement: "place"}
CHANGED = "(đã thay đổi, nội dung được che)"
TONES = {Act.CORRECT: "warn", Act.REMOVE: "bad", Act.SYSTEM: "quiet"}


@dataclass(frozen=True)
class Change:
    """One field: its Vietnamese label, old and new value as shown; empty text for nothing."""

    label: str
    old: str
    new: str


@dataclass
class Event:
    """One history row: what kind of act on which record, field by field, who, when, from where and why."""

    at: datetime
    act: str
    type: str
    title: str
    account: str
    custodian: str
    address: str
    reason: str
    decision: str
    token: str
    changes: list[Change] = field(default_factory=list)

    @property
    def verb(self) -> str:
        """Thêm, sửa or hủy, in the words of the act."""
        if self.type == "+":
            return "Thêm" if self.act != Act.OPEN else "Lập mới"
        if self.type == "-":
            return "Hủy"
        return Act(self.act).label if self.act in (Act.CORRECT, Act.IMPORT) else "Thay đổi"

    @property
    def tone(self) -> str:
        return TONES.get(self.act, "bad" if self.type == "-" else "")


@dataclass(frozen=True)
class Source:
    """A tracked model whose history belongs to a dossier; slug: by which the timeline is narrowed to it."""

    model: type
    title: str
    key: str
    slug: str

    @property
    def table(self) -> str:
        return self.model.history.model._meta.db_table


@cache
def sources() -> tuple[Source, ...]:
    """The dossier itself, every declared section, and what is kept beside them."""
    return (
        Source(Dossier, "Lý lịch", "id", "thong-tin"),
        *(Source(section.model, section.title, "dossier_id", slug) for slug, section in SECTIONS.items()),
        *(Source(model, field_label(model._meta), "dossier_id", slug) for slug, model in BESIDE.items()),
    )


def recent_events(dossier: Dossier, *, limit: int) -> list[Event]:
    """The newest changes of the dossier."""
    return timeline_page(dossier, token=None, size=limit)[0]


@dataclass(frozen=True)
class Part:
    """What of a dossier a timeline is about: one source by its slug, and one of its records; both empty for all."""

    slug: str = ""
    row: int | None = None


WHOLE = Part()


def timeline_page(
    dossier: Dossier, *, token: str | None, size: int = PAGE_SIZE, part: Part = WHOLE
) -> tuple[list[Event], str | None]:
    """Events older than `token` (the newest when None or senseless), and the token of the next page or None.

    part: only these; a slug that no source has finds nothing.
    """
    rows = _fetch(dossier.pk, _cursor(token), size + 1, part)
    events = _events(rows[:size])
    return events, events[-1].token if len(rows) > size else None


def _cursor(token: str | None):
    try:
        moment, branch, history_id = (token or "").split("~")
        return datetime.fromisoformat(moment), int(branch), int(history_id)
    except ValueError:
        return None


def _fetch(dossier_id: int, cursor, limit: int, part: Part) -> list[dict]:
    branches, params = [], []
    for index, source in enumerate(sources()):
        if part.slug not in ("", source.slug):
            continue
        below, extra = "", []
        if cursor:
            moment, branch, history_id = cursor
            tie = "TRUE" if index > branch else "h.history_id < %s" if index == branch else "FALSE"
            below = f"AND (h.history_date < %s OR (h.history_date = %s AND {tie}))"
            extra = [moment, moment, *([history_id] if index == branch else [])]
        if part.row is not None:
            below, extra = f"{below} AND h.id = %s", [*extra, part.row]
        branches.append(
            f"""(SELECT {index} AS branch, h.history_id, h.history_date, to_jsonb(h) AS now,
                (SELECT to_jsonb(p) FROM {source.table} p
                 WHERE p.id = h.id AND (p.history_date, p.history_id) < (h.history_date, h.history_id)
                 ORDER BY p.history_date DESC, p.history_id DESC LIMIT 1) AS before
            FROM {source.table} h WHERE h.{source.key} = %s {below}
            ORDER BY h.history_date DESC, h.history_id DESC LIMIT %s)"""
        )
        params += [dossier_id, *extra, limit]
    if not branches:
        return []
    sql = f"""SELECT e.*, a.title, u.name FROM ({" UNION ALL ".join(branches)}) e
        LEFT JOIN accounts_account a ON a.id = (e.now->>'history_user_id')::bigint
        LEFT JOIN orgunits_unit u ON u.id = a.unit_id
        ORDER BY e.history_date DESC, e.branch, e.history_id DESC LIMIT %s"""
    with connection.cursor() as db:
        db.execute(sql, [*params, limit])
        names = ("branch", "history_id", "at", "now", "before", "account", "unit")
        rows = [dict(zip(names, row, strict=True)) for row in db.fetchall()]
    for row in rows:
        row["now"], row["before"] = _loaded(row["now"]), _loaded(row["before"])
    return rows


def _loaded(value):
    return json.loads(value) if isinstance(value, str) else value


def _events(rows: list[dict]) -> list[Event]:
    labels = related_labels([(sources()[row["branch"]].model, row[side]) for row in rows for side in ("now", "before")])
    return [_event(row, labels) for row in rows]


def related_labels(states: list[tuple[type, dict | None]]) -> dict:
    """(related model, id) → words, for every foreign key in the given states; one query however many models."""
    wanted = defaultdict(set)
    for model, state in states:
        if not state:
            continue
        for column in _fields(model):
            if column.is_relation and state.get(column.attname) is not None:
                wanted[column.related_model].add(state[column.attname])
    models = list(wanted)
    parts = [
        model._base_manager.filter(pk__in=wanted[model])
        .order_by()
        .annotate(place=Value(place), words=WORDS.get(model, F("name")))
        .values_list("place", "pk", "words")
        for place, model in enumerate(models)
    ]
    if not parts:
        return {}
    with row_security.opened():
        return {(models[place], pk): words for place, pk, words in parts[0].union(*parts[1:], all=True)}


@cache
def _fields(model) -> tuple:
    names = {f.name for f in model.history.model.tracked_fields} - HIDDEN - HIDDEN_OF.get(model, set())
    return tuple(f for f in model._meta.concrete_fields if f.name in names)


def _event(row: dict, labels: dict) -> Event:
    source, now, before = sources()[row["branch"]], row["now"], row["before"]
    decision = next((labels[f.related_model, now[f.attname]] for f in _fields(source.model)
                     if f.name == "decision" and now.get(f.attname)), "")  # fmt: skip
    event = Event(
        at=timezone.localtime(row["at"]),
        act=now["act"],
        type=now["history_type"],
        title=_title(source, now),
        account=f"{row['account']} · {row['unit']}" if row["unit"] else row["account"] or "",
        custodian=now["custodian"],
        address=now["address"] or "",
        reason=now["history_change_reason"] or "",
        decision=decision,
        token=f"{row['at'].isoformat()}~{row['branch']}~{row['history_id']}",
    )
    event.changes = _changes(source.model, event.type, before, now, labels)
    return event


def _title(source: Source, state: dict) -> str:
    """What the event is about; of what hangs on a part of the dossier, with the name of the part."""
    part = _part_of(source.model, state)
    return f"{source.title}: {part.title}" if part else source.title


def _part_of(model, state: dict):
    """The panel or section on which a record beside them hangs; None for all other records."""
    slug = state.get(PART_COLUMN[model], "") if model in PART_COLUMN else ""
    return SECTIONS.get(slug) or PANEL_OF.get(slug)


def _changes(model, type_: str, before: dict | None, now: dict, labels: dict) -> list[Change]:
    """Field by field: what differs from the row before; all known values of a new or a removed row."""
    old_state = (before or {}) if type_ == "~" else now if type_ == "-" else {}
    new_state = {} if type_ == "-" else now
    part = _part_of(model, now)
    is_open = part is not None and not part.sealed  # what was said of a part without secrets is none
    changes = []
    for column in _fields(model):
        if column.name == PART_COLUMN.get(model):
            continue  # told in the title
        old, new = opened(column, old_state.get(column.attname)), opened(column, new_state.get(column.attname))
        if old == new:
            continue
        if is_open and isinstance(column, SealedField):
            changes.append(Change(field_label(column), old or "", new or ""))
            continue
        old_words, new_words = stored_value(column, old, labels), stored_value(column, new, labels)
        if old_words != new_words:
            changes.append(Change(field_label(column), old_words, new_words))
        elif isinstance(column, SealedField) and new:
            changes.append(Change(field_label(column), old_words, CHANGED))
    return changes
