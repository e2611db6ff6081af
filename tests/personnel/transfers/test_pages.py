"""The pages of transfers: who takes which step, what each side reads, lists, many at once, what is printed."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessEvent
from personnel.models import Decision, Dossier, Posting, Transfer
from personnel.services.request_dossier import request_dossier
from personnel.services.return_dossiers import return_dossiers
from personnel.transfers.acts import STEPS
from personnel.transfers.board import waiting
from qlcb import regulation
from qlcb.formats import date_vi
from qlcb.history import record, writing
from tests.personnel.test_confidential import text_of
from tests.personnel.transfers.moves import basis_of, decision_of, fresh, receive, send

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-8.2c")]
BOARD = "/dieu-chuyen/"
CAST = (
    *("sysadmin", "leader", "specialist", "policy", "department_head"),
    *("reader", "clerk", "unit_admin", "neighbour", "nobody"),
)


@pytest.fixture
def person(make_dossier):
    return make_dossier(code="34ZZ-0217", full_name="Trần Thị Điều Chuyển", birth_date="14/08/1986")


@pytest.fixture
def tayninh(monkeypatch):
    """The terms of Tây Ninh: ten working days to take over the personal account."""
    told = {"mode": "push", "account_within": {"days": 10, "of": "working", "source": "I.4"}}
    monkeypatch.setitem(regulation._facts(), "transfers", told)


def step_url(transfer, slug):
    return reverse("personnel:transfer_step", args=[transfer.pk, slug])


# Who gets what at each step: those of the sending side, of the receiving side; others read or see nothing.
#           sysadm lead spec polic dept reader clerk admin neigh nobody
SENDING = (200, 403, 200, 403, 404, 404, 200, 404, 403, 302)
RECEIVING = (200, 403, 200, 403, 404, 404, 403, 404, 200, 302)


@pytest.mark.clause("TCHQ-4.1")
@pytest.mark.parametrize("slug", STEPS)
def test_each_step_is_for_its_side(slug, cast, person, today, sign_in, tayninh):
    step = STEPS[slug]
    if step.state == Transfer.State.REQUESTED:
        transfer = request_dossier(
            account=fresh(cast.neighbour), reason="x", code=person.code, full_name=person.full_name,
            to_unit=cast.neighbour.unit, number="1/CV", on=today, today=today,
        )  # fmt: skip
    else:
        (transfer,) = send(cast.clerk, [person], today)
    if step.state == Transfer.State.RECEIVED:
        receive(cast.neighbour, [transfer], today)
    of_sender = slug in ("thu-hoi", "tu-choi")
    found = [sign_in(getattr(cast, role, None)).get(step_url(transfer, slug)).status_code for role in CAST]
    assert dict(zip(CAST, found, strict=True)) == dict(zip(CAST, SENDING if of_sender else RECEIVING, strict=True))


def test_the_receiving_unit_reads_name_code_position_and_decision_only(cast, person, today, sign_in, make_paper):
    scan = make_paper(dossier=person, title="Quyết định kỷ luật mật")
    (sent,) = send(cast.clerk, [person], today)
    url = reverse("personnel:transfer", args=[sent.pk])
    told = text_of(sign_in(cast.neighbour).get(url))
    for words in (person.full_name, person.code, "1234/QĐ-TCHQ", "Tổng cục Hải quan", "Chi cục Hải quan"):
        assert words in told, words
    for words in (scan.title, "1986", "Danh mục giao nhận", reverse("personnel:dossier", args=[person.code])):
        assert words not in told, words
    assert sign_in(cast.neighbour).get(reverse("personnel:dossier", args=[person.code])).status_code == 404
    assert scan.title in text_of(sign_in(cast.clerk).get(url))
    receive(cast.neighbour, [sent], today)
    assert scan.title in text_of(sign_in(cast.neighbour).get(url))
    assert sign_in(cast.neighbour).get(reverse("personnel:dossier", args=[person.code])).status_code == 200
    after = text_of(sign_in(cast.clerk).get(url))
    assert scan.title in after and reverse("personnel:dossier", args=[person.code]) not in after
    assert sign_in(cast.clerk).get(reverse("personnel:dossier", args=[person.code])).status_code == 404


@pytest.mark.clause("TCHQ-4.2")
def test_each_look_at_a_transfer_is_logged_under_the_person(cast, person, today, sign_in):
    (sent,) = send(cast.clerk, [person], today)
    sign_in(cast.neighbour).get(reverse("personnel:transfer", args=[sent.pk]))
    sign_in(cast.neighbour).get(reverse("personnel:transfer_batch", args=[sent.batch]))
    looks = AccessEvent.objects.filter(kind="view", target=person.code, account=cast.neighbour)
    assert set(looks.values_list("detail", "unit__code")) == {("Điều chuyển hồ sơ", "HQ34-07")} and looks.count() == 2


def test_from_the_page_of_the_dossier_to_the_receipt(cast, person, today, sign_in, make_paper, unit):
    make_paper(dossier=person, title="Bằng đại học")
    client = sign_in(cast.clerk)
    page = client.get(reverse("personnel:dossier", args=[person.code]))
    url = reverse("personnel:transfer_send", args=[person.code])
    assert url in text_of(page)
    form = client.get(url)
    papers = form.context["papers"]
    told = {
        "to_unit": unit("HQ60-07").pk, "kind": "rotation", "decision_number": "1234/QĐ-TCHQ", "ends_position": "on",
        "decision_signed_on": date_vi(today - timedelta(days=9)), "decision_authority": unit("TCHQ").pk,
        **_posted(papers), "giay-1-title": "Bản kê khai tài sản", "giay-1-keep": "on", "giay-1-sheets": "3",
    }  # fmt: skip
    last = len(papers.forms) - 1
    told[f"giay-{last}-title"] = "Thư giới thiệu"
    wrong = client.post(url, told | {"decision_number": ""})
    assert wrong.status_code == 200 and "decision_number" in wrong.context["form"].errors
    sent = client.post(url, told)
    transfer = Transfer.objects.get()
    assert sent.url == reverse("personnel:transfer", args=[transfer.pk])
    titles = list(transfer.papers.values_list("title", "sheets"))
    assert titles[0][0].endswith("Bằng đại học") and titles[1:] == [
        ("Bản kê khai tài sản", 3),
        ("Thư giới thiệu", None),
    ]
    assert (transfer.kind, transfer.moved_because) == (
        "rotation", f"Quyết định 1234/QĐ-TCHQ ngày {date_vi(today - timedelta(days=9))}",
    )  # fmt: skip
    assert client.get(url).url == sent.url, "it is on its way already"
    assert "chờ tiếp nhận" in text_of(client.get(reverse("personnel:dossier", args=[person.code])))
    other = sign_in(cast.neighbour)
    assert step_url(transfer, "tiep-nhan") in text_of(other.get(BOARD))
    answer = other.post(
        step_url(transfer, "tiep-nhan"), {"papers_received_on": date_vi(today), "reason": "Nhận đủ"}, follow=True
    )
    assert "Đã tiếp nhận" in text_of(answer)
    assert Posting.objects.get(dossier=person, valid_to=None).kind == "rotation"
    again = other.post(step_url(transfer, "tra-lai"), {"reason": "x"}, follow=True)
    assert "Không làm được nữa" in text_of(again)


def _posted(papers) -> dict:
    """The fields of the list of papers as a browser would send them back."""
    found = {f"giay-{name}": papers.management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in papers.forms:
        for bound in form:
            value = bound.value()
            if value not in (None, "", False):
                found[bound.html_name] = "on" if value is True else value
    return found


@pytest.mark.clause("TCHQ-5.2b")
def test_what_the_table_refuses_stands_beside_the_authority_and_is_logged(cast, person, today, sign_in, unit):
    url = reverse("personnel:transfer_send", args=[person.code])
    told = {
        "to_unit": unit("HQ60-07").pk, "kind": "move", "decision_number": "9/QĐ-HQĐNg",
        "decision_signed_on": date_vi(today - timedelta(days=9)), "decision_authority": unit("HQ34").pk,
        **_posted(sign_in(cast.clerk).get(url).context["papers"]),
    }  # fmt: skip
    page = sign_in(cast.clerk).post(url, told)
    assert "không có thẩm quyền này" in " ".join(page.context["form"].errors["decision_authority"])
    assert AccessEvent.objects.filter(kind="forbidden", detail__contains="Ngoài phân cấp").exists()
    assert "Lý do ghi ngoài phân cấp" not in text_of(page)
    assert "Lý do ghi ngoài phân cấp" in text_of(sign_in(cast.sysadmin).post(url, told))
    assert not Transfer.objects.exists() and not Decision.objects.filter(number="9/QĐ-HQĐNg").exists()


def test_a_pasted_list_is_looked_through_and_sent_whole(cast, make_dossier, today, sign_in, unit):
    people = [make_dossier(full_name=f"Lê Văn {name}") for name in ("An", "Bình", "Châu")]
    elsewhere = make_dossier(code="60ZZ-0001", unit_code="HQ60-03", full_name="Phạm Văn Khác")
    client, url = sign_in(cast.clerk), reverse("personnel:transfer_send_many")
    told = {
        "people": f"{people[0].code}\n{people[1].code.lower()}\tHQ43-03\n{elsewhere.code}\n{people[0].code}; HQ60\n",
        "to_unit": unit("HQ60-07").pk, "kind": "move", "decision_number": "55/QĐ-TCHQ",
        "decision_signed_on": date_vi(today - timedelta(days=9)), "decision_authority": unit("TCHQ").pk,
    }  # fmt: skip
    page = client.post(url, told | {"gui": "1"})
    faults = [line.faults for line in page.context["lines"]]
    assert [bool(fault) for fault in faults] == [True, False, True, True]
    assert "hai lần" in faults[0][0] and "phạm vi" in faults[2][0]
    assert elsewhere.full_name not in text_of(page) and not Transfer.objects.exists()
    told["people"] = f"{people[0].code}\n{people[1].code}\tHQ43-03\n\n{people[2].code}"
    assert "Gửi 3 hồ sơ" in text_of(client.post(url, told)) and not Transfer.objects.exists()
    sent = client.post(url, told | {"gui": "1"})
    where = dict(Transfer.objects.values_list("dossier_id", "to_unit__code"))
    assert where == {people[0].pk: "HQ60-07", people[1].pk: "HQ43-03", people[2].pk: "HQ60-07"}
    batch = Transfer.objects.first().batch
    assert sent.url == reverse("personnel:transfer_batch", args=[batch])
    told = text_of(sign_in(cast.neighbour).get(sent.url))
    assert "Tiếp nhận 2 hồ sơ" in told and people[1].full_name not in told, "what goes to another department"
    url = reverse("personnel:transfer_batch_step", args=[batch, "tiep-nhan"])
    sign_in(cast.neighbour).post(url, {"papers_received_on": date_vi(today), "reason": "Đủ"})
    assert sorted(Transfer.objects.values_list("state", flat=True)) == ["received", "received", "sent"]
    assert sign_in(cast.neighbour).get(
        reverse("personnel:transfer_batch_step", args=[batch, "ban-giao-tai-khoan"])
    ).status_code == 404  # fmt: skip


def test_asking_for_a_dossier_and_the_answer(cast, person, today, sign_in, unit):
    url = reverse("personnel:transfer_request")
    told = {"code": person.code, "full_name": "Sai Tên", "to_unit": "HQ60-07", "number": "15/CV", "reason": "Đã về",
            "request_on": date_vi(today)}  # fmt: skip
    client = sign_in(cast.neighbour)
    wrong = client.post(url, told)
    assert "code" in wrong.context["form"].errors
    assert AccessEvent.objects.filter(kind="forbidden", account=cast.neighbour, detail__contains=person.code).exists()
    assert client.post(url, told | {"to_unit": "HQ34-07"}).context["form"].errors.keys() == {"to_unit"}
    asked = client.post(url, told | {"full_name": person.full_name})
    transfer = Transfer.objects.get()
    assert asked.url == reverse("personnel:transfer", args=[transfer.pk])
    page = text_of(sign_in(cast.clerk).get(f"{BOARD}?xem=yeu-cau"))
    assert "15/CV" in page and "Trả lời" in page
    form = sign_in(cast.clerk).get(reverse("personnel:transfer_send", args=[person.code])).context["form"]
    assert (form["to_unit"].value(), form["request_number"].value()) == (unit("HQ60-07").pk, "15/CV")
    sign_in(cast.clerk).post(step_url(transfer, "tu-choi"), {"reason": "Chưa có quyết định"})
    assert "Chưa có quyết định" in text_of(sign_in(cast.neighbour).get(asked.url))


def test_what_came_back_leads_to_sending_it_again(cast, person, today, sign_in):
    (sent,) = send(cast.clerk, [person], today)
    return_dossiers(account=fresh(cast.neighbour), reason="Thiếu", transfers=[sent])
    address = f"/ho-so/{person.code}/dieu-chuyen/"
    page = sign_in(cast.clerk).get(f"{BOARD}{sent.pk}/")
    assert "Gửi lại hồ sơ" in text_of(page) and address in page.content.decode()
    send(cast.clerk, [person], today)
    assert "Gửi lại hồ sơ" not in text_of(sign_in(cast.clerk).get(f"{BOARD}{sent.pk}/"))


def test_before_the_day_of_the_decision_nobody_is_asked_to_receive(cast, person, today, sign_in):
    send(cast.clerk, [person], today, basis=basis_of(today, effective_on=today + timedelta(days=5)))
    page = sign_in(cast.neighbour).get(f"{BOARD}?xem=phai-nhan")
    (row,) = page.context["rows"]
    assert not row.may_act and "chưa đến ngày" in text_of(page)


def test_the_list_of_papers_is_corrected_until_it_is_received(cast, person, today, sign_in, make_paper):
    make_paper(dossier=person, title="Bằng đại học")
    (sent,) = send(cast.clerk, [person], today)
    client, url = sign_in(cast.clerk), reverse("personnel:transfer_papers", args=[sent.pk])
    page = client.get(url)
    told = _posted(page.context["papers"]) | {"mark": page.context["mark"], "reason": "Đếm lại"}
    client.post(url, told | {"giay-0-sheets": "7", "giay-0-note": "thiếu trang 3"})
    line = sent.papers.get()
    assert (line.sheets, line.note, line.version) == (7, "thiếu trang 3", 2)
    assert line.history.first().history_change_reason == "Đếm lại"
    late = client.post(url, told | {"giay-0-sheets": "9"}, follow=True)
    assert "vừa được người khác sửa" in text_of(late) and sent.papers.get().sheets == 7
    fresh_page = client.get(url)
    told = _posted(fresh_page.context["papers"]) | {"mark": fresh_page.context["mark"], "reason": "Không giao"}
    del told["giay-0-keep"]
    client.post(url, told)
    assert not sent.papers.exists()
    receive(cast.neighbour, [sent], today)
    assert "Không sửa được nữa" not in text_of(sign_in(cast.clerk).get(url)), "the dossier is not theirs any more"
    assert sign_in(cast.clerk).get(url).status_code == 403


def test_both_boards_list_the_same_transfer_with_the_days_it_waited(cast, person, today, sign_in):
    (sent,) = send(cast.clerk, [person], today)
    week = timezone.now() - timedelta(days=14)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE personnel_transfer SET sent_at = %s, moved_at = %s, effective_on = %s", [week, week, week.date()]
        )
    for role, slug in (("neighbour", "phai-nhan"), ("clerk", "da-gui")):
        page = sign_in(getattr(cast, role)).get(f"{BOARD}?xem={slug}")
        (row,) = page.context["rows"]
        assert (row.transfer.pk, row.late, row.may_act) == (sent.pk, True, role == "neighbour")
        assert 9 <= row.waited <= 10 and "quá hạn" in text_of(page)
    receive(cast.neighbour, [Transfer.objects.get()], today)
    for role in ("neighbour", "clerk"):
        page = sign_in(getattr(cast, role)).get(f"{BOARD}?xem=da-xong")
        assert [row.transfer.pk for row in page.context["rows"]] == [sent.pk]
        assert "Đã tiếp nhận" in text_of(page)


def test_the_board_pages_filters_and_asks_the_same_few_questions(cast, make_dossier, today, sign_in):
    people = [make_dossier(full_name=f"Lê Thị {name}") for name in ("Một", *["Nhiều"] * 6)]
    first = send(cast.clerk, people[:2], today)
    client = sign_in(cast.neighbour)
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{BOARD}?xem=phai-nhan")
    send(cast.clerk, people[2:], today, basis=basis_of(today, decision=decision_of(today, number="9/QĐ-TCHQ")))
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"{BOARD}?xem=phai-nhan")
    assert len(many) == len(few) <= 16
    assert page.context["page"].total == 7
    named = client.get(f"{BOARD}?xem=phai-nhan&tim=mot+le").context["rows"]
    assert [row.transfer.pk for row in named] == [first[0].pk]
    by_decision = client.get(f"{BOARD}?xem=phai-nhan&tim=9/QĐ&don-vi=HQ34")
    assert by_decision.context["page"].total == 5
    assert client.get(f"{BOARD}?xem=phai-nhan&don-vi=HQ43").context["page"].total == 0
    assert client.get(f"{BOARD}?xem=phai-nhan&don-vi=khong-co").status_code == 200


def test_a_long_board_goes_on_with_its_filters(cast, make_dossier, today, sign_in, monkeypatch):
    monkeypatch.setattr("personnel.views.transfers.PAGE_SIZE", 2)
    send(cast.clerk, [make_dossier(full_name=f"Lê Thị {name}") for name in ("An", "Bình", "Châu")], today)
    client = sign_in(cast.neighbour)
    page = client.get(f"{BOARD}?xem=phai-nhan&tim=le").context["page"]
    assert (len(page.rows), page.total) == (2, 3) and "tim=le" in page.next_url and "xem=phai-nhan" in page.next_url
    rest = client.get(BOARD + page.next_url).context["page"]
    assert len(rest.rows) == 1 and not {row.pk for row in rest.rows} & {row.pk for row in page.rows}


@pytest.mark.clause("TCHQ-9.1")
def test_what_waits_is_told_to_who_answers_for_the_unit(cast, make_dossier, today, sign_in):
    one, two, three, four = (make_dossier() for _ in range(4))
    later = basis_of(today, decision=decision_of(today, number="7/QĐ-TCHQ"), effective_on=today + timedelta(days=9))
    send(cast.clerk, [four], today, basis=later)
    (here,) = send(cast.clerk, [one], today)
    send(cast.clerk, [two], today, to="TW01", basis=basis_of(today, decision=decision_of(today, number="8/QĐ-TCHQ")))
    request_dossier(
        account=fresh(cast.neighbour), reason="x", code=three.code, full_name=three.full_name,
        to_unit=cast.neighbour.unit, number="1/CV", on=today, today=today,
    )  # fmt: skip

    def told(role):
        lines = waiting(fresh(getattr(cast, role)), today)
        listed = [sign_in(getattr(cast, role)).get(line["url"]).context["page"].total for line in lines]
        assert listed == [line["count"] for line in lines], "each number is its list"
        return {line["label"]: line["count"] for line in lines}

    assert told("neighbour") == {"Hồ sơ chờ tiếp nhận": 1}
    assert told("clerk") == {"Yêu cầu chuyển hồ sơ chờ trả lời": 1}
    assert told("specialist") == {"Hồ sơ chờ tiếp nhận": 1}, "Vụ Pháp chế has nobody of its own to receive it"
    assert told("leader") == told("unit_admin") == {}
    return_dossiers(account=fresh(cast.neighbour), reason="Thiếu", transfers=[here])
    assert told("clerk") == {"Yêu cầu chuyển hồ sơ chờ trả lời": 1, "Hồ sơ bị trả lại": 1}
    assert told("neighbour") == {}
    send(cast.clerk, [one], today)
    assert "Hồ sơ bị trả lại" not in told("clerk")
    account = fresh(cast.clerk)
    account.access.row_scope()
    with CaptureQueriesContext(connection) as asked:
        waiting(account, today)
    assert len(asked) <= 4


@pytest.mark.clause("TN-I.4")
def test_ten_working_days_for_the_personal_account_are_data(cast, person, today, sign_in, tayninh):
    monday = today - timedelta(days=today.weekday())
    (got,) = receive(cast.neighbour, send(cast.clerk, [person], today), today, papers_received_on=monday)
    page = sign_in(cast.neighbour).get(f"{BOARD}?xem=ban-giao-tai-khoan")
    (row,) = page.context["rows"]
    assert row.transfer == got and monday + timedelta(days=14) <= row.due <= monday + timedelta(days=24)
    assert "Bàn giao" in text_of(page)
    sign_in(cast.neighbour).post(step_url(got, "ban-giao-tai-khoan"), {"on": date_vi(today), "reason": "Đã bàn giao"})
    assert Transfer.objects.get().account_handed_on == today
    assert not sign_in(cast.neighbour).get(f"{BOARD}?xem=ban-giao-tai-khoan").context["rows"]


def test_without_such_a_term_nobody_is_asked(cast, person, today, sign_in):
    receive(cast.neighbour, send(cast.clerk, [person], today), today)
    page = sign_in(cast.neighbour).get(BOARD)
    assert "ban-giao-tai-khoan" not in [tab.slug for tab in page.context["tabs"]]
    assert sign_in(cast.neighbour).get(step_url(Transfer.objects.get(), "ban-giao-tai-khoan")).status_code == 403


def test_the_form_of_a_posting_leads_to_the_transfer(cast, person, sign_in, unit):
    url = reverse("personnel:row_add", args=[person.code, "cong-tac"])
    send_url = reverse("personnel:transfer_send", args=[person.code])
    assert send_url in text_of(sign_in(cast.clerk).get(url))
    told = {"unit": unit("HQ60-07").pk, "kind": "move", "valid_from": "01/11/2026", "reason": "x"}
    page = sign_in(cast.clerk).post(url, told)
    assert "điều chuyển hồ sơ" in text_of(page) and "unit" in page.context["form"].errors
    assert send_url not in text_of(sign_in(cast.clerk).get(reverse("personnel:row_add", args=[person.code, "luong"])))


def test_what_the_old_unit_exported_is_not_handed_out_after_the_receipt(cast, person, today, sign_in):
    client = sign_in(cast.clerk)
    asked = client.post(reverse("personnel:export"), {"reason": "Rà soát"})
    assert client.get(f"{asked.url}tep/").status_code == 200
    receive(cast.neighbour, send(cast.clerk, [person], today), today)
    assert client.get(f"{asked.url}tep/").status_code == 302
    assert "không còn thuộc phạm vi" in text_of(client.get(asked.url))


def test_the_sheet_and_the_minutes_print_what_was_handed_over(cast, person, today, sign_in, make_paper, monkeypatch):
    pages = []
    monkeypatch.setattr("reports.views.papers.pdf_from_html", lambda html: pages.append(html) or b"%PDF-")
    make_paper(dossier=person, title="Bằng đại học")
    (sent,) = send(cast.clerk, [person], today)
    sheet = f"{reverse('reports:form_file', args=[person.code, 'giao-nhan', 'pdf'])}?chuyen={sent.pk}"
    minutes = reverse("reports:transfer_minutes", args=[sent.batch])
    for url in (sheet, minutes):
        assert sign_in(cast.clerk).get(url).status_code == 200
        assert sign_in(cast.neighbour).get(url).status_code == 404
        for words in ("1234/QĐ-TCHQ", "Cục Hải quan tỉnh Quảng Nam", cast.clerk.holder_name, person.code):
            assert words in pages[-1], (url, words)
    assert "Bằng đại học" in pages[0]
    receive(cast.neighbour, [sent], today, papers_note="còn niêm phong")
    assert sign_in(cast.neighbour).get(sheet).status_code == 200
    assert cast.neighbour.holder_name in pages[-1] and "còn niêm phong" in pages[-1]
    assert sign_in(cast.clerk).get(sheet).status_code == 404
    assert sign_in(cast.clerk).get(minutes).status_code == 200, "what it handed over"


def test_pages_of_what_is_not_there_are_not_found(cast, person, today, sign_in):
    (sent,) = send(cast.clerk, [person], today)
    client = sign_in(cast.clerk)
    for url in (
        f"{BOARD}999999/", f"{BOARD}{sent.pk}/khong-co/", f"{BOARD}dot/00000000-0000-0000-0000-000000000000/",
        f"{BOARD}dot/{sent.batch}/tu-choi/",
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url
    assert Dossier.objects.get(pk=person.pk).now_unit.code == "HQ34-07"


@pytest.mark.clause("TCHQ-8.3c")
def test_a_list_of_the_board_is_exported_and_checked_again(cast, make_dossier, today, sign_in, monkeypatch):
    one, two = make_dossier(full_name="Lê Thị Một"), make_dossier(full_name="Lê Thị Hai")
    send(cast.clerk, [one, two], today)
    client = sign_in(cast.neighbour)
    url = reverse("personnel:transfers_export")
    assert "2 dòng" in text_of(client.get(f"{url}?xem=phai-nhan"))
    asked = client.post(f"{url}?xem=phai-nhan&tim=mot", {"reason": "Theo dõi"})
    sheet = load_workbook(BytesIO(client.get(f"{asked.url}tep/").content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (line,) = [row for row in rows if row[0] == one.code]
    assert line[1:3] == ["Lê Thị Một", None] and line[6] == "1234/QĐ-TCHQ" and not any(two.code in row for row in rows)
    monkeypatch.setattr("personnel.exports.transfers.ROWS_AT_ONCE", 1)
    long = client.post(f"{url}?xem=phai-nhan", {"reason": "Theo dõi"})
    assert "Đang chờ" in text_of(client.get(long.url)), "a long one is left to the worker"
    with writing(account=cast.sysadmin, reason="Đánh dấu mật"):
        one.is_confidential = True
        record(one)
    assert client.get(f"{asked.url}tep/").status_code == 302, "the person became confidential meanwhile"


def test_the_steps_stand_in_the_history_of_the_dossier(cast, person, today, sign_in):
    receive(cast.neighbour, send(cast.clerk, [person], today), today)
    page = text_of(sign_in(cast.neighbour).get(reverse("personnel:timeline", args=[person.code])))
    assert "Điều chuyển hồ sơ" in page and "Đã tiếp nhận" in page and cast.clerk.holder_name in page
