"""Every URL × every member of the cast × GET and POST → the expected status; a URL without a row fails (DESIGN §10)."""

import uuid
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import AccountQuota
from orgunits.models import Unit
from orgunits.services.assign_quotas import Wanted, assign_quotas
from personnel.exports.kinds import KINDS
from personnel.models import (
    Dossier,
    Export,
    HealthCheck,
    ImportRun,
    ReorganisationAccount,
    ReorganisationPerson,
    Term,
    Urging,
)
from personnel.sections import SECTIONS
from personnel.services.draft_reorganisation import save_part
from personnel.services.save_row import add_row
from personnel.services.schedule_export import schedule_export
from qlcb.history import Act, record, writing
from reports.query.question import usual
from reports.services.save_query import save_query
from tests.entering import written
from tests.personnel.acts.drafting import draft_for
from tests.personnel.reorganisation.world import draft, merging
from tests.personnel.transfers.moves import send
from tests.rights_table import ROWS
from tests.stage import dossier_maker, the_cast
from tests.world import things_of

pytestmark = pytest.mark.django_db

ROLES = (
    *("sysadmin", "leader", "specialist", "policy", "department_head"),
    *("reader", "clerk", "unit_admin", "neighbour", "nobody"),
)


def every_url(patterns=None, namespace="") -> set[str]:
    """Names of all URL patterns; one without a name cannot be tested and fails."""
    names = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= every_url(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, pattern
            names.add(namespace + pattern.name)
    return names


def test_every_url_stands_in_the_table():
    assert every_url() == set(ROWS)


@pytest.fixture(scope="module")
def world(stage):
    """A dossier of Đà Nẵng with a salary row under a decision, one sent to Quảng Nam, an import run and an export of
    its clerk."""
    today, cast = timezone.localdate(), the_cast()
    dossier = dossier_maker(today)(code="34ZZ-0217", rank="08.051", step=4)
    run = ImportRun.objects.create(account=cast.clerk, file="imports/none.xlsx", file_name="x.xlsx", reason="x")
    export = Export.objects.create(
        account=cast.clerk, kind="danh-sach", title="Danh sách hồ sơ", words="Tất cả", reason="Thế giới thử",
        sealed_parameters='{"query": ""}', status="failed", file_name="x.xlsx", expires_at="2099-01-01T00:00:00Z",
    )  # fmt: skip
    grade = Term.objects.filter(kind="health_grade").first()
    late = HealthCheck(dossier=dossier, checked_on=today - timedelta(days=60), grade=grade)
    add_row(account=cast.clerk, reason="Thế giới thử", section=SECTIONS["suc-khoe"], row=late, today=today)
    written(dossier, today - timedelta(days=90))
    quota = Wanted(Unit.objects.get(code="HQ34-07"), "civil_servant", 9)
    assign_quotas(
        account=cast.sysadmin, reason="Thế giới thử", wanted=[quota], on=today, document="1/QĐ", document_on=today
    )
    (sent,) = send(cast.clerk, [dossier_maker(today)(code="34ZZ-0300", full_name="Lê Thị Chuyển Đi")], today)
    return things_of(dossier, cast.clerk.unit, cast.clerk, today) | {
        "transfer": sent.pk,
        "batch": sent.batch,
        "unit": "HQ34-07",
        "late": late.pk,
        "staff_quota": quota.unit.staff_quotas.get().pk,
        "version": Unit.objects.get(code="HQ34-07").versions.get().pk,
        "account": cast.clerk.username,
        "grant": cast.clerk.grants.get().pk,
        "quota": AccountQuota.objects.get(unit__code="TW03").pk,
        "run": run.pk,
        "notice": draft_for(cast.clerk, "nghi-huu", [dossier], today, signed=False).pk,
        "draft": draft_for(cast.clerk, "nang-bac", [dossier], today, signed=False).pk,
        "export": export.pk,
        "schedule": schedule_of(cast.clerk, today).pk,
        "saved_query": save_query(account=cast.clerk, name="Đang làm", question=usual(), shared=True).pk,
        "urging": urging_of(cast, today).pk,
        "list_entry": Term.objects.get(kind="relation", code="CHA").pk,
        "nothing": uuid.UUID(int=0),
        **plan_about(dossier, cast),
    }


def schedule_of(account, today):
    return schedule_export(
        account=account, reason="Thế giới thử", kind=KINDS["bao-cao-bm01"],
        parameters={"query": "", "format": "xlsx"}, every="month", days_after=1, today=today,
    )  # fmt: skip


def urging_of(cast, today) -> Urging:
    """One that Đà Nẵng sent to Quảng Nam."""
    urging = Urging(topic="uy-quyen", from_unit=cast.clerk.unit, unit=cast.neighbour.unit, urged_on=today, words="Nhắc")
    with writing(account=cast.clerk, reason="Thế giới thử", act=Act.OPEN):
        record(urging)
    return urging


def plan_about(dossier, cast) -> dict:
    """A plan that merges the dossier's unit, with a place of its own for the dossier and for an account."""
    plan = draft(cast.policy, merging("HQ34-07", "HQ34-08"), merging("HQ34-01", "HQ34-02"))
    person = ReorganisationPerson(reorganisation=plan, dossier=dossier, to="HQ34-02")
    account = ReorganisationAccount(reorganisation=plan, account=cast.clerk, to="HQ34-02")
    for part in (person, account):
        save_part(account=cast.policy, part=part)
    step = plan.steps.first()
    return {"plan": plan.pk, "plan_step": step.pk, "plan_person": person.pk, "plan_account": account.pk}


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    """Who may print is asked here, not what the print looks like."""
    for views in ("papers", "drafts"):
        monkeypatch.setattr(f"reports.views.{views}.pdf_from_html", lambda html: b"%PDF-")


def visit(client, name, kwargs, method):
    url = reverse(name, kwargs=kwargs)
    return getattr(client, method)(url).status_code


def check(name, world, cast, sign_in):
    """Visit the URL as everybody, by GET and POST, and compare with the table."""
    row = ROWS[name]
    kwargs = {key: world.get(value, value) for key, value in row.kwargs.items()}
    found = {"get": [], "post": []}
    for role in ROLES:
        client = sign_in(getattr(cast, role, None))
        for method, statuses in found.items():
            statuses.append(visit(client, name, kwargs, method))
    for method, expected in (("get", row.get), ("post", row.post)):
        assert dict(zip(ROLES, found[method], strict=True)) == dict(zip(ROLES, expected, strict=True)), (
            f"{method.upper()} {name}"
        )


@pytest.mark.parametrize("name", sorted(ROWS))
@pytest.mark.clause("TCHQ-5.2c")
@pytest.mark.clause("TCHQ-4.1")
def test_each_role_gets_what_the_table_says(name, world, cast, sign_in):
    check(name, world, cast, sign_in)


def without_door(request, code, **kwargs):
    return Dossier.objects.for_list().get(code=code)


@pytest.mark.parametrize(
    ("name", "door", "hole"),
    [
        ("personnel:dossier", "personnel.views.dossiers.get_dossier", without_door),
        ("personnel:timeline", "personnel.views.timeline.get_dossier", without_door),
        ("personnel:row_correct", "personnel.views.rows.get_dossier", without_door),
        ("personnel:decision", "personnel.querysets.DecisionQuerySet.visible_to", lambda rows, account: rows),
        ("personnel:paper_file", "personnel.querysets.DossierQuerySet.visible_to", lambda rows, account: rows),
        ("reports:cv_pdf", "personnel.querysets.DossierQuerySet.visible_to", lambda rows, account: rows),
    ],
)
def test_a_view_without_its_door_turns_the_table_red(name, door, hole, world, cast, sign_in, monkeypatch):
    monkeypatch.setattr(door, hole)
    monkeypatch.setattr("qlcb.row_security.enter", lambda scope: None)  # which would show nothing of it either
    with pytest.raises(AssertionError, match=name):
        check(name, world, cast, sign_in)
