"""Put people into a draft: chosen by a filter, named one by one, or found by a due list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max

from personnel.acts import ACTS, Candidate
from personnel.acts.values import to_plain_all
from personnel.models import Dossier, Draft, DraftLine
from personnel.services.begin_draft import REASON
from personnel.services.hold_draft import hold_draft
from qlcb.history import Act, create_many, update_many, writing

MOST = 5_000
TOO_MANY = f"Một dự thảo không quá {MOST} người."


@dataclass(frozen=True)
class Added:
    """How many came in, how many of those had been left out before, and how many were in already."""

    new: int
    back: int
    there: int


def add_people(
    *,
    account,
    draft: Draft,
    dossiers: Sequence[Dossier],
    today: date,
    values: Mapping[int, dict] | None = None,
    candidates: Mapping[int, Candidate] | None = None,
) -> Added:
    """A line for each of the people; whoever is there already stays, and comes in again when they had been left out.

    dossiers: visible to the account. values: id of a dossier → plain values told with it, which also go to lines that
    are there; candidates: what a due list says of them. Raises ValidationError when the draft is over or too long.
    """
    values, candidates = values or {}, candidates or {}
    with writing(account=account, reason=REASON, act=Act.CHANGE):
        held = hold_draft(draft)
        there = {line.dossier_id: line for line in held.lines.all()}
        fresh = [dossier for dossier in dossiers if dossier.pk not in there]
        if len(there) + len(fresh) > MOST:
            raise ValidationError(TOO_MANY)
        changed, back = _bring_back(there, dossiers, values)
        update_many(changed, ["is_in", "why", "sealed_values"])
        create_many(_lines(held, fresh, today, values, candidates))
    return Added(len(fresh), back, len(dossiers) - len(fresh) - back)


def _bring_back(there: dict[int, DraftLine], dossiers: Sequence[Dossier], values) -> tuple[list[DraftLine], int]:
    changed, back = [], 0
    for dossier in dossiers:
        line = there.get(dossier.pk)
        if line is None:
            continue
        told = line.values | values.get(dossier.pk, {})
        if line.is_in and told == line.values:
            continue
        back += not line.is_in
        line.is_in, line.why, line.values = True, line.why if line.is_in else "", told
        changed.append(line)
    return changed, back


def _lines(draft: Draft, dossiers: Sequence[Dossier], today: date, values, candidates) -> list[DraftLine]:
    act = ACTS[draft.kind]
    likely = {} if candidates else act.prefill(dossiers, today)
    last = draft.lines.aggregate(last=Max("order"))["last"] or 0
    lines = []
    for order, dossier in enumerate(dossiers, last + 1):
        line, found = DraftLine(draft=draft, dossier=dossier, order=order), candidates.get(dossier.pk)
        told = likely.get(dossier.pk, {})
        if found is not None:
            line.is_in, line.why, line.steps, told = found.is_in, found.why[:300], list(found.steps), found.values
        asked = {name: value for name, value in told.items() if name in act.own}
        line.values = to_plain_all(asked) | values.get(dossier.pk, {})
        lines.append(line)
    return lines
