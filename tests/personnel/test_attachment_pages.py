"""Where papers show: the table of contents, records, decisions, the portrait."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.models import AccessEvent
from personnel import attachments
from personnel.attachments import store
from personnel.models import Decision, Dossier
from qlcb.history import record, writing
from tests.papers import address, pdf, picture, upload

pytestmark = pytest.mark.django_db
FILE, UNMASK = AccessEvent.Kind.FILE, AccessEvent.Kind.UNMASK


@pytest.fixture
def dossier(make_dossier):
    return make_dossier(code="34ZZ-0217", rank="08.051", step=4)


@pytest.fixture
def decision(cast, dossier, unit, today):
    """A decision of Đà Nẵng under which the salary of the dossier stands."""
    made = Decision(number="214/QĐ-HQĐNg", signed_on=today, effective_on=today, authority=unit("HQ34"))
    row = dossier.salary_set.get()
    with writing(account=cast.clerk, reason="Quyết định thử"):
        record(made)
        row.decision = made
        record(row)
    return made


def test_the_table_of_contents_tells_what_is_there_and_what_is_missing(
    cast, sign_in, dossier, decision, make_paper, paper_kind
):
    paper_kind("LL", required=True, name="Quyển lý lịch")
    paper_kind("KS", required=True, name="Giấy khai sinh (bản sao)")
    cv, raise_kind = paper_kind("LL"), paper_kind("QDNL", "decision")
    make_paper(dossier=dossier, kind=cv, title="Lý lịch lập năm 2012")
    make_paper(dossier=dossier, title="Thư khen")
    make_paper(dossier=dossier, section="luong", row_id=dossier.salary_set.get().pk, title="Tờ trình")
    make_paper(decision=decision, kind=raise_kind, title="Bản chụp QĐ 214")
    response = sign_in(cast.clerk).get(reverse("personnel:papers", args=[dossier.code]))
    page, shown = response.content.decode(), response.context["contents"]
    entries = {entry.kind.code: entry for entry in shown.entries}
    assert not entries["LL"].is_missing
    assert entries["KS"].is_missing
    assert [paper.row.title for paper in entries["QDNL"].papers] == ["Bản chụp QĐ 214"]
    assert [paper.row.title for paper in shown.others] == ["Thư khen"]
    assert [(s.slug, [p.row.title for p in found]) for s, found in shown.of_sections] == [("luong", ["Tờ trình"])]
    assert (shown.count, shown.decision_count) == (3, 1)
    for words in ("Lý lịch lập năm 2012", "Thư khen", "Tờ trình", "Bản chụp QĐ 214"):
        assert words in page
    add = reverse("personnel:paper_add", args=[dossier.code])
    assert f"{add}?loai=KS" in page
    assert sign_in(cast.leader).get(reverse("personnel:papers", args=[dossier.code])).content.decode().count(add) == 0
    form = sign_in(cast.clerk).get(f"{add}?loai=KS").content.decode()
    assert f'<option value="{paper_kind("KS").pk}" selected' in form


def test_records_and_decisions_show_a_clip_with_the_number(cast, sign_in, dossier, decision, make_paper):
    row, client = dossier.salary_set.get(), sign_in(cast.clerk)
    url = reverse("personnel:section", args=[dossier.code, "luong"])
    place = f"{reverse('personnel:papers', args=[dossier.code])}?muc=luong&amp;dong={row.pk}"
    assert place not in client.get(url).content.decode()
    add = f"{reverse('personnel:paper_add', args=[dossier.code])}?muc=luong&dong={row.pk}"
    assert escape(add) in client.get(url).content.decode()
    assert upload(client, add, ("qd.pdf", pdf(1)), ("phu-luc.pdf", pdf(2))).status_code == 302
    make_paper(decision=decision)
    line = client.get(url).context["table"].lines[0]
    assert (line.papers, line.decision_papers) == (2, 1)
    assert place in client.get(url).content.decode()
    listed = client.get(place.replace("&amp;", "&")).content.decode()
    for words in ("qd", "phu-luc", "Diễn biến lương", "08.051"):
        assert words in listed
    assert "Bản chụp" in client.get(reverse("personnel:decision", args=[decision.pk])).content.decode()


def test_papers_do_not_cost_queries(cast, sign_in, dossier, decision, make_paper, django_assert_max_num_queries):
    row, client = dossier.salary_set.get(), sign_in(cast.clerk)
    for _ in range(4):
        make_paper(dossier=dossier)
        make_paper(dossier=dossier, section="luong", row_id=row.pk)
        make_paper(decision=decision)
    for name, most in (("dossier", 15), ("papers", 18)):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"personnel:{name}", args=[dossier.code])).status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get(reverse("personnel:section", args=[dossier.code, "luong"])).status_code == 200


def test_papers_of_a_decision(cast, sign_in, dossier, decision, make_dossier, make_paper):
    client = sign_in(cast.clerk)
    add = reverse("personnel:decision_paper_add", args=[decision.pk])
    assert upload(client, add, ("qd.pdf", pdf(1)), title="Quyết định 214").status_code == 302
    paper = decision.attachment_set.get()
    assert client.get(address("paper_file", paper)).content == pdf(1)
    event = AccessEvent.objects.get(kind=FILE)
    assert (event.target, event.unit) == ("quyết định 214/QĐ-HQĐNg", decision.authority)
    assert "Quyết định 214" in client.get(reverse("personnel:decision", args=[decision.pk])).content.decode()
    assert Decision.objects.is_correctable(decision.pk, by=cast.clerk), "a scan is no foreign result"
    assert sign_in(cast.neighbour).get(address("paper_file", paper)).status_code == 404
    assert sign_in(cast.leader).get(add).status_code == 403
    assert sign_in(cast.leader).get(address("paper_file", paper)).status_code == 200
    row = make_dossier(unit_code="HQ60-01", rank="08.051").salary_set.get()
    with writing(account=cast.sysadmin, reason="Cùng quyết định"):
        row.decision = decision
        record(row)
    client = sign_in(cast.neighbour)
    assert client.get(reverse("personnel:decision", args=[decision.pk])).status_code == 200
    for name in ("paper", "paper_file", "paper_thumbnail"):
        assert client.get(address(name, paper)).status_code == 404, "the paper names people of another unit too"
    assert client.post(address("paper_remove", paper), {"reason": "x", "version": 1}).status_code == 404


def test_the_newest_portrait_is_shown_and_printed(cast, sign_in, dossier, make_paper, paper_kind):
    assert attachments.portrait(dossier) is None
    client, url = sign_in(cast.clerk), reverse("personnel:dossier", args=[dossier.code])
    assert "Ảnh chân dung" not in client.get(url).content.decode()
    portrait = paper_kind("ANH", "portrait")
    old = make_paper(dossier=dossier, kind=portrait)
    new = make_paper(dossier=dossier, kind=portrait, content=picture("PNG", size=(900, 1200)))
    page = client.get(url).content.decode()
    assert address("paper_thumbnail", new) in page
    assert address("paper_thumbnail", old) not in page
    assert attachments.portrait(dossier) == store.read_thumbnail(new)
    assert attachments.portrait(dossier).startswith(b"\xff\xd8\xff")
    assert client.get(address("paper_thumbnail", new)).content == attachments.portrait(dossier)


def test_papers_of_a_confidential_dossier_stay_behind_its_door(cast, sign_in, dossier, make_paper):
    paper = make_paper(dossier=dossier)
    with writing(account=cast.sysadmin, reason="Mật"):
        dossier.is_confidential = True
        record(dossier)
    assert not Dossier.objects.visible_to(cast.clerk).filter(pk=dossier.pk).exists()
    assert sign_in(cast.clerk).get(address("paper_file", paper)).status_code == 404
    assert sign_in(cast.leader).get(address("paper_file", paper)).status_code == 200
