"""Pages of reports: what they show to whom, at how many queries, and without anything live in them."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
DAY = {"ngay": "30/06/2026"}

# Session, account, custodian and rights; then roots, tree, retirement ages and numbers, or runs.
QUERIES = {
    "reports:index": 7,
    "reports:board": 11,
    "reports:report": 9,
    "reports:people": 10,
}


def address(name):
    return reverse(name, args=["bm01"] if name in ("reports:report", "reports:people") else [])


@pytest.mark.parametrize("name", QUERIES)
def test_queries_are_few_and_do_not_grow(name, service, cast, sign_in, make_dossier, django_assert_num_queries):
    client = sign_in(cast.leader)
    client.get(address(name), DAY)
    with django_assert_num_queries(QUERIES[name]):
        client.get(address(name), DAY)
    for number in range(30):
        make_dossier(unit_code=("HQ34-01", "HQ60-07", "TW03-01")[number % 3])
    with django_assert_num_queries(QUERIES[name]):
        client.get(address(name), DAY)


def test_the_board_shows_the_same_numbers_as_the_form(service, cast, sign_in):
    page = sign_in(cast.leader).get(address("reports:board"), DAY).content.decode()
    stats = {
        label: (value, note)
        for value, label, note in re.findall(
            r'stat__value">(.*?)<.*?stat__label">(.*?)<.*?stat__note">(.*?)<', page, re.DOTALL
        )
    }
    assert stats["Có mặt"][0] == "24"
    assert stats["Nữ"] == ("41,7 %", "10 người")
    assert stats["Đảng viên"] == ("50 %", "12 người")
    assert stats["Trên đại học"] == ("20,8 %", "5 người")
    assert stats["Nghỉ hưu trong 5 năm"] == ("5", "20,8 %")


def test_every_number_of_the_board_leads_to_its_list(service, cast, sign_in):
    client = sign_in(cast.leader)
    page = client.get(address("reports:board"), {**DAY, "don-vi": "HQ34"}).content.decode()
    links = {
        (int(number), url.replace("&amp;", "&"))
        for url, number in re.findall(r'<td class="num right"><a href="([^"]+)">(\d+)</a>', page)
    }
    assert len(links) > 15
    for number, url in links:
        heading = re.search(r"<h1>[^<]*: (\d+) người</h1>", client.get(url).content.decode())
        assert int(heading[1]) == number, url


def test_the_board_leads_down_and_back_up(service, cast, sign_in):
    client = sign_in(cast.leader)
    top = client.get(address("reports:board"), DAY).content.decode()
    down = re.search(r'<a href="(/bao-cao/toan-canh/\?[^"]*don-vi=HQ34)"', top)[1].replace("&amp;", "&")
    department = client.get(down).content.decode()
    assert "<h1>Cục Hải quan TP. Đà Nẵng</h1>" in department
    assert re.search(r'<a href="/bao-cao/toan-canh/\?[^"]*don-vi=TCHQ">Tổng cục Hải quan</a>', department)


@pytest.mark.clause("TCHQ-5.2c")
def test_a_clerk_sees_the_board_of_their_subtree_and_no_word_of_others(service, cast, sign_in):
    client = sign_in(cast.clerk)
    for name in ("reports:board", "reports:report"):
        page = client.get(address(name), DAY).content.decode()
        assert "Cục Hải quan TP. Đà Nẵng" in page
        assert "Quảng Nam" not in page and "Vụ Tổ chức cán bộ" not in page
        assert "don-vi=TCHQ" not in page, "no way up beyond the scope"


@pytest.mark.clause("TCHQ-6.1b2")
def test_a_leader_may_begin_anywhere(service, cast, sign_in):
    page = sign_in(cast.leader).get(address("reports:report"), DAY).content.decode()
    codes = re.findall(r'<option value="([^"]+)"', page)
    assert {"TCHQ", "TW03", "HQ34", "HQ60"} <= set(codes)
    assert "HQ34-07" not in codes, "units without others below are reached through their department"


def test_a_bad_day_is_told_beside_its_field(cast, sign_in):
    page = sign_in(cast.clerk).get(address("reports:report"), {"ngay": "31/02/2026"}).content.decode()
    assert 'value="31/02/2026"' in page
    assert "is-invalid" in page and "report-table" not in page


def test_a_unit_that_was_not_there_yet_is_told_beside_its_field(cast, sign_in):
    query = {"ngay": "01/01/1960", "don-vi": "HQ34"}
    page = sign_in(cast.clerk).get(address("reports:report"), query).content.decode()
    assert "không hoạt động vào ngày 01/01/1960" in page


@pytest.mark.clause("HP-6.2")
def test_where_the_regulation_shares_totals_a_unit_reads_them_without_people(service, cast, sign_in, under_regulation):
    clerk = sign_in(cast.clerk)
    own = clerk.get(address("reports:board"), DAY).content.decode()
    assert "số liệu tổng hợp" not in own
    under_regulation("haiphong")
    page = clerk.get(address("reports:board"), DAY).content.decode()
    shared = page[page.index('id="b-whole"') : page.index("</section>", page.index('id="b-whole"'))]
    nationwide = sign_in(cast.leader).get(address("reports:board"), DAY)
    assert nationwide.context["whole"] is None, "who reads all units has their numbers already"
    for stat in nationwide.context["picture"].stats:
        assert stat.value in shared and stat.note in shared
    assert "href" not in shared
    with_totals = page.replace(shared, "")
    assert "HQ Quảng Nam" not in with_totals and "99T-" not in page


def test_a_day_before_the_service_shows_an_empty_board(service, cast, sign_in):
    page = sign_in(cast.clerk).get(address("reports:board"), {"ngay": "01/01/2000"}).content.decode()
    assert "Không có ai công tác tại đơn vị này vào ngày đã chọn" in page


def test_several_scopes_stand_side_by_side(service, cast, sign_in, unit, today):
    from accounts.models import RoleTemplate
    from accounts.services.grant import grant

    grant(
        account=cast.sysadmin, to=cast.clerk, unit=unit("HQ60"), template=RoleTemplate.objects.get(code="vu"),
        document="1/QĐ", on=today, today=today, reason="Giao thêm",
    )  # fmt: skip
    page = sign_in(type(cast.clerk).objects.get(pk=cast.clerk.pk)).get(address("reports:report"), DAY)
    rows = re.findall(r'<tr class="is-(\w+)"><td class="index">([^<]*)</td>', page.content.decode())
    assert [mark for style, mark in rows if mark in ("I", "II")] == ["I", "II"]
    total = re.search(r'is-total">.*?</th><td[^>]*>—</td><td class="count"><a[^>]*>(\d+)</a>', page.content.decode())
    assert total[1] == "17"
