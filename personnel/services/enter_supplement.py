"""Enter the signed yearly phiếu bổ sung lý lịch of a dossier: everything on it, or nothing (TCHQ-8.2a, HG-8.2b)."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError

from personnel.models import Dossier
from personnel.sections import Panel, Section
from personnel.services.save_panel import save_panels
from personnel.services.save_row import add_row, change_row
from personnel.supplements import year_told
from qlcb.history import Act, writing


class Refused(Exception):
    """A record of the sheet that cannot be written: `row` is it, `error` the ValidationError that tells why."""

    def __init__(self, row, error: ValidationError):
        super().__init__(str(error))
        self.row = row
        self.error = error


def enter_supplement(
    *,
    account,
    reason: str,
    dossier: Dossier,
    expected_version: int,
    rows: Sequence[tuple[Section, object]],
    versions: Mapping[int, int],
    panels: Sequence[Panel],
    today: date,
) -> int:
    """Write one sheet in one transaction, each record with one history row under the same reason.

    reason: `personnel.supplements.Supplement.reason`. dossier: the instance with the edited single values of `panels`;
    expected_version: the version of it that the person saw. rows: new, unsaved records, and stored ones as edited;
    versions: id of a stored one → the version that the person saw.
    Returns how many records were written, the dossier itself counting as one. Raises PermissionDenied when the right
    to one of the parts is missing, ValidationError when the reason names no sheet or nothing is new, Refused for a
    record, Conflict when somebody else saved one; nothing is written then.
    """
    if year_told(reason) is None:
        raise ValidationError("Lý do phải nêu phiếu bổ sung lý lịch của năm nào, nộp ngày nào.")
    common = {"account": account, "reason": reason, "today": today}
    with writing(account=account, reason=reason, act=Act.CHANGE):
        written = 0
        if panels:
            written += save_panels(
                panels=panels, dossier=dossier, expected_version=expected_version, act=Act.CHANGE, **common
            )
        for section, row in rows:
            row.dossier = dossier
            try:
                if row._state.adding:
                    add_row(section=section, row=row, **common)
                    written += 1
                else:
                    written += change_row(section=section, row=row, expected_version=versions.get(row.pk, 0), **common)
            except ValidationError as error:
                raise Refused(row, error) from error
        if not written:
            raise ValidationError("Phiếu chưa có nội dung nào khác với hồ sơ.")
    return written
