"""Invented names of the peoples of Vietnam, with the shares of FACTS §10; the lists are fixtures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from qlcb import regulation

KINH = "01"
SOUTH_FROM = 46  # GSO codes of provinces run from north to south; from Thừa Thiên Huế on Huỳnh and Võ are said
SAYS_THI = ((1980, 0.8), (1990, 0.62), (9999, 0.42))  # share of women named Thị, by year of birth


def weighted(text: str) -> tuple[list[str], list[float]]:
    """Names and weights of "a:3;b:1"; a part without weight weighs 1."""
    names, weights = [], []
    for part in filter(None, text.split(";")):
        name, _, weight = part.partition(":")
        names.append(name)
        weights.append(float(weight or 1))
    return names, weights


@dataclass(frozen=True)
class Names:
    """Draws names. `lists`: rows of demo_names, `peoples`: rows of demo_peoples."""

    lists: dict[str, str] = field(
        default_factory=lambda: {r["list"]: r["names"] for r in regulation.table("demo_names")}
    )
    peoples: dict[str, dict] = field(default_factory=lambda: {r["ethnic"]: r for r in regulation.table("demo_peoples")})

    @cached_property
    def _weighted(self) -> dict[str, tuple[list[str], list[float]]]:
        return {name: weighted(text) for name, text in self.lists.items()}

    @cached_property
    def _southern(self) -> dict[str, str]:
        return dict(part.split("=") for part in self.lists["family_south"].split(";"))

    def full_name(self, rng: Random, sex: str, born: int, *, ethnic: str = KINH, gso_code: int = 1) -> str:
        """An invented full name. sex: M or F; born: year; ethnic: catalogue code; gso_code: of the home province."""
        people = self.peoples.get(ethnic)
        if people is None:
            return self._kinh(rng, sex, born, gso_code)
        family = rng.choice(people["families"].split(";"))
        if rng.random() * 100 < int(people["also_kinh"]):
            return self._with_family(rng, family, sex, born)
        pattern = people["men_pattern" if sex == "M" else "women_pattern"]
        given = rng.choice(people["men" if sex == "M" else "women"].split(";"))
        if " " in given:
            pattern = pattern.replace(" Văn", "").replace(" Thị", "")
        return pattern.format(family=family, given=given)

    def _draw(self, rng: Random, name: str) -> str:
        names, weights = self._weighted[name]
        return rng.choices(names, weights)[0]

    def _kinh(self, rng: Random, sex: str, born: int, gso_code: int) -> str:
        if rng.random() < 0.004:
            return _joined(self._draw(rng, f"long_{sex}").split(), self._draw(rng, f"given_{sex}"))
        family = self._draw(rng, "family")
        if gso_code >= SOUTH_FROM:
            family = self._southern.get(family, family)
        return self._with_family(rng, family, sex, born)

    def _with_family(self, rng: Random, family: str, sex: str, born: int) -> str:
        middle = self._draw(rng, f"middle_{sex}")
        if sex == "M":
            more = self._draw(rng, "middle_M") if middle not in ("Văn", "") and rng.random() < 0.07 else ""
            parts = (family, middle, more)
        else:
            thi = rng.random() < next(share for until, share in SAYS_THI if born < until)
            parts = (family, "Thị" if thi else "", "" if thi and rng.random() < 0.55 else middle)
        return _joined(parts, self._draw(rng, f"given_{sex}"))


def _joined(parts: Sequence[str], given: str) -> str:
    """The parts of a name in their order, no word twice."""
    return " ".join([part for part in dict.fromkeys(parts) if part and part != given] + [given])
