"""People on a list as of a day: in the order of the tree, and what each of them was, held and was paid on that day.

A few queries for any number of people; nobody's records are read whose dossier the account may not open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, Lag

from orgunits.tree import Node
from personnel.models import Allowance, Appointment, Dossier, Posting, Salary
from qlcb.dates import PartialDate
from qlcb.parts import in_parts
from reports.measures import TOTAL
from reports.people import PeopleOn

PERSONAL = ("code", "full_name", "sort_key", "sex", "birth_date", "home_town")
PLACES = ("home_area", "home_area__parent", "home_area__parent__parent")
NO_POSITION = 32_767
KEYS = ("place", "rank_of_position", "sort_key", "id")


@dataclass(slots=True)
class Line:
    """One person on the day. keeper_id: the unit that keeps the dossier; serves_id: where the person serves; title: the
    main position or, without one, the rank, held since `since`."""

    dossier: Dossier
    keeper_id: int
    serves_id: int
    title: str = ""
    since: PartialDate | None = None
    position: Appointment | None = None
    salary: Salary | None = None
    allowances: list[Allowance] = field(default_factory=list)


def in_order(dossiers: QuerySet, people: PeopleOn, nodes: Sequence[Node]) -> QuerySet:
    """Those of the dossiers whom `people` counts, by KEYS: unit after unit, who holds a position first, then by name.

    nodes: the units in printed order.
    """
    posting = Posting.objects.on(people.day).filter(dossier=OuterRef("pk"))
    unit = posting.annotate(keeper=Coalesce("kept_by_id", "unit_id")).values("keeper")[:1]
    main = Appointment.objects.on(people.day).filter(dossier=OuterRef("pk"), is_main=True)
    order = Value([node.id for node in nodes], output_field=ArrayField(BigIntegerField()))
    return dossiers.filter(pk__in=people.ids(TOTAL)).annotate(
        place=Func(order, Subquery(unit), function="array_position", output_field=IntegerField()),
        rank_of_position=Coalesce(Subquery(main.values("position__order")[:1]), Value(NO_POSITION)),
    )


def told_of(dossiers: QuerySet) -> QuerySet:
    """With no more of each dossier than a list tells."""
    names = [name for place in PLACES for name in (f"{place}__name", f"{place}__parent")]
    return dossiers.select_related(*PLACES).only(*PERSONAL, *names)


def lines_of(ids: Iterable[int], day: date) -> Iterator[Line]:
    """A line for each of these dossiers, in their order; read in parts, so that a long list is never held whole."""
    for part in in_parts(ids):
        found = told_of(Dossier.objects).in_bulk(part)
        yield from lines([found[pk] for pk in part if pk in found], day)


def lines(dossiers: Sequence[Dossier], day: date) -> list[Line]:
    """The same for dossiers at hand, in six queries."""
    ids = [dossier.pk for dossier in dossiers]
    kept = Posting.objects.on(day).filter(dossier__in=ids).only("dossier", "unit", "kept_by")
    postings = {posting.dossier_id: posting for posting in kept}
    positions = _held(Appointment, ids, day, "position", ("allowance",), is_main=True)
    salaries = _held(Salary, ids, day, "rank", ("coefficient", "step", "over_frame", "pay_percent", "valid_from"))
    allowances = defaultdict(list)
    for row in Allowance.objects.on(day).filter(dossier__in=ids).select_related("kind").order_by("kind__order", "pk"):
        allowances[row.dossier_id].append(row)
    made = []
    for dossier in dossiers:
        posting = postings.get(dossier.pk)
        if posting is None:  # moved while the list was made
            continue
        line = Line(dossier, posting.keeper_id, posting.unit_id, allowances=allowances[dossier.pk])
        line.position, held_since = positions.get(dossier.pk, (None, None))
        line.salary, ranked_since = salaries.get(dossier.pk, (None, None))
        if line.position:
            line.title, line.since = line.position.position.name, held_since
        elif line.salary:
            line.title, line.since = line.salary.rank.name, ranked_since
        made.append(line)
    return made


def _held(model, ids: list[int], day: date, what: str, names: Sequence[str], **more) -> dict[int, tuple]:
    """Dossier id → the row that holds on the day, with these fields, and since when without a break it has been the
    same `what`."""
    rows = model.objects.filter(dossier__in=ids, **more)
    first_day = F("valid_from__first_day")
    before = {"partition_by": "dossier_id", "order_by": first_day.asc()}
    breaks = (
        rows.filter(valid_from__first_day__lte=day)
        .annotate(
            other=Window(Lag(f"{what}__code", default=Value("")), **before),
            ended=Window(Lag("valid_to", default=Value(date.min)), **before),
            begins=first_day,
        )
        .exclude(other=F(f"{what}__code"), ended=F("begins") - timedelta(days=1))
        .order_by("dossier_id", "begins")
        .values_list("dossier_id", "valid_from")
    )
    since = dict(breaks)
    holding = rows.on(day).select_related(what).only("dossier", f"{what}__code", f"{what}__name", *names)
    return {row.dossier_id: (row, since[row.dossier_id]) for row in holding}
