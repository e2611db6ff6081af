"""The door, clause by clause of QĐ 240 Điều 3, 5 and 6: who may see and write what on whose dossier."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Account
from accounts.permissions import (
    ACCESS_LOG,
    ACCOUNTS,
    CATALOGUES,
    DECIDE,
    EXPORT,
    IMPORT,
    OPEN,
    REPORT,
    RIGHTS,
    SYSTEM,
    UNITS,
    VIEW,
    WorkGroup,
)
from personnel.models import Decision, Dossier, PendingPaper, Reward, Term
from personnel.services.register_paper import register_paper
from qlcb.dates import PartialDate
from qlcb.history import record, writing

pytestmark = pytest.mark.django_db

G = WorkGroup
EVERY = set(WorkGroup)


@pytest.fixture
def subject(unit):
    """`subject("HQ34-07", leads=True)`: what the door asks of a dossier, without the person."""

    def made(code, *, leads=False, contract=False, staff_code="34ZZ-0001"):
        return SimpleNamespace(
            now_unit_id=unit(code).pk, code=staff_code, holds_leading_position=leads, is_contract_staff=contract,
            is_civil_servant=not contract,
        )  # fmt: skip

    return made


def writes(account, dossier) -> set[WorkGroup]:
    return {group for group in WorkGroup if account.access.may_write(group, dossier)}


def sees(account, dossier) -> bool:
    return account.access.may_on(VIEW, dossier)


@pytest.mark.clause("TCHQ-3.2")
@pytest.mark.clause("TCHQ-6.1a")
@pytest.mark.parametrize("code", ["TCHQ", "TW03", "HQ34-07", "HQ60"])
def test_the_system_administrator_may_do_everything_everywhere(cast, subject, code):
    access = cast.sysadmin.access
    for leads in (False, True):
        assert sees(cast.sysadmin, subject(code, leads=leads))
        assert writes(cast.sysadmin, subject(code, leads=leads)) == EVERY
    acts = (OPEN, IMPORT, EXPORT, REPORT, DECIDE, ACCOUNTS, UNITS, CATALOGUES, SYSTEM)
    assert all(access.may(act, subject(code).now_unit_id) and access.everywhere(act) for act in acts)


@pytest.mark.clause("TCHQ-3.3")
def test_a_unit_administrator_opens_no_dossier(cast, subject, make_dossier):
    dossier = make_dossier(unit_code="HQ34-07")
    assert not sees(cast.unit_admin, dossier)
    assert writes(cast.unit_admin, dossier) == set()
    assert set(cast.unit_admin.access.held) == {ACCOUNTS, ACCESS_LOG}
    assert not Dossier.objects.visible_to(cast.unit_admin).exists()


@pytest.mark.clause("TCHQ-3.3")
@pytest.mark.clause("TCHQ-6.2a")
def test_a_unit_administrator_administers_the_subtree_only(cast, unit):
    access = cast.unit_admin.access
    assert all(access.manages(unit(code).pk) for code in ("HQ34", "HQ34-01", "HQ34-12"))
    assert not any(access.manages(unit(code).pk) for code in ("TCHQ", "HQ60", "TW03"))


@pytest.mark.clause("TCHQ-3.3")
def test_the_table_of_a_unit_administrator_holds_the_accounts_of_the_subtree(cast):
    managed = Account.objects.managed_by(cast.unit_admin).values_list("unit__code", flat=True)
    assert set(managed) == {"HQ34"}


@pytest.mark.clause("TCHQ-6.1b1")
def test_vu_tccb_edits_catalogues_and_establishes_units(cast, unit, subject, today, program):
    from accounts.demo import make_demo_accounts

    (clerk,) = make_demo_accounts(account=program, usernames={"tccb.danhmuc1"}, today=today)
    assert clerk.access.everywhere(CATALOGUES) and clerk.access.everywhere(UNITS)
    assert clerk.access.may(UNITS, unit("HQ34-07").pk)
    assert not sees(clerk, subject("HQ34-07"))
    assert writes(clerk, subject("HQ34-07")) == set()


@pytest.mark.clause("TCHQ-6.1b2")
@pytest.mark.parametrize("code", ["TCHQ", "TW01", "HQ34-07"])
def test_the_leader_of_vu_tccb_reads_everything_and_writes_nothing(cast, subject, code):
    assert sees(cast.leader, subject(code, leads=True))
    assert cast.leader.access.everywhere(REPORT) and cast.leader.access.everywhere(EXPORT)
    assert writes(cast.leader, subject(code)) == set()
    assert not cast.leader.access.holds(OPEN) and not cast.leader.access.holds(DECIDE)


@pytest.mark.clause("TCHQ-6.1b3")
def test_specialists_of_vu_tccb_read_everything_and_write_their_work_group(cast, subject):
    for code in ("TW01", "HQ34-07", "HQ60"):
        for leads in (False, True):
            person = subject(code, leads=leads)
            assert sees(cast.specialist, person) and sees(cast.policy, person)
            assert writes(cast.specialist, person) == {G.IDENTITY, G.POSTING, G.CAREER}
            assert writes(cast.policy, person) == {G.SALARY, G.POLICY, G.REWARD}


@pytest.mark.clause("TCHQ-6.1c")
def test_a_vu_reads_its_own_people_and_writes_asset_declarations_only(cast, subject):
    for leads in (False, True):
        own = subject("TW01-02", leads=leads)
        assert sees(cast.reader, own) and writes(cast.reader, own) == {G.ASSETS}
    for code in ("TCHQ", "TW02", "HQ34"):
        assert not sees(cast.reader, subject(code)) and writes(cast.reader, subject(code)) == set()


@pytest.mark.clause("TCHQ-6.1d1")
def test_a_cuc_moves_its_people_who_lead_nothing(cast, subject):
    assert G.POSTING in writes(cast.department_head, subject("TW07-01"))
    leader = subject("TW07-01", leads=True)
    verdict = cast.department_head.access.may_write(G.POSTING, leader)
    assert not verdict and "không áp dụng" in verdict.why
    assert sees(cast.department_head, leader)
    assert writes(cast.department_head, leader) == {G.ASSETS, G.REWARD}
    assert writes(cast.department_head, subject("TW08")) == set()


@pytest.mark.clause("TCHQ-6.1d4")
def test_a_cuc_writes_the_whole_dossier_of_contract_staff_only(cast, subject):
    assert writes(cast.department_head, subject("TW07-01", contract=True)) == EVERY
    assert writes(cast.department_head, subject("TW07-01")) == {G.POSTING, G.ASSETS, G.REWARD}
    assert writes(cast.department_head, subject("HQ34-01", contract=True)) == set()


@pytest.mark.clause("TCHQ-6.2b")
@pytest.mark.clause("TCHQ-5.2a")
def test_a_local_department_writes_everything_of_its_people_leaders_included(cast, subject):
    for code in ("HQ34", "HQ34-01", "HQ34-12"):
        for leads in (False, True):
            person = subject(code, leads=leads)
            assert sees(cast.clerk, person) and writes(cast.clerk, person) == EVERY
    for code in ("TCHQ", "HQ60", "HQ60-01", "TW03"):
        assert not sees(cast.clerk, subject(code)) and writes(cast.clerk, subject(code)) == set()


@pytest.mark.clause("TCHQ-5.2c")
def test_each_unit_finds_its_own_people_only(cast, make_dossier):
    ours, theirs = make_dossier(unit_code="HQ34-07"), make_dossier(unit_code="HQ60-03")
    vu, none = make_dossier(unit_code="TW01-01"), make_dossier(unit_code="HQ43")
    seen = {
        "clerk": {ours},
        "neighbour": {theirs},
        "reader": {vu},
        "department_head": set(),
        "unit_admin": set(),
        "leader": {ours, theirs, vu, none},
        "specialist": {ours, theirs, vu, none},
        "sysadmin": {ours, theirs, vu, none},
    }
    for role, dossiers in seen.items():
        assert set(Dossier.objects.visible_to(getattr(cast, role))) == dossiers, role


@pytest.mark.clause("HP-2.4")
def test_a_custodian_does_not_write_the_own_dossier(cast, subject):
    own = subject("HQ34-01", staff_code=cast.clerk.custody.staff_code)
    assert sees(cast.clerk, own)
    verdict = cast.clerk.access.may_write(G.POLICY, own)
    assert not verdict and "của chính mình" in verdict.why


@pytest.mark.clause("HP-2.4")
def test_where_the_regulation_says_so_a_custodian_does_not_read_the_own_dossier_either(
    cast, make_dossier, sign_in, under_regulation
):
    code = cast.clerk.custody.staff_code
    own, other = make_dossier(code=code, full_name="Tôn Nữ Tự Xem"), make_dossier(full_name="Tôn Nữ Người Khác")
    client, page = sign_in(cast.clerk), reverse("personnel:dossier", args=[code])
    assert client.get(page).status_code == 200, "the customs regulation lets them read it"
    under_regulation("haiphong")
    assert client.get(page).status_code == 404
    for address in ("personnel:section", "personnel:timeline"):
        more = ["luong"] if address.endswith("section") else []
        assert client.get(reverse(address, args=[code, *more])).status_code == 404
    listed = client.get(reverse("personnel:list"), {"q": "Tôn Nữ"}).context["page"]
    assert [row.pk for row in listed.rows] == [other.pk] and listed.total == 1
    assert "Tự Xem" not in client.get(reverse("personnel:suggest"), {"q": "Tôn Nữ"}).content.decode()
    asked = Dossier.objects.all()
    assert own not in asked.under(cast.clerk, EXPORT) and own not in asked.answered_for_by(cast.clerk)
    assert own in asked.visible_to(cast.sysadmin), "others read it as ever"


@pytest.mark.clause("HP-2.4")
def test_nor_what_waits_was_entered_or_was_decided_about_the_own_dossier(
    cast, make_dossier, sign_in, today, under_regulation
):
    own = make_dossier(code=cast.clerk.custody.staff_code, full_name="Tôn Nữ Tự Xem")
    other = make_dossier(full_name="Tôn Nữ Người Khác")
    for person in (own, other):
        register_paper(
            account=cast.sysadmin,
            paper=PendingPaper(dossier=person, unit=own.now_unit, kind="luong", received_on=today),
        )
        decision = Decision(
            number=f"{person.pk}/QĐ-HQ", signed_on=today, effective_on=today, authority=own.now_unit
        )  # fmt: skip
        form, awarded = Term.objects.filter(kind=Term.Kind.REWARD_FORM).first(), PartialDate.of(f"{today:%d/%m/%Y}")
        with writing(account=cast.clerk, reason="Khen thưởng"):
            record(decision)
            record(Reward(dossier=person, form=form, decision=decision, awarded_on=awarded))
    client = sign_in(cast.clerk)

    def shown() -> list[bool]:
        pages = [client.get(reverse(f"personnel:{name}")) for name in ("pending_papers", "deadline_list")]
        assert ["Tôn Nữ Người Khác" in page.content.decode() for page in pages] == [True, True]
        seen = set(Decision.objects.visible_to(cast.clerk).values_list("number", flat=True))
        assert f"{other.pk}/QĐ-HQ" in seen
        return [*("Tôn Nữ Tự Xem" in page.content.decode() for page in pages), f"{own.pk}/QĐ-HQ" in seen]

    assert shown() == [True, True, True], "the customs regulation lets them read it"
    under_regulation("haiphong")
    assert shown() == [False, False, False]


def test_a_refusal_says_which_right_is_missing(cast, subject):
    with pytest.raises(PermissionDenied, match="Khen thưởng, kỷ luật"):
        cast.specialist.access.require_write(G.REWARD, subject("HQ34-07"))
    with pytest.raises(PermissionDenied, match="Nhập danh sách cán bộ"):
        cast.leader.access.require(IMPORT)
    with pytest.raises(PermissionDenied, match="Quản lý tài khoản"):
        cast.leader.access.require_administrator()


def test_the_answers_explain_themselves(cast, make_dossier):
    answers = dict(cast.clerk.access.explain(make_dossier(unit_code="HQ34-07")))
    assert answers[RIGHTS[VIEW].sentence].allowed
    assert "Đà Nẵng" in answers[RIGHTS[VIEW].sentence].why
    assert answers[RIGHTS[SYSTEM].sentence].why == "Không được cấp quyền này."
    elsewhere = dict(cast.clerk.access.explain(make_dossier(unit_code="HQ60-03")))
    assert "không thuộc các đơn vị này" in elsewhere[RIGHTS[VIEW].sentence].why


def test_rights_follow_a_unit_that_moves(cast, unit, today, make_dossier):
    """Nothing about the tree is stored with a right: a moved unit is its new superior's at once."""
    from datetime import timedelta

    from orgunits.services.change_unit import change_unit
    from orgunits.services.project_unit import project_units

    dossier = make_dossier(unit_code="HQ34-07")
    moving = unit("HQ34-07")
    change_unit(
        account=cast.sysadmin,
        reason="Sắp xếp",
        unit=moving,
        on=today + timedelta(days=3),
        name=moving.name,
        short_name=moving.short_name,
        kind=moving.kind,
        parent=unit("HQ60"),
        document="1/QĐ",
        today=today,
    )
    assert dossier in Dossier.objects.visible_to(Account.objects.get(pk=cast.clerk.pk))
    project_units(today + timedelta(days=3))
    assert dossier not in Dossier.objects.visible_to(Account.objects.get(pk=cast.clerk.pk))
    assert dossier in Dossier.objects.visible_to(Account.objects.get(pk=cast.neighbour.pk))


def test_what_has_no_unit_belongs_to_those_who_hold_the_whole_tree(cast):
    nowhere = SimpleNamespace(now_unit_id=None, code="x", holds_leading_position=False, is_contract_staff=False,
                              is_civil_servant=True)  # fmt: skip
    assert sees(cast.sysadmin, nowhere)
    assert not sees(cast.clerk, nowhere)
    assert not cast.unit_admin.access.manages(None)
