from personnel.deadlines.register import require_register
from personnel.models import PendingPaper
from qlcb.history import Act, record, writing

REASON = "Ghi sổ giấy tờ chờ nhập"


def register_paper(*, account, paper: PendingPaper) -> PendingPaper:
    """Enter a paper that arrived into the register; from then on its time runs in sight (TCHQ-8.1b1).

    paper: unsaved. Raises PermissionDenied for who may not enter decisions there, ValidationError for a day of arrival
    before the signing or after today.
    """
    with writing(account=account, reason=REASON, act=Act.OPEN):
        require_register(account, paper)
        record(paper)
        return paper
