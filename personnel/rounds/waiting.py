"""What waits in the open rounds: dossiers to look through, declarations to enter, rounds to be closed (TCHQ-10.1)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from accounts.permissions import VIEW
from personnel.forms.rounds import MINE
from personnel.models import Round, RoundItem, RoundReminder
from personnel.rounds import WORDS
from personnel.rounds.items import State, on_table_of, with_state
from personnel.services.change_round import may_run
from qlcb.formats import date_vi

NEAR_DAYS = 7  # so long before its term a round counts among what is to be done today


def waiting(account, today: date) -> Iterable[dict]:
    """Rows of `personnel.waiting`, one for each open round that concerns the account; three queries."""
    if not account.access.holds(VIEW):
        return
    rounds = list(Round.objects.visible_to(account).filter(closed_on=None))
    if not rounds:
        return
    counts, urged = _counts(account, rounds), _urged(account, rounds)
    for round in rounds:
        left, mine = counts.get(round.pk, (0, 0))
        yield _row(round, mine or left, bool(mine), urged.get(round.pk), today)
    yield from _to_close(account, rounds, today)


def _row(round: Round, count: int, mine: bool, urged: date | None, today: date) -> dict:
    words, days = WORDS[round.kind], (today - round.deadline).days
    notes = [round.title, f"hạn {date_vi(round.deadline)}", f"đã đôn đốc {date_vi(urged)}" if urged and mine else ""]
    url = f"{reverse(f'personnel:{words.name}_items', args=[round.pk])}?trang-thai={MINE if mine else State.MISSING}"
    return {
        "key": f"dot-{round.pk}",
        "icon": words.icon,
        "label": words.waits,
        "note": " · ".join(filter(None, notes)),
        "count": count,
        "url": url,
        "late": count if days > 0 else 0,
        "days": max(days, 0),
        "alert": bool(urged and mine),
        "mine": mine,
        "counted": days >= -NEAR_DAYS,
        "way": f"personnel:{words.name}_index",
    }


def _counts(account, rounds: list[Round]) -> dict[int, tuple[int, int]]:
    """Id of each round → how many items are left, and how many of them lie on the table of the account."""
    table = Q(pk__in=())
    for round in rounds:
        table |= Q(round=round) & on_table_of(account, round)
    items = with_state(RoundItem.objects.filter(round__in=rounds).visible_to(account)).filter(state=State.MISSING)
    rows = items.order_by().values("round").annotate(left=Count("pk"), mine=Count("pk", filter=table))
    return {row["round"]: (row["left"], row["mine"]) for row in rows}


def _urged(account, rounds: list[Round]) -> dict[int, date]:
    """Id of the round → when a unit of the account was last urged."""
    access = account.access
    if access.everywhere(VIEW):
        return {}
    rows = RoundReminder.objects.filter(round__in=rounds, unit__in=access.units(VIEW))
    return dict(rows.order_by("reminded_on", "pk").values_list("round", "reminded_on"))


def _to_close(account, rounds: list[Round], today: date) -> Iterable[dict]:
    """Rounds past their term that the account runs."""
    for kind, words in WORDS.items():
        over = [round for round in rounds if round.kind == kind and round.deadline < today]
        over = [round for round in over if may_run(account, round)]
        name = f"personnel:{words.name}"
        url = reverse(f"{name}_round", args=[over[0].pk]) if len(over) == 1 else reverse(f"{name}_index")
        yield {
            "key": f"dong-{words.name}",
            "icon": "lock",
            "label": f"{words.one.capitalize()} quá hạn chưa đóng",
            "note": over[0].title if len(over) == 1 else "",
            "count": len(over),
            "url": url,
            "way": f"{name}_index",
        }
