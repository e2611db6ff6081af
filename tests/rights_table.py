"""Who gets what at every URL. Columns: the cast in this order, then a visitor who is not signed in.

sysadmin, leader (Vụ TCCB), specialist (Vụ TCCB), policy (Vụ TCCB), department_head (Cục GSQL), reader (Vụ Pháp chế),
clerk (Đà Nẵng), unit_admin (Đà Nẵng), neighbour (Quảng Nam), nobody. The things asked for belong to Đà Nẵng; what was
sent goes to Quảng Nam.
"""

from dataclasses import dataclass, field

OK, GONE, NO, NONE, WAY, METHOD = 200, 302, 403, 404, 302, 405

# fmt: off

#                 sysadm lead  spec  polic dept  reader clerk admin neigh nobody
EVERYBODY      = (OK,    OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK)
SIGNED_IN      = (OK,    OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK,   WAY)
DOSSIER_USERS  = (OK,    OK,   OK,   OK,   OK,   OK,   OK,   NO,   OK,   WAY)
THIS_DOSSIER   = (OK,    OK,   OK,   OK,   NONE, NONE, OK,   NONE, NONE, WAY)
WRITES_CAREER  = (OK,    NO,   OK,   NO,   NONE, NONE, OK,   NONE, NONE, WAY)
WRITES_SALARY  = (OK,    NO,   NO,   OK,   NONE, NONE, OK,   NONE, NONE, WAY)
DECIDES        = (OK,    NO,   OK,   OK,   NONE, NONE, OK,   NONE, NONE, WAY)
OPENS_DOSSIERS = (OK,    NO,   NO,   NO,   NO,   NO,   OK,   NO,   OK,   WAY)
ITS_IMPORT_RUN = (NONE,  NO,   NO,   NO,   NO,   NO,   OK,   NO,   NONE, WAY)
RUN_GOES_ON    = (NONE,  NO,   NO,   NO,   NO,   NO,   GONE, NO,   NONE, WAY)
ITS_EXPORT     = (NONE,  NONE, NONE, NONE, NONE, NONE, OK,   NONE, NONE, WAY)
EXPORT_GOES_ON = (NONE,  NONE, NONE, NONE, NONE, NONE, GONE, NONE, NONE, WAY)
ADMINISTERS    = (OK,    NO,   NO,   NO,   NO,   NO,   NO,   OK,   NO,   WAY)
CHOOSES_NOBODY = (GONE,  NO,   NO,   NO,   NO,   NO,   NO,   GONE, NO,   WAY)
READS_LOG      = (OK,    OK,   NO,   NO,   NO,   NO,   NO,   OK,   NO,   WAY)
LEADS_BACK     = (GONE,  GONE, GONE, GONE, NONE, NONE, GONE, NONE, NONE, WAY)
THIS_LOG       = (OK,    OK,   NO,   NO,   NONE, NONE, NO,   NONE, NONE, WAY)
COMPARES_PAPER = (OK,    NO,   OK,   OK,   NONE, NONE, OK,   NONE, NONE, WAY)
BUILDS_TREE    = (OK,    NO,   NO,   NO,   NO,   NO,   NO,   NO,   NO,   WAY)
SEES_RESTRICTED = (OK,   OK,   OK,   OK,   NONE, NONE, OK,   NONE, NONE, WAY)
BUILDS_UNITS   = (OK,    NO,   NO,   OK,   NO,   NO,   NO,   NO,   NO,   WAY)
MOVES_DOSSIERS = (OK,    NO,   OK,   NO,   NO,   NO,   OK,   NO,   OK,   WAY)
THIS_TRANSFER  = (OK,    OK,   OK,   OK,   NONE, NONE, OK,   NONE, OK,   WAY)
RECEIVES       = (OK,    NO,   OK,   NO,   NONE, NONE, NO,   NONE, OK,   WAY)
SENDS          = (OK,    NO,   OK,   NO,   NONE, NONE, OK,   NONE, NO,   WAY)
PLAN_GOES_ON   = (GONE,  NO,   NO,   GONE, NO,   NO,   NO,   NO,   NO,   WAY)
TO_DELEGATE    = (GONE,  NO,   NO,   NO,   NO,   NO,   NO,   GONE, NO,   WAY)
READS_UNIT     = (OK,    OK,   OK,   OK,   NONE, NONE, OK,   NONE, NONE, WAY)
SPLITS_UNIT    = (OK,    NO,   NO,   NO,   NONE, NONE, OK,   NONE, NONE, WAY)
ENTERS         = (OK,    NO,   OK,   OK,   OK,   NO,   OK,   NO,   OK,   WAY)
SPLITS         = (OK,    NO,   NO,   NO,   NO,   NO,   OK,   NO,   OK,   WAY)
DRAFTS         = (OK,    NO,   OK,   OK,   OK,   NO,   OK,   NO,   OK,   WAY)
DRAFTS_RAISES  = (OK,    NO,   NO,   OK,   OK,   NO,   OK,   NO,   OK,   WAY)
ITS_DRAFT      = (OK,    NO,   NO,   OK,   NONE, NO,   OK,   NO,   NONE, WAY)
DRAFT_GOES_ON  = (GONE,  NO,   NO,   GONE, NONE, NO,   GONE, NO,   NONE, WAY)
RUNS_ROUNDS    = (OK,    OK,   OK,   OK,   OK,   NO,   OK,   NO,   OK,   WAY)
THIS_ROUND     = (OK,    OK,   OK,   OK,   NONE, NONE, OK,   NO,   NONE, WAY)
RUNS_THIS      = (OK,    OK,   OK,   OK,   NONE, NONE, NO,   NO,   NONE, WAY)
URGES_NOBODY   = (GONE,  GONE, GONE, GONE, NONE, NONE, NO,   NO,   NONE, WAY)
CONFIRMS       = (GONE,  NO,   GONE, GONE, NONE, NONE, GONE, NO,   NONE, WAY)
DECLARES       = (OK,    NO,   NO,   NO,   NONE, NONE, OK,   NO,   NONE, WAY)
ASKS_NOTHING   = (GONE,  GONE, GONE, GONE, GONE, GONE, GONE, NO,   GONE, WAY)
ITS_QUESTION   = (NONE,  NONE, NONE, NONE, NONE, NONE, OK,   NO,   NONE, WAY)
DROPS_ITS_OWN  = (NONE,  NONE, NONE, NONE, NONE, NONE, GONE, NO,   NONE, WAY)
URGED          = (NONE,  NONE, NONE, NONE, NONE, NONE, OK,   NO,   OK,   WAY)
URGED_ANSWERS  = (NONE,  NONE, NONE, NONE, NONE, NONE, NO,   NO,   OK,   WAY)
GOES_ON        = (GONE,) * 9 + (WAY,)
READ_ONLY      = (METHOD,) * 9 + (WAY,)
ONLY_GET       = (METHOD,) * 10
NOT_WANTED     = (NONE,) * 9 + (WAY,)
NO_SECOND_FACTOR = (NONE,) * 9 + (WAY,)
SENT_HOME      = (GONE,) * 9 + (OK,)
SIGNED_OUT     = (GONE,) * 10
# fmt: on


@dataclass(frozen=True)
class Row:
    """`get` and `post`: ten statuses; kwargs: parameters of the URL, as keys of the test's world or plain values."""

    get: tuple[int, ...]
    post: tuple[int, ...] = READ_ONLY
    kwargs: dict = field(default_factory=dict)


CODE = {"code": "code"}
SECTION = CODE | {"slug": "section"}
RECORD = SECTION | {"pk": "row"}
ACCOUNT = {"username": "account"}
UNIT = {"code": "unit"}
VERSION = UNIT | {"pk": "version"}
QUOTA = UNIT | {"pk": "staff_quota"}
PENDING = {"pk": "pending_paper"}
DECISION = {"pk": "decision"}
PAPER, DECISION_PAPER = CODE | {"pk": "paper"}, {"decision": "decision", "pk": "decision_paper"}
LIST = {"slug": "quan-he-gia-dinh"}
ENTRY = LIST | {"pk": "list_entry"}
DRAFT, RAISES = {"pk": "draft"}, {"slug": "nang-bac"}
TRANSFER, BATCH = {"pk": "transfer"}, {"batch": "batch"}
REVIEW, ASSETS = {"pk": "review"}, {"pk": "assets"}
PLAN = {"pk": "plan"}
RUN, EXPORT, REPORT = {"pk": "run"}, {"pk": "export"}, {"slug": "bm01"}

ROWS = {
    "home": Row(SIGNED_IN),
    "health": Row(EVERYBODY, ONLY_GET),
    "accounts:login": Row(SENT_HOME, SENT_HOME),
    "accounts:second_step": Row(SIGNED_OUT, SIGNED_OUT),
    "accounts:session": Row(EVERYBODY, EVERYBODY),
    "accounts:logout": Row(READ_ONLY, SIGNED_OUT),
    "accounts:password": Row(SIGNED_IN, SIGNED_IN),
    "accounts:security": Row(SIGNED_IN),
    "accounts:enrol": Row(SIGNED_IN, SIGNED_IN),
    "accounts:recovery_codes": Row(NO_SECOND_FACTOR, NO_SECOND_FACTOR),
    "accounts:second_factor_remove": Row(NO_SECOND_FACTOR, NO_SECOND_FACTOR),
    "accounts:sessions_end": Row(READ_ONLY, SIGNED_OUT),
    "accounts:reminders": Row(SIGNED_IN, GOES_ON),
    "personnel:own": Row(NOT_WANTED, NOT_WANTED),
    "personnel:own_confirm": Row(NOT_WANTED, NOT_WANTED),
    "personnel:own_report": Row(NOT_WANTED, NOT_WANTED, {"place": "ly-lich"}),
    "personnel:personal_accounts": Row(NOT_WANTED, NOT_WANTED),
    "personnel:personal_issue": Row(NOT_WANTED, NOT_WANTED),
    "personnel:personal_take_over": Row(NOT_WANTED, NOT_WANTED, CODE),
    "personnel:error_reports": Row(NOT_WANTED, NOT_WANTED),
    "personnel:error_report": Row(NOT_WANTED, NOT_WANTED, {"pk": 1}),
    "personnel:digests": Row(ADMINISTERS),
    "accounts:list": Row(ADMINISTERS),
    "personnel:delegations": Row(ADMINISTERS, ADMINISTERS, CODE),
    "personnel:delegation_revoke": Row(ADMINISTERS, ADMINISTERS, CODE | {"pk": "delegation"}),
    "personnel:delegation_progress": Row(DOSSIER_USERS),
    "personnel:urgings": Row(DOSSIER_USERS),
    "personnel:urge": Row(ASKS_NOTHING, ASKS_NOTHING, {"topic": "uy-quyen"}),
    "personnel:urging": Row(URGED, URGED_ANSWERS, {"pk": "urging"}),
    "personnel:delegation_find": Row(TO_DELEGATE, kwargs=ACCOUNT),
    "accounts:account": Row(ADMINISTERS, kwargs=ACCOUNT),
    "accounts:issue": Row(ADMINISTERS, ADMINISTERS),
    "accounts:quotas": Row(ADMINISTERS),
    "accounts:matrix": Row(ADMINISTERS),
    "accounts:act": Row(ADMINISTERS, ADMINISTERS, ACCOUNT | {"act": "khoa"}),
    "accounts:grant": Row(ADMINISTERS, ADMINISTERS, ACCOUNT),
    "accounts:revoke": Row(ADMINISTERS, ADMINISTERS, ACCOUNT | {"pk": "grant"}),
    "accounts:grant_many": Row(CHOOSES_NOBODY, CHOOSES_NOBODY),
    "accounts:revoke_many": Row(CHOOSES_NOBODY, CHOOSES_NOBODY),
    "accounts:quota_rule": Row(BUILDS_TREE, BUILDS_TREE),
    "accounts:quota_exception": Row(BUILDS_TREE, BUILDS_TREE),
    "accounts:quota_end": Row(BUILDS_TREE, BUILDS_TREE, {"pk": "quota"}),
    "accounts:roles": Row(ADMINISTERS),
    "accounts:role_new": Row(BUILDS_TREE, BUILDS_TREE),
    "accounts:role_edit": Row(BUILDS_TREE, BUILDS_TREE, {"code": "vu"}),
    "accounts:role_retire": Row(BUILDS_TREE, BUILDS_TREE, {"code": "vu"}),
    "personnel:grant_preview": Row(ADMINISTERS, ADMINISTERS, ACCOUNT),
    "personnel:revoke_preview": Row(ADMINISTERS, kwargs=ACCOUNT | {"pk": "grant"}),
    "personnel:grant_many_preview": Row(CHOOSES_NOBODY, CHOOSES_NOBODY),
    "personnel:revoke_many_preview": Row(CHOOSES_NOBODY, CHOOSES_NOBODY),
    "personnel:list": Row(DOSSIER_USERS),
    "personnel:suggest": Row(DOSSIER_USERS),
    "personnel:export": Row(DOSSIER_USERS, DOSSIER_USERS),
    "personnel:exports": Row(SIGNED_IN),
    "personnel:export_compare": Row(GOES_ON),
    "personnel:export_compare_file": Row(GOES_ON, GOES_ON),
    "personnel:schedules": Row(SIGNED_IN),
    "personnel:schedule_end": Row(ITS_EXPORT, EXPORT_GOES_ON, {"pk": "schedule"}),
    "personnel:export_page": Row(ITS_EXPORT, kwargs=EXPORT),
    "personnel:export_file": Row(EXPORT_GOES_ON, kwargs=EXPORT),
    "personnel:export_again": Row(ITS_EXPORT, ITS_EXPORT, EXPORT),
    "personnel:new": Row(OPENS_DOSSIERS, OPENS_DOSSIERS),
    "personnel:pick": Row(DOSSIER_USERS, kwargs={"catalogue": "chuc-vu"}),
    "personnel:shortcuts": Row(SIGNED_IN),
    "personnel:dossier": Row(THIS_DOSSIER, kwargs=CODE),
    "personnel:section": Row(THIS_DOSSIER, kwargs=SECTION),
    "personnel:timeline": Row(THIS_DOSSIER, kwargs=CODE),
    "personnel:as_of": Row(THIS_DOSSIER, kwargs=CODE),
    "personnel:pay": Row(THIS_DOSSIER, kwargs=CODE),
    "personnel:reveal": Row(LEADS_BACK, SEES_RESTRICTED, CODE | {"place": "restricted"}),
    "personnel:dossier_log": Row(THIS_LOG, kwargs=CODE),
    "personnel:paper_checks": Row(THIS_DOSSIER, COMPARES_PAPER, CODE),
    "personnel:paper_check": Row(WRITES_SALARY, WRITES_SALARY, SECTION),
    "personnel:access_log": Row(READS_LOG),
    "personnel:why_ask": Row(ADMINISTERS),
    "personnel:why": Row(ADMINISTERS, kwargs=ACCOUNT),
    "personnel:refusals": Row(READS_LOG),
    "personnel:access_log_export": Row(READS_LOG, READS_LOG),
    "personnel:panel_edit": Row(WRITES_CAREER, WRITES_CAREER, CODE | {"slug": "panel"}),
    "personnel:supplement": Row(COMPARES_PAPER, COMPARES_PAPER, CODE),
    "personnel:row_add": Row(WRITES_SALARY, WRITES_SALARY, SECTION),
    "personnel:row_correct": Row(WRITES_SALARY, WRITES_SALARY, RECORD),
    "personnel:row_remove": Row(WRITES_SALARY, WRITES_SALARY, RECORD),
    "personnel:quality": Row(DOSSIER_USERS),
    "personnel:quality_list": Row(DOSSIER_USERS),
    "personnel:quality_export": Row(DOSSIER_USERS, DOSSIER_USERS),
    "personnel:dossier_quality": Row(THIS_DOSSIER, kwargs=CODE),
    "personnel:finding_acknowledge": Row(WRITES_CAREER, WRITES_CAREER, CODE | {"pk": "finding"}),
    "personnel:finding_withdraw": Row(WRITES_CAREER, WRITES_CAREER, CODE | {"pk": "finding"}),
    "personnel:import": Row(OPENS_DOSSIERS, OPENS_DOSSIERS),
    "personnel:workbook_import": Row(OPENS_DOSSIERS, OPENS_DOSSIERS),
    "personnel:workbook_run": Row(RUN_GOES_ON, kwargs=RUN),
    "personnel:workbook_export": Row(DOSSIER_USERS, DOSSIER_USERS),
    "personnel:import_run": Row(ITS_IMPORT_RUN, kwargs=RUN),
    "personnel:import_progress": Row(RUN_GOES_ON, kwargs=RUN),
    "personnel:import_mapping": Row(RUN_GOES_ON, RUN_GOES_ON, RUN),
    "personnel:import_confirm": Row(READ_ONLY, RUN_GOES_ON, RUN),
    "personnel:import_cancel": Row(READ_ONLY, RUN_GOES_ON, RUN),
    "personnel:import_returned": Row(RUN_GOES_ON, kwargs=RUN),
    "personnel:papers": Row(THIS_DOSSIER, kwargs=CODE),
    "personnel:paper_add": Row(DECIDES, DECIDES, CODE),
    "personnel:paper": Row(THIS_DOSSIER, kwargs=PAPER),
    "personnel:paper_file": Row(SEES_RESTRICTED, kwargs=PAPER),
    "personnel:paper_thumbnail": Row(SEES_RESTRICTED, kwargs=PAPER),
    "personnel:paper_correct": Row(WRITES_CAREER, WRITES_CAREER, PAPER),
    "personnel:paper_remove": Row(WRITES_CAREER, WRITES_CAREER, PAPER),
    "personnel:decision_paper_add": Row(DECIDES, DECIDES, {"decision": "decision"}),
    "personnel:decision_paper": Row(THIS_DOSSIER, kwargs=DECISION_PAPER),
    "personnel:decision_paper_file": Row(THIS_DOSSIER, kwargs=DECISION_PAPER),
    "personnel:decision_paper_thumbnail": Row(THIS_DOSSIER, kwargs=DECISION_PAPER),
    "personnel:decision_paper_correct": Row(DECIDES, DECIDES, DECISION_PAPER),
    "personnel:decision_paper_remove": Row(DECIDES, DECIDES, DECISION_PAPER),
    "personnel:decisions": Row(DOSSIER_USERS),
    "personnel:overrides": Row(DOSSIER_USERS),
    "personnel:transfers": Row(DOSSIER_USERS),
    "personnel:transfers_export": Row(DOSSIER_USERS, DOSSIER_USERS),
    "personnel:transfer_send_many": Row(MOVES_DOSSIERS, MOVES_DOSSIERS),
    "personnel:transfer_request": Row(MOVES_DOSSIERS, MOVES_DOSSIERS),
    "personnel:transfer_send": Row(WRITES_CAREER, WRITES_CAREER, CODE),
    "personnel:transfer": Row(THIS_TRANSFER, kwargs=TRANSFER),
    "personnel:transfer_papers": Row(SENDS, SENDS, TRANSFER),
    "personnel:transfer_step": Row(RECEIVES, RECEIVES, TRANSFER | {"step": "tiep-nhan"}),
    "personnel:transfer_batch": Row(THIS_TRANSFER, kwargs=BATCH),
    "personnel:transfer_batch_step": Row(RECEIVES, RECEIVES, BATCH | {"step": "tiep-nhan"}),
    "reports:transfer_minutes": Row(THIS_DOSSIER, kwargs=BATCH),
    "personnel:decentralisation": Row(DOSSIER_USERS),
    "personnel:decision": Row(THIS_DOSSIER, kwargs=DECISION),
    "personnel:decision_correct": Row(DECIDES, DECIDES, DECISION),
    "personnel:drafts": Row(DRAFTS),
    "personnel:draft_acts": Row(DRAFTS),
    "personnel:draft_new": Row(DRAFTS_RAISES, DRAFTS_RAISES, RAISES),
    "personnel:draft": Row(ITS_DRAFT, DRAFT_GOES_ON, DRAFT),
    "personnel:draft_edit": Row(ITS_DRAFT, ITS_DRAFT, DRAFT),
    "personnel:draft_wording": Row(ITS_DRAFT, ITS_DRAFT, DRAFT),
    "personnel:draft_cancel": Row(ITS_DRAFT, ITS_DRAFT, DRAFT),
    "personnel:draft_people": Row(ITS_DRAFT, DRAFT_GOES_ON, DRAFT),
    "personnel:draft_paste": Row(ITS_DRAFT, ITS_DRAFT, DRAFT),
    "personnel:draft_preview": Row(ITS_DRAFT, kwargs=DRAFT),
    "personnel:draft_apply": Row(READ_ONLY, DRAFT_GOES_ON, DRAFT),
    "personnel:draft_progress": Row(DRAFT_GOES_ON, kwargs=DRAFT),
    "personnel:draft_recall": Row(ITS_DRAFT, ITS_DRAFT, DRAFT),
    "personnel:units": Row(SIGNED_IN),
    "personnel:unit": Row(SIGNED_IN, kwargs=UNIT),
    "personnel:unit_establish": Row(BUILDS_UNITS, BUILDS_UNITS, UNIT),
    "personnel:unit_change": Row(BUILDS_UNITS, BUILDS_UNITS, UNIT),
    "personnel:unit_correct": Row(BUILDS_UNITS, BUILDS_UNITS, UNIT),
    "personnel:unit_version_correct": Row(BUILDS_UNITS, BUILDS_UNITS, VERSION),
    "personnel:unit_version_withdraw": Row(BUILDS_UNITS, BUILDS_UNITS, VERSION),
    "personnel:deadlines": Row(DOSSIER_USERS),
    "personnel:deadline_export": Row(DOSSIER_USERS, DOSSIER_USERS),
    "personnel:deadline_list": Row(DOSSIER_USERS),
    "personnel:deadline_list_export": Row(DOSSIER_USERS, DOSSIER_USERS),
    "personnel:late_reason": Row(WRITES_SALARY, WRITES_SALARY, {"slug": "suc-khoe", "pk": "late"}),
    "personnel:pending_papers": Row(DOSSIER_USERS),
    "personnel:pending_paper_add": Row(ENTERS, ENTERS),
    "personnel:pending_paper_correct": Row(DECIDES, DECIDES, PENDING),
    "personnel:pending_paper_close": Row(DECIDES, DECIDES, PENDING),
    "personnel:staff_quotas": Row(DOSSIER_USERS),
    "personnel:staff_quota_export": Row(DOSSIER_USERS, DOSSIER_USERS),
    "personnel:staff_quota_import": Row(SPLITS, SPLITS),
    "personnel:staff_quota_copy": Row(SPLITS, SPLITS),
    "personnel:staff_quota_unit": Row(READS_UNIT, kwargs=UNIT),
    "personnel:staff_quota_split": Row(SPLITS_UNIT, SPLITS_UNIT, UNIT),
    "personnel:staff_quota_assign": Row(SPLITS_UNIT, SPLITS_UNIT, UNIT),
    "personnel:staff_quota_correct": Row(SPLITS_UNIT, SPLITS_UNIT, QUOTA),
    "personnel:staff_quota_remove": Row(SPLITS_UNIT, SPLITS_UNIT, QUOTA),
    "personnel:reorganisations": Row(BUILDS_UNITS),
    "personnel:reorganisation_new": Row(BUILDS_UNITS, BUILDS_UNITS),
    "personnel:reorganisation": Row(BUILDS_UNITS, kwargs=PLAN),
    "personnel:reorganisation_edit": Row(BUILDS_UNITS, BUILDS_UNITS, PLAN),
    "personnel:reorganisation_check": Row(BUILDS_UNITS, kwargs=PLAN),
    "personnel:reorganisation_approve": Row(READ_ONLY, PLAN_GOES_ON, PLAN),
    "personnel:reorganisation_reopen": Row(READ_ONLY, PLAN_GOES_ON, PLAN),
    "personnel:reorganisation_withdraw": Row(BUILDS_UNITS, BUILDS_UNITS, PLAN),
    "personnel:reorganisation_step_add": Row(BUILDS_UNITS, BUILDS_UNITS, PLAN),
    "personnel:reorganisation_step": Row(BUILDS_UNITS, BUILDS_UNITS, PLAN | {"part": "plan_step"}),
    "personnel:reorganisation_step_remove": Row(READ_ONLY, PLAN_GOES_ON, PLAN | {"part": "plan_step"}),
    "personnel:reorganisation_people": Row(BUILDS_UNITS, BUILDS_UNITS, PLAN),
    "personnel:reorganisation_person_remove": Row(READ_ONLY, PLAN_GOES_ON, PLAN | {"part": "plan_person"}),
    "personnel:reorganisation_accounts": Row(BUILDS_UNITS, BUILDS_UNITS, PLAN),
    "personnel:reorganisation_account_remove": Row(READ_ONLY, PLAN_GOES_ON, PLAN | {"part": "plan_account"}),
    "personnel:reorganisation_upload": Row(BUILDS_UNITS, BUILDS_UNITS, PLAN),
    "personnel:reorganisation_file": Row(BUILDS_UNITS, kwargs=PLAN),
    "personnel:catalogues": Row(DOSSIER_USERS),
    "personnel:catalogue": Row(DOSSIER_USERS, kwargs=LIST),
    "personnel:catalogue_export": Row(DOSSIER_USERS, kwargs=LIST),
    "personnel:catalogue_entry": Row(DOSSIER_USERS, kwargs=ENTRY),
    "personnel:catalogue_add": Row(BUILDS_TREE, BUILDS_TREE, LIST),
    "personnel:catalogue_import": Row(BUILDS_TREE, BUILDS_TREE, LIST),
    "personnel:catalogue_correct": Row(BUILDS_TREE, BUILDS_TREE, ENTRY),
    "personnel:catalogue_renew": Row(BUILDS_TREE, BUILDS_TREE, ENTRY),
    "personnel:catalogue_close": Row(BUILDS_TREE, BUILDS_TREE, ENTRY),
    "personnel:catalogue_delete": Row(BUILDS_TREE, BUILDS_TREE, ENTRY),
    "personnel:review_index": Row(DOSSIER_USERS),
    "personnel:review_open": Row(RUNS_ROUNDS, RUNS_ROUNDS),
    "personnel:review_round": Row(THIS_ROUND, kwargs=REVIEW),
    "personnel:review_items": Row(THIS_ROUND, kwargs=REVIEW),
    "personnel:review_export": Row(THIS_ROUND, THIS_ROUND, REVIEW),
    "personnel:review_change": Row(RUNS_THIS, RUNS_THIS, REVIEW),
    "personnel:review_close": Row(RUNS_THIS, RUNS_THIS, REVIEW),
    "personnel:review_remind": Row(URGES_NOBODY, URGES_NOBODY, REVIEW),
    "personnel:review_item": Row(THIS_ROUND, CONFIRMS, REVIEW | CODE),
    "personnel:assets_index": Row(DOSSIER_USERS),
    "personnel:assets_open": Row(RUNS_ROUNDS, RUNS_ROUNDS),
    "personnel:assets_round": Row(THIS_ROUND, kwargs=ASSETS),
    "personnel:assets_items": Row(THIS_ROUND, kwargs=ASSETS),
    "personnel:assets_export": Row(THIS_ROUND, THIS_ROUND, ASSETS),
    "personnel:assets_change": Row(RUNS_THIS, RUNS_THIS, ASSETS),
    "personnel:assets_close": Row(RUNS_THIS, RUNS_THIS, ASSETS),
    "personnel:assets_remind": Row(URGES_NOBODY, URGES_NOBODY, ASSETS),
    "personnel:assets_item": Row(THIS_ROUND, DECLARES, ASSETS | CODE),
    "personnel:assets_exempt": Row(DECLARES, DECLARES, ASSETS | CODE),
    "personnel:assets_list": Row(DECLARES, DECLARES, ASSETS),
    "reports:index": Row(DOSSIER_USERS),
    "reports:board": Row(DOSSIER_USERS),
    "reports:lists": Row(DOSSIER_USERS),
    "reports:list": Row(DOSSIER_USERS, kwargs={"slug": "sinh-nhat"}),
    "reports:list_file": Row(DOSSIER_USERS, DOSSIER_USERS, {"slug": "sinh-nhat"}),
    "reports:query": Row(DOSSIER_USERS, DOSSIER_USERS),
    "reports:query_file": Row(ASKS_NOTHING, ASKS_NOTHING),
    "reports:query_remove": Row(ITS_QUESTION, DROPS_ITS_OWN, {"pk": "saved_query"}),
    "reports:movements": Row(DOSSIER_USERS),
    "reports:upkeep": Row(DOSSIER_USERS),
    "reports:report": Row(DOSSIER_USERS, kwargs=REPORT),
    "reports:report_file": Row(DOSSIER_USERS, DOSSIER_USERS, kwargs=REPORT | {"ext": "xlsx"}),
    "reports:people": Row(DOSSIER_USERS, kwargs=REPORT),
    "reports:cv_pdf": Row(THIS_DOSSIER, kwargs=CODE),
    "reports:forms": Row(THIS_DOSSIER, kwargs=CODE),
    "reports:form_file": Row(THIS_DOSSIER, kwargs=CODE | {"slug": "so-yeu-ly-lich", "ext": "pdf"}),
    "reports:draft_list": Row(ITS_DRAFT, ITS_DRAFT, DRAFT | {"ext": "xlsx"}),
    "reports:draft_decision": Row(ITS_DRAFT, kwargs=DRAFT),
    "reports:draft_notices": Row(ITS_DRAFT, kwargs={"pk": "notice"}),
    "reports:clauses": Row(SIGNED_IN),
}
