"""What a report is: one file that declares one `Report` and counts its rows. Writers turn its table into pages."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict

from accounts.permissions import REPORT
from accounts.refusals import OutOfScope
from orgunits.models import Unit
from orgunits.tree import Node
from qlcb import regulation
from qlcb.dates import add_months
from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi
from qlcb.paging import Page
from reports.scope import Scope
from reports.table import Form, Heading, Row, Table

EARLIEST = date(1945, 9, 2)


class AsOfForm(forms.Form):
    """The parameters of every report: a day and the unit to begin at. Names in addresses are Vietnamese.

    Always bound: what is not given is today and all that the account may read. After validation `scope` is the tree of
    that day and `root` the unit, or None. Raises Http404 for a unit that the account may not read.
    """

    NAMES: ClassVar[dict[str, str]] = {"day": "ngay", "unit": "don-vi"}

    day = VietnameseDateField(label="Tính đến ngày", required=False)
    unit = forms.CharField(label="Đơn vị", required=False, max_length=30, widget=forms.Select)

    def __init__(self, data, *, account, today: date):
        super().__init__(data)
        self.account, self.today = account, today
        self.root: Node | None = None

    def add_prefix(self, field_name: str) -> str:
        return self.NAMES.get(field_name, field_name)

    def clean_day(self) -> date:
        day = self.cleaned_data["day"] or self.today
        if not EARLIEST <= day <= add_months(self.today, 12):
            raise ValidationError("Chọn ngày từ 02/09/1945 đến một năm sau hôm nay.")
        return day

    def clean(self) -> dict[str, Any]:
        self.scope = Scope(self.account, self.cleaned_data.get("day", self.today))
        code = self.cleaned_data.get("unit")
        if code:
            self.root = self.scope.find(code)
            if self.root is None:
                self._refuse(code)
        self.fields["unit"].widget.choices = self.scope.choices(self.root)
        if len(self.scope.tops) > 1:
            self.fields["unit"].widget.choices.insert(0, ("", "Tất cả đơn vị trong phạm vi"))
        return self.cleaned_data

    def _refuse(self, code: str) -> None:
        """Not yours: 404. Yours, but not there on that day: a word beside the field."""
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise Http404
        if not self.account.access.may(REPORT, unit.pk):
            raise OutOfScope(account=self.account, target=code, unit=unit)
        self.add_error("unit", f"Đơn vị này không hoạt động vào ngày {date_vi(self.scope.day)}.")

    @property
    def day_asked(self) -> date:
        return self.scope.day

    @property
    def shown_day(self) -> str:
        """What stands in the field of the day: as typed when it makes no sense."""
        return self["day"].value() if "day" in self.errors else date_vi(self.day_asked)

    @property
    def heading(self) -> str:
        """Of whom the page speaks."""
        return self.roots[0].name if len(self.roots) == 1 else "Các đơn vị trong phạm vi"

    @property
    def roots(self) -> list[Node]:
        """Where the report begins."""
        return [self.root] if self.root else self.scope.tops

    def words(self) -> str:
        """What was asked for, in words."""
        units = ", ".join(node.name for node in self.roots)
        return f"Tính đến {date_vi(self.day_asked)} · {units}"

    def query(self, **changes: str) -> dict[str, str]:
        """The parameters as an address carries them, defaults left out, with some of them changed."""
        given = {"ngay": self.day_asked.strftime("%d/%m/%Y"), "don-vi": self.root.code if self.root else ""}
        return {name: value for name, value in {**given, **changes}.items() if value}


class Report:
    """A report. A subclass declares what it is and writes `rows`; the one instance stands in the catalogue.

    reads: rights that it takes on its units beside the one to reports; communes: whether it is about communes, or about
    all but those, None where that makes no difference.
    """

    slug: str
    name: str
    description: str
    clause: str
    form_code: str = ""
    issued_under: tuple[str, ...] = ()
    received_by: str = ""
    counted_in: str = "người"
    reads: tuple[str, ...] = ()
    communes: bool | None = None
    headings: tuple[Heading, ...]
    parameters: type[AsOfForm] = AsOfForm
    signers: tuple[tuple[str, str], ...] = (
        ("NGƯỜI LẬP BẢNG", "(Ký, ghi rõ họ tên)"),
        ("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu)"),
    )

    @property
    def full_name(self) -> str:
        """What the report is called in a heading."""
        return f"Báo cáo {self.name}"

    @property
    def label(self) -> str:
        """What it is called in short."""
        return self.form_code or self.full_name

    @property
    def title(self) -> str:
        """The name as the form prints it."""
        return self.full_name.upper()

    def rows(self, params: AsOfForm) -> list[Row]:
        """The lines of the table. params: a valid form of `parameters`, which knows scope, roots and day."""
        raise NotImplementedError

    def absence(self, params: AsOfForm) -> str:
        """Why the report has nothing to speak of in the units asked for, in Vietnamese; "" where it has."""
        return ""

    def notes(self, params: AsOfForm) -> list[str]:
        """Sentences under the table: how it was counted."""
        return []

    def subtitles(self, params: AsOfForm) -> tuple[str, ...]:
        """Lines under the title."""
        day = params.day_asked
        return (f"Tính đến ngày {day.day:02} tháng {day.month:02} năm {day.year}",)

    def table(self, params: AsOfForm) -> Table:
        """The whole report for its writers."""
        return Table(self._form(params), self.headings, self.rows(params), self.notes(params))

    def screen(self, params: AsOfForm, query: QueryDict) -> tuple[Table, Page | None]:
        """What a screen shows, and which page of it where it has several. query: the address."""
        return self.table(params), None

    def _form(self, params: AsOfForm) -> Form:
        reporting = ", ".join(node.name for node in params.roots)
        above = regulation.fact("service_name")
        particulars = [f"Đơn vị báo cáo: {reporting}"]
        if self.received_by:
            particulars.append(f"Đơn vị nhận báo cáo: {self.received_by}")
        return Form(
            organisation=(above, reporting) if reporting != above else (above,),
            code=self.form_code,
            issued_under=self.issued_under,
            title=self.title,
            subtitles=self.subtitles(params),
            particulars=(*particulars, f"Đơn vị tính: {self.counted_in}"),
            place_and_day="…………, ngày …… tháng …… năm ………",
            signers=self.signers,
        )
