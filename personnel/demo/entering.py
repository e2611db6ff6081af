"""Spreads the entering of the demo over time: what arose since the service began was entered a few days later, by its
clerks, some of it late. Rewrites when and by whom invented rows were written; nothing else may ever do that."""

from datetime import date, timedelta

from django.db import connection, transaction

from accounts.models import Account
from orgunits.models import Unit
from orgunits.querysets import ways_up
from personnel.deadlines import rule_of
from personnel.deadlines.statement import start_columns, zone
from personnel.models import Dossier
from personnel.sections import SECTIONS

BEGAN_DAYS_AGO = 420
DELAYS = (0, 1, 1, 2, 0, 1, 2, 1, 0, 2, 1, 1, 2, 5, 9, 23)  # days; one in sixteen each
CENTRAL_CLERK = "tccb.nhansu1"

OF_DOSSIERS = "UPDATE {history} SET history_date = %(began)s WHERE history_type = '+'"
OF_ROWS = """
WITH told AS (
    SELECT r.id, {start}, coalesce(r.decision_id, r.id) AS paper_id, k.account_id, k.holder
    FROM {table} r JOIN personnel_dossier s ON s.id = r.dossier_id
    LEFT JOIN personnel_decision d ON d.id = r.decision_id
    LEFT JOIN unnest(%(units)s::bigint[], %(accounts)s::bigint[], %(holders)s::text[]) AS k(unit_id, account_id, holder)
        ON k.unit_id = s.now_unit_id
), spread AS (
    SELECT id, account_id, holder, start > %(began)s::date AND start <= %(today)s AS is_new,
           least(start + (%(delays)s::int[])[1 + abs(hashint8(paper_id)) %% 16], %(today)s)::date AS day, paper_id
    FROM told
), timed AS (
    SELECT id, account_id, holder, is_new, CASE WHEN is_new THEN
        (day + CASE WHEN day < %(today)s THEN (%(weekend)s::int[])[extract(isodow FROM day)::int] ELSE 0 END
             + time '08:00' + interval '1 minute' * (abs(hashint8(paper_id)) %% 480)) AT TIME ZONE %(zone)s
        ELSE %(began)s END AS at
    FROM spread
), rows AS (UPDATE {table} r SET entered_at = timed.at FROM timed WHERE timed.id = r.id)
UPDATE {history} h SET history_date = timed.at,
    history_user_id = CASE WHEN is_new THEN coalesce(timed.account_id, h.history_user_id) ELSE h.history_user_id END,
    custodian = CASE WHEN is_new THEN coalesce(timed.holder, h.custodian) ELSE h.custodian END
FROM timed WHERE timed.id = h.id AND h.history_type = '+'
"""


def spread_entering(today: date) -> None:
    """Let the dossiers have been loaded long ago and what arose since been entered by the clerks of their departments.

    Works on the demo data that was just seeded, as the owner of the tables; two statements a section.
    """
    keepers = _keepers()
    asked = {
        "began": f"{today - timedelta(days=BEGAN_DAYS_AGO)} 08:00+07",
        "today": today,
        "delays": list(DELAYS),
        "weekend": [0, 0, 0, 0, 0, 2, 1],
        "zone": zone(),
        "units": list(keepers),
        "accounts": [account.pk for account in keepers.values()],
        "holders": [account.holder_name for account in keepers.values()],
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(OF_DOSSIERS.format(history=Dossier.history.model._meta.db_table), asked)
        for slug, section in SECTIONS.items():
            if deadline := rule_of(slug):
                start = start_columns(deadline.starts, section)
                tables = {"table": section.model._meta.db_table, "history": section.model.history.model._meta.db_table}
                cursor.execute(OF_ROWS.format(start=start, **tables), asked)


def _keepers() -> dict[int, Account]:
    """Each unit → the account that enters for its department."""
    accounts = {account.username: account for account in Account.objects.filter(username__endswith=".nhansu1")}
    units = {unit.pk: unit for unit in Unit.objects.all()}
    found = {}
    for unit_id, way in ways_up(units).items():
        names = [f"{units[above].code.lower()}.nhansu1" for above in way]
        clerk = next((accounts[name] for name in names if name in accounts), accounts.get(CENTRAL_CLERK))
        if clerk:
            found[unit_id] = clerk
    return found
