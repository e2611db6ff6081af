"""Whose the rows of a file are: dossiers found by staff code or citizen number, through the door."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from accounts.permissions import IMPORT
from personnel.importing.cells import CellError, quote, text_of
from personnel.importing.lookups import Lookups
from personnel.importing.workbook import RawCell
from personnel.models import Dossier
from personnel.workbooks.layout import CITIZEN, CODE, NAME
from personnel.workbooks.parse import citizen_number
from personnel.workbooks.reading import FileSheet
from qlcb.sealed import ring
from qlcb.vietnamese import squeeze, words

AT_ONCE = 5_000


class WhoRefused(Exception):
    """A row of which it is not known, or not to be told, whose it is: the key of the column, and why.

    named: the person whom the message names all the same.
    """

    def __init__(self, key: str, message: str, named: Dossier | None = None) -> None:
        super().__init__(message)
        self.key, self.named = key, named


class People:
    """The dossiers of a file that the account may import into, by id; read once for all sheets."""

    def __init__(self, sheets: Iterable[FileSheet], account, lookups: Lookups, *, lock: bool = False) -> None:
        """lock: hold the dossiers until the commit."""
        self._lookups = lookups
        self._numbers: dict[tuple, str | CellError] = {}
        codes, numbers = set(), set()
        for sheet in sheets:
            for _, cells in sheet.rows:
                codes.add(_code(cells))
                number = self._number(cells)
                numbers.add(number if isinstance(number, str) else "")
        indexes = dict(_indexes(numbers - {""}))
        self.dossiers = _within_reach(account, codes - {""}, indexes, lock)
        self._by_code = {dossier.code: dossier for dossier in self.dossiers.values()}
        self._of_number = {indexes[d.citizen_index]: d for d in self.dossiers.values() if d.citizen_index in indexes}

    def find(self, cells: dict[str, RawCell]) -> Dossier:
        """The dossier of a row. Raises WhoRefused; of a dossier out of reach it tells no more than of none."""
        code, number = _code(cells), self._number(cells)
        if isinstance(number, CellError):
            raise WhoRefused(CITIZEN, str(number))
        if not code and not number:
            raise WhoRefused(CODE, "Chưa có số hiệu hoặc số định danh nên không biết dòng này của ai.")
        dossier = self._by_code.get(code) if code else self._of_number.get(number)
        if dossier is None:
            key, told = (CODE, code) if code else (CITIZEN, number)
            raise WhoRefused(key, f"{quote(told)} không có trong phạm vi nhập của tài khoản.")
        if code and number and self._of_number.get(number) is not dossier:
            raise WhoRefused(CITIZEN, f"Số định danh không phải của người có số hiệu {code}.")
        typed = _name(cells)
        if _is_other(typed, dossier) and _letters(typed) not in self._former_names[dossier.pk]:
            whose = f"Số hiệu {quote(code)}" if code else f"Số định danh này (số hiệu {quote(dossier.code)})"
            told = f"{whose} là của {dossier.full_name}, nhưng dòng này ghi tên {quote(typed)}."
            raise WhoRefused(NAME, f"{told} Sửa lại cho đúng người; cột tên có thể để trống.", dossier)
        return dossier

    def doubt(self, cells: dict[str, RawCell], dossier: Dossier) -> str:
        """What is odd about a row that is this person's: a name that they no longer have; "" when nothing is."""
        typed = _name(cells)
        if not _is_other(typed, dossier):
            return ""
        return f"{quote(typed)} là tên trước đây của hồ sơ {dossier.code}: {dossier.full_name}."

    @cached_property
    def _former_names(self) -> dict[int, set[str]]:
        """Id of a dossier → the names that it ever had; a file exported before a change of name holds the old one."""
        names = defaultdict(set)
        for part in parts(self.dossiers):
            for pk, name in Dossier.history.filter(id__in=part).values_list("id", "full_name").distinct():
                names[pk].add(_letters(name))
        return names

    def _number(self, cells: dict[str, RawCell]) -> str | CellError:
        """The citizen number of a row; "" when none is told."""
        raw = cells.get(CITIZEN)
        if raw is None or (raw.kind == "text" and not raw.value.strip()):
            return ""
        key = (raw.kind, raw.value)
        if key not in self._numbers:
            try:
                self._numbers[key] = citizen_number(raw, self._lookups) or ""
            except CellError as error:
                self._numbers[key] = error
        return self._numbers[key]


def _code(cells: dict[str, RawCell]) -> str:
    raw = cells.get(CODE)
    return text_of(raw).strip().upper() if raw is not None else ""


def _name(cells: dict[str, RawCell]) -> str:
    return squeeze(text_of(cells[NAME])) if NAME in cells else ""


def _is_other(typed: str, dossier: Dossier) -> bool:
    return typed != dossier.full_name and _letters(typed) not in ("", _letters(dossier.full_name))


@lru_cache(maxsize=50_000)
def _letters(name: str) -> str:
    """A name as names are compared here: case, marks, spaces and hyphens make no difference."""
    return "".join(words(name))


def _indexes(numbers: set[str]) -> Iterator[tuple[str, str]]:
    """Blind index → number, under every key of the ring."""
    for number in numbers:
        for index in ring().indexes(number, "citizen_id"):
            yield index, number


def _within_reach(account, codes: set[str], indexes: dict[str, str], lock: bool) -> dict[int, Dossier]:
    """The dossiers with these codes or indexes that the account may open and import into, in the order of their ids."""
    reach = Dossier.objects.visible_to(account).under(account, IMPORT)
    ids: set[int] = set()
    for name, values in (("code", codes), ("citizen_index", set(indexes))):
        for part in parts(values):
            ids.update(reach.filter(**{f"{name}__in": part}).values_list("pk", flat=True))
    found: dict[int, Dossier] = {}
    for part in parts(ids):
        rows = reach.filter(pk__in=part).order_by("pk")
        found |= {dossier.pk: dossier for dossier in (rows.select_for_update() if lock else rows)}
    return found


def parts(values: Iterable) -> Iterator[list]:
    """The values in sorted lists of bearable length."""
    ordered = sorted(values)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
