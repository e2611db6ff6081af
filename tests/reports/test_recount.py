"""Every cell of every form equals what tests/reports/recount.py works out from bare rows, for a seeded service.

`script/recount` does the same for 10,500 people.
"""

import os
from datetime import date

import pytest
from django.utils import timezone

from orgunits.models import Unit
from personnel.demo.seed import seed
from qlcb import regulation
from qlcb.history import record, writing
from reports.definitions import REPORTS
from reports.definitions.quality import QUOTA
from tests.reports.recount import CIVIL_SERVANTS, OFFICIALS_TOO, Recount
from tests.stage import the_cast

pytestmark = pytest.mark.django_db

NUMBER = int(os.environ.get("QLCB_RECOUNT", 70))
DAYS = (date(2019, 12, 31), None)
IDS = ("before", "today")


@pytest.fixture(scope="module")
def service(stage):
    seed(number=NUMBER, seed=11, today=timezone.localdate())


@pytest.fixture
def communes(service, program):
    """The divisions (phòng) of the seeded service are communes."""
    kind = Unit.objects.get(code="HQ34-01").kind
    kind.is_commune = True
    with writing(account=program, reason="Thử"):
        record(kind)


def asked(slug: str, day: date | None, **query):
    """The report of the whole service as its leader asks for it, and the same recounted."""
    today = timezone.localdate()
    day = day or today
    form = REPORTS[slug].parameters(
        {"ngay": f"{day:%d/%m/%Y}", **query}, account=the_cast("leader").leader, today=today
    )
    assert form.is_valid(), form.errors
    return form, Recount(day)


def numbers_of(table) -> dict[tuple[str, ...], dict[str, int]]:
    """The line of each unit by the names that lead down to it."""
    keys, found, way = [column.key for column in table.columns], {}, []
    for row in table.rows:
        cells = {key: cell.value for key, cell in zip(keys, row.cells, strict=True)}
        way[row.level :] = [cells.pop("don-vi")]
        found[tuple(way)] = {key: value for key, value in cells.items() if key != "stt"}
    return found


def check_quality(slug: str, day: date | None, subjects, *, communes: bool) -> int:
    """Compare every cell of BM01 or BM02 but the quotas; how many there were."""
    form, recount = asked(slug, day, cap="tat-ca")
    shown, expected = numbers_of(REPORTS[slug].table(form)), recount.quality(subjects, communes=communes)
    assert shown.keys() == expected.keys() and expected[("Tổng số",)]
    for way, line in shown.items():
        line.pop(QUOTA)
        assert line == {key: expected[way][key] for key in line}, way
    return sum(map(len, shown.values()))


@pytest.mark.clause("TCHQ-12.1b")
@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_bm01(service, day):
    assert check_quality("bm01", day, CIVIL_SERVANTS, communes=False) > 10_000


@pytest.mark.clause("TCHQ-12.1b")
@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_bm01_and_bm02_where_divisions_are_communes(communes, day):
    assert check_quality("bm01", day, CIVIL_SERVANTS, communes=False) > 1_000
    assert check_quality("bm02", day, OFFICIALS_TOO, communes=True) > 5_000


@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_numbers_assigned(service, day):
    form, recount = asked("bm01", day)
    units = {version.name: unit for unit, version in recount.units.items() if recount.kinds[unit].is_department}
    shown = {way[-1]: line[QUOTA] for way, line in numbers_of(REPORTS["bm01"].table(form)).items() if len(way) == 2}
    departments = units.keys() & shown.keys()
    assert len(departments) > 30
    assert {name: shown[name] for name in departments} == {name: recount.quota(units[name]) for name in departments}


def lines_of(slug: str, form) -> dict[int, dict]:
    """Dossier → its cells by column; who is counted and not named is left out."""
    table, ids = REPORTS[slug].named_table(form)
    keys, named = [column.key for column in table.columns], iter(ids)
    rows = [row for row in table.rows if row.span == 1]
    return {next(named): dict(zip(keys[2:], (cell.value for cell in row.cells[2:]), strict=True)) for row in rows}


def check_pay(slug: str, day: date | None, subjects, *, communes: bool) -> int:
    form, recount = asked(slug, day)
    shown, expected = lines_of(slug, form), recount.pay(subjects, regulation.fact("allowances"), communes=communes)
    assert shown.keys() == expected.keys()
    for pk, line in shown.items():
        assert line == {key: expected[pk][key] for key in line}, pk
    return sum(map(len, shown.values()))


@pytest.mark.clause("TCHQ-12.1b")
@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_bm03(service, day):
    assert check_pay("bm03", day, CIVIL_SERVANTS, communes=False) > 500


@pytest.mark.clause("TCHQ-12.1b")
def test_bm03_and_bm04_where_divisions_are_communes(communes):
    assert check_pay("bm03", None, CIVIL_SERVANTS, communes=False) > 100
    assert check_pay("bm04", None, OFFICIALS_TOO, communes=True) > 100


@pytest.mark.parametrize("day", DAYS, ids=IDS)
def test_the_list_by_organisation(service, day):
    form, recount = asked("danh-sach-to-chuc", day)
    ticks = {column.key for column in REPORTS["danh-sach-to-chuc"].table(form).columns if column.kind == "tick"}
    expected = recount.ticked(CIVIL_SERVANTS)
    shown = {pk: {key for key in ticks if line[key]} for pk, line in lines_of("danh-sach-to-chuc", form).items()}
    assert shown == {pk: marks & ticks for pk, marks in expected.items()}
