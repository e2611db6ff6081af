from accounts.models import RoleTemplate
from qlcb import regulation
from qlcb.history import Act, record, writing


def load_roles(*, account, reason: str) -> int:
    """Bring the role templates of the deployed regulation into the database; edited ones stay. Returns how many."""
    made = 0
    with writing(account=account, reason=reason, act=Act.SYSTEM):
        known = set(RoleTemplate.objects.values_list("code", flat=True))
        for order, row in enumerate(regulation.document("role_templates")):
            if row["code"] not in known:
                record(RoleTemplate(order=order * 10, **row))
                made += 1
    return made
