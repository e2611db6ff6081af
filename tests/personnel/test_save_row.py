"""Change, correct and remove: neighbours in time, one history row per changed row, nothing half done."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import Dossier, Posting, Rank, Salary
from personnel.sections import POSTINGS, SALARIES
from personnel.services.save_row import add_row, correct_row, remove_row
from qlcb.dates import PartialDate
from qlcb.history import Conflict

pytestmark = pytest.mark.django_db


def salary(dossier, step, coefficient, since):
    return Salary(
        dossier=dossier,
        rank=Rank.objects.get(code="08.051"),
        step=step,
        coefficient=Decimal(coefficient),
        valid_from=PartialDate.of(since),
    )


def test_a_raise_ends_the_running_step_and_moves_the_projection(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    first = dossier.salarys.get()
    row = add_row(
        account=cast.clerk,
        reason="Nâng bậc",
        section=SALARIES,
        row=salary(dossier, 5, "3.66", "01/03/2024"),
        today=today,
    )
    first.refresh_from_db()
    dossier.refresh_from_db()
    assert str(first.valid_to) == "2024-02-29"
    assert (dossier.now_step, dossier.now_coefficient) == (5, Decimal("3.66"))
    assert str(dossier.now_next_raise_on) == "2027-03-01"
    assert [(h.history_type, h.act, h.history_user_id) for h in row.history.all()] == [("+", "change", cast.clerk.pk)]
    assert [h.history_type for h in first.history.all()] == ["~", "+"]
    assert dossier.history.count() == 1, "the projection is derived and writes no history"


def test_inserting_into_the_past_ends_before_the_next(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    row = add_row(
        account=cast.clerk,
        reason="Bổ sung quá trình",
        section=SALARIES,
        row=salary(dossier, 3, "3.00", "03/2018"),
        today=today,
    )
    assert str(row.valid_to) == "2021-02-28"


def test_same_day_is_a_correction_not_a_change(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    with pytest.raises(ValidationError, match="Đính chính"):
        add_row(
            account=cast.clerk,
            reason="x",
            section=SALARIES,
            row=salary(dossier, 5, "3.66", "01/03/2021"),
            today=today,
        )
    assert dossier.salarys.count() == 1


def test_correcting_the_first_day_moves_the_neighbour(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    row = add_row(
        account=cast.clerk,
        reason="Nâng bậc",
        section=SALARIES,
        row=salary(dossier, 5, "3.66", "01/03/2024"),
        today=today,
    )
    row.valid_from = PartialDate.of("01/06/2024")
    correct_row(account=cast.clerk, reason="Nhập sai ngày", section=SALARIES, row=row, expected_version=1, today=today)
    earlier = dossier.salarys.get(step=4)
    assert str(earlier.valid_to) == "2024-05-31"
    assert row.history.first().act == "correct"


def test_removing_gives_the_time_back(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    row = add_row(
        account=cast.clerk,
        reason="Nâng bậc",
        section=SALARIES,
        row=salary(dossier, 5, "3.66", "01/03/2024"),
        today=today,
    )
    pk = row.pk
    remove_row(account=cast.clerk, reason="Nhập nhầm", section=SALARIES, row=row, expected_version=1, today=today)
    assert dossier.salarys.get().valid_to is None
    gone = Salary.history.filter(id=pk).first()
    assert (gone.history_type, gone.act, gone.history_change_reason) == ("-", "remove", "Nhập nhầm")


def test_the_second_of_two_editors_gets_a_conflict(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    mine, yours = Salary.objects.get(dossier=dossier), Salary.objects.get(dossier=dossier)
    mine.note = "một"
    correct_row(account=cast.clerk, reason="x", section=SALARIES, row=mine, expected_version=1, today=today)
    yours.note = "hai"
    with pytest.raises(Conflict):
        correct_row(account=cast.clerk, reason="x", section=SALARIES, row=yours, expected_version=1, today=today)
    assert Salary.objects.get(dossier=dossier).note == "một"


@pytest.mark.clause("TCHQ-5.2c")
def test_an_edit_cannot_push_a_dossier_out_of_scope(cast, make_dossier, unit, today):
    dossier = make_dossier()
    row = Posting(dossier=dossier, unit=unit("HQ60-07"), valid_from=PartialDate.of("01/06/2024"))
    with pytest.raises(PermissionDenied):
        add_row(account=cast.clerk, reason="x", section=POSTINGS, row=row, today=today)
    assert Dossier.objects.get(pk=dossier.pk).now_unit.code == "HQ34-07"
    assert Posting.objects.filter(dossier=dossier).count() == 1


def test_a_coefficient_must_match_the_table(cast, make_dossier, today):
    dossier = make_dossier()
    with pytest.raises(ValidationError, match="3,66"):
        add_row(
            account=cast.clerk,
            reason="x",
            section=SALARIES,
            row=salary(dossier, 5, "3.36", "01/03/2024"),
            today=today,
        )
