"""Set up a file that is made again for each period that ends."""

import json
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import Account
from personnel.exports.kinds import Kind
from personnel.models import ReportSchedule
from qlcb.history import Act, record, writing
from qlcb.periods import Every, Period
from qlcb.vietnamese import squeeze

MOST_RUNNING = 50


def schedule_export(
    *, account, reason: str, kind: Kind, parameters: dict, every: Every, days_after: int, today: date
) -> ReportSchedule:
    """The schedule, of which the first file comes with the first period that is due today or later.

    parameters: as `ask_export` takes them. Raises PermissionDenied without the right, OutOfScope for what is not the
    account's, ValidationError for a question that no period can be put into, for one that runs already, for too many.
    """
    kind.require(account)
    if not (reason := squeeze(reason)):
        raise ValidationError("Ghi lý do kết xuất.")
    if not kind.recurs(parameters):
        raise ValidationError("Tệp này không lập định kỳ được.")
    period = Period.due(every, days_after, today)
    if period.due_on(days_after) < today:
        period = period.following
    asked = kind.ask(account, kind.of_period(parameters, period), today)
    if asked is None or asked.problem:
        raise ValidationError(asked.problem if asked else "Điều kiện lọc không hợp lệ.")
    wanted = kind.of_period(parameters | {"query": asked.query}, period)
    schedule = ReportSchedule(
        account=account, custodian=account.holder_name, kind=kind.slug, title=asked.title, words=asked.words,
        reason=reason, sealed_parameters=json.dumps(wanted), every=every, days_after=days_after,
        next_on=period.due_on(days_after),
    )  # fmt: skip
    with writing(account=account, reason=f"Lập định kỳ: {reason}", act=Act.OPEN):
        _refuse_more(kind, schedule, period)
        record(schedule)
    return schedule


def _refuse_more(kind: Kind, wanted: ReportSchedule, period: Period) -> None:
    """One schedule for a question and a kind of period, and no more than a person can look after: those of a former
    holder make nothing any more."""
    Account.objects.select_for_update().get(pk=wanted.account_id)  # of two at once the second sees the first
    running = ReportSchedule.objects.running()
    own = list(running.filter(account=wanted.account, custodian=wanted.custodian))
    alike = (one for one in own if (one.kind, one.every) == (wanted.kind, wanted.every))
    if any(kind.of_period(one.parameters, period) == wanted.parameters for one in alike):
        raise ValidationError("Tệp này đã có trong các lịch lập định kỳ của tài khoản.")
    if len(own) >= MOST_RUNNING:
        raise ValidationError(f"Mỗi tài khoản có nhiều nhất {MOST_RUNNING} lịch lập định kỳ; hãy thôi bớt.")
