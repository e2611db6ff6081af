"""Papers that wait for an account to enter them, for the home page and its reminders."""

from datetime import date

from django.urls import reverse

from accounts.permissions import DECIDE
from personnel.deadlines.papers import OVERDUE, SOON, with_days_left
from personnel.models import PendingPaper
from personnel.services.working_calendar import working_calendar
from qlcb.formats import number_vi


def waiting(account, today: date) -> list[dict]:
    """What is to be entered, with what is overdue and soon due: label, count, url, note, alert. At most two queries."""
    if not account.access.holds(DECIDE):
        return []
    papers = list(PendingPaper.objects.to_enter_by(account))
    if not papers:
        return []
    states = [one.state for one in with_days_left(papers, today, working_calendar())]
    told = [(states.count(OVERDUE), "quá hạn"), (states.count(SOON), "sắp đến hạn")]
    note = ", ".join(f"{number_vi(number)} {words}" for number, words in told if number) or "còn trong hạn"
    return [
        {
            "label": "Giấy tờ chờ nhập",
            "count": len(papers),
            "url": reverse("personnel:pending_papers"),
            "note": note,
            "alert": OVERDUE in states,
        }
    ]
