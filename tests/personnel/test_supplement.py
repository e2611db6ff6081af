"""The signed phiếu bổ sung lý lịch entered as one change: all parts or none, one reason, one request."""

import re
from datetime import datetime

import pytest
from django import forms as django_forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from personnel.forms.supplement import PARTS
from personnel.models import (
    Appointment,
    AssetDeclaration,
    Dossier,
    HealthCheck,
    Position,
    Relative,
    Reward,
    Study,
    Term,
)  # fmt: skip
from personnel.sections import PANEL_OF, SECTIONS
from personnel.services.enter_supplement import Refused, enter_supplement
from personnel.services.save_row import add_row
from personnel.supplements import Supplement, year_told
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from reports.forms import FORMS
from reports.forms.facts import Facts
from tests.full_dossier import make_full_dossier, term
from tests.history import assert_history_is_whole

pytestmark = pytest.mark.django_db
KIND, ASSETS = Term.Kind, PANEL_OF["kinh-te"]


@pytest.fixture
def year(today):
    return today.year - 1


@pytest.fixture
def dossier(make_dossier):
    return make_dossier(code="34ZZ-0217", residence="12 Lê Lợi", phone="0905112358")


@pytest.fixture
def husband(dossier, cast, today):
    row = Relative(
        dossier=dossier, relation=term(KIND.RELATION, 6, "own"), full_name="Lê Hoàng Nam", occupation="Kỹ sư"
    )
    add_row(account=cast.sysadmin, reason="Lập hồ sơ", section=SECTIONS["gia-dinh"], row=row, today=today)
    return row


def url_of(dossier) -> str:
    return reverse("personnel:supplement", args=[dossier.code])


def as_opened(page) -> dict:
    """What a browser sends when nobody typed anything."""
    sheet = page.context["sheet"]
    posted = {}
    for form in sheet.forms:
        for bound in form:
            value = bound.value()
            if isinstance(bound.field, django_forms.BooleanField):
                posted |= {bound.html_name: "on"} if value else {}
            else:
                posted[bound.html_name] = "" if value is None else str(value)
    return posted


@pytest.fixture
def hand_in(sign_in):
    """`hand_in(account, dossier, {"giay-to-phone": …})`: open the sheet, type these, send it."""

    def sent(account, dossier, typed):
        client = sign_in(account)
        return client.post(url_of(dossier), as_opened(client.get(url_of(dossier))) | typed)

    return sent


def several_parts(year) -> dict:
    return {
        "bo-nhiem-1-position": Position.objects.first().pk,
        "bo-nhiem-1-valid_from": f"01/04/{year}",
        "khen-thuong-1-form": term(KIND.REWARD_FORM).pk,
        "khen-thuong-1-awarded_on": f"20/11/{year}",
        "khen-thuong-1-content": "Phát hiện 12 vụ vi phạm",
        "khen-thuong-2-form": term(KIND.REWARD_FORM, 1).pk,
        "khen-thuong-2-awarded_on": f"25/12/{year}",
        "suc-khoe-1-checked_on": f"06/{year}",
        "suc-khoe-1-place": "Bệnh viện C Đà Nẵng",
        "ke-khai-tai-san-1-year": str(year),
        "ke-khai-tai-san-1-kind": term(KIND.DECLARATION_KIND).pk,
        "ke-khai-tai-san-1-summary": "Mua ô tô 43A-998.12; thuế thu nhập cá nhân đã nộp 6.480.000 đồng",
        "gia-dinh-1-relation": term(KIND.RELATION, 6, "own").pk,
        "gia-dinh-1-full_name": "Công Tằng Tôn Nữ Phước Hoàng Thị Thanh Hương",
        "ly-lich-residence": "7 Hùng Vương",
        "kinh-te-land_bought": "Đất 90 m²",
        "giay-to-phone": "0905998877",
    }


def entries_of(dossier) -> list:
    """The history rows of the dossier and of its records that the sheet wrote."""
    found = list(Dossier.history.filter(id=dossier.pk, history_change_reason__startswith="Phiếu"))
    for section in SECTIONS.values():
        entries = section.model.history.filter(dossier_id=dossier.pk, history_change_reason__startswith="Phiếu")
        found += list(entries)
    return found


def printed(dossier, year: int) -> str:
    """All words of the sheet of a year as it is printed."""
    today, form = timezone.localdate(), FORMS["phieu-bo-sung"]
    last = min(f"{year}-12-31", today.isoformat())
    asked = {"tu": f"01/01/{year}", "den": "/".join(reversed(last.split("-")))}
    fresh = Dossier.objects.get(pk=dossier.pk)
    choices = form.choices(asked, dossier=fresh, today=today)
    assert choices.is_valid(), choices.errors
    pieces = form.paper(Facts(fresh, choices.day, full=True), choices).all_pieces
    rows = [" ".join(row) for piece in pieces if piece.kind == "table" for row in piece.rows]
    return "\n".join([*rows, *(getattr(piece, "text", "") for piece in pieces)])


@pytest.mark.clause("TCHQ-8.2a")
def test_a_year_is_reviewed_printed_and_entered_as_one_change(hand_in, cast, dossier, husband, year, today, sign_in):
    client = sign_in(cast.clerk)
    for name, args in (("personnel:quality", []), ("personnel:dossier_quality", [dossier.code])):
        page = re.sub(r"\s+", " ", client.get(reverse(name, args=args)).content.decode())
        assert re.search(rf">{dossier.now_complete}\s?%", page), "completeness per unit and per dossier"
    assert "Phiếu bổ sung lý lịch" in client.get(reverse("reports:forms", args=[dossier.code])).content.decode()
    assert "Hùng Vương" not in printed(dossier, year)

    known = f"gia-dinh-co-{husband.pk}-occupation"
    response = hand_in(
        cast.clerk, dossier, several_parts(year) | {known: "Giám đốc", f"gia-dinh-co-{husband.pk}-seen": "1"}
    )
    assert response.status_code == 302, response.context["errors"]

    entries = entries_of(dossier)
    assert len(entries) == 8, "two rewards, position, check-up, declaration, two relatives, the dossier itself"
    reason = f"Phiếu bổ sung lý lịch năm {year} (nộp ngày {today:%d/%m/%Y})"
    assert {entry.history_change_reason for entry in entries} == {reason}
    assert {entry.act for entry in entries} == {"change"}
    assert {entry.history_user_id for entry in entries} == {cast.clerk.pk}
    assert len({entry.request_id for entry in entries}) == 1 and entries[0].request_id
    assert_history_is_whole()

    words = printed(dossier, year)
    for told in (
        "Bổ nhiệm", "Phát hiện 12 vụ vi phạm", f"25/12/{year}", "Bệnh viện C Đà Nẵng", "43A-998.12",
        "Đất ở tự mua: Đất 90 m²",
        "Công Tằng Tôn Nữ Phước Hoàng Thị Thanh Hương", "Kỹ sư → Giám đốc", "Nơi ở hiện nay: 12 Lê Lợi → 7 Hùng Vương",
        "0905998877",
    ):  # fmt: skip
        assert told in words, told
    assert "Hùng Vương" not in printed(dossier, today.year), "it belongs to the year of the sheet, not of the writing"


@pytest.mark.clause("HG-8.2b")
@pytest.mark.parametrize("back", [1, 0])
def test_assets_income_tax_and_marriage_with_the_yearly_sheet_or_on_demand(
    hand_in, cast, dossier, husband, today, back
):
    told = today.year - back
    typed = {
        "year": str(told),
        "ke-khai-tai-san-1-year": str(told),
        "ke-khai-tai-san-1-kind": term(KIND.DECLARATION_KIND, 2).pk,
        "ke-khai-tai-san-1-summary": "Mua căn hộ 74 m²; thuế thu nhập cá nhân đã nộp 6.480.000 đồng",
        "kinh-te-income_salary": "214.000.000 đồng",
        "gia-dinh-1-relation": term(KIND.RELATION, 6, "own").pk,
        "gia-dinh-1-full_name": "Phan Thanh Tùng",
        "gia-dinh-1-occupation": f"Giáo viên; kết hôn tháng 3/{told}",
    }
    page = hand_in(cast.clerk, dossier, typed)
    assert page.status_code == 302, page.context["errors"]
    words = printed(dossier, told)
    for fact in ("căn hộ 74 m²", "thuế thu nhập cá nhân đã nộp 6.480.000", "214.000.000", "Phan Thanh Tùng", "kết hôn"):
        assert fact in words, fact


def test_the_sheet_opens_with_what_is_known_and_says_so_in_the_log(sign_in, cast, dossier, husband, year):
    page = sign_in(cast.clerk).get(url_of(dossier))
    body = page.content.decode()
    assert "0905112358" in body and "12 Lê Lợi" in body and "Kỹ sư" in body
    assert f'<option value="{year}" selected>' in body
    assert [part.number for part in PARTS] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert all(f"{part.number}. {part.title}" in body for part in PARTS)
    unmasked = AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK, target=dossier.code)
    assert set(unmasked.values_list("detail", flat=True)) == {"Kinh tế gia đình", "Giấy tờ, liên hệ"}
    assert sign_in(cast.clerk).get(url_of(dossier), {"nam": year + 1}).context["sheet"].head["year"].value() == str(
        year + 1
    )


def test_decisions_are_not_asked_for(sign_in, cast, dossier):
    assert "decision_number" not in sign_in(cast.clerk).get(url_of(dossier)).content.decode()


def test_a_sheet_on_which_nothing_is_new_writes_nothing(hand_in, cast, dossier, husband):
    page = hand_in(cast.clerk, dossier, {})
    assert page.status_code == 200 and "chưa có nội dung nào khác" in page.content.decode()
    assert entries_of(dossier) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"giay-to-phone": "abc"}, "Số điện thoại"),  # last part, by its form
        ({"to-chuc-1-role": "Đoàn viên"}, "bắt buộc"),
        ({"handed_in": "01/01/2099"}, "không được sau hôm nay"),
        ({"khen-thuong-2-awarded_on": "01/01/2099"}, "khen thưởng"),
    ],
)
def test_an_error_anywhere_keeps_everything_out_and_stands_on_top(hand_in, cast, dossier, year, typed, words):
    page = hand_in(cast.clerk, dossier, several_parts(year) | typed)
    body = page.content.decode()
    assert page.status_code == 200 and "Chưa ghi gì vào hồ sơ" in body and words in body
    assert any(words in f"{told} {text}" for told, _, text in page.context["errors"])
    assert entries_of(dossier) == [] and not Reward.objects.exists() and not HealthCheck.objects.exists()
    assert "Phát hiện 12 vụ vi phạm" in body, "nothing typed is lost"
    wrong = next(name.replace("role", "organisation") for name in typed)
    assert f'id="id_{wrong}_error"' in body, "the error stands beside its field"


def test_what_only_the_service_can_refuse_undoes_the_parts_before(hand_in, cast, dossier, year, today):
    """A second main position from the same day is found when the row is written, after the dossier was."""
    held = Appointment(dossier=dossier, position=Position.objects.first(), valid_from=PartialDate.of(f"01/04/{year}"))
    add_row(account=cast.sysadmin, reason="Bổ nhiệm", section=SECTIONS["bo-nhiem"], row=held, today=today)
    page = hand_in(cast.clerk, dossier, several_parts(year))
    assert page.status_code == 200 and "Thêm chức vụ" in page.context["errors"][0][0]
    dossier.refresh_from_db()
    assert dossier.residence == "12 Lê Lợi" and entries_of(dossier) == []


def test_the_last_row_refused_undoes_the_service_call(cast, dossier, year, today):
    good = HealthCheck(dossier=dossier, checked_on=PartialDate(year))
    bad = Reward(dossier=dossier, awarded_on=PartialDate(year))
    call = {
        "account": cast.clerk, "dossier": dossier, "expected_version": dossier.version, "panels": [], "today": today,
        "versions": {},
        "rows": [(SECTIONS["suc-khoe"], good), (SECTIONS["khen-thuong"], bad)],
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        enter_supplement(reason=Supplement(year, today).reason, **call)
    assert refused.value.row is bad and not HealthCheck.objects.exists()
    with pytest.raises(ValidationError, match="phải nêu phiếu"):
        enter_supplement(reason="Khai bổ sung", **call)


def test_a_relative_that_somebody_else_corrected_meanwhile_is_not_overwritten(hand_in, cast, dossier, husband, year):
    with writing(account=cast.sysadmin, reason="Đính chính"):
        husband.occupation = "Bác sĩ"
        record(husband)
    sheet = {f"gia-dinh-co-{husband.pk}-{name}": value for name, value in (("residence", "Huế"), ("seen", "1"))}
    response = hand_in(cast.clerk, dossier, sheet)
    assert response.status_code == 200 and "Có người vừa sửa" in str(list(response.context["errors"]))
    husband.refresh_from_db()
    assert husband.occupation == "Bác sĩ" and husband.residence != "Huế"


@pytest.mark.parametrize("posted", [{}, {"x": "1"}])
def test_what_an_empty_post_shows_is_logged(sign_in, cast, dossier, posted):
    sign_in(cast.clerk).post(url_of(dossier), posted)
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK, target=dossier.code).exists()


def test_each_account_gets_its_parts_and_no_other(sign_in, hand_in, cast, dossier, year):
    page = sign_in(cast.policy).get(url_of(dossier))
    body = page.content.decode()
    assert "Đào tạo, bồi dưỡng: không thuộc quyền cập nhật" in body and "dao-tao-1-" not in body
    assert "suc-khoe-1-checked_on" in body and "0905112358" not in body
    response = hand_in(cast.policy, dossier, several_parts(year) | {"dao-tao-1-major": "Luật"})
    assert response.status_code == 302
    dossier.refresh_from_db()
    assert HealthCheck.objects.count() == 1 and dossier.residence == "12 Lê Lợi" and not Study.objects.exists()
    assert AssetDeclaration.objects.exists() == bool(cast.policy.access.may_write(ASSETS.group, dossier))


def test_the_service_asks_each_right_and_undoes_all(cast, dossier, year, today):
    rows = [
        (SECTIONS["suc-khoe"], HealthCheck(dossier=dossier, checked_on=PartialDate(year))),
        (SECTIONS["gia-dinh"], Relative(dossier=dossier, relation=term(KIND.RELATION), full_name="Lê Hoàng Nam")),
    ]
    with pytest.raises(PermissionDenied, match="không có quyền cập nhật"):
        enter_supplement(
            account=cast.policy, reason=Supplement(year, today).reason, dossier=dossier, today=today,
            expected_version=dossier.version, rows=rows, versions={}, panels=[],
        )  # fmt: skip
    assert not HealthCheck.objects.exists()


@pytest.mark.clause("HP-2.4")
def test_nobody_enters_the_own_sheet_and_others_do_not_find_it(sign_in, cast, make_dossier, dossier, year, today):
    own = make_dossier(code=cast.clerk.custody.staff_code)
    for method in ("get", "post"):
        answer = getattr(sign_in(cast.clerk), method)(url_of(own), {"year": str(year)})
        assert answer.status_code == 403 and "của chính mình" in answer.content.decode()
    assert sign_in(cast.neighbour).get(url_of(dossier)).status_code == 404
    offered = sign_in(cast.clerk).get(reverse("reports:forms", args=[dossier.code])).content.decode()
    assert url_of(dossier) in offered and "Nhập phiếu đã ký" in offered
    for account, person in ((cast.clerk, own), (cast.leader, dossier)):
        page = sign_in(account).get(reverse("reports:forms", args=[person.code])).content.decode()
        assert url_of(person) not in page
    call = {"account": cast.clerk, "reason": Supplement(year, today).reason, "dossier": own, "today": today}
    row = HealthCheck(dossier=own, checked_on=PartialDate(year))
    with pytest.raises(PermissionDenied, match="của chính mình"):
        enter_supplement(versions={}, rows=[(SECTIONS["suc-khoe"], row)], panels=[], expected_version=1, **call)


def test_who_saved_meanwhile_is_shown_and_not_overwritten(sign_in, hand_in, cast, dossier, year):
    client = sign_in(cast.clerk)
    posted = as_opened(client.get(url_of(dossier))) | several_parts(year)
    hand_in(cast.sysadmin, dossier, {"ly-lich-residence": "90 Phan Châu Trinh"})
    page = sign_in(cast.clerk).post(url_of(dossier), posted)
    assert page.status_code == 200 and "Hồ sơ nay ghi: “90 Phan Châu Trinh”" in page.content.decode().replace(
        "&quot;", '"'
    )
    assert not Reward.objects.exists()
    again = sign_in(cast.clerk).post(
        url_of(dossier), posted | {"version": page.context["sheet"].head["version"].value()}
    )
    assert again.status_code == 302
    dossier.refresh_from_db()
    assert dossier.residence == "7 Hùng Vương"


def test_a_full_dossier_takes_a_sheet_and_keeps_what_it_does_not_name(hand_in, cast, program, today):
    full = make_full_dossier(account=program, today=today)
    before = Dossier.objects.filter(pk=full.pk).values().get()
    assert hand_in(cast.clerk, full, {"giay-to-phone": "0905998877"}).status_code == 302
    after = Dossier.objects.filter(pk=full.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"phone", "version", "now_complete", "phone_index"} and after["phone"] == "0905998877"
    assert len(entries_of(full)) == 1


def test_the_reason_tells_its_year():
    day = datetime(2026, 1, 9).date()
    assert Supplement(2025, day).reason == "Phiếu bổ sung lý lịch năm 2025 (nộp ngày 09/01/2026)"
    assert year_told(Supplement(2025, day).reason) == 2025
    assert year_told("Khai bổ sung") is None and year_told("Phiếu bổ sung lý lịch năm 2025") is None
