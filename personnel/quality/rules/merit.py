"""Rating and discipline: the lists and periods of their time (FACTS §5)."""

from datetime import date

from personnel.quality.base import ERROR, WARNING, Hit, first, last, rule
from qlcb.formats import date_vi

YEARS_ASKED = 3
RATED_BY = (2, 1)  # month and day by which the rating of the year before is in the file
HALF_A_YEAR = 181  # days; less service in a year is not rated
QUARTERS_FROM = 2026  # NĐ 335/2025, CV 21169/CHQ-TCCB
DEMOTIONS = {"LD-GC", "LD-CCH", "CB-CCH", "VC-CCH"}  # codes of the list of discipline forms


@rule("rating_missing", WARNING, "xep-loai", "Ba năm gần nhất có xếp loại của mỗi năm công tác từ 6 tháng.")
def rating_missing(facts):
    if not facts.is_serving:
        return
    newest = facts.today.year - (1 if (facts.today.month, facts.today.day) >= RATED_BY else 2)
    rated = {row.year for row in facts.rows("xep-loai") if row.quarter is None}
    quarters = {(row.year, row.quarter) for row in facts.rows("xep-loai")}
    missing = [
        year
        for year in range(newest - YEARS_ASKED + 1, newest + 1)
        if year not in rated
        and not all((year, quarter) in quarters for quarter in (1, 2, 3, 4))
        and _days_served(facts, year) >= HALF_A_YEAR
    ]
    if missing:
        yield Hit(f"Chưa có xếp loại chất lượng năm {', '.join(map(str, missing))}.", tuple(missing))


def _days_served(facts, year: int) -> int:
    """Days of the year that surely lie in a posting."""
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    days = 0
    for row in facts.rows("cong-tac"):
        start, end = max(last(row.valid_from), begins), min(row.valid_to or ends, ends)
        days += max((end - start).days + 1, 0)
    return days


@rule("rating_quarter", ERROR, "xep-loai", "Xếp loại theo quý chỉ có từ năm 2026.")
def rating_quarter(facts):
    for row in facts.rows("xep-loai"):
        if row.quarter and row.year < QUARTERS_FROM:
            yield Hit(f"Xếp loại {row.period}: trước năm {QUARTERS_FROM} chỉ xếp loại theo năm.", (row.period,), row)


@rule("rating_before_recruited", WARNING, "xep-loai", "Xếp loại từ năm tuyển dụng trở đi.")
def rating_before_recruited(facts):
    recruited = facts.dossier.recruited_on
    for row in facts.rows("xep-loai"):
        if recruited and row.year < recruited.year:
            yield Hit(f"Xếp loại năm {row.year}, trước năm tuyển dụng {recruited.year}.", (row.year, recruited), row)


@rule("discipline_form", ERROR, "ky-luat", "Hình thức kỷ luật có trong quy định của thời điểm xử lý.")
def discipline_form(facts):
    for row in facts.rows("ky-luat"):
        form, start = row.form, row.valid_from
        if (form.valid_from and last(start) < form.valid_from) or (form.valid_to and first(start) > form.valid_to):
            since = f"từ {date_vi(form.valid_from)}" if form.valid_from else ""
            until = f"đến {date_vi(form.valid_to)}" if form.valid_to else ""
            words = f"“{form.name}” không có hiệu lực vào {start} (áp dụng {' '.join(filter(None, (since, until)))})."
            yield Hit(words, (start, form.pk, form.valid_from, form.valid_to), row)


@rule("demotion", WARNING, "ky-luat", "Giáng chức, cách chức là kỷ luật của người giữ chức vụ.")
def demotion(facts):
    for row in facts.rows("ky-luat"):
        if row.form.code in DEMOTIONS and not any(
            post.position.is_leading and first(post.valid_from) <= last(row.valid_from)
            for post in facts.rows("bo-nhiem")
        ):
            yield Hit(f"{row.form.name} từ {row.valid_from} mà trước đó không giữ chức vụ nào.", (row.valid_from,), row)


RULES = (rating_missing, rating_quarter, rating_before_recruited, discipline_form, demotion)
