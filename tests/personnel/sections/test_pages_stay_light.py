"""Pages of a dossier ask the database the same few questions, however long the dossier has become."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.models import Relative
from personnel.sections import SECTIONS
from personnel.timeline import PAGE_SIZE, timeline_page
from qlcb.history import create_many, writing
from tests.full_dossier import make_full_dossier, section_values

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
# Why the next raise, retirement, a change of post falls on its day: a look at ratings, disciplines, absences and law.
EXPLAINED = {"luong": 24, "tinh-trang": 18, "lui-nghi-huu": 18, "cong-tac": 19}
EXPLAINED |= {"bo-nhiem": 18, "ky-luat": 17, "quy-hoach": 17}
LONG, VERY_LONG = 12, 2000


@pytest.fixture
def dossiers(program, today):
    """One with two records in every section, one with 60 in every section that may hold as many."""
    short = make_full_dossier(account=program, today=today)
    long = make_full_dossier(account=program, today=today, number=2)
    with writing(account=program, reason="Nhiều dòng"):
        for slug, rows in section_values("HQ34-07", 2).items():
            section = SECTIONS[slug]
            create_many([section.model(dossier=long, **_apart(section, rows[0], n)) for n in range(LONG)])
    return short, long


def _apart(section, values: dict, n: int) -> dict:
    """The values at a time of their own, long past, where records of the section may not stand at the same time."""
    if section.is_dated:
        day = timezone.localdate().replace(year=1950, day=1, month=1) + timedelta(days=60 * n)
        return values | {"valid_from": day, "valid_to": day + timedelta(days=30)}
    return values | ({"year": 1950 + n} if section.slug == "xep-loai" else {})


def queries(client, url) -> int:
    client.get(url)  # what is kept for the process is read by the first request
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_pages_ask_as_much_of_a_long_dossier_as_of_a_short_one(cast, sign_in, dossiers):
    frame = [("dossier", []), ("timeline", [])]
    sections = [("section", [slug]) for slug in SECTIONS]
    for account, pages in ((cast.clerk, frame + sections), (cast.specialist, frame + sections[:1])):
        client = sign_in(account)
        for name, rest in pages:
            short, long = (queries(client, reverse(f"personnel:{name}", args=[d.code, *rest])) for d in dossiers)
            assert short == long, (name, rest)
            assert long <= EXPLAINED.get("".join(rest), MOST_QUERIES), (name, rest, long)


def test_a_timeline_of_2000_changes_pages_in_a_constant_number_of_queries(make_dossier, program):
    dossier = make_dossier()
    with writing(account=program, reason="Rất nhiều dòng"):
        relation = section_values("HQ34-07")["gia-dinh"][0]["relation"]
        create_many(
            [Relative(dossier=dossier, relation=relation, full_name=f"Người thứ {n}") for n in range(VERY_LONG)]
        )
    seen, token, counts = 0, None, set()
    while True:
        with CaptureQueriesContext(connection) as asked:
            events, token = timeline_page(dossier, token=token)
        seen += len(events)
        counts.add(len(asked))
        if token is None:
            break
        assert len(events) == PAGE_SIZE
    assert seen == VERY_LONG + 2, "the dossier and its first posting, too"
    assert counts == {2}, "the changes, and the words of what they point to"
