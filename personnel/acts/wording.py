"""The words of a draft as a paper: căn cứ, điều khoản, nơi nhận.

The usual ones are data of the regulation (fixtures/<regulation>/decision_papers.json); a draft keeps those that
somebody wrote otherwise.
"""

from dataclasses import dataclass
from functools import cache

from orgunits.models import Unit
from personnel.acts.base import Act
from personnel.models import Draft
from qlcb import regulation
from qlcb.formats import date_vi, number_vi

LINES = ("bases", "articles", "recipients")


@dataclass(frozen=True)
class Wording:
    """What is printed. bases, articles, recipients: paragraph by paragraph, articles without their numbers; head: who
    decides, above the bases; place: where it is signed, "" for dots."""

    head: str
    bases: tuple[str, ...]
    articles: tuple[str, ...]
    recipients: tuple[str, ...]
    signer_title: str
    list_title: str
    place: str = ""


def wording_of(draft: Draft, act: Act, people: int) -> Wording:
    """The words of the draft, the usual ones where nobody wrote others. people: how many it is about."""
    usual = usual_wording(draft, act, people)
    told = {name: tuple(value) if name in LINES else value for name, value in draft.wording.items()}
    return Wording(**(usual | told))


def usual_wording(draft: Draft, act: Act, people: int) -> dict:
    """The usual words by the fields of `Wording`, with what is known of the paper filled in."""
    book = _book()
    form = book["correcting"] if draft.is_correcting else book["acts"][act.slug]
    head = _head(draft.authority, book)
    effective = draft.effective_on or draft.signed_on
    known = {
        "people": number_vi(people),
        "effective": f"ngày {date_vi(effective)}" if effective else "ngày ……/……/………",
        "proposer": book["proposer"],
        "last": len(form["articles"]),
        "copies": book["copies"],
        "corrected": _corrected(draft),
    }
    words = {name: tuple(line.format(**known) for line in form.get(name, book.get(name, ()))) for name in LINES}
    whole = f"{head} {draft.authority.name}" if draft.authority else "…………………………"
    return words | {"head": whole, "signer_title": head, "list_title": form["list_title"], "place": ""}


def article_of_one(act: Act, **known: str) -> str | None:
    """The first article of a decision about one person alone, who is named in it and in no list; None without one.

    known: person, facts, since in words.
    """
    words = _book()["acts"][act.slug].get("one")
    return _sentence(words.format(**known)) if words else None


def notice_words(draft: Draft, act: Act, known: dict[str, str]) -> Wording:
    """The words of the notice to one person. known: what the regulation's text may name."""
    book = _book()
    form, head = book["notices"][act.slug], _head(draft.authority, book)
    whole = f"{head} {draft.authority.name}" if draft.authority else head
    known = known | {"copies": str(book["copies"])}
    told = {name: tuple(_sentence(line.format(**known)) for line in form[name]) for name in LINES}
    return Wording(**told, head=whole, signer_title=head, list_title=form["title"])


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _head(authority: Unit | None, book: dict) -> str:
    return book["heads"].get(authority.kind.code, "Thủ trưởng đơn vị") if authority else "Thủ trưởng cơ quan"


def _corrected(draft: Draft) -> str:
    decision = draft.corrects.decision if draft.corrects_id else None
    return f"Quyết định số {decision.number} ngày {date_vi(decision.signed_on)}" if decision else "quyết định đã ghi"


@cache
def _book() -> dict:
    return regulation.document("decision_papers")
