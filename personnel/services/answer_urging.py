from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Urging
from qlcb.history import Act, record, writing
from qlcb.vietnamese import squeeze


def answer_urging(*, account, urging: Urging, answer: str, today: date) -> Urging:
    """Say what was done about an urging; who urged reads it (HG-15.1).

    Raises PermissionDenied for who was not urged, ValidationError without an answer and when it was answered before.
    """
    with writing(account=account, reason="Trả lời đôn đốc", act=Act.CHANGE):
        stored = Urging.objects.received_by(account).select_for_update(of=["self"]).filter(pk=urging.pk).first()
        if stored is None:
            raise PermissionDenied("Lần đôn đốc này không gửi cho đơn vị của tài khoản.")
        if not stored.is_open:
            raise ValidationError("Lần đôn đốc này đã được trả lời.")
        if not squeeze(answer):
            raise ValidationError({"answer": "Ghi kết quả đã làm, hoặc vì sao chưa làm được."})
        stored.answer, stored.answered_on = squeeze(answer), today
        stored.answered_by = (account.holder_name or account.title)[:200]
        record(stored)
    return stored
