from dataclasses import dataclass
from datetime import date

from accounts.models import Account, Custody, RoleTemplate
from accounts.services.grant import grant
from orgunits.models import Unit
from qlcb.history import Act, record, writing


@dataclass(frozen=True)
class Holder:
    """The official to whom a seat is handed: name, staff code, number of the paper."""

    name: str
    staff_code: str
    document: str


def issue_account(
    *,
    account,
    reason: str,
    username: str,
    kind: str,
    title: str,
    unit: Unit,
    document: str,
    on: date,
    password: str | None = None,
    must_change_password: bool = True,
    holder: Holder | None = None,
    template: RoleTemplate | None = None,
    scope: Unit | None = None,
    today: date,
) -> Account:
    """Issue an account, hand it to its first custodian and grant its role, in one transaction.

    document: number of the paper under which it is issued; template and scope: the role and the unit it is granted on
    (the account's own unit by default). Returns the account. Raises ValidationError for a taken username.
    """
    with writing(account=account, reason=reason, act=Act.OPEN):
        issued = Account(
            username=username, kind=kind, title=title, unit=unit, must_change_password=must_change_password
        )
        issued.set_password(password)
        record(issued)
        if holder:
            record(
                Custody(
                    account=issued,
                    holder_name=holder.name,
                    staff_code=holder.staff_code,
                    document=holder.document,
                    valid_from=on,
                )
            )
        if template:
            grant(
                account=account,
                reason=reason,
                to=issued,
                unit=scope or unit,
                document=document,
                on=on,
                template=template,
                today=today,
            )
    return issued
