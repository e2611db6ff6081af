"""PostgreSQL shows a request what lies within its scope and nothing else, whatever the view asked for."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from django.utils import timezone

from accounts.models import Account
from accounts.permissions import ACCOUNTS, CATALOGUES, OVERRIDE, SYSTEM, UNITS
from accounts.services.program_account import program_account
from orgunits.models import Unit
from personnel import decision_results
from personnel.asof import as_written_on
from personnel.exports.kinds import KINDS
from personnel.models import (
    Attachment,
    AuthorityOverride,
    Decision,
    DecisionResult,
    Dossier,
    Draft,
    DraftLine,
    Export,
    ImportRun,
    Posting,
    Reorganisation,
    ReportSchedule,
    Salary,
    Transfer,
)
from personnel.row_policies import RIGHTS_ON_DOSSIERS, rules
from personnel.services.schedule_export import schedule_export
from qlcb import row_security
from qlcb.history import record, writing
from qlcb.row_security import NO_SCOPE, ROLE, RowScope, is_history
from tests.full_dossier import make_full_dossier
from tests.papers import paper_maker
from tests.personnel.acts.drafting import draft_for
from tests.stage import dossier_maker, the_cast

pytestmark = pytest.mark.django_db

SCHEDULES = (ReportSchedule, ReportSchedule.history.model)
RUNS = (Export, ImportRun, *SCHEDULES, Draft, Draft.history.model)  # of an account or a unit, not of a dossier
DECISIONS = (Decision, Decision.history.model)
PAPERS = (Attachment, Attachment.history.model)
OPENED_IN = {
    "qlcb/history.py": "services write, having asked the door",
    "accounts/refusals.py": "whether what was not found is there at all, for the log",
    "accounts/roles.py": "numbers of dossiers delegated under a role, without those that are hidden",
    "personnel/querysets.py": "what is hidden from the account, so that it is left out",
    "personnel/decision_lookup.py": "whether a decision is on file, for whoever knows all that is on the paper",
    "personnel/acts/due.py": "who stands in an open draft of another unit, so that no second one is drawn up",
    "personnel/timeline.py": "numbers of decisions on which records of a visible dossier hung before",
    "personnel/asof.py": "the same, of the records as they stood on a day",
    "personnel/attachments/rights.py": "whether a decision names people whom the account may not see",
    "personnel/views/delegations.py": "administrators delegate dossiers that they do not open",
    "personnel/templatetags/delegations.py": "the same, without names of people",
    "personnel/views/personal_accounts.py": "administrators issue accounts to people whose dossiers they do not open",
    "personnel/own/waiting.py": "numbers of them",
    "personnel/views/why.py": "administrators ask about dossiers that they do not open",
    "personnel/why.py": "what another account may do on a dossier",
    "personnel/grant_effect.py": "numbers of dossiers in the units of an administrator",
    "personnel/forms/access_log.py": "which dossiers are hidden, so that the log does not tell of them",
    "personnel/forms/new_dossier.py": "whether there is a namesake elsewhere, without saying who",
    "personnel/acts/plan.py": "how many people of a draft are beyond the account's scope, without saying who",
    "personnel/exports/kinds.py": "whether a file names somebody who became confidential",
    "personnel/exports/access_log.py": "ids of those whom a log names by their code alone, to ask that",
    "personnel/head_counts.py": "numbers of people",
    "personnel/services/open_round.py": "the number of dossiers that a round would have",
    "personnel/reorganisation/report.py": "numbers of people in the units that a plan changes",
    "personnel/deadlines/entries.py": "numbers of what the account's units entered, wherever the dossiers are by now",
    "personnel/catalogues_use.py": "numbers of records that name an entry of a list",
    "reports/people.py": "numbers of people and of movements, in the units that the report may count",
}


@pytest.fixture(scope="module")
def people(stage):
    """Ids by name: a whole dossier of Đà Nẵng, one of its confidential ones, and a whole one of Quảng Nam."""
    today, program = timezone.localdate(), program_account()
    mine = make_full_dossier(account=program, today=today)
    theirs = make_full_dossier(account=program, today=today, number=2, unit_code="HQ60-01")
    secret = dossier_maker(today)(code="34ZZ-0002", rank="08.051", is_confidential=True)
    return {"mine": mine.pk, "theirs": theirs.pk, "secret": secret.pk}


@pytest.fixture
def within():
    """`within(account)`: from now on as in a request of that account; None is a request without an account."""

    def entered(account):
        row_security.enter(account.access.row_scope() if account else NO_SCOPE)

    yield entered
    row_security.leave()


def met(model) -> set[int]:
    """Ids of the dossiers of which rows of the model are met."""
    key = "id" if model in (Dossier, Dossier.history.model) else "dossier_id"
    return set(model._base_manager.values_list(key, flat=True)) - {None}


def test_every_table_with_data_of_dossiers_has_its_policy():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        secured = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tablename FROM pg_policies WHERE %s = ANY (roles)", [ROLE])
        assert {name for (name,) in cursor.fetchall()} == secured
    of_dossiers = {
        model._meta.db_table
        for model in apps.get_models()
        if (model is Dossier or any(field.related_model is Dossier for field in model._meta.fields))
        and model not in RIGHTS_ON_DOSSIERS
    }
    histories = {model.history.model._meta.db_table for model in rules() if hasattr(model, "history")}
    assert len(of_dossiers) > 50
    assert of_dossiers | histories <= secured


def test_the_web_role_owns_nothing_and_bypasses_nothing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", [ROLE])
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", [ROLE])
        assert cursor.fetchone() == (0,)


def test_without_a_scope_nothing_is_met(people, within):
    filled = [model for model in rules() if model not in RUNS and model._base_manager.exists()]
    assert len(filled) > 40, "there is nothing to hide"
    within(None)
    assert {model.__name__ for model in filled if model._base_manager.exists()} == set()


@pytest.mark.clause("TCHQ-5.2c")
@pytest.mark.clause("TN-III.4")
def test_a_unit_meets_its_own_rows_in_every_table(people, cast, within):
    keyed = [model for model in rules() if model not in (*RUNS, *DECISIONS)]
    before = {model: met(model) for model in keyed}
    both = [model for model in keyed if {people["mine"], people["theirs"]} <= before[model]]
    assert len(both) > 40
    within(cast.clerk)
    assert {model.__name__ for model in both if people["mine"] not in met(model)} == set()
    assert {model.__name__ for model in keyed if {people["theirs"], people["secret"]} & met(model)} == set()


def test_who_reads_the_whole_service_meets_all_but_the_confidential(people, cast, within):
    within(cast.specialist)
    for model in (Dossier, Dossier.history.model, Posting, Salary, Salary.history.model):
        assert met(model) >= {people["mine"], people["theirs"]}
        assert people["secret"] not in met(model)
    within(cast.leader)
    assert met(Posting) >= {people["mine"], people["theirs"], people["secret"]}


@pytest.mark.parametrize("right", [ACCOUNTS, CATALOGUES, OVERRIDE, SYSTEM, UNITS])
def test_an_account_without_rights_on_dossiers_meets_none(right, people, cast, within):
    access = Account.objects.get(pk=cast.clerk.pk).access
    access.held = {right: access._root_ids}
    row_security.enter(access.row_scope())
    assert not Dossier.objects.exists()
    row_security.leave()
    within(cast.unit_admin)
    assert not Dossier.objects.exists()


def test_a_dossier_named_in_the_scope_is_met(people, within):
    row_security.enter(RowScope(account=1, named=frozenset({people["theirs"]})))
    try:
        assert met(Dossier) == met(Posting) == {people["theirs"]}
    finally:
        row_security.leave()


@pytest.fixture(scope="module")
def decisions(stage):
    """Id → letter of decisions with their scans: by which unit, on the salary of whom."""
    today, program, number = timezone.localdate(), program_account(), iter("abcdef")
    make_dossier, make_paper, found = dossier_maker(today), paper_maker(the_cast().sysadmin), {}

    def decide(authority, *people):
        decision = Decision(
            number=next(number),
            signed_on=today,
            effective_on=today,
            authority=Unit.objects.filter(code=authority).first(),
        )
        with writing(account=program, reason="Thử"):
            record(decision)
            for unit_code, is_confidential in people:
                person = make_dossier(unit_code=unit_code, rank="08.051", is_confidential=is_confidential)
                row = person.salary_set.get()
                row.decision = decision
                record(row)
        make_paper(decision=decision)
        found[decision.pk] = decision.number

    here, there, secret = ("HQ34-07", False), ("HQ60-01", False), ("HQ34-07", True)
    for asked in (
        ("HQ60", there), ("HQ60", here, secret), ("HQ34", secret), ("HQ34",), ("HQ60", secret), ("", there),
    ):  # fmt: skip
        decide(*asked)
    return found


@pytest.mark.clause("TCHQ-5.2c", "TCHQ-8.1c")
@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("clerk", "bd"),  # on a person of one's own, and of one's own unit on nobody yet
        ("neighbour", "abf"),  # what one's own unit decided, on whomever; of another on a person of one's own
        ("specialist", "abdf"),  # the whole service, but for what is on nobody but a confidential person
        ("leader", "abcdef"),
        ("unit_admin", ""),
        (None, ""),
    ],
)
def test_a_decision_is_met_where_it_was_made_and_where_its_people_are(decisions, cast, within, role, seen):
    account = getattr(cast, role) if role else None
    within(account)
    for model in (*DECISIONS, *PAPERS):
        assert letters(decisions, model) == seen, model
    if account:
        assert letters(decisions, Decision, Decision.objects.visible_to(account)) == seen


def letters(decisions, model, rows=None) -> str:
    """Of which decisions rows of the model are met; rows: those asked for, all when None."""
    rows = model._base_manager.all() if rows is None else rows
    ids = set(rows.values_list("id" if model in DECISIONS else "decision_id", flat=True))
    return "".join(decisions[pk] for pk in sorted(ids & decisions.keys()))


@pytest.fixture
def beside(people, decisions, cast, today):
    """`beside(letter, model)`: a draft, a plan, or an entry outside the table of Đà Nẵng that names the decision."""
    ids, seen = {letter: pk for pk, letter in decisions.items()}, {"signed_on": today, "effective_on": today}

    def name(letter: str, model: type) -> None:
        if model is Draft:
            row = draft_for(cast.clerk, "bo-nhiem", [], today)
        elif model is Reorganisation:
            row = Reorganisation(scope=cast.clerk.unit, number="1/QĐ", summary="Sắp xếp", **seen)
        else:
            row = AuthorityOverride(dossier_id=people["mine"], section="luong", row=0, matter="raise", reason="Thử",
                                    told="Thử", account=cast.clerk)  # fmt: skip
        row.decision_id = ids[letter]
        with writing(account=cast.clerk, reason="Thử"):
            record(row)

    return name


@pytest.mark.clause("TCHQ-5.2c", "TCHQ-8.1c")
@pytest.mark.parametrize(
    ("model", "letter", "clerk", "outsider"),
    [
        (AuthorityOverride, "a", "abd", ""),  # the record that was let stand may be gone
        (Draft, "a", "abd", ""),
        (Draft, "c", "bd", ""),  # all of its people have become confidential
        (Reorganisation, "a", "bd", ""),  # says on its own row what it shows
    ],
)
def test_who_meets_what_names_a_decision_meets_its_row_alone(
    beside, decisions, cast, within, model, letter, clerk, outsider
):
    beside(letter, model)
    within(cast.department_head)
    assert letters(decisions, Decision) == outsider
    within(cast.clerk)
    assert letters(decisions, Decision) == clerk
    for other in (Decision.history.model, *PAPERS):
        assert letters(decisions, other) == "bd", other
    assert letters(decisions, Decision, Decision.objects.visible_to(cast.clerk)) == "bd"


def test_each_kind_of_row_that_names_a_decision_has_its_rule():
    """Records of dossiers are noted by triggers; who meets a decision through another kind is to be thought over."""
    naming = {
        model: [field.name for field in model._meta.fields if field.related_model is Decision]
        for model in apps.get_models()
        if not is_history(model)
    }
    naming = {model: names for model, names in naming.items() if names}
    results = set(Decision.result_models())
    assert naming.keys() - results == {
        DecisionResult, Attachment, AuthorityOverride, Draft, Transfer, Reorganisation
    }  # fmt: skip
    assert all(names == ["decision"] for names in naming.values()), "triggers and policies know the one key"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE 'result_%' GROUP BY 1"
        )
        assert dict(cursor.fetchall()) == {model._meta.db_table: 3 for model in results}
    assert len(results) > 20


def test_a_decision_is_no_longer_met_when_its_last_result_is_gone(decisions, cast, within):
    """The database notes it in the same transaction, by whatever way the record is written."""
    decision = next(pk for pk, letter in decisions.items() if letter == "b")

    def is_met() -> bool:
        within(cast.clerk)
        met = Decision.objects.filter(pk=decision).exists()
        row_security.leave()
        return met

    rows = Salary._base_manager.filter(decision=decision)
    kept = list(rows.values_list("pk", flat=True))
    assert is_met() and len(kept) == 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE personnel_salary SET decision_id = NULL WHERE id = ANY (%s)", [kept])
        assert not is_met() and not DecisionResult.objects.filter(decision=decision).exists()
        cursor.execute("UPDATE personnel_salary SET decision_id = %s WHERE id = ANY (%s)", [decision, kept])
        assert is_met()
        cursor.execute("DELETE FROM personnel_salary WHERE id = ANY (%s)", [kept])
    assert not is_met() and decision_results.wrong() == 0


def test_the_file_as_it_stood_names_the_decision_of_then(people, decisions, cast, within, today):
    """Though nothing hangs on it by now, and it is not the account's to open."""
    person, yesterday = Dossier.objects.get(pk=people["mine"]), today - timedelta(days=1)
    row = person.salary_set.first()
    before = row.decision_id
    for decision_id in (min(decisions), before):
        with writing(account=cast.sysadmin, reason="Thử"):
            row.decision_id = decision_id
            record(row)
    noon = timezone.now() - timedelta(days=1)
    Salary.history.filter(id=row.pk).exclude(decision_id=before).update(history_date=noon)
    person.history.update(history_date=noon)
    within(cast.clerk)
    assert not Decision.objects.filter(pk=min(decisions)).exists()
    tables = {section.slug: table for section, table in as_written_on(person, yesterday).sections}
    assert [line.row.decision.number for line in tables["luong"].lines if line.row.pk == row.pk] == ["a"]


def test_the_web_role_writes_no_result_by_hand(decisions, cast, within):
    noted = DecisionResult.objects.filter(decision__in=decisions).values("pk")[:1].get()
    within(cast.leader)
    for write in (
        lambda: DecisionResult.objects.filter(**noted).update(row_id=0),
        lambda: DecisionResult.objects.filter(**noted).delete(),
        lambda: DecisionResult.objects.create(decision_id=min(decisions), dossier_id=1, source="x", row_id=1),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), row_security.opened():
            write()


def test_an_import_is_met_by_its_account_only(cast, within):
    ImportRun.objects.create(account=cast.clerk, file="imports/none.xlsx", file_name="x.xlsx", reason="x")
    within(cast.neighbour)
    assert not ImportRun.objects.exists()
    within(cast.clerk)
    assert ImportRun.objects.exists()


def test_a_schedule_is_met_by_its_account_only(cast, within, today):
    schedule_export(
        account=cast.clerk, reason="Thử", kind=KINDS["bao-cao-bm01"], parameters={"query": "", "format": "xlsx"},
        every="year", days_after=1, today=today,
    )  # fmt: skip
    for account, number in ((cast.neighbour, 0), (cast.sysadmin, 0), (cast.clerk, 1)):
        within(account)
        assert [model.objects.count() for model in SCHEDULES] == [number, number]


def test_a_draft_is_met_by_its_unit_and_its_lines_by_who_may_meet_the_people(people, cast, within, today):
    draft = draft_for(cast.specialist, "bo-nhiem", [people["mine"], people["theirs"]], today)
    within(cast.clerk)
    assert not Draft.objects.exists() and not Draft.history.exists()
    assert met(DraftLine) == met(DraftLine.history.model) == {people["mine"]}
    within(cast.specialist)
    assert Draft.objects.get().pk == draft.pk
    assert met(DraftLine) == {people["mine"], people["theirs"]}


def test_outside_a_service_nothing_of_another_unit_is_written(people, cast, within):
    within(cast.clerk)
    everything = Salary._base_manager.all()
    assert everything.filter(dossier_id=people["theirs"])._raw_delete("default") == 0
    posting = Posting(dossier_id=people["theirs"], unit_id=cast.clerk.unit_id, valid_from="2026-01-01")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Posting._base_manager.bulk_create([posting])


def test_a_service_meets_all_rows_while_it_writes(people, cast, within):
    within(cast.clerk)
    with writing(account=cast.clerk, reason="Thử"):
        assert met(Posting) >= set(people.values())
        with writing(account=cast.clerk, reason="Thử trong"):
            pass
        assert met(Posting) >= set(people.values())
    assert people["theirs"] not in met(Posting)
    with pytest.raises(ZeroDivisionError), writing(account=cast.clerk, reason="Thử"):
        _ = 1 / 0
    assert people["theirs"] not in met(Posting)


@pytest.mark.clause("TN-III.4")
def test_the_web_role_changes_no_history(people, within):
    within(None)
    for model in apps.get_models():
        if is_history(model):
            for statement in ("UPDATE {} SET history_change_reason = ''", "DELETE FROM {}"):
                refused = pytest.raises(ProgrammingError, match="permission denied")
                with refused, transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement.format(connection.ops.quote_name(model._meta.db_table)))


def test_a_command_is_refused_the_login_of_the_web(monkeypatch):
    class AsWeb:
        closed = False

        class connection:
            class info:
                user = ROLE

        def close(self):
            self.closed = True

    with pytest.raises(ImproperlyConfigured, match="worker"):
        row_security.on_connection(None, refused := AsWeb())
    assert refused.closed
    monkeypatch.setattr(row_security, "_serves_web", True)
    row_security.on_connection(None, served := AsWeb())
    assert not served.closed


def test_after_the_request_the_connection_is_its_own_again(people, cast, within):
    within(cast.clerk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Dossier.objects.extra(where=["no_such_column"]).exists()
    row_security.leave()
    assert met(Posting) >= set(people.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user, current_setting('qlcb.units')")
        assert cursor.fetchone() == (True, "")


def test_a_connection_that_comes_late_in_a_request_is_the_web_roles_too(people, cast, within, monkeypatch):
    """The database was away when the scope was entered, which the middleware lets pass, and is there for the view."""

    def away():
        raise OperationalError

    scope = cast.clerk.access.row_scope()
    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(connection, "ensure_connection", away)
        row_security.enter(scope)
    row_security.on_connection(None, connection)
    assert met(Posting) & set(people.values()) == {people["mine"]}


def test_nobody_else_opens_what_the_policies_close():
    root = settings.BASE_DIR
    files = [
        path for app in ("qlcb", "orgunits", "accounts", "personnel", "reports") for path in (root / app).rglob("*.py")
    ]
    opening = {str(path.relative_to(root)) for path in files if "row_security.opened()" in path.read_text("utf-8")}
    assert opening == set(OPENED_IN)


def test_the_web_process_signs_in_as_a_role_that_cannot_become_another(people, settings):
    settings.WEB_DATABASE_PASSWORD = ""
    with pytest.raises(CommandError, match="QLCB_WEB_DATABASE_PASSWORD"):
        call_command("web_role")
    settings.WEB_DATABASE_PASSWORD = "mat'khau"
    call_command("web_role", stdout=StringIO())
    owner = connection.get_connection_params()["user"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [ROLE])
        assert cursor.fetchone() == (True,)
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {ROLE}")
        cursor.execute("SELECT set_config('role', %s, false), (SELECT count(*) FROM personnel_dossier)", [ROLE])
        assert cursor.fetchone() == (ROLE, 0)
        for statement in (f'SET ROLE "{owner}"', "ALTER TABLE personnel_dossier DISABLE ROW LEVEL SECURITY"):
            with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
                cursor.execute(statement)
        cursor.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT")
