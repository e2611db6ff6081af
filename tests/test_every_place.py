"""Every address of a dossier or decision × every role × dossiers above, at, below, beside and far from it, and kept by
nobody × GET, POST and HEAD. `script/attack` tries them all, a part of them the suite.
"""

import os
from zlib import crc32

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.demo import demo_accounts, make_demo_accounts
from accounts.models import Account, RoleTemplate
from accounts.services.issue_account import Holder, issue_account
from accounts.services.program_account import program_account
from orgunits.models import Unit
from personnel.models import Dossier
from tests.personnel.test_confidential import text_of
from tests.rights_table import ADMINISTERS, METHOD, NO, NONE, NOT_WANTED, OK, ROWS, TO_DELEGATE, WAY
from tests.stage import CAST, dossier_maker, paper
from tests.test_rights import ROLES, no_printing
from tests.world import KEYS, things_of

pytestmark = pytest.mark.django_db
__all__ = ["no_printing"]

EVERYWHERE = "TCHQ"
# Visitor → where it sees dossiers, and the column of the rights table that says what it does there, where one does.
SEES = {
    "cntt.quantri": (EVERYWHERE, "sysadmin"), "tccb.lanhdao": (EVERYWHERE, "leader"),
    "tccb.nhansu1": (EVERYWHERE, "specialist"), "tccb.chinhsach1": (EVERYWHERE, "policy"),
    "tccb.daotao1": (EVERYWHERE, ""), "tccb.tuyendung1": (EVERYWHERE, ""), "tccb.danhmuc1": ("", ""),
    "phapche.1": ("TW01", ""), "vanphong.1": ("TW06", ""), "gsql.1": ("TW07", ""), "dtcbl.1": ("TW09", ""),
    "truong.1": ("TW15", ""), "hq34.nhansu1": ("HQ34", "clerk"), "hq34.quantri": ("", "unit_admin"),
    "hq60.nhansu1": ("HQ60", "clerk"), "hq34-07.nhansu1": ("HQ34-07", "clerk"), "": ("", "nobody"),
}  # fmt: skip
DELEGATE = "kiemdinh.1"  # to whom the dossiers are delegated by name; no visitor
ADMINISTERED = {"cntt.quantri": EVERYWHERE, "hq34.quantri": "HQ34"}
PLACES = (
    *("TCHQ", "TW01", "TW03", "TW07", "TW07-01", "HQ34", "HQ34-07", "HQ34-01"),
    *("HQ60", "HQ60-01", "HQ02", ""),
)
# Rooms that the regulation does not have are there for nobody.
ABOUT_ONE = {name: row for name, row in ROWS.items() if not set(KEYS).isdisjoint(row.kwargs.values())}
NAMES = sorted(name for name, row in ABOUT_ONE.items() if row.get != NOT_WANTED)
BY_ADMINISTRATORS = {name for name in NAMES if ROWS[name].get in (ADMINISTERS, TO_DELEGATE)}
METHODS = ("get", "post", "head")
ALL = "QLCB_ALL_TRIES" in os.environ
ONE_IN = 1 if ALL else 24


@pytest.fixture(scope="module")
def visitors(stage):
    """Keys of the accounts by their names; the one of the team is made from a local department's template."""
    today, program = timezone.localdate(), program_account()
    usernames = {account.username for account in demo_accounts()} & {*SEES, DELEGATE}
    make_demo_accounts(account=program, usernames=usernames, today=today)
    issue_account(
        account=program, reason="Thử", username="hq34-07.nhansu1", kind=Account.Kind.SEAT, title="Nhân sự của đội",
        unit=Unit.objects.get(code="HQ34-07"), paper=paper(), password="ThuNghiem#2026-doi", must_change_password=False,
        holder=Holder("Trần Văn Đội", "34ZZ-9001", "1/QĐ"), today=today,
        template=RoleTemplate.objects.get(code="dia-phuong-nhan-su"),
    )  # fmt: skip
    return dict(Account.objects.filter(username__in=SEES).values_list("username", "pk")) | {"": None}


def reaches(root: str, place: str) -> bool:
    """Whether a unit lies at or below another by their codes; what nobody keeps only those who see everything reach."""
    if not root or root == EVERYWHERE:
        return bool(root)
    return place == root or place.startswith(f"{root}-")


def expected(name: str, username: str, place: str, method: str) -> set[int]:
    """The statuses that the visitor may get. Beyond its reach: not found, or refused before anything was looked for."""
    row = ROWS[name]
    usual = row.post if method == "post" else row.get
    if not username:
        return {usual[-1]}
    root, column = SEES[username]
    reached = reaches(ADMINISTERED.get(username, "") if name in BY_ADMINISTRATORS else root, place)
    if not reached:
        return {NONE, NO, METHOD}
    if method == "head":
        return expected(name, username, place, "get") | {METHOD}
    if not place and name in BY_ADMINISTRATORS:
        return {NONE, METHOD}  # what no unit keeps, no unit's administrator delegates
    if not column or not place:
        return {OK, WAY, NO, METHOD}
    of_another = {NO} if name in BY_ADMINISTRATORS else set()  # given by the system's administrator to a unit elsewhere
    return {usual[ROLES.index(column)]} | of_another


@pytest.mark.parametrize("place", PLACES if ALL else ("TCHQ", "HQ34-07", "HQ60", ""))
@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.clause("TCHQ-5.2c")
@pytest.mark.clause("HP-6.2")
def test_nothing_is_told_beyond_ones_reach(place, visitors, client, sign_in, record_property):
    today = timezone.localdate()
    unit = Unit.objects.filter(code=place).first()
    kept_at = {"unit_code": place} if place else {}
    dossier = dossier_maker(today)(code="77ZZ-0217", full_name="Vũ Khắc Ẩn", rank="08.051", step=4, **kept_at)
    things = things_of(dossier, unit, Account.objects.get(username=DELEGATE), today)
    if not place:
        Dossier.objects.filter(pk=dossier.pk).update(now_unit=None)
    wrong, tries = [], 0
    for username, pk in visitors.items():
        sign_in(Account.objects.get(pk=pk) if pk else None)
        for name in NAMES:
            url = reverse(name, kwargs={key: things.get(value, value) for key, value in ROWS[name].kwargs.items()})
            for method in METHODS:
                if crc32(f"{place} {username} {name} {method}".encode()) % ONE_IN:
                    continue
                response = getattr(client, method)(url)
                tries += 1
                allowed = expected(name, username, place, method)
                told = response.status_code != OK and "Vũ Khắc Ẩn" in text_of(response)
                if response.status_code not in allowed or told:
                    wrong.append((username or "nobody", method, name, response.status_code, allowed))
    if ALL:
        record_property("tries", tries)
    assert wrong == []
    assert tries >= len(CAST)
