"""What BM01 and BM02 of Thông tư 11/2012/TT-BNV share: number and quality of the staff of each unit, as of a day."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from accounts.permissions import VIEW
from orgunits.quotas import Quotas
from orgunits.tree import Node
from personnel.quotas import SUBJECTS
from qlcb.formats import date_vi, roman
from reports import measures as m
from reports.counting import Numbers
from reports.definitions.base import AsOfForm
from reports.definitions.statutory import StatutoryForm, SubjectForm
from reports.table import Cell, Heading, Row, Style

QUOTA = "bien-che"


def column(label: str, measure: m.Measure, width: int = 6) -> Heading:
    return Heading(label, measure.key, width=width)


def columns(*pairs: tuple[str, m.Measure]) -> tuple[Heading, ...]:
    return tuple(column(label, measure) for label, measure in pairs)


RANKS = ("Chuyên viên cao cấp & TĐ", "Chuyên viên chính & TĐ", "Chuyên viên & TĐ", "Cán sự & TĐ", "Nhân viên")
DEGREES = ("Tiến sĩ", "Thạc sĩ", "Đại học", "Cao đẳng", "Trung cấp", "Sơ cấp")
POLITICAL = ("Cử nhân", "Cao cấp", "Trung cấp", "Sơ cấp")
STATE = ("CV cao cấp & TĐ", "CV chính & TĐ", "Chuyên viên & TĐ")


def paired(labels: Sequence[str], measures: Sequence[m.Measure]) -> tuple[Heading, ...]:
    return columns(*zip(labels, measures, strict=True))


RANKED = Heading("Chia theo ngạch công chức", children=paired(RANKS, m.TIERS))
TRAINED = Heading(
    "Trình độ đào tạo chia theo",
    children=(
        Heading("Chuyên môn", children=paired(DEGREES, m.DEGREES)),
        Heading("Chính trị", children=paired(POLITICAL, m.POLITICAL)),
        Heading("Tin học", children=paired(("Trung cấp trở lên", "Chứng chỉ"), m.IT)),
        Heading(
            "Ngoại ngữ",
            children=(
                Heading("Tiếng Anh", children=paired(("Đại học trở lên", "Chứng chỉ"), m.ENGLISH)),
                Heading("Ngoại ngữ khác", children=paired(("Đại học trở lên", "Chứng chỉ"), m.FOREIGN)),
            ),
        ),
        column("Chứng chỉ tiếng dân tộc", m.ETHNIC_LANGUAGE),
        Heading("Quản lý nhà nước", children=paired(STATE, m.STATE)),
    ),
)
AGED = Heading(
    "Chia theo độ tuổi",
    children=(
        *columns(("Từ 30 trở xuống", m.UP_TO_30), ("Từ 31 đến 40", m.FROM_31), ("Từ 41 đến 50", m.FROM_41)),
        Heading(
            "Từ 51 đến 60",
            children=columns(("Tổng số", m.FROM_51), ("Nữ từ 51 đến 55", m.WOMEN_51), ("Nam từ 56 đến 60", m.MEN_56)),
        ),
        column("Trên tuổi nghỉ hưu", m.PAST_RETIREMENT),
    ),
)


def assigned(label: str) -> Heading:
    return Heading(label, QUOTA, width=8)


class QualityForm(SubjectForm):
    """Day and unit; whom to count; how far down the tree to print."""

    NAMES: ClassVar = SubjectForm.NAMES | {"depth": "cap"}

    depth = forms.ChoiceField(
        label="In đến cấp",
        required=False,
        choices=[("mot", "Đơn vị trực thuộc"), ("tat-ca", "Tất cả các cấp")],
    )

    def clean_depth(self) -> str:
        return self.cleaned_data["depth"] or "mot"

    def words(self) -> str:
        words = super().words()
        return f"{words} · tất cả các cấp" if self.cleaned_data["depth"] == "tat-ca" else words

    def query(self, **changes: str) -> dict[str, str]:
        depth = self.cleaned_data["depth"]
        return super().query(**{"cap": depth if depth != "mot" else "", **changes})


class Quality(StatutoryForm):
    """A unit's row counts its own people and all below. Where units below are printed, those posted to the unit itself
    stand in a row of their own, so that the rows under a unit add up to it.
    """

    @property
    def counted(self) -> list[m.Measure]:
        """The measures of the columns, in their order."""
        keys = [leaf.key for heading in self.headings for leaf in heading.columns if leaf.kind == "count"]
        return [m.MEASURES[key] for key in keys if key != QUOTA]

    def notes(self, params: QualityForm) -> list[str]:
        return [
            "Biên chế được giao là số có hiệu lực vào ngày báo cáo; đơn vị chưa được giao thì cộng từ các đơn vị trực "
            "thuộc, chưa có số nào thì để dấu “—”.",
            "Mỗi người được tính một lần ở trình độ cao nhất của từng loại, theo văn bằng, chứng chỉ đã có đến ngày "
            "báo cáo; văn bằng không rõ thời gian tốt nghiệp được coi là đã có.",
            "Tuổi là số năm tròn đến ngày báo cáo. Người đã quá tuổi nghỉ hưu (Nghị định số 135/2020/NĐ-CP) chỉ tính "
            "ở cột “Trên tuổi nghỉ hưu”; người từ 61 tuổi chưa đến tuổi nghỉ hưu tính vào cột “Từ 51 đến 60”.",
            *super().notes(params),
        ]

    def rows(self, params: QualityForm) -> list[Row]:
        numbers = self.numbers(params, self.counted)
        quotas = Assigned(params, self.subjects(params), communes=self.communes)
        roots = [root for root in params.roots if self.counts_below(params, root)]
        rows = []
        for index, root in enumerate(roots, 1):
            rows += self._below(params, numbers, quotas, root, 0, roman(index) if len(roots) > 1 else "")
        total = [quotas.total(roots), *self._cells(params, numbers.sum(roots), None)]
        return [*rows, Row([*self._lead("", Cell("Tổng số")), *total], "total")]

    def _lead(self, mark: str, name: Cell) -> list[Cell]:
        """The cells before the numbers: forms that number their lines have a column for that."""
        return [Cell(mark), name] if self.headings[0].kind == "index" else [name]

    def _below(
        self, params: QualityForm, numbers: Numbers, quotas: "Assigned", node: Node, level: int, mark: str
    ) -> Iterator[Row]:
        """The rows of one unit: itself, those posted to itself, the units below as far as asked for."""
        children = self.children(params, node)
        style: Style = "department" if node.is_department or level == 0 else "plain"
        name = Cell(node.name, self._url(params, node) if children else "")
        cells = self._cells(params, numbers.total(node), node)
        yield Row([*self._lead(mark, name), quotas.of(node), *cells], style, level, key=node.code)
        if not children or (level and params.cleaned_data["depth"] == "mot"):
            return
        if any(numbers.own(node)):
            own = self._cells(params, numbers.own(node), node, own=True)
            name = Cell(f"Trực tiếp thuộc {node.short_name or node.name}")
            yield Row([*self._lead("", name), quotas.not_split(node), *own], "own", level + 1, key=f"{node.code}/")
        for number, child in enumerate(children, 1):
            below = f"{mark}.{number}" if level else str(number)
            yield from self._below(params, numbers, quotas, child, level + 1, below)

    def _cells(self, params: QualityForm, values: list[int], node: Node | None, *, own: bool = False) -> Iterator[Cell]:
        for measure, value in zip(self.counted, values, strict=True):
            yield Cell(value, self.list_url(params, measure, node, own=own) if value else "")

    def _url(self, params: QualityForm, node: Node) -> str:
        query = urlencode(params.query(**{"don-vi": node.code}))
        return f"{reverse('reports:report', args=[self.slug])}?{query}"


class Assigned:
    """The column of the numbers assigned: those in force on the day of the report, each with its table behind it.

    subjects: the kinds of staff counted beside it; communes: whether it is about what was assigned to communes, or
    about the rest; None for all.
    """

    def __init__(self, params: AsOfForm, subjects: Sequence[str], *, communes: bool | None = None):
        self.params, self.communes = params, communes
        self.quotas = Quotas.on(params.day_asked)
        self.kinds = [kind for kind, of_kind in SUBJECTS.items() if set(of_kind) & set(subjects)]

    @cached_property
    def opened(self) -> frozenset[int]:
        """The units whose table the account may open, in one query for all of them."""
        return self.params.account.access.units(VIEW)

    def of(self, node: Node) -> Cell:
        """What the unit has; where it was given none itself, what was assigned below it."""
        communes = [one for one in node.walk() if one.is_commune] if self.communes is not None else []
        number = _sum(self._counted(node, communes, kind) for kind in self.kinds)
        is_whole = self.communes == node.is_commune if communes else True
        leads = number and is_whole and node.id in self.opened
        return Cell(number, self._url(node) if leads else "")

    def _counted(self, node: Node, communes: list[Node], kind: str) -> int | None:
        whole = self.quotas.whole(node, kind)
        if not communes or node.is_commune:
            return whole
        of_communes = _sum(self.quotas.whole(one, kind) for one in communes)
        if self.communes:
            return of_communes
        return None if whole is None else whole - (of_communes or 0)

    def not_split(self, node: Node) -> Cell:
        """What of the unit's number is not split to the units below, where anything was."""
        split = [kind for kind in self.kinds if self.quotas.split(node, kind) is not None]
        return Cell(_sum(self.quotas.left(node, kind) for kind in split))

    def total(self, roots: Iterable[Node]) -> Cell:
        return Cell(_sum(self.of(root).value for root in roots))

    def _url(self, node: Node) -> str:
        query = urlencode({"don-vi": node.code, "ngay": date_vi(self.params.day_asked)})
        return f"{reverse('personnel:staff_quotas')}?{query}"


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
