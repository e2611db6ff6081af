"""What pages show of dossiers delegated by name: that of an account, which knows no dossier, and narrowed lists."""

from django import template
from django.utils import timezone

from personnel.delegation_progress import OF_A_UNIT, WHOLE
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


@register.filter
def delegates(asked: str) -> str:
    """Whom a list is narrowed to (`personnel.delegation_progress.ASKED`), in words: "đơn vị HQ60", "hq60.nhansu1, văn
    bản 5/UQ", or "hq60.nhansu1, cả đơn vị HQ34-07"."""
    if asked.startswith(OF_A_UNIT):
        return f"đơn vị {asked[1:]}"
    username, _, document = asked.partition(" ")
    if WHOLE in asked:
        return f"{username}, cả đơn vị {document[1:]}"
    return f"{username}, văn bản {document}" if document else username
