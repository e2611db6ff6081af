from django.db.models import Model

from personnel.catalogues import Catalogue
from personnel.catalogues_checks import check, lock_lists
from qlcb.history import Act, record, writing


def save_entry(
    *, account, reason: str, catalogue: Catalogue, entry: Model, expected_version: int | None = None
) -> bool:
    """Add an entry to a list, or put right what was entered wrongly (TCHQ-12.1a).

    expected_version: what the person saw, for one that is stored. Raises ValidationError for a key, a time or a name
    that another entry has, Conflict when somebody was faster. Returns whether anything was written.
    """
    act = Act.OPEN if entry._state.adding else Act.CORRECT
    with writing(account=account, reason=reason, act=act):
        lock_lists()
        catalogue.derive(entry)
        check(catalogue, entry)
        return record(entry, expected_version=expected_version)
