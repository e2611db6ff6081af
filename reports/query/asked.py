"""A question asked by an account on a day: its rows, words, numbers and what is wrong with it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count

from accounts.permissions import VIEW
from personnel.models import Dossier
from qlcb.dates import parse_date
from qlcb.formats import date_vi
from reports.models import SavedQuery
from reports.query.columns import lines, people_with
from reports.query.conditions import Compiled, Compiler
from reports.query.lists import Lists
from reports.query.operators import FALSE, IS, TRUE, empty, read
from reports.query.question import Question, countable, from_address
from reports.query.tree import BadQuestion, Check
from reports.query.vocabulary import FIELDS, Field, Kind, Vocabulary, lower
from reports.query.words import sentence

MOST_COUNTS = 400


@dataclass(frozen=True)
class Counted:
    """One number: the entries it stands for, by key ("" where nothing is written) and words."""

    keys: list[str]
    words: list[str]
    number: int


class Asked:
    """cell: keys of the entries of one number, which narrow the list to it. right: VIEW, or that of a file."""

    def __init__(self, question: Question, account, today: date, *, cell: list[str] = (), right: str = VIEW):
        self.question, self.account, self.today, self.right = question, account, today, right
        self.vocabulary, self.lists = Vocabulary(account), Lists(account)
        self.cell = list(cell)[: len(question.groups)]
        self.others: list[str] = []
        self.columns = self._known(question.columns, "cột")
        self.groups = [field for field in self._known(question.groups, "cách đếm") if field in self._countable]
        self.day = self._day()

    @cached_property
    def _countable(self) -> set[Field]:
        return {field for _, fields in countable() for field in fields}

    def _known(self, keys: list[str], what: str) -> list[Field]:
        """Fields that exist and may be shown; of others a word is kept."""
        found = []
        for key in dict.fromkeys(keys):
            field = FIELDS.get(key)
            if field is None:
                self.others.append(f"Hệ thống không còn thông tin “{key}” nên không có {what} ấy.")
            elif not self.vocabulary.may_ask(field):
                self.others.append(f"Tài khoản không có quyền xem “{field.full_label}” nên không có {what} ấy.")
            else:
                found.append(field)
        return found

    def _day(self) -> date:
        typed = self.question.day.strip()
        try:
            return parse_date(typed) if typed else self.today
        except ValueError as error:
            self.others.append(f"Ngày của các cột: {error} Đang lấy hôm nay.")
            return self.today

    @cached_property
    def compiled(self) -> Compiled:
        return Compiler(self.vocabulary, self.lists, self.today).compile(self.question.tree)

    @property
    def problems(self) -> dict[str, str]:
        """Path of a part → why it cannot be asked; such a question is not run."""
        return self.compiled.problems

    @property
    def counts(self) -> bool:
        """Whether the result is numbers, not a list."""
        return bool(self.groups) and not self.cell

    @cached_property
    def words(self) -> str:
        """What was asked, in plain words."""
        told = sentence(self.compiled.said)
        if self.counts:
            told += f" Đếm theo {' và '.join(lower(field.full_label) for field in self.groups)}."
        if self.cell:
            told += f" Trong đó: {'; '.join(words for _, words in self._narrowed)}."
        if self.compiled.secret:
            told += " Chỉ gồm những hồ sơ mà tài khoản được xem thông tin hạn chế."
        if self.day != self.today and not self.counts:
            told += f" Cột của các mục lấy dòng của ngày {date_vi(self.day)}."
        return told

    def rows(self):
        """The dossiers, through the door."""
        if self.problems:
            return Dossier.objects.none()
        rows = Dossier.objects.under(self.account, self.right).filter(self.compiled.q)
        for q, _ in self._narrowed:
            rows = rows.filter(q)
        return rows

    def for_page(self):
        """The same with what the columns show."""
        names = people_with(self.columns)
        return self.rows().select_related(*names) if names else self.rows()

    def lines(self, people: list[Dossier], gate=None):
        """The lines of these people with the chosen columns."""
        return lines(people, self.columns, self.day, gate=gate)

    def check_cell(self) -> None:
        """Raises ValueError where the number that the list is narrowed to names an entry that does not exist."""
        self._narrowed  # noqa: B018 - read for what it raises

    @cached_property
    def _narrowed(self) -> list:
        """(condition, words) of the entries of one number. Raises ValueError for an entry that does not exist."""
        return [self._entry(field, key) for field, key in zip(self.groups, self.cell, strict=False)]

    def _entry(self, field: Field, key: str) -> tuple:
        if not key:
            return empty(field), f"{field.label} chưa ghi"
        op = IS if field.kind is not Kind.FLAG else TRUE if key == "1" else FALSE
        meant = read(field, Check(field.key, op, [key]), self.lists, self.today)
        return meant.q, meant.words

    def counted(self) -> list[Counted]:
        """The numbers, largest first within the first entry; their sum is the number of the list."""
        paths = [field.path for field in self.groups]
        rows = self.rows().order_by().values_list(*paths).annotate(number=Count("pk"))
        keys = [self._keys(field) for field in self.groups]
        found: dict[tuple[str, ...], int] = {}
        for *values, number in rows:
            at = tuple(of.get(value, "") for of, value in zip(keys, values, strict=True))
            found[at] = found.get(at, 0) + number
        labels = [self._labels(field) for field in self.groups]
        counted = [
            Counted(list(at), [of.get(key, "(chưa ghi)") for of, key in zip(labels, at, strict=True)], number)
            for at, number in found.items()
        ]
        first = {}
        for one in counted:
            first[one.keys[0]] = first.get(one.keys[0], 0) + one.number
        return sorted(counted, key=lambda one: (-first[one.keys[0]], one.words[0], -one.number, one.words))

    def _keys(self, field: Field) -> dict:
        """Value of the column → key."""
        if field.kind is Kind.FLAG:
            return {True: "1", False: "0"}
        return {pk: key for key, entry in self.lists.of(field).items() for pk in entry.ids if pk != ""}

    def _labels(self, field: Field) -> dict[str, str]:
        if field.kind is Kind.FLAG:
            return {"1": "Có", "0": "Không"}
        return {key: entry.label for key, entry in self.lists.of(field).items()}


def question_of(data) -> str | None:
    """The address or the number of the saved question that parameters name; None when they name no question."""
    return data.get("cau-hoi") or data.get("luu") or None


def saved_of(data, account) -> SavedQuery | None:
    """The saved question that the parameters name, when the account may ask it."""
    pk = data.get("luu", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    return SavedQuery.objects.visible_to(account).filter(pk=pk).first()


def asked_of(data, account, today: date, *, right: str = VIEW) -> Asked:
    """What an address asks: cau-hoi, the question itself, or luu, a saved one; o, the entries of one number.

    Raises BadQuestion, also for a saved question that is not the account's to ask.
    """
    if address := data.get("cau-hoi"):
        question = from_address(address, account)
    else:
        saved = saved_of(data, account)
        if saved is None:
            raise BadQuestion("Câu hỏi đã lưu này không còn, hoặc không dùng chung với đơn vị của tài khoản.")
        question = Question.from_json(saved.question)
    asked = Asked(question, account, today, cell=data.getlist("o"), right=right)
    try:
        asked.check_cell()
    except ValueError as error:
        raise BadQuestion(str(error)) from None
    return asked
