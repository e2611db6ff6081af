"""Rules of law as pure functions: facts and the tables of law in, an answer out; no database, no clock, no settings.

Numbers of law (ages, coefficients, months, holidays) come in as rows of catalogues, which an administrator corrects.
"""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Answer(Generic[Value]):
    """What a rule says, and why: sentences in Vietnamese for the person who asks."""

    value: Value
    steps: list[str] = field(default_factory=list)
