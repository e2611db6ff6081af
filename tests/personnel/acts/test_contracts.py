"""Contracts of many people: which end, and their renewal in one act, each printed to be signed (TCHQ-3.1a)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.acts import ACTS, Period
from personnel.acts.contracts import NOT_UNDER_CONTRACT
from personnel.acts.due import due_list
from personnel.acts.plan import plan_draft
from personnel.models import Contract, Dossier
from personnel.services.add_rows import RowsRefused
from personnel.services.apply_draft import apply_draft
from personnel.services.begin_due_draft import begin_due_draft
from personnel.services.save_lines import LineEdit, save_lines
from qlcb.dates import PartialDate
from qlcb.formats import date_vi
from qlcb.history import create_many, writing
from tests.crowd import crowd
from tests.full_dossier import term
from tests.personnel.acts.drafting import draft_for, edited
from tests.stage import the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-3.1a", "TCHQ-12.2")]
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def people(stage):
    """Ids of contract staff: whose contract ends soon, has run out, is renewed already, or has no end."""
    today = timezone.localdate()
    ends = {"soon": today + 20 * DAY, "over": today - 10 * DAY, "renewed": today + 20 * DAY, "open": None}
    ids = dict(zip(ends, crowd(4, today, subject="contract", unit_code="HQ34-01"), strict=True))
    rows = [contract(ids[name], f"{name}/HĐLĐ", date(2024, 1, 1), last) for name, last in ends.items()]
    rows.append(contract(ids["renewed"], "mới/HĐLĐ", ends["renewed"] + DAY, None))
    with writing(account=the_cast().sysadmin, reason="Thế giới thử"):
        create_many(rows)
    return ids


def contract(pk: int, number: str, since: date, until: date | None) -> Contract:
    return Contract(
        dossier_id=pk, kind=term("contract_kind", on=timezone.localdate()), number=number, signed_on=since,
        valid_from=PartialDate.of(since), valid_to=until, job="Lái xe", pay="Bậc 2/12",
    )  # fmt: skip


def test_the_list_names_whose_contract_ends_and_the_act_renews_it(people, cast, today, sign_in):
    period = Period(today, today + 60 * DAY)
    found = {line.dossier.pk: line.found for line in due_list(cast.clerk, ACTS["hop-dong"], period, today).all}
    assert found.keys() == {people["soon"], people["over"]} and all(one.is_in for one in found.values())
    assert "đã hết hạn từ" in found[people["over"]].why and "hết hạn ngày" in found[people["soon"]].why
    draft = begin_due_draft(account=cast.clerk, act=ACTS["hop-dong"], period=period, unit=None, today=today)
    edits = [
        LineEdit(line.pk, line.version, is_in=True, why="", values=line.values | {"number": f"{line.order}/2026/HĐLĐ"})
        for line in draft.lines.all()
    ]
    save_lines(account=cast.clerk, draft=draft, edits=edits)
    shared = {"kind": term("contract_kind", on=today).pk, "signed_on": today.isoformat()}
    draft = edited(cast.clerk, draft, shared=shared, reason="Ký tiếp hợp đồng")
    apply_draft(account=cast.clerk, draft=draft, today=today)
    renewed = Contract.objects.get(dossier=people["soon"], signed_on=today)
    assert (renewed.valid_from, renewed.valid_to) == (PartialDate.of(today + 21 * DAY), None)
    assert (renewed.job, renewed.pay) == ("Lái xe", "Bậc 2/12")
    assert not due_list(cast.clerk, ACTS["hop-dong"], period, today).all
    code = Dossier.objects.get(pk=people["soon"]).code
    address = reverse("reports:form_file", args=[code, "hop-dong", "pdf"])
    printed = sign_in(cast.clerk).get(address, {"hop-dong": renewed.pk})
    assert printed.status_code == 200 and printed["Content-Type"] == "application/pdf"


def test_home_leads_to_the_list_and_the_list_to_the_act(people, cast, sign_in, today):
    client = sign_in(cast.clerk)
    page = client.get(reverse("personnel:list"), {"den-han": "hop-dong"})
    assert {row.pk for row in page.context["page"].rows} == {people["soon"], people["over"]}
    assert reverse("personnel:draft_new", args=["hop-dong"]) in page.content.decode()


def test_a_civil_servant_signs_no_contract_but_one_of_before_may_be_entered(cast, today, make_dossier):
    officer = make_dossier(code="34ZZ-0001", unit_code="HQ34-01")
    values = {"number": "1/HĐLĐ", "job": "Lái xe", "valid_from": date_vi(today)}
    shared = {"kind": term("contract_kind", on=today).pk, "signed_on": today.isoformat()}
    draft = draft_for(
        cast.clerk, "hop-dong", [officer], today, signed=False, values={officer.pk: values}, shared=shared, reason="Ký"
    )
    told = plan_draft(draft, account=cast.clerk, today=today)
    assert [words for _, words in told.errors(told.wrong[0])] == [NOT_UNDER_CONTRACT.format("công chức")]
    with pytest.raises(RowsRefused):
        apply_draft(account=cast.clerk, draft=draft, today=today)
    past = {"valid_from": "01/01/2012", "valid_to": "2012-12-31"}
    line = draft.lines.get()
    edit = LineEdit(line.pk, line.version, is_in=True, why="", values=values | past)
    save_lines(account=cast.clerk, draft=draft, edits=[edit])
    draft = edited(cast.clerk, draft, shared=shared | {"signed_on": "2011-12-20"})
    apply_draft(account=cast.clerk, draft=draft, today=today)
    assert officer.contract_set.get().valid_to == date(2012, 12, 31)
