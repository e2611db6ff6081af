"""Lists as workbooks: one kind of export for each."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import QueryDict

from accounts.permissions import EXPORT
from personnel.exports.grid import Keeper
from personnel.exports.kinds import Asked, Made, OfATime, head_lines, mark_of, offer
from personnel.exports.run import Run, code_of
from personnel.models import Dossier, Export
from qlcb.xlsx import list_workbook
from reports.lists import PERIOD_LISTS
from reports.lists.base import Line, ListForm, PeriodList

PREFIX = "ds-"
ROWS_AT_ONCE = 5_000
PERSON = (("Số hiệu", 12), ("Họ và tên", 28), ("Đơn vị", 38), ("Đơn vị cấp trên", 32))


class PeriodListFile(OfATime):
    back = "reports:list"

    def __init__(self, listing: PeriodList):
        self.listing, self.slug = listing, f"{PREFIX}{listing.slug}"

    def ask(self, account, parameters, today):
        form = _form(account, parameters, today)
        if not form.check():
            return None
        number, title = self.listing.rows(form).count(), f"Danh sách {self.listing.title}"
        return Asked(
            title, form.words(), number, urlencode(form.query), f"{self.listing.slug}-{form.last:%Y%m%d}.xlsx",
            is_long=number > ROWS_AT_ONCE,
        )  # fmt: skip

    def of_period(self, parameters, period):
        return super().of_period(parameters, period.following if self.listing.looks_ahead else period)

    def make(self, export: Export, today, *, in_job):
        form = _form(export.account, export.parameters, today)
        form.check()
        rows, run = self.listing.rows(form), Run(export, in_job=in_job)
        about = "" if rows.model is Dossier else "dossier__"
        keys = list(rows.order_by(*self.listing.keys).values_list("pk", f"{about}pk"))

        def lines(part: list[int]) -> Iterator[tuple]:
            found = rows.in_bulk(part)
            for line in self.listing.lines(found[pk] for pk in part if pk in found):
                yield line.key, _row(line)

        columns = (*PERSON, *self.listing.columns)
        keeper = Keeper([label for label, _ in columns[1:]], is_list=True)
        made = run.lines([pk for pk, _ in keys], lines, code_of(rows.model.objects, f"{about}code"))
        content = list_workbook(
            title=self.listing.title,
            lines=[*head_lines(export, len(keys)), *filter(None, [self.listing.notes()])],
            columns=columns,
            rows=keeper.people(made),
            mark=mark_of(export),
            faults=run.faults,
        )
        named = sorted({pk for _, pk in keys})
        return Made(content, run.made, named, cells=keeper.content(), errors=len(run.faults))


def _form(account, parameters: dict, today) -> ListForm:
    return ListForm(QueryDict(parameters["query"]), account=account, today=today, right=EXPORT)


def _row(line: Line) -> tuple:
    """The line as a workbook has it."""
    unit = line.person.now_unit
    above = unit.parent.name if unit and unit.parent else None
    return (line.person.code, line.person.full_name, unit.name if unit else None, above, *line.cells)


for _listing in PERIOD_LISTS.values():
    offer(PeriodListFile(_listing))
