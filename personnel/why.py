"""Why an account may or may not do what on a dossier, in words: for the administrators' page and `explain_access`.

`Access.explain` decides; here it is said where a right comes from, and what stands in the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from accounts.access import Verdict
from accounts.models import Account, Grant
from accounts.permissions import CONFIDENTIAL, RIGHTS
from accounts.sign_in import refusal
from orgunits.tree import Tree
from personnel.models import Dossier
from personnel.querysets import secret_from
from qlcb import row_security
from qlcb.formats import date_vi

OWN = "Đây là hồ sơ của chính người giữ tài khoản: không được cập nhật, dù có quyền."
WAY = " › "


@dataclass(frozen=True)
class RightLine:
    """One right: its sentence, whether it may be used on the dossier and why, and the grants behind the answer."""

    sentence: str
    verdict: Verdict
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Why:
    """The whole answer. place: the units from the top to that of the dossier; notes: what holds for all rights."""

    place: str
    visible: Verdict
    notes: list[str]
    rights: list[RightLine]


@row_security.opened()
def explain(account: Account, dossier: Dossier, today: date) -> Why:
    """What the account may do on the dossier today, right by right, with reasons.

    dossier: has `now_unit_id`, `is_confidential` and what constraints ask for. Says nothing of the person but that.
    """
    tree = Tree.on(today)
    path, employer = map(tree.path_to_keeper, (dossier.now_unit_id, dossier.now_employer_id))
    blocked = refusal(account, today)
    secret = dossier.is_confidential and Dossier._base_manager.filter(secret_from(account), pk=dossier.pk).exists()
    visible = not blocked and Dossier.objects.visible_to(account).filter(pk=dossier.pk).exists()
    grants = list(account.grants.select_related("template", "unit").order_by("-valid_from", "-pk"))
    answers = zip(RIGHTS.values(), account.access.explain(dossier), strict=True)
    return Why(
        place=WAY.join(node.name for node in path) or "chưa có đơn vị",
        visible=Verdict(visible, "có" if visible else "không (404)"),
        notes=list(_notes(account, dossier, blocked, employer)),
        rights=[
            RightLine(
                sentence,
                _effective(right, verdict, blocked, bool(secret), account.access.is_own(dossier)),
                [_source(one, (path, employer), today) for one in grants if right.code in one.codes],
            )
            for right, (sentence, verdict) in answers
        ],
    )


def _notes(account: Account, dossier: Dossier, blocked: str, employer) -> Iterable[str]:
    if blocked:
        yield blocked
    if dossier.is_confidential:
        holds = "có" if account.access.may_on(CONFIDENTIAL, dossier) else "không có"
        yield f"Đây là hồ sơ mật: tài khoản {holds} quyền “{RIGHTS[CONFIDENTIAL].sentence}”."
    if employer:
        way = WAY.join(node.name for node in employer)
        yield f"Người này đang công tác tại {way}: đơn vị sử dụng chỉ xem, kết xuất; đơn vị quản lý hồ sơ cập nhật."
    if account.access.is_own(dossier):
        yield OWN


def _effective(right, verdict: Verdict, blocked: str, secret: bool, own: bool) -> Verdict:
    """The answer with all that stands before a right: the state of the account, secrecy, one's own dossier."""
    if blocked:
        return Verdict(False, blocked)
    if not verdict:
        return verdict
    if secret and right.code != CONFIDENTIAL:
        return Verdict(False, f"Hồ sơ mật; tài khoản không có quyền “{RIGHTS[CONFIDENTIAL].sentence}” tại đơn vị này.")
    if own and right.groups:
        return Verdict(False, OWN)
    return verdict


def _source(given: Grant, paths, today: date) -> str:
    """A grant in words: by which role, on whose paper, where, whether it holds, and the way down to the dossier.

    paths: down to the unit that keeps it, and to that where the person serves.
    """
    role = f"Vai trò “{given.template.name}”" if given.template else "Quyền riêng"
    if given.revoked_on and given.revoked_on <= today:
        state = f"đã thu hồi ngày {date_vi(given.revoked_on)} theo {given.revoked_under}"
    elif given.valid_to and given.valid_to < today:
        state = f"đã hết hạn ngày {date_vi(given.valid_to)}"
    elif given.valid_from > today:
        state = f"chưa có hiệu lực, từ ngày {date_vi(given.valid_from)}"
    else:
        until = f" đến hết {date_vi(given.valid_to)}" if given.valid_to else ""
        state = f"còn hiệu lực từ {date_vi(given.valid_from)}{until}"
    below = next((path[n:] for path in paths for n, node in enumerate(path) if node.id == given.unit_id), [])
    way = WAY.join(node.name for node in below) if below else f"{given.unit.name} (không phải đơn vị của hồ sơ)"
    return f"{role}, văn bản {given.document}, {state}; phạm vi: {way}"
