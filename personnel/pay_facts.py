"""What the files of many people say about their pay, gathered for the rules of law in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from personnel.models import Absence, Consequence, Discipline, LegalNumber, Rating, Reward, Salary, SalaryStep, Term
from personnel.rules.absences import COUNTED, Kinds, Span
from personnel.rules.consequences import Consequences, Mark
from personnel.rules.early import Merit
from personnel.rules.held import Group, groups_of
from personnel.rules.numbers import Numbers
from personnel.rules.raises import Conduct
from personnel.rules.working_days import WorkingCalendar
from personnel.services.working_calendar import working_calendar
from qlcb.dates import PartialDate

PARTY = "party"  # the group of the forms of discipline by the Party


class PayTables:
    """The lists of law, each read when it is first asked for; the `law` of the rules."""

    def __init__(self, today: date):
        self.today = today

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Salary group → its steps by the table in force."""
        return groups_of(SalaryStep.objects.on(self.today))

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(LegalNumber.objects.all())

    @cached_property
    def consequences(self) -> Consequences:
        return Consequences(Consequence.objects.select_related("term"))

    @cached_property
    def kinds(self) -> Kinds:
        return Kinds(Term.objects.filter(kind=Term.Kind.ABSENCE_KIND))

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar()


class SalaryLine(NamedTuple):
    """What a salary record says, for bulk work that needs no record: as `Salary` for all who only read it."""

    dossier_id: int
    valid_from: PartialDate
    rank_id: int
    group: str
    step: int
    coefficient: Decimal
    over_frame: int
    pay_percent: int
    counts_from: date | None


@dataclass
class PayFacts:
    """One person: salary records begun by today, oldest first; the next one that begins later; and the conduct."""

    subject: str
    lines: list[Salary | SalaryLine] = field(default_factory=list)
    coming: Salary | SalaryLine | None = None
    marks: list[Mark] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def conduct(self) -> Conduct:
        return Conduct(self.subject, self.marks, self.spans)


def gather(subjects: Mapping[int, str], today: date, *, salaries: Iterable[Salary | SalaryLine]) -> dict[int, PayFacts]:
    """dossier id → its facts. subjects: dossier id → `Dossier.subject`. Three queries, whatever the number of people.

    salaries: all their salary records, oldest first (`salary_records`, `salary_lines`).
    """
    found = {pk: PayFacts(subject) for pk, subject in subjects.items()}
    ids = list(found)
    for row in salaries:
        facts = found[row.dossier_id]
        if row.valid_from.first_day <= today:
            facts.lines.append(row)
        elif facts.coming is None:
            facts.coming = row
    for dossier_id, mark in (*_disciplines(ids), *_ratings(ids)):
        found[dossier_id].marks.append(mark)
    for dossier_id, span in _absences(ids):
        found[dossier_id].spans.append(span)
    return found


def salary_records(ids: Iterable[int]) -> Iterable[Salary]:
    """The salary records of these dossiers with their ranks, oldest first. One query."""
    return Salary.objects.filter(dossier_id__in=list(ids)).select_related("rank").order_by("valid_from")


def salary_lines(ids: Iterable[int]) -> Iterable[SalaryLine]:
    """The same without what else the records hold, for a whole service. One query."""
    rows = Salary.objects.filter(dossier_id__in=list(ids)).order_by("valid_from")
    return map(SalaryLine._make, rows.values_list(*SalaryLine._fields))


def mark_of(discipline: Discipline) -> Mark:
    """What a discipline is for the rules. Its form is read with it."""
    form, since = discipline.form, discipline.valid_from
    kind = PARTY if form.group == PARTY else "state"
    exact = since.day is not None
    return Mark(kind, form.code, form.name, since.first_day, apart=discipline.is_apart, exact=exact)


def _disciplines(ids: list[int]) -> Iterable[tuple[int, Mark]]:
    rows = Discipline.objects.filter(dossier_id__in=ids).select_related("form").defer("violation")
    for row in rows.order_by("valid_from", "pk"):
        yield row.dossier_id, mark_of(row)


def _ratings(ids: list[int]) -> Iterable[tuple[int, Mark]]:
    """The years whose rating puts a raise off; of quarters the law says nothing.

    A rating takes effect on the day of its paper, or else at the end of its year.
    """
    rows = Rating.objects.filter(putting_off(), dossier_id__in=ids, quarter=None).order_by("year")
    names = ("dossier_id", "rating__code", "rating__name", "year", "by_discipline", "decision__effective_on")
    for dossier_id, code, name, year, same, told_on in rows.values_list(*names):
        day = told_on or date(year, 12, 31)
        yield dossier_id, Mark("rating", code, name, day, year=year, same=same)


def _absences(ids: list[int]) -> Iterable[tuple[int, Span]]:
    rows = Absence.objects.filter(not_always_counted(), dossier_id__in=ids, begins_on__isnull=False)
    names = ("dossier_id", "kind__code", "kind__name", "begins_on", "ends_on", "days")
    for dossier_id, code, name, begins, ends, days in rows.order_by("begins_on", "pk").values_list(*names):
        last = ends.last_day if ends else None
        exact = begins.day is not None and (ends is None or ends.day is not None)
        yield dossier_id, Span(begins.first_day, last, code, name, days=days, exact=exact)


def merits_of(ids: Iterable[int], tables: "PayTables") -> dict[int, list[Merit]]:
    """dossier id → rewards and titles for which a raise may come early, oldest first. One query, beside the lists."""
    rows = Reward.objects.filter(dossier_id__in=list(ids)).select_related("form", "title").order_by("awarded_on")
    found: dict[int, list[Merit]] = defaultdict(list)
    for row in rows:
        day = row.awarded_on.last_day
        led_to = [tables.consequences.of((term.kind, term.code), "", day) for term in (row.form, row.title) if term]
        if months := max((entry.early_months for entry in led_to if entry), default=0):
            found[row.dossier_id].append(Merit(day, f"{row.words} ({row.awarded_on})", months))
    return found


def putting_off() -> Q:
    """The condition of ratings that put a raise off."""
    leading = Consequence.objects.filter(term__kind=Term.Kind.RATING, raise_months__gt=0)
    return Q(rating__code__in=leading.values("term__code"))


def not_always_counted() -> Q:
    """The condition of absences of kinds that do not count, or only to some months, or did not in some time."""
    kinds = Term.objects.filter(kind=Term.Kind.ABSENCE_KIND).exclude(group=COUNTED)
    return Q(kind__code__in=kinds.values("code"))


def rated_years(ids: Iterable[int]) -> dict[int, set[int]]:
    """dossier id → the years that have a rating, whole or in four quarters. One query."""
    quarters: dict[tuple[int, int], set] = defaultdict(set)
    rows = Rating.objects.filter(dossier_id__in=list(ids)).values_list("dossier_id", "year", "quarter")
    for dossier_id, year, quarter in rows:
        quarters[dossier_id, year].add(quarter)
    rated: dict[int, set[int]] = defaultdict(set)
    for (dossier_id, year), known in quarters.items():
        if None in known or known >= {1, 2, 3, 4}:
            rated[dossier_id].add(year)
    return rated
