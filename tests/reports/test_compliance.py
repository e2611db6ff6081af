"""The report to the leaders: each unit's dossiers, entries, papers, checks and uses against a count by hand; ranked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent, Account, UnitUserPermission
from accounts.permissions import VIEW
from personnel.models import Dossier, HealthCheck, PendingPaper, Term
from personnel.paper_checks import paper_state
from personnel.sections import SECTIONS
from personnel.services.check_paper import check_paper
from personnel.services.register_paper import register_paper
from personnel.services.save_row import add_row
from reports.definitions import REPORTS
from tests.entering import written
from tests.exporting import ask, exported, sheet_of, take

pytestmark = [pytest.mark.django_db, pytest.mark.clause("TCHQ-12.3")]
COMPLIANCE = REPORTS["tuan-thu"]
COLUMNS = [column.key for heading in COMPLIANCE.headings for column in heading.columns]
ADDRESS = reverse("reports:report", args=["tuan-thu"])


@pytest.fixture
def world(cast, make_dossier, today):
    """Đà Nẵng: three people, one entry in time and two late, a check, a paper that is overdue; Quảng Nam: one person,
    one entry in time."""
    here = [make_dossier() for _ in range(3)]
    there = make_dossier(unit_code="HQ60-07", full_name="Lê Văn Quảng")
    for dossier in (*here, there):
        written(dossier, today - timedelta(days=300))
    grade = Term.objects.filter(kind="health_grade").first()
    for account, dossier, late in (
        (cast.clerk, here[0], 0),
        (cast.clerk, here[1], 40),
        (cast.clerk, here[1], 60),
        (cast.neighbour, there, 0),
    ):
        row = HealthCheck(
            dossier=Dossier.objects.get(pk=dossier.pk), checked_on=today - timedelta(days=late), grade=grade
        )
        add_row(account=account, reason="Khám", section=SECTIONS["suc-khoe"], row=row, today=today)
    states = paper_state(here[0]).parts
    check_paper(
        account=cast.clerk, dossier=here[0], seen={"suc-khoe": states["suc-khoe"].fingerprint}, result="same",
        checked_on=today, today=today,
    )  # fmt: skip
    paper = PendingPaper(dossier=here[2], kind="suc-khoe", received_on=today - timedelta(days=30))
    paper.unit = cast.clerk.unit
    register_paper(account=cast.clerk, paper=paper)
    for kind, times in ((AccessEvent.Kind.SIGN_IN, 2), (AccessEvent.Kind.EXPORT, 1), (AccessEvent.Kind.FORBIDDEN, 3)):
        for _ in range(times):
            AccessEvent.log(kind, cast.clerk, target="x")
    Dossier.objects.filter(pk=here[0].pk).update(now_complete=60)
    Dossier.objects.filter(pk__in=[here[1].pk, here[2].pk, there.pk]).update(now_complete=90)


def rows(page) -> dict[str, dict]:
    found = {}
    for row in page.context["table"].rows:
        values = dict(zip(COLUMNS, [cell.value for cell in row.cells], strict=True))
        found[values.pop("don-vi")] = values
    return found


@pytest.mark.clause("HP-16.1đ", "TN-II.4")
def test_every_number_of_a_unit_is_what_a_count_by_hand_gives(world, cast, sign_in):
    page = sign_in(cast.leader).get(ADDRESS, {"ky": "nam"})
    found = rows(page)
    assert found["HQ Đà Nẵng"] == {
        "hang": "2", "ho-so": 3, "day-du": 80, "duoi-80": 1, "mau-thuan": 0, "doi-chieu": 1,
        "co-han": 3, "dung-han": 1, "tre": 2, "ty-le": 33, "chua-ly-do": 2, "cho-nhap": 1, "qua-han": 1,
        "tai-khoan": 2, "dang-nhap": 1, "ket-xuat": 1, "tu-choi": 3,
    }  # fmt: skip
    assert (found["HQ Quảng Nam"]["hang"], found["HQ Quảng Nam"]["ty-le"]) == ("1", 100), "the more punctual is first"
    total = found["Tổng số"]
    assert (total["ho-so"], total["co-han"], total["tre"], total["tu-choi"]) == (4, 4, 2, 3)
    assert all(
        sum(row[key] for name, row in found.items() if name != "Tổng số") == total[key]
        for key in ("ho-so", "co-han", "tre", "cho-nhap", "dang-nhap", "doi-chieu")
    )


def test_numbers_lead_to_their_lists(world, cast, sign_in):
    client = sign_in(cast.leader)
    (row,) = [
        row for row in client.get(ADDRESS, {"ky": "nam"}).context["table"].rows if row.cells[1].value == "HQ Đà Nẵng"
    ]
    cells = dict(zip(COLUMNS, row.cells, strict=True))
    for key in ("tre", "dung-han", "chua-ly-do"):
        assert client.get(cells[key].url).context["total"] == cells[key].value
    for key in ("ho-so", "duoi-80"):
        assert client.get(cells[key].url).context["page"].total == cells[key].value
    for key in ("cho-nhap", "qua-han"):
        assert len(client.get(cells[key].url).context["lines"]) == cells[key].value > 0


@pytest.mark.clause("HP-16.1đ", "TN-II.4")
def test_a_department_reads_itself_alone_and_the_file_holds_the_same(world, cast, sign_in):
    client = sign_in(cast.clerk)
    found = rows(client.get(ADDRESS, {"ky": "nam"}))
    assert found["Tổng số"]["ho-so"] == 3 and "HQ Quảng Nam" not in found
    assert client.get(ADDRESS, {"don-vi": "HQ60"}).status_code == 404
    sheet = sheet_of(exported(client, reverse("reports:report_file", args=["tuan-thu", "xlsx"]) + "?ky=nam"))
    told = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert found.keys() <= told
    assert not any("Quảng Nam" in words for words in told)


def test_who_may_not_open_the_dossiers_reads_it_neither_on_screen_nor_in_an_old_file(world, cast, sign_in):
    client, url = sign_in(cast.clerk), reverse("reports:report_file", args=["tuan-thu", "xlsx"])
    export = ask(client, f"{url}?ky=nam")
    assert take(client, export)
    UnitUserPermission.objects.filter(user=cast.clerk, permission__codename=VIEW).delete()
    client = sign_in(Account.objects.get(pk=cast.clerk.pk))
    page = client.get(ADDRESS)
    assert "table" not in page.context and "chỉ có quyền đọc số liệu" in page.content.decode()
    assert client.get(reverse("personnel:export_file", args=[export.pk])).status_code == 302
    export.refresh_from_db()
    assert export.downloads == 1


def test_it_asks_as_much_for_many_units_as_for_few(world, cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.leader)
    client.get(ADDRESS)
    with django_assert_max_num_queries(30):
        assert client.get(ADDRESS, {"ky": "quy"}).status_code == 200
