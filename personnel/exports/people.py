"""The list of dossiers as a workbook: exactly what the list shows, all pages (TCHQ-8.3)."""

from collections.abc import Iterator

from django.http import QueryDict

from accounts.permissions import EXPORT
from personnel.asof import units_then
from personnel.exports.grid import Keeper
from personnel.exports.kinds import Asked, Kind, Made, head_lines, mark_of, offer
from personnel.exports.run import Run, code_of
from personnel.forms.filters import DossierFilter
from personnel.models import Dossier, Export
from qlcb.formats import date_vi
from qlcb.xlsx import list_workbook

ROWS_AT_ONCE = 5_000
COLUMNS = (
    ("Số hiệu", 12),
    ("Họ và tên", 28),
    ("Ngày sinh", 12),
    ("Giới tính", 9),
    ("Đơn vị", 38),
    ("Đơn vị cấp trên", 32),
    ("Công tác tại (hồ sơ ở lại đơn vị trên)", 38),
    ("Chức vụ", 20),
    ("Mã ngạch", 10),
    ("Tên ngạch", 28),
    ("Bậc", 6),
    ("Hệ số", 8),
    ("Ngày hưởng", 12),
    ("Nâng bậc kế tiếp", 12),
    ("Trình độ", 14),
    ("Nghỉ hưu", 12),
    ("Tình trạng", 16),
)


class PeopleList(Kind):
    slug, back, title = "danh-sach", "personnel:list", "Danh sách hồ sơ"

    def ask(self, account, parameters, today):
        form = _filter(account, parameters)
        if not form.is_valid() and "don_vi" not in form.errors:
            return None
        rows = form.rows(today).count()
        return Asked(
            self.title, "; ".join(form.chosen()), rows, parameters["query"], f"danh-sach-ho-so-{today:%Y%m%d}.xlsx",
            is_long=rows > ROWS_AT_ONCE,
        )  # fmt: skip

    def make(self, export: Export, today, *, in_job):
        form, run = _filter(export.account, export.parameters), Run(export, in_job=in_job)
        rows = form.rows(today)
        ids = list(rows.order_by(*form.keys).values_list("pk", flat=True))
        then = form.day_of(today)
        beside = [((form.due.label, 14), lambda person, unit: person.due_on)] if form.due else []
        if then:
            beside.append(((f"Đơn vị ngày {date_vi(then)}", 38), lambda person, unit: unit and unit.name))

        def lines(part: list[int]) -> Iterator[tuple]:
            found = rows.for_list().in_bulk(part)
            people = [found[pk] for pk in part if pk in found]
            for person, unit in zip(people, units_then(people, then), strict=True):
                yield person.code, (*_row(person), *(told(person, unit) for _, told in beside))

        columns = [*COLUMNS, *(name for name, _ in beside)]
        keeper = Keeper([label for label, _ in columns[1:]], is_list=True)
        content = list_workbook(
            title=self.title,
            lines=head_lines(export, len(ids)),
            columns=columns,
            rows=keeper.people(run.lines(ids, lines, code_of(Dossier.objects))),
            mark=mark_of(export),
            faults=run.faults,
        )
        return Made(content, run.made, ids, cells=keeper.content(), errors=len(run.faults))


def _filter(account, parameters: dict) -> DossierFilter:
    return DossierFilter(QueryDict(parameters["query"]), account=account, right=EXPORT)


def _row(person: Dossier) -> tuple:
    unit, rank, born = person.now_unit, person.now_rank, person.birth_date
    return (
        person.code,
        person.full_name,
        born.first_day if born.precision == "day" else str(born),
        person.get_sex_display(),
        unit.name if unit else None,
        unit.parent.name if unit and unit.parent else None,
        person.now_employer.name if person.now_employer else None,
        person.now_position.name if person.now_position else None,
        rank.code if rank else None,
        rank.name if rank else None,
        person.now_step,
        person.now_coefficient,
        person.now_salary_from,
        person.now_next_raise_on,
        person.now_degree.name if person.now_degree else None,
        person.now_retires_on,
        person.status_words,
    )


PEOPLE = offer(PeopleList())
