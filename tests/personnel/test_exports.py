"""Exports: asked for with a reason, sealed on the disk, marked, and checked again when they are downloaded."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessEvent, Account, UnitUserPermission
from accounts.permissions import EXPORT
from accounts.services.grant import grant
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.services.revoke import revoke
from personnel import jobs
from personnel.exports import store
from personnel.forms.workbooks import EMPTY, ROWS
from personnel.models import Dossier, Export, Posting
from personnel.sections import POSTINGS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from qlcb.sealed import ring
from tests.exporting import REASON, again, ask, exported, file_of, page_of, sheet_of, take
from tests.stage import paper

pytestmark = pytest.mark.django_db
LIST, LOG, QUALITY, SECTIONS = "/ho-so/ket-xuat/", "/nhat-ky/ket-xuat/", "/chat-luong/ket-xuat/", "/ho-so/ket-xuat-muc/"
Kind = AccessEvent.Kind


def move(cast, dossier, unit, today):
    """Transfer a person, as the decision of the transfer does."""
    row = Posting(dossier=dossier, unit=unit, valid_from=PartialDate.of(f"{today:%d/%m/%Y}"))
    add_row(account=cast.sysadmin, reason="Điều động", section=POSTINGS, row=row, today=today)


def make_secret(cast, dossier):
    row = Dossier.objects.get(pk=dossier.pk)
    row.is_confidential = True
    with writing(account=cast.sysadmin, reason="Hồ sơ mật"):
        record(row)


@pytest.mark.clause("TCHQ-8.3b")
@pytest.mark.clause("TCHQ-8.3c")
@pytest.mark.clause("TCHQ-4.2")
def test_a_list_is_asked_for_with_a_reason_and_taken_with_a_trace(cast, sign_in, make_dossier):
    make_dossier(code="34ZZ-0001", sex="F")
    make_dossier(code="34ZZ-0002", sex="M")
    make_dossier(code="60ZZ-0001", sex="F", unit_code="HQ60-07")
    client, url = sign_in(cast.clerk), f"{LIST}?gioi-tinh=F"
    question = client.get(url).content.decode()
    assert "1 dòng · Giới tính: Nữ" in question and "Lý do kết xuất" in question
    for empty in ("", "   "):
        assert "Ghi lý do kết xuất." in client.post(url, {"reason": empty}).content.decode()
    assert not Export.objects.exists() and not AccessEvent.objects.filter(kind=Kind.EXPORT).exists()
    export = ask(client, url)
    assert "Tải về" in client.get(page_of(export)).content.decode()
    sheet = sheet_of(take(client, export))
    assert [row[0].value for row in sheet.iter_rows(min_row=6)] == ["34ZZ-0001"]
    take(client, export)
    export.refresh_from_db()
    assert (export.downloads, export.rows, export.reason) == (2, 1, REASON) and export.downloaded_at
    details = list(AccessEvent.objects.filter(kind=Kind.EXPORT).order_by("pk").values_list("detail", flat=True))
    told = f"Giới tính: Nữ; 1 dòng; lý do: {REASON}"
    assert details == [told, f"Tải tệp về lần 1: {told}", f"Tải tệp về lần 2: {told}"]
    assert "Giới tính: Nữ" in client.get("/tep-ket-xuat/").content.decode()
    who = (cast.clerk.username, cast.clerk.holder_name, REASON, f"{timezone.localtime():%d/%m/%Y}")
    head = " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=4))
    assert all(words in head for words in who)
    assert all(words in sheet.oddFooter.left.text for words in (*who[:2], who[3]))


@pytest.mark.clause("TN-III.4")
def test_the_file_lies_sealed_and_bound_to_its_export(cast, sign_in, make_dossier):
    make_dossier(code="34ZZ-0001", citizen_id="049186123456")
    client = sign_in(cast.leader)
    export, other = ask(client, f"{LIST}?q=049186123456"), ask(client, LIST)
    on_disk = store.path_of(export).read_bytes()
    assert on_disk[:2] != b"PK" and b"xl/" not in on_disk and b"34ZZ" not in on_disk
    assert store.path_of(export).stat().st_mode & 0o077 == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text FROM personnel_export e")
        assert "049186123456" not in str(cursor.fetchall())
    assert Export.objects.get(pk=export.pk).parameters["query"] == "q=049186123456"
    store.path_of(other).write_bytes(on_disk)
    page = client.get(file_of(other), follow=True).content.decode()
    assert "không mở được" in page and not store.path_of(other).exists()


def test_new_keys_open_what_was_exported_before(cast, sign_in, make_dossier, settings):
    make_dossier()
    client = sign_in(cast.clerk)
    export, (old, *rest) = ask(client, LIST), settings.DATA_KEYS
    settings.DATA_KEYS = ["another key of thirty-two letters and more", old, *rest]
    content = take(client, export)
    call_command("rotate_keys", verbosity=0)
    assert ring().is_current(store.path_of(export).read_bytes())
    settings.DATA_KEYS = settings.DATA_KEYS[:1]
    assert take(client, export) == content


@pytest.mark.clause("TCHQ-8.3a")
def test_the_personnel_department_exports_the_whole_service(cast, sign_in, make_dossier):
    make_dossier(code="34ZZ-0001")
    make_dossier(code="60ZZ-0001", unit_code="HQ60-07")
    everybody = {"34ZZ-0001", "60ZZ-0001"}
    asking = [
        (cast.neighbour, {"60ZZ-0001"}),
        *((one, everybody) for one in (cast.leader, cast.specialist, cast.policy)),
    ]
    for account, codes in asking:
        sheet = sheet_of(exported(sign_in(account), LIST))
        assert {row[0].value for row in sheet.iter_rows(min_row=6)} == codes


@pytest.mark.clause("TCHQ-8.3c")
def test_who_reads_but_may_not_export_gets_no_file(cast, sign_in, make_dossier):
    make_dossier(code="34ZZ-0001")
    UnitUserPermission.objects.filter(user=cast.clerk, permission__codename=EXPORT).delete()
    client = sign_in(cast.clerk)
    assert client.get(reverse("personnel:list")).context["page"].total == 1
    assert client.get(reverse("personnel:export")).status_code == 403
    assert client.post(reverse("personnel:export"), {"reason": "Thử"}).status_code == 403
    assert not Export.objects.exists()


@pytest.mark.clause("TCHQ-8.3b")
@pytest.mark.parametrize("how", ["moved", "confidential"])
@pytest.mark.parametrize("url", [LIST, SECTIONS, QUALITY])
def test_who_left_the_scope_is_in_no_file_any_more(url, how, cast, sign_in, make_dossier, unit, today):
    """The old file goes, the new one is made with one click without the person."""
    gone, here = make_dossier(code="34ZZ-0001"), make_dossier(code="34ZZ-0002")
    for dossier in (gone, here):
        dossier.findings.create(rule="party_age", severity="error", place="dang", words="Vào Đảng 2003.")
    client = sign_in(cast.clerk)
    asked = {"muc": ["luong"], "cot-luong": ["rank"], "noi_dung": "ho-ten"} if url == SECTIONS else {}
    export = ask(client, url, **asked)
    assert take(client, export)
    if how == "moved":
        move(cast, gone, unit("HQ60-07"), today)
    else:
        make_secret(cast, gone)
    page = client.get(file_of(export), follow=True).content.decode()
    assert "1 hồ sơ trong tệp không còn thuộc phạm vi" in page and "Kết xuất lại" in page
    export.refresh_from_db()
    assert (export.status, export.file, export.downloads) == ("withheld", "", 1)
    assert not store.path_of(export).exists()
    refused = AccessEvent.objects.get(kind=Kind.FORBIDDEN)
    assert (refused.account, refused.target) == (cast.clerk, export.title)
    newer = again(client, export)
    assert (newer.reason, newer.words, newer.dossiers) == (export.reason, export.words, [here.pk])
    assert take(client, newer)


def test_the_right_is_asked_again_at_the_download(cast, sign_in, make_dossier, today):
    make_dossier()
    export = ask(sign_in(cast.clerk), LIST)
    revoke(account=cast.sysadmin, given=cast.clerk.grants.get(), today=today, document="9/QĐ", reason="Thôi giao")
    client = sign_in(Account.objects.get(pk=cast.clerk.pk))
    page = client.get(file_of(export), follow=True).content.decode()
    assert "không còn quyền" in page and not store.path_of(export).exists()
    assert client.post(reverse("personnel:export_again", args=[export.pk])).status_code == 403


def test_who_takes_the_account_over_does_not_take_the_files(cast, sign_in, make_dossier, today, monkeypatch):
    """The file carries the name of who asked for it; one that waits is made in nobody else's name."""
    make_dossier()
    export = ask(sign_in(cast.clerk), LIST)
    monkeypatch.setattr("personnel.exports.people.ROWS_AT_ONCE", 0)
    waiting = ask(sign_in(cast.clerk), LIST)
    hand_over(
        account=cast.unit_admin, reason="Thay người", target=cast.clerk, 
        holder=Holder("Lê Văn Tiếp Quản", "34ZZ-0777", "7/QĐ"),
        paper=paper(), today=today,
    )  # fmt: skip
    successor = Account.objects.get(pk=cast.clerk.pk)
    with writing(account=successor, reason="Đổi mật khẩu lần đầu"):
        successor.must_change_password = False
        record(successor)
    client, before = sign_in(successor), export.custodian
    page, listed = client.get(page_of(export)).content.decode(), client.get("/tep-ket-xuat/").content.decode()
    assert before in page and "Của người giữ trước" in page and "Tải về" not in page
    assert before in listed and "Của người giữ trước" in listed
    assert client.get(file_of(export)).status_code == 302 and not store.path_of(export).exists()
    export.refresh_from_db()
    assert (export.status, export.message) == (
        "withheld",
        "Tài khoản đã được giao cho người khác sau khi tệp được lập.",
    )
    jobs.make_export(export_id=str(waiting.pk))
    waiting.refresh_from_db()
    assert waiting.status == Export.Status.FAILED and not store.path_of(waiting).exists()
    assert not AccessEvent.objects.filter(kind=Kind.EXPORT, custodian=successor.holder_name).exists()


@pytest.mark.clause("TCHQ-4.2")
def test_a_repeat_asks_for_its_own_reason(cast, sign_in, make_dossier):
    """Proposed to who gave it, never that of a former holder; without one no file is made."""
    make_dossier()
    client = sign_in(cast.clerk)
    export = ask(client, LIST)
    url = reverse("personnel:export_again", args=[export.pk])
    assert client.get(url).context["form"]["reason"].value() == REASON
    Export.objects.filter(pk=export.pk).update(custodian="Lê Văn Giữ Trước (34ZZ-0001)")
    question = client.get(url)
    assert not question.context["form"]["reason"].value() and REASON not in question.content.decode()
    for empty in ({}, {"reason": " "}, {"reason": "\u200b"}):
        assert client.post(url, empty).context["form"].errors["reason"]
    assert Export.objects.count() == 1
    newer = ask(client, url, reason="Việc của tôi")
    assert (newer.reason, newer.words, newer.custodian) == ("Việc của tôi", export.words, cast.clerk.holder_name)
    assert take(client, newer)


NOTHING = "Không có dòng nào theo điều kiện này."


@pytest.mark.parametrize("url", [LIST, QUALITY])
def test_a_file_without_lines_is_told_before_it_is_made(url, cast, sign_in, make_dossier):
    client = sign_in(cast.clerk)
    assert NOTHING in client.get(url).content.decode() and not Export.objects.exists()
    export = ask(client, url)
    assert (
        export.rows == 0 and NOTHING in client.get(reverse("personnel:export_again", args=[export.pk])).content.decode()
    )
    make_dossier(sex="F").findings.create(rule="party_age", severity="error", place="dang", words="Vào Đảng 2003.")
    for address in (url, reverse("personnel:export_again", args=[export.pk])):
        assert NOTHING not in client.get(address).content.decode()


def test_a_workbook_of_sections_without_lines_asks_twice(cast, sign_in, make_dossier):
    """Unless an empty form was what was wanted."""
    make_dossier()
    client, asked = sign_in(cast.clerk), {"muc": ["luong"], "cot-luong": ["rank"], "reason": REASON}
    page = client.post(SECTIONS, asked | {"noi_dung": ROWS})
    assert NOTHING in page.content.decode() and not Export.objects.exists()
    assert ask(client, SECTIONS, **asked, noi_dung=ROWS, trong="1").rows == 0
    blank = ask(client, SECTIONS, **asked, noi_dung=EMPTY)
    assert NOTHING not in client.get(reverse("personnel:export_again", args=[blank.pk])).content.decode()


def test_an_export_belongs_to_its_account(cast, sign_in, make_dossier):
    make_dossier()
    export = ask(sign_in(cast.clerk), LIST)
    for other in (cast.leader, cast.neighbour, cast.sysadmin):
        client = sign_in(other)
        assert client.get(file_of(export)).status_code == client.get(page_of(export)).status_code == 404
        assert client.post(reverse("personnel:export_again", args=[export.pk])).status_code == 404
        assert str(export.pk) not in client.get("/tep-ket-xuat/").content.decode()
    assert AccessEvent.objects.filter(kind=Kind.NOT_FOUND, account=cast.neighbour).count() == 3
    assert Export.objects.count() == 1


@pytest.mark.clause("TCHQ-8.3c")
def test_an_expired_file_is_gone_and_swept(cast, sign_in, make_dossier):
    make_dossier()
    client = sign_in(cast.clerk)
    export, kept = ask(client, LIST), ask(client, LIST)
    assert timedelta(days=6) < export.expires_at - timezone.now() <= timedelta(days=7)
    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    page = client.get(file_of(export), follow=True).content.decode()
    assert "Tệp đã hết hạn" in page and "Kết xuất lại" in page
    assert "Đã hết hạn" in client.get("/tep-ket-xuat/").content.decode()
    stray = store.folder() / ("0" * 32)
    stray.write_bytes(b"left by a request that failed")
    os.utime(stray, (0, 0))
    jobs.sweep_exports(timestamp=0)
    assert not store.path_of(export).exists() and not stray.exists() and store.path_of(kept).exists()
    export.refresh_from_db()
    assert (export.file, export.rows) == ("", 1)


@pytest.mark.clause("TCHQ-5.2c")
@pytest.mark.parametrize("url", [LIST, SECTIONS, QUALITY, LOG, "/bao-cao/bm01.xlsx"])
def test_forged_conditions_give_nothing(url, cast, sign_in, make_dossier):
    """A unit of somebody else, by question or by answer, is not found and leaves a refusal; nonsense makes no file."""
    make_dossier(unit_code="HQ60-07")
    client = sign_in(cast.unit_admin if url == LOG else cast.clerk)
    asked = {"reason": REASON, "muc": ["luong"], "cot-luong": ["rank"], "noi_dung": ROWS}
    assert client.get(f"{url}?don-vi=HQ60").status_code == 404
    assert client.post(f"{url}?don-vi=HQ60", asked).status_code == 404
    assert AccessEvent.objects.filter(kind=Kind.NOT_FOUND).count() == 2
    nonsense = client.post(f"{url}?tinh-trang=x&loai=x&ngay=x&muc=x", asked)
    assert nonsense.status_code == (200 if url == SECTIONS else 302)
    assert not Export.objects.exists()


def test_restricted_values_are_asked_for_again(cast, sign_in, make_dossier, unit, today):
    """Who still exports but no longer reads restricted information does not get the file that holds it."""
    make_dossier(phone="0905 111 222")
    client = sign_in(cast.clerk)
    asked = {"muc": ["thong-tin-chung"], "cot-thong-tin-chung": ["phone"], "noi_dung": ROWS, "han_che": "on"}
    export = ask(client, SECTIONS, **asked)
    content = take(client, export)
    assert export.facts["revealed"]
    for sheet in load_workbook(BytesIO(content)).worksheets:
        assert cast.clerk.holder_name in sheet.oddFooter.left.text, "each page says who had it made"
    own = cast.clerk.grants.get()
    for right in ("view_dossier", EXPORT):
        grant(
            account=cast.sysadmin, to=cast.clerk, unit=own.unit, right=right, document="1/QĐ", on=today, today=today,
            reason="Thu hẹp",
        )  # fmt: skip
    revoke(account=cast.sysadmin, given=own, today=today, document="9/QĐ", reason="Thu hẹp")
    client = sign_in(Account.objects.get(pk=cast.clerk.pk))
    assert "thông tin hạn chế của 1 người" in client.get(file_of(export), follow=True).content.decode()


def test_the_log_tells_no_name_that_is_closed_by_now(cast, sign_in, make_dossier, today):
    dossier = make_dossier(code="34ZZ-0001")
    sign_in(cast.clerk).get(f"/ho-so/{dossier.code}/")
    admin = sign_in(cast.unit_admin)
    export = ask(admin, LOG)
    assert export.dossiers == [] and export.facts["mentioned"] == [dossier.pk], "the administrator opens no dossiers"
    assert take(admin, export)
    make_secret(cast, dossier)
    assert "không còn thuộc phạm vi" in admin.get(file_of(export), follow=True).content.decode()
    export = ask(admin, LOG)
    revoke(account=cast.sysadmin, given=cast.unit_admin.grants.get(), today=today, document="9/QĐ", reason="Thôi")
    admin = sign_in(Account.objects.get(pk=cast.unit_admin.pk))
    assert "không còn đọc nhật ký" in admin.get(file_of(export), follow=True).content.decode()


def test_a_long_list_is_made_by_the_worker(cast, sign_in, make_dossier, monkeypatch):
    monkeypatch.setattr("personnel.exports.people.ROWS_AT_ONCE", 1)
    for _ in range(2):
        make_dossier()
    client = sign_in(cast.clerk)
    export = ask(client, LIST)
    assert export.is_under_way and "Đang chờ" in client.get(page_of(export)).content.decode()
    jobs.make_export(export_id=str(export.pk))
    assert sheet_of(take(client, export)).max_row == 7
