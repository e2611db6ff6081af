from personnel.models import Attachment
from personnel.services.add_attachments import lock
from qlcb.history import Act, record, writing


def correct_attachment(*, account, reason: str, paper: Attachment, expected_version: int) -> bool:
    """Rewrite title, kind, form, day or note of a paper; the file itself never changes. Returns whether anything did.

    paper: the edited instance. The right is asked of the kind it had and of the kind it gets. Raises PermissionDenied,
    and Conflict when somebody was faster.
    """
    with writing(account=account, reason=reason, act=Act.CORRECT):
        stored = Attachment.objects.select_related("kind").get(pk=paper.pk)
        for paper_or_stored in (stored, paper):
            lock(account, paper_or_stored, rewrites=True)
        return record(paper, expected_version=expected_version)
