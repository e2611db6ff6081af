"""Papers as pages show them, and the table of contents of the paper dossier (thành phần hồ sơ, FACTS §1.5)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from accounts.access import Access
from personnel.attachments import PORTRAIT, rights
from personnel.attachments.content import TYPE_OF, FileType
from personnel.attachments.limits import MEGABYTE
from personnel.models import Attachment, Decision, Dossier, Term
from personnel.sections import SECTIONS, Section
from qlcb.formats import decimal_vi


@dataclass(frozen=True)
class Paper:
    """One paper, where its pages are, and whether this account may open its file."""

    row: Attachment
    restricted: bool
    may_open: bool

    @property
    def kind(self) -> FileType:
        return TYPE_OF[self.row.content_type]

    @property
    def url(self) -> str:
        return self._url("paper")

    @property
    def file_url(self) -> str:
        return self._url("paper_file")

    @property
    def thumbnail_url(self) -> str:
        """Empty for papers that must not be shown before they are asked for."""
        return self._url("paper_thumbnail") if self.row.thumbnail and not self.restricted else ""

    @property
    def preview_url(self) -> str:
        """The thumbnail on the paper's own page, for formats that browsers do not show."""
        return self._url("paper_thumbnail") if self.row.thumbnail and self.may_open else ""

    @property
    def facts(self) -> list[str]:
        """Form, day, pages, type and size, as far as they are known."""
        row = self.row
        known = (str(row.issued_on) if row.issued_on else "", f"{row.pages} trang" if row.pages else "")
        return [row.get_form_display(), *filter(None, known), self.kind.words, self.size_words]

    @property
    def size_words(self) -> str:
        return size_in_words(self.row.size)

    @property
    def correct_url(self) -> str:
        return self._url("paper_correct")

    @property
    def remove_url(self) -> str:
        return self._url("paper_remove")

    @property
    def section(self) -> Section | None:
        return SECTIONS.get(self.row.section)

    def _url(self, name: str) -> str:
        if self.row.dossier_id:
            return reverse(f"personnel:{name}", args=[self.row.dossier.code, self.row.pk])
        return reverse(f"personnel:decision_{name}", args=[self.row.decision_id, self.row.pk])


def size_in_words(size: int) -> str:
    """1,2 MB or 85 KB for a number of bytes."""
    if size >= MEGABYTE:
        return f"{decimal_vi(round(Decimal(size) / MEGABYTE, 1))} MB"
    return f"{max(1, round(size / 1024))} KB"


def of_dossier(access: Access, dossier: Dossier) -> list[Paper]:
    """The papers of a dossier and of its records, in the order of their kinds."""
    rows = Attachment.objects.filter(dossier=dossier).select_related("kind")
    papers = []
    for row in rows:
        row.dossier = dossier
        papers.append(as_shown(access, row))
    return papers


def of_decision(access: Access, decision: Decision) -> list[Paper]:
    """The papers of one decision, none where they are not for this account."""
    rows = list(Attachment.objects.filter(decision=decision).select_related("kind"))
    door = rights.DecisionDoor(access, [decision] if rows else [])
    if rows and not door.shows(decision):
        return []
    for row in rows:
        row.decision = decision
    return [as_shown(access, row, door) for row in rows]


def as_shown(access: Access, row: Attachment, door: rights.DecisionDoor | None = None) -> Paper:
    """A paper for a page. row: with its dossier or decision and its kind; door: as for `rights.open_verdict`."""
    restricted = rights.is_restricted(access, row, door)
    return Paper(row, restricted, not restricted or bool(rights.open_verdict(access, row, door)))


@dataclass
class Entry:
    """One kind of paper in the table of contents, with the papers of that kind that are there."""

    kind: Term
    papers: list[Paper] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        return self.kind.required and not self.papers


@dataclass(frozen=True)
class Group:
    """A group of kinds under its heading: those that are there or ought to be, and the rest."""

    words: str
    entries: list[Entry]

    @property
    def shown(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.papers or entry.kind.required]

    @property
    def rest(self) -> list[Entry]:
        return [entry for entry in self.entries if not (entry.papers or entry.kind.required)]


@dataclass
class Contents:
    """The table of contents: groups of kinds, papers of no kind, those of records by section, and of decisions."""

    groups: list[Group]
    others: list[Paper]
    of_sections: list[tuple[Section, list[Paper]]]
    decisions: list[tuple[Decision, list[Paper]]]

    @property
    def entries(self) -> list[Entry]:
        return [entry for group in self.groups for entry in group.entries]

    @cached_property
    def missing(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_missing]

    @property
    def papers(self) -> list[Paper]:
        """Every paper, of decisions too."""
        listed = [entry.papers for entry in self.entries] + [self.others]
        listed += [papers for _, papers in (*self.of_sections, *self.decisions)]
        return [paper for papers in listed for paper in papers]

    @property
    def count(self) -> int:
        return sum(1 for paper in self.papers if paper.row.dossier_id)

    @property
    def decision_count(self) -> int:
        return sum(1 for paper in self.papers if paper.row.decision_id)


def contents(access: Access, dossier: Dossier, today: date) -> Contents:
    """What the paper dossier has and lacks. Kinds that no longer hold are listed while there are papers of them.

    A paper with a kind stands with its kind, wherever it was attached; papers of decisions stand with the decision,
    and count for their kind as well.
    """
    papers = of_dossier(access, dossier)
    decisions = _decisions_with_papers(access, dossier)
    wanted = {paper.row.kind_id for paper in papers} | {p.row.kind_id for _, found in decisions for p in found}
    kinds = Term.objects.filter(kind=Term.Kind.PAPER_KIND)
    kinds = (kinds.on(today) | kinds.filter(pk__in=wanted - {None})).order_by("order", "code")
    entries = {kind.pk: Entry(kind) for kind in kinds}
    sections = defaultdict(list)
    others = []
    for paper in papers:
        if paper.row.kind_id:
            entries[paper.row.kind_id].papers.append(paper)
        elif paper.section:
            sections[paper.section.slug].append(paper)
        else:
            others.append(paper)
    for _, found in decisions:
        for paper in found:
            if paper.row.kind_id:
                entries[paper.row.kind_id].papers.append(paper)
    groups = [
        Group(words, found)
        for group, words in Term.GROUPS[Term.Kind.PAPER_KIND].items()
        if (found := [entry for entry in entries.values() if entry.kind.group == group])
    ]
    unkinded = [(decision, rest) for decision, found in decisions if (rest := [p for p in found if not p.row.kind_id])]
    return Contents(groups, others, [(s, sections[slug]) for slug, s in SECTIONS.items() if slug in sections], unkinded)


def _decisions_with_papers(access: Access, dossier: Dossier) -> list[tuple[Decision, list[Paper]]]:
    """The decisions on which records of the dossier hang, and their papers; those without papers are left out, and
    those whose papers are not for this account."""
    ids = [s.model.objects.filter(dossier=dossier, decision__isnull=False).order_by().values("decision_id")
           for s in SECTIONS.values()]  # fmt: skip
    rows = Attachment.objects.filter(decision__in=ids[0].union(*ids[1:])).select_related("kind", "decision__authority")
    rows = list(rows.order_by("decision__signed_on", "decision_id", "kind__order", "pk"))
    door = rights.DecisionDoor(access, {row.decision for row in rows})
    found: dict[Decision, list[Paper]] = {}
    for row in rows:
        if door.shows(row.decision):
            found.setdefault(row.decision, []).append(as_shown(access, row, door))
    return list(found.items())


def counts_of_rows(section: Section, rows: list) -> tuple[dict[int, int], dict[int, int]]:
    """Numbers of papers by id of the record and by id of its decision, for a section's table, in one query."""
    decisions = {row.decision_id for row in rows if row.decision_id}
    of_rows = Q(section=section.slug, row_id__in=[row.pk for row in rows], dossier__in={r.dossier_id for r in rows})
    counted = (
        Attachment.objects.filter(of_rows | Q(decision__in=decisions))
        .order_by()
        .values_list("row_id", "decision_id")
        .annotate(n=Count("pk"))
    )
    by_row: dict[int, int] = {}
    by_decision: dict[int, int] = {}
    for row_id, decision_id, number in counted:
        (by_decision if decision_id else by_row)[decision_id or row_id] = number
    return by_row, by_decision


def overview(dossier: Dossier) -> dict:
    """For the frame of the dossier's pages, in one query: `count` of papers, and the `portrait`'s id or None."""
    is_portrait = Q(kind__group=PORTRAIT) & ~Q(thumbnail="")
    papers: QuerySet = Attachment.objects.filter(dossier=dossier).order_by()
    return papers.aggregate(count=Count("pk"), portrait=Max("pk", filter=is_portrait))
