"""The benchmark prints its rows and leaves nothing behind; times are not asserted."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import AccessEvent
from orgunits.models import Unit
from personnel.models import Dossier, Reorganisation
from reports.benchmark import report_pages
from reports.benchmark.measure import Times
from reports.benchmark.scratch import repeat
from reports.measures import TOTAL
from reports.people import PeopleOn

PAGES = (
    *("Danh sách", "Tìm một người", "Tìm một họ", "Gợi ý khi gõ", "Hồ sơ", "Lịch sử hồ sơ", "Quyết định"),
    *("Kết xuất danh sách", "BM01", "Toàn cảnh"),
)
OF_THE_SERVICE = ("BM03, một trang", "Sinh nhật", "Tra cứu tổng hợp", "BM03 ra xlsx")


@pytest.fixture
def people(make_dossier):
    names = ("Nguyễn Thị Hoa", "Trần Văn Bảy", "H'Linh Niê")
    return [make_dossier(full_name=name, rank="08.051", step=2) for name in names]


def run(runs=1, **options):
    out = StringIO()
    call_command("benchmark", runs=runs, stdout=out, **options)
    return out.getvalue()


def test_it_prints_a_line_for_each_page_and_account_and_leaves_nothing_behind(people, cast):
    lines = run().splitlines()
    for account in (cast.clerk, cast.leader):
        for page in PAGES + (OF_THE_SERVICE if account is cast.leader else ()):
            (line,) = [line for line in lines if line.startswith(f"{page}  ") and account.username in line]
            numbers = re.findall(r"[\d.]+(?:,\d+)?", line.split(account.username)[1])
            assert len(numbers) == 10
            assert numbers[0] == "1"
            assert int(numbers[1]) > 0
    assert "3 hồ sơ" in lines[1]
    assert not AccessEvent.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_opensession")
        assert cursor.fetchone() == (0,)


def test_it_says_what_is_missing(people, cast):
    with pytest.raises(CommandError, match=r"Không có tài khoản khong\.co"):
        run(clerk="khong.co")
    with pytest.raises(CommandError, match="không thấy hồ sơ nào"):
        run(clerk=cast.neighbour.username)
    with pytest.raises(CommandError, match="từ 1"):
        call_command("benchmark", runs=0)


def test_repeated_dossiers_are_other_people_with_the_same_rows_and_history(people):
    repeat(8)
    assert Dossier.objects.count() == 8
    first = people[0]
    copies = list(Dossier.objects.filter(code__startswith=f"{first.code}-").order_by("pk"))
    assert len(copies) == 2
    for copy in copies:
        assert copy.sort_key
        assert copy.full_name != first.full_name
        assert copy.now_unit_id == first.now_unit_id
        assert copy.salary_set.count() == copy.posting_set.count() == 1
        assert copy.history.count() == 1
        assert copy.salary_set.get().history.count() == 1
        assert list(Dossier.objects.search(copy.code)) == [copy]
    assert Dossier.objects.values("citizen_index").distinct().count() >= 5


def test_times():
    times = Times([5.0, 1.0, 3.0])
    assert times.median == 3.0
    assert 3.0 < times.p95 <= 5.0
    assert Times([2.0]).p95 == 2.0
    assert not times.spent
    assert Times([9_000.0] * 3).spent


def test_the_import_of_sections_is_measured_and_undone(people, cast):
    lines = run(import_sections=40).splitlines()
    assert any("40 dòng của 7 mục cho 2 người" in line for line in lines)
    for step in ("Đọc tệp", "Kiểm tra và ghi", "Ghi kèm lịch sử", "COPY trần"):
        assert any(line.startswith(step) and re.search(r"\d,\d\d", line) for line in lines), step
    assert re.search(r"gấp [\d.]+,\d lần COPY", lines[-1])
    assert not people[0].relative_set.exists() and not people[0].relative_set.model.history.exists()
    with pytest.raises(CommandError, match="chỉ đủ cho 60 dòng"):
        run(import_sections=61)


def test_a_reorganisation_is_measured_step_by_step_and_undone(people, cast):
    lines = run(reorganise="reorganisation_2025").splitlines()
    assert "3 hồ sơ" in lines[0]
    steps = ("Lập phương án từ bảng", "Kiểm tra thử", "Áp dụng, một giao dịch", "Rà soát lại hồ sơ đã chuyển")
    assert [line.split("  ")[0] for line in lines[2:6]] == list(steps)
    assert "3 người trước, 3 người sau" in lines[6] and lines[6].endswith("1 điều chuyển đang mở.")
    assert len(lines) == 16 and all(line.startswith("Đúng: ") for line in lines[7:])
    assert not Reorganisation.objects.exists() and Unit.objects.count() == 539


def test_a_reorganisation_that_loses_something_fails_loudly(make_dossier, cast, monkeypatch):
    for office in ("HQ34-01", "HQ34-02", "HQ60-01"):
        make_dossier(unit_code=office)
    monkeypatch.setattr("personnel.services.apply_reorganisation.FOLLOWERS", ())
    monkeypatch.setattr("personnel.services.apply_reorganisation.project_dossiers", lambda *asked: 0)
    with pytest.raises(CommandError) as told:
        run(reorganise="reorganisation_2025")
    for words in ("3 người hồ sơ khác quá trình", "1 điều chuyển", "3 người,", "check_integrity không sai lệch: Còn "):
        assert words in str(told.value), words
    assert not Reorganisation.objects.exists()


def test_the_bare_numbers_are_those_of_the_reports(people, cast, monkeypatch):
    assert report_pages.differences(cast.leader) == []
    counted = report_pages.floors.COUNTS.replace(
        "JOIN personnel_dossier d ON", "JOIN personnel_dossier d ON d.sex = 'M' AND"
    )
    monkeypatch.setattr(report_pages.floors, "COUNTS", counted)
    assert report_pages.differences(cast.leader) == [report_pages.BM01.name, report_pages.BOARD.name]


def test_people_repeated_for_reports_are_counted_and_have_no_history(people, cast):
    repeat(8, for_reports=True)
    assert Dossier.objects.count() == 8 and Dossier.history.count() == 3
    copy = Dossier.objects.get(code=f"{people[0].code}-1")
    assert copy.salary_set.count() == copy.posting_set.count() == 1 and not copy.salary_set.get().history.exists()
    assert report_pages.differences(cast.leader) == []
    day, (unit,) = timezone.localdate(), {one.now_unit_id for one in people}
    assert PeopleOn(day, [unit]).count(TOTAL) == 8
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE tablename = 'personnel_posting'")
        assert cursor.fetchone()[0] > 3, "indexes are there again"


def test_writing_and_printing_are_measured_in_processes_of_their_own():
    lines = run(write=[20], print=[30]).splitlines()
    ways = ("Chỉ tạo các dòng", "XML trần của các ô", "Bảng của QLCB", "openpyxl, mỗi ô một đối tượng")
    for way, line in zip(ways, lines[1:], strict=False):
        assert line.startswith(way) and " 20 " in line
    assert re.search(r"Bảng của QLCB +30 +\d+,\d +\d+ ", lines[-1])
