"""What stands in the way of a transfer: read once for any number of people, told one by one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from orgunits.models import Unit
from personnel.authority import Hanging
from personnel.keepers import Keepers
from personnel.models import Appointment, Decision, Dossier, Position, Posting, Transfer
from personnel.transfers.papers import PaperLine
from qlcb.dates import PartialDate
from qlcb.formats import date_vi


@dataclass(frozen=True)
class Basis:
    """What is alike in all that one act sends. decision: stored or new; effective_on: from when they serve there.

    ends_position: whether positions held in the department that sends end; override: why the decision stands although
    another authority should have taken it; request_number, request_on: the document by which the receiving body asked.
    """

    decision: Decision
    effective_on: date
    kind: str = Posting.Kind.MOVE
    ends_position: bool = True
    override: str = ""
    request_number: str = ""
    request_on: date | None = None


@dataclass
class Sending:
    """One dossier and the unit to which it goes. new_position: to which the decision appoints there; papers: what is
    handed over, None to list it from the scans."""

    dossier: Dossier
    to_unit: Unit
    new_position: Position | None = None
    papers: Sequence[PaperLine] | None = field(default=None, repr=False)


class Ground:
    """The careers of some people and the tree of a day. Four queries."""

    def __init__(self, dossiers: Iterable[Dossier], today: date):
        ids = [dossier.pk for dossier in dossiers]
        self.today, self.keepers = today, Keepers(today)
        self.postings: dict[int, list[Posting]] = defaultdict(list)
        for posting in Posting.objects.filter(dossier_id__in=ids).order_by("valid_from"):
            self.postings[posting.dossier_id].append(posting)
        self.appointments: dict[int, list[Appointment]] = defaultdict(list)
        for held in Appointment.objects.filter(dossier_id__in=ids).select_related("position").order_by("valid_from"):
            self.appointments[held.dossier_id].append(held)
        open_ones = Transfer.objects.filter(dossier_id__in=ids, state__in=Transfer.OPEN).select_related("to_unit")
        self.open = {transfer.dossier_id: transfer for transfer in open_ones}

    def last_posting(self, dossier: Dossier) -> Posting | None:
        return self.postings[dossier.pk][-1] if self.postings[dossier.pk] else None

    def serves_there(self, dossier: Dossier, to_unit: Unit) -> bool:
        """Whether the person serves in the unit already and only the dossier was kept elsewhere (HG-10.1)."""
        return dossier.now_employer_id == to_unit.pk

    def why_not_moved(self, dossier: Dossier, to_unit: Unit, effective_on: date) -> str:
        """Why the person cannot come to serve in the unit from that day on; "" when nothing is in the way."""
        if dossier.now_status != Dossier.Status.SERVING:
            return f"Người này không đang công tác (tình trạng: {dossier.get_now_status_display().lower()})."
        if self.keepers.same(dossier.now_unit_id, to_unit.pk):
            keeper = self.keepers.of(to_unit.pk)
            return f"Đơn vị nhận cùng thuộc {keeper.name}: ghi quá trình công tác, không điều chuyển hồ sơ."
        last = self.last_posting(dossier)
        if self.serves_there(dossier, to_unit) and last.valid_from.first_day <= self.today:
            return ""
        if last and last.valid_from.first_day >= effective_on:
            return (
                f"Hồ sơ đã ghi quá trình công tác từ {last.valid_from}, không trước ngày {date_vi(effective_on)}; "
                "đính chính ngày ấy, hoặc xem lại ngày điều động."
            )
        return self._why_no_place(dossier, to_unit, effective_on)

    def _why_no_place(self, dossier: Dossier, to_unit: Unit, effective_on: date) -> str:
        try:
            Posting(dossier=dossier, unit=to_unit, valid_from=PartialDate.of(effective_on)).clean()
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    def ending(self, dossier: Dossier, effective_on: date, *, ends: bool, appoints: bool) -> list[Appointment]:
        """Positions that end the day before: those of the department left when `ends`, the main one when the decision
        `appoints` to another. A position without a unit is one where the person serves."""
        running = [row for row in self.appointments[dossier.pk] if row.valid_to is None or row.valid_to >= effective_on]
        return [
            row
            for row in running
            if (appoints and row.is_main)
            or (ends and self.keepers.same(row.unit_id or dossier.now_employer_id or dossier.now_unit_id,
                                           dossier.now_unit_id))
        ]  # fmt: skip

    def why_not_ended(self, dossier: Dossier, effective_on: date, **how) -> str:
        """Why such a position cannot end the day before: it is on file from that day or a later one."""
        for row in self.ending(dossier, effective_on, **how):
            if row.valid_from.first_day >= effective_on:
                return f"Chức vụ {row.position} được ghi từ {row.valid_from}, không trước ngày điều động; xem lại."
        return ""


def results_of(sending: Sending, basis: Basis) -> list[Hanging]:
    """What the decision comes to in the file of the person, not stored: the posting, unless the person serves there
    already, and the appointment if any."""
    begins = PartialDate.of(basis.effective_on)
    same = {"dossier": sending.dossier, "unit": sending.to_unit, "valid_from": begins, "decision": basis.decision}
    rows = [] if sending.dossier.now_employer_id == sending.to_unit.pk else [Posting(kind=basis.kind, **same)]
    if sending.new_position:
        rows.append(Appointment(position=sending.new_position, is_main=True, **same))
    return [Hanging(row, basis.decision) for row in rows]
