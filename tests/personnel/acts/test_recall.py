"""A correcting decision takes results back for chosen people, or puts others in their place; history keeps it all."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.models import Appointment, Decision, Dossier, Draft, DraftLine, Position, Posting, Salary
from personnel.services.add_people import add_people
from personnel.services.add_rows import RowsRefused
from personnel.services.apply_draft import apply_draft
from personnel.services.recall_draft import recall_draft
from personnel.services.save_lines import LineEdit, save_lines
from tests.crowd import crowd
from tests.history import assert_history_is_whole
from tests.personnel.acts.drafting import NUMBER, draft_for, edited

pytestmark = pytest.mark.django_db
BACK = "300/QĐ-HQĐNg"


@pytest.fixture(scope="module")
def people(stage):
    return crowd(4, timezone.localdate())


@pytest.fixture
def applied(cast, people, today):
    """Raises of four people that were applied."""
    draft = draft_for(cast.clerk, "nang-bac", people, today)
    return apply_draft(account=cast.clerk, draft=draft, today=today)


def recalled(account, draft, today, **fields) -> Draft:
    """The draft that takes everything back, with number and day."""
    lines = list(draft.lines.select_related("dossier"))
    made = recall_draft(account=account, draft=draft, lines=lines, title="Thu hồi", is_in=True)
    return edited(account, made, **({"number": BACK, "signed_on": today, "effective_on": today} | fields))


def only(account, draft, *people, mode=DraftLine.Mode.RECALL, **values):
    """Leave only these people in a draft, in this way, with these values."""
    edits = [
        LineEdit(line.pk, line.version, line.dossier_id in people, "", line.values | values, mode)
        for line in draft.lines.all()
    ]
    save_lines(account=account, draft=draft, edits=edits)
    return Draft.objects.get(pk=draft.pk)


@pytest.mark.clause("TCHQ-5.3")
def test_results_are_taken_back_and_the_step_before_holds_again(cast, people, applied, today):
    draft = only(cast.clerk, recalled(cast.clerk, applied, today), *people[:2])
    gone = list(Salary.objects.filter(decision__number=NUMBER, dossier__in=people[:2]).values_list("pk", flat=True))
    apply_draft(account=cast.clerk, draft=draft, today=today)
    for pk in people[:2]:
        (row,) = Salary.objects.filter(dossier=pk)
        assert (row.step, row.valid_to) == (4, None)
        assert Dossier.objects.get(pk=pk).now_step == 4
    assert Salary.objects.filter(decision__number=NUMBER).count() == 2, "the others keep theirs"
    entries = Salary.history.filter(id__in=gone, history_type="-")
    assert {(e.act, e.history_user_id) for e in entries} == {("remove", cast.clerk.pk)}
    assert all(BACK in e.history_change_reason and NUMBER in e.history_change_reason for e in entries)
    assert Decision.objects.get(number=BACK).drafts.get().corrects == applied
    assert_history_is_whole()


def test_who_is_taken_back_and_who_is_added_are_locked_in_one_order(cast, people, today):
    """Or else two such decisions about the same people, applied at once, would wait for each other."""
    done = draft_for(cast.clerk, "nang-bac", people[2:], today)
    apply_draft(account=cast.clerk, draft=done, today=today)
    draft = recalled(cast.clerk, Draft.objects.get(pk=done.pk), today)
    added = list(Dossier.objects.filter(pk__in=people[:2]))
    add_people(account=cast.clerk, draft=draft, dossiers=added, today=today)
    with CaptureQueriesContext(connection) as captured:
        apply_draft(account=cast.clerk, draft=Draft.objects.get(pk=draft.pk), today=today)
    locks = [one["sql"] for one in captured if 'FROM "personnel_dossier"' in one["sql"] and "FOR UPDATE" in one["sql"]]
    assert all(str(pk) in locks[0] for pk in people) and 'ORDER BY "personnel_dossier"."id"' in locks[0]
    assert Salary.objects.filter(decision__number=BACK).count() == 2


def test_a_result_is_put_in_place_of_another_under_the_new_decision(cast, people, applied, today):
    draft = only(
        cast.clerk,
        recalled(cast.clerk, applied, today),
        people[0],
        mode=DraftLine.Mode.REPLACE,
        valid_from="01/05/2026",
    )
    apply_draft(account=cast.clerk, draft=draft, today=today)
    before, after = Salary.objects.filter(dossier=people[0]).order_by("valid_from")
    assert (before.step, str(before.valid_to)) == (4, "2026-04-30")
    assert (after.step, str(after.valid_from), after.decision.number) == (5, "01/05/2026", BACK)
    assert_history_is_whole()


def test_the_preview_tells_what_comes_back(cast, sign_in, people, applied, today):
    client = sign_in(cast.clerk)
    answer = client.post(
        reverse("personnel:draft_recall", args=[applied.pk]), {"title": "Thu hồi quyết định 214", "who": "tat-ca"}
    )
    made = Draft.objects.get(title="Thu hồi quyết định 214")
    assert answer.url == reverse("personnel:draft", args=[made.pk])
    page = client.get(reverse("personnel:draft_preview", args=[made.pk]))
    assert page.context["happenings"][0].changes == [
        ("Từ ngày", "01/03/2026", "01/03/2023"), ("Bậc", "5", "4"), ("Hệ số", "3,66", "3,33"),
    ]  # fmt: skip
    outcome = client.get(reverse("personnel:draft_preview", args=[applied.pk])).content.decode()
    assert "Thu hồi quyết định 214" in outcome
    edited(cast.clerk, made, number=BACK, signed_on=today)
    mark = client.get(reverse("personnel:draft_preview", args=[made.pk])).context["mark"]
    client.post(reverse("personnel:draft_apply", args=[made.pk]), {"mark": mark})
    assert not Salary.objects.filter(decision__number=NUMBER).exists(), "as the web role writes it, too"
    page = client.get(reverse("personnel:decision", args=[applied.decision_id])).content.decode()
    assert f"kết quả bị thu hồi, điều chỉnh theo {BACK}" in page
    made.refresh_from_db()
    page = client.get(reverse("personnel:decision", args=[made.decision_id])).content.decode()
    assert f"kết quả của quyết định {NUMBER}" in page and "Quyết định này thu hồi kết quả" in page


def test_what_was_corrected_meanwhile_is_told_and_nothing_is_taken_back(cast, people, applied, today):
    draft = recalled(cast.clerk, applied, today)
    other = only(cast.clerk, recalled(cast.clerk, applied, today, number="299/QĐ"), people[0])
    apply_draft(account=cast.clerk, draft=other, today=today)
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=cast.clerk, draft=draft, today=today)
    ((row,),) = (refused.value.rows,)
    assert row.dossier.pk == people[0] and "không còn trong hồ sơ" in row.errors[0][1]
    assert Salary.objects.filter(decision__number=NUMBER).count() == 3


def test_nothing_more_is_offered_to_be_taken_back_than_is_on_file(cast, sign_in, people, applied, today):
    client = sign_in(cast.clerk)
    recall, page = (reverse(f"personnel:{name}", args=[applied.pk]) for name in ("draft_recall", "draft_preview"))
    apply_draft(
        account=cast.clerk, draft=only(cast.clerk, recalled(cast.clerk, applied, today), *people[:3]), today=today
    )
    assert recall in client.get(page).content.decode()
    client.post(recall, {"title": "Thu hồi nốt", "who": "tat-ca"})
    rest = Draft.objects.get(title="Thu hồi nốt")
    assert [line.dossier_id for line in rest.lines.all()] == people[3:]
    apply_draft(account=cast.clerk, draft=edited(cast.clerk, rest, number="301/QĐ", signed_on=today), today=today)
    assert recall not in client.get(page).content.decode()
    assert client.get(recall).url == page
    with pytest.raises(ValidationError, match="không còn trong hồ sơ của ai"):
        recalled(cast.clerk, applied, today)


def test_an_appointment_that_was_cut_comes_back_and_one_that_was_over_does_not(cast, people, today, unit, silent_table):
    position = Position.objects.get(code="TP").pk
    first = draft_for(
        cast.clerk, "bo-nhiem", people[:1], today, values={people[0]: {"position": position}},
        shared={"valid_from": "01/01/2024"}, number="1/QĐ",
    )  # fmt: skip
    apply_draft(account=cast.clerk, draft=first, today=today)
    second = draft_for(
        cast.clerk, "bo-nhiem", people[:1], today, number="2/QĐ", shared={"valid_from": "01/01/2026"},
        values={people[0]: {"position": Position.objects.get(code="PTP").pk}},
    )  # fmt: skip
    second = apply_draft(account=cast.clerk, draft=second, today=today)
    assert str(Appointment.objects.get(decision__number="1/QĐ").valid_to) == "2025-12-31"
    apply_draft(account=cast.clerk, draft=recalled(cast.clerk, second, today), today=today)
    (held,) = Appointment.objects.filter(dossier=people[0])
    assert (held.decision.number, held.valid_to) == ("1/QĐ", None)


def test_a_move_that_is_taken_back_leaves_the_person_where_they_were(cast, today, unit, silent_table):
    (alone,) = crowd(1, today, first=50)
    moved = draft_for(cast.clerk, "chuyen-doi-vi-tri", [alone], today, shared={"unit": unit("HQ34-01").pk})
    moved = apply_draft(account=cast.clerk, draft=moved, today=today)
    line = moved.lines.get()
    first = Posting.objects.filter(dossier=alone).exclude(pk=line.row).get()
    apply_draft(account=cast.clerk, draft=recalled(cast.clerk, moved, today), today=today)
    assert list(Posting.objects.filter(dossier=alone)) == [first] and Posting.objects.get(pk=first.pk).valid_to is None


def test_who_may_only_add_takes_nothing_back(cast, today, unit):
    """Moves inside a unit may be entered by its seat, not undone (TCHQ-6.1d1)."""
    people = crowd(2, today, unit_code="TW07-01", first=700)
    head = cast.department_head
    moved = draft_for(head, "chuyen-doi-vi-tri", people, today, shared={"unit": unit("TW07-02").pk})
    moved = apply_draft(account=head, draft=moved, today=today)
    with pytest.raises(RowsRefused):
        apply_draft(account=head, draft=recalled(head, moved, today), today=today)
    assert Posting.objects.filter(decision__number=NUMBER).count() == 2
