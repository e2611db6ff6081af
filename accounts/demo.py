"""Demo accounts of every role, for trying out and for the cast of the tests; only ever made on request (DESIGN §10)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import Account, AccountAct, Custody, Grant, Paper, RoleTemplate
from accounts.services.grant import derive_rights
from accounts.services.issue_account import Holder
from orgunits.models import Unit
from qlcb import regulation
from qlcb.history import Act, create_many, writing

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
    holders, since = holders or {}, min(date(today.year, 1, 5), today)
    units = {unit.code: unit for unit in Unit.objects.all()}
    templates = {template.code: template for template in RoleTemplate.objects.all()}
    known = set(Account.objects.values_list("username", flat=True))
    wanted = [
        (demo, holders.get(demo.username) or Holder(demo.holder, f"TD-{number:04}", DOCUMENT))
        for number, demo in enumerate(demo_accounts(), 1)
        if demo.username not in known and (usernames is None or demo.username in usernames)
    ]
    hashed = make_password(PASSWORD)  # once for all: Argon2 takes a while, and these accounts have no secret to keep
    with writing(account=account, reason="Lập tài khoản trình diễn", act=Act.OPEN):
        made = create_many([_account(demo, units[demo.unit], hashed) for demo, _ in wanted])
        paper = Paper(DOCUMENT, since, "Lãnh đạo đơn vị (trình diễn)")
        create_many([AccountAct.of(AccountAct.Kind.ISSUE, issued, paper, since) for issued in made])
        create_many([_custody(issued, holder, since) for issued, (_, holder) in zip(made, wanted, strict=True)])
        create_many(
            [
                Grant(
                    account=issued,
                    unit=units[demo.scope],
                    template=templates[demo.template],
                    document=DOCUMENT,
                    given_by=account,
                    valid_from=since,
                )
                for issued, (demo, _) in zip(made, wanted, strict=True)
            ]
        )
        for issued in made:
            derive_rights(issued, today)
    return made


def _account(demo: DemoAccount, unit: Unit, hashed: str) -> Account:
    return Account(username=demo.username, kind=demo.kind, title=demo.title, unit=unit, password=hashed)


def _custody(issued: Account, holder: Holder, since: date) -> Custody:
    return Custody(
        account=issued,
        holder_name=holder.name,
        staff_code=holder.staff_code,
        document=holder.document,
        valid_from=since,
    )
