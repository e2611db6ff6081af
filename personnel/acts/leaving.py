"""Nghỉ hưu, thôi việc, chuyển đi: who serves here no more from a day on."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from personnel.acts.base import Act, Candidate, Period
from personnel.models import Dossier, Leaving, Postponement, Term
from personnel.retirement_facts import Retirements
from personnel.rules.retirement import decision_by, notice_by, pension_from
from personnel.sections import LEAVINGS, POSTPONEMENTS
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

FAMILY = "Nghỉ hưu, thôi việc, chuyển đi"
FROM_EFFECT = (("valid_from", "effective_on"),)
LATER = "Quyết định lùi, kéo dài: nghỉ hưu {}."


def retiring(people, period: Period, today: date) -> list[Candidate]:
    """Who retires in the period, or should have, with the days of notice and decision.

    Out are those whose leaving is on file, and those whose retirement a decision puts off until after the period. Six
    queries (NĐ 135/2020/NĐ-CP).
    """
    decided = Leaving.objects.filter(dossier=OuterRef("pk"), valid_from__first_day__gt=today)
    put_off = Exists(Postponement.objects.filter(dossier=OuterRef("pk")))
    asked = people.filter(Q(now_retires_on__lte=period.last) | put_off).annotate(decided=Exists(decided))
    asked = list(asked.order_by("now_retires_on", "sort_key"))
    of, kind = Retirements([person.pk for person in asked]), _retired()
    numbers, found = of.numbers, []
    for person in asked:
        answer = of.of(person)
        if answer.value > period.last:
            if of.by_age(person).value <= period.last:
                found.append(Candidate(person.pk, False, LATER.format(date_vi(answer.value)), tuple(answer.steps)))
            continue
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
        groups=(("kind", (Leaving.RETIREMENT,)),),
        prefill=retirement_days,
        source=retiring,
        notice="Thông báo nghỉ hưu",
        summary="Về việc nghỉ hưu để hưởng chế độ bảo hiểm xã hội",
        hint="Danh sách người đến tuổi nghỉ hưu, hạn thông báo và ra quyết định; lương, chức vụ tự kết thúc.",
    ),
    Act(
        slug="lui-nghi-huu",
        title="Lùi thời điểm nghỉ hưu, kéo dài công tác",
        family=FAMILY,
        section=POSTPONEMENTS,
        shared=("cause", "months", "decided_on"),
        own=("cause", "months"),
        dated=(("decided_on", "signed_on"),),
        summary="Về việc lùi thời điểm nghỉ hưu",
        hint="Ghi lý do và số tháng; ngày nghỉ hưu, danh sách đến hạn tính lại theo quyết định.",
    ),
    Act(
        slug="thoi-viec",
        title="Thôi việc, chấm dứt hợp đồng",
        family=FAMILY,
        section=LEAVINGS,
        shared=("kind", "valid_from"),
        own=("kind", "valid_from"),
        groups=(("kind", (Leaving.RESIGNATION, Leaving.DISMISSAL)),),
        dated=FROM_EFFECT,
        summary="Về việc thôi việc",
        hint="Từ ngày quyết định có hiệu lực không còn tính quân số; hồ sơ được giữ lại. Từ trần thì ghi ở hồ sơ của "
        "từng người, mục Tình trạng công tác.",
    ),
    Act(
        slug="chuyen-di",
        title="Chuyển đi, biệt phái ra ngoài hệ thống",
        family=FAMILY,
        section=LEAVINGS,
        shared=("kind", "valid_from", "destination"),
        own=("destination", "valid_from"),
        groups=(("kind", (Leaving.MOVE_OUT, Leaving.SECONDMENT_OUT)),),
        dated=FROM_EFFECT,
        summary="Về việc chuyển công tác",
        hint="Đến cơ quan ngoài hệ thống; biệt phái thì lương và chức vụ vẫn tiếp tục.",
    ),
)
