"""What a list is checked against: catalogues, ranks, the salary table and units, handed over as plain dictionaries."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from qlcb.vietnamese import fold, nfc

_NOT_WORDS = re.compile(r"[^\w]+|_")
_TINH = re.compile(r"\b(?:tỉnh|thành phố)\b", re.IGNORECASE)
_CITY = re.compile(r"\b(?:tp|thanh pho)\b|(?<=hai quan )tinh\b")
_SUGGESTED, _ALIKE, _MOST_COMPARED = 3, 0.7, 3_000
_JOINING = frozenset({"va", "thuoc"})
_AT_START = {"p": "phong", "cc": "chi cuc", "tt": "trung tam"}
_ABBREVIATIONS = {
    "hq": "hai quan",
    "tchq": "tong cuc hai quan",
    "vp": "van phong",
    "ck": "cua khau",
    "hqck": "hai quan cua khau",
    "kcn": "khu cong nghiep",
    "kcx": "khu che xuat",
    "ktstq": "kiem tra sau thong quan",
    "stq": "sau thong quan",
    "xnk": "xuat nhap khau",
    "tccb": "to chuc can bo",
    "qlrr": "quan ly rui ro",
    "cbl": "chong buon lau",
    "dtcbl": "dieu tra chong buon lau",
    "xlvp": "xu ly vi pham",
    "cntt": "cong nghe thong tin",
    "gsql": "giam sat quan ly",
    "kshq": "kiem soat hai quan",
    "tvqt": "tai vu quan tri",
    "tt": "thanh tra",
    "ttkt": "thanh tra kiem tra",
    "htqt": "hop tac quoc te",
    "qlhdtgc": "quan ly hang dau tu gia cong",
    "dtgc": "dau tu gia cong",
}


@lru_cache(maxsize=32_768)
def lookup_key(text: str) -> str:
    """Return the form in which names of catalogues are compared: folded words, "Cơ-tu" and "CƠ TU" give "co tu"."""
    return " ".join(_NOT_WORDS.sub(" ", fold(text)).split())


def unit_key(name: str) -> str:
    """Return the form in which unit names are compared.

    Case, diacritics, punctuation, "và", "tỉnh", "TP." and the usual abbreviations make no difference: "Cục HQ Đà
    Nẵng", "Cục Hải quan TP. Đà Nẵng" and "CỤC HẢI QUAN THÀNH PHỐ ĐÀ NẴNG" give "cuc hai quan da nang".
    """
    words = lookup_key(_TINH.sub(" ", nfc(name)).replace("&", " và ")).split()
    if words and words[0] in _AT_START:
        words[0] = _AT_START[words[0]]
    spelled = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    return " ".join(word for word in _CITY.sub(" ", spelled).split() if word not in _JOINING)


def nearest(text: str, known: Mapping[str, Iterable[Hashable]]) -> list[Hashable]:
    """Return up to three entries near to a text that is none: those that hold all its words, then those spelled alike.

    known: `lookup_key` of a spelling → the entries that it means. In long lists spelling is not compared.
    """
    key = lookup_key(text)
    typed = set(key.split())
    holding = sorted(
        (other for other in known if typed and typed <= set(other.split())), key=lambda other: other.count(" ")
    )
    alike = get_close_matches(key, known, _SUGGESTED, _ALIKE) if len(known) <= _MOST_COMPARED else []
    found = dict.fromkeys(entry for other in (*holding, *alike) for entry in known[other])
    return list(found)[:_SUGGESTED]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Official names and the other ways they are written.

    names: code → official name; codes: `lookup_key` of a name or an alias → code. In a strict catalogue an unknown
    name is an error, otherwise it stays as text and is only warned about.
    """

    names: dict[Hashable, str]
    codes: dict[str, Hashable]
    strict: bool = True

    @classmethod
    def of(cls, entries: Iterable[tuple[Hashable, str, Iterable[str]]], *, strict: bool = True) -> "Catalogue":
        """Build from (code, official name, aliases); a name goes before another entry's alias."""
        listed = [(code, name, tuple(aliases)) for code, name, aliases in entries]
        codes = {lookup_key(alias): code for code, _, aliases in listed for alias in aliases}
        codes |= {lookup_key(name): code for code, name, _ in listed}
        return cls({code: name for code, name, _ in listed}, codes, strict)

    def find(self, text: str) -> Hashable | None:
        """Return the code of a name or alias however it is written, None when it is unknown."""
        return self.codes.get(lookup_key(text))

    def near(self, text: str) -> list[str]:
        """Return the official names near to a text that is unknown."""
        return [self.names[code] for code in nearest(text, {key: [code] for key, code in self.codes.items()})]


@dataclass(frozen=True, slots=True)
class RankPeriod:
    """The salary group of a rank in a time; `valid_to` is its last day, None while it lasts."""

    valid_from: date
    valid_to: date | None
    group: str

    def holds_on(self, day: date) -> bool:
        """Tell whether the period covers the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of the salary table in a time; open ends are None."""

    value: Decimal
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the coefficient is in force on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Lookups:
    """Everything a list is checked against. An absent catalogue (None) lets any text pass.

    today: the day of the check; births after it are refused.
    catalogues: by column key ("ethnic", "religion", "degree", …).
    ranks: code → its periods; rank_codes: `lookup_key` of a rank's name → code, where lists name the rank.
    salary: (group, step) → coefficients, usually one.
    units: `unit_key` of a name the list may use → ids; several ids make the name ambiguous. unit_names: id → name.
    provinces: three-digit code in citizen numbers → province; empty skips that check.
    staff_code: pattern of staff codes of this service, None for any.
    """

    today: date
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    ranks: dict[str, list[RankPeriod]] = field(default_factory=dict)
    rank_codes: dict[str, str] = field(default_factory=dict)
    salary: dict[tuple[str, int], list[Coefficient]] = field(default_factory=dict)
    units: dict[str, list[Hashable]] = field(default_factory=dict)
    unit_names: dict[Hashable, str] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)
    staff_code: re.Pattern[str] | None = None
