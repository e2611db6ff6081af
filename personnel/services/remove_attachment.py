from personnel.models import Attachment
from personnel.services.add_attachments import lock
from qlcb.history import Act, Conflict, writing


def remove_attachment(*, account, reason: str, paper: Attachment, expected_version: int) -> None:
    """Take a paper out of its dossier or decision. Its history stays, and so does the sealed file, as evidence: no page
    opens it any more. Raises PermissionDenied, and Conflict when somebody was faster.
    """
    with writing(account=account, reason=reason, act=Act.REMOVE):
        stored = Attachment.objects.select_for_update(of=["self"]).select_related("kind").get(pk=paper.pk)
        lock(account, stored, rewrites=True)
        if stored.version != expected_version:
            raise Conflict(stored, paper)
        stored.delete()
