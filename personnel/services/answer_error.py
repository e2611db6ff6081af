from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.access import Access, Verdict
from personnel.models import Dossier, ErrorReport
from personnel.own.parts import part_of
from qlcb.history import Act, record, writing


def answer_error(
    *, account, report: ErrorReport, state: str, answer: str, expected_version: int, today: date
) -> ErrorReport:
    """Answer what a person reported as wrong: the dossier was put right, or it stays as it is and why (HP-9.3).

    state: DONE or REFUSED, the latter with its reason; the dossier itself is put right in its section, as ever. Raises
    PermissionDenied for who may not write that part, the person themself above all (HP-2.4); Conflict when somebody
    else answered meanwhile; ValidationError for a refusal without a reason, and
    when it was answered before.
    """
    words = ErrorReport.State(state).label
    with writing(account=account, reason=f"Trả lời báo sai sót: {words.lower()}", act=Act.CHANGE):
        stored = ErrorReport.objects.select_for_update(of=["self"]).select_related("dossier").get(pk=report.pk)
        verdict = answer_verdict(account.access, stored)
        if not verdict or not Dossier.objects.visible_to(account).filter(pk=stored.dossier_id).exists():
            raise PermissionDenied(verdict.why if not verdict else "Hồ sơ không thuộc phạm vi của tài khoản.")
        if not stored.is_open and stored.version == expected_version:
            raise ValidationError("Báo sai sót này đã được trả lời.")
        if state == ErrorReport.State.REFUSED and not answer.strip():
            raise ValidationError({"answer": "Ghi lý do không sửa; người báo đọc được lý do này."})
        stored.state, stored.answer, stored.answered_on = state, answer.strip(), today
        stored.answered_by = (account.holder_name or account.title)[:200]
        record(stored, expected_version=expected_version)
    return stored


def answer_verdict(access: Access, report: ErrorReport) -> Verdict:
    """Whether the account may answer: it writes the part in question."""
    return access.may_write(part_of(report).group, report.dossier)
