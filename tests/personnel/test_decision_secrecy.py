"""A decision names several people: who may see one of them learns nothing of the others (TCHQ-5.2c, 8.1c)."""

import pytest

from accounts.models import Account
from accounts.permissions import VIEW
from accounts.services.grant import grant
from personnel.models import Decision, Dossier, Finding, Term
from personnel.services.acknowledge_finding import acknowledge_finding
from personnel.services.find_faults import find_faults
from personnel.services.rotate_keys import rotate_keys
from qlcb.history import record, writing
from tests.papers import address
from tests.personnel.test_confidential import text_of
from tests.qlcb.test_sealed import NEW

pytestmark = pytest.mark.django_db

SECRET, OPEN = "Vũ Khắc Ẩn", "Lê Thị Sáng"


@pytest.fixture
def decide(make_dossier, program, today):
    """`decide(authority, secret=True, both=True)`: a decision on the salary of one or two people of Đà Nẵng."""

    def made(authority, *, secret=False, both=False, **values):
        people = [make_dossier(code="34ZZ-0777", full_name=SECRET, rank="08.051", step=4)]
        if both:
            people.append(make_dossier(code="34ZZ-0778", full_name=OPEN, rank="08.051", step=4))
        decision = Decision(
            **{"number": "77/QĐ-MAT", "signed_on": today, "effective_on": today, "authority": authority} | values
        )
        with writing(account=program, reason="Thử"):
            record(decision)
            for person in people:
                row = person.salary_set.get()
                row.decision = decision
                record(row)
            if secret:
                hidden = Dossier.objects.get(pk=people[0].pk)
                hidden.is_confidential = True
                record(hidden)
        return decision

    return made


@pytest.mark.clause("TCHQ-5.2c")
def test_a_number_of_an_outside_body_opens_no_decision_of_another_unit(
    decide, make_dossier, make_paper, cast, sign_in, today
):
    theirs = decide(None, number="12/QĐ-UBND")
    paper = make_paper(decision=theirs, title=f"QĐ tuyển dụng {SECRET}")
    make_dossier(code="60ZZ-0001", unit_code="HQ60")
    client = sign_in(cast.neighbour)
    answer = client.post(
        "/ho-so/60ZZ-0001/muc/khen-thuong/them/",
        {
            "form": Term.objects.filter(kind=Term.Kind.REWARD_FORM).on(today).first().pk,
            "awarded_on": f"{today:%d/%m/%Y}", "authority": "UBND tỉnh", "content": "Thành tích",
            "decision_number": "12/QĐ-UBND", "decision_signed_on": f"{today:%d/%m/%Y}",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    assert Decision.objects.filter(number="12/QĐ-UBND").count() == 2, "another body's paper of the same number"
    assert client.get(f"/quyet-dinh/{theirs.pk}/").status_code == 404
    assert client.get(address("paper_file", paper)).status_code == 404


def test_a_decision_of_an_outside_body_that_one_sees_is_found_again(decide, make_dossier, cast, sign_in, today):
    mine = decide(None, number="12/QĐ-UBND")
    answer = sign_in(cast.clerk).post(
        "/ho-so/34ZZ-0777/muc/khen-thuong/them/",
        {
            "form": Term.objects.filter(kind=Term.Kind.REWARD_FORM).on(today).first().pk,
            "awarded_on": f"{today:%d/%m/%Y}", "authority": "UBND tỉnh", "content": "Thành tích",
            "decision_number": "12/QĐ-UBND", "decision_signed_on": f"{today:%d/%m/%Y}",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    assert Decision.objects.filter(number="12/QĐ-UBND").get() == mine


@pytest.mark.clause("TCHQ-5.2c", "TCHQ-8.1c")
@pytest.mark.parametrize(
    ("secret", "signer", "is_taken"), [(False, "Ký", True), (False, "", False), (True, "Ký", False)]
)
def test_a_decision_beyond_the_scope_is_found_by_who_knows_the_paper(
    decide, make_dossier, cast, sign_in, unit, today, secret, signer, is_taken
):
    """But not one that speaks of nobody but confidential people."""
    theirs = decide(unit("TCHQ"), secret=secret, signer="Ký")
    make_dossier(code="60ZZ-0001", unit_code="HQ60")
    answer = sign_in(cast.neighbour).post(
        "/ho-so/60ZZ-0001/muc/khen-thuong/them/",
        {
            "form": Term.objects.filter(kind=Term.Kind.REWARD_FORM, group="unit").on(today).first().pk,
            "awarded_on": f"{today:%d/%m/%Y}", "authority": "Tổng cục", "content": "Thành tích",
            "decision_number": theirs.number, "decision_signed_on": f"{today:%d/%m/%Y}",
            "decision_authority": theirs.authority_id, "decision_signer": signer,
        },
    )  # fmt: skip
    if is_taken:
        assert answer.status_code == 302, answer.context["form"].errors
    else:
        assert "Chưa khớp" in answer.context["form"].errors["decision_number"][0]
    assert theirs.reward_set.exists() is is_taken and Decision.objects.get() == theirs


def test_who_sees_one_of_its_people_opens_no_paper_of_all(decide, make_dossier, make_paper, cast, sign_in, program):
    decision = decide(cast.leader.unit)
    elsewhere = make_dossier(code="60ZZ-0001", unit_code="HQ60", rank="08.051", step=4)
    with writing(account=program, reason="Thử"):
        row = elsewhere.salary_set.get()
        row.decision = decision
        record(row)
    paper = make_paper(decision=decision, title=f"QĐ lương {SECRET}")
    client = sign_in(cast.neighbour)
    page = client.get(f"/quyet-dinh/{decision.pk}/")
    assert page.status_code == 200 and SECRET not in text_of(page)
    assert client.get(address("paper_file", paper)).status_code == 404
    assert client.get(address("paper", paper)).status_code == 404
    assert sign_in(cast.sysadmin).get(address("paper_file", paper)).status_code == 200


@pytest.mark.clause("TCHQ-10.5")
def test_a_scan_of_no_kind_is_as_restricted_on_a_decision_as_on_a_dossier(
    decide, make_paper, cast, sign_in, unit, today
):
    decision = decide(cast.clerk.unit)
    papers = [make_paper(decision=decision), make_paper(dossier=Dossier.objects.get(code="34ZZ-0777"))]
    grant(account=cast.sysadmin, reason="Thử", to=cast.reader, unit=unit("HQ34"), document="1/QĐ", on=today, right=VIEW,
          today=today)  # fmt: skip
    client = sign_in(Account.objects.get(pk=cast.reader.pk))
    assert [client.get(address("paper_file", paper)).status_code for paper in papers] == [403, 403]


@pytest.mark.clause("TCHQ-8.1c")
def test_the_log_names_no_decision_about_confidential_people_only(decide, make_paper, cast, sign_in):
    paper = make_paper(decision=decide(cast.clerk.unit, secret=True), title=f"QĐ lương {SECRET}")
    assert sign_in(cast.sysadmin).get(address("paper_file", paper)).status_code == 200
    assert "77/QĐ-MAT" in text_of(sign_in(cast.sysadmin).get("/nhat-ky/"))
    page = text_of(sign_in(cast.unit_admin).get("/nhat-ky/"))
    assert SECRET not in page and "77/QĐ-MAT" not in page


@pytest.mark.clause("TCHQ-8.1c")
def test_a_decision_on_others_too_shows_neither_summary_nor_papers(decide, make_paper, cast, sign_in):
    decision = decide(cast.clerk.unit, secret=True, both=True, summary=f"Về {SECRET} và {OPEN}")
    paper = make_paper(decision=decision, title=f"QĐ lương ông {SECRET} và bà {OPEN}")
    client = sign_in(cast.clerk)
    page = client.get(f"/quyet-dinh/{decision.pk}/")
    assert page.status_code == 200 and OPEN in text_of(page) and SECRET not in text_of(page)
    assert client.get(address("paper_file", paper)).status_code == 404
    whole = text_of(sign_in(cast.sysadmin).get(f"/quyet-dinh/{decision.pk}/"))
    assert f"Về {SECRET} và {OPEN}" in whole and f"ông {SECRET}" in whole


def test_a_rotation_of_keys_opens_no_finding_that_was_let_stand(make_dossier, cast, today, settings):
    dossier = make_dossier(code="34ZZ-0777", sex="M", citizen_id="048186003217", looked_through=True)
    finding = Finding.objects.get(dossier=dossier, rule="citizen_sex")
    acknowledge_finding(
        account=cast.clerk, reason="Đã đối chiếu", finding=finding, seen=finding.fingerprint, today=today
    )
    settings.DATA_KEYS = [NEW, *settings.DATA_KEYS]
    assert rotate_keys()
    settings.DATA_KEYS = [NEW]
    find_faults([dossier.pk], today)
    assert not Finding.objects.get(dossier=dossier, rule="citizen_sex").is_open
