"""The whole dossier at hand for a form: each section read once, restricted values counted when they are shown."""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta
from functools import cached_property

from orgunits.tree import Tree
from personnel.models import Dossier, Qualification, Study
from personnel.models.personal import place_words
from personnel.present import field_value, holds_on
from personnel.related import know_panels
from personnel.sections import SECTIONS
from qlcb import regulation
from qlcb.dates import PartialDate
from qlcb.fields import SealedField
from qlcb.formats import date_vi

LATE = date(9998, 12, 31)
DAY = timedelta(days=1)


class Facts:
    """Records of one dossier, oldest first, and their values as a form writes them.

    today: the day for which the form is set, and on which what it calls "now" holds; full: whether restricted values
    are written out (TCHQ-8.1c), else they are masked.
    """

    def __init__(self, dossier: Dossier, today: date, *, full: bool):
        self.dossier, self.today, self.full = know_panels(dossier), today, full
        self._rows: dict[str, list] = {}
        self._shown: set[tuple] = set()

    @property
    def revealed(self) -> int:
        """How many restricted values were written out so far."""
        return len(self._shown)

    def rows(self, slug: str) -> list:
        """All records of a section, oldest first; those without any day come last."""
        if slug not in self._rows:
            section = SECTIONS[slug]
            rows = sorted(section.rows(self.dossier), key=lambda row: (beginning(row, section.since), row.pk))
            self._rows[slug] = rows
        return self._rows[slug]

    def now(self, slug: str) -> list:
        """Those of a section of dated records that hold today."""
        return [row for row in self.rows(slug) if holds_on(row, self.today)]

    def value(self, name: str) -> str:
        """A single value of the dossier."""
        return self.cell(self.dossier, name)

    def cell(self, row, name: str) -> str:
        """A value of a record in Vietnamese writing; masked when restricted, unless the form is printed in full."""
        if isinstance(row._meta.get_field(name), SealedField) and self.full and getattr(row, name):
            self._shown.add((row._meta.label, row.pk, name))
        return field_value(row, name, reveal=self.full)

    def address(self, words: str, area: str) -> str:
        """An address: as written on the paper, with the place of the list."""
        return place_words(getattr(self.dossier, words), getattr(self.dossier, area))

    @cached_property
    def _tree(self) -> Tree:
        return Tree.on(self.today)

    @cached_property
    def _path(self):
        posting = next(iter(self.now("cong-tac")), None)
        return self._tree.path_to_keeper(posting.unit_id if posting else self.dossier.now_unit_id)

    @property
    def keeper(self) -> str:
        """The agency that manages the person: the department above the unit, or above the one that keeps the file."""
        posting = next(iter(self.now("cong-tac")), None)
        path = self._tree.path_to_keeper(posting.kept_by_id) if posting and posting.kept_by_id else self._path
        found = next((node.name for node in reversed(path) if node.is_department), "")
        return found or regulation.fact("service_name")

    @property
    def employer(self) -> str:
        """The unit where the person serves."""
        return self._path[-1].name if self._path else ""

    @property
    def citizen_number(self) -> tuple[str, str]:
        """Number and day of issue: of the dossier, else of the newest identity paper that is not a passport."""
        if self.dossier.citizen_id or not self.rows("giay-to-tuy-than"):
            return self.value("citizen_id"), self.value("citizen_id_issued_on")
        paper = self.rows("giay-to-tuy-than")[-1]
        return self.cell(paper, "number"), self.cell(paper, "issued_on")

    @cached_property
    def stays(self) -> list:
        """Postings, oldest first; one that only goes on under another keeper of the dossier (HG-10.1) is no new one."""
        found = []
        for row in self.rows("cong-tac"):
            if found and _goes_on(found[-1], row):
                last, found[-1] = found[-1], copy(row)
                found[-1].valid_from = last.valid_from
            else:
                found.append(row)
        return found

    @property
    def main_posts(self) -> list:
        """Main positions, oldest first."""
        return [row for row in self.rows("bo-nhiem") if row.is_main]

    @property
    def main_post(self):
        """The main position held today, or None."""
        return next((row for row in self.now("bo-nhiem") if row.is_main), None)

    @property
    def other_posts(self) -> list:
        """Positions held besides."""
        return [row for row in self.now("bo-nhiem") if not row.is_main]

    @property
    def main_work(self) -> str:
        posting = next(iter(self.now("cong-tac")), None)
        return self.dossier.main_work or (posting.work if posting else "")

    def studies(self, kind: str) -> list[Study]:
        return [study for study in self.rows("dao-tao") if study.kind == kind]

    def highest(self, kind: str) -> Study | None:
        """The highest level of a kind of studies."""
        return max(self.studies(kind), key=lambda study: study.level.order, default=None)

    @property
    def degree(self) -> str:
        """The highest professional degree in words."""
        study = self.highest(Qualification.Kind.PROFESSIONAL)
        return ", ".join(filter(None, (str(study.level), study.major_words))) if study else ""

    @property
    def health(self):
        """The newest check-up, or None."""
        return next(reversed(self.rows("suc-khoe")), None)

    def relatives(self, group: str) -> list:
        """Relatives of the person ("own") or of husband or wife ("spouse"), in the order of the list of relations."""
        found = [row for row in self.rows("gia-dinh") if (row.relation.group or "own") == group]
        return sorted(found, key=lambda row: (row.relation.order, beginning(row, "born_on")))


def beginning(row, since: str = "") -> date:
    """The first day of a record, for sorting; far in the future when it has none."""
    for name in ("valid_from", "begins_on", "ends_on", since):
        value = getattr(row, name, None) if name else None
        if value:
            return _first_day(value)
    return LATE


def _goes_on(last, row) -> bool:
    """Whether a posting is the one before it, under the same decision, in the same unit and work, without a gap."""
    alike = ("unit_id", "kind", "decision_id", "work")
    same = all(getattr(last, name) == getattr(row, name) for name in alike)
    return same and last.valid_to is not None and last.valid_to + DAY == row.valid_from.first_day


def _first_day(value) -> date:
    if isinstance(value, int):
        return date(value, 1, 1)
    return value.first_day if isinstance(value, PartialDate) else value


def month(value: PartialDate | date | None) -> str:
    """Month and year, or the year alone; full dates lose their day, as tables of the forms ask."""
    if value is None:
        return ""
    return f"{value.month:02}/{value.year}" if value.month else str(value.year)


def joined(parts: Iterable, separator: str = "; ") -> str:
    """The known ones of some texts in one."""
    return separator.join(str(part) for part in parts if part)


def of_year(words: str, year: int | None) -> str:
    """What was conferred, with its year: "Phó giáo sư (2017)"."""
    return f"{words} ({year})" if words and year else words


def days(first, last) -> str:
    """A period in words: "01/2020 – 12/2021"."""
    return joined((date_vi(first), date_vi(last)), " – ")
