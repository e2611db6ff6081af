"""`manage.py issue_account`: the first administrator of an empty service, and what the command refuses."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Account, Custody, Grant
from accounts.one_time import one_time_password
from accounts.permissions import ACCOUNTS, SYSTEM
from accounts.services.program_account import USERNAME as PROGRAM

pytestmark = pytest.mark.django_db

ADMINISTRATOR = {
    "kind": "system_admin",
    "title": "Quản trị hệ thống 2",
    "unit": "TW12",
    "template": "cntt-quan-tri",
    "scope": "TCHQ",
    "document": "15/QĐ-TCHQ",
    "approved_by": "Phó Tổng cục trưởng",
    "holder": "Đinh Quang Vinh",
    "staff_code": "12AA-0007",
}


def issue(username="cntt.quantri2", **changes):
    """Run the command; returns the account and the password it printed."""
    out = StringIO()
    call_command("issue_account", username, **(ADMINISTRATOR | changes), stdout=out)
    (password,) = re.findall(r"Mật khẩu dùng một lần: (\S+)", out.getvalue())
    return Account.objects.get(username=username.lower()), password


def test_the_first_administrator_signs_in_and_must_choose_a_password(client):
    account, password = issue()
    assert account.check_password(password)
    answer = client.post(reverse("accounts:login"), {"username": account.username, "password": password})
    assert answer.status_code == 302
    assert client.get("/", follow=True).redirect_chain[-1][0].startswith(reverse("accounts:password"))


def test_it_gives_custodian_role_and_scope_under_the_paper():
    account, _ = issue()
    custody = Custody.objects.get(account=account)
    assert (custody.holder_name, custody.staff_code, custody.document) == ("Đinh Quang Vinh", "12AA-0007", "15/QĐ-TCHQ")
    given = Grant.objects.get(account=account)
    assert (given.template.code, given.unit.code, given.document) == ("cntt-quan-tri", "TCHQ", "15/QĐ-TCHQ")
    assert account.access.everywhere(SYSTEM)
    assert account.access.everywhere(ACCOUNTS)


def test_the_scope_is_the_own_unit_unless_named():
    account, _ = issue("hq34.nhansu9", kind="seat", unit="HQ34", template="dia-phuong-nhan-su", scope=None)
    assert Grant.objects.get(account=account).unit.code == "HQ34"


def test_without_a_template_the_account_has_no_right():
    account, _ = issue(template=None, scope=None)
    assert not Grant.objects.filter(account=account).exists()


def test_history_names_the_program_and_the_reason_once_a_row():
    account, _ = issue(reason="Theo phiếu số 3")
    for model, rows in ((Account, {"id": account.pk}), (Custody, {"account": account}), (Grant, {"account": account})):
        (entry,) = model.history.filter(**rows)
        assert (entry.history_user.username, entry.history_change_reason) == (PROGRAM, "Theo phiếu số 3")


def test_no_two_passwords_are_alike_and_none_has_letters_that_look_alike():
    passwords = {one_time_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(re.fullmatch(r"([a-km-np-zA-HJ-NP-Z2-9]{5}-){3}[a-km-np-zA-HJ-NP-Z2-9]{5}", each) for each in passwords)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": "TW99"}, "Không có đơn vị nào mang mã TW99"),
        ({"scope": "TW99"}, "Không có đơn vị nào mang mã TW99"),
        ({"template": "quan-tri"}, "Không có vai trò mẫu nào mang mã quan-tri. Các mã đang có: cntt-quan-tri"),
        ({"template": None}, "--scope chỉ đi cùng --template"),
        ({"username": "cntt.quantri"}, "Tên đăng nhập đã có."),
        ({"username": "quản trị"}, "chữ thường"),
    ],
)
def test_what_it_refuses_leaves_nothing(changes, words):
    before = (Account.objects.count(), Grant.objects.count(), Custody.objects.count())
    with pytest.raises(CommandError, match=re.escape(words)):
        issue(**changes)
    assert (Account.objects.count(), Grant.objects.count(), Custody.objects.count()) == before


def test_the_title_is_the_kind_unless_given():
    assert issue()[0].title == "Quản trị hệ thống 2"
    assert issue("cntt.quantri3", title=None)[0].title == "Quản trị hệ thống"


def test_the_account_of_the_program_cannot_be_issued():
    with pytest.raises(CommandError, match="program"):
        call_command("issue_account", "he-thong2", "--kind", "program", "--unit", "TW12",
                     "--document", "x", "--holder", "x", "--staff-code", "x")  # fmt: skip
