"""The measures as plain aligned tables."""

from collections.abc import Iterable

from qlcb.formats import decimal_vi, number_vi
from reports.benchmark.measure import Measures
from reports.benchmark.sections import Imported
from reports.benchmark.writing import FLOOR, Printed, Written

HEAD = (
    "Trang",
    "Tài khoản",
    "Lần đo",
    "Truy vấn",
    "Trung vị",
    "p95",
    "Không RLS",
    "× không RLS",
    "SQL",
    "× SQL",
    "Khung",
    "× khung",
)
COMPARED = ("Trang", "Tài khoản")


def table(measures: Measures) -> list[str]:
    """One line a page: queries, median and p95, then the page without policies on rows and its floors,
    with the ratio of the median to each; milliseconds."""
    rows = [HEAD]
    for m in measures.values():
        floors = [cell for floor in (m.open, m.sql, m.shell) for cell in (_ms(floor.median), _times(m.page, floor))]
        rows.append(
            (m.title, m.username, str(len(m.page.values)), str(m.queries), _ms(m.page.median), _ms(m.page.p95), *floors)
        )
    return aligned(rows)


def comparison(small: Measures, large: Measures, sizes: tuple[str, str]) -> list[str]:
    """One line a page: medians at both sizes in milliseconds, and how many times longer the larger one takes."""
    rows = [(*COMPARED, sizes[0], sizes[1], "Gấp", f"SQL {sizes[0]}", f"SQL {sizes[1]}", "Gấp")]
    for key in (key for key in small if key in large):
        first, second = small[key], large[key]
        rows.append(
            (
                *key,
                _ms(first.page.median),
                _ms(second.page.median),
                _times(second.page, first.page),
                _ms(first.sql.median),
                _ms(second.sql.median),
                _times(second.sql, first.sql),
            )
        )
    return aligned(rows)


def import_lines(taken: Imported) -> list[str]:
    """The steps of an import with seconds and rows a second, then the bare COPY and the ratio to it."""
    rows = taken.rows
    steps = (
        ("Đọc tệp (tiến trình riêng)", (taken.reading,)),
        ("Kiểm tra", taken.checking),
        ("Ghi kèm lịch sử", taken.writing),
        ("Kiểm tra và ghi", (taken.seconds, taken.checking[1] + taken.writing[1])),
        ("Tính lại hiện trạng, rà soát", taken.deriving),
        ("COPY trần, không lịch sử", (taken.copying,)),
    )
    head = f"Nhập {number_vi(rows)} dòng của 7 mục cho {number_vi(taken.people)} người"
    told = [(head, "", "giây", "dòng/giây", "tự tính", "dòng/giây")]
    for name, seconds in steps:
        cells = [cell for value in seconds for cell in (decimal_vi(value), number_vi(round(rows / value)))]
        told.append((name, "", *cells, *[""] * (4 - len(cells))))
    ratio = decimal_vi(taken.seconds / taken.copying, 1)
    return [*aligned(told), f"Kiểm tra và ghi kèm lịch sử: gấp {ratio} lần COPY trần của cùng các dòng."]


def writing_lines(written: Iterable[Written]) -> list[str]:
    """One line for each way of writing a table: seconds, rows a second, times the floor, file and memory."""
    told = [("Ghi bảng 60 cột ra xlsx", "", "dòng", "giây tính", "dòng/giây", "× sàn", "tệp (MB)", "bộ nhớ thêm (MB)")]
    floor = 0.0
    for one in written:
        floor = one.seconds if one.way == FLOOR else floor
        ratio = decimal_vi(one.seconds / floor, 1) if one.size else ""
        speed = number_vi(round(one.rows / one.seconds))
        sizes = [decimal_vi(value / 1e6, 1) for value in (one.size, one.memory)]
        told.append((one.way, "", number_vi(one.rows), decimal_vi(one.seconds), speed, ratio, *sizes))
    return aligned(told)


def printing_lines(printed: Iterable[Printed]) -> list[str]:
    """One line for each list."""
    told = [("In danh sách 16 cột ra PDF", "", "dòng", "giây", "trang", "tệp (MB)", "bộ nhớ (MB)")]
    for one in printed:
        sizes = [decimal_vi(value / 1e6, 1) for value in (one.size, one.memory)]
        counts = number_vi(one.rows), decimal_vi(one.seconds, 1), number_vi(one.pages)
        told.append(("Bảng của QLCB", "", *counts, *sizes))
    return aligned(told)


def _ms(value: float) -> str:
    return decimal_vi(value, 2 if value < 10 else 1)


def _times(one, other) -> str:
    return decimal_vi(one.median / other.median, 1)


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Words to the left, numbers to the right."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
