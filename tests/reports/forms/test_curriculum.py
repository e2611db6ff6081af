"""Sơ yếu lý lịch of TT 06/2023/TT-BNV and mẫu 2C: how values come together on them."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from personnel.models import (
    Allowance,
    Appointment,
    Dossier,
    Place,
    Position,
    Posting,
    Qualification,
    Rank,
    Reward,
    Salary,
    Term,
)
from personnel.sections import APPOINTMENTS, SALARIES, SECTIONS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from reports.forms import catalogue, parts
from reports.forms.vocabulary import Column, FormTable
from tests.full_dossier import make_full_dossier, term
from tests.reports.forms.conftest import read_pdf, words_of

pytestmark = pytest.mark.django_db
SLUG = "so-yeu-ly-lich"


def values(paper) -> dict[str, str]:
    """Label → value of every pair."""
    return {pair.label: pair.value for p in paper.all_pieces if p.kind == "line" for pair in p.pairs}


def test_the_old_address_prints_the_form(full, cast, sign_in):
    response = sign_in(cast.clerk).get(reverse("reports:cv_pdf", args=[full.code]))
    assert response["Content-Type"] == "application/pdf" and response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == f'inline; filename="so-yeu-ly-lich-{full.code}.pdf"'
    assert "SƠ YẾU LÝ LỊCH" in words_of(read_pdf(response))


def test_unknown_parts_of_the_birth_date_stay_open(empty, make_dossier, paper_of):
    assert values(paper_of(empty, SLUG))["Sinh ngày"] == "…… tháng …… năm 1990"
    month = make_dossier(birth_date="08/1986")
    assert values(paper_of(month, SLUG))["Sinh ngày"] == "…… tháng 08 năm 1986"


def test_a_year_of_merit_is_one_row(make_dossier, cast, paper_of, table_under, today):
    dossier = make_dossier()
    told = {"account": cast.sysadmin, "reason": "Thử", "today": today}
    rating, better = term(Term.Kind.RATING, 1), term(Term.Kind.RATING)
    title, form = term(Term.Kind.EMULATION_TITLE), term(Term.Kind.REWARD_FORM)
    ratings, rewards = SECTIONS["xep-loai"], SECTIONS["khen-thuong"]
    add_row(section=ratings, row=ratings.model(dossier=dossier, year=2025, rating=rating), **told)
    add_row(section=ratings, row=ratings.model(dossier=dossier, year=2026, quarter=1, rating=rating), **told)
    add_row(section=ratings, row=ratings.model(dossier=dossier, year=2026, quarter=2, rating=better), **told)
    add_row(section=rewards, row=Reward(dossier=dossier, title=title, awarded_on=PartialDate(2025, 12)), **told)
    add_row(section=rewards, row=Reward(dossier=dossier, form=form, awarded_on=PartialDate(2025)), **told)
    assert table_under(paper_of(dossier, SLUG), "35.1") == [
        ["2025", rating.name, title.name, form.name],
        ["2026", f"Quý I: {rating.name}; Quý II: {better.name}", "", ""],
    ]


def test_relatives_stand_on_their_side(full, paper_of, table_under):
    paper = paper_of(full, SLUG)
    own, spouse = table_under(paper, "36.1"), table_under(paper, "36.2")
    assert [row[1] for row in own] == ["Công Tằng Tôn Thất Phước Hoàng Minh Khải", "Đỗ Thị Như Nguyệt"]
    assert [row[1] for row in spouse] == ["Trần Lê Quốc Bảo Toàn", "Phạm Nguyễn Kim Phụng"]
    assert "Đã mất" in own[0][3] and own[0][2] == "1938"


def test_reappointment_to_the_same_office_has_its_own_day(make_dossier, cast, paper_of, unit, today):
    dossier, head = make_dossier(), Position.objects.get(code="CCT")
    for first in ("01/03/2016", "01/03/2021"):
        row = Appointment(dossier=dossier, position=head, unit=unit("HQ34-07"), valid_from=PartialDate.of(first))
        add_row(account=cast.sysadmin, reason="Bổ nhiệm", section=APPOINTMENTS, row=row, today=today)
    found = values(paper_of(dossier, SLUG))
    assert found["Ngày bổ nhiệm/phê chuẩn"] == "01/03/2016"
    assert found["Ngày bổ nhiệm lại/phê chuẩn nhiệm kỳ tiếp theo"] == "01/03/2021"


def test_pay_over_the_frame_tells_since_when(make_dossier, cast, paper_of, today):
    dossier = make_dossier(rank="08.051", step=9, salary_from="01/07/2017")
    rank = Rank.objects.on(today).get(code="08.051")
    for percent, first in ((5, "01/07/2020"), (6, "01/07/2021")):
        row = Salary(dossier=dossier, rank=rank, step=9, coefficient=Decimal("4.98"), over_frame=percent,
                     valid_from=PartialDate.of(first))  # fmt: skip
        add_row(account=cast.sysadmin, reason="Vượt khung", section=SALARIES, row=row, today=today)
    paper = paper_of(dossier, SLUG)
    line = next(p for p in paper.pieces if p.kind == "line" and p.pairs[0].label == "Ngày hưởng")
    assert [pair.value for pair in line.pairs] == ["01/07/2021", "100 %", "6 %", "01/07/2020"]
    assert values(paper)["Ngày bổ nhiệm ngạch/chức danh nghề nghiệp"] == "01/07/2017"


@pytest.fixture
def head_of_unit(make_dossier, cast, unit, today):
    """`head_of_unit(("PCCV", "0.60", "03/2021"), …)`: a head with the allowance 0,60, and allowances by themselves."""

    def made(*allowances):
        dossier = make_dossier(since="01/2015")
        told = {"account": cast.sysadmin, "reason": "Phụ cấp", "today": today}
        post = Appointment(dossier=dossier, position=Position.objects.get(code="CCT"), unit=unit("HQ34-07"),
                           allowance=Decimal("0.60"), valid_from=PartialDate.of("15/03/2021"))  # fmt: skip
        add_row(section=APPOINTMENTS, row=post, **told)
        for code, coefficient, first in allowances:
            kind = Term.objects.get(kind=Term.Kind.ALLOWANCE, code=code)
            row = Allowance(dossier=dossier, kind=kind, coefficient=Decimal(coefficient),
                            valid_from=PartialDate.of(first))  # fmt: skip
            add_row(section=SECTIONS["phu-cap"], row=row, **told)
        return dossier

    return made


def test_the_allowance_of_a_position_is_told_once(head_of_unit, paper_of, table_under):
    dossier = head_of_unit(("PCCV", "0.60", "03/2021"), ("PCKV", "0.20", "01/2022"))
    area = Term.objects.get(kind=Term.Kind.ALLOWANCE, code="PCKV").name
    for slug in (SLUG, "mau-2c", "phieu-bo-sung"):
        found = values(paper_of(dossier, slug))
        assert (found["Phụ cấp chức vụ"], found["Phụ cấp khác"]) == ("0,60", f"{area}: 0,20"), slug
    rows = table_under(paper_of(dossier, SLUG), "37.2")
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("03/2021", "Phụ cấp chức vụ (Chi cục trưởng)", "0,60"),
        ("01/2022", area, "0,20"),
    ]


def test_an_allowance_that_differs_from_the_position_is_told_beside_it(head_of_unit, paper_of, table_under):
    paper = paper_of(head_of_unit(("PCCV", "0.50", "03/2021")), SLUG)
    assert values(paper)["Phụ cấp chức vụ"] == "0,60; 0,50"
    assert sorted(row[4] for row in table_under(paper, "37.2")) == ["0,50", "0,60"]


def test_an_allowance_paid_for_longer_than_the_position_holds_the_position(head_of_unit, paper_of, table_under):
    rows = table_under(paper_of(head_of_unit(("PCCV", "0.60", "06/2019")), SLUG), "37.2")
    assert [(row[0], row[1], row[4]) for row in rows] == [("06/2019", "nay", "0,60")]


def test_percents_have_no_needless_decimals(make_dossier, cast, paper_of, table_under, today):
    dossier = make_dossier(since="01/2015")
    kinds = [Term.objects.get(kind=Term.Kind.ALLOWANCE, code=code) for code in ("PCCVU", "PCTNN")]
    for kind, percent in zip(kinds, ("25.00", "18.50"), strict=True):
        row = Allowance(dossier=dossier, kind=kind, mode="percent", percent=Decimal(percent),
                        valid_from=PartialDate(2020, 1))  # fmt: skip
        add_row(account=cast.sysadmin, reason="Phụ cấp", section=SECTIONS["phu-cap"], row=row, today=today)
    paper = paper_of(dossier, SLUG)
    told = values(paper)["Phụ cấp khác"].replace("\u00a0", " ")
    assert set(told.split("; ")) == {f"{kinds[0]}: 25 %", f"{kinds[1]}: 18,5 %"}
    assert {row[3] for row in table_under(paper, "37.2")} == {"25", "18,5"}


@pytest.mark.parametrize(
    "first, second, told",
    [
        ("Đại học", "Bằng đại học", "Bằng đại học"), ("Chứng chỉ B", "Chứng chỉ B", "Chứng chỉ B"),
        ("Chuyên viên", "Chứng chỉ Chuyên viên", "Chứng chỉ Chuyên viên"), ("Chứng chỉ B", "B", "Chứng chỉ B"),
        ("Đại học", "Bằng cử nhân", "Đại học, Bằng cử nhân"), ("Đại học", "", "Đại học"), (None, "", ""),
        ("Chứng chỉ A", "Chứng chỉ ABC", "Chứng chỉ A, Chứng chỉ ABC"), (None, "Chứng chỉ A", "Chứng chỉ A"),
    ],
)  # fmt: skip
def test_words_that_say_the_same_are_said_once(first, second, told):
    assert parts.said_once(first, second) == told


def test_a_level_that_the_certificate_names_is_not_repeated(make_dossier, cast, paper_of, table_under, today):
    dossier, section = make_dossier(), SECTIONS["dao-tao"]
    level = Qualification.objects.get(kind="it", code="B")
    row = section.model(dossier=dossier, kind="it", level=level, certificate="Chứng chỉ B", school="Trung tâm 1")
    add_row(account=cast.sysadmin, reason="Học", section=section, row=row, today=today)
    assert [row[3] for row in table_under(paper_of(dossier, SLUG), "32.5")] == ["Chứng chỉ B"]
    assert [row[4] for row in table_under(paper_of(dossier, "mau-2c"), "27")] == ["Chứng chỉ B"]


def test_an_address_names_the_city_once(make_dossier, paper_of):
    city = Place.objects.get(level="province", name="Thành phố Đà Nẵng", valid_to=None)
    dossier = make_dossier(home_town="Xã Hòa Vang, TP. Đà Nẵng", home_area=city)
    assert values(paper_of(dossier, SLUG))["Quê quán"] == "Xã Hòa Vang, TP. Đà Nẵng"


def test_what_still_runs_lasts_until_now(full, paper_of, table_under):
    ends = {row[0]: row[1] for row in table_under(paper_of(full, SLUG), "33")}
    assert ends["09/1988"] == "03/2012" and ends["03/2012"] == "nay"
    full.now_status = Dossier.Status.LEFT
    ends = {row[0]: row[1] for row in table_under(paper_of(full, SLUG), "33")}
    assert ends["03/2012"] == "", "nothing runs on after the person left"


def test_who_stays_while_the_dossier_follows_stands_there_once(make_dossier, cast, paper_of, table_under, today, unit):
    """On request the dossier comes after the person: the keeper changes in the midst of a posting (HG-10.1)."""
    dossier, came = make_dossier(code="34ZZ-0217", since="2020"), today - timedelta(days=70)
    elsewhere = {"unit": unit("HQ60-07"), "kind": "secondment"}
    days = [(came, unit("HQ34-07")), (came + timedelta(days=30), None)]
    with writing(account=cast.sysadmin, reason="Thử"):
        before = dossier.posting_set.get()
        before.valid_to = came - timedelta(days=1)
        record(before)
        for since, keeper in days:
            row = Posting(dossier=dossier, kept_by=keeper, valid_from=PartialDate.of(since), **elsewhere)
            row.valid_to = None if keeper is None else days[1][0] - timedelta(days=1)
            record(row)
    rows = table_under(paper_of(dossier, SLUG), "33")
    assert [row[:2] for row in rows] == [["2020", f"{came - timedelta(days=1):%m/%Y}"], [f"{came:%m/%Y}", "nay"]]
    told = table_under(paper_of(dossier, "phieu-bo-sung", tu=f"{came:%d/%m/%Y}", den=f"{today:%d/%m/%Y}"), "I")
    assert len([row for row in told if row[1].startswith("Biệt phái")]) == 1, "nor does the sheet tell of a move"


def test_a_number_is_taken_from_the_identity_paper_when_the_dossier_has_none(program, today, paper_of):
    dossier = make_full_dossier(account=program, today=today, number=2, citizen_id="")
    assert values(paper_of(dossier, SLUG))["Số định danh cá nhân/CCCD"] == "C7654321"


def test_many_salaries_continue_in_a_second_table_of_2c(make_dossier, cast, paper_of, today):
    dossier, rank = make_dossier(since="01/1990"), Rank.objects.on(today).get(code="08.051")
    first = date(1995, 1, 1)
    for index in range(12):
        row = Salary(dossier=dossier, rank=rank, step=1, coefficient=Decimal("1.78"),
                     valid_from=PartialDate.of(first + timedelta(days=200 * index)))  # fmt: skip
        add_row(account=cast.sysadmin, reason="Lương", section=SALARIES, row=row, today=today)
    pieces = paper_of(dossier, "mau-2c").pieces
    start = next(i for i, p in enumerate(pieces) if getattr(p, "number", "") == "31")
    tables = pieces[start + 1 : start + 3]
    assert [sum(bool(cell) for cell in table.rows[0][1:]) for table in tables] == [10, 2]
    assert all(len(table.columns) == 11 and table.heads for table in tables)


def test_the_portrait_stands_in_the_frame(full, cast, print_form, monkeypatch):
    assert len(read_pdf(print_form(cast.clerk, full, SLUG)).pages[0].images) == 0
    photo = BytesIO()
    Image.new("RGB", (40, 60), "navy").save(photo, "JPEG")
    monkeypatch.setattr(catalogue, "portrait", lambda dossier: photo.getvalue())
    assert len(read_pdf(print_form(cast.clerk, full, SLUG)).pages[0].images) == 1


def test_widths_that_do_not_fill_the_page_are_refused():
    with pytest.raises(ValueError, match="23"):
        FormTable([Column("Từ", 3), Column("Đến", 20)], [])


@pytest.mark.parametrize("slug", ["so-yeu-ly-lich", "mau-2c"])
def test_the_workbook_holds_the_same_values_and_no_formula(slug, program, today, cast, print_form, paper_of):
    dossier = make_full_dossier(
        account=program,
        today=today,
        number=2,
        strengths='=HYPERLINK("http://x","y")',
        other_names="+84 Hương",
        main_work="-1+2",
    )
    response = print_form(cast.clerk, dossier, slug, ext="xlsx")
    assert response["Content-Disposition"] == f'attachment; filename="{slug}-{dossier.code}.xlsx"'
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    held = {cell.value for cell in cells}
    paper = paper_of(dossier, slug)
    asked = {value for value in values(paper).values() if value}
    asked |= {cell for p in paper.pieces if p.kind == "table" for row in p.rows for cell in row if cell}
    assert asked - held == set()
    assert dossier.strengths in held
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1
    assert "Trang" in sheet.oddFooter.right.text and "in lúc" in sheet.oddFooter.left.text


def test_a_workbook_is_an_export(full, cast, print_form, monkeypatch, unset):
    monkeypatch.setattr("accounts.access.Access.may_on", lambda access, code, dossier: code != "export_dossiers")
    assert print_form(cast.clerk, full, SLUG, ext="xlsx").status_code == 403
    assert print_form(cast.clerk, full, SLUG).status_code == 200


def test_a_form_asks_each_section_once(full, paper_of):
    dossier = Dossier.objects.get(pk=full.pk)
    with CaptureQueriesContext(connection) as queries:
        paper_of(dossier, SLUG)
    for section in SECTIONS.values():
        table = f'FROM "{section.model._meta.db_table}"'
        assert sum(table in query["sql"] for query in queries.captured_queries) <= 1, section.slug
    assert len(queries) <= 30
