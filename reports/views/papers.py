"""Papers beside the reports: the sơ yếu lý lịch of one dossier, and the clauses of the regulation."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import AccessEvent
from accounts.permissions import EXPORT, RIGHTS
from accounts.refusals import get_visible_or_404
from personnel.models import Dossier
from qlcb import clauses as clause_book
from qlcb import regulation
from qlcb.clauses import Place, Proof
from qlcb.formats import datetime_vi
from reports.cv import cv_of
from reports.writers.pdf import PdfError, pdf_from_html


@require_GET
def cv_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The form with everything it asks for, the citizen number in full: printing it is exporting the dossier."""
    account = request.user
    visible = Dossier.objects.visible_to(account).select_related("now_unit", "ethnic_group", "religion")
    dossier = get_visible_or_404(visible, account=account, target=code, code=code)
    if not Dossier.objects.under(account, EXPORT).filter(pk=dossier.pk).exists():
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[EXPORT].sentence}.")
    now = timezone.localtime()
    mark = f"{account} · {account.holder_name or account.username} · in lúc {datetime_vi(now)}"
    html = render_to_string("reports/pdf/cv.html", {"cv": cv_of(dossier, now.date()), "mark": mark})
    try:
        pdf = pdf_from_html(html)
    except PdfError as error:
        messages.error(request, str(error))
        return redirect("personnel:dossier", code)
    AccessEvent.log(
        AccessEvent.Kind.PRINT, account, target=code, unit=dossier.now_unit, detail="Sơ yếu lý lịch (TT 06/2023/TT-BNV)"
    )
    response = FileResponse(BytesIO(pdf), content_type="application/pdf", filename=f"so-yeu-ly-lich-{code}.pdf")
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def clauses(request: HttpRequest) -> HttpResponse:
    """The clauses of the deployed regulation: what each asks for, where it lives, whether tests proved it."""
    known, places = clause_book.proofs(), clause_book.places()
    lines = [
        (
            clause,
            [(place.label, _address(place, request.user)) for place in places.get(clause.id, ())],
            (known or {}).get(clause.id, Proof()),
        )
        for clause in clause_book.clauses(regulation.fact("clause_prefix"))
    ]
    context = {
        "lines": lines,
        "tested": known is not None,
        "proven": sum(proof.is_proven for _, _, proof in lines),
        "document": regulation.fact("document"),
        "name": regulation.fact("name"),
    }
    return render(request, "reports/clauses.html", context)


def _address(place: Place, account) -> str:
    """The address of the page, when it is one that the account may open."""
    may_open = not place.right or account.access.holds(place.right)
    return reverse(place.page) if place.page and may_open else ""
