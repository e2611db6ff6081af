"""How long somebody has worked under contract, for being received as a civil servant (NĐ 170/2025/NĐ-CP; data)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from personnel.rules import Answer
from personnel.rules.numbers import Number, Numbers
from qlcb.dates import add_months
from qlcb.formats import date_vi

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Worked:
    """One contract: from when until when it ran, both included; None is open."""

    begins: date
    ends: date | None


def reception(contracts: Iterable[Worked], numbers: Numbers, today: date) -> Answer[date]:
    """Return the day from which the months of work under contract are enough, counted together across breaks, and why.

    contracts: at least one, the earliest first, none overlapping; the last one is taken to run on. The months are data
    (`reception_months`).
    """
    months = numbers.on(Number.RECEPTION_MONTHS, today)
    spans = list(contracts)
    breaks = [(one.ends + DAY, after.begins) for one, after in pairwise(spans) if one.ends]
    lost = sum(((after - before).days for before, after in breaks if after > before), 0)
    day = add_months(spans[0].begins, months) + timedelta(days=lost)
    steps = [f"Làm việc theo hợp đồng từ {date_vi(spans[0].begins)}, cần đủ {months} tháng."]
    steps += [
        f"Ngắt quãng từ {date_vi(before)} đến {date_vi(after - DAY)}: không tính {(after - before).days} ngày."
        for before, after in breaks
        if after > before
    ]
    return Answer(day, [*steps, f"Đủ thời gian từ {date_vi(day)}."])
