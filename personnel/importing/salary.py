"""Whether rank, step and coefficient agree with the salary table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from personnel.importing.lookups import Lookups
from qlcb.formats import decimal_vi


@dataclass(frozen=True, slots=True)
class PayFinding:
    """What is wrong, or only doubtful, about pay: the key of the cell to look at and a Vietnamese sentence."""

    key: str
    message: str
    is_error: bool


def expected_coefficients(rank: str, step: int, day: date, lookups: Lookups) -> dict[str, Decimal]:
    """Return salary group → coefficient of the step, for the groups the rank has on the day.

    When the rank has none on the day (a code older or younger than that), all its groups count. Groups without that
    step are left out.
    """
    periods = lookups.ranks.get(rank, [])
    groups = {period.group for period in periods if period.holds_on(day)} or {period.group for period in periods}
    return _coefficients(groups, step, day, lookups)


def _coefficients(groups: set[str], step: int, day: date, lookups: Lookups) -> dict[str, Decimal]:
    found = {}
    for group in sorted(groups):
        entries = lookups.salary.get((group, step), [])
        current = next((entry for entry in entries if entry.holds_on(day)), entries[0] if entries else None)
        if current:
            found[group] = current.value
    return found


def check_salary(rank: str, step: int, coefficient: Decimal, day: date, lookups: Lookups) -> PayFinding | None:
    """Return what is wrong with the coefficient of a rank and step on a day, None when the salary table agrees.

    The error names the coefficient that the table has, or says that the rank lacks the step. A coefficient of another
    group which the rank has at another time is only doubted: holders keep the old group in a transition (FACTS §3.2,
    01.004).
    """
    expected = expected_coefficients(rank, step, day, lookups)
    if coefficient in expected.values():
        return None
    typed = f"Hệ số {decimal_vi(coefficient)}"
    every_group = {period.group for period in lookups.ranks.get(rank, [])}
    for group, value in _coefficients(every_group, step, day, lookups).items():
        if coefficient == value:
            doubt = (
                f"{typed} thuộc loại {group}, khác loại của ngạch {rank} tại ngày hưởng; hãy kiểm tra việc xếp lương."
            )
            return PayFinding("coefficient", doubt, is_error=False)
    if not expected:
        return PayFinding("step", f"Ngạch {rank} không có bậc {step}.", is_error=True)
    right = " hoặc ".join(f"{decimal_vi(value)} (loại {group})" for group, value in expected.items())
    wrong = f"{typed} không đúng với ngạch {rank} bậc {step}; theo bảng lương phải là {right}."
    return PayFinding("coefficient", wrong, is_error=True)
