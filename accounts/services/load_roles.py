from datetime import date

from accounts.models import RoleTemplate
from accounts.services.grant import derive_all_rights
from qlcb import regulation
from qlcb.history import Act, record, writing


def load_roles(*, account, reason: str, today: date) -> tuple[int, int]:
    """Bring the role templates of the deployed regulation into the database, and whoever holds them up to date.

    New templates are made; those that no person has edited follow the regulation (a new version may know more rights);
    edited ones stay. Returns how many were made and how many were renewed.
    """
    made = renewed = 0
    with writing(account=account, reason=reason, act=Act.SYSTEM):
        known = {role.code: role for role in RoleTemplate.objects.all()}
        for order, row in enumerate(regulation.document("role_templates")):
            role = known.get(row["code"])
            if role is None:
                made += record(RoleTemplate(order=order * 10, **row))
            elif not role.history.exclude(act=Act.SYSTEM).exists():
                for name, value in row.items():
                    setattr(role, name, value)
                renewed += record(role)
        if renewed:
            derive_all_rights(today)
    return made, renewed
