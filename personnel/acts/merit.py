"""Khen thưởng, danh hiệu, kỷ luật, xếp loại, đào tạo."""

from personnel.acts.base import Act
from personnel.discipline_lists import FOR_EVERYBODY, discipline_list
from personnel.sections import SECTIONS, STUDIES

FAMILY = "Đánh giá, khen thưởng, đào tạo"


ACTS: tuple[Act, ...] = (
    Act(
        slug="khen-thuong",
        title="Khen thưởng",
        family=FAMILY,
        section=SECTIONS["khen-thuong"],
        shared=("form", "awarded_on", "authority", "content"),
        own=("form", "content"),
        dated=(("awarded_on", "signed_on"),),
        issuers=("authority",),
        summary="Về việc khen thưởng",
        hint="Một hình thức khen thưởng cho nhiều người, thành tích chung hoặc riêng.",
    ),
    Act(
        slug="danh-hieu",
        title="Danh hiệu thi đua",
        family=FAMILY,
        section=SECTIONS["khen-thuong"],
        shared=("title", "awarded_on", "authority", "content"),
        own=("title", "content"),
        dated=(("awarded_on", "signed_on"),),
        issuers=("authority",),
        summary="Về việc công nhận danh hiệu thi đua",
        hint="Kết quả bình xét thi đua của năm.",
    ),
    Act(
        slug="ky-luat",
        title="Kỷ luật",
        family=FAMILY,
        section=SECTIONS["ky-luat"],
        shared=("form", "valid_from", "authority"),
        own=("form", "violation", "valid_from", "valid_to"),
        dated=(("valid_from", "effective_on"),),
        standing=discipline_list,
        divided=("form", FOR_EVERYBODY),
        issuers=("authority",),
        summary="Về việc thi hành kỷ luật",
        hint="Hành vi vi phạm là thông tin hạn chế, được niêm phong ngay trong dự thảo.",
    ),
    Act(
        slug="xep-loai",
        title="Xếp loại chất lượng",
        family=FAMILY,
        section=SECTIONS["xep-loai"],
        shared=("year", "quarter", "rating"),
        own=("rating", "score", "party_rating"),
        summary="Về việc đánh giá, xếp loại chất lượng",
        hint="Kết quả của một năm hoặc một quý; mức chung điền một lần, ai khác thì ghi riêng.",
        needs_decision=False,
    ),
    Act(
        slug="lop-dao-tao",
        title="Lớp đào tạo, bồi dưỡng",
        family=FAMILY,
        section=STUDIES,
        shared=(
            "kind",
            "level",
            "language",
            "major_listed",
            "major",
            "school_listed",
            "school",
            "mode",
            "begins_on",
            "ends_on",
            "certificate",
        ),
        own=("certificate", "score"),
        summary="Về việc cử công chức tham dự lớp đào tạo, bồi dưỡng",
        hint="Một lớp, nhiều học viên: nội dung lớp ghi một lần, chứng chỉ và điểm ghi từng người.",
    ),
)
