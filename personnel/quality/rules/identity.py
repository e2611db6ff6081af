"""The person and their papers: citizen number, papers, another dossier of the same person (FACTS §7)."""

from datetime import date

from personnel.models import Place
from personnel.quality.base import ERROR, WARNING, Hit, before, oldest_age, rule, younger
from qlcb.formats import date_vi

CITIZEN_LENGTH = 12
CENTURY = 1900  # the fourth digit counts from it: 0 and 1 the 20th century, men and women, 2 and 3 the 21st…
YOUNG_HOLDERS_FROM = date(2024, 7, 1)  # Luật Căn cước 2023: children under 14 may have the card
CARD_AGE = 14
YOUNGEST, OLDEST = 16, 75


def _number(facts) -> str:
    """The citizen number when it has the form that can be read; "" otherwise, which its field refuses anyway."""
    number = facts.dossier.citizen_id
    return number if len(number) == CITIZEN_LENGTH and number.isascii() and number.isdigit() else ""


@rule("citizen_birth_year", WARNING, "giay-to", "Số định danh ghi đúng năm sinh của người đó.")
def citizen_birth_year(facts):
    number, birth = _number(facts), facts.dossier.birth_date
    if number and CENTURY + int(number[3]) // 2 * 100 + int(number[4:6]) != birth.year:
        yield Hit("Số định danh không khớp năm sinh.", (number[3:6], birth.year))


@rule("citizen_sex", WARNING, "giay-to", "Số định danh ghi đúng giới tính của người đó.")
def citizen_sex(facts):
    number, sex = _number(facts), facts.dossier.sex
    if number and "MF"[int(number[3]) % 2] != sex:
        yield Hit("Số định danh không khớp giới tính.", (number[3], sex))


@rule("citizen_province", WARNING, "giay-to", "Số định danh mang mã của tỉnh nơi sinh (nơi đăng ký khai sinh).")
def citizen_province(facts):
    number, place = _number(facts), facts.dossier.birth_area
    while place is not None and place.level != Place.Level.PROVINCE:
        place = place.parent
    codes = facts.tables.citizen_codes.get(place.pk) if number and place else None
    if codes and number[:3] not in codes:
        words = f"Số định danh không mang mã của nơi sinh {place.name}; đúng nếu khai sinh được đăng ký ở nơi khác."
        yield Hit(words, (number[:3], place.pk))


@rule("citizen_issued", ERROR, "giay-to", "Căn cước công dân được cấp từ đủ 14 tuổi, không sau hôm nay.")
def citizen_issued(facts):
    issued, birth = facts.dossier.citizen_id_issued_on, facts.dossier.birth_date
    if issued is None:
        return
    if issued > facts.today:
        yield Hit("Ngày cấp căn cước sau hôm nay.", (issued,))
    elif younger(birth, issued, CARD_AGE) and issued < YOUNG_HOLDERS_FROM:
        yield Hit(f"Căn cước cấp ngày {date_vi(issued)}, khi chưa đủ {CARD_AGE} tuổi.", (issued, birth))


@rule("age", ERROR, "ly-lich", "Người đang công tác từ đủ 16 đến 75 tuổi.")
def age(facts):
    years = oldest_age(facts.dossier.birth_date, facts.today)
    if facts.is_serving and not YOUNGEST <= years <= OLDEST:
        yield Hit(f"Sinh {facts.dossier.birth_date} mà đang công tác.", (facts.dossier.birth_date,))


@rule("twin", WARNING, "ly-lich", "Mỗi người có một hồ sơ: không hồ sơ nào khác trùng họ tên và ngày sinh.")
def twin(facts):
    if facts.has_twin:
        words = "Có hồ sơ khác trùng họ tên và ngày sinh; kiểm tra một người có hai hồ sơ hay không."
        yield Hit(words, (facts.dossier.sort_key, facts.dossier.birth_date))


@rule("military_period", ERROR, "quan-ngu", "Ngày xuất ngũ sau ngày nhập ngũ; nhập ngũ khi đủ 16 tuổi.")
def military_period(facts):
    enlisted, discharged, birth = facts.dossier.enlisted_on, facts.dossier.discharged_on, facts.dossier.birth_date
    if before(discharged, enlisted):
        yield Hit(f"Xuất ngũ {discharged} trước khi nhập ngũ {enlisted}.", (enlisted, discharged))
    elif younger(birth, enlisted, YOUNGEST):
        yield Hit(f"Nhập ngũ {enlisted} khi chưa đủ {YOUNGEST} tuổi.", (enlisted, birth))


RULES = (citizen_birth_year, citizen_sex, citizen_province, citizen_issued, age, twin, military_period)
