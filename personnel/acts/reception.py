"""Tiếp nhận hợp đồng thành công chức: who has worked under contract long enough to be considered (TCHQ-3.1a)."""

from collections import defaultdict
from datetime import date

from personnel.acts.base import Candidate, Period
from personnel.models import Contract, Dossier
from personnel.pay_facts import PayTables
from personnel.rules.numbers import Number
from personnel.rules.reception import Worked, reception
from qlcb.formats import date_vi


def receivable(people, period: Period, today: date) -> list[Candidate]:
    """Contract staff who have worked the months of the law by the end of the period; people choose among them.

    Nobody is in by itself: to have worked long enough is a condition, not a claim; rank and step are for the decision
    to say, whatever the contract paid. Two queries.
    """
    staff = people.serving().filter(subject=Dossier.Subject.CONTRACT)
    worked, running = defaultdict(list), set()
    for contract in Contract.objects.filter(dossier__in=staff).order_by("valid_from", "pk"):
        worked[contract.dossier_id].append(Worked(contract.valid_from.first_day, contract.valid_to))
        if contract.valid_to is None or contract.valid_to >= today:
            running.add(contract.dossier_id)
    numbers, found = PayTables(today).numbers, []
    for pk, spans in worked.items():
        if pk not in running:
            continue
        answer = reception(spans, numbers, today)
        if answer.value <= period.last:
            months = numbers.on(Number.RECEPTION_MONTHS, today)
            why = f"Đủ {months} tháng làm việc theo hợp đồng từ {date_vi(answer.value)}: xét chọn."
            found.append(Candidate(pk, False, why, tuple(answer.steps)))
    return found
