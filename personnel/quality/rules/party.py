"""Đảng, Đoàn: Điều lệ Đảng (from 18, twelve months of probation), Điều lệ Đoàn (from 15)."""

from personnel.quality.base import ERROR, WARNING, Hit, before, most_months, rule, younger

PARTY_AGE, PROBATION_MONTHS, YOUTH_AGE = 18, 12, 15
YOUTH_UNION = "DTN"  # code of the list of organisations


@rule("party_age", ERROR, "dang", "Vào Đảng khi đủ 18 tuổi.")
def party_age(facts):
    birth, joined = facts.dossier.birth_date, facts.dossier.party_joined_on
    if younger(birth, joined, PARTY_AGE):
        yield Hit(f"Vào Đảng {joined} khi chưa đủ {PARTY_AGE} tuổi.", (birth, joined))


@rule("party_official_before_joining", ERROR, "dang", "Ngày chính thức sau ngày vào Đảng.")
def party_official_before_joining(facts):
    joined, official = facts.dossier.party_joined_on, facts.dossier.party_official_on
    if before(official, joined):
        yield Hit(f"Ngày chính thức {official} trước ngày vào Đảng {joined}.", (joined, official))


@rule("party_probation", WARNING, "dang", "Đảng viên dự bị 12 tháng trước khi chính thức.")
def party_probation(facts):
    joined, official = facts.dossier.party_joined_on, facts.dossier.party_official_on
    if joined and official and 0 <= most_months(joined, official) < PROBATION_MONTHS:
        words = f"Ngày chính thức {official} chưa đủ {PROBATION_MONTHS} tháng từ ngày vào Đảng {joined}."
        yield Hit(words, (joined, official))


@rule("party_official_alone", WARNING, "dang", "Có ngày chính thức thì có ngày vào Đảng.")
def party_official_alone(facts):
    dossier = facts.dossier
    if dossier.party_official_on and not dossier.party_joined_on:
        yield Hit(f"Ghi ngày chính thức {dossier.party_official_on} mà chưa ghi ngày vào Đảng.", ())


@rule("party_post_without_party", WARNING, "chuc-vu-dang", "Chức vụ Đảng từ ngày vào Đảng trở đi.")
def party_post_without_party(facts):
    joined = facts.dossier.party_joined_on
    for row in facts.rows("chuc-vu-dang"):
        if joined is None:
            yield Hit(f"Giữ chức vụ Đảng từ {row.valid_from} mà chưa ghi ngày vào Đảng.", (row.valid_from,), row)
        elif before(row.valid_from, joined):
            words = f"Giữ chức vụ Đảng từ {row.valid_from}, trước ngày vào Đảng {joined}."
            yield Hit(words, (row.valid_from, joined), row)


@rule("youth_union_age", WARNING, "to-chuc", "Vào Đoàn khi đủ 15 tuổi.")
def youth_union_age(facts):
    for row in facts.rows("to-chuc"):
        if row.organisation.code == YOUTH_UNION and younger(facts.dossier.birth_date, row.begins_on, YOUTH_AGE):
            words = f"Vào Đoàn {row.begins_on} khi chưa đủ {YOUTH_AGE} tuổi."
            yield Hit(words, (facts.dossier.birth_date, row.begins_on), row)


RULES = (
    party_age,
    party_official_before_joining,
    party_probation,
    party_official_alone,
    party_post_without_party,
    youth_union_age,
)
