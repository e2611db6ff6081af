"""Which part of the dossier a paper belongs to, and hence who may bring it, correct it and open it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Value

from accounts.access import Access, Verdict
from accounts.permissions import RESTRICTED, RIGHTS, VIEW, Change, WorkGroup
from personnel.decision_rights import decision_verdict
from personnel.models import Attachment, Decision, Dossier, Term
from personnel.querysets import secret_from
from personnel.sections import PANEL_OF, SECTIONS
from qlcb import row_security

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
        change = _meaning(paper, rewrites)
        verdict = access.may_write(part_of(paper).group, paper.dossier, change)
        if verdict and paper.section and paper.kind and paper.kind.group in OF_THE_DOSSIER:
            return access.may_write(part_of_kind(paper.kind).group, paper.dossier, change)
        return verdict
    if decision_verdict(access.account, paper.decision):
        return Verdict(True, "Được đính chính quyết định này.")
    return Verdict(False, "Tài khoản không được đính kèm giấy tờ vào quyết định này.")


def _meaning(paper: Attachment, rewrites: bool) -> Change:
    """What writing a paper means: that of a record stands for the decision on which the record hangs."""
    section = SECTIONS.get(paper.section)
    if section is None:
        return Change(rewrites=rewrites)
    row = section.model.objects.filter(dossier=paper.dossier, pk=paper.row_id)
    return Change(rewrites=rewrites, deciders=frozenset({row.values_list("decision__authority_id", flat=True).first()}))


class DecisionDoor:
    """What an account may know of some decisions, whose papers name everybody in them; three queries for them all."""

    @row_security.opened()
    def __init__(self, access: Access, decisions: Iterable[Decision]) -> None:
        self._access = access
        self._results: dict[int, list[tuple[int, str]]] = defaultdict(list)
        ids = [decision.pk for decision in decisions]
        parts = [
            section.model.objects.filter(decision_id__in=ids)
            .order_by()
            .values_list("decision_id", "dossier_id", Value(section.slug, output_field=CharField()))
            for section in SECTIONS.values()
        ]
        for decision_id, dossier_id, slug in parts[0].union(*parts[1:]) if ids else ():
            self._results[decision_id].append((dossier_id, slug))
        named = {dossier_id for results in self._results.values() for dossier_id, _ in results}
        self._seen = Dossier.objects.visible_to(access.account).in_bulk(named) if named else {}
        hidden = named - self._seen.keys()
        secret = Dossier._base_manager.filter(secret_from(access.account), pk__in=hidden) if hidden else ()
        self._secret = {dossier.pk for dossier in secret}

    def shows(self, decision: Decision) -> bool:
        """Whether its papers are for this account: who may see all of its results, or the dossiers of the unit that
        decided; never while one of them is confidential and not to be opened (TCHQ-8.1c)."""
        named = {dossier_id for dossier_id, _ in self._results[decision.pk]}
        hidden = named - self._seen.keys()
        if hidden & self._secret:
            return False
        return self._access.may(VIEW, decision.authority_id) or (bool(named) and not hidden)

    def is_restricted(self, decision: Decision) -> bool:
        """Whether it has a result in a section with restricted fields."""
        return any(SECTIONS[slug].sealed for _, slug in self._results[decision.pk])

    def may_reveal(self, decision: Decision) -> Verdict:
        """Whether what is masked may be shown of each of its results that the account sees; of one without any, by the
        right at the unit that decided."""
        seen = [(self._seen[pk], slug) for pk, slug in self._results[decision.pk] if pk in self._seen]
        if not seen:
            return Verdict(self._access.may(RESTRICTED, decision.authority_id), NOT_OPEN)
        allowed = all(self._access.may_reveal(SECTIONS[slug].group, dossier) for dossier, slug in seen)
        return Verdict(allowed, NOT_OPEN)


def open_verdict(access: Access, paper: Attachment, door: DecisionDoor | None = None) -> Verdict:
    """Whether the file may be opened by an account that may see its owner. Not for deciding whether it may see it.

    door: of many decisions at once, where the paper is of one of them.
    """
    if not is_restricted(access, paper, door):
        return Verdict(True, f"{RIGHTS[VIEW].sentence}.")
    if paper.dossier is not None:
        verdict = access.may_reveal(part_of(paper).group, paper.dossier)
    else:
        verdict = (door or DecisionDoor(access, [paper.decision])).may_reveal(paper.decision)
    return verdict if verdict else Verdict(False, NOT_OPEN)


def is_restricted(access: Access, paper: Attachment, door: DecisionDoor | None = None) -> bool:
    """Whether opening the file shows what is masked on the pages (DESIGN §9)."""
    if paper.dossier is not None:
        return part_of(paper).restricted
    if part_of_kind(paper.kind).restricted:
        return True
    return (door or DecisionDoor(access, [paper.decision])).is_restricted(paper.decision)


def writable_groups(access: Access, dossier: Dossier) -> set[WorkGroup]:
    """The work groups whose papers the account may bring into the dossier."""
    return {group for group in WorkGroup if access.may_write(group, dossier)}
