"""What waits because of personal accounts: for the person, the unit's administrator and the clerk (HP-4.2a, 9.3)."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from accounts.models import Account
from accounts.permissions import VIEW
from personnel.models import ErrorReport, PersonalAccount
from personnel.own.parts import places_by_group
from personnel.own.people import NONE, TO_TAKE, Term, narrowed, people_of, without_account
from personnel.waiting.dossiers import writes_anything
from qlcb import regulation, row_security
from qlcb.formats import date_vi


def waiting(account, today: date) -> Iterable[dict]:
    """Rows of `personnel.waiting`; nothing where the regulation wants no personal accounts. At most four queries."""
    if not regulation.personal_accounts():
        return
    if account.kind == Account.Kind.PERSONAL:
        yield from _of_person(account)
        return
    if account.access.administers:
        yield from _of_administrator(account, today)
    if account.access.holds(VIEW) and writes_anything(account):
        yield from _of_clerk(account)


def _of_person(account) -> Iterable[dict]:
    link = PersonalAccount.objects.filter(account=account, checked_on=None).first()
    if link and account.access.own:
        note = f"{link.asked_because}; đề nghị từ {date_vi(link.asked_on)}"
        url = reverse("personnel:own")
        yield {
            "label": "Kiểm tra thông tin hồ sơ của bạn",
            "count": 1,
            "url": url,
            "note": note,
            "way": "personnel:own",
        }


@row_security.opened()
def _of_administrator(account, today: date) -> list[dict]:
    url, term = reverse("personnel:personal_accounts"), Term()
    came = narrowed(people_of(account), TO_TAKE).order_by("came_on").values_list("came_on", flat=True)
    due = [term.due(day) for day in came]
    late = [day for day in due if day and day < today]
    first = f"hạn sớm nhất {date_vi(due[0])}" if due and due[0] else ""
    return [
        {
            "label": "Tài khoản cá nhân chờ nhận bàn giao", "count": len(due), "url": f"{url}?tinh-trang={TO_TAKE}",
            "note": first, "late": len(late), "days": (today - late[0]).days if late else 0,
        },
        {
            "key": "ca-nhan-chua-co", "label": "Người chưa có tài khoản cá nhân", "standing": True,
            "note": "cấp từng người hoặc cả đơn vị", "count": without_account(account).count(),
            "url": f"{url}?tinh-trang={NONE}",
        },
    ]  # fmt: skip


def _of_clerk(account) -> Iterable[dict]:
    reports = ErrorReport.objects.to_answer_by(account, places_by_group())
    yield {
        "key": "bao-sai-sot", "icon": "flag", "label": "Báo sai sót của cá nhân chờ trả lời",
        "count": reports.count(), "url": reverse("personnel:error_reports"), "way": "personnel:error_reports",
    }  # fmt: skip
