"""A dossier as its file was written on a day, and as it was true on a day: the two clocks (DESIGN §2)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import prefetch_related_objects
from django.utils import timezone

from orgunits.models import Unit
from orgunits.tree import Tree
from personnel.models import Dossier, Posting
from personnel.present import SectionTable, panel_pairs, section_table
from personnel.related import know_panels
from personnel.sections import PANELS, SECTIONS, Panel, Section
from qlcb import row_security


@dataclass(frozen=True)
class State:
    """Panels with label and value pairs, and sections with their tables; `exists` is False before the file began."""

    exists: bool
    panels: list[tuple[Panel, list[tuple[str, str]]]]
    sections: list[tuple[Section, SectionTable]]


def as_written_on(dossier: Dossier, day: date) -> State:
    """What the file said at the end of `day`, from the history of every record."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    entry = dossier.history.filter(history_date__lte=end).select_related("ethnic_group", "religion").first()
    if entry is None:
        return State(False, [], [])
    sections = []
    for section in SECTIONS.values():
        rows = _rows_as_written(section, dossier, end)
        sections.append((section, section_table(section, rows, day)))
    know_panels(entry)
    return State(True, [(panel, panel_pairs(panel, entry)) for panel in PANELS if not panel.right], sections)


def as_true_on(dossier: Dossier, day: date) -> State:
    """What held on `day` by today's knowledge: the dated rows of that day, and what else had happened by then. Units
    are called as they were called then.

    Panels hold single values without a time of their own, so they are left out.
    """
    sections, tree = [], Tree.on(day)
    for section in SECTIONS.values():
        rows = section.rows(dossier)
        rows = list(rows.on(day)) if section.is_dated else [r for r in rows if (section.happened(r) or day) <= day]
        if "unit" in section.related:
            for row in rows:
                _name_unit(row, tree)
        sections.append((section, section_table(section, rows, day)))
    return State(True, [], sections)


def _name_unit(row, tree: Tree) -> None:
    """Let the unit of a record be called as it was on the day of the tree, below what stood above it then."""
    node = tree.nodes.get(row.unit_id)
    if node is None:
        return
    above = tree.nodes.get(node.parent_id)
    row.unit.name, row.unit.short_name = node.name, node.short_name
    row.unit.parent = (
        Unit(pk=above.id, code=above.code, name=above.name, short_name=above.short_name) if above else None
    )


def _rows_as_written(section: Section, dossier: Dossier, end: datetime) -> list:
    """The newest state of each record by `end`, those removed by then left out, newest record first."""
    history = section.model.history.filter(dossier_id=dossier.pk, history_date__lte=end)
    newest = history.order_by("id", "-history_date", "-history_id").distinct("id")
    names = [f.attname for f in section.model.history.model.tracked_fields]
    rows = [
        section.model(**{name: getattr(entry, name) for name in names}) for entry in newest if entry.history_type != "-"
    ]
    prefetch_related_objects(rows, *[name.split("__")[0] for name in section.related])
    with row_security.opened():
        prefetch_related_objects(rows, "decision")
    if section.is_dated:
        rows.sort(key=lambda row: row.valid_from, reverse=True)
    return rows


def units_then(people, day) -> list[Unit | None]:
    """The unit of each of the people on `day`, in their order, in one query; None for all of them without a day."""
    if day is None:
        return [None] * len(people)
    postings = Posting.objects.on(day).filter(dossier__in=people).select_related("unit__parent")
    units = {posting.dossier_id: posting.unit for posting in postings}
    return [units.get(person.pk) for person in people]
