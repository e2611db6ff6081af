"""BM01/BNV of Thông tư 11/2012/TT-BNV: number and quality of civil servants from district level up, as of a day."""

from typing import ClassVar

from personnel.models import Dossier
from reports import measures as m
from reports.definitions.quality import AGED, RANKED, TRAINED, Quality, QualityForm, assigned, column, columns
from reports.people import ALL_SUBJECTS
from reports.table import Heading

HEADINGS = (
    Heading("Số thứ tự", "stt", "index", 6),
    Heading("Tên đơn vị", "don-vi", "name", 40),
    assigned("Tổng số biên chế được giao"),
    column("Tổng số công chức hiện có", m.TOTAL, 8),
    Heading(
        "Trong đó",
        children=columns(
            ("Nữ", m.WOMEN), ("Đảng viên", m.PARTY), ("Dân tộc thiểu số", m.MINORITY), ("Tôn giáo", m.RELIGION)
        ),
    ),
    RANKED,
    TRAINED,
    AGED,
)
KEYS = [leaf.key for heading in HEADINGS for leaf in heading.columns if leaf.kind == "count"]


class Bm01Form(QualityForm):
    SUBJECTS: ClassVar = {
        "cong-chuc": ("Công chức", (Dossier.Subject.CIVIL_SERVANT.value,)),
        "tat-ca": ("Tất cả cán bộ, công chức, viên chức, hợp đồng", ALL_SUBJECTS),
    }


class Bm01(Quality):
    """The form counts civil servants; the other kinds of staff only when asked for, and then the table says so."""

    slug = "bm01"
    description = (
        "Số lượng công chức của từng đơn vị chia theo giới tính, ngạch, trình độ và độ tuổi, tính đến một ngày bất kỳ."
    )
    headings = HEADINGS
    parameters = Bm01Form
    communes = False


BM01 = Bm01()
