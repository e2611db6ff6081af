"""Two files of a report, a list or a question compared: what differs, and only while both may still be had."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import AccessEvent
from accounts.services.revoke import revoke
from personnel.exports import store
from personnel.models import Dossier, Export, Posting
from personnel.sections import POSTINGS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from qlcb.sealed import ring
from reports.definitions import REPORTS
from reports.query.question import usual
from reports.services.save_query import save_query
from reports.table import Table
from tests.exporting import REASON, ask, file_of, page_of, sheet_of, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
BM01, BM03, LIST, BIRTHDAYS = (
    "/bao-cao/bm01.xlsx",
    "/bao-cao/bm03.xlsx",
    "/ho-so/ket-xuat/",
    "/bao-cao/danh-sach/sinh-nhat/ket-xuat/",
)
COMPARE, BOOK = "/tep-ket-xuat/so-sanh/", "/tep-ket-xuat/so-sanh/ket-xuat/"
JUNE, JULY = {"ngay": "30/06/2026"}, {"ngay": "01/07/2026"}


def chosen(*exports) -> str:
    return "&".join(f"chon={export.pk}" for export in exports)


def found(client, *exports):
    response = client.get(f"{COMPARE}?{chosen(*exports)}")
    assert response.status_code == 200, response
    return response.context["found"]


# From 30/06 to 01/07/2026: 24 goes from HQ34 to HQ60, 08 joins the Party, 22 rises from 08.052 to 08.051; 12 turns 41,
# 14 (a woman) 51, 18 (a man) 56; 01 is past his 61 years and six months.
MOVED = {
    "HQ34": "hien-co=-1 cv=-1 dai-hoc=-1 qlnn-cv=-1 tuoi-31-40=-1 tuoi-41-50=-1 tuoi-51-60=1 nu-51-55=1",
    "HQ60": "hien-co=1 dang-vien=1 cv=2 cs=-1 dai-hoc=1 qlnn-cv=1 tuoi-41-50=1 nam-56-60=1",
    "TCHQ/": "tuoi-51-60=-1 qua-tuoi=1",
    "Tổng số": "dang-vien=1 cv=1 cs=-1 tuoi-31-40=-1 nu-51-55=1 nam-56-60=1 qua-tuoi=1",
}


def test_a_report_of_two_days_differs_where_people_did(cast, sign_in):
    client = sign_in(cast.leader)
    later, earlier = ask(client, BM01, JULY), ask(client, BM01, JUNE)
    both = found(client, later, earlier)
    assert not both.is_list and not (both.came or both.left or both.new_columns or both.old_columns)
    form = Table(None, REPORTS["bm01"].headings, [])
    keys = dict(zip(form.column_names, [column.key for column in form.columns], strict=True))
    differences = {(one.key, keys[one.column]): one.difference for one in both.changes}
    expected = {(row, *pair.split("=")) for row, told in MOVED.items() for pair in told.split()}
    assert {key: d for key, d in differences.items() if key[0] in MOVED} == {
        (row, column): int(number) for row, column, number in expected
    }
    assert {key[0] for key in differences} == {"TCHQ", *MOVED} and both.alike > 20
    page = client.get(f"{COMPARE}?{chosen(earlier, later)}").content.decode()
    assert page.index("30/06/2026") < page.index("01/07/2026"), "the day they speak of tells which is the earlier"
    assert "−1" in page and "+2" in page
    sheet = sheet_of(take(client, ask(client, f"{BOOK}?{chosen(later, earlier)}")))
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=6)]
    assert len(rows) == both.number
    name, column = "Cục Hải quan tỉnh Quảng Nam", "Chia theo ngạch công chức › Chuyên viên & TĐ"
    assert ("Thay đổi", "HQ60", name, column, 3, 5, 2) in rows


def test_a_list_tells_who_came_and_what_changed(cast, sign_in, make_dossier):
    client = sign_in(cast.clerk)
    kept = make_dossier(code="34ZZ-0002", full_name="Lê Văn Ở Lại")
    before = ask(client, LIST)
    make_dossier(code="34ZZ-0003", full_name="Trần Thị Mới Đến")
    with writing(account=cast.sysadmin, reason="Đính chính"):
        kept.full_name = "Lê Văn Ở Mãi"
        kept.set_derived()
        record(kept)
    after = ask(client, LIST)
    both = found(client, before, after)
    assert both.is_list and [line.name for line in both.came] == ["Trần Thị Mới Đến · 34ZZ-0003"] and not both.left
    assert [(one.key, one.column, one.before, one.after) for one in both.changes] == [
        ("34ZZ-0002", "Họ và tên", "Lê Văn Ở Lại", "Lê Văn Ở Mãi")
    ]
    turned = found(client, after, before)
    assert turned.number == both.number, "the earlier one is the earlier one"
    assert "Có thêm ở tệp sau" in client.get(f"{COMPARE}?{chosen(before, after)}").content.decode()


def test_a_list_by_units_compares_people_by_their_codes(cast, sign_in):
    client = sign_in(cast.clerk)
    before, middle, after = (ask(client, BM03, {"ngay": day}) for day in ("31/12/2011", "31/12/2022", "30/06/2026"))
    both = found(client, before, after)
    assert both.is_list and not both.left and not both.changes, "nobody had come by 2011"
    codes = ("05", "06", "07", "08", "10", "11", "12", "13", "14", "15")
    assert {line.key for line in both.came} == {f"99T-{number}" for number in codes}
    assert {one.key for one in found(client, middle, after).changes} == {"99T-10", "99T-14"}, "ranked in 2023"


def test_a_question_and_a_list_of_a_time_keep_their_lines(cast, sign_in, make_dossier):
    client = sign_in(cast.clerk)
    saved = save_query(account=cast.clerk, name="Đang làm", question=usual(), shared=False)
    for url in (f"/bao-cao/tra-cuu.xlsx?luu={saved.pk}", f"{BIRTHDAYS}?tu-ngay=01/01/2026&den-ngay=31/12/2026"):
        before = ask(client, url)
        make_dossier(code=f"34ZZ-{Dossier.objects.count()}", birth_date="14/08/1986")
        both = found(client, before, ask(client, url))
        assert (len(both.came), both.left, both.changes) == (1, [], []) and both.alike > 5


def test_the_page_of_a_file_leads_to_the_comparison_with_the_one_before(cast, sign_in):
    client = sign_in(cast.clerk)
    first, second = ask(client, BM01, JUNE), ask(client, BM01, JULY)
    assert "So sánh với tệp trước" not in client.get(page_of(first)).content.decode()
    assert chosen(first, second).replace("&", "&amp;") in client.get(page_of(second)).content.decode()
    assert client.get("/tep-ket-xuat/").content.decode().count('name="chon"') == 2


def test_what_cannot_be_compared_is_told(cast, sign_in, make_dossier):
    make_dossier()
    client = sign_in(cast.clerk)
    report, people, log = ask(client, BM01, JUNE), ask(client, LIST), ask(client, "/chat-luong/ket-xuat/")
    for query in ("", chosen(report), chosen(report, report), chosen(report, people), chosen(log, log)):
        page = client.get(f"{COMPARE}?{query}", follow=True)
        assert "Chọn đúng hai tệp cùng loại" in page.content.decode(), query
        assert client.post(f"{BOOK}?{query}", {"reason": REASON}, follow=True).redirect_chain
    assert client.get(f"{COMPARE}?chon=x&chon=y").status_code == 404
    assert Export.objects.count() == 3


@pytest.mark.clause("TCHQ-5.2c")
def test_nobody_compares_the_files_of_another(cast, sign_in):
    client = sign_in(cast.clerk)
    before, after = ask(client, BM01, JUNE), ask(client, BM01, JULY)
    for other in (cast.leader, cast.neighbour):
        client = sign_in(other)
        assert client.get(f"{COMPARE}?{chosen(before, after)}").status_code == 404
        assert client.post(f"{BOOK}?{chosen(before, after)}", {"reason": REASON}).status_code == 404
        own = ask(client, BM01, JUNE)
        assert client.get(f"{COMPARE}?{chosen(own, after)}").status_code == 404


@pytest.mark.clause("TCHQ-8.3b")
def test_a_comparison_is_refused_like_a_download(cast, sign_in, make_dossier, unit, today):
    """Who left the scope closes the file in which they stand, the comparison, and the workbook of one made before."""
    moving = make_dossier(code="34ZZ-0001")
    client = sign_in(cast.clerk)
    before = ask(client, LIST)
    make_dossier(code="34ZZ-0002")
    after = ask(client, LIST)
    book = ask(client, f"{BOOK}?{chosen(before, after)}")
    noted = AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).count()
    assert found(client, before, after).number == 1
    seen = AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).order_by("-pk")[:2]
    assert all(event.detail.startswith("So sánh với tệp lập ") for event in seen)
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).count() == noted + 2
    row = Posting(dossier=moving, unit=unit("HQ60-07"), valid_from=PartialDate.of(f"{today:%d/%m/%Y}"))
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=today)
    page = client.get(f"{COMPARE}?{chosen(before, after)}", follow=True).content.decode()
    assert "1 hồ sơ trong tệp không còn thuộc phạm vi" in page and "34ZZ-0001" not in page
    before.refresh_from_db()
    assert before.status == "withheld"
    assert not store.path_of(before).exists() and not store.cells_of(before).exists()
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.FORBIDDEN).count() == 1
    client.get(file_of(book))
    book.refresh_from_db()
    assert book.status == "withheld" and "không còn thuộc phạm vi" in book.message


def test_cells_lie_sealed_and_go_with_the_file(cast, sign_in, settings):
    client = sign_in(cast.clerk)
    before, after = ask(client, BM01, JUNE), ask(client, BM01, JULY)
    sealed = store.cells_of(before).read_bytes()
    assert "Đà Nẵng".encode() not in sealed and sealed[:2] != b"\x1f\x8b"
    assert store.cells_of(before).stat().st_mode & 0o077 == 0
    old, *rest = settings.DATA_KEYS
    settings.DATA_KEYS = ["another key of thirty-two letters and more", old, *rest]
    call_command("rotate_keys", verbosity=0)
    assert ring().is_current(store.cells_of(before).read_bytes()) and found(client, before, after).number
    store.cells_of(after).write_bytes(store.cells_of(before).read_bytes())
    page = client.get(f"{COMPARE}?{chosen(before, after)}", follow=True).content.decode()
    assert "không mở được" in page and not store.path_of(after).exists()
    Export.objects.filter(pk=before.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "đã hết hạn" in client.get(f"{COMPARE}?{chosen(before, after)}", follow=True).content.decode()
    store.forget(before)
    assert not store.cells_of(before).exists()


def test_the_right_is_asked_again(cast, sign_in, today):
    client = sign_in(cast.clerk)
    before, after = ask(client, BM01, JUNE), ask(client, BM01, JULY)
    revoke(account=cast.sysadmin, given=cast.clerk.grants.get(), today=today, document="9/QĐ", reason="Thôi giao")
    client = sign_in(type(cast.clerk).objects.get(pk=cast.clerk.pk))
    page = client.get(f"{COMPARE}?{chosen(before, after)}", follow=True).content.decode()
    assert "Tài khoản không còn quyền" in page and not store.cells_of(before).exists()


def test_the_log_says_that_restricted_values_went_into_the_comparison(cast, sign_in):
    client = sign_in(cast.clerk)
    first, second = ask(client, LIST), ask(client, LIST)
    assert "hạn chế" not in ask(client, f"{BOOK}?{chosen(first, second)}").facts["told"]
    Export.objects.filter(pk=first.pk).update(facts=first.facts | {"revealed": {"identity": [1]}})
    told = ask(client, f"{BOOK}?{chosen(first, second)}").facts["told"]
    assert told == "0 dòng; kèm thông tin hạn chế"
    logged = AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).latest("pk")
    assert told in logged.detail


def test_a_file_of_the_early_morning_speaks_of_the_day_in_vietnam(cast, sign_in):
    """Half past six on 1 July in Hà Nội is 30 June by the clock of the database."""
    client = sign_in(cast.clerk)
    morning, june = ask(client, LIST), ask(client, LIST)
    rows = Export.objects.all()
    rows.filter(pk=morning.pk).update(created_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    rows.filter(pk=june.pk).update(created_at=datetime(2026, 7, 1, 2, 0, tzinfo=UTC), period_ends=date(2026, 6, 30))
    pair = client.get(f"{COMPARE}?{chosen(morning, june)}").context["pair"]
    assert (pair.before, pair.after) == (june, morning)
