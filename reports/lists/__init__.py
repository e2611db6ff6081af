"""Lists that leaders and clerks ask for over and over: one mechanism, one declaration a list."""

from personnel.sections import SECTIONS
from reports.lists.base import PeriodList
from reports.lists.people import Birthdays, PartyBadges
from reports.lists.records import Records

PERIOD_LISTS: dict[str, PeriodList] = {
    one.slug: one for one in (Birthdays(), PartyBadges(), *(Records(section) for section in SECTIONS.values()))
}
