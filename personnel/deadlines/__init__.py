"""Deadlines of entering: when each record was due, when it was entered, and what still waits (TCHQ-8.1b1, 9.1, 12.3).

Nothing is stored of it. A record's time runs from the moment that the regulation names, to the day that its rule and
the calendar give; it was entered when its first history row was written. What arose before its dossier was in the
system is the initial loading, which has no deadline, and a dossier's own time counts from the day on which its
department began: so an import hides nothing that came later.
"""

from datetime import date

from personnel.rules import Answer
from personnel.rules.deadlines import Moments, due_day, start_of
from personnel.rules.working_days import WorkingCalendar
from personnel.sections import SECTIONS
from qlcb import regulation
from qlcb.regulation import RECORD, Deadline

NEW_DOSSIER = "ho-so-moi"
NEW_DOSSIER_KIND = "new_dossier"


def kind_of(slug: str) -> str:
    """The kind of entry, as the regulation calls it, of a section's record or of a new dossier."""
    if slug == NEW_DOSSIER:
        return NEW_DOSSIER_KIND
    named = (kind for kind, deadline in regulation.deadlines().items() if slug in deadline.sections)
    return next(named, RECORD)


def rule_of(slug: str) -> Deadline | None:
    """The deadline of a section's record or of a new dossier; None where the regulation sets none."""
    return regulation.deadline(kind_of(slug))


def due_of(deadline: Deadline | None, moments: Moments, calendar: WorkingCalendar) -> Answer[date] | None:
    """The last day for what is known of one entry, and how it was counted; None where no deadline or no moment counts.

    deadline: `rule_of` a section.
    """
    start = start_of(deadline, moments) if deadline else None
    return due_day(deadline, start[0], calendar) if start else None


def slugs_in_order() -> list[str]:
    """What is entered, in the order in which the dossier shows it."""
    return [NEW_DOSSIER, *SECTIONS]


def title_of(slug: str) -> str:
    """What is entered, in words."""
    return "Hồ sơ mới" if slug == NEW_DOSSIER else SECTIONS[slug].title if slug in SECTIONS else slug


def counted_from() -> date:
    """The day from which on the regulation asks anything of anybody."""
    return date.fromisoformat(watch()["counted_from"])


def watch() -> dict:
    """From which day on anything counts, after how many days a paper is late itself, and when something is soon due."""
    return regulation.fact("deadline_watch")
