"""Restricted values stand on paper for those who may read them, masked for the others; each print is logged."""

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from accounts.permissions import RESTRICTED
from personnel.models import Dossier
from personnel.sections import SECTIONS
from qlcb.fields import SealedField
from reports.forms import FORMS
from reports.forms.facts import Facts
from tests.reports.forms.conftest import read_pdf, words_of

pytestmark = pytest.mark.django_db
SLUG = "so-yeu-ly-lich"


def secrets(dossier) -> list[str]:
    """Every restricted value of the dossier and of its records, as stored."""
    rows = [dossier, *(row for section in SECTIONS.values() for row in section.rows(dossier))]
    return [
        getattr(row, field.name)
        for row in rows
        for field in row._meta.concrete_fields
        if isinstance(field, SealedField) and len(getattr(row, field.name)) > 3
    ]


def text_of(paper) -> str:
    """All that a form says, without setting it."""
    words = [f"{pair.label} {pair.value}" for pair in (*paper.left, *paper.right)]
    for piece in paper.all_pieces:
        if piece.kind == "line":
            words += [f"{pair.label} {pair.value}" for pair in piece.pairs]
        elif piece.kind == "table":
            words += [cell for row in piece.rows for cell in row]
        elif piece.kind in ("words", "heading"):
            words.append(getattr(piece, "text", "") or getattr(piece, "words", ""))
    return "\n".join(words)


@pytest.mark.parametrize("slug", FORMS)
def test_no_form_tells_a_secret_when_masked(slug, full, paper_of):
    told = text_of(paper_of(full, slug, full=False))
    assert [secret for secret in secrets(full) if secret in told] == []


def test_the_full_form_tells_the_secrets_its_items_ask_for(full, paper_of):
    told = text_of(paper_of(full, SLUG))
    silent = {full.tax_code, full.bank_account, *(row.number for row in SECTIONS["giay-to-tuy-than"].rows(full))}
    silent |= {row.summary for row in SECTIONS["ke-khai-tai-san"].rows(full)}
    older = SECTIONS["suc-khoe"].rows(full).last()
    silent |= {older.conclusion, older.weight}
    assert [secret for secret in secrets(full) if secret not in told and secret not in silent] == []


def test_who_may_not_read_restricted_values_prints_them_masked(full, cast, print_form, monkeypatch):
    monkeypatch.setattr("accounts.access.Access.may_on", lambda access, code, dossier: code != RESTRICTED)
    text = words_of(read_pdf(print_form(cast.clerk, full, SLUG)))
    assert "048 166 •••" in text and full.citizen_id not in text
    assert "34.1)" in text and "Đã khai báo với Chi bộ" not in text
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.PRINT)
    assert "hạn chế" not in event.detail


def test_a_masked_print_can_be_asked_for(full, cast, print_form):
    text = words_of(read_pdf(print_form(cast.clerk, full, SLUG, che="1")))
    assert full.phone not in text and "hạn chế" not in AccessEvent.objects.latest("id").detail


@pytest.mark.clause("TCHQ-4.2")
def test_printing_is_logged_with_the_form_and_the_number_of_restricted_values(full, cast, print_form, today, unset):
    print_form(cast.clerk, full, SLUG)
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.PRINT)
    assert (event.account, event.target, event.unit) == (cast.clerk, full.code, full.now_unit)
    facts = Facts(Dossier.objects.get(pk=full.pk), today, full=True)
    form = FORMS[SLUG]
    form.paper(facts, form.choices({}, dossier=full, today=today))
    assert facts.revealed == 30  # 12 of the panels, 8 of relatives, 4 of the past, 2 of discipline, 4 of health
    assert event.detail == (f"Sơ yếu lý lịch (Mẫu sơ yếu lý lịch); kèm thông tin hạn chế: {facts.revealed} giá trị")


def test_a_form_of_an_empty_dossier_logs_no_secret(empty, cast, print_form, unset):
    print_form(cast.clerk, empty, "mau-2c")
    assert AccessEvent.objects.latest("id").detail == ("Sơ yếu lý lịch cán bộ, công chức (mẫu 2C) (Mẫu 2C-BNV/2008)")


def test_a_dossier_of_others_has_no_forms(full, cast, sign_in, print_form):
    assert print_form(cast.neighbour, full, SLUG).status_code == 404
    assert sign_in(cast.neighbour).get(reverse("reports:forms", args=[full.code])).status_code == 404
    assert not AccessEvent.objects.filter(kind=AccessEvent.Kind.PRINT).exists()


def test_a_form_that_does_not_exist_is_not_found(full, cast, print_form):
    assert print_form(cast.clerk, full, "khong-co").status_code == 404
    assert print_form(cast.clerk, full, "tieu-su", ext="xlsx").status_code == 404
    assert print_form(cast.clerk, full, SLUG, ext="html").status_code == 404


def test_the_page_offers_every_form_and_what_it_asks(full, cast, sign_in, today):
    page = sign_in(cast.clerk).get(reverse("reports:forms", args=[full.code])).content.decode()
    for form in FORMS.values():
        assert reverse("reports:form_file", args=[full.code, form.slug, "pdf"]) in page
        assert form.title in page and form.code in page
    assert f'value="01/01/{today.year - 1}"' in page and f'value="31/12/{today.year - 1}"' in page
    assert "19/HĐLĐ-1989" in page and "Che thông tin hạn chế" in page
    assert page.count(".xlsx") == 2
    dossier_page = sign_in(cast.clerk).get(reverse("personnel:dossier", args=[full.code])).content.decode()
    assert reverse("reports:forms", args=[full.code]) in dossier_page
