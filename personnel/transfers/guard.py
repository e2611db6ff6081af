"""While a dossier is on its way, its file may be corrected, but nobody is posted elsewhere past the transfer."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Posting, Transfer
from qlcb.formats import date_vi
from qlcb.history import Tracked


def require_at_rest(dossier_ids: Iterable[int]) -> None:
    """Raise ValidationError when one of the dossiers was sent and is not received yet. In a writing, with the dossiers
    locked; for whoever adds or takes out a posting."""
    sent = Transfer.objects.filter(dossier_id__in=list(dossier_ids), state=Transfer.State.SENT)
    transfer = sent.select_related("to_unit").order_by("pk").first()
    if transfer:
        raise ValidationError(
            f"Hồ sơ {transfer} đang được chuyển đến {transfer.to_unit}, gửi ngày {date_vi(transfer.sent_at)}; thu hồi "
            "hoặc chờ tiếp nhận rồi mới ghi thêm, hủy quá trình công tác."
        )


def require_no_posting_of_moving(new: Iterable[Tracked]) -> None:
    """The same for an import, which ends with its reason: raise PermissionDenied. new: the records that it adds."""
    try:
        require_at_rest({record.dossier_id for record in new if isinstance(record, Posting)} - {None})
    except ValidationError as error:
        raise PermissionDenied(f"{error.messages[0]} Không dòng nào được ghi.") from error
