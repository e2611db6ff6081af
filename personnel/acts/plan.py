"""A draft as records to be written: one for each person who is in, compared with what is on file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.permissions import rights_writing
from personnel.acts import ACTS, Act
from personnel.acts.cells import OTHER_ACT
from personnel.acts.values import from_plain
from personnel.conversion import conversions, restored
from personnel.importing.cells import quote
from personnel.leave_endings import tell_endings
from personnel.models import Decision, Dossier, Draft, DraftLine
from personnel.models.rows import DossierRow
from personnel.removal_plan import GoneRow, RemovalPlan
from personnel.retirement_facts import tell_later
from personnel.row_plan import MISSING, NewRow, RowPlan
from personnel.rules import Answer
from personnel.sections import POSTPONEMENTS
from personnel.term_facts import held_back
from personnel.workbooks.gate import Gate
from personnel.workbooks.lists import ChoiceList, Lists
from qlcb import row_security

NO_NUMBER = "(chưa có số)"
OTHER_LIST = "{} không có trong danh mục dành cho người này; chọn riêng cho người này."


@dataclass
class DraftPlan:
    """What applying a draft would do. rows: id of the line → the record that it adds; gone: → the record that it takes
    out; hidden: number of lines of people whom the account may not see; lasting: id of the dossier → how long the law
    lets its record last, step by step; barred: → until when a discipline bars it."""

    draft: Draft
    act: Act
    lines: list[DraftLine]
    rows: dict[int, NewRow]
    gone: dict[int, GoneRow]
    hidden: int
    gate: Gate
    lasting: dict[int, tuple[str, ...]] = field(default_factory=dict)
    barred: dict[int, Answer[date]] = field(default_factory=dict)

    def errors(self, line: DraftLine) -> list[tuple[str, str]]:
        """What is wrong with a line: name of the field, "" for the whole, and the sentence."""
        return [
            *(self.gone[line.pk].errors if line.pk in self.gone else ()),
            *(self.rows[line.pk].errors if line.pk in self.rows else ()),
        ]

    def steps(self, line: DraftLine) -> list[str]:
        """How the values of a line were worked out."""
        return [*line.steps, *(step for step in self.lasting.get(line.dossier_id, ()) if step not in line.steps)]

    def caution(self, line: DraftLine) -> str:
        """What is to be looked at before the line is applied; "" for nothing."""
        told = self.barred.get(line.dossier_id)
        return told.steps[-1] if told and line.is_in else ""

    def before(self, line: DraftLine) -> str:
        """The record on file that the line's comes after, or takes out, in words; "" without any."""
        record = self.gone[line.pk].record if line.pk in self.gone else None
        if record is None and line.pk in self.rows:
            record = self.rows[line.pk].before
        return str(record or "")

    @property
    def chosen(self) -> list[DraftLine]:
        """The lines of people about whom the decision is."""
        return [line for line in self.lines if line.is_in]

    @property
    def wrong(self) -> list[DraftLine]:
        return [line for line in self.chosen if self.errors(line)]

    @property
    def only_missing(self) -> bool:
        """Whether the lines lack values and nothing else is wrong with them."""
        return all(words == MISSING for line in self.wrong for _, words in self.errors(line))

    @property
    def outside(self) -> list[DraftLine]:
        """The lines that the table of decentralisation gives to another authority."""
        verdicts = {pk: row.verdict for pk, row in self.rows.items() if row.verdict is not None}
        return [line for line in self.chosen if line.pk in verdicts and verdicts[line.pk].is_outside]


def lines_of(draft: Draft, account) -> list[DraftLine]:
    """The lines of people whom the account may see, in their order, with what a list shows of them."""
    visible = Dossier.objects.visible_to(account).filter(pk__in=draft.lines.values("dossier"))
    people = {dossier.pk: dossier for dossier in visible.for_list()}
    lines = [line for line in draft.lines.order_by("order", "pk") if line.dossier_id in people]
    for line in lines:
        line.draft, line.dossier = draft, people[line.dossier_id]
    return lines


def standing(act: Act, lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Of the lines of an applied draft those whose record is on file still; the others were taken back or removed."""
    made = [line.row for line in lines if line.is_in and line.row]
    there = set(act.section.model.objects.filter(pk__in=made).values_list("pk", flat=True))
    return [line for line in lines if line.is_in and line.row in there]


def plan_draft(draft: Draft, *, account, today: date, lists: Lists | None = None) -> DraftPlan:
    """What applying the draft would write today and what speaks against it, for people and for the preview."""
    act, lines, lists = ACTS[draft.kind], lines_of(draft, account), lists or Lists()
    chosen = [line for line in lines if line.is_in]
    gone = {
        line.pk: GoneRow(line.dossier, line.takes_back, number)
        for number, line in enumerate(chosen, 1)
        if line.takes_back
    }
    removal = RemovalPlan(act.section, list(gone.values()), account=account)
    if gone:
        removal.compare()
    paper = provisional_paper(draft, act, today)
    rows = {
        line.pk: NewRow(record_of(act, draft, line, paper), number)
        for number, line in enumerate(chosen, 1)
        if line.mode != DraftLine.Mode.RECALL
    }
    pairs = [(line, rows[line.pk]) for line in chosen if line.pk in rows]
    fit_to_standing(act, pairs, lists, paper.effective_on if paper else today)
    for row in rows.values():
        lists.attach(row.record)
        remember_stated(row)
    refuse_strangers(act, list(rows.values()), today)
    lasting = act.lasting([row.record for row in rows.values()])
    day = paper.effective_on if paper else today
    barred = held_back([row.dossier for row in rows.values()], day) if act.promotes else {}
    if act.converts:
        back = restored(row.pk for row in gone.values())
        conversions(list(rows.values()), removal.gate, today, back=back)
    plan = RowPlan(
        act.section, list(rows.values()), account=account, today=today, lists=lists, gone=_by_then(gone.values())
    )
    plan.compare()
    plan.judge()
    if act.section.ends_service:
        tell_endings(plan.rows)
    if act.section is POSTPONEMENTS:
        tell_later([row for pk, row in rows.items() if pk not in gone])
    return DraftPlan(draft, act, lines, rows, gone, hidden_of(draft, lines), removal.gate, lasting, barred)


@row_security.opened()
def hidden_of(draft: Draft, lines: Sequence[DraftLine]) -> int:
    """How many people of the draft are beyond those lines, without saying who: it cannot be applied past them."""
    return draft.lines.count() - len(lines)


def _by_then(gone: Iterable[GoneRow]) -> dict[int, DossierRow | None]:
    """Id of a record on file → what stands in its place when the new ones are written."""
    found: dict[int, DossierRow | None] = {row.pk: None for row in gone}
    return found | {row.restored.pk: row.restored for row in gone if row.restored is not None}


def provisional_paper(draft: Draft, act: Act, today: date) -> Decision | None:
    """The decision as far as it is known; what is not is taken as if it were signed today. None without any."""
    if not (draft.number or act.needs_decision):
        return None
    signed_on = draft.signed_on or today
    return Decision(
        number=draft.number or NO_NUMBER,
        signed_on=signed_on,
        effective_on=draft.effective_on or signed_on,
        authority=draft.authority,
        signer=draft.signer,
        summary=draft.summary,
        kind=act.decision_kind,
    )


def record_of(act: Act, draft: Draft, line: DraftLine, decision: Decision | None):
    """The record of one line, unsaved: its own values, else the shared ones, else the days of the decision."""
    record = act.section.model(dossier=line.dossier)
    told = draft.shared | {name: raw for name, raw in line.values.items() if raw not in (None, "")}
    for name in (*act.shared, *act.own):
        if name in told:
            db_field = act.field(name)
            setattr(record, db_field.attname, from_plain(db_field, told[name]))
    for name, value in act.fixed:
        setattr(record, name, value)
    for name, day in act.dated:
        if not getattr(record, name) and decision is not None:
            setattr(record, name, from_plain(act.field(name), getattr(decision, day)))
    for name in act.issuers:
        if not getattr(record, name) and decision is not None and decision.authority is not None:
            setattr(record, name, decision.authority.name[: act.field(name).max_length])
    record.decision = decision
    record.drafted_by, record.paper_received_on = draft.drafted_by, draft.paper_received_on
    return record


def remember_stated(row: NewRow) -> None:
    """A last day that somebody wrote is kept; one left open reaches as far as there is room."""
    if getattr(row.record, "valid_to", None):
        row.values["valid_to"] = row.record.valid_to


def fit_to_standing(act: Act, pairs: Iterable[tuple[DraftLine, NewRow]], lists: Lists, day: date) -> None:
    """What was chosen once for all is, for each person, the entry of that name in the list that is for them; who has
    none is refused. What was chosen for one person stays. One query at most; day: on which the entries must hold."""
    name, _ = act.divided
    if not name:
        return
    choices, column = lists.of(act.field(name)), act.field(name).attname
    for line, row in pairs:
        chosen = None if line.values.get(name) else getattr(row.record, column)
        if chosen is None:
            continue
        own = own_entry(act, choices, chosen, line.dossier, day)
        if own is None:
            row.refuse(name, OTHER_LIST.format(quote(str(choices.entries[chosen]))))
        else:
            setattr(row.record, column, own)


def own_entry(act: Act, choices: ChoiceList, pk: int, dossier: Dossier, day: date) -> int | None:
    """Of the act's divided list: the entry named as this one in the person's own part of it; itself where it is theirs
    or everybody's, None where there is none that holds on the day."""
    entry, groups = choices.entries[pk], act.standing(dossier)
    if entry.group in (*groups, *act.divided[1]):
        return pk
    named = (other for other, one in choices.entries.items() if one.name == entry.name and one.group in groups)
    found = [other for other in named if choices.holds(other, day)]
    return found[0] if len(found) == 1 else None


def refuse_strangers(act: Act, rows: Sequence[NewRow], today: date) -> None:
    """Refuse the rows that are not the act's: by its law, or because of an entry of a list that is another act's.

    One query, of an act with groups.
    """
    act.bar(rows, today)
    for name, groups in act.groups:
        field = act.field(name)
        entries = field.related_model.objects.in_bulk({getattr(row.record, field.attname) for row in rows} - {None})
        strange = {pk: entry for pk, entry in entries.items() if entry.group not in groups}
        told = [row for row in rows if getattr(row.record, field.attname) in strange]
        if told:
            own = field.related_model.objects.filter(kind=field.kind, group__in=groups, valid_to=None)
            choices = ", ".join(map(str, own))
        for row in told:
            entry = strange[getattr(row.record, field.attname)]
            row.refuse(name, OTHER_ACT.format(quote(str(entry)), act.title, choices))


def may_draft(account, act: Act) -> bool:
    """Whether the account holds any right under which this act is written."""
    return any(account.access.holds(right.code) for right in rights_writing(act.section.group))
