"""Demo accounts of every role, for trying out and for the cast of the tests; only ever made on request (DESIGN §10)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import Account, RoleTemplate
from accounts.services.issue_account import Holder, issue_account
from orgunits.models import Unit
from qlcb import regulation

PASSWORD = "ThuNghiem#2026"  # demo mode only; printed by script/server and README
DOCUMENT = "12/QĐ-TCHQ"
SHOWN = (
    "tccb.lanhdao", "tccb.nhansu1", "tccb.chinhsach1", "hq34.nhansu1", "hq34.quantri", "hq60.nhansu1", "gsql.1",
    "phapche.1", "dtcbl.1", "cntt.quantri",
)  # fmt: skip
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
GIVEN = ("Thị Lan", "Văn Bảy", "Minh Đức", "Quang Hải", "Thu Hà", "Ngọc Sơn", "Thanh Bình", "Thị Thảo", "Hữu Phước")


@dataclass(frozen=True)
class DemoAccount:
    username: str
    kind: str
    title: str
    unit: str
    template: str
    scope: str
    holder: str


def demo_accounts() -> Iterator[DemoAccount]:
    """The demo accounts of the deployed regulation: the named ones, then two of each local department by its code."""
    for row in regulation.table("demo_accounts"):
        yield DemoAccount(**row)
    for index, unit in enumerate(row for row in regulation.table("units") if row["kind"] == "cuc-hai-quan"):
        name = unit["code"].lower()
        for offset, (suffix, kind, title, template) in enumerate(
            (
                ("quantri", Account.Kind.UNIT_ADMIN, "Quản trị", "dia-phuong-quan-tri"),
                ("nhansu1", Account.Kind.SEAT, "Nhân sự 1", "dia-phuong-nhan-su"),
            )
        ):
            pick = index * 2 + offset
            holder = f"{SURNAMES[pick % len(SURNAMES)]} {GIVEN[pick % len(GIVEN)]}"
            yield DemoAccount(f"{name}.{suffix}", kind, title, unit["code"], template, unit["code"], holder)


def make_demo_accounts(
    *, account, usernames: set[str] | None = None, holders: Mapping[str, Holder] | None = None, today: date
) -> list[Account]:
    """Issue the demo accounts that do not exist yet, all with the demo password, which need not be changed.

    usernames: only these, all when None; holders: username → custodian, instead of the one the fixture names. Returns
    the new accounts.
    """
    units = {unit.code: unit for unit in Unit.objects.all()}
    templates = {template.code: template for template in RoleTemplate.objects.all()}
    known = set(Account.objects.values_list("username", flat=True))
    since = min(date(today.year, 1, 5), today)
    holders = holders or {}
    made = []
    for number, demo in enumerate(demo_accounts(), 1):
        if demo.username in known or (usernames is not None and demo.username not in usernames):
            continue
        made.append(
            issue_account(
                account=account,
                reason="Lập tài khoản trình diễn",
                username=demo.username,
                kind=demo.kind,
                title=demo.title,
                unit=units[demo.unit],
                document=DOCUMENT,
                on=since,
                password=None,
                must_change_password=False,
                holder=holders.get(demo.username) or Holder(demo.holder, f"TD-{number:04}", DOCUMENT),
                template=templates[demo.template],
                scope=units[demo.scope],
                today=today,
            )
        )
    _set_password(made)
    return made


def _set_password(accounts: list[Account]) -> None:
    """The demo password for all, hashed once: Argon2 takes a while, and these accounts have no secret to keep."""
    hashed = make_password(PASSWORD)
    Account.objects.filter(pk__in=[account.pk for account in accounts]).update(password=hashed)
    for account in accounts:
        account.password = hashed
