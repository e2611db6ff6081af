"""The shape of an uploaded file, looked at before anything opens it as a workbook. Runs in the child process."""

import re
import struct
import zipfile
from pathlib import Path, PurePosixPath

from personnel.importing.limits import MEGABYTE, SAVE_AGAIN, Limits, WorkbookRefused

_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_SIZE, _LONGEST_COMMENT, _DIRECTORY_ENTRY = 22, 65_535, 46
_HEAD_BYTES = 8_192
_BIG_PART = 8 * MEGABYTE
_REQUIRED_PARTS = ("[Content_Types].xml", "xl/workbook.xml")
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_shape(path: str | Path, limits: Limits) -> None:
    """Raise WorkbookRefused unless the file looks like an .xlsx workbook of bearable size.

    Only the directory of the zip and the first bytes of its XML parts are read; nothing is extracted.
    """
    size = Path(path).stat().st_size
    if size > limits.file_bytes:
        raise WorkbookRefused(
            f"Tệp nặng {size / MEGABYTE:.0f} MB, vượt quá mức cho phép {limits.file_bytes // MEGABYTE} MB. "
            "Hãy bỏ hình ảnh và các trang không cần thiết, hoặc chia danh sách thành nhiều tệp.",
            "file_too_big",
        )
    with open(path, "rb") as file:
        head = file.read(_HEAD_BYTES)
        if not head.startswith(_ZIP_MAGIC):
            raise _not_a_zip(head, file.read(limits.file_bytes))
        _check_directory_size(file, size, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(archive, size, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, struct.error) as error:
        raise WorkbookRefused(f"Tệp bị hỏng hoặc tải lên chưa trọn vẹn. {SAVE_AGAIN}", "damaged") from error


def _not_a_zip(head: bytes, rest: bytes) -> WorkbookRefused:
    """Say what the file is instead of a workbook."""
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if not head:
        return WorkbookRefused("Tệp rỗng, không có dữ liệu.", "empty_file")
    if head.startswith(_OLE_MAGIC):
        return _old_office_file(head + rest)
    if text.startswith(b"%pdf"):
        return WorkbookRefused("Đây là tệp PDF, không phải bảng tính. Hãy tải lên tệp Excel (.xlsx).", "pdf")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return WorkbookRefused(f"Đây là bảng tính dạng XML của Excel 2003, không phải .xlsx. {SAVE_AGAIN}", "xml_2003")
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<div", b"<style")):
        return WorkbookRefused(f"Đây là trang web (HTML) mang đuôi tệp Excel, không phải .xlsx. {SAVE_AGAIN}", "html")
    if text and b"\n" in text and any(mark in text.splitlines()[0] for mark in b",;\t"):
        return WorkbookRefused(f"Đây là tệp văn bản (CSV), không phải .xlsx. {SAVE_AGAIN}", "csv")
    return WorkbookRefused("Tệp này không phải là bảng tính Excel (.xlsx).", "not_a_workbook")


def _old_office_file(content: bytes) -> WorkbookRefused:
    """Tell an encrypted workbook, an old .xls and another old Office document apart by their stream names."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return WorkbookRefused(
            "Bảng tính có đặt mật khẩu mở tệp. Hãy bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi tải lên lại.",
            "encrypted",
        )
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return WorkbookRefused(f"Đây là tệp Excel đời cũ (.xls). {SAVE_AGAIN}", "old_xls")
    return WorkbookRefused("Đây là tài liệu Office đời cũ, không phải bảng tính .xlsx.", "not_a_workbook")


def _check_directory_size(file, size: int, limits: Limits) -> None:
    """Refuse a zip whose directory alone has room for too many entries, before the directory is read into memory."""
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise WorkbookRefused(f"Tệp bị hỏng hoặc tải lên chưa trọn vẹn. {SAVE_AGAIN}", "damaged")
    entries, directory_bytes = struct.unpack("<HL", tail[at + 10 : at + 16])
    if entries > limits.entries or directory_bytes > limits.entries * (_DIRECTORY_ENTRY + 300):
        raise _too_many_entries(limits)


def _too_many_entries(limits: Limits) -> WorkbookRefused:
    return WorkbookRefused(
        f"Tệp chứa quá nhiều phần bên trong (hơn {limits.entries}); không giống một bảng tính thông thường.",
        "too_many_parts",
    )


def _check_archive(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    infos = archive.infolist()
    if len(infos) > limits.entries:
        raise _too_many_entries(limits)
    _check_names(infos)
    _check_sizes(infos, size, limits)
    _check_kind(archive)
    for info in infos:
        if info.filename.lower().endswith(_XML_SUFFIXES):
            _check_declarations(archive, info)


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    strange = [
        name
        for name in names
        if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts
    ]
    if strange or len(set(names)) != len(names):
        raise WorkbookRefused(
            "Tệp có đường dẫn bên trong không hợp lệ; không phải bảng tính do Excel lưu.", "strange_names"
        )


def _check_sizes(infos: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """Refuse packed bombs: too much in all, too strongly packed, entries that share bytes, unusual packing."""
    if any(info.flag_bits & 1 for info in infos):
        raise WorkbookRefused("Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.", "encrypted")
    unpacked = sum(info.file_size for info in infos)
    packed_hard = any(
        info.file_size > _BIG_PART and info.file_size > limits.ratio * max(info.compress_size, 1) for info in infos
    )
    if unpacked > limits.unpacked_bytes or packed_hard:
        raise WorkbookRefused(
            f"Tệp nén bất thường: khi mở ra sẽ chiếm {unpacked / MEGABYTE:.0f} MB. "
            "Hãy xóa các dòng, cột trống đã định dạng thừa, hoặc chép danh sách sang một tệp mới rồi tải lên lại.",
            "unpacks_too_big",
        )
    usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if sum(info.compress_size for info in infos) > size or any(info.compress_type not in usual for info in infos):
        raise WorkbookRefused(f"Cấu trúc tệp không hợp lệ. {SAVE_AGAIN}", "damaged")


def _check_kind(archive: zipfile.ZipFile) -> None:
    """Refuse zips that are not a plain .xlsx: macros, binary workbooks, OpenDocument, anything else."""
    names = set(archive.namelist())
    if "mimetype" in names or "content.xml" in names:
        raise WorkbookRefused(f"Đây là tài liệu OpenDocument (.ods), không phải .xlsx. {SAVE_AGAIN}", "open_document")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _has_macros()
    if "xl/workbook.bin" in names:
        raise WorkbookRefused(f"Đây là bảng tính nhị phân (.xlsb). {SAVE_AGAIN}", "binary_workbook")
    if not names.issuperset(_REQUIRED_PARTS):
        raise WorkbookRefused("Tệp này không phải là bảng tính Excel (.xlsx).", "not_a_workbook")
    types = _head(archive, archive.getinfo(_REQUIRED_PARTS[0]), MEGABYTE).lower()
    if "macroenabled" in types or "vbaproject" in types:
        raise _has_macros()


def _has_macros() -> WorkbookRefused:
    return WorkbookRefused(f"Bảng tính có chứa macro nên không được nhận. {SAVE_AGAIN}", "macros")


def _head(archive: zipfile.ZipFile, info: zipfile.ZipInfo, length: int = _HEAD_BYTES) -> str:
    """Return the beginning of an XML part as text, whichever Unicode encoding it is in."""
    with archive.open(info) as part:
        head = part.read(length)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    return head.replace(b"\0", b"").decode("latin-1")


def _check_declarations(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Refuse XML with a document type: no spreadsheet program writes one, entity bombs need one.

    A type hidden behind a longer beginning is still refused by the parser itself (defusedxml).
    """
    if _DECLARATION.search(_head(archive, info)):
        raise WorkbookRefused(
            "Tệp chứa khai báo XML nguy hiểm (DOCTYPE hoặc ENTITY), không phải bảng tính do Excel lưu.", "entities"
        )
