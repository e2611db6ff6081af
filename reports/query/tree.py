"""The tree of a question: groups of conditions, as it is kept, sent and edited. What it means, `meaning` tells."""

from dataclasses import dataclass, field

DEEPEST, MOST_PARTS, MOST_TESTS, MOST_VALUES, LONGEST = 4, 40, 8, 60, 120
ALWAYS, NOW, DAY, SPAN = "luc-nao", "hien-nay", "ngay", "khoang"
TIMES = (ALWAYS, NOW, DAY, SPAN)


class BadQuestion(ValueError):
    """What was given is no question; the message is for the person who asked."""


@dataclass
class Check:
    """A test of one field. values: as typed."""

    field: str
    op: str = ""
    values: list[str] = field(default_factory=list)


@dataclass
class About:
    """Whether there is a record of a section that passes all tests and holds at a time."""

    section: str
    has: bool = True
    when: str = ALWAYS
    days: list[str] = field(default_factory=list)
    tests: list[Check] = field(default_factory=list)


@dataclass
class Group:
    """Conditions that hold all, or of which one holds at least."""

    every: bool = True
    parts: list["Check | About | Group"] = field(default_factory=list)


def to_json(part) -> dict:
    """A part of a tree as plain values."""
    if isinstance(part, Check):
        return {"f": part.field, "o": part.op, "v": part.values}
    if isinstance(part, About):
        tests = [to_json(test) for test in part.tests]
        return {"s": part.section, "h": part.has, "w": part.when, "d": part.days, "t": tests}
    return {"g": "all" if part.every else "any", "of": [to_json(one) for one in part.parts]}


def from_json(value) -> Group:
    """The tree of plain values. Raises BadQuestion for anything that is none, or too deep or too large."""
    root = _part(value, 1)
    if not isinstance(root, Group):
        raise BadQuestion("Câu hỏi không đọc được: thiếu nhóm điều kiện ngoài cùng.")
    check_size(root)
    return root


def check_size(root: Group) -> None:
    """Raises BadQuestion for a tree that is too deep or too large."""
    if _depth(root) > DEEPEST:
        raise BadQuestion(f"Các nhóm điều kiện lồng nhau nhiều nhất {DEEPEST} tầng.")
    if sum(1 for _ in walk(root)) > MOST_PARTS:
        raise BadQuestion(f"Câu hỏi có nhiều nhất {MOST_PARTS} điều kiện và nhóm.")
    if any(isinstance(part, About) and len(part.tests) > MOST_TESTS for part in walk(root)):
        raise BadQuestion(f"Mỗi mục được nhiều nhất {MOST_TESTS} điều kiện về dòng của mục.")


def walk(part):
    """The part and all below it."""
    yield part
    for below in getattr(part, "parts", None) or getattr(part, "tests", ()):
        yield from walk(below)


def _depth(part) -> int:
    return 1 + max((_depth(one) for one in part.parts), default=0) if isinstance(part, Group) else 0


def _part(value, depth: int):
    if not isinstance(value, dict) or depth > DEEPEST + 1:
        raise BadQuestion("Câu hỏi không đọc được, hoặc các nhóm điều kiện lồng nhau quá sâu.")
    if "f" in value:
        return Check(text(value["f"]), text(value.get("o", "")), texts(value.get("v", []), MOST_VALUES))
    if "s" in value:
        tests = [_part(one, depth) for one in _listed(value.get("t", []), MOST_TESTS)]
        if not all(isinstance(test, Check) for test in tests):
            raise BadQuestion("Câu hỏi không đọc được: điều kiện của một mục không đúng dạng.")
        days = texts(value.get("d", []), 2)
        return About(text(value["s"]), value.get("h") is not False, text(value.get("w", ALWAYS)), days, tests)
    parts = _listed(value.get("of", []), MOST_PARTS)
    return Group(value.get("g") != "any", [_part(one, depth + 1) for one in parts])


def text(value) -> str:
    """One line of text. Raises BadQuestion for what is none, or too long."""
    if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
        raise BadQuestion(f"Mỗi giá trị là một dòng chữ không quá {LONGEST} ký tự.")
    return value


def texts(value, most: int) -> list[str]:
    """Lines of text. Raises BadQuestion likewise, and for more than so many."""
    return [text(one) for one in _listed(value, most)]


def _listed(value, most: int) -> list:
    if not isinstance(value, list) or len(value) > most:
        raise BadQuestion(f"Câu hỏi không đọc được, hoặc một điều kiện có quá {most} giá trị.")
    return value
