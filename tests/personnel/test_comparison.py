"""What differs between two tables, by hand."""

from datetime import date
from decimal import Decimal

from personnel.exports.comparison import compare
from personnel.exports.grid import Grid, GridLine, Keeper


def grid(columns, *lines, is_list=False) -> Grid:
    keeper = Keeper(columns, is_list=is_list)
    for key, *values in lines:
        keeper.add(key, f"Dòng {key}", values)
    return Grid.from_bytes(keeper.content())


def test_what_is_kept_is_read_as_it_was():
    values = [1, Decimal("2.34"), date(2026, 6, 30), "=1+1", "", None, True]
    kept = grid([f"Cột {n}" for n in range(7)], ["A", *values], ["A", *values])
    assert [line.key for line in kept.lines] == ["A", "A (2)"]
    assert all(line.values == values for line in kept.lines)
    assert [type(value) for value in kept.lines[0].values] == [type(value) for value in values]


def test_cells_lines_and_columns_that_differ():
    before = grid(["Tổng", "Hệ số", "Cũ"], ["A", 10, Decimal("2.34"), 1], ["B", 5, Decimal("3.00"), 1], ["C", 1, "", 1])
    after = grid(["Mới", "Hệ số", "Tổng"], ["D", 9, Decimal("1.00"), 7], ["A", 9, Decimal("2.67"), 8],
                 ["B", 9, Decimal("3.0"), 5])  # fmt: skip
    found = compare(before, after)
    told = [(one.key, one.column, one.before, one.after, one.difference) for one in found.changes]
    assert told == [
        ("A", "Hệ số", Decimal("2.34"), Decimal("2.67"), Decimal("0.33")), ("A", "Tổng", 10, 8, -2),
    ]  # fmt: skip
    assert [line.key for line in found.came] == ["D"] and [line.key for line in found.left] == ["C"]
    assert (found.new_columns, found.old_columns, found.alike, found.number) == (["Mới"], ["Cũ"], 1, 6)


def test_words_and_days_have_no_difference_and_nothing_is_not_zero():
    before = grid(["Ngày", "Số", "Chữ"], ["A", date(2026, 1, 1), None, "x"])
    after = grid(["Ngày", "Số", "Chữ"], ["A", date(2026, 1, 2), 0, "y"])
    assert [one.difference for one in compare(before, after).changes] == [None, None, None]
    assert compare(before, before).number == 0 and compare(before, before).alike == 1


def test_columns_of_one_name_are_told_apart():
    assert grid(["Nữ", "Nữ"], ["A", 1, 2]).columns == ["Nữ", "Nữ (2)"]
    assert GridLine("A", "Dòng A", [1, 2]) == grid(["Nữ", "Nữ"], ["A", 1, 2]).lines[0]
