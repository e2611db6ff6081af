"""A migration that creates many models at once makes the same tables as one that creates them one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from qlcb.migration_steps import CreateModels

pytestmark = pytest.mark.django_db(transaction=False)


def steps():
    """Two models that refer to each other, with an index and a constraint added afterwards."""
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        migrations.CreateModel("Hen", [key, ("weight", models.IntegerField())]),
        migrations.CreateModel("Egg", [key, ("hen", models.ForeignKey("farm.Hen", models.CASCADE))]),
        migrations.AddField("hen", "hatched_from", models.ForeignKey("farm.Egg", models.CASCADE, null=True)),
        migrations.AddIndex("hen", models.Index(fields=["weight"], name="hen_weight")),
        migrations.AddConstraint("egg", models.UniqueConstraint(fields=["hen"], name="one_egg_a_hen")),
    ]


def applied(operations):
    """Columns, indexes and constraints of the tables that the operations make; they are gone afterwards."""
    states = [ProjectState()]
    with connection.schema_editor() as editor:
        for operation in operations:
            states.append(states[-1].clone())
            operation.state_forwards("farm", states[-1])
            operation.database_forwards("farm", editor, states[-2], states[-1])
    found = {}
    with connection.cursor() as cursor:
        for table in ("farm_hen", "farm_egg"):
            columns = {
                (column.name, column.null_ok)
                for column in connection.introspection.get_table_description(cursor, table)
            }
            found[table] = columns, _shape(connection.introspection.get_constraints(cursor, table))
    with connection.schema_editor() as editor:
        for index, operation in reversed(list(enumerate(operations))):
            operation.database_backwards("farm", editor, states[index + 1], states[index])
    assert not {"farm_hen", "farm_egg"} & set(connection.introspection.table_names())
    return found


def _shape(constraints) -> list:
    return sorted(
        str((one["columns"], one["primary_key"], one["unique"], one["foreign_key"], one["index"]))
        for one in constraints.values()
    )


def test_the_tables_are_the_same():
    assert applied([CreateModels(steps())]) == applied(steps())


def test_the_state_is_the_same_and_says_what_it_does():
    one_by_one, at_once = ProjectState(), ProjectState()
    for step in steps():
        step.state_forwards("farm", one_by_one)
    operation = CreateModels(steps())
    operation.state_forwards("farm", at_once)
    assert one_by_one == at_once
    assert operation.describe() == "Create 2 models"


class OnlySteps(MigrationLoader):
    """Migrations without those that replace others."""

    def load_disk(self):
        super().load_disk()
        self.disk_migrations = {key: one for key, one in self.disk_migrations.items() if not one.replaces}


def test_what_is_made_at_once_is_what_the_steps_before_come_to():
    at_once, stepwise = (loader(None).project_state() for loader in (MigrationLoader, OnlySteps))
    assert at_once.models.keys() == stepwise.models.keys()
    for one, other in ((at_once, stepwise), (stepwise, at_once)):
        assert MigrationAutodetector(one, other)._detect_changes() == {}
