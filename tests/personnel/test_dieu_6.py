"""Điều 6 of QĐ 240 as a table (tests/personnel/dieu_6): every cell asked of the door, a sample really written."""

import csv
from copy import copy
from datetime import timedelta
from functools import cache
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.demo import make_demo_accounts
from accounts.models import Account, RoleTemplate
from accounts.permissions import (
    ACCESS_LOG,
    ACCOUNTS,
    CATALOGUES,
    EXPORT,
    IMPORT,
    OPEN,
    QUOTAS,
    REPORT,
    ROUNDS,
    SYSTEM,
    TRANSFER,
    UNITS,
    VIEW,
)
from accounts.services.grant import grant
from accounts.services.program_account import program_account
from orgunits.models import Unit
from personnel.meaning import change_of, removal_of
from personnel.models import Decision, Dossier, Posting, Salary, SalaryStep
from personnel.sections import PANEL_OF, SECTIONS
from personnel.services.save_panel import panel_verdict
from personnel.services.save_row import add_row, correct_row, remove_row
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.full_dossier import make_full_dossier
from tests.stage import dossier_maker

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-5.2a"), pytest.mark.usefixtures("silent_table")]

FOLDER = Path(__file__).parent / "dieu_6"
AXES = ("who", "place", "subject", "part", "act", "how")
PLACES, SUBJECTS = ("own", "child", "parent", "sibling"), ("leader", "staff", "contract")
# What is asked of the person or the unit as a whole, and by which right the program answers.
WHOLE = {
    "view": VIEW,
    "export": EXPORT,
    "report": REPORT,
    "log": ACCESS_LOG,
    "open": OPEN,
    "import": IMPORT,
    "transfer": TRANSFER,
    "accounts": ACCOUNTS,
    "quotas": QUOTAS,
    "units": UNITS,
    "catalogues": CATALOGUES,
    "rounds": ROUNDS,
    "system": SYSTEM,
}
MOVES, PAY = ("inside", "outside", "leaves", "past"), ("step", "step-higher", "step-none", "two-steps", "other-rank")
DECIDED = ("own", "higher", "none")
CLAUSES = (
    *("3.4", "6.1a", "6.1b1", "6.1b2", "6.1b3", "6.1c"),
    *("6.1d1", "6.1d2", "6.1d3", "6.1d4", "6.1d5", "6.2a", "6.2b"),
)


def table(name) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GROUPS = {row["group"]: row["parts"].split() for row in table("nhom")}
WHO = {row["who"]: row for row in table("vai_tro")}


def acts_of(part: str) -> list[tuple[str, str]]:
    """Acts and hows in question for a part of the dossier; "-" for the whole."""
    if part == "-":
        return [(act, "-") for act in WHOLE]
    holder = SECTIONS.get(part) or PANEL_OF[part]
    reveal = [("reveal", "-")] if holder.sealed else []
    if part in PANEL_OF:
        return [("correct", "-"), *reveal]
    if part == "cong-tac":
        return [*product(["add"], MOVES), ("correct", "-"), ("remove", "-")]
    if part == "luong":
        return [*product(["add"], PAY), ("correct", "-"), ("remove", "-")]
    hows = DECIDED if part in GROUPS["thi-dua-ky-luat"] else ("-",)
    return [*product(("add", "correct", "remove"), hows), *reveal]


@cache
def expected() -> dict[tuple, bool]:
    """Every cell → whether it is allowed, by the rules from top to bottom."""
    parts = ["-", *SECTIONS, *PANEL_OF]
    acts = {part: acts_of(part) for part in parts}
    cells: dict[tuple, bool] = {}
    for rule in table("quyen"):
        told = {axis: None if rule[axis] == "*" else set(rule[axis].split()) for axis in AXES}
        named = told["part"] and {slug for name in told["part"] for slug in GROUPS.get(name, [name])}
        for part in parts if named is None else named:
            fitting = [
                (act, how)
                for act, how in acts[part]
                if (told["act"] is None or act in told["act"]) and (told["how"] is None or how in told["how"])
            ]
            axes = (told[axis] or every for axis, every in (("who", WHO), ("place", PLACES), ("subject", SUBJECTS)))
            for *cell, (act, how) in product(*axes, fitting):
                cells[*cell, part, act, how] = rule["allowed"] == "yes"
    return cells


def test_the_table_speaks_of_every_part_of_the_dossier_once():
    named = [part for parts in GROUPS.values() for part in parts]
    assert sorted(named) == sorted([*SECTIONS, *PANEL_OF])
    assert len(expected()) > 15_000 and set(expected().values()) == {True, False}
    told = {rule["who"] for rule in table("quyen")} | {who for rule in table("quyen") for who in rule["who"].split()}
    assert set(WHO) <= told, "a role of which no rule speaks"


@pytest.fixture(scope="module")
def world(stage):
    """The accounts of the table with what the regulation's fixtures grant them, and the ids of all units."""
    today = timezone.localdate()
    make_demo_accounts(account=program_account(), usernames={row["account"] for row in WHO.values()}, today=today)
    grant(
        account=program_account(), reason="Ủy quyền nâng bậc lương", to=Account.objects.get(username="dtcbl.1"),
        unit=Unit.objects.get(code="TW09"), document="1/UQ-TCHQ", on=today, until=today + timedelta(days=300),
        template=RoleTemplate.objects.get(code="dtcbl-uy-quyen"), today=today,
    )  # fmt: skip
    parts = [part for part, _, _ in WRITTEN[2:]]
    full = make_full_dossier(account=program_account(), today=today, sections=parts)
    patterns = {part: SECTIONS[part].model.objects.filter(dossier=full).first() for part in parts}
    return SimpleNamespace(today=today, units=dict(Unit.objects.values_list("code", "pk")), patterns=patterns)


def person(world, unit_code, subject) -> Dossier:
    """A person of the kind, not stored, with a salary of step 3."""
    return Dossier(
        code="99ZZ-0001", now_unit_id=world.units[unit_code], now_leading=subject == "leader",
        subject="contract" if subject == "contract" else "civil_servant", now_rank_id=1, now_group="A1", now_step=3,
        now_salary_from=world.today - timedelta(days=1200),
    )  # fmt: skip


def meant(world, who, dossier, part, act, how):
    """The change that the cell speaks of, as the services tell it to the door."""
    section, day = SECTIONS[part], PartialDate.of(world.today)
    row = section.model(dossier=dossier)
    authority = {"higher": "TCHQ", "step-higher": "TCHQ"}.get(how, WHO[who]["own"])
    decision = None if how in ("none", "step-none") else Decision(authority_id=world.units[authority])
    others = []
    if part == "cong-tac":
        to = "HQ43" if how == "outside" else f"{WHO[who]['own']}-02"
        row.unit_id, row.valid_from = world.units[to], day
        row.valid_to = world.today if how == "leaves" else None
        others = [Posting(pk=1, valid_from=day if how == "past" else PartialDate.of("2015"))]
    if part == "luong":
        row.rank_id, row.valid_from = 2 if how == "other-rank" else 1, day
        row.step = 5 if how == "two-steps" else 4
    if act == "remove":
        return removal_of(section, decision)
    return change_of(section, row, world.today, rewrites=act == "correct", decisions=[decision], others=others)


def answer(world, access, cell, dossier) -> bool:
    who, _, _, part, act, how = cell
    if part == "-":
        code = WHOLE[act]
        return (
            access.may_on(code, dossier) if act in ("view", "export", "log") else access.may(code, dossier.now_unit_id)
        )
    holder = SECTIONS.get(part) or PANEL_OF[part]
    if act == "reveal":
        return bool(access.may_reveal(holder.group, dossier))
    if part in PANEL_OF:
        return bool(panel_verdict(access, holder, dossier))
    return bool(access.may_write(holder.group, dossier, meant(world, who, dossier, part, act, how)))


@pytest.mark.parametrize("who", WHO)
def test_the_door_answers_every_cell_as_the_regulation_does(who, world):
    access = Account.objects.get(username=WHO[who]["account"]).access
    people = {(place, subject): person(world, WHO[who][place], subject) for place, subject in product(PLACES, SUBJECTS)}
    mine = {cell: allowed for cell, allowed in expected().items() if cell[0] == who}
    wrong = [cell for cell, allowed in mine.items() if answer(world, access, cell, people[cell[1:3]]) is not allowed]
    assert wrong == [] and len(mine) > 1000


for clause in CLAUSES:
    test_the_door_answers_every_cell_as_the_regulation_does = pytest.mark.clause(f"TCHQ-{clause}")(
        test_the_door_answers_every_cell_as_the_regulation_does
    )


# The same really written: part, act, how → what is done to a dossier, each in a savepoint that is taken back.

WRITTEN = (
    *(("cong-tac", "add", how) for how in ("inside", "outside")),
    *(("khen-thuong", act, how) for act in ("add", "remove") for how in ("own", "higher")),
    ("khen-thuong", "correct", "higher"),
    *(("ky-luat", "add", how) for how in ("own", "higher")),
    ("luong", "add", "step"),
    ("luong", "add", "two-steps"),
    ("ke-khai-tai-san", "add", "-"),
    ("nhan-xet", "add", "-"),
    ("dao-tao", "add", "-"),
)
FEW = (WRITTEN[0], WRITTEN[2], WRITTEN[9], WRITTEN[11])
BESIDE = (*product(("own", "parent", "sibling"), ["staff"]), ("child", "leader"), ("child", "contract"))
PEOPLE = {("child", "staff"): WRITTEN} | dict.fromkeys(BESIDE, FEW)


def made(world, who, part, how, dossier):
    """An unsaved record of the part for the dossier, under a decision where its authority matters."""
    section, day = SECTIONS[part], PartialDate.of(world.today)
    if part == "cong-tac":
        to = "HQ43" if how == "outside" else f"{WHO[who]['own']}-02"
        return Posting(dossier=dossier, unit_id=world.units[to], valid_from=day)
    if part == "luong":
        step = SalaryStep.objects.on(world.today).get(code=dossier.now_group, step=6 if how == "two-steps" else 5)
        row = Salary(dossier=dossier, rank_id=dossier.now_rank_id, step=step.step, valid_from=day)
        row.coefficient = step.coefficient
    else:
        row = copy(world.patterns[part])
        row.pk, row._state.adding, row.version, row.dossier, row.decision = None, True, 1, dossier, None
        row.paper_received_on = None
    if part in ("luong", "khen-thuong", "ky-luat"):
        authority = world.units["TCHQ" if how == "higher" else WHO[who]["own"]]
        row.decision = Decision(
            number="15/QĐ", signed_on=world.today, effective_on=world.today, authority_id=authority,
            kind=section.decision_kind,
        )  # fmt: skip
    return row


def done(world, account, who, cell, dossier) -> bool:
    """Whether the service does it; nothing stays."""
    part, act, how = cell
    section, told = SECTIONS[part], {"reason": "Thử Điều 6", "today": world.today}
    with transaction.atomic():
        try:
            row = made(world, who, part, how, dossier)
            if act == "add":
                add_row(account=account, section=section, row=row, **told)
            else:
                with writing(account=program_account(), reason="Có sẵn"):
                    record(row.decision)
                    row.decision = row.decision
                    record(row)
                told |= {"section": section, "row": row, "expected_version": 1}
                if act == "correct":
                    row.content = "Sửa lại"
                    correct_row(account=account, **told)
                else:
                    remove_row(account=account, **told)
        except PermissionDenied:
            return False
        finally:
            transaction.set_rollback(True)
    return True


@pytest.mark.clause("TCHQ-6.1b3", "TCHQ-6.1d1", "TCHQ-6.1d2", "TCHQ-6.1d3", "TCHQ-6.1d5", "TCHQ-6.2b")
@pytest.mark.parametrize("who", ["tccb-nhan-su", "tccb-chinh-sach", "vu", "cuc", "dtcbl", "dia-phuong"])
def test_the_services_do_what_the_table_says(who, world):
    make = dossier_maker(world.today)
    account = Account.objects.get(username=WHO[who]["account"])
    found, told = {}, {}
    for (place, subject), cells in PEOPLE.items():
        kind = "contract" if subject == "contract" else "civil_servant"
        person = make(unit_code=WHO[who][place], subject=kind, rank="08.051", step=4, since="01/2012")
        Dossier.objects.filter(pk=person.pk).update(now_leading=subject == "leader")
        for cell in cells:
            found[place, subject, *cell] = done(world, account, who, cell, Dossier.objects.get(pk=person.pk))
            told[place, subject, *cell] = expected()[who, place, subject, *cell]
    assert found == told
