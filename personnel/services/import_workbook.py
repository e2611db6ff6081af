"""The import of a workbook of sections: compared first, then written whole, in one transaction with its history."""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import AccessEvent
from accounts.permissions import IMPORT
from personnel.services.import_dossiers import ImportMoved
from personnel.workbooks.apply import apply_plan
from personnel.workbooks.examination import Examination
from personnel.workbooks.plan import Plan, Progress, plan_file
from personnel.workbooks.reading import WorkbookFile
from qlcb.history import Conflict


def examine_workbook(*, account, file: WorkbookFile, today: date, progress: Progress | None = None) -> Examination:
    """Compare a file that was read with what is stored. Writes nothing but to the access log: what the table of
    decentralisation refuses (TCHQ-5.2b). Raises PermissionDenied without the right."""
    account.access.require(IMPORT)
    plan = plan_file(file, account=account, today=today, progress=progress)
    _log_outside(plan, account)
    return Examination(plan)


def _log_outside(plan: Plan, account) -> None:
    """One row of the log for a file; it names nobody, for the people concerned may be confidential."""
    outside = [line for line in plan.lines if line.is_outside]
    if outside:
        told = f"{len(outside)} dòng ngoài phân cấp. {outside[0].errors[-1][1]}"
        AccessEvent.log(
            AccessEvent.Kind.FORBIDDEN, account, target="Nhập các mục của hồ sơ", unit=account.unit, detail=told[:1000]
        )


def import_workbook(
    *,
    account,
    reason: str,
    file: WorkbookFile,
    today: date,
    confirmed: str | None = None,
    progress: Progress | None = None,
) -> Examination:
    """Write the good rows of a file; the refused ones stay out and are told in the result (TCHQ-8.2b).

    confirmed: the mark of the examination that a person confirmed, None to write what there is. Everything is compared
    again under lock. Raises ImportMoved when that gives another mark or when somebody wrote the same meanwhile,
    PermissionDenied when a dossier would leave the account's scope; nothing is written then.
    """
    account.access.require(IMPORT)
    try:
        with transaction.atomic():
            plan = plan_file(file, account=account, today=today, lock=True, progress=progress)
            examination = Examination(plan)
            if confirmed is not None and examination.mark != confirmed:
                raise ImportMoved(examination)
            if not file.problems:
                apply_plan(plan, account=account, reason=reason, today=today)
    except (IntegrityError, Conflict) as error:
        raise ImportMoved from error
    return examination
