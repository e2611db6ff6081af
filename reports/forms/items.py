"""Where each item of the two statutory forms comes from (HP-4.1a): the one declaration behind docs/bieu-mau.md.

Tests hold the printed forms against it: every item stands on the paper, and every value declared for it.
"""

from dataclasses import dataclass
from functools import cached_property

from personnel.models import Dossier, Qualification
from personnel.present import field_label
from personnel.sections import PANELS, SECTIONS

STUDY = Qualification.Kind


@dataclass(frozen=True)
class Item:
    """One item. number and label: as printed, the label up to where it is one line on paper.

    panel: names of single values; rows: (slug of a section, names of its fields); every: the form lists all records of
    the section, not only the one of today, the newest or the highest; kind: the one kind of studies it asks for.
    """

    number: str
    label: str
    panel: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    every: bool = False
    kind: str = ""

    @cached_property
    def sources(self) -> list[str]:
        """In words: "Lý lịch: Họ và tên khai sinh · Giới tính"."""
        found: dict[str, list[str]] = {}
        for name in self.panel:
            title = next(panel.title for panel in PANELS if name in panel.fields)
            found.setdefault(title, []).append(field_label(Dossier._meta.get_field(name)))
        for slug, names in self.rows:
            section = SECTIONS[slug]
            kind = f", loại {STUDY(self.kind).label}" if self.kind else ""
            labels = found.setdefault(f"{section.title} (mục `{slug}`{kind})", [])
            labels += [field_label(section.model._meta.get_field(name)) for name in names]
        return [f"{title}: {' · '.join(labels)}" for title, labels in found.items()]


def item(number: str, label: str, panel: str = "", *, every: bool = False, kind: str = "", **rows: str) -> Item:
    """An item in one line: fields apart by spaces; a section by its slug with _ for -."""
    return Item(
        number,
        label,
        tuple(panel.split()),
        tuple((slug.replace("_", "-"), tuple(names.split())) for slug, names in rows.items()),
        every,
        kind,
    )


COURSE = "begins_on ends_on school school_listed certificate level"
KIN = "relation full_name born_on is_dead home_town occupation residence organisations past abroad"
PAST = "begins_on ends_on content"
HEALTH = "grade conclusion height weight blood_group"

TT06: tuple[Item, ...] = (
    item("1", "Họ và tên khai sinh (viết chữ in hoa)", "full_name sex"),
    item("2", "Các tên gọi khác", "other_names"),
    item("3", "Sinh ngày", "birth_date"),
    item("4", "Nơi sinh", "birth_place birth_area"),
    item("5", "Quê quán", "home_town home_area"),
    item("6", "Dân tộc", "ethnic_group"),
    item("7", "Tôn giáo", "religion"),
    item("8", "Số định danh cá nhân/CCCD", "citizen_id citizen_id_issued_on phone"),
    item("9", "Số BHXH", "insurance_number health_card"),
    item("10", "Nơi ở hiện nay", "residence residence_area"),
    item("11", "Thành phần gia đình xuất thân", "family_background"),
    item("12", "Nghề nghiệp trước khi được tuyển dụng", "occupation_before"),
    item("13", "Ngày được tuyển dụng lần đầu", "recruited_on recruited_by"),
    item("14", "Ngày vào cơ quan hiện đang công tác", "joined_service_on"),
    item("15", "Ngày vào Đảng Cộng sản Việt Nam", "party_joined_on party_official_on"),
    item("16", "Ngày tham gia tổ chức chính trị - xã hội đầu tiên", to_chuc="organisation begins_on", every=True),
    item("17", "Ngày nhập ngũ", "enlisted_on discharged_on military_rank"),
    item("18", "Đối tượng chính sách", "policy wounded_grade"),
    item("19", "Trình độ giáo dục phổ thông", "general_education"),
    item("20", "Trình độ chuyên môn cao nhất", dao_tao="level major major_listed", kind=STUDY.PROFESSIONAL),
    item("21", "Học hàm", "academic_title academic_title_year"),
    item("22", "Danh hiệu nhà nước phong tặng", "state_honour state_honour_year"),
    item("23", "Chức vụ hiện tại", bo_nhiem="position unit valid_from is_main"),
    item("24", "Được quy hoạch chức danh", quy_hoach="position unit term"),
    item("25", "Chức vụ kiêm nhiệm", bo_nhiem="position unit"),
    item("26", "Chức vụ Đảng hiện tại", chuc_vu_dang="position organisation is_main"),
    item("27", "Chức vụ Đảng kiêm nhiệm", chuc_vu_dang="position organisation"),
    item("28", "Công việc chính được giao", "main_work"),
    item("29", "Sở trường công tác", "strengths longest_work"),
    item("30.1", "Ngạch/chức danh nghề nghiệp",
         luong="rank valid_from step coefficient pay_percent over_frame"),
    item("30.2", "Phụ cấp chức vụ", bo_nhiem="allowance", phu_cap="kind coefficient percent amount"),
    item("30.3", "Vị trí việc làm",
         vi_tri_viec_lam="position step amount valid_from pay_percent over_frame over_frame_from"),
    item("31", "Tình trạng sức khoẻ", suc_khoe=HEALTH),
    item("32.1", "Chuyên môn", dao_tao=f"{COURSE} major major_listed mode", every=True, kind=STUDY.PROFESSIONAL),
    item("32.2", "Lý luận chính trị", dao_tao=f"{COURSE} mode", every=True, kind=STUDY.POLITICAL),
    item("32.3", "Bồi dưỡng quản lý nhà nước, chức danh nghề nghiệp", dao_tao=COURSE, every=True, kind=STUDY.STATE),
    item("32.4", "Bồi dưỡng kiến thức an ninh, quốc phòng", dao_tao=COURSE, every=True, kind=STUDY.DEFENCE),
    item("32.5", "Tin học", dao_tao=COURSE, every=True, kind=STUDY.IT),
    item("32.6", "Ngoại ngữ, tiếng dân tộc", dao_tao=f"{COURSE} language score", every=True, kind=STUDY.LANGUAGE),
    item("33", "TÓM TẮT QUÁ TRÌNH CÔNG TÁC", cong_tac="valid_from valid_to unit work",
         bo_nhiem="position", chuc_vu_dang="position organisation valid_from valid_to", every=True),
    item("34.1", "Khai rõ: bị bắt, bị tù", "past_arrest"),
    item("34.2", "Bản thân có làm việc cho chế độ cũ", che_do_cu=PAST, every=True),
    item("34.3", "Tham gia hoặc có quan hệ với các tổ chức", to_chuc_nuoc_ngoai=f"country {PAST}", every=True),
    item("35.1", "Thành tích thi đua, khen thưởng", xep_loai="year quarter rating",
         khen_thuong="awarded_on form title authority", every=True),
    item("35.2", "Kỷ luật Đảng, hành chính", ky_luat="valid_from valid_to form violation authority", every=True),
    item("36.1", "Về bản thân: cha, mẹ, vợ", gia_dinh=KIN, every=True),
    item("36.2", "Cha, mẹ, anh chị em ruột", gia_dinh=KIN, every=True),
    item("37.1", "Quá trình lương của bản thân", luong="valid_from valid_to rank step coefficient",
         vi_tri_viec_lam="position valid_from valid_to step amount", every=True),
    item("37.2", "Các loại phụ cấp khác",
         phu_cap="valid_from valid_to kind percent coefficient mode amount", bo_nhiem="position allowance", every=True),
    item("37.3", "Nguồn thu nhập chính của gia đình hàng năm",
         "income_salary income_other house_granted house_bought land_granted land_bought land_business"),
    item("38", "NHẬN XÉT, ĐÁNH GIÁ CỦA CƠ QUAN", nhan_xet="content author assessed_on"),
)  # fmt: skip

FORM_2C: tuple[Item, ...] = (
    item("1", "Họ và tên khai sinh", "full_name"),
    item("2", "Tên gọi khác", "other_names"),
    item("3", "Sinh ngày", "birth_date sex"),
    item("4", "Nơi sinh", "birth_place birth_area"),
    item("5", "Quê quán", "home_town home_area"),
    item("6", "Dân tộc", "ethnic_group"),
    item("7", "Tôn giáo", "religion"),
    item("8", "Nơi đăng ký hộ khẩu thường trú", "permanent_residence permanent_area"),
    item("9", "Nơi ở hiện nay", "residence residence_area"),
    item("10", "Nghề nghiệp khi được tuyển dụng", "occupation_before"),
    item("11", "Ngày tuyển dụng", "recruited_on recruited_by"),
    item("12", "Chức vụ (chức danh) hiện tại", bo_nhiem="position unit", chuc_vu_dang="position organisation"),
    item("13", "Công việc chính được giao", "main_work"),
    item("14", "Ngạch công chức (viên chức)", luong="rank step coefficient valid_from over_frame",
         bo_nhiem="allowance", phu_cap="kind coefficient percent amount"),
    item("15.1", "Trình độ giáo dục phổ thông", "general_education"),
    item("15.2", "Trình độ chuyên môn cao nhất", dao_tao="level major major_listed", kind=STUDY.PROFESSIONAL),
    item("15.3", "Lý luận chính trị", dao_tao="level", kind=STUDY.POLITICAL),
    item("15.4", "Quản lý nhà nước", dao_tao="level", kind=STUDY.STATE),
    item("15.5", "Ngoại ngữ", dao_tao="language level", kind=STUDY.LANGUAGE),
    item("15.6", "Tin học", dao_tao="level", kind=STUDY.IT),
    item("16", "Ngày vào Đảng Cộng sản Việt Nam", "party_joined_on party_official_on"),
    item("17", "Ngày tham gia tổ chức chính trị - xã hội", to_chuc="organisation begins_on ends_on role", every=True),
    item("18", "Ngày nhập ngũ", "enlisted_on discharged_on military_rank"),
    item("19", "Danh hiệu được phong tặng cao nhất", "state_honour state_honour_year"),
    item("20", "Sở trường công tác", "strengths"),
    item("21", "Khen thưởng", khen_thuong="form awarded_on"),
    item("22", "Kỷ luật", ky_luat="form valid_from"),
    item("23", "Tình trạng sức khoẻ", suc_khoe=HEALTH),
    item("24", "Là thương binh hạng", "wounded_grade policy"),
    item("25", "Số chứng minh nhân dân", "citizen_id citizen_id_issued_on"),
    item("26", "Số sổ BHXH", "insurance_number"),
    item("27", "ĐÀO TẠO, BỒI DƯỠNG", dao_tao=f"{COURSE} major major_listed language mode", every=True),
    item("28", "TÓM TẮT QUÁ TRÌNH CÔNG TÁC", cong_tac="valid_from valid_to unit work", bo_nhiem="position",
         chuc_vu_dang="position organisation", dao_tao="begins_on ends_on school major", every=True),
    item("29", "ĐẶC ĐIỂM LỊCH SỬ BẢN THÂN", "past_arrest", che_do_cu=PAST, to_chuc_nuoc_ngoai=f"country {PAST}",
         gia_dinh="relation full_name abroad", every=True),
    item("30", "QUAN HỆ GIA ĐÌNH", gia_dinh=KIN, every=True),
    item("31", "DIỄN BIẾN QUÁ TRÌNH LƯƠNG", luong="valid_from rank step coefficient", every=True),
    item("32", "NHẬN XÉT, ĐÁNH GIÁ CỦA CƠ QUAN", nhan_xet="content author assessed_on"),
)  # fmt: skip

BY_FORM: dict[str, tuple[Item, ...]] = {"so-yeu-ly-lich": TT06, "mau-2c": FORM_2C}


def document() -> str:
    """The tables of docs/bieu-mau.md: each item of both forms, and what is kept but asked by neither."""
    parts = [
        "## Sơ yếu lý lịch theo TT 06/2023/TT-BNV (38 mục)", "", *_table(TT06), "",
        "## Mẫu 2C-BNV/2008 (32 mục)", "", *_table(FORM_2C), "",
        "## Dữ liệu có trong hồ sơ, hai biểu mẫu không hỏi", "", *_unasked(),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def _table(items: tuple[Item, ...]) -> list[str]:
    rows = [f"| {entry.number} | {entry.label} | {'; '.join(entry.sources)} |" for entry in items]
    return ["| Mục | Nội dung in trên biểu mẫu | Lấy từ |", "|---|---|---|", *rows]


def _unasked() -> list[str]:
    """Fields of panels and sections that no item of either form declares."""
    items = (*TT06, *FORM_2C)
    asked = {("", name) for entry in items for name in entry.panel}
    asked |= {(slug, name) for entry in items for slug, names in entry.rows for name in names}
    places = [("", panel.title, Dossier, panel.fields) for panel in PANELS]
    places += [(slug, section.title, section.model, section.fields) for slug, section in SECTIONS.items()]
    lines = []
    for slug, title, model, names in places:
        labels = [field_label(model._meta.get_field(name)) for name in names if (slug, name) not in asked]
        if labels:
            lines.append(f"- {title}: {' · '.join(labels)}")
    return lines
