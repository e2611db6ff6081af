"""The last look before rights are given or taken back: numbers of dossiers as the door itself would count them."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEvent, Account, Grant, RoleTemplate
from accounts.permissions import CONFIDENTIAL, EXPORT, IMPORT, RIGHTS, VIEW, WorkGroup
from accounts.services.grant import grant
from accounts.services.grant_many import grant_many
from accounts.services.issue_account import Holder, issue_account
from accounts.services.revoke import revoke
from accounts.services.revoke_many import revoke_many
from orgunits.models import Unit
from personnel.grant_effect import effects_of
from personnel.models import Dossier
from qlcb.history import record, writing
from tests.personnel.transfers.moves import leave_behind
from tests.stage import dossier_maker, paper, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-7.1b")]
MANY, MANY_BACK = "/cap-quyen/", "/thu-hoi-quyen/"


def fresh(account) -> Account:
    return Account.objects.get(pk=account.pk)


def number(username: str) -> str:
    return f"TD-{7000 + int(username[-3:])}"


@pytest.fixture(scope="module")
def people(stage):
    """In Đà Nẵng and its teams: a leader, one on contract, one confidential, the custodian of a seat, others beside."""
    today, make = timezone.localdate(), dossier_maker(timezone.localdate())
    for unit_code in ("HQ34", "HQ34-07", "HQ34-07", "HQ34-01", "HQ60", "TW01"):
        make(unit_code=unit_code)
    make(unit_code="HQ34-07", subject="contract")
    make(unit_code="HQ34-07", is_confidential=True)
    make(unit_code="HQ34-07", code=number("hq34.ghe001"))
    leader = make(unit_code="HQ34-01")
    Dossier.objects.filter(pk=leader.pk).update(now_leading=True)
    for here, there in (("HQ60-07", "HQ34-07"), ("HQ34-07", "HQ60-07"), ("HQ34-07", "HQ34-01")):
        away = make(unit_code=here)
        leave_behind(the_cast().sysadmin, away, today, to=there, kept_by=here if here[:4] != there[:4] else None)
    return today


@pytest.fixture
def seats(people, cast, today):
    """`seats(3)`: as many seats of Đà Nẵng, held and without a role."""
    count = iter(range(1, 100))

    def issued(how_many):
        return [_issue(cast, f"hq34.ghe{n:03}", today) for n, _ in zip(count, range(how_many), strict=False)]

    return issued


def _issue(cast, username, today):
    return issue_account(
        account=cast.sysadmin, reason="Cấp mới", username=username, kind=Account.Kind.SEAT, title="Ghế",
        unit=cast.clerk.unit, paper=paper(), today=today, holder=Holder("Lê Thị Giữ", number(username), "3/QĐ"),
    )  # fmt: skip


def told(today, **values) -> dict:
    return {"what": VIEW, "unit": "HQ34", "document": "9/QĐ-HQĐN", "on": f"{today:%d/%m/%Y}", "reason": "Phân công"} | (
        values
    )


def counted(account) -> dict[str, int]:
    """What the account may do today, dossier by dossier, by the door; the acts as the preview names them."""
    account = fresh(account)
    seen = list(Dossier.objects.visible_to(account))
    groups = {group: [d for d in seen if account.access.may_write(group, d)] for group in WorkGroup}
    counts = {
        "Xem hồ sơ": len(seen),
        "Cập nhật ít nhất một nhóm dữ liệu": len({d.pk for found in groups.values() for d in found}),
        "Kết xuất": sum(account.access.may_on(EXPORT, d) for d in seen),
        "Xem thông tin hạn chế": sum(account.access.may_on("read_restricted", d) for d in seen),
        "Mở hồ sơ mật": sum(d.is_confidential for d in seen),
    }
    return counts | {f"Cập nhật “{group.value}”": len(found) for group, found in groups.items()}


def after(effect) -> dict[str, int]:
    return {line.act: line.after for line in effect.lines if line.after}


@pytest.mark.clause("TCHQ-5.2c", "TCHQ-6.1d1", "TCHQ-6.1d4", "TCHQ-8.1c")
@pytest.mark.parametrize("template", ["cuc-trung-uong", "dia-phuong-nhan-su", "cntt-quan-tri", "vu"])
@pytest.mark.parametrize("scope", ["HQ34", "HQ34-07", "TCHQ"])
def test_what_is_foretold_is_what_comes(seats, cast, unit, today, template, scope):
    (seat,) = seats(1)
    given = {"unit": unit(scope), "template": RoleTemplate.objects.get(code=template)}
    supposed = Grant(account=seat, valid_from=today, **given)
    (effect,) = effects_of(cast.sysadmin, [seat], today, added=[supposed])
    assert effect.seen.before == 0
    real = grant(account=cast.sysadmin, reason="Thử", to=seat, document="1", on=today, today=today, **given)
    assert after(effect) == {act: n for act, n in counted(seat).items() if n}
    assert after(effect)["Xem hồ sơ"] > 2
    (back,) = effects_of(cast.sysadmin, [fresh(seat)], today, revoked={real.pk})
    assert (back.seen.before, after(back)) == (effect.seen.after, {})
    assert back.lost == effect.gained == given["template"].sentences()


def test_rights_that_are_there_already_are_told_apart(seats, cast, unit, today):
    (seat,) = seats(1)
    kept = {"to": seat, "unit": unit("HQ34"), "document": "1", "on": today, "today": today}
    grant(account=cast.sysadmin, reason="Thử", right=VIEW, **kept)
    role = RoleTemplate.objects.get(code="vu")
    supposed = Grant(account=seat, unit=unit("HQ34-07"), template=role, valid_from=today)
    (effect,) = effects_of(cast.sysadmin, [seat], today, added=[supposed])
    assert effect.unchanged == [RIGHTS[VIEW].sentence]
    assert set(effect.gained) == set(role.sentences()) - set(effect.unchanged)
    real = grant(account=cast.sysadmin, reason="Thử", template=role, **(kept | {"unit": unit("HQ34-07")}))
    (back,) = effects_of(cast.sysadmin, [seat], today, revoked={real.pk})
    assert back.unchanged == effect.unchanged and back.seen.before == back.seen.after


def test_a_number_tells_nothing_of_other_units_and_of_secret_people(seats, cast, unit, today):
    (seat,) = seats(1)
    wide = [Grant(account=seat, unit=unit("TCHQ"), right=right, valid_from=today) for right in (VIEW, CONFIDENTIAL)]
    (all_of_it,) = effects_of(cast.sysadmin, [seat], today, added=wide)
    (part,) = effects_of(fresh(cast.unit_admin), [fresh(seat)], today, added=wide)
    below = Unit.objects.below(unit("HQ34"))
    ours = Dossier.objects.filter(Q(now_unit__in=below) | Q(now_employer__in=below))
    assert part.seen.after == ours.exclude(is_confidential=True).count()
    assert all_of_it.seen.after == Dossier.objects.count() > part.seen.after


# ---- The pages


def test_first_the_effect_is_shown_and_then_it_is_saved(seats, cast, sign_in, today):
    (seat,) = seats(1)
    client, url = sign_in(cast.unit_admin), f"/tai-khoan/{seat.username}/cap-quyen/"
    page = client.get(url).content.decode()
    assert f'action="{url}xem-truoc/#tac-dong"' in page and f'formaction="{url}"' not in page
    page = client.post(f"{url}xem-truoc/", told(today))
    assert f'formaction="{url}"' in page.content.decode() and not seat.grants.exists()
    assert page.context["effects"][0].seen.after == counted(cast.clerk)["Xem hồ sơ"]
    assert "Nguyễn Thị Thanh Hương" not in page.content.decode(), "numbers, no people"
    unfinished = {"what": VIEW, "unit": "HQ34", "on": f"{today:%d/%m/%Y}"}
    live = client.post(f"{url}xem-truoc/", unfinished, headers={"HX-Request": "true"})
    assert "<html" not in live.content.decode()
    assert live.context["effects"][0].lines == page.context["effects"][0].lines
    assert client.post(url, told(today))["Location"] == f"/tai-khoan/{seat.username}/"
    url = url.replace("cap-quyen", f"quyen/{seat.grants.get().pk}/thu-hoi")
    page = client.get(f"{url}xem-truoc/")
    assert page.context["effects"][0].seen.after == 0 < page.context["effects"][0].seen.before
    assert f'action="{url}"' in page.content.decode()


@pytest.mark.clause("TN-II.3", "HP-13.1", "HG-3.3")
def test_several_accounts_get_and_lose_the_same_on_one_paper(seats, cast, sign_in, today):
    chosen = seats(3)
    names = [account.username for account in chosen]
    client = sign_in(cast.unit_admin)
    table = client.get("/bang-quyen/").content.decode()
    assert set(re.findall(r'name="tk" value="([^"]+)"', table)) == {*names, cast.clerk.username}, "not oneself"
    assert client.get(MANY, {"tk": names}).status_code == 200
    data = told(today, tk=names, what="t" + str(RoleTemplate.objects.get(code="dia-phuong-nhan-su").pk))
    page = client.post(f"{MANY}xem-truoc/", data)
    assert [effect.account.username for effect in page.context["effects"]] == names
    assert {effect.seen.after for effect in page.context["effects"]} == {counted(cast.clerk)["Xem hồ sơ"]}
    assert not Grant.objects.filter(account__in=chosen).exists()
    assert client.post(MANY, data)["Location"] == "/bang-quyen/"
    assert {(g.account.username, g.document, g.given_by) for g in Grant.objects.filter(account__in=chosen)} == {
        (name, "9/QĐ-HQĐN", cast.unit_admin) for name in names
    }
    back = {"tk": names, "what": "dia-phuong-nhan-su@HQ34", "document": "10/QĐ", "reason": "Hết việc"}
    page = client.post(f"{MANY_BACK}xem-truoc/", back)
    assert {effect.seen.after for effect in page.context["effects"]} == {0}
    assert client.post(MANY_BACK, back)["Location"] == "/bang-quyen/"
    assert set(Grant.objects.filter(account__in=chosen).values_list("revoked_on", "revoked_under")) == {
        (today, "10/QĐ")
    }
    assert not any(fresh(account).access.held for account in chosen)


def test_each_gets_it_on_the_unit_of_its_own_when_none_is_chosen(seats, cast, unit, sign_in, today):
    (seat,) = seats(1)
    below = issue_account(
        account=cast.sysadmin, reason="Cấp mới", username="hq34.doi", kind=Account.Kind.SEAT, title="Đội",
        unit=unit("HQ34-07"), paper=paper(), today=today,
    )  # fmt: skip
    data = told(today, tk=[seat.username, below.username], unit="")
    client = sign_in(cast.unit_admin)
    page = client.post(f"{MANY}xem-truoc/", data)
    shown = {effect.account.username: effect.seen.after for effect in page.context["effects"]}
    assert client.post(MANY, data)["Location"] == "/bang-quyen/"
    assert (seat.grants.get().unit.code, below.grants.get().unit.code) == ("HQ34", "HQ34-07")
    assert shown == {account.username: counted(account)["Xem hồ sơ"] for account in (seat, below)}


def test_all_or_nothing(seats, cast, unit, today):
    first, second = seats(2)
    kept = {"reason": "Thử", "unit": unit("HQ34"), "document": "1", "on": today, "today": today, "right": VIEW}
    grant(account=cast.sysadmin, to=second, **kept)
    with pytest.raises(ValidationError, match=f"{second.username}: Quyền này đã được cấp"):
        grant_many(account=fresh(cast.unit_admin), to=[first, second], **kept)
    with pytest.raises(PermissionDenied, match="tự cấp"):
        grant_many(account=fresh(cast.unit_admin), to=[first, cast.unit_admin], **kept)
    assert not first.grants.exists() and not fresh(first).access.held
    again = grant(account=cast.sysadmin, to=first, **kept)
    given = list(Grant.objects.filter(account__in=[first, second]))
    revoke(account=cast.sysadmin, reason="Thử", given=second.grants.get(), document="2", today=today)
    with pytest.raises(ValidationError, match=f"{second.username}: Quyền này đã được thu hồi"):
        revoke_many(account=cast.sysadmin, reason="Thử", given=given, document="2", today=today)
    again.refresh_from_db()
    assert again.revoked_on is None and fresh(first).access.holds(VIEW)


ATTACKS = {
    "to oneself": ({"tk": ["hq34.quantri"]}, 403),
    "to a neighbour": ({"tk": ["hq60.nhansu1"]}, 404),
    "to one of one's own and a neighbour": ({"tk": ["hq34.ghe001", "hq60.nhansu1"]}, 404),
    "a reserved right": ({"what": "administer_system"}, 403),
    "a template of the system": ({"what": "cntt-quan-tri"}, 403),
    "on a unit above": ({"unit": "TCHQ"}, 403),
    "on a unit beside": ({"unit": "HQ60"}, 403),
}


@pytest.mark.clause("TCHQ-4.1", "TCHQ-7.1a")
@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("tail", ["", "xem-truoc/"])
def test_what_was_not_offered_is_refused_and_logged(seats, cast, sign_in, today, attack, tail):
    seats(1)
    changed, status = ATTACKS[attack]
    if changed.get("what") == "cntt-quan-tri":
        changed = {"what": f"t{RoleTemplate.objects.get(code='cntt-quan-tri').pk}"}
    before = Grant.objects.count()
    client = sign_in(cast.unit_admin)
    answer = client.post(f"{MANY}{tail}", told(today, tk=["hq34.ghe001"]) | changed)
    assert (answer.status_code, Grant.objects.count()) == (status, before)
    event = AccessEvent.objects.filter(kind__in=AccessEvent.REFUSALS).get()
    assert (event.account, event.target) == (cast.unit_admin, f"{MANY}{tail}")
    if "tk" not in changed:
        assert client.post(f"/tai-khoan/hq34.ghe001/cap-quyen/{tail}", told(today) | changed).status_code == 403


@pytest.mark.clause("TCHQ-4.1")
def test_grants_of_others_are_not_among_those_that_can_be_taken_back(seats, cast, unit, sign_in, today):
    (seat,) = seats(1)
    wide = grant(
        account=cast.sysadmin, reason="Thử", to=seat, unit=unit("TCHQ"), document="1", on=today, right=IMPORT,
        today=today,
    )  # fmt: skip
    client = sign_in(cast.unit_admin)
    data = {"tk": seat.username, "what": f"{IMPORT}@TCHQ", "document": "2", "reason": "Thử"}
    assert f"{IMPORT}@TCHQ" not in client.get(MANY_BACK, {"tk": seat.username}).content.decode()
    assert client.post(MANY_BACK, data).status_code == 403
    wide.refresh_from_db()
    assert wide.revoked_on is None


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("ended", ["locked", "expired"])
def test_an_administrator_whose_account_is_over_grants_nothing(seats, cast, unit, client, today, ended):
    (seat,) = seats(1)
    client.force_login(cast.unit_admin)
    over = fresh(cast.unit_admin)
    with writing(account=cast.sysadmin, reason="Thử"):
        over.is_active, over.expires_on = ended != "locked", (ended == "expired" and today - timedelta(days=1)) or None
        record(over)
    assert client.post(MANY, told(today, tk=seat.username))["Location"].startswith("/dang-nhap/")
    with pytest.raises(PermissionDenied, match="không thuộc đơn vị"):
        grant(account=fresh(over), reason="Thử", to=seat, unit=unit("HQ34"), document="1", on=today, right=VIEW,
              today=today)  # fmt: skip
    assert not seat.grants.exists()


def test_forty_accounts_cost_as_many_queries_as_four(seats, cast, sign_in, today):
    client = sign_in(cast.unit_admin)

    def queries(names):
        found = []
        for url, data in (
            (f"{MANY}xem-truoc/", told(today, tk=names)),
            (f"{MANY_BACK}xem-truoc/", {"tk": names, "what": f"{VIEW}@HQ34"}),
        ):
            with CaptureQueriesContext(connection) as asked:
                page = client.post(url, data)
            assert len(page.context["effects"]) == len(names)
            found.append(len(asked))
        return found

    names = [account.username for account in seats(40)]
    client.post(MANY, told(today, tk=names))
    few = queries(names[:4])
    assert queries(names) == few and max(few) <= 24
