"""manage.py seed_demo: when it works, when it refuses, what it says."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from personnel.models import Dossier


def test_the_command_refuses_outside_of_demo_mode(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="trình diễn"):
        call_command("seed_demo", dossiers=5)
    assert not Dossier.objects.exists()


def test_the_command_fills_an_empty_service_once(db, settings):
    settings.DEMO = True
    out = StringIO()
    call_command("seed_demo", dossiers=12, if_empty=True, stdout=out)
    call_command("seed_demo", dossiers=12, if_empty=True, stdout=out)
    first, second = out.getvalue().splitlines()
    assert first.startswith("Tạo 12 hồ sơ")
    assert first.endswith("giây.")
    assert second == "Đã có 12 hồ sơ, không tạo thêm."
    with pytest.raises(CommandError, match="trống"):
        call_command("seed_demo", dossiers=12, stdout=out)
    assert Dossier.objects.count() == 12


def test_the_command_wants_units_first(db, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("personnel.management.commands.seed_demo.Unit.objects.exists", lambda: False)
    with pytest.raises(CommandError, match="load_regulation"):
        call_command("seed_demo", dossiers=5)
