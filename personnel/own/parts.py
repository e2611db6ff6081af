"""The parts of a dossier of which its person speaks, with the work groups that answer."""

from collections import defaultdict

from accounts.permissions import WorkGroup
from personnel.models import ErrorReport
from personnel.paper_checks import PARTS, Part


def part_of(report: ErrorReport) -> Part:
    """The panel or section that a report is about."""
    return PARTS[report.place]


def places_by_group() -> dict[WorkGroup, list[str]]:
    """Work group → slugs of its panels and sections."""
    found: dict[WorkGroup, list[str]] = defaultdict(list)
    for slug, part in PARTS.items():
        found[part.group].append(slug)
    return found
