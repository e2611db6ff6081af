"""One invented person from birth to today: the dossier and all its rows, unsaved."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from personnel.demo import dues
from personnel.demo.careers import YEAR, Leadership, Stint, Works, appointments, partial, stints
from personnel.demo.deciding import about_holder, about_leaders_of, about_pay
from personnel.demo.names import KINH, Names
from personnel.demo.papers import Papers
from personnel.demo.particulars import Particulars
from personnel.demo.pay import PayTable
from personnel.demo.places import Place, Places
from personnel.demo.schooling import Schooling, Studies
from personnel.demo.staffing import DEPUTY, HEAD, STAFF, Department, Seat
from personnel.demo.terms import Terms
from personnel.models import Appointment, Dossier, EthnicGroup, Posting, Religion, RetirementAge, Salary
from personnel.rules.retirement import retirement_date
from qlcb.dates import PartialDate, add_months

WOMEN = {HEAD: 0.26, DEPUTY: 0.32, STAFF: 0.4}
AGES = {  # years: share, for staff by sex (design/board.png), then for leaders
    "M": ((22, 25, 2), (25, 30, 10), (30, 35, 17), (35, 40, 18), (40, 45, 19), (45, 50, 17), (50, 55, 9), (55, 61, 10)),
    "F": ((22, 25, 3), (25, 30, 14), (30, 35, 17), (35, 40, 20), (40, 45, 17), (45, 50, 14), (50, 56, 13)),
    "top": ((44, 48, 2), (48, 52, 4), (52, 56, 5), (56, 60, 3)),
    "below": ((35, 40, 3), (40, 45, 5), (45, 50, 5), (50, 56, 3)),
}
CONTRACT, LEFT, PARTY, PARTY_LEADERS = 0.045, 0.035, 0.77, 0.985
DEGREES = {"TS": 1, "THS": 32, "DH": 59, "CD": 4, "TC": 4}
ENTRY_RANK = {"CD": "08a.051", "TC": "08.052"}
CONTRACT_WORK = {"01.010": "Lái xe", "01.011": "Bảo vệ", "01.009": "Phục vụ", "01.008": "Văn thư"}
REGISTERED_AT_BIRTH = 0.97  # the citizen numbers of the others carry the province of their family
BEFORE = ("Sinh viên", "Sinh viên", "Nhân viên kế toán", "Nhân viên kinh doanh", "Bộ đội", "Giáo viên", "Kỹ sư", "")
LONGEST_SERVED_AT_LEAVING = 14  # years back from today in which people left


@dataclass
class Life:
    """A dossier with the rows of its career, and what others ask about the person.

    births: years in which children were born; signer: who signs for the employer.
    """

    seat: Seat
    person: "Person"
    dossier: Dossier
    postings: list
    appointments: list
    salaries: list
    studies: list
    serves: bool
    leads_since: date | None
    births: set[int] = field(default_factory=set)
    signer: str = ""


@dataclass
class Person:
    """The bare facts of a life, before any row is made."""

    seat: Seat
    sex: str
    born: date
    retires_on: date
    place: Place
    degree: str
    graduated: int
    entry: PartialDate
    until: date
    left: bool
    contract_rank: str
    ripe: str = ""  # the due list in which the person is to stand


class Lives:
    """Makes lives, all by chance from the seed; reads the catalogues once."""

    def __init__(self, seed: int, today: date, all_departments: list[Department]):
        self.seed, self.today, self.departments = str(seed), today, all_departments
        self.names, self.places, self.pay = Names(), Places(), PayTable()
        self.terms = Terms()
        self.particulars = Particulars(self.terms, today)
        self.leadership, self.works, self.studies = Leadership(), Works(), Studies(today.year, self.terms)
        self.retirement_ages = list(RetirementAge.objects.all())
        self.ethnic_groups = {group.code: group for group in EthnicGroup.objects.all()}
        self.religions = {religion.code: religion for religion in Religion.objects.all()}
        self.papers = Papers(self.seed, today, self.names)
        self.papers.root = next(d for d in all_departments if d.is_root)
        self.below = [d for d in all_departments if not d.is_root]
        self.numbers: dict[str, int] = defaultdict(lambda: 5000)
        self.ripe = dues.Ripe()

    def make(self, number: int, seat: Seat) -> Life:
        """The life of the `number`-th person of the department, who holds the seat today or held it last."""
        rng = Random(f"{self.seed}/{seat.department.unit.code}/{number}")
        person = self._person(rng, seat)
        found = stints(rng, seat, person.entry, person.until, person.left, self.below)
        dossier = self._dossier(rng, person, found)
        posts = self._appointments(person, dossier, found)
        life = Life(
            seat=seat,
            person=person,
            dossier=dossier,
            postings=self._postings(rng, person, dossier, found, posts),
            appointments=posts,
            salaries=self._salaries(rng, person, dossier, posts),
            studies=[],
            serves=not person.left,
            leads_since=found[-1].leads_from.first_day if seat.role != STAFF else None,
        )
        life.studies = self.studies.of(rng, dossier, self._schooling(person, dossier, life))
        dossier.set_derived()
        return life

    def _person(self, rng: Random, seat: Seat) -> Person:
        ripe = self.ripe.next(seat)
        sex = "F" if rng.random() < WOMEN[seat.role] else "M"
        left = seat.role == STAFF and rng.random() < LEFT and not ripe
        contract = self._contract_rank(rng, seat, sex, ripe)
        born = self._born(rng, seat, sex, left, ripe)
        retires_on = retirement_date(sex, PartialDate.of(born), self.retirement_ages)
        place = self.places.home(rng, seat.department)
        degree = "SC" if contract else rng.choices(list(DEGREES), DEGREES.values())[0]
        if seat.role != STAFF and degree in ("CD", "TC"):
            degree = "DH"
        graduated = born.year + (19 if contract else {"TC": 20, "CD": 21}.get(degree, 22))
        until = self.today
        entry = dues.trainee_since(self.today) if ripe == dues.TRAINEE else self._entry(rng, born, graduated, contract)
        if left:
            until = min(retires_on, self.today - timedelta(days=rng.randint(20, LONGEST_SERVED_AT_LEAVING * 365)))
            left = until > add_months(entry, 18)
            until = until if left else self.today
        return Person(
            seat, sex, born, retires_on, place, degree, graduated, partial(rng, entry), until, left, contract, ripe
        )

    def _contract_rank(self, rng: Random, seat: Seat, sex: str, ripe: str) -> str:
        """The rank of who works under a labour contract, "" for the others."""
        share = (ripe in (dues.RENEWED, dues.ON_TRIAL)) if ripe else CONTRACT
        if seat.role != STAFF or rng.random() > share:
            return ""
        return rng.choice(("01.010", "01.010", "01.011") if sex == "M" else ("01.009", "01.008"))

    def _born(self, rng: Random, seat: Seat, sex: str, left: bool, ripe: str) -> date:
        """A day of birth by the pyramid; who serves has not reached the day of retirement."""
        bands = AGES[sex] if seat.role == STAFF else AGES["top" if seat.leads_department else "below"]
        if ripe:
            bands = _bands(ripe, sex)
        soonest = self.today + timedelta(days=dues.SOON_RETIRED)
        while True:
            low, high, _ = rng.choices(bands, [share for *_, share in bands])[0]
            if left and rng.random() < 0.7:
                low, high = 58, 70
            born = self.today - timedelta(days=int(rng.uniform(low, high) * YEAR))
            retires_on = retirement_date(sex, PartialDate.of(born), self.retirement_ages)
            if left or (retires_on > self.today and (ripe != dues.RETIRING or retires_on < soonest)):
                return born

    def _entry(self, rng: Random, born: date, graduated: int, contract: str) -> date:
        """The day of recruitment: months to a few years after school, at least a month ago."""
        wait = rng.choices((0, 1, 2, 3, 4), (30, 32, 20, 12, 6))[0] + (rng.randint(2, 9) if contract else 0)
        entry = date(graduated + wait, rng.randint(7, 12) if wait == 0 else rng.randint(1, 12), 1)
        latest = (self.today - timedelta(days=30)).replace(day=1)
        return max(min(entry, latest), date(born.year + 18, 12, 1)) if latest.year > born.year + 18 else latest

    def _schooling(self, person: Person, dossier: Dossier, life: Life) -> Schooling:
        return Schooling(
            born=person.born.year,
            degree=person.degree,
            graduated=min(person.graduated, person.entry.year),
            entry=person.entry.year,
            leads=person.seat.role != STAFF,
            leads_department=person.seat.leads_department,
            principal=bool(life.salaries) and life.salaries[-1].group.startswith(("A2", "A3")),
            university=bool(life.salaries) and life.salaries[-1].group.startswith(("A1", "A2", "A3")),
            party=dossier.party_joined_on is not None,
            gso_code=self.places.code_of(person.seat.department.row["seat"]),
            province=self.places.label(person.seat.department.row["seat"]),
        )

    def _dossier(self, rng: Random, person: Person, found: list[Stint]) -> Dossier:
        department = person.seat.department
        ethnic = self._ethnic(rng, department)
        joined, official = self._party(rng, person)
        prefix = department.code_prefix
        self.numbers[prefix] += 1
        birth_place = person.place if rng.random() < 0.75 else self.places.home(rng, department)
        lives = self.places.residence(rng, department)
        registered = birth_place if rng.random() < REGISTERED_AT_BIRTH else person.place
        dossier = Dossier(
            code=f"{prefix}ZZ-{self.numbers[prefix]}",
            full_name=self.names.full_name(
                rng, person.sex, person.born.year, ethnic=ethnic, gso_code=person.place.gso_code
            ),
            sex=person.sex,
            birth_date=PartialDate.of(person.born) if rng.random() < 0.99 else PartialDate(person.born.year),
            birth_place=str(birth_place),
            home_town=str(person.place),
            ethnic_group=self.ethnic_groups[ethnic],
            religion=self.religions[self.places.religion(rng, department)],
            citizen_id=self.places.citizen_id(registered, person.sex, person.born.year),
            citizen_id_issued_on=date(rng.randint(2021, 2024), rng.randint(1, 12), rng.randint(1, 28)),
            phone=f"0120 {rng.randint(0, 999):03} {rng.randint(0, 999):03}",
            subject=self._subject(person),
            occupation_before=rng.choice(BEFORE),
            recruited_on=person.entry,
            recruited_by=department.unit.name,
            joined_service_on=person.entry,
            main_work=self._work(rng, person, found[-1]),
            party_joined_on=joined,
            party_official_on=official,
        )
        chance = Random(f"{self.seed}/particulars/{dossier.code}")
        self.particulars.fill(chance, dossier, born=person.born, birth=birth_place, home=person.place, lives=lives)
        return dossier

    def _ethnic(self, rng: Random, department: Department) -> str:
        codes, percents = department.minorities
        return rng.choices([KINH, *codes], [100 - sum(percents), *percents])[0]

    def _party(self, rng: Random, person: Person) -> tuple[PartialDate | None, PartialDate | None]:
        """Day of joining the party and of full membership a year later, or nothing."""
        joins = rng.random() < (PARTY_LEADERS if person.seat.role != STAFF else PARTY)
        joined = person.entry.last_day + timedelta(days=rng.randint(2 * 365, 9 * 365))
        if not joins or person.contract_rank or joined > person.until:
            return None, None
        official = add_months(joined, 12)
        first = partial(rng, joined) if joined.year < 1998 else PartialDate.of(joined)
        second = PartialDate(
            official.year, official.month if first.month else None, official.day if first.day else None
        )
        return first, second if official <= person.until else None

    def _subject(self, person: Person) -> str:
        subjects = Dossier.Subject
        if person.contract_rank:
            return subjects.CONTRACT
        public = person.seat.department.is_public_service and person.seat.role == STAFF
        return subjects.PUBLIC_EMPLOYEE if public else subjects.CIVIL_SERVANT

    def _postings(
        self, rng: Random, person: Person, dossier: Dossier, found: list[Stint], posts: list[Appointment]
    ) -> list[Posting]:
        rows = []
        for index, stint in enumerate(found):
            row = Posting(
                dossier=dossier,
                unit=stint.unit,
                kind=stint.kind,
                work=dossier.main_work if stint is found[-1] else self._work(rng, person, stint),
                valid_from=stint.begins,
                valid_to=stint.ends,
            )
            begins, cause = stint.begins.first_day, "move" if index else "first"
            decides = {"decided_by": about_holder(posts)} if index else {}
            self.papers.hang(row, cause, person.seat.department, begins, **decides)
            rows.append(row)
        if person.ripe == dues.SECONDED and (away := dues.second(rows[-1], self.below, rng, self.papers, self.today)):
            rows.append(away)
        return rows

    def _work(self, rng: Random, person: Person, stint: Stint) -> str:
        if person.contract_rank:
            return CONTRACT_WORK[person.contract_rank]
        if stint.role == HEAD:
            return "Lãnh đạo, điều hành chung"
        work = self.works.of(rng, stint.unit)
        return f"Giúp thủ trưởng phụ trách: {work[0].lower()}{work[1:]}" if stint.role == DEPUTY else work

    def _appointments(self, person: Person, dossier: Dossier, found: list[Stint]) -> list:
        rows = appointments(dossier, found, self.leadership, person.retires_on, self.today)
        department = person.seat.department
        for before, row in zip([None, *rows], rows, strict=False):
            again = before and (before.position, before.unit) == (row.position, row.unit)
            cause = "reappointment" if again else "appointment"
            about = f"{row.position.name}: {dossier.full_name}"
            decides = about_leaders_of(row.unit)
            self.papers.hang(row, cause, department, row.valid_from.first_day, about=about, decided_by=decides)
        return rows

    def _salaries(self, rng: Random, person: Person, dossier: Dossier, posts: list[Appointment]) -> list[Salary]:
        rows = []
        for line in self.pay.history(self._ranks(rng, person), person.until, person.left):
            row = Salary(
                dossier=dossier,
                rank=line.rank,
                group=line.group,
                step=line.step,
                coefficient=line.coefficient,
                over_frame=line.over_frame,
                pay_percent=line.pay_percent,
                valid_from=PartialDate.of(line.begins),
                valid_to=line.ends,
            )
            if line.cause != "start":
                decides = about_pay(posts, line.rank, line.cause)
                self.papers.hang(row, line.cause, person.seat.department, line.begins, decided_by=decides)
            rows.append(row)
        return rows

    def _ranks(self, rng: Random, person: Person) -> list[tuple[date, str]]:
        """(day, rank) of recruitment and of the promotions that fit into the years served."""
        entry, seat = person.entry.first_day, person.seat
        if person.contract_rank:
            return [(entry, person.contract_rank)]
        officer, principal, senior = self._family(rng, seat)
        path = [(entry, ENTRY_RANK.get(person.degree, officer))]
        years = (person.until - entry).days / YEAR
        if person.degree in ENTRY_RANK and years > 9 and rng.random() < 0.45:
            path.append((self._exam_day(rng, entry, 6, 8.5), officer))
        chance = {HEAD: 0.85, DEPUTY: 0.6, STAFF: min(0.5, max(0, years - 9) / 28)}[seat.role]
        if years > 13 and path[-1][1] == officer and rng.random() < (1 if seat.leads_department else chance):
            path.append((self._exam_day(rng, entry, 9.5, min(16, years - 1)), principal))
            held = (person.until - path[-1][0]).days / YEAR
            if held > 10 and rng.random() < (0.6 if seat.leads_department else 0.015):
                path.append((self._exam_day(rng, path[-1][0], 9.5, min(14, held - 0.5)), senior))
        return path

    def _family(self, rng: Random, seat: Seat) -> tuple[str, str, str]:
        """Ranks of officer, principal and senior officer in the line of work of the unit."""
        if seat.department.is_public_service or (seat.department.is_central and rng.random() < 0.5):
            return "01.003", "01.002", "01.001"
        name = seat.unit.name
        if any(word in name for word in ("Kế toán", "Tài vụ", "Ngân sách")) or rng.random() < 0.05:
            return "06.031", "06.030", "06.029"
        if any(word in name for word in ("Văn phòng", "Tổ chức cán bộ")) and rng.random() < 0.5:
            return "01.003", "01.002", "01.001"
        return "08.051", "08.050", "08.049"

    def _exam_day(self, rng: Random, entry: date, low: float, high: float) -> date:
        """Promotions of a department take effect together, on 1 January or 1 July."""
        day = entry + timedelta(days=int(rng.uniform(low, max(low, high)) * YEAR))
        return date(day.year, 7 if day.month >= 7 else 1, 1)


def _bands(ripe: str, sex: str) -> tuple[tuple[float, float, int], ...]:
    """The ages of who is to stand in a due list."""
    if ripe == dues.TRAINEE:
        return ((dues.TRAINEE_AGE, dues.TRAINEE_AGE + 1, 1),)
    return ((*dues.AGES[sex], 1),) if ripe == dues.RETIRING else ((30, 50, 1),)
