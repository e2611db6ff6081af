"""The day of retirement of many people at once, with what decisions put off, and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from personnel.models import Dossier, LegalNumber, Postponement, RetirementAge
from personnel.row_plan import NewRow
from personnel.rules import Answer
from personnel.rules.numbers import Numbers
from personnel.rules.retirement import PutOff, retirement, retirement_put_off
from qlcb.formats import date_vi


def put_offs(dossier_ids: Iterable[int]) -> dict[int, list[PutOff]]:
    """Dossier id → by how much its retirement is put off; only those for whom a decision says so. One query."""
    found: dict[int, list[PutOff]] = defaultdict(list)
    rows = Postponement.objects.filter(dossier_id__in=list(dossier_ids)).order_by("pk")
    for pk, cause, months in rows.values_list("dossier_id", "cause", "months"):
        found[pk].append(PutOff(cause, months))
    return found


class Retirements:
    """The law of the day and the decisions about some people; three queries, whatever their number."""

    def __init__(self, dossier_ids: Iterable[int]):
        self._put_off = put_offs(dossier_ids)
        self._ages, self.numbers = list(RetirementAge.objects.all()), Numbers(LegalNumber.objects.all())

    def of(self, dossier: Dossier, *, more: Sequence[PutOff] = ()) -> Answer[date]:
        """When the person retires, and why on that day. more: what is to be decided beside what is on file."""
        by_age = self.by_age(dossier)
        later = retirement_put_off(by_age.value, [*self._put_off.get(dossier.pk, ()), *more], self.numbers)
        return Answer(later.value, [*by_age.steps, *later.steps])

    def by_age(self, dossier: Dossier) -> Answer[date]:
        """When the person would retire without any decision."""
        return retirement(dossier.sex, dossier.birth_date, self._ages)


def tell_later(rows: Sequence[NewRow]) -> None:
    """Tell in `also` of each new postponement to which day it puts retirement off. Three queries."""
    writing = [row for row in rows if row.writes and row.record.cause and row.record.months]
    facts = Retirements([row.dossier.pk for row in writing])
    for row in writing:
        now, later = facts.of(row.dossier), facts.of(row.dossier, more=[PutOff(row.record.cause, row.record.months)])
        if later.value == now.value:
            row.also.append(f"Nghỉ hưu vẫn là {date_vi(now.value)}: {later.steps[-1]}")
        else:
            row.also.append(f"Nghỉ hưu {date_vi(later.value)}, thay cho {date_vi(now.value)}")
