"""Why an account may or may not: each reason there is, the same words as the command, nothing beyond one's units."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from accounts.models import AccessEvent, Account
from accounts.permissions import CONFIDENTIAL, EXPORT, RESTRICTED, RIGHTS, VIEW
from accounts.services.grant import grant
from accounts.services.lock_account import lock_account
from accounts.services.revoke import revoke
from personnel.models import Dossier
from personnel.why import OWN, explain
from qlcb.history import record, writing
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-4.1")]


def url(account, code=""):
    return f"/tai-khoan/{account.username}/vi-sao/" + (f"?ho-so={code}" if code else "")


@pytest.fixture
def answers(today):
    """`answers(account, dossier)`: code of the right → its line."""

    def asked(account, dossier):
        account, dossier = Account.objects.get(pk=account.pk), Dossier.objects.get(pk=dossier.pk)
        return dict(zip(RIGHTS, explain(account, dossier, today).rights, strict=True))

    return asked


def test_a_right_tells_where_it_comes_from(cast, sign_in, make_dossier, today, capsys):
    dossier = make_dossier(code="34ZZ-0001", full_name="Lê Thị Có Tên", unit_code="HQ34-07")
    page = sign_in(cast.sysadmin).get(url(cast.clerk, "34zz-0001")).content.decode()
    given = cast.clerk.grants.get()
    for words in (
        "Lê Thị Có Tên", RIGHTS[VIEW].sentence, f"Vai trò “{given.template.name}”, văn bản {given.document}",
        f"phạm vi: Cục Hải quan TP. Đà Nẵng › {dossier.now_unit.name}",
    ):  # fmt: skip
        assert words in page
    call_command("explain_access", cast.clerk.username, dossier.code)
    told = capsys.readouterr().out
    why = explain(cast.clerk, dossier, today)
    for line in why.rights:
        assert line.verdict.why in told and all(source in told for source in line.sources)
    assert why.place in told and why.place in page


def test_every_reason_why_not(cast, make_dossier, unit, today, answers):
    here, there = make_dossier(unit_code="HQ34-07"), make_dossier(unit_code="HQ60-07")
    secret = make_dossier(unit_code="HQ34-07")
    secret = Dossier.objects.get(pk=secret.pk)
    secret.is_confidential = True
    with writing(account=cast.sysadmin, reason="Hồ sơ mật"):
        record(secret)
    own = make_dossier(code=cast.clerk.custody.staff_code)
    for right, until in ((CONFIDENTIAL, today), ("write_contract_staff", None)):
        grant(
            account=cast.sysadmin, to=cast.neighbour, unit=unit("HQ60"), right=right, document="5/QĐ", today=today,
            on=today, until=until, reason="Thử",
        )  # fmt: skip
    ended = cast.neighbour.grants.get(right=CONFIDENTIAL)
    revoke(account=cast.sysadmin, given=ended, today=today, document="9/QĐ", reason="Thôi")

    assert answers(cast.clerk, here)[EXPORT].verdict
    assert answers(cast.clerk, here)["administer_system"].verdict.why == "Không được cấp quyền này."
    elsewhere = answers(cast.clerk, there)[VIEW]
    assert "hồ sơ không thuộc các đơn vị này" in elsewhere.verdict.why and "không phải đơn vị" in elsewhere.sources[0]
    constrained = answers(cast.neighbour, there)["write_contract_staff"]
    assert "Điều kiện của quyền không áp dụng" in constrained.verdict.why and "5/QĐ" in constrained.sources[0]
    over = answers(cast.neighbour, there)[CONFIDENTIAL]
    assert not over.verdict and "đã thu hồi" in over.sources[0] and "9/QĐ" in over.sources[0]
    hidden = answers(cast.clerk, secret)[VIEW]
    assert not hidden.verdict and "Hồ sơ mật" in hidden.verdict.why
    mine = answers(cast.clerk, own)
    assert mine[VIEW].verdict and mine["write_all"].verdict.why == OWN
    told = {"account": cast.sysadmin, "reason": "Thử", "target": cast.clerk, "paper": paper(), "today": today}
    lock_account(**told)
    locked = answers(cast.clerk, here)
    assert not any(line.verdict for line in locked.values()) and "đã bị khóa" in locked[VIEW].verdict.why
    assert "còn hiệu lực" in locked[VIEW].sources[0]
    Account.objects.get(pk=cast.neighbour.pk)
    with writing(account=cast.sysadmin, reason="Hết hạn"):
        neighbour = Account.objects.get(pk=cast.neighbour.pk)
        neighbour.expires_on = today - timedelta(days=1)
        record(neighbour)
    assert "đã hết hạn ngày" in answers(cast.neighbour, there)[VIEW].verdict.why


@pytest.mark.clause("TCHQ-5.2c")
@pytest.mark.clause("TCHQ-8.1c")
def test_nothing_is_told_of_other_units_and_of_secret_dossiers(cast, sign_in, make_dossier):
    make_dossier(code="34ZZ-0001", full_name="Lê Thị Có Tên")
    make_dossier(code="60ZZ-0001", full_name="Lê Văn Nơi Khác", unit_code="HQ60-07")
    secret = Dossier.objects.get(pk=make_dossier(code="34ZZ-0002").pk)
    secret.is_confidential = True
    with writing(account=cast.sysadmin, reason="Hồ sơ mật"):
        record(secret)
    admin = sign_in(cast.unit_admin)
    page = admin.get(url(cast.clerk, "34ZZ-0001"))
    assert page.status_code == 200 and "Lê Thị Có Tên" not in page.content.decode(), "opens no dossiers"
    look = AccessEvent.objects.get(kind=AccessEvent.Kind.VIEW)
    assert (look.account, look.target, look.unit.code) == (cast.unit_admin, "34ZZ-0001", "HQ34-07")
    for code in ("60ZZ-0001", "34ZZ-0002", "99ZZ-9999"):
        assert admin.get(url(cast.clerk, code)).status_code == 404
    assert admin.get(url(cast.neighbour, "34ZZ-0001")).status_code == 404
    refused = AccessEvent.objects.filter(kind=AccessEvent.Kind.NOT_FOUND, account=cast.unit_admin)
    assert refused.count() == 4
    assert sign_in(cast.clerk).get(url(cast.clerk, "34ZZ-0001")).status_code == 403


def test_a_mistyped_question_stays_on_the_page(cast, sign_in, make_dossier):
    """With the word beside the field; the same one for what is not there and what is another unit's."""
    make_dossier(code="34ZZ-0001")
    make_dossier(code="60ZZ-0001", unit_code="HQ60-07")
    client, asks = sign_in(cast.unit_admin), "/vi-sao/"
    for wrong, field in (
        ({"ho-so": "34ZZ-0009"}, "ho_so"),
        ({"ho-so": "60ZZ-0001"}, "ho_so"),
        ({"tai-khoan": "hq34.nhansu9"}, "tai_khoan"),
        ({"tai-khoan": cast.neighbour.username}, "tai_khoan"),
    ):
        typed = {"tai-khoan": cast.clerk.username, "ho-so": "34ZZ-0001"} | wrong
        page = client.get(asks, typed, follow=True)
        form = page.context["form"]
        assert (page.status_code, list(form.errors)) == (404, [field])
        assert "trong các đơn vị bạn quản trị" in form.errors[field][0]
        assert all(f'value="{value}"' in page.content.decode() for value in typed.values())
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.NOT_FOUND, account=cast.unit_admin).count() == 3
    for odd in ("hq34/nhansu1", "..", "Lê Văn An"):
        page = client.get(asks, {"tai-khoan": odd, "ho-so": "34ZZ-0001"})
        assert "chỉ gồm chữ thường" in str(page.context["form"].errors["tai_khoan"])
    told = {"tai-khoan": f" {cast.clerk.username.upper()} ", "ho-so": "34zz-0001"}
    assert client.get(asks, told, follow=True).context["why"]


def test_the_ways_to_it(cast, sign_in, make_dossier):
    dossier = make_dossier(code="34ZZ-0001")
    client = sign_in(cast.sysadmin)
    assert f'href="{url(cast.clerk)}"' in client.get(f"/tai-khoan/{cast.clerk.username}/").content.decode()
    asks = f"/vi-sao/?ho-so={dossier.code}"
    assert f'href="{asks}"' in client.get(f"/ho-so/{dossier.code}/").content.decode()
    assert f'value="{dossier.code}"' in client.get(asks).content.decode()
    assert client.get(f"{asks}&tai-khoan={cast.clerk.username}").url == url(cast.clerk, dossier.code)
    assert "Xem vì sao" in client.get(url(cast.clerk)).content.decode()
    assert asks not in sign_in(cast.clerk).get(f"/ho-so/{dossier.code}/").content.decode()
    assert RESTRICTED in RIGHTS
