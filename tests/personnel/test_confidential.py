"""A confidential dossier does not exist for who lacks the right to it, wherever one asks (TCHQ-8.1c)."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Account
from accounts.permissions import CONFIDENTIAL, EXPORT, VIEW
from accounts.services.grant import grant
from orgunits.tree import Tree
from personnel.head_counts import head_counts
from personnel.importing.reading import read_lists
from personnel.importing.returned import returned_workbook
from personnel.models import Appointment, Decision, Dossier, Position, Salary
from personnel.sections import PANEL_OF
from personnel.services.import_dossiers import examine_lists
from personnel.services.project_dossiers import project_dossiers
from personnel.services.save_panel import save_panel
from personnel.waiting import waiting
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.exporting import exported
from tests.personnel.importing.people import person, write_list
from tests.personnel.workbooks.books import Book, export, findings, opened
from tests.rights_table import ROWS
from tests.stage import the_cast
from tests.test_rights import ROLES, no_printing, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]
__all__ = ["no_printing", "world"]

NAME, CODE, NUMBER, PHONE = "Vũ Khắc Ẩn", "34ZZ-0217", "048079005512", "0905777666"
TRACES = (NAME, "VŨ KHẮC ẨN", CODE, NUMBER, PHONE)
HOLDERS = ("sysadmin", "leader")
SHUT_OUT = ("specialist", "clerk", "unit_admin")
QUESTIONS = [
    {},
    {"q": NAME},
    {"q": "vu khac an"},
    {"q": CODE},
    {"q": NUMBER},
    {"ngay": "01/06/2025"},
    {"den-han": "nghi-huu"},
    {"tinh-trang": "tat-ca"},
    {"cot": "nu"},
    {"doi-tuong": CODE},  # last, since the log keeps what an export was asked for
]
TAKES_QUESTIONS = (
    *("list", "suggest", "pick", "export", "access_log", "access_log_export", "decisions", "units"),
    *("people", "report", "report_file", "board"),
)


@pytest.fixture(scope="module")
def hidden(world):
    """The person of the world, leading the unit, near retirement, alone on the decision; confidential."""
    today, cast = timezone.localdate(), the_cast()
    dossier = Dossier.objects.get(code=CODE)
    with writing(account=cast.sysadmin, reason="Đưa vào diện mật"):
        dossier.full_name, dossier.citizen_id, dossier.phone = NAME, NUMBER, PHONE
        dossier.birth_date = PartialDate.of(f"02/{today.year - 56}")
        dossier.is_confidential = True
        record(dossier)
        decision = Decision.objects.get(pk=world["decision"])
        salary = Salary.objects.get(pk=world["row"])
        salary.decision = decision
        record(salary)
        leading = Position.objects.filter(is_leading=True).first()
        post = Appointment(
            dossier=dossier, decision=decision, unit=dossier.now_unit, position=leading,
            valid_from=PartialDate.of("01/2024"), term_ends_on=today + timedelta(days=20),
        )  # fmt: skip
        record(post)
    project_dossiers([dossier.pk], today)
    AccessEvent.log(AccessEvent.Kind.VIEW, cast.leader, target=CODE, unit=dossier.now_unit)
    AccessEvent.log(AccessEvent.Kind.NOT_FOUND, cast.leader, target=f"/ho-so/{CODE}/luong/", unit=dossier.now_unit)
    return dossier.pk


@pytest.fixture
def secret(hidden, db):
    return Dossier.objects.get(pk=hidden)


def text_of(response) -> str:
    """All that a response tells, unpacked when it is a workbook."""
    content = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


def is_about_it(row) -> bool:
    return "code" in row.kwargs.values() or row.kwargs.get("pk") == "decision" or "decision" in row.kwargs


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if is_about_it(row)))
@pytest.mark.clause("TCHQ-8.1c", "HP-2.3")
def test_no_page_of_it_is_found(name, secret, world, cast, sign_in):
    row = ROWS[name]
    url = reverse(name, kwargs={key: world.get(value, value) for key, value in row.kwargs.items()})
    for role in SHUT_OUT:
        client = sign_in(getattr(cast, role))
        for method, usual in (("get", row.get), ("post", row.post)):
            response = getattr(client, method)(url)
            expected = usual[ROLES.index(role)]
            if expected in (200, 302):
                assert response.status_code == 404, (role, method)
            assert response.status_code in (403, 404, 405), (role, method)
            assert not any(trace in text_of(response) for trace in TRACES[:2]), (role, method)
    for role in HOLDERS:
        assert sign_in(getattr(cast, role)).get(url).status_code == row.get[ROLES.index(role)], role


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if not is_about_it(row)))
@pytest.mark.clause("TCHQ-8.1c")
def test_no_other_page_tells_of_it(name, secret, world, cast, sign_in):
    row = ROWS[name]
    url = reverse(name, kwargs={key: world.get(value, value) for key, value in row.kwargs.items()})
    for role in SHUT_OUT:
        client = sign_in(getattr(cast, role))
        for question in QUESTIONS if name.split(":")[-1] in TAKES_QUESTIONS else [{}]:
            response = client.get(url, question)
            if response.status_code == 200:
                told = text_of(response)
                for asked in question.values():
                    told = told.replace(asked, "")
                assert not [trace for trace in TRACES if trace in told], (role, question)


def test_the_walk_through_the_pages_finds_what_stands_open(secret, world, cast, sign_in):
    """The same walk sees the person where the right is held: it would see a leak."""
    client = sign_in(cast.leader)
    pages = {
        "personnel:list": {"q": NAME},
        "personnel:suggest": {"q": "khac an"},
        "personnel:unit": {},
        "personnel:access_log": {},
        "personnel:decision": {},
        "reports:people": {"don-vi": "HQ34"},
    }
    for name, question in pages.items():
        kwargs = {key: world.get(value, value) for key, value in ROWS[name].kwargs.items()}
        assert NAME in text_of(client.get(reverse(name, kwargs=kwargs), question)), name
    assert CODE in text_of(client.get(reverse("personnel:list"), {"q": NUMBER}))


def test_a_report_counts_everybody_and_its_list_says_how_many_it_does_not_name(secret, make_dossier, cast, sign_in):
    make_dossier(full_name="Lê Thị Ngoài Sáng")
    for account, named, unnamed in ((cast.leader, True, False), (cast.clerk, False, True)):
        page = text_of(sign_in(account).get("/bao-cao/bm01/danh-sach/", {"don-vi": "HQ34"}))
        assert ": 3 người</h1>" in page, account
        assert "Lê Thị Ngoài Sáng" in page
        assert (NAME in page) is named
        assert ("người được tính trong số này không nêu tên" in page) is unnamed


def test_the_numbers_of_units_are_the_same_today_and_for_a_day(secret, make_dossier, cast, today):
    make_dossier()
    for account, expected in ((cast.leader, 3), (cast.clerk, 2)):
        tree = Tree.on(today)
        node = next(node for node in tree.nodes.values() if node.code == "HQ34-07")
        yesterday = today - timedelta(days=1)
        assert head_counts(tree, account, today, today)[node.id].own == expected
        assert head_counts(tree, account, yesterday, today)[node.id].own == expected


def test_what_waits_at_home_leaves_it_out(secret, make_dossier, cast, sign_in, today):
    make_dossier()
    for account, expected in ((cast.leader, 3), (cast.clerk, 2)):
        assert sign_in(account).get("/").context["serving"] == expected
        stocks = {one.key: one.count for one in waiting(account, today)}
        assert stocks["chua"] == expected


def test_a_decision_on_others_too_is_shown_without_its_result(secret, make_dossier, cast, sign_in, world):
    other = make_dossier(full_name="Lê Thị Ngoài Sáng", rank="08.051")
    with writing(account=cast.sysadmin, reason="Thêm vào quyết định"):
        salary = other.salary_set.get()
        salary.decision_id = world["decision"]
        record(salary)
    client = sign_in(cast.clerk)
    page = text_of(client.get(f"/quyet-dinh/{world['decision']}/"))
    assert "Lê Thị Ngoài Sáng" in page
    assert not [trace for trace in TRACES if trace in page]
    assert "7/QĐ-HQĐNg" in text_of(client.get("/quyet-dinh/"))
    assert client.get(f"/quyet-dinh/{world['decision']}/dinh-chinh/").status_code == 403


def test_marking_takes_the_right_to_it(make_dossier, cast, sign_in):
    code = make_dossier().code

    def mark(account, to):
        client, url = sign_in(account), f"/ho-so/{code}/thong-tin/do-mat/"
        version = Dossier.objects.get(code=code).version
        form = {"version": version, "reason": "Theo danh mục bí mật nhà nước", "act": "change"}
        return client.post(url, form | ({"is_confidential": "on"} if to else {})).status_code

    assert mark(cast.clerk, True) == 403, "may write the panels, but not this one"
    assert mark(cast.leader, True) == 403, "may open confidential dossiers, but writes nothing"
    assert not Dossier.objects.get(code=code).is_confidential
    assert mark(cast.sysadmin, True) == 302
    dossier = Dossier.objects.get(code=code)
    assert dossier.is_confidential
    newest = dossier.history.first()
    assert (newest.history_user_id, newest.history_change_reason) == (cast.sysadmin.pk, "Theo danh mục bí mật nhà nước")
    assert mark(cast.clerk, False) == 404
    assert sign_in(cast.clerk).get(f"/ho-so/{code}/").status_code == 404
    assert mark(cast.sysadmin, False) == 302
    assert sign_in(cast.clerk).get(f"/ho-so/{code}/").status_code == 200


def test_the_service_asks_for_the_right_itself(make_dossier, cast, today):
    dossier = make_dossier()
    dossier.is_confidential = True
    with pytest.raises(PermissionDenied, match="hồ sơ mật"):
        save_panel(
            account=cast.clerk, reason="Thử", panel=PANEL_OF["do-mat"], dossier=dossier,
            expected_version=dossier.version, today=today,
        )  # fmt: skip
    assert not Dossier.objects.get(pk=dossier.pk).is_confidential


@pytest.mark.parametrize(("unit_code", "sees"), [("HQ34", True), ("HQ34-07", True), ("HQ34-01", False)])
def test_the_right_reaches_as_far_as_it_was_granted(unit_code, sees, secret, cast, unit, today, sign_in):
    grant(
        account=cast.sysadmin, reason="Giao giữ hồ sơ mật", to=cast.clerk, unit=unit(unit_code),
        document="12/QĐ-HQĐNg", on=today, right=CONFIDENTIAL, today=today,
    )  # fmt: skip
    clerk = Account.objects.get(pk=cast.clerk.pk)
    assert Dossier.objects.visible_to(clerk).filter(pk=secret.pk).exists() is sees
    assert Decision.objects.visible_to(clerk).filter(number="7/QĐ-HQĐNg").exists() is sees
    assert sign_in(clerk).get(f"/ho-so/{CODE}/").status_code == (200 if sees else 404)
    page = text_of(sign_in(clerk).get("/bao-cao/bm01/danh-sach/", {"don-vi": "HQ34"}))
    assert (NAME in page) is sees


def test_the_right_alone_opens_nothing(secret, cast, unit, today):
    grant(
        account=cast.sysadmin, reason="Giao nhầm phạm vi", to=cast.neighbour, unit=unit("HQ34"),
        document="12/QĐ-TCHQ", on=today, right=CONFIDENTIAL, today=today,
    )  # fmt: skip
    neighbour = Account.objects.get(pk=cast.neighbour.pk)
    assert neighbour.access.holds(VIEW)
    assert not Dossier.objects.visible_to(neighbour).filter(pk=secret.pk).exists()


def test_the_reason_is_explained_to_administrators(secret, cast, capsys):
    call_command("explain_access", cast.clerk.username, CODE)
    told = capsys.readouterr().out
    assert "Thấy hồ sơ: không (404)" in told
    assert "Đây là hồ sơ mật: tài khoản không có quyền" in told
    call_command("explain_access", cast.leader.username, CODE)
    told = capsys.readouterr().out
    assert "Thấy hồ sơ: có" in told
    assert "tài khoản có quyền “Mở hồ sơ mật" in told


def test_a_number_that_was_searched_for_is_masked_in_file_and_log(secret, cast, sign_in):
    client = sign_in(cast.leader)
    book = text_of(HttpResponse(exported(client, "/ho-so/ket-xuat/", {"q": NUMBER})))
    assert NUMBER not in book and "048 079" in book
    assert NUMBER not in AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).first().detail


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ({"code": CODE, "citizen": None}, "số hiệu"),
        ({"code": None, "citizen": NUMBER}, "Số CCCD"),
        ({"code": "34ZZ-0999", "citizen": NUMBER}, "Số CCCD"),
    ],
)
def test_a_list_of_people_learns_nothing_of_it(cells, cell, secret, cast, today, tmp_path):
    path = write_list(tmp_path / "list.xlsx", person(7, name="Nguyễn Thị Khác", **cells))
    seen = examine_lists(account=cast.clerk, lists=read_lists(path, account=cast.clerk, today=today))
    told = json.dumps(seen.to_json(), ensure_ascii=False)
    assert seen.counts["refused"] == 1
    assert "đã có trong hệ thống, không thuộc phạm vi của tài khoản" in told
    back = text_of(HttpResponse(returned_workbook(path, seen.findings("errors"), [], seen.findings("warnings"))))
    for words in (told, back):
        assert not [trace for trace in TRACES if trace not in cells.values() and trace in words]
    known = examine_lists(account=cast.sysadmin, lists=read_lists(path, account=cast.sysadmin, today=today))
    assert NAME in json.dumps(known.to_json(), ensure_ascii=False), "who may open it is told whom the row meets"


def test_a_namesake_of_it_is_doubted_without_its_code(secret, cast, today, tmp_path):
    row = person(7, code="34ZZ-0999", name=NAME, citizen=None, birth=str(secret.birth_date))
    path = write_list(tmp_path / "list.xlsx", row)
    seen = examine_lists(account=cast.clerk, lists=read_lists(path, account=cast.clerk, today=today))
    told = json.dumps(seen.to_json(), ensure_ascii=False)
    assert CODE not in told and NUMBER not in told


def test_workbooks_of_sections_leave_it_out(secret, make_dossier, cast, today, tmp_path):
    other = make_dossier(full_name="Lê Thị Ngoài Sáng", rank="08.051")
    within = Dossier.objects.under(cast.clerk, EXPORT).order_by("pk")
    exported = export(cast.clerk, today, people=within, names=True)
    told = text_of(HttpResponse(exported.content))
    assert other.code in told
    assert not [trace for trace in TRACES if trace in told]
    book = Book(opened(export(cast.clerk, today, slugs=["luong"], rows=False)), tmp_path / "theo-muc.xlsx")
    book.add("luong", secret, rank="08.051", step=5, coefficient="3,66", valid_from="01/03/2025")
    seen = book.examine(cast.clerk, today)
    refused = " ".join(findings(seen).values())
    assert "không có trong phạm vi" in refused, refused
    assert NAME not in json.dumps(seen.to_json(), ensure_ascii=False)
    assert secret.salary_set.count() == 1
