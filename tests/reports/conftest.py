"""What tests of reports share: the service of 24 people in the database, and how a report is asked and read."""

from datetime import date
from types import SimpleNamespace

import pytest

from tests.reports.service24 import DAY, EXPECTED, KINDS, PEOPLE, SUBJECTS


@pytest.fixture
def service(db, program, today):
    """The 24 people in the database; `service.dossiers["07"]` is one of them. Number 24 moves a day later."""
    return SimpleNamespace(dossiers=build_service(program, today), day=DAY)


def build_service(program, today) -> dict:
    """The same for fixtures of a whole file: number → dossier."""
    from orgunits.models import Unit
    from personnel.models import (
        Dossier,
        EthnicGroup,
        Language,
        Posting,
        Qualification,
        Rank,
        Religion,
        Salary,
        SalaryStep,
        Study,
    )
    from personnel.services.project_dossiers import project_dossiers
    from qlcb.dates import PartialDate
    from qlcb.history import create_many, writing

    units = {unit.code: unit for unit in Unit.objects.all()}
    ethnic = {entry.name: entry for entry in EthnicGroup.objects.all()}
    religions = {entry.name.replace(" ", "_"): entry for entry in Religion.objects.all()} | {"-": None}
    languages = {entry.code: entry for entry in Language.objects.all()}
    levels = {(level.kind, level.code): level for level in Qualification.objects.all()}
    ranks = {rank.code: rank for rank in Rank.objects.on(DAY)}
    first_steps = {step.code: step for step in SalaryStep.objects.on(DAY).filter(step=1)}
    dossiers, postings, salaries, studies = {}, [], [], []
    for line in PEOPLE.strip().splitlines():
        person, _, learnt = line.partition("|")
        number, unit, subject, sex, born, group, religion, party, paid = person.split()
        dossier = Dossier(
            code=f"99T-{number}", full_name=f"Người Thứ {number}", sex=sex, birth_date=PartialDate.of(born),
            subject=SUBJECTS[subject], ethnic_group=ethnic[group], religion=religions[religion],
            party_joined_on=None if party == "-" else PartialDate.of(party),
        )  # fmt: skip
        dossier.set_derived()
        dossiers[number] = dossier
        moved = number == "24"
        postings.append(
            Posting(dossier=dossier, unit=units[unit], valid_from=PartialDate(2012), valid_to=DAY if moved else None)
        )
        if moved:
            postings.append(Posting(dossier=dossier, unit=units["HQ60-07"], valid_from=PartialDate.of("01/07/2026")))
        steps = [] if paid == "-" else [part.split("@") for part in paid.split(",")]
        for index, (rank, since) in enumerate(steps):
            entry = ranks[rank]
            following = PartialDate.of(steps[index + 1][1]).first_day if index + 1 < len(steps) else None
            salaries.append(
                Salary(
                    dossier=dossier, rank=entry, group=entry.group, step=1,
                    coefficient=first_steps[entry.group].coefficient, valid_from=PartialDate.of(since),
                    valid_to=date.fromordinal(following.toordinal() - 1) if following else None,
                )
            )  # fmt: skip
        for word in learnt.split():
            what, _, ended = word.partition("@")
            short, level, *language = what.split(":")
            kind = KINDS[short]
            studies.append(
                Study(
                    dossier=dossier, kind=kind, level=levels[kind, level],
                    language=languages[language[0]] if language else None, ends_on=PartialDate.of(ended),
                )
            )  # fmt: skip
    with writing(account=program, reason="Lập số liệu thử"):
        create_many(list(dossiers.values()))
        for rows in (postings, salaries, studies):
            create_many(rows)
    project_dossiers([dossier.pk for dossier in dossiers.values()], today)
    return dossiers


@pytest.fixture
def ask():
    """`ask(account, ngay="30/06/2026", **{"don-vi": "HQ34"})`: valid parameters of BM01 for that account."""
    from reports.definitions import REPORTS

    def asked(account, report="bm01", **query):
        form = REPORTS[report].parameters({"ngay": "30/06/2026", **query}, account=account, today=date(2026, 11, 21))
        assert form.is_valid(), form.errors
        return form

    return asked


@pytest.fixture
def cells():
    """`cells(table)`: name of the row → {key of the column: number}; names that repeat keep the last one."""

    def read(table):
        keys = [column.key for column in table.columns]
        rows = {}
        for row in table.rows:
            values = {key: cell.value for key, cell in zip(keys, row.cells, strict=True)}
            rows[values["don-vi"]] = {key: value for key, value in values.items() if key not in ("stt", "don-vi")}
        return rows

    return read


@pytest.fixture
def expected():
    """`expected("HQ34/Văn phòng")`: all numbers of that row, zeros included."""
    from reports.definitions.bm01 import KEYS
    from reports.definitions.quality import QUOTA

    def numbers(name):
        named = dict(pair.split("=") for pair in EXPECTED[name].split())
        assert set(named) <= set(KEYS)
        return {key: None if key == QUOTA else int(named.get(key, 0)) for key in KEYS}

    return numbers
