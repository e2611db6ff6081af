"""The process that turns HTML into PDF: HTML in at stdin, PDF out at stdout, alone with a limit on memory and time.

Run by `reports.writers.pdf` as a script, without Django, and killed by it when it takes too long. It reads no file but
those below the folder of static files and opens no connection, whatever the HTML asks for.

A page of WeasyPrint costs some hundred kilobytes until the last one is set. So a long table is set some rows at a time;
the page on which they end is set anew, together with those that follow, and all pages are numbered when it is known how
many there are. The pages are those of the table set at once (tests/reports/test_long_pdf.py).

    python pdf_child.py STATIC_FOLDER MEMORY_MEGABYTES CPU_SECONDS
"""

import mimetypes
import os
import re
import resource
import sys
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pypdfium2 import PdfDocument
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

ROWS_AT_ONCE = 500
YIELDS_TO_OTHERS = 10  # of niceness: who waits for a page of the program goes first
UNNUMBERED = "@page { @bottom-left { content: none !important } @bottom-right { content: none !important } }"
BLANK, BLANKS = '<div class="blank"></div>', ".blank { break-after: page }"
PHOTO = "data:image/jpeg;base64,"  # a portrait comes inside the page: nothing is fetched for it


class OwnFiles(URLFetcher):
    """Serves files below one folder and a photo in the page; refuses all else, and WeasyPrint goes on without it."""

    def __init__(self, folder: Path):
        super().__init__(allowed_protocols=["file", "data"], allow_redirects=False)
        self.folder = folder

    def fetch(self, url, headers=None):
        if url.startswith(PHOTO):
            return URLFetcherResponse(url, b64decode(url.removeprefix(PHOTO)), {"Content-Type": "image/jpeg"})
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(self.folder):
            raise ValueError(f"refused: {url}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def limit(megabytes: int, seconds: int) -> None:
    """Let the system end this process when it takes more memory or computing time than that."""
    size = megabytes * 1024 * 1024
    for kind, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CPU, seconds)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


class Setter:
    """Sets HTML whose addresses are relative to one folder."""

    def __init__(self, folder: Path):
        self.fonts, self.fetcher, self.base = FontConfiguration(), OwnFiles(folder), f"{folder.as_uri()}/"

    def set(self, html: str, style: str = "") -> Document:
        """The pages of the HTML. style: more of CSS."""
        sheets = [CSS(string=style, font_config=self.fonts)] if style else None
        document = HTML(string=html, base_url=self.base, url_fetcher=self.fetcher)
        return document.render(font_config=self.fonts, stylesheets=sheets)


@dataclass(frozen=True)
class LongTable:
    """A page that is a table with something above and below. opening: of page and table, where it goes on."""

    opening: str
    above: str
    mark: str
    head: str
    rows: list[str]
    below: str

    @classmethod
    def found_in(cls, html: str) -> "LongTable | None":
        """The table of a page that has one of many rows, and no other."""
        parts = re.fullmatch(
            r"(.*<body[^>]*>)(.*)(<table[^>]*>.*?<tbody>)(.*)(</tbody>.*)", html, re.DOTALL
        ) if html.count("<tbody>") == 1 else None  # fmt: skip
        if parts is None:
            return None
        opening, above, head, body, below = parts.groups()
        rows = body.split("</tr>")[:-1]
        mark = re.search(r'<p class="mark">.*?</p>', above, re.DOTALL)
        return cls(opening, above, mark[0] if mark else "", head, rows, below) if len(rows) > ROWS_AT_ONCE else None

    def pages(self, setter: Setter) -> Iterator[Document]:
        """Some pages at a time, without numbers."""
        begin, end, above = 0, ROWS_AT_ONCE, self.above
        while True:
            is_last = end >= len(self.rows)
            lines = "".join(
                row.replace("<tr", f'<tr id="row-{number}"', 1) + "</tr>"
                for number, row in enumerate(self.rows[begin:end], begin)
            )
            below = self.below if is_last else "</tbody></table></body></html>"
            document = setter.set(f"{self.opening}{above}{self.head}{lines}{below}", UNNUMBERED)
            if is_last:
                yield document
                return
            if cut := _clean_cut(document.pages):
                number, begin = cut
                end, above = begin + ROWS_AT_ONCE, ""
                yield document.copy(document.pages[:number])
            else:
                end += ROWS_AT_ONCE


def _clean_cut(pages: Sequence) -> tuple[int, int] | None:
    """How many pages come before the last one that begins with a new row, and the number of that row. None where no
    page does but the first: a row higher than a page goes on over the next ones."""
    rows = [_rows_on(page) for page in pages]
    for number in range(len(pages) - 1, 0, -1):
        if rows[number] and min(rows[number]) not in rows[number - 1]:
            return number, min(rows[number])
    return None


def _rows_on(page) -> set[int]:
    """The numbers of the rows of which something stands on a page."""
    return {int(name.removeprefix("row-")) for name in page.anchors if name.startswith("row-")}


def write(html: str, folder: Path) -> bytes:
    """The PDF of a page whose addresses are relative to the folder."""
    setter, table = Setter(folder), LongTable.found_in(html)
    return write_long(table, setter) if table else setter.set(html).write_pdf()


def write_long(table: LongTable, setter: Setter) -> bytes:
    """The PDF of a long table."""
    parts = table.pages(setter)
    book = PdfDocument(next(parts).write_pdf())
    for part in parts:
        with PdfDocument(part.write_pdf()) as pages:
            book.import_pages(pages)
    numbers = setter.set(f"{table.opening}{table.mark}{BLANK * len(book)}</body></html>", BLANKS)
    with PdfDocument(numbers.write_pdf()) as layer:
        for index in range(len(book)):
            page, numbered = book[index], layer.page_as_xobject(index, book)
            page.insert_obj(numbered.as_pageobject())
            page.gen_content()
            numbered.close()
            page.close()
    written = BytesIO()
    book.save(written)
    book.close()
    return written.getvalue()


def main(folder: str, megabytes: str, seconds: str) -> int:
    os.nice(YIELDS_TO_OTHERS)
    limit(int(megabytes), int(seconds))
    html = sys.stdin.buffer.read().decode()
    try:
        pdf = write(html, Path(folder).resolve())
    except MemoryError:
        return 3
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
