from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.administration import may_issue, refuse_oneself
from accounts.models import Account, AccountAct, Custody, Paper, RoleTemplate
from accounts.quotas import require_room
from accounts.services.grant import grant
from orgunits.models import Unit
from qlcb import regulation
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
    paper: Paper,
    until: date | None = None,
    password: str | None = None,
    must_change_password: bool = True,
    holder: Holder | None = None,
    template: RoleTemplate | None = None,
    scope: Unit | None = None,
    today: date,
) -> Account:
    """Issue an account, hand it to its first custodian and grant its role, in one transaction.

    paper: what the leader approved (TCHQ-8.1b2), with the consent that the regulation asks for (HG-5.2); until: its
    last day; template and scope: the role and the unit it is granted on (the account's own unit by default). Returns
    the account. Raises PermissionDenied when `account` may not issue such an account or its holder is to hold this one,
    too, ValidationError for a taken username, a full quota (TCHQ-7.1a, 7.2b) and a missing consent.
    """
    verdict = may_issue(account, unit, kind)
    if not verdict:
        raise PermissionDenied(verdict.why)
    if holder:
        refuse_oneself(account, holder.staff_code)
    require_consent(unit, paper)
    with writing(account=account, reason=reason, act=Act.OPEN):
        require_room(unit, kind, today)
        issued = Account(username=username, kind=kind, title=title, unit=unit, expires_on=until)
        issued.set_password(password)
        if must_change_password:
            issued.issue_password(password, today)
        record(issued)
        AccountAct.keep(AccountAct.Kind.ISSUE, issued, paper, today, until=until)
        if holder:
            record(
                Custody(
                    account=issued,
                    holder_name=holder.name,
                    staff_code=holder.staff_code,
                    document=holder.document,
                    valid_from=today,
                )
            )
        if template:
            grant(
                account=account,
                reason=reason,
                to=issued,
                unit=scope or unit,
                document=paper.number,
                on=today,
                template=template,
                today=today,
            )
    return issued


def require_consent(unit: Unit, paper: Paper) -> None:
    """Units below the department need the written consent of the body that the regulation names, if it names one.

    Raises ValidationError without it.
    """
    body = regulation.consenting_body()
    if body and not unit.kind.is_department and not paper.consent:
        raise ValidationError(
            {"consent": f"Đơn vị trực thuộc phải có văn bản thống nhất của {body} trước khi cấp tài khoản."}
        )
