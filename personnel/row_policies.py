"""Which rows of dossiers' data PostgreSQL shows to a request: the same rule as the door's, on every table (DESIGN §9).

A dossier: of a unit in scope, that keeps it or employs the person, or delegated by name, and not confidential unless
that is in scope, too. A row of a dossier, its history included: when its dossier is. A decision, its history and its
papers: of a unit in scope, or with a result on such a dossier; the decision's own row also with a transfer, a draft or
an entry outside the table of decentralisation that names it. A transfer: also to who hands it over or receives it, and
its list of papers to who handed them over. Exports, imports and schedules of an account: its own. `qlcb.row_security`
tells how the scope comes there; `tests/personnel/test_row_policies.py` that no table is left out.
"""

from django.apps import apps

from personnel.models import (
    Attachment,
    AuthorityOverride,
    Decision,
    DecisionResult,
    Delegation,
    Dossier,
    DossierGroupPermission,
    DossierUserPermission,
    Draft,
    Export,
    ImportRun,
    PendingPaper,
    PersonalAccount,
    ReportSchedule,
    Transfer,
    TransferPaper,
)
from qlcb.row_security import ALL, ROLE, is_history, is_set, listed, store_policies

RESULTS = DecisionResult._meta.db_table
OF_A_DOSSIER = f"""
    ({is_set("reach", ALL)} OR {listed("now_unit_id", "units")} OR {listed("now_employer_id", "units")}
     OR {listed("id", "named")})
    AND (NOT is_confidential OR {is_set("secrets", ALL)} OR {listed("now_unit_id", "secret_units")}
         OR {listed("id", "secret_named")})
"""
# Asked by who reads the whole service, in place of every dossier: the few that are hidden from it. Runs as the owner.
HIDDEN = f"""
CREATE OR REPLACE FUNCTION qlcb_hidden() RETURNS bigint[] STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql
    RETURN coalesce((
        SELECT array_agg(id) FROM personnel_dossier
        WHERE is_confidential AND ({is_set("secrets", ALL)} OR {listed("now_unit_id", "secret_units")}
                                   OR {listed("id", "secret_named")}) IS NOT TRUE
    ), '{{}}')
"""
OF_ITS_ROW = f"""
    CASE WHEN {is_set("reach", ALL)} THEN {{key}} <> ALL ((SELECT qlcb_hidden())::bigint[])
    ELSE EXISTS (SELECT FROM personnel_dossier dossier WHERE dossier.id = {{key}}) END
"""
# Asked by who hands over or receives dossiers that it does not read: which of them are confidential. Likewise.
SECRET = """
CREATE OR REPLACE FUNCTION qlcb_secret() RETURNS bigint[] STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql
    RETURN coalesce((SELECT array_agg(id) FROM personnel_dossier WHERE is_confidential), '{}')
"""
OF_A_SIDE = f"""
    ({is_set("moving", ALL)} OR {listed("{unit}", "moving")})
    AND ({{key}} <> ALL ((SELECT qlcb_secret())::bigint[]) OR {is_set("secrets", ALL)}
         OR {listed("{unit}", "secret_units")})
"""
# Decisions that speak of nobody but hidden people. Likewise.
HIDDEN_DECISIONS = f"""
CREATE OR REPLACE FUNCTION qlcb_hidden_decisions() RETURNS bigint[] STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql
    RETURN (
        WITH hidden AS MATERIALIZED (SELECT unnest(qlcb_hidden()) AS id)
        SELECT coalesce(array_agg(DISTINCT told.decision_id), '{{}}') FROM {RESULTS} told
        WHERE told.dossier_id IN (SELECT id FROM hidden) AND NOT EXISTS (
            SELECT FROM {RESULTS} other
            WHERE other.decision_id = told.decision_id AND other.dossier_id NOT IN (SELECT id FROM hidden)
        )
    )
"""
NOT_HIDDEN = "{key} <> ALL ((SELECT qlcb_hidden_decisions())::bigint[])"
# Where the door shows it.
OF_A_DECISION = f"""
    (({is_set("reach", ALL)} OR {listed("{authority}", "units")}) AND {NOT_HIDDEN})
    OR EXISTS (SELECT FROM {RESULTS} result WHERE result.decision_id = {{key}})
"""
# Its papers and its history: likewise. Not by way of its row, which is met in more places and costs more to plan.
DECIDED_BY = """
CREATE OR REPLACE FUNCTION qlcb_decided_by(decision bigint) RETURNS bigint STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql
    RETURN (SELECT authority_id FROM personnel_decision WHERE id = decision)
"""
OF_ITS_DECISION = OF_A_DECISION.format(key="{key}", authority="qlcb_decided_by({key})")
# Number, days, authority and signer are also told to whoever meets what was done under it: the receiver of a dossier,
# of which nothing hangs on it yet; who drew it up, unless it is hidden; who reads why it was entered although the
# table of decentralisation names another authority, and the record may be gone.
TOLD_BESIDE = f"""
    EXISTS (SELECT FROM {Transfer._meta.db_table} moved WHERE moved.decision_id = {{key}})
    OR EXISTS (SELECT FROM {AuthorityOverride._meta.db_table} let WHERE let.decision_id = {{key}})
    OR {NOT_HIDDEN} AND EXISTS (SELECT FROM {Draft._meta.db_table} drawn WHERE drawn.decision_id = {{key}})
"""
FUNCTIONS = (HIDDEN, SECRET, HIDDEN_DECISIONS, DECIDED_BY)
# Who may do what on which dossier: read to know the scope, and by administrators who open no dossier.
RIGHTS_ON_DOSSIERS = (
    *(Delegation, Delegation.history.model, DossierGroupPermission, DossierUserPermission),
    *(PersonalAccount, PersonalAccount.history.model),
)
RUNS = (Export, ImportRun, ReportSchedule, ReportSchedule.history.model)
OF_ITS_ACCOUNT = "account_id::text = current_setting('qlcb.account', true)"
OF_ITS_UNIT = f"{is_set('reach', ALL)} OR {listed('unit_id', 'units')} OR {OF_ITS_ACCOUNT}"
# A query's conditions come before a policy's only where PostgreSQL knows that they tell nothing of what they meet.
# It does not know so of the match of words, which then could not use its index; only a superuser can say it.
WORDS_TELL_NOTHING = """
DO $$ BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;
    END IF;
END $$
"""


def rules() -> dict[type, str]:
    """Each model that holds data of dossiers → the SQL condition under which a request meets its rows."""
    past = Dossier.history.model
    found = {Dossier: OF_A_DOSSIER, past: OF_ITS_ROW.format(key=_column(past, "id"))}
    found |= dict.fromkeys(RUNS, OF_ITS_ACCOUNT) | dict.fromkeys((Draft, Draft.history.model), OF_ITS_UNIT)
    found |= _of_decisions()
    for model in apps.get_models():
        if model in RIGHTS_ON_DOSSIERS:
            continue
        keys = [field for field in model._meta.fields if field.related_model is Dossier]
        if keys:
            found[model] = _of_a_row(model, keys[0].name)
    return found | {model: _of_a_paper(model) for model in (PendingPaper, PendingPaper.history.model)}


def _of_decisions() -> dict[type, str]:
    """Its own row is met in more places than what stood on it before."""
    past, key, authority = Decision.history.model, _column(Decision, "id"), _column(Decision, "authority_id")
    return {
        Decision: f"{OF_A_DECISION} OR {TOLD_BESIDE}".format(key=key, authority=authority),
        past: OF_ITS_DECISION.format(key=_column(past, "id")),
    }


def _of_a_row(model, name: str) -> str:
    """A row of a dossier is met with the dossier, a paper of a decision with the decision, what is of neither by all.

    name: of the field with the dossier.
    """
    key, kept = _column(model, f"{name}_id"), model.instance_type if is_history(model) else model
    with_it = OF_ITS_ROW.format(key=key) + _of_sides(model, kept, key)
    if not kept._meta.get_field(name).null:
        return with_it
    without = OF_ITS_DECISION.format(key=_column(model, "decision_id")) if kept is Attachment else "true"
    return f"CASE WHEN {key} IS NULL THEN {without} ELSE {with_it} END"


def _of_a_paper(model) -> str:
    """A paper to be entered about no dossier is met by who reads its unit, as people may be told in it by name."""
    key, unit = _column(model, "dossier_id"), _column(model, "unit_id")
    of_unit = f"{is_set('reach', ALL)} OR {listed(unit, 'units')}"
    return f"({key} IS NULL AND ({of_unit})) OR ({key} IS NOT NULL AND ({OF_ITS_ROW.format(key=key)}))"


def _of_sides(model, kept, key: str) -> str:
    """What is met of a transfer by who does not read the dossier: the row from both sides, the papers from the sending
    one."""
    if kept is Transfer:
        sides = (OF_A_SIDE.format(unit=_column(model, f"{side}_unit_id"), key=key) for side in ("from", "to"))
        return "".join(f" OR ({side})" for side in sides)
    if kept is TransferPaper:
        sent = OF_A_SIDE.format(unit="transfer.from_unit_id", key=key)
        its = f"transfer.id = {_column(model, 'transfer_id')}"
        return f" OR EXISTS (SELECT FROM personnel_transfer transfer WHERE {its} AND ({sent}))"
    return ""


def _column(model, name: str) -> str:
    return f'"{model._meta.db_table}"."{name}"'


def store(sender, using, **kwargs) -> None:
    """Write the policies into the database; run after each migration."""
    kept = f"REVOKE INSERT, UPDATE, DELETE ON {RESULTS} FROM {ROLE}"
    store_policies(using, rules(), *FUNCTIONS, WORDS_TELL_NOTHING, kept)
