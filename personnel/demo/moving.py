"""A few dossiers on their way between departments, so that the boards of transfers have something to show."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product

from django.db.models import F
from django.utils import timezone

from accounts.demo import SHOWN
from accounts.models import Account
from orgunits.models import Unit
from personnel.models import Decision, Dossier, Transfer
from personnel.transfers.papers import PaperLine, rows_of
from qlcb.history import create_many

State = Transfer.State
DECISION = "{}/QĐ-TCHQ"
FIRST_NUMBER = 1701
BETWEEN_SHOWN = 3  # from each department whose clerk is shown to each other one
PAPERS = (
    PaperLine("Quyển lý lịch", sheets=12),
    PaperLine("Sơ yếu lý lịch", sheets=4),
    PaperLine("Quyết định tuyển dụng", "certified", sheets=2),
    PaperLine("Văn bằng, chứng chỉ chuyên môn", "certified", copies=3, sheets=3),
    PaperLine("Quyết định nâng bậc lương", copies=4, sheets=4),
    PaperLine("Bản kê khai tài sản", sheets=5, note="bì niêm phong"),
)
# State, days since the sending, and what was said.
STEPS = (
    (State.SENT, 1, "Chuyển hồ sơ theo quyết định điều động"),
    (State.SENT, 9, "Chuyển hồ sơ theo quyết định điều động"),
    (State.REQUESTED, 4, "Công chức đã về nhận công tác, đề nghị chuyển hồ sơ"),
    (State.RETURNED, 6, "Thiếu quyết định tuyển dụng bản chính"),
)


def send_some(today: date) -> int:
    """Write transfers under way and some that came back; returns how many. In the writing of the demo data."""
    accounts = {account.unit_id: account for account in Account.objects.filter(kind=Account.Kind.SEAT)}
    keepers = {pk: code for pk, code in _departments() if pk in accounts}
    people = _people(keepers)
    pairs = list(_pairs(keepers, people))
    decisions = {days: _decision(number, days, today) for number, (_, days, _) in enumerate(STEPS)}
    create_many(list(decisions.values()))
    transfers = []
    for number, (giver, taker) in enumerate(pairs):
        state, days, words = STEPS[number % len(STEPS)]
        transfer = Transfer(dossier=people[giver].pop(), from_unit_id=giver, to_unit_id=taker, state=state)
        _fill(transfer, accounts[giver if state == State.SENT else taker], days, words, today)
        if state == State.REQUESTED:
            transfer.request_number, transfer.request_on = f"{300 + number}/CV-TCCB", today - timedelta(days=days)
        else:
            transfer.decision, transfer.effective_on = decisions[days], decisions[days].effective_on
            transfer.sent_at, transfer.sent_by = transfer.moved_at, accounts[giver]
            transfer.sent_holder = accounts[giver].holder_name
        transfers.append(transfer)
    create_many(transfers)
    create_many([row for transfer in transfers if transfer.was_sent for row in rows_of(transfer, PAPERS)])
    return len(transfers)


def _departments() -> Iterator[tuple[int, str]]:
    return Unit.objects.filter(kind__is_department=True).order_by("order", "code").values_list("pk", "code").iterator()


def _people(keepers) -> dict[int, list[Dossier]]:
    """Id of the department → those of its staff who may go, who hold no account."""
    held = Account.objects.filter(custodies__staff_code=F("custodies__staff_code")).values("custodies__staff_code")
    rows = Dossier.objects.serving().filter(now_leading=False, is_confidential=False).exclude(code__in=held)
    found: dict[int, list[Dossier]] = {pk: [] for pk in keepers}
    for person in rows.select_related("now_unit").order_by("code"):
        home = person.now_unit_id if person.now_unit_id in found else person.now_unit.parent_id
        if home in found:
            found[home].append(person)
    return found


def _pairs(keepers: dict[int, str], people: dict[int, list[Dossier]]) -> Iterator[tuple[int, int]]:
    """Who gives to whom: those whose clerks are shown to each other, every other department to the next."""
    shown = [pk for pk, code in keepers.items() if any(name.startswith(f"{code.lower()}.") for name in SHOWN)]
    others = [pk for pk in keepers if pk not in shown]
    wanted = [pair for pair in product(shown, shown) if pair[0] != pair[1]] * BETWEEN_SHOWN
    wanted += list(pairwise(others))[::4]
    left = {pk: len(of_one) for pk, of_one in people.items()}
    for giver, taker in wanted:
        if left[giver]:
            left[giver] -= 1
            yield giver, taker


def _decision(number: int, days: int, today: date) -> Decision:
    signed = today - timedelta(days=days + 3)
    return Decision(
        number=DECISION.format(FIRST_NUMBER + number), signed_on=signed, effective_on=signed + timedelta(days=2),
        kind=Decision.Kind.POSTING, signer="Nguyễn Quang Lâm", authority=Unit.objects.get(parent=None),
        summary="Điều động công chức",
    )  # fmt: skip


def _fill(transfer: Transfer, account: Account, days: int, words: str, today: date) -> None:
    person, moment = transfer.dossier, datetime.combine(today - timedelta(days=days), time(9, 15))
    transfer.code, transfer.full_name = person.code, person.full_name
    transfer.from_unit_id = person.now_unit_id
    transfer.moved_at = timezone.make_aware(moment)
    transfer.moved_by, transfer.moved_holder, transfer.moved_because = account, account.holder_name, words
    if transfer.state == State.REQUESTED:
        transfer.asked_at = transfer.moved_at
