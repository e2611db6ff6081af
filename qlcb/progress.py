"""How far long work is, told now and then: each telling is a statement."""

import time
from collections.abc import Callable

EVERY = 0.5  # seconds

Tell = Callable[[int, int], None]


def now_and_then(tell: Tell) -> Tell:
    """What may be called with (done, total) as often as one likes; the last word is always told."""
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last > EVERY:
            last = time.monotonic()
            tell(done, total)

    return progress
