"""The facts by which a result of a decision is held against the table of decentralisation (TCHQ-5.2b).

What counts is the day of signing: the unit, the position and the rank held on that day, not those of today. All of it
is read once for any number of people: the table, the tree, and three kinds of records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db import models
from django.db.models import prefetch_related_objects

from orgunits.lineage import Lineage
from personnel.models import (
    Allowance,
    Appointment,
    Contract,
    Decentralisation,
    Decision,
    Discipline,
    ForeignTrip,
    JobPay,
    Leaving,
    Planning,
    Posting,
    Postponement,
    Rank,
    Reward,
    Salary,
    Study,
)
from personnel.models.rows import DossierRow
from personnel.rules.authority import NOBODY_ASKED, Case, DecidedAct, Group, Place, Verdict, judge
from qlcb.dates import add_months

A, K = DecidedAct, Decision.Kind
PLAIN_ACTS = {
    Planning: A.PLANNING,
    Contract: A.CONTRACT,
    JobPay: A.PAY,
    Allowance: A.ALLOWANCE,
    Study: A.TRAINING,
    ForeignTrip: A.TRIP,
    Postponement: A.RETIREMENT,
}
JUDGED = (Posting, Appointment, Salary, Reward, Discipline, Leaving, *PLAIN_ACTS)  # whatever the decision is called
ACTS_OF_KINDS = {K.SALARY: A.PAY, K.RECRUITMENT: A.RECRUITMENT, K.TRAINING: A.TRAINING}
LEAVINGS = {
    Leaving.RETIREMENT: A.RETIREMENT,
    Leaving.RESIGNATION: A.RESIGNATION,
    Leaving.DISMISSAL: A.DISCIPLINE,
    Leaving.SECONDMENT_OUT: A.SECONDMENT,
}
MOVES = {
    Posting.Kind.ROTATION: A.ROTATION,
    Posting.Kind.SECONDMENT: A.SECONDMENT,
    Posting.Kind.SECONDMENT_END: A.SECONDMENT,
}
REWARDS = {"unit": A.REWARD_UNIT, "ministry": A.REWARD_MINISTRY, "state": A.REWARD_STATE}
TIERS = {Rank.Tier.SENIOR: Group.SENIOR, Rank.Tier.PRINCIPAL: Group.PRINCIPAL}
RELATED = {
    Appointment: ["position"],
    Planning: ["position"],
    Salary: ["rank"],
    Reward: ["form"],
    Discipline: ["form"],
    Leaving: ["kind"],
}
OF_THE_PARTY = "party"
BESIDE = ("decision", "paper_received_on", "entered_at", "version")  # of a record: none of what it decides
GAP = timedelta(days=31)  # what follows within these days goes on: a renewed appointment, the posting after a posting


@dataclass(frozen=True)
class Hanging:
    """A record of a dossier on the decision on which it hangs, or is to hang."""

    row: DossierRow
    decision: Decision


class Table:
    """The table and the tree, read once."""

    @cached_property
    def rows(self) -> dict[str, list[Decentralisation]]:
        by_act = defaultdict(list)
        for row in Decentralisation.objects.all():
            by_act[row.matter].append(row)
        return by_act

    @cached_property
    def lineage(self) -> Lineage:
        return Lineage()


def newly_outside(
    results: Sequence[tuple[Hanging, Hanging | None]],
    table: Table | None = None,
    stored: Mapping[type, Sequence[DossierRow]] | None = None,
) -> list[tuple[Hanging, Verdict]]:
    """The results that the table gives to another authority, but for those that stood so before and say the same.

    results: each record as it is written, on the decision on which it hangs, and as it was, None for what is new or
    hung on none; stored: as for `AuthorityCheck`.
    """
    check = AuthorityCheck([now.row for now, _ in results], table, stored)
    judged = [(now, before, check.verdict(now)) for now, before in results]
    judged = [case for case in judged if case[2].is_outside]
    if not judged:
        return []
    past = AuthorityCheck([before.row for _, before, _ in judged if before], check.table)
    return [
        (now, verdict)
        for now, before, verdict in judged
        if not (before and _decides_the_same(now.row, before.row) and verdict.key == past.verdict(before).key)
    ]


def _decides_the_same(row: DossierRow, stored: DossierRow) -> bool:
    """Whether days, units, grades and amounts are as they were; the words beside them may be mended."""
    fields = [field for field in row._meta.concrete_fields if field.name not in BESIDE and not _is_prose(field)]
    return all(getattr(row, field.attname) == getattr(stored, field.attname) for field in fields)


def _is_prose(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


class AuthorityCheck:
    """Verdicts on records of some dossiers. Three queries for all of them, two for the table, and one for
    each kind of record whose relations are not known yet.

    stored: kind of record → what these dossiers have of it on file, with its relations, for who has read it already.
    """

    def __init__(
        self,
        rows: Iterable[DossierRow],
        table: Table | None = None,
        stored: Mapping[type, Sequence[DossierRow]] | None = None,
    ):
        rows, stored = list(rows), stored or {}
        _know_relations(rows)
        self.table = table or Table()
        ids = {row.dossier_id for row in rows if row.dossier_id}
        found = {
            model: stored[model] if model in stored else model.objects.filter(dossier_id__in=ids).select_related(*names)
            for model, names in ((Posting, ()), (Appointment, ("position",)), (Salary, ("rank",)))
        }
        self.postings = _by_dossier(Posting, found[Posting], rows)
        self.appointments = _by_dossier(Appointment, filter(_counts, found[Appointment]), rows)
        self.salaries = _by_dossier(Salary, found[Salary], rows)

    def verdict(self, hanging: Hanging) -> Verdict:
        """What the table says of the record under the decision, by the day on which that was signed."""
        row, decision = hanging.row, hanging.decision
        day = decision.signed_on
        act = self._act(row, decision, day)
        if act is None:
            return NOBODY_ASKED
        authority = self._line(decision.authority_id, day)[:1]
        case = Case(act, self._groups(row, act, day), next(iter(authority), None), self._line_of(row, act, day), day)
        return judge(self.table.rows.get(act, []), case)

    def _act(self, row: DossierRow, decision: Decision, day: date) -> DecidedAct | None:
        """What the decision decides by this record; None for what no authority of the service decides."""
        if isinstance(row, Posting):
            return self._kind_of_move(row, decision, day)
        if isinstance(row, Appointment):
            return A.REAPPOINTMENT if self._goes_on(row) else A.APPOINTMENT
        if isinstance(row, Salary):
            return self._kind_of_pay(row)
        if isinstance(row, Reward):
            return REWARDS.get(row.form.group) if row.form_id else A.TITLE
        if isinstance(row, Leaving):
            return LEAVINGS.get(row.kind.group)
        if isinstance(row, Discipline):
            return None if row.form.group == OF_THE_PARTY else A.DISCIPLINE
        return PLAIN_ACTS.get(type(row)) or ACTS_OF_KINDS.get(decision.kind)

    def _kind_of_move(self, row: Posting, decision: Decision, day: date) -> DecidedAct:
        before, hires = self._unit_before(row, day), decision.kind == K.RECRUITMENT or row.kind == Posting.Kind.FIRST
        if before is None or (hires and not self._served_until(row)):
            return A.RECRUITMENT
        return MOVES.get(row.kind) or (A.MOVE_INSIDE if self._same_department(before, row.unit_id, day) else A.MOVE)

    def _served_until(self, row: Posting) -> bool:
        """Whether the person served elsewhere until about then: whoever is moved is not recruited, whatever it says."""
        begins = row.valid_from.first_day
        return any(
            other.valid_from.first_day < begins and (other.valid_to is None or other.valid_to >= begins - GAP)
            for other in self._others(self.postings, row)
        )

    def _same_department(self, one: int, other: int, day: date) -> bool:
        departments = [
            next((place.id for place in self._line(unit, day) if place.is_department), None) for unit in (one, other)
        ]
        return departments[0] == departments[1] is not None

    def _goes_on(self, row: Appointment) -> bool:
        """Whether the same position in the same unit was held until about then."""
        begins = row.valid_from.first_day
        return any(
            (other.position_id, other.unit_id) == (row.position_id, row.unit_id)
            and other.valid_from.first_day < begins
            and (other.valid_to is None or other.valid_to >= begins - GAP)
            for other in self._others(self.appointments, row)
        )

    def _kind_of_pay(self, row: Salary) -> DecidedAct:
        """A raise, an early one, over-frame pay, another rank, or pay settled anew."""
        begins = row.valid_from.first_day
        before = _latest(self._others(self.salaries, row), begins - timedelta(days=1))
        if before is None:
            return A.PAY
        if before.rank.code != row.rank.code or before.pay_percent < row.pay_percent:
            return A.RANK
        if row.over_frame > before.over_frame:
            return A.OVER_FRAME
        if row.step > before.step:
            due = add_months(before.valid_from.first_day, row.rank.raise_months)
            return A.EARLY_RAISE if begins < due and row.valid_from.day and before.valid_from.day else A.RAISE
        return A.PAY

    def _groups(self, row: DossierRow, act: DecidedAct, day: date) -> tuple[Group, ...]:
        """The groups to which the person belongs that day, or by what is decided; the most special first."""
        if row.dossier.is_contract_staff:
            return Group.CONTRACT, Group.ANYONE
        if isinstance(row, Appointment | Planning):
            leads = [self._level(row.unit_id or self._unit_before(row, day), day)] if row.position.is_leading else []
        else:
            leads = [self._leads(row, day)]
        rank = self._rank(row, act, day)
        ranked = [TIERS.get(rank.tier, Group.OFFICER)] if rank else []
        groups = [*ranked, *leads] if act is A.RANK else [*leads, *ranked]
        return (*filter(None, groups), Group.ANYONE)

    def _rank(self, row: DossierRow, act: DecidedAct, day: date) -> Rank | None:
        if isinstance(row, Salary) and act is A.RANK:
            return row.rank
        salary = _latest(self._others(self.salaries, row), day)
        return salary.rank if salary else row.rank if isinstance(row, Salary) else None

    def _leads(self, row: DossierRow, day: date) -> Group | None:
        """The highest level that the person led on the day."""
        order = [Group.TOP_LEADER, Group.DEPARTMENT_LEADER, Group.UNIT_LEADER]
        held = [
            self._level(other.unit_id or self._unit_before(row, day), day)
            for other in self._others(self.appointments, row)
            if other.valid_from.first_day <= day <= (other.valid_to or date.max)
        ]
        return min(filter(None, held), key=order.index, default=None)

    def _level(self, unit_id: int | None, day: date) -> Group:
        place = next(iter(self._line(unit_id, day)), None)
        if place is None or not (place.level == 0 or place.is_department):
            return Group.UNIT_LEADER
        return Group.TOP_LEADER if place.level == 0 else Group.DEPARTMENT_LEADER

    def _line_of(self, row: DossierRow, act: DecidedAct, day: date) -> tuple[Place, ...]:
        """The unit of the person and all above; of a move between departments only what stands above both."""
        if isinstance(row, Appointment | Planning) and row.unit_id:
            return self._line(row.unit_id, day)
        before = self._unit_before(row, day)
        if not isinstance(row, Posting):
            return self._line(before or row.dossier.now_unit_id, day)
        here = self._line(row.unit_id, day)
        if act is A.RECRUITMENT or before is None or self._same_department(before, row.unit_id, day):
            return here
        left = {place.id for place in self._line(before, day)}
        return tuple(place for place in here if place.id in left)

    def _line(self, unit_id: int | None, day: date) -> tuple[Place, ...]:
        return tuple(
            Place(at.unit_id, at.name, at.kind_id, at.level, at.is_department)
            for at in self.table.lineage.up(unit_id, day)
        )

    def _unit_before(self, row: DossierRow, day: date) -> int | None:
        """The unit that answered for the person on the day of signing, else the one to which they came first. That is
        where they served, but for those whose dossier stayed behind: who is seconded is still decided on at home."""
        others = self._others(self.postings, row)
        posting = _latest(others, day)
        if posting is None and not isinstance(row, Posting):
            posting = min(others, key=lambda other: other.valid_from.first_day, default=None)
        return posting.keeper_id if posting else None

    def _others(self, known: dict[int, list], row: DossierRow) -> list:
        """Records of the person beside the one that is judged."""
        same = type(row)
        return [
            other
            for other in known[row.dossier_id]
            if other is not row and not (type(other) is same and other.pk is not None and other.pk == row.pk)
        ]


def _latest(rows: Sequence, day: date):
    """Of records one at a time, the one that had begun last by the day."""
    begun = [row for row in rows if row.valid_from and row.valid_from.first_day <= day]
    return max(begun, key=lambda row: row.valid_from.first_day, default=None)


def _by_dossier(model: type, stored: Iterable[DossierRow], rows: Sequence[DossierRow]) -> dict[int, list]:
    """Stored records of a kind by dossier; among the given rows of that kind, those stand for the stored ones."""
    given = [row for row in rows if isinstance(row, model) and _counts(row)]
    replaced = {row.pk for row in given if row.pk is not None}
    found = defaultdict(list)
    for row in [*(other for other in stored if other.pk not in replaced), *given]:
        found[row.dossier_id].append(row)
    return found


def _know_relations(rows: Sequence[DossierRow]) -> None:
    """Read what the verdicts ask of the records themselves, one query a kind."""
    by_model = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, same in by_model.items():
        if names := RELATED.get(model):
            prefetch_related_objects(same, *names)


def _counts(row: DossierRow) -> bool:
    """Whether it says something of whom the table names: positions that do not lead say nothing."""
    return not isinstance(row, Appointment) or row.position.is_leading
