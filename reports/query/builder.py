"""The form of a question as its template writes it: each part with its path, its choices and what is wrong with it."""

from dataclasses import dataclass, field

from personnel.sections import SECTIONS
from reports.query.asked import Asked
from reports.query.conditions import time_words
from reports.query.operators import WORDS, operators, takes
from reports.query.posted import ABOUT, ROOT
from reports.query.question import MOST_COLUMNS, countable
from reports.query.tree import DAY, DEEPEST, SPAN, About, Check, Group
from reports.query.vocabulary import FIELDS, Field

Choice = tuple[str, str, bool]


@dataclass
class Node:
    """A part of the form. kind: "group", "section", "field" or "lost"; control: as `operators.takes` says."""

    kind: str
    path: str
    label: str = ""
    error: str = ""
    focus: bool = False
    every: bool = True
    parts: list["Node"] = field(default_factory=list)
    adds: list = field(default_factory=list)
    may_nest: bool = False
    key: str = ""
    ops: list[Choice] = field(default_factory=list)
    control: str = ""
    choices: list[Choice] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    has: bool = True
    times: list[Choice] = field(default_factory=list)
    days: int = 0


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    is_first: bool
    is_last: bool


class Builder:
    """What the template of the form needs. added: path of the part that was just added; quiet: while the question is
    being put together, what is still missing in it is no error."""

    def __init__(self, asked: Asked, *, added: str = "", quiet: bool = False):
        self.asked, self.added, self.quiet = asked, added, quiet
        self.subjects = asked.vocabulary.subjects
        self.root = self._group(asked.question.tree, ROOT, 1)

    @property
    def columns(self) -> list[Column]:
        keys = self.asked.question.columns
        labels = [FIELDS[key].full_label if key in FIELDS else f"“{key}” (không còn)" for key in keys]
        return [Column(k, w, i == 0, i == len(keys) - 1) for i, (k, w) in enumerate(zip(keys, labels, strict=True))]

    @property
    def column_adds(self) -> list:
        """(heading, choices) of what can still be shown."""
        shown = set(self.asked.question.columns)
        if len(shown) >= MOST_COLUMNS:
            return []
        return [(s.title, [(f.key, f.label) for f in s.fields if f.key not in shown]) for s in self.subjects]

    @property
    def counting(self) -> list[list]:
        """For each of the two lists: (panel, choices)."""
        chosen = [*self.asked.question.groups, "", ""][:2]
        return [
            [(title, [(f.key, f.label, f.key == key) for f in fields]) for title, fields in countable()]
            for key in chosen
        ]

    def _node(self, kind: str, path: str, **given) -> Node:
        is_lost = kind == "lost" or (kind == "section" and given["key"] not in SECTIONS)
        error = "" if self.quiet and not is_lost else self.asked.problems.get(path, "")
        return Node(kind, path, error=error, focus=path == self.added, **given)

    def _part(self, part, path: str, depth: int) -> Node:
        if isinstance(part, Group):
            return self._group(part, path, depth)
        return self._about(part, path) if isinstance(part, About) else self._test(part, path)

    def _group(self, group: Group, path: str, depth: int) -> Node:
        parts = [self._part(part, f"{path}.{index}", depth + 1) for index, part in enumerate(group.parts)]
        sections = [(f"{ABOUT}{s.slug}", s.title) for s in self.subjects if s.section]
        panels = [(s.title, [(f.key, f.label) for f in s.fields]) for s in self.subjects if not s.section]
        adds = [("Các mục (có, không có dòng nào)", sections), *panels]
        return self._node("group", path, every=group.every, parts=parts, adds=adds, may_nest=depth < DEEPEST)

    def _about(self, about: About, path: str) -> Node:
        section = SECTIONS.get(about.section)
        tests = [self._test(test, f"{path}.{index}") for index, test in enumerate(about.tests)]
        if section is None:
            return self._node("section", path, label=f"“{about.section}”", key=about.section, parts=tests)
        fields = next(subject.fields for subject in self.subjects if subject.section is section)
        return self._node(
            "section", path, label=section.title, key=section.slug, has=about.has, parts=tests,
            adds=[("", [(field.key, field.label) for field in fields])],
            times=[(time, words, time == about.when) for time, words in time_words(section).items()],
            days={DAY: 1, SPAN: 2}.get(about.when, 0), values=[*about.days, "", ""][:2],
        )  # fmt: skip

    def _test(self, test: Check, path: str) -> Node:
        asked = FIELDS.get(test.field)
        if asked is None or not self.asked.vocabulary.may_ask(asked):
            label = asked.full_label if asked else f"“{test.field}”"
            return self._node("lost", path, label=label, key=test.field)
        ops = operators(asked)
        control = takes(asked, test.op if test.op in ops else ops[0])
        choices = []
        if control == "list":
            choices = self._choices(asked, test.values)
        return self._node(
            "field", path, label=asked.label, key=test.field, ops=[(op, WORDS[op], op == test.op) for op in ops],
            control=control, choices=choices, values=[*test.values, "", ""][:2],
        )  # fmt: skip

    def _choices(self, asked: Field, chosen: list[str]) -> list[Choice]:
        """What is offered, and what was chosen although it is not: else it would be lost when the form is sent."""
        offered, entries = dict(self.asked.lists.offered(asked)), self.asked.lists.of(asked)
        beside = {key: entries[key].label for key in chosen if key in entries}
        return [(key, label, key in chosen) for key, label in (offered | beside).items()]
