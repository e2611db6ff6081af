"""No result is hung on a decision of an authority that the table does not name, except with a right and a reason."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from accounts.permissions import OVERRIDE, RIGHTS
from personnel.authority import Hanging, newly_outside
from personnel.models import AuthorityOverride, Dossier
from personnel.models.rows import DossierRow
from personnel.rules.authority import Verdict
from personnel.sections import SECTIONS
from qlcb.history import create_many

OUTSIDE = "outside_authority"
TOLD = 3  # people named in one refusal
WHO_HELPS = (
    "Bản giấy đúng như vậy thì đề nghị tài khoản có quyền ghi ngoài phân cấp (quản trị hệ thống) ghi, kèm lý do."
)


class OutsideAuthority(ValidationError):
    """Refused by the table of decentralisation. `detail`: what is logged of it, which names nobody."""

    def __init__(self, field: str, message: str, detail: str):
        super().__init__({field: ValidationError(message, code=OUTSIDE)})
        self.detail = detail


def require_authority(
    *,
    account,
    results: Sequence[tuple[Hanging, Hanging | None]],
    override: str = "",
    field: str = "decision_authority",
    stored: Mapping[type, Sequence[DossierRow]] | None = None,
    ahead: bool = False,
    holder: str = "",
) -> list[AuthorityOverride]:
    """Refuse results that the table of decentralisation gives to another authority, or record why they stand (5.2b).

    results: each record as it is written, with the decision on which it hangs, and as it was, None for a new one; what
    stood outside before and says the same is not judged anew. override: the reason given for entering it all the same.
    field: where the error is told; stored: as for `AuthorityCheck`; ahead: ask only, before the records have their ids;
    holder: in whose hands the account was when the reason was given, if not today's. Called inside `writing(...)`.
    Returns the records made of an override, one a result. Raises OutsideAuthority.
    """
    found = newly_outside(results, stored=stored) if results else []
    if not found:
        return []
    override = " ".join(override.split())
    may = all(account.access.may(OVERRIDE, _kept_by(hanging.row)) for hanging, _ in found)
    if not (override and may):
        raise _refusal(account, found, field, may=may, asked=bool(override), of=len(results))
    if ahead:
        return []
    who = account, holder or account.holder_name
    return create_many([_record(*who, hanging, verdict, override) for hanging, verdict in found])


def _kept_by(row) -> int | None:
    """The unit whose right is asked: the one that keeps the dossier, or to which a new one comes."""
    return row.dossier.now_unit_id or getattr(row, "unit_id", None)


def _refusal(account, found, field: str, *, may: bool, asked: bool, of: int) -> OutsideAuthority:
    """The error with what the table says, of several people with a few of them, and who can help where the account may
    not override; only those are named whom the account may see."""
    words = found[0][1].why
    if of > 1:
        seen = Dossier.objects.visible_to(account).filter(pk__in={hanging.row.dossier_id for hanging, _ in found})
        named = "; ".join(f"{person.full_name} ({person.code})" for person in seen[:TOLD])
        words = f"{len(found)}/{of} kết quả ngoài phân cấp{f', trong đó có {named}' if named else ''}. {words}"
    if asked and not may:
        words = f"{words} Tài khoản không có quyền: {RIGHTS[OVERRIDE].sentence}."
    if not may:
        words = f"{words} {WHO_HELPS}"
    detail = found[0][1].why if of == 1 else f"{len(found)}/{of} kết quả. {found[0][1].why}"
    return OutsideAuthority(field, words, detail)


def _record(account, holder: str, hanging: Hanging, verdict: Verdict, reason: str) -> AuthorityOverride:
    slug = next(slug for slug, section in SECTIONS.items() if section.model is type(hanging.row))
    return AuthorityOverride(
        decision=hanging.decision,
        dossier=hanging.row.dossier,
        section=slug,
        row=hanging.row.pk,
        matter=verdict.act,
        reason=reason[:300],
        told="\n".join(verdict.steps),
        account=account,
        holder=holder,
    )
