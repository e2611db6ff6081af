"""Who waits for whom: transfers as both sides list them, with the working days that they have waited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.access import units_in_closer_hands
from accounts.permissions import TRANSFER
from personnel.models import Dossier, Transfer
from personnel.rules.working_days import WorkingCalendar, working_days_between
from personnel.services.working_calendar import working_calendar
from personnel.transfers import terms
from personnel.transfers.rights import receives, sends
from qlcb import regulation

State = Transfer.State
TO_RECEIVE, SENT, REQUESTS, ACCOUNTS, DONE = "phai-nhan", "da-gui", "yeu-cau", "ban-giao-tai-khoan", "da-xong"
OWN = (TO_RECEIVE, REQUESTS, DONE)  # lists of which a part may wait for the account that looks
CLOSED = tuple(state for state in State if state not in Transfer.OPEN)
RETURNED_SHOWN = 30  # days for which a dossier that came back waits for its sender


@dataclass(frozen=True)
class Tab:
    """One list of the board: its address, its title, and how many stand in it."""

    slug: str
    title: str
    count: int


@dataclass(frozen=True)
class Row:
    """One transfer of a list. waited: working days since the other side could act; late: past the regulation's term,
    which ends on `due`; too_early: its decision is not in force yet; is_seen: whether the account opens the dossier;
    beside: how many of its batch are in the same state, itself included."""

    transfer: Transfer
    waited: int | None
    due: date | None
    late: bool
    too_early: bool
    is_seen: bool
    may_act: bool
    beside: int


class Waiting:
    """Counts the days that a transfer has waited, and until when its next step is due."""

    def __init__(self, today: date, calendar: WorkingCalendar | None = None):
        self.today = today
        self.calendar = calendar or working_calendar()

    def since(self, transfer: Transfer) -> date | None:
        """The day from which the next step was up to somebody; None when nothing is left to do."""
        if transfer.state == State.REQUESTED:
            return timezone.localdate(transfer.asked_at)
        if transfer.state == State.SENT:
            return max(timezone.localdate(transfer.sent_at), transfer.effective_on)
        if transfer.state == State.RECEIVED and not transfer.account_handed_on and terms.account_within():
            return transfer.papers_received_on
        return None

    def waited(self, transfer: Transfer) -> int | None:
        """Working days since then, today included; 0 for what cannot be done yet."""
        since = self.since(transfer)
        return None if since is None else max(0, working_days_between(since, self.today, self.calendar))

    def due(self, transfer: Transfer) -> date | None:
        """The last day for the next step, where the regulation sets one."""
        term = {State.SENT: terms.receive_within, State.RECEIVED: terms.account_within}.get(transfer.state)
        since, term = self.since(transfer), term() if term else None
        return term.last_day(since, self.calendar) if since and term and term.holds_for(since) else None


class Board:
    """What the account sees of transfers. Queries: one for the numbers, one a list, and for its lines the calendar,
    which of the dossiers the account may open, and how many were sent along with each."""

    def __init__(self, account, today: date):
        self.account, self.today = account, today
        self.visible = Transfer.objects.visible_to(account)

    @cached_property
    def tabs(self) -> list[Tab]:
        """Every list with its number."""
        kinds = {slug: Count("pk", filter=condition) for slug, (_, condition) in self._lists.items()}
        counts = self.visible.aggregate(**{slug.replace("-", "_"): count for slug, count in kinds.items()})
        return [Tab(slug, title, counts[slug.replace("-", "_")]) for slug, (title, _) in self._lists.items()]

    def slug_of(self, query: QueryDict) -> str:
        """The list that an address asks for (`xem`), else the first that holds anything."""
        slugs = [tab.slug for tab in self.tabs]
        if query.get("xem") in slugs:
            return query["xem"]
        return next((tab.slug for tab in self.tabs if tab.count), slugs[0])

    def rows(self, slug: str):
        """The transfers of a list, as a queryset with what a line shows."""
        related = ("from_unit__parent", "to_unit__parent", "decision", "new_position")
        return self.visible.filter(self._lists[slug][1]).select_related(*related)

    def has_own(self, slug: str) -> bool:
        """Whether the list may hold what waits for this very account."""
        return slug in OWN and self.account.access.holds(TRANSFER)

    @cached_property
    def own(self) -> dict[str, Q]:
        """Slug of a list → what of it waits for this very account: the numbers of its home page. No query, but two for
        who moves dossiers of the whole service: it answers for the units for which nobody else does."""
        mine, since = _answered_for(self.account.access), timezone.now() - timedelta(days=RETURNED_SHOWN)
        again = Exists(Transfer.objects.filter(dossier=OuterRef("dossier_id"), pk__gt=OuterRef("pk")))
        return {
            TO_RECEIVE: Q(state=State.SENT, effective_on__lte=self.today) & mine("to_unit"),
            REQUESTS: Q(state=State.REQUESTED) & mine("from_unit"),
            DONE: Q(state=State.RETURNED, moved_at__gte=since) & ~Q(again) & mine("from_unit"),
        }

    @staticmethod
    def keys(slug: str) -> tuple[str, str]:
        """What has waited longest comes first; of what is done, the newest."""
        return ("-moved_at", "-id") if slug == DONE else ("moved_at", "id")

    def shown(self, transfers: list[Transfer]) -> list[Row]:
        """The lines of one page."""
        waiting = Waiting(self.today)
        dossiers = {transfer.dossier_id for transfer in transfers}
        seen = set(Dossier.objects.visible_to(self.account).filter(pk__in=dossiers).values_list("pk", flat=True))
        batches = self.visible.filter(batch__in={transfer.batch for transfer in transfers}).order_by()
        counted = batches.values("batch", "state").annotate(n=Count("pk")).values_list("batch", "state", "n")
        beside = {(batch, state): number for batch, state, number in counted}
        return [
            self._row(transfer, waiting, transfer.dossier_id in seen, beside[transfer.batch, transfer.state])
            for transfer in transfers
        ]

    def _row(self, transfer: Transfer, waiting: Waiting, is_seen: bool, beside: int) -> Row:
        due, access = waiting.due(transfer), self.account.access
        since = waiting.since(transfer)
        too_early = since is not None and since > self.today
        acts = {State.REQUESTED: sends, State.SENT: receives, State.RECEIVED: receives}.get(transfer.state)
        return Row(
            transfer,
            waiting.waited(transfer),
            due,
            due is not None and due < self.today,
            too_early,
            is_seen,
            bool(acts and since and not too_early and acts(access, transfer) and self._is_taken_here(transfer)),
            beside,
        )

    @staticmethod
    def _is_taken_here(transfer: Transfer) -> bool:
        """Personal accounts that are kept in the program are taken over in their own room."""
        return transfer.state != State.RECEIVED or not regulation.personal_accounts()

    @cached_property
    def _lists(self) -> dict[str, tuple[str, Q]]:
        found = {
            TO_RECEIVE: ("Phải tiếp nhận", Q(state=State.SENT) & self._side("to_unit")),
            SENT: ("Đã gửi, chờ nhận", Q(state=State.SENT) & self._seen_from),
            REQUESTS: ("Yêu cầu chuyển", Q(state=State.REQUESTED)),
        }
        if terms.account_within():
            to_hand = Q(state=State.RECEIVED, account_handed_on=None) & self._side("to_unit")
            found[ACCOUNTS] = ("Bàn giao tài khoản", to_hand)
        return found | {DONE: ("Đã xong", Q(state__in=CLOSED))}

    def _side(self, side: str) -> Q:
        access = self.account.access
        return Q() if access.everywhere(TRANSFER) else Q(**{f"{side}_id__in": access.units(TRANSFER)})

    @property
    def _seen_from(self) -> Q:
        """What was sent from one's own units; for who only reads, all that it sees."""
        return self._side("from_unit") if self.account.access.holds(TRANSFER) else Q()


def waiting(account, today: date) -> list[dict]:
    """What of transfers waits for the account, for the home page: label, count, url, note, alert. Two queries.

    Who moves dossiers of the whole service answers for the units for which nobody else does, which takes two more.
    """
    if not account.access.holds(TRANSFER):
        return []
    board, first_in_time = Board(account, today), _first_in_time(today, working_calendar())
    old = Q(sent_at__date__lt=first_in_time, effective_on__lt=first_in_time) if first_in_time else Q(pk__in=())
    counts = board.visible.filter(state__in=(State.SENT, State.REQUESTED, State.RETURNED)).aggregate(
        receive=Count("pk", filter=board.own[TO_RECEIVE]),
        late=Count("pk", filter=board.own[TO_RECEIVE] & old),
        answer=Count("pk", filter=board.own[REQUESTS]),
        returned=Count("pk", filter=board.own[DONE]),
    )
    return _told(counts)


def _told(counts: dict[str, int]) -> list[dict]:
    """What is there, in words, with the list behind each number."""
    late = counts["late"]
    lines = (
        ("Hồ sơ chờ tiếp nhận", "receive", TO_RECEIVE, f"{late} hồ sơ quá hạn" if late else "", bool(late)),
        ("Yêu cầu chuyển hồ sơ chờ trả lời", "answer", REQUESTS, "", False),
        ("Hồ sơ bị trả lại", "returned", DONE, "xem lý do rồi gửi lại", True),
    )
    url = reverse("personnel:transfers")
    return [
        {"label": label, "count": counts[name], "url": f"{url}?xem={slug}&cho=toi", "note": note, "alert": alert}
        for label, name, slug, note, alert in lines
        if counts[name]
    ]


def _answered_for(access) -> Callable[[str], Q]:
    """Which transfers are the account's own to act on, by the unit on one side."""
    if not access.everywhere(TRANSFER):
        return lambda side: Q(**{f"{side}_id__in": access.units(TRANSFER)})
    others = units_in_closer_hands(TRANSFER)
    return lambda side: ~Q(**{f"{side}_id__in": others})


def _first_in_time(today: date, calendar: WorkingCalendar) -> date | None:
    """What was sent before this day is late today; None where the regulation sets no term."""
    term, day = terms.receive_within(), today
    while term and term.last_day(day - timedelta(days=1), calendar) >= today:
        day -= timedelta(days=1)
    return day if term else None
