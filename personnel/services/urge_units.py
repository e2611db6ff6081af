from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from orgunits.models import Unit
from orgunits.tree import Tree
from personnel.models import Urging
from personnel.urgings import may_urge
from qlcb.history import Act, create_many, writing
from qlcb.vietnamese import squeeze


def urge_units(*, account, topic: str, units: Iterable[Unit], words: str, today: date) -> list[Urging]:
    """Urge units to enter what they should have entered; they read it at home until they answer (HG-15.1, TCHQ-9.1).

    All or none. Raises PermissionDenied for a unit that is not the account's to urge, ValidationError for no unit and
    without words.
    """
    units, words = list(units), squeeze(words)
    with writing(account=account, reason=f"Đôn đốc: {Urging.Topic(topic).label.lower()}", act=Act.OPEN):
        if not {unit.pk for unit in units} <= may_urge(account, topic, Tree.on(today), today):
            raise PermissionDenied("Có đơn vị không thuộc diện tài khoản này được đôn đốc.")
        if not units:
            raise ValidationError("Chọn ít nhất một đơn vị.")
        if not words:
            raise ValidationError({"words": "Ghi nội dung đôn đốc."})
        rows = [
            Urging(topic=topic, from_unit_id=account.unit_id, unit=unit, urged_on=today, words=words) for unit in units
        ]
        for row in rows:
            row.full_clean()
        return create_many(rows)
