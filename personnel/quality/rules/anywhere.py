"""What holds in every section: nothing before birth, no end before its beginning, no result to come."""

from personnel.quality.base import ERROR, Hit, before, first, rule
from personnel.sections import SECTIONS
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

OTHER_PEOPLE = {"gia-dinh"}  # whose dates are not the person's own


def _days(section, row) -> list:
    """When the record says that it happened: the days as far as they are known."""
    names = ("valid_from",) if section.is_dated else ("begins_on", "ends_on") if section.lasts else (section.since,)
    told = [getattr(row, name) for name in names if name]
    return [PartialDate(day) if isinstance(day, int) else day for day in told if day]


def _records(facts):
    """(section, record, its days) of all sections about the person."""
    for slug, rows in facts.sections.items():
        for row in rows if slug not in OTHER_PEOPLE else ():
            yield SECTIONS[slug], row, _days(SECTIONS[slug], row)


@rule("before_birth", ERROR, "", "Không việc nào có trước ngày sinh.")
def before_birth(facts):
    birth = facts.dossier.birth_date
    for section, row, days in _records(facts):
        early = next((day for day in days if before(day, birth)), None)
        if early:
            words = f"{section.title}: {date_vi(early)} là trước ngày sinh {birth}."
            yield Hit(words, (birth, early), row, section.slug)


@rule("ends_before_it_begins", ERROR, "", "Thời gian kết thúc sau thời gian bắt đầu.")
def ends_before_it_begins(facts):
    for section, row, _ in _records(facts):
        if section.lasts and before(row.ends_on, row.begins_on):
            words = f"{section.title}: kết thúc {row.ends_on} trước khi bắt đầu {row.begins_on}."
            yield Hit(words, (row.begins_on, row.ends_on), row, section.slug)


@rule("to_come", ERROR, "", "Kết quả đã ghi (khám sức khỏe, xếp loại, khen thưởng, nhận xét) không sau hôm nay.")
def to_come(facts):
    for section, row, days in _records(facts):
        if section.since and days and first(days[0]) > facts.today:
            yield Hit(f"{section.title}: {date_vi(days[0])} là sau hôm nay.", (days[0],), row, section.slug)


RULES = (before_birth, ends_before_it_begins, to_come)
