"""Dossiers delegated by name: seen and written by the delegate wherever dossiers are asked for, and nothing beside."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AccessEvent, Account, RoleTemplate, UnitUserPermission
from accounts.permissions import ACCOUNTS, CONFIDENTIAL, ON_A_DOSSIER, REPORT, SYSTEM, VIEW
from accounts.roles import lines_for
from accounts.services.grant import grant
from accounts.services.lock_account import lock_account
from accounts.services.retire_role import retire_role
from accounts.services.save_role import save_role
from accounts.services.withdraw_account import withdraw_account
from orgunits.tree import Tree
from personnel.forms.delegations import DelegateForm
from personnel.head_counts import head_counts
from personnel.models import Decision, Delegation, Dossier, DossierUserPermission, Posting, Salary
from personnel.sections import POSTINGS, SALARIES
from personnel.services.begin_day import begin_day
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.derive_named_rights import derive_named_rights
from personnel.services.revoke_delegation import revoke_delegation
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.personnel.workbooks.books import Book, export, findings, opened
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-6.1d5")]
ROLE = "ho-so-uy-quyen"


def fresh(account) -> Account:
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def delegate(cast, today):
    """`delegate(dossier, cast.neighbour, right=VIEW)`: by the system administrator for a month, as `template` else."""

    def make(dossier, to, *, by=None, on=None, until=None, right="", template=ROLE):
        template = None if right else RoleTemplate.objects.get(code=template)
        return delegate_dossier(
            account=fresh(by or cast.sysadmin), reason="Theo ủy quyền", to=to, dossier=dossier, document="5/UQ-TCHQ",
            document_on=today, on=on or today, until=until or (on or today) + timedelta(days=30), template=template,
            right=right, today=today,
        )  # fmt: skip

    return make


@pytest.fixture
def dossier(make_dossier):
    return make_dossier(code="34ZZ-0217", full_name="Trần Thị Ủy Quyền", rank="08.051", step=4)


def test_the_delegate_meets_the_dossier_wherever_dossiers_are_asked_for(
    cast, delegate, dossier, make_dossier, sign_in, today, unit, program, make_paper
):
    other = make_dossier(code="34ZZ-0218", full_name="Trần Thị Khác", rank="08.051", step=4)
    mine = make_dossier(code="60ZZ-0001", full_name="Trần Thị Nhà", unit_code="HQ60-03")
    decision = Decision(number="7/QĐ-HQĐNg", signed_on=today, effective_on=today, authority=unit("HQ34"))
    with writing(account=program, reason="Thử"):
        record(decision)
        row = dossier.salary_set.get()
        row.decision = decision
        record(row)
    scan, client = make_paper(dossier=dossier), sign_in(cast.neighbour)
    pages = {
        "dossier": reverse("personnel:dossier", args=[dossier.code]),
        "section": reverse("personnel:section", args=[dossier.code, "luong"]),
        "timeline": reverse("personnel:timeline", args=[dossier.code]),
        "form": reverse("personnel:row_add", args=[dossier.code, "luong"]),
        "quality": reverse("personnel:dossier_quality", args=[dossier.code]),
        "paper": reverse("personnel:paper_file", args=[dossier.code, scan.pk]),
        "print": reverse("reports:forms", args=[dossier.code]),
        "decision": reverse("personnel:decision", args=[decision.pk]),
    }
    lists = ("personnel:list", "personnel:suggest", "personnel:quality_list")
    assert {name: client.get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 404)
    counts = head_counts(Tree.on(today), fresh(cast.neighbour), today, today)
    delegate(dossier, cast.neighbour)
    assert {name: client.get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 200)
    for name in lists[:2]:
        text = client.get(reverse(name), {"q": "trần thị"}).content.decode()
        assert (dossier.code in text, mine.code in text, other.code in text) == (True, True, False), name
    within = client.get(reverse("personnel:list"), {"don-vi": "HQ34-07"}).content.decode()
    assert (dossier.code in within, other.code in within) == (True, False), "its unit may be chosen in the filter"
    assert client.get(reverse("personnel:dossier", args=[other.code])).status_code == 404
    account = fresh(cast.neighbour)
    assert set(Dossier.objects.visible_to(account)) == {dossier, mine}
    assert list(Decision.objects.visible_to(account)) == [decision]
    assert head_counts(Tree.on(today), account, today, today) == counts, "the strength of units stays what it was"
    assert not account.access.may(VIEW, unit("HQ34-07").pk) and not account.access.dossiers(REPORT)
    told = dict(account.access.explain(dossier))
    assert "Được ủy quyền đích danh hồ sơ này." in {verdict.why for verdict in told.values() if verdict}
    UnitUserPermission.objects.filter(user=account).delete()
    addresses = ["home"] + [f"personnel:{name}" for name in ("list", "quality", "quality_list", "decisions", "units")]
    addresses += [f"personnel:{name}" for name in ("catalogues", "export", "import")]
    found = {name: client.get(reverse(name)).status_code for name in addresses}
    assert found == dict.fromkeys(addresses, 200), "who holds nothing but a dossier by name finds the pages"
    assert dossier.code in client.get(reverse("personnel:list")).content.decode()
    assert client.get(reverse("reports:board")).status_code == 403


def test_the_delegate_writes_the_dossier_and_keeps_it_where_it_is(
    cast, delegate, dossier, make_dossier, today, unit, tmp_path, opened_here
):
    other = make_dossier(code="34ZZ-0218", rank="08.051", step=4)
    delegate(dossier, cast.neighbour)
    account = fresh(cast.neighbour)

    def write(section, row):
        add_row(account=account, reason="Theo ủy quyền", section=section, row=row, today=today)

    decision = Decision(number="8/QĐ-HQĐNg", signed_on=today, effective_on=today, authority=unit("HQ34"))
    raised = {"rank": dossier.now_rank, "step": 5, "coefficient": "3.66", "valid_from": PartialDate.of("01/03/2026")}
    write(SALARIES, Salary(dossier=dossier, decision=decision, **raised))
    with pytest.raises(PermissionDenied):
        write(SALARIES, Salary(dossier=other, **raised))
    write(POSTINGS, Posting(dossier=dossier, unit=unit("HQ34-07"), work="Việc mới", valid_from=PartialDate.of("2025")))
    for to in ("HQ34-01", "HQ43"):
        with pytest.raises(PermissionDenied, match="điều chuyển"):
            write(POSTINGS, Posting(dossier=dossier, unit=unit(to), valid_from=PartialDate.of("01/06/2026")))
    made = Book(opened(export(cast.sysadmin, today, slugs=["nhan-xet"], rows=False)), tmp_path / "theo-muc.xlsx")
    for person in (dossier, other):
        line = made.add("nhan-xet", person, assessed_on="01/02/2026", author="Cục", content="Tốt")
    refused = findings(made.examine(fresh(cast.neighbour), today))
    assert {cell[-1] for _, cell in refused} == {str(line)}, refused


def test_a_delegation_holds_on_its_days_and_while_nobody_takes_it_back(cast, delegate, dossier, today):
    tomorrow = today + timedelta(days=1)
    given = delegate(dossier, cast.neighbour, on=tomorrow, until=tomorrow + timedelta(days=2))
    for days, holds in ((0, False), (1, True), (3, True), (4, False), (2, True)):
        begin_day(today + timedelta(days=days))
        assert fresh(cast.neighbour).access.may_on(VIEW, dossier) is holds, days
    assert begin_day(today + timedelta(days=2)).accounts == 0, "run again it changes nothing"
    lock_account(account=cast.sysadmin, reason="Thử", target=cast.neighbour, paper=paper(), today=today)
    assert not fresh(cast.neighbour).access.holds(VIEW), "the rights of a locked account rest"
    revoke_delegation(account=cast.sysadmin, reason="Thôi", given=given, document="6/UQ", today=tomorrow)
    assert not DossierUserPermission.objects.exists()
    assert [entry.act for entry in given.history.all()] == ["remove", "open"]
    with pytest.raises(ValidationError, match="đã được thu hồi"):
        revoke_delegation(account=cast.sysadmin, reason="Thôi", given=given, document="6/UQ", today=tomorrow)


def test_a_delegation_ends_on_its_last_day_even_when_no_job_runs(cast, delegate, dossier, today, monkeypatch):
    delegate(dossier, cast.neighbour, right=VIEW, until=today)
    delegate(dossier, cast.neighbour, until=today + timedelta(days=3))
    held = []
    for days in (0, 3, 4):
        monkeypatch.setattr("accounts.access.timezone.localdate", lambda days=days: today + timedelta(days=days))
        held.append(fresh(cast.neighbour).access.may_on(VIEW, dossier))
    assert held == [True, True, False]


def test_a_role_that_loses_a_right_loses_it_on_single_dossiers_at_once(cast, delegate, dossier, program, today):
    delegate(dossier, cast.neighbour)
    assert fresh(cast.neighbour).access.may_on("write_all", dossier)
    role = RoleTemplate.objects.get(code=ROLE)
    role.rights = [code for code in role.rights if code != "write_all"]
    save_role(account=program, reason="Thu hẹp vai trò", role=role, expected_version=role.version, today=today)
    assert not fresh(cast.neighbour).access.may_on("write_all", dossier)
    assert fresh(cast.neighbour).access.may_on(VIEW, dossier)


@pytest.mark.clause("TCHQ-6.1a")
def test_a_role_that_is_delegated_on_a_dossier_is_counted_and_not_retired(
    cast, delegate, dossier, make_dossier, sign_in, today
):
    """One that holds, one still to begin, one of a confidential dossier; that of a withdrawn account counts no more."""
    role, told = RoleTemplate.objects.get(code=ROLE), {"reason": "Thôi dùng", "today": today}
    later = delegate(dossier, cast.clerk, on=today + timedelta(days=3))
    delegate(make_dossier(), cast.reader)
    withdraw_account(account=cast.sysadmin, target=cast.reader, paper=paper(), **told)
    with pytest.raises(ValidationError, match="Còn 1 hồ sơ được ủy quyền đích danh theo vai trò này"):
        retire_role(account=cast.sysadmin, role=role, **told)
    given, url, client = delegate(dossier, cast.neighbour), f"/vai-tro/{ROLE}/thoi-dung/", sign_in(cast.sysadmin)
    secret = delegate(make_dossier(is_confidential=True), cast.clerk)
    assert "Còn 2 hồ sơ được ủy quyền đích danh" in client.get(url).content.decode()
    assert "Còn 2 hồ sơ được ủy quyền đích danh" in client.post(url, {"reason": "Thử"}).content.decode()
    counts = {who: _counted(getattr(cast, who), today) for who in ("sysadmin", "unit_admin")}
    assert counts == {"sysadmin": (2, 2), "unit_admin": (0, 0)}, "of accounts in scope, of dossiers not hidden"
    assert "2 hồ sơ đích danh" in client.get("/vai-tro/").content.decode()
    rows = client.get("/tai-khoan/", {"vai-tro": ROLE}).context["page"].rows
    assert [account.username for account in rows] == [cast.clerk.username, cast.neighbour.username]
    assert not sign_in(cast.unit_admin).get("/tai-khoan/", {"vai-tro": ROLE}).context["page"].rows
    client = sign_in(cast.sysadmin)
    revoke = reverse("personnel:delegations", args=[dossier.code])
    assert f'href="{revoke}"' in client.get(f"/tai-khoan/{cast.neighbour.username}/").content.decode()
    for one in (given, later, secret):
        revoke_delegation(account=cast.sysadmin, given=one, document="6/UQ", **told)
    assert client.post(url, {"reason": "Thôi dùng"}).status_code == 302
    role.refresh_from_db()
    assert role.retired_on == today


def _counted(viewer, today) -> tuple[int, int]:
    """How many accounts and dossiers the list of roles tells the viewer."""
    (line,) = [line for line in lines_for(fresh(viewer), today) if line.role.code == ROLE]
    return line.holders, line.dossiers


def test_who_may_delegate_what_to_whom(cast, delegate, dossier, make_dossier, today, program):
    """As for grants on the unit that keeps it: inside one's scope, never to oneself, nothing reserved."""
    elsewhere, own = make_dossier(unit_code="HQ60-03"), make_dossier(code=cast.clerk.custody.staff_code)
    refused = (
        ("không thuộc phạm vi", {"dossier": elsewhere, "to": cast.clerk, "by": cast.unit_admin}),
        ("không thuộc đơn vị", {"dossier": dossier, "to": cast.neighbour, "by": cast.unit_admin}),
        ("tự cấp", {"dossier": dossier, "to": cast.unit_admin, "by": cast.unit_admin}),
        ("không thuộc đơn vị", {"dossier": dossier, "to": cast.neighbour, "by": cast.clerk}),
        ("Chỉ quản trị", {"dossier": dossier, "to": cast.clerk, "by": cast.unit_admin, "right": CONFIDENTIAL}),
        ("chính người trong hồ sơ", {"dossier": own, "to": cast.clerk}),
    )
    for why, told in refused:
        with pytest.raises(PermissionDenied, match=why):
            delegate(told.pop("dossier"), told.pop("to"), **told)
    role = RoleTemplate.objects.get(code="ho-so-khai-thac")
    retire_role(account=cast.sysadmin, reason="Thôi dùng", role=role, today=today)
    form = DelegateForm(giver=cast.sysadmin, dossier=dossier, today=today)
    assert [one.code for one in form.templates.values()] == [ROLE]
    for template in (role.code, "dia-phuong-nhan-su"):
        with pytest.raises(PermissionDenied, match="thôi dùng hoặc không dành cho từng hồ sơ"):
            delegate(dossier, cast.clerk, template=template)
    for right in (SYSTEM, ACCOUNTS, REPORT):
        with pytest.raises(ValidationError, match="không ủy quyền được"):
            delegate(dossier, cast.neighbour, right=right)
    with pytest.raises(ValidationError):
        delegate(dossier, cast.neighbour, on=today, until=today - timedelta(days=1))
    with pytest.raises(ValidationError, match="lùi ngày"):
        delegate(dossier, cast.neighbour, on=today - timedelta(days=1))
    assert not Delegation.objects.exists()
    delegate(dossier, cast.clerk, by=cast.unit_admin)
    with pytest.raises(ValidationError, match="đang còn hiệu lực"):
        delegate(dossier, cast.clerk)


@pytest.mark.clause("TCHQ-5.2c")
def test_where_a_dossier_comes_to_what_its_unit_of_before_delegated_may_be_taken_back(
    cast, delegate, dossier, unit, today
):
    kept, higher = delegate(dossier, cast.clerk, by=cast.unit_admin), delegate(dossier, cast.specialist)
    there = Account(username="hq60.thu", kind=Account.Kind.UNIT_ADMIN, title="Quản trị", unit=unit("HQ60"))
    there.set_unusable_password()
    with writing(account=cast.sysadmin, reason="Thử"):
        record(there)
    grant(
        account=cast.sysadmin, reason="Thử", to=there, unit=unit("HQ60"), document="1", on=today, today=today,
        template=RoleTemplate.objects.get(code="dia-phuong-quan-tri"),
    )  # fmt: skip
    told = {"reason": "Chuyển đến", "document": "7/QĐ", "today": today}
    with pytest.raises(PermissionDenied):
        revoke_delegation(account=fresh(there), given=kept, **told)
    row = Posting(dossier=dossier, unit=unit("HQ60-03"), valid_from=PartialDate.of(f"{today:%d/%m/%Y}"))
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=today)
    assert fresh(cast.clerk).access.may_on(VIEW, row.dossier), "it was delegated by name"
    revoke_delegation(account=fresh(there), given=kept, **told)
    assert not fresh(cast.clerk).access.may_on(VIEW, row.dossier)
    with pytest.raises(PermissionDenied):
        revoke_delegation(account=fresh(there), given=higher, **told)


@pytest.mark.clause("HP-2.4")
def test_secret_and_own_dossiers_stay_guarded(cast, delegate, make_dossier, dossier, program):
    secret = make_dossier(code="34ZZ-0999", is_confidential=True)
    delegate(secret, cast.neighbour)
    assert not Dossier.objects.visible_to(fresh(cast.neighbour)).exists()
    with pytest.raises(PermissionDenied, match="Hồ sơ mật"):
        delegate(secret, cast.clerk, by=cast.unit_admin)
    delegate(secret, cast.neighbour, right=CONFIDENTIAL)
    assert list(Dossier.objects.visible_to(fresh(cast.neighbour))) == [secret]
    delegate(dossier, cast.neighbour)
    with writing(account=program, reason="Đổi số hiệu"):
        dossier.code = cast.neighbour.custody.staff_code
        record(dossier)
    for group in {section.group for section in (SALARIES, POSTINGS)}:
        assert "chính mình" in fresh(cast.neighbour).access.may_write(group, dossier).why


@pytest.mark.clause("TCHQ-4.1")
def test_rows_behind_our_back_give_nothing_that_administers_and_are_taken_away(cast, dossier, unit, today):
    for code in (SYSTEM, ACCOUNTS, VIEW):
        right = Permission.objects.get(codename=code, content_type__app_label="personnel")
        DossierUserPermission.objects.create(user=cast.neighbour, permission=right, content_object=dossier)
    access = fresh(cast.neighbour).access
    assert not (access.administers or access.is_system_admin or access.manages(unit("HQ34-07").pk))
    assert set(access.named) <= ON_A_DOSSIER and access.may_on(VIEW, dossier)
    assert derive_named_rights(today) == 1
    assert not fresh(cast.neighbour).access.may_on(VIEW, dossier)


@pytest.mark.parametrize("which", ["account", "dossier"])
def test_what_is_deleted_and_made_anew_inherits_nothing(which, cast, dossier, program, unit, today):
    """guardian's rows are bound by foreign keys: they go with account and dossier, whose numbers may come again."""
    spare = Account(username="hq60.nhansu9", password="!", kind="seat", title="Nhân sự 9", unit=unit("HQ60"))
    bare = Dossier(code="34ZZ-0500", full_name="Lê Văn Tạm", sex="M", birth_date=PartialDate.of("1990"))
    with writing(account=program, reason="Thử"):
        record(spare) if which == "account" else spare
        record(bare)
        account = spare if which == "account" else cast.neighbour
        right = Permission.objects.get(codename=VIEW, content_type__app_label="personnel")
        DossierUserPermission.objects.create(user=account, permission=right, content_object=bare)
        assert fresh(account).access.may_on(VIEW, bare)
        gone = spare if which == "account" else bare
        pk = gone.pk
        gone.delete()
        gone.pk, gone._state.adding, gone.version = pk, True, 1
        gone.save(force_insert=True)
    assert not fresh(account).access.may_on(VIEW, Dossier.objects.get(pk=bare.pk))
    assert not DossierUserPermission.objects.exists()


def test_administrators_delegate_and_take_back_in_the_browser(cast, dossier, sign_in, today):
    """The unit's administrator, who opens no dossier, comes from the account; the page tells whose it is, no more."""
    client = sign_in(cast.unit_admin)
    find = reverse("personnel:delegation_find", args=[cast.clerk.username])
    back = client.get(find, {"so-hieu": "34zz-9999"}, follow=True)
    assert back.redirect_chain == [(reverse("accounts:account", args=[cast.clerk.username]), 302)]
    assert "Không tìm thấy hồ sơ 34ZZ-9999" in back.content.decode(), "mistyped: told where it was typed"
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.NOT_FOUND, target=find).exists()
    page = client.get(find, {"so-hieu": f" {dossier.code.lower()} "}).headers["Location"]
    form = client.get(page).context["form"]
    assert form["to"].value() == cast.clerk.username
    text = client.get(page).content.decode()
    assert dossier.full_name in text and str(dossier.now_coefficient).replace(".", ",") not in text
    what, day = form.fields["what"].choices[1][1][0][0], f"{today:%d/%m/%Y}"
    told = {"to": cast.clerk.username, "what": what, "document": "5/UQ", "document_on": day, "on": day, "reason": "Thử"}
    assert "until" in client.post(page, told).context["form"].errors
    assert client.post(page, told | {"until": day}).status_code == 302
    given = Delegation.objects.get()
    assert (given.account, given.given_by, given.valid_to) == (cast.clerk, cast.unit_admin, today)
    told = client.get(reverse("accounts:account", args=[cast.clerk.username])).content.decode()
    assert dossier.code in told and dossier.full_name not in told
    assert AccessEvent.objects.filter(account=cast.unit_admin, target=dossier.code).exists()
    revoke = reverse("personnel:delegation_revoke", args=[dossier.code, given.pk])
    assert client.post(revoke, {"document": "6/UQ", "reason": "Hết việc"}).status_code == 302
    given.refresh_from_db()
    assert given.revoked_on == today
    last = client.get(reverse("personnel:delegations", args=[dossier.code]))
    assert "Đã thu hồi" in last.content.decode() and last.context["crumbs"][-1]["label"] == "Tài khoản"
    opener = sign_in(cast.sysadmin).get(reverse("personnel:delegations", args=[dossier.code]))
    assert opener.context["crumbs"][-1]["label"] == dossier.full_name, "who opens the dossier goes back to it"
