"""A file that is imported again: what was written is known again, and what nobody touched in it is no change."""

import pytest

from personnel.models import Decision, Salary
from personnel.workbooks.layout import PEOPLE_SLUG
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.history import assert_history_is_whole
from tests.personnel.workbooks.books import all_errors, findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]
PAY = {"rank": "08.051", "step": 3, "coefficient": "3,00"}


@pytest.fixture
def person(make_dossier):
    """Paid step 2 since 01/03/2020."""
    return make_dossier(rank="08.051", step=2, salary_from="01/03/2020")


@pytest.fixture
def elsewhere(cast):
    """`elsewhere(row, note="…")`: somebody else corrects a record meanwhile."""

    def write(row, **values):
        with writing(account=cast.clerk, reason="Người khác sửa"):
            for name, value in values.items():
                setattr(row, name, value)
            record(row)

    return write


def test_new_rows_and_the_row_that_they_ended_are_known_again(person, make_dossier, book, cast, today):
    """The row that runs, untouched in the file, is ended by a new one; a refused row stays the only refused one."""
    other = make_dossier(rank="08.051", step=2, salary_from="01/03/2020")
    made = book(slugs=["luong"])
    paper = {"decision_number": "77/QĐ", "decision_signed_on": "15/02/2023", "decision_authority": "HQ34"}
    made.add("luong", person, **PAY, valid_from="01/03/2023", **paper)
    made.add("luong", person, rank="08.051", step=4, coefficient="3,33", valid_from="01/03/2026", valid_to="01/03/2027")
    wrong = made.add("luong", other, rank="08.051", step=3, coefficient="9,99", valid_from="01/03/2023")
    first = made.write(cast.clerk, today)
    assert first.counts == {"new": 1, "changed": 0, "unchanged": 2, "refused": 2}, findings(first)
    written = Salary.history.count()
    again = made.write(cast.clerk, today)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 3, "refused": 2}, findings(again)
    assert findings(again) == findings(first) and Salary.history.count() == written
    made.set("luong", wrong, coefficient="3,00")
    mended = made.write(cast.clerk, today)
    assert mended.counts == {"new": 1, "changed": 0, "unchanged": 3, "refused": 1}, findings(mended)
    assert Decision.objects.count() == 1
    assert_history_is_whole()


def test_days_that_gave_way_to_a_corrected_one_are_no_change(person, book, cast, today):
    """The file repeats an end that the import itself moved."""
    made = book(slugs=["luong"], rows=False)
    made.add("luong", person, **PAY, valid_from="01/03/2023")
    made.write(cast.clerk, today)
    made = book(slugs=["luong"])
    rows = {made.get("luong", row, "valid_from"): row for row in (2, 3)}
    made.set("luong", rows["01/03/2023"], valid_from="01/05/2023")
    assert made.write(cast.clerk, today).counts["changed"] == 1
    again = made.write(cast.clerk, today)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}, findings(again)


def test_untouched_rows_do_not_undo_what_others_wrote(full, book, elsewhere, cast, today):
    made = book(slugs=["nghi"])
    first, second = (full.absence_set.get(pk=int(made.get("nghi", row, "who_row").split("v")[0])) for row in (2, 3))
    elsewhere(first, note="Của người khác")
    made.set("nghi", 3, note="Theo tệp")
    written = made.write(cast.clerk, today)
    assert (written.counts["changed"], written.counts["refused"]) == (1, 0), findings(written)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.note, second.note) == ("Của người khác", "Theo tệp")


def test_a_value_that_is_stored_by_now_is_no_conflict(full, book, elsewhere, cast, today):
    made = book(slugs=["nghi"])
    row = full.absence_set.get(pk=int(made.get("nghi", 2, "who_row").split("v")[0]))
    made.set("nghi", 2, note="Cả hai ghi như nhau")
    elsewhere(row, note="Cả hai ghi như nhau")
    assert made.write(cast.clerk, today).counts["refused"] == 0
    elsewhere(row, note="Lại khác")
    told = findings(made.write(cast.clerk, today))
    assert "đã được sửa sau khi kết xuất" in told["Nghỉ phép, vắng mặt", "D2"]
    row.refresh_from_db()
    assert row.note == "Lại khác"


def test_a_decision_that_was_changed_since_is_left_alone(person, book, elsewhere, cast, today):
    made = book(slugs=["luong"], rows=False)
    paper = {"decision_number": "77/QĐ", "decision_signed_on": "15/02/2023", "decision_authority": "HQ34"}
    made.add("luong", person, **PAY, valid_from="01/03/2023", **paper)
    made.write(cast.clerk, today)
    made = book(slugs=["luong"])
    row = next(n for n in (2, 3) if made.get("luong", n, "valid_from") == "01/03/2023")
    other = Decision(number="99/QĐ", signed_on=today.replace(year=2023), effective_on=today.replace(year=2023))
    other.kind = "salary"
    salary = person.salary_set.get(step=3)
    with writing(account=cast.clerk, reason="Quyết định khác"):
        record(other)
    elsewhere(salary, decision=other)
    kept = made.write(cast.clerk, today)
    assert kept.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}, findings(kept)
    made.set("luong", row, decision_number="78/QĐ")
    assert "đã được sửa sau khi kết xuất" in next(iter(findings(made.write(cast.clerk, today)).values()))
    salary.refresh_from_db()
    assert salary.decision == other


def test_a_mark_of_a_version_that_never_was_overwrites_nothing(full, book, cast, today):
    made = book(slugs=["nghi"])
    pk = made.get("nghi", 2, "who_row").split("v")[0]
    made.set("nghi", 2, who_row=f"{pk}v99", note="Theo tệp")
    made.set("nghi", 3, who_row=made.get("nghi", 3, "who_row").split("v")[0] + "v99")
    written = made.write(cast.clerk, today)
    assert list(findings(written)) == [("Nghỉ phép, vắng mặt", "D2")] and written.counts["changed"] == 0


def test_single_values_are_compared_before_versions(make_dossier, book, elsewhere, cast, today):
    one, other = make_dossier(home_town="Hội An"), make_dossier(home_town="Hội An")
    made = book(slugs=[PEOPLE_SLUG])
    made.set(PEOPLE_SLUG, 2, full_name="Đỗ Thị Bích Thủy", home_town="Điện Bàn")
    elsewhere(other, home_town="Tam Kỳ")
    assert made.write(cast.clerk, today).counts == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    again = made.write(cast.clerk, today)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}, all_errors(again)
    assert "tên trước đây" in again.to_json()["warnings"][0][2]
    for dossier, town in ((one, "Điện Bàn"), (other, "Tam Kỳ")):
        dossier.refresh_from_db()
        assert (dossier.home_town, dossier.version) == (town, 2)


def test_looking_back_asks_once_for_all_rows(make_dossier, book, elsewhere, cast, today):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(people):
        made = book(slugs=[PEOPLE_SLUG], people=type(people[0]).objects.filter(pk__in=[one.pk for one in people]))
        for one in people:
            elsewhere(one, home_town="Tam Kỳ", full_name=f"{one.full_name} Khác")
        file = made.read()
        from personnel.services.import_workbook import examine_workbook

        with CaptureQueriesContext(connection) as captured:
            seen = examine_workbook(account=cast.clerk, file=file, today=today)
        assert seen.counts["unchanged"] == len(people), all_errors(seen)
        return len(captured)

    queries([make_dossier()])
    assert queries([make_dossier() for _ in range(5)]) <= queries([make_dossier()])


def test_a_code_with_the_name_of_another_person_is_refused(make_dossier, book, cast, today):
    one = make_dossier(full_name="Hồ Thị Hòa")
    other = make_dossier(full_name="Y Bliă Ê-ban", citizen_id="048186001234")
    made = book(slugs=["nghi"], rows=False)
    told = {"kind": "nghỉ phép", "begins_on": PartialDate.parse("2024").first_day}
    made.add("nghi", one, who_name="Y Bliă Ê Ban", **told)
    made.add("nghi", one, who_name="HO THI HOA", **told)
    made.add("nghi", other, who_name="y blia eban", **told)
    made.add("nghi", make_dossier(), who_name="-", **told)
    made.set("nghi", 6, who_citizen="048186001234", who_name="Hồ Thị Hoà", **told)
    written = made.write(cast.clerk, today)
    cells, page = findings(written), "Nghỉ phép, vắng mặt"
    assert (written.counts["new"], written.counts["refused"]) == (3, 2), cells
    wrong = cells[page, made.ref("nghi", 2, "who_name")]
    assert f"“{one.code}” là của Hồ Thị Hòa, nhưng dòng này ghi tên “Y Bliă Ê Ban”" in wrong
    assert "là của Y Bliă Ê-ban" in cells[page, made.ref("nghi", 6, "who_name")] and "048186" not in str(cells)
