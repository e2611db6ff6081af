"""BM01/BNV of Thông tư 11/2012/TT-BNV: number and quality of civil servants from district level up, as of a day."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from accounts.permissions import VIEW
from orgunits.quotas import Quotas
from orgunits.tree import Node
from personnel.models import Dossier
from personnel.quotas import SUBJECTS
from qlcb.formats import date_vi
from reports import measures as m
from reports.counting import Counting, Numbers
from reports.definitions.base import AsOfForm, Report
from reports.people import ALL_SUBJECTS
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


HEADINGS = (
    Heading("Số thứ tự", "stt", "index", 6),
    Heading("Tên đơn vị", "don-vi", "name", 40),
    Heading("Tổng số biên chế được giao", QUOTA, width=8),
    column("Tổng số công chức hiện có", m.TOTAL, 8),
    Heading(
        "Trong đó",
        children=columns(
            ("Nữ", m.WOMEN), ("Đảng viên", m.PARTY), ("Dân tộc thiểu số", m.MINORITY), ("Tôn giáo", m.RELIGION)
        ),
    ),
    Heading("Chia theo ngạch công chức", children=paired(RANKS, m.TIERS)),
    Heading(
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
    ),
    Heading(
        "Chia theo độ tuổi",
        children=(
            *columns(("Từ 30 trở xuống", m.UP_TO_30), ("Từ 31 đến 40", m.FROM_31), ("Từ 41 đến 50", m.FROM_41)),
            Heading(
                "Từ 51 đến 60",
                children=columns(
                    ("Tổng số", m.FROM_51), ("Nữ từ 51 đến 55", m.WOMEN_51), ("Nam từ 56 đến 60", m.MEN_56)
                ),
            ),
            column("Trên tuổi nghỉ hưu", m.PAST_RETIREMENT),
        ),
    ),
)
KEYS = [leaf.key for heading in HEADINGS for leaf in heading.columns if leaf.kind == "count"]
COUNTED = [m.MEASURES[key] for key in KEYS if key != QUOTA]


class Bm01Form(AsOfForm):
    """Day and unit; whom to count; how far down the tree to print."""

    NAMES: ClassVar = AsOfForm.NAMES | {"subject": "doi-tuong", "depth": "cap"}
    SUBJECTS: ClassVar = {"cong-chuc": (Dossier.Subject.CIVIL_SERVANT.value,), "tat-ca": ALL_SUBJECTS}

    subject = forms.ChoiceField(
        label="Đối tượng",
        required=False,
        choices=[("cong-chuc", "Công chức"), ("tat-ca", "Tất cả cán bộ, công chức, viên chức, hợp đồng")],
    )
    depth = forms.ChoiceField(
        label="In đến cấp",
        required=False,
        choices=[("mot", "Đơn vị trực thuộc"), ("tat-ca", "Tất cả các cấp")],
    )

    def clean_subject(self) -> str:
        return self.cleaned_data["subject"] or "cong-chuc"

    def clean_depth(self) -> str:
        return self.cleaned_data["depth"] or "mot"

    def words(self) -> str:
        subject, depth = self.cleaned_data["subject"], self.cleaned_data["depth"]
        words = [super().words(), dict(self.fields["subject"].choices)[subject]]
        return " · ".join(words + (["tất cả các cấp"] if depth == "tat-ca" else []))

    def query(self, **changes: str) -> dict[str, str]:
        subject, depth = self.cleaned_data["subject"], self.cleaned_data["depth"]
        kept = {"doi-tuong": subject if subject != "cong-chuc" else "", "cap": depth if depth != "mot" else ""}
        return super().query(**{**kept, **changes})


class Bm01(Counting, Report):
    """BM01: the form counts civil servants; the other kinds of staff only when asked for, and then the table says so.

    A unit's row counts its own people and all below. Where units below are printed, those posted to the unit itself
    stand in a row of their own, so that the rows under a unit add up to it.
    """

    slug = "bm01"
    name = "số lượng, chất lượng công chức từ cấp huyện trở lên"
    description = (
        "Số lượng công chức của từng đơn vị chia theo giới tính, ngạch, trình độ và độ tuổi, tính đến một ngày bất kỳ."
    )
    clause = "TCHQ-12.1b"
    form_code = "BM01/BNV"
    issued_under = (
        "Ban hành kèm theo Thông tư số 11/2012/TT-BNV",
        "ngày 17/12/2012 của Bộ trưởng Bộ Nội vụ",
        "Thời hạn nhận báo cáo: ngày …… tháng ……",
    )
    received_by = "Bộ Nội vụ"
    headings = HEADINGS
    parameters = Bm01Form

    def subjects(self, params: Bm01Form) -> Sequence[str]:
        return params.SUBJECTS[params.cleaned_data["subject"]]

    def subtitles(self, params: Bm01Form) -> tuple[str, ...]:
        lines = (
            f"NĂM {params.day_asked.year}",
            "(Áp dụng đối với tỉnh, thành phố trực thuộc Trung ương, Bộ, Ban, ngành)",
        )
        everybody = params.cleaned_data["subject"] == "tat-ca"
        more = ("Gồm cả cán bộ, viên chức và người lao động hợp đồng",) if everybody else ()
        return lines + super().subtitles(params) + more

    def notes(self, params: Bm01Form) -> list[str]:
        return [
            "Biên chế được giao là số có hiệu lực vào ngày báo cáo; đơn vị chưa được giao thì cộng từ các đơn vị trực "
            "thuộc, chưa có số nào thì để dấu “—”.",
            "Mỗi người được tính một lần ở trình độ cao nhất của từng loại, theo văn bằng, chứng chỉ đã có đến ngày "
            "báo cáo; văn bằng không rõ thời gian tốt nghiệp được coi là đã có.",
            "Tuổi là số năm tròn đến ngày báo cáo. Người đã quá tuổi nghỉ hưu (Nghị định số 135/2020/NĐ-CP) chỉ tính "
            "ở cột cuối; người từ 61 tuổi chưa đến tuổi nghỉ hưu tính vào cột “Từ 51 đến 60”.",
        ]

    def rows(self, params: Bm01Form) -> list[Row]:
        numbers, quotas = self.numbers(params, COUNTED), Assigned(params, self.subjects(params))
        many = len(params.roots) > 1
        rows = []
        for index, root in enumerate(params.roots, 1):
            rows += self._below(params, numbers, quotas, root, 0, _roman(index) if many else "")
        total = [quotas.total(), *self._cells(params, numbers.sum(params.roots), None)]
        return [*rows, Row([Cell(""), Cell("Tổng số"), *total], "total")]

    def _below(
        self, params: Bm01Form, numbers: Numbers, quotas: "Assigned", node: Node, level: int, mark: str
    ) -> Iterator[Row]:
        """The rows of one unit: itself, those posted to itself, the units below as far as asked for."""
        children = params.scope.children(node)
        style: Style = "department" if node.is_department or level == 0 else "plain"
        name = Cell(node.name, self._url(params, node) if children else "")
        cells = self._cells(params, numbers.total(node), node)
        yield Row([Cell(mark), name, quotas.of(node), *cells], style, level)
        if not children or (level and params.cleaned_data["depth"] == "mot"):
            return
        if any(numbers.own(node)):
            own = self._cells(params, numbers.own(node), node, own=True)
            name = Cell(f"Trực tiếp thuộc {node.short_name or node.name}")
            yield Row([Cell(""), name, quotas.not_split(node), *own], "own", level + 1)
        for number, child in enumerate(children, 1):
            below = f"{mark}.{number}" if level else str(number)
            yield from self._below(params, numbers, quotas, child, level + 1, below)

    def _cells(self, params: Bm01Form, values: list[int], node: Node | None, *, own: bool = False) -> Iterator[Cell]:
        for measure, value in zip(COUNTED, values, strict=True):
            yield Cell(value, self.list_url(params, measure, node, own=own) if value else "")

    def _url(self, params: Bm01Form, node: Node) -> str:
        query = urlencode(params.query(**{"don-vi": node.code}))
        return f"{reverse('reports:report', args=[self.slug])}?{query}"


class Assigned:
    """The column of the numbers assigned: those in force on the day of the report, each with its table behind it."""

    def __init__(self, params: Bm01Form, subjects: Sequence[str]):
        self.params = params
        self.quotas = Quotas.on(params.day_asked)
        self.kinds = [kind for kind, of_kind in SUBJECTS.items() if set(of_kind) & set(subjects)]

    def of(self, node: Node) -> Cell:
        """What the unit has; where it was given none itself, what was assigned below it."""
        number = _sum(self.quotas.whole(node, kind) for kind in self.kinds)
        return Cell(number, self._url(node) if number and self.params.account.access.may(VIEW, node.id) else "")

    def not_split(self, node: Node) -> Cell:
        """What of the unit's number is not split to the units below, where anything was."""
        split = [kind for kind in self.kinds if self.quotas.split(node, kind) is not None]
        return Cell(_sum(self.quotas.left(node, kind) for kind in split))

    def total(self) -> Cell:
        return Cell(_sum(self.of(root).value for root in self.params.roots))

    def _url(self, node: Node) -> str:
        query = urlencode({"don-vi": node.code, "ngay": date_vi(self.params.day_asked)})
        return f"{reverse('personnel:staff_quotas')}?{query}"


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _roman(number: int) -> str:
    """I, II, III… as administrative tables number their parts; up to 39."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


BM01 = Bm01()
