"""Delegate one dossier by name: who may, to whom, under which paper, until when (TCHQ-6.1d5, HG-15.1)."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from accounts.access import Verdict
from accounts.administration import may_grant
from accounts.models import Account, RoleTemplate
from accounts.permissions import CONFIDENTIAL
from personnel.models import Delegation, Dossier
from personnel.services.derive_named_rights import derive_named_rights
from qlcb.history import Act, record, writing


def delegate_dossier(
    *,
    account: Account,
    reason: str,
    to: Account,
    dossier: Dossier,
    document: str,
    document_on: date,
    on: date,
    until: date,
    template: RoleTemplate | None = None,
    right: str = "",
    today: date,
) -> Delegation:
    """Give `to` what a role template or a single right holds on this one dossier, from `on` to `until` inclusive.

    account: who records it; document, document_on: number and day of the paper of delegation. Raises PermissionDenied
    when `account` does not administer the accounts of the dossier's unit and of `to`, or `to` is held by the person
    whom the dossier is about, and for a role that was retired or is not for single dossiers; ValidationError for a day
    gone by, and when the same is delegated already.
    """
    with writing(account=account, reason=reason, act=Act.OPEN):
        if template:
            template = RoleTemplate.objects.select_for_update().get(pk=template.pk)
        given = Delegation(
            account=to, dossier=dossier, template=template, right=right, document=document, document_on=document_on,
            given_by=account, valid_from=on, valid_to=until,
        )  # fmt: skip
        given.dossier = Dossier.objects.select_for_update(of=["self"]).select_related("now_unit").get(pk=dossier.pk)
        verdict = may_delegate(account, to, given.dossier, given.codes)
        if verdict and to.access.is_own(given.dossier):
            verdict = Verdict(False, "Không ủy quyền hồ sơ cho tài khoản do chính người trong hồ sơ giữ.")
        if not verdict:
            raise PermissionDenied(verdict.why)
        if template and (template.retired_on or not template.is_by_name):
            raise PermissionDenied(f"Vai trò “{template}” đã thôi dùng hoặc không dành cho từng hồ sơ.")
        if on < today:
            raise ValidationError({"valid_from": "Ủy quyền không được ghi lùi ngày."})
        if _same(given).exists():
            raise ValidationError("Hồ sơ này đã được ủy quyền như vậy cho tài khoản và đang còn hiệu lực.")
        record(given)
        derive_named_rights(today, to)
        return given


def may_delegate(by: Account, to: Account, dossier: Dossier, codes: Iterable[str]) -> Verdict:
    """Whether `by` may give `to` these rights on the dossier, or take them back.

    As for grants on the unit that keeps the dossier; nobody is given the dossier about their own custodian (HP-2.4).
    """
    if dossier.now_unit is None:
        return Verdict(False, "Hồ sơ chưa thuộc đơn vị nào.")
    if dossier.is_confidential and not by.access.may_on(CONFIDENTIAL, dossier):
        return Verdict(False, "Hồ sơ mật do người có quyền mở hồ sơ mật ủy quyền.")
    return may_grant(by, to, dossier.now_unit, codes)


def may_take_back(by: Account, given: Delegation) -> Verdict:
    """Whether `by` may take the delegation back: who might give it, and after a transfer who administers the unit that
    keeps the dossier now, for what the administrator of another unit gave while it was kept there (TCHQ-5.2c)."""
    dossier, giver = given.dossier, given.given_by
    verdict = may_delegate(by, given.account, dossier, given.codes)
    if verdict or dossier.now_unit is None or giver is None or giver.kind != Account.Kind.UNIT_ADMIN:
        return verdict
    came = by.access.manages(dossier.now_unit_id) and not giver.access.manages(dossier.now_unit_id)
    if (
        not came
        or by.pk == given.account_id
        or (dossier.is_confidential and not by.access.may_on(CONFIDENTIAL, dossier))
    ):
        return verdict
    return Verdict(True, "Hồ sơ đã chuyển đến đơn vị bạn quản trị.")


def _same(given: Delegation):
    """Delegations of the same thing that would run beside this one."""
    same = {"account": given.account, "dossier": given.dossier, "template": given.template, "right": given.right}
    running = Q(valid_to__gte=given.valid_from, valid_from__lte=given.valid_to, revoked_on__isnull=True)
    return Delegation.objects.filter(running, **same)
