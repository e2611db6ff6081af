"""A whole question: the tree, the columns to show, what to count by, the day of the columns; and its address."""

import base64
import json
import zlib
from dataclasses import dataclass, field

from qlcb.sealed import WrongKey, ring
from reports.query.operators import IS, masked
from reports.query.tree import BadQuestion, Check, Group, from_json, text, texts, to_json, walk
from reports.query.vocabulary import SUBJECTS, TODAY, Kind

MOST_COLUMNS, MOST_GROUPS = 14, 2
LONGEST_ADDRESS = 3500  # gunicorn takes a request line of 4094 bytes
LARGEST = 60_000
SEALED, PLAIN = "m", "r"
USUAL = (f"{TODAY}.now_unit", f"{TODAY}.now_position", f"{TODAY}.now_rank", f"{TODAY}.now_degree")


class TooLong(BadQuestion):
    """The question does not fit into an address."""


@dataclass
class Question:
    """columns, groups: keys of fields; day: of the sections' columns, as typed, today when empty."""

    tree: Group = field(default_factory=Group)
    columns: list[str] = field(default_factory=lambda: list(USUAL))
    groups: list[str] = field(default_factory=list)
    day: str = ""

    def to_json(self) -> dict:
        return {"q": to_json(self.tree), "c": self.columns, "n": self.groups, "d": self.day}

    @classmethod
    def from_json(cls, value) -> "Question":
        """Raises BadQuestion for what is no question."""
        if not isinstance(value, dict):
            raise BadQuestion("Câu hỏi không đọc được.")
        groups = texts(value.get("n", []), MOST_GROUPS)
        return cls(from_json(value.get("q")), texts(value.get("c", []), MOST_COLUMNS), groups, text(value.get("d", "")))

    @property
    def is_secret(self) -> bool:
        """Whether it holds a restricted value itself, such as a citizen number, or what looks like one in whatever
        field it was pasted: no address and no log may name it."""
        tests = [part for part in walk(self.tree) if isinstance(part, Check)]
        return any(value != masked(value) for test in tests for value in test.values)


def usual() -> Question:
    """The question that one begins with: who serves today."""
    return Question(Group(True, [Check(f"{TODAY}.now_status", IS, ["serving"])]))


def countable() -> list[tuple[str, list]]:
    """(panel, fields) by which people can be counted: single values of the dossier out of a list."""
    kinds = (Kind.CHOICE, Kind.LIST, Kind.FLAG)
    found = [(s.title, [f for f in s.fields if f.kind in kinds]) for s in SUBJECTS.values() if s.section is None]
    return [(title, fields) for title, fields in found if fields]


def to_address(question: Question, account) -> str:
    """The question as one word of an address; sealed for the account alone when it holds a restricted value.

    Raises TooLong.
    """
    content = zlib.compress(json.dumps(question.to_json(), ensure_ascii=False, separators=(",", ":")).encode(), 9)
    secret = question.is_secret
    if secret:
        content = ring().seal(content, _purpose(account))
    address = (SEALED if secret else PLAIN) + base64.urlsafe_b64encode(content).decode().rstrip("=")
    if len(address) > LONGEST_ADDRESS:
        raise TooLong("Câu hỏi dài quá nên không đặt vừa địa chỉ. Hãy lưu câu hỏi, rồi xem từ danh sách đã lưu.")
    return address


def from_address(address: str, account) -> Question:
    """The question of an address. Raises BadQuestion for what is none of ours, or sealed for another account."""
    broken = BadQuestion("Địa chỉ của câu hỏi bị cắt bớt hoặc không đọc được. Xin đặt lại câu hỏi.")
    if len(address) > LONGEST_ADDRESS:
        raise broken
    try:
        content = base64.urlsafe_b64decode(address[1:].encode() + b"=" * (-len(address[1:]) % 4))
        if address[:1] == SEALED:
            content = ring().open(content, _purpose(account))
        reader = zlib.decompressobj()
        plain = reader.decompress(content, LARGEST)
        if reader.unconsumed_tail:
            raise broken
        value = json.loads(plain)
    except (ValueError, zlib.error, RecursionError, WrongKey) as error:
        raise (error if isinstance(error, BadQuestion) else broken) from None
    return Question.from_json(value)


def _purpose(account) -> str:
    return f"query of {account.pk}"
