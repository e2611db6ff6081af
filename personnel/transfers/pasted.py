"""A pasted list of staff codes: who they are, where they go, and what stands in the way of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from orgunits.models import Unit
from personnel.authority import AuthorityCheck
from personnel.models import Dossier
from personnel.services.send_dossiers import faults_of
from personnel.transfers.ground import Basis, Ground, Sending, results_of
from personnel.transfers.rights import know_tree

NOBODY = "Không có hồ sơ này trong phạm vi của tài khoản."


@dataclass
class Line:
    """One line of the list. sending: None when the person or the unit is not known; outside: whether the table of
    decentralisation is what stands in the way."""

    number: int
    code: str
    dossier: Dossier | None = None
    to_unit: Unit | None = None
    faults: list[str] = field(default_factory=list)
    outside: bool = False

    @property
    def sending(self) -> Sending | None:
        return Sending(self.dossier, self.to_unit) if self.dossier and self.to_unit else None


def look_through(account, named: Sequence, to_unit: Unit | None, basis: Basis, today: date) -> list[Line]:
    """The lines with everything that stands in the way. named: as `SendManyForm` reads them. As many queries for a few
    people as for hundreds."""
    people = Dossier.objects.visible_to(account).for_list().filter(code__in={one.code for one in named})
    by_code = {person.code: person for person in people}
    units = {
        unit.code: unit for unit in Unit.objects.filter(code__in={one.unit for one in named}).select_related("parent")
    }
    times = Counter(one.code for one in named)
    lines = []
    for one in named:
        line = Line(one.number, one.code, by_code.get(one.code), units.get(one.unit) if one.unit else to_unit)
        if line.dossier is None:
            line.faults.append(NOBODY)
        if line.to_unit is None:
            line.faults.append(f"Không có đơn vị mã {one.unit}." if one.unit else "Chưa chọn đơn vị nhận.")
        if times[one.code] > 1:
            line.faults.append("Số hiệu này được nêu hai lần.")
        lines.append(line)
    _ask(account, [line for line in lines if not line.faults], basis, today)
    return lines


def _ask(account, lines: Sequence[Line], basis: Basis, today: date) -> None:
    know_tree(account.access)
    ground = Ground([line.dossier for line in lines], today)
    for line in lines:
        line.faults += [why for _, why in faults_of(account.access, line.sending, basis, ground)]
    good = [line for line in lines if not line.faults]
    results = [(line, hanging) for line in good for hanging in results_of(line.sending, basis)]
    check = AuthorityCheck([hanging.row for _, hanging in results])
    for line, hanging in results:
        verdict = check.verdict(hanging)
        if verdict.is_outside and not basis.override:
            line.faults.append(verdict.why)
            line.outside = True
