from collections import defaultdict
from collections.abc import Sequence

from accounts.permissions import WorkGroup
from personnel.conversion import ENDED, restored
from personnel.models import Dossier
from personnel.removal_plan import GoneRow
from personnel.services.add_rows import RowsRefused
from personnel.workbooks.gate import Gate
from qlcb.history import Act, update_many, writing


def return_to_contracts(*, account, reason: str, rows: Sequence[GoneRow]) -> None:
    """Take a conversion back: the people are contract staff again, and what had ended with it runs as it did before.

    rows: the salary records that were taken out, with their dossiers. Raises RowsRefused.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        gate = Gate(account)
        for row in rows:
            verdict = gate.may_write(WorkGroup.RECRUITMENT, row.dossier)
            if not verdict:
                row.errors.append(("", verdict.why))
        if refused := [row for row in rows if row.errors]:
            raise RowsRefused(refused)
        by_model = defaultdict(list)
        for records in restored([row.pk for row in rows]).values():
            for record in records:
                by_model[type(record)].append(record)
        for model, records in by_model.items():
            update_many(records, ENDED[model])
        people = [row.dossier for row in rows if row.dossier.is_civil_servant]
        for dossier in people:
            dossier.subject = Dossier.Subject.CONTRACT
        update_many(people, ["subject"])
