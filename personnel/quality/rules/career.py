"""Positions held: in which time, at which unit, for which term (FACTS §5: an appointment is for five years)."""

from personnel.quality.base import ERROR, WARNING, Hit, before, first, rule
from personnel.quality.rules.service import outside_of_unit
from qlcb.formats import date_vi

LEADING_ALLOWANCE = "PCCV"  # code of the list of allowances


def _holds_on(row, day) -> bool:
    return first(row.valid_from) <= day and (row.valid_to is None or row.valid_to >= day)


@rule("appointment_before_recruited", ERROR, "bo-nhiem", "Bổ nhiệm từ ngày tuyển dụng trở đi.")
def appointment_before_recruited(facts):
    recruited = facts.dossier.recruited_on
    for row in facts.rows("bo-nhiem"):
        if before(row.valid_from, recruited):
            words = f"Bổ nhiệm {row.position.name} từ {row.valid_from}, trước ngày tuyển dụng {recruited}."
            yield Hit(words, (row.valid_from, recruited), row)


@rule("appointment_unit", ERROR, "bo-nhiem", "Giữ chức vụ tại đơn vị trong thời gian đơn vị tồn tại.")
def appointment_unit(facts):
    for row in facts.rows("bo-nhiem"):
        if row.unit and (words := outside_of_unit(row, facts.left_on or facts.today)):
            looked_at = (row.unit_id, row.unit.established_on, row.unit.dissolved_on, row.valid_from, row.valid_to)
            yield Hit(f"{row.position.name}: {row.unit.name} {words}.", looked_at, row)


@rule("appointment_after_leaving", ERROR, "bo-nhiem", "Người đã thôi công tác không giữ chức vụ sau ngày thôi.")
def appointment_after_leaving(facts):
    left = facts.left_on
    for row in facts.rows("bo-nhiem") if left else ():
        if first(row.valid_from) > left or (row.valid_to is None or row.valid_to > left):
            words = f"Thôi công tác {date_vi(left)} mà chức vụ {row.position.name} chưa kết thúc."
            yield Hit(words, (left, row.valid_from, row.valid_to), row)


@rule("term_before_start", ERROR, "bo-nhiem", "Ngày hết hạn bổ nhiệm sau ngày bổ nhiệm.")
def term_before_start(facts):
    for row in facts.rows("bo-nhiem"):
        if before(row.term_ends_on, row.valid_from):
            words = f"{row.position.name}: hết hạn {date_vi(row.term_ends_on)} trước ngày bổ nhiệm {row.valid_from}."
            yield Hit(words, (row.valid_from, row.term_ends_on), row)


@rule("term_over", WARNING, "bo-nhiem", "Hết hạn bổ nhiệm thì có bổ nhiệm lại hoặc thôi giữ chức vụ.")
def term_over(facts):
    rows = facts.rows("bo-nhiem") if facts.is_serving else ()
    for row in rows:
        renewed = any(r.position_id == row.position_id and first(r.valid_from) > first(row.valid_from) for r in rows)
        if _holds_on(row, facts.today) and before(row.term_ends_on, facts.today) and not renewed:
            words = f"{row.position.name} hết hạn bổ nhiệm {date_vi(row.term_ends_on)}, chưa ghi bổ nhiệm lại."
            yield Hit(words, (row.term_ends_on, row.valid_to), row)


@rule("leading_allowance", WARNING, "phu-cap", "Phụ cấp chức vụ đi cùng chức vụ đang giữ.")
def leading_allowance(facts):
    for row in facts.rows("phu-cap"):
        end = row.valid_to or facts.today
        if row.kind.code != LEADING_ALLOWANCE or end < first(row.valid_from):
            continue
        held = any(
            first(post.valid_from) <= end and (post.valid_to is None or post.valid_to >= first(row.valid_from))
            for post in facts.rows("bo-nhiem")
        )
        if not held:
            words = f"{row.kind.name} từ {row.valid_from} mà không ghi chức vụ nào trong thời gian này."
            yield Hit(words, (row.valid_from, row.valid_to), row)


RULES = (
    appointment_before_recruited,
    appointment_unit,
    appointment_after_leaving,
    term_before_start,
    term_over,
    leading_allowance,
)
