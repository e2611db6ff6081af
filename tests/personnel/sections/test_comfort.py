"""Forms that know what is known: lists by their time, pickers, copies, the next record, namesakes, history."""

import pytest
from django.urls import reverse

from personnel.catalogues import CATALOGUES
from personnel.models import Dossier, Place, Position, Relative, Term
from personnel.models.personal import place_words
from personnel.related import know_panels
from personnel.sections import PANELS, SECTIONS
from qlcb.dates import PartialDate
from qlcb.history import create_many, record, writing
from tests.full_dossier import make_full_dossier, section_values
from tests.personnel.sections.browser_form import sent, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(cast, sign_in, program):
    """`enter(dossier, slug, "them/?chep=1", full_name=…)`: fill the form of a new record and send it as the clerk."""

    def entered(dossier, slug, query="", **typed):
        client = sign_in(cast.clerk)
        url = reverse("personnel:row_add", args=[dossier.code, slug]) + query
        return client.post(url, sent(client.get(url).context["form"], **typed))

    return entered


@pytest.fixture
def values(program):
    def of(slug):
        with writing(account=program, reason="Dữ liệu thử"):
            return section_values("HQ34-07")[slug]

    return of


def listed(program, entry):
    with writing(account=program, reason="Danh mục thử"):
        record(entry)
    return entry


# ---- Forms open filled (HP-2.5)


@pytest.mark.clause("HP-2.5")
def test_every_form_opens_with_what_is_known(cast, sign_in, program, today):
    """Panels and records with their values; a new dossier with unit, day and department of the account."""
    dossier, client = make_full_dossier(account=program, today=today), sign_in(cast.sysadmin)
    for panel in PANELS:
        form = client.get(reverse("personnel:panel_edit", args=[dossier.code, panel.slug])).context["form"]
        for name in panel.fields:
            assert written(form[name].value()) == written(getattr(dossier, name)), name
    for section in SECTIONS.values():
        row = section.rows(dossier).first()
        form = client.get(reverse("personnel:row_correct", args=[dossier.code, section.slug, row.pk])).context["form"]
        for name in section.fields:
            assert written(form[name].value()) == written(getattr(row, name)), (section.slug, name)
        assert form["decision_number"].value() == row.decision.number
    form = sign_in(cast.clerk).get(reverse("personnel:new")).context["form"]
    opened = {name: written(form[name].value()) for name in ("unit", "since", "decision_authority")}
    here = str(cast.clerk.unit_id)
    assert opened == {"unit": here, "since": f"{today:%d/%m/%Y}", "decision_authority": here}


# ---- Copy, and the next one


def test_a_copy_takes_all_but_time_and_what_is_restricted(enter, values, make_dossier, cast, sign_in):
    dossier, kin = make_dossier(), values("gia-dinh")[0]
    assert enter(dossier, "gia-dinh", **kin, reason="Lý lịch tự khai").status_code == 302
    row = Relative.objects.get()
    form = sign_in(cast.clerk).get(f"{_add(dossier, 'gia-dinh')}?chep={row.pk}").context["form"]
    assert form["full_name"].value() == row.full_name
    assert form["relation"].value() == row.relation_id
    assert {written(form[name].value()) for name in ("born_on", "past", "abroad")} == {""}
    other = make_dossier()
    for wrong in (f"{_add(other, 'gia-dinh')}?chep={row.pk}", f"{_add(dossier, 'gia-dinh')}?chep=x"):
        assert sign_in(cast.clerk).get(wrong).status_code == 404


def test_save_and_next_keeps_decision_and_what_repeats(enter, values, make_dossier, cast, sign_in):
    dossier, studies = make_dossier(), values("dao-tao")[:2]
    paper = {"decision_number": "12/QĐ-HQĐNg", "decision_signed_on": "02/03/2020", "drafted_by": "Lê Thị Tư"}
    same = {"school": "Trường Hải quan Việt Nam", "kind": studies[0]["kind"]}
    for study in studies:
        answer = enter(dossier, "dao-tao", **(study | same), **paper, tiep="1", reason="")
        assert answer.status_code == 302, answer.context["form"].errors
    assert answer.url.startswith(f"{_add(dossier, 'dao-tao')}?tiep=")
    form = sign_in(cast.clerk).get(answer.url).context["form"]
    assert form["decision_number"].value() == "12/QĐ-HQĐNg"
    assert (form["drafted_by"].value(), form["school"].value()) == ("Lê Thị Tư", "Trường Hải quan Việt Nam")
    assert {written(form[name].value()) for name in ("certificate", "begins_on")} == {""}
    assert dossier.study_set.values("decision").distinct().count() == 1


def test_the_reason_is_carried_on_where_there_is_no_decision(enter, values, make_dossier, cast, sign_in):
    answer = enter(make_dossier(), "gia-dinh", **values("gia-dinh")[0], tiep="1", reason="Lý lịch tự khai 2026")
    assert sign_in(cast.clerk).get(answer.url).context["form"]["reason"].value() == "Lý lịch tự khai 2026"


def test_panels_lead_to_the_next_that_one_may_write(cast, sign_in, make_dossier):
    dossier = make_dossier()
    for account, slug, following in ((cast.clerk, "ly-lich", "giay-to"), (cast.specialist, "giay-to", "dang")):
        client, url = sign_in(account), reverse("personnel:panel_edit", args=[dossier.code, slug])
        form = client.get(url).context["form"]
        answer = client.post(url, sent(form, reason="Đối chiếu", tiep="1"))
        assert answer.url == reverse("personnel:panel_edit", args=[dossier.code, following])


# ---- Lists


def test_a_list_offers_what_is_in_force_first_and_refuses_what_was_not(enter, program, make_dossier, cast, sign_in):
    kind = Term.Kind.ORGANISATION
    old = listed(program, Term(kind=kind, code="CU", name="Hội cũ", valid_to="1990-12-31"))
    new = listed(program, Term(kind=kind, code="MOI", name="Hội mới", valid_from="1991-01-01"))
    dossier = make_dossier()
    form = sign_in(cast.clerk).get(_add(dossier, "to-chuc")).context["form"]
    choices = list(form.fields["organisation"].choices)
    assert (new.pk, "Hội mới") in choices
    assert [(pk, words) for pk, words in choices[-1][1] if pk == old.pk] == [(old.pk, "Hội cũ · đến 31/12/1990")]
    wrong = enter(dossier, "to-chuc", organisation=old, begins_on="05/1995", reason="x")
    assert "đến 31/12/1990" in str(wrong.context["form"].errors["organisation"])
    assert enter(dossier, "to-chuc", organisation=old, begins_on="05/1985", reason="x").status_code == 302


def test_the_picker_finds_by_code_name_and_alias_without_diacritics(cast, sign_in, program):
    listed(program, Term(kind=Term.Kind.MAJOR, code="THU-99", name="Đường sắt tốc độ cao", aliases=["HSR Việt"]))
    client = sign_in(cast.clerk)

    def found(slug, text):
        answer = client.get(reverse("personnel:pick", args=[slug]), {"q": text}).json()
        return [entry["text"] for entry in answer["entries"]]

    for typed in ("duong sat", "THU-99", "hsr", "cao toc"):
        assert found("chuyen-nganh", typed) == ["Đường sắt tốc độ cao"], typed
    assert client.get(reverse("personnel:pick", args=["khong-co"])).status_code == 404
    first = Position.objects.first()
    assert any(first.name in words for words in found("chuc-vu", first.name))
    many = client.get(reverse("personnel:pick", args=["don-vi"])).json()
    assert (len(many["entries"]), many["more"]) == (50, True)
    assert set(CATALOGUES) >= {"dia-danh", "quoc-gia", "chuyen-nganh", "co-so-dao-tao", "ngach", "vi-tri-viec-lam"}


def test_people_and_units_are_picked_through_the_door(cast, sign_in, make_dossier):
    make_dossier(code="34ZZ-0217", full_name="Đỗ Thị Hằng")
    make_dossier(code="60ZZ-0217", full_name="Đỗ Thị Hằng", unit_code="HQ60-07")
    for account, code, foreign in ((cast.clerk, "34ZZ-0217", "HQ60"), (cast.neighbour, "60ZZ-0217", "HQ34")):
        client = sign_in(account)
        people = client.get(reverse("personnel:pick", args=["nguoi"]), {"q": "do hang"}).json()["entries"]
        assert [person["value"] for person in people] == [code]
        units = client.get(reverse("personnel:pick", args=["don-vi-duoc-xem"]), {"q": foreign}).json()["entries"]
        assert units == []
    assert client.get(reverse("personnel:pick", args=["nguoi"])).json()["entries"] == []


def test_two_editors_of_one_choice_read_its_words(enter, values, make_dossier, cast, sign_in):
    dossier, (father, mother) = make_dossier(), values("gia-dinh")[:2]
    enter(dossier, "gia-dinh", **father, reason="Lý lịch tự khai")
    client, row = sign_in(cast.clerk), Relative.objects.get()
    url = reverse("personnel:row_correct", args=[dossier.code, "gia-dinh", row.pk])
    form = client.get(url).context["form"]
    client.post(url, sent(form, note="trước", reason="x"))
    page = client.post(url, sent(form, relation=mother["relation"], reason="y"))
    told = {d.name: (d.stored, d.edited) for d in page.context["differences"]}["relation"]
    assert [words.split(" · ")[0] for words in told] == [str(father["relation"]), str(mother["relation"])]


@pytest.fixture
def communes(program):
    """So many that a page does not hold them all."""
    with writing(account=program, reason="Danh mục thử"):
        province = Place(code="T1", name="Tỉnh Quảng Thử", level="province")
        record(province)
        create_many([Place(code=f"T1{n:03}", name=f"Xã Thử {n}", level="commune", parent=province, order=n,
                           aliases=[f"Làng {n}"]) for n in range(400)])  # fmt: skip
    return province


def test_a_long_list_is_written_by_hand_where_no_script_runs(cast, sign_in, make_dossier, communes):
    dossier, client = make_dossier(), sign_in(cast.clerk)
    url = reverse("personnel:panel_edit", args=[dossier.code, "ly-lich"])
    page = client.get(url)
    assert "Xã Thử 399" not in page.content.decode()
    assert 'name="home_area-ghi"' in page.content.decode()
    data = sent(page.context["form"], reason="Đối chiếu")
    assert client.post(url, data | {"home_area-ghi": "xa thu 3"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.home_area.name == "Xã Thử 3", "the exact name without diacritics is enough"
    data |= {"version": str(dossier.version)}
    told = client.post(url, data | {"home_area-ghi": "thu quang"}).context["form"].errors["home_area"]
    assert "Gần giống: T1 Tỉnh Quảng Thử; T1000 Xã Thử 0, Tỉnh Quảng Thử; T1001" in str(told)
    assert client.post(url, data | {"home_area-ghi": "làng 17"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.home_area.code == "T1017"
    chosen = f'<option value="{dossier.home_area_id}" selected>Xã Thử 17, Tỉnh Quảng Thử</option>'
    assert chosen in client.get(url).content.decode()


def test_a_place_that_is_no_more_says_where_it_lies_today(program, make_dossier):
    now = listed(program, Place(code="N1", name="Thành phố Sông Thử"))
    was = listed(program, Place(code="W1", name="Tỉnh Núi Thử", valid_to="2025-06-30", successor=now))
    commune = listed(program, Place(code="W2", name="Xã Suối Thử", level="commune", parent=was))
    dossier = know_panels(Dossier.objects.get(pk=make_dossier(home_area=commune).pk))
    assert place_words("", dossier.home_area) == "Xã Suối Thử, Tỉnh Núi Thử (nay thuộc Thành phố Sông Thử)"
    assert place_words("", now) == "Thành phố Sông Thử"


# ---- A dossier that may be there already (TCHQ-8.2b)


def opening(client, unit, **typed):
    form = client.get(reverse("personnel:new")).context["form"]
    person = {"code": "34ZZ-0900", "full_name": "ĐO THI HANG", "sex": "F", "birth_date": "1990"}
    return client.post(reverse("personnel:new"), sent(form, **(person | {"unit": unit("HQ34-03")} | typed)))


def test_a_citizen_number_that_is_known_is_refused(cast, sign_in, make_dossier, unit):
    make_dossier(unit_code="HQ60-07", full_name="Người ở nơi khác", citizen_id="049190123456")
    answer = opening(sign_in(cast.clerk), unit, citizen_id="049190123456", confirmed=True)
    assert "đã có trong một hồ sơ khác" in str(answer.context["form"].errors["citizen_id"])
    assert "Người ở nơi khác" not in answer.content.decode()


def test_a_namesake_of_the_same_birth_is_shown_and_must_be_confirmed(cast, sign_in, make_dossier, unit):
    make_dossier(code="34ZZ-0217", full_name="Đỗ Thị Hằng", birth_date="14/08/1990")
    make_dossier(code="60ZZ-0217", full_name="Đỗ Thị Hạng", birth_date="1990", unit_code="HQ60-07")
    make_dossier(code="34ZZ-0218", full_name="Đỗ Thị Hằng", birth_date="1991")
    client = sign_in(cast.clerk)
    answer = opening(client, unit)
    body = answer.content.decode()
    assert "confirmed" in answer.context["form"].errors
    assert [person.code for person in answer.context["form"].seen] == ["34ZZ-0217"]
    assert "60ZZ-0217" not in body and "Hạng" not in body
    assert "ngoài phạm vi" in body
    assert opening(client, unit, confirmed=True).status_code == 302
    assert Dossier.objects.get(code="34ZZ-0900").birth_date == PartialDate.of("1990")
    assert opening(client, unit, code="34ZZ-0901", full_name="Không Trùng Ai").status_code == 302


# ---- History one click away


def test_the_timeline_of_a_section_and_of_one_record(cast, sign_in, make_dossier, enter, values):
    dossier = make_dossier(rank="08.051", step=4)
    for kin in values("gia-dinh")[:2]:
        enter(dossier, "gia-dinh", **kin, reason="Lý lịch tự khai")
    client, url = sign_in(cast.clerk), reverse("personnel:timeline", args=[dossier.code])
    row = Relative.objects.order_by("pk").first()

    def titles(**query):
        return [event.title for event in client.get(url, query).context["events"]]

    title = SECTIONS["gia-dinh"].title
    assert titles(muc="gia-dinh") == [title, title]
    assert titles(muc="gia-dinh", dong=row.pk) == [title]
    assert titles(muc="ly-lich") == ["Lý lịch"]
    assert titles(muc="khong-co") == []
    assert len(titles()) == 5
    page = client.get(reverse("personnel:section", args=[dossier.code, "gia-dinh"])).content.decode()
    for link in (f"{url}?muc=gia-dinh", f"{url}?muc=gia-dinh&amp;dong={row.pk}"):
        assert f'href="{link}"' in page


def test_the_keys_are_written_down(cast, sign_in):
    page = sign_in(cast.clerk).get(reverse("personnel:shortcuts")).content.decode()
    for key in ("Ctrl + Enter", "Ctrl + Shift + Enter", "Alt + N"):
        assert key in page


def _add(dossier, slug) -> str:
    return reverse("personnel:row_add", args=[dossier.code, slug])


# ---- Entered twice, changed by nothing, filled in by itself


def test_a_record_like_one_on_file_is_asked_about(enter, values, make_dossier):
    dossier, kin = make_dossier(), values("gia-dinh")[0]
    assert enter(dossier, "gia-dinh", **kin, reason="Lý lịch tự khai").status_code == 302
    again = enter(dossier, "gia-dinh", **kin, reason="Lý lịch tự khai")
    assert "Đã có" in str(again.context["form"].errors["again"]) and Relative.objects.count() == 1
    shown = [bound.name for _, fields in again.context["form"].parts for bound, _ in fields]
    assert "again" in shown
    assert enter(dossier, "gia-dinh", **kin, reason="Lý lịch tự khai", again="on").status_code == 302
    assert Relative.objects.count() == 2


def test_a_correction_that_changes_nothing_says_so(enter, values, make_dossier, cast, sign_in):
    dossier = make_dossier()
    enter(dossier, "gia-dinh", **values("gia-dinh")[0], reason="Lý lịch tự khai")
    client, row = sign_in(cast.clerk), Relative.objects.get()
    url = reverse("personnel:row_correct", args=[dossier.code, "gia-dinh", row.pk])
    for typed, told in (({}, "Không có gì thay đổi."), ({"note": "Ghi lại"}, "Đã đính chính")):
        page = client.post(url, sent(client.get(url).context["form"], reason="Soát lại", **typed), follow=True)
        assert any(told in str(message) for message in page.context["messages"]), told


def test_the_next_of_a_series_asks_for_a_decision_of_its_own(enter, make_dossier, cast, sign_in):
    dossier = make_dossier(rank="08.051", step=1, salary_from="01/03/2020")
    row = dossier.salary_set.get()
    paper = {"decision_number": "12/QĐ-HQĐNg", "decision_signed_on": "02/03/2023"}
    answer = enter(
        dossier, "luong", rank=row.rank, step="2", coefficient="2,67", valid_from="01/03/2023", **paper, tiep="1",
        reason="",
    )  # fmt: skip
    form = sign_in(cast.clerk).get(answer.url).context["form"]
    assert written(form["step"].value()) == "3" and written(form["valid_from"].value()) == "01/03/2026"
    assert written(form["decision_number"].value()) == written(form["reason"].value()) == ""


def test_an_empty_coefficient_is_taken_from_the_table(enter, make_dossier):
    dossier = make_dossier(rank="08.051", step=1, salary_from="01/03/2020")
    typed = {"rank": dossier.salary_set.get().rank, "step": "2", "coefficient": "", "reason": "Nâng bậc"}
    answer = enter(dossier, "luong", **typed, valid_from="01/03/2023")
    assert answer.status_code == 302, answer.context["form"].errors
    newest = dossier.salary_set.order_by("-valid_from").first()
    assert (newest.step, str(newest.coefficient), newest.group) == (2, "2.67", "A1")
    older = enter(make_dossier(), "luong", **typed, valid_from="01/03/1990")
    assert "ghi hệ số theo quyết định" in str(older.context["form"].errors["coefficient"])


def test_why_goes_on_to_the_next_panel_once(cast, sign_in, make_dossier):
    client, dossier = sign_in(cast.clerk), make_dossier()
    url = reverse("personnel:panel_edit", args=[dossier.code, "ly-lich"])
    why = {"reason": "Hồ sơ chuyển đến", "act": "change"}
    following = client.post(url, sent(client.get(url).context["form"], **why, tiep="1")).url
    for expected in (why, {"reason": None, "act": "correct"}):
        form = client.get(following).context["form"]
        assert {name: form[name].value() for name in why} == expected


def test_qualifications_of_one_name_are_told_apart(cast, sign_in, make_dossier):
    form = sign_in(cast.clerk).get(_add(make_dossier(), "dao-tao")).context["form"]
    words = [label for group in form.fields["level"].choices if group[0] for _, label in group[1]]
    assert len(words) == len(set(words)) > 40


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"birth_date": "01/01/2020", "recruited_on": "01/01/2026"}, "recruited_on"),
        ({"birth_date": "01/01/2020"}, "since"),
        ({"recruited_on": "01/01/2030"}, "recruited_on"),
    ],
)
def test_a_new_dossier_is_of_somebody_of_age_and_soon(typed, field, cast, sign_in):
    client, before = sign_in(cast.clerk), Dossier.objects.count()
    url = reverse("personnel:new")
    person = {"code": "34ZZ-0555", "full_name": "Lê Thị Mai", "sex": "F", "birth_date": "02/03/1990"}
    paper = {"decision_number": "12/QĐ", "decision_signed_on": "02/03/2026"}
    answer = client.post(url, sent(client.get(url).context["form"], **(person | paper | typed)))
    assert field in answer.context["form"].errors
    assert Dossier.objects.count() == before
