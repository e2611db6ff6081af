"""Who falls due in the demo: a few people of the departments whose clerks are shown, one or two for each due list.

Chance alone leaves lists of few people empty; a visitor is to find each of them alive.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from accounts.demo import SHOWN
from personnel.demo.papers import ROOT, Papers
from personnel.demo.staffing import STAFF, Department, Seat
from personnel.models import Contract, Posting
from qlcb.dates import PartialDate, add_months

DAY = timedelta(days=1)
RETIRING, TRAINEE, SECONDED, DISCIPLINED = "retiring", "trainee", "seconded", "disciplined"
RENEWED, ON_TRIAL = "renewed", "on_trial"
WANTED = (RENEWED, TRAINEE, RETIRING, SECONDED, ON_TRIAL, DISCIPLINED)  # of the staff of a department, in this order
SOON = 15  # days until a secondment and a discipline end
CONTRACT_ENDS = 35
TRIAL_BEGAN, TRIAL_DAYS = 20, 30
AGES = {"M": (60.5, 62.5), "F": (56, 58.5)}  # years, of whom retires soon
SOON_RETIRED = 170  # days; the list shows six months
TRAINEE_MONTHS_AGO, TRAINEE_AGE = 11, 23


class Ripe:
    """Tells for one seat after another in which due list its holder is to stand."""

    def __init__(self) -> None:
        self._staff: Counter[int] = Counter()

    def next(self, seat: Seat) -> str:
        """One of WANTED, "" for who is left to chance."""
        unit = seat.department.unit
        if seat.role != STAFF or not any(name.startswith(f"{unit.code.lower()}.") for name in SHOWN):
            return ""
        place = self._staff[unit.pk]
        self._staff[unit.pk] += 1
        return WANTED[place] if place < len(WANTED) else ""


def trainee_since(today: date) -> date:
    """The first day of a probation to the rank that ends within weeks."""
    return add_months(today.replace(day=1), -TRAINEE_MONTHS_AGO)


def second(row: Posting, there: Sequence[Department], rng: Random, papers: Papers, today: date) -> Posting | None:
    """A secondment that ends soon; the unit of the posting before keeps the dossier. None when that is too new."""
    begins = today - timedelta(days=300)
    home = row.unit.parent_id if row.unit.parent_id else row.unit_id
    places = [department for department in there if department.unit.pk not in (home, row.unit_id)]
    if row.valid_from.last_day >= begins or not places:
        return None
    department = rng.choice(places)
    row.valid_to = begins - DAY
    away = Posting(
        dossier=row.dossier, unit=department.unit, kept_by=row.unit, kind=Posting.Kind.SECONDMENT, work=row.work,
        valid_from=PartialDate.of(begins), term_ends_on=today + timedelta(days=SOON),
    )  # fmt: skip
    papers.hang(away, "secondment", department, begins, decided_by=lambda day: ROOT)
    return away


def on_trial(row: Contract, today: date) -> list[Contract]:
    """The contract, ended, and the one after it whose trial ends soon; the contract alone when it is too new."""
    begins = today - timedelta(days=TRIAL_BEGAN)
    if row.valid_from.last_day >= begins - DAY:
        return [row]
    following = Contract(
        dossier=row.dossier, number=f"{row.number.split('/')[0]}/{begins.year}/HĐLĐ", kind=row.kind, signed_on=begins,
        valid_from=PartialDate.of(begins), probation_until=begins + timedelta(days=TRIAL_DAYS), job=row.job,
        workplace=row.workplace, hours=row.hours, pay=row.pay, employer_signer=row.employer_signer,
        signer_position=row.signer_position,
    )  # fmt: skip
    row.valid_to = begins - DAY
    return [row, following]
