"""End a file that is made again and again."""

from datetime import date

from accounts.models import AccessEvent
from accounts.services.program_account import program_account
from personnel.models import ReportSchedule
from qlcb.history import Act, record, writing

BY_HOLDER = "Người giữ tài khoản thôi lập."


def end_schedule(*, account, schedule: ReportSchedule, today: date) -> None:
    """What its account does; files that were made stay. One that has ended meanwhile is left as it is."""
    with writing(account=account, reason=BY_HOLDER, act=Act.REMOVE):
        _end(schedule, BY_HOLDER, today)


def end_closed_schedule(*, schedule: ReportSchedule, why: str, today: date) -> None:
    """What the program does when the account may not have the file any more; `why` is told to it, and logged."""
    with writing(account=program_account(), reason=why, act=Act.SYSTEM):
        _end(schedule, why, today)
        detail = f"Thôi lập định kỳ: {why} Không lập tệp."
        unit = schedule.account.unit
        AccessEvent.log(AccessEvent.Kind.FORBIDDEN, schedule.account, target=schedule.title, unit=unit, detail=detail)


def _end(schedule: ReportSchedule, why: str, today: date) -> None:
    """Under lock, so that who comes second finds it ended; the columns that follow from runs are read anew, too."""
    stored = ReportSchedule.objects.select_for_update().get(pk=schedule.pk)
    if stored.ended_on is None:
        stored.ended_on, stored.ended_why = today, why
        record(stored)
