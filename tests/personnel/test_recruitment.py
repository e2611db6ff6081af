"""From recruitment on: the decision opens the dossier within its term, the first contract follows (TCHQ-3.1a)."""

from datetime import date

import pytest
from django.urls import reverse

from personnel.acts.plan import plan_draft
from personnel.models import Contract, Decision, Dossier, PendingPaper, Posting
from personnel.quality.completeness import completeness
from personnel.services.apply_draft import apply_draft
from personnel.services.register_paper import register_paper
from tests.crowd import crowd
from tests.full_dossier import term
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import draft_for

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-3.1a")]
PERSON = {"full_name": "Đoàn Thị Tuyển Mới", "sex": "F", "birth_date": "14/05/2001", "came_from": ""}


def decided(unit, number="45/QĐ-HQĐNg"):
    return {
        "decision_number": number, "decision_signed_on": "02/11/2026", "decision_effective_on": "16/11/2026",
        "decision_authority": unit("HQ34").pk,
    }  # fmt: skip


@pytest.mark.clause("TCHQ-8.2b", "TCHQ-5.3")
def test_a_recruitment_decision_opens_the_dossier_and_the_paper_that_waited_is_done(cast, sign_in, unit, today):
    paper = PendingPaper(
        unit=cast.clerk.unit, kind="ho-so-moi", number="45/QĐ-HQĐNg", signed_on=date(2026, 11, 2),
        received_on=today, people="Đoàn Thị Tuyển Mới",
    )  # fmt: skip
    register_paper(account=cast.clerk, paper=paper)
    client = sign_in(cast.clerk)
    url = f"{reverse('personnel:new')}?giay-to={paper.pk}"
    data = PERSON | decided(unit) | {
        "code": "34ZZ-0971", "subject": "civil_servant", "recruited_on": "16/11/2026", "unit": unit("HQ34-07").pk,
        "since": "16/11/2026",
    }  # fmt: skip
    response = client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    dossier = Dossier.objects.get(code="34ZZ-0971")
    posting = dossier.posting_set.get()
    assert (posting.kind, posting.unit.code, str(posting.valid_from)) == ("first", "HQ34-07", "16/11/2026")
    assert (posting.decision.number, posting.decision.kind) == ("45/QĐ-HQĐNg", Decision.Kind.RECRUITMENT)
    assert posting.paper_received_on == today and str(dossier.recruited_on) == "16/11/2026"
    paper.refresh_from_db()
    assert paper.closed_on == today and not PendingPaper.objects.to_enter_by(cast.clerk).filter(pk=paper.pk).exists()
    assert dossier.history.get().history_change_reason == "Lập hồ sơ theo quyết định 45/QĐ-HQĐNg"
    assert dossier.full_name in client.get(reverse("personnel:decision", args=[posting.decision_id])).content.decode()


def test_a_new_contract_worker_has_a_first_contract_with_its_probation_that_ends_and_prints(
    cast, sign_in, unit, today, printed_here
):
    client = sign_in(cast.clerk)
    data = PERSON | {
        "code": "34ZZ-0972", "subject": "contract", "recruited_on": "16/11/2026", "unit": unit("HQ34-01").pk,
        "since": "16/11/2026",
    }  # fmt: skip
    assert client.post(reverse("personnel:new"), data).status_code == 302
    dossier = Dossier.objects.get(code="34ZZ-0972")
    assert "hop-dong" in {one.place for one in missing(dossier)}, "a dossier of contract staff lacks its contract"
    url = reverse("personnel:row_add", args=[dossier.code, "hop-dong"])
    first = {
        "kind": term("contract_kind", on=today).pk, "number": "07/2026/HĐLĐ", "signed_on": "13/11/2026",
        "valid_from": "16/11/2026", "valid_to": "15/11/2028", "probation_until": "15/12/2026", "job": "Lái xe",
        "pay": "Bậc 1/12", "employer_signer": "Phạm Văn Ký", "reason": "Ký hợp đồng lần đầu", "version": "1",
    }  # fmt: skip
    response = client.post(url, first)
    assert response.status_code == 302, response.context["form"].errors
    contract = dossier.contract_set.get()
    assert (contract.number, contract.probation_until, contract.valid_to) == (
        "07/2026/HĐLĐ", date(2026, 12, 15), date(2028, 11, 15),
    )  # fmt: skip
    assert "hop-dong" not in {one.place for one in missing(dossier)}
    printed = client.get(reverse("reports:form_file", args=[dossier.code, "hop-dong", "pdf"]))
    assert printed.status_code == 200 and printed["Content-Type"] == "application/pdf"
    listed = client.get(reverse("personnel:list"), {"den-han": "hop-dong"}).context["page"].rows
    assert not [row for row in listed if row.pk == dossier.pk], "two years are left"
    assert_history_is_whole()


def test_first_contracts_of_many_are_signed_at_once_and_a_second_one_for_the_same_time_is_refused(cast, today):
    people = crowd(3, today, subject="contract", unit_code="HQ34-01")
    values = {
        pk: {"number": f"{n}/2026/HĐLĐ", "valid_from": "01/12/2026", "job": "Bảo vệ"} for n, pk in enumerate(people, 1)
    }
    shared = {"kind": term("contract_kind", on=today).pk, "signed_on": today.isoformat(), "valid_to": "2027-11-30"}
    draft = draft_for(cast.clerk, "hop-dong", people, today, values=values, shared=shared, reason="Ký mới")
    plan = plan_draft(draft, account=cast.clerk, today=today)
    assert not plan.wrong, plan.wrong
    apply_draft(account=cast.clerk, draft=draft, today=today)
    told = Contract.objects.filter(dossier__in=people).order_by("number").values_list("number", "valid_to")
    assert list(told) == [(f"{n}/2026/HĐLĐ", date(2027, 11, 30)) for n in (1, 2, 3)]
    again = draft_for(cast.clerk, "hop-dong", people[:1], today, values=values, shared=shared, reason="Ký mới")
    assert plan_draft(again, account=cast.clerk, today=today).wrong
    assert Posting.objects.filter(dossier__in=people).count() == 3
    assert_history_is_whole()


def missing(dossier):
    """Parts without which the dossier is not complete."""
    return completeness(Dossier.objects.get(pk=dossier.pk), {"hop-dong": dossier.contract_set.count()}).missing
