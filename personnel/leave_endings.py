"""Which records end the day before a person leaves: told before anything is written, and ended by
`services.leave_order`."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q

from personnel.models import Allowance, Appointment, Contract, JobPay, Leaving, PartyPost, Posting, Salary
from personnel.row_plan import NewRow
from personnel.sections import SECTIONS
from qlcb.formats import date_vi

DAY = timedelta(days=1)
ENDED = (Posting, Appointment, PartyPost, Contract, Salary, JobPay, Allowance)
OF_A_SECONDMENT = (Posting,)  # rank and pay stay with the sending unit (FACTS §5)
NAMES = {section.model: section.singular for section in SECTIONS.values()}
SLUGS = {section.model: slug for slug, section in SECTIONS.items()}


def ends_with(leaving: Leaving | None, model) -> bool:
    """Whether records of the model end when the person leaves so; nothing does without a leaving."""
    if leaving is None:
        return False
    return model in (OF_A_SECONDMENT if leaving.kind.group == Leaving.SECONDMENT_OUT else ENDED)


def tell_endings(rows: Sequence[NewRow]) -> None:
    """Tell in `also` of each new leaving what ends with it, and until when. One query for each kind of record."""
    leaving = {row.dossier.pk: row for row in rows if row.writes and row.record.valid_from}
    if not leaving:
        return
    earliest = min(row.record.valid_from.first_day for row in leaving.values())
    open_then = Q(valid_to=None) | Q(valid_to__gte=earliest)
    for model in ENDED:
        relations = SECTIONS[SLUGS[model]].related
        for record in model.objects.filter(open_then, dossier_id__in=leaving).select_related(*relations).order_by("pk"):
            row = leaving[record.dossier_id]
            day = row.record.valid_from.first_day
            holds = record.valid_from.first_day < day and (record.valid_to is None or record.valid_to >= day)
            if holds and ends_with(row.record, model):
                row.also.append(f"{NAMES[model].capitalize()}: {record}, đến hết ngày {date_vi(day - DAY)}")
