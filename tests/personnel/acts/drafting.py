"""Drafts for tests, made as the pages make them."""

from personnel.acts import ACTS
from personnel.models import Dossier, Draft
from personnel.services.add_people import add_people
from personnel.services.begin_draft import begin_draft
from personnel.services.save_draft import save_draft

NUMBER = "214/QĐ-HQĐNg"


def draft_for(account, kind: str, people, today, *, values=None, signed=True, **known) -> Draft:
    """A draft of the act about these people (dossiers or their ids), with number and day unless `signed` is False.

    values: id of a dossier → plain values; known: fields of the draft.
    """
    ids = [getattr(person, "pk", person) for person in people]
    paper = {"number": NUMBER, "signed_on": today, "effective_on": today} if signed else {}
    draft = begin_draft(account=account, act=ACTS[kind], **(paper | known))
    dossiers = list(Dossier.objects.filter(pk__in=ids).order_by("pk"))
    add_people(account=account, draft=draft, dossiers=dossiers, today=today, values=values)
    return draft


def edited(account, draft: Draft, **fields) -> Draft:
    """The draft with other values of its own."""
    draft = Draft.objects.get(pk=draft.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    save_draft(account=account, draft=draft, expected_version=draft.version)
    return draft
