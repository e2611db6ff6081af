"""Steps and single people read from rows of a table, whatever file they stand in; every wrong cell is told.

The fields are those of the models. Choices are written as their values or as their words; units by their codes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from orgunits.models import Unit, UnitKind
from personnel.models import Dossier, Reorganisation, ReorganisationPerson, ReorganisationStep
from qlcb.vietnamese import fold, squeeze

Deed = ReorganisationStep.Deed
CHOICES = {
    "deed": Deed.choices,
    "posts": ReorganisationStep.Posts.choices,
    "accounts": ReorganisationStep.Accounts.choices,
    "grants": ReorganisationStep.Grants.choices,
}
PLAIN = ("identifier", "customs_prefix", "name", "short_name", "people_to", "confidence", "source", "note")
YES, NO = {"co", "x", "1", "yes", "true"}, {"", "khong", "0", "no", "false"}


@dataclass(frozen=True)
class Line:
    """One row of a file. values: field → text; where: field → the cell, in words."""

    values: dict[str, str]
    where: Callable[[str], str]


@dataclass(frozen=True)
class WrongCell:
    """A cell that cannot be taken: where it stands, what stands there, what is wrong."""

    where: str
    text: str
    words: str


@dataclass
class Read:
    """What the rows of a file say. wrong: not empty means that nothing is taken."""

    steps: list[ReorganisationStep] = field(default_factory=list)
    people: list[ReorganisationPerson] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)


def read_lines(plan: Reorganisation, steps: Sequence[Line], people: Sequence[Line] = (), *, account=None) -> Read:
    """The steps and single people of a plan; writes nothing. Three queries, however many rows.

    account: who brings them, and so may name only people whose dossiers they may open; None for commands.
    """
    reader = _Reader(plan, steps)
    for line in steps:
        reader.step(line)
    reader.persons(people, account)
    reader.targets()
    return reader.read


class _Reader:
    def __init__(self, plan: Reorganisation, steps: Sequence[Line]):
        self.plan, self.read = plan, Read()
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.kinds = {fold(words): kind for kind in UnitKind.objects.all() for words in (kind.code, kind.name)}
        self.seen: dict[str, str] = {}
        self.named: list[tuple[Line, str, str]] = []  # line, field, code of a unit that must be there afterwards
        self.new = {squeeze(line.values.get("code", "")) for line in steps}

    def wrong(self, line: Line, name: str, words: str) -> None:
        self.read.wrong.append(WrongCell(line.where(name), line.values.get(name, ""), words))

    def step(self, line: Line) -> None:
        """Take one row as a step; a row that says nothing is passed over."""
        told = {name: squeeze(text) for name, text in line.values.items() if squeeze(text)}
        if not (told.keys() - {"unit"}):
            return
        before = len(self.read.wrong)
        step = ReorganisationStep(reorganisation=self.plan)
        for name, choices in CHOICES.items():
            if name in told:
                setattr(step, name, self._choice(line, name, told[name], choices))
        for name in PLAIN:
            setattr(step, name, told.get(name, ""))
        self._act(line, step, told)
        self._kind(line, step, told)
        self._order(line, step, told)
        self._places(line, step, told)
        if len(self.read.wrong) == before:
            self._lengths(line, step)
            self.read.steps.append(step)

    def _choice(self, line: Line, name: str, text: str, choices) -> str:
        by_words = {fold(words): value for value, words in choices} | {fold(value): value for value, _ in choices}
        if fold(text) not in by_words:
            self.wrong(line, name, f"Không thuộc: {', '.join(words for _, words in choices)}.")
        return by_words.get(fold(text), "")

    def _act(self, line: Line, step: ReorganisationStep, told: dict[str, str]) -> None:
        """The unit that the step is about, or the code of the one it founds; each once."""
        if "deed" not in told:
            self.wrong(line, "deed", "Chưa chọn việc.")
            return
        if step.deed == Deed.ESTABLISH:
            step.code = self._once(line, "code", told.get("code", ""))
            if step.code in self.units:
                self.wrong(line, "code", f"Mã đã là của {self.units[step.code].name}.")
            return
        code = self._once(line, "unit", told.get("unit", ""))
        if code and code not in self.units:
            self.wrong(line, "unit", "Không có đơn vị mang mã này.")
        step.unit = self.units.get(code)

    def _once(self, line: Line, name: str, code: str) -> str:
        if not code:
            self.wrong(line, name, "Chưa ghi mã đơn vị.")
        elif code in self.seen:
            self.wrong(line, name, f"Đơn vị này đã có ở {self.seen[code]}.")
        else:
            self.seen[code] = line.where(name)
        return code

    def _kind(self, line: Line, step: ReorganisationStep, told: dict[str, str]) -> None:
        if "kind" in told:
            step.kind = self.kinds.get(fold(told["kind"]))
            if step.kind is None:
                names = dict.fromkeys(kind.name for kind in self.kinds.values())
                self.wrong(line, "kind", f"Không có loại đơn vị này; có: {', '.join(names)}.")
        elif step.deed == Deed.ESTABLISH:
            self.wrong(line, "kind", "Đơn vị mới phải có loại.")
        if step.deed == Deed.ESTABLISH and not step.name:
            self.wrong(line, "name", "Đơn vị mới phải có tên.")

    def _order(self, line: Line, step: ReorganisationStep, told: dict[str, str]) -> None:
        text = told.get("order", "")
        if text and not (text.isascii() and text.isdigit() and len(text) < 9):
            self.wrong(line, "order", "Thứ tự là một số nguyên.")
        elif text:
            step.order = int(text)

    def _places(self, line: Line, step: ReorganisationStep, told: dict[str, str]) -> None:
        """Where the unit goes; which units that may be is asked when all rows are read."""
        if step.deed in (Deed.MOVE, Deed.ESTABLISH):
            name = "parent" if "parent" in told or "targets" not in told else "targets"
            step.parent = told.get(name, "")
            if not step.parent:
                self.wrong(line, name, "Chưa ghi đơn vị cấp trên.")
            self.named.append((line, name, step.parent))
        else:
            step.targets = " ".join(told.get("targets", "").replace(",", " ").replace(";", " ").split())
            wanted = {Deed.MERGE: 1, Deed.SPLIT: 2}.get(step.deed, 0)
            if len(step.target_codes) < wanted:
                self.wrong(line, "targets", "Chưa ghi nơi đến." if wanted == 1 else "Chia, tách thành từ hai đơn vị.")
            self.named += [(line, "targets", code) for code in step.target_codes]
        if step.people_to:
            self.named.append((line, "people_to", step.people_to))

    def _lengths(self, line: Line, step: ReorganisationStep) -> None:
        try:
            step.clean_fields(exclude=["reorganisation", "unit", "kind"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.wrong(line, name, " ".join(messages))

    def persons(self, lines: Iterable[Line], account) -> None:
        """Take rows as people with a place of their own."""
        wanted = {squeeze(line.values.get("person", "")).upper() for line in lines}
        rows = Dossier.objects.all() if account is None else Dossier.objects.visible_to(account)
        known = dict(rows.filter(code__in=wanted).values_list("code", "pk"))
        for line in lines:
            code, to = squeeze(line.values.get("person", "")).upper(), squeeze(line.values.get("to", ""))
            keeps = fold(line.values.get("keeps_post", "")).strip()
            if not code and not to:
                continue
            if code not in known:
                self.wrong(line, "person", "Không có hồ sơ mang số hiệu này trong phạm vi của tài khoản.")
            elif code in self.seen:
                self.wrong(line, "person", f"Người này đã có ở {self.seen[code]}.")
            if keeps not in YES | NO:
                self.wrong(line, "keeps_post", "Ghi “Có” hoặc để trống.")
            self.named.append((line, "to", to))
            self.seen.setdefault(code, line.where("person"))
            person = ReorganisationPerson(
                reorganisation=self.plan, dossier_id=known.get(code), to=to, keeps_post=keeps in YES
            )
            self.read.people.append(person)

    def targets(self) -> None:
        """Units that rows name as places must exist by then: founded here, or there already and not ending."""
        ending = {step.unit.code for step in self.read.steps if step.unit and not step.goes_on}
        for line, name, code in self.named:
            if code in ending:
                self.wrong(line, name, f"{code} không còn sau sắp xếp.")
            elif code not in self.units and code not in self.new:
                self.wrong(line, name, f"Không có đơn vị mã {code or '(trống)'}.")
