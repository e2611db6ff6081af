from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.permissions import RIGHTS, ROUNDS
from personnel.models import Round
from qlcb.history import Act, record, writing

NOT_YOURS = f"Đợt này do đơn vị khác tổ chức; tài khoản không có quyền tại đó: {RIGHTS[ROUNDS].sentence}."


def change_round(*, account, reason: str, round: Round, expected_version: int, today: date) -> bool:
    """Extend the term of an open round, or mend its title, document and instructions; its scope stays what it was.

    round: the edited instance. Returns whether anything changed. Raises PermissionDenied, ValidationError for a closed
    round and a term that is past, Conflict when somebody else saved it meanwhile.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        stored = held_round(account, round)
        if round.deadline != stored.deadline and round.deadline < today:
            raise ValidationError({"deadline": "Hạn hoàn thành không được trước hôm nay."})
        return record(round, expected_version=expected_version)


def may_run(account, round: Round) -> bool:
    """Whether the account may change, urge and close the round: it holds the right where the round was opened."""
    return account.access.may(ROUNDS, round.organiser_id)


def held_round(account, round: Round) -> Round:
    """The stored open round, locked, of which the account may dispose. Raises PermissionDenied, ValidationError."""
    stored = Round.objects.select_for_update().get(pk=round.pk)
    if not may_run(account, stored):
        raise PermissionDenied(NOT_YOURS)
    if not stored.is_open:
        raise ValidationError("Đợt này đã đóng.")
    return stored


def hold_open(round: Round) -> None:
    """Let nobody close the round until the writing under way is over; many may do so at once.

    To be asked for before any of its items is locked, as closing does. Raises ValidationError when it is closed.
    """
    table = connection.ops.quote_name(Round._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT closed_on FROM {table} WHERE id = %s FOR SHARE", [round.pk])
        if cursor.fetchone() != (None,):
            raise ValidationError("Đợt này đã đóng.")
