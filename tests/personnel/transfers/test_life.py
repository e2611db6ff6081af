"""A dossier goes from department to department: until it is received the old one keeps it, then the new one does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import Account, Custody, RoleTemplate
from accounts.permissions import TRANSFER
from accounts.services.grant import grant
from accounts.services.issue_account import Holder, issue_account
from orgunits.models import Unit
from personnel.models import (
    Appointment,
    AuthorityOverride,
    Decision,
    Delegation,
    Dossier,
    DossierUserPermission,
    Position,
    Posting,
    Salary,
    Transfer,
)
from personnel.sections import POSTINGS, SALARIES
from personnel.services.begin_day import begin_day
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.hand_over_account import hand_over_account
from personnel.services.recall_dossiers import recall_dossiers
from personnel.services.require_authority import OutsideAuthority
from personnel.services.return_dossiers import return_dossiers
from personnel.services.save_row import add_row, correct_row, remove_row
from personnel.services.send_dossiers import send_dossiers
from qlcb import regulation
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.history import assert_history_is_whole
from tests.personnel.sections.browser_form import sent
from tests.personnel.transfers.moves import basis_of, decision_of, fresh, receive, send
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-8.2c")]


@pytest.fixture
def person(make_dossier):
    return make_dossier(code="34ZZ-0217", full_name="Trần Thị Điều Chuyển", rank="08.051", step=4)


def sees(account, dossier) -> bool:
    return Dossier.objects.visible_to(fresh(account)).filter(pk=dossier.pk).exists()


def appointed(dossier, today, program, *, code="DT", unit=None, **fields):
    row = Appointment(
        dossier=dossier, position=Position.objects.get(code=code), unit=unit,
        valid_from=PartialDate.of("01/01/2020"), **fields,
    )  # fmt: skip
    with writing(account=program, reason="Bổ nhiệm"):
        record(row)
    return row


def test_the_old_unit_keeps_it_until_the_new_one_receives_it(cast, person, today, unit):
    (sent,) = send(cast.clerk, [person], today)
    assert (sent.state, sent.code, sent.full_name) == ("sent", person.code, person.full_name)
    assert (sent.from_unit.code, sent.to_unit.code, sent.sent_holder) == ("HQ34-07", "HQ60-07", cast.clerk.holder_name)
    assert sees(cast.clerk, person) and not sees(cast.neighbour, person)
    assert Dossier.objects.get(pk=person.pk).now_unit.code == "HQ34-07"
    (got,) = receive(cast.neighbour, [sent], today, papers_note="Đủ, còn niêm phong")
    assert sees(cast.neighbour, person) and not sees(cast.clerk, person)
    old, new = Posting.objects.filter(dossier=person).order_by("valid_from")
    assert (new.unit.code, new.kind, new.valid_from.first_day) == ("HQ60-07", "move", got.effective_on)
    assert (new.decision.number, new.paper_received_on) == ("1234/QĐ-TCHQ", today)
    assert (old.valid_to, new.valid_to) == (got.effective_on - timedelta(days=1), None)
    assert (got.state, got.papers_received_on, got.papers_note) == ("received", today, "Đủ, còn niêm phong")
    assert assert_history_is_whole()
    assert [(e.act, e.history_user_id, e.history_change_reason) for e in got.history.order_by("history_id")] == [
        ("change", cast.clerk.pk, "Theo quyết định điều động"),
        ("change", cast.neighbour.pk, "Đã nhận đủ hồ sơ giấy"),
    ]


def test_history_and_records_go_along(cast, person, today, make_paper):
    scan = make_paper(dossier=person)
    before = person.history.count()
    receive(cast.neighbour, send(cast.clerk, [person], today), today)
    mine = Dossier.objects.visible_to(fresh(cast.neighbour)).get(pk=person.pk)
    assert mine.history.count() == before
    assert mine.attachment_set.get() == scan and mine.salary_set.count() == 1


def test_the_papers_are_listed_from_the_scans_with_their_pages(cast, person, today, make_paper):
    scan = make_paper(dossier=person)
    (sent,) = send(cast.clerk, [person], today)
    line = sent.papers.get()
    assert (line.number, line.title, line.form, line.sheets, line.scan) == (
        1, scan.title, scan.form, scan.pages, scan.pk,
    )  # fmt: skip


def test_while_it_is_on_its_way_the_sender_corrects_but_posts_nobody(cast, person, today, unit):
    send(cast.clerk, [person], today)
    account, told = fresh(cast.clerk), {"reason": "Thử", "today": today}
    pay = person.salary_set.get()
    pay.note = "Đối chiếu bản giấy"
    assert correct_row(account=account, section=SALARIES, row=pay, expected_version=pay.version, **told)
    posting = Posting.objects.get(dossier=person)
    posting.work = "Kiểm hóa"
    assert correct_row(account=account, section=POSTINGS, row=posting, expected_version=posting.version, **told)
    other = Posting(dossier=person, unit=unit("HQ34-03"), valid_from=PartialDate.of(today))
    with pytest.raises(ValidationError, match="đang được chuyển đến"):
        add_row(account=account, section=POSTINGS, row=other, **told)
    with pytest.raises(ValidationError, match="đang được chuyển đến"):
        add_row(account=fresh(cast.sysadmin), section=POSTINGS, row=other, **told)
    with pytest.raises(ValidationError, match="đang được chuyển đến"):
        remove_row(account=account, section=POSTINGS, row=posting, expected_version=posting.version, **told)


def test_after_receipt_the_old_unit_writes_nothing(cast, person, today):
    pay = person.salary_set.get()
    receive(cast.neighbour, send(cast.clerk, [person], today), today)
    pay.note = "muộn"
    with pytest.raises(PermissionDenied):
        correct_row(
            account=fresh(cast.clerk), reason="x", section=SALARIES, row=pay, expected_version=pay.version, today=today
        )
    assert not Salary.objects.get(pk=pay.pk).note


def test_returned_with_a_reason_it_stays_where_it_was_and_may_be_sent_again(cast, person, today):
    (sent,) = send(cast.clerk, [person], today)
    (back,) = return_dossiers(account=fresh(cast.neighbour), reason="Thiếu quyển lý lịch", transfers=[sent])
    assert (back.state, back.moved_because) == ("returned", "Thiếu quyển lý lịch")
    assert back.moved_holder == cast.neighbour.holder_name
    assert sees(cast.clerk, person) and not sees(cast.neighbour, person)
    assert Posting.objects.filter(dossier=person).count() == 1
    (again,) = send(cast.clerk, [person], today)
    assert receive(cast.neighbour, [again], today)[0].state == "received"


def test_recalled_it_is_not_received_any_more(cast, person, today):
    (sent,) = send(cast.clerk, [person], today)
    recall_dossiers(account=fresh(cast.clerk), reason="Quyết định bị thu hồi", transfers=[sent])
    with pytest.raises(ValidationError, match="đã thu hồi"):
        receive(cast.neighbour, [sent], today)
    assert sees(cast.clerk, person) and not sees(cast.neighbour, person)


def test_nobody_sends_twice_or_takes_a_step_twice(cast, person, today):
    (sent,) = send(cast.clerk, [person], today)
    with pytest.raises(ValidationError, match="chờ tiếp nhận"):
        send(cast.clerk, [person], today)
    receive(cast.neighbour, [sent], today)
    with pytest.raises(ValidationError, match="đã tiếp nhận"):
        recall_dossiers(account=fresh(cast.neighbour), reason="x", transfers=[sent])
    assert Transfer.objects.filter(dossier=person).count() == 1


def test_nobody_sends_what_is_not_theirs_nor_receives_for_another_unit(cast, person, today, make_dossier):
    for role in ("neighbour", "unit_admin", "reader", "department_head", "leader", "policy"):
        with pytest.raises(PermissionDenied):
            send(getattr(cast, role), [person], today)
    (sent,) = send(cast.clerk, [person], today)
    for role in ("clerk", "unit_admin", "reader", "department_head", "leader", "policy"):
        with pytest.raises(PermissionDenied):
            receive(getattr(cast, role), [sent], today)
        with pytest.raises(PermissionDenied):
            return_dossiers(account=fresh(getattr(cast, role)), reason="x", transfers=[sent])
    for role in ("neighbour", "leader", "policy"):
        with pytest.raises(PermissionDenied):
            recall_dossiers(account=fresh(getattr(cast, role)), reason="x", transfers=[sent])
    assert Transfer.objects.get(pk=sent.pk).state == "sent"


def test_who_has_the_whole_tree_does_both(cast, person, today):
    (sent,) = send(cast.specialist, [person], today)
    assert receive(cast.specialist, [sent], today)[0].state == "received"


def test_nobody_moves_the_dossier_about_themselves(cast, today, make_dossier):
    own = Custody.objects.get(account=cast.clerk, valid_to=None)
    me = make_dossier(code=own.staff_code, full_name=own.holder_name)
    with pytest.raises(PermissionDenied, match="chính mình"):
        send(cast.clerk, [me], today)
    (sent,) = send(cast.sysadmin, [me], today)
    with writing(account=cast.sysadmin, reason="Thử"):
        holds = Custody.objects.get(account=cast.neighbour, valid_to=None)
        own.valid_to, holds.staff_code = today - timedelta(days=1), own.staff_code
        own.valid_from = min(own.valid_from, own.valid_to)
        record(own)
        record(holds)
    with pytest.raises(PermissionDenied, match="chính mình"):
        receive(cast.neighbour, [sent], today)


def test_inside_one_department_nothing_is_handed_over(cast, person, today):
    with pytest.raises(ValidationError, match="cùng thuộc"):
        send(cast.clerk, [person], today, to="HQ34-03")


@pytest.mark.clause("TCHQ-5.2b")
def test_the_table_of_decentralisation_is_asked_when_it_is_sent(cast, person, today):
    own = decision_of(today, authority="HQ34", number="77/QĐ-HQĐNg")
    with pytest.raises(OutsideAuthority, match="Tổng cục Hải quan"):
        send(cast.clerk, [person], today, basis=basis_of(today, decision=own))
    with pytest.raises(OutsideAuthority, match="không có quyền"):
        send(cast.clerk, [person], today, basis=basis_of(today, decision=own, override="Được ủy quyền"))
    assert not Transfer.objects.exists() and not Decision.objects.filter(number="77/QĐ-HQĐNg").exists()


@pytest.mark.clause("TCHQ-5.2b")
def test_an_override_stands_in_the_name_of_who_gave_it(cast, person, today):
    own = decision_of(today, authority="HQ34", number="77/QĐ-HQĐNg")
    basis = basis_of(today, decision=own, override="Được ủy quyền theo 5/UQ")
    (sent,) = send(cast.sysadmin, [person], today, basis=basis)
    assert not AuthorityOverride.objects.exists(), "nothing has been written into the file yet"
    receive(cast.neighbour, [sent], today)
    kept = AuthorityOverride.objects.get()
    assert (kept.account, kept.holder) == (cast.sysadmin, cast.sysadmin.holder_name)
    assert (kept.reason, kept.dossier) == ("Được ủy quyền theo 5/UQ", person)


@pytest.mark.clause("TCHQ-5.2b")
def test_the_table_is_asked_again_when_it_is_received(cast, person, today):
    """The decision was corrected meanwhile: it is said to be of an authority that may not move people."""
    (sent,) = send(cast.clerk, [person], today)
    with writing(account=cast.sysadmin, reason="Đính chính"):
        sent.decision.authority = cast.clerk.unit
        record(sent.decision)
    with pytest.raises(OutsideAuthority):
        receive(cast.neighbour, [sent], today)
    assert sees(cast.clerk, person) and Posting.objects.filter(dossier=person).count() == 1


@pytest.mark.clause("HP-9.3")
def test_nobody_receives_before_the_day_of_the_decision(cast, person, today):
    coming = today + timedelta(days=5)
    (sent,) = send(cast.clerk, [person], today, basis=basis_of(today, effective_on=coming))
    with pytest.raises(ValidationError, match="có hiệu lực từ"):
        receive(cast.neighbour, [sent], today)
    assert receive(cast.neighbour, [sent], coming, papers_received_on=today)[0].state == "received"


@pytest.mark.clause("HP-9.2")
def test_inside_one_department_the_move_comes_into_force_on_its_day(cast, person, today, unit):
    coming = today + timedelta(days=3)
    row = Posting(dossier=person, unit=unit("HQ34-03"), valid_from=PartialDate.of(coming))
    add_row(account=fresh(cast.clerk), reason="Chuyển đổi vị trí", section=POSTINGS, row=row, today=today)
    assert Dossier.objects.get(pk=person.pk).now_unit.code == "HQ34-07"
    begin_day(coming)
    assert Dossier.objects.get(pk=person.pk).now_unit.code == "HQ34-03"


@pytest.mark.clause("HP-9.2")
@pytest.mark.parametrize("days", [0, 3])
def test_an_internal_move_by_the_page_takes_the_dossier_along_on_the_day_of_its_decision(
    days, cast, person, today, unit, sign_in, under_regulation
):
    """Two parts of one department, each with a seat that keeps its dossiers: until the day the old one, then the new
    one; nothing is sent and received for it."""
    under_regulation("haiphong")
    old, new = (_seat_of(cast, code, today) for code in ("HQ34-07", "HQ34-03"))
    day = today + timedelta(days=days)
    client, add = sign_in(cast.clerk), reverse("personnel:row_add", args=[person.code, "cong-tac"])
    told = {
        "unit": unit("HQ34-03"), "kind": "move", "valid_from": day, "decision_number": "61/QĐ-HQĐNg",
        "decision_signed_on": today, "decision_effective_on": day, "decision_authority": unit("HQ34"),
    }  # fmt: skip
    answer = client.post(add, sent(client.get(add).context["form"], **told))
    assert answer.status_code == 302, answer.context["form"].errors
    assert not Transfer.objects.exists()
    assert (sees(old, person), sees(new, person)) == (bool(days), not days), "at once, or not before its day"
    begin_day(day)
    stored = Dossier.objects.get(pk=person.pk)
    assert (stored.now_unit.code, sees(old, person), sees(new, person)) == ("HQ34-03", False, True)
    row = Posting.objects.get(dossier=person, unit=unit("HQ34-03"))
    assert (row.decision.number, row.decision.effective_on, row.valid_from.first_day) == ("61/QĐ-HQĐNg", day, day)
    before = Posting.objects.get(dossier=person, unit=unit("HQ34-07"))
    assert before.valid_to == day - timedelta(days=1)
    assert sign_in(fresh(new)).get(reverse("personnel:dossier", args=[person.code])).status_code == 200
    assert sign_in(fresh(old)).get(reverse("personnel:dossier", args=[person.code])).status_code == 404
    assert_history_is_whole()


def _seat_of(cast, code, today) -> Account:
    """A seat of a part of the department, with the role of its clerk there."""
    unit = Unit.objects.get(code=code)
    holder = Holder("Lê Văn Giữ", f"34AA-08{code[-2:]}", "3/QĐ")
    seat = issue_account(
        account=cast.sysadmin, reason="Thêm việc", username=f"{code.lower().replace('-', '.')}.ns", title="Nhân sự",
        kind=Account.Kind.SEAT, unit=unit, today=today, paper=paper(), holder=holder,
    )  # fmt: skip
    grant(
        account=cast.sysadmin, reason="Phân công", to=seat, unit=unit, document="1/QĐ", on=today, today=today,
        template=RoleTemplate.objects.get(code="dia-phuong-nhan-su"),
    )  # fmt: skip
    with writing(account=cast.sysadmin, reason="Đổi mật khẩu"):
        seat = fresh(seat)
        seat.must_change_password = False
        record(seat)
    return seat


def test_a_day_before_the_last_posting_is_refused(cast, person, today):
    with pytest.raises(ValidationError, match="đính chính ngày ấy"):
        send(
            cast.clerk,
            [person],
            today,
            basis=basis_of(today, effective_on=person.posting_set.get().valid_from.first_day),
        )


def test_who_does_not_serve_is_not_moved(cast, person, today, program):
    posting = person.posting_set.get()
    posting.valid_to = today - timedelta(days=1)
    with writing(account=program, reason="Nghỉ hưu"):
        record(posting)
    begin_day(today)
    with pytest.raises(ValidationError, match="không đang công tác"):
        send(cast.clerk, [person], today)


def test_positions_in_the_department_left_end_and_others_stay(cast, person, today, program, unit):
    here = appointed(person, today, program, unit=unit("HQ34-07"))
    nowhere = appointed(person, today, program, code="PDT", is_main=False)
    elsewhere = appointed(person, today, program, code="PDT", unit=unit("TW07"), is_main=False)
    (got,) = receive(cast.neighbour, send(cast.clerk, [person], today), today)
    ends = [Appointment.objects.get(pk=row.pk).valid_to for row in (here, nowhere, elsewhere)]
    assert ends == [got.effective_on - timedelta(days=1)] * 2 + [None]
    assert Dossier.objects.get(pk=person.pk).now_position is None


def test_a_seconded_person_may_keep_the_position(cast, person, today, program, unit):
    here = appointed(person, today, program, unit=unit("HQ34-07"))
    basis = basis_of(today, kind="secondment", ends_position=False)
    receive(cast.neighbour, send(cast.clerk, [person], today, basis=basis), today)
    assert Appointment.objects.get(pk=here.pk).valid_to is None
    assert Posting.objects.get(dossier=person, valid_to=None).kind == "secondment"


def test_the_decision_may_appoint_in_the_new_unit(cast, person, today, program, unit):
    here = appointed(person, today, program, unit=unit("HQ34-07"))
    deputy = Position.objects.get(code="PDT")
    (got,) = receive(cast.neighbour, send(cast.clerk, [person], today, new_position=deputy), today)
    new = Appointment.objects.get(dossier=person, valid_to=None)
    assert (new.position, new.unit.code, new.valid_from.first_day) == (deputy, "HQ60-07", got.effective_on)
    assert new.decision == got.decision and not Appointment.objects.filter(pk=here.pk, valid_to=None).exists()
    assert Dossier.objects.get(pk=person.pk).now_position == deputy


def test_what_the_old_unit_delegated_by_name_ends(cast, person, today, unit):
    role = RoleTemplate.objects.get(code="ho-so-uy-quyen")
    told = {"reason": "Ủy quyền", "dossier": person, "document": "5/UQ", "document_on": today, "on": today,
            "until": today + timedelta(days=30), "template": role, "today": today}  # fmt: skip
    of_unit = delegate_dossier(account=fresh(cast.unit_admin), to=cast.clerk, **told)
    of_above = delegate_dossier(account=fresh(cast.sysadmin), to=cast.reader, **told)
    receive(cast.neighbour, send(cast.clerk, [person], today), today)
    ended, kept = Delegation.objects.get(pk=of_unit.pk), Delegation.objects.get(pk=of_above.pk)
    assert (ended.revoked_on, ended.revoked_under) == (today, "Chuyển hồ sơ: 1234/QĐ-TCHQ")
    assert kept.revoked_on is None
    holders = set(DossierUserPermission.objects.filter(content_object=person).values_list("user_id", flat=True))
    assert holders == {cast.reader.pk} and not sees(cast.clerk, person)


@pytest.mark.clause("HP-9.3")
@pytest.mark.clause("TN-I.4")
def test_the_personal_account_follows_and_is_handed_over(cast, person, today, program, unit):
    mine = Account(username="canhan.0217", kind=Account.Kind.PERSONAL, title="Cá nhân", unit=unit("HQ34-07"))
    mine.set_unusable_password()
    with writing(account=program, reason="Cấp tài khoản cá nhân"):
        record(mine)
        record(Custody(account=mine, holder_name=person.full_name, staff_code=person.code, document="1/QĐ",
                       valid_from=today))  # fmt: skip
    (got,) = receive(cast.neighbour, send(cast.clerk, [person], today), today)
    assert Account.objects.get(pk=mine.pk).unit.code == "HQ60-07"
    assert Account.history.filter(id=mine.pk).count() == 2
    told = {"reason": "Đã bàn giao", "transfer": got, "today": today}
    with pytest.raises(PermissionDenied):
        hand_over_account(account=fresh(cast.clerk), on=today, **told)
    with pytest.raises(ValidationError):
        hand_over_account(account=fresh(cast.neighbour), on=today + timedelta(days=1), **told)
    assert hand_over_account(account=fresh(cast.neighbour), on=today, **told).account_handed_on == today
    with pytest.raises(ValidationError, match="đã được ghi"):
        hand_over_account(account=fresh(cast.neighbour), on=today, **told)


@pytest.mark.clause("TCHQ-8.1c")
def test_a_confidential_dossier_is_moved_by_who_may_open_it(cast, today, make_dossier, unit):
    secret = make_dossier(code="34ZZ-0777", is_confidential=True)
    with pytest.raises(PermissionDenied):
        send(cast.specialist, [secret], today)
    (sent,) = send(cast.sysadmin, [secret], today)
    with pytest.raises(PermissionDenied, match="hồ sơ mật"):
        receive(cast.neighbour, [sent], today)
    for role in ("neighbour", "specialist", "clerk"):
        assert not Transfer.objects.visible_to(fresh(getattr(cast, role))).filter(pk=sent.pk).exists(), role
    assert receive(cast.sysadmin, [sent], today)[0].state == "received"


def test_who_writes_no_appointments_sends_nobody_to_a_position(cast, today, make_dossier):
    """The receipt would write it: so it is asked of who sends, who moves people but appoints none."""
    person, deputy = make_dossier(unit_code="TW07-01"), Position.objects.get(code="PTP")
    may = {"account": cast.sysadmin, "reason": "Thử", "document": "9/QĐ", "on": today, "today": today}
    grant(to=cast.department_head, unit=cast.department_head.unit, right=TRANSFER, **may)
    with pytest.raises(ValidationError) as refused:
        send(cast.department_head, [person], today, new_position=deputy)
    assert set(refused.value.message_dict) == {"new_position"}
    assert send(cast.department_head, [person], today)[0].new_position is None


def test_sending_nothing_is_refused(cast, today):
    with pytest.raises(ValidationError, match="ít nhất một"):
        send_dossiers(account=fresh(cast.clerk), reason="x", sendings=[], basis=basis_of(today), today=today)
    with pytest.raises(ValidationError, match="ít nhất một"):
        receive(cast.clerk, [], today)


def test_the_mode_is_data(monkeypatch):
    assert regulation.fact("transfers")["mode"] == "push"
