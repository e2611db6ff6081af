"""Values of records as plain text and numbers, which a draft keeps until it is applied."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models

from qlcb.dates import PartialDate


def to_plain(value: object) -> object:
    """The value as JSON has it; a related row by its id."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, PartialDate | Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def to_plain_all(values: dict[str, object]) -> dict[str, object]:
    """Those of the values that say something."""
    return {name: to_plain(value) for name, value in values.items() if value not in (None, "")}


def from_plain(field: models.Field, raw: object) -> object:
    """The value of a model field; of a relation the id. None for what the field, changed since, no longer takes."""
    try:
        return field.to_python(raw)
    except ValidationError:
        return None
