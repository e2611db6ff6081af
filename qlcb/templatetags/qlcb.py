"""{% load qlcb %}: the formats of qlcb.formats as filters of the same names."""

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
):
    register.filter(_name, getattr(formats, _name))
