"""Terms by law on the screen: appointments, secondments out, on and back, rotations, and what a discipline bars."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.acts import ACTS, Period
from personnel.acts.due import due_list
from personnel.acts.plan import plan_draft
from personnel.due import DUES
from personnel.models import Appointment, Discipline, Dossier, LegalNumber, Position, Posting, Term
from personnel.sections import APPOINTMENTS, POSTINGS, SECTIONS
from personnel.services.apply_draft import apply_draft
from personnel.services.begin_due_draft import begin_due_draft
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate, add_months
from qlcb.formats import date_vi
from qlcb.history import update_many, writing
from tests.crowd import crowd
from tests.personnel.acts.drafting import draft_for, edited

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-12.2")]
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def people(stage):
    """Ids of three people of a Chi cục of Đà Nẵng."""
    return crowd(3, timezone.localdate())


@pytest.fixture
def enter(cast, today):
    def enter_(section, row):
        return add_row(account=cast.sysadmin, reason="Thử", section=section, row=row, today=today)

    return enter_


@pytest.fixture
def text_of(sign_in, cast):
    def text_(name, *args):
        return sign_in(cast.clerk).get(reverse(f"personnel:{name}", args=args)).content.decode()

    return text_


def head(code="TP"):
    return Position.objects.get(code=code)


def discipline(person, today):
    form = Term.objects.filter(kind="discipline_form", code="CC-KT").latest("valid_from")
    return Discipline(dossier_id=person, form=form, violation="Thử", valid_from=PartialDate.of(add_months(today, -2)))


def test_an_appointment_is_given_its_term_and_the_screens_say_how(people, cast, today, silent_table, text_of):
    values = {people[0]: {"position": head().pk}, people[1]: {"position": head().pk, "term_ends_on": "2028-06-30"}}
    draft = draft_for(cast.clerk, "bo-nhiem", people[:2], today, values=values)
    ends = add_months(today, 60) - DAY
    words = f"Thời hạn giữ chức vụ 60 tháng kể từ {date_vi(today)}: đến hết {date_vi(ends)}."
    grid, preview = text_of("draft", draft.pk), text_of("draft_preview", draft.pk)
    assert f'<span class="cell-sub">để trống: {date_vi(ends)}</span>' in grid, "beside the cell that was left empty"
    assert grid.count(words) == preview.count(words) == 2
    apply_draft(account=cast.clerk, draft=draft, today=today)
    told = dict(Appointment.objects.filter(dossier__in=people).values_list("dossier", "term_ends_on"))
    assert told == {people[0]: ends, people[1]: date(2028, 6, 30)}, "what the decision says comes first"
    codes = dict(Dossier.objects.filter(pk__in=people).values_list("pk", "code"))
    page = text_of("section", codes[people[0]], "bo-nhiem")
    begins = f"bắt đầu quy trình bổ nhiệm lại chậm nhất {date_vi(ends - timedelta(days=90))}"
    assert f'hết hạn <span class="num">{date_vi(ends)}</span>' in page
    assert "Vì sao ngày này?" in page and words in page and begins in page
    assert "Hồ sơ ghi hạn bổ nhiệm 30/06/2028: theo quyết định." in text_of("section", codes[people[1]], "bo-nhiem")


def test_who_retires_within_the_term_is_not_reappointed_and_the_list_says_why(people, cast, today, enter):
    ends = today + timedelta(days=20)
    for person in people[:2]:
        row = Appointment(dossier_id=person, position=head(), term_ends_on=ends, valid_from=PartialDate(2022, 1, 1))
        enter(APPOINTMENTS, row)
    Dossier.objects.filter(pk=people[1]).update(now_retires_on=ends)
    found = due_list(cast.clerk, ACTS["bo-nhiem-lai"], Period(today, today + timedelta(days=30)), today)
    (line,), (out,) = found.chosen, found.left_out
    assert line.dossier.pk == people[0] and f"hết hạn ngày {date_vi(ends)}" in line.found.why
    assert any("bắt đầu quy trình bổ nhiệm lại chậm nhất" in step for step in line.found.steps)
    assert out.dossier.pk == people[1] and f"đến khi nghỉ hưu {date_vi(ends)}" in out.found.why
    assert "chưa đủ một thời hạn" in " ".join(out.found.steps)


@pytest.fixture
def away(people, cast, today, unit, silent_table):
    """The first is seconded from a year ago until in ten days, the second as long as the law allows."""
    begins = add_months(today, -12)
    values = {people[0]: {"term_ends_on": (today + timedelta(days=10)).isoformat()}}
    draft = draft_for(cast.clerk, "biet-phai", people[:2], today, values=values, shared={"unit": unit("HQ34-01").pk},
                      signed_on=begins, effective_on=begins)  # fmt: skip
    apply_draft(account=cast.clerk, draft=draft, today=today)
    rows = {row.dossier_id: row for row in Posting.objects.on(today).filter(kind="secondment")}
    assert rows[people[1]].term_ends_on == add_months(begins, 36) - DAY
    return rows


def test_a_secondment_is_due_and_ends_by_a_decision_that_brings_them_back(people, away, cast, today, sign_in, text_of):
    ends = away[people[0]].term_ends_on
    every, due = Dossier.objects.filter(pk__in=people), DUES["biet-phai"]
    assert {one.pk: one.due_on for one in due.of(every, today)} == {people[0]: ends}
    page = sign_in(cast.clerk).get("/ho-so/?den-han=biet-phai").content.decode()
    assert "Lập quyết định: Thôi biệt phái" in page
    code = every.get(pk=people[0]).code
    posting = text_of("section", code, "cong-tac")
    assert f'Biệt phái: đến hết <span class="num">{date_vi(ends)}</span>' in posting
    assert "mỗi quyết định không quá 36 tháng" in posting and f"Biệt phái đến {date_vi(ends)}" in posting
    period = Period(today, today + timedelta(days=30))
    draft = begin_due_draft(account=cast.clerk, act=ACTS["thoi-biet-phai"], period=period, unit=None, today=today)
    draft = edited(cast.clerk, draft, number="6/QĐ", signed_on=today, effective_on=today)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    back = Posting.objects.get(decision__number="6/QĐ")
    assert (back.dossier_id, back.unit.code, back.kind) == (people[0], "HQ34-07", "secondment_end")
    assert back.valid_from == PartialDate.of(ends + DAY)
    away[people[0]].refresh_from_db()
    assert away[people[0]].valid_to == ends
    assert not due.among(every, today).exists(), "what comes next is on file"
    assert due_list(cast.clerk, ACTS["thoi-biet-phai"], period, today).left_out[0].found.why.startswith("Hồ sơ đã ghi")


def test_a_secondment_goes_on_by_a_decision_of_its_own(people, away, cast, today):
    ends, period = away[people[0]].term_ends_on, Period(today, today + timedelta(days=30))
    draft = begin_due_draft(account=cast.clerk, act=ACTS["gia-han-biet-phai"], period=period, unit=None, today=today)
    draft = edited(cast.clerk, draft, number="7/QĐ", signed_on=today, effective_on=today)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    longer = Posting.objects.get(decision__number="7/QĐ")
    assert (longer.unit_id, longer.kind) == (away[people[0]].unit_id, "secondment")
    assert longer.term_ends_on == add_months(ends + DAY, 36) - DAY, "the longest of the law where nobody told"


def test_a_term_without_a_decision_s_own_day_is_the_law_s(people, away, cast, today, text_of):
    row = away[people[1]]
    row.term_ends_on = None
    number = LegalNumber.objects.get(code="secondment_most_months")
    number.value = 12
    with writing(account=cast.sysadmin, reason="Thử"):
        update_many([row], ["term_ends_on"])
        update_many([number], ["value"])
    found = due_list(cast.clerk, ACTS["thoi-biet-phai"], Period(today, today), today).chosen
    assert [line.dossier.pk for line in found] == [people[1]]
    assert "tính theo luật" in " ".join(found[0].found.steps)
    code = Dossier.objects.get(pk=people[0]).code
    assert "Dài hơn mức của luật" in text_of("section", code, "cong-tac")


def test_a_term_is_only_of_what_lasts_for_a_time(people, enter, today, unit):
    row = Posting(dossier_id=people[2], unit=unit("HQ34-01"), kind="move", valid_from=PartialDate.of(today),
                  term_ends_on=today + DAY)  # fmt: skip
    with pytest.raises(Exception, match="Chỉ ghi thời hạn cho biệt phái, luân chuyển"):
        enter(POSTINGS, row)
    row.kind, row.term_ends_on = "rotation", today - DAY
    with pytest.raises(Exception, match="Thời hạn phải sau ngày bắt đầu"):
        enter(POSTINGS, row)


def test_a_rotation_tells_for_how_long_it_lasts_at_least(people, enter, today, unit, text_of):
    row = Posting(dossier_id=people[2], unit=unit("HQ34-01"), kind="rotation", valid_from=PartialDate.of(today))
    enter(POSTINGS, row)
    page = text_of("section", Dossier.objects.get(pk=people[2]).code, "cong-tac")
    last = date_vi(add_months(today, 36) - DAY)
    assert f'Luân chuyển: ít nhất đến hết <span class="num">{last}</span>' in page and "ít nhất 36 tháng" in page


def test_a_discipline_bars_promotion_and_the_screens_say_until_when(people, cast, today, enter, silent_table, text_of):
    enter(SECTIONS["ky-luat"], discipline(people[0], today))
    until = date_vi(add_months(add_months(today, -2), 12))
    code = Dossier.objects.get(pk=people[0]).code
    for slug in ("ky-luat", "bo-nhiem", "quy-hoach"):
        page = text_of("section", code, slug)
        assert f'Chưa bổ nhiệm, quy hoạch, nâng ngạch: đến hết <span class="num">{until}</span>' in page
    values = {pk: {"position": head().pk} for pk in people[:2]}
    draft = draft_for(cast.clerk, "bo-nhiem", people[:2], today, values=values)
    plan = plan_draft(draft, account=cast.clerk, today=today)
    assert {line.dossier_id: bool(plan.caution(line)) for line in plan.lines} == {people[0]: True, people[1]: False}
    assert not plan.wrong, "who decides may know more than the file"
    for name in ("draft", "draft_preview"):
        assert text_of(name, draft.pk).count(f"không bổ nhiệm, quy hoạch, nâng ngạch 12 tháng, đến hết {until}") == 1
    later = edited(cast.clerk, draft, effective_on=add_months(today, 12))
    assert not plan_draft(later, account=cast.clerk, today=today).barred
