"""BM02/BNV of Thông tư 11/2012/TT-BNV: number and quality of officials and civil servants of communes, as of a day."""

from reports import measures as m
from reports.definitions.quality import AGED, RANKED, TRAINED, Quality, QualityForm, assigned, column, columns
from reports.definitions.statutory import COMMUNE_SUBJECTS
from reports.table import Heading


class Bm02Form(QualityForm):
    SUBJECTS = COMMUNE_SUBJECTS


class Bm02(Quality):
    """The columns of BM01 without the number of people, and those who were rotated to the commune from above."""

    slug = "bm02"
    description = (
        "Số lượng cán bộ, công chức của từng xã, phường chia theo Đảng, giới tính, ngạch, trình độ và độ tuổi, "
        "và số người luân chuyển từ cấp trên về."
    )
    headings = (
        Heading("Tên đơn vị", "don-vi", "name", 40),
        assigned("Tổng số biên chế được giao"),
        Heading(
            "Trong đó",
            children=columns(
                ("Đảng viên", m.PARTY), ("Phụ nữ", m.WOMEN), ("Dân tộc ít người", m.MINORITY), ("Tôn giáo", m.RELIGION)
            ),
        ),
        RANKED,
        TRAINED,
        AGED,
        column("Luân chuyển từ cấp huyện", m.FROM_ABOVE, 8),
    )
    parameters = Bm02Form
    communes = True

    def notes(self, params: QualityForm) -> list[str]:
        return [
            *super().notes(params),
            "Luân chuyển từ cấp huyện: người đang công tác ở xã theo hình thức luân chuyển mà đơn vị ngay trước đó "
            "không phải cấp xã.",
        ]


BM02 = Bm02()
