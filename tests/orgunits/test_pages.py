"""The tree and the page of a unit: structure for all, people for who may see them, acts for holders of UNITS."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessEvent
from orgunits.models import Unit
from personnel.models import Appointment, Position, Posting
from personnel.sections import APPOINTMENTS, POSTINGS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate

pytestmark = pytest.mark.django_db

TREE = "/don-vi/"
ROLES = (
    "sysadmin", "leader", "specialist", "policy", "department_head", "reader", "clerk", "unit_admin", "neighbour",
)  # fmt: skip
ACTS = ("thanh-lap/", "thay-doi/", "dinh-chinh/", "ten/{version}/dinh-chinh/", "ten/{version}/huy/")


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def act_url(unit, act) -> str:
    return f"{TREE}{unit.code}/" + act.format(version=unit.versions.first().pk)


def heads(response) -> dict[str, tuple[int, int]]:
    """Code → (total, own) of the lines that show a number."""
    return {row.node.code: (row.heads.total, row.heads.own) for row in response.context["rows"] if row.heads}


@pytest.fixture
def people(make_dossier):
    """Two at the port of Đà Nẵng, one in its office, one in Quảng Nam, one in Vụ Pháp chế, one who comes next month."""
    return [
        make_dossier(unit_code="HQ34-07", code="34ZZ-0001", full_name="Phạm Ngọc Thạch"),
        make_dossier(unit_code="HQ34-07"),
        make_dossier(unit_code="HQ34-01"),
        make_dossier(unit_code="HQ60-03"),
        make_dossier(unit_code="TW01-01"),
        make_dossier(unit_code="HQ34-01", since=f"01/{timezone.localdate().year + 3}"),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_everyone_sees_the_structure(sign_in, cast, role):
    client = sign_in(getattr(cast, role))
    response = client.get(TREE)
    assert response.status_code == 200 and len(response.context["rows"]) == 539
    assert client.get(f"{TREE}HQ60-03/").status_code == 200
    assert client.get(f"{TREE}KHONG-CO/").status_code == 404


def test_nobody_sees_it_without_signing_in(client, unit):
    for url in (TREE, f"{TREE}HQ34/", *(act_url(unit("HQ34"), act) for act in ACTS)):
        assert client.get(url)["Location"].startswith("/dang-nhap/")


@pytest.mark.clause("TCHQ-5.2c")
def test_people_are_counted_for_the_units_one_may_look_into(sign_in, cast, people):
    def seen(role):
        return {code: n for code, n in heads(sign_in(getattr(cast, role)).get(TREE)).items() if n != (0, 0)}

    danang = {"HQ34": (3, 0), "HQ34-01": (1, 1), "HQ34-07": (2, 2)}
    assert seen("clerk") == danang
    assert seen("neighbour") == {"HQ60": (1, 0), "HQ60-03": (1, 1)}
    assert seen("unit_admin") == {}
    everything = {"TCHQ": (5, 0), "HQ60": (1, 0), "HQ60-03": (1, 1), "TW01": (1, 0), "TW01-01": (1, 1)} | danang
    assert seen("leader") == everything
    assert heads(sign_in(cast.unit_admin).get(TREE)) == {}
    assert "HQ60" not in heads(sign_in(cast.clerk).get(TREE)) and "TCHQ" not in heads(sign_in(cast.clerk).get(TREE))


def test_a_past_day_is_counted_by_the_postings_of_that_day(sign_in, cast, people, unit, today):
    day = today - timedelta(days=10)
    add_row(
        account=cast.clerk,
        reason="Điều động",
        section=POSTINGS,
        row=Posting(dossier=people[0], unit=unit("HQ34-01"), valid_from=PartialDate.of(day)),
        today=today,
    )
    client = sign_in(cast.clerk)
    assert heads(client.get(TREE))["HQ34-07"] == (1, 1)
    before = client.get(TREE, {"ngay": f"{day - timedelta(days=1):%d/%m/%Y}"})
    assert (heads(before)["HQ34-07"], heads(before)["HQ34-01"]) == ((2, 2), (1, 1))
    assert heads(client.get(TREE, {"ngay": "01/01/2000"}))["HQ34"] == (0, 0)


@pytest.mark.parametrize("day", ["31/02/2027", "hôm qua", "99"])
def test_a_day_that_is_none_is_told_and_today_shown(sign_in, cast, day):
    response = sign_in(cast.clerk).get(TREE, {"ngay": day})
    assert response.status_code == 200 and response.context["day_error"]
    assert "Dưới đây là cơ cấu hôm nay" in text(response) and len(response.context["rows"]) == 539


def test_before_the_first_day_there_is_an_empty_page_that_says_so(sign_in, cast):
    assert "Ngày này chưa có đơn vị nào" in text(sign_in(cast.clerk).get(TREE, {"ngay": "01/01/1960"}))


def test_search_finds_names_and_codes_with_the_way_down(sign_in, cast):
    client = sign_in(cast.leader)
    rows = client.get(TREE, {"tim": "phap che"}).context["rows"]
    assert [(row.node.code, row.is_found) for row in rows] == [("TCHQ", False), ("TW01", True)]
    rows = client.get(TREE, {"tim": "hq34 san bay"}).context["rows"]
    assert [row.node.code for row in rows if row.is_found] == ["HQ34-08"]
    assert "Không có đơn vị nào khớp" in text(client.get(TREE, {"tim": "không đâu cả"}))


def test_the_lists_of_the_printed_tree_close(sign_in, cast):
    for query in ({}, {"tim": "san bay"}, {"tim": "TW03-01"}):
        html = sign_in(cast.leader).get(TREE, query).content.decode()
        tree = html[html.index('<ul class="tree">') :]
        tree = tree[: tree.index("</section>")]
        for tag in ("ul", "li", "details"):
            assert len(re.findall(rf"<{tag}[ >]", tree)) == tree.count(f"</{tag}>"), (query, tag)


def test_the_own_unit_is_open_from_the_start(sign_in, cast):
    rows = {row.node.code: row for row in sign_in(cast.clerk).get(TREE).context["rows"]}
    assert rows["TCHQ"].is_open and rows["HQ34"].is_open and not rows["HQ60"].is_open


@pytest.mark.clause("TCHQ-5.2c")
def test_the_page_of_a_unit_names_leaders_to_those_who_may_see_them(sign_in, cast, people, unit, today):
    add_row(
        account=cast.clerk,
        reason="Bổ nhiệm",
        section=APPOINTMENTS,
        row=Appointment(
            dossier=people[0],
            position=Position.objects.filter(is_leading=True).first(),
            unit=unit("HQ34-07"),
            valid_from=PartialDate.of("01/2020"),
        ),
        today=today,
    )
    url = f"{TREE}HQ34-07/"
    for role in ("clerk", "leader", "sysadmin"):
        response = sign_in(getattr(cast, role)).get(url)
        assert "Phạm Ngọc Thạch" in text(response) and response.context["heads"].total == 2, role
    for role in ("neighbour", "unit_admin", "reader", "department_head"):
        response = sign_in(getattr(cast, role)).get(url)
        assert "Phạm Ngọc Thạch" not in text(response) and response.context["heads"] is None, role
        assert "Danh sách hồ sơ" not in text(response)


def test_the_accounts_of_a_unit_are_shown_to_its_administrators(sign_in, cast):
    for role in ROLES:
        shown = "/tai-khoan/hq34.nhansu1/" in sign_in(getattr(cast, role)).get(f"{TREE}HQ34/").content.decode()
        assert shown is (role in ("sysadmin", "unit_admin")), role


def test_the_tree_and_a_unit_cost_the_same_however_many_people(sign_in, cast, make_dossier, today):
    client = sign_in(cast.clerk)
    urls = (TREE, f"{TREE}?ngay=01/01/2020", f"{TREE}HQ34-07/")

    def cost():
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            counts.append(len(captured))
        return counts

    make_dossier(unit_code="HQ34-07")
    client.get(TREE)
    few = cost()
    for number in range(1, 13):
        make_dossier(unit_code=f"HQ34-{number:02}")
    assert cost() == few
    assert max(few[:2]) <= 9 and few[2] <= 18


@pytest.mark.clause("TCHQ-6.1b1")
@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("sysadmin", "policy")])
def test_only_holders_of_the_right_change_the_tree(sign_in, cast, unit, role):
    account = getattr(cast, role)
    client = sign_in(account)
    for act in ACTS:
        for method in (client.get, client.post):
            response = method(act_url(unit("HQ34-07"), act))
            assert response.status_code == 403 and "Cập nhật đơn vị" in text(response)
    assert "Đổi tên" not in text(client.get(f"{TREE}HQ34-07/"))
    assert AccessEvent.objects.filter(kind="forbidden", account=account).count() == 2 * len(ACTS)


@pytest.fixture
def keeper(program, today):
    """The seat of Vụ TCCB that keeps catalogues and units."""
    from accounts.demo import make_demo_accounts

    return make_demo_accounts(account=program, usernames={"tccb.danhmuc1"}, today=today)[0]


@pytest.mark.clause("TCHQ-6.1b1")
def test_vu_tccb_establishes_a_unit(sign_in, keeper, unit, today):
    client = sign_in(keeper)
    url = act_url(unit("HQ34"), "thanh-lap/")
    assert client.get(url).context["form"]["code"].value() == "HQ34-13"
    data = {
        "name": "  Chi cục   Hải quan Lao Bảo ",
        "kind": unit("HQ34-07").kind_id,
        "code": "HQ34-13",
        "identifier": "G12.34.34.13",
        "on": f"{today:%d/%m/%Y}",
        "document": "99/QĐ-TCHQ",
        "reason": "Thành lập theo quyết định",
    }
    assert client.post(url, data)["Location"] == f"{TREE}HQ34-13/"
    made = unit("HQ34-13")
    assert (made.name, made.parent, made.identifier) == ("Chi cục Hải quan Lao Bảo", unit("HQ34"), "G12.34.34.13")
    shown = text(client.get(f"{TREE}HQ34-13/"))
    assert "99/QĐ-TCHQ" in shown and "Thành lập theo quyết định" in shown and keeper.holder_name in shown
    again = client.post(url, data)
    assert again.status_code == 200 and set(again.context["form"].errors) == {"code", "identifier"}


def change_data(page, **values):
    """The form as the page shows it, with some values entered anew."""
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data["parent"] = form.initial["parent"].code
    data["kind"] = form.initial["kind"].pk
    return {name: value for name, value in data.items() if value is not None} | values


def test_a_planned_rename_is_shown_as_planned_and_can_be_withdrawn(sign_in, keeper, unit, today):
    client, port = sign_in(keeper), unit("HQ34-07")
    url, day = act_url(port, "thay-doi/"), today + timedelta(days=40)
    data = change_data(
        client.get(url), name="Hải quan cảng Tiên Sa", on=f"{day:%d/%m/%Y}", document="7/QĐ", reason="Đổi tên"
    )
    assert client.post(url, data)["Location"] == f"{TREE}HQ34-07/"
    page = client.get(f"{TREE}HQ34-07/")
    assert f"Dự kiến từ ngày {day:%d/%m/%Y} : Hải quan cảng Tiên Sa" in text(page)
    assert page.context["unit"].name == port.name
    tree = {row.node.code: row.node.name for row in client.get(TREE, {"ngay": f"{day:%d/%m/%Y}"}).context["rows"]}
    assert tree["HQ34-07"] == "Hải quan cảng Tiên Sa"
    planned = port.versions.order_by("-valid_from").first()
    withdraw = f"{TREE}HQ34-07/ten/{planned.pk}/huy/"
    assert withdraw in page.content.decode()
    client.post(withdraw, {"reason": "Hoãn", "version": planned.version})
    assert port.versions.count() == 1
    assert "Hoãn" in text(client.get(f"{TREE}HQ34-07/"))


def test_two_people_rename_the_same_unit_and_the_second_decides(sign_in, keeper, unit, today):
    client, port = sign_in(keeper), unit("HQ34-07")
    url = act_url(port, "thay-doi/")
    first = change_data(client.get(url), name="Tên thứ nhất", on=f"{today:%d/%m/%Y}", document="7/QĐ", reason="Đổi tên")
    later = today + timedelta(days=3)
    second = first | {"name": "Tên thứ hai", "on": f"{later:%d/%m/%Y}"}
    client.post(url, first)
    told = client.post(url, second)
    assert told.status_code == 200 and "vừa được người khác sửa" in text(told)
    assert "Đang lưu: Tên thứ nhất." in text(told)
    assert port.versions.count() == 2
    form = told.context["form"]
    decided = second | {"newest": form["newest"].value(), "version": form["version"].value()}
    assert client.post(url, decided).status_code == 302
    assert port.versions.count() == 3


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"on": "31/02/2027"}, "on"),
        ({"on": "01/01/1975"}, "on"),
        ({"document": ""}, "document"),
        ({"reason": ""}, "reason"),
        ({"parent": "HQ34-07"}, "parent"),
        ({"parent": "KHONG-CO"}, "parent"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_beside_its_field(sign_in, keeper, unit, today, values, field):
    client, port = sign_in(keeper), unit("HQ34-07")
    url = act_url(port, "thay-doi/")
    good = {"name": "Tên khác", "on": f"{today:%d/%m/%Y}", "document": "7/QĐ", "reason": "Đổi tên"}
    response = client.post(url, change_data(client.get(url), **good) | values)
    assert response.status_code == 200 and list(response.context["form"].errors) == [field]
    assert port.versions.count() == 1


def test_a_code_and_a_name_are_corrected(sign_in, keeper, unit):
    client, port = sign_in(keeper), unit("HQ34-07")
    url = act_url(port, "dinh-chinh/")
    data = {"code": "HQ34-7A", "identifier": "G12.34.34.7A", "customs_prefix": "", "reason": "Gõ nhầm", "version": 1}
    assert client.post(url, data)["Location"] == f"{TREE}HQ34-7A/"
    assert Unit.objects.get(pk=port.pk).identifier == "G12.34.34.7A"
    stale = client.post(f"{TREE}HQ34-7A/dinh-chinh/", data | {"code": "HQ34-7B"})
    assert stale.status_code == 200 and "Đang lưu: HQ34-7A." in text(stale)
    port.refresh_from_db()
    url = act_url(port, "ten/{version}/dinh-chinh/")
    client.post(url, change_data(client.get(url), name="Tên đúng", reason="Gõ nhầm"))
    port.refresh_from_db()
    assert port.name == "Tên đúng" and port.versions.count() == 1
    shown = text(client.get(f"{TREE}HQ34-7A/"))
    assert "Đính chính · Đơn vị" in shown and "Đính chính · Tên và vị trí: Tên đúng" in shown


def test_a_move_stays_inside_the_scope_of_who_moves(sign_in, cast, unit, today):
    from accounts.permissions import UNITS
    from accounts.services.grant import grant

    grant(
        account=cast.sysadmin, reason="Thử", to=cast.clerk, unit=unit("HQ34"), document="x", on=today, right=UNITS,
        today=today,
    )  # fmt: skip
    client, port = sign_in(cast.clerk), unit("HQ34-07")
    url = act_url(port, "thay-doi/")
    good = {"on": f"{today:%d/%m/%Y}", "document": "7/QĐ", "reason": "Chuyển"}
    response = client.post(url, change_data(client.get(url), **good) | {"parent": "HQ60"})
    assert response.status_code == 200 and list(response.context["form"].errors) == ["parent"]
    assert client.get(act_url(unit("HQ60-03"), "thay-doi/")).status_code == 403


def test_a_version_of_another_unit_is_not_found_here(sign_in, keeper, unit):
    strange = unit("HQ60").versions.get()
    assert sign_in(keeper).get(f"{TREE}HQ34/ten/{strange.pk}/huy/").status_code == 404
