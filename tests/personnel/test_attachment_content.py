"""What a file is comes from its content: papers are taken, everything else is refused with a sentence."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from pypdf import PdfReader, PdfWriter

from personnel.attachments import child, content
from personnel.attachments.content import ContentRefused, examine
from personnel.attachments.limits import FILE_BYTES
from tests.papers import office, pdf, picture


@pytest.mark.parametrize(
    ("data", "mime", "extension", "pages"),
    [
        (pdf(3), "application/pdf", "pdf", 3),
        (picture("JPEG"), "image/jpeg", "jpg", 1),
        (picture("JPEG", mode="CMYK", colour=1), "image/jpeg", "jpg", 1),
        (picture("PNG", mode="RGBA"), "image/png", "png", 1),
        (picture("PNG", mode="I;16", colour=1), "image/png", "png", 1),
        (picture("WEBP"), "image/webp", "webp", 1),
        (picture("TIFF", mode="1", colour=1), "image/tiff", "tif", 1),
        (picture("TIFF", save_all=True, append_images=[Image.new("RGB", (9, 9))]), "image/tiff", "tif", 2),
    ],
)
def test_a_scan_is_known_by_its_content_whatever_its_name(data, mime, extension, pages):
    file = examine(data, "thư mục/giấy.tờ.exe")
    assert (file.kind.mime, file.kind.extension, file.pages, file.stem) == (mime, extension, pages, "giấy.tờ")
    thumbnail = Image.open(BytesIO(file.thumbnail))
    assert thumbnail.format == "JPEG"
    assert max(thumbnail.size) <= 640


@pytest.mark.parametrize(("main", "words"), [("word/document.xml", "Word"), ("xl/workbook.xml", "Excel")])
def test_office_documents_are_for_downloading(main, words):
    file = examine(office(main), "to-khai.pdf")
    assert (file.kind.words, file.kind.is_shown, file.pages, file.thumbnail) == (words, False, None, b"")


def test_a_thumbnail_is_turned_upright_and_tells_nothing_of_the_camera():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Secret camera"
    file = examine(picture(size=(400, 200), exif=exif), "anh.jpg")
    thumbnail = Image.open(BytesIO(file.thumbnail))
    assert thumbnail.size == (200, 400)
    assert dict(thumbnail.getexif()) == {}
    assert b"Secret camera" not in file.thumbnail


def locked_pdf() -> bytes:
    writer, out = PdfWriter(PdfReader(BytesIO(pdf()))), BytesIO()
    writer.encrypt("mở ra")
    writer.write(out)
    return out.getvalue()


def zip_bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 20_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "trang web"),
        (b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"%PDF-1.7 <html><script>alert(1)</script>", "hỏng"),
        (b"MZ\x90\0" + b"\0" * 200, "chương trình"),
        (b"\x7fELF" + b"\0" * 200, "chương trình"),
        (b"GIF89a" + b"\0" * 200, "Không nhận ra"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 200, "Office đời cũ"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 200, "HEIC"),
        (b"%PDF" + b" " * FILE_BYTES, "không quá 25 MB"),
        (pdf()[:300], "hỏng"),
        (picture("PNG")[:-40], "hỏng"),
        (picture("JPEG", size=(800, 800))[:-900], "hỏng"),
        (picture("PNG", mode="1", colour=1, size=(20_000, 20_000)), "100 triệu điểm ảnh"),
        (locked_pdf(), "mật khẩu"),
        (zip_bomb(), "nén quá mức"),
        (office("ppt/presentation.xml"), "tệp nén"),
        (office("word/document.xml", extra="word/vbaProject.bin"), "macro"),
        (office("word/document.xml", types="<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"),
         "macro"),
        (office("word/document.xml")[:-10], "hỏng"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_sentence(data, words):
    with pytest.raises(ContentRefused, match=words):
        examine(data, "giay-to.pdf")


def test_a_zip_that_lies_about_its_size_is_refused():
    data = bytearray(office("xl/workbook.xml"))
    at = data.rindex(b"PK\x01\x02")
    data[at + 20 : at + 24] = (2**31 - 1).to_bytes(4, "little")
    with pytest.raises(ContentRefused, match=r"nén quá mức|hỏng"):
        examine(bytes(data), "x.xlsx")


def test_a_file_that_takes_the_child_down_is_refused_and_the_server_lives(monkeypatch, tmp_path):
    monkeypatch.setattr(content, "CHILD_MEGABYTES", 60)
    with pytest.raises(ContentRefused, match=r"quá nhiều bộ nhớ|hỏng"):
        examine(picture("PNG", size=(6000, 6000)), "anh.png")
    for_ever = tmp_path / "child.py"
    for_ever.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(content, "CHILD", for_ever)
    monkeypatch.setattr(content, "CHILD_SECONDS", -4.9)
    with pytest.raises(ContentRefused, match="thời gian"):
        examine(picture(), "anh.jpg")


def test_the_child_gets_nothing_of_ours(monkeypatch):
    seen = {}

    def run(command, **options):
        seen.update(options["env"])
        raise content.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setenv("QLCB_DATA_KEYS", "secret")
    monkeypatch.setattr(content.subprocess, "run", run)
    with pytest.raises(ContentRefused):
        examine(picture(), "anh.jpg")
    assert "PATH" in seen
    assert not [name for name in seen if name.startswith(("QLCB_", "DATABASE", "DJANGO"))]


def test_each_refusal_of_the_child_has_its_sentence():
    codes = set(re.findall(r'Refused\("(\w+)"', Path(child.__file__).read_text(encoding="utf-8")))
    assert {"bomb", "damaged"} < codes
    assert codes | {"password"} <= set(content._WORDS)
