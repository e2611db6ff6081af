"""Files as people scan them, and papers in a dossier or a decision, for tests."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter


def picture(kind: str = "JPEG", size=(300, 400), colour="teal", *, mode: str = "RGB", **options) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def pdf(pages: int = 2, title: str = "") -> bytes:
    """A PDF of empty A4 pages; title makes it differ from others."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def office(main: str, *, extra: str = "", types: str = "<Types/>") -> bytes:
    """A document of Office as far as its zip tells: `main` is its main part."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(main, "<document/>")
        if extra:
            archive.writestr(extra, b"\0")
    return out.getvalue()


@pytest.fixture
def make_paper(cast):
    """`make_paper(dossier=…, section="luong", row_id=…)`, as `paper_maker` makes them."""
    return paper_maker(cast.sysadmin)


def paper_maker(writer):
    """`make(dossier=…, section="luong", row_id=…, kind=…, content=…, name="a.pdf")`: a paper that is there.

    Written by `writer`, or by `account=…`; or `decision=…` instead of a dossier.
    """
    from personnel.attachments.content import examine
    from personnel.models import Attachment
    from personnel.services.add_attachments import add_attachments

    count = iter(range(10_000))

    def make(*, content: bytes | None = None, name: str = "giay-to.jpg", account=None, **fields):
        file = examine(picture(size=(300 + next(count), 400)) if content is None else content, name)
        like = Attachment(**fields)
        return add_attachments(account=account or writer, reason="Giấy tờ thử", like=like, files=[file])[0]

    return make


@pytest.fixture
def paper_kind(program):
    """`paper_kind("KKTS")`: that kind of paper, made when the national list does not have it."""

    from personnel.models import Term
    from qlcb.history import record, writing

    def kind_of(code, group="original", name="", required=False):
        found = Term.objects.filter(kind=Term.Kind.PAPER_KIND, code=code).first()
        if found is None:
            found = Term(kind=Term.Kind.PAPER_KIND, code=code, name=name or code, group=group, required=required)
            with writing(account=program, reason="Danh mục thử"):
                record(found)
        return found

    return kind_of


def files_kept() -> set[Path]:
    """Every file in the store."""
    from personnel.attachments import store

    return {path for _, path in store.stored_names()}


def upload(client, url, *files, **said):
    """Post files, as (name, content), with what is said of them, to a page that takes papers."""
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    data = {"scans": uploads, "title": "", "kind": "", "form": "copy", "issued_on": "", "note": "", "reason": "Số hóa"}
    return client.post(url, data | said)


def address(name, paper, *, download=False):
    """The address of a page of a paper: of its dossier, or of its decision."""
    if paper.dossier_id:
        url = reverse(f"personnel:{name}", args=[paper.dossier.code, paper.pk])
    else:
        url = reverse(f"personnel:decision_{name}", args=[paper.decision_id, paper.pk])
    return url + ("?tai=1" if download else "")
