"""The import of a personnel list: compared first, then written whole, in one transaction with its history."""

from django.db import IntegrityError

from personnel.importing.apply import apply_plan
from personnel.importing.examination import Examination
from personnel.importing.plan import plan_rows
from personnel.importing.reading import Lists
from qlcb.history import Act, writing


class ImportMoved(Exception):
    """What would be written is no longer what was confirmed; `examination` is how it stands now, None when it must be
    made anew."""

    def __init__(self, examination: Examination | None = None) -> None:
        super().__init__("Dữ liệu đã thay đổi sau khi xem trước; chưa ghi dòng nào.")
        self.examination = examination


def examine_lists(*, account, lists: Lists) -> Examination:
    """Compare the lists of a file with what is stored. Writes nothing; lists are good for one comparison."""
    return Examination(lists, [] if lists.problems else plan_rows(lists, account=account))


def import_dossiers(*, account, reason: str, lists: Lists, confirmed: str | None = None) -> Examination:
    """Write the good rows of a file; the refused ones stay out and are told in the result (TCHQ-8.2b).

    lists: just read by `read_lists`, for one comparison; confirmed: the mark of the examination that a person
    confirmed, None to write what there is. Everything is compared again under lock. Raises ImportMoved when that
    gives another mark or when somebody wrote one of these people meanwhile, PermissionDenied when a dossier would
    leave the account's scope; nothing is written then.
    """
    today = lists.catalogues.lookups.today
    try:
        with writing(account=account, reason=reason, act=Act.IMPORT):
            examination = Examination(lists, [] if lists.problems else plan_rows(lists, account=account, lock=True))
            if confirmed is not None and examination.mark != confirmed:
                raise ImportMoved(examination)
            apply_plan(examination.rows, account=account, today=today)
    except IntegrityError as error:
        raise ImportMoved from error
    return examination
