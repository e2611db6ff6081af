"""A draft in the browser: people by filter and by pasted column, the grid, the preview, writing it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Account
from accounts.services.grant import grant
from personnel.models import Dossier, Draft, DraftLine, Reward, Salary
from personnel.services.apply_draft import apply_draft
from personnel.services.recall_draft import recall_draft
from qlcb.formats import date_vi
from qlcb.history import record, writing
from tests.crowd import crowd
from tests.full_dossier import term
from tests.personnel.acts.drafting import NUMBER, draft_for, edited
from tests.personnel.transfers.moves import leave_behind

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def people(stage):
    """Ids of twelve people of Đà Nẵng, codes 34DD-0001 to 34DD-0012, due for a raise; two of Quảng Nam."""
    today = timezone.localdate()
    mine = crowd(12, today)
    theirs = crowd(2, today, unit_code="HQ60-01", first=600, full_name="Vũ Khắc Ẩn")
    return {"mine": mine, "theirs": theirs}


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


def url(name: str, draft, **kwargs) -> str:
    return reverse(f"personnel:{name}", kwargs={"pk": draft.pk} | kwargs)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def posted(draft, *, fill=None, **cells) -> dict:
    """What the grid sends: every line as it stands, with other texts in the cells named `d7_step`, by staff code."""
    data = {f"dien-{name}": value for name, value in (fill or {}).items()}
    data["dong"] = []
    for line in draft.lines.select_related("dossier"):
        data["dong"].append(line.pk)
        data |= {f"{line.pk}-v": line.version, f"{line.pk}-in": "on"}
        words = {"rank": "08.051", "step": "5", "coefficient": "3,66", "valid_from": "01/03/2026"}
        for name, value in (words | cells.get(f"d{line.dossier.code[-4:]}", {})).items():
            data[f"{line.pk}-{name}"] = value
    return data


def test_people_come_from_the_list_of_dossiers_by_its_filters(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "khen-thuong", people["mine"][:2], today)
    page = text_of(clerk.get(url("draft_people", draft), {"q": "34DD"}))
    assert '<b class="num">12</b> hồ sơ khớp điều kiện' in page and "Vũ Khắc Ẩn" not in page
    clerk.post(url("draft_people", draft) + "?q=34DD", {"chon": [*people["mine"][2:4], people["theirs"][0]]})
    assert set(draft.lines.values_list("dossier", flat=True)) == set(people["mine"][:4]), "only the own were added"
    answer = clerk.post(url("draft_people", draft) + "?q=34DD", {"tat-ca": "1"}, follow=True)
    assert "Đã thêm 8 người. 4 người đã có sẵn." in text_of(answer)
    assert draft.lines.count() == 12


def test_each_pasted_line_that_means_nobody_is_told_with_its_number(cast, clerk, people, today):
    """Codes of other units and codes that are none look the same; nothing is added while one of them is wrong."""
    draft = draft_for(cast.clerk, "khen-thuong", [], today)
    foreign = Dossier.objects.get(pk=people["theirs"][0]).code
    lines = f"34dd-0001\n\n34DD-0002, 34DD-0003\n99XX-0001\n{foreign}\n34DD-0001"
    page = clerk.post(url("draft_paste", draft), {"lines": lines})
    told = [(problem.number, problem.text, problem.message) for problem in page.context["pasted"].problems]
    unknown = "Không có hồ sơ số hiệu này trong phạm vi của tài khoản."
    assert told == [(4, "99XX-0001", unknown), (5, foreign, unknown), (6, "34DD-0001", "Trùng với dòng 1.")]
    assert not draft.lines.exists()
    page = clerk.post(url("draft_paste", draft), {"lines": lines, "bo-qua": "1"})
    assert list(draft.lines.values_list("dossier__code", flat=True)) == ["34DD-0001", "34DD-0002", "34DD-0003"]
    assert page.context["form"].data["lines"] == f"99XX-0001\n{foreign}\n34DD-0001", "what is wrong is left to correct"
    assert AccessEvent.objects.filter(kind="forbidden", detail__contains="2 số hiệu không có trong phạm vi").exists()


def test_of_who_only_serves_here_another_unit_decides(cast, sign_in, today, make_dossier):
    """In a draft of the unit where they serve they would be missing from the due lists of their keeper."""
    person = make_dossier()
    leave_behind(cast.specialist, person, today)
    assert Dossier.objects.visible_to(cast.neighbour).filter(pk=person.pk).exists()
    draft = draft_for(cast.neighbour, "khen-thuong", [], today)
    page = sign_in(cast.neighbour).post(url("draft_paste", draft), {"lines": person.code})
    assert page.context["pasted"].unknown == 1 and not draft.lines.exists()


def test_values_are_pasted_beside_the_codes_by_place_or_by_header(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", [], today)
    lines = "34DD-0001\t08.051\t5\t3,66\t01/03/2026\n34DD-0002\t08.051\tnăm\t3,66\t31/02/2026"
    page = clerk.post(url("draft_paste", draft), {"lines": lines})
    (problem,) = page.context["pasted"].problems
    assert problem.number == 2 and "Bậc: " in problem.message and "Từ ngày: " in problem.message
    lines = "Số hiệu\tHọ và tên\tTừ ngày\tBậc\n34DD-0002\tNguyễn Thị Thanh Hương\t01/04/2026\t5"
    clerk.post(url("draft_paste", draft), {"lines": lines})
    line = draft.lines.get(dossier__code="34DD-0002")
    assert (line.values["valid_from"], line.values["step"]) == ("01/04/2026", 5)
    assert line.values["coefficient"] == "3.66", "what was not told is as the next step has it"


def test_the_grid_keeps_all_of_a_page_or_nothing(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:3], today)
    wrong = posted(draft, d0001={"step": "6", "coefficient": "3,99"}, d0002={"valid_from": "31/02/2026"})
    page = clerk.post(url("draft", draft), wrong)
    grid = page.context["grid"]
    assert [(person.split(", ")[1], "31/02/2026" in words) for _, person, words in grid.errors] == [("34DD-0002", True)]
    assert "Chưa lưu được" in text_of(page) and "Tháng 02/2026 không có ngày 31" in text_of(page)
    assert {line.version for line in draft.lines.all()} == {1}
    right = posted(draft, d0001={"step": "6", "coefficient": "3,99"})
    page = clerk.post(url("draft", draft), right, follow=True)
    assert "Đã lưu 1 dòng." in text_of(page)
    changed = draft.lines.get(dossier__code="34DD-0001")
    assert (changed.values["step"], changed.values["coefficient"], changed.version) == (6, "3.99", 2)
    assert [entry.history_type for entry in changed.history.all()] == ["~", "+"]
    assert {line.version for line in draft.lines.exclude(pk=changed.pk)} == {1}


def test_empty_cells_of_a_page_are_filled_at_once_and_shared_values_stand_in(cast, clerk, people, today):
    form = term("reward_form", group="unit", on=today)
    draft = draft_for(cast.clerk, "khen-thuong", people["mine"][:3], today, shared={"form": form.pk})
    data = {"dong": list(draft.lines.values_list("pk", flat=True)), "dien-content": "Hoàn thành tốt nhiệm vụ năm 2025"}
    first = data["dong"][0]
    data |= {f"{pk}-v": 1 for pk in data["dong"]} | {f"{pk}-in": "on" for pk in data["dong"]}
    data[f"{first}-content"] = "Thành tích đặc biệt"
    clerk.post(url("draft", draft), data)
    page = text_of(clerk.get(url("draft", draft)))
    assert page.count('value="Hoàn thành tốt nhiệm vụ năm 2025"') == 2 and form.name in page
    clerk.post(url("draft_apply", draft), {"mark": clerk.get(url("draft_preview", draft)).context["mark"]})
    rows = Reward.objects.filter(decision__number=NUMBER)
    assert rows.count() == 3 and set(rows.values_list("form", flat=True)) == {form.pk}
    assert rows.get(dossier__code="34DD-0001").content == "Thành tích đặc biệt"
    assert str(rows[0].awarded_on) == f"{today:%d/%m/%Y}", "the day of signing, when nobody tells another"


def test_of_two_who_edit_one_line_the_second_is_told(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:2], today)
    opened = posted(draft, d0001={"step": "7", "coefficient": "4,32"})
    clerk.post(url("draft", draft), posted(draft, d0001={"step": "6", "coefficient": "3,99"}))
    page = clerk.post(url("draft", draft), opened)
    assert "người khác vừa sửa 1 dòng" in text_of(page) and "Đang lưu: 6" in text_of(page)
    assert draft.lines.get(dossier__code="34DD-0001").values["step"] == 6
    again = opened | {f"{line.line.pk}-v": line.version for line in page.context["grid"].lines}
    clerk.post(url("draft", draft), again)
    assert draft.lines.get(dossier__code="34DD-0001").values["step"] == 7, "who sends again has decided"


def test_who_is_left_out_stays_in_the_draft_and_is_not_written(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:2], today)
    data = posted(draft)
    left = draft.lines.get(dossier__code="34DD-0002")
    data.pop(f"{left.pk}-in")
    data[f"{left.pk}-why"] = "Đang xem xét kỷ luật"
    clerk.post(url("draft", draft), data)
    clerk.post(url("draft_apply", draft), {"mark": clerk.get(url("draft_preview", draft)).context["mark"]})
    assert list(Salary.objects.filter(decision__number=NUMBER).values_list("dossier__code", flat=True)) == ["34DD-0001"]
    left.refresh_from_db()
    assert (left.is_in, left.why, left.row) == (False, "Đang xem xét kỷ luật", None)


def test_the_preview_tells_what_changes_and_what_speaks_against_it(cast, clerk, people, today):
    values = {people["mine"][1]: {"coefficient": "3.36"}}
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:2], today, values=values)
    page = clerk.get(url("draft_preview", draft))
    first, second = page.context["happenings"]
    assert first.changes == [
        ("Từ ngày", "01/03/2023", "01/03/2026"), ("Bậc", "4", "5"), ("Hệ số", "3,33", "3,66"),
    ]  # fmt: skip
    assert first.ends == ["08.051 bậc 4 từ 01/03/2023: đến hết ngày 28/02/2026"] and not first.errors
    assert first.verdict.outcome.name == "RIGHT" and "Cục Hải quan TP. Đà Nẵng" in first.verdict.why
    assert second.errors == ["Hệ số: Ngạch 08.051 bậc 5 có hệ số 3,66."]
    assert not page.context["may_apply"] and "1</span> người còn chỗ phải sửa" in text_of(page)
    clerk.post(url("draft_apply", draft), {"mark": page.context["mark"]})
    assert not Salary.objects.filter(decision__number=NUMBER).exists()
    assert Salary.objects.filter(dossier__in=people["mine"][:2]).count() == 2, "a preview writes nothing"


def test_what_the_table_gives_to_another_authority_is_marked_and_refused(cast, sign_in, people, today, unit):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:2], today, authority=unit("HQ34-07"))
    client = sign_in(cast.clerk)
    page = client.get(url("draft_preview", draft))
    assert len(page.context["plan"].outside) == 2 and "ngoài bảng phân cấp" in text_of(page)
    answer = client.post(url("draft_apply", draft), {"mark": page.context["mark"]}, follow=True)
    assert "2/2 kết quả ngoài phân cấp" in text_of(answer)
    assert not Salary.objects.filter(decision__number=NUMBER).exists()
    assert AccessEvent.objects.filter(kind="forbidden", detail__contains="Ngoài phân cấp").exists()


def test_people_beyond_the_scope_are_not_named_and_keep_the_draft_from_being_written(cast, sign_in, people, today):
    draft = draft_for(cast.sysadmin, "nang-bac", [*people["mine"][:2], people["theirs"][0]], today)
    edited(cast.sysadmin, draft, unit=cast.clerk.unit)
    client = sign_in(cast.clerk)
    for name in ("draft", "draft_preview"):
        page = text_of(client.get(url(name, draft)))
        assert "34DD-0001" in page and "Vũ Khắc Ẩn" not in page, name
    page = client.get(url("draft_preview", draft))
    assert page.context["plan"].hidden == 1 and not page.context["may_apply"]
    client.post(url("draft_apply", draft), {"mark": page.context["mark"]})
    assert not Salary.objects.filter(decision__number=NUMBER).exists()


@pytest.mark.clause("TCHQ-5.3")
def test_the_decision_and_shared_values_are_entered_when_they_are_known(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:2], today, signed=False)
    page = clerk.get(url("draft_preview", draft))
    assert page.context["missing"] == ["số quyết định", "ngày ký"]
    form = clerk.get(url("draft_edit", draft)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"number": NUMBER, "signed_on": f"{today:%d/%m/%Y}", "signer": "Cục trưởng Lê Văn Phê Duyệt"}
    assert clerk.post(url("draft_edit", draft), data).url == url("draft", draft)
    stale = clerk.post(url("draft_edit", draft), data | {"signer": "Người khác"})
    assert stale.status_code == 409, "the second of two editors decides"
    mark = clerk.get(url("draft_preview", draft)).context["mark"]
    clerk.post(url("draft_apply", draft), {"mark": mark})
    row = Salary.objects.filter(decision__number=NUMBER).first()
    assert (row.decision.signer, row.drafted_by) == ("Cục trưởng Lê Văn Phê Duyệt", cast.clerk.custody.holder_name)


def test_no_paper_of_a_draft_is_signed_or_arrives_after_today(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:2], today, signed=False)
    form = clerk.get(url("draft_edit", draft)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"number": NUMBER}
    yesterday, tomorrow = (date_vi(today + timedelta(days=days)) for days in (-1, 1))
    for signed, arrived, where in (
        (tomorrow, "", "signed_on"),
        ("", tomorrow, "paper_received_on"),
        (date_vi(today), yesterday, "paper_received_on"),
    ):
        answer = clerk.post(url("draft_edit", draft), data | {"signed_on": signed, "paper_received_on": arrived})
        assert list(answer.context["form"].errors) == [where]
    assert Draft.objects.get(pk=draft.pk).number == "", "nothing of it was kept"


def test_a_day_that_is_none_is_told_once(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:1], today)
    paper = {"title": "x", "signed_on": "31/02/2026", "effective_on": "01/03/2026", "version": draft.version}
    errors = clerk.post(url("draft_edit", draft), paper).context["form"].errors
    assert errors["signed_on"] == ["Tháng 02/2026 không có ngày 31."]


def test_what_is_missing_is_quiet_in_a_new_grid_and_wrong_once_it_was_saved(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "hop-dong", crowd(2, today, first=820, subject="contract"), today)
    fresh = clerk.get(url("draft", draft))
    page = text_of(fresh)
    assert "Chưa điền giá trị chung cho mọi người: Loại hợp đồng, Ngày ký." in page
    assert page.count("cần điền") == 4 and "Chưa có giá trị." not in page, "number and first day of two people"
    assert b"is-invalid" not in fresh.content and b"chip--bad" not in fresh.content
    same = f"?{fresh.context['this_url'].lstrip('?')}"
    data = {"dong": [line.line.pk for line in fresh.context["grid"].lines], "den": same}
    data |= {f"{line.line.pk}-{end}": value for line in fresh.context["grid"].lines for end, value in
             (("in", "on"), ("v", line.version), ("job", "Lái xe"))}  # fmt: skip
    saved = clerk.post(f"{url('draft', draft)}{same}", data, follow=True)
    page = text_of(saved)
    assert page.count("Chưa có giá trị.") == 4 and "cần điền" not in page and b"is-invalid" in saved.content
    assert page.count("Chưa điền giá trị chung") == 1, "not once a line"
    preview = clerk.get(url("draft_preview", draft)).content.decode()
    assert f"{url('draft', draft)}?soat" in preview


def test_a_draft_without_a_decision_shows_its_reason_instead(cast, clerk, people, today):
    shared = {"year": today.year, "rating": term("rating", on=today).pk}
    draft = draft_for(
        cast.clerk, "xep-loai", people["mine"][:1], today, signed=False, shared=shared, reason="Biên bản họp"
    )
    page = text_of(clerk.get(url("draft_preview", draft)))
    assert "Không có; lý do: Biên bản họp" in page and "Cơ quan ban hành" not in page


def test_what_was_written_is_told_until_it_is_taken_back(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:1], today)
    clerk.post(url("draft", draft), posted(draft))
    mark = clerk.get(url("draft_preview", draft)).context["mark"]
    answer = text_of(clerk.post(url("draft_apply", draft), {"mark": mark}, follow=True))
    assert answer.count("Đã ghi vào hồ sơ của 1 người") == 1, "said once"
    row = Salary.objects.get(decision__number=NUMBER)
    assert f'data-label="Đã ghi">{row}<' in answer
    back = recall_draft(account=cast.clerk, draft=Draft.objects.get(pk=draft.pk), lines=list(draft.lines.all()),
                        title="Thu hồi", is_in=True)  # fmt: skip
    back = edited(cast.clerk, back, number="9/QĐ", signed_on=today, effective_on=today)
    apply_draft(account=cast.clerk, draft=back, today=today)
    assert "đã thu hồi, điều chỉnh" in text_of(clerk.get(url("draft_preview", draft)))
    assert "đã lấy lại" in text_of(clerk.get(url("draft_preview", back)))


def test_a_cancelled_draft_stays_readable_and_is_not_edited(cast, clerk, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people["mine"][:2], today)
    clerk.post(url("draft_cancel", draft), {"reason": "Lập nhầm"})
    assert "Dự thảo này đã hủy" in text_of(clerk.get(url("draft_preview", draft)))
    clerk.post(url("draft", draft), posted(draft, d0001={"step": "6"}))
    assert {line.version for line in DraftLine.objects.filter(draft=draft)} == {1}
    assert draft.title not in text_of(clerk.get(reverse("personnel:drafts")))
    assert draft.title in text_of(clerk.get(reverse("personnel:drafts"), {"tinh-trang": "cancelled"}))


@pytest.mark.parametrize(("name", "most"), [("draft", 30), ("draft_preview", 30), ("draft_people", 16)])
def test_pages_do_not_cost_more_queries_with_more_people(name, most, cast, clerk, people, today):
    counts = set()
    for number in (2, 12):
        draft = draft_for(cast.clerk, "nang-bac", people["mine"][:number], today)
        clerk.get(url(name, draft))
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(url(name, draft)).status_code == 200
        counts.add(len(captured))
    assert len(counts) == 1 and max(counts) <= most, counts


def test_accounts_of_one_unit_work_on_one_draft(cast, people, today, sign_in, unit):
    """A draft is the unit's: whoever enters decisions for it goes on where the other stopped."""
    draft = draft_for(cast.policy, "nang-bac", people["mine"][:2], today)
    other = Account.objects.get(username="tccb.nhansu1")
    assert Draft.objects.visible_to(other).filter(pk=draft.pk).exists()
    assert not Draft.objects.visible_to(cast.clerk).filter(pk=draft.pk).exists()


def test_what_an_account_may_not_see_stands_masked_in_the_grid_and_stays_as_it_is(cast, people, today, sign_in, unit):
    """Rights given one by one: decisions are entered in all of Đà Nẵng, discipline is written in one office only."""
    near, far = crowd(1, today, unit_code="HQ34-01", first=800) + people["mine"][:1]
    for right, code in (("view_dossier", "HQ34"), ("enter_decisions", "HQ34"), ("write_rewards", "HQ34-01")):
        grant(
            account=cast.sysadmin, reason="Thử", to=cast.reader, unit=unit(code), document="1", on=today, today=today,
            right=right,
        )  # fmt: skip
    form = term("discipline_form", group="staff").pk
    told = {near: {"violation": "Đi muộn", "form": form}, far: {"violation": "Vắng mặt", "form": form}}
    reader = Account.objects.get(pk=cast.reader.pk)
    with writing(account=cast.sysadmin, reason="Thử"):
        draft = Draft.objects.get(pk=draft_for(cast.clerk, "ky-luat", [near, far], today, values=told).pk)
        draft.account = reader
        record(draft)
    client = sign_in(reader)
    page = client.get(url("draft", draft))
    assert "Đi muộn" in text_of(page) and "Vắng mặt" not in text_of(page)
    assert "••••••" in text_of(page) and "Tài khoản không được xem ô này." in text_of(page)
    lines = {line.dossier_id: line for line in draft.lines.all()}
    data = {"dong": [line.pk for line in lines.values()], "dien-violation": "Lỗi khác"}
    for line in lines.values():
        data |= {f"{line.pk}-v": line.version, f"{line.pk}-in": "on", f"{line.pk}-violation": "", f"{line.pk}-form": ""}
    client.post(url("draft", draft), data)
    assert {line.dossier_id: line.values["violation"] for line in draft.lines.all()} == {
        near: "Lỗi khác", far: "Vắng mặt",
    }  # fmt: skip
    assert AccessEvent.objects.filter(kind="unmask", account=reader).exists(), "one of the two stood open"
