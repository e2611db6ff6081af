"""Change, correct and remove: neighbours in time, one history row per changed row, nothing half done."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from personnel.models import Appointment, Decision, Dossier, Position, Posting, Qualification, Rank, Salary, Study
from personnel.sections import APPOINTMENTS, PANEL_OF, POSTINGS, SALARIES, STUDIES
from personnel.services.save_panel import save_panel
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
    first = dossier.salary_set.get()
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


@pytest.mark.clause("TCHQ-5.3")
def test_a_result_keeps_its_decision_who_drafted_it_and_who_entered_it(cast, make_dossier, sign_in, unit, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    row = salary(dossier, 5, "3.66", "01/03/2024")
    row.drafted_by, row.paper_received_on = "Lê Thị Tham Mưu", today
    row.decision = Decision(number="214/QĐ-HQĐNg", signed_on=today, effective_on=today, authority=unit("HQ34"))
    add_row(account=cast.clerk, reason="Nâng bậc", section=SALARIES, row=row, today=today)
    written = row.history.get()
    assert (written.drafted_by, written.paper_received_on, written.decision) == ("Lê Thị Tham Mưu", today, row.decision)
    assert (written.history_user, written.custodian) == (cast.clerk, cast.clerk.holder_name)
    page = sign_in(cast.clerk).get(f"/quyet-dinh/{row.decision_id}/").content.decode()
    assert "Lê Thị Tham Mưu" in page and dossier.full_name in page
    form = sign_in(cast.clerk).get(f"/ho-so/{dossier.code}/muc/luong/them/").context["form"]
    assert form["drafted_by"].value() == cast.clerk.custody.holder_name, "who enters it has advised, unless told"


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
    assert dossier.salary_set.count() == 1


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
    earlier = dossier.salary_set.get(step=4)
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
    assert dossier.salary_set.get().valid_to is None
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


def test_a_closed_time_inside_a_running_one_is_refused(cast, make_dossier, unit, today):
    """It would leave a time without any posting; the return is a row of its own."""
    dossier = make_dossier(since="01/01/2019")
    row = Posting(dossier=dossier, unit=unit("HQ34-03"), valid_from=PartialDate.of("01/01/2021"), kind="secondment")
    row.valid_to = date(2021, 12, 31)
    with pytest.raises(ValidationError, match="Để trống"):
        add_row(account=cast.clerk, reason="Biệt phái", section=POSTINGS, row=row, today=today)
    assert Dossier.objects.get(pk=dossier.pk).now_status == "serving"


def test_a_typed_end_is_never_changed_silently(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    row = salary(dossier, 3, "3.00", "01/03/2018")
    row.valid_to = date(2022, 1, 1)
    with pytest.raises(ValidationError, match="ghi đến 28/02/2021"):
        add_row(account=cast.clerk, reason="x", section=SALARIES, row=row, today=today)


def test_a_correction_opens_no_gap(cast, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    add_row(account=cast.clerk, reason="x", section=SALARIES, row=salary(dossier, 5, "3.66", "01/03/2024"), today=today)
    earlier = dossier.salary_set.get(step=4)
    earlier.valid_to = date(2023, 12, 31)
    with pytest.raises(ValidationError, match="01/03/2024"):
        correct_row(
            account=cast.clerk, reason="x", section=SALARIES, row=earlier, expected_version=earlier.version, today=today
        )


def test_the_only_posting_stays(cast, make_dossier, today):
    dossier = make_dossier()
    row = dossier.posting_set.get()
    with pytest.raises(ValidationError, match="duy nhất"):
        remove_row(account=cast.sysadmin, reason="x", section=POSTINGS, row=row, expected_version=1, today=today)
    assert Dossier.objects.get(pk=dossier.pk).now_unit_id


def test_an_appointment_whose_term_was_over_does_not_come_back(cast, make_dossier, today):
    dossier = make_dossier()
    leader = Position.objects.get(code="DT")

    def appointed(since, until=None):
        row = Appointment(dossier=dossier, position=leader, valid_from=PartialDate.of(since), valid_to=until)
        return add_row(account=cast.clerk, reason="Bổ nhiệm", section=APPOINTMENTS, row=row, today=today)

    first = appointed("01/01/2016", date(2020, 12, 31))
    # entered long ago, so that the two do not belong to one moment
    Appointment.history.filter(id=first.pk).update(history_date=timezone.now() - timedelta(days=30))
    mistake = appointed("01/01/2021")
    remove_row(account=cast.clerk, reason="Nhầm", section=APPOINTMENTS, row=mistake, expected_version=1, today=today)
    first.refresh_from_db()
    assert first.valid_to == date(2020, 12, 31)


def test_steps_beyond_the_table_stop_nothing(cast, make_dossier, today):
    dossier = make_dossier()
    row = salary(dossier, 12, "3.27", "01/04/1995")
    add_row(account=cast.clerk, reason="Bổ sung", section=SALARIES, row=row, today=today)
    assert Dossier.objects.get(pk=dossier.pk).now_next_raise_on is None
    far = salary(dossier, 1, "2.34", "31/12/9998")
    with pytest.raises(ValidationError, match="5 năm"):
        add_row(account=cast.clerk, reason="x", section=SALARIES, row=far, today=today)


@pytest.mark.parametrize(("step", "coefficient", "over_frame"), [(0, "9.99", 0), (1, "2.34", 90), (9, "4.98", 3)])
def test_pay_outside_the_law_is_refused(cast, make_dossier, today, step, coefficient, over_frame):
    row = salary(make_dossier(), step, coefficient, "01/03/2024")
    row.over_frame = over_frame
    with pytest.raises(ValidationError):
        add_row(account=cast.clerk, reason="x", section=SALARIES, row=row, today=today)


def test_an_unfinished_degree_and_a_coming_raise_are_not_yet_held(cast, make_dossier, today):
    dossier = make_dossier()
    doctor = Qualification.objects.get(kind="professional", code="TS")
    ends = PartialDate.of(today + timedelta(days=900))
    study = Study(dossier=dossier, kind="professional", level=doctor, ends_on=ends)
    add_row(account=cast.clerk, reason="Cử đi học", section=STUDIES, row=study, today=today)
    coming = salary(dossier, 1, "2.34", "01/01/2024")
    coming.valid_from = PartialDate.of(today + timedelta(days=60))
    add_row(account=cast.clerk, reason="x", section=SALARIES, row=coming, today=today)
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert (dossier.now_degree, dossier.now_step) == (None, None)


@pytest.mark.clause("TCHQ-6.1d1")
def test_internal_moves_are_all_that_right_allows(cast, make_dossier, unit, today):
    """Cục GSQL moves its officials between its divisions; it rewrites no past, ends no service, moves no leader."""
    dossier = make_dossier(unit_code="TW07-01", since="01/2015")

    def move(to):
        row = Posting(dossier=dossier, unit=unit(to), valid_from=PartialDate.of("01/06/2024"))
        return add_row(account=cast.department_head, reason="QĐ", section=POSTINGS, row=row, today=today)

    for foreign in ("HQ34-07", "TW01-01"):
        with pytest.raises(PermissionDenied):
            move(foreign)
    row = move("TW07-02")
    row.valid_to = today - timedelta(days=1)
    for forbidden in (
        lambda: correct_row(
            account=cast.department_head, reason="x", section=POSTINGS, row=row, expected_version=1, today=today
        ),
        lambda: remove_row(
            account=cast.department_head, reason="x", section=POSTINGS, row=row, expected_version=1, today=today
        ),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()
    chief = make_dossier(unit_code="TW07-01", since="01/2015")
    add_row(
        account=cast.sysadmin,
        reason="Bổ nhiệm",
        section=APPOINTMENTS,
        row=Appointment(
            dossier=chief, position=Position.objects.get(code="TP"), valid_from=PartialDate.of("01/01/2023")
        ),
        today=today,
    )
    leader_row = Posting(dossier=chief, unit=unit("TW07-02"), valid_from=PartialDate.of("01/06/2024"))
    with pytest.raises(PermissionDenied):
        add_row(account=cast.department_head, reason="QĐ", section=POSTINGS, row=leader_row, today=today)


@pytest.mark.clause("TCHQ-6.1d4")
def test_a_right_on_contract_staff_ends_where_they_cease_to_be(cast, make_dossier, today):
    dossier = make_dossier(unit_code="TW07-01", subject="contract")
    dossier.main_work = "Lái xe"
    panel = PANEL_OF["tuyen-dung"]
    act = {"account": cast.department_head, "reason": "x", "panel": panel, "today": today}
    assert save_panel(dossier=dossier, expected_version=1, **act)
    dossier.subject = "civil_servant"
    with pytest.raises(PermissionDenied):
        save_panel(dossier=dossier, expected_version=2, **act)
    officer = make_dossier(unit_code="TW07-01")
    officer.subject = "contract"
    with pytest.raises(PermissionDenied):
        save_panel(dossier=officer, expected_version=1, **act)


def test_a_posting_from_tomorrow_in_another_department_is_refused_too(cast, make_dossier, unit, today):
    dossier = make_dossier()
    row = Posting(dossier=dossier, unit=unit("HQ60-07"), valid_from=PartialDate.of(today + timedelta(days=1)))
    with pytest.raises(PermissionDenied):
        add_row(account=cast.clerk, reason="x", section=POSTINGS, row=row, today=today)


def test_the_past_in_another_department_may_be_written(cast, make_dossier, unit, today):
    dossier = make_dossier(since="01/2021")
    row = Posting(dossier=dossier, unit=unit("HQ60-07"), valid_from=PartialDate.of("2019"), valid_to=date(2020, 12, 31))
    add_row(account=cast.clerk, reason="Theo lý lịch", section=POSTINGS, row=row, today=today)
    assert dossier.posting_set.count() == 2


@pytest.mark.clause("HP-2.4")
def test_no_custodian_writes_their_own_dossier(cast, make_dossier, today):
    own = make_dossier(code=cast.clerk.custody.staff_code, rank="08.051", step=4, salary_from="01/03/2021")
    with pytest.raises(PermissionDenied, match="chính mình"):
        add_row(account=cast.clerk, reason="x", section=SALARIES, row=salary(own, 5, "3.66", "01/03/2024"), today=today)
