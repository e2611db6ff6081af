"""The tree in time: as it stood on a day, never in a circle, never two names at once, planned changes on their day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError

from orgunits.models import Unit, UnitKind, UnitVersion
from orgunits.querysets import ids_above, ids_below
from orgunits.services.change_unit import change_unit
from orgunits.services.correct_unit import correct_unit, correct_version
from orgunits.services.establish_unit import establish_unit
from orgunits.services.load_units import load_units
from orgunits.services.project_unit import project_units
from orgunits.services.withdraw_change import withdraw_change
from orgunits.tree import Tree
from qlcb.history import Conflict, record, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(cast, today):
    """`rename(unit, on, name=…, parent=…)`: a change from a day on; what is not said stays."""

    def changed(unit, on, **values):
        newest = unit.versions.order_by("-valid_from").first()
        kept = {name: getattr(newest, name) for name in ("name", "short_name", "kind", "parent")}
        return change_unit(
            account=cast.sysadmin, reason="Sắp xếp", unit=unit, on=on, document="7/QĐ", today=today, **kept | values
        )

    return changed


@pytest.fixture
def establish(cast, unit, today):
    def established(code, parent, **values):
        kept = {"name": f"Phòng {code}", "kind": unit("HQ34-01").kind, "on": today} | values
        return establish_unit(account=cast.sysadmin, reason="Thành lập", code=code, parent=parent, today=today, **kept)

    return established


def test_the_shipped_tree_is_whole(today):
    tree = Tree.on(today)
    assert [root.code for root in tree.roots] == ["TCHQ"]
    assert len(tree.nodes) == Unit.objects.count() == 539
    danang = next(node for node in tree.nodes.values() if node.code == "HQ34")
    assert [child.code for child in danang.children] == [f"HQ34-{n:02}" for n in range(1, 13)]
    assert [node.code for node in tree.path(danang.children[0].id)] == ["TCHQ", "HQ34", "HQ34-01"]


def test_below_and_above(unit):
    assert ids_above(unit("HQ34-07").pk) == [unit("HQ34-07").pk, unit("HQ34").pk, unit("TCHQ").pk]
    assert ids_below([unit("HQ34").pk]) == {unit("HQ34").pk, *(unit(f"HQ34-{n:02}").pk for n in range(1, 13))}
    assert Unit.objects.below(unit("HQ34"), itself=False).count() == 12


def test_a_dated_rename_shows_the_old_name_before_its_day(unit, rename, today):
    old, day = unit("HQ34-07").name, today + timedelta(days=10)
    rename(unit("HQ34-07"), day, name="Hải quan cảng Tiên Sa")
    named = {d: Tree.on(d).nodes[unit("HQ34-07").pk].name for d in (today, day - timedelta(days=1), day)}
    assert list(named.values()) == [old, old, "Hải quan cảng Tiên Sa"]
    assert unit("HQ34-07").name == old
    call_command("project_today", verbosity=0)
    assert unit("HQ34-07").name == old
    assert project_units(day) == 1
    assert unit("HQ34-07").name == "Hải quan cảng Tiên Sa"
    assert unit("HQ34-07").name_folded.startswith("hai quan cang tien sa")


def test_a_rename_of_the_past_holds_at_once_and_keeps_the_past(unit, rename, today):
    day = today - timedelta(days=100)
    rename(unit("HQ34-07"), day, name="Hải quan cảng Tiên Sa")
    assert unit("HQ34-07").name == "Hải quan cảng Tiên Sa"
    assert Tree.on(day - timedelta(days=1)).nodes[unit("HQ34-07").pk].name != "Hải quan cảng Tiên Sa"


def test_a_unit_that_moves_stands_in_its_old_place_before_the_day(unit, rename, today):
    rename(unit("HQ34-07"), today, parent=unit("HQ60"))
    pk = unit("HQ34-07").pk
    assert [node.code for node in Tree.on(today).path(pk)] == ["TCHQ", "HQ60", "HQ34-07"]
    assert [node.code for node in Tree.on(today - timedelta(days=1)).path(pk)] == ["TCHQ", "HQ34", "HQ34-07"]
    assert pk in ids_below([unit("HQ60").pk]) and pk not in ids_below([unit("HQ34").pk])


def test_a_change_writes_one_history_row_each_and_none_for_the_derived_row(unit, rename, cast, today):
    port = unit("HQ34-07")
    version = rename(port, today, name="Hải quan cảng Tiên Sa")
    entries = UnitVersion.history.filter(unit=port).order_by("history_id")
    assert [(e.history_type, e.act, e.history_change_reason) for e in entries][1:] == [
        ("~", "change", "Sắp xếp"),
        ("+", "change", "Sắp xếp"),
    ]
    assert version.history.get().history_user_id == cast.sysadmin.pk
    assert port.history.count() == 1


def test_a_unit_never_comes_to_stand_below_itself(unit, rename, establish, today):
    child = establish("HQ34-01-A", unit("HQ34-01"))
    for parent in (unit("HQ34-01"), child):
        with pytest.raises(ValidationError, match="chính đơn vị"):
            rename(unit("HQ34-01"), today + timedelta(days=1), parent=parent)


def test_not_even_through_changes_planned_for_different_days(unit, rename, today):
    """A goes below B on the 5th; B may not go below A on the 9th, nor on the 2nd, although neither is so today."""
    a, b = unit("HQ34-01"), unit("HQ34-02")
    rename(a, today + timedelta(days=5), parent=b)
    for days in (9, 2):
        with pytest.raises(ValidationError, match="chính đơn vị"):
            rename(b, today + timedelta(days=days), parent=a)


@pytest.mark.parametrize("code", ["HQ34", "TCHQ"])
def test_a_department_cannot_stand_below_a_division(unit, rename, today, code):
    with pytest.raises(ValidationError, match="không thể trực thuộc"):
        rename(unit(code), today, parent=unit("TW03-01"))


def test_a_change_needs_a_later_day_and_a_difference(unit, rename, today):
    port = unit("HQ34-07")
    with pytest.raises(ValidationError, match="Ngày áp dụng phải sau"):
        rename(port, port.established_on, name="Tên khác")
    with pytest.raises(ValidationError, match="không có gì thay đổi"):
        rename(port, today)
    assert port.versions.count() == 1


def test_two_versions_never_overlap(unit, cast, today):
    port = unit("HQ34-07")
    second = UnitVersion(unit=port, name="Thứ hai", kind=port.kind, parent=port.parent, valid_from=today)
    with pytest.raises(ValidationError, match="đã có tên và vị trí"), writing(account=cast.sysadmin, reason="Thử"):
        record(second)
    with pytest.raises(IntegrityError), writing(account=cast.sysadmin, reason="Thử"):
        second.save(force_insert=True)


def test_a_unit_exists_from_its_first_day(unit, establish, today):
    day = today + timedelta(days=20)
    made = establish("HQ34-13", unit("HQ34"), on=day)
    assert made.pk not in Tree.on(today).nodes and made.pk in Tree.on(day).nodes
    assert Tree.on(day).nodes[unit("HQ34").pk].children[-1].code == "HQ34-13", "last among its siblings"
    with pytest.raises(ValidationError, match="chưa có hoặc không còn"):
        establish("HQ34-13-1", made, on=today)


def test_a_taken_code_is_refused_and_nothing_is_left_behind(unit, establish):
    with pytest.raises(ValidationError) as refused:
        establish("HQ34-07", unit("HQ34"))
    assert "code" in refused.value.error_dict
    assert UnitVersion.objects.count() == 539


def test_a_malformed_identifier_is_refused(unit, establish):
    with pytest.raises(ValidationError, match="Mã định danh điện tử"):
        establish("HQ34-13", unit("HQ34"), identifier="12.34")


def test_correcting_a_code_is_another_kind_of_history(unit, cast):
    port = unit("HQ34-07")
    values = {"account": cast.sysadmin, "reason": "Gõ nhầm", "unit": port, "customs_prefix": ""}
    correct_unit(code="HQ34-7", identifier="G12.34.34.77", expected_version=1, **values)
    entry = port.history.first()
    assert (entry.code, entry.act, entry.history_change_reason) == ("HQ34-7", "correct", "Gõ nhầm")
    with pytest.raises(Conflict):
        correct_unit(code="HQ34-8", identifier=None, expected_version=1, **values)


def test_correcting_a_name_changes_the_past_too(unit, cast, today):
    port = unit("HQ34-07")
    version = port.versions.get()
    values = {"short_name": "", "kind": version.kind, "document": "", "today": today}
    correct_version(
        account=cast.sysadmin, reason="Gõ nhầm", version=version, name="Tên đúng", parent=unit("HQ34"),
        expected_version=1, **values,
    )  # fmt: skip
    assert Tree.on(date(2020, 1, 1)).nodes[port.pk].name == unit("HQ34-07").name == "Tên đúng"
    with pytest.raises(ValidationError, match="chính đơn vị"):
        correct_version(
            account=cast.sysadmin, reason="Thử", version=version, name="Tên đúng", parent=port, expected_version=2,
            **values,
        )  # fmt: skip


def test_a_planned_change_can_be_withdrawn_until_its_day(unit, rename, cast, today):
    port = unit("HQ34-07")
    planned = rename(port, today + timedelta(days=10), name="Tên dự kiến")
    withdraw = {"account": cast.sysadmin, "reason": "Hoãn", "version": planned, "expected_version": 1}
    with pytest.raises(ValidationError, match="chưa đến ngày"):
        withdraw_change(today=today + timedelta(days=10), **withdraw)
    withdraw_change(today=today, **withdraw)
    assert port.versions.get().valid_to is None
    assert UnitVersion.history.filter(id=planned.pk).first().history_type == "-"
    with pytest.raises(Conflict):
        withdraw_change(today=today, **withdraw)


def test_of_two_planners_the_second_sees_the_conflict(unit, cast, today):
    port = unit("HQ34-07")
    seen = port.versions.get()
    values = {"kind": port.kind, "parent": port.parent, "short_name": "", "document": "7/QĐ", "today": today}

    def change(days, name):
        return change_unit(
            account=cast.sysadmin, reason="Sắp xếp", unit=port, on=today + timedelta(days=days), name=name,
            expected_newest=seen.pk, expected_version=seen.version, **values,
        )  # fmt: skip

    change(5, "Của người thứ nhất")
    with pytest.raises(Conflict) as conflict:
        change(9, "Của người thứ hai")
    assert conflict.value.stored.name == "Của người thứ nhất"


def test_projecting_again_changes_nothing(today, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert project_units(today) == 0


@pytest.mark.parametrize("text", ["san bay Da Nang", "SÂN BAY", "bay san"])
def test_units_are_found_without_diacritics_in_any_order(text):
    found = Unit.objects.named_like(text).values_list("code", flat=True)
    assert ("HQ34-08" in found) is ("nang" not in text.lower())


def test_loading_the_regulation_again_tells_kinds_that_were_there_before_what_they_are(program):
    kind = UnitKind.objects.get(code="chi-cuc")
    with writing(account=program, reason="Thử"):
        kind.is_commune, kind.name = True, "Tên đã sửa"
        record(kind)
    before = kind.history.count()
    for more in (1, 1):
        assert load_units(account=program, reason="Nạp lại quy chế") == 0
        kind.refresh_from_db()
        assert (kind.is_commune, kind.name) == (False, "Tên đã sửa")
        assert kind.history.count() == before + more, "and writes nothing when nothing changed"
