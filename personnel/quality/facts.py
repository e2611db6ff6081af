"""All that the rules look at, loaded for many dossiers at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from django.db import connection
from django.db.models import DateField, Q

from personnel.authority import Table
from personnel.models import Dossier, Place, SalaryStep
from personnel.pay_facts import PayTables
from personnel.quality.completeness import INSTEAD, KNOWN
from personnel.quality.decided import Outside, outside_table
from personnel.sections import PANELS, SECTIONS, Section
from qlcb.dates import PartialDate
from qlcb.fields import PartialDateField, SealedField

SEALED = {f.name for f in Dossier._meta.concrete_fields if isinstance(f, SealedField)}
OPENED = {"citizen_id"}  # the only restricted value that a rule reads; no sentence tells it
NEEDED = {name for panel in PANELS for name in panel.needed}
ASKED = (  # of the dossier, beside what completeness needs
    *(
        "code",
        "sex",
        "birth_date",
        "birth_area",
        "sort_key",
        "subject",
        "is_confidential",
        "citizen_index",
        "citizen_id",
    ),
    *("citizen_id_issued_on", "recruited_on", "joined_service_on", "party_joined_on", "party_official_on"),
    *("enlisted_on", "discharged_on", "academic_title", "academic_title_year", "state_honour_year"),
    *("now_unit", "now_status", "now_retires_on", "now_complete", *INSTEAD.values()),
)
PLACES = ("birth_area", "birth_area__parent", "birth_area__parent__parent")
PERIOD = ("valid_from", "valid_to")
DECIDED = (*PERIOD, "decision", "entered_at")
UNIT = ("unit__name", "unit__established_on", "unit__dissolved_on")
READ = {  # what the rules of their own subject read of the records; of all other sections only the days are read
    "cong-tac": (*DECIDED, *UNIT),
    "bo-nhiem": (*DECIDED, *UNIT, "position__name", "position__is_leading", "term_ends_on"),
    "chuc-vu-dang": PERIOD,
    "tinh-trang": (*DECIDED, "kind__name", "kind__group"),
    "hop-dong": (*PERIOD, "number", "signed_on", "probation_until"),
    "luong": (
        *DECIDED,
        *("rank__code", "rank__name", "rank__confidence"),
        *("group", "step", "coefficient", "over_frame", "pay_percent", "counts_from"),
    ),
    "phu-cap": (*PERIOD, "kind__code", "kind__name"),
    "dao-tao": ("kind", "level__bucket", "level__name", "level__order", "begins_on", "ends_on", "certificate"),
    "xep-loai": ("year", "quarter"),
    "ky-luat": (
        *DECIDED,
        "is_apart",
        *(f"form__{name}" for name in ("code", "name", "group", "valid_from", "valid_to")),
    ),
    "gia-dinh": ("relation__code", "relation__name", "full_name", "born_on", "is_dead"),
    "to-chuc": ("organisation__code", "begins_on", "ends_on"),
}


@dataclass(frozen=True)
class Group:
    """A salary group of today's table: its last step, and the months a step is held."""

    last_step: int
    raise_months: int


class Tables:
    """What the rules need of the catalogues, read once for any number of dossiers, and only when asked for."""

    def __init__(self, today: date):
        self.today = today

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Salary group → its steps."""
        groups: dict[str, Group] = {}
        for code, step, months in SalaryStep.objects.on(self.today).values_list("code", "step", "raise_months"):
            groups[code] = Group(max(step, groups[code].last_step if code in groups else 0), months)
        return groups

    @cached_property
    def decentralisation(self) -> Table:
        """Who decides what, with the tree."""
        return Table()

    @cached_property
    def law(self) -> PayTables:
        """The lists of law about raises."""
        return PayTables(self.today)

    @cached_property
    def citizen_codes(self) -> dict[int, frozenset[str]]:
        """Province → codes that the citizen number of who was born there may begin with (FACTS §7).

        Its own, that of the province it became part of, and those of the provinces that became part of it.
        """
        rows = Place.objects.filter(level=Place.Level.PROVINCE).values_list("pk", "citizen_code", "successor_id")
        codes, own = defaultdict(set), {}
        for pk, code, successor in rows:
            own[pk] = code
            codes[pk].add(code)
            if successor:
                codes[successor].add(code)
        for pk, _, successor in rows:
            if successor in own:
                codes[pk].add(own[successor])
        return {pk: frozenset(filter(None, found)) for pk, found in codes.items()}


@dataclass(frozen=True)
class Record:
    """A record of which only the days were read: from when, or when, and until when as far as it says."""

    pk: int
    begins: PartialDate | None
    ends: PartialDate | None


@dataclass
class Facts:
    """One dossier with its records. `has_twin`: another has its name and day of birth.

    sections: records of the sections in `READ`, oldest first; records: those of the other sections; outside: results
    that the table of decentralisation gives to another authority and that nobody let stand.
    """

    dossier: Dossier
    tables: Tables
    has_twin: bool = False
    sections: dict[str, list] = field(default_factory=dict)
    records: dict[str, list[Record]] = field(default_factory=dict)
    outside: list[Outside] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.tables.today

    def rows(self, slug: str) -> list:
        """The records of one section that is read, in the order of their time."""
        return self.sections.get(slug, [])

    def counts(self) -> dict[str, int]:
        """Slug of section → number of records."""
        return {slug: len(rows) for slug, rows in (self.sections | self.records).items()}

    @property
    def is_serving(self) -> bool:
        return self.dossier.now_status == Dossier.Status.SERVING

    @property
    def left_on(self) -> date | None:
        """The last day of service of who has left."""
        postings = self.rows("cong-tac")
        return postings[-1].valid_to if self.dossier.now_status == Dossier.Status.LEFT and postings else None


def load(ids: Collection[int], tables: Tables) -> list[Facts]:
    """Read the dossiers and their records; restricted values stay unread but for those in `OPENED`.

    The dossiers are locked until the commit, so that what is found is told of what is stored; those that somebody else
    is writing are left out: whoever writes them looks for faults as well.
    """
    unread = SEALED & NEEDED - OPENED
    dossiers = (
        Dossier.objects.filter(pk__in=ids)
        .annotate(**{KNOWN.format(name): Q(**{f"{name}__isnull": False}) for name in unread})
        .only(*ASKED, *(NEEDED - unread), *(f"{place}__{name}" for place in PLACES for name in ("name", "level")))
        .select_related(PLACES[-1])
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .order_by("pk")
    )
    facts = {dossier.pk: Facts(dossier, tables) for dossier in dossiers}
    for slug in _read_days(facts):
        _read(facts, slug, READ[slug])
    _find_twins(facts)
    for found in outside_table([one.dossier for one in facts.values()], tables.decentralisation):
        facts[found.row.dossier_id].outside.append(found)
    return list(facts.values())


def _read(facts: dict[int, Facts], slug: str, names: tuple[str, ...]) -> None:
    """Fill in the records of one section, oldest first."""
    section = SECTIONS[slug]
    related = sorted({name.partition("__")[0] for name in names if "__" in name})
    rows = section.model.objects.filter(dossier_id__in=facts).only("dossier_id", *names).order_by("pk")
    for row in rows.select_related(*related) if related else rows:
        facts[row.dossier_id].sections.setdefault(slug, []).append(row)
    for one in facts.values():
        if slug in one.sections:
            one.sections[slug].sort(key=lambda row: section.happened(row) or date.min)


def _read_days(facts: dict[int, Facts]) -> list[str]:
    """Fill in the days of the records of the sections outside `READ`, and say which of those in it have records.

    One query: most sections of a dossier are empty for long, and are not asked each by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute(_days_of_all(), {"ids": list(facts)})
        rows = cursor.fetchall()
    slugs = list(SECTIONS)
    for place, dossier_id, pk, begins, ends in rows:
        if slugs[place] not in READ:
            record = Record(pk, *(day and PartialDate.between(day.lower, day.upper) for day in (begins, ends)))
            facts[dossier_id].records.setdefault(slugs[place], []).append(record)
    filled = {slugs[place] for place, *_ in rows}
    return [slug for slug in READ if slug in filled]


@cache
def _days_of_all() -> str:
    """The SQL of place of the section, dossier, record, and range of days in which it begins and ends."""
    return " UNION ALL ".join(_days_of(place, slug) for place, slug in enumerate(SECTIONS))


def _days_of(place: int, slug: str) -> str:
    model = SECTIONS[slug].model
    table, of_these = model._meta.db_table, "WHERE dossier_id = ANY(%(ids)s)"
    if slug in READ:
        return f"SELECT {place}, 0, 0, NULL::daterange, NULL::daterange WHERE EXISTS (SELECT FROM {table} {of_these})"
    begins, ends = (_as_range(model, name) for name in day_fields(SECTIONS[slug]))
    return f"SELECT {place}, dossier_id, id, {begins}, {ends} FROM {table} {of_these}"


def day_fields(section: Section) -> tuple[str, str]:
    """The fields that say when a record of the section began, or was, and when it ended; "" for none."""
    if section.is_dated:
        return "valid_from", "valid_to"
    return ("begins_on", "ends_on") if section.lasts else (section.since, "")


def _as_range(model, name: str) -> str:
    """A day field as a range of days in SQL, whatever it is stored as: partial date, day, or year."""
    if not name:
        return "NULL::daterange"
    column = model._meta.get_field(name)
    if isinstance(column, PartialDateField):
        return f'"{column.column}"'
    if isinstance(column, DateField):
        return f"CASE WHEN {column.column} IS NOT NULL THEN daterange({column.column}, {column.column}, '[]') END"
    return f"daterange(make_date({column.column}, 1, 1), make_date({column.column} + 1, 1, 1))"


def _find_twins(facts: dict[int, Facts]) -> None:
    """Look for others of the same name and day of birth. A confidential dossier is not told of (DESIGN §9)."""
    keys = {one.dossier.sort_key for one in facts.values()}
    people = Dossier.objects.filter(sort_key__in=keys, is_confidential=False).order_by()
    born = defaultdict(set)
    for pk, key, birth in people.values_list("pk", "sort_key", "birth_date"):
        born[key, birth].add(pk)
    for pk, one in facts.items():
        one.has_twin = bool(born.get((one.dossier.sort_key, one.dossier.birth_date), set()) - {pk})
