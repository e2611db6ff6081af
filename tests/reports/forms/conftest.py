"""What tests of forms share: a dossier filled in everything, an empty one, and how a form is asked for and read."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.services.program_account import program_account
from personnel.models import Dossier
from reports.forms import FORMS
from reports.forms.facts import Facts
from tests.full_dossier import make_full_dossier


@pytest.fixture(scope="module")
def full_id(stage):
    return make_full_dossier(account=program_account(), today=timezone.localdate()).pk


@pytest.fixture
def full(full_id, db):
    """Everything that a dossier can hold."""
    return Dossier.objects.get(pk=full_id)


@pytest.fixture
def empty(make_dossier):
    """Nothing but what a dossier must have."""
    return make_dossier(code="34ZZ-0001", full_name="Lê An", sex="M", birth_date="1990", since="2020")


@pytest.fixture
def paper_of(today):
    """`paper_of(dossier, "mau-2c")`: the form as pieces, in full; `full=False` masks; other words are its choices."""

    def made(dossier, slug, *, full=True, **asked):
        form = FORMS[slug]
        choices = form.choices(asked, dossier=dossier, today=today)
        assert choices.is_valid(), choices.errors
        return form.paper(Facts(dossier, choices.day, full=full), choices)

    return made


@pytest.fixture
def table_under():
    """`table_under(paper, "37.1")`: rows of the table that follows the heading of that number."""

    def found(paper, number):
        pieces = paper.all_pieces
        start = next(i for i, piece in enumerate(pieces) if getattr(piece, "number", "") == number)
        return next(piece for piece in pieces[start:] if piece.kind == "table").rows

    return found


@pytest.fixture
def print_form(sign_in, printed_here):
    """`print_form(account, dossier, "so-yeu-ly-lich", che="1")`: the answer to asking for the form as PDF."""

    def asked(account, dossier, slug, ext="pdf", **query):
        return sign_in(account).get(reverse("reports:form_file", args=[dossier.code, slug, ext]), query)

    return asked


@pytest.fixture
def unset(monkeypatch):
    """No page is set: whether it may be printed and what is logged is asked, not what it looks like."""
    monkeypatch.setattr("reports.views.papers.pdf_from_html", lambda html: b"%PDF-")


def read_pdf(response) -> PdfReader:
    return PdfReader(BytesIO(b"".join(response.streaming_content)))


def words_of(reader: PdfReader) -> str:
    """The text of all pages in one line; what a page breaks in two is whole again."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())
