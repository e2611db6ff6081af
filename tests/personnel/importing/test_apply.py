"""Writing a list: both samples as they came, one history row for each changed row, all or nothing, any size."""

import csv
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.access import Verdict
from personnel.importing.apply import apply_plan
from personnel.importing.gate import Gate
from personnel.importing.reading import read_lists
from personnel.importing.returned import returned_workbook
from personnel.models import Appointment, Dossier, Posting, Salary, Study
from personnel.services import import_dossiers as service
from personnel.services.import_dossiers import ImportMoved, examine_lists, import_dossiers
from tests.history import assert_history_is_whole
from tests.personnel.importing.people import person, write_list

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
GOOD, FAULTY = SAMPLES / "trich-ngang-da-nang.xlsx", SAMPLES / "trich-ngang-co-loi.xlsx"
RECORDS = (Posting, Appointment, Salary, Study)


@pytest.fixture
def read(cast):
    return lambda path, account=None: read_lists(path, account=account or cast.clerk, today=timezone.localdate())


@pytest.fixture
def bring(cast, read):
    return lambda path: import_dossiers(account=cast.clerk, reason="Nhập trích ngang", lists=read(path))


def faults(path, kind):
    """Cell → fault of the planted faults of a sample; a name without any mark looks the same decomposed."""
    sheet = load_workbook(path).active
    letters = {str(cell.value): cell.column_letter for row in sheet["6:7"] for cell in row if cell.value}
    with open(path.with_suffix(".faults.csv"), encoding="utf-8", newline="") as file:
        rows = [(f"{letters[row['column']]}{row['row']}", row) for row in csv.DictReader(file) if row["kind"] == kind]
    return {
        cell: row["fault"]
        for cell, row in rows
        if row["fault"] != "nfd" or not unicodedata.is_normalized("NFC", sheet[cell].value)
    }


def cells(examination, kind):
    return {finding.cell for finding in examination.findings(kind)}


def history_rows():
    return sum(model.history.count() for model in (Dossier, *RECORDS))


# The samples


@pytest.mark.clause("TCHQ-8.2b")
def test_the_list_of_da_nang(bring, cast):
    before = history_rows()
    examination = bring(GOOD)
    assert examination.counts == {"new": 420, "changed": 0, "unchanged": 0, "refused": 0}
    assert cells(examination, "mends") == set(faults(GOOD, "repair"))
    sheet = load_workbook(GOOD).active
    listed = {row[1]: row[9] for row in sheet.iter_rows(min_row=8, max_row=427, values_only=True)}
    stored = Dossier.objects.filter(now_status="serving").values_list(
        "code", "now_unit__name", "now_unit__parent__code"
    )
    assert {code: name for code, name, _ in stored} == listed
    assert {parent for *_, parent in stored} == {"HQ34"}
    written = sum(model.objects.count() for model in (Dossier, *RECORDS))
    assert history_rows() - before == written
    assert assert_history_is_whole()
    entries = Dossier.history.values_list("history_user_id", "history_change_reason", "act", "history_type")
    assert list(entries.order_by().distinct()) == [(cast.clerk.pk, "Nhập trích ngang", "import", "+")]
    assert_mended(sheet, faults(GOOD, "repair"))


def assert_mended(sheet, wanted):
    """What was planted in the cells of the sheet stands mended in the dossiers."""
    for cell, fault in wanted.items():
        dossier = Dossier.objects.get(code=sheet.cell(sheet[cell].row, 2).value)
        salary = dossier.salary_set.get()
        mended = {
            "lost_zero": lambda d=dossier: len(d.citizen_id) == 12 and d.citizen_id[0] == "0",
            "comma": lambda s=salary: 1 < s.coefficient < 10,
            "text_date": lambda d=dossier: d.birth_date.precision == "day",
            "nfd": lambda d=dossier: d.full_name.isprintable() and "\u0301" not in d.full_name,
            "spaces": lambda d=dossier: "  " not in d.full_name and "\u00a0" not in d.full_name,
            "rank_nodot": lambda s=salary: s.rank.code[2] == ".",
            "upper": lambda d=dossier: not d.full_name.isupper(),
            "alias": lambda d=dossier: d.ethnic_group_id is not None,
        }
        assert mended[fault](), (cell, fault)
    assert Counter(wanted.values()).total() == len(wanted) > 50


def test_the_same_list_again_writes_nothing(bring):
    bring(GOOD)
    before = history_rows()
    again = bring(GOOD)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 420, "refused": 0}
    assert history_rows() == before
    assert not Dossier.objects.exclude(version=1).exists()


def test_the_faulty_list_is_told_written_in_part_corrected_and_written_whole(bring, read, cast, tmp_path):
    errors, repairs = faults(FAULTY, "error"), faults(FAULTY, "repair")
    seen = examine_lists(account=cast.clerk, lists=read(FAULTY))
    assert not Dossier.objects.exists(), "examining writes nothing"
    assert set(errors) <= cells(seen, "errors")
    refused_rows = {row.clean.number for row in seen.rows if row.clean.refused}
    assert refused_rows == {int("".join(filter(str.isdigit, cell))) for cell in errors}, "no other row is refused"
    assert cells(seen, "mends") == set(repairs)
    for cell, fault in errors.items():
        if fault == "both_sex":
            assert {f"D{cell[1:]}", f"E{cell[1:]}"} <= cells(seen, "errors")

    bring(FAULTY)
    assert Dossier.objects.count() == 160 - len(refused_rows)

    path = tmp_path / "returned.xlsx"
    path.write_bytes(returned_workbook(FAULTY, seen.findings("errors"), seen.findings("mends")))
    correct(path, errors)
    written = bring(path)
    assert written.counts == {
        "new": len(refused_rows),
        "changed": 0,
        "unchanged": 160 - len(refused_rows),
        "refused": 0,
    }, written.findings("errors")
    assert Dossier.objects.serving().count() == 160
    assert_history_is_whole()


def correct(path, errors):
    """Do in the returned workbook what its red cells ask for."""
    book = load_workbook(path)
    sheet = book["Trích ngang"]
    pay = {"08.050": (4.40, 0.34), "01.002": (4.40, 0.34), "08.049": (6.20, 0.36)}
    for number, (cell, fault) in enumerate(errors.items()):
        row = sheet[cell].row
        if fault == "coefficient":
            first, rise = pay.get(sheet[f"M{row}"].value, (2.34, 0.33))
            sheet[cell] = round(first + rise * (sheet[f"N{row}"].value - 1), 2)
        elif fault == "unknown_unit":
            sheet[cell] = "Phòng Nghiệp vụ"
        elif fault in ("bad_date", "future_birth"):
            sheet[cell] = date(1985, 2, 28)
        elif fault in ("dup_citizen", "short_citizen"):
            sheet[cell] = f"0481850{number:05}"
        elif fault == "unknown_rank":
            sheet[cell], sheet[f"N{row}"], sheet[f"O{row}"] = "08.051", 4, 3.33
        elif fault == "no_name":
            sheet[cell] = f"Nguyễn Thị {('Mơ', 'Mận', 'Mai')[number % 3]}"
        elif fault == "both_sex":
            sheet[f"{'E' if cell[0] == 'D' else 'D'}{row}"] = None
    book.save(path)


# All or nothing


def test_nothing_is_written_when_a_dossier_would_leave_the_scope(read, cast, tmp_path, monkeypatch, unit):
    path = write_list(tmp_path / "list.xlsx", person(1), person(2))
    lists = read(path)

    def astray(rows, **how):
        rows[1].writes.created[0].unit_id = unit("HQ60-07").pk
        apply_plan(rows, **how)

    monkeypatch.setattr(service, "apply_plan", astray)
    with pytest.raises(PermissionDenied, match="không dòng nào được ghi"):
        import_dossiers(account=cast.clerk, reason="Thử", lists=lists)
    assert not Dossier.objects.exists() and not Dossier.history.exists()


def test_nothing_is_written_when_the_right_ends_with_the_writing(read, cast, tmp_path, bring, monkeypatch):
    bring(write_list(tmp_path / "list.xlsx", person(1)))
    lists = read(write_list(tmp_path / "list.xlsx", person(1, unit="Văn phòng")))
    monkeypatch.setattr(Gate, "holds_after", lambda self, row, written: Verdict(False, "Không còn quyền."))
    with pytest.raises(PermissionDenied, match=r"34ZZ-0001: Không còn quyền\. Không dòng nào được ghi"):
        import_dossiers(account=cast.clerk, reason="Thử", lists=lists)
    assert Posting.objects.count() == 1


def test_nothing_is_written_when_the_last_step_fails(read, cast, tmp_path, monkeypatch):
    def fails(*args):
        raise RuntimeError

    monkeypatch.setattr("personnel.importing.apply.project_dossiers", fails)
    lists = read(write_list(tmp_path / "list.xlsx", person(1)))
    with pytest.raises(RuntimeError):
        import_dossiers(account=cast.clerk, reason="Thử", lists=lists)
    assert not Dossier.objects.exists() and not Posting.history.exists()


def test_what_was_not_confirmed_is_not_written(read, cast, tmp_path, make_dossier):
    path = write_list(tmp_path / "list.xlsx", person(1), person(2))
    seen = examine_lists(account=cast.clerk, lists=read(path)).mark
    make_dossier(code="34ZZ-0002", full_name="Lê Thị Mơ", birth_date="01/01/1990")
    with pytest.raises(ImportMoved) as moved:
        import_dossiers(account=cast.clerk, reason="Thử", lists=read(path), confirmed=seen)
    assert moved.value.examination.counts["refused"] == 1
    assert Dossier.objects.count() == 1
    import_dossiers(account=cast.clerk, reason="Thử", lists=read(path), confirmed=moved.value.examination.mark)
    assert Dossier.objects.count() == 2


def test_somebody_written_at_the_same_moment_stops_the_import(read, cast, tmp_path, monkeypatch, make_dossier):
    lists = read(write_list(tmp_path / "list.xlsx", person(1)))

    def late(rows, **how):
        make_dossier(code="34ZZ-0001", full_name="Lê Thị Mơ")
        apply_plan(rows, **how)

    monkeypatch.setattr(service, "apply_plan", late)
    with pytest.raises(ImportMoved) as moved:
        import_dossiers(account=cast.clerk, reason="Thử", lists=lists)
    assert moved.value.examination is None


# History of changes


def test_each_changed_row_has_one_history_row_more(bring, tmp_path, cast):
    def path(*people):
        return write_list(tmp_path / "list.xlsx", *people)

    bring(path(person(1, position="Phó Đội trưởng", degree="Đại học"), person(2)))
    before = history_rows()
    moved = person(
        1,
        unit="Văn phòng",
        home="Hội An",
        position="Đội trưởng",
        appointed=date(2026, 9, 1),
        degree="Đại học",
        major="Luật",
        step=5,
        coefficient=3.66,
        paid_from=date(2026, 3, 1),
    )
    examination = bring(path(moved, person(2)))
    assert examination.counts == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    # dossier; posting ended and made; salary ended and made; appointment made before the one of the list's day; degree
    assert history_rows() - before == 7
    assert_history_is_whole()
    newest = Posting.history.filter(history_type="~").values_list("act", "history_user_id", "history_change_reason")
    assert list(newest) == [("import", cast.clerk.pk, "Nhập trích ngang")]


def test_a_mended_name_is_found_under_the_new_one(bring, tmp_path):
    bring(write_list(tmp_path / "list.xlsx", person(1)))
    bring(write_list(tmp_path / "list.xlsx", person(1, name="Nguyễn Thị Uyên")))
    assert Dossier.objects.search("uyen").get().version == 2
    assert not Dossier.objects.search("thi e").exists()


# Size


def queries(bring, path):
    with CaptureQueriesContext(connection) as captured:
        bring(path)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_list(bring, tmp_path):
    def path(numbers, **cells):
        return write_list(tmp_path / "list.xlsx", *(person(number, **cells) for number in numbers))

    later = {"step": 5, "coefficient": 3.66, "paid_from": date(2026, 3, 1), "unit": "Văn phòng", "home": "Hội An"}
    few, many = range(11, 31), range(101, 301)
    bring(path([1]))  # reads the rights of the account, once a request
    for what, cells in (("new", {}), ("unchanged", {}), ("changed", later)):
        small, large = queries(bring, path(few, **cells)), queries(bring, path(many, **cells))
        assert large <= small < 100, what
