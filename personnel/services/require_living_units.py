from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection

from personnel.models import Posting
from qlcb.formats import date_vi

LAST_DAYS = "SELECT id, dissolved_on FROM orgunits_unit WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


def require_living_units(postings: Sequence[Posting], *, unless_known: bool = False) -> None:
    """Raise ValidationError when one of these postings, just written or foreseen, reaches beyond the last day of its
    unit, or of the one that keeps the dossier.

    Waits for a reorganisation that has one of the units in hand, and lets none begin until the transaction ends: what
    was known of a unit before may be over by then. unless_known: let stand what the writer knew, a posting of long ago
    without an end. One query, however many postings.
    """
    if not postings:
        return
    last_days = _last_days({posting.unit_id for posting in postings} | {p.kept_by_id for p in postings if p.kept_by_id})
    for posting in postings:
        for name in ("unit", "kept_by"):
            last_day = last_days.get(getattr(posting, f"{name}_id"))
            unit = posting._state.fields_cache.get(name)
            if last_day is None or (unless_known and unit is not None and unit.dissolved_on == last_day):
                continue
            if posting.valid_to is None or posting.valid_to > last_day:
                words = f"Đơn vị này chỉ hoạt động đến hết ngày {date_vi(last_day)}; chọn đơn vị kế thừa."
                raise ValidationError({name: words})


def _last_days(unit_ids: set[int]) -> dict[int, date | None]:
    with connection.cursor() as cursor:
        cursor.execute(LAST_DAYS, [list(unit_ids)])
        return dict(cursor.fetchall())
