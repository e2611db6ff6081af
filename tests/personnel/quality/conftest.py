"""Dossiers of these tests have been looked through when they are made."""

from functools import partial

import pytest

from tests.stage import dossier_maker


@pytest.fixture
def make_dossier(db, today):
    return partial(dossier_maker(today), looked_through=True)
