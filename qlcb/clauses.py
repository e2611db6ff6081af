"""The clauses of the regulations, and which of them the tests proved when they last ran (DESIGN §10)."""

import csv
import json
from dataclasses import dataclass

from django.conf import settings

from qlcb import regulation

CLAUSES = regulation.FIXTURES / "regulations" / "clauses.csv"
PLACES = regulation.FIXTURES / "regulations" / "places.csv"
RESULTS = "clauses.json"


@dataclass(frozen=True)
class Clause:
    """One clause: id, its place in the regulation, kind (feature, enforced…), what is required, what is done."""

    id: str
    regulation: str
    ref: str
    kind: str
    requirement_vi: str
    what_the_software_does: str


@dataclass(frozen=True)
class Proof:
    """What the tests that name a clause said when they last ran."""

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        return bool(self.passed) and not self.failed


def clauses(prefix: str = "") -> list[Clause]:
    """The clauses of one regulation, e.g. "TCHQ", or of all."""
    with CLAUSES.open(encoding="utf-8", newline="") as file:
        rows = [Clause(**row) for row in csv.DictReader(file)]
    return [clause for clause in rows if prefix in ("", clause.regulation)]


@dataclass(frozen=True)
class Place:
    """Where a clause lives: a page, by the name of its address, or words alone when it is everywhere.

    right: code of the right without which the page cannot be opened, "" when anybody may.
    """

    clause: str
    label: str
    page: str
    right: str


def places() -> dict[str, list[Place]]:
    """Clause id → where people meet it in the program."""
    found: dict[str, list[Place]] = {}
    with PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["clause"], []).append(Place(**row))
    return found


def proofs() -> dict[str, Proof] | None:
    """Clause id → what its tests said; None when no test has run in this copy."""
    path = settings.DATA_DIR / RESULTS
    try:
        tests = json.loads(path.read_text(encoding="utf-8"))["tests"]
    except (OSError, ValueError, KeyError):
        return None
    found: dict[str, dict[str, list[str]]] = {}
    for test, result in tests.items():
        for clause in result["clauses"]:
            found.setdefault(clause, {"passed": [], "failed": []})[result["outcome"]].append(test)
    return {clause: Proof(tuple(sorted(r["passed"])), tuple(sorted(r["failed"]))) for clause, r in found.items()}
