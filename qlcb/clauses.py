"""The clauses of the regulations, and which of them the tests proved when they last ran (DESIGN §10)."""

import csv
import json
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from qlcb import regulation

CLAUSES = regulation.FIXTURES / "regulations" / "clauses.csv"
PLACES = regulation.FIXTURES / "regulations" / "places.csv"
DOCUMENTS = regulation.FIXTURES / "regulations" / "documents.csv"
REF = re.compile(r"(?P<article>\d+)(\.(?P<paragraph>\d+)(?P<letter>[a-zđ])?\d*)?")
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


@cache
def _ids() -> frozenset[str]:
    return frozenset(clause.id for clause in clauses())


@cache
def _documents() -> dict[str, tuple[str, frozenset[str]]]:
    """Regulation → its number, and those of its paragraphs whose parts are lettered points (điểm), not dashes."""
    with DOCUMENTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["regulation"]: (row["document"], frozenset(row["lettered"].split())) for row in rows}


def is_deployed(id: str) -> bool:
    """Whether this is a clause of the deployed regulation, which the page of clauses shows."""
    return id in _ids() and id.partition("-")[0] == regulation.fact("clause_prefix")


def words_of(id: str) -> str:
    """A clause as people name it: "TCHQ-6.1d1" → "Điều 6 khoản 1 điểm d, QĐ 240/QĐ-TCHQ".

    What the regulation counts by dashes has no name of its own, so "TCHQ-6.2b" → "Điều 6 khoản 2, QĐ …". Text that is
    no clause stays as it is.
    """
    place = place_of(id)
    return f"{place}, {_documents()[id.partition('-')[0]][0]}" if place else id


def place_of(id: str) -> str:
    """The same without the number of the regulation; "" for what is no clause."""
    prefix, _, ref = id.partition("-")
    if id not in _ids():
        return ""
    found = REF.fullmatch(ref)
    if not found:
        return ref
    article, paragraph, letter = found.group("article", "paragraph", "letter")
    parts = [f"Điều {article}", paragraph and f"khoản {paragraph}"]
    if letter and f"{article}.{paragraph}" in _documents()[prefix][1]:
        parts.append(f"điểm {letter}")
    return " ".join(filter(None, parts))


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
