"""The next raise and the next over-frame percent, case by case of the hand-made table, and what always holds."""

import pytest

from personnel.rules.held import held
from personnel.rules.raises import next_over_frame, next_raise
from tests.personnel.raise_cases import LAW, cases

CASES = cases()
LAWFUL = pytest.mark.clause("TCHQ-12.2")


def due_of(case):
    now = held(case.lines, LAW.groups, LAW.numbers)
    ask = next_over_frame if now.at_last else next_raise
    return now, ask(now, case.conduct, LAW, case.today)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
@LAWFUL
def test_case_of_the_table(case):
    now, due = due_of(case)
    kind = "none" if due.value is None else "over_frame" if now.at_last else "raise"
    found = kind, due.extension_months, due.not_counted_months, due.value
    assert found == (case.kind, case.extension, case.not_counted, case.due), due.steps
