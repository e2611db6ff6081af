"""The unit that keeps a dossier and the one where the person serves may differ: both read, the keeper alone updates."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from orgunits.tree import Tree
from personnel.head_counts import head_counts
from personnel.models import Decision, Dossier, PendingPaper, Posting, Salary
from personnel.sections import POSTINGS, SALARIES
from personnel.services.request_dossier import request_dossier
from personnel.services.save_row import correct_row
from personnel.waiting import waiting
from qlcb import row_security
from qlcb.history import create_many, record, writing
from tests.history import assert_history_is_whole
from tests.personnel.test_confidential import text_of
from tests.personnel.transfers.moves import (
    basis_of,
    decision_of,
    fresh,
    leave_behind,
    on_request_only,
    receive,
    send,
)

pytestmark = [pytest.mark.django_db, pytest.mark.clause("HG-10.1")]


@pytest.fixture
def on_request(monkeypatch):
    on_request_only(monkeypatch)


@pytest.fixture
def person(make_dossier):
    return make_dossier(code="34ZZ-0217", full_name="Trần Thị Biệt Phái", rank="08.051", step=4)


def sees(account, person) -> bool:
    return Dossier.objects.visible_to(fresh(account)).filter(pk=person.pk).exists()


def places(person) -> tuple[str, str | None]:
    """Codes of the unit that keeps the dossier, and of the one where the person serves if that is another."""
    stored = Dossier.objects.select_related("now_unit", "now_employer").get(pk=person.pk)
    return stored.now_unit.code, stored.now_employer and stored.now_employer.code


def test_both_read_and_the_keeper_alone_updates(cast, person, today, sign_in):
    leave_behind(cast.clerk, person, today)
    assert places(person) == ("HQ34-07", "HQ60-07")
    stored, pay = Dossier.objects.get(pk=person.pk), Salary.objects.get(dossier=person)
    for role, may in (("clerk", True), ("neighbour", False)):
        account = fresh(getattr(cast, role))
        assert sees(account, person)
        assert bool(account.access.may_write(SALARIES.group, stored)) is may
        client = sign_in(account)
        page = client.get(reverse("personnel:dossier", args=[person.code]))
        assert page.status_code == 200 and "hồ sơ ở lại Chi cục Hải quan cửa khẩu cảng, HQ Đà Nẵng" in text_of(page)
        listed = client.get(page.context["crumbs"][-1]["url"]).context["page"]
        assert [one.pk for one in listed.rows] == [person.pk], "the way back leads to a list with the person"
        add = reverse("personnel:row_add", args=[person.code, "luong"])
        assert client.get(add).status_code == (200 if may else 403)
        assert client.get(reverse("personnel:transfer_send", args=[person.code])).status_code == (200 if may else 403)
    pay.note = "của đơn vị khác"
    told = {"reason": "x", "section": SALARIES, "row": pay, "expected_version": pay.version, "today": today}
    with pytest.raises(PermissionDenied):
        correct_row(account=fresh(cast.neighbour), **told)
    assert correct_row(account=fresh(cast.clerk), **told)
    for role in ("department_head", "reader"):
        assert not sees(getattr(cast, role), person)
    assert not fresh(cast.neighbour).access.may_on("read_restricted", stored)


def test_postgresql_shows_the_employer_the_same(cast, person, today):
    leave_behind(cast.clerk, person, today)
    try:
        row_security.enter(fresh(cast.neighbour).access.row_scope())
        assert Dossier.objects.filter(pk=person.pk).exists() and Posting.objects.filter(dossier=person).count() == 2
        row_security.enter(fresh(cast.reader).access.row_scope())
        assert not Dossier.objects.filter(pk=person.pk).exists()
    finally:
        row_security.leave()


def test_a_confidential_dossier_is_not_shared(cast, person, today):
    leave_behind(cast.clerk, person, today)
    person.refresh_from_db()
    with writing(account=cast.sysadmin, reason="Đánh dấu mật"):
        person.is_confidential = True
        record(person)
    assert not sees(cast.neighbour, person)
    try:
        row_security.enter(fresh(cast.neighbour).access.row_scope())
        assert not Dossier.objects.filter(pk=person.pk).exists()
    finally:
        row_security.leave()


def test_people_are_counted_once_where_they_are_kept_and_the_lists_say_so(cast, person, make_dossier, today, sign_in):
    make_dossier(unit_code="HQ60-07", full_name="Lê Văn Ở Đây")
    before = head_counts(Tree.on(today), fresh(cast.leader), today, today)
    leave_behind(cast.clerk, person, today)
    for day in (today, today + timedelta(days=400)):
        counts = head_counts(Tree.on(today), fresh(cast.leader), day, today)
        assert {pk: heads.own for pk, heads in counts.items()} == {pk: heads.own for pk, heads in before.items()}
        for role, names in (("clerk", {"Trần Thị Biệt Phái"}), ("neighbour", {"Lê Văn Ở Đây"})):
            account = fresh(getattr(cast, role))
            then = "" if day == today else f"&tai-ngay={day:%d/%m/%Y}"
            page = sign_in(account).get(f"/ho-so/?don-vi={account.unit.code}{then}")
            assert {one.full_name for one in page.context["page"].rows} == names
            assert len(names) == head_counts(Tree.on(today), account, day, today)[account.unit_id].total


def test_who_came_from_elsewhere_is_found_by_name_and_listed_apart(cast, person, today, sign_in):
    leave_behind(cast.clerk, person, today)
    later = f"{today + timedelta(days=400):%d/%m/%Y}"
    asked = (("?q=biet+phai", 1, 1), ("?noi-lam=den", 1, 0), ("?noi-lam=di", 0, 1), ("", 0, 1))
    asked += (("?don-vi=HQ60-07&noi-lam=den", 1, None), ("?don-vi=HQ60-03&noi-lam=den", 0, None))
    asked += ((f"?noi-lam=den&tai-ngay={later}", 1, 0),)
    for side, (role, guests) in enumerate((("neighbour", 1), ("clerk", 0))):
        client = sign_in(getattr(cast, role))
        for query, *found in asked:
            if found[side] is not None:
                assert client.get(f"/ho-so/{query}").context["page"].total == found[side], (role, query)
        page = client.get("/ho-so/")
        assert page.context["guests"] == guests
        assert ("từ đơn vị khác đến công tác, hồ sơ do nơi cũ" in text_of(page)) is bool(guests)
    line = text_of(sign_in(cast.leader).get("/ho-so/?don-vi=HQ34-07"))
    assert "hồ sơ: Chi cục" in line


def test_what_waits_in_the_dossier_waits_where_it_is_kept(cast, person, today, sign_in):
    def found(account) -> dict:
        return {one.key: one.count for one in waiting(fresh(account), today) if one.key in ("biet-phai", "chua")}

    posting = leave_behind(cast.clerk, person, today)
    posting.valid_to = today + timedelta(days=20)
    told = {"reason": "Thời hạn", "section": POSTINGS, "row": posting, "expected_version": 1, "today": today}
    assert correct_row(account=fresh(cast.clerk), **told)
    assert found(cast.clerk) == {"biet-phai": 1, "chua": 1} and found(cast.neighbour) == {}
    assert sign_in(cast.neighbour).get("/ho-so/?den-han=biet-phai").context["page"].total == 0
    with writing(account=cast.clerk, reason="Ghi sổ"):
        create_many([PendingPaper(dossier=person, unit=cast.clerk.unit, received_on=today)])
    for role, number in (("clerk", 1), ("neighbour", 0)):
        assert PendingPaper.objects.visible_to(fresh(getattr(cast, role))).count() == number


def test_the_projection_is_checked(cast, person, today):
    leave_behind(cast.clerk, person, today)
    call_command("check_integrity", stdout=StringIO())
    Dossier.objects.filter(pk=person.pk).update(now_employer=None)
    with pytest.raises((CommandError, SystemExit)):
        call_command("check_integrity", stdout=StringIO(), stderr=StringIO())


def test_a_move_takes_the_dossier_along_where_the_regulation_says_so(cast, person, today):
    with pytest.raises(ValidationError, match="không ở lại đơn vị cũ"):
        leave_behind(cast.clerk, person, today, kind="move")
    with pytest.raises(ValidationError, match="để trống"):
        leave_behind(cast.clerk, person, today, to="HQ34-03")
    with pytest.raises(PermissionDenied):
        leave_behind(cast.clerk, person, today, kept_by="HQ43")
    assert Posting.objects.filter(dossier=person).count() == 1 and not Decision.objects.exists()


@pytest.mark.clause("HG-9")
def test_on_request_nobody_takes_the_dossier_along_unasked(on_request, cast, person, today):
    for account in (cast.specialist, cast.sysadmin):
        with pytest.raises(ValidationError, match="yêu cầu bằng văn bản"):
            leave_behind(account, person, today, kept_by=None, kind="move")
    leave_behind(cast.clerk, person, today, kind="move")
    assert places(person) == ("HQ34-07", "HQ60-07")
    assert sees(cast.clerk, person) and sees(cast.neighbour, person)


@pytest.mark.clause("HG-9")
@pytest.mark.parametrize("days", [0, 30])
def test_asked_for_it_goes_to_where_the_person_serves_already(days, on_request, cast, person, today):
    came = today - timedelta(days=days)
    posting = leave_behind(cast.clerk, person, today, kind="move", since=came)
    asked = request_dossier(
        account=fresh(cast.neighbour), reason="Đề nghị chuyển giao", code=person.code, full_name=person.full_name,
        to_unit=posting.unit, number="15/CV", on=today, today=today,
    )  # fmt: skip
    basis = basis_of(today, decision=posting.decision, effective_on=came)
    (sent,) = send(cast.clerk, [person], today, basis=basis)
    assert sent.pk == asked.pk
    receive(cast.neighbour, [sent], today)
    assert places(person) == ("HQ60-07", None) and not sees(cast.clerk, person)
    first, *rest = Posting.objects.filter(dossier=person).order_by("valid_from").exclude(unit__code="HQ34-07")
    assert {row.unit for row in (first, *rest)} == {posting.unit}, "the person did not move"
    if days:
        (since,) = rest
        assert (first.kept_by.code, first.valid_to) == ("HQ34-07", today - timedelta(days=1))
        assert (since.kept_by, since.kind, since.decision, since.valid_from.first_day) == (
            None, "move", posting.decision, today,
        )  # fmt: skip
    else:
        assert (first.kept_by, first.version, rest) == (None, 2, [])
    yesterday = head_counts(Tree.on(today), fresh(cast.leader), today - timedelta(days=1), today)
    assert yesterday[cast.clerk.unit_id].total == 1, "who was counted where on a day that is past stays"
    call_command("check_integrity", stdout=StringIO())
    assert_history_is_whole()


def test_a_seconded_person_comes_back_without_a_transfer(cast, person, today):
    leave_behind(cast.clerk, person, today)
    home = {"to": "HQ34-03", "kept_by": None, "kind": "move", "since": today}  # a move inside, by the department itself
    leave_behind(cast.clerk, person, today, **home, number="7/QĐ-HQĐN", authority="HQ34")
    assert places(person) == ("HQ34-03", None) and not sees(cast.neighbour, person)


def test_who_serves_elsewhere_goes_on_to_a_third_department(cast, person, today):
    leave_behind(cast.clerk, person, today)
    basis = basis_of(today, decision=decision_of(today, number="9/QĐ-TCHQ"), effective_on=today)
    (sent,) = send(cast.clerk, [person], today, to="HQ43-03", basis=basis)
    receive(cast.specialist, [sent], today)
    assert places(person) == ("HQ43-03", None)
    assert Posting.objects.filter(dossier=person).count() == 3
    assert not sees(cast.clerk, person) and not sees(cast.neighbour, person)
