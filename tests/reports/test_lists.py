"""BM03, BM04 and the list by organisation: every cell of a hand-made service, who is named, and who is only counted."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from personnel.models import Export
from qlcb.paging import keyset_page
from reports.definitions import REPORTS
from reports.writers.pdf import table_pdf
from reports.writers.xlsx import table_workbook
from tests.exporting import ask as ask_for
from tests.exporting import file_of, sheet_of, take
from tests.reports.conftest import build_service
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
BM03, BM04, BY_UNIT = REPORTS["bm03"], REPORTS["bm04"], REPORTS["danh-sach-to-chuc"]
BRANCH, OFFICE, DA_NANG = "Chi cục Hải quan cửa khẩu cảng", "Văn phòng", "Cục Hải quan TP. Đà Nẵng"
KTV, KTVC = "Kiểm tra viên hải quan", "Kiểm tra viên chính hải quan"
SECONDED = f"Hồ sơ do {BRANCH}, HQ Đà Nẵng quản lý"

# Of Đà Nẵng on 30/06/2026 as its clerk reads it: units and people in printed order. Number 13 is confidential and 24 is
# in another department now: both are counted, not named. After the name: born (man), born (woman), title, unit, since,
# rank, coefficient, step, allowances (position, responsibility, area, over-frame, percents), remark.
PAY = [
    ("", f"{DA_NANG}: 11 người"),
    ("1", "Người Thứ 05", date(1975, 6, 30), "", "Cục trưởng", DA_NANG, date(2019, 3, 1), "08.050", Decimal("4.40"), 1,
     Decimal("0.80"), "", "", "", "", ""),
    ("2", "Người Thứ 06", date(1964, 11, 5), "", KTVC, DA_NANG, "2008", "08.050", Decimal("4.40"), 1,
     "", "", "", 7, 7, ""),
    ("I", f"{OFFICE}: 3 người"),
    ("3", "Người Thứ 07", "", date(1969, 2, 10), KTV, OFFICE, "2004", "08.051", Decimal("2.34"), 1,
     "", Decimal("0.20"), "10 %", "", 35, ""),
    ("4", "Người Thứ 08", "", date(1996, 6, 30), KTV, OFFICE, "2021", "08.051", Decimal("2.34"), 1,
     "", "", "", "", "", "Hưởng 85 % lương"),
    ("5", "Người Thứ 10", date(1995, 6, 30), "", "Kiểm tra viên trung cấp hải quan", OFFICE, "2023", "08.052",
     Decimal("2.10"), 1, "", "", "", "", "", ""),
    ("II", f"{BRANCH}: 6 người"),
    ("6", "Người Thứ 11", "", date(1986, 8, 14), KTV, BRANCH, "2010", "08.051", Decimal("2.34"), 1,
     "", "", "", "", "", ""),
    ("7", "Người Thứ 12", date(1985, 7, 1), "", KTV, f"{BRANCH}, HQ Quảng Nam", "2010", "08.051", Decimal("2.34"), 1,
     "", "", "", "", "", SECONDED),
    ("8", "Người Thứ 14", "", date(1975, 7, 1), "Nhân viên hải quan", BRANCH, "2023", "08.053", Decimal("1.86"), 1,
     "", "", "", "", "", ""),
    ("9", "Người Thứ 15", date(1980, 2, 20), "", "", BRANCH, "", "", "", "", "", "", "", "", "", ""),
    ("", "Tổng số: 11 người"),
]  # fmt: skip

# The marks of the list by organisation, by the number of the person; the columns in their order.
COLUMNS = (
    *("TS", "ThS", "DH", "CD", "TH", "CL", "CTC", "CTT", "TIN-DH", "TIN-CC"),
    *("A-DH", "A-CC", "NN-DH", "NN-CC", "GS", "PGS", "DV", "PN", "DT"),
)
MARKS = {
    "05": "ThS CTC TIN-CC A-CC DV", "06": "DH CTC DV", "07": "DH CTT TIN-CC A-CC PN", "08": "DH TIN-CC A-CC PN",
    "10": "CD TIN-CC NN-CC DT", "11": "DH CTT A-CC NN-CC PGS DV PN", "12": "DH TIN-CC", "14": "CL DV PN", "15": "CL",
}  # fmt: skip
UNNAMED = ("ThS CTT TIN-DH A-DH DV DT", "DH DV")  # numbers 13 and 24, in the totals


@pytest.fixture(scope="module")
def world(stage):
    from accounts.services.program_account import program_account
    from orgunits.models import Unit
    from personnel.models import Allowance, Appointment, Place, Position, Posting, Salary, Term
    from qlcb.dates import PartialDate
    from qlcb.history import create_many, record, update_many, writing

    dossiers = build_service(program_account(), timezone.localdate())
    kinds = {term.code: term for term in Term.objects.filter(kind=Term.Kind.ALLOWANCE)}

    def held(number, since, until, main=True, code="CT", **more):
        position = Position.objects.get(code=code)
        return Appointment(
            dossier=dossiers[number], position=position, is_main=main, valid_from=PartialDate.of(since),
            valid_to=until, **more,
        )  # fmt: skip

    def paid(number, kind, since="2020", until=None, **value):
        return Allowance(
            dossier=dossiers[number], kind=kinds[kind], mode=next(iter(value)), valid_from=PartialDate.of(since),
            valid_to=until, **value,
        )  # fmt: skip

    with writing(account=program_account(), reason="Lập số liệu thử"):
        create_many([
            held("05", "01/01/2015", date(2018, 12, 31), code="PCT"),
            held("05", "01/03/2019", date(2023, 12, 31)), held("05", "01/01/2024", None, allowance=Decimal("0.80")),
            held("06", "01/01/2015", date(2026, 6, 29)), held("07", "01/01/2015", None, main=False),
            held("08", "01/07/2026", None),
        ])  # fmt: skip
        create_many([
            paid("05", "PCCV", coefficient=Decimal("0.60")), paid("06", "PCTNVK", percent=Decimal(5)),
            paid("07", "PCTN", coefficient=Decimal("0.20")), paid("07", "PCKV", percent=Decimal(10)),
            paid("07", "PCCVU", percent=Decimal(25)), paid("08", "PCTN", until=date(2026, 6, 29), amount=500_000),
        ])  # fmt: skip
        salaries = {row.dossier_id: row for row in Salary.objects.all()}
        over, part = salaries[dossiers["06"].pk], salaries[dossiers["08"].pk]
        over.over_frame, part.pay_percent = 7, 85
        update_many([over, part], ["over_frame", "pay_percent"])
        posting = Posting.objects.get(dossier=dossiers["12"])
        posting.kept_by, posting.unit, posting.kind = posting.unit, Unit.objects.get(code="HQ60-07"), "secondment"
        update_many([posting], ["kept_by", "unit", "kind"])
        secret, learned = dossiers["13"], dossiers["11"]
        secret.is_confidential = True
        update_many([secret], ["is_confidential"])
        learned.academic_title = Term.objects.get(kind=Term.Kind.ACADEMIC_TITLE, code="PGS")
        learned.academic_title_year, learned.home_town = 2020, "Hòa Vang, Đà Nẵng"
        province = Place.objects.filter(level=Place.Level.PROVINCE).first()
        commune = Place(code="XT", name="Xã Thử", level=Place.Level.COMMUNE, parent=province)
        record(commune)
        at_home = [dossiers["05"], dossiers["06"]]
        for dossier in at_home:
            dossier.home_area = commune
        update_many(at_home, ["home_area"])
        update_many([learned], ["academic_title", "academic_title_year", "home_town"])


def shown(table) -> list[tuple]:
    """The rows as values; of the row of a unit number and words."""
    rows = []
    for row in table.rows:
        values = tuple(cell.value for cell in row.cells)
        rows.append(values[:2] if row.span > 1 else values)
    return rows


def of_da_nang(ask, report=BM03, account=None, **query):
    return ask(account or the_cast().clerk, report.slug, **query)


@pytest.mark.clause("TCHQ-12.1b")
def test_each_cell_of_bm03_equals_the_hand_count(world, ask):
    table = BM03.table(of_da_nang(ask))
    assert shown(table) == PAY
    assert len(table.rows) == len(PAY) and table.form.code == "BM03/BNV"
    assert table.notes[0].startswith("Trong tổng số có 2 người không nêu tên")
    assert any("Chưa đối chiếu" in note for note in table.notes)


@pytest.mark.clause("TCHQ-12.1b")
def test_each_mark_and_each_total_of_the_list_by_organisation(world, ask):
    table = BY_UNIT.table(of_da_nang(ask, BY_UNIT))
    assert len(table.columns) == 28
    keys = [column.key for column in table.columns[9:]]
    sums: dict[str, list[int]] = {}
    people, unit = {}, ""
    for row in table.rows:
        values = [cell.value for cell in row.cells]
        if row.span > 1:
            unit = values[1].split(":")[0]
            sums[unit] = values[9:]
        else:
            people[values[1][-2:]] = [name for name, value in zip(COLUMNS, values[9:], strict=True) if value == "x"]
    assert people == {number: marks.split() for number, marks in MARKS.items()}
    everybody = [marks.split() for marks in (*MARKS.values(), *UNNAMED)]
    by_hand = [sum(name in marks for marks in everybody) for name in COLUMNS]
    assert sums[DA_NANG] == sums["Tổng số"] == by_hand and len(keys) == len(COLUMNS)
    office = [MARKS[number].split() for number in ("07", "08", "10")]
    assert sums[OFFICE] == [sum(name in marks for marks in office) for name in COLUMNS]
    assert sum(by_hand[:6]) == 11, "each has one degree, or none of them"
    line = next(row for row in table.rows if row.cells[1].value == "Người Thứ 11")
    assert [cell.value for cell in line.cells[2:9]] == [
        date(1986, 8, 14), "Hòa Vang, Đà Nẵng", "", BRANCH, "08.051", Decimal("2.34"), "2010"
    ]  # fmt: skip
    assert "Trong tổng số có 2 người không nêu tên" in table.notes[0]
    assert next(row for row in table.rows if row.cells[1].value == "Người Thứ 06").cells[3].value.startswith("Xã Thử, ")


def test_bm04_is_bm03_of_communes_without_the_code_of_the_rank(world, ask):
    from accounts.services.program_account import program_account
    from orgunits.models import Unit
    from qlcb.history import record, writing

    kind = Unit.objects.get(code="HQ34-07").kind
    kind.is_commune = True
    with writing(account=program_account(), reason="Thử"):
        record(kind)
    communes, others = shown(BM04.table(of_da_nang(ask, BM04))), shown(BM03.table(of_da_nang(ask)))
    assert [row[1] for row in others if row[0].isdecimal()] == [
        f"Người Thứ {n}" for n in ("05", "06", "07", "08", "10")
    ]
    assert others[0] == ("", f"{DA_NANG}: 5 người") and communes[0] == ("", f"{DA_NANG}: 6 người")
    assert [row[1][-2:] for row in communes if row[0].isdecimal()] == ["11", "12", "14", "15"]
    line = next(row for row in PAY if row[1] == "Người Thứ 14")
    assert communes[4][2:] == line[2:7] + line[8:], "without the code of the rank"
    labels = [column.label for column in BM04.table(of_da_nang(ask, BM04)).columns]
    assert "Mã số ngạch" not in labels and len(labels) == 15
    # The official of the commune of Quảng Nam stands in BM04 and not in BM03.
    theirs = shown(BM04.table(ask(the_cast().neighbour, "bm04")))
    assert "Người Thứ 23" in [row[1] for row in theirs]


def test_without_communes_bm04_says_so(world, sign_in):
    page = sign_in(the_cast().clerk).get("/bao-cao/bm04/").content.decode()
    assert "không có loại đơn vị nào là cấp xã" in page and "Người Thứ" not in page


def test_a_day_later_who_moved_stands_elsewhere(world, ask):
    def of_leader(day, code):
        return [row[1] for row in shown(BM03.table(ask(the_cast().leader, "bm03", ngay=day, **{"don-vi": code})))]

    before, after = "30/06/2026", "01/07/2026"
    assert "Người Thứ 24" in of_leader(before, "HQ34") and "Người Thứ 24" not in of_leader(before, "HQ60")
    assert "Người Thứ 24" in of_leader(after, "HQ60") and "Người Thứ 24" not in of_leader(after, "HQ34")
    assert f"{BRANCH}: 6 người" in of_leader(before, "HQ34") and f"{BRANCH}: 5 người" in of_leader(after, "HQ34")
    later = next(row for row in shown(BM03.table(of_da_nang(ask, ngay=after))) if row[1] == "Người Thứ 08")
    assert (later[4], later[6]) == ("Cục trưởng", date(2026, 7, 1))


@pytest.mark.clause("TCHQ-5.2c", "TCHQ-8.3b")
def test_a_neighbour_is_named_nobody_of_others_and_the_parts_add_up(world, ask, sign_in):
    cast = the_cast()
    mine, theirs = (shown(BM03.table(ask(account, "bm03"))) for account in (cast.clerk, cast.neighbour))
    whole = BM03.table(ask(cast.leader, "bm03"))
    names = [{row[1] for row in rows if row[0].isdecimal()} for rows in (mine, theirs, shown(whole))]
    assert not names[0] & names[1] and names[0] | names[1] < names[2]
    assert theirs[-1] == ("", "Tổng số: 6 người") and shown(whole)[-1] == ("", "Tổng số: 21 người")
    page = sign_in(cast.neighbour).get("/bao-cao/bm03/", {"ngay": "30/06/2026"}).content.decode()
    assert "Đà Nẵng" not in page.replace("HQ Đà Nẵng", "") and "Người Thứ 12" not in page, "kept by Đà Nẵng"
    for query in ({"don-vi": "HQ34"}, {"don-vi": "HQ34-07"}, {"don-vi": "KHONG-CO"}):
        assert sign_in(cast.neighbour).get("/bao-cao/bm03/", query).status_code == 404
        assert sign_in(cast.neighbour).get("/bao-cao/bm03.xlsx", query).status_code == 404


def test_who_may_open_everything_finds_nobody_missing(world, ask):
    from accounts.models import Account
    from accounts.permissions import CONFIDENTIAL

    account = next(a for a in Account.objects.select_related("unit") if a.access.everywhere(CONFIDENTIAL))
    table = BM03.table(ask(account, "bm03", **{"don-vi": "HQ34"}))
    assert "Người Thứ 13" in [row[1] for row in shown(table)]
    assert not any("không nêu tên" in note for note in table.notes)


def test_the_screen_is_paged_and_says_the_units_above_again(world, sign_in, monkeypatch):
    monkeypatch.setitem(keyset_page.__kwdefaults__, "size", 4)
    client = sign_in(the_cast().clerk)
    response, pages = client.get("/bao-cao/bm03/", {"ngay": "30/06/2026"}), []
    while True:
        pages.append(shown(response.context["table"]))
        page = response.context["page"]
        if not page.next_url:
            break
        response = client.get("/bao-cao/bm03/" + page.next_url)
    people = [[row[1][-2:] for row in rows if row[0].isdecimal()] for rows in pages]
    assert people == [["05", "06", "07", "08"], ["10", "11", "12", "14"], ["15"]]
    assert [row[0] for row in pages[1] if row[0].isdecimal()] == ["5", "6", "7", "8"]
    units = [[row[1].split(":")[0] for row in rows if not row[0].isdecimal()] for rows in pages]
    assert units == [[DA_NANG, OFFICE, "Tổng số"], [DA_NANG, OFFICE, BRANCH, "Tổng số"], [DA_NANG, BRANCH, "Tổng số"]]
    back = client.get("/bao-cao/bm03/" + response.context["page"].previous_url)
    assert shown(back.context["table"]) == pages[1]
    assert "2 người không nêu tên" in back.content.decode()


def test_a_page_asks_as_much_for_many_as_for_few(world, sign_in, monkeypatch, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, asked = sign_in(the_cast().leader), []
    for size in (2, 50):
        monkeypatch.setitem(keyset_page.__kwdefaults__, "size", size)
        for slug in ("bm03", "danh-sach-to-chuc"):
            client.get(f"/bao-cao/{slug}/", {"ngay": "30/06/2026"})
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(f"/bao-cao/{slug}/", {"ngay": "30/06/2026"})
            asked.append(len(queries))
    assert asked[:2] == asked[2:]


def test_numbers_lead_to_lists_of_as_many(world, ask, sign_in):
    client, table = sign_in(the_cast().clerk), BY_UNIT.table(of_da_nang(ask, BY_UNIT))
    unit = next(row for row in table.rows if row.cells[0].value == "II")
    assert f": {unit.cells[1].value.split(': ')[1]}</h1>" in client.get(unit.cells[1].url).content.decode()
    for cell in (cell for cell in unit.cells[9:] if cell.value):
        assert f": {cell.value} người</h1>" in client.get(cell.url).content.decode()


def test_the_workbook_is_the_form_with_typed_cells(world, ask):
    table = BM03.table(of_da_nang(ask))
    sheet = load_workbook(BytesIO(table_workbook(table, sheet_name="BM03", mark="m"))).active
    top = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "Stt")
    first = top + 3
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"A{top}:A{top + 1}", f"C{top}:D{top}", f"H{top}:J{top}", f"K{top}:O{top}", f"B{first}:P{first}"} <= merged
    assert sheet.freeze_panes == f"C{first}" and sheet.print_title_rows == f"${top}:${first - 1}"
    assert sheet.auto_filter.ref == f"A{first - 1}:P{first + len(PAY) - 1}"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToWidth == 1
    born, coefficient, step = (sheet.cell(first + 1, column) for column in (3, 9, 10))
    assert born.value.date() == date(1975, 6, 30) and born.number_format == "dd/mm/yyyy"
    assert coefficient.value == 4.4 and coefficient.number_format == "0.00" and step.value == 1
    assert sheet.cell(first, 2).value == f"{DA_NANG}: 11 người"
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"NGƯỜI LẬP BẢNG", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "Biểu số: BM03/BNV", "Đơn vị tính: người"} <= texts


def test_the_pdf_has_names_days_and_figures(world, ask, printed_here):
    text = " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(table_pdf(BM03.table(of_da_nang(ask)), mark="m"))).pages
    )
    for words in ("Người Thứ 05", "30/06/1975", "4,40", "Cục trưởng", "Tổng số: 11 người", "NGƯỜI LẬP BẢNG"):
        assert words in text
    assert "Người Thứ 13" not in text


@pytest.mark.clause("TCHQ-8.3b")
def test_a_file_with_names_is_not_handed_out_when_one_became_confidential(world, sign_in):
    from accounts.services.program_account import program_account
    from personnel.models import Dossier
    from qlcb.history import update_many, writing

    client = sign_in(the_cast().clerk)
    export = ask_for(client, "/bao-cao/bm03.xlsx", {"ngay": "30/06/2026"})
    assert export.rows == len(PAY) and len(Export.objects.get(pk=export.pk).dossiers) == 9
    assert "Người Thứ 15" in {cell.value for row in sheet_of(take(client, export)).iter_rows() for cell in row}
    person = Dossier.objects.get(code="99T-15")
    person.is_confidential = True
    with writing(account=program_account(), reason="Hồ sơ mật"):
        update_many([person], ["is_confidential"])
    assert client.get(file_of(export)).status_code == 302
    page = client.get(f"/tep-ket-xuat/{export.pk}/").content.decode()
    assert "1 hồ sơ trong tệp không còn thuộc phạm vi" in page
