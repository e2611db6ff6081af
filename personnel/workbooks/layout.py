"""The sheets of a workbook and their columns: one sheet a section, one for the single values of the panels."""

from dataclasses import dataclass
from functools import cache, cached_property

from django.db import models

from personnel.importing.lookups import lookup_key
from personnel.models import Decision, Dossier
from personnel.models.rows import DossierRow
from personnel.models.terms import TermField
from personnel.present import field_label
from personnel.sections import PANELS, SECTIONS, Panel, Section, TimeRule
from qlcb.fields import PartialDateField, SealedField

PEOPLE_SHEET, PEOPLE_SLUG = "Thông tin chung", "thong-tin-chung"
CODE, CITIZEN, NAME, ROW = "who_code", "who_citizen", "who_name", "who_row"
IDENTITY = (CODE, CITIZEN, NAME, ROW)
COMMON_FIELDS = ("drafted_by", "paper_received_on", "note")
DECISION_FIELDS = ("number", "signed_on", "effective_on", "authority", "signer")
CLEAR_WORDS = "(xóa)"
_DECISION_HEADERS = {
    "number": "Số quyết định",
    "signed_on": "Ngày ký quyết định",
    "effective_on": "Ngày hiệu lực quyết định",
    "authority": "Cơ quan ban hành quyết định",
    "signer": "Người ký quyết định",
}
_IDENTITY_HEADERS = {
    CODE: ("Số hiệu", "Số hiệu của người có hồ sơ. Người chưa có hồ sơ thì nhập bằng danh sách trích ngang trước."),
    CITIZEN: ("Số định danh", "Chỉ cần khi không ghi số hiệu: đủ 12 chữ số, ô định dạng Văn bản (Text)."),
    NAME: ("Họ và tên cán bộ", "Để đối chiếu với số hiệu: ghi tên người khác thì dòng bị từ chối. Có thể để trống."),
    ROW: (
        "Mã dòng",
        "Do hệ thống ghi khi kết xuất: nhờ mã này dòng sửa lại được ghi vào đúng bản ghi cũ. Không sửa; dòng mới để "
        "trống.",
    ),
}
_RULES = {
    TimeRule.ONE_AT_A_TIME: "Mỗi thời điểm chỉ một dòng: thêm dòng mới thì dòng đang chạy tự kết thúc ngày hôm trước.",
    TimeRule.AT_MOST_ONE: "Mỗi thời điểm nhiều nhất một dòng: thêm dòng mới thì dòng đang chạy tự kết thúc.",
}


@dataclass(frozen=True)
class SheetColumn:
    """One column. key: of `IDENTITY`, the name of a field, or "decision_" with the name of a decision's field.

    field: the model field that reads and writes its cells, None for the columns that say whose row it is.
    """

    key: str
    header: str
    note: str
    width: int
    field: models.Field | None = None
    required: bool = False

    @property
    def is_sealed(self) -> bool:
        return isinstance(self.field, SealedField)

    @property
    def of_decision(self) -> bool:
        return self.key.startswith("decision_")

    @property
    def list_name(self) -> str:
        """Name of the list of choices from the catalogues; "" when the cell is free or its choices are few."""
        if self.field is None or not self.field.is_relation:
            return ""
        model = self.field.related_model._meta.model_name
        return f"DM_{model}_{self.field.kind}" if isinstance(self.field, TermField) else f"DM_{model}"

    @cached_property
    def few_choices(self) -> tuple[str, ...]:
        """The words of a short fixed choice."""
        if isinstance(self.field, models.BooleanField):
            return "Có", "Không"
        choices = self.field.flatchoices if self.field is not None else ()
        return tuple(str(words) for _, words in choices)


@dataclass(frozen=True)
class Sheet:
    """One sheet: of a section, or of the panels when `section` is None."""

    slug: str
    title: str
    columns: tuple[SheetColumn, ...]
    section: Section | None = None

    @cached_property
    def by_key(self) -> dict[str, SheetColumn]:
        return {column.key: column for column in self.columns}

    @cached_property
    def by_header(self) -> dict[str, SheetColumn]:
        """`lookup_key` of a header → its column."""
        return {lookup_key(column.header): column for column in self.columns}

    @property
    def model(self) -> type[models.Model]:
        return self.section.model if self.section else Dossier

    @cached_property
    def facts(self) -> tuple[SheetColumn, ...]:
        """The columns that say something about the person, without those that say who it is."""
        return tuple(column for column in self.columns if column.field is not None)


@cache
def sheets() -> dict[str, Sheet]:
    """Every sheet by its slug: the panels first, then the sections in the order of the dossier."""
    people = Sheet(PEOPLE_SLUG, PEOPLE_SHEET, (*_identity(), *_panel_columns()))
    of_sections = {slug: _section_sheet(section) for slug, section in SECTIONS.items()}
    return {PEOPLE_SLUG: people} | of_sections


@cache
def panel_of_field() -> dict[str, Panel]:
    """Name of a dossier's field → the panel that holds it."""
    return {name: panel for panel in PANELS for name in panel.fields}


def sheet_of(title: str) -> Sheet | None:
    """The sheet that a title of a workbook means, by title or slug, however it is written."""
    key = lookup_key(title)
    return next((s for s in sheets().values() if key in (lookup_key(s.title), lookup_key(s.slug))), None)


def _section_sheet(section: Section) -> Sheet:
    names = (*section.fields, *(name for name in COMMON_FIELDS if name not in section.fields))
    columns = [_column(section.model, name, _section_note(section, name)) for name in names]
    decision = [_decision_column(name) for name in DECISION_FIELDS]
    at = len(section.fields)
    return Sheet(
        section.slug,
        section.title,
        (*_identity(), *columns[:at], *decision, *columns[at:]),
        section,
    )


def _panel_columns() -> list[SheetColumn]:
    """The fields of all panels; labels that stand in two panels are told apart by the panel's title."""
    names = [(panel, name) for panel in PANELS for name in panel.fields]
    labels = [field_label(Dossier._meta.get_field(name)) for _, name in names]
    taken = {words for words, _ in _IDENTITY_HEADERS.values()}
    columns = []
    for (panel, name), label in zip(names, labels, strict=True):
        header = f"{label} ({panel.title})" if labels.count(label) > 1 or label in taken else label
        items = f"Mục {', '.join(panel.items)} của sơ yếu lý lịch, phần {panel.title}." if panel.items else ""
        columns.append(_column(Dossier, name, items, header))
    return columns


def _identity() -> list[SheetColumn]:
    widths = {CODE: 12, CITIZEN: 15, NAME: 28, ROW: 11}
    return [SheetColumn(key, *_IDENTITY_HEADERS[key], widths[key]) for key in IDENTITY]


def _column(model: type[models.Model], name: str, note: str, header: str = "") -> SheetColumn:
    field = model._meta.get_field(name)
    required = not (field.blank or field.has_default()) and issubclass(model, DossierRow)
    notes = [note, str(field.help_text), format_note(field), "Bắt buộc." if required else ""]
    return SheetColumn(
        name, header or field_label(field), "\n".join(filter(None, notes)), _width(field), field, required
    )


def _decision_column(name: str) -> SheetColumn:
    field = Decision._meta.get_field(name)
    notes = {
        "number": "Quyết định đã có trong hệ thống được nhận ra theo số, ngày ký và cơ quan; chưa có thì lập mới.",
        "authority": "Đơn vị của người này hoặc cấp trên; để trống khi cơ quan ở ngoài hệ thống.",
        "effective_on": "Để trống thì lấy ngày ký.",
    }
    note = "\n".join(filter(None, (notes.get(name, ""), str(field.help_text), format_note(field))))
    return SheetColumn(f"decision_{name}", _DECISION_HEADERS[name], note, _width(field), field)


def _section_note(section: Section, name: str) -> str:
    """What a person must know of the column: the form's items at the first field, the time rule at its days."""
    if name == section.fields[0] and section.items:
        return f"Mục {', '.join(section.items)} của sơ yếu lý lịch."
    if name == "valid_from" and section.time_rule in _RULES:
        return _RULES[section.time_rule]
    if name == "valid_to":
        return "Ngày cuối cùng còn hiệu lực; đang còn hiệu lực thì để trống."
    return ""


def format_note(field: models.Field) -> str:
    """How a cell of the field is written."""
    if isinstance(field, PartialDateField) and not field.full:
        return "Ngày dd/mm/yyyy; chỉ nhớ tháng hoặc năm thì ghi mm/yyyy hoặc yyyy."
    if isinstance(field, models.DateField | PartialDateField):
        return "Ngày dd/mm/yyyy."
    if field.is_relation:
        return "Chọn trong danh sách; ghi mã hoặc tên gọi khác cũng được."
    if field.choices or isinstance(field, models.BooleanField):
        return "Chọn trong danh sách."
    if isinstance(field, models.DecimalField):
        return "Số, phần lẻ sau dấu phẩy."
    if isinstance(field, models.IntegerField):
        return "Số nguyên."
    most = f"Không quá {field.max_length} ký tự." if field.max_length else ""
    return f"Thông tin hạn chế. {most}".strip() if isinstance(field, SealedField) else most


def _width(field: models.Field) -> int:
    if isinstance(field, models.DateField | PartialDateField):
        return 13
    if isinstance(field, models.IntegerField | models.DecimalField | models.BooleanField):
        return 11
    if field.is_relation:
        return 26
    return min(40, max(14, (field.max_length or 400) // 6))
