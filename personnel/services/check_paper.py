from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.access import Access, Verdict
from personnel.models import Dossier, PaperCheck
from personnel.paper_checks import PARTS, Part, changed_after, end_of_day, paper_state
from personnel.sections import Panel
from personnel.services.save_panel import panel_verdict
from qlcb.formats import date_vi
from qlcb.history import Act, create_many, writing

Result = PaperCheck.Result


def check_paper(
    *,
    account,
    dossier: Dossier,
    seen: Mapping[str, str],
    result: str,
    checked_on: date,
    today: date,
    checked_by: str = "",
    note: str = "",
) -> list[PaperCheck]:
    """Record that parts of the dossier were compared with the paper, and what came out (TCHQ-8.1a).

    seen: slug of each part → its fingerprint when the person looked; checked_by: who compared, the custodian of the
    account when empty; note: what differs or is missing, needed unless the result is SAME. All parts or none.

    Raises PermissionDenied for a part that the account may not write, and on the dossier about its own custodian;
    ValidationError when a part has changed since it was looked at, or after the day of the comparison.
    """
    parts = {slug: PARTS[slug] for slug in seen}
    with writing(account=account, reason=f"Đối chiếu hồ sơ giấy: {Result(result).label.lower()}", act=Act.CHANGE):
        stored = Dossier.objects.select_for_update().get(pk=dossier.pk)
        for part in parts.values():
            verdict = check_verdict(account.access, part, stored)
            if not verdict:
                raise PermissionDenied(verdict.why)
        _require_sense(parts, result, note, checked_on, today)
        _require_unchanged(stored, parts, seen, checked_on)
        checks = [
            PaperCheck(
                dossier=stored,
                place=slug,
                result=result,
                checked_on=checked_on,
                checked_by=checked_by.strip() or account.holder_name or account.username,
                note=note.strip(),
                fingerprint=fingerprint,
            )
            for slug, fingerprint in seen.items()
        ]
        for check in checks:
            check.full_clean()
        return create_many(checks)


def check_verdict(access: Access, part: Part, dossier: Dossier) -> Verdict:
    """Whether the account may compare the part with the paper: whoever may write it."""
    if isinstance(part, Panel):
        return panel_verdict(access, part, dossier)
    return access.may_write(part.group, dossier)


def _require_sense(parts, result: str, note: str, checked_on: date, today: date) -> None:
    if not parts:
        raise ValidationError("Chọn ít nhất một mục.")
    if checked_on > today:
        raise ValidationError({"checked_on": "Ngày đối chiếu không được sau hôm nay."})
    if result != Result.SAME and not note.strip():
        raise ValidationError({"note": "Ghi rõ chỗ sai lệch hoặc giấy tờ còn thiếu."})


def _require_unchanged(dossier: Dossier, parts: Mapping[str, Part], seen: Mapping[str, str], checked_on: date) -> None:
    states = paper_state(dossier).parts
    moved = [part.title for slug, part in parts.items() if states[slug].fingerprint != seen[slug]]
    if moved:
        raise ValidationError(f"Vừa có thay đổi ở {quoted(moved)}; xem lại rồi đối chiếu lại.")
    later = changed_after(dossier, dict.fromkeys(parts, end_of_day(checked_on)))
    if later:
        titles = quoted([parts[slug].title for slug in parts if slug in later])
        told = f"{titles} được ghi hoặc thay đổi ngày {date_vi(max(later.values()))}, sau ngày đối chiếu này."
        raise ValidationError({"checked_on": told})


def quoted(titles: list[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)
