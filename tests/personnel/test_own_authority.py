"""Rewards and discipline within the head's authority, and raises by delegation: on every way of writing them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.demo import make_demo_accounts
from accounts.models import Account, Grant, RoleTemplate
from accounts.permissions import IMPORT, RAISE
from accounts.services.grant import derive_all_rights, grant
from personnel.models import Attachment, Decision, Reward, Salary, SalaryStep
from personnel.sections import SALARIES, SECTIONS
from personnel.services.add_attachments import lock
from personnel.services.correct_decision import correct_decision
from personnel.services.save_row import add_row, change_row, correct_row, remove_row
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.full_dossier import term
from tests.personnel.workbooks.books import Book, export, findings, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here", "silent_table")]
REWARDS = SECTIONS["khen-thuong"]


def fresh(account) -> Account:
    return Account.objects.get(pk=account.pk)


@pytest.fixture
def decide(program, today, unit):
    """`decide("TCHQ")`: a decision of that unit; unsaved with `new=True`."""
    count = iter(range(1, 99))

    def make(code, *, new=False):
        decision = Decision(number=f"{next(count)}/QĐ", signed_on=today, effective_on=today, authority=unit(code))
        if not new:
            with writing(account=program, reason="Quyết định thử"):
                record(decision)
        return decision

    return make


@pytest.fixture
def reward(program, today):
    """`reward(dossier, decision)`: a reward on file under the decision; unsaved with `new=True`."""

    def make(dossier, decision, *, new=False):
        with writing(account=program, reason="Có sẵn"):
            form = term("reward_form", on=today)
            row = Reward(dossier=dossier, form=form, awarded_on=PartialDate.of(today), decision=decision)
            if not new:
                record(row)
        return row

    return make


@pytest.mark.clause("TCHQ-6.1d2")
def test_a_head_writes_rewards_that_the_unit_decided_and_no_others(cast, make_dossier, decide, reward, today):
    """Forms, corrections, changes, removals: what a higher authority decided, or nobody is known to have, stays."""
    dossier, by = make_dossier(unit_code="TW07-01"), {"account": cast.department_head, "reason": "Thử", "today": today}
    for decision in (decide("TCHQ", new=True), None, decide("TCHQ")):
        with pytest.raises(PermissionDenied):
            add_row(section=REWARDS, row=reward(dossier, decision, new=True), **by)
    assert not Reward.objects.exists()
    add_row(section=REWARDS, row=reward(dossier, decide("TW07", new=True), new=True), **by)
    for held in (decide("TCHQ"), None):
        higher = reward(dossier, held)
        for act in (correct_row, change_row, remove_row):
            higher.content = "Viết lại"
            with pytest.raises(PermissionDenied):
                act(section=REWARDS, row=higher, expected_version=1, **by)
        higher.decision = decide("TW07")  # nor is it made the unit's own by hanging it elsewhere
        with pytest.raises(PermissionDenied):
            correct_row(section=REWARDS, row=higher, expected_version=1, **by)
    own = Reward.objects.get(dossier=dossier, decision__authority__code="TW07")
    own.content = "Đính chính"
    assert correct_row(section=REWARDS, row=own, expected_version=1, **by)
    own.decision = decide("TCHQ")
    with pytest.raises(PermissionDenied):
        correct_row(section=REWARDS, row=own, expected_version=2, **by)


@pytest.mark.clause("TCHQ-6.1d2")
def test_a_decision_of_a_higher_authority_is_not_made_ones_own(cast, make_dossier, decide, reward, today, unit):
    dossier = make_dossier(unit_code="TW07-01")
    higher, own = decide("TCHQ"), decide("TW07")
    reward(dossier, higher)
    reward(dossier, own)

    def correct(account, decision, **values):
        for name, value in values.items():
            setattr(decision, name, value)
        return correct_decision(account=account, reason="Thử", decision=decision, expected_version=decision.version)

    with pytest.raises(PermissionDenied, match="chính đơn vị"):
        correct(cast.department_head, Decision.objects.get(pk=higher.pk), authority=unit("TW07"))
    with pytest.raises(PermissionDenied):
        correct(cast.department_head, Decision.objects.get(pk=higher.pk), signer="Người khác")
    with pytest.raises(PermissionDenied):
        correct(cast.department_head, Decision.objects.get(pk=own.pk), authority=unit("TCHQ"))
    assert correct(cast.department_head, Decision.objects.get(pk=own.pk), signer="Cục trưởng")
    assert correct(cast.policy, Decision.objects.get(pk=higher.pk), signer="Tổng cục trưởng"), "who decides does"


@pytest.mark.clause("TCHQ-6.1d2")
def test_papers_and_workbooks_keep_to_the_own_decisions(cast, make_dossier, decide, reward, today, unit, tmp_path):
    dossier = make_dossier(unit_code="TW07-01")
    rows = {code: reward(dossier, decide(code)) for code in ("TCHQ", "TW07")}
    for code, row in rows.items():
        paper = Attachment(dossier=dossier, section=REWARDS.slug, row_id=row.pk, title="Bản chụp")
        with writing(account=cast.department_head, reason="Thử"):
            if code == "TW07":
                lock(cast.department_head, paper)
            else:
                with pytest.raises(PermissionDenied):
                    lock(cast.department_head, paper)
    grant(account=cast.sysadmin, reason="Thử", to=cast.department_head, unit=unit("TW07"), document="1/QĐ", on=today,
          right=IMPORT, today=today)  # fmt: skip
    made = Book(opened(export(cast.sysadmin, today, slugs=["khen-thuong"], rows=False)), tmp_path / "theo-muc.xlsx")
    told = {"form": rows["TW07"].form.name, "content": "Thành tích", "decision_signed_on": f"{today:%d/%m/%Y}"}
    lines = {}
    for index, code in enumerate(("TCHQ", "TW07", ""), 1):
        paper = {"decision_number": f"77{index}/QĐ", "decision_authority": unit(code).name} if code else {}
        values = told | {"awarded_on": f"0{index}/03/2026"} | paper
        lines[code] = made.add("khen-thuong", dossier, **(values if code else values | {"decision_signed_on": None}))
    refused = findings(made.examine(fresh(cast.department_head), today))
    numbers = {int("".join(ch for ch in cell if ch.isdigit())) for _, cell in refused}
    assert numbers == {lines["TCHQ"], lines[""]}, refused


# Raises by delegation


@pytest.fixture
def raiser(cast, program, unit, today):
    """The seat of Cục ĐTCBL with the delegation of the Director General until next year."""
    (seat,) = make_demo_accounts(account=program, usernames={"dtcbl.1"}, today=today)
    grant(
        account=cast.sysadmin, reason="Ủy quyền", to=seat, unit=unit("TW09"), document="1456/QĐ-TCHQ", on=today,
        until=today + timedelta(days=365), template=RoleTemplate.objects.get(code="dtcbl-uy-quyen"), today=today,
    )  # fmt: skip
    return fresh(seat)


@pytest.mark.clause("TCHQ-6.1d5")
def test_a_delegated_raise_is_the_next_step_under_the_units_decision(raiser, make_dossier, decide, today):
    dossier = make_dossier(unit_code="TW09-01", rank="08.051", step=4)
    by = {"account": raiser, "reason": "Nâng bậc lương", "today": today}

    def pay(decision, person=dossier, **values):
        told = {"rank": person.now_rank, "step": 5, "valid_from": PartialDate.of(today)} | values
        step = SalaryStep.objects.on(today).get(code=person.now_group, step=told["step"])
        return Salary(dossier=person, decision=decision, coefficient=step.coefficient, **told)

    refused = {
        "two steps": pay(decide("TW09", new=True), step=6),
        "the same step": pay(decide("TW09", new=True), step=4),
        "of old": pay(decide("TW09", new=True), valid_from=PartialDate.of("01/02/2024")),
        "for a while": pay(decide("TW09", new=True), valid_to=today + timedelta(days=90)),
        "over the frame": pay(decide("TW09", new=True), over_frame=5),
        "higher authority": pay(decide("TCHQ", new=True)),
        "no decision": pay(None),
    }
    for what, person in (
        ("public employee", make_dossier(unit_code="TW09-01", rank="08.051", step=4, subject="public_employee")),
        ("elsewhere", make_dossier(unit_code="TW10", rank="08.051", step=4)),
    ):
        refused[what] = pay(decide("TW09", new=True), person)
    for what, row in refused.items():
        with pytest.raises(PermissionDenied):
            add_row(section=SALARIES, row=row, **by)
            pytest.fail(what)
    row = pay(decide("TW09", new=True))
    add_row(section=SALARIES, row=row, **by)
    dossier.refresh_from_db()
    assert (dossier.now_step, row.decision.authority.code) == (5, "TW09")
    with pytest.raises(PermissionDenied):
        remove_row(section=SALARIES, row=row, expected_version=1, **by)
    row.note = "Đính chính"
    with pytest.raises(PermissionDenied):
        correct_row(section=SALARIES, row=row, expected_version=1, **by)
    for group in ("phu-cap", "bao-hiem", "vi-tri-viec-lam", "nghi"):
        assert not fresh(raiser).access.may_write(SECTIONS[group].group, dossier), "raises open no other pay"


@pytest.mark.clause("TCHQ-6.1d5")
def test_the_delegation_has_a_document_and_a_last_day(cast, raiser, unit, today, make_dossier, program):
    template = RoleTemplate.objects.get(code="dtcbl-uy-quyen")
    told = {"reason": "Thử", "to": cast.department_head, "document": "1/UQ", "on": today, "today": today}
    for what in ({"template": template}, {"right": RAISE}):
        with pytest.raises(ValidationError, match="thời hạn"):
            grant(account=cast.sysadmin, unit=unit("TW07"), **told, **what)
    with pytest.raises(PermissionDenied, match="Chỉ quản trị hệ thống"):
        grant(account=cast.unit_admin, unit=unit("HQ34"), **(told | {"to": cast.clerk}), right=RAISE, until=today)
    given = Grant.objects.get(account=raiser, template=template)
    assert (given.document, raiser.access.may(RAISE, unit("TW09-01").pk)) == ("1456/QĐ-TCHQ", True)
    derive_all_rights(given.valid_to + timedelta(days=1))
    assert not fresh(raiser).access.holds(RAISE)
    role = RoleTemplate.objects.get(code="vu")
    role.rights = [*role.rights, RAISE]
    with writing(account=program, reason="Sửa vai trò"):
        record(role)
    derive_all_rights(today)
    assert not fresh(cast.reader).access.holds(RAISE), "a role edited later delegates nothing without a last day"
