"""Terms of appointments, secondments and rotations, and what bars a promotion: what the file says beside the law."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from personnel.models import Appointment, Consequence, Discipline, Dossier, LegalNumber, Posting
from personnel.pay_facts import mark_of
from personnel.present import holds_on
from personnel.rules import Answer
from personnel.rules.consequences import Consequences, held_back_until
from personnel.rules.lengths import appointment_end, reappointment_begins, rotation_until, secondment_until
from personnel.rules.numbers import Numbers
from qlcb.formats import date_vi


@dataclass(frozen=True)
class Explained:
    """A day beside a section, and why that day. slug: for ids; title: before the day; asked: the question."""

    slug: str
    title: str
    day: date | None
    steps: Sequence[str]
    asked: str = "Vì sao ngày này?"


def law_numbers() -> Numbers:
    """The numbers of law; one query."""
    return Numbers(LegalNumber.objects.all())


def appointment_term(row: Appointment, retires_on: date | None, numbers: Numbers) -> Answer[date | None]:
    """The last day of the term of an appointment on file, with when the next procedure begins.

    The decision's own words come first; what the law gives is told beside them. Who retires sooner keeps the position
    until then: whether that was time enough for a first appointment was asked when it was made.
    """
    by_law = appointment_end(row.valid_from.first_day, retires_on, numbers, again=True)
    ends, steps = row.term_ends_on or by_law.value, list(by_law.steps)
    if row.term_ends_on is None:
        steps.append("Hồ sơ chưa ghi hạn bổ nhiệm: tính theo luật.")
    elif row.term_ends_on != by_law.value:
        steps.append(f"Hồ sơ ghi hạn bổ nhiệm {date_vi(row.term_ends_on)}: theo quyết định.")
    if ends is not None:
        steps += reappointment_begins(ends, numbers).steps
    return Answer(ends, steps)


def told_term(row: Posting, numbers: Numbers) -> Answer[date]:
    """The last day of a secondment, or the first on which a rotation may end; the decision's own words come first."""
    rule = secondment_until if row.kind == Posting.Kind.SECONDMENT else rotation_until
    by_law = rule(row.valid_from.first_day, numbers)
    if row.term_ends_on is None:
        return Answer(by_law.value, [*by_law.steps, "Hồ sơ chưa ghi thời hạn theo quyết định: tính theo luật."])
    steps = [*by_law.steps, f"Quyết định ghi đến hết {date_vi(row.term_ends_on)}."]
    if row.kind == Posting.Kind.SECONDMENT and row.term_ends_on > by_law.value:
        steps.append("Dài hơn mức của luật: đối chiếu với quyết định.")
    if row.kind == Posting.Kind.ROTATION and row.term_ends_on < by_law.value:
        steps.append("Ngắn hơn mức của luật: đối chiếu với quyết định.")
    return Answer(row.term_ends_on, steps)


def term_of_position(dossier: Dossier, rows: Iterable[Appointment], today: date) -> list[Explained]:
    """Until when the main leading position is held, the one that comes next where it is on file already. rows: of the
    dossier, any order."""
    leading = [row for row in rows if row.is_main and row.position.is_leading]
    held = max((row for row in leading if row.valid_to is None or row.valid_to >= today), default=None, key=_begins)
    if held is None:
        return []
    term = appointment_term(held, dossier.now_retires_on, law_numbers())
    title = f"{held.position.name}: hết hạn" if term.value else f"{held.position.name}: chưa rõ hạn"
    return [Explained("term", title, term.value, term.steps)]


def _begins(row: Appointment) -> date:
    return row.valid_from.first_day


def term_of_posting(rows: Iterable[Posting], today: date) -> list[Explained]:
    """Until when the person who is seconded or rotated today stays there. rows: of the dossier, any order."""
    titles = {Posting.Kind.SECONDMENT: "Biệt phái: đến hết", Posting.Kind.ROTATION: "Luân chuyển: ít nhất đến hết"}
    now = next((row for row in rows if row.kind in titles and holds_on(row, today)), None)
    if now is None:
        return []
    term = told_term(now, law_numbers())
    return [Explained("term", titles[now.kind], term.value, term.steps)]


def held_back(people: Iterable[Dossier], day: date) -> dict[int, Answer[date]]:
    """Dossier id → the last day on which a discipline bars promotion, of those for whom that is `day` or later, and
    why. Two queries."""
    subjects = {person.pk: person.subject for person in people}
    rows = Discipline.objects.filter(dossier_id__in=subjects).select_related("form").defer("violation")
    found: dict[int, list[Answer[date]]] = defaultdict(list)
    law = None
    for row in rows.order_by("valid_from", "pk"):
        law = law or Consequences(Consequence.objects.select_related("term"))
        answer = held_back_until(mark_of(row), subjects[row.dossier_id], law)
        if answer.value is not None and row.valid_from.first_day <= day <= answer.value:
            found[row.dossier_id].append(answer)
    return {
        pk: Answer(max(one.value for one in told), [step for one in told for step in one.steps])
        for pk, told in found.items()
    }


def bar_of(dossier: Dossier, today: date) -> list[Explained]:
    """Until when a discipline bars the promotion of one person, where one does today."""
    told = held_back([dossier], today).get(dossier.pk)
    title = "Chưa bổ nhiệm, quy hoạch, nâng ngạch: đến hết"
    return [Explained("bar", title, told.value, told.steps)] if told else []
