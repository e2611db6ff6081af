"""Letting a finding stand with a reason: by whom, for how long, and how it is taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Acknowledgement, Dossier, Finding
from personnel.sections import PANEL_OF, SALARIES
from personnel.services.acknowledge_finding import acknowledge_finding, withdraw_acknowledgement
from personnel.services.find_faults import find_faults
from personnel.services.save_panel import save_panel
from qlcb.dates import PartialDate
from qlcb.history import HistoryError
from tests.history import assert_history_is_whole

pytestmark = pytest.mark.django_db

BECAUSE = "Kết nạp tại chiến trường theo Chỉ thị 15, có giấy xác nhận"


@pytest.fixture
def finding(make_dossier):
    """Joined the Party at seventeen."""
    dossier = make_dossier(birth_date="14/08/1986", party_joined_on=PartialDate(2003), rank="08.051", step=4)
    return Finding.objects.get(dossier=dossier, rule="party_age")


def let_stand(account, finding, today, **changes):
    told = {"reason": BECAUSE, "finding": finding, "seen": finding.fingerprint}
    return acknowledge_finding(account=account, today=today, **(told | changes))


@pytest.mark.clause("HP-14.4")
def test_it_is_closed_with_the_reason_and_one_history_row(cast, finding, today):
    kept = let_stand(cast.clerk, finding, today)
    finding.refresh_from_db()
    assert not finding.is_open
    assert (kept.because, kept.words, kept.rule, kept.place) == (BECAUSE, finding.words, "party_age", "dang")
    (entry,) = kept.history.all()
    assert (entry.history_user_id, entry.history_change_reason, entry.act) == (cast.clerk.pk, BECAUSE, "change")
    assert_history_is_whole()


@pytest.mark.clause("HP-14.4")
def test_it_stays_closed_while_the_values_are_the_same_and_opens_when_they_change(cast, finding, today):
    let_stand(cast.clerk, finding, today)
    find_faults([finding.dossier_id], today)
    finding.refresh_from_db()
    assert not finding.is_open

    def write(**values):
        dossier = Dossier.objects.get(pk=finding.dossier_id)
        for name, value in values.items():
            setattr(dossier, name, value)
        save_panel(account=cast.clerk, reason="Đối chiếu", panel=PANEL_OF["dang"], dossier=dossier,
                   expected_version=dossier.version, today=today)  # fmt: skip
        finding.refresh_from_db()

    write(party_card="123456")
    assert not finding.is_open, "the card was not looked at"
    write(party_joined_on=PartialDate(2002))
    assert finding.is_open and "2002" in finding.words
    let_stand(cast.clerk, finding, today)
    kept = Acknowledgement.objects.get()
    assert (kept.version, kept.history.count(), kept.words) == (2, 2, finding.words), "one for each finding, rewritten"


def test_it_is_taken_back_with_a_reason(cast, finding, today):
    kept = let_stand(cast.clerk, finding, today)
    pk = kept.pk
    finding.refresh_from_db()
    withdraw_acknowledgement(account=cast.clerk, reason="Giấy xác nhận không đúng người", finding=finding, today=today)
    finding.refresh_from_db()
    assert finding.is_open and not Acknowledgement.objects.exists()
    gone = Acknowledgement.history.filter(id=pk).first()
    assert (gone.history_type, gone.history_change_reason) == ("-", "Giấy xác nhận không đúng người")
    assert_history_is_whole()
    with pytest.raises(ValidationError, match="đang mở"):
        withdraw_acknowledgement(account=cast.clerk, reason="x", finding=finding, today=today)


def test_what_was_seen_must_be_what_stands(cast, finding, today):
    with pytest.raises(ValidationError, match="vừa thay đổi"):
        let_stand(cast.clerk, finding, today, seen="khác")
    let_stand(cast.clerk, finding, today)
    with pytest.raises(ValidationError, match="vừa thay đổi"):
        let_stand(cast.clerk, finding, today)
    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("role", ["leader", "policy", "department_head", "reader", "unit_admin", "neighbour"])
def test_only_who_writes_that_part_decides(role, cast, finding, today):
    """`policy` writes salaries, not the Party's panel."""
    with pytest.raises(PermissionDenied):
        let_stand(getattr(cast, role), finding, today)
    finding.refresh_from_db()
    assert finding.is_open and not Acknowledgement.objects.exists()
    let_stand(cast.clerk, finding, today)
    with pytest.raises(PermissionDenied):
        withdraw_acknowledgement(account=getattr(cast, role), reason="x", finding=finding, today=today)


def test_the_right_is_that_of_the_section(cast, finding, today):
    row = finding.dossier.salary_set.get()
    values = {"rule": "salary_gap", "place": SALARIES.slug, "row_id": row.pk, "words": "x", "fingerprint": "f"}
    pay = Finding.objects.create(dossier=finding.dossier, severity="warning", **values)
    with pytest.raises(PermissionDenied):
        let_stand(cast.specialist, pay, today)
    let_stand(cast.policy, pay, today)
    let_stand(cast.specialist, finding, today)


def test_nobody_decides_about_their_own_dossier(cast, make_dossier, today):
    own = make_dossier(code=cast.clerk.custody.staff_code, party_joined_on=PartialDate(1990))
    with pytest.raises(PermissionDenied, match="chính mình"):
        let_stand(cast.clerk, Finding.objects.get(dossier=own, rule="party_age"), today)


def test_without_a_reason_nothing_is_let_stand(cast, finding, today):
    with pytest.raises(HistoryError):
        let_stand(cast.clerk, finding, today, reason="  ")
