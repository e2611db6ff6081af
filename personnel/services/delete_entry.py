from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Model, ProtectedError

from personnel.catalogues import Catalogue
from personnel.catalogues_checks import lock_lists
from personnel.catalogues_use import uses_of
from qlcb.history import Act, Conflict, writing

IN_USE = "Mục này đang được dùng nên không xóa được; hãy đóng mục bằng ngày hết hiệu lực."


def delete_entry(
    *, account, reason: str, catalogue: Catalogue, entry: Model, today: date, expected_version: int
) -> None:
    """Delete an entry to which nothing refers; its history stays.

    Raises ValidationError while anything uses it (TCHQ-12.1a), Conflict when somebody changed it since.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        lock_lists()
        stored = catalogue.model._base_manager.select_for_update().get(pk=entry.pk)
        if stored.version != expected_version:
            raise Conflict(stored, entry)
        if uses_of(catalogue, stored, today):
            raise ValidationError(IN_USE)
        try:
            stored.delete()
        except ProtectedError:
            raise ValidationError(IN_USE) from None
