"""Home towns by province with the region of the department over-represented; citizen numbers that fit them."""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from personnel.demo.staffing import Department
from qlcb import regulation

NO_RELIGION = "00"
# The six last digits of invented citizen numbers lie in 007000 to 009999; 577 and 3000 have no common divisor, so that
# the numbers of one province, sex and year look drawn by chance and do not meet before all are used.
SUFFIX_FROM, SUFFIXES, STRIDE = 7000, 3000, 577
RELIGIONS = {  # percent, by the seat of the department
    "": {"01": 2.5, "02": 2.5, "03": 0.3},
    "Nam Định": {"02": 9, "01": 2},
    "Đồng Nai": {"02": 10, "01": 4},
    "Hồ Chí Minh": {"01": 7, "02": 6, "03": 0.5, "04": 0.5},
    "Thừa Thiên Huế": {"01": 14, "02": 2},
    "Tây Ninh": {"04": 12, "01": 5, "02": 2},
    "An Giang": {"05": 14, "01": 6, "06": 1},
    "Đồng Tháp": {"05": 10, "01": 6, "02": 1},
    "Kiên Giang": {"01": 9, "02": 3, "05": 2},
}


@dataclass(frozen=True)
class Place:
    """A district of a province, as people write where they come from."""

    district: str
    province: str
    kind: str
    gso_code: int
    cccd_code: str

    def __str__(self) -> str:
        return f"{self.district}, {self.kind} {self.province}"


class Places:
    """Provinces and districts, read once; remembers the citizen numbers given out."""

    def __init__(self):
        self.provinces = {row["name"]: row for row in regulation.table("provinces_63")}
        self.districts = {row["province"]: row["districts"].split(";") for row in regulation.table("demo_districts")}
        self.given: dict[str, int] = defaultdict(int)

    def code_of(self, province: str) -> int:
        """GSO code, which grows from north to south."""
        return int(self.provinces[province]["gso_code"])

    def label(self, province: str) -> str:
        """With what kind of province it is: tỉnh Quảng Nam, thành phố Đà Nẵng."""
        return f"{self.provinces[province]['type']} {province}"

    def in_province(self, rng: Random, province: str) -> Place:
        row = self.provinces[province]
        district = rng.choice(self.districts[province])
        return Place(district, province, row["type"], int(row["gso_code"]), row["cccd_code"])

    def home(self, rng: Random, department: Department) -> Place:
        """Where somebody of the department comes from; what the weights leave of 100 is the whole country."""
        names, weights = department.home_provinces
        province = rng.choices([*names, ""], [*weights, 100 - sum(weights)])[0]
        return self.in_province(rng, province or rng.choice(list(self.provinces)))

    def residence(self, rng: Random, department: Department) -> Place:
        return self.in_province(rng, department.row["seat"])

    def religion(self, rng: Random, department: Department) -> str:
        """Code of a religion of the catalogue."""
        percents = RELIGIONS.get(department.row["seat"], RELIGIONS[""])
        return rng.choices([NO_RELIGION, *percents], [100 - sum(percents.values()), *percents.values()])[0]

    def citizen_id(self, place: Place, sex: str, born: int) -> str:
        """Twelve digits: province, century and sex, year of birth, and a number not given out yet (FACTS §7)."""
        century_and_sex = (born // 100 - 19) * 2 + (sex == "F")
        prefix = f"{place.cccd_code}{century_and_sex}{born % 100:02}"
        count = self.given[prefix]
        self.given[prefix] += 1
        return f"{prefix}{SUFFIX_FROM + (count * STRIDE + int(prefix) * 7) % SUFFIXES:06}"
