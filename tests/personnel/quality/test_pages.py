"""The pages of quality: what they show of whom, where they lead, and what they write."""

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from personnel.models import Acknowledgement, Dossier, Finding
from qlcb.dates import PartialDate
from qlcb.formats import date_vi
from tests.exporting import exported, sheet_of

pytestmark = pytest.mark.django_db

BOARD, LIST, EXPORT = (reverse(f"personnel:{name}") for name in ("quality", "quality_list", "quality_export"))


@pytest.fixture
def wrong(make_dossier):
    """`wrong(…)`: somebody who joined the Party at seventeen."""
    return lambda **fields: make_dossier(birth_date="14/08/1986", party_joined_on=PartialDate(2003), **fields)


def finding_of(dossier, rule="party_age") -> Finding:
    return Finding.objects.get(dossier=dossier, rule=rule)


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.clause("HP-14.4")
def test_the_dossier_shows_its_findings_with_a_way_to_mend_and_to_let_stand(cast, sign_in, wrong):
    dossier = wrong(rank="08.051")
    page = text(sign_in(cast.clerk).get(reverse("personnel:dossier", args=[dossier.code])))
    assert "Vào Đảng 2003 khi chưa đủ 18 tuổi." in page
    assert reverse("personnel:panel_edit", args=[dossier.code, "dang"]) in page
    assert reverse("personnel:finding_acknowledge", args=[dossier.code, finding_of(dossier).pk]) in page


def test_who_may_not_write_reads_without_buttons(cast, sign_in, wrong):
    dossier = wrong()
    page = text(sign_in(cast.leader).get(reverse("personnel:dossier_quality", args=[dossier.code])))
    assert "Vào Đảng 2003 khi chưa đủ 18 tuổi." in page
    assert f"{reverse('personnel:dossier', args=[dossier.code])}#p-dang" in page
    assert "giu-nguyen" not in page and "/thong-tin/" not in page


def test_a_finding_of_a_record_leads_to_that_record(cast, sign_in, make_dossier):
    dossier = make_dossier(since="01/2012", recruited_on=PartialDate(2015))
    finding = finding_of(dossier, "posting_before_recruited")
    page = text(sign_in(cast.clerk).get(reverse("personnel:dossier", args=[dossier.code])))
    assert reverse("personnel:row_correct", args=[dossier.code, "cong-tac", finding.row_id]) in page


@pytest.mark.clause("HP-14.5")
def test_what_is_missing_is_named_and_leads_to_where_it_is_entered(cast, sign_in, make_dossier):
    dossier = make_dossier()
    page = text(sign_in(cast.clerk).get(reverse("personnel:dossier_quality", args=[dossier.code])))
    dossier.refresh_from_db()
    assert f'Đầy đủ <span class="num">{dossier.now_complete} %</span>' in page, "page and column count alike"
    assert f'<a href="{reverse("personnel:panel_edit", args=[dossier.code, "giay-to"])}">Số BHXH</a>' in page
    assert f'<a href="{reverse("personnel:row_add", args=[dossier.code, "gia-dinh"])}">Quan hệ gia đình</a>' in page


@pytest.mark.clause("HP-14.4")
def test_letting_stand_and_opening_again_by_the_pages(cast, sign_in, wrong):
    dossier = wrong()
    finding, client = finding_of(dossier), sign_in(cast.clerk)
    url = reverse("personnel:finding_acknowledge", args=[dossier.code, finding.pk])
    assert "Vào Đảng khi đủ 18 tuổi." in text(client.get(url)), "the rule is told in full"
    assert client.post(url, {"seen": finding.fingerprint}).status_code == 200, "without a reason it stays"
    response = client.post(url, {"seen": finding.fingerprint, "reason": "Có giấy xác nhận"})
    page = reverse("personnel:dossier_quality", args=[dossier.code])
    assert response.url == page
    shown = text(client.get(page))
    assert "Đã xem xét, giữ nguyên" in shown and "Có giấy xác nhận" in shown and str(cast.clerk) in shown
    assert "1 điểm đã xem xét và giữ nguyên" in text(client.get(reverse("personnel:dossier", args=[dossier.code])))
    again = reverse("personnel:finding_withdraw", args=[dossier.code, finding.pk])
    assert "Có giấy xác nhận" in text(client.get(again))
    client.post(again, {"reason": "Giấy không phải của người này"})
    finding.refresh_from_db()
    assert finding.is_open and not Acknowledgement.objects.exists()
    assert "Giấy không phải của người này" in text(client.get(reverse("personnel:timeline", args=[dossier.code])))


def test_what_has_changed_since_is_not_let_stand(cast, sign_in, wrong):
    dossier = wrong()
    url = reverse("personnel:finding_acknowledge", args=[dossier.code, finding_of(dossier).pk])
    response = sign_in(cast.clerk).post(url, {"seen": "0" * 32, "reason": "x"})
    assert "vừa thay đổi" in text(response) and not Acknowledgement.objects.exists()


def test_a_finding_of_another_dossier_is_not_found(cast, sign_in, wrong):
    mine, other = wrong(), wrong(unit_code="HQ60")
    for name in ("finding_acknowledge", "finding_withdraw"):
        url = reverse(f"personnel:{name}", args=[mine.code, finding_of(other).pk])
        assert sign_in(cast.clerk).get(url).status_code == 404


@pytest.mark.clause("HP-14.5", "TCHQ-9.1")
def test_the_board_counts_what_the_account_may_see(cast, sign_in, wrong, make_dossier, today):
    wrong()
    make_dossier(full_name="Lê Văn Năm")
    wrong(unit_code="HQ60")
    shown = sign_in(cast.clerk).get(BOARD)
    picture = shown.context["picture"]
    assert (picture.total.dossiers, picture.total.wrong, picture.total.low) == (2, 1, 2)
    assert {line.sentence: line.dossiers for line in picture.rules}["Vào Đảng khi đủ 18 tuổi."] == 1
    nation = sign_in(cast.leader).get(BOARD).context["picture"]
    assert (nation.total.dossiers, nation.total.wrong) == (3, 2)
    page = text(shown)
    assert f"Đến ngày {date_vi(today)}" in page and "hồ sơ dưới 80 %" in page


@pytest.mark.clause("TCHQ-9.1")
def test_the_board_leads_down_the_tree(cast, sign_in, wrong, unit):
    wrong()
    wrong(unit_code="HQ60")
    client = sign_in(cast.leader)
    units = {line.name: line for line in client.get(BOARD).context["picture"].units}
    da_nang = next(line for name, line in units.items() if "Đà Nẵng" in name)
    assert da_nang.figures.dossiers == 1
    below = client.get(da_nang.url)
    (team,) = below.context["picture"].units
    assert team.figures.dossiers == 1 and "HQ34-07" in team.url
    assert client.get(team.url).status_code == 200
    own = client.get(f"{BOARD}?don-vi=HQ60").context["picture"].units
    assert [(line.name.split()[0], line.figures.dossiers) for line in own] == [("Trực", 1)]


def test_a_unit_of_others_is_out_of_scope(cast, sign_in):
    client = sign_in(cast.clerk)
    for url in (BOARD, LIST, EXPORT):
        assert client.get(f"{url}?don-vi=HQ60").status_code == 404


def test_what_is_missing_most_is_counted(cast, sign_in, make_dossier):
    make_dossier(phone="0905 000 001")
    make_dossier(phone="0905 000 002", subject="contract")
    picture = sign_in(cast.clerk).get(BOARD).context["picture"]
    lacks = {lack.label: lack.dossiers for lack in all_lacks(picture)}
    assert lacks["Số BHXH"] == 2 and "Điện thoại liên hệ" not in lacks
    assert lacks["Diễn biến lương"] == 1 and lacks["Hợp đồng lao động"] == 1


def all_lacks(picture):
    """What is missing, past the few that the board shows."""
    from personnel.quality import overview

    overview_most, overview.MOST_LACKING = overview.MOST_LACKING, 99
    try:
        del picture.lacking
        return picture.lacking
    finally:
        overview.MOST_LACKING = overview_most


def codes(response) -> list[str]:
    return sorted(person.code for person in response.context["page"].rows)


@pytest.mark.clause("HP-14.4")
def test_the_list_has_the_dossiers_with_findings_by_rule_severity_and_unit(cast, sign_in, wrong, make_dossier, today):
    one = wrong()
    two = make_dossier(full_name="Lê Văn Năm", recruited_on=PartialDate(2015))
    Finding.objects.filter(rule="rating_missing", dossier=two).delete()
    gone = wrong(code="99ZZ-7777")
    Finding.objects.filter(dossier=gone).update(is_open=False)
    client = sign_in(cast.clerk)
    assert codes(client.get(LIST)) == [one.code, two.code]
    assert codes(client.get(f"{LIST}?quy-tac=party_age")) == [one.code]
    assert codes(client.get(f"{LIST}?muc=warning")) == [one.code]
    assert codes(client.get(f"{LIST}?day-du=duoi-50&quy-tac=party_age")) == [one.code]
    Dossier.objects.update(now_complete=90)
    assert codes(client.get(f"{LIST}?day-du=duoi-80")) == []
    assert codes(client.get(f"{LIST}?don-vi=HQ34-07")) == [one.code, two.code]
    assert codes(client.get(f"{LIST}?quy-tac=khong-co")) == []
    assert codes(sign_in(cast.neighbour).get(LIST)) == []


def test_who_has_left_is_shown_on_demand(cast, sign_in, wrong):
    left = wrong()
    Dossier.objects.update(now_status="left")
    client = sign_in(cast.clerk)
    assert codes(client.get(LIST)) == []
    assert codes(client.get(f"{LIST}?tinh-trang=tat-ca")) == [left.code]


def test_pages_of_the_list_hold_all_and_none_twice(cast, sign_in, wrong):
    people = [wrong(full_name=f"Lê Thị {'AĂÂBCDĐEÊ'[n % 9]}").code for n in range(55)]
    client, seen, url = sign_in(cast.clerk), [], LIST
    while url:
        page = client.get(url).context["page"]
        seen += [person.code for person in page.rows]
        url = page.next_url and LIST + page.next_url
    assert sorted(seen) == sorted(people)


def test_the_export_has_a_line_for_each_finding_and_is_logged(cast, sign_in, wrong):
    dossier = wrong()
    wrong(unit_code="HQ60")
    rows = list(sheet_of(exported(sign_in(cast.clerk), f"{EXPORT}?muc=error")).iter_rows(values_only=True))
    lines = [row for row in rows if row[0] == dossier.code]
    assert [(row[1], row[5], row[6], row[7]) for row in lines] == [
        (dossier.full_name, "Mâu thuẫn", "Đảng", "Vào Đảng 2003 khi chưa đủ 18 tuổi.")
    ]
    assert len(rows) == len(lines) + 5
    event = AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).earliest("pk")
    assert event.account == cast.clerk and "Mức: Mâu thuẫn; 1 dòng" in event.detail


def test_the_list_of_dossiers_filters_by_completeness_and_findings(cast, sign_in, wrong, make_dossier):
    one, two = wrong(), make_dossier()
    Dossier.objects.filter(pk=two.pk).update(now_complete=79)
    Dossier.objects.filter(pk=one.pk).update(now_complete=100)
    client, url = sign_in(cast.clerk), reverse("personnel:list")
    assert codes(client.get(f"{url}?day-du=duoi-80")) == [two.code]
    assert codes(client.get(f"{url}?day-du=duoi-50")) == []
    assert codes(client.get(f"{url}?day-du=chua-du")) == [two.code]
    assert codes(client.get(f"{url}?mau-thuan=error")) == [one.code]
    assert codes(client.get(f"{url}?mau-thuan=any")) == sorted([one.code, two.code])


QUERIES = {"board": 13, "list": 10, "export": 7, "dossier": 13}


@pytest.mark.parametrize("size", [3, 30])
def test_query_counts_do_not_grow(cast, sign_in, wrong, django_assert_num_queries, size):
    code = [wrong(full_name=f"Lê Thị {'AĂÂBCDĐEÊ'[n % 9]}", rank="08.051").code for n in range(size)][-1]
    client = sign_in(cast.clerk)
    urls = {"board": BOARD, "list": LIST, "export": EXPORT, "dossier": reverse("personnel:dossier", args=[code])}
    for name, url in urls.items():
        client.get(url)
        with django_assert_num_queries(QUERIES[name]):
            assert client.get(url).status_code == 200
