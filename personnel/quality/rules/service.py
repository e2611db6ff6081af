"""Recruitment, postings and the end of service (NĐ 135/2020/NĐ-CP for the day of retirement)."""

from datetime import date
from itertools import pairwise

from personnel.quality.base import ERROR, WARNING, Hit, before, first, last, leaves_a_gap, oldest_age, rule
from qlcb.formats import date_vi

ADULT, WORKING_AGE = 18, 16
QUIET_DAYS = 31  # between recruitment and the first posting nobody is asked about a month


@rule("recruited_under_16", ERROR, "tuyen-dung", "Tuyển dụng khi đủ 16 tuổi.")
def recruited_under_16(facts):
    birth, recruited = facts.dossier.birth_date, facts.dossier.recruited_on
    age = oldest_age(birth, recruited)
    if age is not None and age < WORKING_AGE:
        words = (
            f"Tuyển dụng {recruited} khi mới {age} tuổi." if age >= 0 else f"Tuyển dụng {recruited} trước ngày sinh."
        )
        yield Hit(words, (birth, recruited))


@rule("recruited_under_18", WARNING, "tuyen-dung", "Công chức, viên chức được tuyển dụng khi đủ 18 tuổi.")
def recruited_under_18(facts):
    birth, recruited = facts.dossier.birth_date, facts.dossier.recruited_on
    age = oldest_age(birth, recruited)
    if age is not None and WORKING_AGE <= age < ADULT:
        yield Hit(f"Tuyển dụng {recruited} khi mới {age} tuổi.", (birth, recruited))


@rule("joined_before_recruited", ERROR, "tuyen-dung", "Vào cơ quan đang công tác không trước ngày tuyển dụng lần đầu.")
def joined_before_recruited(facts):
    joined, recruited = facts.dossier.joined_service_on, facts.dossier.recruited_on
    if before(joined, recruited):
        yield Hit(f"Vào cơ quan {joined} trước ngày tuyển dụng {recruited}.", (joined, recruited))


@rule("posting_before_recruited", ERROR, "cong-tac", "Quá trình công tác bắt đầu từ ngày tuyển dụng trở đi.")
def posting_before_recruited(facts):
    recruited = facts.dossier.recruited_on
    for row in facts.rows("cong-tac"):
        if before(row.valid_from, recruited):
            words = f"Công tác tại {row.unit.name} từ {row.valid_from}, trước ngày tuyển dụng {recruited}."
            yield Hit(words, (row.valid_from, recruited), row)


@rule("postings_begin_late", WARNING, "cong-tac", "Quá trình công tác ghi từ ngày vào cơ quan.")
def postings_begin_late(facts):
    entered = facts.dossier.joined_service_on or facts.dossier.recruited_on
    rows = facts.rows("cong-tac")
    if entered and rows and (first(rows[0].valid_from) - last(entered)).days > QUIET_DAYS:
        words = f"Chưa ghi quá trình công tác từ {entered} đến {rows[0].valid_from}."
        yield Hit(words, (entered, rows[0].valid_from))


@rule("posting_gap", WARNING, "cong-tac", "Quá trình công tác liên tục, không có khoảng trống.")
def posting_gap(facts):
    for earlier, later in pairwise(facts.rows("cong-tac")):
        if leaves_a_gap(earlier, later, facts.rows("tinh-trang")):
            words = f"Quá trình công tác trống từ sau {date_vi(earlier.valid_to)} đến trước {later.valid_from}."
            yield Hit(words, (earlier.valid_to, later.valid_from), later)


@rule("posting_unit", ERROR, "cong-tac", "Công tác tại đơn vị trong thời gian đơn vị tồn tại.")
def posting_unit(facts):
    for row in facts.rows("cong-tac"):
        if words := outside_of_unit(row, facts.today):
            looked_at = (row.unit_id, row.unit.established_on, row.unit.dissolved_on, row.valid_from, row.valid_to)
            yield Hit(f"{row.unit.name} {words}.", looked_at, row)


def outside_of_unit(row, today) -> str:
    """Why the unit of a dated row did not exist in its time; "" when it did, and for a row of the future."""
    unit, begins = row.unit, row.valid_from
    if begins.last_day < unit.established_on:
        return f"chưa thành lập vào {begins} (thành lập {date_vi(unit.established_on)})"
    if unit.dissolved_on and max(row.valid_to or today, begins.first_day) > unit.dissolved_on:
        return f"chỉ hoạt động đến hết {date_vi(unit.dissolved_on)}"
    return ""


@rule("past_retirement", ERROR, "cong-tac", "Người đủ tuổi nghỉ hưu có quyết định nghỉ hưu hoặc kéo dài.")
def past_retirement(facts):
    retires = facts.dossier.now_retires_on
    if facts.is_serving and retires and retires < facts.today:
        words = f"Đã đến ngày nghỉ hưu {date_vi(retires)} mà vẫn đang công tác."
        yield Hit(words, (retires, facts.dossier.now_status))


@rule("serves_after_leaving", ERROR, "tinh-trang", "Từ ngày thôi phục vụ không còn quá trình công tác.")
def serves_after_leaving(facts):
    for leaving in facts.rows("tinh-trang"):
        left, back = leaving.valid_from.first_day, leaving.valid_to or date.max
        for row in facts.rows("cong-tac"):
            if row.valid_from.last_day <= back and (row.valid_to is None or row.valid_to >= left):
                words = (
                    f"{leaving.kind.name} từ {leaving.valid_from}, quá trình công tác từ {row.valid_from} còn hiệu lực."
                )
                yield Hit(words, (leaving.valid_from, leaving.valid_to, row.valid_from, row.valid_to), leaving)


RULES = (
    recruited_under_16,
    recruited_under_18,
    joined_before_recruited,
    posting_before_recruited,
    postings_begin_late,
    posting_gap,
    posting_unit,
    past_retirement,
    serves_after_leaving,
)
