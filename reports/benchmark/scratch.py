"""A database of its own for the benchmark, filled fast and dropped at the end."""

import os
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import count
from random import Random
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from personnel.demo.names import Names
from personnel.demo.seed import seed
from personnel.models import Contract, Dossier, Leaving, Posting, Salary, Study
from personnel.models.dossier import search_words
from personnel.timeline import sources
from qlcb.formats import number_vi
from qlcb.sealed import ring
from qlcb.vietnamese import name_sort_key

SEED = 7
INVENTED = 2000  # at most so many lives are invented; beyond, they are repeated with names of their own
NEW_PEOPLE = """CREATE TEMPORARY TABLE new_people (
    id bigint PRIMARY KEY, source bigint, times int, code text, citizen_id bytea, citizen_index text, full_name text,
    sort_key text, search_text text)"""
NEW_COLUMNS = ("id", "code", "citizen_id", "citizen_index", "full_name", "sort_key", "search_text")
# What numbers of people as of a day and their movements are counted from.
READ_BY_REPORTS = (Dossier, Posting, Salary, Study, Contract, Leaving)
_numbers = count(1)


class Scratch:
    """One scratch database, made on entering and dropped on leaving; `use` points this process's connection at it.

    for_reports: repeated lives have only what reports count, and no history.
    """

    def __init__(self, size: int, *, for_reports: bool = False):
        self.size, self.for_reports = size, for_reports
        self.name = f"qlcb_benchmark_{os.getpid()}_{next(_numbers)}"
        self.home = connection.settings_dict["NAME"]

    def __enter__(self) -> Self:
        """Create it, empty. Raises DatabaseError when the server refuses."""
        _administer(f'CREATE DATABASE "{self.name}"')
        return self

    def __exit__(self, *error) -> None:
        _connect(self.home)
        _administer(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def use(self) -> None:
        """Point the connection of this process at it."""
        _connect(self.name)

    def fill(self, today: date) -> str:
        """Fill it with `size` dossiers and their history; returns a sentence about how."""
        self.use()
        call_command("migrate", verbosity=0, skip_checks=True)
        call_command("load_regulation", stdout=StringIO(), skip_checks=True)
        invented = min(self.size, INVENTED)
        seed(number=invented, seed=SEED, today=today)
        note = f"{number_vi(self.size)} hồ sơ, {'đủ để lập báo cáo' if self.for_reports else 'có đủ lịch sử'}"
        if self.size > invented:
            repeat(self.size, for_reports=self.for_reports)
            note += f"; {number_vi(invented)} cuộc đời, lặp lại bằng SQL với họ tên, số hiệu, số định danh khác"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        return f"{note}."


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _connect(name: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()  # its ids differ from database to database


@transaction.atomic
def repeat(size: int, *, for_reports: bool = False) -> None:
    """Copy all dossiers with their rows and history until there are `size` of them, as other people.

    for_reports: only the rows that reports count, without history. The ids of the copies are those of the originals
    plus so many times the largest: the first copy of dossier 7 of 2,000 is 2,007, and so for the rows of each section.
    """
    people = list(Dossier.objects.order_by("pk").values_list("pk", "code", "sex", "birth_date"))
    step = people[-1][0]
    with connection.cursor() as cursor:
        cursor.execute(NEW_PEOPLE)
        with cursor.copy("COPY new_people FROM STDIN") as copy:
            for person in _other_people(people, size - len(people), step):
                copy.write_row(person)
        own = {name: f"new.{name}" for name in NEW_COLUMNS}
        cursor.execute("ANALYZE new_people")
        chosen = [source for source in sources() if not for_reports or source.model in READ_BY_REPORTS]
        indexes = _lighten(cursor, [source.model for source in chosen]) if for_reports else []
        for source in chosen:
            table = source.model._meta.db_table
            values = own
            if source.model is not Dossier:
                cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
                values = {"id": f"old.id + {cursor.fetchone()[0]} * new.times", "dossier_id": "new.id"}
            for model in (source.model, *(() if for_reports else (source.model.history.model,))):
                _copy(cursor, model, f"old.{source.key} = new.source", values)
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("DROP TABLE new_people")
        for index in indexes:
            cursor.execute(index)


def _lighten(cursor, models: list[type]) -> list[str]:
    """Take off the tables what slows millions of new rows down; returns the statements that make their indexes anew.

    Overlaps are no more excluded then, which no report asks for. Needs the rights of a superuser, as an embedded
    database and one of a container give them.
    """
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what was written before is checked while it still is
    cursor.execute("SET LOCAL session_replication_role = replica")  # keys and notes of results are right as copied
    tables = [model._meta.db_table for model in models]
    cursor.execute(
        """SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c
        WHERE c.contype = 'x' AND c.conrelid::regclass::text = ANY(%s)""",
        [tables],
    )
    for table, name in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(
        """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
        WHERE i.indrelid::regclass::text = ANY(%s)
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)""",
        [tables],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    return [statement for _, statement in found]


def _other_people(people: list[tuple], number: int, step: int) -> Iterator[tuple]:
    """Rows of new_people: names by the sex of the original, everything by which people are told apart anew."""
    rng, names = Random(SEED), Names()
    for index in range(number):
        source, code, sex, born = people[index % len(people)]
        times = index // len(people) + 1
        full_name = names.full_name(rng, sex, born.year, gso_code=rng.randint(1, 96))
        code, citizen_id = f"{code}-{times}", f"9{source + times * step:011}"
        sealed, index = ring().seal(citizen_id.encode(), "citizen_id"), ring().index(citizen_id, "citizen_id")
        words = search_words(full_name, code)
        yield source + times * step, source, times, code, sealed, index, full_name, name_sort_key(full_name), words


def _copy(cursor, model, condition: str, values: dict[str, str]) -> None:
    """INSERT … SELECT of one table onto itself, with these columns replaced."""
    fields = [field for field in model._meta.concrete_fields if not field.generated and field.name != "history_id"]
    columns = [field.column for field in fields]
    chosen = ", ".join(values.get(column, f'old."{column}"') for column in columns)
    quoted = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {chosen} FROM {table} old JOIN new_people new ON {condition}"
    )
