from personnel.models.appointment import Appointment
from personnel.models.catalogues import (
    BaseSalary,
    EthnicGroup,
    Language,
    Position,
    Qualification,
    Rank,
    Religion,
    RetirementAge,
    SalaryStep,
)
from personnel.models.decision import Decision
from personnel.models.dossier import Dossier
from personnel.models.import_run import ImportRun
from personnel.models.posting import Posting
from personnel.models.salary import Salary
from personnel.models.study import Study

__all__ = [
    "Appointment",
    "BaseSalary",
    "Decision",
    "Dossier",
    "EthnicGroup",
    "ImportRun",
    "Language",
    "Position",
    "Posting",
    "Qualification",
    "Rank",
    "Religion",
    "RetirementAge",
    "Salary",
    "SalaryStep",
    "Study",
]
