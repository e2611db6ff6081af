"""Who serves here no more: the day, what ends with it, what stays, and the way back (TCHQ-8.2d, 8.2đ; HP-9.5)."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse

from orgunits.models import Unit
from personnel.models import (
    Allowance,
    Appointment,
    Contract,
    Decision,
    Dossier,
    Finding,
    Leaving,
    Position,
    Posting,
    Term,
)
from personnel.sections import LEAVINGS, POSTINGS, SECTIONS
from personnel.services.project_dossiers import project_dossiers
from personnel.services.require_authority import OutsideAuthority
from personnel.services.save_row import add_row, correct_row, remove_row
from qlcb.dates import PartialDate
from qlcb.history import HistoryError, writing
from tests.history import assert_history_is_whole
from tests.personnel.sections.browser_form import sent
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("person")]
CODE = "34ZZ-4001"
LAST, DAY = date(2026, 6, 30), timedelta(days=1)
P = PartialDate.of


@pytest.fixture(scope="module")
def person(stage):
    """An officer of Đà Nẵng with a post, pay, an allowance and a contract that had run out long before."""
    today = date(2026, 11, 23)
    dossier = dossier_maker(today)(code=CODE, full_name="Phan Thị Mỹ Lệ", rank="08.051", step=4)
    of = {"dossier": dossier, "valid_from": P("01/01/2020")}
    term = Term.objects.filter
    rows = {
        "bo-nhiem": Appointment(position=Position.objects.get(code="DT"), unit=Unit.objects.get(code="HQ34-07"), **of),
        "phu-cap": Allowance(kind=term(kind="allowance").first(), mode="coefficient", coefficient=Decimal("0.2"), **of),
        "hop-dong": Contract(kind=term(kind="contract_kind").first(), number="1/HĐ", signed_on=date(2011, 1, 1),
                             dossier=dossier, valid_from=P("01/01/2011"), valid_to=LAST),
    }  # fmt: skip
    for slug, row in rows.items():
        add_row(account=the_cast().sysadmin, reason="Thử", section=SECTIONS[slug], row=row, today=today)


@pytest.fixture
def dossier():
    return Dossier.objects.get(code=CODE)


def leaving(dossier, kind="HUU", since="01/07/2026", decision=None, **other):
    term = Term.objects.get(kind="leaving", code=kind)
    return Leaving(dossier=dossier, kind=term, valid_from=P(since), decision=decision, **other)


def paper(authority="HQ34", signed=date(2026, 3, 30)):
    unit = Unit.objects.get(code=authority) if authority else None
    return Decision(number="88/QĐ", signed_on=signed, effective_on=signed, kind="other", authority=unit)


def ends(dossier) -> dict:
    return {
        slug: getattr(dossier, f"{SECTIONS[slug].model._meta.model_name}_set").latest("valid_from").valid_to
        for slug in ("cong-tac", "bo-nhiem", "luong", "phu-cap", "hop-dong")
    }


def leave(account, row, today):
    return add_row(account=account, reason="Nghỉ hưu", section=LEAVINGS, row=row, today=today)


@pytest.mark.clause("TCHQ-8.2đ", "HG-11.3")
def test_a_clerk_enters_a_retirement_and_the_dossier_stays_without_being_counted(cast, sign_in, dossier):
    client = sign_in(cast.clerk)
    before = client.get(reverse("personnel:list")).context["page"].total
    data = {
        "kind": Term.objects.get(kind="leaving", code="HUU").pk, "valid_from": "01/07/2026", "valid_to": "",
        "destination": "", "decision_number": "88/QĐ-HQĐNg", "decision_signed_on": "30/03/2026",
        "decision_authority": Unit.objects.get(code="HQ34").pk, "reason": "", "version": "1",
    }  # fmt: skip
    url = reverse("personnel:row_add", args=[CODE, "tinh-trang"])
    assert client.post(url, data).status_code == 302
    assert set(ends(dossier).values()) == {LAST}
    dossier.refresh_from_db()
    assert (dossier.now_status, dossier.status_words) == ("left", "Nghỉ hưu")
    assert (dossier.now_position, dossier.now_unit.code) == (None, "HQ34-07"), "the last unit keeps it"
    assert_history_is_whole()
    assert client.get(reverse("personnel:list")).context["page"].total == before - 1
    listed = client.get(reverse("personnel:list"), {"tinh-trang": "retirement"})
    assert listed.context["page"].total == 1 and "Nghỉ hưu</span>" in listed.content.decode()
    page = client.get(reverse("personnel:dossier", args=[CODE]))
    assert page.status_code == 200
    assert not {"<dt>Nâng bậc kế tiếp</dt>", "<dt>Nghỉ hưu</dt>"} & set(
        re.findall("<dt>.*?</dt>", page.content.decode())
    )
    assert sign_in(cast.neighbour).get(reverse("personnel:dossier", args=[CODE])).status_code == 404


@pytest.mark.clause("HG-11.3", "TN-I.5", "TCHQ-8.2đ")
@pytest.mark.parametrize(("kind", "state"), [("HUU", "retirement"), ("TV", "resignation"), ("TT", "death")])
def test_who_left_is_found_by_name_and_by_the_way_of_leaving(cast, sign_in, dossier, today, kind, state):
    leave(cast.clerk, leaving(dossier, kind), today)
    client = sign_in(cast.clerk)
    for asked in ({"tinh-trang": state}, {"tinh-trang": state, "q": dossier.full_name}):
        listed = client.get(reverse("personnel:list"), asked)
        assert [person.pk for person in listed.context["page"].rows] == [dossier.pk]
    assert dossier.full_name in client.get(reverse("personnel:suggest"), {"q": dossier.full_name}).content.decode()
    assert client.get(reverse("personnel:dossier", args=[CODE])).status_code == 200


@pytest.mark.clause("TCHQ-8.2đ")
def test_of_who_died_no_day_of_retirement_is_told(cast, sign_in, dossier, today):
    """Nor that a decision is missing: nobody decides on a death."""
    client, page = sign_in(cast.clerk), reverse("personnel:section", args=[CODE, "tinh-trang"])
    (told,) = client.get(page).context["explained"]
    assert told.day
    leave(cast.clerk, leaving(dossier, kind="TT"), today)
    assert client.get(page).context["explained"] == []
    assert not Finding.objects.filter(dossier=dossier, rule="decision_missing", is_open=True).exists()


@pytest.mark.clause("TCHQ-8.2đ", "HG-11.1")
def test_nobody_deletes_the_dossier_of_who_left(cast, dossier, today):
    leave(cast.clerk, leaving(dossier, "TT"), today)
    dossier = Dossier.objects.get(code=CODE)
    with pytest.raises(ProtectedError), writing(account=cast.sysadmin, reason="Xóa"):
        dossier.delete()
    with pytest.raises(HistoryError), writing(account=cast.sysadmin, reason="Xóa"):
        Dossier.objects.filter(code=CODE).delete()
    assert Dossier.objects.visible_to(cast.clerk).filter(code=CODE).exists() and dossier.posting_set.exists()


@pytest.mark.clause("TCHQ-8.2đ")
def test_until_the_day_comes_the_person_serves(cast, dossier, today):
    day = today + timedelta(days=40)
    leave(cast.clerk, leaving(dossier, since=f"{day:%d/%m/%Y}"), today)
    dossier.refresh_from_db()
    assert (dossier.now_status, dossier.now_state) == ("serving", None)
    assert dossier.posting_set.get().valid_to == day - DAY
    project_dossiers([dossier.pk], day - DAY)
    assert Dossier.objects.serving().filter(pk=dossier.pk).exists()
    project_dossiers([dossier.pk], day)
    dossier.refresh_from_db()
    assert (dossier.now_status, dossier.status_words) == ("left", "Nghỉ hưu")


@pytest.mark.clause("TCHQ-8.2d", "HP-9.5")
@pytest.mark.parametrize(("kind", "paid_on"), [("CDI", False), ("BPN", True), ("TT", False), ("TV", False)])
def test_who_moves_out_is_counted_no_more_and_who_is_seconded_out_is_still_paid(
    kind, paid_on, cast, dossier, today, sign_in
):
    leave(cast.clerk, leaving(dossier, kind, destination="Ủy ban nhân dân thành phố"), today)
    found = ends(dossier)
    assert found["cong-tac"] == LAST
    assert [found["luong"], found["phu-cap"], found["bo-nhiem"]] == [None if paid_on else LAST] * 3
    assert not Dossier.objects.serving().filter(pk=dossier.pk).exists()
    answer = sign_in(cast.clerk).get(reverse("personnel:dossier", args=[CODE]))
    page = answer.content.decode()
    assert answer.status_code == 200 and ("<dt>Nâng bậc kế tiếp</dt>" in page) == paid_on
    told = Dossier.objects.get(pk=dossier.pk)
    state = Term.objects.get(kind="leaving", code=kind)
    assert told.now_state == state and told.status_words == state.name and state.name in page
    assert told.leaving_set.get().destination == "Ủy ban nhân dân thành phố"


@pytest.mark.clause("TCHQ-8.2d", "TCHQ-8.2đ", "HP-9.5")
@pytest.mark.parametrize(("kind", "is_asked"), [("CDI", True), ("BPN", True), ("TV", True), ("TT", False)])
def test_a_status_hangs_on_its_decision_and_is_not_entered_without_one(kind, is_asked, cast, sign_in, dossier):
    url = reverse("personnel:row_add", args=[CODE, "tinh-trang"])
    data = {
        "kind": Term.objects.get(kind="leaving", code=kind).pk, "valid_from": "01/07/2026", "valid_to": "",
        "destination": "Ủy ban nhân dân thành phố", "reason": "Theo văn bản tiếp nhận", "version": "1",
    }  # fmt: skip
    answer = sign_in(cast.clerk).post(url, data)
    if is_asked:
        assert "Nhập số quyết định" in answer.context["form"].errors["decision_number"][0]
        assert set(ends(dossier).values()) == {None, LAST} and not dossier.leaving_set.exists()
        data |= {
            "decision_number": "88/QĐ", "decision_signed_on": "30/03/2026",
            "decision_authority": Unit.objects.get(code="HQ34").pk,
        }  # fmt: skip
        answer = sign_in(cast.clerk).post(url, data)
    assert answer.status_code == 302
    row = dossier.leaving_set.get()
    assert (row.decision.number if row.decision else "") == ("88/QĐ" if is_asked else "")
    assert row.entered_at and row.history.get().history_user == cast.clerk


def test_the_end_of_a_contract_of_labour_needs_no_decision(dossier):
    assert SECTIONS["tinh-trang"].not_without(leaving(dossier, "CDHD"))
    dossier.subject = Dossier.Subject.CONTRACT
    assert not SECTIONS["tinh-trang"].not_without(leaving(dossier, "CDHD"))


def test_the_day_is_corrected_and_what_had_ended_with_it_follows(cast, dossier, today):
    row = leave(cast.clerk, leaving(dossier), today)
    row.valid_from = P("01/09/2026")
    common = {"account": cast.clerk, "reason": "Ghi sai ngày", "section": LEAVINGS, "today": today}
    assert correct_row(row=row, expected_version=1, **common)
    assert ends(dossier) == dict.fromkeys(ends(dossier), date(2026, 8, 31)) | {"hop-dong": LAST}, (
        "the contract had run out of itself"
    )
    row.refresh_from_db()
    row.kind = Term.objects.get(kind="leaving", code="BPN")
    assert correct_row(row=row, expected_version=2, **common)
    assert ends(dossier) == {"cong-tac": date(2026, 8, 31), "bo-nhiem": None, "luong": None, "phu-cap": None,
                             "hop-dong": LAST}  # fmt: skip
    remove_row(row=row, expected_version=3, **common)
    assert ends(dossier) == dict.fromkeys(ends(dossier)) | {"hop-dong": LAST}
    dossier.refresh_from_db()
    assert (dossier.now_status, dossier.status_words) == ("serving", "Đang công tác")
    assert_history_is_whole()


def test_a_return_ends_it(cast, dossier, today):
    leave(cast.clerk, leaving(dossier), today)
    back = Posting(dossier=dossier, unit=Unit.objects.get(code="HQ34-01"), valid_from=P("01/10/2026"), kind="first")
    add_row(account=cast.clerk, reason="Tiếp nhận trở lại", section=POSTINGS, row=back, today=today)
    assert dossier.leaving_set.get().valid_to == date(2026, 9, 30)
    dossier.refresh_from_db()
    assert (dossier.now_status, dossier.now_state, dossier.now_unit.code) == ("serving", None, "HQ34-01")
    assert not Finding.objects.filter(dossier=dossier, rule="serves_after_leaving").exists()
    assert_history_is_whole()


@pytest.mark.parametrize(("kind", "way"), [("CDI", "first"), ("BPN", "secondment_end"), ("HUU", "first"), ("TT", None)])
def test_the_page_of_who_left_leads_to_the_form_that_takes_them_back(kind, way, cast, dossier, today, sign_in):
    leave(cast.clerk, leaving(dossier, kind), today)
    client, back = sign_in(cast.clerk), reverse("personnel:row_add", args=[CODE, "cong-tac"])
    page = client.get(reverse("personnel:section", args=[CODE, "tinh-trang"])).content.decode()
    assert ("Tiếp nhận trở lại" in page) == bool(way)
    assert (
        "Tiếp nhận trở lại"
        not in sign_in(cast.leader).get(reverse("personnel:section", args=[CODE, "tinh-trang"])).content.decode()
    ), "who only reads takes nobody back"
    if way is None:
        return
    answer = sign_in(cast.clerk).get(back)
    form = answer.context["form"]
    assert (form["unit"].value(), form["kind"].value()) == (dossier.now_unit_id, way)
    assert "thì tình trạng ấy kết thúc ngày hôm trước" in answer.content.decode()
    told = {"valid_from": "01/10/2026", "decision_number": "9/QĐ", "decision_signed_on": "25/09/2026"}
    assert client.post(back, sent(form, **told)).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.now_status, dossier.leaving_set.get().valid_to) == ("serving", date(2026, 9, 30))
    open_ones = set(Finding.objects.filter(dossier=dossier, is_open=True).values_list("rule", flat=True))
    assert "posting_gap" not in open_ones, "what lies between is the leaving on file"
    assert ("salary_ended" in open_ones) == (way == "first"), "and what is to be entered anew is told"


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("07/2026", None, "Nhập đủ ngày, tháng, năm"),
        ("01/01/2012", None, "sau ngày thôi phục vụ; hủy hoặc đính chính"),
        ("01/07/2026", date(2026, 8, 31), "kéo dài qua thời gian này; tách dòng đó trước"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_day_and_nothing_is_written(since, until, told, cast, dossier, today):
    before = ends(dossier)
    with pytest.raises(ValidationError) as refused:
        leave(cast.clerk, leaving(dossier, since=since, valid_to=until), today)
    assert told in refused.value.message_dict["valid_from"][0]
    assert ends(dossier) == before and not dossier.leaving_set.exists()


@pytest.mark.clause("TCHQ-5.2b")
def test_another_authority_may_not_let_go(cast, dossier, today):
    with pytest.raises(OutsideAuthority, match="Nghỉ hưu đối với"):
        leave(cast.clerk, leaving(dossier, decision=paper("HQ60")), today)
    assert dossier.posting_set.get().valid_to is None
    leave(cast.clerk, leaving(dossier, decision=paper("HQ34")), today)
    assert dossier.leaving_set.get().decision.number == "88/QĐ"


def test_who_only_moves_people_inside_lets_nobody_go(cast, sign_in):
    url = reverse("personnel:row_add", args=[CODE, "tinh-trang"])
    assert sign_in(cast.leader).get(url).status_code == 403
    assert sign_in(cast.specialist).get(url).status_code == 403
    assert sign_in(cast.policy).get(url).status_code == 200
    assert sign_in(cast.neighbour).get(url).status_code == 404
