"""The grid of a draft: a line for each person, a cell for each value of their own; all saved at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from personnel.acts.cells import Column, Columns
from personnel.acts.plan import DraftPlan, own_entry
from personnel.acts.values import to_plain
from personnel.models import Draft, DraftLine
from personnel.present import field_label
from personnel.row_plan import MISSING
from personnel.services.save_lines import LineEdit
from personnel.workbooks.gate import Gate

LINES = "dong"
FILL = "dien"


@dataclass(frozen=True)
class GridCell:
    """One input. name: of the input; text: what stands in it; errors: what is wrong with it; is_wanted: a value must
    come yet; is_veiled: the account may not see what stands there, so it is masked and stays as it is."""

    column: Column
    name: str
    text: str
    errors: tuple[str, ...] = ()
    hint: str = ""
    is_veiled: bool = False
    is_wanted: bool = False


@dataclass
class GridLine:
    """One person of the page. version: of the line as it is seen here; before: what is on file, in words; errors: of
    the person as a whole; steps: how the values were worked out; caution: what to look at first."""

    line: DraftLine
    version: int
    cells: list[GridCell]
    is_in: bool
    why: str
    mode: str
    before: str = ""
    errors: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    caution: str = ""


class Grid:
    """The lines of one page, as they are stored or as they were typed.

    lines: of the page, or with `data`, what was posted, those among which it names its own; plan: what applying the
    draft would do, whose errors stand beside the cells while nothing was typed; gate: what the account may see; quiet:
    nobody has filled it in yet, so that values that are still to come are told as such and not as errors.
    """

    def __init__(
        self,
        draft: Draft,
        lines: Sequence[DraftLine],
        columns: Columns,
        *,
        gate: Gate,
        plan: DraftPlan | None = None,
        data: QueryDict | None = None,
        quiet: bool = False,
    ):
        self._gate, self._quiet = gate, quiet
        self.draft, self.columns, self._plan, self._data = draft, columns, plan, data
        known = {line.pk: line for line in lines}
        self._lines = known if data is None else {pk: known[pk] for pk in _ids(data) if pk in known}
        self._typed = self._read(data) if data is not None else {}
        self._shared_words = {
            column.name: column.words(draft.shared.get(column.name)) for column in columns if column.is_shared
        }
        self.moved: dict[int, DraftLine] = {}

    @property
    def is_valid(self) -> bool:
        return not any(errors for _, errors in self._typed.values())

    @property
    def edits(self) -> list[LineEdit]:
        """What was typed, by line."""
        return [edit for edit, _ in self._typed.values()]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Id of the cell, of whom, and what is wrong with it: for the summary on top."""
        told = []
        for pk, (_, errors) in self._typed.items():
            person = self._lines[pk].dossier
            told += [(f"o-{pk}-{name}", f"{person.full_name}, {person.code}", words) for name, words in errors.items()]
        return told

    @property
    def lines(self) -> list[GridLine]:
        return [self._line(line) for line in self._lines.values()]

    @property
    def missing_for_all(self) -> list[str]:
        """Labels of the values that nobody's line has because they are asked once for all, and were not told yet."""
        told = [name for line in self._lines.values() if self._plan is not None for name, _ in self._missing(line)]
        return [field_label(self.columns.act.field(name)) for name in dict.fromkeys(told) if self._is_for_all(name)]

    def _missing(self, line: DraftLine) -> list[tuple[str, str]]:
        return [(name, words) for name, words in self._plan.errors(line) if words == MISSING]

    def _is_for_all(self, name: str) -> bool:
        """Whether a value is asked once for all people and has no cell."""
        return name in self.columns.act.shared and name not in self.columns.act.own

    def _read(self, data: QueryDict) -> dict[int, tuple[LineEdit, dict[str, str]]]:
        """Id of a line of the page → what it is to say, and what could not be read."""
        typed = {}
        fill = {column.name: data.get(f"{FILL}-{column.name}", "").strip() for column in self.columns}
        for pk in self._lines:
            texts = {column.name: data.get(f"{pk}-{column.name}", "") for column in self.columns}
            texts = {name: text if text.strip() else fill[name] for name, text in texts.items()}
            veiled = self._veiled(self._lines[pk])
            values, errors = self.columns.read(
                texts | dict.fromkeys(veiled, ""), self.draft.shared, self._lines[pk].dossier
            )
            values |= {name: raw for name, raw in self._lines[pk].values.items() if name in veiled}
            version = data.get(f"{pk}-v", "")
            edit = LineEdit(
                pk=pk,
                version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
                is_in=f"{pk}-in" in data,
                why=" ".join(data.get(f"{pk}-why", "").split()),
                values=values,
                mode=self._mode(data.get(f"{pk}-mode", ""), self._lines[pk]),
            )
            typed[pk] = edit, errors
        return typed

    def _veiled(self, line: DraftLine) -> frozenset[str]:
        """Names of the restricted columns that the account may not see of this person."""
        sealed, group = self.columns.act.sealed, self.columns.act.section.group
        return sealed if sealed and not self._gate.may_reveal(group, line.dossier) else frozenset()

    @property
    def shows_sealed(self) -> bool:
        """Whether the restricted values of anybody stand open."""
        sealed = self.columns.act.sealed
        return bool(sealed) and any(not self._veiled(line) for line in self._lines.values())

    def _mode(self, text: str, line: DraftLine) -> str:
        """Only lines that take something back may be said to do so in another way."""
        return text if line.takes_back and text in (DraftLine.Mode.RECALL, DraftLine.Mode.REPLACE) else line.mode

    def _line(self, line: DraftLine) -> GridLine:
        edit, unread = self._typed.get(line.pk, (None, {}))
        told = self._plan.errors(line) if self._plan is not None and edit is None else []
        texts = self.columns.words(line.values if edit is None else edit.values)
        cells = [self._cell(line, column, texts[column.name], unread, told) for column in self.columns]
        known = {column.name for column in self.columns}
        left = [(name, words) for name, words in told if name not in known]
        errors = [self._named(name, words) for name, words in left if words != MISSING or not self._is_for_all(name)]
        if line.pk in self.moved:
            errors.append("Người khác vừa sửa dòng này; giá trị mới của họ ghi dưới mỗi ô. Lưu lần nữa để ghi đè.")
        kept = edit or line
        before = self._plan.before(line) if self._plan is not None else ""
        version = self.moved[line.pk].version if line.pk in self.moved else line.version
        steps = self._plan.steps(line) if self._plan is not None else line.steps
        caution = self._plan.caution(line) if self._plan is not None else ""
        return GridLine(line, version, cells, kept.is_in, kept.why, kept.mode, before, errors, steps, caution)

    def _cell(self, line: DraftLine, column: Column, text: str, unread: dict, told: list) -> GridCell:
        name = f"{line.pk}-{column.name}"
        if column.name in self._veiled(line):
            return GridCell(column, name, column.field.mask(text), is_veiled=True)
        if column.name in unread:
            return GridCell(column, name, self._data.get(name, "") or self._fill(column), (unread[column.name],))
        hint = self._shared_hint(line, column) or self._settled(line, column, text)
        if line.pk in self.moved:
            theirs = column.words(self.moved[line.pk].values.get(column.name))
            hint = f"Đang lưu: {theirs or '(trống)'}" if theirs != text else hint
        errors = [words for field_name, words in told if field_name == column.name]
        is_wanted = self._quiet and MISSING in errors
        if is_wanted:
            errors.remove(MISSING)
        return GridCell(column, name, text, tuple(errors), hint, is_wanted=is_wanted)

    def _named(self, name: str, words: str) -> str:
        """What is wrong with a value that has no cell here, with its name and where it is entered."""
        act = self.columns.act
        if name not in act.section.fields:
            return words
        place = " Điền ở bước “Quyết định”." if name in act.shared else ""
        return f"{field_label(act.field(name))}: {words}{place}"

    def _shared_hint(self, line: DraftLine, column: Column) -> str:
        """What the person gets when the cell stays empty; of a list that differs by person, their own entry."""
        words, chosen = self._shared_words.get(column.name, ""), self.draft.shared.get(column.name)
        act = self.columns.act
        if not words or column.name != act.divided[0]:
            return words
        day = self.draft.effective_on or self.columns.today
        own = own_entry(act, self.columns.lists.of(act.field(column.name)), int(chosen), line.dossier, day)
        return column.words(own) if own else f"{words}: không có trong danh mục dành cho người này"

    def _settled(self, line: DraftLine, column: Column, text: str) -> str:
        """What an empty cell would come to: the day of the decision, the term by law."""
        row = self._plan.rows.get(line.pk) if self._plan is not None and not text else None
        value = getattr(row.record, column.field.attname) if row is not None else None
        return f"để trống: {column.words(to_plain(value))}" if column.style == "day" and value else ""

    def _fill(self, column: Column) -> str:
        return self._data.get(f"{FILL}-{column.name}", "")

    def show_moved(self, moved: Sequence[DraftLine]) -> None:
        """Say which lines somebody else changed meanwhile; sending again decides for what was typed."""
        self.moved = {line.pk: line for line in moved}


def _ids(data: QueryDict) -> list[int]:
    """The lines of the page that was posted, each once."""
    texts = dict.fromkeys(data.getlist(LINES))
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]
