"""What falls due for people within the lead time of the regulation: declared once, for the list of dossiers, home and
the mails that remind; so that each number is its list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, Exists, F, Func, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.permissions import rights_writing
from personnel.models import Appointment, Contract, Discipline, Dossier, Leaving, LegalNumber, Posting, Salary
from personnel.rules.numbers import Number
from personnel.sections import SECTIONS
from qlcb import regulation

OF_PERSON = {"dossier": OuterRef("pk")}


@dataclass(frozen=True)
class Due:
    """One list. slug: of the filter; label: its words there; title: as a task; lead: key of `lead_days`.

    place: section in which it is settled; day: the day on which it falls due for a dossier, as of today; open: which
    dossiers it is still open for, None for all that have such a day; column: of the dossier, when the day is one; act:
    slug of the act about many people that settles it, "" for none; other_act: of another that does.
    """

    slug: str
    label: str
    title: str
    lead: str
    icon: str
    place: str
    rows: Callable[[date], QuerySet] | None = None
    field: str = ""
    column: str = ""
    unless: Callable[[date], QuerySet] | None = None
    act: str = ""
    other_act: str = ""

    @property
    def lead_days(self) -> int:
        return regulation.fact("lead_days")[self.lead]

    def day(self, today: date) -> Combinable:
        """The day on which it falls due for a dossier; the earliest of several."""
        if self.column:
            return F(self.column)
        return Subquery(self.rows(today).order_by(self.field).values(self.field)[:1], output_field=DateField())

    def of(self, people: QuerySet, today: date) -> QuerySet:
        """Those of the dossiers for which it falls due within the lead time or is over, with the day as `due_on`."""
        return self.among(people, today).annotate(due_on=self.day(today))

    def among(self, people: QuerySet, today: date) -> QuerySet:
        """The same without the day."""
        until = today + timedelta(days=self.lead_days)
        if self.column:
            people = people.filter(**{f"{self.column}__lte": until})
        else:
            people = people.filter(Exists(self.rows(today).filter(**{f"{self.field}__lte": until})))
        return people.exclude(Exists(self.unless(today))) if self.unless else people

    def is_for(self, account) -> bool:
        """Whether the account may settle it for anybody: it holds a right to write where it is settled."""
        return any(account.access.holds(right.code) for right in rights_writing(SECTIONS[self.place].group))


def _recorded_salary(today: date) -> QuerySet:
    return Salary.objects.filter(**OF_PERSON, valid_from__first_day__gt=today)


def _recorded_leaving(today: date) -> QuerySet:
    return Leaving.objects.filter(**OF_PERSON, valid_from__first_day__gt=today)


def _recorded_posting(today: date) -> QuerySet:
    return Posting.objects.filter(**OF_PERSON, valid_from__first_day__gt=today)


def _ending_terms(today: date) -> QuerySet:
    """Terms of positions held today, unless the next one is on file already."""
    after = Appointment.objects.filter(
        dossier=OuterRef("dossier"), is_main=OuterRef("is_main"), valid_from__first_day__gt=today
    )
    return Appointment.objects.on(today).filter(**OF_PERSON, term_ends_on__isnull=False).exclude(Exists(after))


def _ending_contracts(today: date) -> QuerySet:
    """The last contract of a person: one that holds today, or of contract staff one that has run out."""
    longer = Contract.objects.filter(dossier=OuterRef("dossier")).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to"))
    )
    begun = Contract.objects.filter(**OF_PERSON, valid_to__isnull=False, valid_from__first_day__lte=today)
    needed = Q(valid_to__gte=today) | Q(dossier__subject=Dossier.Subject.CONTRACT)
    return begun.filter(needed).exclude(Exists(longer))


def _probations(today: date) -> QuerySet:
    return Contract.objects.on(today).filter(**OF_PERSON, probation_until__gte=today)


def _rank_probations(today: date) -> QuerySet:
    """Salaries of today at the percent of tập sự, with the first day of full pay (`acts.probation` makes the list)."""
    months = _law(Number.PROBATION_MONTHS, OuterRef("valid_from__first_day"))
    after = {"arg_joiner": " + make_interval(months => ", "template": "(%(expressions)s))::date"}
    ends = Func(F("valid_from__first_day"), months, output_field=DateField(), **after)
    paid = Salary.objects.on(today).filter(**OF_PERSON, pay_percent=_law(Number.PROBATION_PERCENT, today))
    return paid.annotate(ends=ends)


def _law(number: Number, day) -> Subquery:
    """The number of law that holds on the day, within a query."""
    held = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    rows = LegalNumber.objects.filter(*held, code=number).order_by(F("valid_from").desc(nulls_last=True))
    return Subquery(rows.values("value")[:1])


def _secondments(today: date) -> QuerySet:
    """Secondments of today whose decision, or record, says when they end, unless what comes next is on file already."""
    after = Posting.objects.filter(dossier=OuterRef("dossier"), valid_from__first_day__gt=today)
    ends = Coalesce("term_ends_on", "valid_to")
    running = Posting.objects.on(today).filter(**OF_PERSON, kind=Posting.Kind.SECONDMENT).annotate(ends=ends)
    return running.filter(ends__isnull=False).exclude(Exists(after))


def _disciplines(today: date) -> QuerySet:
    return Discipline.objects.on(today).filter(**OF_PERSON, valid_to__isnull=False)


DUES: dict[str, Due] = {
    due.slug: due
    for due in (
        Due(
            "nang-bac", "Nâng bậc lương", "Đến hạn nâng bậc lương", "raise", "trending-up", "luong",
            column="now_next_raise_on", unless=_recorded_salary, act="nang-bac",
        ),
        Due(
            "vuot-khung", "Phụ cấp vượt khung", "Đến hạn phụ cấp vượt khung", "over_frame", "stairs-up", "luong",
            column="now_over_frame_on", unless=_recorded_salary, act="vuot-khung",
        ),
        Due(
            "bo-nhiem", "Hết hạn bổ nhiệm", "Sắp hết hạn bổ nhiệm", "reappointment", "award", "bo-nhiem",
            rows=_ending_terms, field="term_ends_on", act="bo-nhiem-lai",
        ),
        Due(
            "chuyen-doi", "Chuyển đổi vị trí", "Đến hạn chuyển đổi vị trí", "rotation", "refresh", "cong-tac",
            column="now_rotates_on", unless=_recorded_posting, act="chuyen-doi-vi-tri",
        ),
        Due(
            "nghi-huu", "Nghỉ hưu", "Sắp nghỉ hưu", "retirement", "calendar-event", "tinh-trang",
            column="now_retires_on", unless=_recorded_leaving, act="nghi-huu",
        ),
        Due(
            "hop-dong", "Hết hạn hợp đồng", "Hợp đồng sắp hết hạn", "contract", "file-description", "hop-dong",
            rows=_ending_contracts, field="valid_to", act="hop-dong",
        ),
        Due(
            "thu-viec", "Hết thử việc", "Sắp hết thử việc", "probation", "user-check", "hop-dong",
            rows=_probations, field="probation_until",
        ),
        Due(
            "tap-su", "Hết tập sự", "Sắp hết tập sự", "rank_probation", "id-badge-2", "luong",
            rows=_rank_probations, field="ends", unless=_recorded_salary, act="het-tap-su",
        ),
        Due(
            "biet-phai", "Hết biệt phái", "Sắp hết biệt phái", "secondment", "arrows-exchange", "cong-tac",
            rows=_secondments, field="ends", act="thoi-biet-phai",
            other_act="gia-han-biet-phai",
        ),
        Due(
            "ky-luat", "Hết hiệu lực kỷ luật", "Kỷ luật sắp hết hiệu lực", "discipline", "gavel", "ky-luat",
            rows=_disciplines, field="valid_to",
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """How many of a list there are, how many of them are past their day, and the earliest day."""

    count: int
    late: int
    first: date


def tallies(people: QuerySet, today: date) -> dict[str, Tally]:
    """Slug → numbers of every list that has anybody, in one query."""
    counted = []
    for due in DUES.values():
        found = due.of(people.order_by(), today).annotate(list=Value(due.slug)).values("list")
        counted.append(found.annotate(n=Count("pk"), over=Count("pk", filter=Q(due_on__lt=today)), first=Min("due_on")))
    rows = counted[0].union(*counted[1:], all=True).values_list("list", "n", "over", "first")
    return {slug: Tally(n, *rest) for slug, n, *rest in rows if n}


@dataclass(frozen=True)
class Case:
    """One person in one list."""

    due: Due
    person: Dossier
    day: date

    @property
    def url(self) -> str:
        return reverse("personnel:section", args=[self.person.code, self.due.place])


def earliest(people: QuerySet, today: date, number: int) -> list[Case]:
    """The people whose day comes first, whatever it is; two queries."""
    lists = [
        due.of(people.order_by(), today).annotate(list=Value(due.slug)).values_list("pk", "list", "due_on")
        for due in DUES.values()
    ]
    rows = list(lists[0].union(*lists[1:], all=True).order_by("due_on", "pk")[:number])
    found = Dossier.objects.for_list().in_bulk([pk for pk, _, _ in rows])
    return [Case(DUES[slug], found[pk], day) for pk, slug, day in rows if pk in found]


def waiting(account, today: date, people: QuerySet) -> Iterable[dict]:
    """What falls due for these people, whom the account answers for, as `personnel.waiting` tells it. One query."""
    found = tallies(people.serving(), today)
    for due in DUES.values():
        if tally := found.get(due.slug):
            yield {
                "key": due.slug,
                "icon": due.icon,
                "label": due.title,
                "count": tally.count,
                "url": f"{reverse('personnel:list')}?den-han={due.slug}",
                "note": f"trong {due.lead_days} ngày tới",
                "late": tally.late,
                "days": (today - tally.first).days,
                "mine": due.is_for(account),
            }
