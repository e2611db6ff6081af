"""Papers of a draft: its list as a file, and the draft decision to be signed."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import AccessEvent
from personnel.exports.kinds import CONTENT_TYPES
from personnel.models import Draft
from personnel.views.drafts import get_draft
from personnel.views.exports import ask_page
from qlcb.formats import datetime_vi
from reports.draft_exports import DRAFT_LIST
from reports.draft_papers import decision_paper
from reports.exports import FORMATS
from reports.notices import notices
from reports.writers.html import html_table
from reports.writers.pdf import PdfError, pdf_from_html


@require_http_methods(["GET", "POST"])
def draft_list(request: HttpRequest, pk: int, ext: str) -> HttpResponse:
    """Ask for the list as a workbook or PDF; the reason is asked as for every export."""
    if ext not in FORMATS:
        raise Http404
    draft, _ = get_draft(request, pk)
    back = reverse("personnel:draft_preview", args=[draft.pk])
    return ask_page(request, DRAFT_LIST, back=back, draft=draft.pk, format=ext)


@require_GET
def draft_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft decision with its list as PDF; each print is logged."""
    draft, act = get_draft(request, pk)
    paper = decision_paper(draft, request.user, timezone.localdate())
    body = html_table(paper.annex, label=paper.wording.list_title, links=False) if paper.annex else ""
    return _printed(request, draft, "decision", {"paper": paper, "body": body}, act.title, "du-thao-quyet-dinh")


@require_GET
def draft_notices(request: HttpRequest, pk: int) -> HttpResponse:
    """What is sent to each person before the decision, a page for each, as one PDF; each print is logged."""
    draft, act = get_draft(request, pk)
    if not act.notice:
        raise Http404
    found = notices(draft, request.user, timezone.localdate())
    return _printed(request, draft, "notices", {"notices": found, "title": act.notice}, act.notice, "thong-bao")


def _printed(
    request: HttpRequest, draft: Draft, template: str, context: dict, what: str, file_name: str
) -> HttpResponse:
    holder, now = request.user.holder_name or request.user.username, timezone.localtime()
    context |= {"mark": f"{request.user} · {holder} · in lúc {datetime_vi(now)}"}
    try:
        content = pdf_from_html(render_to_string(f"reports/pdf/{template}.html", context))
    except PdfError as error:
        messages.error(request, str(error))
        return redirect("personnel:draft_preview", draft.pk)
    people = draft.lines.filter(is_in=True).count()
    told = f"{what}; {people} người"
    AccessEvent.log(
        AccessEvent.Kind.PRINT, request.user, target=f"Dự thảo {draft.title}"[:200], unit=draft.unit, detail=told
    )
    name = f"{file_name}-{draft.pk}.pdf"
    response = FileResponse(BytesIO(content), content_type=CONTENT_TYPES["pdf"], filename=name)
    response["Cache-Control"] = "no-store"
    return response
