"""Restricted fields are masked on every page until asked for, by right and with a row in the log (TCHQ-8.1c)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Account
from accounts.services.program_account import program_account
from personnel.models import Decision, Dossier
from personnel.sections import PANEL_OF, SECTIONS
from qlcb.history import record, writing
from tests.full_dossier import make_full_dossier
from tests.personnel.test_confidential import text_of
from tests.personnel.test_sealed_columns import plain_values
from tests.rights_table import ROWS

pytestmark = pytest.mark.django_db

# Forms, and the page on which the file is compared with the paper: each opening is logged.
OPENS_FIELDS = {"personnel:panel_edit", "personnel:row_correct", "personnel:paper_check", "personnel:supplement"}
ON_PAPER = {"reports:cv_pdf", "reports:form_file"}  # the statutory forms want the numbers; each print is logged
TELLING = 6


@pytest.fixture(scope="module")
def full_id(stage):
    program = program_account()
    dossier = make_full_dossier(account=program, today=timezone.localdate())
    with writing(account=program, reason="Đổi số điện thoại"):
        dossier.phone = "0905111999"
        record(dossier)
    return dossier.pk


@pytest.fixture
def full(full_id, db):
    """A dossier with every field, changed once so that the history tells of restricted fields too."""
    return Dossier.objects.get(pk=full_id)


@pytest.fixture(scope="module")
def secrets(full_id):
    return {value for row in plain_values().values() for value in row if len(value) >= TELLING}


def pages_of(dossier):
    """(name, address) of every page of the dossier: each section, panel and record."""
    for name, row in ROWS.items():
        wanted = set(row.kwargs.values())
        if "code" not in wanted or name in ON_PAPER or wanted - {"code", "section", "panel", "row", "restricted"}:
            continue
        slugs = SECTIONS if "section" in wanted else PANEL_OF if "panel" in wanted else [""]
        for slug in slugs:
            kwargs = {key: {"code": dossier.code, "section": slug, "panel": slug}.get(value, value)
                      for key, value in row.kwargs.items()}  # fmt: skip
            if "row" in wanted:
                kwargs["pk"] = SECTIONS[slug].model.objects.filter(dossier=dossier).first().pk
            yield name, reverse(name, kwargs=kwargs)


@pytest.mark.parametrize("role", ["leader", "clerk"])
@pytest.mark.clause("TCHQ-8.1c")
def test_no_page_shows_a_restricted_value_unasked(role, full, secrets, cast, sign_in, today):
    client, looked_at = sign_in(getattr(cast, role)), 0
    for name, url in pages_of(full):
        before = AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK).count()
        response = client.get(url, {"ngay": f"{today:%d/%m/%Y}"})
        if response.status_code != 200:
            continue
        told, looked_at = text_of(response), looked_at + 1
        if name in OPENS_FIELDS:
            opened = any(value in told for value in secrets)
            logged = AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK).count() > before
            assert logged or not opened, url
        else:
            assert [value for value in secrets if value in told] == [], url
    assert looked_at > 30


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if not row.kwargs))
def test_no_list_shows_a_restricted_value(name, full, secrets, cast, sign_in):
    client = sign_in(cast.leader)
    for question in ({}, {"q": full.code}, {"q": full.citizen_id}):
        response = client.get(reverse(name), question)
        if response.status_code == 200:
            told = text_of(response).replace(question.get("q", ""), "")
            assert [value for value in secrets if value in told] == [], question


@pytest.mark.clause("TCHQ-8.1c")
def test_what_is_asked_for_is_shown_by_right_and_logged(full, cast, sign_in):
    url = reverse("personnel:reveal", args=[full.code, "giay-to"])
    page = text_of(sign_in(cast.leader).post(url))
    assert full.citizen_id in page and full.tax_code in page
    event = AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK).first()
    assert (event.account_id, event.target, event.detail) == (cast.leader.pk, full.code, "Giấy tờ, liên hệ")
    events = AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK).count()
    household = reverse("personnel:reveal", args=[full.code, "kinh-te"])
    policy = Account.objects.get(pk=cast.policy.pk)
    may = policy.access.may_reveal(PANEL_OF["kinh-te"].group, full)
    answer = sign_in(policy).post(household)
    assert answer.status_code == (200 if may else 403)
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK).count() == events + bool(may)


def test_a_decision_shows_its_results_masked(full, secrets, cast, sign_in):
    decision = Decision.objects.filter(number__endswith="214/QĐ-HQĐNg").get()
    page = text_of(sign_in(cast.leader).get(reverse("personnel:decision", args=[decision.pk])))
    assert full.full_name in page
    assert [value for value in secrets if value in page] == []
