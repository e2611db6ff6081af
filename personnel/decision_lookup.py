"""Whether a paper that somebody typed is one on file already, and whether it says the same."""

from personnel.models import Decision
from qlcb import row_security
from qlcb.formats import date_vi

NOT_THE_SAME = "Chưa khớp với quyết định đã có trong hệ thống; kiểm tra lại bản giấy."
HINT = "Cần sửa thì đính chính tại trang của quyết định."


@row_security.opened()
def known_decision(paper: Decision, account) -> tuple[Decision, dict[str, str]]:
    """The decision on file with the paper's number, day and authority, or the paper itself when there is none.

    Beside it what is typed otherwise than on file: name of the field → sentence. One that the account may not see is
    found only by whoever knows all that is on the paper, and one of a body outside the service not at all: it may be
    another paper of the same number.
    """
    known = Decision.objects.filter(number=paper.number, signed_on=paper.signed_on, authority=paper.authority)
    found = (known if paper.authority_id else known.visible_to(account)).first()
    if found is None:
        return paper, {}
    same = (found.effective_on, found.signer) == (paper.effective_on, paper.signer)
    same = same and not Decision.objects.only_of_secret_people(account).filter(pk=found.pk).exists()
    if same:
        return found, {}
    if Decision.objects.visible_to(account).filter(pk=found.pk).exists():
        return found, _differences(found, paper)
    return found, {"number": NOT_THE_SAME}


def _differences(found: Decision, paper: Decision) -> dict[str, str]:
    told = {}
    if paper.effective_on != found.effective_on:
        known = f"Quyết định này đã được nhập với ngày có hiệu lực {date_vi(found.effective_on)}."
        told["effective_on"] = f"{known} {HINT}"
    if paper.signer and paper.signer != found.signer:
        told["signer"] = f"Quyết định này đã được nhập với người ký “{found.signer}”. {HINT}"
    return told
