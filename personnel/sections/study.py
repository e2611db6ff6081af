"""Đào tạo, bồi dưỡng."""

from accounts.permissions import WorkGroup
from personnel.models import Decision, Study
from personnel.sections.base import Column, Section, always

SECTIONS: tuple[Section, ...] = (
    Section(
        slug="dao-tao",
        model=Study,
        title="Đào tạo, bồi dưỡng",
        singular="văn bằng, chứng chỉ",
        items=("20", "32.1", "32.2", "32.3", "32.4", "32.5", "32.6"),
        group=WorkGroup.TRAINING,
        family="Đào tạo",
        columns=(
            Column("get_kind_display", "Loại"),
            Column("level", "Trình độ", sub="language"),
            Column("major_words", "Chuyên ngành, cơ sở đào tạo", sub="school_words"),
            Column("period", "Thời gian"),
            Column("certificate", "Văn bằng", sub="get_mode_display"),
        ),
        fields=(
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
            "score",
        ),
        key=("kind", "level", "language", "ends_on"),
        related=("level", "language", "major_listed", "school_listed"),
        decision_kind=Decision.Kind.TRAINING,
        empty="Chưa ghi văn bằng, chứng chỉ nào.",
        expected=always,
    ),
)
