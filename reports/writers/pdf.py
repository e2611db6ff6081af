"""HTML to PDF by WeasyPrint in a child process that may die alone; knows pages, not models."""

import logging
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from reports.table import Table
from reports.writers.html import html_table

SECONDS_IN_A_REQUEST = 25
SECONDS_IN_A_JOB = 1800  # by the clock: the child yields to everybody else on the machine
MEGABYTES = 1500

CHILD = Path(__file__).with_name("pdf_child.py")
STATIC = settings.BASE_DIR / "static"
_TOO_MUCH_MEMORY = 3
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "XDG_CACHE_HOME")

logger = logging.getLogger(__name__)


class PdfError(Exception):
    """The PDF could not be made; the message is for the person who asked for it."""


def pdf_from_html(html: str, *, seconds: float = SECONDS_IN_A_REQUEST, megabytes: int = MEGABYTES) -> bytes:
    """The PDF of a page whose addresses are relative to the folder of static files.

    seconds, megabytes: what the child may take before it is killed. Raises PdfError with a Vietnamese sentence.
    """
    try:
        done = _run_child(html, seconds, megabytes)
    except subprocess.TimeoutExpired:
        raise PdfError(
            f"Lập tệp PDF quá {seconds:g} giây nên đã dừng. Chọn phạm vi nhỏ hơn hoặc tải tệp Excel."
        ) from None
    if done.returncode == 0 and done.stdout.startswith(b"%PDF"):
        return done.stdout
    complaint = done.stderr.decode(errors="replace")[-2000:]
    logger.error("PDF child ended with %s: %s", done.returncode, complaint)
    if done.returncode == _TOO_MUCH_MEMORY or "MemoryError" in complaint:
        raise PdfError("Lập tệp PDF cần quá nhiều bộ nhớ nên đã dừng. Chọn phạm vi nhỏ hơn hoặc tải tệp Excel.")
    raise PdfError("Không lập được tệp PDF. Quản trị hệ thống xem nhật ký của máy chủ.")


def _run_child(html: str, seconds: float, megabytes: int) -> subprocess.CompletedProcess:
    command = [sys.executable, "-I", str(CHILD), str(STATIC), str(megabytes), str(int(seconds) + 1)]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.run(command, input=html.encode(), capture_output=True, timeout=seconds, env=environment)


def table_pdf(table: Table, *, mark: str, seconds: float = SECONDS_IN_A_REQUEST) -> bytes:
    """A report as A4 landscape with its form around it. mark: who made it and when, on each page."""
    body = html_table(table, label=table.form.title, links=False)
    html = render_to_string("reports/pdf/table.html", {"table": table, "body": body, "mark": mark})
    return pdf_from_html(html, seconds=seconds)
