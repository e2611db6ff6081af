"""Acts ask for their right on the very dossier they touch: not on another unit, not before the act only, not once."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Account, UnitUserPermission
from accounts.permissions import ACCESS_LOG, CONFIDENTIAL, DECIDE, EXPORT, IMPORT, OPEN, RESTRICTED, VIEW
from personnel.models import Decision, Dossier, Posting
from personnel.sections import POSTINGS, SALARIES, SECTIONS
from personnel.services.correct_attachment import correct_attachment
from personnel.services.correct_decision import correct_decision
from personnel.services.open_dossier import open_dossier
from personnel.services.save_row import add_row, change_row, correct_row
from personnel.workbooks.layout import CODE, sheets
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.full_dossier import make_full_dossier
from tests.personnel.workbooks.books import Book, export, findings, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]
WRITE_ALL = "write_all"


@pytest.fixture
def holder(cast, unit):
    """`holder(HQ34=(VIEW, …))`: an account that holds these rights on the units, and no others."""

    def make(**rights) -> Account:
        account = cast.neighbour
        UnitUserPermission.objects.filter(user=account).delete()
        for code, held in rights.items():
            for right in held:
                permission = Permission.objects.get(codename=right, content_type__model="unit")
                place = unit(code.replace("_", "-"))
                UnitUserPermission.objects.create(user=account, permission=permission, content_object=place)
        return Account.objects.get(pk=account.pk)

    return make


@pytest.fixture
def dossier(make_dossier):
    return make_dossier(rank="08.051", step=4)


@pytest.fixture
def decide(cast, today, unit):
    """`decide("7/QĐ", row)`: a decision of Đà Nẵng with these records as its results."""

    def make(number, *rows) -> Decision:
        made = Decision(number=number, signed_on=today, effective_on=today, authority=unit("HQ34"))
        with writing(account=cast.sysadmin, reason="Quyết định thử"):
            record(made)
            for row in rows:
                row.decision = made
                record(row)
        return made

    return make


# Oneself


@pytest.mark.clause("HP-2.4")
def test_nobody_opens_the_dossier_about_themselves(cast, unit, today):
    def open_as(code):
        return open_dossier(
            account=cast.clerk, reason="Lập hồ sơ", unit=unit("HQ34-07"), since=PartialDate.of("2020"), today=today,
            dossier=Dossier(code=code, full_name="Lê Thị Thử", sex="F", birth_date=PartialDate.of("1990")),
        )  # fmt: skip

    with pytest.raises(PermissionDenied, match="chính mình"):
        open_as(cast.clerk.custody.staff_code)
    assert not Dossier.objects.exists()
    assert open_as("34ZZ-0001").pk, "of others the same account does"


@pytest.mark.clause("HP-2.4")
def test_nobody_corrects_a_decision_about_themselves(cast, make_dossier, dossier, decide, sign_in):
    own = make_dossier(code=cast.clerk.custody.staff_code, rank="08.051", step=4)
    foreign = decide("8/QĐ-HQĐNg", dossier.salary_set.get())
    both = decide("7/QĐ-HQĐNg", own.salary_set.get(), make_dossier(rank="08.051", step=4).salary_set.get())
    assert [d for d in Decision.objects.all() if Decision.objects.is_correctable(d.pk, by=cast.clerk)] == [foreign]
    both.signer = "Người Khác"
    with pytest.raises(PermissionDenied):
        correct_decision(account=cast.clerk, reason="Ghi nhầm", decision=both, expected_version=both.version)
    assert Decision.objects.get(pk=both.pk).signer == ""
    assert sign_in(cast.clerk).get(reverse("personnel:decision_correct", args=[both.pk])).status_code == 403
    assert sign_in(cast.clerk).get(reverse("personnel:decision_correct", args=[foreign.pk])).status_code == 200


# Elsewhere


def test_the_log_of_a_dossier_needs_the_right_where_it_is_kept(holder, dossier, sign_in):
    page, log = (reverse(f"personnel:{name}", args=[dossier.code]) for name in ("dossier", "dossier_log"))
    client = sign_in(holder(HQ34=(VIEW,), HQ60=(VIEW, ACCESS_LOG)))
    assert log not in client.get(page).content.decode()
    assert client.get(log).status_code == 403
    client = sign_in(holder(HQ34=(VIEW, ACCESS_LOG)))
    assert log in client.get(page).content.decode()
    assert client.get(log).status_code == 200


def test_a_workbook_hangs_nothing_on_decisions_without_the_right_there(holder, cast, dossier, today, tmp_path):
    made = Book(opened(export(cast.clerk, today, slugs=["luong"], rows=False)), tmp_path / "theo-muc.xlsx")
    row = made.add("luong", dossier, rank="08.051", step=5, coefficient="3,66", valid_from="01/03/2026",
                   decision_number="9/QĐ", decision_signed_on="01/02/2026", decision_authority="HQ34")  # fmt: skip
    rights = (VIEW, IMPORT, WRITE_ALL)
    seen = made.examine(holder(HQ34=rights, HQ60=(DECIDE,)), today)
    cell = sheets()["luong"].title, made.ref("luong", row, "decision_number")
    assert "không có quyền gắn quyết định" in findings(seen)[cell]
    assert findings(made.examine(holder(HQ34=(*rights, DECIDE)), today)) == {}


def test_an_export_holds_restricted_values_of_those_only_whom_the_right_covers(holder, program, today):
    """The columns are there for those whom it covers; the cells of all others stay empty, in every sheet."""
    covered = make_full_dossier(account=program, today=today, unit_code="HQ34-07")
    other = make_full_dossier(account=program, today=today, unit_code="HQ34-01", number=2)
    assert (covered.now_unit.code, other.now_unit.code) == ("HQ34-07", "HQ34-01")
    account = holder(HQ34=(VIEW, EXPORT), HQ34_07=(RESTRICTED,))
    made = Book(opened(export(account, today)), None)
    seen = 0
    for slug, sheet in sheets().items():
        sealed = [column.key for column in sheet.facts if column.is_sealed]
        for row in range(2, made.sheet(slug).max_row + 1) if sealed else ():
            values = {key: made.get(slug, row, key) for key in sealed}
            if made.get(slug, row, CODE) == other.code:
                assert not any(values.values()), (slug, values)
            else:
                assert any(values.values()), slug
                seen += 1
    assert seen > 3


# Decisions


@pytest.fixture
def writer(holder):
    """Writes all of HQ34, but enters decisions elsewhere only."""
    return holder(HQ34=(VIEW, WRITE_ALL), HQ60=(DECIDE,))


def raised(dossier, decision):
    return SALARIES.model(
        dossier=dossier, rank=dossier.now_rank, step=5, coefficient="3.66", valid_from=PartialDate.of("01/03/2026"),
        decision=decision,
    )  # fmt: skip


@pytest.mark.clause("TCHQ-5.2b")
def test_a_record_is_hung_on_a_decision_with_the_right_to_decisions_only(writer, dossier, decide, cast, today, unit):
    new = Decision(number="10/QĐ", signed_on=today, effective_on=today, authority=unit("HQ34"))
    known = decide("9/QĐ")
    for decision in (new, known):
        with pytest.raises(PermissionDenied, match="Nhập quyết định"):
            add_row(account=writer, reason="Nâng bậc", section=SALARIES, row=raised(dossier, decision), today=today)
    assert dossier.salary_set.count() == 1 and list(Decision.objects.all()) == [known]
    row = raised(dossier, new)
    add_row(account=cast.clerk, reason="Nâng bậc", section=SALARIES, row=row, today=today)
    assert row.decision.number == "10/QĐ", "with the right it is"
    row = raised(dossier, None)
    row.valid_from = PartialDate.of("01/06/2026")
    add_row(account=writer, reason="Không quyết định", section=SALARIES, row=row, today=today)
    assert row.pk, "without a decision no right to decisions is asked"


@pytest.mark.clause("TCHQ-5.2b")
@pytest.mark.parametrize("to", ["none", "other"])
def test_a_record_is_taken_off_its_decision_with_that_right_only(to, writer, dossier, decide, cast, today):
    row = dossier.salary_set.get()
    held, other = decide("9/QĐ", row), decide("10/QĐ")

    def correct(account, **values):
        edited = SALARIES.model.objects.get(pk=row.pk)
        for name, value in values.items():
            setattr(edited, name, value)
        correct_row(
            account=account, reason="Ghi nhầm", section=SALARIES, row=edited, expected_version=edited.version,
            today=today,
        )  # fmt: skip

    decision = other if to == "other" else None
    with pytest.raises(PermissionDenied, match="Nhập quyết định"):
        correct(writer, decision=decision)
    row.refresh_from_db()
    assert row.decision == held
    correct(writer, note="Sửa ghi chú")
    row.refresh_from_db()
    assert (row.decision, row.note) == (held, "Sửa ghi chú"), "what stays as it was asks for nothing"
    correct(cast.clerk, decision=decision)
    row.refresh_from_db()
    assert row.decision == decision


def test_a_change_of_the_fact_leaves_the_decision_alone_without_that_right(writer, program, today):
    full = make_full_dossier(account=program, today=today, sections=("cong-tac", "khen-thuong"))
    section = SECTIONS["khen-thuong"]
    row = section.model.objects.filter(dossier=full).first()
    held = row.decision
    assert held is not None
    row.decision = None
    with pytest.raises(PermissionDenied, match="Nhập quyết định"):
        change_row(account=writer, reason="Bổ sung", section=section, row=row, expected_version=1, today=today)
    row.refresh_from_db()
    assert row.decision == held


def test_the_page_takes_no_record_off_its_decision_without_that_right(writer, dossier, decide, sign_in, cast):
    row = dossier.salary_set.get()
    held = decide("9/QĐ", row)
    url = reverse("personnel:row_correct", args=[dossier.code, "luong", row.pk])

    def post(account):
        client = sign_in(account)
        form = client.get(url).context["form"]
        said = {bound.html_name: value for bound in form if (value := bound.value()) is not None}
        emptied = {name: "" for name in said if name.startswith("decision_")}
        assert len(emptied) > 2
        return client.post(url, said | emptied | {"reason": "Gỡ quyết định"})

    assert post(writer).status_code == 403
    row.refresh_from_db()
    assert row.decision == held
    assert post(cast.clerk).status_code == 302
    row.refresh_from_db()
    assert row.decision is None


# Papers


@pytest.mark.parametrize("turned", [False, True])
def test_a_paper_is_corrected_by_who_may_bring_both_kinds(turned, cast, dossier, make_paper, paper_kind):
    kinds = [paper_kind("QDNL", "decision"), paper_kind("KKTS", "service")]
    before, after = reversed(kinds) if turned else kinds
    paper = make_paper(dossier=dossier, kind=before)
    paper.kind = after
    with pytest.raises(PermissionDenied):
        correct_attachment(account=cast.policy, reason="Xếp lại", paper=paper, expected_version=1)
    paper.refresh_from_db()
    assert paper.kind == before
    paper.kind = after
    assert correct_attachment(account=cast.clerk, reason="Xếp lại", paper=paper, expected_version=1)


# Out of sight


def test_no_write_puts_a_dossier_out_of_sight_of_who_writes(holder, dossier, unit, today):
    """To write reaches further here than to see: the right to write alone would let it go."""
    account = holder(HQ34=(WRITE_ALL,), HQ34_07=(VIEW,))
    row = Posting(dossier=dossier, unit=unit("HQ34-01"), valid_from=PartialDate.of("01/06/2026"))
    with pytest.raises(PermissionDenied, match="ra ngoài phạm vi"):
        add_row(account=account, reason="Điều động", section=POSTINGS, row=row, today=today)
    dossier.refresh_from_db()
    assert (dossier.now_unit, dossier.posting_set.count()) == (unit("HQ34-07"), 1)


@pytest.mark.parametrize(("rights", "secret"), [((OPEN,), False), ((OPEN, VIEW), True)])
def test_nobody_opens_a_dossier_that_they_may_not_see(rights, secret, holder, unit, today):
    def open_as(account):
        return open_dossier(
            account=account, reason="Lập hồ sơ", unit=unit("HQ34-07"), since=PartialDate.of("2020"), today=today,
            dossier=Dossier(
                code="34ZZ-0001", full_name="Lê Thị Thử", sex="F", birth_date=PartialDate.of("1990"),
                is_confidential=secret,
            ),
        )  # fmt: skip

    with pytest.raises(PermissionDenied, match="ra ngoài phạm vi"):
        open_as(holder(HQ34=rights))
    assert not Dossier.objects.exists()
    assert open_as(holder(HQ34=(OPEN, VIEW, CONFIDENTIAL))).pk
