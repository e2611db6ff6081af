"""The yearly phiếu bổ sung lý lịch as the history knows it: a reason that names the year and the day of handing in."""

import re
from dataclasses import dataclass
from datetime import date

from qlcb.formats import date_vi

_TITLE = "Phiếu bổ sung lý lịch năm"
_NAMED = re.compile(rf"{_TITLE} (\d{{4}}) \(nộp ngày [\d/]{{10}}\)", re.ASCII)


@dataclass(frozen=True)
class Supplement:
    """One sheet. year: of which it tells; handed_in: the day on which the person handed it in."""

    year: int
    handed_in: date

    @property
    def reason(self) -> str:
        """The reason under which everything on the sheet is written."""
        return f"{_TITLE} {self.year} (nộp ngày {date_vi(self.handed_in)})"


def year_told(reason: str) -> int | None:
    """The year of the sheet that a reason of the history names; None when it was written for another reason."""
    found = _NAMED.fullmatch(reason or "")
    year = int(found[1]) if found else 0
    return year or None
