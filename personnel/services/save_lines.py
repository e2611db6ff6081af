"""Keep what was typed into the grid of a draft: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from personnel.models import Draft, DraftLine
from personnel.services.begin_draft import REASON
from personnel.services.hold_draft import hold_draft
from qlcb.history import Act, update_many, writing

EDITED = ("is_in", "why", "sealed_values", "mode")


@dataclass(frozen=True)
class LineEdit:
    """What a line is to say. version: as the person saw it."""

    pk: int
    version: int
    is_in: bool
    why: str
    values: dict
    mode: str = DraftLine.Mode.ADD


@dataclass(frozen=True)
class Saved:
    """How many lines changed; moved: the stored lines that somebody else changed meanwhile: nothing was kept then."""

    changed: int
    moved: tuple[DraftLine, ...] = ()


def save_lines(*, account, draft: Draft, edits: Sequence[LineEdit]) -> Saved:
    """Write the lines that differ, each with its history row. Raises ValidationError when the draft is over."""
    with writing(account=account, reason=REASON, act=Act.CHANGE):
        held = hold_draft(draft)
        stored = {line.pk: line for line in held.lines.filter(pk__in=[edit.pk for edit in edits])}
        changed, moved = [], []
        for edit in edits:
            line = stored.get(edit.pk)
            if line is None or not _differs(line, edit):
                continue
            if line.version != edit.version:
                moved.append(line)
                continue
            line.is_in, line.why, line.values, line.mode = edit.is_in, edit.why[:300], edit.values, edit.mode
            changed.append(line)
        if moved:
            return Saved(0, tuple(moved))
        update_many(changed, EDITED)
    return Saved(len(changed))


def _differs(line: DraftLine, edit: LineEdit) -> bool:
    return (line.is_in, line.why, line.values, line.mode) != (edit.is_in, edit.why[:300], edit.values, edit.mode)
