"""Sơ yếu lý lịch by the annex of TT 06/2023/TT-BNV: its 38 items from what the dossier holds (HP-4.1a).

What is not recorded stays a line to be filled in by hand. Tables write months and years, as the form does.
"""

from qlcb.formats import date_vi, decimal_vi, number_vi
from reports.forms import parts
from reports.forms.facts import Facts
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

FROM_TO = (Column("Từ", 3, True), Column("Đến", 3, True))
KIN = (
    Column("Mối quan hệ", 3), Column("Họ và tên", 5), Column("Năm sinh", 2, True),
    Column(
        "Quê quán, nghề nghiệp, chức danh, chức vụ, đơn vị công tác, học tập, nơi ở (trong, ngoài nước); thành viên "
        "các tổ chức chính trị - xã hội; làm việc cho chế độ cũ, tiền án, tiền sự (nếu có)", 14,
    ),
)  # fmt: skip


def curriculum(facts: Facts, *, code: str, issued: str, photo: str) -> Paper:
    """The whole form. code, issued: what stands on it; photo: data address of the portrait, "" for an empty frame."""
    number, _ = facts.citizen_number
    identity = _identity(facts)
    return Paper(
        title="SƠ YẾU LÝ LỊCH",
        code=code,
        issued=issued,
        left=[
            Pair("Cơ quan quản lý cán bộ, công chức, viên chức", facts.keeper),
            Pair("Cơ quan, đơn vị sử dụng cán bộ, công chức, viên chức", facts.employer),
        ],
        right=[
            Pair("Số hiệu cán bộ, công chức, viên chức", facts.dossier.code),
            Pair("Mã số định danh", number),
        ],
        photo=photo,
        beside=identity[:9],
        pieces=[
            *identity[9:], *_entry(facts), *_level(facts), *_office(facts), *_pay_now(facts), *_health(facts),
            *_studies(facts), *_career(facts), *_past(facts), *_merit(facts), *_family(facts), *_pay(facts),
            *_economy(facts), *_assessment(facts), _signers(),
        ],
    )  # fmt: skip


def birth_words(facts: Facts) -> str:
    """The day of birth as the form asks, with dots for what is not known."""
    born = facts.dossier.birth_date
    known = (f"{part:02}" if part else "……" for part in (born.day, born.month))
    return "{} tháng {} năm {}".format(*known, born.year)


def _identity(facts: Facts) -> list[Piece]:
    number, issued_on = facts.citizen_number
    return [
        Line([Pair("Họ và tên khai sinh (viết chữ in hoa)", facts.dossier.full_name.upper()),
              short("Giới tính", facts.value("sex"))], "1"),
        Line([Pair("Các tên gọi khác", facts.value("other_names"))], "2"),
        Line([Pair("Sinh ngày", birth_words(facts))], "3"),
        Line([Pair("Nơi sinh", facts.address("birth_place", "birth_area"))], "4"),
        Line([Pair("Quê quán", facts.address("home_town", "home_area"))], "5"),
        Line([Pair("Dân tộc", facts.value("ethnic_group"))], "6"),
        Line([Pair("Tôn giáo", facts.value("religion"))], "7"),
        Line([short("Số định danh cá nhân/CCCD", number), day("Ngày cấp", issued_on),
              Pair("SĐT liên hệ", facts.value("phone"))], "8"),
        Line([short("Số BHXH", facts.value("insurance_number")), Pair("Số thẻ BHYT", facts.value("health_card"))], "9"),
        Line([Pair("Nơi ở hiện nay", facts.address("residence", "residence_area"))], "10"),
        Line([Pair("Thành phần gia đình xuất thân", facts.value("family_background"))], "11"),
    ]  # fmt: skip


def _entry(facts: Facts) -> list[Piece]:
    organisations = parts.organisations(facts)
    return [
        Line([Pair("Nghề nghiệp trước khi được tuyển dụng", facts.value("occupation_before"))], "12"),
        Line([day("Ngày được tuyển dụng lần đầu", facts.value("recruited_on")),
              Pair("Cơ quan, tổ chức, đơn vị tuyển dụng", facts.value("recruited_by"))], "13", room=1),
        Line([Pair("Ngày vào cơ quan hiện đang công tác", facts.value("joined_service_on"))], "14"),
        Line([day("Ngày vào Đảng Cộng sản Việt Nam", facts.value("party_joined_on")),
              Pair("Ngày chính thức", facts.value("party_official_on"), DAY)], "15"),
        Line([Pair("Ngày tham gia tổ chức chính trị - xã hội đầu tiên (ngày vào Đoàn TNCSHCM, Công đoàn, Hội)",
                   organisations)], "16", room=1),
        Line([day("Ngày nhập ngũ", facts.value("enlisted_on")), day("Ngày xuất ngũ", facts.value("discharged_on")),
              Pair("Quân hàm cao nhất", facts.value("military_rank"))], "17"),
        Line([Pair("Đối tượng chính sách", parts.policy_words(facts))], "18"),
    ]  # fmt: skip


def _level(facts: Facts) -> list[Piece]:
    return [
        Line([Pair("Trình độ giáo dục phổ thông (đã tốt nghiệp lớp mấy/thuộc hệ nào)",
                   facts.value("general_education"))], "19"),
        Line([Pair("Trình độ chuyên môn cao nhất", facts.degree)], "20"),
        Line([Pair("Học hàm", parts.title_words(facts))], "21"),
        Line([Pair("Danh hiệu nhà nước phong tặng", parts.honour_words(facts))], "22"),
    ]  # fmt: skip


def _office(facts: Facts) -> list[Piece]:
    appointed, again = parts.reappointed(facts)
    held = facts.main_post
    others = "; ".join(parts.post_words(row) for row in facts.other_posts)
    return [
        Line([Pair("Chức vụ hiện tại", parts.post_words(held) if held else "")], "23"),
        Line([day("Ngày bổ nhiệm/phê chuẩn", appointed),
              Pair("Ngày bổ nhiệm lại/phê chuẩn nhiệm kỳ tiếp theo", again, DAY)], deeper=True),
        Line([Pair("Được quy hoạch chức danh", parts.planned(facts))], "24"),
        Line([Pair("Chức vụ kiêm nhiệm", others)], "25"),
        Line([Pair("Chức vụ Đảng hiện tại", parts.party_posts(facts, main=True))], "26"),
        Line([Pair("Chức vụ Đảng kiêm nhiệm", parts.party_posts(facts, main=False))], "27"),
        Line([Pair("Công việc chính được giao", facts.main_work)], "28"),
        Line([Pair("Sở trường công tác", facts.value("strengths"))], "29"),
        Line([Pair("Công việc làm lâu nhất", facts.value("longest_work"))], deeper=True),
    ]  # fmt: skip


def _pay_now(facts: Facts) -> list[Piece]:
    salary, job = parts.salary_now(facts), next(iter(facts.now("vi-tri-viec-lam")), None)
    name = code = since = step = coefficient = paid_from = share = over = over_from = ""
    if salary:
        name, code, step = salary.rank.name, salary.rank.code, str(salary.step)
        since, coefficient = parts.rank_since(facts, salary), decimal_vi(salary.coefficient)
        paid_from, share = date_vi(salary.valid_from), parts.percent(salary.pay_percent)
        over, over_from = parts.percent(salary.over_frame), parts.over_frame_since(facts, salary)
    return [
        Line([Pair("Ngạch/chức danh nghề nghiệp", name, LONG), Pair("Mã số", code)], "30.1"),
        Line([day("Ngày bổ nhiệm ngạch/chức danh nghề nghiệp", since), short("Bậc lương", step),
              Pair("Hệ số", coefficient)], deeper=True),
        Line([day("Ngày hưởng", paid_from), short("Phần trăm hưởng", share), short("Phụ cấp TNVK", over),
              Pair("Ngày hưởng PCTNVK", over_from, DAY)], deeper=True),
        Line([short("Phụ cấp chức vụ", parts.position_allowance(facts)),
              short("Phụ cấp kiêm nhiệm", parts.concurrent_allowance(facts)),
              Pair("Phụ cấp khác", parts.other_allowances(facts))], "30.2"),
        *_job_pay(job),
    ]  # fmt: skip


def _job_pay(job) -> list[Piece]:
    name = code = step = amount = paid_from = share = over = over_from = ""
    if job:
        name, code, step = job.position.name, job.position.code, str(job.step or "")
        amount, paid_from = number_vi(job.amount), date_vi(job.valid_from)
        share, over = parts.percent(job.pay_percent), parts.percent(job.over_frame)
        over_from = date_vi(job.over_frame_from)
    return [
        Line([Pair("Vị trí việc làm", name, LONG), Pair("Mã số", code)], "30.3"),
        Line([short("Bậc lương", step), short("Lương theo mức tiền (vnđ)", amount),
              Pair("Ngày hưởng", paid_from, DAY)], deeper=True),
        Line([short("Phần trăm hưởng", share), short("Phụ cấp TNVK", over),
              Pair("Ngày hưởng PCTNVK", over_from, DAY)], deeper=True),
    ]  # fmt: skip


def _health(facts: Facts) -> list[Piece]:
    found = parts.health_words(facts)
    height, weight = (
        f"{found[name]} {unit}" if found[name] else "" for name, unit in (("height", "cm"), ("weight", "kg"))
    )
    return [
        Line([Pair("Tình trạng sức khoẻ", found["conclusion"])], "31"),
        Line([short("Chiều cao", height), short("Cân nặng", weight), Pair("Nhóm máu", found["blood_group"])],
             deeper=True),
    ]  # fmt: skip


def _studies(facts: Facts) -> list[Piece]:
    def table(number, title, kind, columns, *values):
        rows = parts.study_rows(facts, kind, lambda study: study.school_words, *values)
        return [Heading(title, number, 3), FormTable([*FROM_TO, *columns], rows)]

    def mode(study):
        return study.get_mode_display()

    wide, paper = Column("Tên cơ sở đào tạo", 10), Column("Chứng chỉ được cấp", 8)
    return [
        Heading("QUÁ TRÌNH ĐÀO TẠO, BỒI DƯỠNG", "32"),
        *table("32.1", "Chuyên môn (từ trung cấp trở lên, cả trong và ngoài nước)", STUDY.PROFESSIONAL,
               (Column("Tên cơ sở đào tạo", 5), Column("Chuyên ngành đào tạo", 5), Column("Hình thức đào tạo", 4),
                Column("Văn bằng, trình độ", 4)),
               lambda study: study.major_words, mode, parts.paper_words),
        *table("32.2", "Lý luận chính trị", STUDY.POLITICAL,
               (Column("Tên cơ sở đào tạo", 7), Column("Hình thức đào tạo", 5), Column("Văn bằng được cấp", 6)),
               mode, parts.paper_words),
        *table("32.3", "Bồi dưỡng quản lý nhà nước, chức danh nghề nghiệp, nghiệp vụ chuyên ngành", STUDY.STATE,
               (wide, paper), parts.paper_words),
        *table("32.4", "Bồi dưỡng kiến thức an ninh, quốc phòng", STUDY.DEFENCE, (wide, paper), parts.paper_words),
        *table("32.5", "Tin học", STUDY.IT, (wide, paper), parts.paper_words),
        *table("32.6", "Ngoại ngữ, tiếng dân tộc", STUDY.LANGUAGE,
               (Column("Tên cơ sở đào tạo", 6), Column("Tên ngoại ngữ, tiếng dân tộc", 4),
                Column("Chứng chỉ được cấp", 5), Column("Điểm số", 3, True)),
               lambda study: str(study.language or ""), parts.paper_words, lambda study: study.score),
    ]  # fmt: skip


def _career(facts: Facts) -> list[Piece]:
    columns = [*FROM_TO, Column("Đơn vị công tác (đảng, chính quyền, đoàn thể, tổ chức xã hội)", 10),
               Column("Chức danh, chức vụ", 8)]  # fmt: skip
    return [
        Heading("TÓM TẮT QUÁ TRÌNH CÔNG TÁC", "33"),
        FormTable(columns, parts.career_rows(facts), least=4),
    ]


def _past(facts: Facts) -> list[Piece]:
    arrest = facts.value("past_arrest")
    return [
        Heading("ĐẶC ĐIỂM LỊCH SỬ BẢN THÂN", "34"),
        Heading("Khai rõ: bị bắt, bị tù (từ ngày tháng năm nào đến ngày tháng năm nào, ở đâu), đã khai báo cho ai, "
                "những vấn đề gì", "34.1", 3),
        Words(arrest) if arrest else Dots(2),
        Heading("Bản thân có làm việc cho chế độ cũ", "34.2", 3),
        FormTable([*FROM_TO, Column("Chức danh, chức vụ, đơn vị, địa điểm đã làm việc", 18)],
                  parts.old_regime_rows(facts)),
        Heading("Tham gia hoặc có quan hệ với các tổ chức chính trị, kinh tế, xã hội nước ngoài", "34.3", 3),
        FormTable([*FROM_TO, Column("Tên tổ chức, địa chỉ trụ sở, công việc đã làm", 18)], parts.foreign_rows(facts)),
    ]  # fmt: skip


def _merit(facts: Facts) -> list[Piece]:
    merit = (Column("Năm", 3, True), Column("Xếp loại chuyên môn", 7), Column("Xếp loại thi đua", 6),
             Column("Hình thức khen thưởng", 8))  # fmt: skip
    discipline = (*FROM_TO, Column("Hình thức", 5), Column("Hành vi vi phạm chính", 8),
                  Column("Cơ quan quyết định", 5))  # fmt: skip
    return [
        Heading("KHEN THƯỞNG, KỶ LUẬT", "35"),
        Heading("Thành tích thi đua, khen thưởng", "35.1", 3),
        FormTable(merit, parts.merit_rows(facts)),
        Heading("Kỷ luật Đảng, hành chính", "35.2", 3),
        FormTable(discipline, parts.discipline_rows(facts)),
    ]


def _family(facts: Facts) -> list[Piece]:
    return [
        Heading("QUAN HỆ GIA ĐÌNH", "36"),
        Heading("Về bản thân: cha, mẹ, vợ (hoặc chồng), các con, anh chị em ruột", "36.1", 3),
        FormTable(KIN, parts.kin_rows(facts, "own"), least=5),
        Heading("Cha, mẹ, anh chị em ruột (bên vợ hoặc chồng)", "36.2", 3),
        FormTable(KIN, parts.kin_rows(facts, "spouse"), least=3),
    ]


def _pay(facts: Facts) -> list[Piece]:
    salary = (*FROM_TO, Column("Mã số", 4, True), Column("Bậc lương", 4, True), Column("Hệ số lương", 3, True),
              Column("Tiền lương theo vị trí việc làm", 7))  # fmt: skip
    allowance = (*FROM_TO, Column("Loại phụ cấp", 6), Column("Phần trăm hưởng", 3, True), Column("Hệ số", 2, True),
                 Column("Hình thức hưởng", 4), Column("Giá trị (đồng)", 3, True))  # fmt: skip
    return [
        Heading("HOÀN CẢNH KINH TẾ GIA ĐÌNH", "37"),
        Heading("Quá trình lương của bản thân", "37.1", 3),
        FormTable(salary, parts.pay_rows(facts), least=4),
        Heading("Các loại phụ cấp khác", "37.2", 3),
        FormTable(allowance, parts.allowance_rows(facts)),
    ]


def _economy(facts: Facts) -> list[Piece]:
    def line(label, name, deeper=True):
        return Line([Pair(label, facts.value(name))], deeper=deeper)

    house, land = "diện tích sử dụng (m²), giấy chứng nhận", "diện tích (m²), giấy chứng nhận"
    return [
        Heading("Nguồn thu nhập chính của gia đình hàng năm", "37.3", 3),
        line("- Tiền lương", "income_salary", False),
        line("- Các nguồn khác", "income_other", False),
        line(f"- Nhà ở: được cấp, được thuê (loại nhà, {house})", "house_granted", False),
        line(f"Nhà tự mua, tự xây (loại nhà, {house})", "house_bought"),
        line(f"- Đất ở: đất được cấp ({land})", "land_granted", False),
        line(f"Đất tự mua ({land})", "land_bought"),
        line("- Đất sản xuất, kinh doanh (tổng diện tích đất được cấp, tự mua, tự khai phá)", "land_business", False),
    ]


def _assessment(facts: Facts) -> list[Piece]:
    words = parts.assessment_words(facts)
    return [
        Heading("NHẬN XÉT, ĐÁNH GIÁ CỦA CƠ QUAN, TỔ CHỨC, ĐƠN VỊ SỬ DỤNG", "38"),
        Words(words) if words else Dots(4),
    ]


def _signers() -> Signers:
    oath = "Tôi xin cam đoan những lời khai trên đây là đúng sự thật (Ký, ghi rõ họ tên)"
    return Signers(
        [
            ("Người khai", oath, ""),
            ("Thủ trưởng cơ quan, tổ chức, đơn vị sử dụng", "(Ký, ghi rõ họ tên, đóng dấu)", PLACE_AND_DAY),
        ]
    )
