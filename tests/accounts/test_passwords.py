"""Rules for passwords, and issued ones that nobody changed (TCHQ-4.3, HG-16.1)."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import get_hasher

from accounts.demo import PASSWORD
from accounts.models import Account, PastPassword
from accounts.one_time import one_time_password
from accounts.services.change_password import change_password
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.services.report_loss import report_loss
from accounts.sign_in import refusal
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.3")]


def post(client, old, new):
    """Why the new password is refused; "" when it is taken."""
    answer = client.post("/doi-mat-khau/", {"old_password": old, "new_password1": new, "new_password2": new})
    if answer.status_code == 302:
        return ""
    errors = answer.context["form"].errors
    return " ".join(errors.get("new_password1", [])) or " ".join(errors["old_password"])


def test_none_of_the_last_passwords_comes_again(cast, sign_in, settings):
    settings.PASSWORD_MEMORY = 3
    client, old = sign_in(cast.clerk), PASSWORD
    chosen = [f"Biển xanh cát trắng {number}" for number in range(4)]
    for new in chosen:
        assert post(client, old, new) == ""
        old = new
    for used in chosen[1:]:
        assert "3 mật khẩu gần nhất" in post(client, old, used), used
    assert PastPassword.objects.filter(account=cast.clerk).count() == 3
    assert not PastPassword.objects.filter(password__in=[PASSWORD, *chosen]).exists(), "as hashes"
    assert post(client, old, chosen[0]) == "", "before the last three"


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("ngắn quá", "cần ít nhất 12 ký tự"),
        ("918273645546372819", "chỉ gồm chữ số"),
        ("hq34.nhansu1", "tên đăng nhập của tài khoản"),
        ("q1w2e3r4t5y6", "dễ bị đoán"),
    ],
)
def test_the_rules_answer_in_vietnamese_and_stand_beside_the_field(cast, sign_in, new, said):
    client = sign_in(cast.clerk)
    assert said in post(client, PASSWORD, new)
    page = client.get("/doi-mat-khau/").content.decode()
    for rule in ("Ít nhất 12 ký tự", "Không chỉ gồm chữ số", "Không giống tên đăng nhập", "5 mật khẩu gần nhất"):
        assert rule in page
    assert 'data-strength="hq34.nhansu1"' in page and "js/password.js" in page


def test_the_password_of_an_open_session_cannot_be_tried_out(cast, sign_in, settings):
    client = sign_in(cast.clerk)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        said = post(client, "sai", "Biển xanh cát trắng 27")
    assert "tạm khóa" in said
    assert "tạm khóa" in post(client, PASSWORD, "Biển xanh cát trắng 27")


@pytest.mark.clause("HG-16.1")
def test_an_issued_password_is_good_for_some_days_only(cast, client, today, settings):
    settings.ISSUED_PASSWORD_DAYS = 3
    password = hand_over(
        account=cast.unit_admin, reason="Giao lại", target=cast.clerk, holder=Holder("Lê Thị Sau", "34AA-0777", "2/QĐ"),
        paper=paper(), today=today,
    )  # fmt: skip
    issued = Account.objects.get(pk=cast.clerk.pk)
    assert issued.issued_until == today + timedelta(days=3)
    assert refusal(issued, today + timedelta(days=3)) == ""
    assert "cấp lại mật khẩu" in refusal(issued, today + timedelta(days=4))
    client.post("/dang-nhap/", {"username": issued.username, "password": password})
    assert client.get("/don-vi/")["Location"] == "/doi-mat-khau/"
    assert "kể cả mật khẩu hiện tại" in post(client, password, password)
    assert post(client, password, "Biển xanh cát trắng 27") == ""
    own = Account.objects.get(pk=cast.clerk.pk)
    assert own.issued_until is None and refusal(own, today + timedelta(days=4)) == ""


def test_a_lost_password_does_not_come_back(cast, today):
    chosen = change_password(account=cast.clerk, reason="Thử", password="Biển xanh cát trắng 27").password
    report_loss(account=cast.unit_admin, reason="Thử", target=cast.clerk, paper=paper(), today=today)
    assert PastPassword.objects.filter(account=cast.clerk, password=chosen).exists()


def test_an_issued_password_is_hashed_fast_until_it_is_used_and_refused_as_slowly_as_others(
    cast, client, monkeypatch, today
):
    """A hundred of them are made in one request; a quick refusal would tell which accounts nobody has used yet."""
    usual, asked = get_hasher(), []
    encode = type(usual).encode
    monkeypatch.setattr(type(usual), "encode", lambda self, *told: asked.append(1) or encode(self, *told))
    account, password = Account.objects.get(pk=cast.clerk.pk), one_time_password()
    account.issue_password(password, today)
    assert account.password.startswith("issued$") and not asked
    account.save(update_fields=["password"])
    enter = {"username": account.username, "password": f"{password}x"}
    client.post("/dang-nhap/", enter)
    assert len(asked) == 1 and "_auth_user_id" not in client.session
    client.post("/dang-nhap/", enter | {"password": password})
    stored = Account.objects.get(pk=account.pk)
    assert stored.password.startswith(usual.algorithm) and stored.check_password(password)
    assert client.session["_auth_user_id"] == str(account.pk), "the new hash of the same password ends no session"
    assert client.get("/doi-mat-khau/").status_code == 200
