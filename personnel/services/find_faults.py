"""Findings and completeness, derived from the rows of the dossiers in this one place (HP-14.4, HP-14.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from personnel.models import Acknowledgement, Finding
from personnel.quality.completeness import completeness
from personnel.quality.facts import Facts, Tables, load
from personnel.quality.rules import RULES
from qlcb import bulk

BATCH = 500
LONGEST_WORDS = 400
KEY = ("dossier_id", "rule", "place", "row_id")
TOLD = ("severity", "words", "fingerprint", "is_open")


@dataclass(frozen=True)
class Found:
    """How many findings appeared, changed and went, and in how many dossiers the completeness moved."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    moved: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.new + other.new, self.changed + other.changed, self.gone + other.gone, self.moved + other.moved
        )


def find_faults(ids: Iterable[int], today: date) -> Found:
    """Ask every rule about the given dossiers, and measure how complete they are, as of `today`.

    Stored findings follow: new ones appear, those that no longer hold go. One that somebody acknowledged stays closed
    while the values it was about are the same, and is open again when they change. Derived rows, so without history;
    the same number of queries for one dossier and for a batch of `BATCH`, each batch in its own transaction.
    """
    ids, tables, found = list(ids), Tables(today), Found()
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            found += _look_through(load(ids[start : start + BATCH], tables))
    return found


def _look_through(batch: list[Facts]) -> Found:
    ids = [facts.dossier.pk for facts in batch]
    stored = {_key(finding): finding for finding in Finding.objects.filter(dossier_id__in=ids)}
    let_stand = {
        (*key, fingerprint)
        for *key, fingerprint in Acknowledgement.objects.filter(dossier_id__in=ids).values_list(*KEY, "fingerprint")
    }
    fresh = {}
    for facts in batch:
        for finding in _findings(facts):
            finding.is_open = (*_key(finding), finding.fingerprint) not in let_stand
            fresh[_key(finding)] = finding
    new = [finding for key, finding in fresh.items() if key not in stored]
    changed = [known for key, known in stored.items() if key in fresh and _take_over(known, fresh[key])]
    gone = [known.pk for key, known in stored.items() if key not in fresh]
    Finding.objects.bulk_create(new)
    bulk.update_many(changed, TOLD)
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    return Found(len(new), len(changed), len(gone), _measure(batch))


def _findings(facts: Facts):
    for rule in RULES:
        for hit in rule.hits(facts):
            yield Finding(
                dossier_id=facts.dossier.pk,
                rule=rule.code,
                severity=hit.severity or rule.severity,
                place=hit.place or rule.place,
                row_id=hit.row_id,
                words=hit.words[:LONGEST_WORDS],
                fingerprint=hit.fingerprint,
            )


def _key(finding: Finding) -> tuple:
    return tuple(getattr(finding, name) for name in KEY)


def _take_over(known: Finding, fresh: Finding) -> bool:
    """Let a stored finding say what the rule says now; returns whether anything differs."""
    differs = any(getattr(known, name) != getattr(fresh, name) for name in TOLD)
    for name in TOLD:
        setattr(known, name, getattr(fresh, name))
    return differs


def _measure(batch: list[Facts]) -> int:
    """Write the completeness of the dossiers in which it moved."""
    moved = []
    for facts in batch:
        percent = completeness(facts.dossier, facts.counts()).percent
        if percent != facts.dossier.now_complete:
            facts.dossier.now_complete = percent
            moved.append(facts.dossier)
    bulk.update_many(moved, ("now_complete",))
    return len(moved)
