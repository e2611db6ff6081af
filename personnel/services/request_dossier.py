"""Ask the department that keeps a dossier to hand it over, by a document (HG-9)."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.permissions import CONFIDENTIAL, RIGHTS, TRANSFER
from orgunits.models import Unit
from personnel.keepers import Keepers
from personnel.models import Dossier, Posting, Transfer
from personnel.services.require_living_units import require_living_units
from personnel.transfers.locks import hold_dossiers
from personnel.transfers.rights import receive_verdict
from personnel.transfers.steps import put_in
from qlcb.dates import PartialDate
from qlcb.history import Act, record, writing
from qlcb.vietnamese import fold, squeeze

UNKNOWN = "Không có hồ sơ đang được quản lý nào đúng cả số hiệu và họ tên này. Kiểm tra lại theo quyết định."


class UnknownPerson(ValidationError):
    """The code and the name are not those of a dossier that may be asked for; it does not tell which is wrong."""

    def __init__(self):
        super().__init__({"code": UNKNOWN})


def request_dossier(
    *, account, reason: str, code: str, full_name: str, to_unit: Unit, number: str, on: date, today: date
) -> Transfer:
    """Ask for the dossier of the person with this staff code and this name, both of which must be known.

    to_unit: that shall receive it; number, on: of the document. The department that keeps it answers by sending it, or
    declines. Raises PermissionDenied without the right at `to_unit`, UnknownPerson, and ValidationError when the
    dossier is kept there already, or is asked for or on its way.
    """
    if not account.access.may(TRANSFER, to_unit.pk):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[TRANSFER].sentence}.")
    if on > today:
        raise ValidationError({"request_on": "Ngày văn bản không được sau hôm nay."})
    with writing(account=account, reason=reason, act=Act.OPEN):
        dossier = _found(account, code, full_name, to_unit)
        verdict = receive_verdict(account.access, dossier, to_unit.pk)
        if not verdict:
            raise PermissionDenied(verdict.why)
        if Keepers(today).same(dossier.now_unit_id, to_unit.pk):
            raise ValidationError({"code": "Hồ sơ này đã do đơn vị của bạn quản lý."})
        if dossier.transfers.filter(state__in=Transfer.OPEN).exists():
            raise ValidationError({"code": "Hồ sơ này đang có một lần điều chuyển chưa xong."})
        transfer = Transfer(
            dossier=dossier, code=dossier.code, full_name=dossier.full_name, from_unit_id=dossier.now_unit_id,
            to_unit=to_unit, request_number=squeeze(number), request_on=on,
        )  # fmt: skip
        require_living_units([Posting(dossier=dossier, unit=to_unit, valid_from=PartialDate.of(today))])
        put_in([transfer], Transfer.State.REQUESTED)
        transfer.asked_at = transfer.moved_at
        record(transfer)
    return transfer


def _found(account, code: str, full_name: str, to_unit: Unit) -> Dossier:
    ids = Dossier._base_manager.filter(code=code.strip().upper(), now_status=Dossier.Status.SERVING)
    dossier = next(iter(hold_dossiers(ids.values_list("pk", flat=True)).values()), None)
    if dossier is None or fold(squeeze(full_name)) != fold(squeeze(dossier.full_name)):
        raise UnknownPerson
    if dossier.is_confidential and not account.access.may(CONFIDENTIAL, to_unit.pk):
        raise UnknownPerson
    return dossier
