"""What happened to one paper, for its page: brought, corrected, taken out, each with who and why."""

from dataclasses import dataclass

from personnel.models import Attachment
from personnel.present import field_label, field_value
from qlcb.history import Act

SAID = ("title", "kind", "form", "issued_on", "note")  # what people say of a paper; the rest is the file's own


@dataclass(frozen=True)
class Happening:
    """One history row. changes: (label, old, new) of what was said of the paper."""

    verb: str
    entry: object
    changes: list[tuple[str, str, str]]


def happenings(paper: Attachment) -> list[Happening]:
    """The history of a paper, newest first."""
    rows = paper.history.select_related("kind", "history_user").order_by("history_date", "history_id")
    past: list[Happening] = []
    before = None
    for row in rows:
        changes = []
        if before is not None:
            labelled = [(field_label(Attachment._meta.get_field(name)), name) for name in SAID]
            pairs = [(label, field_value(before, name), field_value(row, name)) for label, name in labelled]
            changes = [(label, old, new) for label, old, new in pairs if old != new]
        past.append(Happening("Đưa lên" if before is None else Act(row.act).label, row, changes))
        before = row
    return past[::-1]
