"""Acts about many people at once, declared one below the other: a new one is a declaration and nothing else."""

from personnel.acts import career, leaving, merit, pay
from personnel.acts.base import Act, Candidate, Period, quarter_of

ACTS: dict[str, Act] = {act.slug: act for family in (pay, career, merit, leaving) for act in family.ACTS}

__all__ = ["ACTS", "Act", "Candidate", "Period", "quarter_of"]
