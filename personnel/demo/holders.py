"""Which of the invented people hold the demo accounts: somebody who serves in the account's unit, each at most one."""

from accounts.demo import DOCUMENT, DemoAccount, demo_accounts
from accounts.services.issue_account import Holder
from personnel.demo.lives import Life
from personnel.demo.staffing import HEAD, STAFF

PERSONNEL_WORK = ("Tổ chức cán bộ", "Tổng hợp", "Văn phòng")


def holders(lives: list[Life]) -> dict[str, Holder]:
    """Username → holder, for the accounts in whose department somebody is left who holds none yet."""
    found, taken = {}, set()
    by_unit: dict[str, list[Life]] = {}
    for life in lives:
        if life.serves:
            by_unit.setdefault(life.seat.department.unit.code, []).append(life)
    for account in demo_accounts():
        free = [life for life in by_unit.get(account.unit, []) if life.dossier.code not in taken]
        if free:
            life = min(free, key=lambda life: _distance(account, life))
            taken.add(life.dossier.code)
            found[account.username] = Holder(life.dossier.full_name, life.dossier.code, DOCUMENT)
    return found


def _distance(account: DemoAccount, life: Life) -> tuple:
    """How far a person is from who would hold the account: leaders for a leader's, else staff of the fitting unit."""
    if account.title.startswith("Lãnh đạo"):
        return (not life.seat.leads_department, life.seat.role != HEAD)
    work, unit = account.title.rstrip(" 0123456789"), life.seat.unit.name
    fitting = [index for index, part in enumerate((work, *PERSONNEL_WORK)) if part in unit]
    ripe = bool(life.person.ripe)  # nobody acts on the dossier about themselves
    return (life.seat.role != STAFF, life.dossier.is_contract_staff, ripe, *(fitting or [1 + len(PERSONNEL_WORK)])[:1])
