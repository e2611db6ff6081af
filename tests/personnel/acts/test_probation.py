"""From recruitment to the rank: tập sự at 85 percent, and its end by one decision about all of a year (TCHQ-3.1a)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.acts import ACTS, Period
from personnel.models import Dossier, Salary
from personnel.services.apply_draft import apply_draft
from qlcb.dates import PartialDate
from qlcb.history import update_many, writing
from tests.crowd import crowd
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import draft_for
from tests.stage import the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-3.1a")]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def people(stage):
    """Ids: three in probation since July 2025, one since November 2026, one in full pay."""
    today = timezone.localdate()
    ids = crowd(3, today, step=1, salary_from="01/07/2025") + crowd(1, today, step=1, salary_from="01/11/2026", first=4)
    rows = list(Salary.objects.filter(dossier_id__in=ids))
    for row in rows:
        row.pay_percent = 85
    with writing(account=the_cast().sysadmin, reason="Thế giới thử"):
        update_many(rows, ["pay_percent"])
    return ids + crowd(1, today, step=1, salary_from="01/07/2025", first=5)


def test_the_end_of_probation_is_due_and_brings_full_pay(cast, people, today):
    found = ACTS["het-tap-su"].source(Dossier.objects.visible_to(cast.clerk), YEAR, today)
    assert [one.dossier_id for one in found] == people[:3] and all(one.is_in for one in found)
    assert found[0].why.endswith("từ 01/07/2025, hết thời gian tập sự ngày 01/07/2026.")
    draft = draft_for(cast.clerk, "het-tap-su", people[:3], today)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    now = Salary.objects.on(today).filter(dossier_id__in=people[:3])
    assert set(now.values_list("step", "pay_percent", "valid_from")) == {(1, 100, PartialDate(2026, 7, 1))}
    raised = Dossier.objects.filter(pk__in=people[:3]).values_list("now_next_raise_on", flat=True)
    assert set(raised) == {date(2029, 7, 1)}, "probation does not count towards the next raise"
    assert not ACTS["het-tap-su"].source(Dossier.objects.visible_to(cast.clerk), YEAR, today)
    assert_history_is_whole()


def test_the_preview_says_that_the_pay_is_whole_now(cast, people, today, sign_in):
    draft = draft_for(cast.clerk, "het-tap-su", people[:1], today)
    page = sign_in(cast.clerk).get(reverse("personnel:draft_preview", args=[draft.pk])).content.decode()
    assert "hưởng 85 %</del>" in page
