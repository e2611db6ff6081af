"""The benchmark prints its rows and leaves nothing behind; times are not asserted."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import AccessEvent
from personnel.models import Dossier
from reports.benchmark.measure import Times
from reports.benchmark.scratch import repeat

PAGES = (
    *("Danh sách", "Tìm một người", "Tìm một họ", "Gợi ý khi gõ", "Hồ sơ", "Lịch sử hồ sơ", "Quyết định"),
    "Kết xuất danh sách",
)


@pytest.fixture
def people(make_dossier):
    names = ("Nguyễn Thị Hoa", "Trần Văn Bảy", "H'Linh Niê")
    return [make_dossier(full_name=name, rank="08.051", step=2) for name in names]


def run(**options):
    out = StringIO()
    call_command("benchmark", runs=2, stdout=out, **options)
    return out.getvalue()


def test_it_prints_a_line_for_each_page_and_account_and_leaves_nothing_behind(people, cast):
    lines = run().splitlines()
    for account in (cast.clerk, cast.leader):
        for page in PAGES:
            (line,) = [line for line in lines if line.startswith(page) and account.username in line]
            numbers = re.findall(r"[\d.]+(?:,\d+)?", line.split(account.username)[1])
            assert len(numbers) == 10
            assert numbers[0] == "2"
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
