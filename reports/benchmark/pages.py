"""The pages measured, each with the bare SQL of the rows it shows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from accounts.models import Account
from accounts.permissions import EXPORT, VIEW
from personnel.exports.people import ROWS_AT_ONCE
from personnel.models import Dossier
from personnel.timeline import PAGE_SIZE as EVENTS
from personnel.timeline import sources
from personnel.views.lists import SUGGESTED_PEOPLE
from qlcb.paging import PAGE_SIZE
from qlcb.vietnamese import fold
from reports.benchmark.floors import Statement

LINES = """
SELECT d.id, d.code, d.full_name, d.birth_date, d.sex, unit.name, parent.name, position.name, rank.code, rank.name,
       d.now_step, d.now_coefficient, d.now_salary_from, d.now_next_raise_on, d.now_retires_on, degree.name,
       d.now_status
FROM personnel_dossier d
LEFT JOIN orgunits_unit unit ON unit.id = d.now_unit_id
LEFT JOIN orgunits_unit parent ON parent.id = unit.parent_id
LEFT JOIN personnel_position position ON position.id = d.now_position_id
LEFT JOIN personnel_rank rank ON rank.id = d.now_rank_id
LEFT JOIN personnel_qualification degree ON degree.id = d.now_degree_id
WHERE {condition}
ORDER BY d.sort_key, d.id"""


DECISIONS = """
SELECT d.*, unit.name FROM personnel_decision d LEFT JOIN orgunits_unit unit ON unit.id = d.authority_id
WHERE {condition} ORDER BY d.signed_on DESC, d.id DESC LIMIT {limit}"""
OF_UNITS = """d.id IN (
    SELECT id FROM personnel_decision WHERE authority_id = ANY(%s)
    UNION SELECT result.decision_id FROM personnel_decisionresult result
    JOIN personnel_dossier person ON person.id = result.dossier_id WHERE person.now_unit_id = ANY(%s))"""


FOUND = "d.search @@ to_tsquery('simple', %s)"
# Looked up before they are sorted: best where few are found. Left alone, the planner, which knows nothing about the
# beginnings of words, walks through the whole order of names to find them.
FOUND_FIRST = "SELECT id FROM personnel_dossier WHERE search @@ to_tsquery('simple', %s)"
COMMON_NAME = "nguyen"  # more than a third of all people: the largest answer a search can have


@dataclass(frozen=True)
class Page:
    """An address, and the statements that fetch the rows it shows. asks_why: an export, asked for and then taken."""

    title: str
    url: str
    rows: tuple[Statement, ...]
    asks_why: bool = False


def pages(account: Account) -> list[Page]:
    """The pages of dossiers for one account; the one in the middle of its list stands for all. No export that is long.

    Raises LookupError when it sees none.
    """
    mine = Dossier.objects.visible_to(account).order_by("sort_key", "id")
    number = mine.count()
    if not number:
        raise LookupError(f"Tài khoản {account.username} không thấy hồ sơ nào.")
    person = mine[number // 2]
    words = f"{fold(person.full_name)} {fold(person.code)}"  # finds one person in a service of any size
    start = fold(person.full_name).split()[-1][:3]
    home, suggest = reverse("personnel:list"), reverse("personnel:suggest")
    one = f"{home}?{urlencode({'q': words})}"
    many = f"{home}?{urlencode({'q': COMMON_NAME})}"
    typed = f"{suggest}?{urlencode({'q': start})}"
    measured = [
        Page("Danh sách", home, (lines(account, VIEW, limit=PAGE_SIZE + 1),)),
        Page("Tìm một người", one, (lines(account, VIEW, words, limit=PAGE_SIZE + 1),)),
        Page("Tìm một họ", many, (lines(account, VIEW, COMMON_NAME, limit=PAGE_SIZE + 1),)),
        Page("Gợi ý khi gõ", typed, (lines(account, VIEW, start, limit=SUGGESTED_PEOPLE),)),
        Page("Hồ sơ", reverse("personnel:dossier", args=[person.code]), _dossier(person)),
        Page("Lịch sử hồ sơ", reverse("personnel:timeline", args=[person.code]), (_events(person),)),
        Page("Quyết định", reverse("personnel:decisions"), (_decisions(account),)),
    ]
    if number <= ROWS_AT_ONCE:
        everybody = (lines(account, EXPORT),)
        measured.append(Page("Kết xuất danh sách", reverse("personnel:export"), everybody, asks_why=True))
    return measured


def lines(account: Account, right: str, words: str = "", limit: int | None = None) -> Statement:
    """Lines of the list that the account may see by the right, those found by the words."""
    conditions, params = ["TRUE"], []
    if not account.access.everywhere(right):
        conditions.append("d.now_unit_id = ANY(%s)")
        params.append(list(account.access.units(right)))
    if words:
        conditions.append(FOUND if words == COMMON_NAME else f"d.id = ANY(ARRAY({FOUND_FIRST}))")
        params.append(" & ".join(f"{''.join(filter(str.isalnum, word))}:*" for word in words.split()))
    sql = LINES.format(condition=" AND ".join(conditions))
    return Statement(f"{sql} LIMIT {limit}" if limit else sql, tuple(params))


def _decisions(account: Account) -> Statement:
    """The newest decisions of the account's own units and of the people in them."""
    if account.access.everywhere(VIEW):
        return Statement(DECISIONS.format(condition="TRUE", limit=PAGE_SIZE + 1))
    units = list(account.access.units(VIEW))
    return Statement(DECISIONS.format(condition=OF_UNITS, limit=PAGE_SIZE + 1), (units, units))


def _dossier(person: Dossier) -> tuple[Statement, ...]:
    """Its own row with the words of its keys, its appointments, and how many rows each section has."""
    counts = ", ".join(
        f"(SELECT count(*) FROM {source.model._meta.db_table} WHERE dossier_id = %s)" for source in sources()[1:]
    )
    return (
        Statement(LINES.format(condition="d.code = %s").replace("SELECT d.id,", "SELECT d.*,"), (person.code,)),
        Statement(f"SELECT {counts}", (person.pk,) * (len(sources()) - 1)),
    )


def _events(person: Dossier) -> Statement:
    """The newest rows of its history, of the dossier itself and of all its sections."""
    branches = " UNION ALL ".join(
        f"(SELECT history_date, to_jsonb(h) FROM {source.table} h WHERE {source.key} = %s "
        f"ORDER BY history_date DESC, history_id DESC LIMIT {EVENTS + 1})"
        for source in sources()
    )
    return Statement(f"{branches} ORDER BY 1 DESC LIMIT {EVENTS + 1}", (person.pk,) * len(sources()))


def fetch(rows: tuple[Statement, ...]) -> list[list[tuple]]:
    """Run the statements and take all their rows, with nothing around the driver."""
    told = []
    with connection.cursor() as cursor:
        for statement in rows:
            cursor.execute(statement.sql, statement.params)
            told.append(cursor.fetchall())
    return told
