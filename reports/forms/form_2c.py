"""Sơ yếu lý lịch cán bộ, công chức by mẫu 2C-BNV/2008: its 32 items from what the dossier holds."""

from qlcb.formats import date_vi, decimal_vi
from reports.forms import parts
from reports.forms.curriculum import birth_words
from reports.forms.facts import Facts, joined, month
from reports.forms.parts import STUDY
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

FROM_TO = Column("Từ tháng, năm - Đến tháng, năm", 5, True)
KIN = (
    Column("Mối quan hệ", 3), Column("Họ và tên", 5), Column("Năm sinh", 2, True),
    Column(
        "Quê quán, nghề nghiệp, chức danh, chức vụ, đơn vị công tác, học tập, nơi ở (trong, ngoài nước); thành viên "
        "các tổ chức chính trị - xã hội (trong, ngoài nước)", 14,
    ),
)  # fmt: skip
STEPS = 10  # columns of the salary table


def form_2c(facts: Facts, *, code: str, issued: str, photo: str) -> Paper:
    """The whole form. code, issued: what stands on it; photo: data address of the portrait, "" for an empty frame."""
    first = _identity(facts)
    return Paper(
        title="SƠ YẾU LÝ LỊCH CÁN BỘ, CÔNG CHỨC",
        code=code,
        issued=issued,
        left=[
            Pair("Cơ quan, đơn vị có thẩm quyền quản lý CBCC", facts.keeper),
            Pair("Cơ quan, đơn vị sử dụng CBCC", facts.employer),
        ],
        right=[Pair("Số hiệu cán bộ, công chức", facts.dossier.code)],
        photo=photo,
        beside=first[:9],
        pieces=[
            *first[9:], *_office(facts), *_level(facts), *_past_service(facts), *_merit(facts), *_studies(facts),
            *_career(facts), *_history(facts), *_family(facts), *_salaries(facts), *_assessment(facts), _signers(),
        ],
    )  # fmt: skip


def _identity(facts: Facts) -> list[Piece]:
    return [
        Line([Pair("Họ và tên khai sinh (viết chữ in hoa)", facts.dossier.full_name.upper())], "1"),
        Line([Pair("Tên gọi khác", facts.value("other_names"))], "2"),
        Line([Pair("Sinh ngày", birth_words(facts)), Pair("Giới tính (nam, nữ)", facts.value("sex"))], "3"),
        Line([Pair("Nơi sinh", facts.address("birth_place", "birth_area"))], "4"),
        Line([Pair("Quê quán", facts.address("home_town", "home_area"))], "5"),
        Line([Pair("Dân tộc", facts.value("ethnic_group"))], "6"),
        Line([Pair("Tôn giáo", facts.value("religion"))], "7"),
        Line([Pair("Nơi đăng ký hộ khẩu thường trú", facts.address("permanent_residence", "permanent_area"))], "8",
             room=1),
        Line([Pair("Nơi ở hiện nay", facts.address("residence", "residence_area"))], "9", room=1),
        Line([Pair("Nghề nghiệp khi được tuyển dụng", facts.value("occupation_before"))], "10"),
        Line([day("Ngày tuyển dụng", facts.value("recruited_on")),
              Pair("Cơ quan tuyển dụng", facts.value("recruited_by"))], "11"),
    ]  # fmt: skip


def _office(facts: Facts) -> list[Piece]:
    posts = [facts.main_post] if facts.main_post else []
    held = joined(
        (*(parts.post_words(row) for row in (*posts, *facts.other_posts)), parts.party_posts(facts, main=True),
         parts.party_posts(facts, main=False))
    )  # fmt: skip
    salary = parts.salary_now(facts)
    name = code = step = coefficient = since = ""
    if salary:
        over = f" (VK {salary.over_frame} %)" if salary.over_frame else ""
        name, code, step = salary.rank.name, salary.rank.code, f"{salary.step}{over}"
        coefficient, since = decimal_vi(salary.coefficient), date_vi(salary.valid_from)
    return [
        Line([Pair("Chức vụ (chức danh) hiện tại (về chính quyền hoặc Đảng, đoàn thể, kể cả chức vụ kiêm nhiệm)",
                   held)], "12", room=1),
        Line([Pair("Công việc chính được giao", facts.main_work)], "13"),
        Line([Pair("Ngạch công chức (viên chức)", name, LONG), Pair("Mã ngạch", code)], "14"),
        Line([short("Bậc lương", step), short("Hệ số", coefficient), Pair("Ngày hưởng", since, DAY)], deeper=True),
        Line([short("Phụ cấp chức vụ", parts.position_allowance(facts)),
              Pair("Phụ cấp khác", parts.all_but_position_allowance(facts))], deeper=True),
    ]  # fmt: skip


def _level(facts: Facts) -> list[Piece]:
    return [
        Line([Pair("Trình độ giáo dục phổ thông (đã tốt nghiệp lớp mấy/thuộc hệ nào)",
                   facts.value("general_education"))], "15.1"),
        Line([Pair("Trình độ chuyên môn cao nhất (TSKH, TS, ThS, cử nhân, kỹ sư, cao đẳng, trung cấp, sơ cấp; "
                   "chuyên ngành)", facts.degree)], "15.2", room=1),
        Line([Pair("Lý luận chính trị", parts.level_words(facts, STUDY.POLITICAL))], "15.3"),
        Line([Pair("Quản lý nhà nước", parts.level_words(facts, STUDY.STATE))], "15.4"),
        Line([Pair("Ngoại ngữ (tên ngoại ngữ, trình độ)", parts.languages(facts))], "15.5"),
        Line([Pair("Tin học (trình độ)", parts.level_words(facts, STUDY.IT))], "15.6"),
    ]  # fmt: skip


def _past_service(facts: Facts) -> list[Piece]:
    return [
        Line([day("Ngày vào Đảng Cộng sản Việt Nam", facts.value("party_joined_on")),
              Pair("Ngày chính thức", facts.value("party_official_on"), DAY)], "16"),
        Line([Pair("Ngày tham gia tổ chức chính trị - xã hội (ngày tham gia tổ chức Đoàn, Hội… và làm việc gì trong "
                   "tổ chức đó)", parts.organisations_and_roles(facts))], "17", room=1),
        Line([day("Ngày nhập ngũ", facts.value("enlisted_on")), day("Ngày xuất ngũ", facts.value("discharged_on")),
              Pair("Quân hàm cao nhất", facts.value("military_rank"))], "18"),
        Line([Pair("Danh hiệu được phong tặng cao nhất (Anh hùng lao động, Anh hùng lực lượng vũ trang; nhà giáo, thầy "
                   "thuốc, nghệ sĩ nhân dân, ưu tú…)", parts.honour_words(facts))], "19", room=1),
        Line([Pair("Sở trường công tác", facts.value("strengths"))], "20"),
    ]  # fmt: skip


def _merit(facts: Facts) -> list[Piece]:
    found = parts.health_words(facts)
    height, weight = (f"{found[name]} {unit}" if found[name] else ""
                      for name, unit in (("height", "cm"), ("weight", "kg")))  # fmt: skip
    number, issued_on = facts.citizen_number
    return [
        Line([Pair("Khen thưởng (hình thức cao nhất, năm nào)", parts.highest_reward(facts))], "21"),
        Line([Pair("Kỷ luật (về đảng, chính quyền, đoàn thể; hình thức cao nhất, năm nào)",
                   parts.highest_disciplines(facts))], "22"),
        Line([Pair("Tình trạng sức khoẻ", found["conclusion"])], "23"),
        Line([short("Chiều cao", height), short("Cân nặng", weight), Pair("Nhóm máu", found["blood_group"])],
             deeper=True),
        Line([Pair("Là thương binh hạng", facts.value("wounded_grade"), "……/……"),
              Pair("Là con gia đình chính sách (con thương binh, con liệt sĩ, người nhiễm chất độc da cam Dioxin)",
                   facts.value("policy"))], "24"),
        Line([Pair("Số chứng minh nhân dân (căn cước)", number, LONG),
              Pair("Ngày cấp", issued_on, DAY)], "25"),
        Line([Pair("Số sổ BHXH", facts.value("insurance_number"))], "26"),
    ]  # fmt: skip


def _studies(facts: Facts) -> list[Piece]:
    columns = (Column("Tên trường", 6), Column("Chuyên ngành đào tạo, bồi dưỡng", 5), FROM_TO,
               Column("Hình thức đào tạo", 4), Column("Văn bằng, chứng chỉ, trình độ gì", 4))  # fmt: skip
    rows = [
        [study.school_words, parts.subject_words(study), _span(study.begins_on, study.ends_on),
         study.get_mode_display(), parts.paper_words(study)]
        for study in facts.rows("dao-tao")
    ]  # fmt: skip
    return [
        Heading("ĐÀO TẠO, BỒI DƯỠNG VỀ CHUYÊN MÔN, NGHIỆP VỤ, LÝ LUẬN CHÍNH TRỊ, NGOẠI NGỮ, TIN HỌC", "27"),
        FormTable(columns, rows, least=5),
        Words("Hình thức đào tạo: chính quy, tại chức, chuyên tu, bồi dưỡng… Văn bằng: TSKH, TS, ThS, cử nhân, kỹ sư…",
              "small"),
    ]  # fmt: skip


def _span(first, last) -> str:
    return joined((month(first), month(last)), " - ")


def _career(facts: Facts) -> list[Piece]:
    columns = (FROM_TO, Column("Chức danh, chức vụ, đơn vị công tác (đảng, chính quyền, đoàn thể, tổ chức xã hội), kể "
                               "cả thời gian được đào tạo, bồi dưỡng về chuyên môn, nghiệp vụ", 19))  # fmt: skip
    rows = [
        [joined((first, last), " - "), joined((title, unit), ", ")]
        for first, last, unit, title in parts.career_rows(facts, with_studies=True)
    ]
    return [Heading("TÓM TẮT QUÁ TRÌNH CÔNG TÁC", "28"), FormTable(columns, rows, least=6)]


def _history(facts: Facts) -> list[Piece]:
    arrest = facts.value("past_arrest")
    regime = [f"{joined((first, last), ' - ')}: {what}" for first, last, what in parts.old_regime_rows(facts)]
    ties = [f"{joined((first, last), ' - ')}: {what}" for first, last, what in parts.foreign_rows(facts)]
    abroad = [
        f"{row.relation} {row.full_name}: {facts.cell(row, 'abroad')}"
        for row in (*facts.relatives("own"), *facts.relatives("spouse"))
        if row.abroad
    ]
    return [
        Heading("ĐẶC ĐIỂM LỊCH SỬ BẢN THÂN", "29"),
        Heading("a) Khai rõ: bị bắt, bị tù (từ ngày tháng năm nào đến ngày tháng năm nào, ở đâu), đã khai báo cho ai, "
                "những vấn đề gì? Bản thân có làm việc trong chế độ cũ (cơ quan, đơn vị nào, địa điểm, chức danh, chức "
                "vụ, thời gian làm việc…)", level=3),
        *_told([arrest, *regime] if arrest else regime),
        Heading("b) Tham gia hoặc có quan hệ với các tổ chức chính trị, kinh tế, xã hội nào ở nước ngoài (làm gì, tổ "
                "chức nào, đặt trụ sở ở đâu…?)", level=3),
        *_told(ties),
        Heading("c) Có thân nhân (cha, mẹ, vợ, chồng, con, anh chị em ruột) ở nước ngoài (làm gì, địa chỉ…)?", level=3),
        *_told(abroad),
    ]  # fmt: skip


def _told(texts: list[str]) -> list[Piece]:
    return [Words("\n".join(texts))] if texts else [Dots(2)]


def _family(facts: Facts) -> list[Piece]:
    return [
        Heading("QUAN HỆ GIA ĐÌNH", "30"),
        Heading("a) Về bản thân: cha, mẹ, vợ (hoặc chồng), các con, anh chị em ruột", level=3),
        FormTable(KIN, parts.kin_rows(facts, "own"), least=5),
        Heading("b) Bên vợ (hoặc chồng): cha, mẹ, anh chị em ruột", level=3),
        FormTable(KIN, parts.kin_rows(facts, "spouse"), least=3),
    ]


def _salaries(facts: Facts) -> list[Piece]:
    """The salary table on its side, ten columns at a time."""
    rows = facts.rows("luong")
    columns = (Column("", 4), *(Column("", 2, True) for _ in range(STEPS)))
    tables = []
    for start in range(0, max(1, len(rows)), STEPS):
        part = rows[start : start + STEPS]
        lines = [
            ("Tháng/năm", [month(row.valid_from) for row in part]),
            ("Mã ngạch/bậc", [f"{row.rank.code}/{row.step}" for row in part]),
            ("Hệ số lương", [decimal_vi(row.coefficient) for row in part]),
        ]
        cells = [[label, *values, *[""] * (STEPS - len(values))] for label, values in lines]
        tables.append(FormTable(columns, cells, heads=True))
    return [Heading("DIỄN BIẾN QUÁ TRÌNH LƯƠNG CỦA CÁN BỘ, CÔNG CHỨC", "31"), *tables]


def _assessment(facts: Facts) -> list[Piece]:
    words = parts.assessment_words(facts)
    return [
        Heading("NHẬN XÉT, ĐÁNH GIÁ CỦA CƠ QUAN, ĐƠN VỊ QUẢN LÝ VÀ SỬ DỤNG CÁN BỘ, CÔNG CHỨC", "32"),
        Words(words) if words else Dots(4),
    ]


def _signers() -> Signers:
    oath = "Tôi xin cam đoan những lời khai trên đây là đúng sự thật (Ký tên, ghi rõ họ tên)"
    return Signers(
        [
            ("Người khai", oath, ""),
            ("Thủ trưởng cơ quan, đơn vị quản lý và sử dụng CBCC", "(Ký tên, đóng dấu)", PLACE_AND_DAY),
        ]
    )
