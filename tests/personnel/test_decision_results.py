"""A database of before, full of records on decisions, comes to know them when it is migrated."""

import pytest
from django.core.management import call_command
from django.db import connection

from personnel import decision_results
from personnel.models import Decision, DecisionResult
from qlcb import row_security
from qlcb.history import record, writing

pytestmark = pytest.mark.django_db
BEFORE = """
    SET CONSTRAINTS ALL IMMEDIATE;
    DROP FUNCTION qlcb_note_result() CASCADE;
    DROP TABLE personnel_decisionresult CASCADE
"""


def test_migrating_notes_what_is_stored_already(make_dossier, cast, program, today):
    person, other = make_dossier(rank="08.051"), make_dossier(rank="08.051")
    decision = Decision(number="7/QĐ", signed_on=today, effective_on=today)
    with connection.cursor() as cursor:
        cursor.execute(BEFORE)
    with writing(account=program, reason="Thử"):
        record(decision)
        for row in (person.salary_set.get(), person.posting_set.get()):
            row.decision = decision
            record(row)
    with connection.schema_editor() as editor:
        editor.create_model(DecisionResult)
    call_command("migrate", verbosity=0)
    noted = DecisionResult.objects.filter(decision=decision)
    assert sorted(noted.values_list("source", "dossier")) == [
        ("personnel_posting", person.pk), ("personnel_salary", person.pk)
    ]  # fmt: skip
    with writing(account=program, reason="Thử"):
        row = other.salary_set.get()
        row.decision = decision
        record(row)
    assert noted.filter(dossier=other).exists() and decision_results.wrong() == 0
    row_security.enter(cast.clerk.access.row_scope())
    try:
        assert Decision.objects.get() == decision
    finally:
        row_security.leave()
