"""Due lists of raises, and the step that comes next."""

from collections.abc import Sequence
from datetime import date

from personnel.models import Dossier, SalaryStep
from qlcb.dates import PartialDate


def next_steps(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """The next step of the rank that each has, from the day on which it falls due."""
    steps = {(row.code, row.step): row.coefficient for row in SalaryStep.objects.on(today)}
    found = {}
    for dossier in dossiers:
        step = (dossier.now_step or 0) + 1
        coefficient = steps.get((dossier.now_group, step))
        if coefficient is not None and dossier.now_rank_id:
            since = dossier.now_next_raise_on
            found[dossier.pk] = {
                "rank": dossier.now_rank_id,
                "step": step,
                "coefficient": coefficient,
                "valid_from": PartialDate.of(since) if since else None,
            }
    return found
