"""The form of a question as it is posted, and what its buttons do to it; works without JavaScript."""

from django.http import QueryDict

from personnel.sections import SECTIONS
from reports.query.operators import operators
from reports.query.question import MOST_COLUMNS, MOST_GROUPS, Question
from reports.query.tree import (
    ALWAYS,
    MOST_PARTS,
    MOST_TESTS,
    MOST_VALUES,
    About,
    BadQuestion,
    Check,
    Group,
    check_size,
    text,
    texts,
)
from reports.query.vocabulary import FIELDS

GROUP, FIELD, SECTION = "nhom", "truong", "muc"
ROOT = "r"
ABOUT = "muc:"  # before the slug of a section in the list of what can be added


class Posted:
    """The question of a form. added: path of the part that a button has just added, where one goes on."""

    def __init__(self, data: QueryDict):
        self.data, self.added = data, ""
        tree = self._part(ROOT, 0)
        if not isinstance(tree, Group):
            raise BadQuestion("Câu hỏi không đọc được.")
        columns = texts(data.getlist("cot"), MOST_COLUMNS)
        groups = [key for key in texts(data.getlist("dem"), MOST_GROUPS) if key]
        self.question = Question(tree, columns, list(dict.fromkeys(groups)), self._text("ngay-cot"))

    def act(self, button: str) -> None:
        """Do what a button says: "them:r.0", "nhom:r", "bo:r.1", "them-cot", "len:2", "xuong:2", "bo-cot:2"; "doi:r.0"
        shows the form anew after another way of asking was chosen there.

        Raises BadQuestion where the question would grow too large.
        """
        verb, _, place = button.partition(":")
        if verb in ("len", "xuong", "bo-cot"):
            self._move(verb, place)
        elif verb == "them-cot":
            self._add_column(self._text("cot-moi"))
        elif verb == "doi":
            self.added = place
        elif verb == "bo":
            self._drop(place)
        elif verb in ("them", "nhom"):
            self._add(place, Group(False) if verb == "nhom" else self._new(place))
        check_size(self.question.tree)

    def _part(self, path: str, depth: int):
        kind = self._text(f"{path}.loai")
        if depth > 8:
            raise BadQuestion("Các nhóm điều kiện lồng nhau quá sâu.")
        if kind == GROUP:
            return Group(self._text(f"{path}.noi") != "hoac", self._below(path, depth, MOST_PARTS))
        if kind == SECTION:
            tests = [one for one in self._below(path, depth, MOST_TESTS) if isinstance(one, Check)]
            days = [self._text(f"{path}.ngay"), self._text(f"{path}.ngay-cuoi")]
            has, when = self._text(f"{path}.co") != "khong", self._text(f"{path}.luc") or ALWAYS
            return About(self._text(f"{path}.muc"), has, when, days, tests)
        if kind == FIELD:
            values = texts(self.data.getlist(f"{path}.gia-tri"), MOST_VALUES)
            return Check(self._text(f"{path}.truong"), self._text(f"{path}.phep"), values)
        return None

    def _below(self, path: str, depth: int, most: int) -> list:
        found = []
        for index in range(most + 1):
            part = self._part(f"{path}.{index}", depth + 1)
            if part is None:
                break
            found.append(part)
        return found

    def _text(self, name: str) -> str:
        return text(self.data.get(name, "")).strip()

    def _new(self, place: str):
        """What was chosen to be added there; None while nothing is chosen."""
        chosen = self._text(f"{place}.moi")
        if chosen.startswith(ABOUT):
            slug = chosen.removeprefix(ABOUT)
            return About(slug) if slug in SECTIONS else None
        asked = FIELDS.get(chosen)
        return Check(chosen, operators(asked)[0]) if asked else None

    def _add(self, place: str, part) -> None:
        at = self._at(place)
        if part is None or at is None:
            return
        below = at.tests if isinstance(at, About) else getattr(at, "parts", None)
        if below is None or (isinstance(at, About) and not isinstance(part, Check)):
            return
        below.append(part)
        self.added = f"{place}.{len(below) - 1}"

    def _drop(self, place: str) -> None:
        above, _, index = place.rpartition(".")
        at = self._at(above)
        below = at.tests if isinstance(at, About) else getattr(at, "parts", [])
        if index.isdecimal() and int(index) < len(below):
            del below[int(index)]

    def _at(self, place: str):
        """The part at a path, or None."""
        root, *steps = place.split(".")
        at = self.question.tree if root == ROOT else None
        for step in steps:
            below = getattr(at, "parts", None) or getattr(at, "tests", [])
            at = below[int(step)] if step.isdecimal() and int(step) < len(below) else None
        return at

    def _add_column(self, key: str) -> None:
        columns = self.question.columns
        if len(columns) >= MOST_COLUMNS:
            raise BadQuestion(f"Danh sách có nhiều nhất {MOST_COLUMNS} cột chọn thêm.")
        if key in FIELDS and key not in columns:
            columns.append(key)

    def _move(self, verb: str, place: str) -> None:
        columns = self.question.columns
        if not (place.isdecimal() and int(place) < len(columns)):
            return
        key = columns.pop(index := int(place))
        if verb != "bo-cot":
            columns.insert(max(0, index - 1) if verb == "len" else index + 1, key)
