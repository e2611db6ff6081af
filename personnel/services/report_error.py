from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Dossier, ErrorReport
from personnel.paper_checks import PARTS
from qlcb.history import Act, record, writing


def report_error(*, account, place: str, note: str, today: date) -> ErrorReport:
    """Keep what the person says is wrong in one part of the dossier about them (HP-9.3); who writes that part answers.

    place: slug of the panel or section. Writes nothing in the dossier: no custodian acts on their own (HP-2.4). Raises
    PermissionDenied for an account that reads no dossier of its own, ValidationError while an earlier report on the
    part waits, and without a note.
    """
    with writing(account=account, reason=f"Báo sai sót ở mục {PARTS[place].title}", act=Act.OPEN):
        dossier = Dossier.objects.of_person(account).first()
        if dossier is None:
            raise PermissionDenied("Chỉ tài khoản cá nhân báo sai sót trong hồ sơ của chính mình.")
        if not note.strip():
            raise ValidationError({"note": "Ghi rõ chỗ sai và nội dung đúng."})
        report = ErrorReport(dossier=dossier, place=place, note=note.strip(), reported_on=today)
        record(report)
    return report
