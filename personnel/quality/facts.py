"""All that the rules look at, loaded for many dossiers at once: one query a section, however many dossiers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from personnel.models import Dossier, Place, SalaryStep
from personnel.quality.completeness import KNOWN
from personnel.sections import PANELS, SECTIONS
from qlcb.fields import SealedField

OPENED = {"citizen_id"}  # the only restricted value that a rule reads; no sentence tells it
SEALED = [f.name for f in Dossier._meta.concrete_fields if isinstance(f, SealedField) and f.name not in OPENED]
NEEDED = {name for panel in PANELS for name in panel.needed}
UNREAD = [*SEALED, "search_text", "search", "note"]
RELATED = {  # what the rules read of other rows; all else stays an id
    "cong-tac": ("unit",),
    "bo-nhiem": ("unit", "position"),
    "luong": ("rank",),
    "dao-tao": ("level",),
    "gia-dinh": ("relation",),
    "ky-luat": ("form",),
    "phu-cap": ("kind",),
    "to-chuc": ("organisation",),
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


@dataclass
class Facts:
    """One dossier with the rows of its sections, oldest first. `has_twin`: another has its name and day of birth."""

    dossier: Dossier
    tables: Tables
    has_twin: bool = False
    sections: dict[str, list] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.tables.today

    def rows(self, slug: str) -> list:
        """The records of one section, in the order of their time."""
        return self.sections.get(slug, [])

    def counts(self) -> dict[str, int]:
        """Slug of section → number of records."""
        return {slug: len(rows) for slug, rows in self.sections.items()}

    @property
    def is_serving(self) -> bool:
        return self.dossier.now_status == Dossier.Status.SERVING

    @property
    def left_on(self) -> date | None:
        """The last day of service of who has left."""
        postings = self.rows("cong-tac")
        return postings[-1].valid_to if self.dossier.now_status == Dossier.Status.LEFT and postings else None


def load(ids: Collection[int], tables: Tables) -> list[Facts]:
    """Read the dossiers and all their rows; restricted values stay unread but for those in `OPENED`.

    The dossiers are locked until the commit, so that what is found is told of what is stored; those that somebody else
    is writing are left out: whoever writes them looks for faults as well.
    """
    known = {KNOWN.format(name): Q(**{f"{name}__isnull": False}) for name in SEALED if name in NEEDED}
    dossiers = (
        Dossier.objects.filter(pk__in=ids)
        .annotate(**known)
        .defer(*UNREAD)
        .select_related("birth_area__parent__parent")
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .order_by("pk")
    )
    facts = {dossier.pk: Facts(dossier, tables) for dossier in dossiers}
    for slug, section in SECTIONS.items():
        rows = section.model.objects.filter(dossier_id__in=facts).defer(*section.sealed).order_by("pk")
        for row in rows.select_related(*RELATED.get(slug, ())):
            facts[row.dossier_id].sections.setdefault(slug, []).append(row)
    for one in facts.values():
        for slug, rows in one.sections.items():
            rows.sort(key=lambda row, section=SECTIONS[slug]: section.happened(row) or date.min)
    _find_twins(facts)
    return list(facts.values())


def _find_twins(facts: dict[int, Facts]) -> None:
    """Look for others of the same name and day of birth. A confidential dossier is not told of (DESIGN §9)."""
    keys = {one.dossier.sort_key for one in facts.values()}
    people = Dossier.objects.filter(sort_key__in=keys, is_confidential=False).order_by()
    born = defaultdict(set)
    for pk, key, birth in people.values_list("pk", "sort_key", "birth_date"):
        born[key, birth].add(pk)
    for pk, one in facts.items():
        one.has_twin = bool(born.get((one.dossier.sort_key, one.dossier.birth_date), set()) - {pk})
