"""Role templates on screen: read by who grants, edited by the system administrator, at once in force (TCHQ-6.1)."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.administration import templates_for
from accounts.models import AccessEvent, Account, RoleTemplate
from accounts.permissions import EXPORT, IMPORT, RIGHTS, VIEW
from accounts.roles import lines_for, shifts_of
from accounts.services.grant import derive_all_rights, grant
from accounts.services.issue_account import issue_account
from accounts.services.retire_role import retire_role
from accounts.services.revoke import revoke
from accounts.services.save_role import save_role
from qlcb.history import Conflict
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-6.1a")]
LIST = "/vai-tro/"


def fresh(account) -> Account:
    return Account.objects.get(pk=account.pk)


def role(code="dia-phuong-nhan-su") -> RoleTemplate:
    return RoleTemplate.objects.get(code=code)


@pytest.fixture
def save(cast, today):
    """`save(role(), rights=[…])`: the role edited by the system administrator."""

    def done(edited, *, by=None, expected_version=None, **values):
        for name, value in values.items():
            setattr(edited, name, value)
        return save_role(
            account=fresh(by or cast.sysadmin), reason="Theo quyết định", role=edited, today=today,
            expected_version=expected_version,
        )  # fmt: skip

    return done


def test_a_right_taken_out_of_a_role_is_gone_from_open_sessions_at_once(save, cast, sign_in, today):
    client = sign_in(cast.clerk)
    assert client.get("/ho-so/").status_code == 200
    rights = [code for code in role().rights if code not in (VIEW, IMPORT)]
    save(role(), rights=[*rights, "read_access_log"])
    assert client.get("/ho-so/").status_code == 403
    held = fresh(cast.clerk).access
    assert not held.holds(IMPORT) and held.holds("read_access_log")
    assert fresh(cast.neighbour).access.held.keys() == held.held.keys(), "all who hold it"
    assert derive_all_rights(today) == 0, "nothing is left for the night"
    entry = role().history.first()
    assert (entry.act, entry.history_change_reason, role().history.count()) == ("change", "Theo quyết định", 2)


def test_what_another_grant_gives_stays(save, cast, unit, today):
    kept = {"account": cast.sysadmin, "reason": "Thử", "document": "1", "on": today, "today": today}
    grant(to=cast.clerk, unit=unit("HQ34"), right=EXPORT, **kept)
    rights = [code for code in role().rights if code != EXPORT]
    holders, shifts = shifts_of(role(), [*rights, "read_access_log"], today)
    assert (holders, {shift.sentence: (shift.gain, shift.lose) for shift in shifts}) == (
        2, {RIGHTS["read_access_log"].sentence: (2, 0), RIGHTS[EXPORT].sentence: (0, 1)}
    )  # fmt: skip
    save(role(), rights=rights)
    assert (fresh(cast.clerk).access.holds(EXPORT), fresh(cast.neighbour).access.holds(EXPORT)) == (True, False)


def test_one_is_told_what_it_would_mean_and_then_it_is_stored(cast, sign_in, today):
    client, url = sign_in(cast.sysadmin), f"{LIST}dia-phuong-nhan-su/sua/"
    before = role()
    data = {
        "name": "Cục Hải quan địa phương: toàn diện", "clause": before.clause, "meant_for": before.meant_for,
        "rights": [code for code in before.rights if code != IMPORT], "version": before.version, "reason": "QĐ 5",
    }  # fmt: skip
    page = client.post(url, data)
    assert (page.context["holders"], [(s.gain, s.lose) for s in page.context["shifts"]]) == (2, [(0, 2)])
    assert role().version == before.version and fresh(cast.clerk).access.holds(IMPORT)
    assert client.post(url, data | {"ghi": f"{VIEW}"}).status_code == 200, "not the rights that were shown"
    seen = {"ghi": " ".join(data["rights"])}
    assert client.post(url, data | seen)["Location"] == LIST
    assert (role().name, IMPORT in role().rights) == (data["name"], False)
    again = client.post(url, data | seen | {"name": "Cũ"})
    assert "vừa được người khác sửa" in again.content.decode() and role().name == data["name"]
    history = client.get(url).content.decode()
    assert RIGHTS[IMPORT].sentence in history and "QĐ 5" in history


def test_a_new_role_is_granted_and_retired_when_nobody_holds_it(cast, sign_in, unit, today):
    client = sign_in(cast.sysadmin)
    data = {"code": "tra-cuu", "name": "Tra cứu", "rights": [VIEW], "meant_for": ["cuc-hai-quan"], "reason": "Thêm"}
    assert client.post(f"{LIST}moi/", data).context["holders"] == 0
    assert not RoleTemplate.objects.filter(code="tra-cuu").exists()
    assert client.post(f"{LIST}moi/", data | {"ghi": VIEW})["Location"] == LIST
    assert "code" in client.post(f"{LIST}moi/", data | {"ghi": VIEW}).context["form"].errors
    kept = {"unit": unit("HQ34"), "document": "1", "on": today, "today": today, "reason": "Thử"}
    given = grant(account=fresh(cast.unit_admin), to=cast.clerk, template=role("tra-cuu"), **kept)
    told = {"account": cast.sysadmin, "reason": "Thôi", "role": role("tra-cuu"), "today": today}
    with pytest.raises(ValidationError, match="Còn 1 tài khoản"):
        retire_role(**told)
    revoke(account=cast.sysadmin, reason="Thôi", given=given, document="2", today=today)
    assert client.post(f"{LIST}tra-cuu/thoi-dung/", {"reason": "Thôi"})["Location"] == LIST
    with pytest.raises(PermissionDenied, match="thôi dùng"):
        grant(account=cast.sysadmin, to=cast.clerk, template=role("tra-cuu"), **kept)
    with pytest.raises(ValidationError, match="thôi dùng"):
        save_role(account=cast.sysadmin, reason="Thử", role=role("tra-cuu"), today=today)
    assert client.get(f"{LIST}tra-cuu/sua/").status_code == 404
    assert "thôi dùng từ" in client.get(LIST).content.decode()


@pytest.mark.clause("TCHQ-4.1")
def test_a_role_for_single_dossiers_stays_one_when_it_is_edited(cast, sign_in, unit):
    client, url = sign_in(cast.sysadmin), f"{LIST}ho-so-khai-thac/sua/"
    before, page = role("ho-so-khai-thac"), client.get(url)
    options = re.findall(r'<option value="([^"]+)" selected>', page.content.decode())
    data = {
        "name": "Khai thác", "clause": before.clause, "meant_for": options, "rights": before.rights,
        "version": before.version, "reason": "QĐ 6", "ghi": " ".join(code for code in RIGHTS if code in before.rights),
    }  # fmt: skip
    assert client.post(url, data)["Location"] == LIST
    after = role("ho-so-khai-thac")
    assert (after.name, after.is_by_name) == ("Khai thác", True)
    assert after not in templates_for(fresh(cast.unit_admin), [cast.clerk]), "not to be had on a whole unit"
    assert "Hồ sơ được ủy quyền đích danh" in client.get(LIST).content.decode()


def test_nobody_edits_the_rights_of_a_role_they_hold(save, cast, sign_in):
    own = role("cntt-quan-tri")
    with pytest.raises(PermissionDenied, match="chính mình"):
        save(own, rights=own.rights[:3])
    data = {"name": "x", "rights": [VIEW], "version": own.version, "reason": "Thử", "ghi": VIEW}
    assert sign_in(cast.sysadmin).post(f"{LIST}cntt-quan-tri/sua/", data).status_code == 403
    assert role("cntt-quan-tri").rights == own.history.first().rights != own.rights
    save(role("cntt-quan-tri"), name="Quản trị toàn hệ thống")


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("by", ["unit_admin", "leader", "clerk"])
def test_only_the_system_administrator_edits_roles(save, cast, sign_in, today, by):
    with pytest.raises(PermissionDenied, match="quản trị hệ thống"):
        save(role(), by=getattr(cast, by), rights=list(RIGHTS))
    with pytest.raises(PermissionDenied, match="quản trị hệ thống"):
        retire_role(account=fresh(getattr(cast, by)), reason="x", role=role("tccb-dao-tao"), today=today)
    data = {"name": "x", "rights": list(RIGHTS), "version": role().version, "reason": "Thử", "ghi": "1"}
    assert sign_in(getattr(cast, by)).post(f"{LIST}dia-phuong-nhan-su/sua/", data).status_code == 403
    assert AccessEvent.objects.filter(kind="forbidden", account=getattr(cast, by)).count() == 1


def test_no_role_is_empty_or_knows_an_unknown_right_and_the_second_editor_hears(save):
    for rights in ([], [VIEW, "fly"]):
        with pytest.raises(ValidationError):
            save(role(), rights=rights)
    save(role(), name="Một", expected_version=1)
    with pytest.raises(Conflict):
        save(role(), name="Hai", expected_version=1)


@pytest.mark.clause("TCHQ-7.1b")
def test_holders_are_counted_in_ones_own_scope_and_lead_to_their_list(cast, sign_in, today):
    assert {line.role.code: line.holders for line in lines_for(fresh(cast.sysadmin), today)}["dia-phuong-nhan-su"] == 2
    client = sign_in(cast.unit_admin)
    page = client.get(LIST)
    (line,) = [line for line in page.context["lines"] if line.role.code == "dia-phuong-nhan-su"]
    kinds = ["Cục Hải quan địa phương", "Chi cục Hải quan khu vực"]
    assert (line.holders, line.meant_for, "sua/" in page.content.decode()) == (1, kinds, False)
    rows = client.get("/tai-khoan/?vai-tro=dia-phuong-nhan-su").context["page"].rows
    assert [account.username for account in rows] == [cast.clerk.username]


def _options(bound) -> list[dict]:
    """The options of a select that its page shows as chosen."""
    groups = bound.field.widget.optgroups(bound.html_name, [str(mark) for mark in bound.value()])
    return [option for _, options, _ in groups for option in options if option["selected"]]


def test_forty_holders_cost_as_many_queries_as_two(cast, sign_in, today):
    client, edited = sign_in(cast.sysadmin), role()
    data = {"name": "x", "rights": [VIEW], "version": edited.version, "reason": "Thử"}

    def queries():
        found = []
        for send in (lambda: client.get(LIST), lambda: client.post(f"{LIST}{edited.code}/sua/", data)):
            send()
            with CaptureQueriesContext(connection) as asked:
                assert send().status_code == 200
            found.append(len(asked))
        return found

    few = queries()
    for number in range(30):
        issue_account(
            account=cast.sysadmin, reason="Cấp mới", username=f"hq34.ghe{number:03}", kind=Account.Kind.SEAT, title="x",
            unit=cast.clerk.unit, paper=paper(), template=role(), today=today,
        )  # fmt: skip
    assert queries() == few
    assert lines_for(fresh(cast.sysadmin), today)[0].holders == 1
