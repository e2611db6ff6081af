"""Ways around the door that were once open: each stays closed."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AccessEvent
from personnel.attachments import portrait
from personnel.models import Attachment, Decision, HealthCheck, Term
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.papers import picture
from tests.personnel.importing.people import person
from tests.personnel.importing.test_pages import clerk, upload, work

pytestmark = pytest.mark.django_db
__all__ = ["clerk", "upload", "work"]
NUMBER, FORM = "048186001234", "application/x-www-form-urlencoded"


@pytest.fixture
def d(make_dossier, cast):
    d = make_dossier(code="34ZZ-0217", rank="08.051", step=4)
    d.citizen_id = NUMBER
    row = HealthCheck(dossier=d, checked_on=PartialDate.of("01/03/2025"), conclusion="Viêm gan B mạn")
    with writing(account=cast.sysadmin, reason="x"):
        record(d)
        record(row)
    return d


def secret(d, cast):
    with writing(account=cast.sysadmin, reason="mật"):
        d.refresh_from_db()
        d.is_confidential = True
        record(d)


@pytest.mark.parametrize("tail", ["thong-tin/giay-to/", "muc/suc-khoe/{pk}/dinh-chinh/"])
def test_empty_post_unmasks_unlogged(cast, sign_in, d, tail):
    url = f"/ho-so/{d.code}/" + tail.format(pk=HealthCheck.objects.get().pk)
    page = sign_in(cast.clerk).post(url, b"", content_type=FORM).content.decode()
    assert not (NUMBER in page or "Viêm gan" in page) or AccessEvent.objects.filter(kind="unmask").exists()


def test_list_run_keeps_no_stored_number(upload, cast, d):
    run = upload(person(217, code=d.code, name=d.full_name, citizen="048186001299"))
    assert NUMBER not in json.dumps(run.result)


def test_policy_replaces_portrait(cast, sign_in, d, make_paper):
    kind = Term.objects.filter(kind="paper_kind", group="portrait").first()
    make_paper(dossier=d, kind=kind, title="Ảnh")
    before, row = portrait(d), d.salary_set.get()
    sign_in(cast.policy).post(
        reverse("personnel:paper_add", args=[d.code]) + f"?muc=luong&dong={row.pk}",
        {
            "kind": kind.pk,
            "form": Attachment._meta.get_field("form").choices[0][0],
            "title": "x",
            "reason": "x",
            "scans": SimpleUploadedFile("x.jpg", picture(colour="red")),
        },
    )
    assert portrait(d) == before


def test_citing_a_secret_decision_opens_it(cast, sign_in, d, unit, today, make_dossier, make_paper):
    root = unit("HQ34").parent
    made = Decision(number="77/QĐ-TCHQ", signed_on=today, effective_on=today, authority=root)
    row = d.salary_set.get()
    with writing(account=cast.sysadmin, reason="x"):
        record(made)
        row.decision = made
        record(row)
    secret(d, cast)
    p = make_paper(decision=made, title="Bản chụp")
    own = make_dossier(code="60ZZ-0001", unit_code="HQ60", rank="08.051", step=1)
    c, url = sign_in(cast.neighbour), f"/ho-so/{own.code}/muc/nhan-xet/them/"
    form = c.get(url).context["form"]
    data = {n: form[n].value() or ("abc" if f.required else "") for n, f in form.fields.items()}
    c.post(
        url,
        data
        | {
            "assessed_on": "01/01/2025",
            "decision_number": "77/QĐ-TCHQ",
            "decision_authority": root.pk,
            "decision_signed_on": f"{today:%d/%m/%Y}",
            "decision_effective_on": "",
            "decision_signer": "",
        },
    )
    assert c.get(reverse("personnel:decision_paper_file", args=[made.pk, p.pk])).status_code == 404


def test_unit_admin_gives_the_right_to_secret_dossiers(cast, sign_in, d, today):
    secret(d, cast)
    sign_in(cast.unit_admin).post(
        reverse("accounts:grant", args=[cast.clerk.username]),
        {"what": "open_confidential", "unit": "HQ34", "document": "1/QĐ", "on": f"{today:%d/%m/%Y}", "reason": "thử"},
    )
    assert not cast.clerk.grants.filter(right="open_confidential").exists()
