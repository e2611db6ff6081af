"""The pages of rounds: opened after a look at the number, each number its list, urged, confirmed, closed, exported."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent, Account
from accounts.permissions import VIEW
from accounts.services.grant import grant
from accounts.services.revoke import revoke
from personnel.models import Round, RoundItem
from personnel.paper_checks import paper_state
from personnel.sections import SECTIONS
from personnel.services.save_row import correct_row
from personnel.waiting import waiting
from tests.exporting import exported, sheet_of
from tests.personnel.rounds.kit import confirm, item_of, open_assets, open_review

pytestmark = pytest.mark.django_db
NAMES = ("Bùi Văn An", "Trần Thị Yến", "Công Tằng Tôn Nữ Huyền Trang")


@pytest.fixture
def people(make_dossier):
    """Three people of one team, by name."""
    return [
        make_dossier(code=f"34ZZ-100{n}", rank="08.051", step=4, full_name=name, phone="0905 111 222")
        for n, name in enumerate(NAMES)
    ]


def page(round: Round, name: str, *args) -> str:
    kind = "review" if round.is_review else "assets"
    return reverse(f"personnel:{kind}_{name}", args=[round.pk, *args])


def posted(today, **values):
    return {
        "title": "Rà soát quý IV", "document": "12/HQĐNg", "document_on": f"{today:%d/%m/%Y}", "unit": "HQ34",
        "deadline": f"{today + timedelta(days=5):%d/%m/%Y}", "parts": ["ly-lich", "luong"],
    } | values  # fmt: skip


@pytest.mark.clause("TCHQ-10.2")
def test_a_review_is_opened_after_its_number_was_seen(people, cast, sign_in, today):
    client, url = sign_in(cast.clerk), reverse("personnel:review_open")
    response = client.post(url, posted(today))
    assert 'Đợt này sẽ có <b class="num">3</b> hồ sơ' in response.content.decode()
    assert not Round.objects.exists()
    response = client.post(url, posted(today, mo="1"))
    round = Round.objects.get()
    assert response["Location"] == page(round, "round")
    assert (round.organiser, round.items.count()) == (cast.clerk.unit, 3)
    assert round.history.get().history_change_reason == "Theo văn bản 12/HQĐNg"
    for wrong in ({"unit": "HQ60"}, {"parts": []}, {"deadline": "01/01/2020"}, {"title": ""}):
        assert client.post(url, posted(today, mo="1", **wrong)).context["form"].errors
    assert Round.objects.count() == 1


def test_a_round_of_declarations_opens_with_the_data_of_the_regulation(people, cast, sign_in, today):
    form = sign_in(cast.specialist).get(reverse("personnel:assets_open")).context["form"]
    assert (form["year"].value(), form["ranks"].value()) == (today.year, ["08.049", "08.050", "08.051"])
    told = {name: form[name].value() for name in ("title", "year", "declaration_kind", "ranks")}
    told |= {"document": "1/TCHQ", "document_on": f"{today:%d/%m/%Y}", "unit": "TCHQ", "mo": "1"}
    told["deadline"] = f"{today + timedelta(days=9):%d/%m/%Y}"
    response = sign_in(cast.specialist).post(reverse("personnel:assets_open"), told)
    assert response.status_code == 302, response.context["form"].errors
    assert Round.objects.get().items.count() == 3


@pytest.mark.clause("TCHQ-10.2")
def test_dossier_by_dossier_to_the_end(people, cast, sign_in):
    round = open_review(parts=("giay-to", "luong"))
    client = sign_in(cast.clerk)
    url = page(round, "item", people[0].code)
    for number in range(3):
        response = client.get(url)
        assert "0905 111 222" in response.content.decode(), "nobody can confirm dots"
        assert (
            AccessEvent.objects.filter(kind="unmask", account=cast.clerk, detail="Giấy tờ, liên hệ").count()
            == number + 1
        )
        last = number == 2
        assert bool(response.context["following"]) is not last
        url = client.post(url, {"seen": response.context["seen"], "tiep": "1"})["Location"]
    assert url == page(round, "items")
    assert item_of(round, people[2]).done_at
    done = client.get(page(round, "item", people[0].code))
    assert "0905 111 222" not in done.content.decode() and "đã được xác nhận" in done.content.decode()


def test_what_is_not_ones_own_to_confirm_stays_masked(people, cast, sign_in):
    round = open_review(parts=("giay-to", "luong"))
    body = sign_in(cast.policy).get(page(round, "item", people[0].code)).content.decode()
    assert "0905 111 222" not in body
    assert not AccessEvent.objects.filter(kind="unmask", account=cast.policy).exists()


def test_a_change_in_between_is_told_and_nothing_confirmed(people, cast, sign_in, today):
    round = open_review(parts=("luong",))
    client, url = sign_in(cast.clerk), page(round, "item", people[0].code)
    seen = client.get(url).context["seen"]
    row = people[0].salary_set.get()
    row.note = "Sửa"
    correct_row(account=cast.policy, reason="x", section=SECTIONS["luong"], row=row, expected_version=1, today=today)
    body = client.post(url, {"seen": seen}, follow=True).content.decode()
    assert "Vừa có thay đổi ở “Diễn biến lương”" in body
    for nonsense in ("", "[]", "{", '{"luong": 5}', '{"khong-co": "x"}'):
        assert client.post(url, {"seen": nonsense})["Location"] == url
    assert item_of(round, people[0]).confirmed == {}


def test_the_way_back_from_mending_leads_to_the_review(people, cast, sign_in):
    round = open_review(parts=("luong",))
    client, url = sign_in(cast.clerk), page(round, "item", people[0].code)
    client.get(url)
    assert f'href="{url}"' in client.get(reverse("personnel:section", args=[people[0].code, "luong"])).content.decode()
    assert f'href="{url}"' not in client.get(reverse("personnel:dossier", args=[people[1].code])).content.decode()


@pytest.mark.parametrize("kind", ["review", "assets"])
def test_each_number_is_its_list_and_its_export(kind, people, cast, sign_in, today):
    round = open_review(parts=("luong",)) if kind == "review" else open_assets()
    if kind == "review":
        for dossier in people[:2]:
            confirm(round, dossier, cast.clerk)
        row = people[0].salary_set.get()
        row.note = "Sửa"
        correct_row(account=cast.clerk, reason="x", section=SECTIONS["luong"], row=row, expected_version=1, today=today)
    client = sign_in(cast.clerk)
    context = client.get(page(round, "round")).context
    total = context["board"].total
    numbers = {
        "mine_url": context["mine"], "done_url": total.done, "missing_url": total.missing,
        "exempt_url": total.exempt, "left_url": context["left"],
    }  # fmt: skip
    if kind == "review":
        numbers |= {"extra_url": total.extra}
        del numbers["exempt_url"]
        assert (total.done, total.missing, context["left"]) == (2, 1, 1)
    for name, number in numbers.items():
        listed = client.get(context[name]).context["page"]
        assert listed.total == number == len(listed.rows), name
    assert client.get(context["board"].list_url()).context["page"].total == total.total == 3
    for line in context["board"].lines:
        assert client.get(line.list_url).context["page"].total == line.figures.missing
    sheet = list(sheet_of(exported(client, page(round, "export"), {"trang-thai": "missing"})).values)
    assert sum(1 for row in sheet if str(row[0]).startswith("34ZZ")) == total.missing


@pytest.mark.clause("TCHQ-9.1")
def test_urged_units_read_it_at_home(people, cast, sign_in, today):
    round = open_review(unit="TCHQ", parts=("luong",), deadline=today + timedelta(days=60))
    runs, does = sign_in(cast.specialist), Account.objects.get(pk=cast.clerk.pk)
    url = page(round, "remind")
    assert runs.get(url)["Location"] == page(round, "round")
    assert "Cục Hải quan TP. Đà Nẵng" in runs.get(page(round, "round")).content.decode()

    def row():
        return next(one for one in waiting(does, today) if one.key == f"dot-{round.pk}")

    before = row()
    assert (before.count, before.mine, before.is_urgent, before.counted) == (3, True, False, False)
    assert runs.post(f"{url}?dv=HQ34&dv=HQ60&dv=KHONG", {"words": "Làm ngay"}).status_code == 302
    assert row().is_urgent and "đã đôn đốc" in row().note
    assert "đã đôn đốc" in runs.get(page(round, "round")).content.decode()
    assert sign_in(does).get(row().url).context["page"].total == 3


@pytest.mark.clause("TCHQ-10.1")
def test_a_round_past_its_term_is_late_and_waits_to_be_closed(people, cast, today):
    round = open_review(parts=("luong",))

    later = today + timedelta(days=14)
    clerk, specialist = (Account.objects.get(pk=one.pk) for one in (cast.clerk, cast.specialist))
    late = next(one for one in waiting(clerk, later) if one.key == f"dot-{round.pk}")
    assert (late.late, late.days, late.flag) == (3, 4, "quá hạn 4 ngày")
    closing = next(one for one in waiting(specialist, later) if one.key == "dong-review")
    assert (closing.count, closing.url) == (1, page(round, "round"))
    assert "dong-review" not in [one.key for one in waiting(clerk, later)]
    assert "dong-review" not in [one.key for one in waiting(specialist, today)]


@pytest.mark.clause("TCHQ-10.2")
def test_a_closed_round_is_read_printed_and_exported(people, cast, sign_in, today):
    round = open_review(parts=("luong",))
    confirm(round, people[0], cast.clerk)
    runs = sign_in(cast.specialist)
    assert runs.post(page(round, "close"), {"conclusion": ""}).context["form"].errors
    assert runs.post(page(round, "close"), {"conclusion": "Còn hai hồ sơ ở Chi cục"}).status_code == 302
    client = sign_in(cast.clerk)
    body = client.get(page(round, "round")).content.decode()
    assert "Còn hai hồ sơ ở Chi cục" in body and "đã đóng ngày" in body
    assert round.title in client.get(reverse("personnel:review_index")).content.decode()
    assert client.get(page(round, "items")).context["page"].total == 3
    assert client.post(page(round, "item", people[1].code), {"seen": "{}"}, follow=True).status_code == 200
    for name in ("change", "close", "remind"):
        assert sign_in(cast.specialist).get(page(round, name)).status_code == 404
    rows = list(sheet_of(exported(client, page(round, "export"))).values)
    assert [row[5] for row in rows if str(row[0]).startswith("34ZZ")] == [
        "Đã rà soát", "Còn phải rà soát", "Còn phải rà soát",
    ]  # fmt: skip


def test_a_term_is_extended_and_somebody_elses_change_is_told(people, cast, sign_in, today):
    round = open_review()
    client, url = sign_in(cast.specialist), page(round, "change")
    told = {"title": round.title, "document": round.document, "document_on": f"{today:%d/%m/%Y}", "reason": "Gia hạn",
            "deadline": f"{today + timedelta(days=30):%d/%m/%Y}", "instructions": ""}  # fmt: skip
    assert client.post(url, told | {"version": 1}).status_code == 302
    assert Round.objects.get().deadline == today + timedelta(days=30)
    assert "người khác sửa" in client.post(url, told | {"version": 1, "title": "Khác"}).content.decode()


@pytest.mark.parametrize("kind", ["review", "assets"])
def test_pages_ask_as_much_for_many_as_for_few(kind, people, make_dossier, cast, sign_in):
    open_one = open_review if kind == "review" else open_assets
    few = open_one(unit="HQ34-07")
    for number in range(6):
        make_dossier(code=f"34ZZ-300{number}", rank="08.051", step=4, unit_code="HQ34-06")
    many, client = open_one(), sign_in(cast.clerk)
    for name, args in (("round", ()), ("items", ()), ("item", (people[0].code,))):
        counts = []
        for round in (few, many):
            client.get(page(round, name, *args))
            with CaptureQueriesContext(connection) as asked:
                client.get(page(round, name, *args))
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 32, name


def test_a_dossier_that_is_not_in_the_round_has_no_page_there(people, make_dossier, cast, sign_in):
    round = open_review(unit="HQ34-07")
    beside = make_dossier(code="34ZZ-4000", unit_code="HQ34-06")
    assert sign_in(cast.clerk).get(page(round, "item", beside.code)).status_code == 404
    assert not RoundItem.objects.filter(dossier=beside).exists()
    assert paper_state(beside).total > 20


def test_the_whole_list_is_printed_on_one_page_and_that_is_logged(people, cast, sign_in, today, monkeypatch):
    monkeypatch.setattr("personnel.views.rounds.PAGE_SIZE", 2)
    round, client = open_assets(), sign_in(cast.clerk)
    url = page(round, "items")
    second = client.get(url).context["page"].next_url
    assert len(client.get(url + second).context["page"].rows) == 1
    printed = client.get(f"{url}{second}&in=1&trang-thai=missing")
    assert [item.dossier for item in printed.context["page"].rows] == [people[0], people[2], people[1]]
    assert "Tình trạng: Chưa kê khai" in printed.content.decode()
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.PRINT)
    assert (event.account, event.unit) == (cast.clerk, round.unit)
    assert event.detail == f"Đợt: {round}; Tình trạng: Chưa kê khai; 3 hồ sơ"
    monkeypatch.setattr("personnel.views.rounds.MOST_PRINTED", 2)
    assert len(client.get(f"{url}?in=1").context["page"].rows) == 2
    monkeypatch.setattr("personnel.views.rounds.MOST_PRINTED", 9)
    own, paper = cast.clerk.grants.get(), {"today": today, "document": "9/QĐ", "reason": "Thu hẹp"}
    grant(account=cast.sysadmin, to=cast.clerk, unit=own.unit, right=VIEW, on=today, **paper)
    revoke(account=cast.sysadmin, given=own, **paper)
    without = sign_in(Account.objects.get(pk=cast.clerk.pk))
    assert len(without.get(f"{url}?in=1").context["page"].rows) == 2, "who takes no lists out prints none"
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.PRINT).count() == 1
