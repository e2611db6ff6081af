from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from orgunits.models import Unit
from orgunits.querysets import ids_below
from personnel.models import Round, RoundReminder
from personnel.services.change_round import held_round
from qlcb.history import Act, create_many, writing
from qlcb.vietnamese import squeeze


def remind_units(*, account, round: Round, units: Iterable[Unit], words: str, today: date) -> list[RoundReminder]:
    """Urge units to finish their part of an open round; their accounts read it at home and in the next mail (TCHQ-9.1).

    words: what they read. All or none. Raises PermissionDenied, ValidationError for a closed round, for no unit, for
    units outside of the round and without words.
    """
    units, words = list(units), squeeze(words)
    with writing(account=account, reason=f"Đôn đốc: {round.title}", act=Act.CHANGE):
        stored = held_round(account, round)
        if not units:
            raise ValidationError("Chọn ít nhất một đơn vị.")
        if not words:
            raise ValidationError({"words": "Ghi nội dung nhắc."})
        if not {unit.pk for unit in units} <= ids_below([stored.unit_id]):
            raise ValidationError("Có đơn vị không thuộc phạm vi của đợt.")
        reminders = [RoundReminder(round=stored, unit=unit, reminded_on=today, words=words) for unit in units]
        for reminder in reminders:
            reminder.full_clean()
        return create_many(reminders)
