"""Workbooks in the browser: what is chosen and logged, the way from upload to history, the preview sheet by sheet."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessEvent
from personnel.models import Dossier, ImportRun, Term
from personnel.workbooks.layout import PEOPLE_SHEET, PEOPLE_SLUG, sheets
from tests.exporting import exported
from tests.personnel.importing.test_pages import address, confirm, work
from tests.personnel.workbooks.books import Book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]

EXPORT, UPLOAD = "/ho-so/ket-xuat-muc/", "/ho-so/nhap-muc/"


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


def asked(*slugs, content="du-lieu", **more):
    """The form as the page sends it: the chosen sheets with all their columns."""
    columns = {f"cot-{slug}": [column.key for column in sheets()[slug].facts] for slug in slugs}
    return {"muc": slugs, "noi_dung": content} | columns | more


def taken(client, data, query=""):
    return load_workbook(BytesIO(exported(client, f"{EXPORT}{query}", **data)))


@pytest.fixture
def upload(clerk, tmp_path):
    """`upload(book)`: the run of a workbook that the clerk sent and the worker examined."""

    def upload(book):
        file = BytesIO()
        book.save(file)
        sent = SimpleUploadedFile("các mục.xlsx", file.getvalue())
        response = clerk.post(UPLOAD, {"file": sent, "reason": "Nhập theo mục để thử"})
        assert response.status_code == 302, response.context["form"].errors
        work()
        return ImportRun.objects.get(pk=response.url.split("/")[-2])

    return upload


def test_the_filter_and_the_choice_make_the_workbook(clerk, make_dossier, cast):
    here = make_dossier(unit_code="HQ34-07", rank="08.051", step=2)
    make_dossier(unit_code="HQ34-03", rank="08.051", step=2)
    make_dossier(unit_code="HQ60-03", rank="08.051", step=2)
    page = clerk.get(f"{EXPORT}?don-vi=HQ34-07").content.decode()
    assert "1 hồ sơ" in page and "Quan hệ gia đình" in page
    data = asked("luong", "nghi") | {"cot-luong": ["rank", "coefficient"]}
    book = taken(clerk, data, "?don-vi=HQ34-07")
    assert book.sheetnames == ["Hướng dẫn", "Diễn biến lương", "Nghỉ phép, vắng mặt", "Danh mục"]
    rows = list(book["Diễn biến lương"].values)
    assert rows[0][4:] == ("Ngạch", "Hệ số")
    assert [row[0] for row in rows[1:]] == [here.code] and float(rows[1][5]) == 2.67
    event = AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).earliest("pk")
    assert "Đơn vị" in event.detail and "Diễn biến lương 1 dòng" in event.detail and "hạn chế" not in event.detail


def test_the_button_stands_after_what_it_depends_on(clerk):
    """What only script can do is hidden until it runs."""
    page = clerk.get(EXPORT).content.decode()
    button = "</svg>Kết xuất</button>"
    assert page.rindex('name="muc"') < page.index(button) and page.count(button) == 1
    for words in ("Chọn tất cả các mục", "Bỏ chọn"):
        assert page[: page.index(words)].endswith(" hidden>")


def test_names_and_empty_templates(clerk, make_dossier):
    one = make_dossier()
    named = taken(clerk, asked("nghi", "luong", content="ho-ten"))
    for title in ("Nghỉ phép, vắng mặt", "Diễn biến lương"):
        rows = list(named[title].values)
        assert rows[1][:4] == (one.code, None, one.full_name, None) and not any(rows[1][4:])
    empty = taken(clerk, asked("suc-khoe", content="trong"))
    assert empty["Sức khỏe"].max_row == 1
    assert "Chiều cao (cm)" in [cell.value for cell in empty["Sức khỏe"][1]], (
        "what is typed there is disclosed by nobody"
    )


def test_restricted_values_only_when_asked_for_and_allowed(clerk, sign_in, cast, full):
    def heads(client, **more):
        return [cell.value for cell in taken(client, asked(PEOPLE_SLUG, **more))[PEOPLE_SHEET][1]]

    assert "Điện thoại liên hệ" not in heads(clerk)
    assert "Quê quán (ghi theo giấy tờ)" in heads(clerk)
    assert "Điện thoại liên hệ" in heads(clerk, han_che="on")
    assert "kèm thông tin hạn chế" in AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).first().detail
    restricted = {"cast": cast.department_head}["cast"]
    assert "Điện thoại liên hệ" not in heads(sign_in(restricted), han_che="on", trong="1")


def test_a_choice_without_sections_is_told(clerk, make_dossier):
    make_dossier()
    assert "Chọn ít nhất một mục" in clerk.post(EXPORT, {"noi_dung": "trong"}).content.decode()
    none = clerk.post(EXPORT, {"noi_dung": "trong", "muc": ["luong"]}).content.decode()
    assert "Chọn ít nhất một cột" in none
    assert not AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).exists()


@pytest.mark.parametrize(("bound", "content"), [("MOST_IN_SHEET", "du-lieu"), ("MOST_ROWS", "ho-ten")])
def test_what_is_too_long_is_told(clerk, make_dossier, monkeypatch, bound, content):
    for _ in range(3):
        make_dossier(rank="08.051", step=2)
    monkeypatch.setattr(f"personnel.workbooks.export.{bound}", 2)
    told = clerk.post(EXPORT, asked("luong", content=content, reason="Thử")).content.decode()
    assert "3 dòng, quá 2" in told and "Hãy lọc danh sách theo đơn vị" in told
    assert taken(clerk, asked("luong", content="trong"))


def test_text_never_becomes_a_formula(clerk, make_dossier, upload):
    one = make_dossier(home_town="=HYPERLINK(1)", note="+84")
    book = taken(clerk, asked(PEOPLE_SLUG))
    made = Book(book, None)
    column = made.column(PEOPLE_SLUG, "home_town")
    cell = made.sheet(PEOPLE_SLUG).cell(2, column)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    made.set(PEOPLE_SLUG, 2, home_town="Hội An")
    run = upload(book)
    assert run.result["counts"]["changed"] == 1, run.result["refused"]
    assert one.history.count() == 1


def test_from_upload_to_history(clerk, make_dossier, upload, cast):
    people = [make_dossier(rank="08.051", step=2) for _ in range(2)]
    made = Book(taken(clerk, asked("xep-loai", "luong", content="trong")), None)
    rating = Term.objects.filter(kind="rating").first()
    for one in people:
        made.add("xep-loai", one, year=2024, rating=rating.name)
    made.add("luong", people[0], rank="08.051", step=3, coefficient="9,99", valid_from="01/03/2026")
    made.book.create_sheet("Trang lạ").append(["x"])
    run = upload(made.book)
    assert (run.kind, run.status) == ("sections", "ready")
    assert run.result["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    page = clerk.get(address(run), follow=True).content.decode()
    assert "Ghi 2 dòng" in page and "Trang lạ" in page and "Ngạch 08.051 bậc 3" in page
    shown = clerk.get(reverse("personnel:workbook_run", args=[run.pk]), {"trang": "xep-loai", "xem": "moi"})
    assert rating.name in shown.content.decode() and people[1].code in shown.content.decode()
    assert not people[0].rating_set.exists(), "nothing before the confirmation"
    confirm(clerk, run)
    work()
    run.refresh_from_db()
    assert run.status == "done", run.message
    entry = people[1].rating_set.get().history.get()
    assert (entry.history_user_id, entry.history_change_reason, entry.act) == (
        cast.clerk.pk, "Nhập theo mục để thử", "import",
    )  # fmt: skip
    assert entry.address == "127.0.0.1"
    assert "Đã ghi 2 dòng" in clerk.get(address(run), follow=True).content.decode()
    assert "các mục.xlsx" in clerk.get(UPLOAD).content.decode()
    assert "các mục.xlsx" not in clerk.get("/ho-so/nhap/").content.decode()


def test_the_returned_workbook_marks_the_cells(clerk, make_dossier, upload):
    one = make_dossier()
    made = Book(taken(clerk, asked("nghi", content="ho-ten")), None)
    made.set("nghi", 2, kind="Nghỉ mát", begins_on="2024")
    run = upload(made.book)
    back = load_workbook(BytesIO(clerk.get(address(run, "import_returned")).content))
    cell = back["Nghỉ phép, vắng mặt"][made.ref("nghi", 2, "kind")]
    assert "không có trong danh mục" in cell.comment.text
    back["Nghỉ phép, vắng mặt"][cell.coordinate].value = Term.objects.filter(kind="absence_kind").first().name
    again = upload(back)
    assert again.result["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}, again.result["refused"]
    assert again.result["unknown"] == [] and one.absence_set.count() == 0


def test_the_returned_workbook_is_corrected_and_sent_again(clerk, make_dossier, upload):
    """What was written from it the first time, the row that a new one ended included, is no change."""
    one, other = (make_dossier(rank="08.051", step=2, salary_from="01/03/2020") for _ in range(2))
    made = Book(taken(clerk, asked("luong")), None)
    new = {"rank": "08.051", "step": 3, "valid_from": "01/03/2023"}
    made.add("luong", one, **new, coefficient="3,00")
    wrong = made.add("luong", other, **new, coefficient="9,99")
    run = upload(made.book)
    confirm(clerk, run)
    work()
    assert one.salary_set.count() == 2 and other.salary_set.count() == 1
    back = Book(load_workbook(BytesIO(clerk.get(address(run, "import_returned")).content)), None)
    back.set("luong", wrong, coefficient="3,00")
    again = upload(back.book)
    assert again.result["counts"] == {"new": 1, "changed": 0, "unchanged": 3, "refused": 0}, again.result["refused"]


def test_what_changed_since_the_preview_asks_again(clerk, make_dossier, upload):
    one = make_dossier()
    made = Book(taken(clerk, asked(PEOPLE_SLUG)), None)
    made.set(PEOPLE_SLUG, 2, home_town="Hội An")
    first = upload(made.book)
    made.set(PEOPLE_SLUG, 2, home_town="Điện Bàn")
    second = upload(made.book)
    confirm(clerk, first)
    work()
    confirm(clerk, second)
    work()
    second.refresh_from_db()
    assert second.status == "ready" and "đã thay đổi sau khi anh/chị xem trước" in second.message
    assert second.result["counts"]["refused"] == 1
    one.refresh_from_db()
    assert (one.home_town, one.version) == ("Hội An", 2)


def test_files_that_mean_nothing_are_told(clerk, upload, tmp_path):
    made = load_workbook("tests/samples/trich-ngang-da-nang.xlsx")
    run = upload(made)
    page = clerk.get(address(run), follow=True).content.decode()
    assert "Không có trang nào là mục của hồ sơ" in page and "Ghi " not in page.split("h-part")[0].split("main")[-1]
    assert clerk.post(address(run, "import_confirm"), {"mark": run.result["mark"]}, follow=True).status_code == 200
    run.refresh_from_db()
    assert run.status == "ready"


def test_the_preview_costs_the_same_for_short_and_long_files(clerk, make_dossier, upload):
    def queries(run):
        with CaptureQueriesContext(connection) as captured:
            clerk.get(reverse("personnel:workbook_run", args=[run.pk]))
        return len(captured)

    people = [make_dossier() for _ in range(30)]
    runs = []
    for number in (1, 30):
        made = Book(taken(clerk, asked("nghi", content="trong")), None)
        kind = Term.objects.filter(kind="absence_kind").first().name
        for one in people[:number]:
            made.add("nghi", one, kind=kind, begins_on="2024")
        runs.append(upload(made.book))
    queries(runs[0])
    assert queries(runs[0]) == queries(runs[1]) <= 8
    assert Dossier.objects.count() == 30


def test_runs_are_ones_own(clerk, make_dossier, upload, sign_in, cast):
    make_dossier()
    run = upload(Book(taken(clerk, asked("nghi", content="trong")), None).book)
    assert sign_in(cast.neighbour).get(reverse("personnel:workbook_run", args=[run.pk])).status_code == 404
