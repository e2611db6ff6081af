"""Drafts that are not applied yet wait on the home page, and the number is its list."""

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.services.cancel_draft import cancel_draft
from personnel.waiting import waiting
from tests.crowd import crowd
from tests.personnel.acts.drafting import draft_for

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-10.1")]
LABEL = "Dự thảo quyết định chưa ghi"


@pytest.fixture(scope="module")
def people(stage):
    return crowd(2, timezone.localdate())


def of_drafts(account, today):
    return [one for one in waiting(account, today) if one.label == LABEL]


def test_a_draft_waits_until_it_is_applied_or_given_up(cast, sign_in, people, today):
    assert not of_drafts(cast.clerk, today)
    draft = draft_for(cast.clerk, "nang-bac", people, today)
    (found,) = of_drafts(cast.clerk, today)
    assert found.count == 1 and not of_drafts(cast.neighbour, today)
    home = sign_in(cast.clerk).get(reverse("home")).content.decode()
    assert LABEL in home and found.url.replace("&", "&amp;") in home
    assert sign_in(cast.clerk).get(found.url).context["page"].total == found.count
    draft.refresh_from_db()
    cancel_draft(account=cast.clerk, draft=draft, reason="Không làm nữa")
    assert not of_drafts(cast.clerk, today)
