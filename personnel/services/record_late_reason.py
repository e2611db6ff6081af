from accounts.permissions import OPEN
from personnel.deadlines import NEW_DOSSIER
from personnel.models import Dossier, LateReason
from personnel.sections import SECTIONS
from personnel.services.save_row import lock_to_write
from qlcb.history import Act, Conflict, record, writing


def record_late_reason(
    *, account, dossier: Dossier, section: str, row: int, because: str, expected_version: int
) -> LateReason:
    """Record why a record of the dossier, or the dossier itself, was entered late; what was written before is changed.

    section: its slug, "ho-so-moi" for the dossier; row: its id; expected_version: of the reason that the person saw, 0
    for none. The reason is also why the write is made. Raises PermissionDenied for who may not write that section,
    Conflict when somebody was faster.
    """
    with writing(account=account, reason=because, act=Act.CHANGE):
        if section == NEW_DOSSIER:
            account.access.require(OPEN, Dossier.objects.select_for_update().get(pk=dossier.pk).now_unit_id)
        else:
            lock_to_write(account, SECTIONS[section].group, dossier)
        stored = LateReason.objects.select_for_update().filter(section=section, row=row).first()
        edited = stored or LateReason(dossier=dossier, section=section, row=row)
        if (stored.version if stored else 0) != expected_version:
            raise Conflict(stored, edited)
        edited.because = because
        record(edited)
        return edited
