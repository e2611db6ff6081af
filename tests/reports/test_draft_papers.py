"""Papers of a draft: the list with what is there and what is given, the draft decision, the words of both."""

import subprocess

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from personnel.models import Draft
from personnel.services.apply_draft import apply_draft
from personnel.services.recall_draft import recall_draft
from reports import draft_papers
from reports.draft_papers import decision_paper, outcomes
from tests.crowd import crowd
from tests.exporting import exported, sheet_of
from tests.personnel.acts.drafting import NUMBER, draft_for, edited

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_here")]


@pytest.fixture(scope="module")
def people(stage):
    return crowd(3, timezone.localdate())


@pytest.fixture
def draft(cast, people, today):
    return draft_for(cast.clerk, "nang-bac", people, today, signer="Lê Văn Phê Duyệt")


def texts(table) -> list[list[str]]:
    return [[str(cell.value) for cell in row.cells] for row in table.rows]


def test_the_list_tells_what_is_there_and_what_is_given_before_and_after_it_is_written(cast, draft, today):
    open_list = texts(decision_paper(draft, cast.clerk, today).annex)
    assert open_list[0][:4] == ["1", "Nguyễn Thị Thanh Hương", "34DD-0001", "14/08/1986"]
    assert open_list[0][5:15] == [
        "01/03/2023", "08.051 (Kiểm tra viên hải quan)", "4", "3,33", "",
        "01/03/2026", "08.051 (Kiểm tra viên hải quan)", "5", "3,66", "",
    ]  # fmt: skip
    apply_draft(account=cast.clerk, draft=draft, today=today)
    applied = decision_paper(Draft.objects.get(pk=draft.pk), cast.clerk, today)
    assert texts(applied.annex) == open_list


def test_the_draft_decision_is_set_as_the_decree_has_it(cast, sign_in, draft, today):
    response = sign_in(cast.clerk).get(reverse("reports:draft_decision", args=[draft.pk]))
    content = b"".join(response.streaming_content)
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    words = " ".join(read.stdout.decode().split())
    for said in (
        "TỔNG CỤC HẢI QUAN",
        "CỤC HẢI QUAN TP. ĐÀ NẴNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {NUMBER}",
        f"ngày {today:%d} tháng {today:%m} năm {today:%Y}",
        "CỤC TRƯỞNG CỤC HẢI QUAN TP. ĐÀ NẴNG",
        "Căn cứ Thông tư số 08/2013/TT-BNV",
        "Điều 1. Nâng bậc lương thường xuyên đối với 3 người có tên trong danh sách kèm theo.",
        "Nơi nhận:",
        "Lê Văn Phê Duyệt",
        "DANH SÁCH NÂNG BẬC LƯƠNG THƯỜNG XUYÊN",
        f"(Kèm theo Quyết định số {NUMBER} ngày {today:%d/%m/%Y} của Cục Hải quan TP. Đà Nẵng)",
        "34DD-0003",
        cast.clerk.holder_name,
    ):
        assert said in words, said
    printed = AccessEvent.objects.get(kind="print")
    assert (printed.account, printed.detail) == (cast.clerk, "Nâng bậc lương thường xuyên; 3 người")


def test_what_is_not_known_yet_has_dots_to_write_on(cast, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people, today, signed=False)
    paper = decision_paper(draft, cast.clerk, today)
    assert "…" in paper.number and "ngày ….. tháng ….." in paper.day and paper.signer == ""


def test_a_long_list_is_a_file_of_its_own(cast, draft, today, monkeypatch):
    monkeypatch.setattr(draft_papers, "MOST_ANNEXED", 2)
    assert decision_paper(draft, cast.clerk, today).annex is None


def test_words_that_somebody_wrote_otherwise_are_kept_and_others_follow_the_usual(cast, sign_in, draft, today):
    client, address = sign_in(cast.clerk), reverse("personnel:draft_wording", args=[draft.pk])
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert "08/2013/TT-BNV" in data["bases"] and data["articles"].startswith("Nâng bậc lương thường xuyên đối với 3")
    client.post(address, data | {"place": "Đà Nẵng", "recipients": "Như Điều 3;\nLưu: VT."})
    stored = Draft.objects.get(pk=draft.pk)
    assert stored.wording == {"place": "Đà Nẵng", "recipients": ["Như Điều 3;", "Lưu: VT."]}
    paper = decision_paper(stored, cast.clerk, today)
    assert paper.day.startswith("Đà Nẵng, ngày") and paper.wording.recipients == ("Như Điều 3;", "Lưu: VT.")
    page = client.post(address, data | {"place": "Huế"})
    assert "người khác sửa" in page.content.decode() and Draft.objects.get(pk=draft.pk).wording["place"] == "Đà Nẵng"


def test_the_list_as_a_file_is_an_export_with_its_reason(cast, sign_in, draft):
    sheet = sheet_of(exported(sign_in(cast.clerk), reverse("reports:draft_list", args=[draft.pk, "xlsx"])))
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"DANH SÁCH NÂNG BẬC LƯƠNG THƯỜNG XUYÊN", "34DD-0001", "Theo quyết định", "3,66"} <= values
    assert AccessEvent.objects.filter(kind="export", target="Danh sách kèm theo dự thảo (xlsx)").exists()


def test_the_list_of_a_correction_tells_what_comes_back(cast, draft, today):
    applied = apply_draft(account=cast.clerk, draft=draft, today=today)
    lines = list(applied.lines.select_related("dossier"))
    back = recall_draft(account=cast.clerk, draft=applied, lines=lines, title="Thu hồi", is_in=True)
    back = edited(cast.clerk, back, number="300/QĐ", signed_on=today)
    paper = decision_paper(Draft.objects.select_related("corrects__decision").get(pk=back.pk), cast.clerk, today)
    assert f"Quyết định số {NUMBER}" in paper.wording.articles[0]
    first = texts(paper.annex)[0]
    assert (first[7], first[12], first[-1]) == ("5", "4", "Thu hồi")
    assert [one.after.step for one in outcomes(back, cast.clerk, today)] == [4, 4, 4]


def read(response) -> str:
    content = b"".join(response.streaming_content)
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return told.stdout.decode()


def test_a_decision_about_one_person_names_that_person_and_has_no_list(cast, sign_in, people, today):
    draft = draft_for(cast.clerk, "nang-bac", people[:1], today, signer="Lê Văn Phê Duyệt")
    words = " ".join(read(sign_in(cast.clerk).get(reverse("reports:draft_decision", args=[draft.pk]))).split())
    assert (
        "Điều 1. Nâng bậc lương thường xuyên đối với bà Nguyễn Thị Thanh Hương, sinh ngày 14/08/1986, số hiệu "
        "34DD-0001, Chi cục Hải quan cửa khẩu cảng: từ ngày 01/03/2026, ngạch 08.051 (Kiểm tra viên hải quan), bậc 5, "
        "hệ số 3,66."
    ) in words
    assert "danh sách kèm theo" not in words and "DANH SÁCH" not in words
    retires = draft_for(cast.clerk, "nghi-huu", people[:1], today, number="8/QĐ")
    assert decision_paper(retires, cast.clerk, today).wording.articles[0] == (
        "Bà Nguyễn Thị Thanh Hương, sinh ngày 14/08/1986, số hiệu 34DD-0001, Chi cục Hải quan cửa khẩu cảng được nghỉ "
        "hưu, hưởng chế độ bảo hiểm xã hội kể từ ngày 01/09/2046."
    )


def test_words_written_for_one_person_are_kept_with_the_list(cast, people, today):
    draft = draft_for(
        cast.clerk, "nang-bac", people[:1], today, wording={"articles": ["Nâng bậc theo danh sách.", "X"]}
    )
    paper = decision_paper(draft, cast.clerk, today)
    assert paper.wording.articles == ("Nâng bậc theo danh sách.", "X") and paper.annex is not None


@pytest.mark.clause("TCHQ-12.2")
def test_each_person_of_a_list_of_retirement_has_a_notice_of_one_page(cast, sign_in, people, today):
    draft = draft_for(cast.clerk, "nghi-huu", people, today, signed=False, signer="Lê Văn Phê Duyệt")
    client, address = sign_in(cast.clerk), reverse("reports:draft_notices", args=[draft.pk])
    assert address in client.get(reverse("personnel:draft_preview", args=[draft.pk])).content.decode()
    pages = read(client.get(address)).rstrip("\f").split("\f")
    assert len(pages) == 3
    for page, code in zip(pages, ("34DD-0001", "34DD-0002", "34DD-0003"), strict=True):
        words = " ".join(page.split())
        assert "THÔNG BÁO" in words and "Số: ……………/TB-……………" in words and "Lê Văn Phê Duyệt" in words
        assert f"số hiệu {code}, Chi cục Hải quan cửa khẩu cảng nghỉ hưu từ ngày 01/09/2046 theo quy định." in words
        assert "tuổi nghỉ hưu 60 tuổi, đủ tuổi trong tháng 08/2046" in words
    assert AccessEvent.objects.get(kind="print").detail == "Thông báo nghỉ hưu; 3 người"
    other = draft_for(cast.clerk, "nang-bac", people, today)
    assert client.get(reverse("reports:draft_notices", args=[other.pk])).status_code == 404


def test_a_list_of_who_has_no_such_record_yet_tells_what_each_is_and_compares_nothing(cast, people, today):
    draft = draft_for(cast.clerk, "nghi-huu", people, today, signed=False)
    table = decision_paper(draft, cast.clerk, today).annex
    assert [heading.label for heading in table.headings][5:] == ["Chức vụ, ngạch", "Từ ngày", "Tình trạng", "Ghi chú"]
    assert texts(table)[0][5:8] == ["Kiểm tra viên hải quan", "01/09/2046", "Nghỉ hưu"]
