"""The official forms of one dossier: name, code, what is asked before, and the function that sets each.

Codes and the documents that issued them are data of the regulation (`forms` in regulation.json): they change by decree.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from personnel.attachments import portrait
from qlcb import regulation
from reports.forms.choices import NoChoices
from reports.forms.curriculum import curriculum
from reports.forms.facts import Facts
from reports.forms.vocabulary import Paper


@dataclass(frozen=True)
class OfficialForm:
    """One form. `choices`: the Django form of what is asked before printing; `set_up`: facts, choices and what stands
    on it (code, issued) to a paper; has_workbook: clerks may have it as xlsx.
    """

    slug: str
    title: str
    purpose: str
    set_up: Callable[..., Paper]
    choices: type[NoChoices] = NoChoices
    has_workbook: bool = False

    @property
    def code(self) -> str:
        """The code of the form, e.g. "Mẫu 2C-BNV/2008"."""
        return regulation.fact("forms")[self.slug]["code"]

    def paper(self, facts: Facts, choices: NoChoices) -> Paper:
        """The form of one dossier. choices: valid."""
        return self.set_up(facts, **regulation.fact("forms")[self.slug], **choices.arguments())


def photo_of(facts: Facts) -> str:
    """The portrait as a data address, "" when there is none."""
    photo = portrait(facts.dossier)
    return f"data:image/jpeg;base64,{b64encode(photo).decode()}" if photo else ""


def _curriculum(facts: Facts, **words) -> Paper:
    return curriculum(facts, photo=photo_of(facts), **words)


FORMS: dict[str, OfficialForm] = {
    form.slug: form
    for form in (
        OfficialForm(
            "so-yeu-ly-lich",
            "Sơ yếu lý lịch",
            "38 mục theo Thông tư 06/2023/TT-BNV.",
            _curriculum,
            has_workbook=True,
        ),
    )
}
