"""{% load qlcb %}: the formats of qlcb.formats as filters of the same names; days from one date to another."""

from datetime import date

from django import template

from qlcb import formats

register = template.Library()

for _name in (
    "date_vi",
    "datetime_vi",
    "decimal_vi",
    "mask_citizen",
    "money_vi",
    "number_vi",
    "percent_vi",
    "share_vi",
    "signed_vi",
    "value_vi",
):
    register.filter(_name, getattr(formats, _name))


@register.filter
def days_after(day: date, other: date) -> int:
    """How many days `day` comes after `other`."""
    return (day - other).days
