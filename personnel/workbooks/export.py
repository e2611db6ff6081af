"""What is stored as a workbook that can be imported again: of the people of a list, the chosen sections and columns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from personnel.models import Decision, Dossier
from personnel.workbooks.filling import fill
from personnel.workbooks.gate import Gate
from personnel.workbooks.layout import CITIZEN, CODE, IDENTITY, NAME, ROW, Sheet, SheetColumn, panel_of_field
from personnel.workbooks.lists import Lists
from personnel.workbooks.row_id import row_id
from personnel.workbooks.template import LAST_ROW, template
from qlcb.dates import PartialDate
from qlcb.formats import number_vi

BATCH = 1_000
MOST_IN_SHEET = LAST_ROW - 1
MOST_ROWS = 120_000  # some fifteen seconds in a request
_PERSON = ("code", "full_name", "version", "now_unit_id", "now_leading", "subject")


@dataclass(frozen=True)
class Wanted:
    """What a person asks for. sheets: each with the columns that it shall have beside those that say whose a row is.

    names: put a row for each person into every sheet, to be filled; rows: put what is stored; reveal: restricted
    values too, where the account may see them.
    """

    sheets: Sequence[tuple[Sheet, Sequence[SheetColumn]]]
    names: bool = False
    rows: bool = False
    reveal: bool = False


@dataclass
class Exported:
    """The file, and how many rows each sheet has by its title. people: ids of those in it.

    revealed: people whose restricted values it tells; revealed_in: their ids by work group.
    """

    content: bytes = b""
    counts: dict[str, int] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)
    revealed: list[Dossier] = field(default_factory=list)
    revealed_in: dict[str, list[int]] = field(default_factory=dict)


def number_of_rows(people, wanted: Wanted) -> int:
    """How many rows the workbook would have."""
    return sum(_counts(people, wanted).values())


def _counts(people, wanted: Wanted) -> dict[str, int]:
    counts = {}
    for sheet, _ in wanted.sheets if wanted.names or wanted.rows else ():
        of_people = wanted.names or sheet.section is None
        counts[sheet.title] = people.count() if of_people else sheet.model.objects.filter(dossier__in=people).count()
    return counts


def too_long(people, wanted: Wanted) -> str:
    """Why the workbook would be too long to be made or imported again, in Vietnamese; "" when it is not."""
    counts = _counts(people, wanted)
    advice = "Hãy lọc danh sách theo đơn vị, hoặc chọn ít mục hơn."
    for title, number in counts.items():
        if number > MOST_IN_SHEET:
            return f"Trang {title} sẽ có {number_vi(number)} dòng, quá {number_vi(MOST_IN_SHEET)}. {advice}"
    if sum(counts.values()) > MOST_ROWS:
        return f"Tệp sẽ có {number_vi(sum(counts.values()))} dòng, quá {number_vi(MOST_ROWS)}. {advice}"
    return ""


def export_workbook(people, wanted: Wanted, *, account, lines: Iterable[str], today: date, mark: str = "") -> Exported:
    """Make the workbook of these people: an ordered queryset of those that the account may export.

    Restricted columns are left out unless they are asked for and may be revealed; the same right may hold for some of
    the people only, the cells of the others then stay empty. mark: who made it and when, on each printed page.
    """
    lists, out = Lists(), Exported()
    persons = list(people.only(*_PERSON)) if wanted.names or wanted.rows else []
    secrets = _Secrets(account, persons) if wanted.reveal and wanted.rows else None
    chosen = [(sheet, _columns(sheet, columns, wanted, secrets)) for sheet, columns in wanted.sheets]
    book, styles = template(chosen, lists, lines=lines, mark=mark, today=today)
    rows = {}
    for place, (sheet, columns) in enumerate(chosen, 2):  # the guide is the first sheet of the file
        if wanted.rows:
            made = _SheetRows(sheet, columns, lists, secrets).rows(persons)
        else:
            made = (_identity(person, columns) for person in persons)
        rows[place] = _counted(made, out.counts, sheet.title)
    out.content = fill(book, rows, styles, grey=IDENTITY.index(ROW)) if persons else book
    out.people = [person.pk for person in persons]
    if secrets:
        out.revealed = list(secrets.told.values())
        out.revealed_in = {group.value: sorted(ids) for group, ids in secrets.told_in.items()}
    return out


class _Secrets:
    """Of whom the account may see the restricted values of a work group. told: those whose values were given out;
    told_in: their ids by work group."""

    def __init__(self, account, persons: Sequence[Dossier]) -> None:
        self._gate, self._persons = Gate(account), persons
        self._groups: dict[str, frozenset[int]] = {}
        self.told: dict[int, Dossier] = {}
        self.told_in: dict[object, set[int]] = defaultdict(set)

    def tell(self, person: Dossier, group) -> None:
        """Note that a restricted value of the work group is given out."""
        self.told[person.pk] = person
        self.told_in[group].add(person.pk)

    def open_to(self, group) -> frozenset[int]:
        """Ids of the people."""
        if group not in self._groups:
            may = self._gate.may_reveal
            self._groups[group] = frozenset(person.pk for person in self._persons if may(group, person))
        return self._groups[group]


def _columns(
    sheet: Sheet, columns: Sequence[SheetColumn], wanted: Wanted, secrets: _Secrets | None
) -> list[SheetColumn]:
    """The columns that say whose a row is, and the chosen ones; restricted ones only where their values are shown.

    A template to be filled keeps them: what somebody types there is not disclosed by it.
    """
    shown = [sheet.by_key[key] for key in IDENTITY]
    for column in columns:
        closed = wanted.rows and column.is_sealed and not (secrets and secrets.open_to(_group(sheet, column)))
        if not closed:
            shown.append(column)
    return shown


def _group(sheet: Sheet, column: SheetColumn):
    return sheet.section.group if sheet.section else panel_of_field()[column.key].group


def _identity(person: Dossier, columns: Sequence[SheetColumn]) -> list:
    known = {CODE: person.code, NAME: person.full_name}
    return [known.get(column.key) for column in columns]


def _counted(rows: Iterable[Sequence], counts: dict[str, int], title: str) -> Iterator[Sequence]:
    counts[title] = 0
    for row in rows:
        counts[title] += 1
        yield row


class _SheetRows:
    """The stored rows of one sheet."""

    def __init__(self, sheet: Sheet, columns: list[SheetColumn], lists: Lists, secrets: _Secrets | None) -> None:
        self._sheet, self._lists, self._secrets = sheet, lists, secrets
        self._own = [column for column in columns if column.field is not None and not column.of_decision]
        self._decision = [column for column in columns if column.of_decision]
        self._order = [column.key for column in columns]
        self._words = {column.key: _written(column, lists) for column in columns if column.field is not None}
        self._open = {c.key: secrets.open_to(_group(sheet, c)) for c in self._own if c.is_sealed} if secrets else {}
        self._decisions: dict[int, dict] = {}

    def rows(self, persons: Sequence[Dossier]) -> Iterator[list]:
        """The rows of these people, in their order."""
        for start in range(0, len(persons), BATCH):
            part = persons[start : start + BATCH]
            stored = self._stored([person.pk for person in part])
            for person in part:
                for values in stored.get(person.pk, ()):
                    yield self._row(person, values)

    def _stored(self, ids: list[int]) -> dict[int, list[dict]]:
        """Id of a person → the values of each of its records, in the order of the section."""
        names = [column.field.attname for column in self._own]
        found = defaultdict(list)
        if self._sheet.section is None:
            for values in Dossier._base_manager.filter(pk__in=ids).values("pk", "version", *names):
                found[values["pk"]].append(values)
            return found
        asked = ("pk", "version", "dossier_id", "decision_id", *names)
        model = self._sheet.model
        for values in model._base_manager.filter(dossier_id__in=ids).order_by(*model._meta.ordering).values(*asked):
            found[values["dossier_id"]].append(values)
        if self._decision:
            self._read_decisions({v["decision_id"] for rows in found.values() for v in rows} - {None})
        return found

    def _read_decisions(self, ids: set[int]) -> None:
        names = [column.field.attname for column in self._decision]
        for values in Decision.objects.filter(pk__in=ids - self._decisions.keys()).values("pk", *names):
            shown = {c.key: self._words[c.key](values[c.field.attname]) for c in self._decision}
            self._decisions[values["pk"]] = shown

    def _row(self, person: Dossier, values: dict) -> list:
        told = {CODE: person.code, CITIZEN: None, NAME: person.full_name, ROW: row_id(values["pk"], values["version"])}
        for column in self._own:
            if column.is_sealed:
                if person.pk not in self._open.get(column.key, ()):
                    continue
                self._secrets.tell(person, _group(self._sheet, column))
            told[column.key] = self._words[column.key](values[column.field.attname])
        told |= self._decisions.get(values.get("decision_id"), {})
        return [told.get(key) for key in self._order]


def _written(column: SheetColumn, lists: Lists) -> Callable[[object], object]:
    """How the values of a column stand in its cells."""
    field_ = column.field
    if field_.is_relation:
        return lists.of(field_).labels.get
    if field_.choices:
        return {key: str(words) for key, words in field_.flatchoices}.get
    if isinstance(field_, models.TextField):
        return lambda value: (value or "").replace("\r\n", "\n")
    return lambda value: str(value) if isinstance(value, PartialDate) else value
