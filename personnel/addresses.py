"""Addresses as people write them beside the names of the list of places: "Xã Hòa Vang, TP. Đà Nẵng"."""

from qlcb.vietnamese import words

_SHORT_KINDS = {
    "thanh pho": ("tp", "t p"), "tinh": ("t",), "thi xa": ("tx", "t x"), "thi tran": ("tt", "t t"), "huyen": ("h",),
    "quan": ("q",), "phuong": ("p",), "xa": ("x",), "dac khu": ("dk",),
}  # fmt: skip


def with_listed(text: str, listed: list[str]) -> str:
    """A written address followed by those listed names that it does not end with.

    listed: names of places from the lowest up, none empty. What was written stays, unless it leaves out a place below
    one that it names: then the names of the list stand for those at its end.
    """
    rest, named = [part.strip() for part in text.split(",") if part.strip()], []
    while rest and (found := _named_by(rest[-1], listed[: min(named, default=len(listed))])) is not None:
        named.append(found)
        rest.pop()
    named = named or _named_at_end(text, listed)
    if named and named == list(range(named[0], -1, -1)):
        return ", ".join((text, *listed[named[0] + 1 :]))
    return ", ".join((*rest, *listed))


def _named_by(part: str, listed: list[str]) -> int | None:
    """Which of the listed places a part of an address names, the highest of them."""
    said = " ".join(words(part))
    return next((index for index in reversed(range(len(listed))) if said in _spellings(listed[index])), None)


def _named_at_end(text: str, listed: list[str]) -> list[int]:
    """Which of them a text without commas ends with, the highest first; only names with their kind count here."""
    said, named = " ".join(words(text)), []
    for index in reversed(range(len(listed))):
        spelling = next((one for one in _spellings(listed[index])[1:] if f" {said}".endswith(f" {one}")), None)
        if spelling:
            named.append(index)
            said = said.removesuffix(spelling).rstrip()
    return named


def _spellings(name: str) -> list[str]:
    """The ways to write the name of a place, folded: bare first, then with its kind in full, short, with initials."""
    whole = " ".join(words(name))
    for kind, short in _SHORT_KINDS.items():
        if whole.startswith(f"{kind} "):
            bare = whole.removeprefix(f"{kind} ")
            initials = "".join(word[0] for word in bare.split())
            lettered = [f"{form}{gap}{initials}" for form in short for gap in (" ", "")] if len(initials) > 1 else []
            return [bare, *(f"{form} {bare}" for form in (kind, *short)), *lettered]
    return [whole]
