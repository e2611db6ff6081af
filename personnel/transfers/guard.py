"""While a dossier is on its way, its file may be corrected, but nobody is posted elsewhere past the transfer."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.keepers import Keepers
from personnel.models import Dossier, Posting, Transfer
from personnel.transfers import terms
from qlcb.formats import date_vi
from qlcb.history import Tracked

NOT_ASKED_FOR = (
    "Theo quy chế, hồ sơ chỉ chuyển khi đơn vị nhận yêu cầu bằng văn bản. Ghi đơn vị quản lý hồ sơ là đơn vị đang quản "
    "lý; khi có văn bản yêu cầu thì điều chuyển hồ sơ."
)


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


class KeeperCheck:
    """Whether postings may name the unit that keeps the dossier, or leave it unnamed; one query for any number."""

    def __init__(self, today: date):
        self._today, self._keepers = today, None

    def why_not(self, posting: Posting, dossier: Dossier) -> str:
        """Why not, "" when nothing is in the way: it takes the dossier to another department without a request by
        document where the regulation wants one (HG-9), or leaves it where it is within one department.

        dossier: as stored. Postings that are over tell of the past and move nothing.
        """
        is_over = posting.valid_to is not None and posting.valid_to < self._today
        if is_over or not (posting.kept_by_id or terms.on_request()):
            return ""
        if self.is_inside(posting):
            return "Hai đơn vị cùng một nơi quản lý hồ sơ: để trống ô này."
        stays = dossier.now_unit_id is None or self._same(posting.keeper_id, dossier.now_unit_id)
        return NOT_ASKED_FOR if terms.on_request() and not stays else ""

    def is_inside(self, posting: Posting) -> bool:
        """Whether it names a keeper in the department in which the person serves, which keeps the dossier anyway."""
        return posting.kept_by_id is not None and self._same(posting.kept_by_id, posting.unit_id)

    def _same(self, one: int, other: int) -> bool:
        self._keepers = self._keepers or Keepers(self._today)
        return self._keepers.same(one, other)


def require_asked_for(posting: Posting, dossier: Dossier, today: date) -> None:
    """Raise ValidationError for what `KeeperCheck` has against the posting. dossier: as stored."""
    if why := KeeperCheck(today).why_not(posting, dossier):
        raise ValidationError({"kept_by": why})


def require_no_posting_of_moving(new: Iterable[Tracked]) -> None:
    """`require_at_rest` for the records that an import adds, which ends with the reason: raises PermissionDenied."""
    try:
        require_at_rest({record.dossier_id for record in new if isinstance(record, Posting)} - {None})
    except ValidationError as error:
        raise PermissionDenied(f"{error.messages[0]} Không dòng nào được ghi.") from error
