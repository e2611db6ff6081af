from collections.abc import Sequence
from datetime import date

from personnel.conversion import ENDED, conversions
from personnel.row_plan import NewRow, hold
from personnel.services.add_rows import RowsRefused
from personnel.workbooks.gate import Gate
from qlcb.history import Act, update_many, writing


def convert_contracts(*, account, reason: str, rows: Sequence[NewRow], today: date) -> None:
    """End the contracts of the people and make them civil servants, before their new salary records are written.

    Whose rank begins after today becomes one on its day (`begin_conversions`). Part of a larger act: who calls it
    writes the records and brings the dossiers up to date. Raises RowsRefused with what is wrong with each person.
    """
    with writing(account=account, reason=reason, act=Act.CHANGE):
        held = hold([row.dossier.pk for row in rows])
        for row in rows:
            row.record.dossier = held.get(row.dossier.pk, row.dossier)
        found = conversions(rows, Gate(account), today)
        refused = [row for row in rows if row.errors]
        if refused:
            raise RowsRefused(refused)
        for model, records in found.ended.items():
            update_many(records, ENDED[model])
        update_many([dossier for dossier in found.people if dossier.is_civil_servant], ["subject"])
