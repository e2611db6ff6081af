"""Which rows of dossiers' data PostgreSQL shows to a request: the same rule as the door's, on every table (DESIGN §9).

A dossier: of a unit in scope or delegated by name, and not confidential unless that is in scope, too. A row of a
dossier, its history included: when its dossier is. A transfer: also to who hands it over or receives it, and its list
of papers to who handed them over. Exports and imports of an account: its own. `qlcb.row_security` tells how the scope
comes there; `tests/personnel/test_row_policies.py` that no table is left out.
"""

from django.apps import apps

from personnel.models import (
    Delegation,
    Dossier,
    DossierGroupPermission,
    DossierUserPermission,
    Draft,
    Export,
    ImportRun,
    PendingPaper,
    Transfer,
    TransferPaper,
)
from qlcb.row_security import ALL, is_history, is_set, listed, store_policies

OF_A_DOSSIER = f"""
    ({is_set("reach", ALL)} OR {listed("now_unit_id", "units")} OR {listed("id", "named")})
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
# Who may do what on which dossier: read to know the scope, and by administrators who open no dossier.
RIGHTS_ON_DOSSIERS = (Delegation, Delegation.history.model, DossierGroupPermission, DossierUserPermission)
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
    found |= dict.fromkeys((Export, ImportRun), OF_ITS_ACCOUNT) | dict.fromkeys(
        (Draft, Draft.history.model), OF_ITS_UNIT
    )
    for model in apps.get_models():
        if model in RIGHTS_ON_DOSSIERS:
            continue
        keys = [field for field in model._meta.fields if field.related_model is Dossier]
        if keys:
            key, kept = _column(model, keys[0].column), model.instance_type if is_history(model) else model
            of_decisions = f" OR {key} IS NULL" if kept._meta.get_field(keys[0].name).null else ""
            found[model] = OF_ITS_ROW.format(key=key) + of_decisions + _of_sides(model, kept, key)
    return found | {model: _of_a_paper(model) for model in (PendingPaper, PendingPaper.history.model)}


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
    store_policies(using, rules(), HIDDEN, SECRET, WORDS_TELL_NOTHING)
