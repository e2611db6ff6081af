"""{% load clauses %}: a clause of a regulation as people name it, with the way to it on the page of clauses."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from qlcb.clauses import is_deployed, place_of, words_of

register = template.Library()

register.filter("clause_place", place_of)


@register.simple_tag
def clause(id: str):
    """`{% clause "TCHQ-6.1d1" %}`: the words, a link when the deployed regulation has it; other text as it is."""
    if not is_deployed(id):
        return words_of(id)
    return format_html('<a href="{}#{}">{}</a>', reverse("reports:clauses"), id, words_of(id))
