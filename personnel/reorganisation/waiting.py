"""What waits for whoever draws up reorganisations: plans not carried out, drafts, plans before their day."""

from datetime import date

from django.urls import reverse

from accounts.permissions import REORGANISE
from personnel.models import Reorganisation
from personnel.reorganisation.rights import plans_of
from qlcb.formats import date_vi

State = Reorganisation.State


def waiting(account, today: date) -> list[dict]:
    """Rows of `personnel.waiting`, one a kind; nothing without the right. One query."""
    if not account.access.holds(REORGANISE):
        return []
    plans = plans_of(account).filter(state__in=(State.DRAFT, State.CHECKED)).order_by("effective_on")
    open_plans = list(plans.values_list("state", "problem", "effective_on"))
    url = reverse("personnel:reorganisations")
    broken = sum(bool(problem) for state, problem, _ in open_plans)
    drafts = sum(state == State.DRAFT and not problem for state, problem, _ in open_plans)
    due = [day for state, _, day in open_plans if state == State.CHECKED]
    return [
        {
            "key": "sap-xep-vuong", "label": "Phương án sắp xếp chưa áp dụng được", "count": broken, "url": url,
            "note": "xem vì sao trên phương án", "alert": True,
        },
        {"key": "sap-xep", "label": "Phương án sắp xếp đang soạn", "count": drafts, "url": url},
        {
            "key": "sap-xep-cho", "label": "Phương án sắp xếp chờ ngày áp dụng", "count": len(due), "url": url,
            "note": f"sớm nhất {date_vi(min(due))}" if due else "", "mine": False, "counted": False,
        },
    ]  # fmt: skip
