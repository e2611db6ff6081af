"""Two files of one kind side by side, and what differs between them as a workbook."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils import timezone

from personnel.exports.comparison import Comparison, compare
from personnel.exports.grid import GridLine
from personnel.exports.kinds import Asked, Kind, Made, head_lines, mark_of, offer
from personnel.models import Export
from personnel.services.take_export import ExportWithheld, closed_words, take_grid
from qlcb.formats import datetime_vi
from qlcb.xlsx import list_workbook

CHOSEN = "chon"
TWO = "Chọn đúng hai tệp cùng loại còn giữ số liệu để so sánh."
COLUMNS = (
    ("Khác thế nào", 20), ("Mã dòng", 18), ("Dòng", 40), ("Cột", 36), ("Trước", 20), ("Sau", 20), ("Chênh lệch", 12)
)  # fmt: skip


class NotComparable(Exception):
    """The files that were chosen are not two of one kind; the message says what to choose."""


@dataclass(frozen=True)
class Pair:
    """before, after: in the order of the days that they speak of."""

    before: Export
    after: Export

    @property
    def words(self) -> str:
        return f"{called(self.before)} và {called(self.after)}"

    def comparison(self, account, *, is_looked_at: bool = False) -> Comparison:
        """What differs. is_looked_at: somebody is shown it, which the log of each file notes.

        Raises ExportWithheld where either file is closed to the account by now, as for a download.
        """
        sides = ((self.before, self.after), (self.after, self.before))
        told = [f"So sánh với {called(other)}" if is_looked_at else "" for _, other in sides]
        grids = [
            take_grid(account=account, export=one, told=words) for (one, _), words in zip(sides, told, strict=True)
        ]
        return compare(*grids)


def pair_of(account, query: QueryDict) -> Pair:
    """The two exports that an address names.

    Raises Http404 for one that is not the account's, NotComparable for what cannot be compared.
    """
    ids = {_id(text) for text in query.getlist(CHOSEN)}
    if len(ids) != 2:
        raise NotComparable(TWO)
    found = list(Export.objects.filter(account=account, pk__in=ids).select_related("schedule"))
    if len(found) != 2:
        raise Http404
    before, after = sorted(found, key=_day)
    if before.kind != after.kind or not (before.has_cells and after.has_cells):
        raise NotComparable(TWO)
    return Pair(before, after)


def called(export: Export) -> str:
    """What an export is called beside another of its kind."""
    made = f"lập {datetime_vi(export.created_at)}"
    return f"tệp {export.period}, {made}" if export.schedule_id else f"tệp {made}"


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _reveals(export: Export) -> bool:
    """Whether restricted values stand in the file, or are why somebody does."""
    return any(export.facts.get("revealed", {}).values())


def _day(export: Export) -> tuple:
    """The day of which it speaks, where it says so, then when it was made."""
    told = export.facts.get("day") if export.facts else None
    day = export.period_ends or (date.fromisoformat(told) if told else timezone.localdate(export.created_at))
    return day, export.created_at


class ComparisonFile(Kind):
    """parameters: "query" names the two. It takes what each of them takes, when it is made and at each download."""

    slug, back, title = "so-sanh", "personnel:export_compare", "So sánh hai tệp"

    def require(self, account) -> None:
        """Nothing of its own."""

    def ask(self, account, parameters, today):
        try:
            pair = pair_of(account, QueryDict(parameters["query"]))
            number = pair.comparison(account).number
        except (NotComparable, ExportWithheld) as error:
            return Asked(self.title, "", 0, parameters["query"], "", problem=str(error))
        words, name = f"{pair.after.title}: {pair.words}", f"so-sanh-{today:%Y%m%d}.xlsx"
        return Asked(self.title, words, number, parameters["query"], name, is_blank=True)

    def make(self, export: Export, today, *, in_job):
        pair = pair_of(export.account, QueryDict(export.parameters["query"]))
        found = pair.comparison(export.account)
        content = list_workbook(
            title=self.title, lines=head_lines(export, found.number), columns=COLUMNS, rows=_rows(found),
            mark=mark_of(export),
        )  # fmt: skip
        both = (pair.before, pair.after)
        told = f"{found.number} dòng" + ("; kèm thông tin hạn chế" if any(map(_reveals, both)) else "")
        named = sorted({*pair.before.dossiers, *pair.after.dossiers})
        return Made(content, found.number, named, {"compared": [str(one.pk) for one in both]}, told)

    def refusal(self, export: Export, account):
        """Both must be open still, though their own files may have expired."""
        both = Export.objects.filter(account=account, pk__in=export.facts["compared"])
        return next(filter(None, (closed_words(one, account) for one in both)), "")


def _rows(found: Comparison):
    yield from (("Cột chỉ có ở tệp sau", None, None, name, None, None, None) for name in found.new_columns)
    yield from (("Cột chỉ có ở tệp trước", None, None, name, None, None, None) for name in found.old_columns)
    yield from (_only("Chỉ có ở tệp sau", line) for line in found.came)
    yield from (_only("Chỉ có ở tệp trước", line) for line in found.left)
    for one in found.changes:
        yield "Thay đổi", one.key, one.name, one.column, one.before, one.after, one.difference


def _only(what: str, line: GridLine) -> tuple:
    return what, line.key, line.name, None, None, None, None


COMPARED = offer(ComparisonFile())
