from django.core.exceptions import PermissionDenied

from accounts.permissions import DECIDE
from orgunits.models import Unit
from orgunits.querysets import ids_above
from personnel.acts import Act
from personnel.acts.plan import may_draft
from personnel.models import Draft
from qlcb.history import Act as Kind
from qlcb.history import record, writing

REASON = "Soạn dự thảo quyết định"
NO_ACT = "Tài khoản không có quyền cập nhật nhóm “{}” của hồ sơ nào."


def begin_draft(*, account, act: Act, title: str = "", **known) -> Draft:
    """A new draft of the account's unit, without people yet.

    known: what is known of it already, by the fields of `Draft`. The deciding authority is the department of the unit
    until somebody says otherwise; of a unit that enters decisions about people everywhere the highest unit, since no
    department decides about people of another. Raises PermissionDenied when the account enters no decisions or no such
    records.
    """
    account.access.require(DECIDE)
    if not may_draft(account, act):
        raise PermissionDenied(NO_ACT.format(act.section.group.value))
    known.setdefault("authority", _authority(account))
    draft = Draft(
        kind=act.slug,
        title=title or act.title,
        unit=account.unit,
        account=account,
        **({"summary": act.summary, "drafted_by": _holder(account)} | known),
    )
    with writing(account=account, reason=REASON, act=Kind.OPEN):
        record(draft)
    return draft


def _authority(account) -> Unit | None:
    above = ids_above(account.unit_id)
    if account.access.everywhere(DECIDE):
        return Unit.objects.filter(pk__in=above, parent=None).first()
    return Unit.objects.filter(pk__in=above, kind__is_department=True).first()


def _holder(account) -> str:
    return account.custody.holder_name if account.custody else ""
