"""The single values of a dossier: places from the list, numbers that check, schooling, army, household."""

from collections import defaultdict
from datetime import date
from random import Random

from personnel.demo.places import Place
from personnel.demo.terms import Terms
from personnel.models import Dossier, Term
from personnel.models import Place as ListedPlace
from qlcb.dates import PartialDate

K = Term.Kind
BACKGROUNDS = {"ND": 46, "CC": 22, "CN": 15, "LDTD": 8, "TT": 5, "QN": 4}
POLICIES = {"": 93, "CLS": 2, "CTB": 3, "CBB": 1, "CDHH": 0.6, "CAH": 0.1}
BANKS = {"VCB": 30, "BIDV": 26, "CTG": 20, "AGR": 16, "MB": 8}
RANKS = {"H1": 30, "H2": 40, "H3": 20, "U1": 5}
STRENGTHS = (
    "Tổng hợp, soạn thảo văn bản", "Nghiệp vụ thông quan", "Kiểm tra sau thông quan", "Công nghệ thông tin",
    "Phân tích, xử lý dữ liệu", "Tổ chức, điều phối công việc", "Ngoại ngữ", "Kiểm tra thực tế hàng hóa",
)  # fmt: skip
SOLDIERS = 0.13  # share of men
TEN_YEAR_SCHOOL_UNTIL = 1971  # years of birth whose schools had ten classes
TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
CARD_LAW = date(2024, 7, 1)  # from then on the card is issued by Bộ Công an
UNKNOWN = {  # share of files in which the field is still empty
    "health_card": 0.05, "tax_code": 0.03, "citizen_id_issued_on": 0.02, "family_background": 0.03,
    "general_education": 0.02, "occupation_before": 0.02, "strengths": 0.3, "email": 0.1,
}  # fmt: skip


class Particulars:
    """Fills the panels of dossiers; reads the lists once and gives every number once."""

    def __init__(self, terms: Terms, today: date):
        self.terms, self.today = terms, today
        self.given: dict[str, int] = defaultdict(int)
        provinces = ListedPlace.objects.filter(level=ListedPlace.Level.PROVINCE).select_related("successor")
        self.old = {place.code: place for place in provinces if place.valid_to}

    def fill(self, rng: Random, dossier: Dossier, *, born: date, birth: Place, home: Place, lives: Place) -> None:
        """Set what `Lives` has left open. birth, home, lives: where the person was born, comes from and lives."""
        self._places(rng, dossier, birth, home, lives)
        self._numbers(rng, dossier, home)
        self._army(rng, dossier, born)
        self._household(rng, dossier, lives)
        ten = born.year <= TEN_YEAR_SCHOOL_UNTIL
        dossier.general_education = self.terms.get(K.GENERAL_EDUCATION, "10-10" if ten else "12-12")
        dossier.family_background = self.terms.draw(rng, K.FAMILY_BACKGROUND, BACKGROUNDS)
        dossier.policy = dossier.policy or self.terms.draw(rng, K.POLICY, POLICIES)
        dossier.strengths, dossier.longest_work = rng.choice(STRENGTHS), dossier.main_work
        dossier.past_arrest = "Không"
        dossier.party_card = self._next("party", 8) if dossier.party_official_on else ""
        dossier.is_confidential = rng.random() < 0.003
        for name, share in UNKNOWN.items():
            if rng.random() < share:
                setattr(dossier, name, None if name not in ("occupation_before", "strengths", "email") else "")

    def _places(self, rng: Random, dossier: Dossier, birth: Place, home: Place, lives: Place) -> None:
        """The provinces of the papers, and for the addresses of today those that took them over in 2025."""
        dossier.birth_area, dossier.home_area = self._listed(birth), self._listed(home)
        now = self._listed(lives).successor
        address = f"{lives.district}, {now.name[0].lower()}{now.name[1:]}"
        dossier.residence = dossier.permanent_residence = f"Tổ {rng.randint(1, 90)}, {address}"
        dossier.residence_area = dossier.permanent_area = now
        issued = dossier.citizen_id_issued_on
        dossier.citizen_id_issued_by = "Bộ Công an" if issued >= CARD_LAW else "Cục Cảnh sát QLHC về TTXH"

    def _listed(self, place: Place) -> ListedPlace:
        return self.old[f"{place.gso_code:02}"]

    def _numbers(self, rng: Random, dossier: Dossier, home: Place) -> None:
        """Insurance, tax and bank numbers in their forms, the last digit of the tax code checking (FACTS §7)."""
        insured = f"{home.gso_code:02}{self._next(f'insurance {home.gso_code}', 8)}"
        dossier.insurance_number = insured
        dossier.health_card = f"{'DN' if dossier.is_contract_staff else 'HC'}4{home.gso_code:02}{insured}"
        dossier.tax_code = self._tax_code()
        dossier.bank = self.terms.draw(rng, K.BANK, BANKS)
        dossier.bank_account = f"{rng.randint(10, 99)}{self._next('bank', 10)}"
        dossier.email = f"{dossier.code.replace('-', '').lower()}@qlcb.example"

    def _next(self, series: str, digits: int) -> str:
        """The next number of a series; steps that share no divisor with the range make them look drawn by chance."""
        self.given[series] += 1
        return f"{self.given[series] * 7_654_321 % 10**digits:0{digits}}"

    def _tax_code(self) -> str:
        while True:
            nine = f"8{self._next('tax', 8)}"
            check = 10 - sum(weight * int(digit) for weight, digit in zip(TAX_WEIGHTS, nine, strict=True)) % 11
            if check < 10:
                return f"{nine}{check}"

    def _army(self, rng: Random, dossier: Dossier, born: date) -> None:
        """Some men served before they were recruited; years and months, as old files know them."""
        year = born.year + 18
        if dossier.sex != "M" or dossier.recruited_on.year < year + 6 or rng.random() > SOLDIERS:
            return
        dossier.enlisted_on = PartialDate(year + 1, rng.choice((2, 3, 9)))
        dossier.discharged_on = PartialDate(year + 3, rng.choice((1, 2, 8)))
        dossier.military_rank = self.terms.draw(rng, K.MILITARY_RANK, RANKS)
        dossier.policy = self.terms.get(K.POLICY, "QNXN")

    def _household(self, rng: Random, dossier: Dossier, lives: Place) -> None:
        if rng.random() < 0.1:
            return
        dossier.income_salary = f"{rng.randint(96, 420)} triệu đồng"
        if rng.random() < 0.35:
            dossier.income_other = f"Cho thuê nhà, {rng.randint(2, 8) * 12} triệu đồng một năm"
        certificate = f"giấy chứng nhận số CS{rng.randint(10000, 99999)}"
        if rng.random() < 0.6:
            dossier.house_bought = f"Nhà cấp {rng.choice((3, 4))} tại {lives.district}, {rng.randint(45, 160)} m²"
            dossier.land_bought = f"{rng.randint(50, 250)} m² tại {lives.district}, {certificate}"
        else:
            dossier.house_granted = f"Căn hộ tập thể tại {lives.district}, {rng.randint(28, 60)} m²"
