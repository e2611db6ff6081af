"""Which list of forms of discipline is meant for whom: words like "Khiển trách" stand in several of them.

NĐ 112/2020, NĐ 172/2025: cán bộ; công chức giữ, không giữ chức vụ lãnh đạo; viên chức, người lao động.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from personnel.models import Appointment, Dossier

FOR_EVERYBODY = ("party",)  # groups of the list that do not ask who somebody is


def discipline_list(dossier: Dossier) -> tuple[str, ...]:
    """Groups of the list that are for the person by what is on file today: subject and leading position."""
    return _list(dossier, dossier.now_leading)


class DisciplineLists:
    """The same of some people on any day: whether they led is asked of their appointments, in one query."""

    def __init__(self, dossiers: Iterable[Dossier]):
        self._led: dict[int, list[tuple[date, date]]] = defaultdict(list)
        rows = Appointment.objects.filter(dossier__in=list(dossiers), is_main=True, position__is_leading=True)
        for pk, since, until in rows.values_list("dossier", "valid_from", "valid_to"):
            self._led[pk].append((since.first_day, until or date.max))

    def of(self, dossier: Dossier, day: date | None) -> tuple[str, ...]:
        """Groups for the person on the day; as of today where no day is told or no such appointment is on file."""
        spans = self._led.get(dossier.pk, [])
        if day is None or not spans:
            return discipline_list(dossier)
        return _list(dossier, any(since <= day <= until for since, until in spans))


def _list(dossier: Dossier, leads: bool) -> tuple[str, ...]:
    if dossier.subject == Dossier.Subject.OFFICIAL:
        return ("official",)
    if dossier.subject == Dossier.Subject.CIVIL_SERVANT:
        return ("leader" if leads else "staff",)
    return ("employee",)
