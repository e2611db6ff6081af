"""What PostgreSQL shows of a transfer to a request: to the receiving unit the row and nothing else of the person."""

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Account
from personnel.models import Attachment, Decision, Dossier, Posting, Transfer, TransferPaper
from personnel.row_policies import rules
from qlcb import row_security
from qlcb.history import record, writing
from tests.papers import paper_maker
from tests.personnel.transfers.moves import fresh, receive, send
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-8.2c"), pytest.mark.clause("TCHQ-5.2c")]
BEYOND = ("leader", "policy", "department_head", "reader", "unit_admin")


@pytest.fixture(scope="module")
def sent(stage):
    """Id of a transfer from Đà Nẵng to Quảng Nam of a person with a scan and a salary."""
    today, cast = timezone.localdate(), the_cast()
    person = dossier_maker(today)(code="34ZZ-0217", rank="08.051", step=4)
    paper_maker(cast.sysadmin)(dossier=person)
    transfer = send(cast.clerk, [person], today)[0]
    paper_maker(cast.sysadmin)(decision=transfer.decision)
    return transfer.pk


@pytest.fixture
def within():
    def entered(account):
        row_security.leave()
        row_security.enter(fresh(account).access.row_scope())

    yield entered
    row_security.leave()


def met() -> set[str]:
    """Names of the models of which any row of a dossier is met."""
    found = set()
    for model in rules():
        names = {field.name for field in model._meta.fields}
        if "dossier" in names or model in (Dossier, Dossier.history.model):
            rows = model._base_manager.exclude(dossier=None) if "dossier" in names else model._base_manager
            found |= {model.__name__} if rows.exists() else set()
    return found


def test_the_receiving_unit_meets_the_row_alone(sent, cast, within):
    within(cast.neighbour)
    assert met() == {"Transfer", "HistoricalTransfer"}
    row = Transfer.objects.visible_to(fresh(cast.neighbour)).select_related("decision", "from_unit").get()
    assert (row.pk, row.code, row.decision.number) == (sent, "34ZZ-0217", "1234/QĐ-TCHQ")
    assert not Decision.objects.visible_to(fresh(cast.neighbour)).filter(pk=row.decision_id).exists()
    assert Decision.objects.get() == row.decision, "for its number and days, which the row shows"
    assert not Attachment.objects.exists() and not Decision.history.exists(), "not what else is said under it"


def test_others_meet_nothing_and_who_reads_the_dossier_meets_all(sent, cast, within):
    for role in ("department_head", "reader", "unit_admin"):
        within(getattr(cast, role))
        assert met() == set() and not Decision.objects.exists(), role
        assert not Transfer.objects.visible_to(fresh(getattr(cast, role))).exists()
    for role in ("clerk", "leader", "policy", "specialist", "sysadmin"):
        within(getattr(cast, role))
        assert {"Transfer", "TransferPaper", "Dossier", "Salary", "HistoricalTransferPaper"} <= met(), role
        assert Transfer.objects.visible_to(fresh(getattr(cast, role))).exists()


def test_received_it_is_met_from_the_other_side(sent, cast, within, today):
    receive(cast.neighbour, [Transfer.objects.get(pk=sent)], today)
    within(cast.neighbour)
    assert {"Dossier", "Posting", "Salary", "Attachment", "Transfer", "TransferPaper"} <= met()
    within(cast.clerk)
    assert met() == {"Transfer", "HistoricalTransfer", "TransferPaper", "HistoricalTransferPaper"}
    assert TransferPaper.objects.count() == 1, "what it handed over"


def test_the_door_and_the_policies_say_the_same(sent, cast, within, today, make_dossier):
    """Of each member of the cast, for an open transfer, a received one, and a confidential one."""
    send(cast.sysadmin, [make_dossier(code="34ZZ-0300", is_confidential=True)], today)
    receive(cast.neighbour, send(cast.clerk, [make_dossier(code="34ZZ-0400")], today), today)
    send(cast.neighbour, [make_dossier(code="60ZZ-0001", unit_code="HQ60-03")], today, to="HQ43-03")
    for role in vars(cast):
        account = fresh(getattr(cast, role))
        row_security.leave()
        told = set(Transfer.objects.visible_to(account).values_list("code", flat=True))
        within(account)
        assert set(Transfer.objects.values_list("code", flat=True)) == told, role
        assert set(Transfer.objects.visible_to(account).values_list("code", flat=True)) == told, role
        assert ("34ZZ-0300" in told) == (role in ("sysadmin", "leader")), role


def test_outside_a_service_the_receiving_unit_writes_nothing(sent, cast, within, today):
    within(cast.neighbour)
    assert Posting._base_manager.all()._raw_delete("default") == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM personnel_dossier")
        assert cursor.fetchone() == (0,)


def test_who_opens_what_is_confidential_in_the_receiving_unit_meets_that_row_too(
    sent, cast, within, today, make_dossier
):
    """An account of Quảng Nam that may open what is confidential there."""
    secret = make_dossier(code="34ZZ-0300", is_confidential=True)
    send(cast.sysadmin, [secret], today)
    account = fresh(cast.neighbour)
    held = account.access.held
    account.access.held = held | {"open_confidential": held["view_dossier"]}
    assert set(Transfer.objects.visible_to(account).values_list("code", flat=True)) == {"34ZZ-0217", "34ZZ-0300"}
    row_security.enter(account.access.row_scope())
    assert set(Transfer.objects.values_list("code", flat=True)) == {"34ZZ-0217", "34ZZ-0300"}
    assert not Dossier.objects.exists()


def test_a_kept_reason_is_of_its_account(sent, cast):
    with writing(account=Account.objects.get(pk=cast.clerk.pk), reason="Ghi chú"):
        row = Transfer.objects.get(pk=sent)
        row.papers_note = "x"
        record(row)
    assert row.history.first().history_user_id == cast.clerk.pk
