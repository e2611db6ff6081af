"""Ask for the files of the periods that ended, each in the name of the account that wants it and with its rights."""

import logging
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from personnel.exports.kinds import KINDS, NO_SUCH_FILE
from personnel.models import Export, ReportSchedule
from personnel.services.ask_export import ask_for_period
from personnel.services.end_schedule import end_closed_schedule
from qlcb.periods import Period

logger = logging.getLogger(__name__)

OTHER_HOLDER = "Tài khoản đã được giao cho người khác sau khi lịch được lập."
LOCKED = "Tài khoản đã bị khóa, hết hạn hoặc hủy bỏ."
NO_RIGHT = "Tài khoản không còn quyền với những gì đã chọn."


def run_schedules(today: date) -> int:
    """One file for each schedule that is due, made by the worker: the latest period that is due today, so that what was
    missed in days without the program is not made up for. Returns how many were asked for.

    Each is looked at under lock, in a transaction of its own; the database refuses a second file of a period. One of
    which the account lost the right, was locked or has another holder ends with the reason and is logged.
    """
    due = ReportSchedule.objects.running().filter(next_on__lte=today).order_by("next_on", "pk")
    return sum(_run_one(pk, today) for pk in list(due.values_list("pk", flat=True)))


def _run_one(pk: int, today: date) -> bool:
    try:
        with transaction.atomic():
            rows = ReportSchedule.objects.running().filter(pk=pk, next_on__lte=today)
            schedule = rows.select_for_update(skip_locked=True, of=("self",)).select_related("account__unit").first()
            return schedule is not None and _run(schedule, today)
    except Exception:
        logger.exception("schedule %s could not be run; it is tried again in an hour", pk)
        return False


def _run(schedule: ReportSchedule, today: date) -> bool:
    """Ask for the file, or end the schedule; whether it was asked for."""
    if why := _closed(schedule, today):
        end_closed_schedule(schedule=schedule, why=why, today=today)
        return False
    period = Period.due(schedule.every, schedule.days_after, today)
    try:
        with transaction.atomic():
            export = ask_for_period(schedule=schedule, period=period, today=today)
    except (PermissionDenied, Http404):
        end_closed_schedule(schedule=schedule, why=NO_RIGHT, today=today)
        return False
    except ValidationError as error:
        why = f"Không lập được kỳ {period}: {' '.join(error.messages)}"
        end_closed_schedule(schedule=schedule, why=why, today=today)
        return False
    _move_on(schedule, period, export)
    return True


def _closed(schedule: ReportSchedule, today: date) -> str:
    """Why its account gets nothing any more, whatever it asks for; "" when it may ask."""
    account = schedule.account
    if schedule.kind not in KINDS:
        return NO_SUCH_FILE
    if not account.is_active or account.withdrawn_on or account.has_expired(today):
        return LOCKED
    return "" if schedule.is_of_holder(account) else OTHER_HOLDER


def _move_on(schedule: ReportSchedule, period: Period, export: Export) -> None:
    following = period.following.due_on(schedule.days_after)
    ReportSchedule.objects.filter(pk=schedule.pk).update(next_on=following, words=export.words)
