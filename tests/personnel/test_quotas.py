"""Biên chế on its pages: every number equals its list on any day, grids save at once, nobody changes their own."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import AccessEvent
from orgunits.models import QuotaKind, StaffQuota, Unit
from orgunits.services.assign_quotas import Wanted, assign_quotas
from personnel.models import Posting
from personnel.quotas.table import OVER, QuotaTable
from personnel.quotas.waiting import waiting
from personnel.sections import POSTINGS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from tests.exporting import exported
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-3.1a")]

CIVIL, PUBLIC, CONTRACT = QuotaKind.values
TODAY = timezone.localdate()
NEW_YEAR = date(TODAY.year, 1, 1)
SEPTEMBER, OCTOBER = date(TODAY.year, 9, 1), date(TODAY.year, 10, 1)
YESTERDAY = TODAY - timedelta(days=1)
SPLIT = f"/bien-che/HQ34/phan-bo/?ngay=01/09/{TODAY.year}"
EARLIER = date(TODAY.year - 1, 3, 1)  # before anybody of the file was moved


def assign(numbers: dict, *, kind=CIVIL, on=NEW_YEAR):
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=numbers)}
    wanted = [Wanted(units[code], kind, number) for code, number in numbers.items()]
    assign_quotas(
        account=the_cast().sysadmin, reason="Giao", wanted=wanted, on=on, document="1/QĐ", document_on=NEW_YEAR
    )


@pytest.fixture(scope="module")
def service(stage):
    """Đà Nẵng: three officials, of whom one moved on to Quảng Nam last summer, and a driver; numbers for both."""
    make, cast = dossier_maker(TODAY), the_cast()
    make(code="34ZZ-0001", unit_code="HQ34-07")
    make(code="34ZZ-0002", unit_code="HQ34-07")
    make(code="34ZZ-0003", unit_code="HQ34-08", subject="contract")
    mover = make(code="34ZZ-0004", unit_code="HQ34-08", full_name="Phạm Văn Chuyển")
    moved_on = PartialDate.of(date(TODAY.year - 1, 7, 1))
    row = Posting(dossier=mover, unit=Unit.objects.get(code="HQ60-01"), valid_from=moved_on)
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=TODAY)
    assign({"HQ34": 4, "HQ60": 0})
    assign({"HQ34-07": 1, "HQ34-08": 2})


def table(account, day=TODAY):
    return QuotaTable(account, day, TODAY)


def cell(account, code, kind=CIVIL, day=TODAY):
    asked = table(account, day)
    return asked._cell(asked.node(code), kind)


@pytest.mark.clause("HG-7.1")
def test_people_are_held_against_the_number_of_their_kind(service, cast):
    found = {code: cell(cast.leader, code) for code in ("HQ34", "HQ34-07", "HQ34-08", "HQ60", "TCHQ")}
    told = {code: (one.heads, one.whole, one.words) for code, one in found.items()}
    assert told == {
        "HQ34": (2, 4, "thiếu 2"), "HQ34-07": (2, 1, "vượt 1"), "HQ34-08": (0, 2, "thiếu 2"),
        "HQ60": (1, 0, "vượt 1"), "TCHQ": (3, 4, "thiếu 1"),
    }  # fmt: skip
    assert found["TCHQ"].is_summed and not found["HQ34"].is_summed
    assert (found["HQ34"].left, found["HQ34-07"].left) == (1, None)
    assert cell(cast.leader, "HQ34-08", CONTRACT).words == "chưa giao"


@pytest.mark.parametrize(
    ("role", "day"),
    [
        ("leader", TODAY),
        ("leader", EARLIER),
        ("clerk", TODAY),
        ("clerk", EARLIER),
        ("clerk", TODAY - timedelta(days=1)),
    ],
)
def test_every_number_of_people_equals_its_list(role, day, service, cast, sign_in):
    """Whom the account may no longer name is told as a number, so that both sides agree."""
    account = getattr(cast, role)
    client, shown, seen = sign_in(account), table(account, day), 0
    for line in shown.lines(shown.tops, deep=True):
        for one in line.cells:
            if one.heads:
                page = client.get(one.url).context
                named, counted = page["page"].total, page["counted"]
                assert (named if counted is None else counted) == one.heads, one.url
                assert named + page["unnamed"] == one.heads
                seen += 1
    assert seen > 3


def test_on_an_earlier_day_who_went_elsewhere_is_counted_but_not_named(service, cast, sign_in):
    there = cell(cast.clerk, "HQ34-08", CIVIL, EARLIER)
    assert there.heads == 1
    page = sign_in(cast.clerk).get(there.url)
    assert page.context["unnamed"] == 1 and b"Ph\xe1\xba\xa1m V\xc4\x83n Chuy\xe1\xbb\x83n" not in page.content
    assert "1</b> người nay do đơn vị khác giữ hồ sơ" in page.content.decode()
    of_leader = sign_in(cast.leader).get(there.url)
    assert of_leader.context["unnamed"] == 0
    assert "nay: Văn phòng" in of_leader.content.decode()
    assert sign_in(cast.clerk).get(f"{there.url}&q=Chuyen").context["counted"] is None


def test_a_unit_reads_its_own_subtree(service, cast, sign_in):
    client = sign_in(cast.clerk)
    lines = client.get("/bien-che/").context["lines"]
    assert lines[0].node.code == "HQ34" and len(lines) == 13
    assert client.get("/bien-che/?don-vi=HQ60").status_code == client.get("/bien-che/HQ60/").status_code == 404
    assert AccessEvent.objects.filter(kind="not_found", account=cast.clerk).count() == 2


def test_only_units_that_stand_out_are_shown_when_asked(service, cast, sign_in):
    client = sign_in(cast.leader)
    over = [line.node.code for line in client.get("/bien-che/?loc=vuot").context["lines"]]
    assert over == ["HQ34-07", "HQ60"]
    assert [line.node.code for line in client.get("/bien-che/?loc=chua-giao").context["lines"]] == [
        "TCHQ", "HQ34", "HQ34-08", "HQ60-01"
    ]  # fmt: skip
    assert "Không có đơn vị nào như vậy" in client.get("/bien-che/?loc=thieu&don-vi=HQ60").content.decode()


def test_the_table_asks_few_queries_however_many_units(service, cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.leader)
    client.get("/bien-che/")
    for url in ("/bien-che/", "/bien-che/?loc=tat-ca"):
        with django_assert_num_queries(8):
            client.get(url)


def grid(client, url, numbers: dict, **values):
    """Post a grid as it is shown, with some of its numbers changed."""
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name.startswith(("so-", "thay-"))}
    data |= {"document": "9/QĐ-TCHQ", "document_on": "05/01/2026", "reason": ""} | values
    return data | {f"so-{code}-{CIVIL}": str(number) for code, number in numbers.items()}


def test_a_department_splits_among_its_units_at_once(service, cast, sign_in):
    client, url = sign_in(cast.clerk), SPLIT
    page = client.get(url)
    assert [sum_["left"] for sum_ in page.context["sums"]] == [1, None, None]
    answer = client.post(url, grid(client, url, {"HQ34-07": 2, "HQ34-09": 0}))
    assert answer.status_code == 302, answer.context["form"].errors
    rows = StaffQuota.objects.filter(unit__code="HQ34-07", kind=CIVIL).order_by("valid_from")
    assert [(row.number, row.valid_to, row.document) for row in rows] == [
        (1, SEPTEMBER - timedelta(days=1), "1/QĐ"), (2, date(TODAY.year, 12, 31), "9/QĐ-TCHQ")
    ]  # fmt: skip
    entry = rows[1].history.get()
    assert (entry.history_user_id, entry.history_change_reason) == (
        cast.clerk.pk, "Theo văn bản 9/QĐ-TCHQ ngày 05/01/2026"
    )  # fmt: skip


def test_more_than_the_whole_is_refused_with_what_is_left(service, cast, sign_in):
    client, url = sign_in(cast.clerk), SPLIT
    page = client.post(url, grid(client, url, {"HQ34-07": 9}))
    assert page.status_code == 200 and [sum_["left"] for sum_ in page.context["sums"]] == [-7, None, None]
    assert f"được giao 4, phân bổ cho đơn vị trực thuộc 11 từ ngày {SEPTEMBER:%d/%m/%Y}, quá 7" in page.content.decode()
    assert page.context["form"][f"so-HQ34-07-{CIVIL}"].value() == "9"
    assert StaffQuota.objects.filter(unit__code="HQ34-07").count() == 1


def test_a_department_does_not_change_its_own_number(service, cast, sign_in):
    client = sign_in(cast.clerk)
    pk = StaffQuota.objects.get(unit__code="HQ34", kind=CIVIL).pk
    for url in ("/bien-che/HQ34/giao/", f"/bien-che/HQ34/{pk}/dinh-chinh/", f"/bien-che/HQ34/{pk}/huy/"):
        page = client.get(url)
        assert page.status_code == 403 and "do đơn vị cấp trên giao" in page.content.decode()
    assert client.get("/bien-che/TCHQ/phan-bo/").status_code == 404
    assert sign_in(cast.specialist).get("/bien-che/HQ34/phan-bo/").status_code == 403


def test_who_is_second_sees_what_the_first_wrote(service, cast, sign_in):
    client, url = sign_in(cast.clerk), SPLIT
    late = grid(client, url, {"HQ34-07": 2})
    assign({"HQ34-07": 0})
    page = client.post(url, late)
    assert "Có số vừa được người khác ghi" in page.content.decode() and "Đang lưu: 0." in page.content.decode()
    assert StaffQuota.objects.get(unit__code="HQ34-07").number == 0
    again = late | {f"thay-HQ34-07-{CIVIL}": page.context["form"][f"thay-HQ34-07-{CIVIL}"].value()}
    assert client.post(url, again).status_code == 302
    assert StaffQuota.objects.on(SEPTEMBER).get(unit__code="HQ34-07", kind=CIVIL).number == 2


def test_an_emptied_cell_and_words_are_told_beside_it(service, cast, sign_in):
    client, url = sign_in(cast.clerk), SPLIT
    form = client.post(url, grid(client, url, {"HQ34-07": "", "HQ34-09": "ba"}, document="")).context["form"]
    assert "ghi 0" in form.errors[f"so-HQ34-07-{CIVIL}"][0]
    assert {f"so-HQ34-09-{CIVIL}", "document"} <= set(form.errors)


def test_a_number_is_put_right_and_taken_out_by_the_unit_above(service, cast, sign_in):
    client = sign_in(cast.sysadmin)
    row = StaffQuota.objects.get(unit__code="HQ34", kind=CIVIL)
    told = {"number": "5", "document": "1/QĐ-TCHQ", "document_on": "05/01/2026", "reason": "Ghi nhầm", "version": "1"}
    assert client.post(f"/bien-che/HQ34/{row.pk}/dinh-chinh/", told).status_code == 302
    page = client.post(f"/bien-che/HQ34/{row.pk}/dinh-chinh/", told | {"number": "6"})
    assert "vừa được người khác sửa" in page.content.decode() and "Đang lưu: 5." in page.content.decode()
    row.refresh_from_db()
    assert (row.number, row.document) == (5, "1/QĐ-TCHQ")
    assert client.post(f"/bien-che/HQ34/{row.pk}/huy/", {"reason": "Nhầm", "version": "2"}).status_code == 302
    assert not StaffQuota.objects.filter(pk=row.pk).exists()
    assert "<b>Xóa</b> · Biên chế" in client.get("/bien-che/HQ34/").content.decode()


def test_last_years_numbers_are_copied(service, cast, sign_in):
    client, year = sign_in(cast.sysadmin), TODAY.year + 1
    told = {"year": str(year), "document": "1/QĐ-TCHQ", "document_on": "05/01/2026", "reason": ""}
    answer = client.post("/bien-che/chep/", told)
    assert answer.status_code == 302 and answer.url == f"/bien-che/?ngay=01/01/{year}"
    copied = StaffQuota.objects.filter(year=year, kind=CIVIL).values_list("unit__code", "number")
    assert set(copied) == {("HQ34", 4), ("HQ60", 0), ("HQ34-07", 1), ("HQ34-08", 2)}


# The workbook: out, filled in, and back.


def filled(content: bytes, changes: dict) -> SimpleUploadedFile:
    """The workbook with cells changed: (code of the unit, head of the column) → value."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if row[0].value == "Mã đơn vị")
    columns = {cell.value: cell.column for cell in head}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=head[0].row + 1)}
    for (code, label), value in changes.items():
        sheet.cell(rows[code], columns[label]).value = value
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("bien-che.xlsx", stream.getvalue())


PAPER = {"on": f"{OCTOBER:%d/%m/%Y}", "document": "77/QĐ-HQĐNg", "document_on": "05/01/2026", "note": "", "reason": ""}


@pytest.fixture
def round_trip(service, cast, sign_in, opened_here):
    """`round_trip({("HQ34-07", "Giao: …"): 3})`: the clerk's own workbook with changes, uploaded; returns the page."""

    def sent(changes):
        client = sign_in(cast.clerk)
        content = exported(client, "/bien-che/ket-xuat/")
        return client.post("/bien-che/nhap/", PAPER | {"file": filled(content, changes)})

    return sent


def confirm(client, page):
    return client.post("/bien-che/nhap/", {"rows": page.context["payload"], "mark": page.context["plan"].mark})


def test_a_workbook_comes_back_filled_in(round_trip, client):
    page = round_trip({("HQ34-07", "Giao: Cán bộ, công chức"): 2, ("HQ34-09", "Giao: Hợp đồng lao động"): 0})
    assert [row.code for row in page.context["rows"]] == ["HQ34-07", "HQ34-09"] and page.context["may_write"]
    assert page.context["plan"].same == 11 and StaffQuota.objects.filter(unit__code="HQ34-07").count() == 1
    assert confirm(client, page).status_code == 302
    written = StaffQuota.objects.filter(valid_from=OCTOBER).values_list("unit__code", "kind", "number")
    assert set(written) == {("HQ34-07", CIVIL, 2), ("HQ34-09", CONTRACT, 0)}


def test_what_changed_after_the_preview_is_shown_again(round_trip, client):
    page = round_trip({("HQ34-07", "Giao: Cán bộ, công chức"): 2})
    assign({"HQ34-07": 0})
    again = confirm(client, page)
    assert again.status_code == 409 and "Biên chế vừa thay đổi" in again.content.decode()
    assert StaffQuota.objects.get(unit__code="HQ34-07").number == 0
    assert confirm(client, again).status_code == 302


def test_what_others_wrote_while_the_file_waited_is_shown_again(round_trip, client, monkeypatch):
    page = round_trip({("HQ34-07", "Giao: Cán bộ, công chức"): 2})
    monkeypatch.setattr("personnel.services.import_quotas.lock_tree", lambda: assign({"HQ34-07": 0}))
    assert confirm(client, page).status_code == 409
    assert not StaffQuota.objects.filter(valid_from=OCTOBER).exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({("HQ34", "Giao: Cán bộ, công chức"): 40}, "do đơn vị cấp trên giao"),
        ({("HQ34-07", "Giao: Cán bộ, công chức"): "mười"}, "không phải là số người"),
        ({("HQ34-07", "Mã đơn vị"): "HQ99"}, "không có đơn vị mã này"),
        ({("HQ34-07", "Giao: Cán bộ, công chức"): 30}, "được giao 4, phân bổ cho đơn vị trực thuộc 32"),
    ],
)
def test_a_wrong_row_keeps_the_whole_file_out(changes, told, round_trip, client):
    page = round_trip(changes | {("HQ34-08", "Giao: Cán bộ, công chức"): 2})
    assert told in page.content.decode() and not page.context["may_write"]
    assert confirm(client, page).status_code == 409
    assert not StaffQuota.objects.filter(valid_from=OCTOBER).exists()


# What others read of it.


def test_bm01_reads_the_number_of_its_day(service, cast, sign_in):
    assign({"HQ34": 6}, on=SEPTEMBER)
    for day, number in ((f"31/08/{TODAY.year}", "4"), (f"01/09/{TODAY.year}", "6"), ("01/02/2020", "—")):
        page = sign_in(cast.leader).get(f"/bao-cao/bm01/?ngay={day}&don-vi=HQ34")
        table_ = page.context["table"]
        department = table_.rows[0].cells
        assert (str(department[2].value) if department[2].value is not None else "—") == number
    rows = {row.cells[1].value: row.cells[2].value for row in table_.rows}
    assert rows["Tổng số"] is None


def test_bm01_rows_below_a_unit_add_up_to_its_number(service, cast, sign_in):
    table_ = sign_in(cast.leader).get("/bao-cao/bm01/?don-vi=HQ34").context["table"]
    top, *below, total = [(row.cells[1].value, row.cells[2].value) for row in table_.rows]
    assert top[1] == total[1] == 4 and sum(number or 0 for _, number in below) == 3
    everybody = sign_in(cast.leader).get("/bao-cao/bm01/?don-vi=HQ34&doi-tuong=tat-ca").context["table"]
    assert everybody.rows[0].cells[2].value == 4


def test_the_page_of_a_unit_tells_its_number_to_who_may_read_it(service, cast, sign_in):
    page = sign_in(cast.clerk).get("/don-vi/HQ34-07/")
    assert [one.words for one in page.context["quotas"]] == ["vượt 1"] and "vượt 1" in page.content.decode()
    assert sign_in(cast.neighbour).get("/don-vi/HQ34-07/").context["quotas"] is None


def test_units_over_their_number_wait_for_who_assigns(service, cast):
    (told,) = waiting(cast.clerk, TODAY)
    assert (told["count"], told["url"]) == (1, "/bien-che/?loc=vuot")
    shown = table(cast.clerk)
    assert told["count"] == len(shown.standing_out(shown.tops, OVER))
    assert waiting(cast.leader, TODAY) == []
