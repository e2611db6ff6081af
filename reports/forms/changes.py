"""What changed in a dossier between two days: records that became true then, and what the history says of the person.

True time tells of postings, decisions, courses; written time alone tells of a marriage or a new address (DESIGN §2),
but what was entered from the sheet of a year belongs to that year, whenever it was written. A correction of what the
file had wrong is no change of the person and is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from itertools import pairwise

from django.db.models import prefetch_related_objects
from django.utils import timezone

from personnel.models import Relative
from personnel.present import field_label
from personnel.related import know_panels
from personnel.sections import PANELS, SECTIONS
from personnel.supplements import year_told
from qlcb.dates import PartialDate
from qlcb.history import Act
from reports.forms.facts import Facts

UNSAID = ("do-mat", "ghi-chu")  # panels about the file, not about the person


@dataclass(frozen=True)
class PanelChange:
    """One single value: slug of its panel, its label, what it was and what it is; "" for nothing."""

    panel: str
    label: str
    old: str
    new: str

    @property
    def words(self) -> str:
        return f"{self.label}: {self.old} → {self.new or '(không còn)'}" if self.old else f"{self.label}: {self.new}"


@dataclass(frozen=True)
class KinChange:
    """A relative who came to the file, or of whom something changed; `what`: in words, "" for who came."""

    row: Relative
    what: str


class Changes:
    """The changes of one dossier from `start` to `end`, both included."""

    def __init__(self, facts: Facts, start: date, end: date):
        self.facts, self.start, self.end = facts, start, end

    def within(self, value: PartialDate | date | int | None) -> bool:
        """Whether a day, or any day that a partial date may mean, lies in the period."""
        if value is None:
            return False
        value = PartialDate(value) if isinstance(value, int) else PartialDate.of(value)
        return value.first_day <= self.end and value.last_day >= self.start

    def begun(self, slug: str) -> list:
        """Records of a section of dated rows that began in the period."""
        return [row for row in self.facts.rows(slug) if self.within(row.valid_from)]

    def ended(self, slug: str) -> list:
        """Those that ended in the period and had begun before it."""
        return [row for row in self.facts.rows(slug) if self.within(row.valid_to) and not self.within(row.valid_from)]

    def lasted(self, slug: str) -> list:
        """Records with a period of their own that began or ended in this one."""
        return [row for row in self.facts.rows(slug) if self.within(row.begins_on) or self.within(row.ends_on)]

    def happened(self, slug: str, name: str) -> list:
        """Records whose day, in the field `name`, lies in the period."""
        return [row for row in self.facts.rows(slug) if self.within(getattr(row, name))]

    @cached_property
    def panels(self) -> list[PanelChange]:
        """Single values that changed: from what the file first said in the period to what it said last."""
        found = []
        for panel in PANELS:
            if panel.slug in UNSAID:
                continue
            for name in panel.fields:
                steps = [(old, new) for old, new in self._steps if getattr(old, name) != getattr(new, name)]
                if steps and getattr(steps[0][0], name) != getattr(steps[-1][1], name):
                    found.append(self._panel_change(panel.slug, name, steps[0][0], steps[-1][1]))
        return found

    def _panel_change(self, panel: str, name: str, old, new) -> PanelChange:
        field = self.facts.dossier._meta.get_field(name)
        words = (self._words(know_panels(state), name) for state in (old, new))
        return PanelChange(panel, field_label(field), *words)

    @cached_property
    def _steps(self) -> list[tuple]:
        """Pairs of neighbouring states of the dossier of which the later is a change told of the period."""
        states = self.facts.dossier.history.order_by("history_date", "history_id")
        return [(old, new) for old, new in pairwise(states) if new.act == Act.CHANGE and self._tells(new)]

    @cached_property
    def kin(self) -> list[KinChange]:
        """Relatives whom the file got or of whom something changed; a file opened in the period tells of births."""
        known = {row.pk: row for row in self.facts.rows("gia-dinh")}
        is_new = not self.facts.dossier.history.filter(history_date__lt=self._first_moment).exists()
        written = Relative.history.filter(dossier_id=self.facts.dossier.pk, act=Act.CHANGE, id__in=known)
        entries = [entry for entry in written.order_by("history_date", "history_id") if self._tells(entry)]
        added = {entry.id: entry for entry in entries if entry.history_type == "+"}
        found = [
            KinChange(row, "")
            for row in known.values()
            if self.within(row.born_on) or (row.pk in added and (self._sheet_of(added[row.pk]) or not is_new))
        ]
        return found + [change for entry in entries if entry.id not in added for change in self._kin(entry, known)]

    def _kin(self, entry, known: dict[int, Relative]) -> Iterator[KinChange]:
        """What one writing changed of a relative."""
        before = entry.prev_record
        if before is None:
            return
        prefetch_related_objects([before, entry], "relation")
        words = []
        for name in SECTIONS["gia-dinh"].fields:
            if getattr(before, name) != getattr(entry, name):
                label = field_label(Relative._meta.get_field(name))
                words.append(PanelChange("", label, self._words(before, name), self._words(entry, name)).words)
        if words:
            yield KinChange(known[entry.id], "; ".join(words))

    def _words(self, state, name: str) -> str:
        """A value of a state of the history as the form writes it."""
        return self.facts.cell(state, name)

    @property
    def _first_moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.start, time.min))

    @property
    def _last_moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.end, time.max))

    def _tells(self, entry) -> bool:
        """Whether a row of the history tells of the period: by the sheet it was entered from, else by when it was."""
        year = self._sheet_of(entry)
        if year is not None:
            return self.within(PartialDate(year))
        return self._first_moment <= entry.history_date <= self._last_moment

    @staticmethod
    def _sheet_of(entry) -> int | None:
        return year_told(entry.history_change_reason)
