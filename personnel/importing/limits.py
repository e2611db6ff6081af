"""What a workbook may cost the server, how it is turned away, and what the two processes share."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
ERROR_SHEET = "Lỗi cần sửa"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds within which an uploaded workbook is opened; beyond any of them it is refused."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    entries: int = 2_000
    ratio: int = 200
    sheets: int = 60
    rows: int = 20_000
    columns: int = 200
    cells: int = 1_000_000
    merged_cells: int = 500_000
    cell_characters: int = 32_767
    output_bytes: int = 128 * MEGABYTE
    memory_bytes: int = 1_536 * MEGABYTE
    cpu_seconds: int = 120
    wall_seconds: int = 240


class WorkbookRefused(Exception):
    """A workbook that is not opened: a Vietnamese sentence for the person who sent it, and a code for the program."""

    def __init__(self, message_vi: str, code: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi
        self.code = code


SAVE_AGAIN = "Hãy mở tệp bằng Excel, chọn “Lưu thành” (Save As), kiểu “Excel Workbook (*.xlsx)” rồi tải lên lại."
