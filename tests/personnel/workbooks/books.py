"""Workbooks for tests: exported from the database, changed by hand, sent back."""

from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from personnel.models import Dossier
from personnel.services.import_workbook import examine_workbook, import_workbook
from personnel.workbooks.export import Exported, Wanted, export_workbook
from personnel.workbooks.layout import CODE, sheets
from personnel.workbooks.reading import read_file


class Book:
    """A workbook in the hands of a clerk. `path`: where it is saved on each reading."""

    def __init__(self, book: Workbook, path: Path) -> None:
        self.book, self.path = book, path

    def sheet(self, slug: str) -> Worksheet:
        return self.book[sheets()[slug].title]

    def column(self, slug: str, key: str) -> int:
        """The number of a column in the sheet, by the key of the layout."""
        header = sheets()[slug].by_key[key].header
        return next(cell.column for cell in self.sheet(slug)[1] if cell.value == header)

    def set(self, slug: str, row: int, **values) -> None:
        """Write cells of a row, by key; who_code and the like say whose it is."""
        for key, value in values.items():
            self.sheet(slug).cell(row, self.column(slug, key)).value = value

    def get(self, slug: str, row: int, key: str):
        return self.sheet(slug).cell(row, self.column(slug, key)).value

    def add(self, slug: str, dossier, **values) -> int:
        """Add a row below the last for the person; returns its number."""
        row = self.sheet(slug).max_row + 1
        self.set(slug, row, **{CODE: dossier.code}, **values)
        return row

    def ref(self, slug: str, row: int, key: str) -> str:
        """The address of a cell."""
        return self.sheet(slug).cell(row, self.column(slug, key)).coordinate

    def read(self):
        """The file as the import reads it, in the child process."""
        self.book.save(self.path)
        return read_file(self.path)

    def examine(self, account, today):
        return examine_workbook(account=account, file=self.read(), today=today)

    def write(self, account, today, *, reason="Nhập thử theo mục", confirmed=None):
        return import_workbook(account=account, reason=reason, file=self.read(), today=today, confirmed=confirmed)


def export(account, today, *, slugs=None, people=None, names=False, rows=True, reveal=True) -> Exported:
    """What the program makes of the chosen sheets, all of them unless told."""
    chosen = [sheets()[slug] for slug in slugs or sheets()]
    wanted = Wanted([(sheet, sheet.facts) for sheet in chosen], names=names, rows=rows, reveal=reveal)
    people = Dossier.objects.order_by("pk") if people is None else people
    return export_workbook(people, wanted, account=account, lines=["Kết xuất để thử."], today=today)


def opened(exported: Exported) -> Workbook:
    return load_workbook(BytesIO(exported.content))


def findings(examination) -> dict[tuple[str, str], str]:
    """(sheet, cell) → the reasons for which it is refused."""
    told: dict[tuple[str, str], str] = {}
    for sheet, cell, message, *_ in examination.to_json()["refused"]:
        told[sheet, cell] = f"{told.get((sheet, cell), '')} {message}".strip()
    return told


def all_errors(examination) -> list[str]:
    return [message for line in examination.plan.lines for _, message in line.errors]
