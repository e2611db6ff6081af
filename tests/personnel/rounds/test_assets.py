"""The yearly declarations of assets: who must, who has, who need not and why, the sealed scan, who opened it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AccessEvent, Account
from personnel.attachments import store
from personnel.models import Appointment, AssetDeclaration, Attachment, Dossier, Position, RoundItem, Term
from personnel.rounds.board import Board
from personnel.sections import APPOINTMENTS, SECTIONS
from personnel.services.close_round import close_round
from personnel.services.list_declarer import exempt_declarer, list_declarer
from personnel.services.open_round import count_concerned
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from qlcb.history import Conflict
from tests.papers import pdf
from tests.personnel.rounds.kit import item_of, open_assets

pytestmark = pytest.mark.django_db
State = RoundItem.State


@pytest.fixture
def declare(today):
    """`declare(account, dossier, year=…)`: a declaration entered in the dossier itself."""

    def declared(account, dossier, **values):
        kind = Term.objects.get(kind=Term.Kind.DECLARATION_KIND, code=values.pop("kind", "HN"))
        row = AssetDeclaration(dossier=dossier, **({"year": today.year, "kind": kind, "declared_on": today} | values))
        return add_row(account=account, reason="Thử", section=SECTIONS["ke-khai-tai-san"], row=row, today=today)

    return declared


def lead(cast, dossier, code, today):
    row = Appointment(dossier=dossier, position=Position.objects.get(code=code), valid_from=PartialDate.of("2020"))
    add_row(account=cast.sysadmin, reason="Thử", section=APPOINTMENTS, row=row, today=today)


@pytest.mark.clause("TCHQ-6.1d3")
def test_who_must_declare_is_told_by_position_and_rank(make_dossier, cast, today):
    head, deputy, other = (make_dossier(code=f"34ZZ-100{n}") for n in range(3))
    lead(cast, head, "CCT", today)
    lead(cast, deputy, "VC", today)  # no leading position
    ranked = make_dossier(code="34ZZ-1009", rank="08.051", step=4)
    round = open_assets(leading=True, positions=["VC"], ranks=["08.051"])
    assert set(round.items.values_list("dossier__code", flat=True)) == {head.code, deputy.code, ranked.code}
    narrow = open_assets(leading=True, ranks=[], year=today.year - 1)
    assert [item.dossier for item in narrow.items.all()] == [head]
    assert count_concerned(cast.specialist, narrow) == 1
    with pytest.raises(ValidationError, match="một diện"):
        open_assets(leading=False, ranks=[], year=today.year - 2)
    with pytest.raises(ValidationError, match="đã có đợt"):
        open_assets()
    assert not RoundItem.objects.filter(dossier=other).exists()


def test_who_has_declared_is_read_from_the_dossier(make_dossier, cast, declare, today):
    done, other_year, other_kind, undated, none = (
        make_dossier(code=f"34ZZ-100{n}", rank="08.051", step=4) for n in range(5)
    )
    round = open_assets()
    declare(cast.clerk, done)
    declare(cast.clerk, other_year, year=today.year - 1)
    declare(cast.clerk, other_kind, kind="BS")
    declare(cast.clerk, undated, declared_on=None)
    states = {dossier: item_of(round, dossier).state for dossier in (done, other_year, other_kind, undated, none)}
    assert [states[one] for one in states] == [State.DONE, *[State.MISSING] * 4]
    total = Board(round, cast.clerk, today).total
    assert (total.done, total.missing, total.extra) == (1, 4, 0)


def test_units_add_and_exempt_with_a_reason_that_stays(make_dossier, cast, today):
    listed, beyond = make_dossier(rank="08.051", step=4), make_dossier(code="34ZZ-2000")
    round = open_assets()
    told = {"account": cast.clerk, "round": round, "dossier": beyond}
    with pytest.raises(ValidationError):
        list_declarer(because=" ", **told)
    item = list_declarer(because="Dự kiến bổ nhiệm", **told)
    assert item.history.get().history_change_reason == "Bổ sung người kê khai: Dự kiến bổ nhiệm"
    with pytest.raises(ValidationError, match="đã có trong danh sách"):
        list_declarer(because="Lần nữa", **told)
    for account in (cast.reader, cast.specialist, cast.neighbour):
        with pytest.raises(PermissionDenied):
            exempt_declarer(account=account, item=item, because="x", expected_version=1)
    exempt_declarer(account=cast.clerk, item=item, because="Đã kê khai lần đầu", expected_version=1)
    assert item_of(round, beyond).state == State.EXEMPT
    total = Board(round, cast.clerk, today).total
    assert (total.total, total.exempt) == (1, 1)
    with pytest.raises(Conflict):
        exempt_declarer(account=cast.clerk, item=item_of(round, beyond), because="", expected_version=1)
    exempt_declarer(account=cast.clerk, item=item_of(round, beyond), because="", expected_version=2)
    assert item_of(round, beyond).state == State.MISSING
    close_round(account=cast.specialist, reason="Đóng", round=round, conclusion="x", today=today)
    for act in (
        lambda: list_declarer(account=cast.clerk, round=round, dossier=make_dossier(code="34ZZ-2001"), because="x"),
        lambda: exempt_declarer(account=cast.clerk, item=item_of(round, listed), because="x", expected_version=1),
    ):
        with pytest.raises(ValidationError, match="đã đóng"):
            act()


@pytest.mark.clause("TCHQ-6.1d3")
def test_a_declaration_with_its_scan_on_one_page_and_on_to_the_next(make_dossier, cast, sign_in, today):
    first, second = (
        make_dossier(code=f"34ZZ-100{n}", rank="08.051", step=4, full_name=name)
        for n, name in enumerate(("Bùi Văn An", "Trần Thị Yến"))
    )
    round = open_assets()
    url, after = (reverse("personnel:assets_item", args=[round.pk, one.code]) for one in (first, second))
    client = sign_in(cast.clerk)
    assert client.get(url).status_code == 200
    scan = SimpleUploadedFile("ke-khai.pdf", pdf(title="tai san cua toi"), "application/pdf")
    posted = {"declared_on": f"{today:%d/%m/%Y}", "summary": "Tăng 50 triệu đồng", "scans": scan, "tiep": "1"}
    response = client.post(url, posted)
    assert response.status_code == 302, response.context["form"].errors
    assert response["Location"] == after
    row, paper = AssetDeclaration.objects.get(), Attachment.objects.get()
    assert (row.dossier, row.year, row.summary) == (first, today.year, "Tăng 50 triệu đồng")
    assert (paper.section, paper.row_id, paper.kind.code) == ("ke-khai-tai-san", row.pk, "KKTS")
    assert b"tai san cua toi" not in store.path_of(paper.file).read_bytes(), "the file lies sealed"
    assert row.history.get().history_user == paper.history.get().history_user == cast.clerk
    page = client.get(url).content.decode()
    assert "50 triệu" not in page and paper.title in page
    assert Board(round, cast.clerk, today).total.extra == 1


def test_a_file_that_is_refused_leaves_nothing_half_done(make_dossier, cast, sign_in, today):
    dossier = make_dossier(rank="08.051", step=4)
    round = open_assets()
    url = reverse("personnel:assets_item", args=[round.pk, dossier.code])
    future = f"{today + timedelta(days=1):%d/%m/%Y}"
    for posted in (
        {"declared_on": f"{today:%d/%m/%Y}", "scans": SimpleUploadedFile("x.pdf", b"no paper", "application/pdf")},
        {"declared_on": future},
        {"declared_on": ""},
    ):
        response = sign_in(cast.clerk).post(url, posted)
        assert response.status_code == 200 and response.context["form"].errors
    assert not AssetDeclaration.objects.exists() and not Attachment.objects.exists()


def test_who_opened_the_scan_is_told_to_who_reads_the_log(make_dossier, cast, sign_in, declare, today):
    dossier = make_dossier(rank="08.051", step=4)
    round = open_assets()
    declare(cast.clerk, dossier)
    url = reverse("personnel:assets_item", args=[round.pk, dossier.code])
    assert "Ai đã mở" not in sign_in(cast.clerk).get(url).content.decode()
    leader = Account.objects.get(pk=cast.leader.pk)
    assert "Chưa ai mở" in sign_in(leader).get(url).content.decode()
    sign_in(cast.clerk).post(reverse("personnel:reveal", args=[dossier.code, "ke-khai-tai-san"]))
    AccessEvent.log(AccessEvent.Kind.UNMASK, cast.clerk, target=dossier.code, unit=dossier.now_unit, detail="Lý lịch")
    openings = sign_in(leader).get(url).context["openings"]
    assert [(event.account, event.detail) for event in openings] == [(cast.clerk, "Kê khai tài sản")]


def test_departments_see_their_own_people_only(make_dossier, cast, sign_in, today):
    mine, theirs = (
        make_dossier(rank="08.051", step=4),
        make_dossier(code="60ZZ-0001", unit_code="HQ60-01", rank="08.051", step=4, full_name="Vũ Khắc Ẩn"),
    )
    round = open_assets(unit="TCHQ")
    client = sign_in(cast.clerk)
    assert client.get(reverse("personnel:assets_round", args=[round.pk])).context["board"].total.total == 1
    listed = client.get(reverse("personnel:assets_items", args=[round.pk]))
    assert [item.dossier for item in listed.context["page"].rows] == [mine]
    assert "Vũ Khắc Ẩn" not in listed.content.decode()
    assert client.get(reverse("personnel:assets_item", args=[round.pk, theirs.code])).status_code == 404
    assert Dossier.objects.count() == 2
