from datetime import date

from django.core.exceptions import PermissionDenied

from personnel.models import Dossier, PersonalAccount
from qlcb.history import Act, record, writing


def confirm_own_data(*, account, today: date) -> PersonalAccount:
    """Record that the person has checked the data of the dossier about them (HP-9.3); what they reported as wrong goes
    its own way. Writes nothing in the dossier. Raises PermissionDenied for an account that reads no dossier of its own.
    """
    with writing(account=account, reason="Xác nhận đã kiểm tra thông tin hồ sơ", act=Act.CHANGE):
        dossier = Dossier.objects.of_person(account).first()
        if dossier is None:
            raise PermissionDenied("Chỉ tài khoản cá nhân xác nhận thông tin của chính mình.")
        link = PersonalAccount.objects.select_for_update(of=["self"]).get(account=account)
        link.checked_on = today
        record(link)
    return link
