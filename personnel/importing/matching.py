"""Whose dossier a row is about: found by staff code, else by citizen number; what contradicts itself is refused."""

from personnel.importing.cells import quote
from personnel.importing.lookups_db import CellRefused
from personnel.importing.planned import Planned
from personnel.importing.series import agrees
from personnel.importing.stored import Stored, citizen_number
from personnel.models import Dossier
from qlcb.vietnamese import name_sort_key


class Matcher:
    """Finds the dossiers of one file; each is matched by one row only."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._matched: dict[int, Planned] = {}

    def match(self, row: Planned) -> None:
        """Set the row's dossier, a new one when nobody is found. Raises CellRefused with the cell and the reason."""
        code, number = row.value("code"), citizen_number(row.clean)
        by_code, by_number = self._stored.ids_by_code.get(code), self._stored.ids_by_citizen.get(number)
        row.met = {pk for pk in (by_code, by_number) if pk in self._stored.dossiers}
        if row.value("citizen_id") and number is None:
            row.warn("citizen_id", "Số CMND cũ không được ghi vào hồ sơ.")
        if by_number is not None and code is not None and by_number != by_code:
            self._refuse_taken_number(by_number, number)
        if by_code is not None:
            dossier = self._within(by_code, "code", f"Số hiệu {quote(code)}")
            _refuse_another_person(row, dossier, number)
        elif by_number is not None:
            dossier = self._within(by_number, "citizen_id", f"Số CCCD {quote(number)}")
        else:
            dossier = self._new(row, code)
        self._refuse_second_row(row, dossier)
        row.is_new = dossier.pk is None
        row.dossier = dossier

    def _within(self, pk: int, key: str, what: str) -> Dossier:
        """The dossier, if the account may import into it; about another one nothing is told but that it exists."""
        if pk not in self._stored.dossiers:
            raise CellRefused(key, f"{what} đã có trong hệ thống, không thuộc phạm vi của tài khoản.")
        return self._stored.dossiers[pk]

    def _refuse_taken_number(self, pk: int, number: str) -> None:
        other = self._within(pk, "citizen_id", f"Số CCCD {quote(number)}")
        raise CellRefused(
            "citizen_id", f"Số CCCD {quote(number)} đang thuộc hồ sơ số hiệu {other.code} ({other.full_name})."
        )

    def _refuse_second_row(self, row: Planned, dossier: Dossier) -> None:
        if dossier.pk is None:
            return
        first = self._matched.setdefault(dossier.pk, row)
        if first is not row:
            key = "code" if row.value("code") else "citizen_id"
            where = first.ref("full_name")
            sheet = first.clean.sheet
            raise CellRefused(key, f"Hồ sơ {dossier.code} đã được nêu ở một dòng khác (ô {where}, trang {sheet}).")

    def _new(self, row: Planned, code: str | None) -> Dossier:
        if code is None:
            raise CellRefused("code", "Chưa có số hiệu; lập hồ sơ mới phải có số hiệu.")
        prefix = row.sheet.unit.department.prefix
        if prefix and not code.startswith(prefix):
            row.warn(
                "code",
                f"Số hiệu {quote(code)} không bắt đầu bằng {prefix}, mã của {row.sheet.unit.department.name}.",
            )
        self._doubt_namesakes(row)
        return Dossier(code=code)

    def _doubt_namesakes(self, row: Planned) -> None:
        """Warn that somebody of the same name and birth date is on file under another code (TCHQ-8.2b)."""
        for namesake in self._stored.namesakes.get(name_sort_key(row.value("full_name")), ()):
            if agrees(namesake.birth_date, row.value("birth_date")):
                seen = namesake.id in self._stored.visible
                row.alike |= {namesake.id} if seen else set()
                whose = f"số hiệu {namesake.code}" if seen else "ngoài phạm vi của tài khoản"
                row.warn("full_name", f"Có thể trùng: đã có hồ sơ cùng họ tên, ngày sinh ({whose}).")


def _refuse_another_person(row: Planned, dossier: Dossier, number: str | None) -> None:
    """Refuse a staff code under which somebody else is on file.

    Somebody else: another citizen number with another name or birth date; where the numbers cannot be compared,
    another name and another birth date.
    """
    same_name = name_sort_key(row.value("full_name")) == dossier.sort_key
    same_birth = agrees(row.value("birth_date"), dossier.birth_date)
    if number is not None and dossier.citizen_id:
        another = number != dossier.citizen_id and not (same_name and same_birth)
    else:
        another = not same_name and not same_birth
    if another:
        raise CellRefused(
            "code",
            f"Số hiệu {quote(dossier.code)} đang thuộc hồ sơ của người khác: {dossier.full_name}, "
            f"sinh {dossier.birth_date}.",
        )
