"""A dossier is asked for by a document; where the regulation says so, nothing is sent without one (HG-9)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from orgunits.models import Unit
from personnel.models import Dossier, Leaving, Term, Transfer
from personnel.sections import LEAVINGS
from personnel.services.begin_day import begin_day
from personnel.services.close_request import close_request
from personnel.services.request_dossier import UnknownPerson, request_dossier
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from tests.history import assert_history_is_whole
from tests.personnel.transfers.moves import basis_of, fresh, leave_behind, receive, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(make_dossier):
    return make_dossier(code="34ZZ-0217", full_name="Trần Thị Yêu Cầu")


@pytest.fixture
def on_request(under_regulation):
    """The regulation of Hậu Giang: the keeping body hands over only what is asked for."""
    under_regulation("haugiang")


def ask(account, today, *, code="34ZZ-0217", name="Trần Thị Yêu Cầu", to="HQ60-07", number="15/CV-HQQN"):
    return request_dossier(
        account=fresh(account), reason="Đã tiếp nhận công chức", code=code, full_name=name,
        to_unit=Unit.objects.get(code=to), number=number, on=today, today=today,
    )  # fmt: skip


@pytest.mark.clause("HG-9")
def test_without_a_request_by_document_nothing_is_sent(on_request, cast, person, today):
    for account in (cast.clerk, cast.specialist, cast.sysadmin):
        with pytest.raises(ValidationError, match="yêu cầu bằng văn bản"):
            send(account, [person], today)
        with pytest.raises(ValidationError, match="yêu cầu bằng văn bản"):
            send(account, [person], today, basis=basis_of(today, request_number="15/CV-HQQN"))
    assert not Transfer.objects.exists()
    ask(cast.neighbour, today)
    (sent,) = send(cast.clerk, [person], today)
    assert (sent.state, sent.request_number, sent.request_on) == ("sent", "15/CV-HQQN", today)
    receive(cast.neighbour, [sent], today)
    assert Dossier.objects.get(pk=person.pk).now_unit.code == "HQ60-07"
    assert Transfer.objects.count() == 1 and assert_history_is_whole()


@pytest.mark.clause("HG-9")
def test_the_request_may_come_on_paper(on_request, cast, person, today):
    basis = basis_of(today, request_number="15/CV-HQQN", request_on=today)
    (sent,) = send(cast.clerk, [person], today, basis=basis)
    assert sent.request_number == "15/CV-HQQN"


@pytest.mark.clause("HG-9")
def test_a_request_that_is_declined_moves_nothing(on_request, cast, person, today):
    asked = ask(cast.neighbour, today)
    with pytest.raises(PermissionDenied):
        close_request(account=fresh(cast.neighbour), reason="x", transfer=asked, declines=True)
    closed = close_request(account=fresh(cast.clerk), reason="Chưa có quyết định", transfer=asked, declines=True)
    assert (closed.state, closed.moved_because) == ("declined", "Chưa có quyết định")
    assert Dossier.objects.get(pk=person.pk).now_unit.code == "HQ34-07"
    with pytest.raises(ValidationError, match="yêu cầu bằng văn bản"):
        send(cast.clerk, [person], today)


def test_who_asked_takes_the_request_back(cast, person, today):
    asked = ask(cast.neighbour, today)
    with pytest.raises(PermissionDenied):
        close_request(account=fresh(cast.clerk), reason="x", transfer=asked, declines=False)
    assert close_request(account=fresh(cast.neighbour), reason="Nhầm", transfer=asked, declines=False)
    assert Transfer.objects.get().state == "withdrawn"


def test_only_who_knows_code_and_name_finds_the_person(cast, person, today, make_dossier):
    make_dossier(code="34ZZ-0300", full_name="Lê Thị Mật", is_confidential=True)
    told = set()
    for code, name in (
        ("34ZZ-0217", "Trần Thị Khác"), ("34ZZ-9999", "Trần Thị Yêu Cầu"), ("34ZZ-0300", "Lê Thị Mật"),
    ):  # fmt: skip
        with pytest.raises(UnknownPerson) as refused:
            ask(cast.neighbour, today, code=code, name=name)
        told.add(str(refused.value))
    assert len(told) == 1, "the answer does not tell which of the two is wrong, nor that a dossier is confidential"
    assert ask(cast.neighbour, today, code=" 34zz-0217 ", name="tran  thi yeu cau").dossier == person


def test_one_asks_for_one_s_own_unit_only_and_not_for_what_it_keeps(cast, person, today):
    with pytest.raises(PermissionDenied):
        ask(cast.neighbour, today, to="HQ43")
    with pytest.raises(PermissionDenied):
        ask(cast.reader, today, to="TW01")
    with pytest.raises(ValidationError, match="đã do đơn vị của bạn quản lý"):
        ask(cast.clerk, today, to="HQ34-03")
    ask(cast.neighbour, today)
    with pytest.raises(ValidationError, match="chưa xong"):
        ask(cast.neighbour, today)


def test_a_request_of_another_department_is_answered_first(cast, person, today):
    asked = ask(cast.neighbour, today)
    with pytest.raises(ValidationError, match="trả lời yêu cầu ấy trước"):
        send(cast.clerk, [person], today, to="HQ43")
    (sent,) = send(cast.clerk, [person], today, to="HQ60-03")
    assert (sent.pk, sent.to_unit.code) == (asked.pk, "HQ60-03"), (
        "the same request, into another unit of the department"
    )


def test_a_request_is_answered_by_whoever_keeps_the_dossier_by_then(cast, person, today):
    """The person was posted elsewhere after it was asked for: it leaves from there, and can be received."""
    asked = ask(cast.neighbour, today)
    leave_behind(cast.specialist, person, today, to="HQ43", kept_by=None, kind="move", number="7/QĐ-TCHQ")
    (sent,) = send(cast.specialist, [person], today, basis=basis_of(today, effective_on=today))
    stored = Transfer.objects.get(pk=asked.pk)
    assert (sent.pk, stored.from_unit.code) == (asked.pk, "HQ43")
    receive(cast.neighbour, [stored], today)
    assert Dossier.objects.get(pk=person.pk).now_unit.code == "HQ60-07" and assert_history_is_whole()


@pytest.mark.clause("HG-9")
def test_a_request_for_somebody_who_serves_no_more_is_answered_with_the_reason(cast, person, today, make_dossier):
    """At once where the leaving is of today or before, and by the night's work where its day was still to come."""
    later = make_dossier(code="34ZZ-0218", full_name="Lê Văn Về Sau")
    asked, soon = ask(cast.neighbour, today), ask(cast.neighbour, today, code=later.code, name=later.full_name)
    dead, resigned = (Term.objects.get(kind=Term.Kind.LEAVING, code=code) for code in ("TT", "TV"))
    for dossier, kind, day in ((person, dead, today), (later, resigned, today + timedelta(days=5))):
        row = Leaving(dossier=dossier, kind=kind, valid_from=PartialDate.of(day))
        add_row(account=fresh(cast.clerk), reason="Theo giấy tờ", section=LEAVINGS, row=row, today=today)
    asked.refresh_from_db()
    assert (asked.state, asked.moved_because) == ("declined", "Người trong hồ sơ đã thôi phục vụ (Từ trần)")
    assert asked.moved_by == cast.clerk
    soon.refresh_from_db()
    assert soon.state == "requested"
    begin_day(today + timedelta(days=5))
    soon.refresh_from_db()
    assert (soon.state, soon.moved_because) == ("declined", "Người trong hồ sơ đã thôi phục vụ (Thôi việc)")
    assert_history_is_whole()


@pytest.mark.clause("HG-9")
def test_where_the_person_serves_the_page_leads_to_the_request_already_filled(cast, make_dossier, sign_in, today):
    person = make_dossier(code="34ZZ-0231", full_name="Trần Thị Công Tác Xa", rank="08.051")
    leave_behind(cast.sysadmin, person, today)
    page = reverse("personnel:dossier", args=[person.code])
    ask = f"{reverse('personnel:transfer_request')}?so-hieu={person.code}"
    assert f'href="{ask}"' in sign_in(cast.neighbour).get(page).content.decode()
    form = sign_in(cast.neighbour).get(ask).context["form"]
    assert [form[name].value() for name in ("code", "full_name", "to_unit")] == [
        person.code, person.full_name, "HQ60-07",
    ]  # fmt: skip
    for keeper in (cast.clerk, cast.sysadmin):
        assert ask not in sign_in(keeper).get(page).content.decode(), "who keeps it asks nobody"
    other = make_dossier(code="34ZZ-0232")
    assert sign_in(cast.neighbour).get(ask.replace(person.code, other.code)).context["form"]["code"].value() is None
