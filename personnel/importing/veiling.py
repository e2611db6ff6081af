"""Messages about cells as they may be kept beside the records, where nothing restricted lies open (DESIGN §9)."""

import re
from collections.abc import Callable

from qlcb.fields import HIDDEN
from qlcb.formats import mask_citizen, mask_numbers

_QUOTED = re.compile("“([^”]*)”")


def veil(message: str, mask: Callable[[str], str] | None = None) -> str:
    """Return a message with long numbers masked.

    mask: for a message about a restricted cell, `no_word` or `half_number`: what to show instead of each quotation.
    """
    if mask is not None:
        message = _QUOTED.sub(lambda found: f"“{mask(found[1])}”", message)
    return mask_numbers(message)


def no_word(quoted: str) -> str:
    """Return what stands for a restricted value of which nothing may be read."""
    return HIDDEN


def half_number(quoted: str) -> str:
    """Return the digits of a citizen number, however it was typed, with their end hidden."""
    return mask_citizen("".join(char for char in quoted if char.isdigit())) or HIDDEN
