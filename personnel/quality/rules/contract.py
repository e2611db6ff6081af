"""Labour contracts (TT 05/2023/TT-BNV)."""

from personnel.quality.base import ERROR, WARNING, Hit, before, first, rule
from qlcb.formats import date_vi


@rule("contract_expired", ERROR, "hop-dong", "Người lao động hợp đồng đang làm việc có hợp đồng còn hiệu lực.")
def contract_expired(facts):
    rows = facts.rows("hop-dong")
    if not (facts.is_serving and facts.dossier.is_contract_staff and rows):
        return
    newest = rows[-1]
    if newest.valid_to and newest.valid_to < facts.today:
        yield Hit(f"Hợp đồng {newest.number} đã hết hạn {date_vi(newest.valid_to)}.", (newest.valid_to,), newest)


@rule("contract_signed_late", WARNING, "hop-dong", "Hợp đồng được ký không sau ngày có hiệu lực.")
def contract_signed_late(facts):
    for row in facts.rows("hop-dong"):
        if before(row.valid_from, row.signed_on):
            words = f"Hợp đồng {row.number} ký {date_vi(row.signed_on)}, sau ngày có hiệu lực {row.valid_from}."
            yield Hit(words, (row.signed_on, row.valid_from), row)


@rule("contract_probation", ERROR, "hop-dong", "Thời gian thử việc nằm trong thời hạn hợp đồng.")
def contract_probation(facts):
    for row in facts.rows("hop-dong"):
        until = row.probation_until
        if until and (until < first(row.valid_from) or (row.valid_to and until > row.valid_to)):
            words = f"Hợp đồng {row.number}: thử việc đến {date_vi(until)} nằm ngoài thời hạn hợp đồng."
            yield Hit(words, (until, row.valid_from, row.valid_to), row)


@rule("contract_subject", WARNING, "hop-dong", "Chỉ người lao động hợp đồng có hợp đồng lao động đang hiệu lực.")
def contract_subject(facts):
    dossier = facts.dossier
    for row in facts.rows("hop-dong") if facts.is_serving and not dossier.is_contract_staff else ():
        runs = first(row.valid_from) <= facts.today and (row.valid_to is None or row.valid_to >= facts.today)
        if runs:
            words = f"{dossier.get_subject_display()} mà hợp đồng {row.number} đang hiệu lực."
            yield Hit(words, (dossier.subject, row.valid_from, row.valid_to), row)


RULES = (contract_expired, contract_signed_late, contract_probation, contract_subject)
