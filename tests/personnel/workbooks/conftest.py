import pytest

from tests.full_dossier import make_full_dossier
from tests.personnel.workbooks.books import Book, export, opened


@pytest.fixture
def full(program, today):
    """A dossier of Đà Nẵng with a value in every field and records in every section."""
    return make_full_dossier(account=program, today=today)


@pytest.fixture
def book(cast, today, tmp_path):
    """`book(slugs=…)`: what the clerk exports, ready to be changed and sent back."""

    def make(account=None, **wanted) -> Book:
        exported = export(account or cast.clerk, today, **wanted)
        return Book(opened(exported), tmp_path / "theo-muc.xlsx")

    return make
