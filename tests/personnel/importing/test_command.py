"""manage.py import_dossiers: the same import for operators and machines."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from personnel.importing.limits import ERROR_SHEET
from personnel.models import Dossier
from qlcb.history import record, writing
from tests.personnel.importing.people import TITLES, cell, person, write_list

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]

FAULTY = Path(__file__).resolve().parents[2] / "samples" / "trich-ngang-co-loi.xlsx"
CLERK = "hq34.nhansu1"


@pytest.fixture
def run(cast, capsys):
    """`run(path, "--json", …)`: standard output of the command."""

    def run(path, *arguments, account=CLERK):
        call_command("import_dossiers", str(path), "--account", account, *arguments)
        return capsys.readouterr().out

    return run


@pytest.fixture
def mixed(tmp_path):
    """A good row, a mended one and a refused one."""
    return write_list(tmp_path / "list.xlsx", person(1), person(2, coefficient="3,33"), person(3, unit="Phòng Lạ"))


def test_json_is_all_there_is_on_standard_output(run, mixed):
    answer = json.loads(run(mixed, "--json"))
    assert list(answer) == ["new", "changed", "unchanged", "mended", "refused"]
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (2, 0, 0)
    assert [list(finding) for finding in answer["mended"] + answer["refused"]] == [["sheet", "cell", "message"]] * 2
    assert [(f["sheet"], f["cell"]) for f in answer["mended"]] == [("Trích ngang", cell("coefficient", 1))]
    assert [(f["sheet"], f["cell"]) for f in answer["refused"]] == [("Trích ngang", cell("unit", 2))]
    assert "Phòng Lạ" in answer["refused"][0]["message"]
    assert Dossier.objects.count() == 2
    again = json.loads(run(mixed, "--json"))
    assert (again["new"], again["unchanged"]) == (0, 2)


def test_a_dry_run_writes_nothing(run, mixed):
    answer = json.loads(run(mixed, "--json", "--dry-run"))
    assert answer["new"] == 2
    assert not Dossier.objects.exists() and not Dossier.history.exists()
    assert "Kiểm tra, chưa ghi: 2 mới" in run(mixed, "--dry-run")


def test_it_tells_people_in_words(run, mixed):
    told = run(mixed)
    assert told.startswith("Đã ghi: 2 mới, 0 thay đổi, 0 không đổi, 1 bị từ chối.")
    assert f"Trích ngang {cell('unit', 2)}: Không có đơn vị “Phòng Lạ”" in told


def test_history_knows_account_and_reason(run, mixed, cast):
    run(mixed)
    entries = Dossier.history.values_list("history_user_id", "history_change_reason").order_by().distinct()
    assert list(entries) == [(cast.clerk.pk, "Nhập danh sách từ tệp list.xlsx")]
    run(write_list(mixed.parent / "b.xlsx", person(9)), "--reason", "Theo CV 12")
    assert Dossier.history.get(code="34ZZ-0009").history_change_reason == "Theo CV 12"


def test_both_cells_of_a_person_of_both_sexes_are_named(run):
    refused = [(f["cell"], f["message"]) for f in json.loads(run(FAULTY, "--json", "--dry-run"))["refused"]]
    both = [at for at, message in refused if "Cả hai cột Nam và Nữ" in message]
    assert both == ["D35", "E35", "D80", "E80", "D130", "E130"]


def test_the_returned_workbook(run, mixed, tmp_path):
    run(mixed, "--dry-run", "--returned", str(tmp_path / "back.xlsx"))
    book = load_workbook(tmp_path / "back.xlsx")
    assert book.sheetnames == [ERROR_SHEET, "Trích ngang"]
    assert "Phòng Lạ" in book["Trích ngang"][cell("unit", 2)].comment.text


def test_the_unit_may_be_named(run, tmp_path):
    path = write_list(tmp_path / "list.xlsx", person(1), titles=TITLES[2:])
    answer = json.loads(run(path, "--json", "--unit", "HQ34", account="cntt.quantri"))
    assert answer["new"] == 1
    assert Dossier.objects.get().now_unit.code == "HQ34-03"


@pytest.mark.parametrize(
    ("account", "arguments", "why"),
    [
        ("nobody.here", (), "Không có tài khoản"),
        ("phapche.1", (), "Nhập danh sách cán bộ"),
        ("hq60.nhansu1", (), "không thuộc phạm vi nhập"),
        (CLERK, ("--unit", "HQ60"), "không thuộc phạm vi nhập"),
    ],
)
def test_a_refused_file_ends_with_two_and_the_reason(cast, capsys, mixed, account, arguments, why):
    with pytest.raises(CommandError, match=why) as refused:
        call_command("import_dossiers", str(mixed), "--account", account, *arguments, "--json")
    assert refused.value.returncode == 2
    assert why in json.loads(capsys.readouterr().out)["error"]
    assert not Dossier.objects.exists()


def test_a_file_that_is_no_workbook(cast, capsys, tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_text("Họ và tên;Số hiệu\n")
    with pytest.raises(CommandError, match="CSV") as refused:
        call_command("import_dossiers", str(path), "--account", CLERK)
    assert (refused.value.returncode, capsys.readouterr().out) == (2, "")
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("import_dossiers", str(tmp_path / "gone.xlsx"), "--account", CLERK)


def test_a_list_without_people_is_refused(cast, tmp_path):
    with pytest.raises(CommandError, match="không có dòng nào"):
        call_command("import_dossiers", str(write_list(tmp_path / "list.xlsx")), "--account", CLERK)


def test_a_locked_account_imports_nothing(cast, mixed, program):
    with writing(account=program, reason="Khóa"):
        cast.clerk.is_active = False
        record(cast.clerk)
    with pytest.raises(CommandError, match="không có quyền"):
        call_command("import_dossiers", str(mixed), "--account", CLERK)


def test_dates_of_the_list_are_those_of_its_title(run, tmp_path):
    path = write_list(tmp_path / "list.xlsx", person(1, recruited=None), titles=(*TITLES[:3], "Tính đến 30/6/2026"))
    run(path)
    assert str(Dossier.objects.get().posting_set.get().valid_from.first_day) == str(date(2026, 6, 30))
