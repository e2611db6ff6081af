"""What TT 11/2012 takes for granted holds on each row of BM01 and BM02, for people as chance made them (FACTS §2)."""

import random
from datetime import date

import pytest

from reports import measures as m
from reports.definitions import REPORTS
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
BM01, BM02 = REPORTS["bm01"], REPORTS["bm02"]
UNITS = ("TCHQ", "TW03", "TW03-01", "HQ34", "HQ34-01", "HQ34-07", "HQ60", "HQ60-07", "HQ60-01")
DAYS = ("30/06/2015", "31/12/2020", "30/06/2026")
TIERS = ("cvcc", "cvc", "cv", "cs", "nv")
BANDS = ("tuoi-30", "tuoi-31-40", "tuoi-41-50", "tuoi-51-60", "qua-tuoi")
DEGREES = ("tien-si", "thac-si", "dai-hoc", "cao-dang", "trung-cap", "so-cap")
PEOPLE = 160


@pytest.fixture(scope="module")
def world(stage) -> list[dict]:
    """People by chance, the branches as communes; returns what was drawn of each."""
    from accounts.services.program_account import program_account
    from orgunits.models import Unit
    from personnel.models import Dossier, EthnicGroup, Posting, Qualification, Rank, Religion, Salary, Study
    from qlcb.dates import PartialDate
    from qlcb.history import create_many, record, writing

    chance = random.Random(20260630)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=UNITS).select_related("kind")}
    ranks = list(Rank.objects.on(date(2014, 1, 1)))
    levels = list(Qualification.objects.exclude(kind__in=("language", "defence")))
    peoples, religions = list(EthnicGroup.objects.all()), [None, *Religion.objects.all()]
    drawn, dossiers, postings, salaries, studies = [], [], [], [], []
    for number in range(PEOPLE):
        spec = {
            "unit": chance.choice(UNITS), "sex": chance.choice("MF"), "subject": chance.choice(Dossier.Subject.values),
            "born": date(chance.randint(1950, 2000), chance.randint(1, 12), 1), "party": chance.random() < 0.5,
            "from": date(chance.choice((2005, 2018, 2024)), 1, 1),
        }  # fmt: skip
        drawn.append(spec)
        dossier = Dossier(
            code=f"99R-{number:03}", full_name=f"Người Số {number:03}", sex=spec["sex"], subject=spec["subject"],
            birth_date=PartialDate.of(spec["born"]), ethnic_group=chance.choice(peoples),
            religion=chance.choice(religions), party_joined_on=PartialDate(2004) if spec["party"] else None,
        )  # fmt: skip
        dossier.set_derived()
        dossiers.append(dossier)
        since = PartialDate.of(spec["from"])
        postings.append(Posting(dossier=dossier, unit=units[spec["unit"]], valid_from=since))
        if chance.random() < 0.9:
            rank = chance.choice(ranks)
            salaries.append(
                Salary(dossier=dossier, rank=rank, group=rank.group, step=1, coefficient=1, valid_from=since)
            )
        studies += [
            Study(dossier=dossier, kind=level.kind, level=level, ends_on=PartialDate(chance.randint(1990, 2026)))
            for level in chance.sample(levels, 3)
        ]
    kind = units["HQ34-07"].kind
    kind.is_commune = True
    with writing(account=program_account(), reason="Thử"):
        record(kind)
        for rows in (dossiers, postings, salaries, studies):
            create_many(rows)
    return drawn


def rows_of(report, ask, **query) -> list[dict]:
    """The rows with the number of people of each, which BM02 does not print."""
    params = ask(the_cast().leader, report.slug, cap="tat-ca", **query)
    table = report.table(params)
    heads = report.numbers(params, (m.TOTAL,))
    codes = {node.name: node for root in params.roots for node in root.walk()}
    rows = []
    for row in table.rows:
        values = {column.key: cell.value for column, cell in zip(table.columns, row.cells, strict=True)}
        if report is BM02 and row.style != "own":
            node = codes.get(values["don-vi"])
            found = [heads.sum(params.roots)] if row.style == "total" else [heads.total(node)]
            values["hien-co"] = found[0][0]
        rows.append(values | {"style": row.style, "level": row.level})
    return rows


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("subject", ["", "tat-ca"])
@pytest.mark.parametrize("slug", ["bm01", "bm02"])
def test_what_the_forms_take_for_granted_holds(world, ask, slug, subject, day):
    rows = rows_of(REPORTS[slug], ask, **{"ngay": day, "doi-tuong": subject})
    branches = [row for row in rows if row["don-vi"].startswith("Chi cục Hải quan cửa khẩu cảng")]
    for row in rows:
        everybody = sum(row[key] for key in BANDS)
        if "hien-co" in row and row not in branches:  # units of one name stand in several departments
            assert everybody == row["hien-co"]
        assert sum(row[key] for key in TIERS) <= everybody
        assert sum(row[key] for key in DEGREES) <= everybody
        assert row["tuoi-51-60"] >= row["nu-51-55"] + row["nam-56-60"]
        assert max(row[key] for key in ("nu", "dang-vien", "dan-toc", "ton-giao")) <= everybody
    *lines, total = rows
    tops = [row for row in lines if row["level"] == 0]
    keys = [key for key in total if key not in ("stt", "don-vi", "bien-che", "style", "level")]
    assert {key: total[key] for key in keys} == {key: sum(row[key] for row in tops) for key in keys}
    below = [row for row in lines if row["level"] == 1]
    assert [sum(row.get(key, 0) for row in below) for key in BANDS] == [total[key] for key in BANDS]


@pytest.mark.parametrize("day", DAYS)
def test_each_person_stands_in_one_of_the_two_forms(world, ask, day):
    on = date(*map(int, reversed(day.split("/"))))
    there = [spec for spec in world if spec["from"] <= on]
    totals = [rows_of(report, ask, **{"ngay": day, "doi-tuong": "tat-ca"})[-1] for report in (BM01, BM02)]
    in_communes = [spec for spec in there if spec["unit"] in ("HQ34-07", "HQ60-07")]
    others = [spec for spec in there if spec not in in_communes]
    for total, people in zip(totals, (others, in_communes), strict=True):
        assert sum(total[key] for key in BANDS) == len(people) > 5
        assert total["nu"] == sum(spec["sex"] == "F" for spec in people)
        assert total["dang-vien"] == sum(spec["party"] for spec in people)
        ages = [on.year - spec["born"].year - (on < spec["born"].replace(year=on.year)) for spec in people]
        assert total["tuoi-30"] == sum(age <= 30 for age in ages)
