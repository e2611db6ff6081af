from datetime import date

from accounts.models import Paper
from accounts.services.program_account import program_account
from accounts.services.withdraw_account import withdraw_many
from personnel.models import Dossier, PersonalAccount


def withdraw_left_accounts(today: date) -> int:
    """Withdraw the personal accounts of people who serve no more, retired, resigned, died or went elsewhere (HP-9.5);
    run nightly, until when the door is closed to them already. Returns how many accounts."""
    left = PersonalAccount.objects.in_use().filter(dossier__now_status=Dossier.Status.LEFT).select_related("account")
    paper = Paper("Thôi công tác theo hồ sơ", today, "Cấp quyết định thôi công tác")
    targets = [link.account for link in left.order_by("account")]
    if targets:
        program = program_account()
        withdraw_many(
            account=program, reason="Người trong hồ sơ đã thôi công tác", targets=targets, paper=paper, today=today
        )
    return len(targets)
