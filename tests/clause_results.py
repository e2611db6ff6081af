"""Keeps what each test marked with a clause said when it last ran, for `manage.py clauses` and the page "Quy chế".

Under xdist the workers mark their reports and the controller alone writes. Results of tests that did not run this time
stay, unless the test is gone: its function from its file, or its case from a function of which others ran.
"""

import json
import os
from pathlib import Path

import pytest

PROPERTY = "clause"
_outcomes: dict[str, dict] = {}
_ran: set[str] = set()  # functions of which anything ran, with a mark or without


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    for item in items:
        for mark in item.iter_markers("clause"):
            item.user_properties.extend((PROPERTY, clause) for clause in mark.args)


def pytest_runtest_logreport(report):
    _ran.add(_function(report.nodeid))
    clauses = [value for name, value in report.user_properties if name == PROPERTY]
    if not clauses or (report.when != "call" and report.outcome != "failed"):
        return
    if report.outcome == "skipped":
        return
    failed_before = _outcomes.get(report.nodeid, {}).get("outcome") == "failed"
    outcome = "failed" if failed_before else report.outcome
    _outcomes[report.nodeid] = {"clauses": clauses, "outcome": outcome}


def pytest_sessionfinish(session):
    if hasattr(session.config, "workerinput") or not _ran:
        return
    from django.conf import settings

    path = Path(settings.DATA_DIR) / "clauses.json"
    tests = {test: result for test, result in _stored(path).items() if _is_there(session.config.rootpath, test)}
    draft = path.with_suffix(f".{os.getpid()}")
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(json.dumps({"tests": tests | _outcomes}, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


def _stored(path: Path) -> dict[str, dict]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["tests"]
    except (OSError, ValueError, KeyError):
        return {}


def _is_there(root: Path, test: str) -> bool:
    """Whether a test that left no result this time is one still."""
    path, name = root / test.split("::")[0], _function(test).rpartition("::")[2]
    return _function(test) not in _ran and path.exists() and f"def {name}(" in path.read_text(encoding="utf-8")


def _function(test: str) -> str:
    return test.split("[")[0]
