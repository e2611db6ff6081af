from datetime import date

from accounts.services.program_account import program_account
from personnel.acts import ACTS
from personnel.models import Contract, Dossier, Draft, DraftLine, Salary
from personnel.row_plan import hold
from qlcb.history import Act, update_many, writing

REASON = "Đến ngày tuyển dụng vào công chức theo quyết định đã ghi"


def begin_conversions(today: date) -> int:
    """Contract staff whose appointment to a rank was entered before its day are civil servants from that day on.

    Who is under a contract all the same, entered since, is left as they are. Returns how many there were.
    """
    with writing(account=program_account(), reason=REASON, act=Act.SYSTEM):
        held = hold(_begun(today))
        people = [held[pk] for pk in _begun(today) if pk in held]  # asked again: what bound them may have changed
        for dossier in people:
            dossier.subject = Dossier.Subject.CIVIL_SERVANT
        update_many(people, ["subject"])
    return len(people)


def _begun(today: date) -> list[int]:
    kinds = [act.slug for act in ACTS.values() if act.converts]
    lines = DraftLine.objects.filter(draft__kind__in=kinds, draft__state=Draft.State.APPLIED)
    begun = Salary.objects.filter(pk__in=lines.exclude(row=None).values("row"), valid_from__first_day__lte=today)
    waiting = begun.filter(dossier__subject=Dossier.Subject.CONTRACT)
    bound = Contract.objects.on(today).values("dossier")
    return list(waiting.exclude(dossier__in=bound).values_list("dossier", flat=True))
