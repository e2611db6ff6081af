"""Scans of papers: kept sealed, looked at before they are taken, opened through the door (DESIGN §9, TCHQ-10.5)."""

from personnel.attachments.store import read_thumbnail
from personnel.models import Attachment, Dossier

PORTRAIT = "portrait"


def portrait(dossier: Dossier) -> bytes | None:
    """The newest portrait photo of the person as JPEG of at most 640 × 640 points; None when there is none.

    For print and page: 4 × 6 cm at 270 dpi, without what the camera noted in it. The scan itself is in the dossier.
    """
    rows = Attachment.objects.filter(dossier=dossier, section="", kind__group=PORTRAIT).exclude(thumbnail="")
    newest = rows.order_by("-pk").first()
    return read_thumbnail(newest) if newest else None
