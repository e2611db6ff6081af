"""Take over dossiers that were sent: the posting is written, and with it the rights flip, in one transaction (8.2c)."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery

from accounts.models import Account
from orgunits.querysets import ids_below
from personnel.authority import Hanging
from personnel.models import Appointment, Delegation, Dossier, Posting, Transfer
from personnel.sections import POSTINGS
from personnel.services.derive_named_rights import derive_named_rights
from personnel.services.find_faults import find_faults
from personnel.services.leave_order import end_leavings
from personnel.services.project_dossiers import project_dossiers
from personnel.services.require_authority import require_authority
from personnel.services.require_living_units import require_living_units
from personnel.services.row_order import DAY, fit_in, going_on
from personnel.transfers.ground import Basis, Ground, Sending, results_of
from personnel.transfers.locks import hold_transfers
from personnel.transfers.rights import know_tree, receive_verdict
from personnel.transfers.steps import move_on
from qlcb.formats import date_vi
from qlcb.history import Act, create_many, update_many, writing

State = Transfer.State
MOVED = "Hồ sơ đã đổi đơn vị quản lý sau khi gửi; trả lại để đơn vị chuyển xem lại."


def receive_dossiers(
    *, account, reason: str, transfers: Sequence[Transfer], papers_received_on: date, papers_note: str = "", today: date
) -> list[Transfer]:
    """Receive all of them or none. Returns the transfers, received.

    papers_received_on: the day the paper dossiers came, from which the terms of the receiving department run. In one
    transaction: the posting begins on the day of the decision, or where the person serves there already, the dossier is
    kept there from today on; positions in the department left end, what its
    administrators delegated on these dossiers ends, the personal accounts of the people come under the new
    administrators, and scans and history go along by themselves. Raises PermissionDenied without the right at the
    receiving unit, ValidationError when the day has not come yet, somebody was faster, or the file has changed since.
    """
    if not transfers:
        raise ValidationError("Chọn ít nhất một hồ sơ.")
    if papers_received_on > today:
        raise ValidationError({"papers_received_on": "Ngày nhận hồ sơ giấy không được sau hôm nay."})
    with writing(account=account, reason=reason, act=Act.CHANGE):
        held = hold_transfers(transfers, State.SENT)
        dossiers = [transfer.dossier for transfer in held]
        _require_right(account, held)
        ground = Ground(dossiers, today)
        _refuse(held, ground)
        postings, appointments = _write_career(held, ground, papers_received_on)
        _ask_table(account, held, [*postings, *appointments])
        _end_delegations(held, ground, today)
        _move_accounts(held, today)
        for transfer in held:
            transfer.papers_received_on, transfer.papers_note = papers_received_on, papers_note
        move_on(held, State.RECEIVED, ("papers_received_on", "papers_note"))
        _settle(account, [dossier.pk for dossier in dossiers], today)
    return held


def _require_right(account, held: Sequence[Transfer]) -> None:
    know_tree(account.access)
    for transfer in held:
        verdict = receive_verdict(account.access, transfer.dossier, transfer.to_unit_id)
        if not verdict:
            raise PermissionDenied(verdict.why)


def _refuse(held: Sequence[Transfer], ground: Ground) -> None:
    """Raise ValidationError for the first dossier with which something stands in the way."""
    for transfer in held:
        why = why_not_received(transfer, ground)
        if why:
            raise ValidationError(f"{transfer}: {why}" if len(held) > 1 else why)


def why_not_received(transfer: Transfer, ground: Ground) -> str:
    """Why it cannot be received today; "" when nothing is in the way."""
    if transfer.effective_on > ground.today:
        return f"Quyết định có hiệu lực từ {date_vi(transfer.effective_on)}; tiếp nhận từ ngày ấy."
    if not ground.keepers.same(transfer.dossier.now_unit_id, transfer.from_unit_id):
        return MOVED
    how = {"ends": transfer.ends_position, "appoints": transfer.new_position_id is not None}
    return ground.why_not_moved(
        transfer.dossier, transfer.to_unit, transfer.effective_on
    ) or ground.why_not_ended(transfer.dossier, transfer.effective_on, **how)  # fmt: skip


def _write_career(held: Sequence[Transfer], ground: Ground, papers_received_on: date) -> tuple[list, list]:
    """Write postings and appointments, and end those that end because of them. Returns what the decisions bring."""
    new: dict[type, list] = {Posting: [], Appointment: []}
    ended: dict[type, list] = {Posting: [], Appointment: []}
    for transfer in held:
        for hanging in results_of(_sending(transfer), _basis(transfer)):
            hanging.row.paper_received_on = papers_received_on
            new[type(hanging.row)].append(hanging.row)
            if isinstance(hanging.row, Posting):
                ended[Posting].append(fit_in(POSTINGS, hanging.row, ground.postings[transfer.dossier_id]))
        how = {"ends": transfer.ends_position, "appoints": transfer.new_position_id is not None}
        for row in ground.ending(transfer.dossier, transfer.effective_on, **how):
            row.valid_to = transfer.effective_on - DAY
            ended[Appointment].append(row)
    _keep_where_they_serve(held, ground, papers_received_on)
    for model in (Posting, Appointment):
        update_many([row for row in ended[model] if row is not None], ["valid_to"])
        create_many(new[model])
    require_living_units(new[Posting])
    end_leavings(new[Posting])
    return new[Posting], new[Appointment]


def _keep_where_they_serve(held: Sequence[Transfer], ground: Ground, papers_received_on: date) -> None:
    """Of people who serve at the receiving unit already, only the keeper of the dossier changes (HG-10.1): from today
    on, as the rights do, so that who was counted where on an earlier day stays as it was."""
    moving = [one for one in held if ground.serves_there(one.dossier, one.to_unit)]
    postings = [ground.last_posting(one.dossier) for one in moving]
    begun_before = [row for row in postings if row.valid_from.first_day < ground.today]
    following = [going_on(row, ground.today) for row in begun_before]
    for row in begun_before:
        row.valid_to = ground.today - DAY
    update_many(begun_before, ["valid_to"])
    at_once = [row for row in postings if row not in begun_before]
    for row in (*following, *at_once):
        row.kept_by, row.paper_received_on = None, papers_received_on
    update_many(at_once, ["kept_by", "paper_received_on"])
    create_many(following)
    require_living_units([*following, *at_once])


def _sending(transfer: Transfer) -> Sending:
    return Sending(transfer.dossier, transfer.to_unit, transfer.new_position)


def _basis(transfer: Transfer) -> Basis:
    return Basis(transfer.decision, transfer.effective_on, transfer.kind)


def _ask_table(account, held: Sequence[Transfer], rows: Sequence) -> None:
    """Hold the results against the table once more; a reason given when they were sent stands in the name of who gave
    it."""
    by_dossier = {transfer.dossier_id: transfer for transfer in held}
    groups: dict[tuple, list] = {}
    for row in rows:
        sent = by_dossier[row.dossier_id]
        who = (sent.sent_by, sent.override, sent.sent_holder) if sent.override else (account, "", "")
        groups.setdefault(who, []).append((Hanging(row, sent.decision), None))
    for (who, override, holder), results in groups.items():
        require_authority(account=who, results=results, override=override, holder=holder)


def _end_delegations(held: Sequence[Transfer], ground: Ground, today: date) -> None:
    """Take back what administrators of the department left delegated on these dossiers by name (TCHQ-5.2c, 6.1d5)."""
    left = {keeper.unit_id for transfer in held if (keeper := ground.keepers.of(transfer.from_unit_id))}
    under = {transfer.dossier_id: transfer.decision.number for transfer in held}
    given = Delegation.objects.select_for_update(of=["self"]).filter(
        dossier_id__in=under, revoked_on=None, valid_to__gte=today, given_by__unit_id__in=ids_below(left)
    )
    given = list(given.order_by("pk"))
    if not given:
        return
    for one in given:
        one.revoked_on, one.revoked_under = today, f"Chuyển hồ sơ: {under[one.dossier_id]}"[:100]
    list(Account.objects.select_for_update().filter(pk__in={one.account_id for one in given}).order_by("pk"))
    update_many(given, ["revoked_on", "revoked_under"])
    derive_named_rights(today)


def _move_accounts(held: Sequence[Transfer], today: date) -> None:
    """Personal accounts follow their people: administrators of the receiving department look after them (TN-I.4)."""
    units = {transfer.code: transfer.to_unit_id for transfer in held}
    accounts = list(personal_accounts(units, today).select_for_update(of=["self"]).order_by("pk"))
    for account in accounts:
        account.unit_id = units[account.staff_code]
    update_many(accounts, ["unit"])


def personal_accounts(codes, today: date):
    """Personal accounts in use of the people with these staff codes, each with its `staff_code`."""
    custody = Account._meta.get_field("custodies").related_model.objects.on(today).filter(account=OuterRef("pk"))
    rows = Account.objects.filter(kind=Account.Kind.PERSONAL, withdrawn_on=None)
    return rows.annotate(staff_code=Subquery(custody.values("staff_code")[:1])).filter(staff_code__in=list(codes))


def _settle(account, ids: list[int], today: date) -> None:
    """Bring the projections up to date, which flips the rights, and look every dossier up through the door."""
    project_dossiers(ids, today)
    find_faults(ids, today)
    if Dossier.objects.visible_to(account).filter(pk__in=ids).count() != len(ids):
        raise PermissionDenied("Sau khi tiếp nhận, tài khoản không mở được hồ sơ; kiểm tra đơn vị nhận.")
