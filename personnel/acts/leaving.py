"""Nghỉ hưu, thôi việc, chuyển đi: who serves here no more from a day on."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from personnel.acts.base import Act, Candidate, Period
from personnel.models import Dossier, Leaving, RetirementAge, Term
from personnel.pay_facts import PayTables
from personnel.rules.retirement import decision_by, notice_by, pension_from, retirement
from personnel.sections import LEAVINGS
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

FAMILY = "Nghỉ hưu, thôi việc, chuyển đi"
FROM_EFFECT = (("valid_from", "effective_on"),)


def retiring(people, period: Period, today: date) -> list[Candidate]:
    """Who reaches the age of retirement in the period, or has reached it, with the days of notice and decision.

    Out are those whose leaving is on file. Five queries (NĐ 135/2020/NĐ-CP).
    """
    decided = Leaving.objects.filter(dossier=OuterRef("pk"), valid_from__first_day__gt=today)
    reached = people.filter(now_retires_on__lte=period.last).annotate(decided=Exists(decided))
    ages, numbers, kind = list(RetirementAge.objects.all()), PayTables(today).numbers, _retired()
    found = []
    for person in reached.order_by("now_retires_on", "sort_key"):
        answer = retirement(person.sex, person.birth_date, ages)
        told = [notice_by(answer.value, numbers), decision_by(answer.value, numbers)]
        steps = (*answer.steps, *(step for each in told for step in each.steps))
        why = f"Nghỉ hưu từ {date_vi(pension_from(answer.value))}, thông báo trước {date_vi(told[0].value)}."
        if person.decided:
            found.append(Candidate(person.pk, False, f"{why} Hồ sơ đã ghi ngày nghỉ.", steps))
        else:
            found.append(Candidate(person.pk, True, why, steps, _values(person, kind)))
    return found


def retirement_days(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """Retirement from the first day of the pension."""
    kind = _retired()
    return {dossier.pk: _values(dossier, kind) for dossier in dossiers if dossier.now_retires_on}


def _values(dossier: Dossier, kind: int | None) -> dict:
    return {"kind": kind, "valid_from": PartialDate.of(pension_from(dossier.now_retires_on))}


def _retired() -> int | None:
    """The first way of retiring in the list."""
    kinds = Term.objects.filter(kind=Term.Kind.LEAVING, group=Leaving.RETIREMENT, valid_to=None).order_by("order")
    return kinds.values_list("pk", flat=True).first()


ACTS: tuple[Act, ...] = (
    Act(
        slug="nghi-huu",
        title="Nghỉ hưu",
        family=FAMILY,
        section=LEAVINGS,
        shared=("kind", "valid_from"),
        own=("kind", "valid_from"),
        prefill=retirement_days,
        source=retiring,
        summary="Về việc nghỉ hưu để hưởng chế độ bảo hiểm xã hội",
        hint="Danh sách người đến tuổi nghỉ hưu, hạn thông báo và ra quyết định; lương, chức vụ tự kết thúc.",
    ),
    Act(
        slug="thoi-viec",
        title="Thôi việc, chấm dứt hợp đồng",
        family=FAMILY,
        section=LEAVINGS,
        shared=("kind", "valid_from"),
        own=("kind", "valid_from"),
        dated=FROM_EFFECT,
        summary="Về việc thôi việc",
        hint="Từ ngày quyết định có hiệu lực không còn tính quân số; hồ sơ được giữ lại.",
    ),
    Act(
        slug="chuyen-di",
        title="Chuyển đi, biệt phái ra ngoài hệ thống",
        family=FAMILY,
        section=LEAVINGS,
        shared=("kind", "valid_from", "destination"),
        own=("destination", "valid_from"),
        dated=FROM_EFFECT,
        summary="Về việc chuyển công tác",
        hint="Đến cơ quan ngoài hệ thống; biệt phái thì lương và chức vụ vẫn tiếp tục.",
    ),
)
