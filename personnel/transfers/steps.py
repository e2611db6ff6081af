"""Moving transfers from one state to the next, each with who did it, in whose hands the account was, when and why."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from personnel.models import Transfer
from qlcb.history import current_writing, update_many

STEP = ("state", "moved_at", "moved_by", "moved_holder", "moved_because")


def put_in(transfers: Iterable[Transfer], state: str) -> None:
    """Set the state and what is known of the step on the objects; saves nothing. Inside `writing(...)`."""
    now, moment = current_writing(), timezone.now()
    for transfer in transfers:
        transfer.state, transfer.moved_at = state, moment
        transfer.moved_by, transfer.moved_holder, transfer.moved_because = now.account, now.custodian, now.reason


def move_on(transfers: Sequence[Transfer], state: str, fields: Sequence[str] = ()) -> None:
    """Put held transfers into the state and save them, each with its history row. fields: what else was changed."""
    put_in(transfers, state)
    update_many(transfers, [*STEP, *fields])
