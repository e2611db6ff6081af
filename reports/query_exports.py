"""Results of the free query as workbooks: exactly what the page shows, all pages, by the rights of the account."""

from collections.abc import Sequence
from datetime import date

from django.http import QueryDict

from accounts.models import AccessEvent
from accounts.permissions import EXPORT
from personnel.exports.grid import Keeper
from personnel.exports.kinds import Asked as Question
from personnel.exports.kinds import ExportFailed, Made, head_lines, mark_of, offer
from personnel.exports.run import Fault, Run, code_of
from personnel.exports.sections import Sections
from personnel.models import Dossier, Export
from personnel.workbooks.gate import Gate
from qlcb.formats import date_vi
from qlcb.xlsx import list_workbook
from reports.query.asked import Asked, asked_of
from reports.query.columns import FIRST, WIDTHS, Line
from reports.query.tree import BadQuestion

ROWS_AT_ONCE, MOST_ROWS = 2_000, 50_000
WIDE = 26
CHANGED = "Câu hỏi không còn như lúc kết xuất (đã sửa, đã xóa, hoặc quyền của tài khoản đã đổi). Xin kết xuất lại."


class QueryFile(Sections):
    """facts: "revealed" as of sections; for conditions on restricted fields all people of the file, whom it names."""

    slug, back, title = "tra-cuu", "reports:query", "Tra cứu tổng hợp"

    def ask(self, account, parameters, today):
        asked = _asked(account, parameters, today)
        if asked is None or asked.problems:
            return None
        rows = len(asked.counted()) if asked.counts else asked.rows().count()
        problem = f"Danh sách có quá {MOST_ROWS} dòng; hãy thêm điều kiện." if rows > MOST_ROWS else ""
        return Question(
            self.title, _words(asked, parameters), rows, parameters["query"], f"tra-cuu-{today:%Y%m%d}.xlsx",
            problem=problem, is_long=rows > ROWS_AT_ONCE,
        )  # fmt: skip

    def recurs(self, parameters):
        """A saved question: what is asked again and again has a name, and ends when it is taken out."""
        query = QueryDict(parameters["query"])
        return "luu" in query and "cau-hoi" not in query

    def of_period(self, parameters, period):
        return parameters | {"day": period.last.isoformat()}

    def make(self, export: Export, today, *, in_job):
        asked = _asked(export.account, export.parameters, today)
        if asked is None or asked.problems or _words(asked, export.parameters) != export.words:
            raise ExportFailed(CHANGED)
        ids = list(asked.rows().order_by("sort_key", "id").values_list("pk", flat=True))
        if asked.counts:
            return self._counts(export, asked, ids)
        return self._list(export, asked, ids, Run(export, in_job=in_job))

    def _counts(self, export: Export, asked: Asked, ids: list[int]) -> Made:
        counted = asked.counted()
        columns = [*((field.full_label, 40) for field in asked.groups), ("Số người", 12)]
        keeper = Keeper([columns[-1][0]], is_list=False)
        for one in counted:
            keeper.add("/".join(one.keys), " · ".join(one.words), [one.number])
        rows = ((*one.words, one.number) for one in counted)
        content = _workbook(self.title, export, columns, rows, len(counted))
        return Made(content, len(counted), ids, {"revealed": _of_conditions(asked, ids)}, cells=keeper.content())

    def _list(self, export: Export, asked: Asked, ids: list[int], run: Run) -> Made:
        columns = [*FIRST, *((field.full_label, WIDTHS.get(field.kind, WIDE)) for field in asked.columns)]
        revealed = _of_conditions(asked, ids)
        opened: list[tuple[str, int | None]] = []
        keeper, gate = Keeper([label for label, _ in columns[1:]], is_list=True), Gate(asked.account)

        def lines(part: list[int]) -> list[Line]:
            people = asked.for_page().in_bulk(part)
            return asked.lines([people[pk] for pk in part if pk in people], gate)

        made = run.lines(ids, lines, code_of(Dossier.objects))
        rows = keeper.people((line.person.code, _row(line, revealed, opened)) for line in made)
        content = _workbook(self.title, export, columns, rows, len(ids), run.faults)
        AccessEvent.log_many(
            AccessEvent.Kind.UNMASK, export.account, opened, detail="Kết xuất tra cứu tổng hợp có thông tin hạn chế"
        )
        told = f"{run.made} dòng" + ("; kèm thông tin hạn chế" if opened else "")
        return Made(content, run.made, ids, {"revealed": revealed}, told, keeper.content(), len(run.faults))


def _asked(account, parameters: dict, today) -> Asked | None:
    """parameters: "day", the last one of a period, stands for today in conditions and in the columns of sections."""
    day = date.fromisoformat(parameters["day"]) if "day" in parameters else today
    try:
        return asked_of(QueryDict(parameters["query"]), account, day, right=EXPORT)
    except BadQuestion:
        return None


def _words(asked: Asked, parameters: dict) -> str:
    return f"Tính đến {date_vi(asked.today)}: {asked.words}" if "day" in parameters else asked.words


def _workbook(title: str, export: Export, columns, rows, number: int, faults: Sequence[Fault] = ()) -> bytes:
    lines = head_lines(export, number)
    return list_workbook(title=title, lines=lines, columns=columns, rows=rows, mark=mark_of(export), faults=faults)


def _of_conditions(asked: Asked, ids: list[int]) -> dict[str, list[int]]:
    """Who stands in the file because of a restricted value: that they do tells the value."""
    return {group.value: list(ids) for group in asked.compiled.secret}


def _row(line: Line, revealed: dict[str, list[int]], opened: list) -> tuple:
    for group in line.revealed:
        revealed.setdefault(group.value, []).append(line.person.pk)
    if line.revealed:
        opened.append((line.person.code, line.person.now_unit_id))
    return (line.person.code, line.person.full_name, *(cell.plain for cell in line.cells))


QUERY_FILE = offer(QueryFile())
