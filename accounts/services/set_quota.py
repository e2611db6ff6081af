from datetime import date, timedelta

from django.core.exceptions import ValidationError

from accounts.administration import require_rule_maker
from accounts.models import Account, AccountQuota, Paper
from accounts.quotas import department_of
from orgunits.models import Unit, UnitKind
from qlcb.formats import date_vi
from qlcb.history import Act, record, writing


def set_quota(*, account: Account, reason: str, quota: AccountQuota, paper: Paper, today: date) -> AccountQuota:
    """Record how many accounts of a kind a unit may have, as an exception, or every unit of a kind, as the rule.

    quota: not stored; its unit or kind of unit, kind of account, number and days. A new rule ends the one that runs,
    the day before; an exception stands beside what holds otherwise and goes before it while it runs (TCHQ-7.1a, 7.2b).
    Raises PermissionDenied for who does not set quotas there, ValidationError without number, day or approver of the
    paper, for a day that is over, and where another of the same begins on that day or, for a rule, later.
    """
    require_rule_maker(account, quota.unit)
    if not (paper.number and paper.approved_by and paper.signed_on):
        raise ValidationError("Định mức phải có số, ngày văn bản và lãnh đạo phê duyệt.")
    if quota.valid_from < today:
        raise ValidationError({"valid_from": "Định mức không được quy định lùi ngày."})
    quota.document, quota.document_on, quota.approved_by = paper.number, paper.signed_on, paper.approved_by
    with writing(account=account, reason=reason, act=Act.OPEN):
        if quota.unit:
            _refuse_same_day(quota, _exceptions_of(quota.unit, quota))
        else:
            _end_before(quota, _rules_of(quota.unit_kind, quota))
        record(quota)
    return quota


def _exceptions_of(unit: Unit, quota: AccountQuota):
    if department_of(Unit.objects.select_for_update().get(pk=unit.pk)) != unit:
        raise ValidationError({"unit": "Định mức là của cả đơn vị cấp Cục, Vụ; chọn đơn vị cấp ấy."})
    return AccountQuota.objects.filter(unit=unit, account_kind=quota.account_kind, never_held=False)


def _rules_of(kind: UnitKind, quota: AccountQuota):
    UnitKind.objects.select_for_update().get(pk=kind.pk)
    return AccountQuota.objects.filter(unit_kind=kind, account_kind=quota.account_kind)


def _refuse_same_day(quota: AccountQuota, others) -> None:
    if others.filter(valid_from=quota.valid_from).exists():
        raise ValidationError({"valid_from": "Đơn vị đã có định mức riêng từ ngày này; kết thúc định mức ấy trước."})


def _end_before(quota: AccountQuota, others) -> None:
    """End the rule that runs on the first day of the new one; what a later rule says stays its own."""
    later = others.filter(valid_from__gte=quota.valid_from).order_by("valid_from").first()
    if later:
        raise ValidationError({"valid_from": f"Đã có định mức quy định từ ngày {date_vi(later.valid_from)}."})
    for before in others.on(quota.valid_from):
        before.valid_to = quota.valid_from - timedelta(days=1)
        before.ended_under = quota.document
        record(before)
