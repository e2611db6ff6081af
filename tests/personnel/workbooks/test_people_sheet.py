"""Mass update of chosen columns: the single values of many dossiers from one sheet."""

import json

import pytest

from accounts.models import Grant
from personnel.models import Dossier, EthnicGroup
from personnel.workbooks.layout import PEOPLE_SHEET, PEOPLE_SLUG
from qlcb.history import Act
from tests.history import assert_history_is_whole
from tests.personnel.workbooks.books import all_errors, findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]


@pytest.fixture
def sheet(book):
    """An empty sheet of single values."""
    return lambda: book(slugs=[PEOPLE_SLUG], rows=False)


def test_what_is_exported_comes_back_unchanged(full, book, cast, today):
    before = Dossier.history.count()
    written = book(slugs=[PEOPLE_SLUG]).write(cast.clerk, today)
    assert written.counts == {"new": 0, "changed": 0, "unchanged": 1, "refused": 0}, all_errors(written)
    assert Dossier.history.count() == before


def test_chosen_columns_of_many(sheet, make_dossier, cast, today):
    people = [make_dossier(home_town="Hội An", phone="0905112358") for _ in range(3)]
    tay = EthnicGroup.objects.get(name="Tày")
    made = sheet()
    for one in people[:2]:
        made.add(
            PEOPLE_SLUG, one, ethnic_group="tày", home_town="(xóa)", phone="0905 000 111", joined_service_on="3/2012"
        )
    made.add(PEOPLE_SLUG, people[2], home_town="Hội An", phone=None)
    seen = made.examine(cast.clerk, today)
    assert seen.counts == {"new": 0, "changed": 2, "unchanged": 1, "refused": 0}, all_errors(seen)
    row = seen.to_json()["rows"][0]
    told = {label: (old, new) for label, old, new in row["changes"]}
    assert told["Dân tộc"] == ("", "Tày")
    assert told["Quê quán (ghi theo giấy tờ)"] == ("Hội An", "")
    made.write(cast.clerk, today, confirmed=seen.mark)
    for one in people[:2]:
        one.refresh_from_db()
        assert (one.ethnic_group, one.home_town, one.phone) == (tay, "", "0905 000 111")
        assert str(one.joined_service_on) == "03/2012"
        assert [entry.act for entry in one.history.all()] == [Act.CORRECT, Act.OPEN]
    assert people[2].history.count() == 1
    assert_history_is_whole()
    assert made.write(cast.clerk, today).counts["unchanged"] == 3


def test_restricted_values_are_kept_out_of_the_run(sheet, make_dossier, cast, today):
    one = make_dossier(phone="0905112358", citizen_id="048186001234")
    made = sheet()
    made.add(PEOPLE_SLUG, one, phone="0905999888", past_arrest="Không có gì", citizen_id="048186777666")
    kept = json.dumps(made.examine(cast.clerk, today).to_json(), ensure_ascii=False)
    for secret in ("0905112358", "0905999888", "Không có gì", "048186001234", "048186777666"):
        assert secret not in kept


def test_each_panel_asks_for_its_right(sheet, make_dossier, cast, today):
    one = make_dossier()
    Grant.objects.filter(account=cast.clerk).first()
    made = sheet()
    made.add(PEOPLE_SLUG, one, is_confidential="Có", home_town="Hội An")
    cells = findings(made.write(cast.clerk, today))
    assert list(cells) == [(PEOPLE_SHEET, made.ref(PEOPLE_SLUG, 2, "is_confidential"))]
    one.refresh_from_db()
    assert one.home_town == "" and one.history.count() == 1, "a row is written whole or not at all"


def test_bad_values_are_refused_at_their_cells(sheet, make_dossier, cast, today):
    one, other = make_dossier(citizen_id="048186001234"), make_dossier()
    made = sheet()
    made.add(PEOPLE_SLUG, other, citizen_id="048186001234")
    made.add(PEOPLE_SLUG, one, full_name="(xóa)", tax_code="0123", email="không", birth_date="14/08/2199")
    made.add(PEOPLE_SLUG, one, home_town="Hội An")
    cells = findings(made.examine(cast.clerk, today))

    def at(row, key):
        return cells[PEOPLE_SHEET, made.ref(PEOPLE_SLUG, row, key)]

    assert "đã có trong một hồ sơ khác" in at(2, "citizen_id")
    assert "Không được để trống" in at(3, "full_name")
    assert "đã được nêu ở dòng 3" in at(4, "who_code")
    made = sheet()
    made.add(PEOPLE_SLUG, one, tax_code="0123", email="không", birth_date="14/08/2029")
    cells = findings(made.examine(cast.clerk, today))
    assert "Mã số thuế" in at(2, "tax_code") and at(2, "email")


def test_one_number_for_two_people_is_refused(sheet, make_dossier, cast, today):
    one, other = make_dossier(), make_dossier()
    made = sheet()
    made.add(PEOPLE_SLUG, one, citizen_id="048186001299")
    made.add(PEOPLE_SLUG, other, citizen_id="048186001299")
    written = made.write(cast.clerk, today)
    assert written.counts["changed"] == 1
    assert list(findings(written)) == [(PEOPLE_SHEET, made.ref(PEOPLE_SLUG, 3, "citizen_id"))]


def test_a_dossier_that_moved_on_is_not_overwritten(full, book, cast, today):
    made, again = book(slugs=[PEOPLE_SLUG]), book(slugs=[PEOPLE_SLUG])
    made.set(PEOPLE_SLUG, 2, home_town="Hội An")
    again.set(PEOPLE_SLUG, 2, home_town="Điện Bàn")
    assert made.write(cast.clerk, today).counts["changed"] == 1
    assert "đã được sửa sau khi kết xuất" in next(iter(findings(again.write(cast.clerk, today)).values()))
    full.refresh_from_db()
    assert full.home_town == "Hội An"


def test_a_change_of_name_is_found_by_the_search(sheet, make_dossier, cast, today):
    one = make_dossier()
    made = sheet()
    made.add(PEOPLE_SLUG, one, full_name="Đỗ Thị Bích Thủy")
    made.write(cast.clerk, today)
    assert list(Dossier.objects.search("bich thuy")) == [one]


def test_long_files_ask_no_more_questions(sheet, make_dossier, cast, today):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from personnel.services.import_workbook import import_workbook

    def queries(people):
        made = sheet()
        for index, one in enumerate(people):
            made.add(PEOPLE_SLUG, one, home_town="Hội An", citizen_id=f"04818600{one.pk % 10000:04}", note=str(index))
        file = made.read()
        with CaptureQueriesContext(connection) as captured:
            written = import_workbook(account=cast.clerk, reason="Đếm", file=file, today=today)
        assert written.counts["changed"] == len(people), findings(written)
        return len(captured)

    few = [make_dossier()]
    many = [make_dossier() for _ in range(6)]
    queries([make_dossier()])
    assert queries(many) <= queries(few)
