"""One decision that founds, changes and ends units: the tree on both sides of its day, who took over, all or none."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from orgunits.models import Unit, UnitKind, UnitSuccession, UnitVersion
from orgunits.querysets import ids_above, ids_below
from orgunits.services.change_unit import change_unit
from orgunits.services.project_unit import project_units
from orgunits.services.reorganise_units import ChangedUnit, Heirs, NewUnit, Structure, reorganise_units
from orgunits.tree import Tree

pytestmark = pytest.mark.django_db

DAY = date(2025, 3, 1)
BEFORE = DAY - timedelta(days=1)
MERGE = UnitSuccession.Kind.MERGE


def kind(code):
    return UnitKind.objects.get(code=code)


def merged(**more) -> Structure:
    """Đà Nẵng and Quảng Nam go into a new region; the port of Đà Nẵng goes along under another name."""
    department, port = kind("chi-cuc-khu-vuc"), kind("hai-quan")
    ended = [Heirs(code, ("KV12",), MERGE) for code in ("HQ34", "HQ60")]
    ended += [Heirs(f"HQ{n}-{m:02}", ("KV12-01",), MERGE) for n in (34, 60) for m in range(1, 13) if (n, m) != (34, 7)]
    structure = Structure(
        new=[
            NewUnit("KV12-01", "Văn phòng", kind("phong"), "KV12", order=1),
            NewUnit("KV12", "Chi cục Hải quan khu vực XII", department, "TCHQ", "HQ KV XII", order=7000),
        ],
        changed=[ChangedUnit("HQ34-07", "Hải quan cửa khẩu cảng Đà Nẵng", "", port, "KV12")],
        ended=ended,
    )
    for name, values in more.items():
        getattr(structure, name).extend(values)
    return structure


@pytest.fixture
def reorganise(cast, today):
    """`reorganise(structure)`: carry it out on the day."""

    def carried_out(structure, on=DAY):
        return reorganise_units(
            account=cast.policy, reason="Sắp xếp", structure=structure, on=on, document="382/QĐ-BTC", today=today
        )

    return carried_out


@pytest.mark.clause("TCHQ-8.2e")
def test_the_tree_is_the_old_one_before_the_day_and_the_new_one_from_it(reorganise, unit, today):
    old = Tree.on(BEFORE)
    reorganise(merged())
    assert Tree.on(BEFORE).nodes.keys() == old.nodes.keys(), "the past stands as it stood"
    port = unit("HQ34-07")
    assert [node.code for node in Tree.on(BEFORE).path(port.pk)] == ["TCHQ", "HQ34", "HQ34-07"]
    assert [node.code for node in Tree.on(DAY).path(port.pk)] == ["TCHQ", "KV12", "HQ34-07"]
    assert port.name == "Hải quan cửa khẩu cảng Đà Nẵng", "the same unit, under another name"
    now = {node.code for node in Tree.on(today).nodes.values()}
    assert {"KV12", "KV12-01", "HQ34-07"} <= now and now.isdisjoint({"HQ34", "HQ60", "HQ34-01"})
    assert unit("HQ34").dissolved_on == BEFORE and unit("KV12").established_on == DAY
    assert not Unit.objects.existing().filter(code="HQ60-03").exists()


def test_who_took_over_is_known_and_reaches_what_the_old_units_keep(reorganise, unit):
    reorganise(merged())
    lines = UnitSuccession.objects.filter(successor=unit("KV12")).order_by("predecessor__code")
    assert [(line.predecessor.code, line.kind, line.on, line.document) for line in lines] == [
        ("HQ34", "merge", DAY, "382/QĐ-BTC"),
        ("HQ60", "merge", DAY, "382/QĐ-BTC"),
    ]
    assert unit("HQ34-01").heir == unit("KV12-01") and unit("HQ34-07").heir is None
    below = ids_below([unit("KV12").pk])
    assert {unit(code).pk for code in ("HQ34", "HQ60", "HQ34-01", "HQ34-07")} <= below
    assert unit("HQ61").pk not in below
    assert ids_above(unit("HQ60-05").pk) == [unit(code).pk for code in ("HQ60-05", "KV12-01", "KV12", "TCHQ")]


def test_a_unit_that_gives_away_a_part_goes_on_and_has_no_heir(reorganise, unit):
    structure = Structure(
        new=[NewUnit("KV04", "Chi cục Hải quan khu vực IV", kind("chi-cuc-khu-vuc"), "TCHQ")],
        ended=[Heirs("HQ03", ("HQ03", "KV04"), UnitSuccession.Kind.SPLIT, goes_on=True)],
    )
    reorganise(structure)
    line = UnitSuccession.objects.get(predecessor=unit("HQ03"))
    assert (line.successor.code, line.is_main) == ("KV04", False)
    assert unit("HQ03").heir is None and unit("HQ03").dissolved_on is None
    assert unit("HQ03").pk not in ids_below([unit("KV04").pk])


def test_of_several_heirs_the_first_keeps_what_is_left(reorganise, unit):
    region = kind("chi-cuc-khu-vuc")
    new = [NewUnit("KV07", "Khu vực VII", region, "TCHQ"), NewUnit("KV05", "Khu vực V", region, "TCHQ")]
    ended = [Heirs("HQ10", ("KV07", "KV05"), UnitSuccession.Kind.SPLIT)]
    ended += [Heirs(f"HQ10-{n:02}", ("KV07",), MERGE) for n in range(1, 13)]
    reorganise(Structure(new=new, ended=ended))
    assert unit("HQ10").heir == unit("KV07")
    assert [(one.successor.code, one.is_main) for one in unit("HQ10").successions.all()] == [
        ("KV07", True),
        ("KV05", False),
    ]
    assert unit("HQ10").pk in ids_below([unit("KV07").pk])
    assert unit("HQ10").pk not in ids_below([unit("KV05").pk])


def test_one_history_row_for_each_changed_row_and_as_many_statements_for_one_as_for_many(
    reorganise, unit, cast, django_assert_max_num_queries
):
    with django_assert_max_num_queries(50):
        reorganise(merged())
    port = UnitVersion.history.filter(unit=unit("HQ34-07")).order_by("history_id")
    assert [(entry.history_type, entry.history_user_id) for entry in port][1:] == [
        ("~", cast.policy.pk),
        ("+", cast.policy.pk),
    ]
    assert unit("HQ34").history.count() == 2 and unit("KV12").history.count() == 1
    assert UnitSuccession.history.count() == UnitSuccession.objects.count() == 25


def test_projecting_again_changes_nothing(reorganise, today):
    reorganise(merged())
    assert project_units(today) == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"new": [("HQ61", "Tên", "phong", "TCHQ")]}, "HQ61"),
        ({"new": [("KV99", "Tên", "phong", "KHONG-CO")]}, "Không có đơn vị mã KHONG-CO"),
        ({"new": [("KV99", "Tên", "cuc-hai-quan", "KV12")]}, "không thể trực thuộc"),
        ({"changed": [("HQ35-01", "Phòng", "phong", "HQ34")]}, "không còn đơn vị cấp trên"),
        ({"changed": [("HQ35-01", "A", "phong", "HQ35-02"), ("HQ35-02", "B", "phong", "HQ35-01")]}, "trực thuộc chính"),
        ({"ended": [("HQ35", "KV12")]}, "không còn đơn vị cấp trên"),
    ],
)
def test_what_cannot_stand_is_refused_whole(reorganise, more, told):
    made = {
        "new": lambda code, name, of, parent: NewUnit(code, name, kind(of), parent),
        "changed": lambda code, name, of, parent: ChangedUnit(code, name, "", kind(of), parent),
        "ended": lambda code, heir: Heirs(code, (heir,), MERGE),
    }
    structure = merged(**{name: [made[name](*row) for row in rows] for name, rows in more.items()})
    with pytest.raises(ValidationError, match=told):
        reorganise(structure)
    assert Unit.objects.count() == UnitVersion.objects.count() == 539
    assert not UnitSuccession.objects.exists()


def test_a_change_that_is_planned_for_later_stands_in_the_way(reorganise, unit, cast, today):
    port = unit("HQ34-07")
    change_unit(
        account=cast.sysadmin, reason="Đổi tên", unit=port, on=DAY, name="Tên khác", short_name="", kind=port.kind,
        parent=port.parent, document="7/QĐ", today=today,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="đã có thay đổi từ ngày 01/03/2025"):
        reorganise(merged())


def test_a_unit_that_is_no_more_is_not_changed_again(reorganise, unit, cast, today):
    reorganise(merged())
    old = unit("HQ34")
    with pytest.raises(ValidationError, match="thôi hoạt động"):
        change_unit(
            account=cast.sysadmin, reason="Đổi tên", unit=old, on=today, name="Tên khác", short_name="", kind=old.kind,
            parent=old.parent, document="7/QĐ", today=today,
        )  # fmt: skip


def test_the_same_name_is_another_unit_later(reorganise, unit, today):
    """“Khu vực XVI” is Bình Dương in March and Cao Bằng in July 2025 (FACTS 6.3): told apart by their lasting ids."""
    region, name = kind("chi-cuc-khu-vuc"), "Chi cục Hải quan khu vực XVI"
    parts = [Heirs(f"HQ43-{n:02}", ("KV16",), MERGE) for n in range(1, 13)]
    reorganise(Structure(new=[NewUnit("KV16", name, region, "TCHQ")], ended=[Heirs("HQ43", ("KV16",), MERGE), *parts]))
    july = date(2025, 6, 11)
    parts = [Heirs(f"HQ11-{n:02}", ("KV16-CB",), MERGE) for n in range(1, 13)]
    ended = [Heirs("KV16", ("HQ02",), MERGE), Heirs("HQ11", ("KV16-CB",), MERGE), *parts]
    reorganise(Structure(new=[NewUnit("KV16-CB", name, region, "TCHQ")], ended=ended), on=july)

    def named(day):
        return [node.code for node in Tree.on(day).nodes.values() if node.name == name]

    assert named(DAY) == ["KV16"] and named(july) == ["KV16-CB"]
    assert ids_above(unit("HQ43-01").pk) == [unit(code).pk for code in ("HQ43-01", "KV16", "HQ02", "TCHQ")]
    assert unit("HQ11").heir == unit("KV16-CB")
