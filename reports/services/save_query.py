from django.core.exceptions import PermissionDenied, ValidationError

from qlcb.history import Act, record, writing
from qlcb.vietnamese import squeeze
from reports.models import SavedQuery
from reports.query.question import Question

MOST_SAVED = 100


def save_query(
    *, account, name: str, question: Question, shared: bool, saved: SavedQuery | None = None, expected_version=None
) -> SavedQuery:
    """Keep a question under a name, as a new one or in the place of `saved`. Returns it.

    Raises PermissionDenied for another account's, Conflict when it was changed since it was opened, ValidationError for
    a name that is taken, for too many, and for a question that holds a restricted value.
    """
    if question.is_secret:
        raise ValidationError("Câu hỏi có số định danh cụ thể nên không lưu được; hãy bỏ điều kiện ấy rồi lưu.")
    if saved is not None and saved.account_id != account.pk:
        raise PermissionDenied("Câu hỏi này của tài khoản khác; hãy lưu thành câu hỏi mới.")
    if saved is None and SavedQuery.objects.filter(account=account).count() >= MOST_SAVED:
        raise ValidationError(f"Mỗi tài khoản lưu nhiều nhất {MOST_SAVED} câu hỏi; hãy xóa bớt.")
    kept = saved or SavedQuery(account=account)
    kept.name, kept.is_shared, kept.question = squeeze(name), shared, question.to_json()
    act = Act.CHANGE if saved else Act.OPEN
    with writing(account=account, reason=f"Lưu câu hỏi tra cứu “{kept.name}”", act=act):
        record(kept, expected_version=expected_version if saved else None)
    return kept
