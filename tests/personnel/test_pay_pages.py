"""What pages say of one person's pay: why the raise falls on its day, early raises, seniority, the money of a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import (
    Absence,
    Allowance,
    Appointment,
    Discipline,
    Position,
    Rank,
    Rating,
    RetirementAge,
    Reward,
    Salary,
    Term,
)
from personnel.pay_page import month_of
from personnel.rules.retirement import retirement_date
from personnel.sections import SECTIONS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate, add_months

pytestmark = pytest.mark.django_db

CLAUSE = pytest.mark.clause("TCHQ-12.2")
MOST_QUERIES = 45


def term(kind, code):
    return Term.objects.filter(kind=kind, code=code).latest("valid_from")


@pytest.fixture
def officer(make_dossier):
    return make_dossier(rank="08.051", step=3, salary_from="01/03/2024", since="01/01/2012", joined_service_on="2012")


@pytest.fixture
def enter(cast, today):
    """Enter a record of a section, as its page does."""

    def enter_(slug, row):
        return add_row(account=cast.sysadmin, reason="Thử", section=SECTIONS[slug], row=row, today=today)

    return enter_


@pytest.fixture
def page(sign_in, cast):
    """`page("section", dossier, "luong")`: the text of a page of the dossier, as the clerk of its unit sees it."""

    def page_(name, dossier, *rest, **asked):
        response = sign_in(cast.clerk).get(reverse(f"personnel:{name}", args=[dossier.code, *rest]), asked)
        assert response.status_code == 200
        return response.content.decode()

    return page_


@CLAUSE
def test_the_salary_section_tells_why_the_raise_falls_on_its_day(officer, enter, page):
    enter("ky-luat", Discipline(dossier=officer, form=term("discipline_form", "CC-KT"), violation="Thử",
                                valid_from=PartialDate(2025, 5, 10)))  # fmt: skip
    enter("nghi", Absence(dossier=officer, kind=term("absence_kind", "KL"), begins_on=PartialDate(2025, 6, 1),
                          ends_on=PartialDate(2025, 8, 31)))  # fmt: skip
    text = page("section", officer, "luong")
    for words in (
        'Nâng bậc kế tiếp: <span class="num">01/12/2027</span>',
        "Vì sao ngày này?",
        "<li>Kỷ luật “Khiển trách”, hiệu lực 10/05/2025: kéo dài 6 tháng",
        "<li>Không tính nghỉ không hưởng lương từ 01/06/2025 đến 31/08/2025: 3 tháng.</li>",
        "36 tháng giữ bậc + 6 tháng kéo dài + 3 tháng không tính = 45 tháng",
        "Chưa có xếp loại chất lượng năm 2024",
        reverse("personnel:pay", args=[officer.code]),
    ):
        assert words in text, words


def test_the_last_step_tells_of_the_next_percent(make_dossier, page):
    dossier = make_dossier(rank="08.051", step=9, salary_from="01/03/2024")
    text = page("section", dossier, "luong")
    assert 'Vượt khung kế tiếp: <span class="num">01/03/2027</span>' in text
    assert "vượt khung kế tiếp từ 01/03/2027" in text, "in the summary"
    assert "Bậc cuối" in text


def test_no_salary_no_reason(make_dossier, page):
    bare = make_dossier()
    assert "Vì sao ngày này?" not in page("section", bare, "luong")
    assert "Chưa ghi bậc lương nào." in page("pay", bare)


@pytest.fixture
def paid(officer, enter):
    """The officer with a position, an allowance of each mode and what is told twice."""
    head = Position.objects.get(code="TP")
    enter("bo-nhiem", Appointment(dossier=officer, position=head, valid_from=PartialDate(2025), allowance="0.60"))
    since = PartialDate(2012, 5, 1)
    for code, mode, value in (
        ("PCCVU", "percent", 25), ("PCCV", "coefficient", "0.60"), ("PCTN", "coefficient", "0.20"),
        ("K", "amount", 500_000),
    ):  # fmt: skip
        row = Allowance(dossier=officer, kind=term("allowance", code), mode=mode, valid_from=since, **{mode: value})
        enter("phu-cap", row)
    return officer


@pytest.mark.parametrize(
    ("day", "base", "lines"),
    [
        (
            date(2026, 11, 29),
            2_530_000,
            # 3,00; 0,60; 25 % of 9.108.000; 0,20; 500.000
            [7_590_000, 1_518_000, 506_000, 2_277_000, 500_000],
        ),
        (date(2026, 6, 30), 2_340_000, [7_020_000, 1_404_000, 468_000, 2_106_000, 500_000]),
        (date(2024, 6, 30), 1_800_000, [5_400_000, 1_080_000, 360_000, 1_620_000, 500_000]),
    ],
)
@CLAUSE
def test_the_money_of_a_day_at_its_base_salary(paid, day, base, lines):
    """What the appointment says is not paid again by the allowance of the same name; before it, the allowance is."""
    month = month_of(paid, day)
    assert month.base_amount == base
    assert sorted(line.amount for line in month.pay.lines) == sorted(lines)
    assert month.pay.total == sum(lines)


def test_the_page_reckons_the_day_that_is_asked_for(paid, page):
    text = page("pay", paid, ngay="30/06/2026")
    assert "3,00 × 2.340.000 đ" in text
    assert "25 % × 8.424.000 đ" in text
    assert "11.498.000 đ" in text
    assert "Ngày này hồ sơ không ghi bậc lương nào." in page("pay", paid, ngay="29/02/2024")
    assert "không phải là ngày" in page("pay", paid, ngay="hôm qua")


def test_a_day_before_every_base_salary_is_told(make_dossier, enter):
    dossier = make_dossier(since="1980")
    old = Salary(
        dossier=dossier, rank=Rank.objects.get(code="08.051"), step=1, coefficient="1.50", valid_from=PartialDate(1985)
    )
    enter("luong", old)
    assert "Chưa có mức lương cơ sở của ngày 01/06/1986" in month_of(dossier, date(1986, 6, 1)).told


@CLAUSE
def test_early_raises_and_seniority_are_told(make_dossier, enter, page, today):
    since, joined = f"01/03/{today.year - 2}", f"01/01/{today.year - 8}"
    dossier = make_dossier(rank="08.051", step=3, salary_from=since, joined_service_on=joined)
    title = Reward(dossier=dossier, title=term("emulation_title", "CSTDCS"), awarded_on=PartialDate(today.year - 1))
    enter("khen-thuong", title)
    text = page("pay", dossier)
    assert f'sớm nhất <span class="num">01/09/{today.year}</span>' in text
    assert f"Thành tích: Chiến sĩ thi đua cơ sở ({today.year - 1}): sớm nhất 6 tháng." in text
    assert 'Thâm niên nghề: <span class="num">8 %</span>' in text
    assert "khi có thông báo nghỉ hưu" not in text


def test_who_retires_soon_is_told_of_the_raise_before(make_dossier, page, today):
    ages = list(RetirementAge.objects.all())
    months = (PartialDate.of(add_months(today.replace(day=1), -months)) for months in range(60 * 12, 63 * 12))
    last = date(today.year + 1, 6, 30)  # until then notice is given this year
    born = next(born for born in months if today < retirement_date("M", born, ages) <= last)
    dossier = make_dossier(rank="08.051", step=3, salary_from=f"01/01/{today.year - 1}", sex="M", birth_date=born)
    assert "khi có thông báo nghỉ hưu" in page("pay", dossier)


def test_pages_of_pay_ask_few_questions(officer, enter, sign_in, cast):
    enter("ky-luat", Discipline(dossier=officer, form=term("discipline_form", "CC-KT"), violation="Thử",
                                valid_from=PartialDate(2025, 5, 10)))  # fmt: skip
    for year in (2024, 2025):
        enter("xep-loai", Rating(dossier=officer, year=year, rating=term("rating", "KHT")))
    client = sign_in(cast.clerk)
    for name, rest, most in (("section", ["luong"], 24), ("pay", [], MOST_QUERIES)):
        url = reverse(f"personnel:{name}", args=[officer.code, *rest])
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= most, (name, len(asked))
