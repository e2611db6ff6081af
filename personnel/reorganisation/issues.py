"""What a dry run finds: each in a sentence, with the place where it is put right."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How much it matters: blocks the plan, is to be looked at, or is told only."""

    BLOCK = 0
    WARN = 1
    INFO = 2


@dataclass(frozen=True)
class Issue:
    """One finding. step, unit: of whom it speaks, id of the step and code of the unit; link: name of another address
    where it is put right, with the words of the link."""

    level: Level
    words: str
    step: int | None = None
    unit: str = ""
    link: str = ""
    link_words: str = ""


def block(words: str, **where) -> Issue:
    return Issue(Level.BLOCK, words, **where)


def warn(words: str, **where) -> Issue:
    return Issue(Level.WARN, words, **where)


def info(words: str, **where) -> Issue:
    return Issue(Level.INFO, words, **where)
