import pytest

from personnel.sections import SECTIONS
from tests.full_dossier import make_full_dossier
from tests.personnel.workbooks.books import Book, export, opened


@pytest.fixture
def full(request, cast, program, today):
    """A dossier of Đà Nẵng with a value in every field; records in every section, or in the one the test is about."""
    callspec = getattr(request.node, "callspec", None)
    slug = callspec.params.get("slug") if callspec else None
    sections = {"cong-tac", slug} if slug in SECTIONS else SECTIONS
    return make_full_dossier(account=program, today=today, sections=sections)


@pytest.fixture
def book(cast, today, tmp_path):
    """`book(slugs=…)`: what the clerk exports, ready to be changed and sent back."""

    def make(account=None, **wanted) -> Book:
        exported = export(account or cast.clerk, today, **wanted)
        return Book(opened(exported), tmp_path / "theo-muc.xlsx")

    return make
