"""Phiếu bổ sung lý lịch of a period: what is known to have changed, and lines to add by hand (TCHQ-8.2a, HG-8.2b)."""

from collections.abc import Iterable, Sequence
from datetime import date

from qlcb.formats import date_vi, decimal_vi
from reports.forms import parts
from reports.forms.changes import Changes
from reports.forms.curriculum import birth_words
from reports.forms.facts import Facts, beginning, days, joined
from reports.forms.vocabulary import (
    DAY,
    LONG,
    PLACE_AND_DAY,
    Column,
    Dots,
    FormTable,
    Heading,
    Line,
    Pair,
    Paper,
    Piece,
    Signers,
    Words,
    day,
    short,
)

BLANK = 2  # lines left below what is known
SPAN = Column("Từ - Đến (ngày, tháng, năm)", 5, True)
ECONOMY = "kinh-te"  # slug of the panel


def supplement(facts: Facts, *, code: str, issued: str, start: date, end: date) -> Paper:
    """The sheet. facts: as of `end`; start, end: first and last day of the period."""
    changes = Changes(facts, start, end)
    return Paper(
        title="PHIẾU BỔ SUNG LÝ LỊCH",
        subtitle=f"(Từ ngày {date_vi(start)} đến ngày {date_vi(end)})",
        code=code,
        issued=issued,
        left=[
            Pair("Cơ quan, đơn vị có thẩm quyền quản lý CBCC", facts.keeper),
            Pair("Cơ quan, đơn vị sử dụng CBCC", facts.employer),
        ],
        right=[Pair("Số hiệu cán bộ, công chức", facts.dossier.code)],
        pieces=[
            *_person(facts), *_career(facts, changes), *_studies(changes), *_merit(facts, changes), *_trips(changes),
            *_health(facts, changes), *_economy(facts, changes), *_family(facts, changes), *_other(facts, changes),
            _signers(),
        ],
    )  # fmt: skip


def _person(facts: Facts) -> list[Piece]:
    salary, held = parts.salary_now(facts), facts.main_post
    name = code = step = coefficient = since = ""
    if salary:
        name, code, step = salary.rank.name, salary.rank.code, str(salary.step)
        coefficient, since = decimal_vi(salary.coefficient), date_vi(salary.valid_from)
    return [
        Line([Pair("Họ và tên khai sinh (viết chữ in hoa)", facts.dossier.full_name.upper())], "1"),
        Line([Pair("Sinh ngày", birth_words(facts)), Pair("Giới tính", facts.value("sex"))], "2"),
        Line([Pair("Chức vụ (chức danh) hiện tại", parts.post_words(held) if held else "")], "3"),
        Line([Pair("Ngạch công chức (viên chức)", name, LONG), Pair("Mã ngạch", code)], "4"),
        Line([short("Bậc lương", step), short("Hệ số", coefficient), Pair("Ngày hưởng", since, DAY)], "5"),
        Line([short("Phụ cấp chức vụ", parts.position_allowance(facts)),
              Pair("Phụ cấp khác", parts.all_but_position_allowance(facts))], deeper=True),
        Line([day("Ngày vào Đảng Cộng sản Việt Nam", facts.value("party_joined_on")),
              Pair("Ngày chính thức", facts.value("party_official_on"), DAY)], "6"),
    ]  # fmt: skip


def _table(number: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> list[Piece]:
    """A section of the sheet: the known rows and blank ones below them."""
    known = list(rows)
    return [Heading(title, number), FormTable(columns, known, least=len(known) + BLANK)]


def _told(number: str, title: str, texts: Sequence[str]) -> list[Piece]:
    """A section in words: what is known and lines to add to it."""
    known = [Words("\n".join(f"- {text}." for text in texts))] if texts else []
    return [Heading(title, number), *known, Dots(BLANK)]


def _days(row) -> str:
    return days(row.valid_from, row.valid_to)


def _career(facts: Facts, changes: Changes) -> list[Piece]:
    columns = (SPAN, Column("Chức danh, chức vụ, đơn vị được bổ nhiệm, bầu cử, điều động, luân chuyển, biệt phái, miễn "
                            "nhiệm…; danh hiệu được phong tặng", 14), Column("Quyết định", 5))  # fmt: skip
    found = [(row, _posted(row)) for row in facts.stays if changes.within(row.valid_from)]
    found += [(row, f"Bổ nhiệm {_held(row)}") for row in changes.begun("bo-nhiem")]
    found += [(row, f"Thôi giữ chức vụ {_held(row)}") for row in changes.ended("bo-nhiem")]
    found += [(row, f"Giữ chức vụ Đảng: {_party(row)}") for row in changes.begun("chuc-vu-dang")]
    found += [(row, f"Thôi giữ chức vụ Đảng: {_party(row)}") for row in changes.ended("chuc-vu-dang")]
    found += [(row, f"Quy hoạch chức danh {_held(row)} ({row.term})") for row in changes.begun("quy-hoach")]
    rows = [(beginning(row), [_days(row), words, str(row.decision or "")]) for row, words in found]
    rows += [(date(year, 1, 1), [str(year), words, ""]) for words, year in _conferred(facts) if changes.within(year)]
    ordered = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
    return _table("I", "THAY ĐỔI VỀ CHỨC DANH, CHỨC VỤ, ĐƠN VỊ CÔNG TÁC", columns, ordered)


def _conferred(facts: Facts) -> list[tuple[str, int | None]]:
    dossier = facts.dossier
    return [
        (f"Học hàm: {facts.value('academic_title')}", dossier.academic_title_year),
        (f"Danh hiệu: {facts.value('state_honour')}", dossier.state_honour_year),
    ]


def _posted(row) -> str:
    return joined((f"{row.get_kind_display()}: {row.unit.name}", row.unit.parent, row.work), ", ")


def _held(row) -> str:
    return parts.post_words(row)


def _party(row) -> str:
    return joined((row.position, row.organisation), ", ")


def _studies(changes: Changes) -> list[Piece]:
    columns = (Column("Tên trường", 6), Column("Chuyên ngành đào tạo, bồi dưỡng", 5), SPAN,
               Column("Hình thức đào tạo", 4), Column("Văn bằng, chứng chỉ", 4))  # fmt: skip
    rows = (
        [row.school_words, row.major_words, days(row.begins_on, row.ends_on), row.get_mode_display(),
         parts.said_once(parts.paper_words(row), row.language)]
        for row in changes.lasted("dao-tao")
    )  # fmt: skip
    return _table("II", "ĐÀO TẠO, BỒI DƯỠNG", columns, rows)


def _merit(facts: Facts, changes: Changes) -> list[Piece]:
    rewards = [
        [str(row.awarded_on), row.words, joined((row.content, row.authority)), str(row.decision or "")]
        for row in changes.happened("khen-thuong", "awarded_on")
    ]
    ratings = [
        [row.period, f"Xếp loại: {row.rating}", "", str(row.decision or "")]
        for row in changes.happened("xep-loai", "year")
    ]
    discipline = [
        [_days(row), joined((row.form, row.kind_words), ", "), facts.cell(row, "violation"), row.authority]
        for row in changes.begun("ky-luat")
    ]
    given = (Column("Ngày, tháng, năm", 4, True), Column("Hình thức khen thưởng, danh hiệu, xếp loại", 7),
             Column("Thành tích, cơ quan khen thưởng", 8), Column("Quyết định", 5))  # fmt: skip
    taken = (Column("Từ - Đến (ngày, tháng, năm)", 5, True), Column("Hình thức kỷ luật", 6),
             Column("Hành vi vi phạm chính", 8), Column("Cơ quan quyết định", 5))  # fmt: skip
    return [
        *_table("III", "KHEN THƯỞNG", given, [*rewards, *ratings]),
        *_table("IV", "KỶ LUẬT", taken, discipline),
    ]


def _trips(changes: Changes) -> list[Piece]:
    columns = (SPAN, Column("Nước đến", 5), Column("Mục đích, nội dung", 9), Column("Nguồn kinh phí", 5))
    rows = (
        [row.period, str(row.country), joined((row.purpose, row.content), ": "), row.funded_by]
        for row in changes.lasted("di-nuoc-ngoai")
    )
    return _table("V", "ĐI NƯỚC NGOÀI", columns, rows)


def _health(facts: Facts, changes: Changes) -> list[Piece]:
    texts = []
    for row in changes.happened("suc-khoe", "checked_on"):
        height, weight = facts.cell(row, "height"), facts.cell(row, "weight")
        texts.append(
            joined(
                (
                    f"Khám ngày {row.checked_on}" + (f" tại {row.place}" if row.place else ""),
                    row.grade,
                    facts.cell(row, "conclusion"),
                    height and f"cao {height} cm",
                    weight and f"nặng {weight} kg",
                )
            )
        )
    return _told("VI", "TÌNH TRẠNG SỨC KHOẺ", texts)


def _economy(facts: Facts, changes: Changes) -> list[Piece]:
    texts = [change.words for change in changes.panels if change.panel == ECONOMY]
    for row in changes.happened("ke-khai-tai-san", "year"):
        when = f", kê khai ngày {date_vi(row.declared_on)}" if row.declared_on else ""
        texts.append(joined((f"{row.kind} ({row.year}){when}", facts.cell(row, "summary")), ": "))
    return _told("VII", "KINH TẾ BẢN THÂN (biến động tài sản, thu nhập, thuế thu nhập cá nhân)", texts)


def _family(facts: Facts, changes: Changes) -> list[Piece]:
    columns = (Column("Mối quan hệ", 4), Column("Họ và tên", 6), Column("Năm sinh", 3, True),
               Column("Nội dung thay đổi: nghề nghiệp, chức vụ, đơn vị công tác, học tập, nơi ở, kết hôn, sinh con, "
                      "qua đời…", 11))  # fmt: skip
    rows = (
        [str(change.row.relation), change.row.full_name, str(change.row.born_on.year) if change.row.born_on else "",
         change.what or parts.kin_words(facts, change.row)]
        for change in changes.kin
    )  # fmt: skip
    return _table("VIII", "GIA ĐÌNH", columns, rows)


def _other(facts: Facts, changes: Changes) -> list[Piece]:
    texts = [change.words for change in changes.panels if change.panel != ECONOMY]
    texts += [
        f"Lương từ {_since(row)}: ngạch {row.rank.code}, bậc {row.step}, hệ số {decimal_vi(row.coefficient)}"
        for row in changes.begun("luong")
    ]
    texts += [
        f"Vị trí việc làm từ {date_vi(row.valid_from)}: {row.position}" for row in changes.begun("vi-tri-viec-lam")
    ]
    texts += [f"{row.kind} từ {_since(row)}: {row.value}" for row in changes.begun("phu-cap")]
    texts += [f"{row.kind} số {row.number}, từ {_since(row)}" for row in changes.begun("hop-dong")]
    texts += [
        f"{row.kind} cấp ngày {date_vi(row.issued_on)}: {facts.cell(row, 'number')}"
        for row in changes.happened("giay-to-tuy-than", "issued_on")
    ]
    texts += [f"{row.organisation}: {joined((row.period, row.role))}" for row in changes.lasted("to-chuc")]
    texts += [
        f"Quan hệ với tổ chức nước ngoài {row.period}: {facts.cell(row, 'content')}"
        for row in changes.lasted("to-chuc-nuoc-ngoai")
    ]
    return _told("IX", "NHỮNG VẤN ĐỀ KHÁC CẦN BỔ SUNG", texts)


def _since(row) -> str:
    return date_vi(row.valid_from)


def _signers() -> Signers:
    oath = "Tôi xin cam đoan những lời khai trên đây là đúng sự thật (Ký, ghi rõ họ tên)"
    return Signers(
        [
            ("Người khai", oath, PLACE_AND_DAY),
            ("Thủ trưởng cơ quan, đơn vị sử dụng", "Xác nhận nội dung bổ sung (Ký tên, đóng dấu)", PLACE_AND_DAY),
        ]
    )
