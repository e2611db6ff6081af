from datetime import date, timedelta

from accounts.administration import held_for_change
from accounts.models import Account, AccountAct, Paper
from accounts.services.end_sessions import forget_sessions
from accounts.services.grant import derive_rights
from accounts.services.program_account import program_account
from accounts.services.remove_second_factor import forget_second_factor
from qlcb.formats import date_vi
from qlcb.history import Act, record, writing


def withdraw_account(*, account: Account, reason: str, target: Account, paper: Paper, today: date) -> None:
    """Withdraw `target` for good: its sessions end, its grants are taken back, nobody holds it any more (HG-3.3).

    It stays as a record, with its history; its name is not given to another. Raises PermissionDenied when `account`
    does not administer it or it was withdrawn before.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        stored = held_for_change(account, target)
        stored.withdrawn_on, stored.is_active = today, False
        record(stored)
        for given in stored.grants.filter(revoked_on=None).exclude(valid_to__lt=today):
            given.revoked_on, given.revoked_under = today, paper.number
            record(given)
        for custody in stored.custodies.on(today):
            custody.valid_to = max(today - timedelta(days=1), custody.valid_from)
            record(custody)
        derive_rights(stored, today)
        forget_second_factor(stored)
        forget_sessions(stored)
        stored.devices.all().delete()
        AccountAct.keep(AccountAct.Kind.WITHDRAW, stored, paper, today)


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
