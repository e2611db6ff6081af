"""Let a finding stand with a reason, and take that back (HP-14.4)."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.access import Access, Verdict
from accounts.permissions import RIGHTS
from personnel.models import Acknowledgement, Dossier, Finding
from personnel.quality.rules import RULE_OF
from personnel.sections import PANEL_OF, SECTIONS
from personnel.services.find_faults import find_faults
from personnel.services.save_panel import panel_verdict
from personnel.services.save_row import lock_to_write
from qlcb.history import Act, record, writing


def acknowledge_finding(*, account, reason: str, finding: Finding, seen: str, today: date) -> Acknowledgement:
    """Let a finding stand: the values it is about are right as they are. It opens again when they change.

    reason: why, kept with the finding and in the history; seen: the fingerprint of what the person saw. Raises
    PermissionDenied without the right to write that part of the dossier, ValidationError when the finding has moved on.
    """
    dossier = finding.dossier
    with writing(account=account, reason=reason, act=Act.CHANGE):
        _lock(account, dossier, finding)
        stored = Finding.objects.filter(pk=finding.pk, is_open=True).first()
        if stored is None or stored.fingerprint != seen:
            raise ValidationError("Hồ sơ vừa thay đổi nên điểm này không còn như đã xem; xem lại rồi quyết định.")
        same = {"dossier": dossier, "rule": stored.rule, "place": stored.place, "row_id": stored.row_id}
        kept = Acknowledgement.objects.filter(**same).first() or Acknowledgement(**same)
        kept.fingerprint, kept.words, kept.because = stored.fingerprint, stored.words, reason.strip()
        record(kept)
        find_faults([dossier.pk], today)
    return kept


def withdraw_acknowledgement(*, account, reason: str, finding: Finding, today: date) -> None:
    """Open a finding again that was let stand. Raises PermissionDenied as above, ValidationError when it is open."""
    dossier = finding.dossier
    with writing(account=account, reason=reason, act=Act.REMOVE):
        _lock(account, dossier, finding)
        kept = acknowledgement_of(finding)
        if kept is None:
            raise ValidationError("Điểm này đang mở; không có gì để bỏ.")
        kept.delete()
        find_faults([dossier.pk], today)


def acknowledgement_of(finding: Finding) -> Acknowledgement | None:
    """Why the finding stands, None when nobody let it stand as it is now."""
    same = {name: getattr(finding, name) for name in ("dossier_id", "rule", "place", "row_id", "fingerprint")}
    return Acknowledgement.objects.filter(**same).first()


def place_verdict(access: Access, place: str, dossier: Dossier) -> Verdict:
    """Whether the account writes that panel or section of the dossier: who does also judges what is found there."""
    if place in PANEL_OF:
        return panel_verdict(access, PANEL_OF[place], dossier)
    return access.may_write(SECTIONS[place].group, dossier)


def finding_verdict(access: Access, finding: Finding, dossier: Dossier) -> Verdict:
    """Whether the account may let the finding stand: who writes the place, with the right that its rule asks beside."""
    verdict = place_verdict(access, finding.place, dossier)
    right = RULE_OF[finding.rule].right if finding.rule in RULE_OF else ""
    if not verdict or not right or access.may(right, dossier.now_unit_id):
        return verdict
    return Verdict(False, f"Tài khoản không có quyền: {RIGHTS[right].sentence}.")


def _lock(account, dossier: Dossier, finding: Finding) -> None:
    part = PANEL_OF.get(finding.place) or SECTIONS[finding.place]
    stored = lock_to_write(account, part.group, dossier)
    verdict = finding_verdict(account.access, finding, stored)
    if not verdict:
        raise PermissionDenied(verdict.why)
