"""Grants: inside one's scope only, never to oneself, at once and to the day; guardian's rows equal them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from accounts.administration import templates_for
from accounts.models import Account, Custody, Grant, RoleTemplate, UnitUserPermission
from accounts.permissions import ACCOUNTS, CATALOGUES, EXPORT, IMPORT, OVERRIDE, RIGHTS, SYSTEM, UNITS, VIEW
from accounts.services.grant import derive_all_rights, derive_rights, grant
from accounts.services.issue_account import issue_account
from accounts.services.lock_account import lock_account, unlock_account
from accounts.services.revoke import revoke
from orgunits.models import Unit
from qlcb.history import Conflict, HistoryError, record, writing
from tests.stage import paper

pytestmark = pytest.mark.django_db


def fresh(account) -> Account:
    """The account as a new request loads it."""
    return Account.objects.get(pk=account.pk)


def stored_rights(account) -> set[tuple[str, str]]:
    rows = UnitUserPermission.objects.filter(user=account)
    return set(rows.values_list("permission__codename", "content_object__code"))


@pytest.fixture
def give(cast, unit, today):
    """`give(cast.clerk, "HQ34", right=VIEW)`: a grant by the system administrator, others on request."""

    def given(to, code, *, by=None, on=None, until=None, template=None, right=""):
        return grant(
            account=fresh(by or cast.sysadmin),
            reason="Theo phân công",
            to=to,
            unit=unit(code),
            document="15/QĐ-HQĐN",
            on=on or today,
            until=until,
            template=template and RoleTemplate.objects.get(code=template),
            right=right,
            today=today,
        )

    return given


def test_the_stored_rights_of_every_account_equal_its_grants(cast, today):
    for account in Account.objects.all():
        wanted = {(code, g.unit.code) for g in account.grants.in_force(today) for code in g.codes}
        assert stored_rights(account) == wanted


def test_a_single_right_adds_to_a_template(cast, give):
    before = stored_rights(cast.reader)
    given = give(cast.reader, "TW01-01", right=IMPORT)
    assert stored_rights(cast.reader) == before | {(IMPORT, "TW01-01")}
    entry = given.history.get()
    assert (entry.history_user_id, entry.act, entry.history_change_reason) == (
        cast.sysadmin.pk,
        "open",
        "Theo phân công",
    )
    assert given.given_by_id == cast.sysadmin.pk


def test_revoking_works_at_once_even_in_the_session_that_is_open(cast, give, today, make_dossier):
    dossier = make_dossier(unit_code="TW01-01")
    given = give(cast.neighbour, "TW01", right=VIEW)
    assert fresh(cast.neighbour).access.may_on(VIEW, dossier)
    revoke(account=cast.sysadmin, reason="Hết nhiệm vụ", given=given, today=today, document="9/QĐ")
    assert not fresh(cast.neighbour).access.may_on(VIEW, dossier)
    given.refresh_from_db()
    assert given.revoked_on == today
    assert [entry.act for entry in given.history.all()] == ["remove", "open"]


def test_what_another_grant_still_gives_stays_after_revoking(cast, give, today):
    given = give(cast.clerk, "HQ34", right=VIEW)
    revoke(account=cast.sysadmin, reason="Cấp trùng", given=given, today=today, document="9/QĐ")
    assert (VIEW, "HQ34") in stored_rights(cast.clerk), "the role of the clerk still says so"


def test_a_grant_begins_and_ends_on_its_days(cast, give, today):
    tomorrow, later = today + timedelta(days=1), today + timedelta(days=9)
    give(cast.neighbour, "HQ34", right=VIEW, on=tomorrow, until=later)
    for day, holds in ((today, False), (tomorrow, True), (later, True), (later + timedelta(days=1), False)):
        derive_all_rights(day)
        assert fresh(cast.neighbour).access.may(VIEW, Unit.objects.get(code="HQ34").pk) is holds, day


def test_a_grant_ends_on_its_last_day_even_when_no_job_runs(cast, give, today, monkeypatch):
    later = today + timedelta(days=9)
    department = Unit.objects.get(code="HQ34").pk
    give(cast.neighbour, "HQ34", right=VIEW, until=today)
    give(cast.neighbour, "HQ34", right=EXPORT, until=today)
    give(cast.neighbour, "HQ34", template="dia-phuong-nhan-su", until=later)
    give(cast.neighbour, "HQ34-07", right=VIEW)
    assert derive_all_rights(today) == 0, "of two grants of one right the longer counts"
    held = []
    for day in (today, later, later + timedelta(days=1)):
        monkeypatch.setattr("accounts.access.timezone.localdate", lambda day=day: day)
        access = fresh(cast.neighbour).access
        held.append((access.may(VIEW, department), access.may(EXPORT, department)))
    assert held == [(True, True), (True, True), (False, False)]
    assert access.may(VIEW, Unit.objects.get(code="HQ34-07").pk), "what has no last day goes on"


def test_deriving_again_changes_nothing(cast, today):
    assert derive_all_rights(today) == 0


def test_deriving_mends_rows_that_were_tampered_with(cast, today):
    rows = UnitUserPermission.objects.filter(user=cast.clerk)
    before = stored_rights(cast.clerk)
    rows.filter(permission__codename=VIEW).delete()
    stolen = UnitUserPermission.objects.filter(user=cast.leader).first()
    UnitUserPermission.objects.create(
        user=cast.clerk, permission=stolen.permission, content_object=stolen.content_object
    )
    assert stored_rights(cast.clerk) != before
    assert derive_all_rights(today) == 1
    assert stored_rights(cast.clerk) == before


def test_the_same_grant_twice_is_refused(cast, give):
    give(cast.neighbour, "HQ34", right=VIEW)
    with pytest.raises(ValidationError, match="đã được cấp"):
        give(cast.neighbour, "HQ34", right=VIEW)


def test_a_revoked_or_ended_grant_may_be_given_again(cast, give, today):
    first = give(cast.neighbour, "HQ34", right=VIEW)
    revoke(account=cast.sysadmin, reason="Nhầm", given=first, today=today, document="9/QĐ")
    give(cast.neighbour, "HQ34", right=VIEW)
    assert fresh(cast.neighbour).access.may(VIEW, Unit.objects.get(code="HQ34").pk)


def test_revoking_twice_is_refused(cast, give, today):
    given = give(cast.neighbour, "HQ34", right=VIEW)
    revoke(account=cast.sysadmin, reason="Nhầm", given=given, today=today, document="9/QĐ")
    with pytest.raises(ValidationError, match="đã được thu hồi"):
        revoke(account=cast.sysadmin, reason="Nhầm", given=given, today=today, document="9/QĐ")


@pytest.mark.parametrize("what", [{}, {"template": "vu", "right": VIEW}])
def test_a_grant_is_a_template_or_a_right(cast, give, what):
    with pytest.raises(ValidationError):
        give(cast.neighbour, "HQ34", **what)


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("role", ["sysadmin", "unit_admin"])
def test_nobody_grants_to_or_revokes_from_oneself(cast, give, today, role):
    account = getattr(cast, role)
    with pytest.raises(PermissionDenied, match="tự cấp"):
        give(account, "HQ34", by=account, right=EXPORT)
    own = account.grants.get()
    with pytest.raises(PermissionDenied, match="tự cấp"):
        revoke(account=fresh(account), reason="Thử", given=own, today=today, document="9/QĐ")
    with pytest.raises(PermissionDenied, match="tự cấp"):
        lock_account(account=fresh(account), reason="Thử", target=account, paper=paper(), today=today)


@pytest.mark.clause("TCHQ-6.2a", "TCHQ-7.1a")
def test_a_unit_administrator_grants_and_revokes_inside_the_subtree(cast, give, today):
    given = give(cast.clerk, "HQ34-07", by=cast.unit_admin, right=IMPORT)
    assert (IMPORT, "HQ34-07") in stored_rights(cast.clerk)
    revoke(account=fresh(cast.unit_admin), reason="Hết việc", given=given, today=today, document="9/QĐ")
    assert (IMPORT, "HQ34-07") not in stored_rights(cast.clerk)


@pytest.mark.clause("TCHQ-7.1a")
@pytest.mark.parametrize("code", ["TCHQ", "HQ60", "TW03"])
def test_a_unit_administrator_grants_nothing_outside_the_subtree(cast, give, code):
    with pytest.raises(PermissionDenied, match="không thuộc phạm vi"):
        give(cast.clerk, code, by=cast.unit_admin, right=VIEW)
    assert not Grant.objects.filter(account=cast.clerk, given_by=cast.unit_admin).exists()


@pytest.mark.clause("TCHQ-7.1a")
@pytest.mark.parametrize("role", ["neighbour", "leader", "sysadmin"])
def test_a_unit_administrator_leaves_other_units_accounts_alone(cast, give, today, role):
    stranger = getattr(cast, role)
    with pytest.raises(PermissionDenied, match="không thuộc đơn vị"):
        give(stranger, "HQ34", by=cast.unit_admin, right=VIEW)
    with pytest.raises(PermissionDenied):
        revoke(account=fresh(cast.unit_admin), reason="Thử", given=stranger.grants.get(), today=today, document="9/QĐ")
    with pytest.raises(PermissionDenied):
        lock_account(account=fresh(cast.unit_admin), reason="Thử", target=stranger, paper=paper(), today=today)
    assert fresh(stranger).is_active


@pytest.mark.clause("TCHQ-7.1a")
def test_a_grant_beyond_the_subtree_is_not_the_unit_administrators_to_revoke(cast, give, today):
    wide = give(cast.clerk, "TCHQ", right=VIEW)
    with pytest.raises(PermissionDenied, match="không thuộc phạm vi"):
        revoke(account=fresh(cast.unit_admin), reason="Thử", given=wide, today=today, document="9/QĐ")


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("right", [SYSTEM, ACCOUNTS, UNITS, CATALOGUES, OVERRIDE])
def test_a_unit_administrator_widens_nobodys_power(cast, give, right):
    with pytest.raises(PermissionDenied, match="Chỉ quản trị hệ thống"):
        give(cast.clerk, "HQ34", by=cast.unit_admin, right=right)


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("template", ["cntt-quan-tri", "tccb-danh-muc", "dia-phuong-quan-tri"])
def test_a_template_with_such_a_right_is_refused_as_well(cast, give, template):
    with pytest.raises(PermissionDenied, match="Chỉ quản trị hệ thống"):
        give(cast.clerk, "HQ34", by=cast.unit_admin, template=template)


def test_a_template_is_for_the_units_it_was_written_for(cast, give):
    with pytest.raises(PermissionDenied, match="không dành cho đơn vị"):
        give(cast.clerk, "HQ34", by=cast.unit_admin, template="tccb-nhan-su")
    offered = {template.code for template in templates_for(fresh(cast.unit_admin), [cast.clerk])}
    assert offered == {"dia-phuong-nhan-su"}
    assert {template.code for template in templates_for(cast.sysadmin, [cast.clerk])} == set(
        RoleTemplate.objects.exclude(meant_for__contains=["ho-so"]).values_list("code", flat=True)
    ), "those for single dossiers are handed out on dossiers only"
    give(cast.clerk, "HQ34-01", by=cast.unit_admin, template="dia-phuong-nhan-su")


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("role", ["clerk", "leader", "specialist", "department_head", "reader"])
def test_who_administers_no_accounts_grants_nothing(cast, give, today, role):
    account = getattr(cast, role)
    other = cast.neighbour if role == "clerk" else cast.clerk
    with pytest.raises(PermissionDenied):
        give(other, other.unit.code, by=account, right=VIEW)
    with pytest.raises(PermissionDenied):
        revoke(account=fresh(account), reason="Thử", given=other.grants.get(), today=today, document="9/QĐ")


def test_a_second_administrator_of_the_unit_is_the_system_administrators_matter(cast, give, today):
    with writing(account=cast.sysadmin, reason="Thử"):
        second = Account(
            username="hq34.quantri2", kind=Account.Kind.UNIT_ADMIN, title="Quản trị 2", unit=cast.clerk.unit
        )
        second.set_password("x")
        record(second)
    with pytest.raises(PermissionDenied, match="Tài khoản quản trị"):
        give(second, "HQ34", by=cast.unit_admin, right=VIEW)
    give(second, "HQ34", right=ACCOUNTS)
    assert fresh(second).access.holds(ACCOUNTS)


@pytest.mark.clause("TCHQ-6.1a", "TCHQ-11.4", "TCHQ-3.2")
def test_the_system_administrator_grants_everything_everywhere(cast, give, today):
    for right in RIGHTS.values():
        until = today + timedelta(days=30) if right.delegated else None
        give(cast.neighbour, "TW05", right=right.code, until=until)
    assert {code for code, unit in stored_rights(cast.neighbour) if unit == "TW05"} == set(RIGHTS)


def test_the_programs_account_gets_nothing(cast, give, program):
    with pytest.raises(PermissionDenied, match="không do ai quản lý"):
        give(program, "TCHQ", right=VIEW)


def test_lock_and_unlock_leave_one_history_row_each(cast, today):
    before = cast.clerk.history.count()
    lock_account(account=fresh(cast.unit_admin), reason="Mất máy tính", target=cast.clerk, paper=paper(), today=today)
    assert fresh(cast.clerk).access.held == {}, "the rights of a locked account rest"
    with pytest.raises(ValidationError, match="đã bị khóa"):
        lock_account(
            account=fresh(cast.unit_admin), reason="Mất máy tính", target=cast.clerk, paper=paper(), today=today
        )
    unlock_account(account=fresh(cast.unit_admin), reason="Đã tìm thấy", target=cast.clerk, paper=paper(), today=today)
    assert fresh(cast.clerk).access.holds(VIEW)
    reasons = list(cast.clerk.history.values_list("history_change_reason", flat=True))
    assert reasons[:2] == ["Đã tìm thấy", "Mất máy tính"] and len(reasons) == before + 2


def test_an_account_made_anew_under_an_old_name_has_nothing(cast, give, today):
    def issue():
        seat = {"username": "hq34.tam", "kind": Account.Kind.SEAT, "title": "Tạm", "unit": cast.clerk.unit}
        return issue_account(account=cast.sysadmin, reason="Thử", paper=paper(), today=today, **seat)

    first = issue()
    given = give(first, "HQ34", right=VIEW)
    with pytest.raises(ProtectedError), writing(account=cast.sysadmin, reason="Thử"):
        first.delete()
    with writing(account=cast.sysadmin, reason="Thử"):
        given.delete()
        first.acts.get().delete()
        first.delete()
    again = issue()
    assert fresh(again).access.held == {}
    assert not UnitUserPermission.objects.filter(user_id=given.account_id).exists()


def test_a_unit_made_anew_under_an_old_code_gives_nobody_anything(cast, give, today, unit):
    from orgunits.services.establish_unit import establish_unit

    def establish():
        values = {"name": "Phòng Tạm", "kind": unit("HQ34-01").kind, "parent": unit("HQ34"), "on": today}
        return establish_unit(account=cast.sysadmin, reason="Thử", code="HQ34-99", today=today, **values)

    first = establish()
    given = give(cast.neighbour, "HQ34-99", right=VIEW)
    with writing(account=cast.sysadmin, reason="Thử"):
        given.delete()
        first.versions.get().delete()
        first.delete()
    again = establish()
    derive_rights(cast.neighbour, today)
    assert not fresh(cast.neighbour).access.may(VIEW, again.pk)


@pytest.mark.clause("TCHQ-5.2d")
def test_a_seat_has_one_custodian_at_a_time(cast, today):
    second = Custody(
        account=cast.clerk, holder_name="Người thứ hai", staff_code="TD-9999", document="x", valid_from=today
    )
    with pytest.raises(ValidationError, match="đã có người giữ"), writing(account=cast.sysadmin, reason="Thử"):
        record(second)
    with pytest.raises(IntegrityError), writing(account=cast.sysadmin, reason="Thử"):
        second.save(force_insert=True)


@pytest.mark.clause("TCHQ-5.2d")
def test_every_change_names_the_custodian_of_its_moment(cast, give, today):
    first = cast.unit_admin.custody
    give(cast.clerk, "HQ34-01", by=cast.unit_admin, right=IMPORT)
    with writing(account=cast.sysadmin, reason="Bàn giao"):
        first.valid_to = today - timedelta(days=1)
        record(first)
        record(
            Custody(
                account=cast.unit_admin, holder_name="Lý Văn Mới", staff_code="TD-8888", document="y", valid_from=today
            )
        )
    give(cast.clerk, "HQ34-02", by=cast.unit_admin, right=IMPORT)
    entries = Grant.history.filter(account=cast.clerk, history_user_id=cast.unit_admin.pk).order_by("history_id")
    assert [entry.custodian for entry in entries] == [str(first), "Lý Văn Mới (TD-8888)"]


def test_nothing_is_written_without_author_and_reason(cast, unit, today):
    given = Grant(account=cast.clerk, unit=unit("HQ34"), right=VIEW, document="x", valid_from=today)
    with pytest.raises(HistoryError):
        record(given)
    with pytest.raises(HistoryError), writing(account=cast.sysadmin, reason="  "):
        record(given)


def test_the_second_of_two_administrators_sees_the_conflict(cast, today):
    one, two = (Account.objects.get(pk=cast.clerk.pk) for _ in range(2))
    with writing(account=cast.sysadmin, reason="Gia hạn"):
        one.expires_on = today
        record(one, expected_version=1)
    with pytest.raises(Conflict), writing(account=cast.sysadmin, reason="Đổi tên gọi"):
        two.title = "Nhân sự 2"
        record(two, expected_version=1)
