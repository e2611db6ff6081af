"""What a browser sends for a form: everything as it opened, with what a person types over it."""

from datetime import date
from decimal import Decimal

from django.db.models import Model


def sent(form, /, **typed) -> dict[str, str]:
    """The data of a POST. form: as the page opened it; typed: values by field, written as people write."""
    opened = {bound.html_name: written(bound.value()) for bound in form}
    return opened | {name: written(value) for name, value in typed.items()}


def written(value) -> str:
    """15/06/2015 for a day, 0,40 for a number, the key of an entry, "on" and "" for yes and no."""
    if value is None or value is False:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "on" if value is True else str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)
