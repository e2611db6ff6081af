from datetime import date

from orgunits.models import Unit
from personnel.acts import Act, Period
from personnel.acts.due import due_list
from personnel.models import Draft
from personnel.services.add_people import add_people
from personnel.services.begin_draft import REASON, begin_draft
from qlcb.history import Act as Kind
from qlcb.history import writing


def begin_due_draft(*, account, act: Act, period: Period, unit: Unit | None, today: date) -> Draft:
    """A new draft with everybody of the due list: those in it, and those out of it with the reason (TCHQ-12.2)."""
    with writing(account=account, reason=REASON, act=Kind.OPEN):
        found = due_list(account, act, period, today, unit)
        told = {"from": period.first.isoformat(), "to": period.last.isoformat(), "unit": unit.code if unit else ""}
        place = f", {unit.label}" if unit else ""
        draft = begin_draft(account=account, act=act, title=f"{act.title} {period.words}{place}"[:200], period=told)
        add_people(
            account=account,
            draft=draft,
            dossiers=[line.dossier for line in found.all],
            today=today,
            candidates={line.dossier.pk: line.found for line in found.all},
        )
    return draft
