"""Family: ages that cannot be, and two wives or husbands at once (Luật Hôn nhân và gia đình 2014)."""

from personnel.quality.base import ERROR, WARNING, Hit, oldest_age, rule, younger

GENERATION = 14  # years between a parent and a child, at the least
MARRIAGE_AGE = 18
PARENTS, CHILDREN, SPOUSES = {"CHA", "ME"}, {"CONT", "CONG"}, {"VO", "CHONG"}  # codes of the list of relations
WRONG_SPOUSE = {"M": "CHONG", "F": "VO"}


def _kin(facts, codes: set[str]) -> list:
    """Relatives of one kind, by blood or by the marriage that lasts; stepchildren and in-laws are others."""
    return [row for row in facts.rows("gia-dinh") if row.relation.code in codes]


def spouses(facts) -> list:
    """Living wives and husbands."""
    return [row for row in _kin(facts, SPOUSES) if not row.is_dead]


@rule("child_age", ERROR, "gia-dinh", "Con kém cha, mẹ ít nhất 14 tuổi.")
def child_age(facts):
    birth = facts.dossier.birth_date
    for row in _kin(facts, CHILDREN):
        age = oldest_age(birth, row.born_on)
        if age is not None and age < GENERATION:
            told = f"khi người khai mới {age} tuổi" if age >= 0 else "trước người khai"
            yield Hit(f"{row.relation.name} {row.full_name} sinh {row.born_on}, {told}.", (birth, row.born_on), row)


@rule("parent_age", ERROR, "gia-dinh", "Cha, mẹ hơn con ít nhất 14 tuổi.")
def parent_age(facts):
    birth = facts.dossier.birth_date
    for row in _kin(facts, PARENTS):
        age = oldest_age(row.born_on, birth)
        if age is not None and age < GENERATION:
            told = f"chỉ hơn người khai {age} tuổi" if age >= 0 else "sau người khai"
            yield Hit(f"{row.relation.name} {row.full_name} sinh {row.born_on}, {told}.", (birth, row.born_on), row)


@rule("spouse_age", ERROR, "gia-dinh", "Vợ, chồng đủ 18 tuổi.")
def spouse_age(facts):
    for row in spouses(facts):
        if younger(row.born_on, facts.today, MARRIAGE_AGE):
            told = f"{row.relation.name} {row.full_name} sinh {row.born_on}, chưa đủ {MARRIAGE_AGE} tuổi."
            yield Hit(told, (row.born_on,), row)


@rule("spouse_sex", WARNING, "gia-dinh", "Nam ghi vợ, nữ ghi chồng.")
def spouse_sex(facts):
    for row in spouses(facts):
        if row.relation.code == WRONG_SPOUSE[facts.dossier.sex]:
            told = f"Người khai là {facts.dossier.get_sex_display().lower()} mà ghi “{row.relation.name}”."
            yield Hit(told, (facts.dossier.sex, row.relation_id), row)


@rule("two_spouses", ERROR, "gia-dinh", "Mỗi lúc một vợ, một chồng.")
def two_spouses(facts):
    rows = spouses(facts)
    if len(rows) > 1:
        told = f"Ghi {len(rows)} người là vợ, chồng đang sống; người đã ly hôn ghi là vợ cũ, chồng cũ."
        yield Hit(told, tuple(sorted(row.pk for row in rows)))


@rule("relative_to_come", ERROR, "gia-dinh", "Người thân sinh không sau hôm nay.")
def relative_to_come(facts):
    for row in facts.rows("gia-dinh"):
        if row.born_on and row.born_on.first_day > facts.today:
            yield Hit(f"{row.relation.name} {row.full_name} sinh {row.born_on}, sau hôm nay.", (row.born_on,), row)


RULES = (child_age, parent_age, spouse_age, spouse_sex, two_spouses, relative_to_come)
