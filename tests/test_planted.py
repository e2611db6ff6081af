"""The door taken out at one address after the other: PostgreSQL shows nothing of another unit's people there either."""

import pytest
from django.urls import reverse

from accounts.access import Access
from personnel.attachments.rights import DecisionDoor
from personnel.querysets import DecisionQuerySet, DossierQuerySet
from tests.personnel.test_confidential import text_of
from tests.rights_table import ADMINISTERS, ROWS
from tests.test_rights import no_printing, world

pytestmark = pytest.mark.django_db
__all__ = ["no_printing", "world"]

NAME, CODE = "Nguyễn Thị Thanh Hương", "34ZZ-0217"  # of the person of the world, in Đà Nẵng
TYPED = {"q": "nguyen thi thanh huong"}
ASKED = {
    "personnel:list": TYPED,
    "personnel:suggest": TYPED,
    "personnel:quality_list": TYPED,
}
BY_ITEM = {  # found through the item of a round, whose door is its own
    "personnel:assets_exempt",
    "personnel:assets_item",
    "personnel:review_item",
}
BY_CODE = {
    name
    for name, row in ROWS.items()
    if "code" in row.kwargs.values() and row.get[0] == 200 and row.get is not ADMINISTERS and name not in BY_ITEM
}


EXPORTS = {"personnel:export", "personnel:quality_export"}


def told_at(name, url, client):
    """The answer of the address; of an export, the file that it makes."""
    if name not in EXPORTS:
        return client.get(url, ASKED.get(name, {}))
    asked = client.post(url, {"reason": "Thử"})
    return client.get(f"{asked.url}tep/") if asked.status_code == 302 else asked


def leaking(names, world, client) -> set[str]:
    """Those of the addresses that answer with the person of Đà Nẵng, or at all where they are about that person."""
    leaks = set()
    for name in sorted(names):
        url = reverse(name, kwargs={key: world.get(value, value) for key, value in ROWS[name].kwargs.items()})
        response = told_at(name, url, client)
        told = text_of(response)
        if NAME in told or CODE in told or (name in BY_CODE and response.status_code == 200):
            leaks.add(name)
    return leaks


@pytest.mark.clause("TCHQ-5.2c")
@pytest.mark.clause("TCHQ-4.1")
def test_behind_each_of_thirty_doors_stands_the_database(world, cast, sign_in, monkeypatch):
    client, names = sign_in(cast.neighbour), BY_CODE | set(ASKED) | EXPORTS
    client.raise_request_exception = False
    monkeypatch.setattr(DossierQuerySet, "_reached", lambda rows, account, right, guests: rows)
    monkeypatch.setattr(Access, "may", lambda access, code, unit_id: True)
    assert leaking(names, world, client) == set()
    monkeypatch.setattr("qlcb.row_security.enter", lambda scope: None)
    assert len(names) >= 30
    assert leaking(names, world, client) == names, "an address that tells nothing without its door proves nothing"


@pytest.mark.clause("TCHQ-5.2c")
def test_behind_the_door_of_decisions_stands_it_too(world, cast, sign_in, monkeypatch):
    """The list, the page of a decision, and those of its scan."""
    client = sign_in(cast.neighbour)
    client.raise_request_exception = False
    one = {"personnel:decision", "personnel:decision_paper", "personnel:decision_paper_file"}
    urls = [
        reverse(name, kwargs={key: world[value] for key, value in ROWS[name].kwargs.items()}) for name in sorted(one)
    ]
    monkeypatch.setattr(DecisionQuerySet, "visible_to", lambda rows, account: rows)
    monkeypatch.setattr(DecisionDoor, "shows", lambda door, decision: True)
    monkeypatch.setattr(Access, "may", lambda access, code, unit_id: True)

    def told() -> tuple:
        listed = "7/QĐ-HQĐNg" in text_of(client.get(reverse("personnel:decisions")))
        return listed, *(client.get(url).status_code for url in urls)

    assert told() == (False, 404, 404, 404)
    monkeypatch.setattr("qlcb.row_security.enter", lambda scope: None)
    assert told() == (True, 200, 200, 200), "addresses that tell nothing without their door prove nothing"
