"""Hand dossiers over to other departments under one decision; until they are received nothing else changes (8.2c)."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.access import Access
from accounts.permissions import WorkGroup
from personnel.models import Posting, Transfer
from personnel.services.require_authority import require_authority
from personnel.services.require_living_units import require_living_units
from personnel.transfers import terms
from personnel.transfers.ground import Basis, Ground, Sending, results_of
from personnel.transfers.locks import hold_dossiers
from personnel.transfers.papers import proposed, rows_of
from personnel.transfers.rights import know_tree, send_verdict
from personnel.transfers.steps import STEP, put_in
from qlcb.formats import date_vi
from qlcb.history import Act, create_many, current_writing, record, update_many, writing

State = Transfer.State
TOLD = 5  # people named in one refusal
NO_REQUEST = "Theo quy chế, hồ sơ chỉ chuyển khi đơn vị nhận yêu cầu bằng văn bản: nhập số và ngày của văn bản yêu cầu."
FILLED = (
    *("batch", "code", "full_name", "position", "from_unit", "to_unit", "kind", "decision", "effective_on", "override"),
    *("ends_position", "new_position", "request_number", "request_on", "sent_at", "sent_by", "sent_holder"),
)


def send_dossiers(
    *, account, reason: str, sendings: Sequence[Sending], basis: Basis, today: date
) -> list[Transfer]:  # fmt: skip
    """Send all of them or none; a request of the receiving department that waits is answered by it. Returns the
    transfers in the order of `sendings`, which form one batch.

    A new decision of `basis` is entered. Raises PermissionDenied for a dossier that the account may not hand over,
    OutsideAuthority when the table of decentralisation gives the move to another authority, ValidationError for what
    else stands in the way, and where the regulation wants a request by document and there is none (HG-9).
    """
    if not sendings:
        raise ValidationError("Chọn ít nhất một hồ sơ.")
    with writing(account=account, reason=reason, act=Act.CHANGE):
        held = hold_dossiers({sending.dossier.pk for sending in sendings})
        know_tree(account.access)
        for sending in sendings:
            sending.dossier = held[sending.dossier.pk]
            verdict = send_verdict(account.access, sending.dossier)
            if not verdict:
                raise PermissionDenied(verdict.why)
        ground = Ground(held.values(), today)
        _refuse(sendings, basis, ground)
        results = [(hanging, None) for sending in sendings for hanging in results_of(sending, basis)]
        require_authority(account=account, results=results, override=basis.override, ahead=True)
        require_living_units([hanging.row for hanging, _ in results if isinstance(hanging.row, Posting)])
        if basis.decision._state.adding:
            record(basis.decision)
        return _store(sendings, basis, ground)


def faults_of(access: Access, sending: Sending, basis: Basis, ground: Ground) -> list[tuple[str, str]]:
    """What stands in the way of sending one dossier: the field it belongs to ("" for none) and why.

    The table of decentralisation is another question.
    """
    dossier, waiting = sending.dossier, ground.open.get(sending.dossier.pk)
    verdict = send_verdict(access, dossier)
    if not verdict:
        return [("", verdict.why)]
    if sending.new_position and not (verdict := access.may_write(WorkGroup.CAREER, dossier)):
        return [("new_position", verdict.why)]
    if why := _why_waits(waiting, sending, ground):
        return [("", why)]
    if why := ground.why_not_moved(dossier, sending.to_unit, basis.effective_on):
        return [("to_unit", why)]
    how = {"ends": basis.ends_position, "appoints": sending.new_position is not None}
    if why := ground.why_not_ended(dossier, basis.effective_on, **how):
        return [("effective_on", why)]
    if terms.on_request() and not (_number(waiting, basis) and _day(waiting, basis)):
        return [("request_number", NO_REQUEST)]
    return []


def _refuse(sendings: Sequence[Sending], basis: Basis, ground: Ground) -> None:
    """Raise ValidationError when something stands in the way; of several dossiers the first few are named."""
    if len({sending.dossier.pk for sending in sendings}) < len(sendings):
        raise ValidationError("Một hồ sơ được nêu hai lần.")
    access = current_writing().account.access
    found = [(sending, fault) for sending in sendings for fault in faults_of(access, sending, basis, ground)[:1]]
    if not found:
        return
    if len(sendings) == 1:
        field, why = found[0][1]
        raise ValidationError({field: why} if field else why)
    told = [f"{sending.dossier.full_name} ({sending.dossier.code}): {why}" for sending, (_, why) in found[:TOLD]]
    if len(found) > TOLD:
        told.append(f"Và {len(found) - TOLD} hồ sơ khác.")
    raise ValidationError(told)


def _why_waits(waiting: Transfer | None, sending: Sending, ground: Ground) -> str:
    if waiting is None:
        return ""
    if waiting.state == State.SENT:
        return f"Hồ sơ đang được chuyển đến {waiting.to_unit}, gửi ngày {date_vi(waiting.sent_at)}, chờ tiếp nhận."
    if ground.keepers.same(waiting.to_unit_id, sending.to_unit.pk):
        return ""
    return f"{waiting.to_unit} đang yêu cầu chuyển hồ sơ này; trả lời yêu cầu ấy trước."


def _number(waiting: Transfer | None, basis: Basis) -> str:
    return basis.request_number or (waiting.request_number if waiting else "")


def _day(waiting: Transfer | None, basis: Basis) -> date | None:
    return basis.request_on or (waiting.request_on if waiting else None)


def _store(sendings: Sequence[Sending], basis: Basis, ground: Ground) -> list[Transfer]:
    batch, transfers = uuid.uuid4(), []
    for sending in sendings:
        transfer = ground.open.get(sending.dossier.pk) or Transfer(dossier=sending.dossier)
        _fill(transfer, sending, basis)
        transfer.batch = batch
        transfers.append(transfer)
    put_in(transfers, State.SENT)
    for transfer in transfers:
        transfer.sent_at, transfer.sent_by = transfer.moved_at, transfer.moved_by
        transfer.sent_holder = transfer.moved_holder
    answered = [transfer for transfer in transfers if not transfer._state.adding]
    create_many([transfer for transfer in transfers if transfer._state.adding])
    update_many(answered, [*STEP, *FILLED])
    _list_papers(transfers, sendings)
    return transfers


def _fill(transfer: Transfer, sending: Sending, basis: Basis) -> None:
    """Write on the transfer what is sent; of the person only what the receiving department may see."""
    dossier, waiting = sending.dossier, None if transfer._state.adding else transfer
    transfer.code, transfer.full_name = dossier.code, dossier.full_name
    transfer.position = dossier.now_position.name if dossier.now_position else ""
    transfer.from_unit_id, transfer.to_unit = dossier.now_unit_id, sending.to_unit
    transfer.request_number, transfer.request_on = _number(waiting, basis), _day(waiting, basis)
    transfer.kind, transfer.decision, transfer.effective_on = basis.kind, basis.decision, basis.effective_on
    transfer.override, transfer.ends_position = basis.override, basis.ends_position
    transfer.new_position = sending.new_position


def _list_papers(transfers: Sequence[Transfer], sendings: Sequence[Sending]) -> None:
    """Write the lists of papers; those that nobody typed are made of the scans."""
    unlisted = [sending.dossier.pk for sending in sendings if sending.papers is None]
    scans = proposed(unlisted) if unlisted else {}
    rows = []
    for transfer, sending in zip(transfers, sendings, strict=True):
        lines = scans.get(sending.dossier.pk, []) if sending.papers is None else sending.papers
        rows += rows_of(transfer, lines)
    create_many(rows)
