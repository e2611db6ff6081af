"""What other regulations than the shipped one say, as test data: the same program under their settings (DESIGN §6)."""

import json
from pathlib import Path

import pytest

from qlcb import regulation

FOLDER = Path(__file__).parent


@pytest.fixture
def under_regulation(monkeypatch, settings):
    """`under_regulation("haugiang")`: from now on the program reads what that regulation says, the rest as shipped."""
    shipped = dict(regulation._facts())

    def switched(code: str) -> None:
        own = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
        settings.REGULATION = code
        monkeypatch.setattr(regulation, "_facts", lambda: shipped | own)

    return switched
