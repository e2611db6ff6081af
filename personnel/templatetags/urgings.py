"""{% load urgings %}: the button with which a line of a board urges its unit."""

from django import template

register = template.Library()


@register.inclusion_tag("personnel/urgings/_urge.html")
def urge_unit(topic, unit_id, code, name, urged):
    """Urge this unit, and when it was urged last. urged: as `personnel.urgings.last_urged` gives it."""
    return {"topic": topic, "code": code, "name": name, "last": urged.get(unit_id)}
