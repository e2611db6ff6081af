"""Biên chế: assigned, split, adjusted within the year, never more below than above; one history row for each write."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from orgunits.models import QuotaKind, StaffQuota
from orgunits.quotas import ExceedsWhole, Quotas
from orgunits.services.assign_quotas import QuotasMoved, Wanted, assign_quotas
from orgunits.services.copy_quotas import copy_quotas
from orgunits.services.correct_quota import correct_quota
from orgunits.services.remove_quota import remove_quota
from orgunits.tree import Tree
from qlcb.history import Act, Conflict, create_many, writing

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-3.1a")]

CIVIL, CONTRACT = QuotaKind.CIVIL_SERVANT, QuotaKind.CONTRACT
JANUARY, JUNE, DECEMBER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 31)


@pytest.fixture
def assign(cast, unit):
    """`assign({"HQ34": 120}, on=…, kind=…, seen=…)`: one number for each unit."""

    def assigned(numbers, on=JANUARY, kind=CIVIL, seen=None, document="12/QĐ-TCHQ"):
        wanted = [Wanted(unit(code), kind, number, seen) for code, number in numbers.items()]
        return assign_quotas(
            account=cast.sysadmin, reason="Giao biên chế", wanted=wanted, on=on, document=document,
            document_on=date(2026, 1, 5),
        )  # fmt: skip

    return assigned


@pytest.fixture
def rows(unit):
    """`rows("HQ34")`: number, first and last day of each row, in order of time."""

    def told(code, kind=CIVIL):
        found = StaffQuota.objects.filter(unit=unit(code), kind=kind).order_by("valid_from")
        return list(found.values_list("number", "valid_from", "valid_to"))

    return told


def test_a_number_holds_to_the_end_of_its_year(assign, rows, unit):
    assert vars(assign({"HQ34": 120})) == {"new": 1, "adjusted": 0, "corrected": 0}
    assert rows("HQ34") == [(120, JANUARY, DECEMBER)]
    given = {day: Quotas.on(day).given(unit("HQ34").pk, CIVIL) for day in (date(2025, 12, 31), JANUARY, DECEMBER)}
    assert list(given.values()) == [None, 120, 120]
    assert Quotas.on(date(2027, 1, 1)).given(unit("HQ34").pk, CIVIL) is None


def test_an_adjustment_is_a_new_row_and_the_old_one_stays_true_for_its_time(assign, rows, unit):
    assign({"HQ34": 120})
    assert vars(assign({"HQ34": 115}, on=JUNE, document="88/QĐ-TCHQ")) == {"new": 0, "adjusted": 1, "corrected": 0}
    assert rows("HQ34") == [(120, JANUARY, date(2026, 5, 31)), (115, JUNE, DECEMBER)]
    acts = StaffQuota.history.filter(unit=unit("HQ34")).order_by("history_id").values_list("act", "history_type")
    assert list(acts) == [(Act.OPEN, "+"), (Act.CHANGE, "~"), (Act.CHANGE, "+")]
    assert StaffQuota.objects.get(unit=unit("HQ34"), number=115).document == "88/QĐ-TCHQ"


def test_the_same_number_writes_nothing(assign, unit):
    assign({"HQ34": 120})
    assert not assign({"HQ34": 120}, on=JUNE)
    assert StaffQuota.history.filter(unit=unit("HQ34")).count() == 1


def test_a_second_paper_of_the_same_day_puts_the_number_right(assign, rows, unit):
    assign({"HQ34": 120})
    assert vars(assign({"HQ34": 121}))["corrected"] == 1
    assert rows("HQ34") == [(121, JANUARY, DECEMBER)]
    assert StaffQuota.history.filter(unit=unit("HQ34")).first().act == Act.CORRECT


def test_a_number_before_a_later_one_ends_where_that_begins(assign, rows):
    assign({"HQ34": 110}, on=JUNE)
    assign({"HQ34": 120})
    assert rows("HQ34") == [(120, JANUARY, date(2026, 5, 31)), (110, JUNE, DECEMBER)]


def test_units_below_never_have_more_than_the_unit_above(assign, rows):
    assign({"HQ34": 20})
    assign({"HQ34-01": 12, "HQ34-02": 8})
    with pytest.raises(ExceedsWhole) as refused:
        assign({"HQ34-03": 3})
    (excess,) = refused.value.excesses
    assert (excess.node.code, excess.given, excess.split) == ("HQ34", 20, 23)
    assert "được giao 20, phân bổ cho đơn vị trực thuộc 23 từ ngày 01/01/2026, quá 3" in str(refused.value)
    assert rows("HQ34-03") == []


def test_the_unit_above_keeps_what_is_split_already(assign, rows):
    assign({"HQ34": 20})
    assign({"HQ34-01": 12, "HQ34-02": 8})
    with pytest.raises(ExceedsWhole, match="quá 2"):
        assign({"HQ34": 18}, on=JUNE)
    assert rows("HQ34") == [(20, JANUARY, DECEMBER)]


def test_a_cut_and_the_split_that_follows_go_together(assign, rows):
    assign({"HQ34": 20})
    assign({"HQ34-01": 12, "HQ34-02": 8})
    assign({"HQ34": 18, "HQ34-01": 10}, on=JUNE)
    assert rows("HQ34-01") == [(12, JANUARY, date(2026, 5, 31)), (10, JUNE, DECEMBER)]


def test_the_whole_bounds_grandchildren_where_nothing_was_assigned_between(assign):
    assign({"TCHQ": 30})
    assign({"HQ34-01": 12, "HQ60-01": 15})
    with pytest.raises(ExceedsWhole, match="quá 1"):
        assign({"HQ34-02": 4})
    assign({"HQ34-02": 3})


def test_a_later_adjustment_is_held_against_the_whole_too(assign):
    assign({"HQ34": 20})
    assign({"HQ34-01": 12})
    assign({"HQ34-01": 18}, on=JUNE)
    with pytest.raises(ExceedsWhole, match="từ ngày 01/06/2026, quá 3"):
        assign({"HQ34-02": 5})


def test_kinds_are_counted_apart(assign):
    assign({"HQ34": 5})
    assign({"HQ34": 1}, kind=CONTRACT)
    assign({"HQ34-01": 5})
    with pytest.raises(ExceedsWhole, match="hợp đồng lao động"):
        assign({"HQ34-01": 2}, kind=CONTRACT)


def test_what_stands_below_and_what_is_left(assign, unit, today):
    assign({"HQ34": 20})
    assign({"HQ34-01": 12, "HQ34-02": 5})
    tree, quotas = Tree.on(JUNE), Quotas.on(JUNE)
    department, root = tree.nodes[unit("HQ34").pk], tree.nodes[unit("TCHQ").pk]
    assert (quotas.split(department, CIVIL), quotas.left(department, CIVIL)) == (17, 3)
    assert (quotas.given(root.id, CIVIL), quotas.whole(root, CIVIL), quotas.left(root, CIVIL)) == (None, 20, None)
    assert quotas.whole(tree.nodes[unit("HQ60").pk], CIVIL) is None


def test_who_saw_an_older_number_is_told_and_nothing_is_written(assign, rows, unit):
    assign({"HQ34": 20, "HQ60": 10})
    seen = StaffQuota.objects.get(unit=unit("HQ34")).mark
    assign({"HQ34": 21})
    with pytest.raises(QuotasMoved) as moved:
        assign({"HQ34": 25}, on=JUNE, seen=seen)
    assert moved.value.cells[unit("HQ34").pk, CIVIL].number == 21
    with pytest.raises(QuotasMoved):
        assign({"HQ60": 11}, seen="")
    assert rows("HQ34") == [(21, JANUARY, DECEMBER)]
    assign({"HQ34": 25}, on=JUNE, seen=StaffQuota.objects.get(unit=unit("HQ34")).mark)


def test_a_unit_that_is_not_there_on_the_day_gets_nothing(assign):
    with pytest.raises(ValidationError, match="chưa có hoặc không còn đơn vị"):
        assign({"HQ34": 20}, on=date(1970, 1, 1))


def test_two_numbers_of_a_kind_at_once_are_refused_by_the_database(program, assign, unit):
    assign({"HQ34": 20})
    kept = {"unit": unit("HQ34"), "number": 1, "document": "1/QĐ", "document_on": JUNE, "valid_from": JUNE}
    twice = StaffQuota(year=2026, kind=CIVIL, valid_to=DECEMBER, **kept)
    beyond = StaffQuota(year=2026, kind=CONTRACT, valid_to=date(2027, 1, 1), **kept)
    for row, name in ((twice, "one_at_a_time"), (beyond, "within_its_year")):
        with writing(account=program, reason="Thử"), pytest.raises(IntegrityError, match=name), transaction.atomic():
            create_many([row])


def test_a_correction_rewrites_one_row(assign, rows, cast, unit):
    assign({"HQ34": 20})
    row = StaffQuota.objects.get(unit=unit("HQ34"))
    told = {"document": "13/QĐ-TCHQ", "document_on": JANUARY, "note": "", "quota": row, "reason": "Ghi nhầm"}
    assert correct_quota(account=cast.sysadmin, number=22, expected_version=1, **told)
    assert rows("HQ34") == [(22, JANUARY, DECEMBER)]
    assert StaffQuota.history.filter(unit=unit("HQ34")).first().act == Act.CORRECT
    with pytest.raises(Conflict):
        correct_quota(account=cast.sysadmin, number=23, expected_version=1, **told)
    assign({"HQ34-01": 22})
    with pytest.raises(ExceedsWhole):
        correct_quota(account=cast.sysadmin, number=21, expected_version=2, **told)


def test_a_row_taken_out_gives_its_time_back(assign, rows, cast, unit):
    assign({"HQ34": 20})
    assign({"HQ34": 25}, on=JUNE)
    mistaken = StaffQuota.objects.get(unit=unit("HQ34"), number=25)
    remove_quota(account=cast.sysadmin, reason="Nhập nhầm", quota=mistaken, expected_version=1)
    assert rows("HQ34") == [(20, JANUARY, DECEMBER)]
    with pytest.raises(Conflict):
        remove_quota(account=cast.sysadmin, reason="Nhập nhầm", quota=mistaken, expected_version=1)


def test_next_year_is_copied_from_how_this_one_ends(assign, rows, cast, unit):
    assign({"HQ34": 20, "HQ60": 10})
    assign({"HQ34": 25}, on=JUNE)
    assign({"HQ60": 9}, on=date(2027, 3, 1))
    ids = [unit(code).pk for code in ("HQ34", "HQ60", "HQ43")]
    told = {"document": "1/QĐ-TCHQ", "document_on": date(2027, 1, 4), "reason": "Chép"}
    done = copy_quotas(account=cast.sysadmin, unit_ids=ids, year=2027, **told)
    assert done.new == 1
    assert rows("HQ34")[-1] == (25, date(2027, 1, 1), date(2027, 12, 31))
    assert rows("HQ60")[-1] == (9, date(2027, 3, 1), date(2027, 12, 31))
    assert not copy_quotas(account=cast.sysadmin, unit_ids=ids, year=2027, **told)


def test_a_whole_tree_is_written_in_a_handful_of_queries(cast, django_assert_max_num_queries):
    from orgunits.models import Unit

    wanted = [Wanted(unit, CIVIL, 3) for unit in Unit.objects.filter(kind__level=2)]
    with django_assert_max_num_queries(20):
        assign_quotas(
            account=cast.sysadmin, reason="Giao", wanted=wanted, on=JANUARY, document="1/QĐ", document_on=JANUARY
        )
    assert StaffQuota.history.filter(history_type="+").count() == len(wanted) > 400
