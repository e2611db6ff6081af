"""Every national list out as a workbook and in again: what is exported is the template (TCHQ-12.1a)."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from personnel.catalogues import CATALOGUES
from personnel.catalogues_exchange import Lines, plan_import
from personnel.models import BaseSalary, EthnicGroup, Place, SalaryStep, Term
from qlcb.history import record, writing
from tests.history import assert_history_is_whole
from tests.personnel.test_catalogues import ALIKE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]

EACH_KIND_OF_LIST = pytest.mark.parametrize("slug", sorted(set(CATALOGUES) - ALIKE))
CLAUSE = pytest.mark.clause("TCHQ-12.1a")
REASON = {"reason": "Cập nhật theo văn bản"}


@pytest.fixture
def client_(sign_in, cast):
    return sign_in(cast.sysadmin)


def exported(client, slug, **query) -> bytes:
    return client.get(reverse("personnel:catalogue_export", args=[slug]), query).content


def upload(client, slug, content: bytes):
    file = SimpleUploadedFile("danh-muc.xlsx", content)
    return client.post(reverse("personnel:catalogue_import", args=[slug]), REASON | {"file": file})


def confirm(client, slug, preview):
    """Press the button of a preview."""
    data = {name: hidden(preview, name) for name in ("rows", "mark")}
    return client.post(reverse("personnel:catalogue_import", args=[slug]), data)


def hidden(preview, name) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', preview.content.decode())[1]


class Sheet:
    """An exported workbook that somebody edits."""

    def __init__(self, slug, content: bytes):
        self.catalogue, self.book = CATALOGUES[slug], load_workbook(BytesIO(content))
        self.sheet = self.book.active
        labels = {self.catalogue.label(name): name for name in self.catalogue.fields}
        self.head = next(row for row in self.sheet.iter_rows() if sum(c.value in labels for c in row) == len(labels))
        self.columns = {labels[cell.value]: cell.column for cell in self.head}

    @property
    def first(self) -> int:
        return self.head[0].row + 1

    @property
    def rows(self) -> int:
        return self.sheet.max_row - self.head[0].row

    def put(self, row: int, **values):
        for name, value in values.items():
            self.sheet.cell(row, self.columns[name]).value = value

    def get(self, row: int, name: str):
        return self.sheet.cell(row, self.columns[name])

    def row_of(self, code: str) -> int:
        return next(n for n in range(self.first, self.sheet.max_row + 1) if self.get(n, "code").value == code)

    def add(self, **values) -> int:
        row = self.sheet.max_row + 1
        self.put(row, **values)
        return row

    def content(self) -> bytes:
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def states(preview) -> dict[str, int]:
    return {state: count for state, count in preview.context["counts"].items() if count}


@EACH_KIND_OF_LIST
@CLAUSE
def test_what_is_exported_comes_back_without_a_change(slug, client_):
    count = CATALOGUES[slug].entries().count()
    content = exported(client_, slug)
    assert Sheet(slug, content).rows == count
    preview = upload(client_, slug, content)
    assert states(preview) == {"same": count}, preview.context["rows"]
    assert confirm(client_, slug, preview).status_code == 302
    assert set(CATALOGUES[slug].entries().values_list("version", flat=True)) == {1}


NEW_ROWS = {
    "ngach": {"code": "99.001", "name": "Ngạch thử", "group": "A1", "raise_months": 36,
              "tier": "Chuyên viên và tương đương", "valid_from": date(2030, 1, 1)},
    "bang-luong": {"code": "Z9", "name": "Nhóm thử", "step": 1, "coefficient": 2.34, "raise_months": 36,
                   "valid_from": date(2030, 1, 1)},
    "luong-co-so": {"amount": 120000, "valid_from": date(1993, 1, 1), "valid_to": date(1996, 12, 31), "source": "NĐ"},
    "tuoi-nghi-huu": {"year": 2099, "sex": "Nam", "annex": "Điều kiện bình thường", "years": 62, "months": 0},
    "lich-lam-viec": {"name": "Nghỉ thử", "day": date(2099, 12, 24), "kind": "Ngày nghỉ", "yearly": "Có"},
    "thoi-han-muc": {"value": 3, "unit": "tháng"},
    "vi-tri-chuyen-doi": {"kind": "Vụ", "months": 36},
    "he-qua": {"term": "VC-ST", "raise_months": 0, "hold_months": 0, "early_months": 0},
    "phan-cap": {"matter": "Danh hiệu thi đua", "subject": "Mọi đối tượng còn lại", "kind": "Vụ",
                 "decider": "Cấp Tổng cục", "or_outside": "Có", "valid_from": date(2030, 1, 1)},
    "trinh-do": {"kind": "Chuyên môn"},
    "dia-danh": {"level": "Xã, phường", "parent": "48 (từ 01/07/2025)"},
    "quan-he-gia-dinh": {"group": "Về bản thân"},
    "ky-luat": {"group": "Đảng"},
    "thanh-phan-ho-so": {"group": "Quyết định", "required": "Có"},
    "loai-nghi": {"group": "Tính thời gian nâng lương"},
    "khen-thuong": {"group": "Cấp cơ sở"},
}  # fmt: skip


@EACH_KIND_OF_LIST
@CLAUSE
def test_a_row_is_added_and_one_is_changed_with_one_history_row_each(slug, client_, cast):
    catalogue = CATALOGUES[slug]
    sheet = Sheet(slug, exported(client_, slug))
    common = {"code": "THU-1", "name": "Mục thử", "aliases": "thử một; thử hai"}
    new = {name: value for name, value in common.items() if name in catalogue.fields} | NEW_ROWS.get(slug, {})
    sheet.add(**new)
    sheet.put(sheet.first, source="Căn cứ đã sửa")
    known = set(catalogue.entries().values_list("pk", flat=True))
    preview = upload(client_, slug, sheet.content())
    assert states(preview) == {"new": 1, "changed": 1, "same": len(known) - 1}, preview.context["rows"]
    assert set(catalogue.entries().values_list("pk", flat=True)) == known, "nothing is written before the confirmation"
    assert confirm(client_, slug, preview).status_code == 302
    added = catalogue.entries().exclude(pk__in=known).get()
    changed = catalogue.entries().get(version=2)
    assert changed.source == "Căn cứ đã sửa"
    for entry, rows in ((added, 1), (changed, 2)):
        assert entry.history.count() == rows
        last = entry.history.first()
        assert (last.act, last.history_change_reason) == ("import", REASON["reason"])
        assert last.history_user_id == cast.sysadmin.pk
    for name, value in NEW_ROWS.get(slug, {}).items():
        assert catalogue.shown(added, name) == _as_words(value), name
    assert_history_is_whole()
    added.full_clean()


def _as_words(value) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    known = {120000: "120.000", 2.34: "2,34", "48 (từ 01/07/2025)": "Thành phố Đà Nẵng", "VC-ST": "Sa thải"}
    return known.get(value, str(value))


@CLAUSE
def test_one_wrong_row_keeps_all_from_being_written(client_):
    sheet = Sheet("ky-luat", exported(client_, "ky-luat"))
    sheet.add(code="MOI", name="Hình thức mới", group="Đảng")
    wrong = sheet.add(code="SAI", name="Hình thức sai", group="Ngoài đảng")
    preview = upload(client_, "ky-luat", sheet.content())
    assert states(preview)["error"] == 1
    (row,) = [row for row, *_ in preview.context["rows"] if row.errors]
    assert row.number == wrong
    assert row.errors[0][0] == "Nhóm"
    assert "Ngoài đảng" in row.errors[0][1]
    assert confirm(client_, "ky-luat", preview).status_code == 409, "not even by sending the form by hand"
    assert not Term.objects.filter(code__in=["MOI", "SAI"]).exists()


def test_a_whole_new_salary_table_closes_the_old_one(client_):
    old = SalaryStep.objects.count()
    sheet = Sheet("bang-luong", exported(client_, "bang-luong"))
    for number in range(sheet.first, sheet.first + sheet.rows):
        sheet.put(number, valid_from=date(2027, 7, 1), source="NĐ 9/2027/NĐ-CP")
    preview = upload(client_, "bang-luong", sheet.content())
    assert states(preview) == {"renewed": old}
    assert len(preview.context["plan"].ended) == old
    assert confirm(client_, "bang-luong", preview).status_code == 302
    assert SalaryStep.objects.on(date(2027, 6, 30)).count() == SalaryStep.objects.on(date(2027, 7, 1)).count() == old
    assert set(SalaryStep.objects.filter(valid_to=date(2027, 6, 30)).values_list("version", flat=True)) == {2}
    assert_history_is_whole()


def test_a_new_base_salary_below_the_open_one_closes_it(client_):
    sheet = Sheet("luong-co-so", exported(client_, "luong-co-so"))
    sheet.add(amount="2.800.000", valid_from="01/07/2027", source="NĐ 9/2027/NĐ-CP")
    preview = upload(client_, "luong-co-so", sheet.content())
    assert states(preview) == {"renewed": 1, "changed": 1, "same": BaseSalary.objects.count() - 1}
    assert "30/06/2027" in preview.content.decode()
    confirm(client_, "luong-co-so", preview)
    assert [row.amount for row in BaseSalary.objects.on(date(2027, 7, 1))] == [2_800_000]
    assert BaseSalary.objects.get(amount=2_530_000).valid_to == date(2027, 6, 30)


def test_a_preview_that_is_no_longer_true_is_shown_again(client_, program):
    sheet = Sheet("ngan-hang", exported(client_, "ngan-hang"))
    sheet.put(sheet.row_of("VCB"), name="Vietcombank mới")
    preview = upload(client_, "ngan-hang", sheet.content())
    bank = Term.objects.get(kind="bank", code="VCB")
    bank.source = "Người khác vừa sửa"
    with writing(account=program, reason="Chen giữa"):
        record(bank)
    again = confirm(client_, "ngan-hang", preview)
    assert again.status_code == 409
    bank.refresh_from_db()
    assert bank.name != "Vietcombank mới"
    assert confirm(client_, "ngan-hang", again).status_code == 302
    bank.refresh_from_db()
    assert bank.name == "Vietcombank mới"


def test_a_preview_belongs_to_its_list_and_account(client_, sign_in, cast):
    preview = upload(client_, "ngan-hang", exported(client_, "ngan-hang"))
    data = {name: hidden(preview, name) for name in ("rows", "mark")}
    other_list = client_.post(reverse("personnel:catalogue_import", args=["ky-luat"]), data)
    assert other_list.url == reverse("personnel:catalogue_import", args=["ky-luat"])
    data["rows"] = data["rows"][:-3] + "abc"
    assert client_.post(reverse("personnel:catalogue_import", args=["ngan-hang"]), data).status_code == 302
    clerk = sign_in(cast.clerk)
    assert clerk.post(reverse("personnel:catalogue_import", args=["ngan-hang"]), data).status_code == 403


def test_text_never_becomes_a_formula_on_the_way_out_nor_in(client_, program):
    evil = "=HYPERLINK(1)"
    bank = Term.objects.get(kind="bank", code="VCB")
    bank.name, bank.aliases = evil, ["+1", "@x"]
    with writing(account=program, reason="Thử"):
        record(bank)
    sheet = Sheet("ngan-hang", exported(client_, "ngan-hang"))
    cell = sheet.get(sheet.row_of("VCB"), "name")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (evil, "s", True)
    book = Workbook()
    book.active.append(["Mã", "Tên", "Từ ngày"])
    book.active.append(["NEW", "=1+1", None])
    stream = BytesIO()
    book.save(stream)
    preview = upload(client_, "ngan-hang", stream.getvalue())
    assert states(preview) == {"error": 1}
    assert "công thức" in preview.content.decode()


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_told_beside_the_file(content, client_):
    response = upload(client_, "ngan-hang", content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


@pytest.mark.parametrize(("slug", "word"), [("tuoi-nghi-huu", "tiêu đề"), ("co-so-dao-tao", "danh mục “Ngân hàng”")])
def test_the_workbook_of_another_list_is_refused(slug, word, client_):
    response = upload(client_, slug, exported(client_, "ngan-hang"))
    assert word in str(response.context["form"].errors["file"])


def test_zeros_that_excel_took_away_are_known_again(client_):
    sheet = Sheet("dan-toc", exported(client_, "dan-toc"))
    sheet.put(sheet.row_of("02"), code=2)
    sheet.put(sheet.row_of("03"), code="3")
    assert states(upload(client_, "dan-toc", sheet.content())) == {"same": EthnicGroup.objects.count()}


def test_the_same_row_twice_and_a_name_of_another_are_told(client_):
    sheet = Sheet("ngan-hang", exported(client_, "ngan-hang"))
    first = sheet.add(code="MOI", name="Ngân hàng mới")
    sheet.add(code="MOI", name="Ngân hàng mới nữa")
    sheet.add(code="KHAC", name="Ngân hàng khác hẳn", aliases="Vietcombank")
    preview = upload(client_, "ngan-hang", sheet.content())
    told = " ".join(sentence for row, *_ in preview.context["rows"] for _, sentence in row.errors)
    assert f"Trùng với dòng {first}" in told
    assert "Ngoại thương" in told


def test_the_export_is_what_the_list_shows(client_):
    sheet = Sheet("ky-luat", exported(client_, "ky-luat", trang_thai="da-dong", nhom="leader"))
    assert [sheet.get(n, "code").value for n in range(sheet.first, sheet.first + sheet.rows)] == ["LD-GC"]
    assert "Hành chính: giữ chức vụ" in sheet.sheet.cell(2, 1).value


def test_columns_that_are_missing_stay_as_they_are_and_others_are_named(client_):
    book = Workbook()
    book.active.append(["Mã", "Từ ngày", "Tên", "Ghi chú riêng"])
    book.active.append(["VCB", None, "Tên mới", "x"])
    stream = BytesIO()
    book.save(stream)
    preview = upload(client_, "ngan-hang", stream.getvalue())
    assert preview.context["passed_over"] == ["Ghi chú riêng"]
    confirm(client_, "ngan-hang", preview)
    bank = Term.objects.get(kind="bank", code="VCB")
    assert bank.name == "Tên mới"
    assert "Vietcombank" in bank.aliases


def test_thousands_of_places_are_compared_in_few_queries(django_assert_max_num_queries):
    catalogue = CATALOGUES["dia-danh"]
    rows = [(n, [f"X{n}", f"Xã thử {n}", "Xã, phường", "48 (từ 01/07/2025)", "01/07/2025"]) for n in range(2000)]
    lines = Lines(["code", "name", "level", "parent", "valid_from"], rows)
    with django_assert_max_num_queries(5):
        plan = plan_import(catalogue, lines)
    assert plan.count("new") == 2000
    assert plan.rows[0].entry.parent == Place.objects.get(code="48", valid_to=None)
