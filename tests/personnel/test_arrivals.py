"""Who comes from a body that shares no system with ours gets a new dossier that says from where (HP-9.4)."""

import pytest
from django.urls import reverse

from personnel.models import Dossier

pytestmark = pytest.mark.django_db
FROM = "Ban Tổ chức Thành ủy Hải Phòng"


@pytest.mark.clause("HP-9.4", "TCHQ-3.1a", "TCHQ-8.2b")
def test_a_new_dossier_notes_where_the_person_came_from_under_the_decision(cast, sign_in, unit):
    client, url = sign_in(cast.clerk), reverse("personnel:new")
    assert "Chuyển đến từ" in client.get(url).content.decode()
    data = {
        "code": "34ZZ-0950", "full_name": "Vũ Thị Minh Châu", "sex": "F", "birth_date": "02/09/1985",
        "subject": "civil_servant", "recruited_on": "01/06/2010", "came_from": FROM, "unit": unit("HQ34-07").pk,
        "since": "01/11/2026", "decision_number": "91/QĐ-HQĐNg", "decision_signed_on": "28/10/2026",
        "decision_authority": unit("HQ34").pk, "reason": "Tiếp nhận",
    }  # fmt: skip
    response = client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    dossier = Dossier.objects.get(code="34ZZ-0950")
    assert (dossier.came_from, dossier.now_unit.code, dossier.now_status) == (FROM, "HQ34-07", "serving")
    posting = dossier.posting_set.get()
    assert (posting.kind, posting.decision.number) == ("first", "91/QĐ-HQĐNg")
    assert dossier.history.get().came_from == FROM
    assert FROM in client.get(reverse("personnel:dossier", args=["34ZZ-0950"])).content.decode()


@pytest.mark.clause("HP-9.4", "TCHQ-8.2b")
def test_who_is_in_the_system_already_gets_no_second_dossier_by_that_way(cast, sign_in, unit, make_dossier):
    make_dossier(unit_code="HQ60-01", full_name="Vũ Thị Minh Châu", birth_date="02/09/1985")
    data = {
        "code": "34ZZ-0951", "full_name": "VU THI MINH CHAU", "sex": "F", "birth_date": "1985", "came_from": FROM,
        "subject": "civil_servant", "unit": unit("HQ34-07").pk, "since": "01/11/2026", "reason": "Tiếp nhận",
    }  # fmt: skip
    page = sign_in(cast.clerk).post(reverse("personnel:new"), data)
    assert "yêu cầu chuyển hồ sơ</a>, không lập mới" in page.content.decode()
    assert not Dossier.objects.filter(code="34ZZ-0951").exists()
