from collections.abc import Sequence

from django.core.exceptions import ValidationError

from personnel.acts import ACTS
from personnel.acts.plan import standing
from personnel.models import Draft, DraftLine
from personnel.services.begin_draft import REASON, begin_draft
from qlcb.history import Act, create_many, writing

NOTHING_LEFT = "Kết quả của dự thảo này không còn trong hồ sơ của ai: đã thu hồi, điều chỉnh hoặc hủy hết."
NOT_APPLIED = "Chỉ thu hồi, điều chỉnh được kết quả của dự thảo đã ghi vào hồ sơ."
SUMMARY = "Về việc thu hồi, điều chỉnh kết quả của Quyết định số {}"


def recall_draft(*, account, draft: Draft, lines: Sequence[DraftLine], title: str, is_in: bool) -> Draft:
    """A draft of the decision that takes results of an applied one back, for the people of these lines of it.

    Each line says whether the result is only taken back, or another put in its place: then it begins with the values
    that were written, to be corrected. Whose result is not on file any more is left out. is_in: whether everybody is in
    it from the beginning, or each is to be put in. Raises ValidationError when there is nothing to take back.
    """
    if draft.state != Draft.State.APPLIED or not lines:
        raise ValidationError(NOT_APPLIED)
    lines = standing(ACTS[draft.kind], lines)
    if not lines:
        raise ValidationError(NOTHING_LEFT)
    known = {"corrects": draft, "authority": draft.authority, "shared": draft.shared, "drafted_by": draft.drafted_by}
    known["summary"] = SUMMARY.format(draft.number)[:300] if draft.number else draft.summary
    with writing(account=account, reason=REASON, act=Act.OPEN):
        made = begin_draft(account=account, act=ACTS[draft.kind], title=title, **known)
        create_many(
            [
                DraftLine(
                    draft=made,
                    dossier=line.dossier,
                    order=order,
                    mode=DraftLine.Mode.RECALL,
                    takes_back=line.row,
                    is_in=is_in,
                    sealed_values=line.sealed_values,
                )
                for order, line in enumerate(lines, 1)
            ]
        )
    return made
