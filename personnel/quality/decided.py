"""Results of decisions that stand in the dossiers although the table of decentralisation names another authority.

Each was judged when it was entered; what it was judged by may have been changed since, or have been changed for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from personnel.authority import JUDGED, RELATED, AuthorityCheck, Hanging, Table
from personnel.models import AuthorityOverride, DecisionResult, Dossier, Reorganisation
from personnel.models.rows import DossierRow
from personnel.rules.authority import Verdict
from personnel.sections import SECTIONS


@dataclass(frozen=True)
class Outside:
    """A record of a section, and what the table says of it."""

    slug: str
    row: DossierRow
    verdict: Verdict


def outside_table(dossiers: Sequence[Dossier], table: Table) -> Iterator[Outside]:
    """Yield the results outside of the table that no override lets stand under the decision on which they hang.

    One query for dossiers that have none; else the queries of `AuthorityCheck`, and one for each kind of result.
    """
    begins = min((row.valid_from for rows in table.rows.values() for row in rows), default=None)
    found = _results({dossier.pk: dossier for dossier in dossiers}, begins) if begins else []
    if not found:
        return
    check = AuthorityCheck([row for _, row in found], table)
    judged = [Outside(slug, row, check.verdict(Hanging(row, row.decision))) for slug, row in found]
    outside = [one for one in judged if one.verdict.is_outside]
    let_stand = _overrides(outside)
    yield from (one for one in outside if (one.slug, one.row.pk, one.row.decision_id) not in let_stand)


def _results(dossiers: dict[int, Dossier], begins: date) -> list[tuple[str, DossierRow]]:
    """The records of the dossiers that hang on a decision signed since the table begins.

    Not those of a plan that was carried out: it was decided as a whole, and approved under a right of its own; what is
    hung on its decision by hand is judged when it is entered, as everything is.
    """
    slugs = {section.model._meta.db_table: slug for slug, section in SECTIONS.items() if section.model in JUDGED}
    found = DecisionResult.objects.filter(
        ~Exists(Reorganisation.objects.filter(decision=OuterRef("decision"))),
        dossier__in=dossiers,
        source__in=slugs,
        decision__signed_on__gte=begins,
    )
    ids = defaultdict(list)
    for source, pk in found.order_by().values_list("source", "row_id"):
        ids[source].append(pk)
    rows = []
    for source, slug in slugs.items():
        if not (pks := ids[source]):
            continue
        model = SECTIONS[slug].model
        stored = model.objects.filter(pk__in=pks).select_related("decision", *RELATED.get(model, ()))
        for row in stored.order_by("pk"):
            row.dossier = dossiers[row.dossier_id]
            rows.append((slug, row))
    return rows


def _overrides(outside: Sequence[Outside]) -> set[tuple[str, int, int]]:
    if not outside:
        return set()
    rows = AuthorityOverride.objects.filter(dossier_id__in={one.row.dossier_id for one in outside})
    return set(rows.values_list("section", "row", "decision_id"))
