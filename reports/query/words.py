"""A question in plain Vietnamese, as it stands above its result, in exports and beside saved questions."""

from reports.query.conditions import Said
from reports.query.vocabulary import lower

EVERYBODY = "Tất cả hồ sơ trong phạm vi của tài khoản"


def sentence(said: Said) -> str:
    """The whole tree as one sentence; groups inside others stand in brackets."""
    told = _joined(said, inside=False)
    return f"Những người mà {told}." if told else f"{EVERYBODY}."


def _joined(said: Said, *, inside: bool) -> str:
    if not said.parts:
        return lower(said.words)
    parts = [_joined(part, inside=True) for part in said.parts]
    joint = "; và " if said.every else "; hoặc "
    words = joint.join(part for part in parts if part)
    return f"[{words}]" if inside and len(parts) > 1 else words
