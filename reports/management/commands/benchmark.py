import signal
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.test import override_settings
from django.utils import timezone

from personnel.models import Dossier
from qlcb.formats import decimal_vi, number_vi
from reports.benchmark.measure import BenchmarkError, Measures, measure
from reports.benchmark.output import comparison, import_lines, printing_lines, table, writing_lines
from reports.benchmark.reorganisation import measure_reorganisation, reorganisation_lines
from reports.benchmark.scratch import Scratch
from reports.benchmark.sections import measure_import
from reports.benchmark.writing import measure_printing, measure_writing

CLERK, LEADER = "hq34.nhansu1", "tccb.lanhdao"
LARGEST_CLERK = "hq02.nhansu1"  # sees a full page of the list in a small service too
ROUNDS = 5


class Command(BaseCommand):
    help = "Đo danh sách, tìm kiếm, hồ sơ, lịch sử, kết xuất: số truy vấn, thời gian, và mức sàn trong cùng lần chạy."

    def add_arguments(self, parser):
        parser.add_argument("--dossiers", type=int, help="đo trên một cơ sở dữ liệu tạm với từng này hồ sơ")
        parser.add_argument("--compare", type=int, nargs=2, metavar=("ÍT", "NHIỀU"), help="so hai cỡ dữ liệu")
        parser.add_argument(
            "--runs", type=int, default=30, help="số lần đo mỗi trang (mặc định 30), ít hơn với trang lâu"
        )
        parser.add_argument(
            "--import-sections",
            type=int,
            metavar="DÒNG",
            help="chỉ đo việc nhập từng này dòng của các mục từ một tệp, bên cạnh COPY trần của cùng số dòng",
        )
        parser.add_argument(
            "--reorganise",
            metavar="BẢNG",
            help="chỉ đo việc sắp xếp tổ chức theo bảng này, ví dụ reorganisation_2025; xong thì hoàn tác",
        )
        parser.add_argument(
            "--count",
            type=int,
            metavar="HỒ SƠ",
            help="chỉ đo BM01 và toàn cảnh của toàn ngành trên cơ sở dữ liệu tạm với từng này hồ sơ, đủ để lập báo cáo",
        )
        parser.add_argument(
            "--write",
            type=int,
            nargs="+",
            metavar="DÒNG",
            help="chỉ đo việc ghi bảng từng này dòng 60 cột ra xlsx, bên cạnh mức sàn và các cách khác",
        )
        parser.add_argument(
            "--print", type=int, nargs="+", metavar="DÒNG", help="chỉ đo việc in danh sách từng này dòng ra PDF"
        )
        parser.add_argument("--clerk", help="tài khoản nhân sự của một đơn vị")
        parser.add_argument("--leader", default=LEADER, help="tài khoản thấy toàn ngành")

    def handle(self, *args, dossiers, compare, runs, clerk, leader, **only):
        numbers = [runs, *(compare or []), *(only["write"] or []), *(only["print"] or [])]
        numbers += [number for number in (dossiers, only["import_sections"], only["count"]) if number is not None]
        if min(numbers) < 1:
            raise CommandError("Số lần đo, số hồ sơ và số dòng phải từ 1 trở lên.")
        sizes = compare or ([dossiers] if dossiers else [])
        usernames = [clerk or (LARGEST_CLERK if sizes else CLERK), leader]
        try:
            with override_settings(DEBUG=False):  # which would keep every statement in memory
                if any(only[name] for name in ("import_sections", "reorganise", "count", "write", "print")):
                    self._only(only, sizes, runs, leader)
                elif sizes:
                    self._on_scratch(sizes, usernames, runs)
                else:
                    self._here(usernames, runs)
        except BenchmarkError as error:
            raise CommandError(str(error)) from error

    def _only(self, only: dict, sizes: list[int], runs: int, leader: str) -> None:
        """Measure what was asked for alone."""
        if rows := only["import_sections"]:
            self._import(rows, sizes[0] if sizes else None)
        elif table := only["reorganise"]:
            self._reorganise(table, sizes)
        elif size := only["count"]:
            self._on_scratch([size], [leader], runs, only_counting=True)
        if rows := only["write"]:
            self._tell(writing_lines(measure_writing(rows)))
        if rows := only["print"]:
            self._tell(printing_lines(measure_printing(rows)))

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _here(self, usernames: list[str], runs: int) -> None:
        taken: Measures = {}
        measure(usernames, runs, taken)
        self._print(f"{number_vi(Dossier.objects.count())} hồ sơ trong cơ sở dữ liệu này", taken)

    def _on_scratch(self, sizes: list[int], usernames: list[str], runs: int, *, only_counting: bool = False) -> None:
        """Fill one scratch database for each size and measure them in turns."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the databases are dropped
        filled: list[tuple[Scratch, Measures]] = []
        try:
            with ExitStack() as stack:
                for size in sizes:
                    filled.append((stack.enter_context(Scratch(size, for_reports=only_counting)), {}))
                    self._fill(filled[-1][0])
                for runs_now in _rounds(runs):
                    for scratch, taken in filled:
                        scratch.use()
                        measure(usernames, runs_now, taken, only_counting=only_counting)
        except DatabaseError as error:
            raise CommandError(f"Cơ sở dữ liệu tạm: {error}") from error
        for scratch, taken in filled:
            self._print(f"{number_vi(scratch.size)} hồ sơ trong cơ sở dữ liệu tạm", taken)
        if len(filled) == 2:
            (small, first), (large, second) = filled
            self.stdout.write("\nTrung vị (ms) theo cỡ dữ liệu:")
            self._tell(comparison(first, second, (number_vi(small.size), number_vi(large.size))))

    def _import(self, rows: int, dossiers: int | None) -> None:
        """Import invented rows of sections, on a scratch database when a size is given, and print the rates."""
        with ExitStack() as stack:
            if dossiers:
                signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
                self._fill(stack.enter_context(Scratch(dossiers)))
            taken = measure_import(rows, timezone.localdate())
        self._tell(import_lines(taken))

    def _reorganise(self, table: str, sizes: list[int]) -> None:
        """Reorganise here, or on a scratch database for each size, and print the steps side by side."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        taken = []
        for size in sizes:
            with Scratch(size) as scratch:
                self._fill(scratch)
                taken.append(measure_reorganisation(table, timezone.localdate()))
        self._tell(reorganisation_lines(taken or [measure_reorganisation(table, timezone.localdate())]))

    def _fill(self, scratch: Scratch) -> None:
        started = time.perf_counter()
        note = scratch.fill(timezone.localdate())
        self.stdout.write(f"{note} Xong trong {decimal_vi(time.perf_counter() - started, 1)} giây.")

    def _print(self, title: str, taken: Measures) -> None:
        self.stdout.write(
            f"\n{title}; mili giây. Không RLS: cùng trang, PostgreSQL không lọc dòng; "
            "SQL: các dòng của trang lấy thẳng từ cơ sở dữ liệu; "
            "khung: trang trống của cùng giao diện; ×: trung vị của trang so với mức sàn đó."
        )
        self._tell(table(taken))


def _rounds(runs: int) -> list[int]:
    """The runs in at most five parts, so that two sizes are measured under the same load."""
    parts = min(ROUNDS, runs)
    return [runs // parts + (index < runs % parts) for index in range(parts)]
