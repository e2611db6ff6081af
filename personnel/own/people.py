"""The people of the units that an administrator looks after, with their personal accounts (HP-4.2a, TN-I.4).

Administrators open no dossier: they read here who somebody is, and how it stands with the account.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import Account
from personnel.models import Dossier, PersonalAccount, Transfer
from personnel.services.working_calendar import working_calendar
from personnel.transfers import terms

NONE, TO_TAKE, ASKED, CHECKED = "chua-co", "cho-nhan", "cho-kiem-tra", "da-kiem-tra"
STATES = (
    (NONE, "Chưa có tài khoản"),
    (TO_TAKE, "Chờ nhận bàn giao"),
    (ASKED, "Chờ người ấy kiểm tra"),
    (CHECKED, "Đã kiểm tra"),
)


def people_of(account) -> QuerySet:
    """People who serve in the units whose accounts this one administers, the confidential ones left out that it may not
    open. Annotated: `username`, `asked_on`, `checked_on`, `last_login` of the personal account in use, None without;
    `came_on`: when the papers came of one who was received from elsewhere and whose account was not taken over yet.
    To be read where all rows are met, as administrators meet no dossiers."""
    in_use = PersonalAccount.objects.in_use().filter(dossier=OuterRef("pk"))
    told = {
        "username": "account__username",
        "asked_on": "asked_on",
        "checked_on": "checked_on",
        "last_login": "account__last_login",
    }
    rows = Dossier.objects.administered_by(account).exclude(now_status=Dossier.Status.LEFT)
    rows = rows.annotate(**{name: Subquery(in_use.values(way)[:1]) for name, way in told.items()})
    to_take = waiting_transfers().filter(dossier=OuterRef("pk")).order_by("-pk")
    return rows.annotate(
        came_on=Subquery(to_take.values("papers_received_on")[:1]),
        came_by=Subquery(to_take.values("pk")[:1]),
        sent_from=Subquery(to_take.values("from_unit__name")[:1]),
        sent_from_above=Subquery(to_take.values("from_unit__parent__short_name")[:1]),
    ).select_related("now_unit__parent", "now_position")


def waiting_transfers() -> QuerySet:
    """The newest transfer of each person where the dossier was received and the account was not taken over yet."""
    later = Transfer.objects.filter(
        dossier=OuterRef("dossier_id"), state=Transfer.State.RECEIVED, pk__gt=OuterRef("pk")
    )
    received = Transfer.objects.filter(state=Transfer.State.RECEIVED, account_handed_on=None)
    return received.exclude(Exists(later))


def narrowed(rows: QuerySet, state: str) -> QuerySet:
    """Those of `people_of` in one of STATES."""
    has = Q(username__isnull=False)
    conditions = {
        NONE: ~has,
        TO_TAKE: Q(came_on__isnull=False),
        ASKED: has & Q(came_on=None, checked_on=None),
        CHECKED: has & Q(came_on=None, checked_on__isnull=False),
    }
    return rows.filter(conditions[state])


def without_account(account) -> QuerySet:
    """Those of `people_of` who have no account; not who holds this one."""
    rows = narrowed(people_of(account), NONE)
    return rows.exclude(code=account.custody.staff_code) if account.custody else rows


class Term:
    """By when an account is taken over: the regulation's term, counted from the day on which the papers came (TN-I.4);
    one query."""

    def __init__(self):
        self.told = terms.account_within()
        self.calendar = working_calendar() if self.told else None

    def due(self, came_on: date | None) -> date | None:
        """The last day, None where the regulation sets no term, or set none yet."""
        if not (self.told and came_on and self.told.holds_for(came_on)):
            return None
        return self.told.last_day(came_on, self.calendar)


def require_administered(account: Account, people: list[Dossier]) -> None:
    """Raise PermissionDenied unless the account administers the unit that keeps each of the dossiers, and may know of
    them."""
    ids = {dossier.pk for dossier in people}
    if Dossier.objects.administered_by(account).filter(pk__in=ids).count() != len(ids):
        raise PermissionDenied("Hồ sơ không thuộc đơn vị bạn quản trị.")
