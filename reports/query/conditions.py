"""A tree as one condition on dossiers, and as words: no SQL comes from outside, only fields and operators by name."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.permissions import WorkGroup
from personnel.sections import SECTIONS, Section
from personnel.within import happened, holding
from qlcb.dates import parse_date
from qlcb.formats import date_vi
from reports.query.lists import Lists
from reports.query.operators import Meaning, read
from reports.query.tree import ALWAYS, DAY, NOW, SPAN, TIMES, About, Check, Group
from reports.query.vocabulary import FIELDS, Vocabulary, lower

LATEST = date(2100, 12, 31)
EARLIEST = date(1900, 1, 1)


@dataclass
class Said:
    """A part in words. parts: what a group joins."""

    words: str = ""
    every: bool = True
    parts: list["Said"] = field(default_factory=list)


@dataclass
class Compiled:
    """What a tree means. problems: path of a part → why it cannot be asked; secret: groups whose restricted fields it
    asks for."""

    q: Q = field(default_factory=Q)
    said: Said = field(default_factory=Said)
    problems: dict[str, str] = field(default_factory=dict)
    secret: set[WorkGroup] = field(default_factory=set)


class Compiler:
    """Turns the tree of one account's question into its condition."""

    def __init__(self, vocabulary: Vocabulary, lists: Lists, today: date):
        self.vocabulary, self.lists, self.today = vocabulary, lists, today

    def compile(self, root: Group) -> Compiled:
        """The condition and the words. Where a restricted field is asked, only dossiers of which the account may see it
        can meet the condition at all: else whoever is missing from the list would tell."""
        self.found = Compiled()
        self.found.q, self.found.said = self._group(root, "r")
        for group in self.found.secret:
            self.found.q &= self.vocabulary.revealed(group)
        return self.found

    def _group(self, group: Group, path: str) -> tuple[Q, Said]:
        said, meant = Said(every=group.every), []
        for index, part in enumerate(group.parts):
            below = f"{path}.{index}"
            q, words = self._group(part, below) if isinstance(part, Group) else self._leaf(part, below)
            if isinstance(part, Group) and not part.parts:
                continue
            said.parts.append(words)
            meant.append(q)
        if group.every or not meant:
            return Q(*meant), said
        either = meant[0]
        for q in meant[1:]:
            either |= q
        return either, said

    def _leaf(self, part: Check | About, path: str) -> tuple[Q, Said]:
        try:
            meant = self._about(part, path) if isinstance(part, About) else self._test(part)
        except ValueError as error:
            self.found.problems[path] = str(error)
            return Q(pk__in=()), Said(str(error))
        return meant.q, Said(meant.words)

    def _test(self, test: Check, section: Section | None = None) -> Meaning:
        asked = FIELDS.get(test.field)
        if asked is None or asked.section is not section:
            raise ValueError(f"Hệ thống không còn thông tin “{test.field}”; hãy bỏ điều kiện này.")
        if not self.vocabulary.may_ask(asked):
            raise ValueError(
                f"Tài khoản không có quyền xem thông tin hạn chế “{asked.full_label}” nên không hỏi theo nó được."
            )
        if asked.is_sealed:
            self.found.secret.add(asked.group)
        return read(asked, test, self.lists, self.today)

    def _about(self, about: About, path: str) -> Meaning:
        section = SECTIONS.get(about.section)
        if section is None:
            raise ValueError(f"Hệ thống không còn mục “{about.section}”; hãy bỏ điều kiện này hoặc chọn mục khác.")
        held = held_at(section, about.when, about.days, self.today)
        tests = []
        for index, test in enumerate(about.tests):
            try:
                tests.append(self._test(test, section))
            except ValueError as error:
                self.found.problems[f"{path}.{index}"] = str(error)
        rows = section.model._default_manager.filter(held.q, *(one.q for one in tests), dossier=OuterRef("pk"))
        there = Q(Exists(rows.order_by()))
        told = " và ".join(lower(one.words) for one in tests)
        words = f"{'Có' if about.has else 'Không có'} {lower(section.singular)}"
        words += f" mà {told}" if told else ""
        return Meaning(there if about.has else ~there, f"{words}{held.words}")


def times(section: Section) -> tuple[str, ...]:
    """The ways in which the time of a record of the section can be asked."""
    if section.is_dated or section.lasts:
        return TIMES
    return (ALWAYS, DAY, SPAN) if section.since else (ALWAYS,)


def time_words(section: Section) -> dict[str, str]:
    """The same for people to choose from. What happens at once is asked for by a day, not on it."""
    lasts = section.is_dated or section.lasts
    words = {
        ALWAYS: "vào lúc nào đó",
        NOW: "hiện nay",
        DAY: "vào ngày" if lasts else "tính đến ngày",
        SPAN: "có lúc trong khoảng" if lasts else "trong khoảng",
    }
    return {time: words[time] for time in times(section)}


def held_at(section: Section, when: str, days: list[str], today: date) -> Meaning:
    """Records that hold at the time: those whose days are unknown hold at no named day. Raises ValueError."""
    if when not in times(section):
        raise ValueError(f"Mục “{section.title}” không hỏi được theo thời điểm đã chọn; hãy chọn lại.")
    if when == ALWAYS:
        return Meaning(Q(), " (vào lúc nào đó)")
    if when == NOW:
        return Meaning(holding(section, today, today), " (hiện nay)")
    read_days = [_day(section, value) for value in (*days, "", "")[: 2 if when == SPAN else 1]]
    first, last = read_days[0], read_days[-1]
    if first > last:
        raise ValueError(f"“{section.title}”: ngày đầu của khoảng phải trước ngày cuối.")
    words = f"{time_words(section)[when]} {date_vi(first)}" + (f" đến {date_vi(last)}" if when == SPAN else "")
    if section.is_dated or section.lasts:
        return Meaning(holding(section, first, last), f" ({words})")
    return Meaning(happened(section, first if when == SPAN else None, last), f" ({words})")


def _day(section: Section, value: str) -> date:
    if not value.strip():
        raise ValueError(f"“{section.title}”: nhập ngày (dd/mm/yyyy).")
    try:
        day = parse_date(value)
    except ValueError as error:
        raise ValueError(f"“{section.title}”: {error}") from None
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"“{section.title}”: ngày phải từ năm 1900 đến năm 2100.")
    return day
