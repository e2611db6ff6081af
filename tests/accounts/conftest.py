"""Tests of accounts read them at each request, as the program does."""

import pytest


@pytest.fixture
def read_once():
    return None
