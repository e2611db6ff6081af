"""The process that turns HTML into PDF: HTML in at stdin, PDF out at stdout, alone with a limit on memory and time.

Run by `reports.writers.pdf` as a script, without Django, and killed by it when it takes too long. It reads no file but
those below the folder of static files and opens no connection, whatever the HTML asks for.

    python pdf_child.py STATIC_FOLDER MEMORY_MEGABYTES CPU_SECONDS
"""

import mimetypes
import resource
import sys
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

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


def write(html: str, folder: Path) -> bytes:
    """The PDF of a page whose addresses are relative to the folder."""
    document = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=OwnFiles(folder))
    return document.write_pdf(font_config=FontConfiguration())


def main(folder: str, megabytes: str, seconds: str) -> int:
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
