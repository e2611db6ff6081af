"""What holds in every section: nothing before birth, no end before its beginning, no result to come."""

from personnel.quality.base import ERROR, Hit, before, first, rule
from personnel.quality.facts import Record, day_fields
from personnel.sections import SECTIONS
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

OTHER_PEOPLE = {"gia-dinh"}  # whose dates are not the person's own


def _records(facts):
    """(section, record, when it began or was, when it ended) of all sections about the person."""
    for slug, rows in (facts.sections | facts.records).items():
        if slug in OTHER_PEOPLE:
            continue
        section = SECTIONS[slug]
        for row in rows:
            if isinstance(row, Record):
                yield section, row, row.begins, row.ends
            else:
                begins, ends = ((name and getattr(row, name)) or None for name in day_fields(section))
                yield section, row, PartialDate(begins) if isinstance(begins, int) else begins, ends


@rule("before_birth", ERROR, "", "Không việc nào có trước ngày sinh.")
def before_birth(facts):
    birth = facts.dossier.birth_date
    for section, row, begins, ends in _records(facts):
        early = begins if before(begins, birth) else ends if before(ends, birth) else None
        if early:
            words = f"{section.title}: {date_vi(early)} là trước ngày sinh {birth}."
            yield Hit(words, (birth, early), row, section.slug)


@rule("ends_before_it_begins", ERROR, "", "Thời gian kết thúc sau thời gian bắt đầu.")
def ends_before_it_begins(facts):
    for section, row, begins, ends in _records(facts):
        if before(ends, begins):
            words = f"{section.title}: kết thúc {date_vi(ends)} trước khi bắt đầu {begins}."
            yield Hit(words, (begins, ends), row, section.slug)


@rule("to_come", ERROR, "", "Kết quả đã ghi (khám sức khỏe, xếp loại, khen thưởng, nhận xét) không sau hôm nay.")
def to_come(facts):
    for section, row, day, _ in _records(facts):
        if section.since and day and first(day) > facts.today:
            yield Hit(f"{section.title}: {date_vi(day)} là sau hôm nay.", (day,), row, section.slug)


RULES = (before_birth, ends_before_it_begins, to_come)
