"""Đối chiếu hồ sơ giấy: who compared which part, when, with what result; a later change makes it stale."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AccessEvent
from accounts.permissions import VIEW
from accounts.services.grant import grant
from personnel.models import Decision, PaperCheck
from personnel.paper_checks import PARTS, paper_state
from personnel.sections import PANEL_OF, SALARIES
from personnel.services.check_paper import check_paper
from personnel.services.rotate_keys import rotate_keys
from personnel.services.save_panel import save_panel
from personnel.services.save_row import correct_row
from personnel.timeline import timeline_page
from qlcb.fields import HIDDEN
from qlcb.history import Act, record, writing
from tests.history import assert_history_is_whole

pytestmark = pytest.mark.django_db
Result = PaperCheck.Result


@pytest.fixture
def dossier(make_dossier):
    return make_dossier(code="34ZZ-0217", rank="08.051", step=4, phone="0905 111 222")


@pytest.fixture
def check(cast, dossier, today):
    """`check("luong", "dao-tao", result=…)`: the clerk compares these parts of the dossier with the paper."""

    def compare(*slugs, account=None, **values):
        states = paper_state(dossier).parts
        options = {"result": Result.SAME, "checked_on": today, "today": today}
        return check_paper(
            account=account or cast.clerk,
            dossier=dossier,
            seen={slug: states[slug].fingerprint for slug in slugs},
            **(options | values),
        )

    return compare


def stale(dossier) -> set[str]:
    dossier.refresh_from_db()
    return {slug for slug, state in paper_state(dossier).parts.items() if state.is_stale}


def change_salary(cast, dossier, today, **values):
    row = dossier.salary_set.get()
    for name, value in values.items():
        setattr(row, name, value)
    correct_row(account=cast.clerk, reason="Thử", section=SALARIES, row=row, expected_version=row.version, today=today)


def change_phone(cast, dossier, today, phone):
    dossier.refresh_from_db()
    dossier.phone = phone
    save_panel(
        account=cast.clerk, reason="Thử", panel=PANEL_OF["giay-to"], dossier=dossier,
        expected_version=dossier.version, today=today,
    )  # fmt: skip


@pytest.mark.clause("TCHQ-8.1a")
def test_who_compared_which_part_when_and_with_what_result(cast, check, dossier, today):
    check("luong", result=Result.DIFFERENT, note="Giấy ghi bậc 5", checked_on=today)
    state = paper_state(dossier).parts["luong"]
    assert (state.check.result, state.check.note, state.check.day) == (Result.DIFFERENT, "Giấy ghi bậc 5", today)
    assert state.check.checked_by == cast.clerk.holder_name
    assert state.is_done
    untouched = {slug for slug, other in paper_state(dossier).parts.items() if other.check is None}
    assert untouched == PARTS.keys() - {"luong"}
    check("luong")
    assert paper_state(dossier).parts["luong"].check.result == Result.SAME, "the newest counts"


@pytest.mark.clause("TCHQ-8.1a")
def test_a_change_of_a_row_makes_its_section_stale_and_no_other(cast, check, dossier, today):
    check("luong", "cong-tac", "giay-to")
    assert stale(dossier) == set()
    change_salary(cast, dossier, today, note="Nâng bậc thường xuyên")
    assert stale(dossier) == {"luong"}
    check("luong")
    assert stale(dossier) == set()


@pytest.mark.clause("TCHQ-8.1a")
def test_a_change_of_a_panel_makes_it_stale_and_no_other(cast, check, dossier, today):
    check("giay-to", "ly-lich", "luong")
    change_phone(cast, dossier, today, "0905 333 444")
    assert stale(dossier) == {"giay-to"}
    change_phone(cast, dossier, today, "0905 111 222")
    assert stale(dossier) == set(), "what was compared stands there again"


def test_a_new_row_and_a_removed_one_make_a_section_stale(cast, check, dossier, today):
    from personnel.services.save_row import remove_row

    check("luong", "dao-tao")
    row = dossier.salary_set.get()
    remove_row(account=cast.clerk, reason="Thử", section=SALARIES, row=row, expected_version=row.version, today=today)
    assert stale(dossier) == {"luong"}


def test_a_corrected_decision_makes_the_sections_stale_that_show_it(cast, check, dossier, today, unit):
    decision = Decision(number="7/QĐ-HQĐNg", signed_on=today, effective_on=today, authority=unit("HQ34"))
    with writing(account=cast.clerk, reason="Thử"):
        record(decision)
    change_salary(cast, dossier, today, decision=decision)
    check("luong", "cong-tac")
    with writing(account=cast.clerk, reason="Thử", act=Act.CORRECT):
        decision.number = "71/QĐ-HQĐNg"
        record(decision)
    assert stale(dossier) == {"luong"}


def test_one_history_row_each_with_account_and_reason(cast, check, dossier):
    checks = check("luong", "dao-tao", "ly-lich")
    assert_history_is_whole()
    for entry in PaperCheck.history.all():
        assert (entry.history_user_id, entry.act) == (cast.clerk.pk, Act.CHANGE)
        assert entry.history_change_reason == "Đối chiếu hồ sơ giấy: khớp hồ sơ giấy"
    assert len(checks) == PaperCheck.history.count() == 3


def test_the_right_to_write_the_part_is_the_right_to_compare_it(cast, check, dossier):
    check("luong", account=cast.policy)
    for account, slug in ((cast.policy, "ly-lich"), (cast.specialist, "luong"), (cast.leader, "luong")):
        with pytest.raises(PermissionDenied):
            check(slug, account=account)
    with pytest.raises(PermissionDenied):
        check("luong", "ly-lich", account=cast.policy)
    assert PaperCheck.objects.count() == 1, "all parts or none"


@pytest.mark.clause("HP-2.4")
def test_nobody_compares_the_dossier_about_themselves(cast, make_dossier, today):
    own = make_dossier(code=cast.clerk.custody.staff_code, rank="08.051")
    with pytest.raises(PermissionDenied, match="chính mình"):
        check_paper(
            account=cast.clerk, dossier=own, seen={"luong": paper_state(own).parts["luong"].fingerprint},
            result=Result.SAME, checked_on=today, today=today,
        )  # fmt: skip


@pytest.mark.parametrize("result", [Result.DIFFERENT, Result.NO_PAPER])
def test_what_is_not_the_same_needs_a_note(check, result):
    with pytest.raises(ValidationError) as refused:
        check("luong", result=result, note="  ")
    assert "note" in refused.value.error_dict


def test_a_comparison_is_not_of_tomorrow_nor_of_before_the_part_was_written(check, dossier, today):
    for day in (today + timedelta(days=1), today - timedelta(days=1)):
        for slug in ("luong", "ly-lich"):
            with pytest.raises(ValidationError) as refused:
                check(slug, checked_on=day)
            assert "checked_on" in refused.value.error_dict
    check("khen-thuong", checked_on=today - timedelta(days=1))


def test_what_changed_since_it_was_looked_at_is_not_marked(cast, dossier, today):
    seen = {"luong": paper_state(dossier).parts["luong"].fingerprint}
    change_salary(cast, dossier, today, note="Khác")
    with pytest.raises(ValidationError, match="Vừa có thay đổi ở “Diễn biến lương”"):
        check_paper(account=cast.clerk, dossier=dossier, seen=seen, result=Result.SAME, checked_on=today, today=today)
    assert not PaperCheck.objects.exists()


def test_fingerprints_of_secrets_are_keyed_and_differ_from_person_to_person(make_dossier, dossier, settings):
    twin = make_dossier(code="34ZZ-0218", phone="0905 111 222")
    mark = paper_state(dossier).parts["giay-to"].fingerprint
    assert mark != paper_state(twin).parts["giay-to"].fingerprint
    settings.DATA_KEYS = ["another key", *settings.DATA_KEYS]
    assert mark != paper_state(dossier).parts["giay-to"].fingerprint


def test_a_change_of_keys_makes_nothing_stale(cast, check, dossier, today, settings):
    check("giay-to", "ly-lich", "luong")
    change_phone(cast, dossier, today, "0905 333 444")
    settings.DATA_KEYS = ["another key", *settings.DATA_KEYS]
    assert stale(dossier) == {"giay-to"}
    assert rotate_keys()
    settings.DATA_KEYS = settings.DATA_KEYS[:1]
    assert stale(dossier) == {"giay-to"}, "what was stale stays so, what was not does not become it"
    assert PaperCheck.history.count() == 3


def test_the_table_marks_parts_and_tells_since_when_they_are_stale(cast, sign_in, check, dossier, today):
    check("luong", "ly-lich")
    check("dao-tao", result=Result.NO_PAPER, note="Thiếu bằng đại học")
    change_salary(cast, dossier, today, note="Khác")
    response = sign_in(cast.clerk).get(reverse("personnel:paper_checks", args=[dossier.code]))
    lines = {line.state.part.slug: line for line in response.context["lines"]}
    assert lines.keys() == PARTS.keys()
    words = {slug: line.state.word for slug, line in lines.items() if line.state.check}
    assert words == {"luong": "Đã cũ", "ly-lich": "Khớp", "dao-tao": "Thiếu giấy tờ"}
    assert lines["luong"].stale_since == dossier.salary_set.get().history.first().history_date
    page = response.content.decode()
    assert "Thiếu bằng đại học" in page
    assert f"2/{len(PARTS)}" in page


def test_since_when_a_panel_is_stale(cast, sign_in, check, dossier, today):
    check("giay-to")
    change_phone(cast, dossier, today, "0905 333 444")
    changed_at = dossier.history.first().history_date
    change_phone(cast, dossier, today, "0905 555 666")
    response = sign_in(cast.clerk).get(reverse("personnel:paper_checks", args=[dossier.code]))
    line = next(line for line in response.context["lines"] if line.state.part.slug == "giay-to")
    assert line.stale_since == changed_at


def test_several_parts_in_one_act(cast, sign_in, dossier, today):
    client, url = sign_in(cast.clerk), reverse("personnel:paper_checks", args=[dossier.code])
    everything = client.get(url, {"chon": "tat-ca"}).context["lines"]
    assert all(line.is_chosen for line in everything)
    chosen = [line.choice for line in everything if line.state.part.slug in ("luong", "ly-lich")]
    sent = {"muc": chosen, "checked_on": f"{today:%d/%m/%Y}", "checked_by": "Trần Thị Lan"}
    assert client.post(url, sent).status_code == 302
    assert set(PaperCheck.objects.values_list("place", "result", "checked_by")) == {
        ("luong", "same", "Trần Thị Lan"),
        ("ly-lich", "same", "Trần Thị Lan"),
    }
    change_salary(cast, dossier, today, note="Khác")
    again = client.post(url, sent)
    assert "Có mục vừa thay đổi" in again.content.decode()
    nothing = client.post(url, sent | {"muc": []})
    assert "Chọn ít nhất một mục" in nothing.content.decode()
    assert PaperCheck.objects.count() == 2


def test_one_part_beside_its_form(cast, sign_in, dossier, today):
    client, url = sign_in(cast.clerk), reverse("personnel:paper_check", args=[dossier.code, "giay-to"])
    page = client.get(url)
    assert "0905 111 222" in page.content.decode(), "paper cannot be compared with dots"
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK, target=dossier.code).count() == 1
    sent = {"result": "different", "note": "", "checked_on": f"{today:%d/%m/%Y}", "checked_by": "Trần Thị Lan",
            "seen": page.context["form"]["seen"].value()}  # fmt: skip
    assert "note" in client.post(url, sent).context["form"].errors
    change_phone(cast, dossier, today, "0905 333 444")
    moved = client.post(url, sent | {"note": "Số khác"})
    assert "Vừa có thay đổi" in moved.content.decode()
    assert "0905 333 444" in moved.content.decode()
    sent["seen"] = moved.context["form"]["seen"].value()
    assert client.post(url, sent | {"note": "Số khác"}).status_code == 302
    assert PaperCheck.objects.get().note == "Số khác"


def test_each_part_says_how_it_stands_to_the_paper(cast, sign_in, check, dossier, today):
    client = sign_in(cast.clerk)
    section = reverse("personnel:section", args=[dossier.code, "luong"])
    assert "Chưa đối chiếu hồ sơ giấy" in client.get(section).content.decode()
    check("luong", "ly-lich")
    told = f"Đã đối chiếu hồ sơ giấy ngày {today:%d/%m/%Y} – khớp"
    assert told in client.get(section).content.decode()
    assert told in client.get(reverse("personnel:dossier", args=[dossier.code])).content.decode()
    change_salary(cast, dossier, today, note="Khác")
    assert "nay đã cũ" in client.get(section).content.decode()


def test_the_table_takes_a_fixed_number_of_queries(cast, sign_in, check, dossier, django_assert_max_num_queries, today):
    check(*PARTS)
    change_salary(cast, dossier, today, note="Khác")
    change_phone(cast, dossier, today, "0905 333 444")
    client, url = sign_in(cast.clerk), reverse("personnel:paper_checks", args=[dossier.code])
    client.get(url)
    with django_assert_max_num_queries(17):
        client.get(url)


def test_the_timeline_names_the_part(cast, check, dossier):
    check("luong")
    event = timeline_page(dossier, token=None)[0][0]
    assert (event.title, event.account) == ("Đối chiếu hồ sơ giấy: Diễn biến lương", str(cast.clerk))
    assert [change.new for change in event.changes if change.label == "Kết quả"] == ["Khớp hồ sơ giấy"]
    assert "luong" not in [change.new for change in event.changes]


PAPER_NUMBER = "048186009999"


@pytest.mark.clause("TCHQ-8.1c")
def test_a_note_on_a_restricted_part_is_masked_for_who_may_not_reveal_it(cast, sign_in, check, dossier, today):
    told = f"Giấy ghi số định danh {PAPER_NUMBER}"
    check("giay-to", result=Result.DIFFERENT, note=told)
    check("luong", result=Result.DIFFERENT, note="Giấy ghi bậc 5")
    pages = [
        reverse("personnel:paper_checks", args=[dossier.code]),
        reverse("personnel:dossier", args=[dossier.code]),
        reverse("personnel:section", args=[dossier.code, "luong"]),
        reverse("personnel:timeline", args=[dossier.code]),
    ]
    grant(
        account=cast.sysadmin, reason="Xem để phối hợp", to=cast.neighbour, unit=dossier.now_unit,
        document="12/QĐ-TCHQ", on=today, right=VIEW, today=today,
    )  # fmt: skip
    client = sign_in(cast.neighbour)
    for url in pages:
        response = client.get(url)
        assert response.status_code == 200 and PAPER_NUMBER not in response.content.decode(), url
    table = client.get(pages[0])
    notes = {line.state.part.slug: line.note for line in table.context["lines"] if line.state.check}
    assert notes == {"giay-to": HIDDEN, "luong": "Giấy ghi bậc 5"}
    assert "Giấy ghi bậc 5" in client.get(pages[2]).content.decode()
    assert not AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK).exists()


@pytest.mark.clause("TCHQ-8.1c")
def test_who_may_reveal_reads_the_note_in_the_table_and_that_is_logged(cast, sign_in, check, dossier):
    check("giay-to", result=Result.DIFFERENT, note=f"Giấy ghi số định danh {PAPER_NUMBER}")
    page = sign_in(cast.leader).get(reverse("personnel:paper_checks", args=[dossier.code])).content.decode()
    assert PAPER_NUMBER in page
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.UNMASK)
    assert (event.account, event.target, event.detail) == (cast.leader, dossier.code, PARTS["giay-to"].title)
    own = sign_in(cast.clerk).get(reverse("personnel:paper_check", args=[dossier.code, "giay-to"])).content.decode()
    assert PAPER_NUMBER in own, "who compares again reads what differed"


def test_the_timeline_tells_notes_of_parts_without_secrets_only(cast, check, dossier):
    check("giay-to", result=Result.DIFFERENT, note=f"Giấy ghi số {PAPER_NUMBER}")
    check("luong", result=Result.DIFFERENT, note="Giấy ghi bậc 5")
    notes = {
        event.title: change.new
        for event in timeline_page(dossier, token=None)[0]
        for change in event.changes
        if change.label == "Nội dung sai lệch, giấy tờ thiếu"
    }
    assert notes == {
        "Đối chiếu hồ sơ giấy: Diễn biến lương": "Giấy ghi bậc 5",
        f"Đối chiếu hồ sơ giấy: {PARTS['giay-to'].title}": HIDDEN,
    }
