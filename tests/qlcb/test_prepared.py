"""Pages of a dossier keep the plans of what they ask; other pages plan for the values of each question."""

import pytest
from django.db import connection
from django.urls import reverse

from personnel.models import Dossier
from qlcb import prepared

pytestmark = pytest.mark.django_db


def kept() -> set[str]:
    """The statements of which the connection keeps a plan."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return {statement for (statement,) in cursor.fetchall()}


def test_a_page_of_a_dossier_plans_once(cast, make_dossier, sign_in):
    first, second = make_dossier(full_name="Trần Văn Một"), make_dossier(full_name="Lê Thị Hai")
    client, before = sign_in(cast.clerk), kept()
    pages = [client.get(reverse("personnel:dossier", args=[one.code])) for one in (first, second) * 4]
    new = kept() - before
    assert any("personnel_historicalposting" in statement for statement in new), "the newest changes"
    assert any("personnel_papercheck" in statement for statement in new), "what was compared with the paper"
    for page, name in zip(pages, ("Trần Văn Một", "Lê Thị Hai") * 4, strict=True):
        assert name in page.content.decode()
    assert connection.connection.prepare_threshold is None


def test_a_list_is_planned_each_time(cast, make_dossier, sign_in):
    make_dossier()
    client, before = sign_in(cast.clerk), kept()
    for _ in range(6):
        assert client.get(reverse("personnel:list")).status_code == 200
    assert kept() == before


def test_values_go_in_whole(make_dossier):
    """What is sent beside the statement is what it would hold: quotes, signs of the pattern and Vietnamese letters."""
    dossier, names = make_dossier(full_name="H'Linh Niê %s Kđăm"), Dossier.objects.values_list("full_name", flat=True)
    prepared.keep_plans()
    try:
        for _ in range(5):
            assert names.get(full_name="H'Linh Niê %s Kđăm", code=dossier.code) == dossier.full_name
    finally:
        prepared.plan_anew()
