"""Every declared act is applied to several people: the record that it adds, under which right, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.demo import make_demo_accounts
from accounts.models import Account, RoleTemplate
from accounts.services.grant import grant
from accounts.services.program_account import program_account
from orgunits.models import Unit
from personnel.acts import ACTS
from personnel.acts.wording import wording_of
from personnel.models import (
    Appointment,
    Dossier,
    Language,
    Position,
    Posting,
    Qualification,
    Rank,
    Reward,
    Salary,
    Term,
)
from personnel.sections import APPOINTMENTS
from personnel.services.add_rows import RowsRefused
from personnel.services.apply_draft import apply_draft
from personnel.services.save_row import add_row
from personnel.workbooks.layout import sheets
from qlcb.dates import PartialDate
from qlcb.history import Act as Kind
from qlcb.history import writing
from tests.crowd import crowd
from tests.full_dossier import term
from tests.personnel.acts.drafting import NUMBER, draft_for
from tests.stage import the_cast

pytestmark = pytest.mark.django_db
DAY = "01/03/2026"


@pytest.fixture(scope="module")
def people(stage):
    """Ids of four people of Đà Nẵng, due for a raise."""
    with writing(account=program_account(), reason="Thế giới thử", act=Kind.OPEN):
        for kind in ("emulation_title", "planning_term", "contract_kind", "allowance", "rating"):
            term(kind, on=timezone.localdate())
    return crowd(4, timezone.localdate())


def position(code: str) -> int:
    return Position.objects.get(code=code).pk


def unit_id(code: str) -> int:
    return Unit.objects.get(code=code).pk


def listed(kind: str, **of) -> int:
    return term(kind, on=timezone.localdate(), **of).pk


def leaving(code: str) -> int:
    return Term.objects.get(kind="leaving", code=code).pk


# Act → what is said of all, what is said of each, and the words of the record that comes of it.
CASES = {
    "nang-bac": lambda: ({}, {}, "08.051 bậc 5 từ 01/03/2026"),
    "nang-bac-truoc-thoi-han": lambda: (
        {"valid_from": "01/09/2025"}, {"valid_from": "", "note": "Chiến sĩ thi đua"}, "08.051 bậc 5 từ 01/09/2025",
    ),
    "nang-ngach": lambda: (
        {"rank": Rank.objects.on(date(2026, 3, 1)).get(code="08.050").pk}, {"step": 1}, f"08.050 bậc 1 từ {DAY}",
    ),
    "phu-cap": lambda: (
        {"kind": listed("allowance"), "mode": "percent"}, {"percent": "25"}, "25 %",
    ),
    "bo-nhiem": lambda: (
        {"is_main": True}, {"position": position("TP"), "allowance": "0.60"}, f"Trưởng phòng từ {DAY}",
    ),
    "luan-chuyen": lambda: ({"unit": unit_id("HQ34-01")}, {}, f"từ {DAY}"),
    "chuyen-doi-vi-tri": lambda: ({}, {"unit": unit_id("HQ34-01"), "work": "Giám sát"}, f"từ {DAY}"),
    "biet-phai": lambda: ({"unit": unit_id("HQ34-01")}, {}, f"từ {DAY}"),
    "quy-hoach": lambda: ({"term": listed("planning_term"), "position": position("TP")}, {}, "Trưởng phòng"),
    "khen-thuong": lambda: ({"form": listed("reward_form", group="unit")}, {"content": "Xuất sắc"}, ""),
    "danh-hieu": lambda: ({"title": listed("emulation_title")}, {}, ""),
    "ky-luat": lambda: ({"form": listed("discipline_form", group="staff")}, {"violation": "Đi muộn"}, f"từ {DAY}"),
    "xep-loai": lambda: ({"year": 2025, "rating": listed("rating")}, {"score": "95"}, "2025"),
    "lop-dao-tao": lambda: (
        {
            "kind": "state", "level": Qualification.objects.filter(kind="state").first().pk, "begins_on": "05/01/2026",
            "ends_on": "05/02/2026", "school": "Trường Hải quan Việt Nam", "certificate": "Chứng chỉ",
        },
        {"score": "8,5"}, "",
    ),
    "hop-dong": lambda: (
        {"kind": listed("contract_kind"), "signed_on": "2026-03-01", "valid_from": DAY}, {"number": "1/HĐLĐ"}, "1/HĐLĐ",
    ),
    "nghi-huu": lambda: ({"kind": leaving("HUU")}, {"valid_from": DAY}, f"Nghỉ hưu từ {DAY}"),
    "lui-nghi-huu": lambda: ({"cause": "treatment"}, {"months": 4}, "đang điều trị bệnh, tai nạn nặng, 4 tháng"),
    "thoi-viec": lambda: ({"kind": leaving("TV")}, {}, f"Thôi việc từ {DAY}"),
    "chuyen-di": lambda: ({"kind": leaving("CDI")}, {"destination": "Ủy ban nhân dân tỉnh"}, f"từ {DAY}"),
}  # fmt: skip
OTHERS = {
    "bo-nhiem-lai",
    "gia-han-biet-phai",
    "thoi-biet-phai",
    "vuot-khung",
    "het-tap-su",
    "tiep-nhan-hop-dong",
}  # test_due.py, test_terms.py, test_probation.py and test_reception.py tell of them


def test_every_act_has_a_case_here():
    assert set(CASES) | OTHERS == set(ACTS)


@pytest.mark.parametrize("slug", sorted(ACTS))
def test_a_declaration_names_fields_of_its_section_and_has_words(slug, cast, today):
    act = ACTS[slug]
    known = set(act.section.fields) | {"note"}
    assert {*act.shared, *act.own, *(name for name, _ in (*act.fixed, *act.dated))} <= known
    assert set(act.own) <= set(sheets()[act.section.slug].by_key)
    assert not act.section.sealed & set(act.shared), "a draft keeps shared values open"
    wording = wording_of(draft_for(cast.sysadmin, slug, [], today), act, 4)
    assert wording.list_title and len(wording.articles) >= 2 and "{" not in " ".join(wording.articles + wording.bases)


@pytest.mark.parametrize("slug", sorted(CASES))
def test_each_act_adds_one_record_to_each_person(slug, people, cast, today, silent_table):
    act, (shared, own, words) = ACTS[slug], CASES[slug]()
    day = PartialDate.of(DAY).first_day
    if slug == "hop-dong":
        people = crowd(2, today, first=60, subject="contract")
    draft = draft_for(
        cast.clerk,
        slug,
        people,
        today,
        values=dict.fromkeys(people, own),
        shared=shared,
        signed_on=day,
        effective_on=day,
    )
    apply_draft(account=cast.clerk, draft=draft, today=today)
    rows = act.section.model.objects.filter(decision__number=NUMBER)
    assert sorted(rows.values_list("dossier", flat=True)) == sorted(people)
    assert all(words in str(row) for row in rows)
    for name, value in act.fixed:
        assert {getattr(row, name) for row in rows} == {value}
    for name, value in own.items():
        if isinstance(value, str) and value and name != "allowance":
            assert {str(getattr(row, name)).replace(".00", "") for row in rows} == {value}, name
    assert {row.history.count() for row in rows} == {1}


@pytest.mark.clause("TCHQ-3.1b")
def test_a_class_is_said_once_for_all_who_attend_it(people, cast, today, silent_table):
    shared, _, _ = CASES["lop-dao-tao"]()
    values = {pk: {"score": f"{8 + place / 10:.1f}".replace(".", ",")} for place, pk in enumerate(people)}
    draft = draft_for(cast.clerk, "lop-dao-tao", people, today, values=values, shared=shared)
    apply_draft(account=cast.clerk, draft=draft, today=today)
    studies = ACTS["lop-dao-tao"].section.model.objects.filter(decision__number=NUMBER).order_by("dossier")
    assert [row.score for row in studies] == ["8,0", "8,1", "8,2", "8,3"]
    assert {(row.school, row.level_id, str(row.ends_on)) for row in studies} == {
        ("Trường Hải quan Việt Nam", shared["level"], "05/02/2026")
    }


@pytest.mark.clause("TCHQ-3.1b")
@pytest.mark.parametrize("kind", Qualification.Kind.values)
def test_a_class_of_each_kind_comes_into_the_dossiers_of_all_who_attend(
    kind, people, cast, today, silent_table, sign_in
):
    """Chuyên môn, lý luận chính trị, quản lý nhà nước, quốc phòng và an ninh, tin học, ngoại ngữ."""
    level = Qualification.objects.filter(kind=kind).order_by("-order").first()
    spoken = {"language": Language.objects.first().pk} if kind == Qualification.Kind.LANGUAGE else {}
    shared = {"kind": kind, "level": level.pk, "begins_on": "05/01/2026", "ends_on": "05/02/2026", **spoken}
    draft = draft_for(cast.clerk, "lop-dao-tao", people, today, shared=shared | {"certificate": "Chứng chỉ số 7"})
    apply_draft(account=cast.clerk, draft=draft, today=today)
    studies = ACTS["lop-dao-tao"].section.model.objects.filter(decision__number=NUMBER)
    assert set(studies.values_list("dossier", "kind", "level")) == {(pk, kind, level.pk) for pk in people}
    code = Dossier.objects.get(pk=people[0]).code
    page = sign_in(cast.clerk).get(reverse("personnel:section", args=[code, "dao-tao"])).content.decode()
    assert Qualification.Kind(kind).label in page and level.name in page and "Chứng chỉ số 7" in page


def test_the_same_reward_is_not_entered_twice(people, cast, today, silent_table):
    shared, _, _ = CASES["khen-thuong"]()
    for number in ("1/QĐ", "2/QĐ"):
        draft = draft_for(cast.clerk, "khen-thuong", people[:2], today, shared=shared, number=number)
        if number == "1/QĐ":
            apply_draft(account=cast.clerk, draft=draft, today=today)
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=cast.clerk, draft=draft, today=today)
    assert all("Đã có khen thưởng như vậy" in row.errors[0][1] for row in refused.value.rows)
    assert Reward.objects.count() == 2


# Rights by the acts of Điều 6


@pytest.fixture
def head(cast):
    """The seat of a Cục of the centre: moves inside, rewards and discipline of its own."""
    return Account.objects.get(pk=cast.department_head.pk)


@pytest.mark.clause("TCHQ-6.1d1")
def test_a_unit_moves_its_people_inside_who_lead_nothing(head, today, unit):
    people = crowd(3, today, unit_code="TW07-01", first=700)
    draft = draft_for(head, "chuyen-doi-vi-tri", people, today, shared={"unit": unit("TW07-02").pk})
    apply_draft(account=head, draft=draft, today=today)
    moved = Posting.objects.filter(decision__number=NUMBER)
    assert {row.unit.code for row in moved} == {"TW07-02"} and moved.count() == 3
    assert {row.dossier.now_unit.code for row in moved} == {"TW07-02"}


@pytest.mark.clause("TCHQ-6.1d1")
def test_leaders_and_moves_out_of_the_unit_are_refused_by_name(head, today, unit):
    leads, out, fine = crowd(3, today, unit_code="TW07-01", first=710)
    row = Appointment(
        dossier_id=leads, position=Position.objects.get(code="TP"), unit=unit("TW07-01"), valid_from=PartialDate(2020)
    )
    add_row(account=the_cast().sysadmin, reason="Thử", section=APPOINTMENTS, row=row, today=today)
    values = {out: {"unit": unit("TW08").pk}}
    shared = {"unit": unit("TW07-02").pk}
    draft = draft_for(head, "chuyen-doi-vi-tri", [leads, out, fine], today, values=values, shared=shared)
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=head, draft=draft, today=today)
    assert {row.dossier.pk for row in refused.value.rows} == {leads, out}
    assert not Posting.objects.filter(decision__number=NUMBER).exists()


@pytest.mark.clause("TCHQ-6.1d2")
def test_rewards_are_those_that_the_own_unit_decided(head, today, unit, silent_table):
    people = crowd(2, today, unit_code="TW07-01", first=720)
    shared = {"form": listed("reward_form", group="unit")}
    higher = draft_for(head, "khen-thuong", people, today, shared=shared, authority=unit("TCHQ"))
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=head, draft=higher, today=today)
    assert "chính đơn vị" in refused.value.rows[0].errors[0][1]
    own = draft_for(head, "khen-thuong", people, today, shared=shared, number="7/QĐ")
    apply_draft(account=head, draft=own, today=today)
    assert Reward.objects.filter(decision__authority__code="TW07").count() == 2


@pytest.mark.clause("TCHQ-6.1d5")
def test_raises_by_delegation_are_next_steps_of_civil_servants(cast, program, today, unit):
    (seat,) = make_demo_accounts(account=program, usernames={"dtcbl.1"}, today=today)
    grant(
        account=cast.sysadmin, reason="Ủy quyền", to=seat, unit=unit("TW09"), document="1456/QĐ-TCHQ", on=today,
        until=today + timedelta(days=365), template=RoleTemplate.objects.get(code="dtcbl-uy-quyen"), today=today,
    )  # fmt: skip
    raiser = Account.objects.get(pk=seat.pk)
    people = crowd(3, today, unit_code="TW09-01", first=730)
    skips = draft_for(raiser, "nang-bac", people, today, values={people[0]: {"step": 6, "coefficient": "3.99"}})
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=raiser, draft=skips, today=today)
    assert [row.dossier.pk for row in refused.value.rows] == [people[0]]
    raises = draft_for(raiser, "nang-bac", people, today, number="9/QĐ")
    apply_draft(account=raiser, draft=raises, today=today)
    assert Salary.objects.filter(decision__number="9/QĐ", step=5).count() == 3


def test_who_writes_no_such_records_draws_up_nothing(cast, people, today):
    with pytest.raises(PermissionDenied):
        draft_for(cast.specialist, "nang-bac", people, today)
    with pytest.raises(PermissionDenied):
        draft_for(cast.leader, "nang-bac", people, today)


def test_the_custodian_is_in_no_draft_of_their_own(cast, people, today):
    """Nobody acts on the dossier about themselves, not among three hundred others either (HP-2.4)."""
    (mine,) = crowd(1, today, first=790)
    dossier = ACTS["nang-bac"].section.model.objects.get(dossier=mine).dossier
    with writing(account=cast.sysadmin, reason="Thử"):
        dossier.code = cast.clerk.custody.staff_code
        dossier.set_derived()
        dossier.save()
    draft = draft_for(cast.clerk, "nang-bac", [*people, mine], today)
    with pytest.raises(RowsRefused) as refused:
        apply_draft(account=cast.clerk, draft=draft, today=today)
    assert [row.dossier.pk for row in refused.value.rows] == [mine]
