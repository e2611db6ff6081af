from datetime import date

from personnel.attachments.content import Checked
from personnel.models import AssetDeclaration, Attachment, RoundItem, Term
from personnel.rounds import ASSETS_SLUG
from personnel.sections import SECTIONS
from personnel.services.add_attachments import add_attachments
from personnel.services.change_round import hold_open
from personnel.services.save_row import add_row
from qlcb.history import writing


def declare_assets(
    *, account, item: RoundItem, declaration: AssetDeclaration, scans: list[Checked], today: date
) -> AssetDeclaration:
    """Enter the declaration that a round asks of a person, with its scans, sealed: all in one transaction (TCHQ-6.1d3).

    declaration: unsaved, with the day of the declaration; year and kind are those of the round. Returns it. Raises
    PermissionDenied unless the account may write declarations of the dossier, ValidationError.
    """
    reason = f"Kê khai tài sản năm {item.round.year}: {item.round.title}"
    with writing(account=account, reason=reason):
        hold_open(item.round)
        declaration.dossier = item.dossier
        declaration.year, declaration.kind = item.round.year, item.round.declaration_kind
        section = SECTIONS[ASSETS_SLUG]
        add_row(account=account, reason=reason, section=section, row=declaration, today=today)
        if scans:
            kind = Term.objects.filter(kind=Term.Kind.PAPER_KIND, code="KKTS").on(today).first()
            title = f"Bản kê khai tài sản năm {declaration.year}"
            like = Attachment(
                dossier=item.dossier, section=section.slug, row_id=declaration.pk, kind=kind, title=title,
                form=Attachment.Form.ORIGINAL,
            )  # fmt: skip
            add_attachments(account=account, reason=reason, like=like, files=scans)
    return declaration
