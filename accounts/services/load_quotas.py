from accounts.models import AccountQuota
from orgunits.models import Unit, UnitKind
from qlcb import regulation
from qlcb.history import Act, create_many, writing


def load_quotas(*, account, reason: str) -> int:
    """Bring the account quotas of the deployed regulation into an empty table; edited ones stay. Returns how many."""
    if AccountQuota.objects.exists():
        return 0
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    quotas = [
        AccountQuota(
            unit_kind=kinds[row["unit_kind"]] if row["unit_kind"] else None,
            unit=units[row["unit"]] if row["unit"] else None,
            account_kind=row["account_kind"],
            seats=int(row["seats"]),
            document=row["document"],
            valid_from=regulation.structure_from(),
        )
        for row in regulation.table("account_quotas")
    ]
    with writing(account=account, reason=reason, act=Act.SYSTEM):
        return len(create_many(quotas))
