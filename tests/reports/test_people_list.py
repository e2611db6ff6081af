"""Each number leads to exactly the people it counts, through the door; units of others do not exist."""

import re

import pytest
from django.urls import reverse

from personnel.models import Dossier
from qlcb.paging import keyset_page
from reports.definitions import REPORTS
from reports.measures import AGE_BANDS, MEASURES
from tests.reports.service24 import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]
BM01 = REPORTS["bm01"]
LIST = "/bao-cao/bm01/danh-sach/"
ON_THE_DAY = {"ngay": "30/06/2026"}


def heading(response) -> int:
    """The number in the heading of a list."""
    found = re.search(r"<h1>[^<]*: ([\d.]+) người</h1>", response.content.decode())
    return int(found[1].replace(".", ""))


def named(response) -> set[str]:
    """Numbers of the people a list names."""
    return set(re.findall(r">Người Thứ (\d\d)<", response.content.decode()))


@pytest.mark.parametrize("unit_code", ["TCHQ", "HQ34", "HQ34-07", "HQ60", "TW03-01"])
def test_the_list_is_as_long_as_the_number_in_every_column(unit_code, cast, ask):
    params = ask(cast.leader, **{"don-vi": unit_code})
    counted = BM01.people(params, params.scope.ids_below(params.root))
    [numbers] = [BM01.numbers(params, BM01.counted).total(params.root)]
    for measure, number in zip(BM01.counted, numbers, strict=True):
        listed = Dossier.objects.visible_to(cast.leader).filter(pk__in=counted.ids(measure)).count()
        assert listed == counted.count(measure) == number, measure


def test_following_a_number_names_those_people(cast, ask, sign_in):
    client = sign_in(cast.leader)
    table = BM01.table(ask(cast.leader, **{"don-vi": "HQ34"}))
    expected = {
        ("Văn phòng", "ton-giao"): {"07", "10"},
        ("Chi cục Hải quan cửa khẩu cảng", "dai-hoc"): {"11", "12", "24"},
        ("Trực tiếp thuộc HQ Đà Nẵng", "cvc"): {"05", "06"},
        ("Tổng số", "qua-tuoi"): {"06", "07"},
    }
    keys = [column.key for column in table.columns]
    for (unit, key), people in expected.items():
        row = next(row for row in table.rows if row.cells[1].value == unit)
        response = client.get(row.cells[keys.index(key)].url)
        assert response.status_code == 200
        assert named(response) == people
        assert heading(response) == len(people)


def test_names_lead_to_dossiers_and_show_what_they_were_that_day(cast, sign_in):
    page = sign_in(cast.leader).get(LIST, {**ON_THE_DAY, "don-vi": "HQ60", "cot": "cs"}).content.decode()
    assert 'href="/ho-so/99T-22/"' in page
    assert "08.052" in page and "08.051" not in page, "the rank of that day, not of today"
    assert "Chi cục Hải quan cửa khẩu cảng" in page and "HQ Quảng Nam" in page


@pytest.mark.clause("TCHQ-5.2c")
def test_who_has_left_the_scope_is_counted_but_not_named(cast, sign_in):
    query = {**ON_THE_DAY, "don-vi": "HQ34-07"}
    response = sign_in(cast.clerk).get(LIST, query)
    assert heading(response) == 6
    assert named(response) == {"11", "12", "13", "14", "15"}
    assert '<b class="num">1</b> người được tính trong số này' in response.content.decode()
    assert "24" in named(sign_in(cast.leader).get(LIST, query))
    assert "24" not in named(sign_in(cast.neighbour).get(LIST, ON_THE_DAY)), "not theirs on that day"


def test_every_measure_has_a_list_and_the_age_bands_are_everybody(cast, sign_in):
    client = sign_in(cast.leader)
    query = {**ON_THE_DAY, "doi-tuong": "tat-ca"}
    sizes = {key: heading(client.get(LIST, {**query, "cot": key})) for key in MEASURES}
    assert sizes["hien-co"] == 24
    assert sum(sizes[measure.key] for _, *pair in AGE_BANDS for measure in pair) == 24
    assert sizes["khong-ngach"] == 1 and sizes["khong-bang"] == 1


def test_retirement_within_five_years(cast, sign_in):
    response = sign_in(cast.leader).get(LIST, {**ON_THE_DAY, "cot": "sap-nghi-huu"})
    # 01 on the day itself (61 years 6 months), 17 in 10/2027, 16 in 06/2029, 02 in 03/2030, 03 in 09/2030;
    # 18 and 20 not before 2032; 06 and 07 are past it.
    assert named(response) == {"01", "02", "03", "16", "17"}


@pytest.mark.clause("TCHQ-4.1", "TCHQ-5.2c")
@pytest.mark.parametrize("unit_code", ["HQ60", "TCHQ", "TW03-01", "HQ99", "' OR 1=1 --", "%00", "34"])
@pytest.mark.parametrize(
    "address",
    ["/bao-cao/bm01/", "/bao-cao/bm01.xlsx", "/bao-cao/bm01.pdf", LIST, "/bao-cao/toan-canh/",
     "/bao-cao/toan-canh/danh-sach/"],
)  # fmt: skip
def test_units_of_others_are_not_found(address, unit_code, cast, sign_in):
    response = sign_in(cast.clerk).get(address, {**ON_THE_DAY, "don-vi": unit_code})
    assert response.status_code == 404
    assert "Quảng Nam" not in response.content.decode()


@pytest.mark.parametrize("query", [{"cot": "x"}, {"cot": "1=1"}, {"ngay": "31/02/2026"}, {"doi-tuong": "x"}])
def test_a_list_of_nothing_sensible_is_not_found(query, cast, sign_in):
    assert sign_in(cast.clerk).get(LIST, {**ON_THE_DAY, **query}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/bao-cao/bm99/", "/bao-cao/bm99.pdf", "/bao-cao/bm01.odt", "/bao-cao/bm99/danh-sach/"]
)
def test_reports_that_do_not_exist_are_not_found(address, cast, sign_in):
    assert sign_in(cast.leader).get(address).status_code == 404


def test_the_list_pages_by_key(cast, sign_in, monkeypatch):
    monkeypatch.setitem(keyset_page.__kwdefaults__, "size", 10)
    client = sign_in(cast.leader)
    first = client.get(reverse("reports:people", args=["bm01"]), ON_THE_DAY)
    following = re.search(r'href="(\?[^"]+)" rel="next"', first.content.decode())[1].replace("&amp;", "&")
    second = client.get(LIST + following)
    assert len(named(first)) == len(named(second)) == 10
    assert not named(first) & named(second)
    assert heading(second) == 21


def test_the_day_is_the_day_of_the_service():
    assert DAY.strftime("%d/%m/%Y") == ON_THE_DAY["ngay"]
