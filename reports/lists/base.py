"""What a list is: people or their records within a time, one declaration each, for the page and the file alike."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from accounts.permissions import VIEW
from orgunits.tree import Tree
from personnel.forms.deadlines import PeriodFilter
from personnel.forms.filters import units_of
from personnel.models import Dossier
from qlcb.dates import add_months
from qlcb.formats import date_vi


class ListForm(PeriodFilter):
    """Unit and time of a list: this month when nothing is said, and days to come as well as past ones."""

    HOLDS, BEGINS = "co-hieu-luc", "bat-dau"

    cach = forms.ChoiceField(
        label="Lấy dòng", required=False, choices=[(BEGINS, "bắt đầu trong thời gian"), (HOLDS, "có hiệu lực")]
    )

    def __init__(self, data, *, account, today: date, right: str = VIEW):
        super().__init__(data, account=account, today=today)
        self.right = right
        self.fields["don_vi"].label, self.fields["don_vi"].empty_label = "Đơn vị", "Tất cả đơn vị"
        self.fields["don_vi"].queryset = units_of(account, right, past=True)
        self.fields["tu_ngay"].label, self.fields["den_ngay"].label = "Từ ngày", "Đến hết ngày"
        for name, usual in (("tu_ngay", self.first), ("den_ngay", self.last)):
            self.fields[name].widget.attrs["placeholder"] = date_vi(usual)

    @property
    def first(self) -> date:
        return self._day("tu_ngay") or self.last.replace(day=1)

    @property
    def last(self) -> date:
        day = self._day("den_ngay") or self._day("tu_ngay") or self.today
        return self._day("den_ngay") or day.replace(day=monthrange(day.year, day.month)[1])

    @property
    def holds(self) -> bool:
        """Whether records are asked for that hold at any time of it, not only those that begin in it."""
        return getattr(self, "cleaned_data", {}).get("cach") == self.HOLDS

    @property
    def query(self) -> dict[str, str]:
        return super().query | ({"cach": self.HOLDS} if self.holds else {})

    @property
    def periods(self) -> list[tuple[str, dict[str, str]]]:
        """Usual times with their addresses: this month, the next one, the last one, this year."""
        month = self.today.replace(day=1)
        usual = (
            ("Tháng này", month, 1),
            ("Tháng sau", add_months(month, 1), 1),
            ("Tháng trước", add_months(month, -1), 1),
            ("Năm nay", month.replace(month=1), 12),
        )
        kept = {name: value for name, value in self.query.items() if name in ("don-vi", "cach")}
        spans = [(label, first, add_months(first, months)) for label, first, months in usual]
        return [
            (label, kept | {"tu-ngay": date_vi(first), "den-ngay": date_vi(end - timedelta(days=1))})
            for label, first, end in spans
        ]

    def words(self) -> str:
        """What was asked for, in words."""
        how = " · có hiệu lực trong thời gian này" if self.holds else ""
        unit = f" · {self.unit}" if self.unit else ""
        return f"Từ {date_vi(self.first)} đến {date_vi(self.last)}{unit}{how}"

    def people(self) -> QuerySet:
        """The dossiers that may be listed: within the reach of the right, of the unit and those below it."""
        people = Dossier.objects.under(self.account, self.right)
        if self.unit is None:
            return people
        node = Tree.on(self.today).nodes.get(self.unit.pk)
        return people.filter(now_unit_id__in=[one.id for one in node.walk()] if node else [self.unit.pk])


@dataclass(frozen=True)
class Line:
    """One line: the person, the values of the list's own columns, and the id of the record, where lines are records."""

    person: Dossier
    cells: list[Any]
    record: int | None = None

    @property
    def key(self) -> str:
        """By what the line is known in another file."""
        return self.person.code if self.record is None else f"{self.person.code}/{self.record}"


class PeriodList:
    """A list. A subclass says which rows it has, in which order, and what a line shows.

    keys: names of the columns or annotations that order the rows, the last one unique; columns: label and width in
    characters; asks_how: whether records may be asked for by their beginning or by holding; looks_ahead: whether what
    is made at the end of a period is about the one that follows.
    """

    slug: str
    title: str
    description: str = ""
    icon: ClassVar[str] = "list-search"
    family: str
    columns: tuple[tuple[str, int], ...]
    keys: tuple[str, ...] = ("dossier__sort_key", "id")
    asks_how: bool = False
    looks_ahead: bool = False

    def rows(self, form: ListForm) -> QuerySet:
        """The rows, with what a line needs, for a valid form."""
        raise NotImplementedError

    def lines(self, rows: Iterable) -> Iterator[Line]:
        """What the rows show, in their order."""
        raise NotImplementedError

    def notes(self) -> str:
        """How the list reckons, one sentence; "" where it needs none."""
        return ""
