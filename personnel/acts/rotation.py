"""Chuyển đổi vị trí công tác: who has held a post on the list for its time (NĐ 59/2019/NĐ-CP; TCHQ-12.2)."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q

from personnel.acts.base import Candidate, Period
from personnel.deferral_facts import perhaps_let_be
from personnel.models import Dossier, Posting
from personnel.rotation_facts import RotationCase, Rotations
from personnel.rules.lengths import spared_until
from qlcb.formats import date_vi

AWAY = "Đang {}: chưa chuyển đổi vị trí công tác."
RECORDED = "Hồ sơ đã ghi chuyển sang đơn vị khác từ {}."


def due_rotations(people, period: Period, today: date) -> list[Candidate]:
    """Whose time in a post on the list is over by the end of the period; out are those who need not change, with why.

    Holders of leading positions are not named: they are rotated (luân chuyển). Ten queries.
    """
    rotations = Rotations(people.serving().order_by().values_list("now_unit", flat=True).distinct(), today)
    seconded = Posting.objects.on(today).filter(dossier=OuterRef("pk"), kind=Posting.Kind.SECONDMENT)
    near = Q(now_retires_on__lte=spared_until(period.last, rotations.numbers)) | Q(Exists(seconded))
    near |= perhaps_let_be(today, rotations.numbers)
    asked = people.serving().filter(Q(now_rotates_on__lte=period.last) | near, now_leading=False)
    persons = list(asked.select_related("now_state").order_by("now_rotates_on", "sort_key", "pk"))
    postings = defaultdict(list)
    for row in Posting.objects.filter(dossier__in=[person.pk for person in persons]).order_by("valid_from"):
        postings[row.dossier_id].append(row)
    grounds, found = rotations.grounds(persons), []
    for person in persons:
        case = rotations.of(person, postings[person.pk], grounds.get(person.pk, ()))
        if case is not None:
            found.extend(_candidate(person, case, postings[person.pk], period, today))
    return found


def _candidate(person: Dossier, case: RotationCase, postings, period: Period, today: date) -> list[Candidate]:
    if case.let_be and (case.due.value is None or case.due.value > period.last):
        due = case.let_be.value <= period.last
        return [Candidate(person.pk, False, case.let_be.steps[-1], tuple(case.due.steps))] if due else []
    if case.due.value is None:
        return [Candidate(person.pk, False, case.due.steps[-1], tuple(case.due.steps))]
    if case.due.value > period.last:
        return []
    late = "đã đến hạn từ" if case.due.value < period.first else "đến hạn ngày"
    why = f"Giữ vị trí từ {date_vi(case.since)}, {late} {date_vi(case.due.value)}."
    coming = [row for row in postings if row.valid_from.first_day > today]
    if coming:
        return [Candidate(person.pk, False, RECORDED.format(coming[0].valid_from), tuple(case.due.steps))]
    if person.now_state_id:
        state = person.now_state.name
        return [Candidate(person.pk, False, AWAY.format(state[:1].lower() + state[1:]), tuple(case.due.steps))]
    return [Candidate(person.pk, True, why, tuple(case.due.steps))]
