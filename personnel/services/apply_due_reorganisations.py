import logging
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, OperationalError
from psycopg.errors import DeadlockDetected

from accounts.services.program_account import program_account
from personnel.models import Reorganisation
from personnel.services.apply_reorganisation import apply_reorganisation
from personnel.services.find_faults import find_faults
from qlcb.history import Act, Conflict, record, writing

logger = logging.getLogger(__name__)
TRIES = 3
BROKEN_OFF = "Việc áp dụng bị ngắt giữa chừng; chưa ghi gì. Kiểm tra lại rồi duyệt lần nữa."


def apply_due_reorganisations(today: date) -> int:
    """Carry out every approved plan whose day has come, the earliest first, each in a transaction of its own.

    One against which something stands by now becomes a draft again and says what; the others go on. Returns how many
    were carried out.
    """
    applied = 0
    due = Reorganisation.objects.filter(state=Reorganisation.State.CHECKED, effective_on__lte=today)
    for plan in due.select_related("approved_by").order_by("effective_on", "pk"):
        try:
            touched = _apply(plan, today)
        except (ValidationError, PermissionDenied, Conflict) as error:
            _put_back(plan, "\n".join(getattr(error, "messages", [str(error)])))
        except DatabaseError:
            logger.exception("Reorganisation %s broke off", plan.pk)
            _put_back(plan, BROKEN_OFF)
        else:
            applied += 1
            find_faults(touched, today)
    return applied


def _apply(plan: Reorganisation, today: date) -> list[int]:
    """Carry it out; once more when PostgreSQL gave up one of two who waited for each other, and chose this one."""
    for left in reversed(range(TRIES)):
        try:
            return apply_reorganisation(reorganisation=plan, today=today)
        except OperationalError as error:
            if not left or not isinstance(error.__cause__, DeadlockDetected):
                raise
    raise AssertionError("not reached")


def _put_back(plan: Reorganisation, problem: str) -> None:
    with writing(account=program_account(), reason="Phương án chưa áp dụng được", act=Act.SYSTEM):
        stored = Reorganisation.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        if stored.state == Reorganisation.State.CHECKED:
            stored.state, stored.problem = Reorganisation.State.DRAFT, problem
            record(stored)
