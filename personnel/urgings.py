"""Whom an account may urge, when units were last urged, and what of it waits for an answer (HG-15.1, TCHQ-9.1)."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from accounts.permissions import VIEW
from orgunits.tree import Tree
from personnel.delegation_progress import delegates
from personnel.models import Urging

WORDS = {
    Urging.Topic.DELEGATED: "Đề nghị cập nhật đầy đủ, đúng hạn các hồ sơ được ủy quyền quản lý và báo lại kết quả.",
    Urging.Topic.ENTERING: "Đề nghị nhập các giấy tờ còn chờ, ghi lý do các dòng trễ hạn và báo lại kết quả.",
}
NOTHING: frozenset[int] = frozenset()


def may_urge(account, topic: str, tree: Tree, today: date) -> frozenset[int]:
    """Ids of the units that the account may urge: those whose accounts keep dossiers for it, or that enter under it.

    Never its own unit, nor one above it; nobody for an account of no unit. tree: that of today.
    """
    if account.unit_id is None or not account.access.holds(VIEW):
        return NOTHING
    above = {node.id for node in tree.path(account.unit_id)} | {account.unit_id}
    if topic == Urging.Topic.DELEGATED:
        return frozenset(delegates(account, tree, today) - above)
    if account.access.everywhere(VIEW):
        return frozenset(set(tree.nodes) - above)
    own = tree.nodes.get(account.unit_id)
    below = {node.id for node in own.walk()} if own else NOTHING
    return frozenset(below & account.access.units(VIEW)) - above


def last_urged(account, topic: str) -> dict[int, Urging]:
    """Id of a unit → the last time that the account's unit urged it about this."""
    sent = Urging.objects.sent_by(account).filter(topic=topic)
    newest = sent.order_by("unit_id", "-urged_on", "-pk").distinct("unit_id")
    return {one.unit_id: one for one in newest}


def waiting(account, today: date) -> Iterable[dict]:
    """Rows of `personnel.waiting`: what the account's units were urged to do and did not answer yet; one query."""
    if account.unit_id is None:
        return
    rows = list(Urging.objects.received_by(account).filter(answered_on=None).select_related("from_unit"))
    first = rows[-1] if rows else None
    yield {
        "label": "Đôn đốc chờ trả lời",
        "note": f"{first.from_unit.label}: {first.get_topic_display()}" if first else "",
        "count": len(rows),
        "url": f"{reverse('personnel:urgings')}?chieu=nhan&trang-thai=cho",
        "alert": bool(rows),
    }
