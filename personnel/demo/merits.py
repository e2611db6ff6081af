"""Ratings of each year and quarter, rewards that follow from them, and the few disciplines (items 35.1, 35.2)."""

from datetime import date, timedelta
from random import Random

from personnel.demo.dues import DISCIPLINED as RIPE_DISCIPLINED
from personnel.demo.dues import SOON
from personnel.demo.staffing import STAFF
from personnel.demo.terms import Terms
from personnel.models import Discipline, Rating, Reward, Term
from qlcb.dates import PartialDate, add_months

K = Term.Kind
YEARS = 6  # of ratings in the file
QUARTERS_FROM = 2026  # NĐ 335/2025
MARKS = {"HTXS": 18, "HTT": 71, "HT": 11}
SCORES = {"HTXS": (90, 98), "HTT": (75, 89), "HT": (55, 70)}
VALID_MONTHS = 12  # of a discipline
FORGOTTEN, DISCIPLINED = 0.02, 0.007  # shares of dossiers
VIOLATIONS = (
    "Vi phạm quy định về thời giờ làm việc, chấp hành kỷ luật lao động",
    "Thiếu trách nhiệm trong kiểm tra hồ sơ hải quan, để sai sót phải ấn định lại thuế",
    "Vi phạm chính sách dân số",
    "Chậm báo cáo, để quá hạn giải quyết hồ sơ hoàn thuế",
)


class Merits:
    """Makes the rows of one person after another."""

    def __init__(self, terms: Terms, today: date):
        self.terms, self.today = terms, today

    def of(self, rng: Random, life) -> list:
        person, dossier = life.person, life.dossier
        first = person.entry.year + (person.entry.last_day.month > 6)
        until = person.until.year - 1
        marks = {
            year: rng.choices(list(MARKS), list(MARKS.values()))[0]
            for year in range(max(first, until - YEARS + 1), until + 1)
        }
        rows = [self._rating(rng, dossier, year, mark) for year, mark in marks.items()]
        if rows and rng.random() < FORGOTTEN:
            rows.pop()
        rows += self._quarters(rng, life)
        rows += self._rewards(rng, life, marks)
        if rng.random() < DISCIPLINED or person.ripe == RIPE_DISCIPLINED:
            rows += self._discipline(rng, life)
        return rows

    def _rating(self, rng: Random, dossier, year: int, mark: str, quarter: int | None = None) -> Rating:
        scored = year >= QUARTERS_FROM
        joined = dossier.party_joined_on
        member = joined is not None and joined.year < year
        return Rating(
            dossier=dossier, year=year, quarter=quarter, rating=self.terms.get(K.RATING, mark),
            score=rng.randint(*SCORES[mark]) if scored else None,
            party_rating=self.terms.get(K.RATING, mark) if member and quarter is None else None,
        )  # fmt: skip

    def _quarters(self, rng: Random, life) -> list[Rating]:
        """The quarters of this year that are over and were served whole."""
        year, rows = self.today.year, []
        for quarter in range(1, (self.today.month - 1) // 3 + 1) if year >= QUARTERS_FROM and life.serves else ():
            if life.person.entry.first_day <= date(year, quarter * 3 - 2, 1):
                mark = rng.choices(list(MARKS), list(MARKS.values()))[0]
                rows.append(self._rating(rng, life.dossier, year, mark, quarter))
        return rows

    def _rewards(self, rng: Random, life, marks: dict[int, str]) -> list[Reward]:
        rows, department = [], life.seat.department
        for year, mark in marks.items():
            if mark == "HT" or year < self.today.year - 4:
                continue
            best = mark == "HTXS" and rng.random() < 0.7
            row = Reward(
                dossier=life.dossier, awarded_on=PartialDate(year, 12),
                title=self.terms.get(K.EMULATION_TITLE, "CSTDCS" if best else "LDTT"),
                authority=department.unit.name, content=f"Thành tích công tác năm {year}",
            )  # fmt: skip
            if best and rng.random() < 0.4:
                code = "GKTCT" if department.is_central else "GKCT"
                row.form = self.terms.get(K.REWARD_FORM, code)
            rows.append(row)
        served = (self.today.year - life.person.entry.year) if rows else 0
        if served > 20 and rng.random() < 0.35:
            form = self.terms.get(K.REWARD_FORM, "KNCTC")
            rows.append(self._great(life, form, "Bộ Tài chính", life.person.entry.year + 20, "Công tác trong ngành"))
        if life.seat.role != STAFF and rng.random() < 0.5:
            code, authority = rng.choice((("BKBT", "Bộ Tài chính"), ("BKTTG", "Thủ tướng Chính phủ")))
            year = self.today.year - rng.randint(1, 6)
            rows.append(self._great(life, self.terms.get(K.REWARD_FORM, code), authority, year, "Thành tích xuất sắc"))
        return rows

    def _great(self, life, form: Term, authority: str, year: int, content: str) -> Reward:
        awarded = PartialDate(min(max(year, life.person.entry.year), self.today.year - 1))
        return Reward(dossier=life.dossier, awarded_on=awarded, form=form, authority=authority, content=content)

    def _discipline(self, rng: Random, life) -> list[Discipline]:
        """One, by the list of its time and of the person's standing; after the newest raise, which it would put off."""
        if life.person.ripe == RIPE_DISCIPLINED:
            until = self.today + timedelta(days=SOON)
            day = add_months(until + timedelta(days=1), -VALID_MONTHS)
            return [self._disciplined(rng, life, day, until)]
        newest = life.salaries[-1].valid_from.first_day if life.salaries else None
        if not life.serves or newest is None or (self.today - newest).days < 60:
            return []
        day = date.fromordinal(rng.randint(newest.toordinal() + 30, self.today.toordinal() - 15))
        return [self._disciplined(rng, life, day)]

    def _disciplined(self, rng: Random, life, day: date, until: date | None = None) -> Discipline:
        code = rng.choice(("KT", "KT", "CC"))
        by_role = "CC" if life.seat.role == STAFF else "LD"
        prefix = "VC" if life.dossier.is_contract_staff else by_role
        return Discipline(
            dossier=life.dossier, form=self.terms.get(K.DISCIPLINE_FORM, f"{prefix}-{code}", day),
            valid_from=PartialDate.of(day), valid_to=until, violation=rng.choice(VIOLATIONS),
            authority=life.seat.department.unit.name,
        )  # fmt: skip
