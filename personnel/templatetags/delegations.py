"""What the page of an account, which knows no dossier, shows of those delegated to it."""

from django import template
from django.utils import timezone

from personnel.forms.delegations import FindForm
from qlcb import row_security

register = template.Library()


@register.inclusion_tag("personnel/_delegated.html", takes_context=True)
def delegated_to(context, account, may_delegate):
    """The dossiers delegated to the account by name, without names of people: who administers accounts opens none."""
    visitor, today = context["request"].user, timezone.localdate()
    given = account.delegations.about_open_to(visitor).select_related("dossier__now_unit__parent", "template")
    with row_security.opened():
        lines = [(one, one.state(today), visitor.access.manages(one.dossier.now_unit_id)) for one in given]
    return {
        "account": account,
        "lines": lines,
        "form": FindForm() if may_delegate else None,
    }
