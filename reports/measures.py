"""What can be counted of people on a day: each measure is a name and a condition on the rows of `reports.people`.

A number and the list behind it ask the same condition. Conditions are SQL written here and nowhere else; they hold no
value that comes from outside.
"""

from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise

from personnel.quotas import SUBJECTS

YEARS_SHOWN = 10


@dataclass(frozen=True)
class Measure:
    """key: the word in addresses; label: what it counts, in full, in which {year} stands for the year of the day and as
    many more as `ahead` says; condition: SQL on a row of `person`."""

    key: str
    label: str
    condition: str
    ahead: int = 0

    def words(self, day: date) -> str:
        """The label as of a day."""
        return self.label.replace("{year}", str(day.year + self.ahead))


TOTAL = Measure("hien-co", "Có mặt", "true")
WOMEN = Measure("nu", "Nữ", "sex = 'F'")
MEN = Measure("nam", "Nam", "sex = 'M'")
PARTY = Measure("dang-vien", "Đảng viên", "party")
NOT_PARTY = Measure("ngoai-dang", "Chưa là Đảng viên", "NOT party")
MINORITY = Measure("dan-toc", "Dân tộc thiểu số", "minority")
RELIGION = Measure("ton-giao", "Tôn giáo", "religious")

TIERS = (
    Measure("cvcc", "Chuyên viên cao cấp và tương đương", "tier = 'senior'"),
    Measure("cvc", "Chuyên viên chính và tương đương", "tier = 'principal'"),
    Measure("cv", "Chuyên viên và tương đương", "tier = 'officer'"),
    Measure("cs", "Cán sự và tương đương", "tier = 'assistant'"),
    Measure("nv", "Nhân viên", "tier = 'staff'"),
)
NO_TIER = Measure("khong-ngach", "Chưa xếp ngạch", "tier IS NULL")

DEGREES = (
    Measure("tien-si", "Tiến sĩ", "degree = 'doctor'"),
    Measure("thac-si", "Thạc sĩ", "degree = 'master'"),
    Measure("dai-hoc", "Đại học", "degree = 'university'"),
    Measure("cao-dang", "Cao đẳng", "degree = 'college'"),
    Measure("trung-cap", "Trung cấp", "degree = 'secondary'"),
    Measure("so-cap", "Sơ cấp", "degree = 'elementary'"),
)
NO_DEGREE = Measure("khong-bang", "Chưa ghi trình độ chuyên môn", "degree IS NULL")
BELOW_COLLEGE = Measure("duoi-cao-dang", "Trung cấp, sơ cấp", "degree IN ('secondary', 'elementary')")
POSTGRADUATE = Measure("tren-dai-hoc", "Trên đại học", "degree IN ('doctor', 'master')")
OTHER_DEGREE = Measure("con-lai", "Trình độ chuyên môn còn lại", "degree = 'elementary' OR degree IS NULL")
POLITICAL = (
    Measure("ct-cu-nhan", "Lý luận chính trị: cử nhân", "political = 'political_bachelor'"),
    Measure("ct-cao-cap", "Lý luận chính trị: cao cấp", "political = 'political_senior'"),
    Measure("ct-trung-cap", "Lý luận chính trị: trung cấp", "political = 'political_middle'"),
    Measure("ct-so-cap", "Lý luận chính trị: sơ cấp", "political = 'political_elementary'"),
)
POLITICAL_HIGH = Measure(
    "ct-tu-cao-cap", "Lý luận chính trị: cao cấp, cử nhân", "political IN ('political_senior', 'political_bachelor')"
)
IT = (
    Measure("tin-trung-cap", "Tin học: trung cấp trở lên", "it = 'it_higher'"),
    Measure("tin-chung-chi", "Tin học: chứng chỉ", "it = 'it_certificate'"),
)
ENGLISH = (
    Measure("anh-dai-hoc", "Tiếng Anh: đại học trở lên", "english = 'language_higher'"),
    Measure("anh-chung-chi", "Tiếng Anh: chứng chỉ", "english = 'language_certificate'"),
)
FOREIGN = (
    Measure("nn-dai-hoc", "Ngoại ngữ khác: đại học trở lên", "foreign_language = 'language_higher'"),
    Measure("nn-chung-chi", "Ngoại ngữ khác: chứng chỉ", "foreign_language = 'language_certificate'"),
)
ETHNIC_LANGUAGE = Measure("tieng-dan-toc", "Chứng chỉ tiếng dân tộc", "ethnic_language")
STATE = (
    Measure("qlnn-cvcc", "Quản lý nhà nước: chuyên viên cao cấp và tương đương", "state = 'state_senior'"),
    Measure("qlnn-cvc", "Quản lý nhà nước: chuyên viên chính và tương đương", "state = 'state_principal'"),
    Measure("qlnn-cv", "Quản lý nhà nước: chuyên viên và tương đương", "state = 'state_officer'"),
)

# The five bands share everybody out: who passed the retirement age stands in the last one only.
UP_TO_30 = Measure("tuoi-30", "Từ 30 tuổi trở xuống", "NOT past_retirement AND years <= 30")
FROM_31 = Measure("tuoi-31-40", "Từ 31 đến 40 tuổi", "NOT past_retirement AND years BETWEEN 31 AND 40")
FROM_41 = Measure("tuoi-41-50", "Từ 41 đến 50 tuổi", "NOT past_retirement AND years BETWEEN 41 AND 50")
FROM_51 = Measure("tuoi-51-60", "Từ 51 đến 60 tuổi", "NOT past_retirement AND years >= 51")
WOMEN_51 = Measure("nu-51-55", "Nữ từ 51 đến 55 tuổi", "NOT past_retirement AND sex = 'F' AND years BETWEEN 51 AND 55")
MEN_56 = Measure("nam-56-60", "Nam từ 56 đến 60 tuổi", "NOT past_retirement AND sex = 'M' AND years BETWEEN 56 AND 60")
PAST_RETIREMENT = Measure("qua-tuoi", "Trên tuổi nghỉ hưu", "past_retirement")
RETIRING = Measure("sap-nghi-huu", "Nghỉ hưu trong 5 năm", "retiring AND NOT past_retirement")
# The years of retirement and those past the age or retiring later share everybody out.
RETIRING_IN = tuple(
    Measure(
        f"huu-nam-{ahead}",
        "Nghỉ hưu trong năm {year}",
        f"NOT past_retirement AND years_to_retirement = {ahead}",
        ahead,
    )
    for ahead in range(YEARS_SHOWN)
)
RETIRING_LATER = Measure(
    "huu-sau", "Nghỉ hưu từ năm {year}", f"NOT past_retirement AND years_to_retirement >= {YEARS_SHOWN}", YEARS_SHOWN
)

# Who fills which number of biên chế; together everybody.
OF_QUOTA = {
    kind: Measure(key, label, "subject IN ({})".format(", ".join(f"'{subject}'" for subject in SUBJECTS[kind])))
    for kind, key, label in (
        ("civil_servant", "bc-cong-chuc", "Cán bộ, công chức"),
        ("public_employee", "bc-vien-chuc", "Viên chức"),
        ("contract", "bc-hop-dong", "Hợp đồng lao động"),
    )
}

_TITLE = "title_id IN (SELECT id FROM personnel_term WHERE kind = 'academic_title' AND code = '{}')"
TITLES = (
    Measure("giao-su", "Giáo sư", _TITLE.format("GS")),
    Measure("pho-giao-su", "Phó giáo sư", _TITLE.format("PGS")),
)

# The unit served in before was no commune on the last day there.
FROM_ABOVE = Measure(
    "luan-chuyen",
    "Luân chuyển từ cấp trên về xã",
    """rotated AND (
        SELECT NOT was.is_commune FROM personnel_posting before
        JOIN orgunits_unitversion named ON named.unit_id = before.unit_id AND named.valid_from <= before.valid_to
            AND (named.valid_to IS NULL OR named.valid_to >= before.valid_to)
        JOIN orgunits_unitkind was ON was.id = named.kind_id
        WHERE before.dossier_id = person.id AND before.valid_to < posted_on
        ORDER BY before.valid_to DESC LIMIT 1
    )""",
)

AGE_STEPS = (25, 30, 35, 40, 45, 50, 55, 60)


def age_bands() -> list[tuple[str, Measure, Measure]]:
    """(label, men, women) of the age pyramid in steps of five years, the youngest first; together everybody."""
    bands = [("dưới 25", "duoi-25", "years < 25")]
    for first, following in pairwise(AGE_STEPS):
        last = following - 1
        bands.append((f"{first}–{last}", f"{first}-{last}", f"years BETWEEN {first} AND {last}"))
    bands.append(("từ 60", "tu-60", "years >= 60"))
    return [
        (
            label,
            Measure(f"nam-tuoi-{key}", f"Nam, {label} tuổi", f"sex = 'M' AND {condition}"),
            Measure(f"nu-tuoi-{key}", f"Nữ, {label} tuổi", f"sex = 'F' AND {condition}"),
        )
        for label, key, condition in bands
    ]


AGE_BANDS = age_bands()

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in chain(
        (TOTAL, WOMEN, MEN, PARTY, NOT_PARTY, MINORITY, RELIGION, *OF_QUOTA.values()),
        (*TIERS, NO_TIER, *DEGREES, NO_DEGREE, BELOW_COLLEGE, POSTGRADUATE),
        (*POLITICAL, *IT, *ENGLISH, *FOREIGN, ETHNIC_LANGUAGE, *STATE),
        (UP_TO_30, FROM_31, FROM_41, FROM_51, WOMEN_51, MEN_56, PAST_RETIREMENT, RETIRING, FROM_ABOVE),
        (*RETIRING_IN, RETIRING_LATER, OTHER_DEGREE, POLITICAL_HIGH, *TITLES),
        chain.from_iterable((men, women) for _, men, women in AGE_BANDS),
    )
}
