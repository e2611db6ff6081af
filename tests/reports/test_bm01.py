"""BM01 of the service of 24 people equals the hand count in every cell, for every scope and on other days."""

import pytest

from reports.definitions import REPORTS
from tests.reports.service24 import EXPECTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
BM01 = REPORTS["bm01"]


def bm01(cells, params):
    return cells(BM01.table(params))


@pytest.mark.clause("TCHQ-6.1b2")
@pytest.mark.parametrize("name", [name for name in EXPECTED if "/" not in name])
def test_a_row_of_the_whole_service_equals_the_hand_count(name, cast, ask, cells, expected):
    assert bm01(cells, ask(cast.leader))[name] == expected(name)


@pytest.mark.parametrize("name", [name for name in EXPECTED if "/" in name])
def test_a_row_below_a_department_equals_the_hand_count(name, cast, ask, cells, expected):
    department, unit = name.split("/")
    assert bm01(cells, ask(cast.leader, **{"don-vi": department}))[unit] == expected(name)


def test_the_grand_total_is_that_of_the_service(cast, ask, cells, expected):
    assert bm01(cells, ask(cast.leader))["Tổng số"] == expected("Tổng cục Hải quan")


def test_all_units_are_printed_when_asked_for(cast, ask):
    table = BM01.table(ask(cast.leader, cap="tat-ca"))
    names = [(row.cells[1].value, row.level) for row in table.rows]
    assert len(names) > 540
    assert ("Chi cục Hải quan cửa khẩu cảng", 2) in names
    department = next(row for row in table.rows if row.cells[1].value == "Cục Hải quan TP. Đà Nẵng")
    assert (department.style, department.level, department.cells[0].value) == ("department", 1, "34")


def test_rows_under_a_unit_add_up_to_it(cast, ask):
    for query in ({}, {"don-vi": "HQ34"}, {"don-vi": "TW03"}):
        top, *below, total = BM01.table(ask(cast.leader, **query)).rows
        assert {row.level for row in below} == {1}
        for index in range(3, len(top.cells)):
            assert sum(row.cells[index].value for row in below) == top.cells[index].value == total.cells[index].value


def test_the_leaders_total_is_the_sum_of_the_departments(cast, ask, cells):
    of_leader = bm01(cells, ask(cast.leader))
    parts = [values for name, values in of_leader.items() if name not in ("Tổng cục Hải quan", "Tổng số")]
    for key, total in of_leader["Tổng số"].items():
        assert total is None or total == sum(values[key] for values in parts)


@pytest.mark.clause("TCHQ-5.2c", "TCHQ-8.3b")
def test_a_clerk_reads_their_subtree_only(cast, ask, cells, expected):
    mine = bm01(cells, ask(cast.clerk))
    assert mine["Cục Hải quan TP. Đà Nẵng"] == mine["Tổng số"] == expected("Cục Hải quan TP. Đà Nẵng")
    assert "Cục Hải quan tỉnh Quảng Nam" not in mine and "Tổng cục Hải quan" not in mine
    neighbours = bm01(cells, ask(cast.neighbour))
    assert neighbours["Tổng số"] == expected("Cục Hải quan tỉnh Quảng Nam")


def test_invariants_of_the_form(cast, ask, cells):
    for query in ({"cap": "tat-ca"}, {"doi-tuong": "tat-ca"}, {"ngay": "01/01/2015"}, {"ngay": "31/12/2026"}):
        for row in bm01(cells, ask(cast.leader, **query)).values():
            everybody = row["hien-co"]
            assert sum(row[key] for key in ("cvcc", "cvc", "cv", "cs", "nv")) <= everybody
            bands = ("tuoi-30", "tuoi-31-40", "tuoi-41-50", "tuoi-51-60", "qua-tuoi")
            assert sum(row[key] for key in bands) == everybody
            degrees = ("tien-si", "thac-si", "dai-hoc", "cao-dang", "trung-cap", "so-cap")
            assert sum(row[key] for key in degrees) <= everybody
            assert row["tuoi-51-60"] >= row["nu-51-55"] + row["nam-56-60"]
            assert max(row[key] for key in ("nu", "dang-vien", "dan-toc", "ton-giao")) <= everybody


def test_everybody_is_counted_when_asked_for(cast, ask, cells):
    row = bm01(cells, ask(cast.leader, **{"doi-tuong": "tat-ca"}))["Tổng số"]
    # The driver on contract, the public employee and the official beside the 21 civil servants.
    assert (row["hien-co"], row["nu"], row["dang-vien"]) == (24, 10, 12)
    assert (row["nv"], row["cv"], row["cvc"], row["trung-cap"], row["dai-hoc"]) == (2, 11, 5, 2, 13)
    assert (row["tuoi-31-40"], row["tuoi-41-50"]) == (5, 5)


def test_a_day_later_the_move_the_rank_and_the_party_day_show(cast, ask, cells):
    before, after = (bm01(cells, ask(cast.leader, ngay=day)) for day in ("30/06/2026", "01/07/2026"))
    of_da_nang, of_quang_nam = "Cục Hải quan TP. Đà Nẵng", "Cục Hải quan tỉnh Quảng Nam"
    assert (before[of_da_nang]["hien-co"], after[of_da_nang]["hien-co"]) == (11, 10)
    assert (before[of_quang_nam]["hien-co"], after[of_quang_nam]["hien-co"]) == (6, 7)
    assert (before[of_quang_nam]["cs"], after[of_quang_nam]["cs"]) == (2, 1)
    assert (before[of_quang_nam]["cv"], after[of_quang_nam]["cv"]) == (3, 5)
    assert (before["Tổng số"]["dang-vien"], after["Tổng số"]["dang-vien"]) == (11, 12)
    assert (before["Tổng số"]["qua-tuoi"], after["Tổng số"]["qua-tuoi"]) == (2, 3)


def test_a_posting_of_next_month_does_not_move_last_months_numbers(cast, ask, cells, service, unit, today):
    from personnel.models import Posting
    from personnel.sections import POSTINGS
    from personnel.services.save_row import add_row
    from qlcb.dates import PartialDate

    before = bm01(cells, ask(cast.leader))
    row = Posting(dossier=service.dossiers["13"], unit=unit("TW03-01"), valid_from=PartialDate.of("01/08/2026"))
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=today)
    assert bm01(cells, ask(cast.leader)) == before
    after = bm01(cells, ask(cast.leader, ngay="01/08/2026"))
    assert after["Vụ Tổ chức cán bộ"]["tieng-dan-toc"] == 1
    assert after["Cục Hải quan TP. Đà Nẵng"]["tieng-dan-toc"] == 0


def test_before_anybody_served_all_numbers_are_zero(cast, ask, cells):
    total = bm01(cells, ask(cast.leader, ngay="31/12/2011"))["Tổng số"]
    assert {value for value in total.values() if value is not None} == {0}


def test_names_lead_down_and_numbers_lead_to_lists(cast, ask):
    table = BM01.table(ask(cast.leader))
    department = next(row for row in table.rows if row.cells[1].value == "Cục Hải quan TP. Đà Nẵng")
    assert department.cells[1].url == "/bao-cao/bm01/?ngay=30%2F06%2F2026&don-vi=HQ34"
    women = department.cells[4]
    assert women.url == "/bao-cao/bm01/danh-sach/?ngay=30%2F06%2F2026&don-vi=HQ34&cot=nu"
    assert all(bool(cell.url) == bool(cell.value) for row in table.rows for cell in row.cells[2:])
