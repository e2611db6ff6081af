"""Sơ yếu lý lịch of TT 06/2023/TT-BNV: its values, its order, its printing."""

import pytest
from django.urls import reverse

from tests.reports.forms.conftest import read_pdf, words_of

pytestmark = pytest.mark.django_db
SLUG = "so-yeu-ly-lich"


def test_the_old_address_prints_the_form(full, cast, sign_in):
    response = sign_in(cast.clerk).get(reverse("reports:cv_pdf", args=[full.code]))
    assert response["Content-Type"] == "application/pdf" and response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == f'inline; filename="so-yeu-ly-lich-{full.code}.pdf"'
    assert "SƠ YẾU LÝ LỊCH" in words_of(read_pdf(response))
