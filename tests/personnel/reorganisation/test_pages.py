"""Plans on the screen: drawn up by hand and by workbook, checked, approved, withdrawn; old units found and read."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.models import AccessEvent, Account
from accounts.permissions import REORGANISE
from accounts.services.grant import grant
from personnel.models import Dossier, Reorganisation
from personnel.sections import POSTINGS
from personnel.services.apply_due_reorganisations import apply_due_reorganisations
from personnel.services.draft_reorganisation import draft_reorganisation, save_part
from personnel.views import reorganisation_parts as parts
from personnel.views.timeline import DayForm
from tests.personnel.reorganisation.world import carry_out, draft, founding, merging, people_everywhere

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def organiser(cast, sign_in) -> Client:
    """The browser of who draws up plans in Vụ Tổ chức cán bộ."""
    return sign_in(cast.policy)


@pytest.fixture
def people(today):
    people_everywhere(today, units=("HQ34-01", "HQ34-02"))
    return {row.now_unit.code: row for row in Dossier.objects.select_related("now_unit")}


def text_of(response) -> str:
    """The words of the page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def at(name: str, *args) -> str:
    return reverse(f"personnel:{name}", args=args)


def values(response) -> dict:
    """What the form of the page shows, as a browser sends it back."""
    form = response.context["form"]
    return {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form}


def begun(client) -> Reorganisation:
    """A plan begun in the browser."""
    told = client.post(
        at("reorganisation_new"),
        {
            "number": "382/QĐ-BTC", "signed_on": "26/02/2025", "effective_on": "01/03/2025", "summary": "Sắp xếp",
            "scope": "TCHQ", "authority": "", "signer": "",
        },
    )  # fmt: skip
    plan = Reorganisation.objects.get()
    assert told["Location"] == at("reorganisation", plan.pk)
    return plan


def test_a_plan_carries_out_a_decision_that_was_signed(organiser, cast, today):
    """Not one that is still to be signed, however it is written; it may take effect later."""
    tomorrow = today + timedelta(days=1)
    told = {"number": "9/QĐ", "signed_on": f"{tomorrow:%d/%m/%Y}", "effective_on": f"{tomorrow:%d/%m/%Y}"}
    told |= {"summary": "Sắp xếp", "scope": "TCHQ", "authority": "", "signer": ""}
    answer = organiser.post(at("reorganisation_new"), told)
    assert answer.context["form"].errors == {
        "signed_on": ["Ngày ký không được sau hôm nay; phương án lập theo quyết định đã ký."]
    }
    assert not Reorganisation.objects.exists()
    organiser.post(at("reorganisation_new"), told | {"signed_on": f"{today:%d/%m/%Y}"})
    plan = Reorganisation.objects.get()
    plan.signed_on = tomorrow
    with pytest.raises(ValidationError, match="Ngày ký không được sau hôm nay"):
        draft_reorganisation(account=cast.policy, plan=plan, expected_version=plan.version)


@pytest.mark.clause("TCHQ-8.2e")
def test_a_plan_from_the_first_word_to_the_new_tree(organiser, people, unit, today):
    plan = begun(organiser)
    add = at("reorganisation_step_add", plan.pk)
    asked = organiser.get(f"{add}?don-vi=HQ34-01")
    assert "Thành lập" not in [words for _, words in asked.context["deeds"]]
    new = {"code": "HQ34-13", "name": "Phòng Tổng hợp", "kind": unit("HQ34-01").kind_id, "parent": "HQ34", "version": 1}
    assert organiser.post(f"{add}?viec=establish", new).status_code == 302
    merge = f"{add}?viec=merge&don-vi=HQ34-01"
    shown = organiser.get(merge)
    assert ("HQ34-13", "HQ34-13 · Phòng Tổng hợp · HQ Đà Nẵng") in shown.context["form"].fields["target"].choices
    assert organiser.post(merge, values(shown) | {"target": "HQ34-13"}).status_code == 302
    check = organiser.get(at("reorganisation_check", plan.pk))
    told = text_of(check)
    assert "Không còn gì chưa có nơi đến" in told and "Nhập vào HQ34-13" in told
    assert check.context["report"].people_before == check.context["report"].people_after == 2
    sent = {"mark": check.context["report"].mark}
    again = organiser.post(at("reorganisation_approve", plan.pk), sent)
    asked = text_of(again)
    assert "không hủy được nữa?" in asked and "1 trong 2 người" in asked
    plan.refresh_from_db()
    assert plan.state == "draft", "the first answer only asks"
    assert organiser.post(at("reorganisation_approve", plan.pk), sent | {"sure": "1"}).status_code == 302
    assert apply_due_reorganisations(today) == 1
    done = text_of(organiser.get(at("reorganisation", plan.pk)))
    assert "Đã áp dụng" in done and "Phương án đã áp dụng không hủy được" in done
    people["HQ34-01"].refresh_from_db()
    assert people["HQ34-01"].now_unit == unit("HQ34-13")


def test_what_has_no_place_is_told_with_the_way_to_settle_it(organiser, people):
    plan = begun(organiser)
    add = at("reorganisation_step_add", plan.pk)
    organiser.post(f"{add}?viec=merge&don-vi=HQ34", {**ending("HQ34"), "target": "HQ60", "version": 1})
    check = organiser.get(at("reorganisation_check", plan.pk))
    page = check.content.decode()
    assert "chưa có nơi đến trong khi đơn vị cấp trên HQ34 không còn" in text_of(check)
    assert f"{add}?don-vi=HQ34-01" in page and "Duyệt và áp dụng" not in page
    told = organiser.post(at("reorganisation_approve", plan.pk), {"mark": check.context["report"].mark}, follow=True)
    assert "còn chỗ vướng" in text_of(told)


def ending(code: str) -> dict:
    return {"unit": code, "people_to": "", "posts": "end", "accounts": "follow", "grants": "follow", "note": ""}


def test_a_plan_that_moved_on_is_not_approved_unseen(organiser, people, cast):
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"))
    told = organiser.post(at("reorganisation_approve", plan.pk), {"mark": "of an earlier dry run"}, follow=True)
    assert "đã thay đổi sau lần kiểm tra; chưa duyệt" in text_of(told)
    plan.refresh_from_db()
    assert plan.state == "draft"


@pytest.mark.parametrize(
    ("deed", "given", "field"),
    [
        ("establish", {"code": "", "name": "Phòng", "parent": "HQ34"}, "code"),
        ("establish", {"code": "HQ34-13", "name": "Phòng", "parent": "KHONG-CO"}, "parent"),
        ("merge", ending("HQ34-01"), "target"),
        ("split", ending("HQ34-01") | {"target": "HQ34-02", "more": "KHONG-CO"}, "more"),
        ("rename", {"unit": "HQ34-01", "name": ""}, "name"),
        ("dissolve", ending("HQ34-01"), "people_to"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(organiser, cast, deed, given, field):
    plan = draft(cast.policy)
    told = organiser.post(f"{at('reorganisation_step_add', plan.pk)}?viec={deed}", given)
    assert told.status_code == 200 and field in told.context["form"].errors


def test_of_two_in_one_step_the_second_sees_it(organiser, cast):
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"))
    step = plan.steps.get()
    address = at("reorganisation_step", plan.pk, step.pk)
    first = values(organiser.get(address))
    assert organiser.post(address, first | {"name": "Tên thứ nhất"}).status_code == 302
    told = organiser.post(address, first | {"name": "Tên thứ hai"})
    assert told.status_code == 200 and "vừa được người khác sửa" in text_of(told)
    step.refresh_from_db()
    assert step.name == "Tên thứ nhất"
    removed = organiser.post(at("reorganisation_step_remove", plan.pk, step.pk), {"version": step.version}, follow=True)
    assert "Đã bỏ khỏi phương án" in text_of(removed) and not plan.steps.exists()


def test_single_people_and_accounts_are_named_by_who_may_see_them(organiser, cast, people, make_dossier):
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"))
    address = at("reorganisation_people", plan.pk)
    one = people["HQ34-01"]
    assert organiser.post(address, {"code": one.code.lower(), "to": "HQ34-02"}).status_code == 302
    assert one.full_name in text_of(organiser.get(address))
    secret = make_dossier(unit_code="HQ34-01", is_confidential=True)
    told = organiser.post(address, {"code": secret.code, "to": "HQ34-02"})
    assert list(told.context["form"].errors) == ["code"]
    accounts = at("reorganisation_accounts", plan.pk)
    assert organiser.post(accounts, {"username": cast.clerk.username, "to": ""}).status_code == 302
    assert cast.clerk.username in text_of(organiser.get(accounts))
    assert list(organiser.post(accounts, {"username": "khong.co"}).context["form"].errors) == ["username"]


def test_until_its_day_a_plan_is_reopened_and_withdrawn_with_a_reason(organiser, cast, people, today):
    plan = carry_out(cast.policy, draft(cast.policy, founding("HQ99", "HQ34"), on=today + timedelta(days=9)), today)
    page = text_of(organiser.get(at("reorganisation", plan.pk)))
    assert "Phương án tự áp dụng vào ngày" in page
    edit = organiser.get(at("reorganisation_edit", plan.pk), follow=True)
    assert "không sửa được" in text_of(edit)
    organiser.post(at("reorganisation_reopen", plan.pk), {"version": plan.version})
    plan.refresh_from_db()
    assert plan.state == "draft"
    withdraw = at("reorganisation_withdraw", plan.pk)
    assert "Ghi lý do hủy" in text_of(organiser.post(withdraw, {"version": plan.version}))
    told = organiser.post(withdraw, {"version": plan.version, "reason": "Hoãn thi hành"}, follow=True)
    assert "Hoãn thi hành" in text_of(told)
    plan.refresh_from_db()
    assert plan.state == "withdrawn"


# The workbook


def filled(client, plan, cells: dict) -> SimpleUploadedFile:
    """The workbook of the plan with these cells written: (sheet, code of the row or its number, label) → text."""
    response = client.get(at("reorganisation_file", plan.pk))
    assert response.status_code == 200
    book = load_workbook(BytesIO(response.content))
    for (title, row, label), text in cells.items():
        sheet = book[title]
        column = next(cell.column for cell in sheet[4] if cell.value == label)
        number = row if isinstance(row, int) else next(r for r in range(5, 999) if sheet.cell(r, 1).value == row)
        sheet.cell(number, column, text)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("phuong-an.xlsx", stream.getvalue(), XLSX)


OLD, NEW, PEOPLE = "Đơn vị hiện có", "Đơn vị mới", "Người chuyển riêng"


@pytest.mark.clause("TCHQ-8.2e")
def test_the_whole_plan_is_written_in_one_workbook(organiser, cast, people, opened_here):
    plan = draft(cast.policy, founding("HQ99", "HQ34"), scope="HQ34")
    file = filled(
        organiser,
        plan,
        {
            (OLD, "HQ34-01", "Việc"): "Nhập vào",
            (OLD, "HQ34-01", "Nơi đến (mã)"): "HQ34-13",
            (OLD, "HQ34-01", "Chức vụ lãnh đạo"): "Giữ chức vụ tại nơi đến",
            (OLD, "HQ34-03", "Việc"): "chuyển về",
            (OLD, "HQ34-03", "Nơi đến (mã)"): "HQ34-02",
            (NEW, "HQ99", "Mã đơn vị mới"): "HQ34-13",
            (NEW, 5, "Tên đơn vị"): "Phòng Tổng hợp",
            (PEOPLE, 5, "Số hiệu"): people["HQ34-01"].code,
            (PEOPLE, 5, "Nơi đến (mã)"): "HQ34-02",
            (PEOPLE, 5, "Giữ chức vụ"): "Có",
        },
    )
    address = at("reorganisation_upload", plan.pk)
    told = organiser.post(address, {"file": file}, follow=True)
    assert "Đã nhận phương án từ tệp: thêm 4, sửa 0, bỏ 1 dòng." in text_of(told)
    steps = {step.code or step.unit.code: step for step in plan.steps.select_related("unit")}
    assert {code: step.deed for code, step in steps.items()} == {
        "HQ34-13": "establish", "HQ34-01": "merge", "HQ34-03": "move",
    }  # fmt: skip
    assert (steps["HQ34-01"].targets, steps["HQ34-01"].posts, steps["HQ34-03"].parent) == (
        "HQ34-13",
        "follow",
        "HQ34-02",
    )
    assert [(row.to, row.keeps_post) for row in plan.people.all()] == [("HQ34-02", True)]
    again = organiser.post(address, {"file": filled(organiser, plan, {})}, follow=True)
    assert "thêm 0, sửa 0, bỏ 0 dòng" in text_of(again), "what was downloaded and sent back changes nothing"
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT, account=cast.policy).count() == 2


def test_every_wrong_cell_is_told_and_nothing_is_taken(organiser, cast, people, opened_here):
    plan = draft(cast.policy, founding("HQ99", "HQ34"), scope="HQ34")
    file = filled(
        organiser,
        plan,
        {
            (OLD, "HQ34-01", "Nơi đến (mã)"): "HQ34-02",
            (OLD, "HQ34-02", "Việc"): "Nhập vào",
            (OLD, "HQ34-03", "Việc"): "Xóa",
            (OLD, "HQ34-04", "Việc"): "Nhập vào",
            (OLD, "HQ34-04", "Nơi đến (mã)"): "KHONG-CO",
            (OLD, "HQ34-05", "Việc"): "Đổi tên, đổi loại",
            (OLD, "HQ34-05", "Loại mới"): "Phòng ban",
            (NEW, 6, "Mã đơn vị mới"): "HQ34-07",
            (PEOPLE, 5, "Số hiệu"): "00ZZ-0000",
            (PEOPLE, 5, "Nơi đến (mã)"): "HQ34",
        },
    )
    told = organiser.post(at("reorganisation_upload", plan.pk), {"file": file})
    assert told.status_code == 422
    wrong = {cell.where: cell.words for cell in told.context["wrong"]}
    assert len(wrong) == told.context["wrong_count"] >= 9
    assert all(re.fullmatch(r"(Đơn vị hiện có|Đơn vị mới|Người chuyển riêng), ô [A-Z]+\d+", where) for where in wrong)
    words = "\n".join(wrong.values())
    for expected in (
        *("Chưa chọn việc", "Chưa ghi nơi đến", "Không thuộc: ", "Không có đơn vị mã KHONG-CO"),
        *("Không có loại đơn vị này", "Mã đã là của Chi cục Hải quan cửa khẩu cảng", "Đơn vị mới phải có tên"),
        "Không có hồ sơ mang số hiệu này",
    ):
        assert expected in words, expected
    assert [step.code for step in plan.steps.all()] == ["HQ99"], "nothing of the file was taken"


def test_what_others_wrote_since_is_replaced_only_by_who_says_so(organiser, cast, people, opened_here):
    plan = draft(cast.policy, founding("HQ99", "HQ34"), scope="HQ34")
    address, cells = at("reorganisation_upload", plan.pk), {(OLD, "HQ34-01", "Việc"): "Nhập vào"}
    cells[OLD, "HQ34-01", "Nơi đến (mã)"] = "HQ34-02"
    mine, again = filled(organiser, plan, cells), filled(organiser, plan, cells)
    theirs = plan.steps.get()
    theirs.name = "Tên của người kia"
    save_part(account=cast.policy, part=theirs, expected_version=theirs.version)
    told = organiser.post(address, {"file": mine})
    assert "đã có thay đổi sau khi tải tệp này về" in text_of(told) and "over" in told.content.decode()
    assert [step.name for step in plan.steps.all()] == ["Tên của người kia"], "nothing was taken"
    assert organiser.post(address, {"file": again, "over": "on"}).status_code == 302
    assert plan.steps.count() == 2 and not plan.steps.filter(name="Tên của người kia").exists()


def test_accounts_are_looked_for_and_paged(organiser, cast, today, monkeypatch):
    plan = draft(cast.policy, merging("HQ34", "HQ61"), merging("HQ60", "HQ61"))
    address = at("reorganisation_accounts", plan.pk)
    every = [move.account.username for move, _, _ in organiser.get(address).context["lines"]]
    assert every == sorted(every) and {cast.clerk.username, cast.neighbour.username} <= {*every}
    found = organiser.get(address, {"tim": "da nang nhan su"}).context
    assert [move.account.username for move, _, _ in found["lines"]] == [cast.clerk.username]
    assert found["page"].total == 1 and found["all_accounts"] == len(every)
    assert "Không có tài khoản nào khớp" in text_of(organiser.get(address, {"tim": "không có"}))
    real = parts.page_of
    monkeypatch.setattr(parts, "page_of", lambda *asked, **known: real(*asked, **known, size=1))
    first = organiser.get(address, {"tim": "nhan su"}).context["page"]
    second = organiser.get(f"{address}{first.next_url}").context["page"]
    assert [move.account.username for move in first.rows + second.rows] == [
        cast.clerk.username, cast.neighbour.username,
    ]  # fmt: skip
    back = organiser.get(f"{address}{second.previous_url}").context["page"]
    assert back.rows[0].account == first.rows[0].account
    assert organiser.get(address, {"sau": "nonsense"}).context["page"].first == 1


def test_another_file_is_refused(organiser, cast, opened_here):
    plan = draft(cast.policy)
    book, stream = Workbook(), BytesIO()
    book.active["A1"] = "Danh sách"
    book.save(stream)
    file = SimpleUploadedFile("khac.xlsx", stream.getvalue(), XLSX)
    told = organiser.post(at("reorganisation_upload", plan.pk), {"file": file})
    assert "Tệp không có trang “Đơn vị hiện có”" in text_of(told)


def test_the_workbook_names_only_people_whom_the_account_may_see(organiser, cast, sign_in, unit, people, today):
    plan = draft(cast.policy, founding("HQ34-13", "HQ34"), merging("HQ34-01", "HQ34-13"), scope="HQ34")
    organiser.post(at("reorganisation_people", plan.pk), {"code": people["HQ34-01"].code, "to": "HQ34-02"})
    grant(
        account=cast.sysadmin, reason="Thử", to=cast.reader, unit=unit("TCHQ"), document="x", on=today,
        right=REORGANISE, today=today,
    )  # fmt: skip

    def rows(client):
        book = load_workbook(BytesIO(client.get(at("reorganisation_file", plan.pk)).content))
        return [cell.value for row in book[PEOPLE].iter_rows(min_row=5) for cell in row if cell.value]

    assert people["HQ34-01"].code in rows(organiser)
    reader = Account.objects.get(pk=cast.reader.pk)
    assert rows(sign_in(reader)) == []


# Old units


@pytest.fixture
def merged(cast, people, today):
    """Two offices of Đà Nẵng in a new one."""
    steps = [founding("HQ34-13", "HQ34", name="Phòng Tổng hợp"), merging("HQ34-01", "HQ34-13")]
    carry_out(cast.policy, draft(cast.policy, *steps, merging("HQ34-02", "HQ34-13")), today)


@pytest.mark.clause("TCHQ-8.2e")
def test_an_old_unit_is_found_and_says_what_it_belongs_to_now(merged, organiser):
    old = organiser.get(at("unit", "HQ34-02"))
    told = text_of(old)
    assert "Đơn vị hoạt động đến hết ngày 28/02/2025" in told and "Nay thuộc Phòng Tổng hợp" in told
    assert "Đổi tên, chuyển cấp trên" not in told, "nothing is changed about it any more"
    new = text_of(organiser.get(at("unit", "HQ34-13")))
    assert "Kế thừa" in new and "Phòng Tổ chức cán bộ - Thanh tra" in new
    found = organiser.get(at("units"), {"tim": "HQ34-02"})
    assert [(unit.code, [heir.code for heir in now]) for unit, now in found.context["former"]] == [
        ("HQ34-02", ["HQ34-13"])
    ]
    assert organiser.get(at("units"), {"tim": "HQ34-02", "ngay": "28/02/2025"}).context["former"] == []


def test_an_old_unit_shows_its_people_of_the_last_day(merged, organiser):
    response = organiser.get(at("unit", "HQ34-02"))
    assert response.context["heads"].own == 1 and "HQ34" in [crumb["url"][8:-1] for crumb in response.context["crumbs"]]


def test_a_dossier_as_of_a_day_names_units_as_they_were(merged, organiser, cast, people, today):
    steps = [{"deed": "rename", "unit": "HQ34", "name": "Chi cục Hải quan khu vực XII", "short_name": "HQ KV XII"}]
    carry_out(cast.policy, draft(cast.policy, *steps, number="383/QĐ-BTC"), today)
    address = at("as_of", people["HQ34-02"].code)

    def told(day):
        state = organiser.get(address, {"ngay": day, "theo": DayForm.TRUE}).context["state"]
        table = next(table for section, table in state.sections if section is POSTINGS)
        return [(line.cells[1].value, line.cells[1].sub) for line in table.lines]

    assert told("28/02/2025") == [("Phòng Tổ chức cán bộ - Thanh tra", "Cục Hải quan TP. Đà Nẵng")]
    assert told("01/03/2025") == [("Phòng Tổng hợp", "Chi cục Hải quan khu vực XII")]


@pytest.mark.parametrize(
    ("name", "most"),
    [("reorganisations", 12), ("reorganisation", 18), ("reorganisation_check", 33), ("reorganisation_accounts", 39)],
)
def test_pages_ask_as_much_for_many_steps_as_for_few(
    name, most, organiser, cast, people, django_assert_max_num_queries
):
    steps = [founding("HQ34-13", "HQ34"), *(merging(f"HQ34-{n:02}", "HQ34-13") for n in range(1, 13))]
    plan = draft(cast.policy, *steps)
    with django_assert_max_num_queries(most):
        assert organiser.get(at(name, *([] if name == "reorganisations" else [plan.pk]))).status_code == 200
