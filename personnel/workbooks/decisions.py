"""The decisions that a file names: found by number, day and authority, or made once for all rows that name them."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from orgunits.models import Unit
from personnel.authority import Table
from personnel.importing.cells import quote
from personnel.models import Decision, Dossier
from personnel.workbooks.gate import Gate
from personnel.workbooks.layout import DECISION_FIELDS
from personnel.workbooks.lines import Frame, Line
from personnel.workbooks.parse import CLEAR, why
from personnel.workbooks.people import parts
from qlcb.formats import date_vi

NUMBER, SIGNED, EFFECTIVE, AUTHORITY, SIGNER = (f"decision_{name}" for name in DECISION_FIELDS)
KEYS = (NUMBER, SIGNED, EFFECTIVE, AUTHORITY, SIGNER)
_DIFFERENT = "Chưa khớp với quyết định đã có trong hệ thống; kiểm tra lại bản giấy."
_HINT = "Cần sửa thì đính chính tại trang của quyết định."


class Decisions:
    """The decisions of one file. `made`: those to be entered, in the order in which they are first named.

    table: of decentralisation, for all sheets alike.
    """

    def __init__(self, frame: Frame, gate: Gate) -> None:
        self._frame, self._gate = frame, gate
        self._known: dict[tuple, Decision] = {}
        self._by_id: dict[int, Decision] = {}
        self._visible: set[int] = set()
        self._above: dict[int | None, frozenset[int]] = {}
        self.made: list[Decision] = []
        self.table = Table()

    def read(self, numbers: Iterable[str], ids: Iterable[int]) -> None:
        """Read the decisions with these numbers, and those with these ids, on which stored records hang."""
        found = [d for part in parts(set(numbers)) for d in Decision.objects.filter(number__in=part)]
        self._by_id |= {decision.pk: decision for decision in found}
        for part in parts(set(ids) - self._by_id.keys()):
            self._by_id |= Decision.objects.in_bulk(part)
        visible = Decision.objects.visible_to(self._frame.account)
        for part in parts({decision.pk for decision in found}):
            self._visible.update(visible.filter(pk__in=part).values_list("pk", flat=True))
        # A body outside the service may number as another does: what one may not see may be another paper.
        usable = [decision for decision in found if decision.authority_id or decision.pk in self._visible]
        self._known |= {_key(decision): decision for decision in usable}

    def stored(self, record) -> Decision | None:
        """The decision on which a stored record hangs."""
        return self._by_id.get(record.decision_id)

    def settle(self, line: Line, told: dict[str, object], kind: str) -> Decision | None:
        """The decision that the row names; what stands in empty cells is taken from the one it hangs on already.

        told: the values of its decision cells by key. Refuses the row with the reason where that fails.
        """
        now = self.stored(line.record) if not line.is_new else None
        if told.get(NUMBER) is CLEAR:
            return None
        told = {key: None if value is CLEAR else value for key, value in told.items()}
        number = " ".join((told.get(NUMBER) or "").split())
        if now is not None and number in ("", now.number):
            told = {f"decision_{name}": getattr(now, f"{name}_id" if name == "authority" else name) for name in
                    DECISION_FIELDS} | told  # fmt: skip
            number = now.number
        if not number:
            if told:
                line.refuse(NUMBER, "Nhập số quyết định.")
            return now
        if not told.get(SIGNED):
            line.refuse(SIGNED, "Nhập ngày ký của quyết định.")
            return now
        return self._find(line, number, told, kind, now)

    def _find(self, line: Line, number: str, told: dict, kind: str, now: Decision | None) -> Decision | None:
        authority = told.get(AUTHORITY)
        paper = Decision(
            number=number,
            signed_on=told[SIGNED],
            effective_on=told.get(EFFECTIVE) or told[SIGNED],
            signer=told.get(SIGNER) or "",
            authority_id=authority,
            kind=kind,
        )
        if now is not None and _key(now) == _key(paper):
            self._compare(line, now, paper, told, visible=True)
            return now
        if authority is not None and authority not in self._units_above(line.dossier):
            line.refuse(AUTHORITY, "Chỉ chọn được đơn vị của người này hoặc cấp trên của đơn vị ấy.")
            return now
        found = self._known.get(_key(paper))
        if found is None:
            return self._make(line, paper) or now
        self._compare(line, found, paper, told, visible=found.pk is None or found.pk in self._visible)
        return found

    def _make(self, line: Line, paper: Decision) -> Decision | None:
        try:
            paper.clean_fields(exclude={"authority", "kind"})
            paper.clean()
        except ValidationError as error:
            line.refuse(NUMBER, why(error))
            return None
        self._known[_key(paper)] = paper
        self.made.append(paper)
        return paper

    def _compare(self, line: Line, found: Decision, paper: Decision, told: dict, *, visible: bool) -> None:
        """Refuse cells that say otherwise than the decision as it was entered; one that the account may not see is
        found only by whoever knows all that is on the paper."""
        if not visible:
            same = (found.effective_on, found.signer) == (paper.effective_on, paper.signer)
            secret = Decision.objects.only_of_secret_people(self._frame.account)
            if not same or secret.filter(pk=found.pk).exists():
                line.refuse(NUMBER, _DIFFERENT)
            return
        entered = "Quyết định này đã được nhập" if found.pk else "Quyết định này ở dòng trước của tệp"
        if told.get(EFFECTIVE) and paper.effective_on != found.effective_on:
            day = date_vi(found.effective_on)
            line.refuse(EFFECTIVE, f"{entered} với ngày có hiệu lực {day}. {_HINT if found.pk else ''}".strip())
        if paper.signer and paper.signer != found.signer:
            line.refuse(SIGNER, f"{entered} với người ký {quote(found.signer)}. {_HINT if found.pk else ''}".strip())

    def _units_above(self, dossier: Dossier) -> frozenset[int]:
        """The unit that keeps the dossier and those above it."""
        unit_id = dossier.now_unit_id
        if unit_id not in self._above:
            units: dict[int, Unit] = self._frame.lists.of(Decision._meta.get_field("authority")).entries
            ids, at = [], units.get(unit_id)
            while at is not None:
                ids.append(at.pk)
                at = units.get(at.parent_id)
            self._above[unit_id] = frozenset(ids)
        return self._above[unit_id]


def _key(decision: Decision) -> tuple:
    return decision.number, decision.signed_on, decision.authority_id
