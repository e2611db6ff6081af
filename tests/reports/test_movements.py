"""Who joined, who left and why, between two days; every number leads to its list."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Account
from accounts.services.program_account import program_account
from orgunits.services.change_unit import change_unit
from orgunits.tree import Tree
from personnel.models import Dossier
from qlcb.formats import date_vi
from reports import measures as m
from reports.flows import KINDS, Flows, Span, month_before, months_until
from reports.people import PeopleOn
from tests.reports.movers import EXPECTED, FIRST, HAPPENED, LAST, keepers_on, settle
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
JUNE = Span(FIRST, LAST)
ADDRESS = "/bao-cao/toan-canh/bien-dong/"
ASKED = {"ngay": "30/06/2026", "tu": "31/05/2026"}


@pytest.fixture(scope="module", autouse=True)
def movers(stage):
    return settle(program_account(), date(2026, 11, 21))


@pytest.fixture
def letters(movers):
    return {dossier.pk: letter for letter, dossier in movers.items()}


def flows(account, root, *spans):
    return Flows(account, spans or [JUNE], Tree.on(LAST).nodes[root.pk])


def by_reason(found, letters):
    """Reason → letters of those who moved, of one span."""
    rows: dict[str, str] = {}
    for movement in found.movements(letters).values():
        rows[movement.kind.key] = rows.get(movement.kind.key, "") + letters[movement.id]
    return {key: "".join(sorted(who)) for key, who in rows.items()}


@pytest.mark.parametrize("root", EXPECTED)
def test_each_movement_has_its_reason_and_moves_inside_are_none(root, cast, unit, letters):
    found = flows(cast.leader, unit(root))
    assert by_reason(found, letters) == EXPECTED[root]
    [counts] = found.counts()
    assert {kind.key: number for kind, number in counts.items()} == {
        key: len(who) for key, who in EXPECTED[root].items()
    }


def test_a_movement_tells_its_day_and_both_units(cast, unit, movers):
    found = flows(cast.leader, unit("HQ34")).movements([dossier.pk for dossier in movers.values()])
    assert {letter: date_vi(found[movers[letter].pk].happened_on) for letter in HAPPENED} == HAPPENED
    moved = found[movers["r"].pk]
    assert (moved.origin, moved.target) == (unit("HQ34-07").pk, unit("HQ60-07").pk)


@pytest.mark.parametrize("root", EXPECTED)
def test_the_head_count_grows_by_who_joined_less_who_left(root, cast, unit):
    spans = [*months_until(LAST), *months_until(date(2026, 11, 21), 5), JUNE, Span(date(2020, 6, 1), LAST)]
    below = [node.id for node in Tree.on(LAST).nodes[unit(root).pk].walk()]
    for span, counts in zip(spans, flows(cast.leader, unit(root), *spans).counts(), strict=True):
        net = sum(number if kind.joined else -number for kind, number in counts.items())
        before, after = (PeopleOn(day, below).count(m.TOTAL) for day in (span.first, span.last))
        assert after - before == net, span


@pytest.mark.parametrize("root", EXPECTED)
def test_who_joined_and_left_is_what_the_postings_say_row_by_row(root, cast, unit, movers, letters):
    below = {node.id for node in Tree.on(LAST).nodes[unit(root).pk].walk()}
    for span in [JUNE, *months_until(date(2026, 8, 15)), Span(date(2019, 1, 1), date(2026, 6, 5))]:
        was, now = (
            {letter for letter, keeper in keepers_on(movers, day).items() if keeper in below}
            for day in (span.first, span.last)
        )
        found = flows(cast.leader, unit(root), span).movements(letters)
        told = {way: {letters[one.id] for one in found.values() if one.kind.joined == way} for way in (True, False)}
        assert told == {True: now - was, False: was - now}, span


def test_people_who_come_with_their_unit_come_by_reorganisation(cast, unit, letters, today):
    port = unit("HQ34-07")
    change_unit(
        account=cast.sysadmin, reason="Chuyển", unit=port, on=date(2026, 6, 25), name=port.name, short_name="",
        kind=port.kind, parent=unit("HQ60"), document="7/QĐ", today=today,
    )  # fmt: skip
    leader = Account.objects.get(pk=cast.leader.pk)
    left = by_reason(flows(leader, unit("HQ34")), letters)
    came = by_reason(flows(leader, unit("HQ60")), letters)
    assert left["sap-xep-di"] == "kt", "and not d, q, who were not there on the first day"
    assert came["sap-xep-den"] == "dkt", "and not q, who was theirs before"
    assert left["dieu-dong-di"] == "jr", "who moved before is told as before"
    assert "biet-phai-den" not in left and "e" not in "".join(came.values()), "came to a unit that is below HQ60 now"
    [movement] = flows(leader, unit("HQ60")).movements([pk for pk, letter in letters.items() if letter == "k"]).values()
    assert movement.happened_on is None and movement.target == port.pk


def test_the_months_end_on_the_day_and_follow_each_other():
    months = months_until(date(2026, 3, 15))
    assert (months[0].first, months[0].last) == (date(2025, 3, 31), date(2025, 4, 30))
    assert (months[-1].first, months[-1].last) == (date(2026, 2, 28), date(2026, 3, 15))
    assert [one.last for one in months[:-1]] == [one.first for one in months[1:]] and len(months) == 12
    assert month_before(date(2026, 3, 31)) == date(2026, 2, 28)
    assert month_before(date(2026, 6, 30)) == date(2026, 5, 31)
    assert month_before(date(2026, 3, 15)) == date(2026, 2, 15)


def heading(response) -> int:
    return int(re.search(r"<h1>[^<]*: ([\d.]+) người</h1>", response.content.decode())[1].replace(".", ""))


def named(response) -> str:
    return "".join(sorted(re.findall(r">Người Chuyển (\w)<", response.content.decode()))).lower()


@pytest.mark.clause("TCHQ-3.1đ", "TCHQ-6.1b2")
@pytest.mark.parametrize("root", ["HQ34", "TCHQ"])
def test_every_movement_of_the_board_leads_to_its_list(root, cast, sign_in):
    client = sign_in(cast.leader)
    page = client.get(reverse("reports:board"), {"ngay": "30/06/2026", "don-vi": root})
    change = page.context["picture"].change
    reasons = change.reasons_in + change.reasons_out
    assert {reason.label: reason.value for reason in reasons} == {
        KINDS[key].label: len(who) for key, who in EXPECTED[root].items()
    }
    expected = {KINDS[key].label: who for key, who in EXPECTED[root].items()}
    for reason in reasons:
        response = client.get(reason.url)
        assert heading(response) == reason.value and named(response) == expected[reason.label]
    assert heading(client.get(change.joined_url)) == change.joined
    assert heading(client.get(change.left_url)) == change.left
    assert heading(client.get(change.before_url)) == change.before
    june = page.context["picture"].months[-1]
    assert (june.joined, june.left) == (change.joined, change.left), (
        "the month before the last day of June ends on 31 May"
    )


def test_the_bars_of_the_months_lead_to_their_lists(cast, sign_in):
    client = sign_in(cast.leader)
    page = client.get(reverse("reports:board"), {"ngay": "15/07/2026", "don-vi": "HQ34"})
    months = {month.title: month for month in page.context["picture"].months}
    assert (months["Tháng 06/2026"].joined, months["Tháng 06/2026"].left) == (6, 8)
    assert (months["Tháng 07/2026"].joined, months["Tháng 07/2026"].left) == (0, 1)
    assert named(client.get(months["Tháng 07/2026"].left_url)) == "o"
    assert named(client.get(months["Tháng 06/2026"].joined_url)) == "abcdeq"
    drawn = page.content.decode().replace("&amp;", "&")
    assert all(f'href="{month.left_url}"' in drawn for month in months.values() if month.left)


@pytest.mark.clause("TCHQ-5.2c")
def test_who_has_left_the_scope_is_counted_but_not_named(cast, sign_in):
    asked = {**ASKED, "don-vi": "HQ34", "ly-do": "dieu-dong-di"}
    told = sign_in(cast.clerk).get(ADDRESS, asked)
    assert heading(told) == 2 and named(told) == ""
    assert '<b class="num">2</b> người được tính trong số này' in told.content.decode()
    neighbour = sign_in(cast.neighbour)
    assert neighbour.get(ADDRESS, asked).status_code == 404
    came = neighbour.get(ADDRESS, {**ASKED, "ly-do": "den"})
    assert named(came) == "jrt", "of their own subtree, whatever they left out of the address"


@pytest.mark.clause("TCHQ-5.2c")
@pytest.mark.parametrize(
    "hostile",
    [
        {"don-vi": "HQ60"}, {"don-vi": "TCHQ"}, {"don-vi": "' OR 1=1 --"}, {"ly-do": "x"}, {"ly-do": "' OR true --"},
        {"tu": "30/06/2026"}, {"tu": "01/07/2026"}, {"tu": "01/01/1900"}, {"tu": "x"},
        {"ngay": "31/02/2026"},
    ],
)  # fmt: skip
def test_movements_of_nothing_sensible_or_of_others_are_not_found(hostile, cast, sign_in):
    asked = {**ASKED, "don-vi": "HQ34", "ly-do": "den", **hostile}
    assert sign_in(cast.clerk).get(ADDRESS, asked).status_code == 404


def test_confidential_people_are_counted_and_not_named(cast, sign_in, movers):
    from qlcb.history import update_many, writing

    secret = Dossier.objects.get(pk=movers["a"].pk)
    secret.is_confidential = True
    with writing(account=cast.sysadmin, reason="Bảo mật"):
        update_many([secret], ["is_confidential"])
    told = sign_in(the_cast().clerk).get(ADDRESS, {**ASKED, "don-vi": "HQ34", "ly-do": "tuyen-dung"})
    assert heading(told) == 1 and named(told) == ""


def test_queries_do_not_grow_with_units_months_or_people(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.leader)
    asked = {**ASKED, "ly-do": "di"}
    for root in ("TCHQ", "HQ34"):
        client.get(ADDRESS, {**asked, "don-vi": root})
        with django_assert_num_queries(10):
            client.get(ADDRESS, {**asked, "don-vi": root})
        with django_assert_num_queries(11):
            client.get(reverse("reports:board"), {"ngay": "30/06/2026", "don-vi": root})
