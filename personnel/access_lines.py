"""Lines of the access log as pages and exports show them: an event, and the person it is about where that is open."""

import re
from dataclasses import dataclass

from accounts.models import AccessEvent
from accounts.permissions import ACCESS_LOG
from personnel.models import Dossier

KEYS = ("-at", "-id")
TITLE = "Nhật ký truy cập"
_OF_A_DOSSIER = re.compile(r"/ho-so/([^/]+)/")


@dataclass(frozen=True)
class Line:
    """One event; `name` of the person when it is about a dossier that the reader may open, with its `code`.

    shows_unit: whether the unit that keeps what was asked for is one of those whose log the reader reads.
    """

    event: AccessEvent
    code: str
    name: str
    shows_unit: bool = True

    @property
    def is_refusal(self) -> bool:
        return self.event.kind in AccessEvent.REFUSALS


def whole(rows):
    """With account, its unit, and the unit of what was looked at."""
    return rows.select_related("account__unit", "unit")


def lines_of(account, events: list[AccessEvent]) -> list[Line]:
    """The events with the names of the people they are about, asked for through the door in one query."""
    codes = [_code_of(event.target) for event in events]
    people = Dossier.objects.visible_to(account).filter(code__in=set(codes)) if events else Dossier.objects.none()
    names = dict(people.values_list("code", "full_name"))
    everywhere, units = account.access.everywhere(ACCESS_LOG), account.access.units(ACCESS_LOG)
    return [
        Line(event, code, names.get(code, ""), everywhere or event.unit_id in units)
        for event, code in zip(events, codes, strict=True)
    ]


def _code_of(target: str) -> str:
    """The staff code that an event may be about: its target, or the dossier whose address was refused."""
    found = _OF_A_DOSSIER.match(target)
    return found[1] if found else target
