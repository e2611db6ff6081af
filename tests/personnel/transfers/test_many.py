"""Many people in one decision: all or none, in as many queries as for one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.models import Decision, Delegation, Dossier, Posting, Transfer
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.readdress_transfers import readdress_transfers
from personnel.services.recall_dossiers import recall_dossiers
from tests.history import assert_history_is_whole
from tests.personnel.transfers.moves import basis_of, decision_of, fresh, receive, send

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 16
MOST_QUERIES = 80


def queries(call) -> int:
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


@pytest.mark.clause("TCHQ-8.2c")
def test_many_cost_as_many_queries_as_few(cast, make_dossier, make_paper, today):
    places = [*["HQ34-07"] * FEW, *(f"HQ34-{place:02}" for place in range(1, 13)), *["HQ34-03"] * MANY]
    people = [make_dossier(rank="08.051", step=4, unit_code=places[n]) for n in range(FEW + MANY)]
    for person in people[:: MANY // FEW]:
        make_paper(dossier=person)
    groups, found = (people[:FEW], people[FEW:]), {"send": [], "receive": [], "recall": []}
    for number, group in enumerate(groups):
        basis = basis_of(today, decision=decision_of(today, number=f"{number}/QĐ-TCHQ"))
        sent = []
        found["send"].append(queries(lambda: sent.extend(send(cast.clerk, group, today, basis=basis))))  # noqa: B023
        found["recall"].append(
            queries(lambda: recall_dossiers(account=fresh(cast.clerk), reason="x", transfers=sent))  # noqa: B023
        )
        sent = send(cast.clerk, group, today, basis=basis)
        assert len({transfer.batch for transfer in sent}) == 1
        found["receive"].append(queries(lambda: receive(cast.neighbour, sent, today)))  # noqa: B023
    assert {name: many <= few <= MOST_QUERIES for name, (few, many) in found.items()} == dict.fromkeys(found, True), (
        found
    )
    assert Dossier.objects.visible_to(fresh(cast.neighbour)).filter(pk__in=[p.pk for p in people]).count() == len(
        people
    )
    assert assert_history_is_whole()


def test_all_or_none(cast, make_dossier, today):
    people = [make_dossier() for _ in range(3)]
    late = make_dossier(since="01/01/2026")
    with pytest.raises(ValidationError, match="đính chính ngày ấy") as refused:
        send(cast.clerk, [*people, late], today, basis=basis_of(today, effective_on=today.replace(year=2025)))
    assert late.code in str(refused.value)
    assert not Transfer.objects.exists() and not Decision.objects.filter(number="1234/QĐ-TCHQ").exists()
    sent = send(cast.clerk, people, today)
    recall_dossiers(account=fresh(cast.clerk), reason="x", transfers=sent[:1])
    with pytest.raises(ValidationError, match="đã thu hồi"):
        receive(cast.neighbour, sent, today)
    assert Posting.objects.filter(dossier__in=people).count() == 3
    receive(cast.neighbour, sent[2:], today)
    receive(cast.neighbour, sent[1:2], today)
    assert sorted(Transfer.objects.values_list("state", flat=True)) == ["recalled", "received", "received"]


def test_one_named_twice_is_refused(cast, make_dossier, today):
    person = make_dossier()
    with pytest.raises(ValidationError, match="hai lần"):
        send(cast.clerk, [person, person], today)


def test_delegations_of_all_of_them_end(cast, make_dossier, today):
    people = [make_dossier() for _ in range(3)]
    for person in people:
        delegate_dossier(
            account=fresh(cast.unit_admin), reason="Ủy quyền", to=cast.clerk, dossier=person, document="5/UQ",
            document_on=today, on=today, until=today + timedelta(days=9), right="view_dossier", today=today,
        )  # fmt: skip
    receive(cast.neighbour, send(cast.clerk, people, today), today)
    assert not Delegation.objects.in_force(today).exists()
    assert not Dossier.objects.visible_to(fresh(cast.clerk)).filter(pk__in=[person.pk for person in people]).exists()


@pytest.mark.clause("TCHQ-8.2e")
def test_open_transfers_follow_a_reorganisation(cast, make_dossier, today, unit):
    one, two = make_dossier(), make_dossier(unit_code="HQ60-03")
    (there,) = send(cast.clerk, [one], today)
    (back,) = send(cast.neighbour, [two], today, to="HQ34-03")
    gone = {unit("HQ60-07").pk: unit("HQ43-03").pk, unit("HQ34-03").pk: unit("HQ60-03").pk}
    changed = readdress_transfers(account=cast.sysadmin, reason="Sắp xếp tổ chức", units=gone)
    assert changed == [there]
    assert Transfer.objects.get(pk=there.pk).to_unit.code == "HQ43-03"
    assert Transfer.objects.get(pk=back.pk).to_unit.code == "HQ34-03", "it would go from a unit to the same"
    assert there.history.first().history_change_reason == "Sắp xếp tổ chức"
