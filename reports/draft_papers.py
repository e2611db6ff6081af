"""A draft on paper: the list of its people with what is there and what the decision gives, and the draft decision."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from personnel.acts import ACTS, Act
from personnel.acts.plan import lines_of, plan_draft
from personnel.acts.wording import Wording, article_of_one, wording_of
from personnel.models import Dossier, Draft, DraftLine
from personnel.models.rows import DossierRow
from personnel.present import person_words, section_cells
from personnel.sections import Section, TimeRule
from qlcb.formats import date_vi
from reports.table import Cell, Form, Heading, Row, Table

DAY = timedelta(days=1)
NUMBERS = {"number", "decimal", "percent", "money"}
DOTS = "……………"
MOST_ANNEXED = 400  # people whose list is printed with the decision; a longer one is a file of its own


@dataclass(frozen=True)
class Outcome:
    """One person of a draft: the record on file before, and the one that the decision makes; None where there is
    none."""

    line: DraftLine
    before: DossierRow | None
    after: DossierRow | None


@dataclass(frozen=True)
class DecisionPaper:
    """A draft decision as it is printed. superior, authority: the two lines at the left of the head; number, day: with
    dots where they are not known yet; annex: the list, None when it is a file of its own."""

    superior: str
    authority: str
    number: str
    day: str
    title: str
    wording: Wording
    signer: str
    annex: Table | None
    annex_of: str

    @property
    def articles(self) -> list[tuple[int, str]]:
        return list(enumerate(self.wording.articles, 1))


def outcomes(draft: Draft, account, today: date) -> list[Outcome]:
    """What the draft does, or did when it was applied, for the people in it whom the account may see."""
    if draft.is_open:
        plan = plan_draft(draft, account=account, today=today)
        found = []
        for line in plan.chosen:
            row, gone = plan.rows.get(line.pk), plan.gone.get(line.pk)
            before = gone.record if gone else row.before if row else None
            found.append(Outcome(line, before, row.record if row else gone.restored if gone else None))
        return found
    return _written(ACTS[draft.kind].section, [line for line in lines_of(draft, account) if line.is_in])


def _written(section: Section, lines: list[DraftLine]) -> list[Outcome]:
    """The records that applying made, and those that ended right before them."""
    stored = section.model.objects.filter(dossier_id__in=[line.dossier_id for line in lines])
    rows = {row.pk: row for row in stored.select_related(*section.related)}
    ended = {(row.dossier_id, row.valid_to): row for row in rows.values() if getattr(row, "valid_to", None)}
    found = []
    for line in lines:
        after = rows.get(line.row)
        begins = after.valid_from.first_day - DAY if after is not None and section.in_series(after) else None
        found.append(Outcome(line, ended.get((line.dossier_id, begins)), after))
    return found


def list_table(draft: Draft, found: Iterable[Outcome], wording: Wording) -> Table:
    """The list as a table. Where records follow others: what is there, and what the decision gives; where nobody has
    any before, as among those who retire, what each is instead."""
    act, found = ACTS[draft.kind], list(found)
    compares = act.section.time_rule is not TimeRule.ANY and any(one.before is not None for one in found)
    headings = (
        Heading("TT", kind="index", width=5),
        Heading("Họ và tên", kind="name", width=26),
        Heading("Số hiệu", kind="text", width=11),
        Heading("Ngày sinh", kind="text", width=11),
        Heading("Đơn vị", kind="text", width=28),
        *_facts(act, compares),
        Heading("Ghi chú", kind="text", width=20),
    )
    rows = [Row([Cell(value) for value in _row(number, one, act, compares)]) for number, one in enumerate(found, 1)]
    return Table(_form(draft, wording), headings, rows)


def _facts(act: Act, compares: bool) -> tuple[Heading, ...]:
    columns = tuple(Heading(column.label, kind="text", width=_width(column)) for column in act.section.columns)
    if not compares:
        return Heading("Chức vụ, ngạch", kind="text", width=20), *columns
    return (
        Heading("Hiện nay", children=columns),
        Heading("Theo quyết định", children=columns),
    )


def _width(column) -> int:
    return 9 if column.style in NUMBERS else 14


def _row(number: int, one: Outcome, act: Act, compares: bool) -> list:
    person, section = one.line.dossier, act.section
    facts = [*(_words(section, one.before) if compares else [_standing(person)]), *_words(section, one.after)]
    note = one.line.get_mode_display() if one.line.takes_back else ""
    unit = person.now_unit.name if person.now_unit else ""
    return [str(number), person.full_name, person.code, date_vi(person.birth_date), unit, *facts, note]


def _standing(person: Dossier) -> str:
    """Position and rank of today."""
    names = (
        person.now_position.name if person.now_position_id else "",
        person.now_rank.name if person.now_rank_id else "",
    )
    return ", ".join(filter(None, names))


def _words(section: Section, record: DossierRow | None) -> list[str]:
    if record is None:
        return [""] * len(section.columns)
    return [cell.value if cell.style in NUMBERS else _with_sub(cell) for cell in section_cells(section, record)]


def _with_sub(cell) -> str:
    return f"{cell.value} ({cell.sub})" if cell.value and cell.sub and not cell.sub.startswith("đến ") else cell.value


def _form(draft: Draft, wording: Wording) -> Form:
    paper = decision_words(draft)
    return Form(
        organisation=_organisation(draft),
        code="",
        issued_under=(),
        title=wording.list_title.upper(),
        subtitles=(f"(Kèm theo {paper})",),
        particulars=(),
        place_and_day="",
        signers=(),
    )


def decision_words(draft: Draft) -> str:
    """The decision as its annex names it, with dots for what is not known yet."""
    of = f" của {draft.authority.name}" if draft.authority else ""
    number = draft.number or f"{DOTS}/QĐ-{DOTS}"
    return f"Quyết định số {number} ngày {date_vi(draft.signed_on) or '……/……/………'}{of}"


def _organisation(draft: Draft) -> tuple[str, ...]:
    authority = draft.authority
    if authority is None:
        return (DOTS,)
    return tuple(unit.name for unit in (authority.parent, authority) if unit is not None)


def heads(draft: Draft) -> tuple[str, str]:
    """The two lines at the left of the head: the authority above, "" without one, and who decides."""
    organisation = _organisation(draft)
    return (organisation[0] if len(organisation) > 1 else ""), organisation[-1]


def signed_at(place: str, signed: date | None, today: date) -> str:
    """Place and day as a paper has them, with dots for a day that is not known."""
    when = f"ngày {signed:%d} tháng {signed:%m} năm {signed:%Y}" if signed else f"ngày ….. tháng ….. năm {today:%Y}"
    return f"{place}, {when}"


def _named(draft: Draft, found: list[Outcome]) -> str | None:
    """The first article that names the one person of the draft and needs no list; None where a list is printed."""
    if len(found) != 1 or found[0].after is None or draft.is_correcting or "articles" in draft.wording:
        return None
    (one,) = found
    cells = section_cells(ACTS[draft.kind].section, one.after)
    facts = [f"{cell.label[:1].lower()}{cell.label[1:]} {_with_sub(cell)}" for cell in cells if cell.value]
    since = getattr(one.after, "valid_from", None) or draft.effective_on or draft.signed_on
    told = {"person": person_words(one.line.dossier), "facts": ", ".join(facts), "since": date_vi(since) or DOTS}
    return article_of_one(ACTS[draft.kind], **told)


def decision_paper(draft: Draft, account, today: date) -> DecisionPaper:
    """The draft decision with its list."""
    found = outcomes(draft, account, today)
    wording = wording_of(draft, ACTS[draft.kind], len(found))
    named = _named(draft, found)
    if named:
        wording = replace(wording, articles=(named, *wording.articles[1:]))
    superior, authority = heads(draft)
    return DecisionPaper(
        superior=superior,
        authority=authority,
        number=draft.number or f"{DOTS}/QĐ-{DOTS}",
        day=signed_at(wording.place or DOTS, draft.signed_on, today),
        title=draft.summary,
        wording=wording,
        signer=draft.signer,
        annex=list_table(draft, found, wording) if not named and len(found) <= MOST_ANNEXED else None,
        annex_of=decision_words(draft),
    )
