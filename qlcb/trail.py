"""The history of a few related records as people read it: who did what, when and why, field by field.

For records with few changes (an account, a unit). The timeline of a dossier, which pages through many, is
`personnel.timeline`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from qlcb.formats import date_vi
from qlcb.history import Act

TONES = {Act.CORRECT: "warn", Act.REMOVE: "bad", Act.SYSTEM: "quiet"}
WORDS = {"+": "Thêm", "~": "Thay đổi", "-": "Xóa"}


@dataclass(frozen=True)
class Strand:
    """The history of one model that belongs to the subject.

    history: its rows, e.g. `account.history.all()`; title: what such a record is called; named_by: fields that tell
    which record it is; hidden: fields that would say nothing here; words: field → value, or each of
    its values, → how people say it.
    """

    history: models.QuerySet
    title: str
    named_by: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] | None = None


@dataclass(frozen=True)
class Change:
    """One field: its Vietnamese label, old and new value as shown; empty text for nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One history row in words."""

    at: datetime
    verb: str
    title: str
    name: str
    who: str
    custodian: str
    address: str
    reason: str
    tone: str
    changes: tuple[Change, ...]


def trail(*strands: Strand) -> list[Entry]:
    """All entries of the strands, newest first. One query a strand and one a related model, however many entries."""
    read = [(strand, list(_rows(strand))) for strand in strands]
    labels = _labels(read)
    entries = []
    for strand, rows in read:
        before = None
        for row in rows:
            same = before is not None and before.id == row.id
            entries.append((row.history_date, row.history_id, _entry(strand, before if same else None, row, labels)))
            before = row
    return [entry for *_, entry in sorted(entries, key=lambda found: found[:2], reverse=True)]


def _rows(strand: Strand):
    return strand.history.order_by("id", "history_date", "history_id").select_related("history_user__unit")


def _fields(strand: Strand) -> Iterable[models.Field]:
    skip = {"id", "version", *strand.hidden}
    return [field for field in strand.history.model.tracked_fields if field.name not in skip]


def _labels(read) -> dict[type, dict[int, str]]:
    """Related model → id → its words today, for all foreign keys among the rows."""
    wanted = defaultdict(set)
    for strand, rows in read:
        for field in _fields(strand):
            if field.is_relation:
                wanted[field.related_model].update(getattr(row, field.attname) for row in rows)
    return {model: _names(model, ids - {None}) for model, ids in wanted.items()}


def _names(model, ids) -> dict[int, str]:
    related = [field.name for field in model._meta.fields if field.is_relation]
    return {pk: str(row) for pk, row in model._base_manager.select_related(*related[:1]).in_bulk(ids).items()}


def _entry(strand: Strand, before, row, labels) -> Entry:
    fields = _fields(strand)
    changes = []
    for field in fields:
        old = _shown(strand, field, before, labels) if before else ""
        new = _shown(strand, field, row, labels)
        if old != new and row.history_type != "-":
            changes.append(Change(_label(field), old, new))
    named = [_shown(strand, field, row, labels) for field in fields if field.name in strand.named_by]
    by_act = row.act in (Act.OPEN, Act.CORRECT, Act.REMOVE)
    return Entry(
        at=row.history_date,
        verb=Act(row.act).label if by_act and row.history_type != "-" else WORDS[row.history_type],
        title=strand.title,
        name=" · ".join(filter(None, named)),
        who=str(row.history_user) if row.history_user else "",
        custodian=row.custodian,
        address=row.address or "",
        reason=row.history_change_reason or "",
        tone=TONES.get(row.act, ""),
        changes=tuple(changes),
    )


def _label(field) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _shown(strand: Strand, field, row, labels) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if strand.words and field.name in strand.words:
        words = strand.words[field.name]
        return "; ".join(words.get(one, str(one)) for one in (value if isinstance(value, list) else [value]))
    if field.is_relation:
        return labels[field.related_model].get(value, f"#{value}")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return date_vi(value) if isinstance(value, date) else str(value)
