"""Papers of a dossier, of a record and of a decision: who brings, sees, opens, corrects and takes them out."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.html import escape

from accounts.models import AccessEvent, UnitUserPermission
from accounts.permissions import RESTRICTED, VIEW
from personnel.attachments import store
from personnel.models import Attachment, Decision, Discipline, Term
from personnel.services.add_attachments import add_attachments
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.history import assert_history_is_whole
from tests.papers import address, files_kept, pdf, picture, upload

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


def give(account, right, unit):
    """Let the account have the right on the unit, as grants would."""
    permission = Permission.objects.get(codename=right, content_type__model="unit")
    UnitUserPermission.objects.create(user=account, permission=permission, content_object=unit)


# Bringing


def test_several_files_at_once_become_papers_sealed_on_disk(cast, sign_in, dossier, paper_kind):
    before, scan = files_kept(), pdf(2, "Quyển lý lịch của người thử")
    client, url = sign_in(cast.clerk), reverse("personnel:paper_add", args=[dossier.code])
    diplomas = paper_kind("VB")
    response = upload(client, url, ("bang.exe", scan), ("bang-diem.jpg", picture()), kind=diplomas.pk,
                      issued_on="06/2008", form="certified", note="Hệ chính quy")  # fmt: skip
    assert response.status_code == 302, response.context["form"].errors
    assert response["Location"] == reverse("personnel:papers", args=[dossier.code])
    papers = list(Attachment.objects.filter(dossier=dossier).order_by("pk"))
    assert [(p.title, p.file_name, p.pages) for p in papers] == [
        (f"{diplomas.name} (1/2)", "bang.pdf", 2),
        (f"{diplomas.name} (2/2)", "bang-diem.jpg", 1),
    ]
    assert {(str(p.issued_on), p.form, p.note, p.kind) for p in papers} == {
        ("06/2008", "certified", "Hệ chính quy", diplomas)
    }
    kept = files_kept() - before
    assert len(kept) == 4, "two files, two thumbnails"
    for path in kept:
        sealed = path.read_bytes()
        assert b"%PDF" not in sealed
        assert b"JFIF" not in sealed
        assert path.stat().st_mode & 0o077 == 0
        assert path.is_relative_to(settings.FILES_DIR)
        assert "bang" not in str(path.relative_to(settings.FILES_DIR))
    assert store.read(papers[0]) == scan
    for paper in papers:
        entry = paper.history.get()
        assert (entry.act, entry.history_change_reason, entry.history_user_id) == ("change", "Số hóa", cast.clerk.pk)
    assert_history_is_whole()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("ly-lich.pdf", b"<html><script>alert(1)</script>", "trang web"),
        ("anh.png", b"<svg onload='alert(1)'/>", "SVG"),
        ("to-khai.pdf", b"MZ" + b"\0" * 100, "chương trình"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_kept(cast, sign_in, dossier, name, data, words):
    before, client = files_kept(), sign_in(cast.clerk)
    response = upload(client, reverse("personnel:paper_add", args=[dossier.code]), ("tot.jpg", picture()), (name, data))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert escape(name) in response.content.decode()
    assert not Attachment.objects.exists()
    assert files_kept() == before


def test_limits_of_one_upload(cast, sign_in, dossier, monkeypatch):
    client, url = sign_in(cast.clerk), reverse("personnel:paper_add", args=[dossier.code])
    assert "Chọn ít nhất một tệp" in upload(client, url).content.decode()
    for limit, value, words in (
        ("FILE_BYTES", 100, "mỗi tệp không quá"),
        ("UPLOAD_BYTES", 1000, "một lần tải lên không quá"),
        ("FILES_AT_ONCE", 1, "không quá 1 tệp"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(f"personnel.forms.attachments.{limit}", value)
            page = upload(client, url, ("a.pdf", pdf(1)), ("b.pdf", pdf(2))).content.decode()
        assert words in page, limit
    assert not Attachment.objects.exists()


def test_the_same_file_twice_in_one_place_is_refused(cast, sign_in, dossier, make_paper):
    make_paper(dossier=dossier, title="Giấy khai sinh", content=pdf(1))
    client, url = sign_in(cast.clerk), reverse("personnel:paper_add", args=[dossier.code])
    assert "đã có ở đây với tên “Giấy khai sinh”" in upload(client, url, ("a.pdf", pdf(1))).content.decode()
    assert "được chọn hai lần" in upload(client, url, ("a.pdf", pdf(2)), ("b.pdf", pdf(2))).content.decode()
    assert Attachment.objects.count() == 1


def test_a_writing_that_fails_leaves_no_file(cast, dossier, monkeypatch):
    from personnel.attachments.content import examine
    from personnel.services import add_attachments as service

    before, file, calls = files_kept(), examine(picture(), "a.jpg"), []

    def fails_the_second_time(paper):
        calls.append(paper)
        if len(calls) == 2:
            raise RuntimeError("the database went away")
        return record(paper)

    monkeypatch.setattr(service, "record", fails_the_second_time)
    like = Attachment(dossier=dossier)
    with pytest.raises(RuntimeError):
        add_attachments(account=cast.clerk, reason="x", like=like, files=[file, examine(picture(colour="red"), "b")])
    assert len(calls) == 2
    assert not Attachment.objects.exists()
    assert files_kept() == before


def test_bringing_needs_the_right_to_the_part(cast, sign_in, dossier, paper_kind):
    before, url = files_kept(), reverse("personnel:paper_add", args=[dossier.code])
    assets, salary = paper_kind("KKTS", "service"), paper_kind("QDNL", "decision")
    policy = sign_in(cast.policy)
    page = policy.get(url).content.decode()
    assert f'value="{salary.pk}"' in page
    assert f'value="{assets.pk}"' not in page
    refused = upload(policy, url, ("a.pdf", pdf()), kind=assets.pk)
    assert "kind" in refused.context["form"].errors
    assert "kind" in upload(policy, url, ("a.pdf", pdf())).context["form"].errors, "no kind means Lý lịch"
    assert upload(policy, url, ("a.pdf", pdf()), kind=salary.pk).status_code == 302
    assert sign_in(cast.leader).get(url).status_code == 403
    assert sign_in(cast.neighbour).get(url).status_code == 404
    row = dossier.salary_set.get()
    record_url = f"{url}?muc=luong&dong={row.pk}"
    assert sign_in(cast.specialist).get(record_url).status_code == 403
    assert upload(sign_in(cast.specialist), record_url, ("b.pdf", pdf(3))).status_code == 403
    assert len(files_kept() - before) == 2


def test_nobody_brings_papers_into_the_dossier_about_themselves(cast, sign_in, make_dossier, make_paper):
    own = make_dossier(code=cast.clerk.custody.staff_code)
    paper = make_paper(dossier=own)
    client = sign_in(cast.clerk)
    url = reverse("personnel:paper_add", args=[own.code])
    assert client.get(url).status_code == 403
    assert upload(client, url, ("a.pdf", pdf())).status_code == 403
    for name in ("paper_correct", "paper_remove"):
        assert client.post(address(name, paper), {"reason": "x", "version": 1, "title": "x"}).status_code == 403
    assert Attachment.objects.get().title == paper.title


def test_a_record_that_is_not_there_takes_no_paper(cast, sign_in, dossier, make_dossier):
    client, url = sign_in(cast.clerk), reverse("personnel:paper_add", args=[dossier.code])
    other = make_dossier(rank="08.051").salary_set.get()
    for query in (f"?muc=luong&dong={other.pk}", "?muc=luong&dong=x", "?muc=luong", "?muc=khong-co&dong=1"):
        assert client.get(url + query).status_code == 404, query


# Opening


@pytest.mark.clause("TCHQ-10.5")
def test_files_lie_sealed_and_outside_of_all_that_is_served(cast, sign_in, dossier, make_paper):
    """Of TCHQ-10.5 what the program does; backups are made, and shut away, by who runs it (docs/van-hanh.md)."""
    scan = pdf(1, "Bằng")
    paper = make_paper(dossier=dossier, content=scan, name="a.pdf")
    kept = store.path_of(paper.file).resolve()
    assert kept.is_relative_to(Path(settings.FILES_DIR).resolve())
    assert scan not in kept.read_bytes() and kept.read_bytes()[:4] != scan[:4]
    served = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    served += [Path(app.path) / "static" for app in apps.get_app_configs()]
    assert not [root for root in served if kept.is_relative_to(Path(root).resolve())]
    assert not settings.MEDIA_ROOT and not settings.MEDIA_URL.strip("/")
    client = sign_in(cast.clerk)
    for root in ("/", "/static/", "/files/", "/media/"):
        for name in (paper.file, f"{store.FOLDER}/{paper.file}", f"../files/{store.FOLDER}/{paper.file}"):
            assert client.get(root + name).status_code == 404, root + name


@pytest.mark.clause("TCHQ-10.5")
def test_the_file_goes_through_the_door_each_time_and_is_logged(cast, sign_in, dossier, make_paper, paper_kind):
    scan = pdf(1, "Bằng")
    paper = make_paper(dossier=dossier, kind=paper_kind("VB"), content=scan, name="bằng tốt nghiệp.pdf")
    url = address("paper_file", paper)
    assert sign_in(None).get(url).status_code == 302
    for account, status in ((cast.neighbour, 404), (cast.reader, 404), (cast.unit_admin, 404)):
        response = sign_in(account).get(url)
        assert response.status_code == status
        assert scan not in response.content
    assert not AccessEvent.objects.filter(kind=FILE).exists()
    response = sign_in(cast.clerk).get(url)
    assert response.content == scan
    event = AccessEvent.objects.get(kind=FILE)
    assert (event.account, event.target, event.unit) == (cast.clerk, dossier.code, dossier.now_unit)
    assert event.custodian == cast.clerk.holder_name
    assert event.detail == f"{paper.title} (bằng tốt nghiệp.pdf)"
    assert not AccessEvent.objects.filter(kind=UNMASK).exists()
    other = make_paper(dossier=dossier)
    assert sign_in(cast.clerk).get(url.replace(f"/{paper.pk}/", f"/{other.pk + 1}/")).status_code == 404


def test_headers_let_a_file_be_shown_in_our_page_and_do_nothing_else(cast, sign_in, dossier, make_paper, paper_kind):
    open_kind = paper_kind("VB")
    shown = make_paper(dossier=dossier, kind=open_kind, content=pdf(1), name="a.pdf")
    image = make_paper(dossier=dossier, kind=open_kind, name="a.jpg")
    tiff = make_paper(dossier=dossier, kind=open_kind, content=picture("TIFF"), name="a.tif")
    client = sign_in(cast.clerk)
    for paper, download, disposition, frame, mime in (
        (shown, False, "inline", "SAMEORIGIN", "application/pdf"),
        (image, False, "inline", "SAMEORIGIN", "image/jpeg"),
        (shown, True, "attachment", "DENY", "application/pdf"),
        (tiff, False, "attachment", "DENY", "image/tiff"),
    ):
        response = client.get(address("paper_file", paper, download=download))
        assert response["Content-Disposition"].startswith(disposition + ";")
        assert response["X-Frame-Options"] == frame
        assert response["Content-Type"] == mime
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        policy = response["Content-Security-Policy"]
        assert policy.startswith("sandbox; default-src 'none'")
        assert "allow-" not in policy
    page = client.get(address("paper", shown))
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    thumbnail = client.get(address("paper_thumbnail", shown))
    assert thumbnail["Content-Type"] == "image/jpeg"
    assert thumbnail["Content-Security-Policy"] == policy


def test_a_restricted_paper_needs_the_right_to_what_is_masked(cast, sign_in, make_dossier, make_paper, paper_kind):
    """A Vụ writes assets and reads nothing else that is masked."""
    dossier = make_dossier(unit_code="HQ34-07")
    assets, birth = (
        make_paper(dossier=dossier, kind=paper_kind("KKTS", "service")),
        make_paper(dossier=dossier, kind=paper_kind("KS")),
    )
    diploma, unnamed = make_paper(dossier=dossier, kind=paper_kind("VB")), make_paper(dossier=dossier)
    for right in (VIEW, "write_assets"):
        give(cast.reader, right, dossier.now_unit)
    client = sign_in(cast.reader)
    opened = {p: client.get(address("paper_file", p)).status_code for p in (assets, birth, diploma, unnamed)}
    assert opened == {assets: 200, birth: 403, diploma: 200, unnamed: 403}
    assert client.get(address("paper_thumbnail", birth)).status_code == 403
    assert "không có quyền mở tệp này" in client.get(address("paper", birth)).content.decode()
    unmasked = AccessEvent.objects.filter(kind=UNMASK, account=cast.reader)
    assert [event.detail for event in unmasked] == [f"{assets.title} ({assets.file_name})"]
    listed = client.get(reverse("personnel:papers", args=[dossier.code])).content.decode()
    assert address("paper_thumbnail", diploma) in listed
    assert address("paper_thumbnail", birth) not in listed


def test_papers_of_a_discipline_are_restricted_as_its_record_is(cast, sign_in, dossier, decision, make_paper, program):
    row = Discipline(
        dossier=dossier,
        decision=decision,
        form=Term.objects.filter(kind=Term.Kind.DISCIPLINE_FORM).first() or _term(program, "discipline_form", "staff"),
        valid_from=PartialDate.of("01/03/2024"),
        violation="Vi phạm quy chế làm việc",
    )
    with writing(account=cast.sysadmin, reason="Kỷ luật thử"):
        record(row)
    of_row = make_paper(dossier=dossier, section="ky-luat", row_id=row.pk)
    of_decision = make_paper(decision=decision)
    client = sign_in(cast.clerk)
    for paper in (of_row, of_decision):
        assert client.get(address("paper_file", paper)).status_code == 200
    assert AccessEvent.objects.filter(kind=UNMASK).count() == 2
    UnitUserPermission.objects.filter(user=cast.leader, permission__codename=RESTRICTED).delete()
    client = sign_in(cast.leader)
    for paper in (of_row, of_decision):
        assert client.get(address("paper", paper)).status_code == 200
        assert client.get(address("paper_file", paper)).status_code == 403
        assert client.get(address("paper_thumbnail", paper)).status_code == 403


def _term(program, kind, group):
    term = Term(kind=kind, code="THU", name="Khiển trách", group=group)
    with writing(account=program, reason="Danh mục thử"):
        record(term)
    return term


def test_a_damaged_file_is_told_and_logged_and_never_served(cast, sign_in, dossier, make_paper, caplog):
    paper, swapped = make_paper(dossier=dossier), make_paper(dossier=dossier)
    client = sign_in(cast.clerk)
    path = store.path_of(paper.file)
    whole, others = path.read_bytes(), store.path_of(swapped.file).read_bytes()
    for content, words in (
        (whole[:-1] + bytes([whole[-1] ^ 1]), "bị hỏng"),
        (whole[:10], "bị hỏng"),
        (others, "SHA-256"),
        (None, "Không tìm thấy tệp"),
    ):
        path.unlink() if content is None else path.write_bytes(content)
        caplog.clear()
        response = client.get(address("paper_file", paper))
        assert response.status_code == 500
        assert words in response.content.decode()
        assert response["Content-Type"].startswith("text/html")
        assert [r.levelname for r in caplog.records if r.name == store.logger.name] == ["ERROR"]
    assert not AccessEvent.objects.filter(kind=FILE).exists()


# Correcting and taking out


def test_correcting_a_paper_is_one_history_row_and_asks_for_both_kinds(cast, sign_in, dossier, make_paper, paper_kind):
    paper = make_paper(dossier=dossier, kind=paper_kind("QDNL", "decision"), title="QĐ nâng lương")
    before = paper.sha256, paper.file
    said = {"title": "QĐ 214", "kind": paper.kind_id, "form": "original", "issued_on": "26/02/2024", "note": "",
            "reason": "Ghi nhầm tên", "version": 1}  # fmt: skip
    policy = sign_in(cast.policy)
    stolen = policy.post(address("paper_correct", paper), said | {"kind": paper_kind("KKTS", "service").pk})
    assert "kind" in stolen.context["form"].errors, "assets are not hers to bring"
    assert policy.post(address("paper_correct", paper), said).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.form, str(paper.issued_on), paper.version) == ("QĐ 214", "original", "26/02/2024", 2)
    assert (paper.sha256, paper.file) == before
    assert [(h.act, h.history_change_reason) for h in paper.history.all()] == [
        ("correct", "Ghi nhầm tên"),
        ("change", "Giấy tờ thử"),
    ]
    page = policy.get(address("paper", paper)).content.decode()
    assert "Ghi nhầm tên" in page
    assert "<del>QĐ nâng lương</del>" in page
    other = paper_kind("QDPC", "decision", name="Quyết định hưởng phụ cấp")
    late = policy.post(address("paper_correct", paper), said | {"title": "Khác", "kind": other.pk})
    assert late.status_code == 409
    assert other.name in late.content.decode(), "choices in groups are told by their names"
    assert "QĐ 214" in late.content.decode()
    assert sign_in(cast.specialist).post(address("paper_correct", paper), said | {"version": 2}).status_code == 403
    assert_history_is_whole()


def test_a_paper_taken_out_is_opened_by_nobody_and_stays_as_evidence(cast, sign_in, dossier, make_paper):
    paper = make_paper(dossier=dossier, title="Nhầm người")
    kept, client = store.path_of(paper.file), sign_in(cast.clerk)
    assert client.post(address("paper_remove", paper), {"reason": "", "version": 1}).status_code == 200
    stale = client.post(address("paper_remove", paper), {"reason": "Nhầm", "version": 0})
    assert "vừa được người khác sửa" in stale.content.decode()
    assert client.post(address("paper_remove", paper), {"reason": "Nhầm", "version": 1}).status_code == 302
    assert not Attachment.objects.exists()
    for name in ("paper", "paper_file", "paper_thumbnail", "paper_correct", "paper_remove"):
        assert client.get(address(name, paper)).status_code == 404, name
    last = Attachment.history.filter(id=paper.pk).latest()
    assert (last.history_type, last.act, last.history_change_reason) == ("-", "remove", "Nhầm")
    assert store.read(last) == store.read(paper), "the history says which file it was"
    assert kept.exists()
    timeline = client.get(reverse("personnel:timeline", args=[dossier.code])).content.decode()
    assert "Nhầm người" in timeline
    assert_history_is_whole()
