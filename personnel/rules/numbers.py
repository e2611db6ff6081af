"""Numbers of law that stand in a list with dates: months, days, percents, people. Rules ask for them by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, Self

from qlcb.formats import date_vi


class Number(StrEnum):
    """The names by which the rules ask; the code of an entry of the list (fixtures/catalogues/legal_numbers.csv)."""

    SICK_MONTHS = "raise_sick_months"
    ROUND_UP_DAYS = "raise_round_up_days"
    MONTH_DAYS = "raise_month_days"
    SAME_ACT_MONTHS = "raise_same_act_months"
    PROBATION_PERCENT = "probation_percent"
    PROBATION_MONTHS = "probation_months"
    OVER_FRAME_FIRST = "over_frame_first_percent"
    OVER_FRAME_NEXT = "over_frame_next_percent"
    OVER_FRAME_MONTHS = "over_frame_next_months"
    SENIORITY_MONTHS = "seniority_first_months"
    SENIORITY_FIRST = "seniority_first_percent"
    SENIORITY_NEXT_MONTHS = "seniority_next_months"
    SENIORITY_NEXT = "seniority_next_percent"
    EARLY_MONTHS = "early_raise_months"
    EARLY_PEOPLE = "early_raise_people"
    EARLY_BELOW_LAST = "early_raise_below_last"
    EARLY_MERIT_PERIODS = "early_raise_merit_periods"
    EARLY_RETIREMENT_MONTHS = "early_raise_retirement_months"
    APPOINTMENT_MONTHS = "appointment_months"
    APPOINTMENT_LEAST_MONTHS = "appointment_least_months"
    REAPPOINTMENT_DAYS = "reappointment_days"
    ROTATION_MONTHS = "rotation_least_months"
    SECONDMENT_MONTHS = "secondment_most_months"
    POSITION_LEAST_MONTHS = "position_change_least_months"
    POSITION_MOST_MONTHS = "position_change_most_months"
    POSITION_SPARE_MONTHS = "position_change_spare_months"
    POSITION_CHILD_MONTHS = "position_change_child_months"
    POSITION_STUDY_MONTHS = "position_change_study_months"
    RETIREMENT_NOTICE_MONTHS = "retirement_notice_months"
    RETIREMENT_DECISION_MONTHS = "retirement_decision_months"
    POSTPONED_HOLIDAY_MONTHS = "postponed_holiday_months"
    POSTPONED_HARDSHIP_MONTHS = "postponed_hardship_months"
    POSTPONED_TREATMENT_MONTHS = "postponed_treatment_months"
    LONGER_SERVICE_MONTHS = "longer_service_months"
    RECEPTION_MONTHS = "reception_months"


class NumberRow(Protocol):
    """An entry of the list: what `code` is from valid_from to valid_to, both included; None is open."""

    code: str
    name: str
    value: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class LegalNumber:
    """An entry that comes from a file."""

    code: str
    name: str
    value: int
    valid_from: date | None = None
    valid_to: date | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of fixtures/catalogues/legal_numbers.csv. Raises KeyError or ValueError on another shape."""
        first, last = (date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to"))
        return cls(row["code"], row["name"], int(row["value"]), first, last)


class Numbers:
    """The list, to be asked for a number on a day."""

    def __init__(self, rows: Iterable[NumberRow]) -> None:
        self._rows: dict[str, list[NumberRow]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.valid_from or date.min):
            self._rows[row.code].append(row)

    def on(self, number: Number, day: date) -> int:
        """Return the number that holds on day; before its first entry, the first one.

        Raises LookupError, with a Vietnamese sentence, when the list has none.
        """
        rows = self._rows.get(number, [])
        held = [row for row in rows[:1] if row.valid_from and day < row.valid_from]
        held += [row for row in rows if _holds(row, day)]
        if not held:
            raise LookupError(f"Danh mục “Thời hạn, mức theo luật” không có “{number}” của ngày {date_vi(day)}.")
        return held[-1].value


def _holds(row: NumberRow, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
