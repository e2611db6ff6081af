from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Model

from personnel.catalogues import Catalogue
from personnel.catalogues_checks import check, closing_day_error, lock_lists
from qlcb.history import Act, record, writing


def close_entry(
    *, account, reason: str, catalogue: Catalogue, entry: Model, last_day: date | None, expected_version: int
) -> bool:
    """End an entry with a day, after which it is no longer offered; None opens it again. What refers to it stays.

    Raises ValidationError for a day before its first, or when another version stands where it would be opened again;
    Conflict when somebody changed the entry since. Returns whether anything was written.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_lists()
        stored = catalogue.model._base_manager.get(pk=entry.pk)
        if last_day and (error := closing_day_error(stored, last_day)):
            raise ValidationError({"valid_to": error})
        stored.valid_to = last_day
        check(catalogue, stored)
        return record(stored, expected_version=expected_version)
