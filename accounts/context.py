"""What templates/base.html needs on every page: who is signed in, and the ways this account may go."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from accounts.middleware import first_of_all
from accounts.models import Account
from accounts.permissions import (
    ACCESS_LOG,
    ACCOUNTS,
    CATALOGUES,
    DECIDE,
    EXPORT,
    IMPORT,
    QUOTAS,
    REORGANISE,
    REPORT,
    SYSTEM,
    TRANSFER,
    VIEW,
)
from accounts.sessions import holder_mark, seconds_left, warning_seconds
from qlcb import regulation

WAITING = "waiting"  # in the session: what waits, as `personnel.middleware` counts it; "ways": URL name → (count, late)


@dataclass(frozen=True)
class Way:
    """One link of the navigation. `rights`: any of them opens it; none means everybody. personal: of the room of
    personal accounts, which a regulation may have or not; kind: of accounts, the only one that it is for."""

    label: str
    icon: str
    url_name: str
    rights: tuple[str, ...] = ()
    personal: bool = False
    kind: str = ""

    def is_open_to(self, access) -> bool:
        if (self.personal and not regulation.personal_accounts()) or self.kind not in ("", access.account.kind):
            return False
        return not self.rights or any(access.holds(right) for right in self.rights)


NAVIGATION: tuple[tuple[str | None, tuple[Way, ...]], ...] = (
    (
        None,
        (
            Way("Việc cần làm", "clipboard-check", "home"),
            Way("Hồ sơ của tôi", "user", "personnel:own", personal=True, kind=Account.Kind.PERSONAL),
            Way("Hồ sơ", "users", "personnel:list", (VIEW,)),
            Way("Quyết định", "certificate", "personnel:decisions", (VIEW, DECIDE)),
            Way("Dự thảo quyết định", "writing", "personnel:drafts", (DECIDE,)),
            Way("Điều chuyển hồ sơ", "arrows-exchange", "personnel:transfers", (TRANSFER, VIEW)),
            Way("Chất lượng dữ liệu", "checks", "personnel:quality", (VIEW,)),
            Way("Rà soát hồ sơ", "list-check", "personnel:review_index", (VIEW,)),
            Way("Báo sai sót", "flag", "personnel:error_reports", (VIEW,), personal=True),
            Way("Kê khai tài sản", "home", "personnel:assets_index", (VIEW,)),
            Way("Hạn cập nhật", "calendar-due", "personnel:deadlines", (VIEW,)),
            Way("Giấy tờ chờ nhập", "inbox", "personnel:pending_papers", (DECIDE,)),
            Way("Tệp kết xuất", "download", "personnel:exports", (EXPORT, REPORT, ACCESS_LOG)),
            Way("Nhập từ Excel", "file-import", "personnel:import", (IMPORT,)),
        ),
    ),
    (
        "Tổ chức và báo cáo",
        (
            Way("Đơn vị", "hierarchy", "personnel:units"),
            Way("Biên chế", "users-group", "personnel:staff_quotas", (VIEW, QUOTAS)),
            Way("Sắp xếp tổ chức", "sitemap", "personnel:reorganisations", (REORGANISE,)),
            Way("Danh mục", "books", "personnel:catalogues", (VIEW, CATALOGUES)),
            Way("Báo cáo", "report-analytics", "reports:index", (REPORT,)),
            Way("Toàn cảnh", "layout-dashboard", "reports:board", (REPORT,)),
            Way("Tra cứu tổng hợp", "list-search", "reports:query", (REPORT,)),
        ),
    ),
    (
        "Quản trị",
        (
            Way("Tài khoản", "key", "accounts:list", (ACCOUNTS, SYSTEM)),
            Way("Tài khoản cá nhân", "user-check", "personnel:personal_accounts", (ACCOUNTS, SYSTEM), personal=True),
            Way("Nhật ký truy cập", "list-search", "personnel:access_log", (ACCESS_LOG,)),
            Way("Lần bị từ chối", "ban", "personnel:refusals", (ACCESS_LOG,)),
            Way("Quy chế", "scale", "reports:clauses"),
        ),
    ),
)


def shell(request) -> dict:
    """Context processor of the shell; for a visitor who is not signed in, no navigation. No query of its own beyond
    the account's rights and custodian, which each page reads anyway."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": {"signed_in": False, "watched": False, "demo": settings.DEMO}, "nav": []}
    custody = user.custody
    return {
        "shell": {
            "signed_in": True,
            "demo": settings.DEMO,
            "account_title": user.title,
            "unit_name": user.unit.label if user.unit_id else "",
            "custodian": custody.holder_name if custody else None,
            "custodian_since": custody.valid_from if custody else None,
            "may_search": user.access.holds(VIEW),
            "watched": not first_of_all(request, user),
            "username": user.username,
            "holder": holder_mark(user),
            "seconds_left": seconds_left(request.session),
            "warning_seconds": warning_seconds(),
        },
        "nav": navigation(user.access, request.path, request.session.get(WAITING, {}).get("ways", {})),
    }


def navigation(access, path: str, numbers: dict[str, tuple[int, int]]) -> list[dict]:
    """Groups of links that the account may follow; the longest address that begins `path` is the active one.

    numbers: URL name of a way → how much waits there, and how much of it is late.
    """
    groups = [
        {
            "title": title,
            "items": [_item(way, *numbers.get(way.url_name, (0, 0))) for way in ways if way.is_open_to(access)],
        }
        for title, ways in NAVIGATION
    ]
    items = [item for group in groups for item in group["items"]]
    fitting = [item for item in items if _leads_to(item["url"], path)]
    if fitting:
        max(fitting, key=lambda item: len(item["url"]))["active"] = True
    return [group for group in groups if group["items"]]


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _item(way: Way, count: int, late: int) -> dict:
    return {
        "label": way.label,
        "icon": way.icon,
        "url": _address(way.url_name),
        "active": False,
        "count": count or None,
        "alert": late or None,
    }


@cache
def _address(url_name: str) -> str:
    """The ways of the navigation are the same on every page."""
    return reverse(url_name)
