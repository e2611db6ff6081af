"""The leaders' board: what stands on it of the service of 24 people, and the list behind each number."""

import re
from datetime import date

import pytest
from django.urls import reverse

from orgunits.models import StaffQuota
from personnel.models import Finding
from qlcb.history import create_many, writing
from reports.board import BOARD, COUNTED, RETIRING
from reports.people import PeopleOn
from tests.reports.test_people_list import heading, named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
DAY = {"ngay": "30/06/2026"}
BOARD_URL, UPKEEP = "/bao-cao/toan-canh/", "/bao-cao/toan-canh/cap-nhat/"


@pytest.fixture
def quotas(cast, unit):
    """`quotas(("HQ34", "civil_servant", 10), …)`: numbers of 2026."""

    def write(*given):
        rows = [
            StaffQuota(
                unit=unit(code), kind=kind, number=number, year=2026, document="1/QĐ", document_on=date(2026, 1, 5),
                valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
            )
            for code, kind, number in given
        ]  # fmt: skip
        with writing(account=cast.sysadmin, reason="Giao biên chế"):
            create_many(rows)

    return write


@pytest.fixture
def picture(cast, today):
    """`picture("HQ34")`: the board of the leader on 30/06/2026."""

    def look(code="", account=cast.leader, day="30/06/2026"):
        params = BOARD.parameters({"ngay": day, "don-vi": code}, account=account, today=today)
        assert params.is_valid(), params.errors
        return BOARD.picture(params)

    return look


def unit_line(picture, label):
    return next(line for line in picture.units if line.label == label or line.name == label)


@pytest.mark.clause("TCHQ-3.1đ")
@pytest.mark.parametrize("code", ["HQ34", "TW03-01"])
def test_each_measure_of_the_board_counts_as_many_as_its_list(code, cast, sign_in, picture):
    client = sign_in(cast.leader)
    shown = picture(code)
    bars = [*shown.tiers, *shown.degrees, *shown.members, *shown.retiring]
    bars += [bar for pair in shown.ages for bar in ((pair.male, pair.male_url), (pair.female, pair.female_url))]
    for bar in bars:
        number, url = bar if isinstance(bar, tuple) else (bar.value, bar.url)
        assert bool(number) == bool(url)
        if url:
            assert heading(client.get(url)) == number, url
    for line in shown.units:
        for number, url in ((line.value, line.url), (line.women, line.women_url), (line.party, line.party_url)):
            assert bool(number) == bool(url)
            if url:
                assert heading(client.get(url)) == number, url
    for kind in shown.kinds:
        assert heading(client.get(kind["url"])) == kind["value"]
    assert not shown.units or sum(line.value for line in shown.units) == shown.total


def test_each_measure_is_counted_as_its_list_in_one_query_and_alone(unit):
    from orgunits.tree import Tree

    people = PeopleOn(date(2026, 6, 30), list(Tree.on(date(2026, 6, 30)).nodes))
    sums = [sum(column) for column in zip(*people.counts(COUNTED).values(), strict=True)]
    assert sums == [people.count(measure) for measure in COUNTED]


def test_every_year_of_retirement_leads_to_those_people(cast, sign_in, picture):
    client = sign_in(cast.leader)
    people = {bar.label: named(client.get(bar.url)) for bar in picture("TCHQ").retiring if bar.value}
    # By hand from births and Phụ lục I of NĐ 135/2020: men 61 years 6 months in 2026, +3 months a year to 62 in 2028;
    # women 57 years in 2026, +4 months a year to 60 in 2035.
    assert people["Trên tuổi nghỉ hưu"] == {"06", "07"}
    assert people["Nghỉ hưu trong năm 2026"] == {"01"}, "on the day itself"
    assert people["Nghỉ hưu trong năm 2027"] == {"17"}
    assert people["Nghỉ hưu trong năm 2029"] == {"16"}
    assert people["Nghỉ hưu trong năm 2030"] == {"02", "03"}
    assert people["Nghỉ hưu trong năm 2032"] == {"18", "20"}
    assert people["Nghỉ hưu trong năm 2035"] == {"14"}
    assert sum(map(len, people.values())) == 24


def test_the_bars_share_everybody_out(picture):
    shown = picture("TCHQ")
    assert [sum(bar.value for bar in bars) for bars in (shown.tiers, shown.degrees, shown.retiring)] == [24, 24, 24]
    assert [bar.value for bar in shown.members] == [14, 10, 12, 12]
    assert sum(kind["value"] for kind in shown.kinds) == 24
    assert len(shown.years) == 10 and shown.years[0]["label"] == "2026"
    assert len(RETIRING) == 12


def test_people_stand_against_what_was_assigned_kind_by_kind(quotas, picture, cast):
    quotas(("HQ34", "civil_servant", 10), ("HQ34-07", "civil_servant", 6), ("HQ60", "civil_servant", 9))
    shown = picture("TCHQ")
    danang, quangnam = unit_line(shown, "HQ Đà Nẵng"), unit_line(shown, "HQ Quảng Nam")
    assert (danang.value, danang.staffing.of, danang.staffing.words) == (12, 10, "vượt 1"), (
        "11 of 12 are civil servants"
    )
    assert (quangnam.value, quangnam.staffing.of, quangnam.staffing.words) == (8, 9, "thiếu 2"), "7 of 8"
    assert (danang.staffing.tone, quangnam.staffing.tone) == ("over", "far")
    assert unit_line(shown, "Vụ TCCB").staffing.words == "chưa giao"
    assert (shown.staffing.of, shown.staffing.gap, shown.staffing.heads) == (19, -1, 24), "the gaps of the units add up"
    assert shown.assigned.note == "thiếu 1, chưa kể 6 người chưa được giao biên chế", (
        "4 of units without, 2 of other kinds"
    )
    assert [line.label for line in shown.over] == ["HQ Đà Nẵng"]
    assert [line.label for line in shown.lacking] == ["HQ Quảng Nam"]
    below = picture("HQ34")
    port, own = unit_line(below, "Chi cục Hải quan cửa khẩu cảng"), unit_line(below, "Trực tiếp thuộc HQ Đà Nẵng")
    assert (port.value, port.staffing.of, port.staffing.words, port.staffing.tone) == (6, 6, "đủ", "full")
    assert (own.value, own.staffing.of, own.staffing.words) == (2, 4, "thiếu 2"), "what of ten is not split"
    quotas(("HQ34", "contract", 2))
    both = unit_line(picture("TCHQ"), "HQ Đà Nẵng").staffing
    assert (both.of, both.gap, both.words) == (12, 0, "đủ"), "one civil servant too many, one contract free"
    assert picture("TCHQ", day="30/06/2025").staffing.of is None, "numbers of 2026 say nothing of 2025"


def test_tiles_lead_down_and_tell_what_the_table_tells(quotas, cast, sign_in, picture):
    quotas(("HQ34", "civil_servant", 10))
    page = sign_in(cast.leader).get(BOARD_URL, DAY).content.decode().replace("&amp;", "&")
    title = "Cục Hải quan TP. Đà Nẵng: 12 người, biên chế 10, vượt 1, chưa kể 1 người chưa được giao biên chế"
    assert re.search(rf'<a href="/bao-cao/toan-canh/\?ngay=[^"]*&don-vi=HQ34"><title>{title}</title>', page)
    tiles = picture("TCHQ").tiles
    assert {tile["label"]: tile["value"] for tile in tiles}["HQ Đà Nẵng"] == 12
    assert "Vượt biên chế" in page and "Thiếu đến" not in page, "the legend names what is there"


@pytest.mark.clause("TCHQ-5.2c")
def test_a_neighbour_sees_nothing_of_it_and_the_scopes_add_up(quotas, cast, sign_in, picture):
    quotas(("HQ34", "civil_servant", 10), ("HQ60", "civil_servant", 9))
    whole = picture("TCHQ")
    own = {account: picture(account=getattr(cast, account)) for account in ("clerk", "neighbour")}
    assert (own["clerk"].total, own["neighbour"].total) == (12, 8)
    for account, label in (("clerk", "HQ Đà Nẵng"), ("neighbour", "HQ Quảng Nam")):
        line = unit_line(whole, label)
        assert (own[account].total, own[account].staffing.of, own[account].staffing.gap) == (
            line.value, line.staffing.of, line.staffing.gap,
        )  # fmt: skip
    page = sign_in(cast.neighbour).get(BOARD_URL, DAY).content.decode()
    assert "Đà Nẵng" not in page and "HQ34" not in page
    for address in (BOARD_URL, UPKEEP, "/bao-cao/toan-canh/danh-sach/"):
        for foreign in ("HQ34", "TCHQ", "HQ34-07"):
            assert sign_in(cast.neighbour).get(address, {**DAY, "don-vi": foreign}).status_code == 404


def test_a_unit_of_few_people_and_one_without_units_below_have_their_board(cast, sign_in):
    page = sign_in(cast.leader).get(BOARD_URL, {**DAY, "don-vi": "TW03-01"})
    shown = page.context["picture"]
    assert shown.total == 1 and shown.units == []
    html = page.content.decode()
    assert "Biên chế và có mặt theo đơn vị" not in html and "Tháp tuổi" in html
    assert "Trong 12 tháng không có ai đến hay đi." in html
    assert "Trong 10 năm tới không có ai đến tuổi nghỉ hưu." in html


def test_upkeep_is_a_part_of_the_board_and_a_page_without_scripts(cast, sign_in, make_dossier):
    make_dossier(unit_code="HQ34-01", looked_through=True)
    client = sign_in(cast.clerk)
    board = client.get(BOARD_URL).content.decode()
    part = re.search(r'hx-get="(/bao-cao/toan-canh/cap-nhat/\?[^"]*)"', board)[1].replace("&amp;", "&")
    assert f'<a href="{part.replace("&", "&amp;")}">Xem việc nhập đúng hạn' in board, "without scripts it is a link"
    whole, piece = client.get(part).content.decode(), client.get(part, headers={"hx-request": "true"}).content.decode()
    assert "<html" in whole and "<html" not in piece
    for text in (whole, piece):
        assert "Cập nhật hồ sơ theo đơn vị" in text and "Nhập đúng hạn" in text


@pytest.mark.clause("TCHQ-13.3")
def test_upkeep_tells_what_the_boards_of_deadlines_and_quality_tell(cast, sign_in, make_dossier, today):
    from personnel.models import Dossier
    from personnel.services.find_faults import find_faults
    from qlcb.formats import date_vi

    find_faults(list(Dossier.objects.values_list("pk", flat=True)), today)
    client = sign_in(cast.leader)
    told = client.get(UPKEEP, {"don-vi": "HQ34"}).context["upkeep"]
    quality = client.get(reverse("personnel:quality"), {"don-vi": "HQ34"}).context["picture"]
    period = {"don-vi": "HQ34", "tu-ngay": date_vi(told.first), "den-ngay": date_vi(told.last)}
    deadlines = client.get(reverse("personnel:deadlines"), period).context["picture"]
    assert told.total.kept.figures == quality.total and quality.total.dossiers == 11
    assert told.total.entered.figures == deadlines.total.figures
    ranks = [(line.entered.percent, line.kept.figures.percent) for line in told.lines]
    assert ranks == sorted(ranks) and len(set(ranks)) > 1, "who needs it most stands first"
    shown = {line.name: line.kept.figures for line in told.lines}
    assert shown["Văn phòng"] == next(line.figures for line in quality.units if line.name == "Văn phòng")
    assert sum(figures.dossiers for figures in shown.values()) == 11, "the lines add up to the whole"
    low = next(line for line in told.lines if line.kept.figures.low and line.low_url)
    assert client.get(low.low_url).context["page"].total == low.kept.figures.low
    wrong = Finding.objects.filter(is_open=True, severity="error", dossier__now_unit__code="HQ34-01")
    line = next(line for line in told.lines if line.name == "Văn phòng")
    assert line.kept.figures.wrong == wrong.values("dossier").distinct().count()


def test_who_may_not_open_dossiers_reads_no_upkeep(cast, sign_in, monkeypatch):
    from accounts.access import Access
    from accounts.permissions import VIEW

    client, holds = sign_in(cast.clerk), Access.holds
    monkeypatch.setattr(Access, "holds", lambda self, right: right != VIEW and holds(self, right))
    assert "b-upkeep" not in client.get(BOARD_URL).content.decode()
    assert client.get(UPKEEP).status_code == 403


def test_a_unit_that_is_no_more_has_no_upkeep_but_a_word(cast, sign_in):
    page = sign_in(cast.leader).get(UPKEEP, {"ngay": "01/01/1960"})
    assert page.status_code == 200


def test_upkeep_asks_no_more_for_more_units(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.leader)
    for code in ("TCHQ", "HQ34"):
        client.get(UPKEEP, {"don-vi": code})
        with django_assert_max_num_queries(16):
            client.get(UPKEEP, {"don-vi": code})


@pytest.mark.parametrize(("address", "number"), [(BOARD_URL, 12), ("/bao-cao/bm01/", 10)])
def test_numbers_assigned_to_every_unit_cost_no_query_each(
    address, number, quotas, cast, sign_in, django_assert_num_queries
):
    quotas(*((code, "civil_servant", 3) for code in ("TW03", "TW03-01", "HQ34", "HQ60", "HQ60-07", "HQ02", "HQ01")))
    client = sign_in(cast.leader)
    client.get(address, DAY)
    with django_assert_num_queries(number):
        client.get(address, DAY)
