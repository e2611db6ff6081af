"""The steps of one transfer as people read them, newest first."""

from dataclasses import replace

from personnel.models import Transfer, TransferPaper
from qlcb.trail import Entry, Strand, trail

State = Transfer.State
ALL_THE_SAME = (
    *("dossier", "batch", "code", "full_name", "position", "from_unit", "to_unit", "kind", "decision", "effective_on"),
    *("ends_position", "new_position", "request_number", "request_on", "asked_at", "sent_at", "sent_by", "sent_holder"),
    *("moved_at", "moved_by", "moved_holder", "moved_because", "override"),
)  # told above the steps, or in their own words
STEPS = {
    State.REQUESTED: ("Yêu cầu chuyển", "đơn vị nhận", "warn"),
    State.SENT: ("Gửi hồ sơ", "đơn vị chuyển", ""),
    State.RECEIVED: ("Tiếp nhận", "đơn vị nhận", ""),
    State.RETURNED: ("Trả lại", "đơn vị nhận", "bad"),
    State.RECALLED: ("Thu hồi", "đơn vị chuyển", "bad"),
    State.DECLINED: ("Không chuyển", "đơn vị chuyển", "bad"),
    State.WITHDRAWN: ("Rút yêu cầu", "đơn vị nhận", "bad"),
}
STEP_OF = {state.label: told for state, told in STEPS.items()}


def trail_of(transfer: Transfer) -> list[Entry]:
    """Every step with who, when and why; of the list of papers what the policies let this request meet."""
    entries = trail(
        Strand(transfer.history.all(), "Lần điều chuyển", hidden=ALL_THE_SAME),
        Strand(
            TransferPaper.history.filter(transfer_id=transfer.pk, history_type__in="~-"), "Danh mục giao nhận",
            ("title",), ("transfer", "dossier", "scan"),
        ),
    )  # fmt: skip
    return [_in_words(entry) for entry in entries]


def _in_words(entry: Entry) -> Entry:
    """A change of the state as the step it is, by the side that took it."""
    state = next((change for change in entry.changes if change.label == "Tình trạng"), None)
    if state is None:
        return entry
    verb, side, tone = STEP_OF[state.new]
    others = tuple(change for change in entry.changes if change is not state)
    return replace(entry, verb=verb, title=side, tone=tone, changes=others)
