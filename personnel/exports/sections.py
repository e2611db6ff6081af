"""Chosen sections of the people of the list as a workbook that can be imported again (TCHQ-8.3)."""

from django.http import QueryDict

from accounts.models import AccessEvent
from accounts.permissions import EXPORT, WorkGroup
from personnel.exports.kinds import Asked, ExportFailed, Kind, Made, inside, mark_of, offer
from personnel.forms.filters import DossierFilter
from personnel.forms.workbooks import ExportForm
from personnel.models import Export
from personnel.workbooks.export import export_workbook, number_of_rows, too_long
from personnel.workbooks.gate import Gate

ROWS_AT_ONCE = 20_000


class Sections(Kind):
    """parameters: beside "query", "form": what `ExportForm` is bound to, lists by names of fields."""

    slug, back, title = "cac-muc", "personnel:workbook_export", "Các mục của hồ sơ"

    def ask(self, account, parameters, today):
        people, form = _asked(account, parameters)
        if not form.is_valid() or (not people.is_valid() and "don_vi" not in people.errors):
            return None
        chosen, wanted = people.rows(today), form.wanted()
        return Asked(
            self.title, _words(people, wanted), rows := number_of_rows(chosen, wanted), parameters["query"],
            f"cac-muc-ho-so-{today:%Y%m%d}.xlsx", problem=too_long(chosen, wanted), is_long=rows > ROWS_AT_ONCE,
            is_blank=not (wanted.names or wanted.rows),
        )  # fmt: skip

    def make(self, export: Export, today, *, in_job):
        account, (people, form) = export.account, _asked(export.account, export.parameters)
        if not form.is_valid():
            raise ExportFailed("Các mục, các cột đã chọn không còn như lúc kết xuất. Xin chọn lại.")
        wanted, rows = form.wanted(), people.rows(today).order_by(*people.keys)
        of_people = wanted.names or wanted.rows
        conditions = [f"Điều kiện: {export.words}."] if of_people else []
        lines = [f"{mark_of(export)}. Lý do kết xuất: {export.reason}", *conditions]
        exported = export_workbook(rows, wanted, account=account, lines=lines, mark=mark_of(export), today=today)
        sealed = ", ".join(sheet.title for sheet, columns in wanted.sheets if any(c.is_sealed for c in columns))
        AccessEvent.log_many(
            AccessEvent.Kind.UNMASK,
            account,
            [(person.code, person.now_unit_id) for person in exported.revealed],
            detail=f"Kết xuất các mục của hồ sơ: {sealed}",
        )
        counts = exported.counts
        told = ", ".join(f"{sheet.title} {counts.get(sheet.title, 0)} dòng" for sheet, _ in wanted.sheets)
        return Made(
            exported.content,
            sum(counts.values()),
            exported.people,
            {"revealed": exported.revealed_in},
            told + ("; kèm thông tin hạn chế" if exported.revealed else ""),
        )

    def refusal(self, export: Export, account):
        return super().refusal(export, account) or self._closed(export, account)

    @staticmethod
    def _closed(export: Export, account) -> str:
        """Whether restricted values in the file are closed to the account by now."""
        gate, revealed = Gate(account), export.facts.get("revealed", {})
        people = {person.pk: person for person in inside(export)} if revealed else {}
        closed = {
            pk for group, ids in revealed.items() for pk in ids if not gate.may_reveal(WorkGroup(group), people[pk])
        }
        if not closed:
            return ""
        return f"Tệp có thông tin hạn chế của {len(closed)} người mà tài khoản không còn quyền xem."


def _asked(account, parameters: dict) -> tuple[DossierFilter, ExportForm]:
    given = QueryDict(mutable=True)
    for name, values in parameters.get("form", {}).items():
        given.setlist(name, values)
    return DossierFilter(QueryDict(parameters["query"]), account=account, right=EXPORT), ExportForm(given)


def _words(people: DossierFilter, wanted) -> str:
    titles = ", ".join(sheet.title for sheet, _ in wanted.sheets)
    whom = "; ".join(people.chosen()) if wanted.names or wanted.rows else "Tệp mẫu trống"
    return f"{whom}; mục: {titles}"


SECTIONS_FILE = offer(Sections())
