"""New records of one section for many people at once: what each would bring, and what speaks against it.

The rules are those of one record (`services.save_row.add_row`): what the model and its lists demand, the right of the
account to this very change, the time rule of the section, and what is on file already. All of it is asked in a number
of queries that does not grow with the people. A plan writes nothing; `services.add_rows` writes what stands under lock.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.permissions import DECIDE, rights_writing
from personnel.authority import AuthorityCheck, Hanging
from personnel.catalogues import not_in_force
from personnel.meaning import change_of
from personnel.models import Dossier, Term
from personnel.models.rows import DossierRow
from personnel.rules.authority import Verdict
from personnel.sections import Section
from personnel.transfers.guard import KeeperCheck
from personnel.workbooks.checks import Checker
from personnel.workbooks.gate import Gate
from personnel.workbooks.lines import Change, Edit
from personnel.workbooks.lists import Lists
from personnel.workbooks.placing import place_all

MISSING = "Chưa có giá trị."
MAY_NOT_DECIDE = "Tài khoản không có quyền gắn quyết định vào hồ sơ của đơn vị này."
NO_DOSSIER = "Hồ sơ không còn thuộc phạm vi của tài khoản."


@dataclass(slots=True, eq=False)
class NewRow:
    """One new record, unsaved, with its dossier; number: of its line, counted from 1, by which errors speak of it.

    errors: name of the field ("" for the whole) and what is wrong; before: the stored record that holds when
    this one begins; consequences: stored records that end because of it; also: what else goes with it, in words;
    verdict: of the table of decentralisation.
    """

    record: DossierRow
    number: int = 1
    errors: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    consequences: list[Edit] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    before: DossierRow | None = None
    verdict: Verdict | None = None
    wave: int = 0

    is_new = True

    @property
    def dossier(self) -> Dossier:
        return self.record.dossier

    @property
    def writes(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.errors

    def refuse(self, key: str, message: str) -> None:
        """Add a reason for which it may not be written."""
        self.errors.append((key, message))


class RowPlan:
    """The plan of some new records of one section. Each record has the decision on which it is to hang, or none.

    Dossiers are those that the records hold, read under lock by who is going to write. lists: shared by who has them;
    gone: id of a record on file → what stands in its place by then, None when it is taken out before.
    """

    def __init__(
        self,
        section: Section,
        rows: Sequence[NewRow],
        *,
        account,
        today: date,
        lists: Lists | None = None,
        gone: Mapping[int, DossierRow | None] | None = None,
    ):
        self.section, self.rows, self.account, self.today = section, rows, account, today
        self.lists, self._gone = lists or Lists(), gone or {}
        self.gate = Gate(account)
        self._checker, self._keeper_check = Checker(section.model, self.lists), KeeperCheck(today)
        self._stored: dict[int, list[DossierRow]] = defaultdict(list)

    def compare(self) -> None:
        """Find out what is wrong with each record and what it does to those on file."""
        self._read_stored()
        self._read_ahead()
        for row in self.rows:
            self._check(row)
            if row.writes:
                self._ask(row)
            if row.writes:
                self._look_for_twin(row)
            row.before = self._holding_before(row)
        place_all(self.section, self.rows, self._stored)

    def judge(self) -> None:
        """Hold each record that may be written against the table of decentralisation, by its decision (TCHQ-5.2b)."""
        judged = [row for row in self.rows if row.writes and row.record.decision is not None]
        if not judged:
            return
        check = AuthorityCheck([row.record for row in judged], stored=self.stored)
        for row in judged:
            row.verdict = check.verdict(Hanging(row.record, row.record.decision))

    @property
    def refused(self) -> list[NewRow]:
        return [row for row in self.rows if row.errors]

    @property
    def stored(self) -> dict[type, list[DossierRow]]:
        """The records of the section that these people have on file, as they stand when the plan is written."""
        ended = {record.pk: record for record in self.ended}
        return {self.section.model: [ended.get(r.pk, r) for records in self._stored.values() for r in records]}

    @property
    def ended(self) -> list[DossierRow]:
        """The stored records that give way, with their new last day."""
        return [edit.record for row in self.rows for edit in row.consequences]

    def _read_stored(self) -> None:
        dossiers = {row.dossier.pk: row.dossier for row in self.rows}
        for stored in self.section.model._base_manager.filter(dossier_id__in=dossiers).order_by("pk"):
            record = self._gone.get(stored.pk, stored)
            if record is None:
                continue
            record.dossier = dossiers[record.dossier_id]
            self.lists.attach(record)
            self._stored[record.dossier_id].append(record)

    def _read_ahead(self) -> None:
        for right in (DECIDE, *(right.code for right in rights_writing(self.section.group))):
            self.account.access.units(right)

    def _check(self, row: NewRow) -> None:
        """What the model and the lists demand."""
        record, model = row.record, self.section.model
        for name in self.section.fields:
            db_field = model._meta.get_field(name)
            empty = getattr(record, db_field.attname) in (None, "")
            if empty and not db_field.blank and not db_field.has_default() and name not in self.section.settled:
                row.refuse(name, MISSING)
        if row.errors:
            return
        if self.section.places_people and self._keeper_check.is_inside(record):
            record.kept_by = None  # a list names one keeper for all; whoever stays in the department needs none
        told = frozenset((*self.section.fields, "drafted_by", "note")) - frozenset(self._left_to_be_settled(record))
        for name, message in self._checker.check(record, told).items():
            row.refuse(name, message)
        if row.writes and self.section.places_people and (why := self._keeper_check.why_not(record, row.dossier)):
            row.refuse("kept_by", why)
        if row.writes:
            self._check_lists(row)

    def _left_to_be_settled(self, record: DossierRow) -> list[str]:
        return [name for name in self.section.settled if getattr(record, name) is None]

    def _check_lists(self, row: NewRow) -> None:
        """An entry must have been in force when the fact happened, unless its list does not reach back so far."""
        day = self.section.happened(row.record)
        if day is None:
            return
        for name in self.section.fields:
            db_field = self.section.model._meta.get_field(name)
            if db_field.related_model is not Term:  # of a rank, holders may keep what others get no more (FACTS §3.2)
                continue
            entry = getattr(row.record, name)
            why = not_in_force(entry, day, day) if entry is not None else ""
            if why and any(not not_in_force(other, day, day) for other in self.lists.of(db_field).entries.values()):
                row.refuse(name, why)

    def _ask(self, row: NewRow) -> None:
        """Whether the account may write this, for what it means."""
        record, group = row.record, self.section.group
        if record.decision is not None and not self.gate.may_decide(row.dossier):
            row.refuse("", MAY_NOT_DECIDE)
            return
        change = change_of(
            self.section, record, self.today, decisions=[record.decision], others=self._stored[row.dossier.pk]
        )
        verdict = self.gate.may_write(group, row.dossier, change)
        if not verdict:
            row.refuse("unit" if change.units else "", verdict.why)

    def _look_for_twin(self, row: NewRow) -> None:
        """The same record is on file: entered twice. Where records follow each other, the time rule tells."""
        if self.section.in_series(row.record):
            return
        key = self._key(row.record)
        if all(value in (None, "") for value in key):
            return
        twin = next((other for other in self._stored[row.dossier.pk] if self._key(other) == key), None)
        if twin is not None:
            row.refuse("", f"Đã có {self.section.singular} như vậy: {twin}.")

    def _key(self, record: DossierRow) -> tuple:
        return tuple(record._meta.get_field(name).value_from_object(record) for name in self.section.key)

    def _holding_before(self, row: NewRow) -> DossierRow | None:
        """The record of the series that holds right before this one begins."""
        if not self.section.in_series(row.record) or not row.record.valid_from:
            return None
        begins = row.record.valid_from.first_day
        earlier = [
            other
            for other in self._stored[row.dossier.pk]
            if self.section.in_series(other) and other.valid_from.first_day < begins
        ]
        return max(earlier, key=lambda other: other.valid_from.first_day, default=None)


def hold(ids: Sequence[int]) -> dict[int, Dossier]:
    """Lock the dossiers, in the order of their ids so that two who want the same never wait for each other."""
    return {dossier.pk: dossier for dossier in Dossier.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
