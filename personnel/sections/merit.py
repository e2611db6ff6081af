"""Thi đua, khen thưởng, kỷ luật."""

from accounts.permissions import WorkGroup
from personnel.discipline_lists import DisciplineLists
from personnel.models import Discipline, Initiative, Rating, Reward
from personnel.sections.base import Column, Section, always

FAMILY = "Đánh giá, khen thưởng, kỷ luật"

SECTIONS: tuple[Section, ...] = (
    Section(
        slug="xep-loai",
        model=Rating,
        title="Xếp loại chất lượng",
        singular="kết quả xếp loại",
        items=("35.1",),
        group=WorkGroup.REWARD,
        family=FAMILY,
        columns=(
            Column("period", "Kỳ"),
            Column("rating", "Xếp loại chuyên môn"),
            Column("score", "Điểm", "decimal"),
            Column("party_rating", "Xếp loại đảng viên"),
        ),
        fields=("year", "quarter", "rating", "score", "party_rating", "by_discipline"),
        key=("year", "quarter"),
        since="year",
        related=("rating", "party_rating"),
        empty="Chưa có kết quả xếp loại nào.",
        expected=always,
    ),
    Section(
        slug="khen-thuong",
        model=Reward,
        title="Khen thưởng",
        singular="khen thưởng",
        items=("35.1",),
        group=WorkGroup.REWARD,
        family=FAMILY,
        columns=(
            Column("awarded_on", "Ngày, năm"),
            Column("words", "Hình thức, danh hiệu", sub="content"),
            Column("authority", "Cơ quan khen thưởng"),
        ),
        fields=("form", "title", "awarded_on", "authority", "content"),
        key=("form", "title", "awarded_on"),
        since="awarded_on",
        related=("form", "title"),
        issuer="authority",
        empty="Chưa ghi khen thưởng nào.",
    ),
    Section(
        slug="sang-kien",
        model=Initiative,
        title="Sáng kiến, đề tài",
        singular="sáng kiến, đề tài",
        items=(),
        group=WorkGroup.REWARD,
        family=FAMILY,
        columns=(
            Column("year", "Năm"),
            Column("title", "Tên sáng kiến, đề tài", sub="role"),
            Column("get_level_display", "Cấp công nhận"),
        ),
        fields=("title", "year", "level", "role"),
        key=("year", "title"),
        since="year",
        empty="Chưa có sáng kiến, đề tài nào được công nhận.",
    ),
    Section(
        slug="ky-luat",
        model=Discipline,
        title="Kỷ luật",
        singular="kỷ luật",
        items=("35.2",),
        group=WorkGroup.REWARD,
        family=FAMILY,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("form", "Hình thức", sub="kind_words"),
            Column("violation", "Hành vi vi phạm chính"),
            Column("authority", "Cơ quan quyết định"),
        ),
        fields=("form", "valid_from", "valid_to", "violation", "authority", "is_apart"),
        lists_of=DisciplineLists,
        issuer="authority",
        key=("form", "valid_from"),
        related=("form",),
        needs_decision=True,
        empty="Không có kỷ luật nào.",
    ),
)
