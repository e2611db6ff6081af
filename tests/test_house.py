"""The house as DESIGN §1 to §3 draws it: one-way street, one door, every model tracked, no missing migration."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from qlcb.history import Tracked

ROOT = Path(__file__).resolve().parent.parent
STREET = ["orgunits", "accounts", "personnel", "reports"]
TOP_LEVEL = {
    *("README.md", "CHANGELOG.md", "LICENSE", "manage.py", "pyproject.toml", "requirements.lock"),
    *("Dockerfile", "docker-compose.yml", "script", "docs", "fixtures", "static", "templates", "tests"),
    *("qlcb", *STREET),
}
DOOR = {
    *("accounts/access.py", "accounts/services/grant.py", "accounts/services/revoke.py", "accounts/models/grant.py"),
    "personnel/models/delegation.py",
}
UNTRACKED_MODELS = {
    "accessevent": "a log, only ever added to",
    "unituserpermission": "derived from grants",
    "unitgrouppermission": "asked for by guardian, always empty",
    "dossieruserpermission": "derived from delegations",
    "dossiergrouppermission": "asked for by guardian, always empty",
    "secondfactor": "a secret; what is done with it stands in the access log",
    "recoverycode": "a secret that goes when it is used, which stands in the access log",
    "opensession": "goes with the session; signing in and out stands in the access log",
    "knowndevice": "known again by a cookie; each sign-in stands in the access log",
    "pastpassword": "a secret; that a password was changed stands in the history of the account",
    "decisionresult": "kept by the database beside the records themselves",
    "finding": "derived by rules, what is let stand is an acknowledgement",
    "digest": "a mail of a day, noted when it was sent",
    "roundtally": "numbers counted once, when a round is closed, which stands in its history",
    "importrun": "a job, its writes are in the history of what it wrote",
    "export": "a file for some days, what was made and taken is in the access log",
}


def sources(*folders):
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def imported(path: Path) -> set[str]:
    """Top-level packages that a file imports, deferred imports inside functions included."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("app", STREET)
def test_imports_run_one_way(app):
    later = set(STREET[STREET.index(app) + 1 :])
    wrong = {str(path.relative_to(ROOT)): imported(path) & later for path in sources(app)}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_the_kit_knows_no_app():
    wrong = {
        str(path.relative_to(ROOT)): imported(path) & set(STREET) for path in sources("qlcb") if path.name != "urls.py"
    }
    assert {path: names for path, names in wrong.items() if names} == {}


def test_guardian_is_asked_only_behind_the_door():
    users = {str(path.relative_to(ROOT)) for path in sources(*STREET, "qlcb") if "guardian" in imported(path)}
    assert users <= DOOR


def test_nothing_else_stands_at_the_top():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.name != "__pycache__"}
    assert found <= TOP_LEVEL


@pytest.mark.parametrize("app", STREET)
def test_every_model_is_tracked_or_says_why_not(app):
    for model in apps.get_app_config(app).get_models():
        if model.__name__.startswith("Historical"):
            continue
        assert issubclass(model, Tracked) or model._meta.model_name in UNTRACKED_MODELS, model


def test_no_tracked_row_goes_with_another():
    """Deleting a unit, an account or a dossier never takes records along: every key of a tracked model protects."""
    for app in STREET:
        for model in apps.get_app_config(app).get_models():
            if issubclass(model, Tracked):
                for field in model._meta.get_fields():
                    if isinstance(field, models.ForeignKey):
                        assert field.remote_field.on_delete is models.PROTECT, field


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_files_and_functions_stay_small():
    long_files = {
        str(path.relative_to(ROOT)): count
        for path in sources(*STREET, "qlcb")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long_files == {}
    long_functions = {}
    for path in sources(*STREET, "qlcb"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (lines := (node.end_lineno or 0) - node.lineno + 1) > 60:
                long_functions[f"{path.relative_to(ROOT)}:{node.name}"] = lines
    assert long_functions == {}


def test_no_inline_script_or_style_in_pages():
    """The CSP refuses them; a page that needs one would break silently."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"", re.IGNORECASE)
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
