from collections.abc import Sequence
from datetime import date, timedelta

from accounts.administration import all_held_for_change
from accounts.models import Account, AccountAct, Custody, Grant, KnownDevice, Paper
from accounts.services.end_sessions import forget_sessions
from accounts.services.grant import derive_rights_of
from accounts.services.program_account import program_account
from accounts.services.remove_second_factor import forget_second_factor
from qlcb.formats import date_vi
from qlcb.history import Act, create_many, update_many, writing


def withdraw_account(*, account: Account, reason: str, target: Account, paper: Paper, today: date) -> None:
    """Withdraw `target` for good: its sessions end, its grants are taken back, nobody holds it any more (HG-3.3).

    It stays as a record, with its history; its name is not given to another. Raises PermissionDenied when `account`
    does not administer it or it was withdrawn before.
    """
    withdraw_many(account=account, reason=reason, targets=[target], paper=paper, today=today)


def withdraw_many(*, account: Account, reason: str, targets: Sequence[Account], paper: Paper, today: date) -> None:
    """Withdraw several on one paper, each as `withdraw_account` says: all of them, or none."""
    with writing(account=account, reason=reason, act=Act.REMOVE):
        stored = all_held_for_change(account, targets)
        acts = [AccountAct.of(AccountAct.Kind.WITHDRAW, one, paper, today) for one in stored]
        for act in acts[:1]:
            act.full_clean()  # the same paper and reason for all
        for one in stored:
            one.withdrawn_on, one.is_active = today, False
        update_many(stored, ["withdrawn_on", "is_active"])
        _take_back(stored, paper, today)
        derive_rights_of([one.pk for one in stored], today)
        create_many(acts)


def _take_back(targets: Sequence[Account], paper: Paper, today: date) -> None:
    """Their grants, their custodians, and what proves who these are."""
    grants = list(Grant.objects.filter(account__in=targets, revoked_on=None).exclude(valid_to__lt=today))
    for given in grants:
        given.revoked_on, given.revoked_under = today, paper.number
    update_many(grants, ["revoked_on", "revoked_under"])
    held = list(Custody.objects.on(today).filter(account__in=targets))
    for custody in held:
        custody.valid_to = max(today - timedelta(days=1), custody.valid_from)
    update_many(held, ["valid_to"])
    forget_second_factor(*targets)
    forget_sessions(*targets)
    KnownDevice.objects.filter(account__in=targets).delete()


def withdraw_accounts_of_dissolved_units(today: date) -> int:
    """Withdraw what units left behind that were dissolved before `today`; run nightly. Returns how many accounts."""
    left = Account.objects.select_related("unit").filter(unit__dissolved_on__lt=today, withdrawn_on=None)
    for target in left:
        version = target.unit.versions.order_by("-valid_from").first()
        paper = Paper(
            number=(version and version.document) or f"Giải thể {target.unit.code}"[:100],
            signed_on=target.unit.dissolved_on,
            approved_by="Cấp quyết định giải thể đơn vị",
        )
        reason = f"Đơn vị giải thể ngày {date_vi(target.unit.dissolved_on)}"
        withdraw_account(account=program_account(), reason=reason, target=target, paper=paper, today=today)
    return len(left)
