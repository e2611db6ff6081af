"""Who moves a dossier holds it: the dossier's row first, in the order of ids, then its transfer (one order for all).

Rows are locked first and read afterwards: a statement that waited for a lock sees the locked row as it has become, but
what it joins to it as it was.
"""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from personnel.models import Dossier, Transfer

NOT_ANY_MORE = "Hồ sơ {transfer} vừa chuyển sang tình trạng “{state}”; xem lại rồi quyết định."


def hold_dossiers(ids: Iterable[int]) -> dict[int, Dossier]:
    """The dossiers as they are stored, by id, locked until the transaction under way ends."""
    rows = Dossier._base_manager.filter(pk__in=list(ids)).order_by("pk")
    _lock(rows)
    return {dossier.pk: dossier for dossier in rows.select_related("now_position")}


def hold_transfers(transfers: Sequence[Transfer], state: str) -> list[Transfer]:
    """The transfers as they are stored, each with its dossier, all of it locked, in the order given.

    state: in which they must be, or ValidationError says that somebody was faster. Inside `writing(...)`.
    """
    dossiers = hold_dossiers({transfer.dossier_id for transfer in transfers})
    rows = Transfer.objects.filter(pk__in=[transfer.pk for transfer in transfers]).order_by("pk")
    _lock(rows)
    related = ("from_unit", "to_unit", "decision", "new_position", "sent_by")
    stored = {transfer.pk: transfer for transfer in rows.select_related(*related)}
    held = [stored[transfer.pk] for transfer in transfers]
    for transfer in held:
        transfer.dossier = dossiers[transfer.dossier_id]
        if transfer.state != state:
            told = NOT_ANY_MORE.format(transfer=transfer, state=transfer.get_state_display().lower())
            raise ValidationError(told, code="moved")
    return held


def _lock(rows: QuerySet) -> None:
    list(rows.select_for_update().values_list("pk"))
