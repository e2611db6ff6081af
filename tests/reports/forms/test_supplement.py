"""Phiếu bổ sung lý lịch: what became true in the period and what was written of the person, with room to add."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from personnel.models import Dossier, Reward, Term
from personnel.sections import PANEL_OF, SECTIONS
from personnel.services.save_panel import save_panel
from personnel.services.save_row import add_row, correct_row
from qlcb.dates import PartialDate
from qlcb.history import Act
from reports.forms.choices import Period
from tests.full_dossier import term
from tests.reports.forms.conftest import read_pdf, words_of
from tests.reports.forms.test_restricted import text_of

pytestmark = pytest.mark.django_db
SLUG = "phieu-bo-sung"


@pytest.fixture
def sheet(paper_of):
    """`sheet(dossier, "01/01/2025", "31/12/2025")`: the form of a period."""
    return lambda dossier, start, end, **more: paper_of(dossier, SLUG, tu=start, den=end, **more)


def words_under(paper, number: str) -> str:
    """What stands between the heading of the number and the next one."""
    pieces = list(paper.all_pieces)
    start = next(i for i, p in enumerate(pieces) if p.kind == "heading" and p.number == number) + 1
    words = []
    for piece in pieces[start:]:
        if piece.kind in ("heading", "signers"):
            break
        words += [cell for row in piece.rows for cell in row] if piece.kind == "table" else [getattr(piece, "text", "")]
    return " ".join(words)


def write_in(model_row, day: date) -> None:
    """Move the newest history row of a record to a day, as if it had been written then."""
    entry = model_row.history.latest("history_id")
    moment = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    type(entry)._base_manager.filter(pk=entry.pk).update(history_date=moment)


def change_panel(account, dossier, slug, today, act=Act.CHANGE, **values):
    fresh = Dossier.objects.get(pk=dossier.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    save_panel(
        account=account, reason="Khai bổ sung", panel=PANEL_OF[slug], dossier=fresh,
        expected_version=fresh.version, act=act, today=today,
    )  # fmt: skip
    dossier.refresh_from_db()


def test_records_that_became_true_in_the_period_stand_in_their_section(full, sheet):
    paper = sheet(full, "01/01/2025", "31/12/2025")
    assert "TS-724" in words_under(paper, "III") and "giai đoạn 2020-2024" not in words_under(paper, "III")
    assert "12/04/2025" in words_under(paper, "V") and "2019" not in words_under(paper, "V")
    assert "Bệnh viện C Đà Nẵng" in words_under(paper, "VI") and "Hòa Vang" not in words_under(paper, "VI")
    assert "43A-998.12" in words_under(paper, "VII") and "Điện Bàn Tây" not in words_under(paper, "VII")
    assert words_under(paper, "I").split() == [] and words_under(paper, "IV").split() == []


def test_offices_taken_up_and_laid_down(full, sheet):
    words = words_under(sheet(full, "01/01/2021", "31/12/2021"), "I")
    assert "Bổ nhiệm Chi cục trưởng" in words and "Thôi giữ chức vụ Phó Chi cục trưởng" in words
    assert "Quy hoạch chức danh Phó Cục trưởng" in words and "1214/QĐ-HQĐNg" in words
    moved = words_under(sheet(full, "01/01/2012", "31/12/2012"), "I")
    assert "Luân chuyển: Chi cục Hải quan cửa khẩu cảng" in moved
    taught = words_under(sheet(full, "01/01/1995", "31/12/1995"), "II")
    assert "Trường đào tạo số 2" in taught and "Trường đào tạo số 12" not in taught
    assert "tờ khai 3391" in words_under(sheet(full, "01/01/2011", "31/12/2011"), "IV")


def test_pay_of_the_head_is_that_of_the_last_day(full, sheet):
    then, now = sheet(full, "01/01/2018", "31/12/2018"), sheet(full, "01/01/2025", "31/12/2025")
    pairs = [{p.label: p.value for piece in paper.pieces if piece.kind == "line" for p in piece.pairs}
             for paper in (then, now)]  # fmt: skip
    assert [found["Hệ số"] for found in pairs] == ["4,65", "4,98"]
    assert pairs[0]["Chức vụ (chức danh) hiện tại"].startswith("Phó Chi cục trưởng")


def test_what_changed_of_the_person_comes_from_the_history(make_dossier, cast, sheet, today):
    dossier = make_dossier(residence="12 Lê Lợi", phone="0905112358")
    write_in(dossier, date(today.year - 2, 5, 1))
    change_panel(cast.sysadmin, dossier, "ly-lich", today, residence="7 Hùng Vương")
    change_panel(cast.sysadmin, dossier, "kinh-te", today, land_bought="Đất 90 m²")
    start, end = f"01/01/{today.year}", f"{today:%d/%m/%Y}"
    paper = sheet(dossier, start, end)
    assert "Nơi ở hiện nay: 12 Lê Lợi → 7 Hùng Vương" in words_under(paper, "IX")
    assert "Đất ở tự mua: Đất 90 m²" in words_under(paper, "VII")
    earlier = sheet(dossier, f"01/01/{today.year - 1}", f"31/12/{today.year - 1}")
    assert "Hùng Vương" not in text_of(earlier) and "90 m²" not in text_of(earlier)
    masked = text_of(sheet(dossier, start, end, full=False))
    assert "90 m²" not in masked and "Đất ở tự mua: ••••••" in masked


def test_a_correction_is_no_change_of_the_person(make_dossier, cast, sheet, today):
    dossier = make_dossier(home_town="Đại Lọc")
    write_in(dossier, date(today.year - 2, 5, 1))
    change_panel(cast.sysadmin, dossier, "ly-lich", today, act=Act.CORRECT, home_town="Đại Lộc")
    assert "Đại L" not in text_of(sheet(dossier, f"01/01/{today.year}", f"{today:%d/%m/%Y}"))


def relative(dossier, **values):
    kind = {"relation": term(Term.Kind.RELATION, 6, "own"), "full_name": "Lê Hoàng Nam"}
    return SECTIONS["gia-dinh"].model(dossier=dossier, **(kind | values))


def test_relatives_who_came_and_what_changed_of_them(make_dossier, cast, sheet, today):
    dossier, section = make_dossier(), SECTIONS["gia-dinh"]
    write_in(dossier, date(today.year - 3, 5, 1))
    told = {"account": cast.sysadmin, "reason": "Khai bổ sung", "section": section, "today": today}
    husband = add_row(row=relative(dossier, occupation="Kỹ sư"), **told)
    year, end = f"01/01/{today.year}", f"{today:%d/%m/%Y}"
    assert "Lê Hoàng Nam" in words_under(sheet(dossier, year, end), "VIII")
    write_in(husband, date(today.year - 2, 6, 1))
    assert "Lê Hoàng Nam" not in words_under(sheet(dossier, year, end), "VIII")
    husband.occupation = "Giám đốc"
    correct_row(row=husband, expected_version=1, **told)
    assert "Giám đốc" not in words_under(sheet(dossier, year, end), "VIII"), "a correction is no change"
    type(husband).history.filter(id=husband.pk, history_type="~").update(act=Act.CHANGE)
    assert "Kỹ sư → Giám đốc" in words_under(sheet(dossier, year, end), "VIII")


def test_a_file_opened_in_the_period_tells_of_births_alone(make_dossier, cast, sheet, today):
    dossier, section = make_dossier(), SECTIONS["gia-dinh"]
    told = {"account": cast.sysadmin, "reason": "Lập hồ sơ", "section": section, "today": today}
    add_row(row=relative(dossier, born_on=PartialDate(1988)), **told)
    add_row(row=relative(dossier, full_name="Lê Hoàng Mai", born_on=PartialDate(today.year)), **told)
    words = words_under(sheet(dossier, f"01/01/{today.year}", f"{today:%d/%m/%Y}"), "VIII")
    assert "Lê Hoàng Mai" in words and "Lê Hoàng Nam" not in words


def test_a_year_alone_belongs_to_each_period_of_that_year(make_dossier, cast, sheet, today):
    dossier = make_dossier()
    row = Reward(dossier=dossier, form=term(Term.Kind.REWARD_FORM), awarded_on=PartialDate(2024), content="Cả năm")
    add_row(account=cast.sysadmin, reason="Khen", section=SECTIONS["khen-thuong"], row=row, today=today)
    assert "Cả năm" in words_under(sheet(dossier, "01/07/2024", "31/12/2024"), "III")
    assert "Cả năm" not in words_under(sheet(dossier, "01/01/2025", "31/12/2025"), "III")


@pytest.mark.parametrize("period", [("01/01/2025", "31/12/2024"), ("01/01/2025", "31/12/2099"), ("x", "31/12/2025")])
def test_a_senseless_period_leads_back_with_the_reason(period, full, cast, print_form):
    response = print_form(cast.clerk, full, SLUG, tu=period[0], den=period[1])
    page, _, place = response.url.partition("?")
    assert response.status_code == 302 and page.endswith("/bieu-mau/") and place.endswith("#s-phieu-bo-sung")


def test_what_was_typed_stays_with_every_error(full, cast, sign_in, today):
    future = f"31/12/{today.year + 3}"
    page = sign_in(cast.clerk).get(
        reverse("reports:form_file", args=[full.code, SLUG, "pdf"]),
        {"tu": "31/02/2025", "den": future, "che": "1"},
        follow=True,
    )
    period = next(choices for form, choices in page.context["lines"] if form.slug == SLUG)
    assert set(period.errors) == {"tu", "den"}
    text = page.content.decode()
    assert 'value="31/02/2025"' in text and f'value="{future}"' in text
    for errors in period.errors.values():
        assert errors and all(escape(error) in text for error in errors)
    assert text.count(" checked>") == 1 and 'id="che-phieu-bo-sung" value="1" checked' in text


def test_a_period_that_is_wrong_twice_is_told_both(full, today):
    period = Period({"tu": f"01/02/{today.year + 2}", "den": f"01/01/{today.year + 2}"}, dossier=full, today=today)
    assert len(period.errors["den"]) == 2


def test_the_sheet_tells_positions_and_titles_in_order(full, sheet):
    table = next(piece for piece in sheet(full, "01/01/2010", "31/12/2025").all_pieces if piece.kind == "table")
    years = [int(row[0][:10].split(" ")[0][-4:]) for row in table.rows]
    assert years == sorted(years) and {2017, 2019} <= set(years)


def test_the_last_year_is_printed_unless_another_is_asked_for(empty, cast, print_form, today):
    text = words_of(read_pdf(print_form(cast.clerk, empty, SLUG)))
    assert f"(Từ ngày 01/01/{today.year - 1} đến ngày 31/12/{today.year - 1})" in text
    assert "Mẫu 4a-BNV/2007" in text and "IX) NHỮNG VẤN ĐỀ KHÁC" in text
