"""What the pages of one dossier show of its quality: what is missing, what to look at again, and where to mend it."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from accounts.access import Access
from personnel.models import Acknowledgement, Dossier, Finding
from personnel.quality.completeness import Completeness, Missing
from personnel.quality.rules import RULE_OF
from personnel.sections import PANEL_OF, SECTIONS
from personnel.services.acknowledge_finding import finding_verdict, place_verdict


def place_title(place: str) -> str:
    """The heading of a panel or section."""
    part = PANEL_OF.get(place) or SECTIONS.get(place)
    return part.title if part else ""


def rule_sentence(rule: str) -> str:
    """What the rule demands; "" for one that is no longer declared."""
    return RULE_OF[rule].sentence if rule in RULE_OF else ""


@dataclass(frozen=True)
class Point:
    """A finding with its way: `url` is where it is mended, or read by who may not; kept: why it was let stand."""

    finding: Finding
    url: str
    may_decide: bool
    kept: Acknowledgement | None = None
    kept_by: object = None

    @property
    def place_title(self) -> str:
        return place_title(self.finding.place)

    @property
    def sentence(self) -> str:
        return rule_sentence(self.finding.rule)

    @property
    def tone(self) -> str:
        return "bad" if self.finding.severity == Finding.Severity.ERROR else "warn"


@dataclass(frozen=True)
class Gap:
    """Something missing with the place where it is entered."""

    label: str
    url: str


class Review:
    """The quality of one dossier as an account sees it. One query, when the findings are first asked for."""

    def __init__(self, dossier: Dossier, found: Completeness, access: Access):
        self.dossier, self.completeness, self.access = dossier, found, access

    @cached_property
    def _findings(self) -> list[Finding]:
        return list(Finding.objects.filter(dossier=self.dossier))

    @cached_property
    def open(self) -> list[Point]:
        """What is to be looked at, contradictions first."""
        return [self._point(finding) for finding in self._findings if finding.is_open]

    @property
    def closed_count(self) -> int:
        return sum(not finding.is_open for finding in self._findings)

    @cached_property
    def closed(self) -> list[Point]:
        """What was let stand, with the reason and who gave it; two queries more."""
        kept = {_key(row): row for row in Acknowledgement.objects.filter(dossier=self.dossier)}
        written = Acknowledgement.history.filter(dossier=self.dossier).select_related("history_user__unit")
        by = {row.id: row for row in written.order_by("history_date", "history_id")}
        points = []
        for finding in self._findings:
            row = None if finding.is_open else kept.get(_key(finding))
            if row:
                points.append(self._point(finding, row, by.get(row.pk)))
        return points

    @property
    def gaps(self) -> list[Gap]:
        """What is missing, in the order of the dossier."""
        return [Gap(missing.label, self._gap_url(missing)) for missing in self.completeness.missing]

    @property
    def tone(self) -> str:
        """How the meter is coloured: amber below 80 %, red below 50 %."""
        percent = self.completeness.percent
        return "bad" if percent < 50 else "warn" if percent < 80 else ""

    def _point(self, finding: Finding, kept=None, kept_by=None) -> Point:
        may = bool(place_verdict(self.access, finding.place, self.dossier))
        may_decide = bool(finding_verdict(self.access, finding, self.dossier))
        return Point(finding, self._url(finding.place, finding.row_id, may), may_decide, kept, kept_by)

    def _url(self, place: str, row_id: int | None, may_write: bool) -> str:
        """The form of the panel or record for who may write it, else the page on which it is read."""
        code = self.dossier.code
        if place in PANEL_OF:
            if may_write:
                return reverse("personnel:panel_edit", args=[code, place])
            return f"{reverse('personnel:dossier', args=[code])}#p-{place}"
        if row_id and may_write:
            return reverse("personnel:row_correct", args=[code, place, row_id])
        return reverse("personnel:section", args=[code, place])

    def _gap_url(self, missing: Missing) -> str:
        may = bool(place_verdict(self.access, missing.place, self.dossier))
        if missing.is_section and may:
            return reverse("personnel:row_add", args=[self.dossier.code, missing.place])
        return self._url(missing.place, None, may)


def _key(row) -> tuple:
    return row.rule, row.place, row.row_id, row.fingerprint
