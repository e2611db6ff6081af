"""Danh sách công chức theo hệ thống tổ chức: the older form that departments still ask for, 28 columns, as of a day."""

from collections.abc import Iterator, Sequence

from reports import measures as m
from reports.definitions.listing import Listing
from reports.definitions.pay_lists import Bm03Form, day_of, place_of
from reports.definitions.statutory import SubjectForm
from reports.roster import Line
from reports.table import Cell, Heading

MARK = "x"


def ticks(*pairs: tuple[str, m.Measure]) -> tuple[Heading, ...]:
    return tuple(Heading(label, measure.key, "tick", 5) for label, measure in pairs)


class OrganisationList(Listing):
    slug = "danh-sach-to-chuc"
    description = (
        "Từng công chức theo đơn vị, đánh dấu trình độ chuyên môn, chính trị, tin học, ngoại ngữ, học hàm, Đảng, giới "
        "tính, dân tộc; có tổng của từng đơn vị."
    )
    headings = (
        Heading("Stt", "stt", "index", 7),
        Heading("Họ và tên", "ho-ten", "name", 24),
        Heading("Ngày sinh", "ngay-sinh", "date", 11),
        Heading("Quê quán", "que-quan", "text", 20),
        Heading("Chức vụ", "chuc-vu", "text", 16),
        Heading("Đơn vị", "don-vi", "text", 24),
        Heading("Mã ngạch", "ma-ngach", "text", 8),
        Heading("Hệ số", "he-so", "amount", 6),
        Heading("Thời gian hưởng", "huong-tu", "date", 11),
        Heading(
            "Chuyên môn",
            children=ticks(
                ("Tiến sĩ", m.DEGREES[0]), ("Thạc sĩ", m.DEGREES[1]), ("Đại học", m.DEGREES[2]),
                ("Cao đẳng", m.DEGREES[3]), ("Trung học", m.DEGREES[4]), ("Còn lại", m.OTHER_DEGREE),
            ),
        ),
        Heading("Chính trị", children=ticks(("Cao cấp", m.POLITICAL_HIGH), ("Trung cấp", m.POLITICAL[2]))),
        Heading("Tin học", children=ticks(("Đại học", m.IT[0]), ("Chứng chỉ", m.IT[1]))),
        Heading(
            "Ngoại ngữ",
            children=(
                Heading("Tiếng Anh", children=ticks(("Đại học", m.ENGLISH[0]), ("Chứng chỉ", m.ENGLISH[1]))),
                Heading("Ngoại ngữ khác", children=ticks(("Đại học", m.FOREIGN[0]), ("Chứng chỉ", m.FOREIGN[1]))),
            ),
        ),
        Heading("Học hàm", children=ticks(("Giáo sư", m.TITLES[0]), ("Phó giáo sư", m.TITLES[1]))),
        *ticks(("Đảng viên", m.PARTY), ("Phụ nữ", m.WOMEN), ("Dân tộc thiểu số", m.MINORITY)),
    )  # fmt: skip
    parameters = Bm03Form

    @property
    def full_name(self) -> str:
        return self.name[:1].upper() + self.name[1:]

    measures = tuple(
        m.MEASURES[column.key] for heading in headings for column in heading.columns if column.kind == "tick"
    )

    def notes(self, params: SubjectForm) -> list[str]:
        return [
            "Mỗi người được đánh dấu ở trình độ cao nhất của từng loại vào ngày báo cáo; dòng của đơn vị ghi số người. "
            "Cử nhân chính trị tính vào cột Cao cấp; tin học từ trung cấp trở lên tính vào cột Đại học.",
            *super().notes(params),
        ]

    def cells(self, params: SubjectForm, line: Line, ticks: Sequence[bool]) -> Iterator[Cell]:
        dossier, salary = line.dossier, line.salary
        yield Cell(day_of(dossier.birth_date))
        yield Cell(dossier.home_town or (dossier.home_area.with_parents if dossier.home_area else ""))
        yield Cell(line.position.position.name if line.position else "")
        yield Cell(place_of(params, line))
        yield Cell(salary.rank.code if salary else "")
        yield Cell(salary.coefficient if salary else "")
        yield Cell(day_of(salary.valid_from) if salary else "")
        yield from (Cell(MARK if tick else "") for tick in ticks)


ORGANISATION_LIST = OrganisationList()
