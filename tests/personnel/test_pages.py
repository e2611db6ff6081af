"""The clerk's way through the pages: find, open, record a salary decision, read who changed what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.demo import make_demo_accounts
from accounts.models import AccessEvent
from orgunits.models import Unit
from personnel.models import Decision, Dossier, EthnicGroup, Position, Rank, Salary
from personnel.timeline import CHANGED, timeline_page
from tests.exporting import exported, sheet_of

pytestmark = pytest.mark.django_db


def salary_post(**changes):
    data = {
        "rank": Rank.objects.get(code="08.051").pk,
        "step": "5",
        "coefficient": "3,66",
        "over_frame": "0",
        "pay_percent": "100",
        "valid_from": "01/03/2024",
        "valid_to": "",
        "decision_number": "214/QĐ-HQĐNg",
        "decision_signed_on": "26/02/2024",
        "decision_authority": Unit.objects.get(code="HQ34").pk,
        "decision_signer": "Lê Quang Hải",
        "reason": "",
        "version": "1",
    }
    return data | changes


def test_home_of_who_keeps_the_lists_leads_to_them(cast, sign_in, today):
    (keeper,) = make_demo_accounts(account=cast.sysadmin, usernames={"tccb.danhmuc1"}, today=today)
    words = sign_in(keeper).get("/").content.decode()
    assert "Chưa có việc nào" not in words
    assert f'class="btn btn-primary" href="{reverse("personnel:catalogues")}"' in words


@pytest.mark.clause("TCHQ-10.3")
def test_a_name_typed_anywhere_finds_the_person(cast, sign_in, make_dossier):
    make_dossier(full_name="Nguyễn Thị Thanh Hương", code="34ZZ-0217")
    make_dossier(full_name="Trần Văn Bảy", code="34ZZ-0218")
    client = sign_in(cast.clerk)
    for typed in ("huong nguyen", "HƯƠNG", "34zz-0217", "thanh ng"):
        body = client.get(reverse("personnel:suggest"), {"q": typed}).content.decode()
        assert "Nguyễn Thị Thanh Hương" in body, typed
        assert "Trần Văn Bảy" not in body, typed
        listed = client.get(reverse("personnel:list"), {"q": typed}).content.decode()
        assert "Nguyễn Thị Thanh Hương" in listed
    assert "Phòng Nghiệp vụ" in client.get(reverse("personnel:suggest"), {"q": "nghiep vu"}).content.decode()


@pytest.mark.clause("TCHQ-10.3")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("đội trưởng", {"Lan", "Hương"}),
        ("doi tru", {"Lan", "Hương"}),
        ("lan đội trưởng", {"Lan"}),
        ("Đội trưởng thanh", {"Hương"}),
        ("phó đội trưởng", {"Bảy"}),
        ("đội", set()),
    ],
)
def test_a_position_typed_anywhere_finds_who_holds_it(cast, sign_in, make_dossier, today, typed, found):
    for name, held in (("Trần Thị Lan", "Đội trưởng"), ("Đỗ Thanh Hương", "Đội trưởng"), ("Lê Bảy", "Phó Đội trưởng")):
        dossier = make_dossier(full_name=name)
        Dossier.objects.filter(pk=dossier.pk).update(now_position=Position.objects.get(name=held))
    client = sign_in(cast.clerk)
    for page in ("personnel:suggest", "personnel:list"):
        body = client.get(reverse(page), {"q": typed}).content.decode()
        assert {name for name in ("Lan", "Hương", "Bảy") if f" {name}</" in body} == found, page


def test_a_salary_decision_from_the_form(cast, sign_in, make_dossier):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    client = sign_in(cast.clerk)
    url = reverse("personnel:row_add", args=[dossier.code, "luong"])
    assert client.get(url).status_code == 200
    response = client.post(url, salary_post())
    assert response.status_code == 302, response.context["form"].errors
    row = Salary.objects.get(dossier=dossier, step=5)
    assert (row.decision.number, row.decision.kind) == ("214/QĐ-HQĐNg", "salary")
    entry = row.history.get()
    assert entry.history_user_id == cast.clerk.pk
    assert entry.history_change_reason == "Quyết định 214/QĐ-HQĐNg ngày 26/02/2024"
    assert entry.custodian == cast.clerk.holder_name != ""
    page = client.get(reverse("personnel:timeline", args=[dossier.code])).content.decode()
    for words in ("3,66", "214/QĐ-HQĐNg", cast.clerk.title, "Diễn biến lương"):
        assert words in page
    decision = client.get(reverse("personnel:decision", args=[row.decision_id])).content.decode()
    assert dossier.full_name in decision


def test_a_wrong_coefficient_is_told_beside_its_field_and_nothing_is_written(cast, sign_in, make_dossier):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    response = sign_in(cast.clerk).post(
        reverse("personnel:row_add", args=[dossier.code, "luong"]), salary_post(coefficient="3,36")
    )
    assert response.status_code == 200
    assert "3,66" in str(response.context["form"].errors["coefficient"])
    assert not Decision.objects.exists()
    assert Salary.objects.filter(dossier=dossier).count() == 1


def test_neither_decision_nor_reason_is_refused(cast, sign_in, make_dossier):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    response = sign_in(cast.clerk).post(
        reverse("personnel:row_add", args=[dossier.code, "luong"]),
        salary_post(decision_number="", decision_signed_on="", decision_signer=""),
    )
    assert "reason" in response.context["form"].errors


@pytest.mark.clause("TCHQ-5.2c")
def test_the_neighbour_gets_404_and_it_is_logged(cast, sign_in, make_dossier):
    dossier = make_dossier()
    client = sign_in(cast.neighbour)
    response = client.get(reverse("personnel:dossier", args=[dossier.code]))
    assert response.status_code == 404
    assert dossier.full_name not in response.content.decode()
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.NOT_FOUND)
    assert event.account_id == cast.neighbour.pk
    assert dossier.code in event.target


def test_the_leader_reads_and_may_not_write(cast, sign_in, make_dossier):
    dossier = make_dossier(rank="08.051")
    client = sign_in(cast.leader)
    page = client.get(reverse("personnel:section", args=[dossier.code, "luong"])).content.decode()
    assert reverse("personnel:row_add", args=[dossier.code, "luong"]) not in page
    assert client.get(reverse("personnel:row_add", args=[dossier.code, "luong"])).status_code == 403
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.FORBIDDEN, account=cast.leader).exists()


def test_two_people_editing_one_record_the_second_decides(cast, sign_in, make_dossier):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    row = dossier.salary_set.get()
    url = reverse("personnel:row_correct", args=[dossier.code, "luong", row.pk])
    client = sign_in(cast.clerk)
    base = salary_post(step="4", coefficient="3,33", valid_from="01/03/2021", decision_number="", decision_signed_on="",
                       decision_signer="", reason="Đối chiếu", version="1")  # fmt: skip
    assert client.post(url, base | {"valid_from": "01/04/2021"}).status_code == 302
    second = client.post(url, base | {"valid_from": "01/05/2021"})
    assert second.status_code == 409
    body = second.content.decode()
    assert "01/04/2021" in body
    assert "01/05/2021" in body
    row.refresh_from_db()
    assert str(row.valid_from) == "01/04/2021"
    again = client.post(url, base | {"valid_from": "01/05/2021", "version": "2"})
    assert again.status_code == 302
    row.refresh_from_db()
    assert str(row.valid_from) == "01/05/2021"


def test_panel_correction_and_change_are_two_kinds_of_history(cast, sign_in, make_dossier):
    dossier = make_dossier()
    client = sign_in(cast.clerk)
    url = reverse("personnel:panel_edit", args=[dossier.code, "giay-to"])
    data = {"citizen_id": "049186123456", "phone": "0905 000 111", "reason": "Bổ sung", "act": "change", "version": "1"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data | {"act": "correct", "phone": "0905 000 222", "version": "2"}).status_code == 302
    assert [h.act for h in dossier.history.all()] == ["correct", "change", "open"]
    page = client.get(reverse("personnel:dossier", args=[dossier.code])).content.decode()
    assert "049186123456" not in page, "the citizen number is masked"


def test_open_a_dossier_from_the_form(cast, sign_in, unit):
    client = sign_in(cast.clerk)
    data = {
        "code": "34ZZ-0900",
        "full_name": "Y Bliă Ê Ban",
        "sex": "M",
        "birth_date": "1990",
        "citizen_id": "",
        "subject": "civil_servant",
        "unit": unit("HQ34-03").pk,
        "since": "09/2024",
    }
    response = client.post(reverse("personnel:new"), data)
    assert response.status_code == 302, response.context["form"].errors
    dossier = Dossier.objects.get(code="34ZZ-0900")
    assert dossier.now_unit.code == "HQ34-03"
    foreign = client.post(reverse("personnel:new"), data | {"code": "34ZZ-0901", "unit": unit("HQ60-03").pk})
    assert "unit" in foreign.context["form"].errors


@pytest.mark.clause("TCHQ-8.3a", "TCHQ-8.3b")
def test_export_holds_exactly_the_list_and_is_logged(cast, sign_in, make_dossier):
    make_dossier(full_name="=HYPERLINK(1)", code="34ZZ-0001", rank="08.051", step=5)
    make_dossier(full_name="Lê Văn Sơn", code="34ZZ-0002", sex="M")
    make_dossier(full_name="Lê Văn Tám", code="60ZZ-0001", sex="M", unit_code="HQ60-07")
    client = sign_in(cast.clerk)
    sheet = sheet_of(exported(client, reverse("personnel:export"), {"gioi-tinh": "F"}))
    rows = [list(row) for row in sheet.iter_rows(min_row=6)]
    assert [row[0].value for row in rows] == ["34ZZ-0001"]
    assert (rows[0][1].value, rows[0][1].data_type) == ("=HYPERLINK(1)", "s")
    assert "1 dòng" in AccessEvent.objects.filter(kind=AccessEvent.Kind.EXPORT).first().detail
    assert sign_in(cast.unit_admin).get(reverse("personnel:export")).status_code == 403
    nationwide = sheet_of(exported(sign_in(cast.leader), reverse("personnel:export")))
    codes = {row[0].value for row in nationwide.iter_rows(min_row=6)}
    assert codes == {"34ZZ-0001", "34ZZ-0002", "60ZZ-0001"}, "Vụ TCCB exports everybody"


def test_paging_keeps_filters_and_shows_everybody_once(cast, sign_in, make_dossier):
    for index in range(55):
        make_dossier(
            full_name=f"Nguyễn Văn {chr(65 + index % 26)}{'a' * (index // 26)}", code=f"34ZZ-{index:04}", sex="M"
        )
    client = sign_in(cast.clerk)
    first = client.get(reverse("personnel:list"), {"gioi-tinh": "M"})
    page = first.context["page"]
    assert (len(page.rows), page.total, page.previous_url) == (50, 55, None)
    second = client.get(reverse("personnel:list") + page.next_url).context["page"]
    assert (len(second.rows), second.first, second.next_url) == (5, 51, None)
    back = client.get(reverse("personnel:list") + second.previous_url).context["page"]
    assert [p.pk for p in back.rows] == [p.pk for p in page.rows]
    assert len({p.pk for p in (*page.rows, *second.rows)}) == 55
    assert "gioi-tinh=M" in page.next_url


def test_the_unit_of_another_department_is_no_filter(cast, sign_in, make_dossier):
    make_dossier(unit_code="HQ60-07")
    assert sign_in(cast.clerk).get(reverse("personnel:list"), {"don-vi": "HQ60"}).status_code == 404


def test_the_dossier_as_written_and_as_true_on_a_day(cast, sign_in, make_dossier, today):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    client = sign_in(cast.clerk)
    client.post(reverse("personnel:row_add", args=[dossier.code, "luong"]), salary_post())
    url = reverse("personnel:as_of", args=[dossier.code])
    true = client.get(url, {"ngay": "01/06/2023", "theo": "thuc"}).context["state"]
    tables = {section.slug: table for section, table in true.sections}
    assert [line.row.step for line in tables["luong"].lines] == [4]
    written = client.get(url, {"ngay": f"{today:%d/%m/%Y}", "theo": "ghi"}).context["state"]
    tables = {section.slug: table for section, table in written.sections}
    assert [line.row.step for line in tables["luong"].lines] == [5, 4]
    before = client.get(url, {"ngay": f"{today - timedelta(days=1):%d/%m/%Y}", "theo": "ghi"}).context["state"]
    assert not before.exists


def test_timeline_pages_go_back_without_loss(cast, sign_in, make_dossier):
    dossier = make_dossier(rank="08.051", step=4, salary_from="01/03/2021")
    client = sign_in(cast.clerk)
    url = reverse("personnel:panel_edit", args=[dossier.code, "giay-to"])
    for version in range(1, 6):
        client.post(url, {"phone": f"090500000{version}", "reason": "Đổi số", "act": "change", "version": version})
    seen, token = [], None
    while True:
        events, token = timeline_page(dossier, token=token, size=2)
        seen += events
        if token is None:
            break
    whole, _ = timeline_page(dossier, token=None, size=100)
    assert [e.token for e in seen] == [e.token for e in whole]
    assert len(whole) == 8
    assert [(c.label, c.old, c.new) for c in whole[0].changes] == [("Điện thoại liên hệ", "090 ••• ••• •", CHANGED)]


QUERIES = {"list": 12, "suggest": 9, "dossier": 13, "section": 21, "timeline": 12, "export": 8, "home": 27}


@pytest.mark.parametrize("size", [3, 30])
def test_query_counts_do_not_grow(cast, sign_in, make_dossier, django_assert_num_queries, size):
    code = [make_dossier(code=f"34ZZ-{index:04}", rank="08.051") for index in range(size)][-1].code
    client = sign_in(cast.clerk)
    urls = {
        "list": reverse("personnel:list"),
        "suggest": reverse("personnel:suggest") + "?q=ng",
        "dossier": reverse("personnel:dossier", args=[code]),
        "section": reverse("personnel:section", args=[code, "luong"]),
        "timeline": reverse("personnel:timeline", args=[code]),
        "export": reverse("personnel:export"),
        "home": reverse("home"),
    }
    for name, url in urls.items():
        client.get(url)
        with django_assert_num_queries(QUERIES[name]):
            assert client.get(url).status_code == 200, url


def test_a_party_day_to_come_is_not_yet_a_membership(cast, sign_in, make_dossier, today):
    coming = f"{today.year + 2}-03-03"
    make_dossier(code="34ZZ-0001", party_joined_on="2010", party_official_on="2011")
    make_dossier(code="34ZZ-0002", party_joined_on=coming, party_official_on=coming)
    make_dossier(code="34ZZ-0003")
    client = sign_in(cast.clerk)

    def listed(answer):
        return [person.code for person in client.get(reverse("personnel:list"), {"dang": answer}).context["page"].rows]

    assert listed("co") == ["34ZZ-0001"]
    assert sorted(listed("khong")) == ["34ZZ-0002", "34ZZ-0003"]
    chip = "Đảng viên"
    assert chip in client.get(reverse("personnel:dossier", args=["34ZZ-0001"])).content.decode()
    assert chip not in client.get(reverse("personnel:dossier", args=["34ZZ-0002"])).content.decode()


def test_the_timeline_names_related_rows_as_they_name_themselves(cast, sign_in, make_dossier):
    """Its words come from one query over all related tables; they must be what each model's own name says."""
    dossier = make_dossier(
        rank="08.051", step=4, salary_from="01/03/2021", ethnic_group=EthnicGroup.objects.get(code="26")
    )
    sign_in(cast.clerk).post(reverse("personnel:row_add", args=[dossier.code, "luong"]), salary_post())
    events, _ = timeline_page(dossier, token=None)
    shown = {(change.label, change.new) for event in events for change in event.changes}
    rank = Rank.objects.get(code="08.051")
    expected = {
        ("Ngạch", str(rank)),
        ("Đơn vị công tác", str(dossier.now_unit)),
        ("Dân tộc", str(dossier.ethnic_group)),
        ("Quyết định", "214/QĐ-HQĐNg"),
    }
    assert expected <= shown
