"""Which part of the dossier a paper belongs to, and hence who may bring it, correct it and open it."""

from dataclasses import dataclass

from accounts.access import Access, Verdict
from accounts.permissions import RESTRICTED, RIGHTS, VIEW, Change, WorkGroup
from personnel.models import Attachment, Decision, Dossier, Term
from personnel.sections import PANEL_OF, SECTIONS

NOT_OPEN = "Giấy tờ này có thông tin hạn chế; tài khoản không có quyền mở."

# Kind of paper → the panel or section that holds what it says. A kind that is not here belongs to Lý lịch.
PLACES = {
    **dict.fromkeys(("GKSK", "SKDK"), "suc-khoe"),
    **dict.fromkeys(("VB", "CCH", "VBBS", "QDDT"), "dao-tao"),
    **dict.fromkeys(("QDHTS", "QDNN", "QDNL"), "luong"),
    **dict.fromkeys(("QDBN", "QDMN"), "bo-nhiem"),
    **dict.fromkeys(("QDDD", "QDLC", "QDBP", "QDCV", "QDNH", "TBNH"), "cong-tac"),
    "QDTD": "tuyen-dung",
    "GTCC": "giay-to-tuy-than",
    "LLTP": "lich-su-ban-than",
    "XNUT": "quan-ngu",
    "LLDV": "dang",
    "KKTS": "ke-khai-tai-san",
    "DG": "xep-loai",
    "NX": "nhan-xet",
    "HDLD": "hop-dong",
    "BHXH": "bao-hiem",
    "QDPC": "phu-cap",
    "QDQH": "quy-hoach",
    "QDNNG": "di-nuoc-ngoai",
    "QDKT": "khen-thuong",
    "QDKL": "ky-luat",
    "QDNT": "nghi",
}
# A scan shows all that stands on the paper, so it is restricted unless its kind is known to hold nothing secret.
OPEN_KINDS = frozenset({"VB", "CCH", "VBBS", "DG", "NX", "QDTD", "PGN", "PCH", "PNC", "PTD"})
OPEN_GROUPS = frozenset({"decision", "portrait"})
OF_THE_DOSSIER = frozenset({"original", "portrait"})  # also as the paper of a record they take who writes that part


@dataclass(frozen=True)
class Part:
    """Where a paper belongs: the work group that writes it, what it is called, and whether opening it unmasks."""

    group: WorkGroup
    title: str
    restricted: bool


def part_of_kind(kind: Term | None) -> Part:
    """The part of the dossier to which papers of a kind belong; kind: None for papers of no kind."""
    place = PLACES.get(kind.code, "") if kind else ""
    holder = SECTIONS.get(place) or PANEL_OF.get(place)
    is_open = kind is not None and (kind.code in OPEN_KINDS or kind.group in OPEN_GROUPS)
    if holder is None:
        return Part(WorkGroup.IDENTITY, kind.name if kind else "Giấy tờ khác", not is_open)
    return Part(holder.group, holder.title, not is_open or bool(holder.sealed))


def part_of(paper: Attachment) -> Part:
    """The part of a paper of a dossier: of the section of its record, or else of its kind."""
    by_kind = part_of_kind(paper.kind)
    section = SECTIONS.get(paper.section)
    if section is None:
        return by_kind
    return Part(section.group, section.title, bool(section.sealed) or by_kind.restricted)


def write_verdict(access: Access, paper: Attachment, *, rewrites: bool = False) -> Verdict:
    """Whether the paper may be brought, or with `rewrites` corrected and taken out. paper: with its owner and kind."""
    if paper.dossier is not None:
        change = Change(rewrites=rewrites)
        verdict = access.may_write(part_of(paper).group, paper.dossier, change)
        if verdict and paper.section and paper.kind and paper.kind.group in OF_THE_DOSSIER:
            return access.may_write(part_of_kind(paper.kind).group, paper.dossier, change)
        return verdict
    if Decision.objects.correctable_by(access.account).filter(pk=paper.decision_id).exists():
        return Verdict(True, "Được đính chính quyết định này.")
    return Verdict(False, "Tài khoản không được đính kèm giấy tờ vào quyết định này.")


def open_verdict(access: Access, paper: Attachment) -> Verdict:
    """Whether the file may be opened by an account that may see its owner. Not for deciding whether it may see it."""
    if not is_restricted(paper):
        return Verdict(True, f"{RIGHTS[VIEW].sentence}.")
    if paper.dossier is not None:
        verdict = access.may_reveal(part_of(paper).group, paper.dossier)
    else:
        verdict = _may_reveal_decision(access, paper.decision)
    return verdict if verdict else Verdict(False, NOT_OPEN)


def is_restricted(paper: Attachment, secret: set[int] | None = None) -> bool:
    """Whether opening the file shows what is masked on the pages (DESIGN §9).

    secret: what `secret_decisions` says of the decision, where it was asked for many papers at once.
    """
    if paper.dossier is not None:
        return part_of(paper).restricted
    if paper.kind is not None and part_of_kind(paper.kind).restricted:
        return True
    return paper.decision_id in (secret_decisions([paper.decision_id]) if secret is None else secret)


def secret_decisions(ids: list[int]) -> set[int]:
    """Those of the decisions that have a result in a section with restricted fields, in one query."""
    parts = [
        section.model.objects.filter(decision_id__in=ids).order_by().values_list("decision_id", flat=True)
        for section in _secret_sections()
    ]
    return set(parts[0].union(*parts[1:])) if ids and parts else set()


def _secret_sections():
    return [section for section in SECTIONS.values() if section.sealed]


def _may_reveal_decision(access: Access, decision: Decision) -> Verdict:
    """A decision that disciplines somebody: each result that may be seen must be one whose section may be revealed."""
    visible = Dossier.objects.visible_to(access.account)
    results = [
        (section.group, row.dossier)
        for section in _secret_sections()
        for row in section.model.objects.filter(decision=decision, dossier__in=visible).select_related("dossier")
    ]
    if results:
        return Verdict(all(access.may_reveal(group, dossier) for group, dossier in results), NOT_OPEN)
    return Verdict(access.may(RESTRICTED, decision.authority_id), NOT_OPEN)


def writable_groups(access: Access, dossier: Dossier) -> set[WorkGroup]:
    """The work groups whose papers the account may bring into the dossier."""
    return {group for group in WorkGroup if access.may_write(group, dossier)}
