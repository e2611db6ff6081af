"""How fast a workbook of sections is read, checked and written with history, beside the bare COPY of its rows."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from accounts.models import Account
from accounts.permissions import IMPORT
from personnel.models import Dossier, Qualification, Term
from personnel.sections import SECTIONS
from personnel.workbooks.apply import bring_up_to_date, write_rows
from personnel.workbooks.filling import fill
from personnel.workbooks.layout import CODE, IDENTITY, ROW, sheets
from personnel.workbooks.lists import Lists
from personnel.workbooks.plan import plan_file
from personnel.workbooks.reading import read_file
from personnel.workbooks.template import template
from reports.benchmark.measure import BenchmarkError

REASON = "Đo tốc độ nhập theo mục"
YEAR = 1951  # before anything that is stored, so that every row is a new one
KIND = Term.Kind


@dataclass
class Imported:
    """Seconds that the steps of one import took: as the clock has them, and of those what this process computed itself.

    copying: of the bare COPY of the same rows.
    """

    rows: int
    people: int
    reading: float = 0
    checking: tuple[float, float] = (0, 0)
    writing: tuple[float, float] = (0, 0)
    deriving: tuple[float, float] = (0, 0)
    copying: float = 0

    @property
    def seconds(self) -> float:
        """Of checking the rows and writing them with their history."""
        return self.checking[0] + self.writing[0]


class _Watch:
    """Measures a step: `seconds` by the clock and of this process."""

    def __enter__(self) -> "_Watch":
        self._clock, self._process = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *error) -> None:
        self.seconds = time.perf_counter() - self._clock, time.process_time() - self._process


def measure_import(rows: int, today: date) -> Imported:
    """Import an invented workbook of `rows` rows in seven sections, and undo it. Raises BenchmarkError."""
    account = _importer()
    codes = Dossier.objects.under(account, IMPORT).order_by("pk").values_list("code", flat=True)
    people = [code for code in codes if not account.custody or code != account.custody.staff_code]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cac-muc.xlsx"
        path.write_bytes(_workbook(people, rows, today))
        with _Watch() as reading:
            file = read_file(path)
    with transaction.atomic():
        last = {slug: _last_id(slug) for slug in _kinds()}
        with _Watch() as checking:
            plan = plan_file(file, account=account, today=today, lock=True)
        with _Watch() as writing:
            written = write_rows(plan, account=account, reason=REASON)
        if len(written) != rows or not all(line.is_new for line in written):
            raise BenchmarkError(f"Chỉ {len(written)} trong {rows} dòng nhập được.")
        copies = {slug: _taken(slug, last[slug]) for slug in _kinds()}
        with _Watch() as deriving:
            bring_up_to_date(written, account=account, today=today)
        transaction.set_rollback(True)
    taken = Imported(rows, len({line.dossier.pk for line in written}), reading.seconds[0])
    taken.checking, taken.writing, taken.deriving = checking.seconds, writing.seconds, deriving.seconds
    taken.copying = _copy(copies)
    return taken


def _importer() -> Account:
    """An account that may import everywhere and write everything."""
    for account in Account.objects.filter(is_active=True).order_by("pk"):
        if account.access.everywhere(IMPORT) and account.access.everywhere("write_all"):
            return account
    raise BenchmarkError("Không có tài khoản nào được nhập trong toàn ngành.")


def _kinds() -> dict[str, list[dict]]:
    """Slug of a section → the records that a person brings, twenty in all."""
    terms = {kind: Term.objects.filter(kind=kind, valid_to=None).order_by("pk").first() for kind in _LISTS}
    missing = [str(kind.label) for kind, term in terms.items() if term is None]
    if missing:
        raise BenchmarkError(f"Danh mục chưa có mục nào: {', '.join(missing)}.")
    of = {kind: term.code for kind, term in terms.items()}
    degree = Qualification.objects.filter(kind=Qualification.Kind.PROFESSIONAL).first().code
    names = ("Nguyễn Văn Thử", "Trần Thị Đo", "Lê Văn Tốc", "Phạm Thị Độ")
    return {
        "xep-loai": [{"year": YEAR + n, "rating": of[KIND.RATING], "score": f"9{n},25"} for n in range(5)],
        "gia-dinh": [
            {"relation": of[KIND.RELATION], "full_name": name, "born_on": f"{YEAR + 4}", "past": "Không",
             "home_town": "Xã Hòa Tiến, thành phố Đà Nẵng", "occupation": "Nông dân, hợp tác xã Hòa Tiến I"}
            for name in names
        ],
        "dao-tao": [
            {"kind": "Chuyên môn", "level": degree, "begins_on": f"09/{YEAR + n}", "ends_on": f"06/{YEAR + n + 4}",
             "major": "Luật kinh tế", "school": "Trường Đại học Luật Hà Nội", "mode": "Chính quy"} for n in range(2)
        ],
        "khen-thuong": [
            {"form": of[KIND.REWARD_FORM], "awarded_on": f"20/12/{YEAR + n}", "authority": "Cục trưởng",
             "content": "Hoàn thành xuất sắc nhiệm vụ"} for n in range(3)
        ],
        "phu-cap": [
            {"kind": of[KIND.ALLOWANCE], "mode": "Theo hệ số", "coefficient": "0,30", "valid_from": f"01/03/{YEAR + n}",
             "valid_to": f"28/02/{YEAR + n + 1}"} for n in range(2)
        ],
        "nghi": [
            {"kind": of[KIND.ABSENCE_KIND], "begins_on": f"02/05/{YEAR + n}", "ends_on": f"09/05/{YEAR + n}",
             "days": "6", "reason_given": "Việc gia đình"} for n in range(2)
        ],
        "hop-dong": [
            {"kind": of[KIND.CONTRACT_KIND], "number": f"{n}/HĐLĐ", "signed_on": f"01/01/{YEAR + n}",
             "valid_from": f"01/01/{YEAR + n}", "valid_to": f"31/12/{YEAR + n}", "job": "Văn thư"} for n in range(2)
        ],
    }  # fmt: skip


_LISTS = (KIND.RATING, KIND.RELATION, KIND.REWARD_FORM, KIND.ALLOWANCE, KIND.ABSENCE_KIND, KIND.CONTRACT_KIND)


def _workbook(people: list[str], rows: int, today: date) -> bytes:
    """A workbook of so many rows for as many people as it takes. Raises BenchmarkError when they are too few."""
    kinds = _kinds()
    told = list(islice(_rows(people, kinds), rows))
    if len(told) < rows:
        raise BenchmarkError(f"{len(people)} hồ sơ chỉ đủ cho {len(told)} dòng.")
    chosen = [(sheets()[slug], sheets()[slug].facts) for slug in kinds]
    shown = [(sheet, [*(sheet.by_key[key] for key in IDENTITY), *facts]) for sheet, facts in chosen]
    book, styles = template(shown, Lists(), lines=(), today=today)
    filled = {
        place: [[values.get(column.key) for column in columns] for slug, values in told if slug == sheet.slug]
        for place, (sheet, columns) in enumerate(shown, 2)
    }
    return fill(book, filled, styles, grey=IDENTITY.index(ROW))


def _rows(people: list[str], kinds: dict[str, list[dict]]) -> Iterator[tuple[str, dict]]:
    for code in people:
        for slug, records in kinds.items():
            for record in records:
                yield slug, {CODE: code} | record


def _table(slug: str) -> str:
    return SECTIONS[slug].model._meta.db_table


def _last_id(slug: str) -> int:
    return SECTIONS[slug].model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _taken(slug: str, last: int) -> bytes:
    """The rows that the import wrote, as COPY takes them."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY (SELECT * FROM {_table(slug)} WHERE id > {last}) TO STDOUT") as out,
    ):
        return b"".join(bytes(piece) for piece in out)


def _copy(copies: dict[str, bytes]) -> float:
    """Seconds that PostgreSQL takes for the same rows into the same tables, without history; undone."""
    with transaction.atomic():
        started = time.perf_counter()
        with connection.cursor() as cursor:
            for slug, rows in copies.items():
                with cursor.copy(f"COPY {_table(slug)} FROM STDIN") as into:
                    into.write(rows)
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return seconds
