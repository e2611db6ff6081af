"""How complete a dossier is: of all that a complete one has, how much is there (TCHQ-8.2a, HP-14.5).

Two kinds of things are counted, each once: the needed fields of the panels (`Panel.needed`), and the sections of which
this person must have at least one record (`Section.expected`). A share of things, not a mean of parts, so that each
thing that is added moves the number by the same amount and people can count it on the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from personnel.models import Dossier
from personnel.present import field_label
from personnel.sections import PANELS, SECTIONS

INSTEAD = {"birth_place": "birth_area", "home_town": "home_area", "residence": "residence_area"}
CLEARER = {"citizen_id_issued_on": "Ngày cấp căn cước"}  # than the field's name, which stands beside others on its form
KNOWN = "known_{}"  # annotation that stands for a restricted field whose value was not read


@dataclass(frozen=True)
class Missing:
    """A thing that is not there: its name, and the panel or section (`place`) where it is entered."""

    place: str
    label: str
    is_section: bool


@dataclass(frozen=True)
class Completeness:
    """How many things a complete dossier of this person has, and which of them are missing."""

    needed: int
    missing: tuple[Missing, ...]

    @property
    def present(self) -> int:
        return self.needed - len(self.missing)

    @property
    def percent(self) -> int:
        """Whole percents rounded down: 100 only when nothing is missing."""
        return 100 * self.present // self.needed if self.needed else 100

    @property
    def words(self) -> str:
        """What is missing in one line: Số BHXH, Quan hệ gia đình."""
        return ", ".join(missing.label for missing in self.missing)


def completeness(dossier: Dossier, counts: Mapping[str, int]) -> Completeness:
    """Compare a dossier with what a complete one has.

    dossier: with its fields, restricted ones read or annotated as `KNOWN`; counts: slug of section → number of records.
    """
    needed, missing = 0, []
    for panel in PANELS:
        needed += len(panel.needed)
        missing += [
            Missing(panel.slug, thing_label(name), False)
            for name in panel.needed
            if not (_is_known(dossier, name) or (name in INSTEAD and _is_known(dossier, INSTEAD[name])))
        ]
    for slug, section in SECTIONS.items():
        if section.expected(dossier):
            needed += 1
            if not counts.get(slug):
                missing.append(Missing(slug, section.title, True))
    return Completeness(needed, tuple(missing))


def thing_label(name: str) -> str:
    """What a needed field is called where it stands alone: without the hint in brackets."""
    return CLEARER.get(name) or field_label(Dossier._meta.get_field(name)).partition(" (")[0]


def _is_known(dossier: Dossier, name: str) -> bool:
    annotated = dossier.__dict__.get(KNOWN.format(name))
    if annotated is not None:
        return annotated
    return getattr(dossier, Dossier._meta.get_field(name).attname) not in (None, "")
