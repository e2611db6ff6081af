"""Notices to the people of a draft before it is decided, one page for each: thông báo nghỉ hưu (NĐ 135/2020/NĐ-CP)."""

from dataclasses import dataclass
from datetime import date

from personnel.acts import ACTS
from personnel.acts.wording import Wording, notice_words
from personnel.models import Dossier, Draft
from personnel.present import person_words
from personnel.retirement_facts import Retirements
from personnel.rules.retirement import pension_from
from qlcb.formats import date_vi
from reports.draft_papers import DOTS, heads, outcomes, signed_at


@dataclass(frozen=True)
class Notice:
    """One page. superior, authority: as on a decision; number: with dots; wording: bases, paragraphs, recipients."""

    superior: str
    authority: str
    number: str
    day: str
    wording: Wording
    signer: str

    @property
    def paragraphs(self) -> list[tuple[int, str]]:
        return list(enumerate(self.wording.articles, 1))


def notices(draft: Draft, account, today: date) -> list[Notice]:
    """A notice for each person of the draft whom the account may see, in its order; none for acts that give none."""
    act = ACTS[draft.kind]
    if not act.notice:
        return []
    people = [one.line.dossier for one in outcomes(draft, account, today)]
    retirements = Retirements([person.pk for person in people])
    superior, authority = heads(draft)
    return [
        Notice(
            superior=superior,
            authority=authority,
            number=f"{DOTS}/TB-{DOTS}",
            day=signed_at(DOTS, None, today),
            wording=notice_words(draft, act, _known(person, retirements)),
            signer=draft.signer,
        )
        for person in people
    ]


def _known(person: Dossier, retirements: Retirements) -> dict[str, str]:
    answer = retirements.of(person)
    return {
        "person": person_words(person),
        "name": person.full_name,
        "last": date_vi(answer.value),
        "since": date_vi(pension_from(answer.value)),
        "why": " ".join(answer.steps),
        "unit": person.now_unit.name if person.now_unit else DOTS,
    }
