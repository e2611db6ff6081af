"""A plan as a workbook and back: the units of its day with their people, beside each what becomes of it.

What is exported is the template: whoever fills in “Việc” and “Nơi đến” and sends it back has written the whole plan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from personnel.importing.cells import text_of
from personnel.importing.limits import MEGABYTE, Limits, WorkbookRefused
from personnel.importing.workbook import RawRow, RawSheet, read_workbook
from personnel.models import Dossier, ReorganisationStep
from personnel.reorganisation.lines import Line
from personnel.reorganisation.report import Report
from qlcb.formats import date_vi
from qlcb.vietnamese import fold, squeeze
from qlcb.xlsx import HEAD_FILL, safe_cell

LIMITS = Limits(
    file_bytes=5 * MEGABYTE, unpacked_bytes=80 * MEGABYTE, sheets=8, rows=10_000, columns=40, cells=200_000,
    output_bytes=32 * MEGABYTE, cpu_seconds=30, wall_seconds=60,
)  # fmt: skip
UNITS, NEW, PEOPLE, WORDS = "Đơn vị hiện có", "Đơn vị mới", "Người chuyển riêng", "Giá trị được ghi"
MARK = "Giữ nguyên dòng này. Bản tải về: "
KNOWN_FILL = PatternFill("solid", fgColor="F4F1EA")
TITLE = Font(bold=True, size=14)
Step, Deed = ReorganisationStep, ReorganisationStep.Deed


@dataclass(frozen=True)
class Column:
    """key: field of a step or person, "" for what is told only; choices: words that may be written."""

    key: str
    label: str
    width: int
    choices: tuple[str, ...] = ()


def words(choices) -> tuple[str, ...]:
    return tuple(label for _, label in choices)


ACTS = words(choice for choice in Deed.choices if choice[0] != Deed.ESTABLISH)
UNIT_COLUMNS = (
    Column("unit", "Mã đơn vị", 12),
    Column("", "Tên đơn vị", 44),
    Column("", "Thuộc", 14),
    Column("", "Loại", 22),
    Column("", "Số người", 9),
    Column("", "Tài khoản", 9),
    Column("deed", "Việc", 18, ACTS),
    Column("targets", "Nơi đến (mã)", 18),
    Column("name", "Tên mới", 40),
    Column("short_name", "Tên viết tắt mới", 20),
    Column("kind", "Loại mới", 24),
    Column("people_to", "Người chuyển đến (mã)", 16),
    Column("posts", "Chức vụ lãnh đạo", 22, words(Step.Posts.choices)),
    Column("accounts", "Tài khoản đi đâu", 24, words(Step.Accounts.choices)),
    Column("grants", "Quyền trên đơn vị", 20, words(Step.Grants.choices)),
    Column("note", "Ghi chú", 40),
)
NEW_COLUMNS = (
    Column("code", "Mã đơn vị mới", 14),
    Column("name", "Tên đơn vị", 44),
    Column("short_name", "Tên viết tắt", 20),
    Column("kind", "Loại đơn vị", 26),
    Column("parent", "Thuộc (mã)", 14),
    Column("identifier", "Mã định danh", 16),
    Column("customs_prefix", "Mã hải quan", 10),
    Column("order", "Thứ tự", 9),
    Column("note", "Ghi chú", 40),
)
PEOPLE_COLUMNS = (
    Column("person", "Số hiệu", 14),
    Column("", "Họ và tên", 30),
    Column("to", "Nơi đến (mã)", 14),
    Column("keeps_post", "Giữ chức vụ", 14, ("Có",)),
    Column("note", "Ghi chú", 40),
)
SHEETS = {UNITS: UNIT_COLUMNS, NEW: NEW_COLUMNS, PEOPLE: PEOPLE_COLUMNS}


def plan_workbook(report: Report, account, accounts: dict[int, int]) -> bytes:
    """The plan as it stands. accounts: unit id → number of accounts. People only whose dossiers the account may open.

    Three queries: the names of single people, and which steps these are.
    """
    plan, book = report.plan, Workbook()
    book.remove(book.active)
    about = (
        f"Phương án theo {plan.reorganisation.number}, có hiệu lực từ {date_vi(plan.day)}. Để trống “Việc” là giữ "
        "nguyên; nơi đến ghi bằng mã, nhiều mã cách nhau bằng dấu cách, mã đầu là đơn vị kế thừa chính."
    )
    kinds = [kind.name for kind in plan.kinds.values()]
    _sheet(book, UNITS, about, _unit_rows(report, accounts), known=6, kinds=kinds)
    book[UNITS]["A3"] = f"{MARK}{plan.reorganisation.parts_mark()}"
    book[UNITS]["A3"].font = Font(color="999999", size=9)
    _sheet(book, NEW, "Mã không trùng đơn vị nào đã có, kể cả đơn vị cũ.", _new_rows(report), kinds=kinds)
    _sheet(book, PEOPLE, "Chỉ ghi người không đi theo nơi đến chung của đơn vị.", _people_rows(report, account))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _unit_rows(report: Report, accounts: dict[int, int]) -> Iterator[list]:
    plan = report.plan
    for root in plan.before.roots:
        for node in root.walk():
            if not plan.inside(node.code):
                continue
            above, step = plan.before.nodes.get(node.parent_id), plan.step_of.get(node.id)
            indent = "    " * node.depth
            yield [
                node.code, f"{indent}{node.name}", above.code if above else None, node.kind,
                report.heads_before.get(node.id) or None, accounts.get(node.id),
                *(_of_step(step) if step else ()),
            ]  # fmt: skip


def _of_step(step: Step) -> tuple:
    ends = step.deed in Step.ENDING
    return (
        step.get_deed_display(), step.parent if step.deed == Deed.MOVE else step.targets, step.name, step.short_name,
        step.kind.name if step.kind else None, step.people_to,
        *((step.get_posts_display(), step.get_accounts_display(), step.get_grants_display()) if ends else ("",) * 3),
        step.note,
    )  # fmt: skip


def _new_rows(report: Report) -> Iterator[list]:
    for step in report.plan.steps:
        if step.deed == Deed.ESTABLISH:
            yield [
                step.code, step.name, step.short_name, step.kind.name if step.kind else None, step.parent,
                step.identifier, step.customs_prefix, step.order, step.note,
            ]  # fmt: skip


def _people_rows(report: Report, account) -> Iterator[list]:
    own = report.plan.people
    people = Dossier.objects.visible_to(account).filter(pk__in=list(own)).order_by("sort_key", "pk")
    for person in people.only("code", "full_name"):
        row = own[person.pk]
        yield [person.code, person.full_name, row.to, "Có" if row.keeps_post else None, row.note]


def _sheet(book: Workbook, title: str, about: str, rows, *, known: int = 0, kinds: Sequence[str] = ()) -> None:
    """known: how many columns at the left are told only, and grey."""
    columns, sheet = SHEETS[title], book.create_sheet(title)
    sheet.append([safe_cell(sheet, title)])
    sheet["A1"].font = TITLE
    sheet.append([safe_cell(sheet, about)])
    sheet.append([])
    sheet.append([safe_cell(sheet, column.label) for column in columns])
    for cell in sheet[4]:
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for row in rows:
        sheet.append([safe_cell(sheet, value) if value != "" else None for value in row])
        for cell in sheet[sheet.max_row][:known]:
            cell.fill = KNOWN_FILL
    last = max(sheet.max_row, 4) + 200
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        choices = tuple(kinds) if column.key == "kind" else column.choices
        if choices:
            _offer(book, sheet, f"{letter}5:{letter}{last}", column.label, choices)
    sheet.freeze_panes = f"{get_column_letter(min(known, 2) + 1)}5"


def _offer(book: Workbook, sheet, cells: str, label: str, choices: Sequence[str]) -> None:
    """A drop-down of these words, kept on a sheet of their own: Excel takes no commas and few letters in place."""
    if WORDS not in book.sheetnames:
        book.create_sheet(WORDS).sheet_state = "hidden"
    kept = book[WORDS]
    heads = [cell.value for cell in kept[1]] if kept.max_row > 1 or kept["A1"].value else []
    if label not in heads:
        heads.append(label)
        for number, text in enumerate((label, *choices), 1):
            kept.cell(number, len(heads), text)
    letter = get_column_letter(heads.index(label) + 1)
    offer = DataValidation("list", formula1=f"'{WORDS}'!${letter}$2:${letter}${len(choices) + 1}", allow_blank=True)
    sheet.add_data_validation(offer)
    offer.add(cells)


@dataclass(frozen=True)
class Filled:
    """What a workbook says. mark: `parts_mark` of the plan when it was downloaded, "" for a file that does not tell."""

    steps: list[Line]
    people: list[Line]
    mark: str


def read_plan(file) -> Filled:
    """The rows of an uploaded workbook as lines of steps and of single people. Raises WorkbookRefused for another
    file, or one without the sheet of units."""
    with NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        sheets = {squeeze(sheet.title): sheet for sheet in read_workbook(Path(kept.name), limits=LIMITS)}
    if UNITS not in sheets:
        raise WorkbookRefused(f"Tệp không có trang “{UNITS}”; hãy dùng tệp tải về từ phương án này.", "no_units")
    steps = _lines(sheets[UNITS])
    if NEW in sheets:
        founded = _lines(sheets[NEW])
        steps += [Line(line.values | {"deed": Deed.ESTABLISH}, line.where) for line in founded if line.values]
    return Filled(steps, _lines(sheets[PEOPLE]) if PEOPLE in sheets else [], _mark(sheets[UNITS]))


def _mark(sheet: RawSheet) -> str:
    texts = [text_of(cell) for row in sheet.rows[:3] for cell in row.cells.values()]
    return next((text.removeprefix(MARK).strip() for text in texts if text.startswith(MARK)), "")


def _lines(sheet: RawSheet) -> list[Line]:
    """The rows under the head; columns are known by their labels, so they may stand in any order."""
    labels = {fold(column.label): column.key for column in SHEETS[squeeze(sheet.title)] if column.key}
    for head in sheet.rows[:20]:
        columns = {number: labels.get(fold(squeeze(text_of(cell)))) for number, cell in head.cells.items()}
        columns = {number: key for number, key in columns.items() if key}
        if len(columns) > 1:
            rows = [row for row in sheet.rows if row.number > head.number]
            return [line for row in rows if (line := _line(sheet, row, columns)).values]
    raise WorkbookRefused(f"Trang “{sheet.title}” không có dòng tiêu đề của tệp mẫu.", "no_header")


def _line(sheet: RawSheet, row: RawRow, columns: dict[int, str]) -> Line:
    values = {}
    for number, key in columns.items():
        cell = row.cell(number)
        text = f"={cell.value or ''}" if cell.kind in ("error", "formula") else squeeze(text_of(cell))
        if text:
            values[key] = text
    at = {key: row.cell(number).ref for number, key in columns.items()}
    return Line(values, lambda name: f"{sheet.title}, ô {at.get(name) or at.get('targets') or row.number}")
