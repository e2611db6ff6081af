from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Model

from personnel.catalogues import Catalogue
from personnel.catalogues_checks import check, closing_day_error, lock_lists
from qlcb.history import Act, record, writing


def renew_entry(
    *, account, reason: str, catalogue: Catalogue, entry: Model, renewed: Model, expected_version: int
) -> None:
    """From `renewed.valid_from` on the entry reads otherwise: the old one ends the day before, the new one begins.

    Facts of before keep the old entry. Two history rows, one an entry. Raises ValidationError, among others when the
    new day lies not after the old one's first, and Conflict when somebody changed the entry since.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        lock_lists()
        stored = catalogue.model._base_manager.get(pk=entry.pk)
        for name in catalogue.series:
            setattr(renewed, name, getattr(stored, name))
        catalogue.derive(renewed)
        last_day = renewed.valid_from - timedelta(days=1)
        if error := closing_day_error(stored, last_day):
            raise ValidationError({"valid_from": error})
        if stored.valid_to is None or stored.valid_to > last_day:
            stored.valid_to = last_day
        record(stored, expected_version=expected_version)
        check(catalogue, renewed)
        record(renewed)
