from personnel.models.absence import Absence
from personnel.models.appointment import Appointment
from personnel.models.assessment import Assessment
from personnel.models.assets import AssetDeclaration
from personnel.models.attachment import Attachment
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
from personnel.models.contract import Contract
from personnel.models.deadlines import LateReason, PendingPaper
from personnel.models.decentralisation import AuthorityOverride, Decentralisation
from personnel.models.decision import Decision
from personnel.models.decision_result import DecisionResult
from personnel.models.delegation import Delegation, DossierGroupPermission, DossierUserPermission
from personnel.models.digest import Digest
from personnel.models.dossier import Dossier
from personnel.models.draft import Draft, DraftLine
from personnel.models.export import Export
from personnel.models.health import HealthCheck
from personnel.models.import_run import ImportRun
from personnel.models.initiative import Initiative
from personnel.models.law import Consequence, LegalNumber, RotationPost
from personnel.models.leaving import Leaving
from personnel.models.merit import Discipline, Rating, Reward
from personnel.models.own import ErrorReport, PersonalAccount
from personnel.models.pay import Allowance, InsurancePeriod, JobPay
from personnel.models.personal import (
    ForeignTie,
    ForeignTrip,
    IdentityPaper,
    Membership,
    OldRegimeService,
    PartyPost,
    Relative,
)
from personnel.models.places import Place
from personnel.models.planning import Planning
from personnel.models.posting import Posting
from personnel.models.postponement import Postponement
from personnel.models.quality import Acknowledgement, Finding, PaperCheck
from personnel.models.reorganisation import (
    Reorganisation,
    ReorganisationAccount,
    ReorganisationPerson,
    ReorganisationStep,
)
from personnel.models.report_schedule import ReportSchedule
from personnel.models.round import Round, RoundItem, RoundReminder, RoundTally
from personnel.models.salary import Salary
from personnel.models.study import Study
from personnel.models.terms import Term
from personnel.models.transfer import Transfer, TransferPaper
from personnel.models.urging import Urging
from personnel.models.working_calendar import DecreedDay

__all__ = [
    "Absence",
    "Acknowledgement",
    "Allowance",
    "Appointment",
    "Assessment",
    "AssetDeclaration",
    "Attachment",
    "AuthorityOverride",
    "BaseSalary",
    "Consequence",
    "Contract",
    "Decentralisation",
    "Decision",
    "DecisionResult",
    "DecreedDay",
    "Delegation",
    "Digest",
    "Discipline",
    "Dossier",
    "DossierGroupPermission",
    "DossierUserPermission",
    "Draft",
    "DraftLine",
    "ErrorReport",
    "EthnicGroup",
    "Export",
    "Finding",
    "ForeignTie",
    "ForeignTrip",
    "HealthCheck",
    "IdentityPaper",
    "ImportRun",
    "Initiative",
    "InsurancePeriod",
    "JobPay",
    "Language",
    "LateReason",
    "Leaving",
    "LegalNumber",
    "Membership",
    "OldRegimeService",
    "PaperCheck",
    "PartyPost",
    "PendingPaper",
    "PersonalAccount",
    "Place",
    "Planning",
    "Position",
    "Posting",
    "Postponement",
    "Qualification",
    "Rank",
    "Rating",
    "Relative",
    "Religion",
    "Reorganisation",
    "ReorganisationAccount",
    "ReorganisationPerson",
    "ReorganisationStep",
    "ReportSchedule",
    "RetirementAge",
    "Reward",
    "RotationPost",
    "Round",
    "RoundItem",
    "RoundReminder",
    "RoundTally",
    "Salary",
    "SalaryStep",
    "Study",
    "Term",
    "Transfer",
    "TransferPaper",
    "Urging",
]
