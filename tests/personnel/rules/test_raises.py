"""The next raise and the next over-frame percent, case by case of the hand-made table, and what always holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.absences import Span
from personnel.rules.consequences import Mark, held_back_until
from personnel.rules.held import held
from personnel.rules.numbers import LegalNumber, Number, Numbers
from personnel.rules.raises import Conduct, next_over_frame, next_raise
from qlcb.dates import PartialDate, add_months
from tests.personnel.raise_cases import LAW, TODAY, Line, cases

CASES = cases()
NAMED = {case.name: case for case in CASES}
LAWFUL = pytest.mark.clause("TCHQ-12.2")


def due_of(case):
    now = held(case.lines, LAW.groups, LAW.numbers)
    ask = next_over_frame if now.at_last else next_raise
    return now, ask(now, case.conduct, LAW, case.today)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
@LAWFUL
def test_case_of_the_table(case):
    now, due = due_of(case)
    kind = "none" if due.value is None else "over_frame" if now.at_last else "raise"
    found = kind, due.extension_months, due.not_counted_months, due.value
    assert found == (case.kind, case.extension, case.not_counted, case.due), due.steps


@LAWFUL
def test_the_steps_can_be_signed():
    _, due = due_of(NAMED["Khiển trách, không hoàn thành, nghỉ không lương, ốm quá hạn"])
    law = "(TT 08/2013/TT-BNV, Điều 2 khoản 3"
    assert due.steps == [
        "Hưởng bậc 3/9 nhóm A1, hệ số 3,00, từ 01/03/2024.",
        "Thời gian giữ bậc để xét nâng bậc: 36 tháng (TT 08/2013/TT-BNV, Điều 2 khoản 1).",
        f"Xếp loại năm 2024 “Không hoàn thành nhiệm vụ”: kéo dài 6 tháng {law} điểm b).",
        f"Kỷ luật “CC-KT”, hiệu lực 10/05/2025: kéo dài 6 tháng {law}; Luật Cán bộ, công chức).",
        "Không tính kl từ 01/06/2025 đến 30/09/2025.",
        "OD6 cộng dồn 7 tháng, được tính đến 6 tháng: không tính 1 tháng.",
        "Cộng thời gian không tính: 5 tháng.",
        "Từ 01/03/2024 phải đủ 36 tháng giữ bậc + 12 tháng kéo dài + 5 tháng không tính = 53 tháng.",
        "Đến hạn nâng lên bậc 4, hệ số 3,33, từ 01/08/2028.",
    ]
    assert due.doubts == []
    assert (due.plain, due.moved) == (date(2027, 3, 1), True)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("Đủ 36 tháng", "Đến hạn nâng lên bậc 4, hệ số 3,33, từ 01/03/2027."),
        ("Nghỉ không lương 3 tháng", "Không tính kl từ 01/06/2025 đến 31/08/2025: 3 tháng."),
        (
            "Nghỉ không lương 10 ngày làm việc",
            "Cộng thời gian không tính: 10 ngày làm việc; phần lẻ không tính (dưới 11 ngày làm việc), thành 0 tháng.",
        ),
        (
            "Nghỉ không lương 11 ngày làm việc",
            "Cộng thời gian không tính: 11 ngày làm việc; phần lẻ tính tròn một tháng (từ 11 ngày làm việc), "
            "thành 1 tháng.",
        ),
        ("Ốm 5 tháng", "OD6 cộng dồn 5 tháng: được tính (đến 6 tháng)."),
        (
            "Kỷ luật Đảng và hành chính cùng hành vi",
            "Không tính thêm kỷ luật Đảng “D-CC”, hiệu lực 01/04/2025: đã có kỷ luật hành chính (điểm e).",
        ),
        (
            "Không hoàn thành do chính hành vi bị kỷ luật",
            "Không tính thêm xếp loại năm 2025 “Không hoàn thành nhiệm vụ”: do cùng hành vi đã bị kỷ luật (điểm đ).",
        ),
        ("Xóa tên đảng viên", "Kỷ luật Đảng “D-XT”, hiệu lực 10/05/2025: không kéo dài thời gian nâng bậc."),
        ("Quyết định nêu mốc tính nâng bậc", "Mốc tính nâng bậc ghi theo quyết định: 01/03/2024."),
        (
            "Nâng ngạch chênh lệch nhỏ: tính tiếp từ bậc cũ",
            "Chuyển từ nhóm A1 bậc 7: hệ số tăng 0,08, nhỏ hơn chênh lệch hai bậc ở ngạch cũ (0,33), nên thời gian "
            "nâng bậc tính tiếp từ 01/05/2023 (TT 02/2007/TT-BNV, mục II).",
        ),
        ("Đang tập sự 85 %", "Dự kiến bổ nhiệm vào ngạch từ 01/12/2026, thời gian giữ bậc tính từ ngày ấy."),
        ("Bậc cuối: vượt khung 5 % sau 36 tháng", "Đến hạn hưởng phụ cấp thâm niên vượt khung 5 % từ 01/01/2025."),
        ("Vượt khung 6 % sau 12 tháng", "Hưởng bậc 9/9 nhóm A1, hệ số 4,98, vượt khung 5 %, từ 01/01/2025."),
        ("Chuyên gia cao cấp ở bậc cuối", "Nhóm CGCC không có phụ cấp thâm niên vượt khung."),
    ],
)
@LAWFUL
def test_each_reason_is_told(name, step):
    assert step in due_of(NAMED[name])[1].steps


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("Hai năm liên tiếp không hoàn thành", "Hai năm liên tiếp 2024 và 2025 không hoàn thành nhiệm vụ"),
        ("Kỷ luật Đảng và hành chính cùng hành vi", "là về hành vi khác thì đánh dấu"),
        ("Chỉ kỷ luật Đảng: khiển trách công chức", "cần đối chiếu văn bản"),
        ("Ghi do kỷ luật nhưng hồ sơ không có kỷ luật", "hồ sơ không có kỷ luật trong thời gian giữ bậc"),
        ("Đang nghỉ không lương chưa biết ngày về", "chưa ghi ngày kết thúc: tính đến hôm nay"),
        ("Đang tập sự 85 %", "Ngày bổ nhiệm vào ngạch là dự kiến."),
    ],
)
def test_what_an_officer_must_look_at_is_told(name, doubt):
    assert any(doubt in told for told in due_of(NAMED[name])[1].doubts)


def test_days_known_in_part_and_forms_the_list_lacks_are_told():
    case = NAMED["Đủ 36 tháng"]
    line = replace(case.lines[0], valid_from=PartialDate(2024, 3))
    marks = [Mark("state", "CC-KT", "Khiển trách", date(2025, 5, 1), exact=False), Mark("state", "LA", "Lạ", TODAY)]
    spans = [Span(date(2025, 6, 1), date(2025, 6, 30), "KL", "Nghỉ", exact=False)]
    now, due = due_of(replace(case, lines=[line], marks=marks, spans=spans))
    assert (now.since, due.value) == (date(2024, 3, 1), date(2027, 10, 1))
    told = " ".join(due.doubts)
    for words in (
        "Ngày hưởng chỉ ghi 03/2024",
        "“Khiển trách”, hiệu lực 01/05/2025 chỉ ghi",
        "“Lạ”",
        "“Nghỉ” từ 01/06",
    ):
        assert words in told


def test_neither_raise_is_asked_of_the_wrong_step():
    below, last = (held(NAMED[name].lines, LAW.groups, LAW.numbers)
                   for name in ("Đủ 36 tháng", "Bậc cuối: vượt khung 5 % sau 36 tháng"))  # fmt: skip
    assert next_over_frame(below, Conduct(), LAW, TODAY).value is None
    assert next_raise(last, Conduct(), LAW, TODAY).steps == [
        "Bậc 9/9 nhóm A1 là bậc cuối: không nâng bậc, xét phụ cấp thâm niên vượt khung."
    ]


@pytest.mark.parametrize(("group", "step"), [("Z9", 1), ("A1", 10)])
def test_a_step_the_table_lacks_is_none(group, step):
    class Odd(Line):
        coefficient = 1

    assert held([Odd(PartialDate(2024), group, step)], LAW.groups, LAW.numbers) is None


@pytest.mark.parametrize(
    ("code", "subject", "until"),
    [("CC-KT", "civil_servant", date(2026, 5, 10)), ("LD-CCH", "civil_servant", date(2027, 5, 10)), ("D-XT", "", None)],
)
def test_how_long_a_discipline_bars_promotion(code, subject, until):
    mark = Mark("party" if code.startswith("D") else "state", code, code, date(2025, 5, 10))
    answer = held_back_until(mark, subject, LAW.consequences)
    assert answer.value == until
    assert f"“{code}”" in answer.steps[0] and (until is None or f"đến hết {until:%d/%m/%Y}" in answer.steps[0])


def test_a_number_holds_from_its_day_and_its_first_before_it():
    first = LegalNumber("raise_sick_months", "Ốm", 6, date(2013, 9, 15), date(2030, 12, 31))
    numbers = Numbers([LegalNumber("raise_sick_months", "Ốm", 8, date(2031, 1, 1)), first])
    asked = [numbers.on(Number.SICK_MONTHS, date(year, 6, 1)) for year in (2000, 2020, 2030, 2031)]
    assert asked == [6, 6, 6, 8]
    with pytest.raises(LookupError, match="không có “early_raise_people” của ngày 01/06/2020"):
        numbers.on(Number.EARLY_PEOPLE, date(2020, 6, 1))
    with pytest.raises(LookupError):
        Numbers([first]).on(Number.SICK_MONTHS, date(2031, 1, 1))


def test_every_number_that_rules_ask_for_is_shipped():
    assert {LAW.numbers.on(number, TODAY) > 0 for number in Number} == {True}


some_days = st.dates(min_value=date(2022, 1, 1), max_value=date(2030, 12, 31))
some_marks = st.lists(
    st.builds(
        lambda day, code: Mark("party" if code.startswith("D-") else "state", code, code, day),
        some_days,
        st.sampled_from(["CC-KT", "LD-CCH", "D-KT", "D-CCH"]),
    ),
    max_size=4,
)
some_spans = st.lists(
    st.builds(
        lambda first, length, code: Span(first, first + timedelta(days=length), code, code),
        some_days,
        st.integers(0, 300),
        st.sampled_from(["KL", "OD6", "TS", "DC"]),
    ),
    max_size=4,
)
some_lines = st.builds(
    lambda day, step: Line(PartialDate.of(day), "A1", step),
    st.dates(date(2022, 1, 1), date(2025, 1, 1)),
    st.integers(1, 8),
)


def due_on(line, marks=(), spans=()):
    now = held([line], LAW.groups, LAW.numbers)
    return next_raise(now, Conduct("civil_servant", marks, spans), LAW, TODAY)


@given(some_lines, some_marks, some_spans)
def test_what_is_found_only_puts_off_and_adds_up(line, marks, spans):
    due = due_on(line, marks, spans)
    assert due.value >= due.plain
    assert due.value == add_months(line.valid_from.first_day, 36 + due.extension_months + due.not_counted_months)
    assert due.plain == due_on(line).value


@given(some_lines, some_marks, some_spans, st.data())
def test_order_and_repetition_of_records_do_not_matter(line, marks, spans, data):
    """The same absence entered twice is one; disciplines are each their own."""
    due = due_on(line, marks, spans)
    mixed = due_on(line, data.draw(st.permutations(marks)), data.draw(st.permutations(spans + spans)))
    assert mixed.value == due.value


def by_the_state(marks):
    """A discipline by the Party may give way to a milder one by the state; these only add up."""
    return [mark for mark in marks if mark.kind == "state"]


@given(some_lines, some_marks, some_spans)
def test_one_more_discipline_never_brings_the_day_forward(line, marks, spans):
    marks = by_the_state(marks)
    more = [*marks, Mark("state", "CC-KT", "CC-KT", date(2026, 1, 5))]
    assert due_on(line, more, spans).value >= due_on(line, marks, spans).value


@given(some_lines, some_marks, some_spans, some_days, st.integers(0, 200))
def test_more_leave_without_pay_never_brings_the_day_forward(line, marks, spans, first, length):
    marks = by_the_state(marks)
    more = [*spans, Span(first, first + timedelta(days=length), "KL", "KL")]
    assert due_on(line, marks, more).value >= due_on(line, marks, spans).value


@given(some_lines, some_days, st.integers(0, 400))
def test_what_the_law_counts_moves_nothing(line, first, length):
    last = first + timedelta(days=length)
    for code in ("PN", "TS", "CTNN", "NVQS"):
        assert not due_on(line, spans=[Span(first, last, code, code)]).moved


@given(some_lines, st.integers(1, 30))
def test_what_happened_before_the_step_moves_nothing(line, days):
    before = line.valid_from.first_day - timedelta(days=days)
    spans = [Span(before - timedelta(days=90), before, "KL", "KL")]
    assert not due_on(line, [Mark("state", "LD-CCH", "LD-CCH", before)], spans).moved
