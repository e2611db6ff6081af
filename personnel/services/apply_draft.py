from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from personnel.acts import ACTS
from personnel.acts.plan import fit_to_standing, record_of, refuse_strangers, remember_stated
from personnel.decision_lookup import known_decision
from personnel.models import Decision, Draft, DraftLine
from personnel.removal_plan import GoneRow
from personnel.row_plan import NewRow, hold
from personnel.services.add_rows import SOMEBODY_ELSE, enter_decision, settle_many, write_rows
from personnel.services.convert_contracts import convert_contracts
from personnel.services.return_to_contracts import return_to_contracts
from personnel.services.take_out_rows import take_out_rows
from personnel.workbooks.lists import Lists
from qlcb import bulk
from qlcb.formats import date_vi
from qlcb.history import Act, Conflict, update_many, writing

MOVED = "Dự thảo vừa được người khác sửa nên chưa ghi gì. Xem lại rồi ghi."
OVER = "Dự thảo này đã ghi vào hồ sơ, đang được ghi hoặc đã hủy."
NOBODY = "Dự thảo chưa có ai để ghi."


def apply_draft(*, account, draft: Draft, today: date, mark: str | None = None) -> Draft:
    """Write the results of a draft under its decision into the dossiers of all people who are in it, or none.

    draft: in the state in which the caller knows it. mark: of the draft as the person saw it (`mark_of`), None to apply
    what there is. Returns the draft as it is stored. Raises ValidationError when it is over, moved on or says too
    little, RowsRefused with what is wrong with each person, OutsideAuthority and PermissionDenied as `add_rows` does;
    nothing is written then.
    """
    try:
        with writing(account=account, reason=reason_of(draft), act=Act.CHANGE):
            return _apply(account, draft, today, mark)
    except (Conflict, IntegrityError):
        raise ValidationError(SOMEBODY_ELSE) from None


def _apply(account, draft: Draft, today: date, mark: str | None) -> Draft:
    held = (
        Draft.objects.select_for_update(of=["self"]).select_related("authority", "corrects__decision").get(pk=draft.pk)
    )
    if held.state != draft.state or held.state not in (Draft.State.OPEN, Draft.State.QUEUED):
        raise ValidationError(OVER)
    lines = list(held.lines.select_related("dossier").order_by("order", "pk"))
    if mark is not None and mark != mark_of(held, lines):
        raise ValidationError(MOVED)
    chosen = [line for line in lines if line.is_in]
    if not chosen:
        raise ValidationError(NOBODY)
    hold([line.dossier_id for line in chosen])  # all at once: in part, two who take back and add could block each other
    held.decision = decision_of(held, account)
    _write(held, chosen, account, today)
    held.state = Draft.State.APPLIED
    update_many([held], ["decision", "state"])
    return held


def _write(draft: Draft, lines: list[DraftLine], account, today: date) -> None:
    """Take back what the lines take back, add the records that they add, and keep with each line which one is its."""
    act, adding = ACTS[draft.kind], [line for line in lines if line.mode != DraftLine.Mode.RECALL]
    _take_back(draft, [line for line in lines if line.takes_back], account)
    rows = [NewRow(record_of(act, draft, line, draft.decision), number) for number, line in enumerate(adding, start=1)]
    day = draft.decision.effective_on if draft.decision else today
    fit_to_standing(act, zip(adding, rows, strict=True), Lists(), day)
    for row in rows:
        remember_stated(row)
    refuse_strangers(act, rows, today)
    act.lasting([row.record for row in rows])
    if rows and act.converts:
        convert_contracts(account=account, reason=reason_of(draft), rows=rows, today=today)
    if rows:
        write_rows(account=account, section=act.section, rows=rows, today=today, override=draft.override)
    else:
        enter_decision(draft.decision)
    draft.decision = draft.decision  # takes over the id that it has by now
    for line, row in zip(adding, rows, strict=True):
        line.row = row.record.pk
    bulk.update_many(adding, ["row"])
    only_gone = [line.dossier_id for line in lines if line.mode == DraftLine.Mode.RECALL]
    if only_gone:
        settle_many(account, act.section, only_gone, today)


def _take_back(draft: Draft, lines: list[DraftLine], account) -> None:
    if lines:
        rows = [GoneRow(line.dossier, line.takes_back, number) for number, line in enumerate(lines, start=1)]
        section = ACTS[draft.kind].section
        take_out_rows(account=account, reason=reason_of(draft), section=section, rows=rows)
        if ACTS[draft.kind].converts:
            return_to_contracts(account=account, reason=reason_of(draft), rows=rows)


def decision_of(draft: Draft, account) -> Decision | None:
    """The decision of the draft, on file or new; None for an act that may do without and has none."""
    act = ACTS[draft.kind]
    number = " ".join(draft.number.split())
    if not number and not act.needs_decision:
        if not draft.reason:
            raise ValidationError({"number": "Nhập số quyết định, hoặc lý do khi không có quyết định."})
        return None
    missing = {"number": number, "signed_on": draft.signed_on}
    if not all(missing.values()):
        words = {"number": "Nhập số quyết định.", "signed_on": "Nhập ngày ký của quyết định."}
        raise ValidationError({name: words[name] for name, value in missing.items() if not value})
    paper = Decision(
        number=number,
        signed_on=draft.signed_on,
        effective_on=draft.effective_on or draft.signed_on,
        authority=draft.authority,
        signer=draft.signer,
        summary=draft.summary,
        kind=act.decision_kind,
    )
    found, differences = known_decision(paper, account)
    if differences:
        raise ValidationError(differences)
    return found


def reason_of(draft: Draft) -> str:
    """Why the records are written, as their history tells."""
    if not (draft.number and draft.signed_on):
        return draft.reason or draft.title
    words = f"Quyết định {draft.number} ngày {date_vi(draft.signed_on)}"
    if draft.is_correcting:
        words = f"{words}, thu hồi, điều chỉnh kết quả của {draft.corrects.decision or draft.corrects}"
    return words[:300]


def mark_of(draft: Draft, lines: list[DraftLine]) -> str:
    """What tells one state of a draft and its lines from another."""
    return f"{draft.version}.{len(lines)}.{sum(line.version for line in lines)}"
