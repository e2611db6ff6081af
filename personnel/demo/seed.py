"""Fills an empty service with invented people, their papers and the demo accounts, in one transaction."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection

from accounts.demo import make_demo_accounts
from accounts.services.program_account import program_account
from personnel.demo.arrived import arrived
from personnel.demo.beside import Beside
from personnel.demo.holders import holders
from personnel.demo.lives import Life, Lives
from personnel.demo.moving import send_some
from personnel.demo.quotas import quotas
from personnel.demo.rotation import rotation_posts
from personnel.demo.staffing import HEAD, STAFF, departments, seats
from personnel.models import Decision, Dossier
from personnel.sections import SECTIONS
from personnel.services.find_faults import find_faults
from personnel.services.project_dossiers import project_dossiers
from qlcb.history import Act, create_many, writing

REASON = "Tạo dữ liệu trình diễn"
ONE_AT_A_TIME = 7_340_214  # number of the lock that keeps two seedings apart
LIVES_AT_ONCE = 500


@dataclass(frozen=True)
class Seeded:
    """What was written."""

    dossiers: int
    rows: int
    decisions: int
    accounts: int


def seed(*, number: int, seed: int, today: date) -> Seeded | None:
    """Write `number` dossiers with their rows, decisions, history and projection, and the demo accounts.

    The same `seed`, `number` and `today` give the same people. Returns None, and writes nothing but accounts that are
    missing, when the database holds dossiers already. Raises RegulationError when the regulation has no demo data.
    """
    account = program_account()
    with writing(account=account, reason=REASON, act=Act.SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if Dossier.objects.exists():
            make_demo_accounts(account=account, today=today)
            return None
        lives, decisions, beside = invent(number, seed, today)
        create_many(rotation_posts(today))
        create_many(quotas(lives, departments(), seed=seed, today=today))
        rows = _write(lives, decisions) + _write_beside(lives, beside)
        create_many(arrived(lives, seed=seed, today=today))
        ids = [life.dossier.pk for life in lives]
        project_dossiers(ids, today)
        _analyze()
        find_faults(ids, today)
        accounts = make_demo_accounts(account=account, today=today, holders=holders(lives))
        send_some(today)
    return Seeded(len(lives), rows, len(decisions), len(accounts))


def invent(number: int, seed: int, today: date) -> tuple[list[Life], list, Beside]:
    """Lives and decisions, unsaved, the rows of the lives hanging on the decisions, and what makes their other rows."""
    all_departments = departments()
    maker, count = Lives(seed, today, all_departments), Counter()
    lives = []
    for seat in seats(number, all_departments):
        count[seat.department.unit.pk] += 1
        lives.append(maker.make(count[seat.department.unit.pk], seat))
    maker.papers.chiefs = {
        life.seat.unit.pk: (life.leads_since, life.dossier.full_name)
        for life in lives
        if life.seat.role == HEAD and life.seat.leads_department
    }
    maker.papers.drafters = _drafters(lives, maker)
    for life in lives:
        life.signer = maker.papers.chiefs.get(life.seat.department.unit.pk, (None, ""))[1]
    beside = Beside(seed, maker.terms, maker.names, maker.leadership, today)
    return lives, maker.papers.decisions(), beside


def _drafters(lives: list[Life], maker: Lives) -> dict[int, list[str]]:
    """Id of a department's unit → names of those who draft its decisions: staff of its personnel unit, or anyone."""
    personnel, anyone = defaultdict(list), defaultdict(list)
    for life in lives:
        department = life.seat.department
        # The root's decisions are drafted in Vụ Tổ chức cán bộ.
        key = maker.papers.root.unit.pk if "Tổ chức cán bộ" in department.unit.name else department.unit.pk
        if life.seat.role == STAFF and life.serves:
            anyone[key].append(life.dossier.full_name)
            if "Tổ chức cán bộ" in life.seat.unit.name or key == maker.papers.root.unit.pk:
                personnel[key].append(life.dossier.full_name)
    return {key: personnel[key] or names for key, names in anyone.items()}


def _write(lives: list[Life], decisions: list) -> int:
    create_many([life.dossier for life in lives])
    create_many(decisions)
    written = 0
    for rows in ("postings", "appointments", "salaries", "studies"):
        written += len(create_many([row for life in lives for row in getattr(life, rows)]))
    return written


def _write_beside(lives: list[Life], beside: Beside) -> int:
    """Make and write the rows of the other sections, some lives at a time."""
    written = 0
    for start in range(0, len(lives), LIVES_AT_ONCE):
        rows = defaultdict(list)
        for life in lives[start : start + LIVES_AT_ONCE]:
            for row in beside.rows(life):
                rows[type(row)].append(row)
        written += sum(len(create_many(of_one_kind)) for of_one_kind in rows.values())
    return written


def _analyze() -> None:
    """Let the planner know the new rows now and not at the next run of autovacuum."""
    with connection.cursor() as cursor:
        for model in (Dossier, Decision, *(section.model for section in SECTIONS.values())):
            cursor.execute(f"ANALYZE {model._meta.db_table}, {model.history.model._meta.db_table}")
