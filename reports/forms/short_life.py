"""Tiểu sử tóm tắt by mẫu 3a-BNV/2007: sixteen items on one or two pages."""

from reports.forms import parts
from reports.forms.curriculum import birth_words
from reports.forms.facts import Facts, joined
from reports.forms.parts import STUDY
from reports.forms.vocabulary import (
    DAY,
    PLACE_AND_DAY,
    Column,
    FormTable,
    Heading,
    Line,
    Pair,
    Paper,
    Piece,
    Signers,
    day,
)


def short_life(facts: Facts, *, code: str, issued: str, photo: str) -> Paper:
    """The whole form. code, issued: what stands on it; photo: data address of the portrait, "" for an empty frame."""
    lines = _lines(facts)
    columns = (Column("Từ tháng, năm - Đến tháng, năm", 6, True), Column("Nội dung", 18))
    rows = [
        [joined((first, last), " - "), joined((title, unit), ", ")]
        for first, last, unit, title in parts.career_rows(facts)
    ]
    return Paper(
        title="TIỂU SỬ TÓM TẮT",
        code=code,
        issued=issued,
        left=[Pair("Cơ quan, đơn vị quản lý", facts.keeper), Pair("Cơ quan, đơn vị sử dụng", facts.employer)],
        right=[Pair("Số hiệu cán bộ, công chức", facts.dossier.code)],
        photo=photo,
        beside=lines[:8],
        pieces=[
            *lines[8:],
            Heading("TÓM TẮT QUÁ TRÌNH CÔNG TÁC", "16"),
            FormTable(columns, rows, least=4),
            Signers(
                [("", "", ""), ("Thủ trưởng cơ quan, đơn vị quản lý", "(Ký, ghi rõ họ tên, đóng dấu)", PLACE_AND_DAY)]
            ),
        ],
    )


def _lines(facts: Facts) -> list[Piece]:
    held = [facts.main_post] if facts.main_post else []
    posts = joined((*(parts.post_words(row) for row in (*held, *facts.other_posts)),
                    parts.party_posts(facts, main=True), parts.party_posts(facts, main=False)))  # fmt: skip
    return [
        Line([Pair("Họ và tên khai sinh", facts.dossier.full_name.upper())], "1"),
        Line([Pair("Tên gọi khác", facts.value("other_names"))], "2"),
        Line([Pair("Sinh ngày", birth_words(facts)), Pair("Giới tính", facts.value("sex"))], "3"),
        Line([Pair("Nơi sinh", facts.address("birth_place", "birth_area"))], "4"),
        Line([Pair("Quê quán", facts.address("home_town", "home_area"))], "5"),
        Line([Pair("Dân tộc", facts.value("ethnic_group"))], "6"),
        Line([Pair("Tôn giáo", facts.value("religion"))], "7"),
        Line([Pair("Nơi ở hiện nay", facts.address("residence", "residence_area"))], "8", room=1),
        Line([Pair("Chức vụ hiện nay (Đảng, chính quyền, đoàn thể)", posts)], "9", room=1),
        Line([Pair("Cơ quan, đơn vị công tác", joined(dict.fromkeys((facts.employer, facts.keeper)), ", "))], "10"),
        Heading("Trình độ", "11"),
        Line([Pair("Giáo dục phổ thông", facts.value("general_education"))], "11.1"),
        Line([Pair("Chuyên môn", facts.degree)], "11.2"),
        Line([Pair("Lý luận chính trị", parts.level_words(facts, STUDY.POLITICAL))], "11.3"),
        Line([Pair("Quản lý nhà nước", parts.level_words(facts, STUDY.STATE))], "11.4"),
        Line([Pair("Ngoại ngữ", parts.languages(facts))], "11.5"),
        Line([Pair("Tin học", parts.level_words(facts, STUDY.IT))], "11.6"),
        Line([day("Ngày vào Đảng Cộng sản Việt Nam", facts.value("party_joined_on")),
              Pair("Ngày chính thức", facts.value("party_official_on"), DAY)], "12"),
        Line([Pair("Tình trạng sức khoẻ", parts.health_words(facts)["conclusion"])], "13"),
        Line([Pair("Khen thưởng (hình thức cao nhất)", parts.highest_reward(facts))], "14"),
        Line([Pair("Kỷ luật (hình thức cao nhất)", parts.highest_disciplines(facts))], "15"),
    ]  # fmt: skip
