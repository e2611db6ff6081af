"""What the database knows that lists are checked against: catalogues, ranks and salary table, read once an import."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from personnel.importing.lookups import Catalogue, Coefficient, Lookups, RankPeriod, lookup_key
from personnel.models import EthnicGroup, Language, Position, Qualification, Rank, Religion, SalaryStep, Term
from qlcb import regulation
from qlcb.formats import decimal_vi
from qlcb.identifiers import STAFF_CODE

KIND_OF_COLUMN = {
    "degree": Qualification.Kind.PROFESSIONAL,
    "political": Qualification.Kind.POLITICAL,
    "state_management": Qualification.Kind.STATE,
    "language": Qualification.Kind.LANGUAGE,
    "it": Qualification.Kind.IT,
}
_CATALOGUED_STUDIES = ("degree", "political", "state_management")
_NO_POSITION = ("thừa hành", "không", "không có", "không giữ chức vụ lãnh đạo")


class CellRefused(Exception):
    """A cell that the stored facts or the rights of the account do not allow: its column key and a reason."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


@dataclass(frozen=True)
class Catalogues:
    """Catalogue rows by id and by the words that lists use, with the lookups made from them (units apart)."""

    lookups: Lookups
    names: dict[str, dict[int, str]]
    positions: dict[int, Position]
    ranks: dict[str, list[Rank]]
    levels: dict[str, Catalogue]
    languages: Catalogue
    majors: Catalogue

    def pay(self, rank_code: str, step: int, coefficient: Decimal, day: date) -> tuple[Rank, str]:
        """Return the rank entry and the salary group by which a holder is paid on the day.

        The same answer as `Salary.clean` gives row by row. Raises CellRefused where that raises ValidationError.
        """
        entries = self.ranks[rank_code]
        begun = [entry for entry in entries if (entry.valid_from or date.min) <= day]
        running = [entry for entry in begun if entry.valid_to is None or entry.valid_to >= day]
        rank = (running or begun or entries[:1])[-1]
        table = self.lookups.salary
        if not any(cell.holds_on(day) for cells in table.values() for cell in cells):
            return rank, rank.group
        if not begun:
            raise CellRefused("rank", f"Ngạch {rank_code} chưa có hiệu lực vào ngày {day:%d/%m/%Y}.")
        groups = sorted({entry.group for entry in begun})
        paid = [
            group
            for group in groups
            if any(cell.value == coefficient and cell.holds_on(day) for cell in table.get((group, step), ()))
        ]
        if not paid:
            raise CellRefused(
                "coefficient",
                f"Hệ số {decimal_vi(coefficient)} không đúng với ngạch {rank_code} bậc {step} vào ngày {day:%d/%m/%Y}.",
            )
        return rank, rank.group if rank.group in paid else paid[0]

    def coefficient(self, rank_code: str, step: int, day: date) -> Decimal | None:
        """Return the coefficient of a rank's step on the day when the table has one only; for lists without it."""
        found = {
            cell.value
            for entry in self.ranks[rank_code]
            if (entry.valid_from or date.min) <= day and (entry.valid_to is None or entry.valid_to >= day)
            for cell in self.lookups.salary.get((entry.group, step), ())
            if cell.holds_on(day)
        }
        return found.pop() if len(found) == 1 else None


def read_catalogues(today: date) -> Catalogues:
    """Read all catalogues in force today in eight queries, whatever the length of the list."""
    ethnic, religions = EthnicGroup.objects.on(today), Religion.objects.on(today)
    positions = list(Position.objects.on(today))
    ranks, salary = defaultdict(list), defaultdict(list)
    for rank in Rank.objects.order_by("code", "valid_from"):
        ranks[rank.code].append(rank)
    for step in SalaryStep.objects.all():
        salary[step.code, step.step].append(Coefficient(step.coefficient, step.valid_from, step.valid_to))
    levels = defaultdict(list)
    for level in Qualification.objects.on(today):
        levels[level.kind].append(level)
    studies = {kind: _catalogue(levels[kind], strict=False) for kind in Qualification.Kind}
    catalogues = {"ethnic": _catalogue(ethnic), "religion": _catalogue(religions)}
    catalogues["position"] = _position_catalogue(positions, ranks)
    catalogues |= {column: studies[KIND_OF_COLUMN[column]] for column in _CATALOGUED_STUDIES}
    lookups = Lookups(
        today=today,
        catalogues=catalogues,
        ranks={code: [_period(entry) for entry in entries] for code, entries in ranks.items()},
        rank_codes={lookup_key(entry.name): code for code, entries in ranks.items() for entry in entries},
        salary=dict(salary),
        provinces={row["cccd_code"]: row["name"] for row in regulation.table("provinces_63")},
        staff_code=re.compile(STAFF_CODE.regex.pattern),
    )
    return Catalogues(
        lookups=lookups,
        names={key: dict(catalogue.names) for key, catalogue in catalogues.items()},
        positions={position.pk: position for position in positions},
        ranks=dict(ranks),
        levels=studies,
        languages=_catalogue(Language.objects.on(today)),
        majors=_catalogue(Term.objects.on(today).filter(kind=Term.Kind.MAJOR), strict=False),
    )


def _catalogue(entries: Iterable, *, strict: bool = True) -> Catalogue:
    return Catalogue.of(((entry.pk, entry.name, entry.aliases) for entry in entries), strict=strict)


def _position_catalogue(positions: list[Position], ranks: dict[str, list[Rank]]) -> Catalogue:
    """Positions, where the name of a rank, or that there is none, means the first one that is not a leading one."""
    staff = next((position for position in positions if not position.is_leading), None)
    rank_names = [entry.name for entries in ranks.values() for entry in entries]
    catalogue = Catalogue.of(
        (
            position.pk,
            position.name,
            [
                *position.aliases,
                *(rank_names if position is staff else ()),
                *(_NO_POSITION if position is staff else ()),
            ],
        )
        for position in positions
    )
    own = _catalogue(positions)
    catalogue.codes.update(own.codes)
    return catalogue


def _period(entry: Rank) -> RankPeriod:
    return RankPeriod(entry.valid_from or date.min, entry.valid_to, entry.group)
