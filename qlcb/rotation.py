"""Re-sealing what lies under the old keys of the ring, whatever model it belongs to (DESIGN §9).

A model with sealed columns needs nothing of its own here; its historical table is found as any other. A blind index is
declared on its model as `BLIND_INDEXES = {"index column": "sealed column"}` and follows the sealed value.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Func, Q, Value

from qlcb import bulk
from qlcb.fields import SealedField
from qlcb.sealed import ID_PLACE, WrongKey, ring

BATCH = 500
TRIES = 20
PAUSE_SECONDS = 0.25


@dataclass(frozen=True)
class Vault:
    """A model with its sealed columns and its blind indexes."""

    model: type[models.Model]
    names: tuple[str, ...]

    @property
    def title(self) -> str:
        of_history = getattr(self.model, "instance_type", None)
        return f"lịch sử {of_history._meta.verbose_name}" if of_history else str(self.model._meta.verbose_name)

    @property
    def indexes(self) -> dict[str, str]:
        """Index column → sealed column."""
        return getattr(self.model, "BLIND_INDEXES", {})

    def rows(self) -> models.QuerySet:
        """Every row, with its sealed columns only."""
        return self.model._base_manager.order_by("pk").only("pk", *self.names)

    def stale(self) -> models.QuerySet:
        """Rows of which a column is not under the sealing key."""
        first, length = ID_PLACE
        keys = {f"key_of_{name}": _part(name, first, length) for name in self.names}
        current = Value(ring().sealing_id, output_field=models.BinaryField())
        where = Q()
        for name in self.names:
            where |= Q(**{f"{name}__isnull": False}) & ~Q(**{f"key_of_{name}": current})
        return self.rows().alias(**keys).filter(where)


def _part(name: str, first: int, length: int) -> Func:
    return Func(F(name), Value(first), Value(length), function="substr", output_field=models.BinaryField())


def vaults() -> Iterator[Vault]:
    """Every model with sealed columns, historical ones included."""
    for model in apps.get_models(include_auto_created=True):
        names = tuple(field.name for field in model._meta.local_fields if isinstance(field, SealedField))
        if names:
            yield Vault(model, names)


def open_all(vault: Vault) -> int:
    """Open every sealed value of the model. Returns the number of rows. Raises WrongKey with the name of the table."""
    try:
        return sum(1 for _ in vault.rows().iterator(chunk_size=BATCH))
    except WrongKey:
        raise WrongKey(
            f"Bảng “{vault.title}” có dữ liệu mà không khóa nào trong QLCB_DATA_KEYS mở được. Chưa thay đổi gì."
        ) from None


def reseal(vault: Vault) -> int:
    """Seal anew what is not under the sealing key; content, versions and history stay as they are.

    Row by row under its lock, batch by batch in transactions of their own: it may be broken off and started again, and
    a row that somebody else has in hand is passed over and taken up again when it is free. Returns how many rows.
    """
    done, tries = 0, 0
    while tries < TRIES:
        if batch := _reseal_batch(vault):
            done, tries = done + batch, 0
        elif vault.stale().exists():
            tries += 1
            time.sleep(PAUSE_SECONDS)
        else:
            break
    return done


@transaction.atomic
def _reseal_batch(vault: Vault) -> int:
    rows = list(vault.stale().select_for_update(skip_locked=True)[:BATCH])
    for row in rows:
        for index, name in vault.indexes.items():
            value = getattr(row, name)
            setattr(row, index, ring().index(value, name) if value else None)
    bulk.update_many(rows, [*vault.names, *vault.indexes])
    return len(rows)
