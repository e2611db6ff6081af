from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet

from accounts.permissions import RIGHTS, ROUNDS
from orgunits.querysets import ids_below
from personnel.models import Dossier, Round, RoundItem
from personnel.paper_checks import PARTS
from personnel.querysets import secret_from
from qlcb import row_security
from qlcb.history import Act, create_for_each, record, writing


def open_round(*, account, reason: str, round: Round, today: date) -> int:
    """Open a round: an item for each dossier concerned that the unit and those below it keep today (TCHQ-10.2, 6.1d3).

    round: unsaved, with kind, unit, document, deadline and what its kind asks. Returns the number of items; three
    statements for however many. Raises PermissionDenied without the right on the unit, ValidationError for a deadline
    that is past, for no part or rule at all, and when nobody is concerned.
    """
    with writing(account=account, reason=reason, act=Act.OPEN):
        if not account.access.may(ROUNDS, round.unit_id):
            raise PermissionDenied(f"Tài khoản không có quyền tại đơn vị này: {RIGHTS[ROUNDS].sentence}.")
        _require_sense(round, today)
        round.organiser = account.unit or round.unit
        record(round)
        number = create_for_each(RoundItem(round=round), "dossier", concerned(round))
        if not number:
            raise ValidationError("Không có hồ sơ nào thuộc diện của đợt này trong phạm vi đã chọn.")
    return number


def concerned(round: Round) -> QuerySet:
    """The dossiers that a round to be opened is about: of serving people, and for declarations by its rule."""
    people = Dossier.objects.serving().filter(now_unit__in=ids_below([round.unit_id]))
    if round.is_review:
        return people
    rule = Q(now_position__code__in=round.positions) | Q(now_rank__code__in=round.ranks)
    return people.filter(rule | Q(now_leading=True) if round.leading else rule)


@row_security.opened()
def count_concerned(account, round: Round) -> int:
    """How many items of the round the account would see: confidential dossiers that it may not open are in the round
    and are not counted for it. Raises PermissionDenied."""
    account.access.require(ROUNDS, round.unit_id)
    return concerned(round).exclude(secret_from(account)).count()


def _require_sense(round: Round, today: date) -> None:
    if round.deadline < today:
        raise ValidationError({"deadline": "Hạn hoàn thành không được trước hôm nay."})
    if round.is_review and not set(round.parts) & set(PARTS):
        raise ValidationError({"parts": "Chọn ít nhất một mục cần rà soát."})
    if not round.is_review and not (round.leading or round.positions or round.ranks):
        raise ValidationError({"leading": "Chọn ít nhất một diện phải kê khai."})
