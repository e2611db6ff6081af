"""What a discipline or a bad rating leads to: the months by which a raise is put off (TT 08/2013/TT-BNV Điều 2 khoản 3,
TT 03/2021/TT-BNV), and the months in which nobody is promoted (Luật 52/2019/QH14); FACTS §3.3.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal, Protocol, Self

from personnel.rules import Answer
from personnel.rules.numbers import Number, Numbers
from qlcb.dates import add_months
from qlcb.formats import date_vi

DISCIPLINE, RATING = "discipline_form", "rating"
UNSURE = ("gk-medium", "gk-low")


class ConsequenceRow(Protocol):
    """A row of the list: what the form of discipline or the rating `about` leads to, for people of `subject`.

    about: (list, code), e.g. ("rating", "KHT"); subject "" is everybody whom no other row names.
    """

    about: tuple[str, str]
    subject: str
    raise_months: int
    hold_months: int
    early_months: int
    valid_from: date | None
    valid_to: date | None
    source: str
    confidence: str


@dataclass(frozen=True)
class Consequence:
    """A row that comes from a file."""

    about: tuple[str, str]
    subject: str
    raise_months: int
    hold_months: int
    early_months: int
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    confidence: str = "source"

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of fixtures/catalogues/consequences.csv. Raises KeyError or ValueError on another shape."""
        days = (date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to"))
        months = (int(row[name]) for name in ("raise_months", "hold_months", "early_months"))
        about = row["kind"], row["term"]
        return cls(about, row["subject"], *months, *days, row["source"], row["confidence"])


class Consequences:
    """The list, to be asked for a form or rating on a day."""

    def __init__(self, rows: Iterable[ConsequenceRow]) -> None:
        self._rows: dict[tuple[str, str], list[ConsequenceRow]] = defaultdict(list)
        for row in rows:
            self._rows[row.about].append(row)

    def of(self, about: tuple[str, str], subject: str, day: date) -> ConsequenceRow | None:
        """Return the row in force on day for such a person: theirs before the one of everybody; None when none is."""
        rows = [row for row in self._rows.get(about, ()) if row.subject in (subject, "") and _holds(row, day)]
        return max(rows, key=lambda row: row.subject != "", default=None)


def _holds(row: ConsequenceRow, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


@dataclass(frozen=True)
class Mark:
    """Something that may put a raise off: a discipline by the state or by the Party, or a year's rating.

    day: on which it took effect (of a rating without a paper, the last day of its year). same: the rating was given
    because of the discipline. apart: the Party punished another act than the state did. exact: the day is known.
    """

    kind: Literal["state", "party", "rating"]
    code: str
    name: str
    day: date
    year: int = 0
    same: bool = False
    apart: bool = False
    exact: bool = True

    @property
    def about(self) -> tuple[str, str]:
        return (RATING if self.kind == "rating" else DISCIPLINE), self.code

    @property
    def words(self) -> str:
        if self.kind == "rating":
            return f"xếp loại năm {self.year} “{self.name}”"
        body = "kỷ luật Đảng" if self.kind == "party" else "kỷ luật"
        return f"{body} “{self.name}”, hiệu lực {date_vi(self.day)}"


@dataclass(frozen=True)
class Extension:
    """Months by which the time towards a raise is longer, why, and what is to be looked at."""

    months: int = 0
    steps: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class ConsequenceLaw(Protocol):
    """What the rule reads of the lists."""

    consequences: Consequences
    numbers: Numbers


def extension(marks: Iterable[Mark], subject: str, law: ConsequenceLaw) -> Extension:
    """Return the sum of the months of all marks of one held step (TT 08/2013 Điều 2 khoản 3).

    Each discipline and each year counts (điểm d); a rating given because of a discipline does not count beside it (điểm
    đ); a discipline of the Party counts only where the state gave none for the same act (điểm e). Both are taken for
    the same act when they lie at most so many months apart, unless the record says otherwise.
    """
    marks = sorted(marks, key=lambda mark: mark.day)
    result = Extension(doubts=_about_ratings(marks))
    months = 0
    for mark in marks:
        left_out, doubt = _left_out(mark, marks, law.numbers)
        result.doubts.extend(filter(None, [doubt]))
        if left_out:
            result.steps.append(left_out)
            continue
        row = law.consequences.of(mark.about, subject, mark.day)
        if row is None:
            result.doubts.append(f"Danh mục chưa nói {mark.words} kéo dài bao nhiêu tháng; chưa tính.")
            continue
        months += row.raise_months
        result.steps.append(_step(mark, row))
        if row.confidence in UNSURE:
            result.doubts.append(f"Mức kéo dài do {mark.words} cần đối chiếu văn bản.")
        if not mark.exact:
            result.doubts.append(f"Ngày hiệu lực của {mark.words} chỉ ghi tháng hoặc năm.")
    return Extension(months, result.steps, result.doubts)


def _left_out(mark: Mark, marks: Sequence[Mark], numbers: Numbers) -> tuple[str, str]:
    """(why the mark does not count beside the others, what is to be looked at about that); "" for neither."""
    kinds = {other.kind for other in marks}
    if mark.kind == "party" and not mark.apart and _punished_by_state(mark, marks, numbers):
        step = f"Không tính thêm {mark.words}: đã có kỷ luật hành chính (điểm e)."
        return step, f"Nếu {mark.words} là về hành vi khác thì đánh dấu ở mục Kỷ luật để tính thêm."
    if mark.same and kinds & {"state", "party"}:
        return f"Không tính thêm {mark.words}: do cùng hành vi đã bị kỷ luật (điểm đ).", ""
    if mark.same:
        return "", f"Ghi {mark.words} là do bị kỷ luật nhưng hồ sơ không có kỷ luật trong thời gian giữ bậc."
    return "", ""


def _punished_by_state(mark: Mark, marks: Sequence[Mark], numbers: Numbers) -> bool:
    most = numbers.on(Number.SAME_ACT_MONTHS, mark.day)
    first, last = add_months(mark.day, -most), add_months(mark.day, most)
    return any(other.kind == "state" and first <= other.day <= last for other in marks)


def _about_ratings(marks: Sequence[Mark]) -> list[str]:
    years = sorted(mark.year for mark in marks if mark.kind == "rating")
    return [
        f"Hai năm liên tiếp {first} và {second} không hoàn thành nhiệm vụ: xem xét cho thôi việc trước khi nâng bậc."
        for first, second in pairwise(years)
        if second == first + 1
    ]


def _step(mark: Mark, row: ConsequenceRow) -> str:
    words = mark.words[:1].upper() + mark.words[1:]
    if not row.raise_months:
        return f"{words}: không kéo dài thời gian nâng bậc."
    return f"{words}: kéo dài {row.raise_months} tháng ({row.source})."


def held_back_until(mark: Mark, subject: str, consequences: Consequences) -> Answer[date | None]:
    """Return the last day on which the discipline bars promotion, planning and rank change; None: it bars none.

    Luật Cán bộ, công chức (sửa đổi 2019) Điều 82: 12 or 24 months from the day it took effect; the months are data.
    """
    row, words = consequences.of(mark.about, subject, mark.day), mark.words[:1].upper() + mark.words[1:]
    if row is None or not row.hold_months:
        return Answer(None, [f"{words}: danh mục không nêu thời gian không bổ nhiệm."])
    last = add_months(mark.day, row.hold_months)
    held = f"không bổ nhiệm, quy hoạch, nâng ngạch {row.hold_months} tháng, đến hết {date_vi(last)}"
    steps = [f"{words}: {held} ({row.source})."]
    if row.confidence in UNSURE:
        steps.append("Thời gian này cần đối chiếu văn bản.")
    return Answer(last, steps)
