from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from personnel.models import Dossier, RoundItem
from personnel.paper_checks import changed_after, paper_state
from personnel.rounds.items import parts_of
from personnel.services.change_round import hold_open
from personnel.services.check_paper import check_verdict, quoted
from qlcb.history import Act, record, writing


def confirm_item(*, account, item: RoundItem, seen: Mapping[str, str]) -> RoundItem:
    """Confirm that parts of a dossier were looked through in a review and are right as they stand (TCHQ-10.2).

    item: of a review; seen: slug of each part → its fingerprint when the person looked. All parts or none; the item is
    done when every part of the review is confirmed, by whomever. Returns the stored item. Raises PermissionDenied for
    a part that the account may not write, and on the dossier of its own custodian; ValidationError when a part has
    changed since it was looked at, and for a closed round.
    """
    with writing(account=account, reason=f"Rà soát: {item.round.title}", act=Act.CHANGE):
        hold_open(item.round)
        dossier = Dossier.objects.select_for_update(of=["self"]).get(pk=item.dossier_id)
        stored = RoundItem.objects.select_for_update(of=["self"]).select_related("round").get(pk=item.pk)
        parts = parts_of(stored.round)
        if not seen or not set(seen) <= set(parts):
            raise ValidationError("Chọn ít nhất một mục của đợt rà soát.")
        for slug in seen:
            verdict = check_verdict(account.access, parts[slug], dossier)
            if not verdict:
                raise PermissionDenied(verdict.why)
        states = paper_state(dossier).parts
        moved = [parts[slug].title for slug, mark in seen.items() if states[slug].fingerprint != mark]
        if moved:
            raise ValidationError(f"Vừa có thay đổi ở {quoted(moved)}; xem lại rồi xác nhận lại.")
        _confirm(account, stored, dossier, seen, parts)
        return stored


def _confirm(account, item: RoundItem, dossier: Dossier, seen, parts) -> None:
    now = timezone.now()
    told = {"at": now.isoformat(), "by": str(account), "holder": account.holder_name}
    if changed_after(dossier, dict.fromkeys(seen, item.round.opened_at)):
        item.corrected = True
    item.confirmed = item.confirmed | dict.fromkeys(seen, told)
    if item.done_at is None and set(parts) <= set(item.confirmed):
        item.done_at = now
    record(item)
