"""Many things, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice


def in_parts(values: Iterable, size: int = 1000) -> Iterator[list]:
    """The values in lists of at most that many."""
    values = iter(values)
    while part := list(islice(values, size)):
        yield part
