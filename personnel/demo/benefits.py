"""Beside the salary: job position, allowances, insurance, labour contracts, absences, health (items 30, 31, 37)."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from personnel.demo.careers import YEAR
from personnel.demo.dues import CONTRACT_ENDS, ON_TRIAL, RENEWED, on_trial
from personnel.demo.staffing import STAFF
from personnel.demo.terms import Terms
from personnel.models import Absence, Allowance, Contract, HealthCheck, InsurancePeriod, JobPay, Leaving, Term
from qlcb.dates import PartialDate, add_months

K = Term.Kind
JOBS_FROM = date(2023, 1, 1)
JOBS = {  # words in the name of the unit: codes of the list of job positions
    "Tổ chức cán bộ": ("TCCB", "TDKT", "DTBD"), "Văn phòng": ("TH", "VTLT", "KTNB", "TVQT"), "Thuế": ("TXNK", "TGHQ"),
    "Tài vụ": ("KTNB", "TVQT"), "Quản lý rủi ro": ("QLRR", "TTHQ-QL"), "sau thông quan": ("KTSTQ",),
    "Kiểm soát": ("KSHQ", "PCMT"), "buôn lậu": ("DTCBL", "XLVP"), "Công nghệ thông tin": ("CNTT", "TKHQ"),
    "Pháp chế": ("PC",), "Hợp tác quốc tế": ("HTQT",), "Kiểm định": ("KDHQ",), "Thanh tra": ("TTKT",),
    "Giám sát": ("GSHQ", "TTHQ"), "Nghiệp vụ": ("GSHQ", "PLHH", "XXHH"), "": ("TTHQ", "KTHS", "KTTT", "GSHQ", "SOI"),
}  # fmt: skip
CONTRACT_JOBS = {"01.010": "LX", "01.011": "BV", "01.009": "PV", "01.008": "VTLT"}
PUBLIC_SERVICE_ALLOWANCE = date(2012, 5, 1)  # NĐ 34/2012/NĐ-CP: 25 percent
DUTY_AFTER_YEARS = 5  # thâm niên nghề hải quan: 5 percent after five years, then one a year
CONTRACTS_ND111 = date(2023, 2, 22)
EXPIRED_CONTRACTS, NO_CHECKS = 0.04, 0.06  # shares
GRADES = {"I": 18, "II": 52, "III": 25, "IV": 5}
BLOOD = {"O": 42, "B": 30, "A": 21, "AB": 7}
WAYS_TO_LEAVE = {"TV": 58, "CDI": 34, "BPN": 4, "TT": 4}  # shares, of whom has not reached the day of retirement
DAY = timedelta(days=1)


class Benefits:
    """Makes the rows of one person after another."""

    def __init__(self, terms: Terms, today: date):
        self.terms, self.today = terms, today

    def of(self, rng: Random, life) -> list:
        rows = self._allowances(rng, life) + self._insurance(life) + self._health(rng, life)
        if life.person.contract_rank:
            rows += self._contracts(rng, life)
        if life.serves:
            rows.append(self._job(rng, life))
        else:
            rows.append(self._leaving(rng, life))
        return rows + self._absences(rng, life)

    def _job(self, rng: Random, life) -> JobPay:
        code = CONTRACT_JOBS.get(life.person.contract_rank)
        if code is None:
            if life.seat.role == STAFF:
                code = rng.choice(next(codes for words, codes in JOBS.items() if words in life.seat.unit.name))
            elif life.seat.leads_department:
                code = "LD-TCT" if life.seat.department.is_root else "LD-VU"
            else:
                code = "LD-CC" if "Chi cục" in life.seat.unit.name else "LD-PHONG"
        since = max(JOBS_FROM, life.postings[-1].valid_from.first_day)
        return JobPay(dossier=life.dossier, position=self.terms.get(K.JOB_POSITION, code),
                      valid_from=PartialDate.of(since))  # fmt: skip

    def _leaving(self, rng: Random, life) -> Leaving:
        person = life.person
        if person.until >= person.retires_on:
            code = "HUU"
        else:
            code = "CDHD" if person.contract_rank else rng.choices(list(WAYS_TO_LEAVE), WAYS_TO_LEAVE.values())[0]
        since = PartialDate.of(person.until + DAY)
        where = "Ủy ban nhân dân tỉnh" if code == "CDI" else ""
        return Leaving(dossier=life.dossier, kind=self.terms.get(K.LEAVING, code), valid_from=since, destination=where)

    def _allowances(self, rng: Random, life) -> list[Allowance]:
        person, modes = life.person, Allowance.Mode
        until = None if life.serves else person.until
        rows = []

        def add(code: str, since: date, mode: str, ends: date | None = until, **value) -> None:
            if since <= (ends or self.today):
                rows.append(
                    Allowance(dossier=life.dossier, kind=self.terms.get(K.ALLOWANCE, code), mode=mode,
                              valid_from=PartialDate.of(since), valid_to=ends, **value)
                )  # fmt: skip

        entry = person.entry.first_day
        if not person.contract_rank:
            since = max(entry, PUBLIC_SERVICE_ALLOWANCE)
            add("PCCVU", since, modes.PERCENT, percent=Decimal(25))
        if life.salaries and life.salaries[-1].rank.code.startswith("08."):
            years = int((person.until - entry).days / YEAR)
            if years >= DUTY_AFTER_YEARS:
                add("PCTNN", add_months(entry, 12 * years), modes.PERCENT, percent=Decimal(min(years, 40)))
        for post in life.appointments[-2:]:
            if post.allowance:
                since, ends = post.valid_from.first_day, post.valid_to
                add("PCCV", since, modes.COEFFICIENT, ends, coefficient=post.allowance)
        if rng.random() < 0.03:
            add("PCTN", max(entry, date(2020, 1, 1)), modes.COEFFICIENT, coefficient=Decimal("0.20"))
        return rows

    def _insurance(self, life) -> list[InsurancePeriod]:
        person, department = life.person, life.seat.department.unit.name
        last = life.salaries[-1] if life.salaries else None
        return [
            InsurancePeriod(
                dossier=life.dossier, kind=self.terms.get(K.INSURANCE_KIND, "DONG"), begins_on=person.entry,
                ends_on=None if life.serves else PartialDate.of(person.until), employer=department,
                base=last.coefficient if last else None,
            )
        ]  # fmt: skip

    def _contracts(self, rng: Random, life) -> list[Contract]:
        """One contract, and where it was older than NĐ 111/2022 the one that took its place."""
        person, department = life.person, life.seat.department
        begins, ends = person.entry.first_day, None if life.serves else person.until
        periods = [(begins, ends)]
        if begins < CONTRACTS_ND111 and (ends is None or ends >= CONTRACTS_ND111):
            periods = [(begins, CONTRACTS_ND111 - DAY), (CONTRACTS_ND111, ends)]
        rows = []
        for first, last in periods:
            signed = first - timedelta(days=rng.randint(1, 12))
            rows.append(
                Contract(
                    dossier=life.dossier, number=f"{rng.randint(1, 60)}/{signed.year}/HĐLĐ",
                    kind=self.terms.get(K.CONTRACT_KIND, "ND111" if first >= CONTRACTS_ND111 else "ND68"),
                    signed_on=signed, valid_from=PartialDate.of(first), valid_to=last,
                    probation_until=min(add_months(first, 1) - DAY, last or self.today) if first == begins else None,
                    job=life.dossier.main_work, workplace=life.seat.unit.name[:200],
                    hours="8 giờ một ngày, 40 giờ một tuần", pay="Theo thang, bảng lương; bảo hiểm theo quy định",
                    employer_signer=life.signer, signer_position=f"Thủ trưởng {department.unit.name}"[:150],
                )
            )  # fmt: skip
        if person.ripe == ON_TRIAL:
            return rows[:-1] + on_trial(rows[-1], self.today)
        if person.ripe == RENEWED:
            rows[-1].kind = self.terms.get(K.CONTRACT_KIND, "XD")
            rows[-1].valid_to = self.today + timedelta(days=CONTRACT_ENDS)
        elif life.serves and rng.random() < EXPIRED_CONTRACTS and rows[-1].valid_from.first_day < self.today - 90 * DAY:
            rows[-1].kind = self.terms.get(K.CONTRACT_KIND, "XD")
            rows[-1].valid_to = self.today - timedelta(days=rng.randint(5, 60))
        return rows

    def _absences(self, rng: Random, life) -> list[Absence]:
        rows, dossier, until = [], life.dossier, life.person.until
        for birth in sorted(life.births) if dossier.sex == "F" else ():
            first = date(birth, rng.randint(1, 12), rng.randint(1, 28))
            ends = add_months(first, 6) - DAY
            if life.person.entry.last_day < first and birth >= 2008 and ends <= until:
                rows.append(self._absence(dossier, "TS", first, ends, "Sinh con"))
                rows[-1].days = Decimal((ends - first).days + 1)
        if life.serves and rng.random() < 0.4 and life.person.entry.first_day.year < self.today.year:
            first = date(self.today.year, rng.randint(1, max(1, self.today.month - 1)), rng.randint(1, 20))
            days = rng.randint(2, 6)
            rows.append(self._absence(dossier, "PN", first, first + timedelta(days=days - 1), "Nghỉ phép năm"))
            rows[-1].days = Decimal(days)
        return rows

    def _absence(self, dossier, code: str, first: date, last: date, why: str) -> Absence:
        return Absence(
            dossier=dossier, kind=self.terms.get(K.ABSENCE_KIND, code, first), begins_on=PartialDate.of(first),
            ends_on=PartialDate.of(last), reason_given=why,
        )  # fmt: skip

    def _health(self, rng: Random, life) -> list[HealthCheck]:
        """The check-ups of the last three years."""
        man, until = life.dossier.sex == "M", life.person.until
        if rng.random() < NO_CHECKS:
            return []
        height, blood = (
            rng.randint(160, 178) if man else rng.randint(149, 166),
            rng.choices(list(BLOOD), BLOOD.values()),
        )
        weight, rows = int((height - 100) * rng.uniform(0.82, 1.08)), []
        hospital = f"Bệnh viện đa khoa {life.seat.department.row['seat']}"
        for year in range(until.year - 2, until.year + 1):
            day = date(year, rng.randint(4, 10), rng.randint(1, 28))
            if life.person.entry.last_day < day <= until:
                grade = rng.choices(list(GRADES), list(GRADES.values()))[0]
                rows.append(
                    HealthCheck(
                        dossier=life.dossier, checked_on=PartialDate.of(day), place=hospital,
                        grade=self.terms.get(K.HEALTH_GRADE, grade), height=str(height), weight=str(weight),
                        blood_group=blood[0], conclusion="Đủ sức khỏe công tác" if grade != "IV" else
                        "Tăng huyết áp, cần theo dõi định kỳ",
                    )
                )  # fmt: skip
        return rows
