"""The process that opens strangers' scans: a file in at stdin, what it is and its thumbnail out at stdout.

Run by `personnel.attachments.content` as a script, without Django, and killed by it when it takes too long. It limits
its own memory, time and output before it looks at the file, and writes one line of JSON, then the thumbnail (JPEG).

    python child.py FORMAT MEMORY_MEGABYTES CPU_SECONDS      FORMAT: pdf, jpeg, png, webp, tiff or office

Exit status: 0 done, 3 refused (the line says why), 4 no room left.
"""

import io
import json
import re
import resource
import struct
import sys
import warnings
import zipfile

REFUSED, OUT_OF_ROOM = 3, 4
MEGABYTE = 1024 * 1024

THUMBNAIL = (640, 640)
MOST_PIXELS = 100_000_000
MOST_PAGES = 2000

MOST_PARTS = 3000
MOST_UNPACKED = 300 * MEGABYTE
MOST_RATIO = 200
TYPES_PART, MOST_TYPES_BYTES = "[Content_Types].xml", MEGABYTE
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
END_OF_DIRECTORY, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535


class Refused(Exception):
    """The file is not taken; the message is a code that the parent puts into words."""


def confine(megabytes: int, seconds: int) -> None:
    """Limit memory, computing time and files of this process for good."""
    size = megabytes * MEGABYTE
    for kind, most in (
        (resource.RLIMIT_AS, size),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def look_at_image(data: bytes, name: str) -> tuple[dict, bytes]:
    """Decode the whole picture. TIFF counts its pages, another picture is one."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    with Image.open(io.BytesIO(data), formats=[name.upper()]) as image:
        width, height = image.size
        pages = getattr(image, "n_frames", 1) if name == "tiff" else 1
        if width * height > MOST_PIXELS:
            raise Refused("too_many_pixels")
        if pages > MOST_PAGES:
            raise Refused("too_many_pages")
        image.load()
        grey = image.mode.startswith(("I", "F"))
        small = image.convert("RGBA" if image.has_transparency_data else "L" if grey else "RGB")
        small.thumbnail(THUMBNAIL)
        small = ImageOps.exif_transpose(_with_orientation(small, image))
    return {"type": name, "pages": pages}, _jpeg(small)


def _with_orientation(small, image):
    """The thumbnail with the note of the camera how to hold it; everything else that a camera notes is left out."""
    from PIL import ExifTags

    turned = image.getexif().get(ExifTags.Base.Orientation)
    small.info.clear()
    exif = small.getexif()
    exif.clear()
    if turned:
        exif[ExifTags.Base.Orientation] = turned
    return small


def look_at_pdf(data: bytes) -> tuple[dict, bytes]:
    """Count the pages and draw the first one; nothing in the file is run."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from None
    if not pages:
        raise Refused("damaged")
    if pages > MOST_PAGES:
        raise Refused("too_many_pages")
    try:
        page = document[0]
        longest = max(page.get_size()) or 1
        drawn = page.render(scale=THUMBNAIL[0] / longest, may_draw_forms=False).to_pil()
    except (pypdfium2.PdfiumError, ValueError):
        raise Refused("damaged") from None
    return {"type": "pdf", "pages": pages}, _jpeg(drawn)


def _jpeg(image) -> bytes:
    """The picture on white as JPEG, with nothing that a camera noted in it."""
    from PIL import Image

    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def look_at_office(data: bytes) -> tuple[dict, bytes]:
    """A .docx or .xlsx by the directory of its zip; only the small list of types is unpacked."""
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {"type": _office_type(archive, len(data)), "pages": None}, b""
    except (zipfile.BadZipFile, NotImplementedError, EOFError, struct.error, RuntimeError, OSError):
        raise Refused("damaged") from None


def _check_directory(data: bytes) -> None:
    """Refuse a zip whose directory tells of too many parts, before the directory is read."""
    at = data.rfind(END_OF_DIRECTORY, max(0, len(data) - END_SIZE - LONGEST_COMMENT))
    if at < 0 or len(data) - at < END_SIZE:
        raise Refused("damaged")
    parts, size = struct.unpack("<HL", data[at + 10 : at + 16])
    if parts > MOST_PARTS or size > len(data):
        raise Refused("bomb")


def _office_type(archive: zipfile.ZipFile, size: int) -> str:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(size, 1) or packed > size:
        raise Refused("bomb")
    names = {part.filename for part in parts}
    found = [name for name, main in MAIN_PARTS.items() if main in names]
    if TYPES_PART not in names or len(found) != 1:
        raise Refused("other_zip")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("password")
    with archive.open(TYPES_PART) as part:
        types = part.read(MOST_TYPES_BYTES + 1)
    if len(types) > MOST_TYPES_BYTES:
        raise Refused("bomb")
    if MACROS.search(types) or any(MACROS.search(name.encode()) for name in names):
        raise Refused("macros")
    return found[0]


def look(name: str, data: bytes) -> tuple[dict, bytes]:
    """What the file is, and its thumbnail (empty for documents of Office). Raises Refused."""
    if name == "pdf":
        return look_at_pdf(data)
    if name == "office":
        return look_at_office(data)
    try:
        return look_at_image(data, name)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, ArithmeticError, IndexError):
        raise Refused("damaged") from None


def main(name: str, megabytes: str, seconds: str) -> int:
    """Look at the file on standard input and say what it is."""
    confine(int(megabytes), int(seconds))
    warnings.simplefilter("ignore")
    try:
        told, thumbnail = look(name, sys.stdin.buffer.read())
    except MemoryError:
        return OUT_OF_ROOM
    except Refused as refused:
        sys.stdout.write(json.dumps({"refused": str(refused)}) + "\n")
        return REFUSED
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + thumbnail)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
