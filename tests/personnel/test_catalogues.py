"""Every national list by one set of tests: add, correct, close, delete, versions, history, rights (TCHQ-12.1a)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.demo import make_demo_accounts
from orgunits.models import UnitKind
from personnel.catalogues import CATALOGUES, choice_label, choices_for, not_in_force
from personnel.forms.catalogues import entry_form
from personnel.models import BaseSalary, DecreedDay, EthnicGroup, Place, Rank, Relative, Term
from personnel.services.load_catalogues import SOURCES, load_catalogues
from personnel.services.working_calendar import working_calendar
from personnel.timeline import timeline_page
from qlcb.history import record, writing
from tests.history import assert_history_is_whole

pytestmark = pytest.mark.django_db

# Lists of `Term` share model, form and pages: adding is tried on each, the rest on those that differ in what they ask.
ALIKE = {c.slug for c in CATALOGUES.values() if c.model is Term} - {"ky-luat", "chuyen-nganh", "thanh-phan-ho-so"}
EVERY_LIST = pytest.mark.parametrize("slug", sorted(CATALOGUES))
EACH_KIND_OF_LIST = pytest.mark.parametrize("slug", sorted(set(CATALOGUES) - ALIKE))
ONE_ROW_A_TIME = {"luong-co-so"}  # always one open entry: tested on the shipped ones
CLOSABLE = pytest.mark.parametrize(
    "slug", sorted({c.slug for c in CATALOGUES.values() if c.closable} - ONE_ROW_A_TIME - ALIKE)
)
VERSIONED = pytest.mark.parametrize(
    "slug", sorted({c.slug for c in CATALOGUES.values() if c.versioned} - ONE_ROW_A_TIME - ALIKE)
)
CLAUSE = pytest.mark.clause("TCHQ-12.1a")

OWN = {
    "ngach": {"code": "99.001", "group": "A1", "raise_months": "36", "tier": "officer", "valid_from": "01/01/2030"},
    "bang-luong": {"code": "Z9", "step": "1", "coefficient": "2,34", "raise_months": "36", "valid_from": "01/01/2030"},
    "luong-co-so": {"amount": "120.000", "valid_from": "01/01/1993", "valid_to": "31/12/1996", "source": "NĐ thử"},
    "tuoi-nghi-huu": {"year": "2099", "sex": "M", "annex": "I", "years": "62", "months": "0"},
    "lich-lam-viec": {"day": "24/12/2099", "kind": "off"},
    "trinh-do": {"kind": "professional"},
    "dia-danh": {"level": "commune"},
    "quan-he-gia-dinh": {"group": "own"},
    "ky-luat": {"group": "party"},
    "thanh-phan-ho-so": {"group": "service"},
    "loai-nghi": {"group": "counted"},
    "thoi-phuc-vu": {"group": "retirement"},
    "khen-thuong": {"group": "unit"},
    "thoi-han-muc": {"value": "3", "unit": "months"},
    "vi-tri-chuyen-doi": {"kind": ("kind", "doi"), "months": "36", "valid_from": "01/01/2030"},
    "he-qua": {
        "term": ("discipline_form", "VC-ST"),
        "raise_months": "0",
        "hold_months": "0",
        "early_months": "0",
        "valid_from": "01/01/2030",
    },
    "phan-cap": {"matter": "title", "subject": "officer", "decider": "top", "valid_from": "01/01/2030"},
}


def typed(slug, **other) -> dict:
    """What a person types to add an entry to a list."""
    common = {"code": "THU-1", "name": "Mục thử nghiệm", "aliases": "thử một\nthử hai", "order": "5", "reason": "Thử"}
    own = OWN.get(slug, {}) | other
    if isinstance(own.get("term"), tuple):
        kind, code = own["term"]
        own |= {"term": Term.objects.get(kind=kind, code=code).pk}
    if isinstance(own.get("kind"), tuple):
        own |= {"kind": UnitKind.objects.get(code=own["kind"][1]).pk}
    return common | own


def as_shown(form, **other) -> dict:
    """What the browser sends for a form that was opened, with some fields typed over."""
    sent = {bound.name: bound.field.widget.format_value(bound.value()) for bound in form if bound.value() is not None}
    plain = {name: value[0] if isinstance(value, list) and value else value for name, value in sent.items()}
    return {name: value for name, value in plain.items() if value not in (None, False, [])} | other


@pytest.fixture
def client_(sign_in, cast):
    return sign_in(cast.sysadmin)


def go(client, name, slug, entry=None, data=None):
    url = reverse(f"personnel:{name}", args=[slug, entry.pk] if entry else [slug])
    return client.get(url) if data is None else client.post(url, data)


def add(client, slug, **other):
    """Add an entry by the form and return it; shown with its errors when that fails."""
    before = set(CATALOGUES[slug].entries().values_list("pk", flat=True))
    response = go(client, "catalogue_add", slug, data=typed(slug, **other))
    assert response.status_code == 302, dict(response.context["form"].errors)
    return CATALOGUES[slug].entries().exclude(pk__in=before).get()


def errors(response) -> str:
    assert response.status_code == 200, "expected the form again"
    return " ".join(" ".join(told) for told in response.context["form"].errors.values())


@EVERY_LIST
@CLAUSE
def test_an_entry_is_added_with_one_history_row_and_found_again(slug, client_, cast):
    entry = add(client_, slug)
    (row,) = entry.history.all()
    assert (row.act, row.history_change_reason, row.history_user_id) == ("open", "Thử", cast.sysadmin.pk)
    page = go(client_, "catalogue_entry", slug, entry).content.decode()
    assert entry.name in page
    assert "Lập mới" in page
    found = client_.get(reverse("personnel:catalogue", args=[slug]), {"q": entry.name}).content.decode()
    assert reverse("personnel:catalogue_entry", args=[slug, entry.pk]) in found
    if "aliases" in CATALOGUES[slug].fields:
        assert entry.aliases == ["thử một", "thử hai"]
        assert reverse("personnel:catalogue_entry", args=[slug, entry.pk]) in found
    assert_history_is_whole()


@pytest.mark.clause("TCHQ-6.1b1")
def test_who_keeps_the_lists_in_the_personnel_department_adds_corrects_and_closes(sign_in, cast, today):
    (keeper,) = make_demo_accounts(account=cast.sysadmin, usernames={"tccb.danhmuc1"}, today=today)
    client, slug = sign_in(keeper), "ton-giao"
    entry = add(client, slug)
    data = as_shown(entry_form(CATALOGUES[slug], entry=entry), reason="Ghi nhầm") | {"name": "Tên đã sửa"}
    assert go(client, "catalogue_correct", slug, entry, data).status_code == 302
    closing = {"valid_to": f"{today:%d/%m/%Y}", "reason": "Không dùng nữa", "version": "2"}
    assert go(client, "catalogue_close", slug, entry, closing).status_code == 302
    entry.refresh_from_db()
    assert (entry.name, entry.valid_to) == ("Tên đã sửa", today)
    assert {row.history_user_id for row in entry.history.all()} == {keeper.pk} and entry.history.count() == 3


@EACH_KIND_OF_LIST
@CLAUSE
def test_the_same_key_again_is_told_in_words(slug, client_):
    entry = add(client_, slug)
    told = errors(go(client_, "catalogue_add", slug, data=typed(slug)))
    assert "đã có" in told
    assert str(entry) in told
    assert CATALOGUES[slug].model.objects.filter(code=entry.code, valid_from=entry.valid_from).count() == 1


@EACH_KIND_OF_LIST
@CLAUSE
def test_an_entry_is_corrected_with_one_history_row(slug, client_):
    catalogue = CATALOGUES[slug]
    entry = add(client_, slug)
    name = "source" if "name" in catalogue.derived else "name"
    data = as_shown(entry_form(catalogue, entry=entry), reason="Ghi nhầm") | {name: "Tên đã sửa"}
    assert go(client_, "catalogue_correct", slug, entry, data).status_code == 302
    entry.refresh_from_db()
    assert getattr(entry, name) == "Tên đã sửa"
    assert [row.act for row in entry.history.all()] == ["correct", "open"]
    again = go(client_, "catalogue_correct", slug, entry, data)
    assert "người khác sửa" in errors(again), "a form of version 1 on a row of version 2"
    assert entry.history.count() == 2


@CLOSABLE
@CLAUSE
def test_an_entry_is_closed_and_opened_again(slug, client_, today):
    entry = add(client_, slug, valid_from="01/01/2030" if CATALOGUES[slug].versioned else "")
    last = (entry.valid_from or today) + timedelta(days=30)
    data = {"valid_to": last.strftime("%d/%m/%Y"), "reason": "Hết hiệu lực", "version": "1"}
    assert go(client_, "catalogue_close", slug, entry, data).status_code == 302
    entry.refresh_from_db()
    assert entry.valid_to == last
    assert [row.act for row in entry.history.all()] == ["change", "open"]
    after = choices_for(CATALOGUES[slug].kind or CATALOGUES[slug].model, last + timedelta(days=1))
    assert entry not in after
    assert entry in choices_for(CATALOGUES[slug].kind or CATALOGUES[slug].model, last)
    assert entry in choices_for(CATALOGUES[slug].kind or CATALOGUES[slug].model, last + timedelta(days=1), keep=entry)
    assert go(client_, "catalogue_close", slug, entry, {"reason": "Đóng nhầm", "version": "2"}).status_code == 302
    entry.refresh_from_db()
    assert entry.valid_to is None


@pytest.mark.parametrize("slug", sorted(set(CATALOGUES) - ONE_ROW_A_TIME - ALIKE))
@CLAUSE
def test_an_entry_that_nothing_uses_is_deleted_and_its_history_stays(slug, client_):
    entry = add(client_, slug)
    assert go(client_, "catalogue_delete", slug, entry, {"reason": "Thêm nhầm", "version": "1"}).status_code == 302
    model = CATALOGUES[slug].model
    assert not model.objects.filter(pk=entry.pk).exists()
    assert [row.history_type for row in model.history.filter(id=entry.pk)] == ["-", "+"]


@VERSIONED
@CLAUSE
def test_a_new_version_closes_the_old_one_the_day_before(slug, client_):
    catalogue = CATALOGUES[slug]
    old = add(client_, slug, valid_from="01/01/2030")
    form = go(client_, "catalogue_renew", slug, old).context["form"]
    missing = go(client_, "catalogue_renew", slug, old, as_shown(form, reason="Nghị định mới", valid_from="01/07/2031"))
    assert missing.context["form"].errors.keys() == {"source"}, "a new version needs its decree"
    data = as_shown(form, reason="Nghị định mới", valid_from="01/07/2031", source="NĐ 1/2031/NĐ-CP")
    assert go(client_, "catalogue_renew", slug, old, data).status_code == 302
    old.refresh_from_db()
    assert old.valid_to == date(2031, 6, 30)
    new = catalogue.entries().get(valid_from=date(2031, 7, 1), **{n: getattr(old, n) for n in catalogue.series})
    assert (new.source, new.valid_to, new.version) == ("NĐ 1/2031/NĐ-CP", None, 1)
    assert (old.history.count(), new.history.count()) == (2, 1)
    page = go(client_, "catalogue_entry", slug, old).content.decode()
    assert reverse("personnel:catalogue_entry", args=[slug, new.pk]) in page
    assert_history_is_whole()


@CLAUSE
def test_a_new_base_salary_closes_the_one_before(client_):
    old = BaseSalary.objects.get(valid_to=None)
    data = {"amount": "2.800.000", "valid_from": "01/07/2027", "source": "NĐ 9/2027/NĐ-CP", "reason": "NĐ mới"}
    assert go(client_, "catalogue_renew", "luong-co-so", old, data | {"version": old.version}).status_code == 302
    assert [row.amount for row in BaseSalary.objects.on(date(2027, 6, 30))] == [2_530_000]
    assert [row.amount for row in BaseSalary.objects.on(date(2027, 7, 1))] == [2_800_000]
    new = BaseSalary.objects.get(amount=2_800_000)
    assert (new.code, new.name, new.history.count()) == ("2027-07-01", "NĐ 9/2027/NĐ-CP", 1)
    assert "Đóng mục đó trước" in errors(
        go(client_, "catalogue_add", "luong-co-so", data=data | {"valid_from": "01/01/2028"})
    )


def test_a_planned_version_is_deleted_and_the_one_before_opened_again(client_):
    old = BaseSalary.objects.get(valid_to=None)
    data = {"amount": "2.800.000", "valid_from": "01/07/2099", "source": "NĐ 9/2099/NĐ-CP", "reason": "NĐ mới"}
    go(client_, "catalogue_renew", "luong-co-so", old, data | {"version": old.version})
    new = BaseSalary.objects.get(amount=2_800_000)
    assert "Đóng mục đó trước" in errors(
        go(client_, "catalogue_close", "luong-co-so", old, {"reason": "x", "version": "2"})
    )
    assert go(client_, "catalogue_delete", "luong-co-so", new, {"reason": "Hoãn", "version": "1"}).status_code == 302
    assert go(client_, "catalogue_close", "luong-co-so", old, {"reason": "Hoãn", "version": "2"}).status_code == 302
    assert BaseSalary.objects.get(valid_to=None) == old


def test_a_new_version_may_not_begin_before_the_old_one(client_):
    old = BaseSalary.objects.get(valid_from=date(2026, 7, 1))
    data = {"amount": "3.000.000", "valid_from": "01/07/2026", "source": "NĐ x", "reason": "x", "version": old.version}
    assert "hiệu lực từ 01/07/2026" in errors(go(client_, "catalogue_renew", "luong-co-so", old, data))
    old.refresh_from_db()
    assert old.valid_to is None


def relative_of(dossier, program, relation):
    with writing(account=program, reason="Thử"):
        record(Relative(dossier=dossier, relation=relation, full_name="Trần Văn Thử"))


@CLAUSE
def test_an_entry_in_use_is_not_deleted_but_closed(client_, make_dossier, program):
    father = Term.objects.get(kind="relation", code="CHA")
    relative_of(make_dossier(), program, father)
    page = go(client_, "catalogue_entry", "quan-he-gia-dinh", father).content.decode()
    assert reverse("personnel:catalogue_delete", args=["quan-he-gia-dinh", father.pk]) not in page
    assert '<span class="num">1</span> dòng' in page
    response = go(client_, "catalogue_delete", "quan-he-gia-dinh", father, {"reason": "x", "version": father.version})
    assert "đang được dùng" in errors(response)
    assert Term.objects.filter(pk=father.pk).exists()
    data = {"valid_to": "31/12/2026", "reason": "Không dùng nữa", "version": father.version}
    assert go(client_, "catalogue_close", "quan-he-gia-dinh", father, data).status_code == 302


@CLAUSE
def test_an_entry_that_history_alone_names_is_not_deleted(client_, make_dossier, program, today):
    """Else the timeline, and the dossier as it was written, could no longer say what was taken out."""
    dossier, other = make_dossier(), make_dossier()
    entry = add(client_, "quan-he-gia-dinh", name="Bác họ")
    for holder in (dossier, other):
        relative_of(holder, program, entry)
        with writing(account=program, reason="Nhập nhầm"):
            holder.relative_set.get().delete()
    page = go(client_, "catalogue_entry", "quan-he-gia-dinh", entry).content.decode()
    assert reverse("personnel:catalogue_delete", args=["quan-he-gia-dinh", entry.pk]) not in page
    assert "(chỉ còn trong lịch sử)" in page and '<span class="num">2</span> dòng' in page
    response = go(client_, "catalogue_delete", "quan-he-gia-dinh", entry, {"reason": "x", "version": entry.version})
    assert "đang được dùng" in errors(response)
    told = [change.old for event in timeline_page(dossier, token=None)[0] for change in event.changes]
    assert "Bác họ" in told
    data = {"valid_to": f"{today:%d/%m/%Y}", "reason": "Không dùng nữa", "version": entry.version}
    assert go(client_, "catalogue_close", "quan-he-gia-dinh", entry, data).status_code == 302


@pytest.mark.parametrize(
    ("slug", "lookup"),
    [
        ("luong-co-so", {"valid_from": date(2026, 7, 1)}),
        ("bang-luong", {"code": "A1", "step": 4}),
        ("tuoi-nghi-huu", {"year": 2026, "sex": "M", "annex": "I"}),
        ("lich-lam-viec", {"day": date(2025, 5, 2)}),
        ("ngach", {"code": "08.051"}),
        ("thoi-han-muc", {"code": "raise_sick_months"}),
        ("he-qua", {"code": "CC-KT"}),
        ("dia-danh", {"code": "48", "valid_to": None}),
    ],
)
def test_what_rules_or_records_read_is_in_use(slug, lookup, client_, make_dossier):
    make_dossier(rank="08.051", step=4)
    entry = CATALOGUES[slug].entries().get(**lookup)
    response = go(client_, "catalogue_delete", slug, entry, {"reason": "x", "version": entry.version})
    assert "đang được dùng" in errors(response)
    assert CATALOGUES[slug].entries().filter(pk=entry.pk).exists()


def test_an_alias_means_one_entry_of_its_group(client_):
    told = errors(go(client_, "catalogue_add", "quan-he-gia-dinh", data=typed("quan-he-gia-dinh", aliases="bố")))
    assert "Cha đẻ" in told
    assert add(client_, "quan-he-gia-dinh", aliases="bố", group="spouse").aliases == ["bố"]


def test_two_versions_of_one_code_may_not_overlap(client_):
    rank = Rank.objects.get(code="01.004", valid_to=None)
    data = typed("ngach", code="01.004", name="Cán sự", valid_from="01/01/2025")
    assert str(rank) in errors(go(client_, "catalogue_add", "ngach", data=data))


def test_a_day_out_of_order_is_told(client_):
    told = errors(
        go(client_, "catalogue_add", "ngan-hang", data=typed("", valid_from="02/01/2026", valid_to="01/01/2026"))
    )
    assert "không được trước" in told


@pytest.mark.parametrize("role", ["leader", "specialist", "clerk", "reader"])
@CLAUSE
def test_who_works_with_dossiers_looks_and_does_not_edit(role, sign_in, cast):
    client = sign_in(getattr(cast, role))
    father = Term.objects.get(kind="relation", code="CHA")
    page = go(client, "catalogue_entry", "quan-he-gia-dinh", father).content.decode()
    for word in ("dinh-chinh", "Lịch sử", "Đang dùng ở"):
        assert word not in page, "edits and counts over the whole service are for who edits the lists"
    assert go(client, "catalogue_correct", "quan-he-gia-dinh", father, {"name": "Bố", "reason": "x"}).status_code == 403
    father.refresh_from_db()
    assert father.name == "Cha đẻ"


def test_the_right_on_one_department_does_not_edit_the_lists_of_all(sign_in, cast, monkeypatch):
    department = {"edit_catalogues": frozenset({cast.clerk.unit_id}), "view_dossier": frozenset({cast.clerk.unit_id})}
    monkeypatch.setattr("accounts.access.Access.held", department)
    client = sign_in(cast.clerk)
    assert client.get(reverse("personnel:catalogue", args=["ngan-hang"])).status_code == 200
    assert client.get(reverse("personnel:catalogue_add", args=["ngan-hang"])).status_code == 403


def test_an_unknown_list_or_entry_is_not_found(client_):
    assert client_.get("/danh-muc/khong-co/").status_code == 404
    assert client_.get("/danh-muc/ngan-hang/999999/").status_code == 404
    assert client_.get(f"/danh-muc/ngan-hang/{Term.objects.get(kind='relation', code='CHA').pk}/").status_code == 404


def test_the_index_counts_and_finds(client_):
    page = client_.get(reverse("personnel:catalogues"), {"q": "Đà Nẵng"})
    found = {str(entry): catalogue.slug for catalogue, entry in page.context["found"]}
    assert found["Thành phố Đà Nẵng"] == "dia-danh"
    page = client_.get(reverse("personnel:catalogues"))
    summaries = {s.catalogue.slug: s for _, group in page.context["families"] for s in group}
    assert set(summaries) == set(CATALOGUES)
    assert summaries["ky-luat"].total - summaries["ky-luat"].in_force == 3, "hạ bậc lương, giáng chức, hạ ngạch"


def test_the_list_filters_by_state_and_group(client_):
    page = client_.get(reverse("personnel:catalogue", args=["ky-luat"]), {"trang_thai": "da-dong", "nhom": "leader"})
    assert [line.entry.code for line in page.context["lines"]] == ["LD-GC"]
    everything = client_.get(reverse("personnel:catalogue", args=["ky-luat"]), {"trang_thai": "bịa"})
    assert everything.status_code == 200


@pytest.mark.parametrize("slug", ["dia-danh", "ngan-hang", "chuyen-nganh"])
def test_a_list_costs_the_same_queries_whatever_its_length(slug, client_, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client_.get(reverse("personnel:catalogue", args=[slug]))


def test_choices_hold_on_the_day():
    demoted = Term.objects.get(code="LD-GC")
    assert demoted in choices_for(Term.Kind.DISCIPLINE_FORM, date(2025, 6, 30))
    assert demoted not in choices_for(Term.Kind.DISCIPLINE_FORM, date(2025, 7, 1))
    assert demoted in choices_for(Term.Kind.DISCIPLINE_FORM, date(2025, 7, 1), keep=demoted.pk)
    assert "đến 30/06/2025" in choice_label(demoted)
    assert "giữ chức vụ" in choice_label(demoted)
    assert choice_label(Term.objects.get(kind="leaving", code="HUU")) == "Nghỉ hưu", (
        "a group of the same name says nothing"
    )
    assert not_in_force(demoted, date(2025, 7, 1), date(2025, 7, 1)) == "“Giáng chức” chỉ có hiệu lực đến 30/06/2025."
    assert not_in_force(demoted, date(2025, 6, 30), date(2025, 7, 1)) == ""


def test_every_shipped_entry_is_valid():
    for source in SOURCES:
        for entry in source.model.objects.all():
            entry.full_clean()


def test_the_provinces_stand_twice_each_with_what_it_became():
    old = Place.objects.get(code="49", valid_to=date(2025, 6, 30))
    assert (old.name, old.successor.name, old.citizen_code) == ("Tỉnh Quảng Nam", "Thành phố Đà Nẵng", "049")
    day = date(2025, 6, 30)
    assert Place.objects.on(day).count() == 63
    assert Place.objects.on(day + timedelta(days=1)).count() == 34
    assert not Place.objects.filter(valid_to__isnull=False, successor=None).exists()


def test_loading_again_leaves_what_people_edited_and_removed(client_, program):
    bank = Term.objects.get(kind="bank", code="VCB")
    data = as_shown(entry_form(CATALOGUES["ngan-hang"], entry=bank), code="VIETCOM", reason="Đổi mã")
    assert go(client_, "catalogue_correct", "ngan-hang", bank, data).status_code == 302
    gone = Term.objects.get(kind="bank", code="WOORI")
    go(client_, "catalogue_delete", "ngan-hang", gone, {"reason": "Không dùng", "version": gone.version})
    assert load_catalogues(account=program, reason="Nạp lại") == 0
    assert not Term.objects.filter(kind="bank", code__in=["VCB", "WOORI"]).exists()


def test_the_working_calendar_reads_what_people_entered(client_):
    assert working_calendar().off_because(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert working_calendar().is_working(date(2027, 12, 24))
    add(client_, "lich-lam-viec", day="24/12/2027", name="Nghỉ thử")
    assert working_calendar().off_because(date(2027, 12, 24)) == "Nghỉ thử"
    assert DecreedDay.objects.get(code="2027-12-24").name == "Nghỉ thử"


def test_the_history_of_an_entry_speaks_the_words_of_its_page(client_, program):
    entry = EthnicGroup.objects.get(name="Kinh")
    with writing(account=program, reason="Thử"):
        entry.aliases = ["Việt", "Người Kinh"]
        record(entry)
    page = client_.get(f"/danh-muc/dan-toc/{entry.pk}/")
    changes = [change for told in page.context["entries"] for change in told.changes]
    told = {change.label: change.new for change in reversed(changes)}
    assert told["Tên gọi khác"] == "Việt, Người Kinh"
    page = client_.get(f"/danh-muc/dia-danh/{Place.objects.filter(confidence='source').first().pk}/")
    assert "Theo văn bản" in {change.new for told in page.context["entries"] for change in told.changes}
