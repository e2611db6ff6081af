"""The plugin that keeps what tests said about clauses, tried on a small run of its own, also under xdist."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SMALL = """
import pytest

@pytest.mark.clause("A-1", "A-2")
@pytest.mark.parametrize("n", [1, 2])
def test_good(n):
    pass

@pytest.mark.clause("A-2")
def test_bad():
    assert False

@pytest.fixture
def broken():
    yield
    raise RuntimeError

@pytest.mark.clause("A-3")
def test_that_ends_badly(broken):
    pass

@pytest.mark.clause("A-4")
@pytest.mark.skip
def test_not_run():
    pass

def test_of_no_clause():
    pass
"""


@pytest.mark.parametrize("workers", [[], ["-p", "xdist", "-n", "2"]], ids=["alone", "xdist"])
def test_outcomes_are_kept_by_test_and_old_ones_stay(workers, tmp_path):
    (tmp_path / "test_small.py").write_text(SMALL)
    (tmp_path / "test_other.py").write_text("def test_kept(): pass")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = clause(id)\n")
    known = {
        "test_other.py::test_kept": {"clauses": ["A-5"], "outcome": "passed"},
        "test_other.py::test_gone": {"clauses": ["A-6"], "outcome": "passed"},
        "test_gone.py::test_old": {"clauses": ["A-6"], "outcome": "passed"},
        "test_small.py::test_of_no_clause": {"clauses": ["A-6"], "outcome": "passed"},
        "test_small.py::test_good[3]": {"clauses": ["A-6"], "outcome": "passed"},
        "test_small.py::test_bad": {"clauses": ["A-2"], "outcome": "passed"},
    }
    (tmp_path / "clauses.json").write_text(json.dumps({"tests": known}))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.clause_results", "--rootdir", str(tmp_path), *workers]
    environment = os.environ | {"QLCB_DATA_DIR": str(tmp_path), "PYTHONPATH": str(settings.BASE_DIR), "QLCB_DEBUG": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    subprocess.run(
        [*command, str(tmp_path / "test_small.py")], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    tests = json.loads((tmp_path / "clauses.json").read_text())["tests"]
    assert tests == {
        "test_other.py::test_kept": {"clauses": ["A-5"], "outcome": "passed"},
        "test_small.py::test_good[1]": {"clauses": ["A-1", "A-2"], "outcome": "passed"},
        "test_small.py::test_good[2]": {"clauses": ["A-1", "A-2"], "outcome": "passed"},
        "test_small.py::test_bad": {"clauses": ["A-2"], "outcome": "failed"},
        "test_small.py::test_that_ends_badly": {"clauses": ["A-3"], "outcome": "failed"},
    }
