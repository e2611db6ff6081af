"""An export as a person gets it: asked for with a reason, then downloaded."""

from io import BytesIO
from urllib.parse import urlencode

from django.urls import reverse
from openpyxl import load_workbook

REASON = "Lập danh sách thử"


def ask(client, url: str, query: dict | None = None, **posted):
    """The export that stands after the question at `url` was answered; `posted`: what else the page asks."""
    from personnel.models import Export

    address = f"{url}?{urlencode(query)}" if query else url
    response = client.post(address, {"reason": REASON} | posted)
    assert response.status_code == 302, (response.status_code, response.context and response.context["form"].errors)
    return Export.objects.get(pk=response.url.rstrip("/").split("/")[-1])


def again(client, export):
    """The export made anew for the reason that the page proposes."""
    address = reverse("personnel:export_again", args=[export.pk])
    return ask(client, address, reason=client.get(address).context["form"]["reason"].value())


def file_of(export) -> str:
    """The address of the download."""
    return reverse("personnel:export_file", args=[export.pk])


def page_of(export) -> str:
    """The address of the page."""
    return reverse("personnel:export_page", args=[export.pk])


def take(client, export) -> bytes:
    """The content of the file."""
    response = client.get(file_of(export))
    assert response.status_code == 200, response
    return response.content


def exported(client, url: str, query: dict | None = None, **posted) -> bytes:
    """The file of a question asked at `url`."""
    return take(client, ask(client, url, query, **posted))


def sheet_of(content: bytes):
    """The first sheet of a workbook."""
    return load_workbook(BytesIO(content)).active
