from collections.abc import Sequence

from django.core.exceptions import ValidationError

from accounts.models import Account
from personnel.models import (
    Dossier,
    Reorganisation,
    ReorganisationAccount,
    ReorganisationPerson,
    ReorganisationStep,
)
from personnel.reorganisation.rights import require_organiser
from qlcb.history import Act, Conflict, create_many, delete_many, record, update_many, writing

Part = ReorganisationStep | ReorganisationPerson | ReorganisationAccount
KEPT = ("pk", "id", "version", "reorganisation")


def draft_reorganisation(*, account, plan: Reorganisation, expected_version: int | None = None) -> Reorganisation:
    """Begin a plan, or change what it says of its decision while it is a draft.

    expected_version: what the person saw, for one that is stored. Raises PermissionDenied without the right on its
    scope, ValidationError for one that is no draft any more, Conflict when somebody was faster.
    """
    require_organiser(account, plan.scope_id)
    is_new = plan._state.adding
    with writing(account=account, reason=_reason(plan), act=Act.OPEN if is_new else Act.CORRECT):
        if not is_new:
            hold_draft(account, plan)
        record(plan, expected_version=expected_version)
    return plan


def save_part(*, account, part: Part, expected_version: int | None = None) -> None:
    """Add a step, or the place of one person or account, to a draft, or change it. Raises as `draft_reorganisation`."""
    with writing(account=account, reason=_reason(part.reorganisation), act=Act.CHANGE):
        hold_draft(account, part.reorganisation)
        record(part, expected_version=expected_version)


def remove_part(*, account, part: Part, expected_version: int) -> None:
    """Take a step, or the place of one person or account, out of a draft. Raises as `draft_reorganisation`."""
    with writing(account=account, reason=_reason(part.reorganisation), act=Act.REMOVE):
        hold_draft(account, part.reorganisation)
        stored = type(part).objects.select_for_update().filter(pk=part.pk).first()
        if stored is None or stored.version != expected_version:
            raise Conflict(stored, part)
        stored.delete()


def replace_parts(
    *,
    account,
    plan: Reorganisation,
    steps: Sequence[ReorganisationStep],
    people: Sequence[ReorganisationPerson],
    seen: str | None = None,
) -> tuple[int, int, int]:
    """Make the steps and the single people of a draft these: what is the same stays, the rest is added, changed, taken
    out. People whose dossiers the account may not open stay as they are. Returns how many were added, changed and taken
    out. seen: `parts_mark` of what the new ones were made of, None to replace whatever there is. Raises as
    `draft_reorganisation`."""
    with writing(account=account, reason=_reason(plan), act=Act.IMPORT):
        stored = hold_draft(account, plan)
        if seen is not None and stored.parts_mark() != seen:
            raise Conflict(stored, plan)
        named = plan.people.select_for_update(of=("self",))
        if account.kind != Account.Kind.PROGRAM:
            named = named.filter(dossier__in=Dossier.objects.visible_to(account))
        counts = [
            _replace(list(plan.steps.select_for_update()), steps, lambda step: step.unit_id or step.code),
            _replace(list(named), people, lambda person: person.dossier_id),
        ]
    return tuple(map(sum, zip(*counts, strict=True)))


def _replace(stored: Sequence[Part], wanted: Sequence[Part], key) -> tuple[int, int, int]:
    known, changed, new = {key(part): part for part in stored}, [], []
    for part in wanted:
        old = known.pop(key(part), None)
        if old is None:
            new.append(part)
        elif _take_over(old, part):
            changed.append(old)
    delete_many(list(known.values()))
    if changed:
        update_many(changed, [field.name for field in _fields(changed[0])])
    create_many(new)
    return len(new), len(changed), len(known)


def _take_over(old: Part, new: Part) -> bool:
    """Let a stored part say what the new one says; returns whether anything differs."""
    differs = False
    for field in _fields(old):
        value = getattr(new, field.attname)
        differs = differs or getattr(old, field.attname) != value
        setattr(old, field.attname, value)
    return differs


def _fields(part: Part) -> list:
    return [field for field in part._meta.concrete_fields if field.name not in KEPT]


def hold_draft(account, plan: Reorganisation) -> Reorganisation:
    """The stored plan, locked for the transaction under way, which `account` is about to change.

    Raises PermissionDenied without the right on its scope, ValidationError when it is no draft any more.
    """
    stored = Reorganisation.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    require_organiser(account, stored.scope_id)
    if not stored.is_open:
        raise ValidationError(f"Phương án {stored.number} {stored.get_state_display().lower()}; không sửa được nữa.")
    return stored


def _reason(plan: Reorganisation) -> str:
    return f"Soạn phương án sắp xếp {plan.number}"
