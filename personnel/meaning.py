"""What writing a record means beyond the section it is in: what the door asks of the constraints of Điều 6."""

from collections.abc import Iterable
from datetime import date

from accounts.permissions import Change
from personnel.models import Decision, Dossier, Salary
from personnel.sections import Section


def change_of(
    section: Section,
    row,
    today: date,
    *,
    rewrites: bool = False,
    decisions: Iterable[Decision | None] = (),
    others: Iterable = (),
) -> Change:
    """What writing this row means, for `Access.may_write`.

    row: with its dossier as stored; rewrites: it corrects or removes what stands in the file; decisions: those on which
    it hangs and hung, None where there is none; others: stored records of the same series, asked for where the section
    places people. A posting that begins before or with one on file tells of the past.
    """
    deciders = frozenset(decision.authority_id if decision else None for decision in decisions)
    if section.ends_service:
        return Change(rewrites=rewrites, ends_service=True, deciders=deciders)
    regrades = section.model is Salary and not _is_next_step(row, row.dossier)
    if not section.places_people or row.unit_id is None:
        return Change(rewrites=rewrites, deciders=deciders, regrades=regrades)
    is_over = row.valid_to is not None and row.valid_to < today
    begins = row.valid_from.first_day if row.valid_from else date.max
    precedes = any(other.pk != row.pk and other.valid_from.first_day >= begins for other in others)
    return Change(
        units=frozenset() if is_over else frozenset({row.keeper_id}),
        rewrites=rewrites or precedes,
        ends_service=row.valid_to is not None,
        deciders=deciders,
    )


def removal_of(section: Section, decision: Decision | None) -> Change:
    """What taking out a record means. decision: the one on which it hangs."""
    deciders = frozenset({decision.authority_id if decision else None})
    return Change(rewrites=True, deciders=deciders, regrades=section.model is Salary)


def _is_next_step(row: Salary, dossier: Dossier) -> bool:
    """Nâng bậc lương: the next step of the rank and group of today, from a day after the present pay began, in full."""
    known = row.rank_id == dossier.now_rank_id and row.group in ("", dossier.now_group)
    whole = not row.over_frame and row.pay_percent == 100 and row.valid_to is None
    if not (known and whole and row.valid_from and dossier.now_step and dossier.now_salary_from):
        return False
    return row.step == dossier.now_step + 1 and row.valid_from.first_day > dossier.now_salary_from
