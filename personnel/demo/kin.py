"""The family of an invented person: parents, wife or husband, children, brothers, sisters, in-laws (item 36)."""

from datetime import date
from random import Random

from personnel.demo.names import KINH, Names
from personnel.demo.terms import Terms
from personnel.models import Relative, Term
from qlcb.dates import PartialDate

K = Term.Kind
OLD_WORK = ("Nông dân, nghỉ ở nhà", "Cán bộ hưu trí", "Giáo viên nghỉ hưu", "Công nhân nghỉ hưu", "Buôn bán nhỏ")
WORK = (
    "Giáo viên trường trung học cơ sở", "Nhân viên ngân hàng", "Kế toán doanh nghiệp", "Công chức phường",
    "Nội trợ", "Kinh doanh tự do", "Bác sĩ bệnh viện đa khoa", "Kỹ sư xây dựng", "Công nhân khu công nghiệp",
)  # fmt: skip
YOUTH_UNION, UNION = "Đoàn viên Đoàn TNCS Hồ Chí Minh", "Đoàn viên công đoàn"
WITHOUT, FAULTY, PAST_OF_RELATIVES, ABROAD = 0.03, 0.004, 0.004, 0.02  # shares of dossiers
LONGEST_LIFE = 88


class Kin:
    """Makes the relatives of one person after another."""

    def __init__(self, terms: Terms, names: Names, today: date):
        self.terms, self.names, self.today = terms, names, today

    def of(self, rng: Random, dossier, born: date, gso_code: int) -> list[Relative]:
        """The relatives; some files know none yet, and in a few somebody mistyped a year."""
        if rng.random() < WITHOUT:
            return []
        self.gso_code, self.ethnic = gso_code, dossier.ethnic_group.code
        home, lives = dossier.home_town, dossier.residence
        father = born.year - rng.randint(21, 36)
        mother = max(father + rng.randint(-2, 6), born.year - 42)
        mother = min(mother, born.year - 18)
        family = dossier.full_name.split()[0]
        rows = [
            self._elder(rng, "CHA", "M", father, home, family),
            self._elder(rng, "ME", "F", mother, home),
            *self._siblings(rng, born, father, mother, home, family),
        ]
        if self.today.year - born.year >= 25 and rng.random() < 0.9:
            rows += self._marriage(rng, dossier, born, lives)
        for row in rows:
            row.dossier = dossier
        if rng.random() < ABROAD:
            rows[-1].abroad = f"Định cư tại Hoa Kỳ từ năm {rng.randint(1995, 2019)}, nhân viên văn phòng"
        if rng.random() < PAST_OF_RELATIVES:
            rows[0].past = "Hạ sĩ quân đội chế độ cũ, năm 1973 đến năm 1975"
        return rows

    def _name(self, rng: Random, sex: str, born: int, family: str = "") -> str:
        """A name of the person's people; of the family where that is told."""
        name = self.names.full_name(rng, sex, born, ethnic=self.ethnic, gso_code=self.gso_code)
        return f"{family} {name.partition(' ')[2]}" if family and self.ethnic == KINH and " " in name else name

    def _relative(self, code: str, name: str, born: int, *, home="", work="", lives="", dead=False, member=""):
        return Relative(
            relation=self.terms.get(K.RELATION, code), full_name=name, born_on=PartialDate(born), is_dead=dead,
            home_town=home, occupation="" if dead else work, residence="" if dead else lives, organisations=member,
        )  # fmt: skip

    def _elder(self, rng: Random, code: str, sex: str, born: int, home: str, family: str = "") -> Relative:
        age = self.today.year - born
        dead = age > LONGEST_LIFE or rng.random() < max(0, age - 55) / 60
        name = self._name(rng, sex, born, family)
        return self._relative(code, name, born, home=home, work=rng.choice(OLD_WORK), lives=home, dead=dead)

    def _siblings(self, rng: Random, born: date, father: int, mother: int, home: str, family: str) -> list[Relative]:
        rows = []
        for _ in range(rng.choices((0, 1, 2, 3), (20, 40, 28, 12))[0]):
            year = born.year + rng.choice((-7, -5, -4, -3, -2, 2, 3, 4, 6, 8))
            if not max(father, mother) + 18 <= year <= min(mother + 44, self.today.year - 15):
                continue
            sex = rng.choice("MF")
            older = year < born.year
            code = {"M": "ANH", "F": "CHI"}[sex] if older else {"M": "EMT", "F": "EMG"}[sex]
            name = self._name(rng, sex, year, family)
            rows.append(self._relative(code, name, year, home=home, work=self._work(rng, year), lives=home))
        return rows

    def _marriage(self, rng: Random, dossier, born: date, lives: str) -> list[Relative]:
        """Wife or husband with their parents, and the children of both."""
        man = dossier.sex == "M"
        year = min(born.year + (rng.randint(-1, 6) if man else rng.randint(-6, 1)), self.today.year - 22)
        name = self._name(rng, "F" if man else "M", year)
        home = dossier.birth_place
        spouse = self._relative("VO" if man else "CHONG", name, year, home=home, work=rng.choice(WORK), lives=lives,
                                member=UNION)  # fmt: skip
        in_law = year - rng.randint(23, 32)
        father = self._elder(rng, "CHAV" if man else "CHACH", "M", in_law, home, name.split()[0])
        mother = self._elder(rng, "MEV" if man else "MECH", "F", in_law + rng.randint(0, 4), home)
        family = dossier.full_name.split()[0] if man else name.split()[0]
        origin = dossier.home_town if man else home
        children = self._children(rng, born, max(born.year, year) + 23, origin, lives, family)
        return [spouse, *children, father, mother]

    def _children(self, rng: Random, born: date, first: int, home: str, lives: str, family: str) -> list[Relative]:
        rows, year = [], first + rng.randint(0, 5)
        for _ in range(rng.choices((0, 1, 2, 3), (10, 27, 55, 8))[0]):
            if year >= self.today.year:
                break
            sex = rng.choice("MF")
            told = born.year + rng.randint(3, 9) if rng.random() < FAULTY else year
            member = YOUTH_UNION if 16 <= self.today.year - year <= 30 else ""
            name = self._name(rng, sex, year, family)
            code = "CONT" if sex == "M" else "CONG"
            rows.append(
                self._relative(code, name, told, home=home, work=self._work(rng, year), lives=lives, member=member)
            )
            year += rng.randint(2, 6)
        return rows

    def _work(self, rng: Random, born: int) -> str:
        age = self.today.year - born
        if age < 6:
            return "Còn nhỏ"
        if age < 18:
            return "Học sinh"
        return "Sinh viên" if age < 22 else rng.choice(WORK)
