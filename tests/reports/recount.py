"""The statistical forms worked out anew, person by person in Python from bare rows: no statement of `reports` is asked.

What is shared is the age of retirement, whose annexes have tests of their own (personnel/rules/test_retirement.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from types import SimpleNamespace

from django.db import connection

from personnel.rules.retirement import retirement_date
from qlcb.dates import PartialDate
from qlcb.formats import decimal_vi, money_vi, number_vi

CIVIL_SERVANTS, OFFICIALS_TOO = ("civil_servant",), ("official", "civil_servant")
DEGREES = {"doctor": "tien-si", "master": "thac-si", "university": "dai-hoc", "college": "cao-dang",
           "secondary": "trung-cap", "elementary": "so-cap"}  # fmt: skip
POLITICAL = {"political_bachelor": "ct-cu-nhan", "political_senior": "ct-cao-cap", "political_middle": "ct-trung-cap",
             "political_elementary": "ct-so-cap"}  # fmt: skip
STATE = {"state_senior": "qlnn-cvcc", "state_principal": "qlnn-cvc", "state_officer": "qlnn-cv"}
IT = {"it_higher": "tin-trung-cap", "it_certificate": "tin-chung-chi"}
ENGLISH = {"language_higher": "anh-dai-hoc", "language_certificate": "anh-chung-chi"}
FOREIGN = {"language_higher": "nn-dai-hoc", "language_certificate": "nn-chung-chi"}
TIERS = {"senior": "cvcc", "principal": "cvc", "officer": "cv", "assistant": "cs", "staff": "nv"}


def rows_of(table: str, *ranges: str) -> list[SimpleNamespace]:
    """All rows of a table; of a column of `ranges` its first day and, as NAME_end, the day after its last."""
    more = "".join(f", lower({name}) AS {name}, upper({name}) AS {name}_end" for name in ranges)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT *{more} FROM {table} ORDER BY id")
        names = [column.name for column in cursor.description]
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def told(first: date | None, end: date | None) -> date | str:
    """A day as a day; what is known in part as the forms write it."""
    if first is None:
        return ""
    days = (end - first).days
    return first if days == 1 else f"{first:%m/%Y}" if days < 32 else f"{first.year}"


def on(rows: Iterable, day: date) -> Iterator:
    """Those of rows with periods that hold on the day."""
    return (row for row in rows if row.valid_from <= day and (row.valid_to is None or row.valid_to >= day))


def highest(codes: Iterable[str], ladder: dict[str, str]) -> list[str]:
    """The column of the highest of the codes, the ladder written from the top."""
    codes = set(codes)
    return [column for code, column in ladder.items() if code in codes][:1]


@dataclass
class Person:
    """One person on the day. columns: the keys of the columns of numbers in which the person counts."""

    row: SimpleNamespace
    unit: int
    serves: int
    subject: str
    columns: set[str] = field(default_factory=set)


class Recount:
    """The service on one day."""

    def __init__(self, day: date):
        self.day = day
        kinds = {kind.id: kind for kind in rows_of("orgunits_unitkind")}
        order = {unit.id: (unit.order, unit.code) for unit in rows_of("orgunits_unit")}
        self.units = {version.unit_id: version for version in on(rows_of("orgunits_unitversion"), day)}
        self.below = defaultdict(list)
        for version in sorted(self.units.values(), key=lambda version: order[version.unit_id]):
            self.below[version.parent_id].append(version.unit_id)
        self.kinds = {pk: kinds[version.kind_id] for pk, version in self.units.items()}
        self.postings, self.salaries = self._by_person("personnel_posting"), self._by_person("personnel_salary")
        self.ranks = {rank.id: rank for rank in rows_of("personnel_rank")}
        self.studies = self._learnt()
        self.people = list(self._people())

    @staticmethod
    def _by_person(table: str) -> dict[int, list]:
        found = defaultdict(list)
        for row in sorted(rows_of(table, "valid_from"), key=lambda row: row.valid_from):
            found[row.dossier_id].append(row)
        return found

    def _learnt(self) -> dict[int, list[tuple]]:
        """Dossier → (column bucket, language) of each study done by the day."""
        levels = {level.id: level.bucket for level in rows_of("personnel_qualification")}
        languages = {language.id: language for language in rows_of("personnel_language")}
        found = defaultdict(list)
        for study in rows_of("personnel_study", "begins_on", "ends_on"):
            done = study.ends_on or study.begins_on
            if done is None or done <= self.day:
                found[study.dossier_id].append((levels[study.level_id], languages.get(study.language_id)))
        return found

    def is_commune(self, unit: int | None) -> bool:
        """Whether the unit, or one above it, is a commune."""
        while unit is not None:
            if self.kinds[unit].is_commune:
                return True
            unit = self.units[unit].parent_id
        return False

    def _people(self) -> Iterator[Person]:
        ethnic = {group.id: group.is_minority for group in rows_of("personnel_ethnicgroup")}
        religions = {religion.id: not religion.is_none for religion in rows_of("personnel_religion")}
        contracts = self._by_person("personnel_contract")
        for row in rows_of("personnel_dossier", "birth_date", "party_joined_on", "party_official_on"):
            for posting in on(self.postings[row.id], self.day):
                person = Person(row, posting.kept_by_id or posting.unit_id, posting.unit_id, row.subject)
                ended = [c.valid_to for c in on(contracts[row.id], self.day) if c.valid_to]
                paid = {salary.valid_from for salary in self.salaries[row.id]}
                if row.subject == "civil_servant" and any(end + timedelta(days=1) in paid for end in ended):
                    person.subject = "contract"
                person.columns = self._columns(row, posting, ethnic, religions)
                yield person

    def _columns(self, row, posting, ethnic, religions) -> set[str]:
        found = {"hien-co", *self._ages(row), *self._trained(row.id)}
        found |= {"nu"} if row.sex == "F" else set()
        joined = [first for first in (row.party_joined_on, row.party_official_on) if first]
        found |= {"dang-vien"} if any(first <= self.day for first in joined) else set()
        found |= {"dan-toc"} if ethnic.get(row.ethnic_group_id) else set()
        found |= {"ton-giao"} if religions.get(row.religion_id) else set()
        for salary in on(self.salaries[row.id], self.day):
            found.add(TIERS[self.ranks[salary.rank_id].tier])
        return found | self._rotated(row, posting)

    def _ages(self, row) -> set[str]:
        born = row.birth_date
        years = self.day.year - born.year - ((self.day.month, self.day.day) < (born.month, born.day))
        if retires(row.sex, born.year, born.month) < self.day:
            return {"qua-tuoi"}
        bands = [(30, "tuoi-30"), (40, "tuoi-31-40"), (50, "tuoi-41-50"), (200, "tuoi-51-60")]
        found = {next(band for most, band in bands if years <= most)}
        if row.sex == "F" and 51 <= years <= 55:
            found.add("nu-51-55")
        if row.sex == "M" and 56 <= years <= 60:
            found.add("nam-56-60")
        return found

    def _trained(self, pk: int) -> set[str]:
        learnt = self.studies[pk]
        codes = {code for code, _ in learnt}
        found = [column for ladder in (DEGREES, POLITICAL, STATE, IT) for column in highest(codes, ladder)]
        spoken = [(code, language) for code, language in learnt if language]
        found += highest((code for code, language in spoken if language.code == "en"), ENGLISH)
        others = (code for code, language in spoken if language.code != "en" and not language.is_ethnic)
        found += highest(others, FOREIGN)
        return {*found, *(["tieng-dan-toc"] if any(language.is_ethnic for _, language in spoken) else [])}

    def _rotated(self, row, posting) -> set[str]:
        before = [one for one in self.postings[row.id] if one.valid_to and one.valid_to < posting.valid_from]
        if posting.kind != "rotation" or not before:
            return set()
        last = max(before, key=lambda one: one.valid_to)
        versions = on((v for v in rows_of("orgunits_unitversion") if v.unit_id == last.unit_id), last.valid_to)
        kinds = {kind.id: kind for kind in rows_of("orgunits_unitkind")}
        return set() if any(kinds[version.kind_id].is_commune for version in versions) else {"luan-chuyen"}

    def quality(self, subjects: tuple[str, ...], *, communes: bool) -> dict[tuple[str, ...], Counter]:
        """The numbers of each line of BM01 or BM02 by the names down to it, that of a unit's own people included."""
        own = defaultdict(Counter)
        for person in self.people:
            if person.subject in subjects and self.is_commune(person.unit) == communes:
                own[person.unit].update(person.columns)
        found: dict[tuple[str, ...], Counter] = {}

        def counted(unit: int) -> bool:
            return not self.is_commune(unit) if not communes else self._has_commune(unit)

        def add(unit: int, above: tuple[str, ...]) -> Counter:
            version, way = self.units[unit], (*above, self.units[unit].name)
            below = [child for child in self.below[unit] if counted(child)]
            found[way] = sum((add(child, way) for child in below), Counter(own[unit]))
            if below and own[unit]:
                found[*way, f"Trực tiếp thuộc {version.short_name or version.name}"] = own[unit]
            return found[way]

        found[("Tổng số",)] = sum((add(root, ()) for root in self.below[None] if counted(root)), Counter())
        return found

    def _has_commune(self, unit: int) -> bool:
        return self.is_commune(unit) or any(map(self._has_commune, self.below[unit]))

    def pay(self, subjects: tuple[str, ...], codes: dict, *, communes: bool) -> dict[int, dict[str, object]]:
        """Dossier → what BM03 or BM04 shows of the person in each column after the name."""
        appointments, allowances = self._by_person("personnel_appointment"), self._by_person("personnel_allowance")
        positions = {position.id: position for position in rows_of("personnel_position")}
        kinds = {term.id: term for term in rows_of("personnel_term")}
        found = {}
        for person in self.people:
            if person.subject not in subjects or self.is_commune(person.unit) != communes:
                continue
            row, salaries = person.row, self.salaries[person.row.id]
            mains = [one for one in appointments[row.id] if one.is_main]
            salary, held = next(on(salaries, self.day), None), next(on(mains, self.day), None)
            title, since = "", ("", None)
            if held:
                title = positions[held.position_id].name
                since = self._since(mains, held, lambda one: positions[one.position_id].code)
            elif salary:
                title = self.ranks[salary.rank_id].name
                since = self._since(salaries, salary, lambda one: self.ranks[one.rank_id].code)
            born = told(row.birth_date, row.birth_date_end)
            paid = [(kinds[one.kind_id].code, one) for one in on(allowances[row.id], self.day)]
            paid.sort(key=lambda pair: (kinds[pair[1].kind_id].order, pair[1].id))
            found[row.id] = {
                "sinh-nam": born if row.sex == "M" else "", "sinh-nu": born if row.sex == "F" else "",
                "noi-lam-viec": self._place(person), "chuc-vu": title,
                "giu-tu": told(*since) if title else "",
                "ma-ngach": self.ranks[salary.rank_id].code if salary else "",
                "he-so": salary.coefficient if salary else "", "bac": salary.step if salary else "",
                **self._allowances(salary, held, paid, codes),
                "ghi-chu": "; ".join(self._remarks(person, salary)),
            }  # fmt: skip
        return found

    def _place(self, person: Person) -> str:
        return self._words(person.serves) if person.serves != person.unit else self.units[person.unit].name

    def _words(self, unit: int) -> str:
        """A unit and the department above it."""
        name, above = self.units[unit].name, self.units[unit].parent_id
        while above is not None and not self.kinds[above].is_department:
            above = self.units[above].parent_id
        return f"{name}, {self.units[above].short_name or self.units[above].name}" if above else name

    def _remarks(self, person: Person, salary) -> Iterator[str]:
        if salary and salary.pay_percent < 100:
            yield f"Hưởng {salary.pay_percent} % lương"
        if person.serves != person.unit:
            yield f"Hồ sơ do {self._words(person.unit)} quản lý"

    def _since(self, rows: list, row, code) -> tuple[date, date]:
        """The day of a row, or of the first of those that lead up to it without a break and with the same code."""
        for before in reversed(rows[: rows.index(row)]):
            if before.valid_to != row.valid_from - timedelta(days=1) or code(before) != code(row):
                break
            row = before
        return row.valid_from, row.valid_from_end

    @staticmethod
    def _allowances(salary, held, paid: list[tuple], codes: dict) -> dict[str, object]:
        over = Decimal(salary.over_frame) if salary else Decimal(0)
        own = held.allowance if held and held.allowance else None
        said = {codes["over_frame"]} if over else set()
        said |= {codes["position"]} if own else set()
        paid = [(code, one) for code, one in paid if code not in said]
        percents = over + sum(one.percent for _, one in paid if one.mode == "percent")
        over += sum(one.percent or 0 for code, one in paid if code == codes["over_frame"])

        def words(one) -> str:
            if one.mode == "percent":
                return f"{number_vi(one.percent)} %"
            return money_vi(one.amount) if one.mode == "amount" else decimal_vi(one.coefficient)

        def of(code: str):
            rows = [one for found, one in paid if found == code]
            if rows and all(one.mode == "coefficient" for one in rows):
                return sum(one.coefficient for one in rows)
            return "; ".join(map(words, rows))

        return {
            "pc-chuc-vu": own or of(codes["position"]), "pc-trach-nhiem": of(codes["responsibility"]),
            "pc-khu-vuc": of(codes["area"]), "vuot-khung": over or "", "pc-phan-tram": percents or "",
        }  # fmt: skip

    def ticked(self, subjects: tuple[str, ...]) -> dict[int, set[str]]:
        """Dossier → the columns of the list by organisation in which the person has a mark."""
        titles = {term.id: term.code for term in rows_of("personnel_term")}
        found = {}
        for person in self.people:
            if person.subject not in subjects:
                continue
            row, marks = person.row, set(person.columns)
            known = row.academic_title_year is None or row.academic_title_year <= self.day.year
            marks |= (
                {{"GS": "giao-su", "PGS": "pho-giao-su"}.get(titles.get(row.academic_title_id), "")} if known else {""}
            )
            if marks & {"ct-cu-nhan", "ct-cao-cap"}:
                marks.add("ct-tu-cao-cap")
            if not marks & ({*DEGREES.values()} - {"so-cap"}):
                marks.add("con-lai")
            found[row.id] = marks
        return found

    def quota(self, unit: int) -> int | None:
        """Civil servants assigned to the unit, or below it where it was given none itself."""
        given = [q.number for q in on(self._quotas(), self.day) if q.unit_id == unit and q.kind == "civil_servant"]
        parts = [part for child in self.below[unit] if (part := self.quota(child)) is not None]
        return given[0] if given else sum(parts) if parts else None

    @cache  # noqa: B019 - lives as long as the recount
    def _quotas(self) -> list:
        return rows_of("orgunits_staffquota")


@cache
def retires(sex: str, year: int, month: int) -> date:
    from personnel.models import RetirementAge

    ages = list(RetirementAge.objects.filter(annex=RetirementAge.Annex.NORMAL))
    return retirement_date(sex, PartialDate(year, month), ages)
