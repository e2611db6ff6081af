"""BM02 and BM01 where some units are communes: hand counts of the service of 24, each person in one form only."""

import pytest
from django.utils import timezone

from reports.definitions import REPORTS
from tests.reports.conftest import build_service
from tests.reports.service24 import EXPECTED
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
BM01, BM02 = REPORTS["bm01"], REPORTS["bm02"]
COMMUNES = ("HQ34/Chi cục Hải quan cửa khẩu cảng", "HQ60/Chi cục Hải quan cửa khẩu cảng")
# The official at HQ60-07, whom BM01 of civil servants leaves out: a member of the party, principal, a degree, 47 years.
OFFICIAL = {"dang-vien": 1, "cvc": 1, "dai-hoc": 1, "tuoi-41-50": 1}
DA_NANG, QUANG_NAM = "Cục Hải quan TP. Đà Nẵng", "Cục Hải quan tỉnh Quảng Nam"


@pytest.fixture(scope="module")
def world(stage):
    """The branches (chi cục) are communes; two people came there by rotation, one of them from another commune."""
    from accounts.services.program_account import program_account
    from orgunits.models import Unit, UnitKind
    from personnel.models import Posting
    from qlcb.dates import PartialDate
    from qlcb.history import record, writing

    program, today = program_account(), timezone.localdate()
    dossiers = build_service(program, today)
    kind = UnitKind.objects.get(code=Unit.objects.get(code="HQ34-07").kind.code)
    kind.is_commune = True
    with writing(account=program, reason="Thử"):
        record(kind)
        for number, before in (("11", "HQ34-01"), ("12", None), ("21", "HQ34-07")):
            posting = Posting.objects.get(dossier=dossiers[number])
            posting.kind = Posting.Kind.ROTATION
            record(posting)
            if before:
                there = Unit.objects.get(code=before)
                earlier = Posting(
                    dossier=dossiers[number], unit=there, valid_from=PartialDate(2010),
                    valid_to=timezone.datetime(2011, 12, 31).date(),
                )  # fmt: skip
                record(earlier)


def hand(name: str, **more: int) -> dict[str, int]:
    """The hand count of a row of civil servants, with some more of a column."""
    numbers = {key: int(value) for key, value in (pair.split("=") for pair in EXPECTED[name].split())}
    return {key: numbers.get(key, 0) + more.get(key, 0) for key in numbers | more}


def counted(row: dict) -> dict[str, int]:
    """The numbers of a row that are not zero, without those of the quota and of all people."""
    return {key: value for key, value in row.items() if value and key not in ("bien-che", "hien-co")}


def without_total(numbers: dict[str, int]) -> dict[str, int]:
    return {key: value for key, value in numbers.items() if value and key != "hien-co"}


def test_the_catalogue_offers_forms_of_communes_where_there_are_any(world, cast, sign_in):
    from orgunits.models import UnitKind
    from qlcb.history import record, writing

    def offered():
        return {report.slug for report, _ in sign_in(cast.leader).get("/bao-cao/").context["reports"]}

    assert {"bm01", "bm02", "bm03", "bm04"} <= offered()
    with writing(account=cast.sysadmin, reason="Thử"):
        for kind in UnitKind.objects.filter(is_commune=True):
            kind.is_commune = False
            record(kind)
    assert {"bm01", "bm03"} <= offered() and not {"bm02", "bm04"} & offered()


@pytest.mark.clause("TCHQ-12.1b")
def test_each_commune_equals_the_hand_count(world, ask, cells):
    leader = the_cast().leader
    first, second = (cells(BM02.table(ask(leader, "bm02", **{"don-vi": code}))) for code in ("HQ34", "HQ60"))
    branch = "Chi cục Hải quan cửa khẩu cảng"
    assert counted(first[branch]) == without_total(hand(COMMUNES[0])) | {"luan-chuyen": 1}
    assert counted(second[branch]) == without_total(hand(COMMUNES[1], **OFFICIAL))
    assert list(first) == [DA_NANG, *(name for name in first if name.startswith("Chi cục")), "Tổng số"]
    whole = cells(BM02.table(ask(leader, "bm02")))
    both = {key: hand(COMMUNES[0]).get(key, 0) + hand(COMMUNES[1], **OFFICIAL).get(key, 0) for key in whole["Tổng số"]}
    assert counted(whole["Tổng số"]) == without_total(both) | {"luan-chuyen": 1}
    assert "Vụ Tổ chức cán bộ" not in whole, "there is no commune below it"


def test_the_columns_stand_as_in_the_form(world, ask):
    table = BM02.table(ask(the_cast().leader, "bm02"))
    assert table.numbering == ["A", *map(str, range(1, 39))]
    labels = [column.label for column in table.columns]
    assert labels[2:6] == ["Đảng viên", "Phụ nữ", "Dân tộc ít người", "Tôn giáo"]
    assert labels[-1] == "Luân chuyển từ cấp huyện" and "Tổng số công chức hiện có" not in labels
    assert table.form.code == "BM02/BNV" and any("Chưa đối chiếu" in note for note in table.notes)


def test_bm01_counts_the_other_units_only(world, ask, cells):
    rows = cells(BM01.table(ask(the_cast().leader)))
    for name, commune in ((DA_NANG, COMMUNES[0]), (QUANG_NAM, COMMUNES[1])):
        rest = {key: value - hand(commune).get(key, 0) for key, value in hand(name).items()}
        assert counted(rows[name]) == without_total(rest) and rows[name]["hien-co"] == rest["hien-co"]
    below = cells(BM01.table(ask(the_cast().leader, **{"don-vi": "HQ34"})))
    assert not any(name.startswith("Chi cục") for name in below)


def test_each_number_is_as_long_as_its_list(world, ask, sign_in, client):
    client = sign_in(the_cast().leader)
    for report in (BM01, BM02):
        top = report.table(ask(the_cast().leader, report.slug, **{"don-vi": "HQ34"})).rows[0]
        linked = [cell for cell in top.cells if cell.url and isinstance(cell.value, int)]
        assert len(linked) > 10
        for cell in linked[:: 1 if report is BM02 else 6]:
            assert f": {cell.value} người</h1>" in client.get(cell.url).content.decode()


def test_a_neighbour_has_their_own_communes_only(world, ask, cells):
    rows = cells(BM02.table(ask(the_cast().neighbour, "bm02")))
    assert set(rows) & {DA_NANG, QUANG_NAM} == {QUANG_NAM}
    assert counted(rows["Tổng số"]) == without_total(hand(COMMUNES[1], **OFFICIAL))


def test_a_commune_itself_has_no_bm01(world, ask, sign_in):
    params = ask(the_cast().leader, **{"don-vi": "HQ34-07"})
    assert "thuộc cấp xã" in BM01.absence(params)
    page = sign_in(the_cast().leader).get("/bao-cao/bm01/", {"don-vi": "HQ34-07"}).content.decode()
    assert "thuộc cấp xã" in page and "report-table" not in page


def test_quotas_are_split_between_the_two_forms(world, ask, cells):
    from datetime import date

    from accounts.services.program_account import program_account
    from orgunits.models import StaffQuota, Unit
    from qlcb.history import create_many, writing

    given = {"HQ34": 20, "HQ34-07": 8}
    with writing(account=program_account(), reason="Giao biên chế"):
        create_many(
            [
                StaffQuota(
                    unit=Unit.objects.get(code=code), year=2026, kind="civil_servant", number=number, document="1/QĐ",
                    document_on=date(2026, 1, 2), valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
                )
                for code, number in given.items()
            ]
        )  # fmt: skip
    tables = {r.slug: cells(r.table(ask(the_cast().leader, r.slug, **{"don-vi": "HQ34"}))) for r in (BM01, BM02)}
    assert tables["bm01"][DA_NANG]["bien-che"] == 12 and tables["bm02"][DA_NANG]["bien-che"] == 8
    assert tables["bm02"]["Chi cục Hải quan cửa khẩu cảng"]["bien-che"] == 8


def test_without_communes_the_form_says_so_and_makes_no_file(world, sign_in):
    from accounts.services.program_account import program_account
    from orgunits.models import UnitKind
    from qlcb.history import record, writing

    kind = UnitKind.objects.get(is_commune=True)
    kind.is_commune = False
    with writing(account=program_account(), reason="Thử"):
        record(kind)
    client = sign_in(the_cast().leader)
    page = client.get("/bao-cao/bm02/").content.decode()
    assert "không có loại đơn vị nào là cấp xã" in page and "report-table" not in page and "Kết xuất PDF" not in page
    answer = client.get("/bao-cao/bm02.xlsx", follow=True)
    assert answer.redirect_chain and "không có loại đơn vị nào là cấp xã" in answer.content.decode()
