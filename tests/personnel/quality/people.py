"""People in memory for the rules: a dossier with rows, nothing stored."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from types import SimpleNamespace

from orgunits.models import Unit
from personnel.models import (
    Allowance,
    Appointment,
    Contract,
    Discipline,
    Dossier,
    HealthCheck,
    Leaving,
    Membership,
    PartyPost,
    Place,
    Position,
    Posting,
    Qualification,
    Rank,
    Rating,
    Relative,
    Salary,
    Study,
    Term,
)
from personnel.quality.facts import READ, Facts, Group, Record, day_fields
from personnel.sections import SECTIONS
from qlcb.dates import PartialDate, parse_date
from tests.personnel.raise_cases import LAW

TODAY = date(2026, 11, 22)
ENTERED = datetime(2026, 10, 1, 9, tzinfo=UTC)
BORN = "14/08/1986"
GROUPS = {"A1": Group(9, 36), "A0": Group(10, 36), "B": Group(12, 24)}
SLUG_OF = {section.model: slug for slug, section in SECTIONS.items()}
DA_NANG, HA_NOI = (
    Place(pk=pk, name=name, level=Place.Level.PROVINCE, citizen_code=code)
    for pk, name, code in ((1, "Đà Nẵng", "048"), (2, "Hà Nội", "001"))
)
PLACES = {1: frozenset({"048", "049"}), 2: frozenset({"001"})}
UNIT = Unit(pk=1, name="Đội Nghiệp vụ", established_on=date(1990, 1, 1))
CLOSED = Unit(pk=2, name="Chi cục cũ", established_on=date(1990, 1, 1), dissolved_on=date(2020, 6, 30))
HEAD = Position(pk=1, code="DT", name="Đội trưởng", is_leading=True)
RANKS = {
    "08.051": Rank(pk=1, code="08.051", name="Kiểm tra viên hải quan", group="A1", raise_months=36, confidence="high"),
    "01.004": Rank(pk=2, code="01.004", name="Cán sự", group="A0", raise_months=36, confidence="high"),
    "02.007": Rank(pk=3, code="02.007", name="Văn thư viên", group="A1", raise_months=36, confidence="medium"),
}
ids = count(1)


def day(text):
    """dd/mm/yyyy as a date; None stays None."""
    return parse_date(text) if isinstance(text, str) else text


def facts(*rows, twin=False, today=TODAY, outside=(), **fields) -> Facts:
    """A serving woman born on 14/08/1986 with the given rows; fields: of the dossier, days as text.

    outside: what the table of decentralisation gives to others.
    """
    for name, value in fields.items():
        if isinstance(value, str) and Dossier._meta.get_field(name).get_internal_type() == "PartialDateField":
            fields[name] = PartialDate.of(value)
    defaults = {"pk": 1, "sex": "F", "birth_date": PartialDate.of(BORN), "now_status": Dossier.Status.SERVING}
    sections, records = {}, {}
    for row in rows:
        slug = SLUG_OF[type(row)]
        if slug in READ:
            sections.setdefault(slug, []).append(row)
        else:
            days = (name and getattr(row, name) for name in day_fields(SECTIONS[slug]))
            records.setdefault(slug, []).append(Record(row.pk, *(PartialDate.of(value or None) for value in days)))
    tables = SimpleNamespace(today=today, groups=GROUPS, citizen_codes=PLACES, law=LAW)
    dossier = Dossier(**(defaults | fields))
    return Facts(dossier, tables, has_twin=twin, sections=sections, records=records, outside=list(outside))


def posting(since, to=None, unit=UNIT, entered=ENTERED):
    return Posting(
        pk=next(ids), unit=unit, valid_from=PartialDate.of(since), valid_to=day(to), entered_at=entered, decision_id=1
    )


def leaving(since, to=None, group="retirement", decision=1):
    kind = Term(pk=1, kind=Term.Kind.LEAVING, code="HUU", name="Nghỉ hưu", group=group)
    return Leaving(pk=next(ids), kind=kind, valid_from=PartialDate.of(since), valid_to=day(to), decision_id=decision)


def appointment(since, to=None, *, position=HEAD, unit=None, term=None):
    return Appointment(
        pk=next(ids),
        position=position,
        unit=unit,
        valid_from=PartialDate.of(since),
        valid_to=day(to),
        term_ends_on=day(term),
    )


def salary(since, step, coefficient, to=None, *, rank="08.051", group=None, over_frame=0, decision=1, counts=None):
    return Salary(
        pk=next(ids),
        rank=RANKS[rank],
        group=group or RANKS[rank].group,
        step=step,
        coefficient=Decimal(coefficient),
        valid_from=PartialDate.of(since),
        valid_to=day(to),
        over_frame=over_frame,
        decision_id=decision,
        counts_from=day(counts),
    )


def study(bucket, ends, begins=None, *, certificate=""):
    names = {"college": "Cao đẳng", "university": "Đại học", "master": "Thạc sĩ", "doctor": "Tiến sĩ"}
    order = list(names).index(bucket)
    kind = Qualification.Kind.PROFESSIONAL
    level = Qualification(pk=order + 1, kind=kind, bucket=bucket, name=names[bucket], order=order)
    begins_on, ends_on = PartialDate.of(begins), PartialDate.of(ends)
    return Study(pk=next(ids), kind=kind, level=level, begins_on=begins_on, ends_on=ends_on, certificate=certificate)


def relative(code, born, *, dead=False):
    names = {"CONT": "Con trai", "CHA": "Cha đẻ", "VO": "Vợ", "CHONG": "Chồng", "CONN": "Con nuôi"}
    relation = Term(pk=ord(code[-1]), kind=Term.Kind.RELATION, code=code, name=names[code], group="own")
    return Relative(
        pk=next(ids), relation=relation, full_name="Lê Văn Bình", born_on=PartialDate.of(born), is_dead=dead
    )


def discipline(code, since, *, valid_to=None):
    names = {"CC-KT": "Khiển trách", "CC-HBL": "Hạ bậc lương", "LD-CCH": "Cách chức", "D-KT": "Khiển trách"}
    kind = Term.Kind.DISCIPLINE_FORM
    group = "party" if code.startswith("D-") else "staff"
    form = Term(pk=1, kind=kind, code=code, name=names[code], group=group, valid_to=day(valid_to))
    return Discipline(pk=next(ids), form=form, valid_from=PartialDate.of(since))


def rating(year, quarter=None):
    return Rating(pk=next(ids), year=year, quarter=quarter)


def allowance(code, since, to=None):
    kind = Term(pk=1, kind=Term.Kind.ALLOWANCE, code=code, name="Phụ cấp chức vụ lãnh đạo")
    return Allowance(pk=next(ids), kind=kind, valid_from=PartialDate.of(since), valid_to=day(to))


def contract(since, to=None, *, signed=None, probation=None):
    return Contract(
        pk=next(ids),
        number="12/HĐLĐ",
        valid_from=PartialDate.of(since),
        valid_to=day(to),
        signed_on=day(signed or since),
        probation_until=day(probation),
    )


def party_post(since):
    return PartyPost(pk=next(ids), valid_from=PartialDate.of(since))


def membership(code, begins, ends=None):
    organisation = Term(pk=1, kind=Term.Kind.ORGANISATION, code=code, name="Đoàn Thanh niên")
    return Membership(
        pk=next(ids), organisation=organisation, begins_on=PartialDate.of(begins), ends_on=PartialDate.of(ends)
    )


def health(checked):
    return HealthCheck(pk=next(ids), checked_on=PartialDate.of(checked))
