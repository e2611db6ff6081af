"""Degrees and certificates of an invented person: the six kinds of studies of item 32."""

from dataclasses import dataclass
from random import Random

from personnel.demo.terms import Terms
from personnel.models import Language, Qualification, Study, Term
from qlcb import regulation
from qlcb.dates import PartialDate

SOUTH_FROM, CENTRE_FROM = 70, 44  # GSO codes of provinces
K = Qualification.Kind
FULL_TIME, IN_SERVICE, SHORT = Study.Mode.FULL_TIME, Study.Mode.IN_SERVICE, Study.Mode.SHORT
POLITICAL_SCHOOL = {
    "SC": "Trung tâm Bồi dưỡng chính trị {}",
    "TC": "Trường Chính trị {}",
    "CC": "Học viện Chính trị quốc gia Hồ Chí Minh",
}
STATE_SCHOOL, SERVICE_SCHOOL = "Học viện Hành chính Quốc gia", "Trường Hải quan Việt Nam"
OLD_LETTERS_UNTIL = 2014  # certificates A, B, C before the frameworks of six levels and of IT skills
NEIGHBOUR_TONGUES = {"20": "zh", "22": "zh", "10": "zh", "04": "zh", "40": "lo", "44": "lo", "89": "km", "72": "km"}
ETHNIC_TONGUES = {"20": "tay", "04": "tay", "02": "mong", "10": "mong", "11": "thai", "58": "cham"}


@dataclass(frozen=True)
class Schooling:
    """What decides a person's studies. degree: code of the first one; entry: year of recruitment; university: whether
    the rank held asks for a university degree."""

    born: int
    degree: str
    graduated: int
    entry: int
    leads: bool
    leads_department: bool
    principal: bool
    university: bool
    party: bool
    gso_code: int
    province: str


class Studies:
    """Makes the rows; levels, languages and schools are read once."""

    def __init__(self, now: int, terms: Terms):
        self.now, self.terms = now, terms
        self.levels = {(level.kind, level.code): level for level in Qualification.objects.all()}
        self.languages = {language.code: language for language in Language.objects.all()}
        self.schools = regulation.table("demo_schools")
        self.weights = [int(row["weight"]) for row in self.schools]

    def of(self, rng: Random, dossier, person: Schooling) -> list[Study]:
        """The studies of one person, oldest kind first; nothing ends after this year."""
        school = rng.choices(self.schools, self.weights)[0]
        rows = self._degrees(rng, person, school)
        if person.degree in ("DH", "THS", "TS"):
            rows += self._service_courses(rng, person) + self._political(rng, person)
        rows += self._language(rng, person, school) + self._computing(rng, person, school)
        if person.leads and rng.random() < 0.7:
            level = "DT2" if person.leads_department else "DT3"
            rows.append(self._course(K.DEFENCE, level, rng.randint(2009, self.now - 1), "Trường Quân sự"))
        for row in rows:
            row.dossier = dossier
            row.major_listed = self.terms.named(Term.Kind.MAJOR, row.major) if row.major else None
            row.school_listed = self.terms.named(Term.Kind.SCHOOL, row.school) if row.school else None
        return [row for row in rows if row.ends_on is None or row.ends_on.year <= self.now]

    def _school(self, person: Schooling, row: dict) -> str:
        code = person.gso_code
        return row["south" if code >= SOUTH_FROM else "central" if code >= CENTRE_FROM else "north"]

    def _degrees(self, rng: Random, person: Schooling, school: dict) -> list[Study]:
        name, major, end = self._school(person, school), school["major"], person.graduated
        if person.degree == "SC":
            return [self._degree("SC", "Lái xe" if rng.random() < 0.5 else "Nghiệp vụ bảo vệ", "Trường Trung cấp nghề",
                                 end - 1, end, FULL_TIME)]  # fmt: skip
        years = {"TC": 2, "CD": 3}.get(person.degree, 4)
        first = person.degree if person.degree in ("TC", "CD") else "DH"
        rows = [self._degree(first, major, name, end - years, end, FULL_TIME)]
        if first != "DH" and person.entry + 6 <= self.now and (rng.random() < 0.5 or person.university):
            start = rng.randint(person.entry + 1, person.entry + 3)
            rows.append(self._degree("DH", major, name, start, start + 3, IN_SERVICE))
        if person.degree in ("THS", "TS"):
            start = min(rng.randint(end + 3, end + 12), self.now - 2)
            rows.append(self._degree("THS", major, name, start, start + 2, rng.choice((FULL_TIME, IN_SERVICE))))
            if person.degree == "TS" and start + 8 <= self.now:
                rows.append(self._degree("TS", major, name, start + 4, start + 8, FULL_TIME))
        return rows

    def _degree(self, code: str, major: str, school: str, begins: int, ends: int, mode: str) -> Study:
        level = self.levels[K.PROFESSIONAL, code]
        return Study(
            kind=K.PROFESSIONAL,
            level=level,
            major=major,
            school=school,
            mode=mode,
            begins_on=PartialDate(begins, 9),
            ends_on=PartialDate(ends, 6),
            certificate=f"Bằng {level.name.lower()}",
        )

    def _course(self, kind: str, code: str, year: int, school: str, *, month: int = 6, language=None) -> Study:
        level = self.levels[kind, code]
        return Study(
            kind=kind,
            level=level,
            language=language,
            school=school,
            mode=SHORT,
            ends_on=PartialDate(min(year, self.now - 1), month),
            certificate=f"Chứng chỉ {level.name}" if not level.name.startswith("Chứng chỉ") else level.name,
        )

    def _service_courses(self, rng: Random, person: Schooling) -> list[Study]:
        if person.entry + 1 >= self.now:
            return []
        rows = [self._course(K.STATE, "NV", person.entry + 1, SERVICE_SCHOOL, month=rng.randint(3, 12))]
        if person.entry + 2 < self.now and rng.random() < 0.85:
            rows.append(self._course(K.STATE, "CV", person.entry + 2, STATE_SCHOOL, month=rng.randint(3, 12)))
        if person.principal:
            rows.append(self._course(K.STATE, "CVC", person.entry + 10, STATE_SCHOOL, month=rng.randint(3, 12)))
        if person.leads_department and rng.random() < 0.5:
            rows.append(self._course(K.STATE, "CVCC", person.entry + 18, STATE_SCHOOL, month=rng.randint(3, 12)))
        return rows

    def _political(self, rng: Random, person: Schooling) -> list[Study]:
        if not person.party:
            return []
        chances = {"CC": 0.9, "TC": 0.1} if person.leads_department else {"CC": 0.25, "TC": 0.65, "SC": 0.1}
        if not person.leads:
            chances = {"TC": 0.3, "SC": 0.45, "": 0.25}
        code = rng.choices(list(chances), list(chances.values()))[0]
        if not code:
            return []
        year = person.entry + rng.randint(4, 14)
        row = self._course(
            K.POLITICAL, code, year, POLITICAL_SCHOOL[code].format(person.province), month=rng.randint(1, 12)
        )
        row.mode, row.certificate = IN_SERVICE, f"Bằng {row.level.name.lower()} lý luận chính trị"
        return [row]

    def _language(self, rng: Random, person: Schooling, school: dict) -> list[Study]:
        if person.degree in ("SC", "TC"):
            return []
        year = person.graduated + rng.randint(0, 6)
        english = self.languages["en"]
        if school["major"].startswith("Ngôn ngữ"):
            row = self._course(K.LANGUAGE, "DH", person.graduated, self._school(person, school), language=english)
            row.mode, row.certificate = FULL_TIME, "Bằng đại học"
            return [row]
        codes = "A B B C C" if year <= OLD_LETTERS_UNTIL else "A2 B1 B1 B2 TOEIC IELTS"
        rows = [self._course(K.LANGUAGE, rng.choice(codes.split()), year, "Trung tâm Ngoại ngữ", language=english)]
        place = f"{person.gso_code:02}"
        if place in NEIGHBOUR_TONGUES and rng.random() < 0.2:
            tongue = self.languages[NEIGHBOUR_TONGUES[place]]
            code = rng.choice(("HSK3", "HSK4", "HSK5")) if tongue.code == "zh" else "KHAC"
            rows.append(self._course(K.LANGUAGE, code, year + 2, "Trung tâm Ngoại ngữ", language=tongue))
        if place in ETHNIC_TONGUES and rng.random() < 0.08:
            tongue = self.languages[ETHNIC_TONGUES[place]]
            rows.append(self._course(K.LANGUAGE, "KHAC", year + 3, "Sở Giáo dục và Đào tạo", language=tongue))
        return rows

    def _computing(self, rng: Random, person: Schooling, school: dict) -> list[Study]:
        if person.degree == "SC":
            return []
        if school["major"] == "Công nghệ thông tin" and person.degree not in ("TC", "CD"):
            row = self._course(K.IT, "DH", person.graduated, self._school(person, school))
            row.mode, row.certificate = FULL_TIME, "Bằng đại học"
            return [row]
        year = person.graduated + rng.randint(0, 8)
        codes = "A B B C" if year <= OLD_LETTERS_UNTIL else "CB CB CB NC"
        return [self._course(K.IT, rng.choice(codes.split()), year, "Trung tâm Tin học")] if rng.random() < 0.9 else []
