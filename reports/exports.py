"""Reports as files: one kind of export for each report (TCHQ-8.3); numbers name nobody, lists do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from accounts.permissions import EXPORT, REPORT, RIGHTS
from personnel.exports.grid import Keeper
from personnel.exports.kinds import Asked, ExportFailed, Kind, Made, mark_of, offer, with_query
from personnel.exports.run import Run
from personnel.models import Export
from qlcb.formats import date_vi, number_vi
from reports.definitions import REPORTS
from reports.definitions.base import AsOfForm, Report
from reports.definitions.listing import Listing
from reports.scope import Scope
from reports.table import Lines, Row, Table
from reports.writers.docx import table_docx
from reports.writers.pdf import SECONDS_IN_A_JOB, SECONDS_IN_A_REQUEST, PdfError, table_pdf
from reports.writers.xlsx import table_workbook

PREFIX = "bao-cao-"
FORMAT_NAMES = {"xlsx": "Excel", "pdf": "PDF", "docx": "Word"}
FORMATS = tuple(FORMAT_NAMES)
CELLS_AT_ONCE = 4000
COUNTING, WRITING = "Đang tính số liệu.", "Đã có số liệu, đang dàn trang và ghi tệp."
SHEET_CELLS_AT_ONCE, EDITED_CELLS_AT_ONCE = 80_000, 20_000
PRINTED_CELLS = 400_000  # about 750 pages: what the worker sets in three quarters of its time on a busy machine
MOST_EDITED = 5_000  # nobody edits more lines, and Word holds them all at once, as its writer does


class ReportFile(Kind):
    """parameters: beside "query", "format"; facts: "units" by code and the "day" of the report."""

    right, back = REPORT, "reports:report"

    def __init__(self, report: Report):
        self.report, self.slug = report, f"{PREFIX}{report.slug}"

    def ask(self, account, parameters, today):
        params, file_format = self._params(account, parameters, today), parameters["format"]
        if not params.is_valid():
            return None
        table, slug = self.report.table(params), self.report.slug
        return Asked(
            f"Báo cáo {slug.upper()} ({file_format})", params.words(), len(table.rows), urlencode(params.query()),
            f"{slug}-{params.day_asked:%Y%m%d}.{file_format}",
            problem=self.report.absence(params) or too_long(file_format, table),
            is_long=takes_long(file_format, table),
        )  # fmt: skip

    def recurs(self, parameters):
        return True

    def of_period(self, parameters, period):
        return with_query(parameters, ngay=date_vi(period.last))

    def make(self, export: Export, today, *, in_job):
        params = self._params(export.account, export.parameters, today)
        if not params.is_valid():
            raise ExportFailed("Đơn vị hoặc ngày của báo cáo không còn hợp lệ.")
        run = Run(export, in_job=in_job)
        run.phase(COUNTING)
        table, dossiers = self._table(params, run)
        facts = {"units": [node.code for node in params.roots], "day": params.day_asked.isoformat()}
        keeper = _keeper(table)
        run.phase(WRITING)
        content = table_file(
            _kept(table, keeper), export.parameters["format"], sheet_name=self.report.slug.upper(),
            mark=mark_of(export), in_job=in_job,
        )  # fmt: skip
        errors = len(table.faults)
        return Made(content, len(table.rows) - errors, dossiers, facts, cells=keeper.content(), errors=errors)

    def _table(self, params: AsOfForm, run: Run) -> tuple[Table, list[int]]:
        """The table, and the ids of the dossiers that it names."""
        return self.report.table(params), []

    def refusal(self, export: Export, account):
        """All its units must be within the account's scope still."""
        if not account.access.holds(REPORT):
            return f"Tài khoản không còn quyền: {RIGHTS[REPORT].sentence}."
        scope = Scope(account, date.fromisoformat(export.facts["day"]))
        nodes = [scope.find(code) for code in export.facts["units"]]
        if all(node and all(account.access.may(right, node.id) for right in self.report.reads) for node in nodes):
            return ""
        return "Báo cáo có số liệu của đơn vị không còn thuộc phạm vi của tài khoản."

    def _params(self, account, parameters: dict, today) -> AsOfForm:
        return self.report.parameters(QueryDict(parameters["query"]), account=account, today=today)


class ListFile(ReportFile):
    """A report that names people: it takes the right to export them, and each is asked for again at download."""

    right = EXPORT

    def ask(self, account, parameters, today):
        account.access.require(REPORT)
        return super().ask(account, parameters, today)

    def refusal(self, export: Export, account):
        return super().refusal(export, account) or Kind.refusal(self, export, account)

    def _table(self, params, run):
        return self.report.named_table(params, run)


def _compared(table: Table) -> list[int]:
    """Places of the columns that are compared: all but the numbers of the lines."""
    return [place for place, column in enumerate(table.columns) if column.kind != "index"]


def _keeper(table: Table) -> Keeper:
    names = table.column_names
    return Keeper([names[place] for place in _compared(table)], is_list=table.is_list)


def _kept(table: Table, keeper: Keeper) -> Table:
    """The table with its rows kept as they are written; of a list the people alone, whose units follow from them."""
    compared = _compared(table)
    name = next(place for place, column in enumerate(table.columns) if column.kind == "name")

    def rows() -> Iterator[Row]:
        for row in table.rows:
            told = str(row.cells[name].value)
            if row.key or not table.is_list:
                called = f"{told} · {row.key}" if table.is_list else told
                keeper.add(row.key or told, called, [row.cells[place].value for place in compared])
            yield row

    return replace(table, rows=Lines(rows, len(table.rows)))


def table_file(table: Table, file_format: str, *, sheet_name: str, mark: str, in_job: bool) -> bytes:
    """The file of a table in one of FORMATS. Raises ExportFailed where the pages take too long to lay out."""
    if file_format == "xlsx":
        return table_workbook(table, sheet_name=sheet_name, mark=mark)
    if file_format == "docx":
        return table_docx(table, mark=mark)
    try:
        return table_pdf(table, mark=mark, seconds=SECONDS_IN_A_JOB if in_job else SECONDS_IN_A_REQUEST)
    except PdfError as error:
        raise ExportFailed(str(error)) from error


def takes_long(file_format: str, table: Table) -> bool:
    """Whether the worker should make the file: pages are laid out far slower than cells are written."""
    at_once = {"pdf": CELLS_AT_ONCE, "docx": EDITED_CELLS_AT_ONCE}.get(file_format, SHEET_CELLS_AT_ONCE)
    return len(table.rows) * len(table.columns) > at_once


def too_long(file_format: str, table: Table) -> str:
    """Why a table cannot be had in the format, and what to do instead, in Vietnamese; "" where it can."""
    most = {"pdf": PRINTED_CELLS // len(table.columns), "docx": MOST_EDITED}.get(file_format)
    if most is None or len(table.rows) <= most:
        return ""
    name = FORMAT_NAMES[file_format]
    return (
        f"Bảng có {number_vi(len(table.rows))} dòng; tệp {name} của bảng này chỉ lập được đến {number_vi(most)} dòng. "
        f"Hãy tải tệp Excel, hoặc chọn một đơn vị nhỏ hơn rồi lập {name}."
    )


for _report in REPORTS.values():
    offer((ListFile if isinstance(_report, Listing) else ReportFile)(_report))
