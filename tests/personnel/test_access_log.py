"""The pages of the access log, and that no way of reading a dossier leaves it untouched (TCHQ-4.1, 4.2)."""

from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Account
from accounts.permissions import ACCESS_LOG, VIEW
from accounts.services.grant import grant
from personnel.forms.access_log import network_of
from personnel.models import Decision
from personnel.views import access_log as views
from qlcb.history import HistoryError
from tests.exporting import REASON, exported, sheet_of
from tests.rights_table import CODE, ROWS
from tests.test_rights import no_printing, world

__all__ = ["no_printing", "world"]

pytestmark = pytest.mark.django_db
Kind = AccessEvent.Kind
LOG, EXPORT = "/nhat-ky/", "/nhat-ky/ket-xuat/"


def body(response) -> str:
    return response.content.decode()


def shown(response) -> list[str]:
    return [line.event.target for line in response.context["lines"]]


@pytest.mark.clause("TCHQ-4.2")
def test_who_looked_with_account_custodian_address_and_time(cast, sign_in, make_dossier):
    dossier = make_dossier(code="34ZZ-0217")
    sign_in(cast.clerk).get(f"/ho-so/{dossier.code}/", REMOTE_ADDR="10.34.2.17")
    event = AccessEvent.objects.get(kind=Kind.VIEW)
    page = body(sign_in(cast.sysadmin).get(LOG))
    for words in ("34ZZ-0217", dossier.full_name, cast.clerk.username, cast.clerk.holder_name, "10.34.2.17"):
        assert words in page
    assert f'href="/ho-so/{dossier.code}/"' in page
    assert views.timezone.localtime(event.at).strftime("%H:%M:%S") in page


@pytest.mark.clause("TCHQ-4.2")
@pytest.mark.usefixtures("printed_here")
@pytest.mark.parametrize("what", ["view", "print", "export"])
def test_each_use_is_logged_at_its_moment_and_told_by_the_clock_of_the_country(what, cast, sign_in, make_dossier):
    """Seven hours ahead of UTC; the log is told to the second."""
    dossier = make_dossier(code="34ZZ-0217")
    client, before = sign_in(cast.clerk), timezone.now()
    if what == "view":
        client.get(reverse("personnel:dossier", args=[dossier.code]))
    elif what == "print":
        client.get(reverse("reports:form_file", args=[dossier.code, "tieu-su", "pdf"]))
    else:
        exported(client, reverse("personnel:export"), {"q": dossier.full_name})
    after = timezone.now()
    events = AccessEvent.objects.filter(kind=what, account=cast.clerk)
    event = events.earliest("pk")
    assert before <= event.at <= after and event.custodian == cast.clerk.holder_name
    here = event.at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    page = body(sign_in(cast.sysadmin).get(LOG, {"tai-khoan": cast.clerk.username}))
    assert f"{here:%d/%m/%Y}" in page and f"{here:%H:%M:%S}" in page
    with pytest.raises(HistoryError):
        event.save()


@pytest.mark.clause("TCHQ-4.1")
def test_a_refused_attempt_is_shown_to_the_administrators_of_the_dossiers_unit(cast, sign_in, make_dossier):
    make_dossier(code="34ZZ-0217")
    assert sign_in(cast.neighbour).get("/ho-so/34ZZ-0217/muc/luong/").status_code == 404
    response = sign_in(cast.unit_admin).get(LOG, {"loai": "tu-choi", "doi-tuong": "34zz-0217"})
    assert shown(response) == ["/ho-so/34ZZ-0217/muc/luong/"]
    assert cast.neighbour.holder_name in body(response)


def test_names_and_links_only_of_dossiers_that_the_reader_may_open(cast, sign_in, make_dossier):
    dossier = make_dossier(code="34ZZ-0217", full_name="Trịnh Hoài Ân")
    sign_in(cast.clerk).get(f"/ho-so/{dossier.code}/")
    page = body(sign_in(cast.unit_admin).get(LOG))
    assert "34ZZ-0217" in page
    assert "Trịnh Hoài Ân" not in page
    assert 'href="/ho-so/34ZZ-0217/"' not in page


def test_a_confidential_dossier_is_named_to_nobody_without_the_right(cast, sign_in, make_dossier, unit, today):
    from accounts.permissions import VIEW
    from accounts.services.grant import grant

    make_dossier(code="34ZZ-0217", full_name="Trịnh Hoài Ân", is_confidential=True)
    grant(
        account=cast.sysadmin, reason="Thử", to=cast.unit_admin, unit=unit("HQ34"), document="x", on=today, right=VIEW,
        today=today,
    )  # fmt: skip
    sign_in(cast.leader).get("/ho-so/34ZZ-0217/")
    assert "Trịnh Hoài Ân" in body(sign_in(cast.leader).get(LOG))
    assert "Trịnh Hoài Ân" not in body(sign_in(cast.unit_admin).get(LOG))


def test_filters_survive_paging_and_every_row_is_shown_once(cast, sign_in, unit):
    for number in range(120):
        AccessEvent.log(Kind.PRINT if number % 2 else Kind.VIEW, cast.clerk, target=f"34ZZ-{number:04}")
    client = sign_in(cast.sysadmin)
    seen, url = [], f"{LOG}?loai=print&doi-tuong=34zz"
    while url:
        page = client.get(url).context["page"]
        assert page.total == 60
        seen += [event.target for event in page.rows]
        url = LOG + page.next_url if page.next_url else None
    assert seen == [f"34ZZ-{number:04}" for number in range(119, 0, -2)]


def test_each_filter_narrows(cast, sign_in, unit, today):
    AccessEvent.log(Kind.VIEW, cast.clerk, target="34ZZ-0001", unit=unit("HQ34-07"))
    AccessEvent.log(Kind.UNMASK, cast.neighbour, target="60ZZ-0001", unit=unit("HQ60-07"))
    client = sign_in(cast.sysadmin)
    day = f"{today:%d/%m/%Y}"
    for query, expected in (
        ({"don-vi": "HQ34"}, ["34ZZ-0001"]),
        ({"loai": "unmask"}, ["60ZZ-0001"]),
        ({"tai-khoan": "hq60.nhansu1"}, ["60ZZ-0001"]),
        ({"nguoi-giu": cast.clerk.custody.holder_name}, ["34ZZ-0001"]),
        ({"doi-tuong": "60zz-0001"}, ["60ZZ-0001"]),
        ({"tu-ngay": day, "den-ngay": day, "loai": "view"}, ["34ZZ-0001"]),
        ({"den-ngay": "01/01/2020"}, []),
        ({"dia-chi": "10.99"}, []),
    ):
        assert shown(client.get(LOG, query)) == expected, query


def test_what_makes_no_sense_is_told_and_lists_nothing(cast, sign_in):
    AccessEvent.log(Kind.VIEW, cast.clerk, target="34ZZ-0001")
    client = sign_in(cast.sysadmin)
    for query in (
        {"dia-chi": "chỗ nào đó"},
        {"tu-ngay": "32/13/2026"},
        {"tu-ngay": "2/2/2026", "den-ngay": "1/2/2026"},
    ):
        response = client.get(LOG, query)
        assert response.context["form"].errors
        assert shown(response) == []
        assert client.get(EXPORT, query).status_code == 302
    assert sign_in(cast.unit_admin).get(LOG, {"don-vi": "HQ60"}).status_code == 404


@pytest.mark.parametrize(
    ("text", "network"),
    [("10.34.2.17", "10.34.2.17/32"), ("10.34", "10.34.0.0/16"), ("10.", "10.0.0.0/8"), ("10.34.2.0/24",) * 2,
     ("fd00::/64",) * 2],
)  # fmt: skip
def test_an_address_a_network_and_the_beginning_of_one(text, network):
    assert str(network_of(text)) == network


def test_the_export_holds_exactly_the_list_and_is_logged_itself(cast, sign_in, make_dossier):
    dossier = make_dossier(code="34ZZ-0217")
    client = sign_in(cast.clerk)
    client.get("/ho-so/34ZZ-0217/")
    client.get("/ho-so/34ZZ-0217/lich-su/")
    AccessEvent.log(Kind.PRINT, cast.clerk, target="=HYPERLINK(1)")
    sheet = sheet_of(exported(sign_in(cast.sysadmin), EXPORT, {"loai": "view"}))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert [(row[2], row[3], row[4], row[11]) for row in rows] == [
        ("Xem hồ sơ", "34ZZ-0217", dossier.full_name, "Lịch sử thay đổi"),
        ("Xem hồ sơ", "34ZZ-0217", dossier.full_name, None),
    ]
    event = AccessEvent.objects.filter(kind=Kind.EXPORT).earliest("pk")
    assert (event.account, event.detail) == (cast.sysadmin, f"Việc: Xem hồ sơ; 2 dòng; lý do: {REASON}")


def test_too_many_rows_are_refused_with_the_number(cast, sign_in, monkeypatch):
    monkeypatch.setattr("personnel.exports.access_log.MOST_ROWS", 2)
    for number in range(3):
        AccessEvent.log(Kind.VIEW, cast.clerk, target=f"34ZZ-{number:04}")
    response = sign_in(cast.sysadmin).get(EXPORT, {"loai": "view"}, follow=True)
    assert "có 3 lượt; mỗi tệp kết xuất được nhiều nhất 2 lượt" in body(response)
    assert response.context["form"]["loai"].value() == "view"
    assert not AccessEvent.objects.filter(kind=Kind.EXPORT).exists()


def queries_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow(cast, sign_in, make_dossier):
    dossier = make_dossier(code="34ZZ-0000")
    client = sign_in(cast.unit_admin)
    AccessEvent.log(Kind.VIEW, cast.clerk, target=dossier.code, unit=dossier.now_unit)
    few = queries_of(client, LOG)
    for number in range(1, 40):
        code = make_dossier(code=f"34ZZ-{number:04}").code
        AccessEvent.log(Kind.VIEW, cast.leader, target=code, unit=dossier.now_unit)
    assert queries_of(client, LOG) == few <= 12


def test_the_log_of_one_dossier(cast, sign_in, make_dossier):
    dossier, other = make_dossier(code="34ZZ-0217"), make_dossier(code="34ZZ-02170")
    sign_in(cast.clerk).get(f"/ho-so/{other.code}/")
    sign_in(cast.clerk).get(f"/ho-so/{dossier.code}/muc/luong/")
    sign_in(cast.neighbour).get(f"/ho-so/{dossier.code}/")
    client = sign_in(cast.leader)
    response = client.get(f"/ho-so/{dossier.code}/nhat-ky/")
    kinds = [(line.event.kind, line.event.account.username) for line in response.context["lines"]]
    assert kinds == [("view", cast.leader.username), ("not_found", "hq60.nhansu1"), ("view", "hq34.nhansu1")]
    assert f'href="/ho-so/{dossier.code}/nhat-ky/"' in body(client.get(f"/ho-so/{dossier.code}/"))
    refused = sign_in(cast.clerk)
    assert f'href="/ho-so/{dossier.code}/nhat-ky/"' not in body(refused.get(f"/ho-so/{dossier.code}/"))
    assert refused.get(f"/ho-so/{dossier.code}/nhat-ky/").status_code == 403


PAGES_OF_A_DOSSIER = sorted(
    name for name, row in ROWS.items() if row.kwargs.items() >= CODE.items() and row.get[0] == 200
)


@pytest.mark.clause("TCHQ-4.2")
@pytest.mark.usefixtures("no_printing")
@pytest.mark.parametrize("name", PAGES_OF_A_DOSSIER)
def test_no_page_of_a_dossier_is_read_without_a_row_in_the_log(name, world, cast, sign_in):
    kwargs = {key: world.get(value, value) for key, value in ROWS[name].kwargs.items()}
    assert sign_in(cast.sysadmin).get(reverse(name, kwargs=kwargs)).status_code == 200
    events = AccessEvent.objects.exclude(kind__in=AccessEvent.REFUSALS)
    assert {(event.account, event.target, event.unit.code) for event in events} == {
        (cast.sysadmin, world["code"], "HQ34-07")
    }


def test_a_page_about_a_decision_is_a_look_at_those_it_names(cast, sign_in, world):
    decision = Decision.objects.get(pk=world["decision"])
    sign_in(cast.clerk).get(reverse("personnel:decision", args=[decision.pk]))
    event = AccessEvent.objects.get(kind=Kind.VIEW)
    assert (event.target, event.unit, event.account) == (
        f"Quyết định {decision.number}",
        decision.authority,
        cast.clerk,
    )


def test_what_a_conflict_shows_of_restricted_fields_is_logged(cast, sign_in, make_dossier):
    dossier = make_dossier(phone="0905 111 222")
    url = reverse("personnel:panel_edit", args=[dossier.code, "giay-to"])
    sent = {"phone": "0905 333 444", "reason": "Đổi số", "act": "change", "version": "0"}
    response = sign_in(cast.clerk).post(url, sent)
    assert response.status_code == 409
    assert "0905 111 222" in body(response)
    assert AccessEvent.objects.filter(kind=Kind.UNMASK, target=dossier.code).exists()


def test_a_citizen_number_searched_for_stands_in_no_log(cast, sign_in, make_dossier):
    make_dossier(citizen_id="049186123456")
    content = exported(sign_in(cast.clerk), reverse("personnel:export"), {"q": "049186123456"})
    event = AccessEvent.objects.filter(kind=Kind.EXPORT).earliest("pk")
    assert "1 dòng" in event.detail
    assert "123456" not in event.detail.replace(" ", "")
    sheet = sheet_of(content)
    assert not any("123456" in str(cell.value).replace(" ", "") for cell in sheet["A"])


@pytest.mark.clause("TCHQ-5.2c")
def test_the_log_of_the_asking_unit_tells_no_code_of_another(make_dossier, cast, unit, today, sign_in):
    """Whoever asks for two codes of a neighbour finds both or none in its own log, and never where one is kept."""
    make_dossier(code="34ZZ-0777")
    grant(account=cast.sysadmin, reason="Thử", to=cast.neighbour, unit=unit("HQ60"), document="1/QĐ", on=today,
          right=ACCESS_LOG, today=today)  # fmt: skip
    client = sign_in(Account.objects.get(pk=cast.neighbour.pk))
    for code in ("34ZZ-0777", "34ZZ-0778"):
        assert client.get(f"/ho-so/{code}/").status_code == 404
    page = client.get("/nhat-ky/")
    told = {line.event.target: line.shows_unit and line.event.unit for line in page.context["lines"]}
    assert {target: bool(where) for target, where in told.items() if "34ZZ" in target} == {
        "/ho-so/34ZZ-0777/": False, "/ho-so/34ZZ-0778/": False,
    }  # fmt: skip
    shown = page.content.decode()
    assert "Chi cục" not in shown[shown.index("34ZZ-0778") : shown.index("34ZZ-0777") + 400]


@pytest.mark.parametrize("url", ["/ho-so/?q={}", "/ho-so/goi-y/?q={}", "/chon/nguoi/?q={}"])
@pytest.mark.clause("TCHQ-8.1c")
def test_a_number_finds_only_whose_restricted_information_one_sees(url, make_dossier, cast, unit, today, sign_in):
    make_dossier(code="34ZZ-0777", citizen_id="048186003217", full_name="Hồ Thị Tìm")
    grant(account=cast.sysadmin, reason="Thử", to=cast.reader, unit=unit("HQ34"), document="1/QĐ", on=today, right=VIEW,
          today=today)  # fmt: skip
    for who, number, name in ((cast.clerk, True, True), (cast.reader, False, True)):
        client = sign_in(Account.objects.get(pk=who.pk))
        for text, found in (("048186003217", number), ("ho thi tim", name)):
            assert ("34ZZ-0777" in client.get(url.format(text)).content.decode()) is found, (who, text)
