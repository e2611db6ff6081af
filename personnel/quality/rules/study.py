"""Degrees: the age at which they can be held, their order, and the title that needs one (Luật Giáo dục 2019)."""

from personnel.models import Qualification
from personnel.quality.base import ERROR, WARNING, Hit, before, first, oldest_age, rule

LEAST_AGES = {"secondary": 16, "college": 19, "university": 20, "master": 21, "doctor": 23}
BASES = {"master": ("university",), "doctor": ("university", "master")}


def degrees(facts) -> list:
    """The records of professional degrees."""
    return [row for row in facts.rows("dao-tao") if row.kind == Qualification.Kind.PROFESSIONAL]


@rule("degree_age", ERROR, "dao-tao", "Tốt nghiệp ở tuổi có thể: đại học từ 20, cao đẳng từ 19, trung cấp từ 16.")
def degree_age(facts):
    birth = facts.dossier.birth_date
    for row in degrees(facts):
        least, age = LEAST_AGES.get(row.level.bucket), oldest_age(birth, row.ends_on)
        if least is not None and age is not None and 0 <= age < least:
            words = f"Tốt nghiệp {row.level.name} {row.ends_on} khi mới {age} tuổi."
            yield Hit(words, (birth, row.ends_on, row.level_id), row)


@rule("degree_order", WARNING, "dao-tao", "Bằng sau đại học được cấp sau bằng đại học.")
def degree_order(facts):
    rows = degrees(facts)
    for row in rows:
        bases = [r for r in rows if r.level.bucket in BASES.get(row.level.bucket, ()) and r.ends_on]
        if bases and row.ends_on and all(before(row.ends_on, base.ends_on) for base in bases):
            earliest = min(bases, key=lambda base: first(base.ends_on))
            words = f"{row.level.name} {row.ends_on} trước bằng {earliest.level.name} {earliest.ends_on}."
            yield Hit(words, (row.ends_on, earliest.ends_on), row)


@rule("degree_to_come", WARNING, "dao-tao", "Văn bằng, chứng chỉ đã cấp có thời gian kết thúc không sau hôm nay.")
def degree_to_come(facts):
    for row in facts.rows("dao-tao"):
        if row.certificate and before(facts.today, row.ends_on):
            yield Hit(f"Đã ghi văn bằng mà {row.ends_on} mới kết thúc khóa học.", (row.ends_on,), row)


@rule("title_without_doctorate", WARNING, "trinh-do", "Giáo sư, phó giáo sư có bằng tiến sĩ.")
def title_without_doctorate(facts):
    rows = degrees(facts)
    if facts.dossier.academic_title_id and rows and not any(row.level.bucket == "doctor" for row in rows):
        best = max(row.level.order for row in rows)
        yield Hit("Ghi học hàm mà chưa ghi bằng tiến sĩ.", (facts.dossier.academic_title_id, best))


@rule("title_year", ERROR, "trinh-do", "Năm phong học hàm, danh hiệu sau tuổi 20, không sau năm nay.")
def title_year(facts):
    dossier = facts.dossier
    years = [year for year in (dossier.academic_title_year, dossier.state_honour_year) if year]
    wrong = [year for year in years if not dossier.birth_date.year + 20 <= year <= facts.today.year]
    if wrong:
        words = f"Năm phong {', '.join(map(str, wrong))} không thể đúng với năm sinh {dossier.birth_date.year}."
        yield Hit(words, (dossier.birth_date, *wrong))


RULES = (degree_age, degree_order, degree_to_come, title_without_doctorate, title_year)
