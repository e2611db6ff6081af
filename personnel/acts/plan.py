"""A draft as records to be written: one for each person who is in, compared with what is on file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.permissions import Change, rights_writing
from personnel.acts import ACTS, Act
from personnel.acts.values import from_plain
from personnel.models import Decision, Dossier, Draft, DraftLine
from personnel.row_plan import NewRow, RowPlan
from personnel.workbooks.lists import Lists

NO_NUMBER = "(chưa có số)"


@dataclass
class DraftPlan:
    """rows: id of the line → its record; hidden: lines of people whom the account may not see; plan: what compares."""

    draft: Draft
    act: Act
    lines: list[DraftLine]
    rows: dict[int, NewRow]
    hidden: int
    plan: RowPlan

    @property
    def wrong(self) -> list[NewRow]:
        return [row for row in self.rows.values() if row.errors]


def lines_of(draft: Draft, account) -> list[DraftLine]:
    """The lines of people whom the account may see, in their order, with what a list shows of them."""
    visible = Dossier.objects.visible_to(account).filter(pk__in=draft.lines.values("dossier"))
    people = {dossier.pk: dossier for dossier in visible.for_list()}
    lines = [line for line in draft.lines.order_by("order", "pk") if line.dossier_id in people]
    for line in lines:
        line.draft, line.dossier = draft, people[line.dossier_id]
    return lines


def plan_draft(draft: Draft, *, account, today: date, lines: Sequence[DraftLine] | None = None) -> DraftPlan:
    """What applying the draft would write today and what speaks against it, for people and for the preview."""
    act = ACTS[draft.kind]
    lines = lines_of(draft, account) if lines is None else list(lines)
    paper = provisional_paper(draft, act, today)
    lists = Lists()
    rows = {
        line.pk: NewRow(record_of(act, draft, line, paper), number)
        for number, line in enumerate((line for line in lines if line.is_in), 1)
    }
    for row in rows.values():
        lists.attach(row.record)
        remember_stated(row)
    plan = RowPlan(act.section, list(rows.values()), account=account, today=today, lists=lists)
    plan.compare()
    plan.judge()
    return DraftPlan(draft, act, lines, rows, draft.lines.count() - len(lines), plan)


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
    record.decision = decision
    record.drafted_by, record.paper_received_on = draft.drafted_by, draft.paper_received_on
    return record


def remember_stated(row: NewRow) -> None:
    """A last day that somebody wrote is kept; one left open reaches as far as there is room."""
    if getattr(row.record, "valid_to", None):
        row.values["valid_to"] = row.record.valid_to


def may_draft(account, act: Act) -> bool:
    """Whether the account holds any right under which this act is written."""
    return any(account.access.holds(right.code) for right in rights_writing(act.section.group))


def may_write_at_all(plan: RowPlan, dossier: Dossier) -> str:
    """Why no record of the act may be written on the dossier, whatever it says; "" when one may."""
    verdict = plan.gate.may_write(plan.section.group, dossier, Change())
    return "" if verdict else verdict.why
