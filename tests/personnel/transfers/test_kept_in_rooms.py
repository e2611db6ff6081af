"""Who serves elsewhere than their dossier is kept, in the rooms beside: drafts, files, rights foretold, reports."""

from datetime import date

import pytest

from accounts.permissions import EXPORT, RIGHTS, VIEW
from orgunits.models import Unit
from personnel.importing.reading import read_lists
from personnel.models import Dossier, Posting
from personnel.quotas.table import QuotaTable
from personnel.services.apply_draft import apply_draft
from personnel.services.import_dossiers import import_dossiers
from personnel.why import explain
from reports.measures import TOTAL
from reports.people import PeopleOn
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import draft_for
from tests.personnel.importing import people as lists
from tests.personnel.transfers.moves import fresh, leave_behind
from tests.personnel.workbooks.books import Book, all_errors, export, opened

pytestmark = [pytest.mark.django_db, pytest.mark.clause("HG-10.1"), pytest.mark.usefixtures("opened_here")]


@pytest.fixture
def person(make_dossier):
    return make_dossier(code="34ZZ-0217", full_name="Trần Thị Biệt Phái", rank="08.051", step=4)


def running(dossier) -> tuple:
    row = Posting.objects.select_related("unit", "kept_by").get(dossier=dossier, valid_to=None)
    return row.unit.code, row.kept_by and row.kept_by.code


def test_one_decision_seconds_people_of_many_departments(cast, person, make_dossier, unit, today):
    """Each dossier stays where it is kept; of who stays within the department there is nothing to say."""
    other, inside = make_dossier(unit_code="HQ43-03"), make_dossier(unit_code="HQ60-03")
    people, there = [person, other, inside], {"unit": unit("HQ60-07").pk}
    draft = draft_for(cast.specialist, "biet-phai", people, today, shared=there, authority=unit("TCHQ"))
    assert draft.lines.get(dossier=person).values == {"kept_by": unit("HQ34-07").pk}, "as it is likely"
    apply_draft(account=fresh(cast.specialist), draft=draft, today=today)
    assert [running(one) for one in people] == [("HQ60-07", "HQ34-07"), ("HQ60-07", "HQ43-03"), ("HQ60-07", None)]
    assert_history_is_whole()


def test_a_workbook_names_the_keeper_under_the_same_rules(cast, person, today, tmp_path):
    def sent(**values):
        book = Book(opened(export(cast.clerk, today, slugs=["cong-tac"], rows=False)), tmp_path / "muc.xlsx")
        told = {"kind": "Biệt phái", "unit": "HQ60-07", "kept_by": "HQ34-07", "valid_from": "01/06/2025"} | values
        book.add("cong-tac", person, **told)
        return book

    for values, why in (
        ({"kind": "Luân chuyển"}, "không ở lại đơn vị cũ"), ({"unit": "HQ34-03"}, "để trống ô này"),
        ({"kept_by": ""}, "điều chuyển hồ sơ"),
    ):  # fmt: skip
        errors = all_errors(sent(**values).examine(cast.clerk, today))
        assert len(errors) == 1 and why in errors[0]
    sent().write(fresh(cast.clerk), today)
    assert running(person) == ("HQ60-07", "HQ34-07")


def test_a_list_of_the_keeping_department_brings_nobody_back(cast, make_dossier, today, tmp_path):
    person = make_dossier(code="34ZZ-0001", unit_code="HQ34-03", birth_date="14/08/1986")
    leave_behind(cast.clerk, person, today, kept_by="HQ34-03", since=date(2026, 6, 1))  # before the day of the list
    name = Unit.objects.get(code="HQ34-03").name
    line = lists.person(1, name=person.full_name, unit=name, rank=None, step=None, coefficient=None, paid_from=None)
    path = lists.write_list(tmp_path / "ds.xlsx", line)
    import_dossiers(account=cast.clerk, reason="Nhập", lists=read_lists(path, account=cast.clerk, today=today))
    assert running(person) == ("HQ60-07", "HQ34-03")


def test_an_administrator_reads_why(cast, person, today):
    leave_behind(cast.clerk, person, today)
    told = explain(fresh(cast.neighbour), Dossier.objects.get(pk=person.pk), today)
    rights = dict(zip(RIGHTS, told.rights, strict=True))
    assert told.visible and "đơn vị sử dụng chỉ xem, kết xuất" in " ".join(told.notes)
    for code, may in ((VIEW, True), (EXPORT, True), ("write_rewards", False)):
        assert bool(rights[code].verdict) is may
    assert rights[VIEW].verdict.why.startswith("Được cấp tại đơn vị sử dụng")
    assert "phạm vi: Cục Hải quan tỉnh Quảng Nam › " in rights[VIEW].sources[0]


def test_reports_and_bien_che_count_where_the_dossier_is_kept(cast, person, today):
    leave_behind(cast.clerk, person, today)
    both = [unit.pk for code in ("HQ34", "HQ60") for unit in Unit.objects.below(Unit.objects.get(code=code))]
    assert PeopleOn(today, both).counts([TOTAL]) == {person.now_unit_id: [1]}
    table = QuotaTable(fresh(cast.leader), today, today)
    heads = {code: table.cells(table.node(code))[0].heads for code in ("HQ34", "HQ60")}
    assert heads == {"HQ34": 1, "HQ60": 0}
