"""Papers beside the reports: the official forms of one dossier, and the clauses of the regulation."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import AccessEvent
from accounts.permissions import EXPORT, RESTRICTED, RIGHTS
from accounts.refusals import OutOfScope, get_visible_or_404
from personnel.exports.kinds import CONTENT_TYPES
from personnel.models import Dossier, Transfer
from personnel.views.common import dossier_context, get_dossier
from qlcb import clauses as clause_book
from qlcb import regulation
from qlcb.clauses import Place, Proof
from qlcb.formats import datetime_vi
from qlcb.vietnamese import name_sort_key
from reports.forms import FORMS, OfficialForm
from reports.forms.facts import Facts
from reports.forms.minutes import minutes
from reports.views.common import found
from reports.writers.form_xlsx import paper_workbook
from reports.writers.pdf import PdfError, pdf_from_html

MASKED = "che"  # asks for a masked print by an account that might have the whole
ASKED = "mau"  # the form whose answers the address holds


@require_GET
def forms(request: HttpRequest, code: str) -> HttpResponse:
    """The forms that can be printed of the dossier, each with what it asks before.

    A form that could not be printed as asked stands there with what was typed and what is wrong with it.
    """
    dossier = get_dossier(request, code, looking_at="Biểu mẫu")
    today = timezone.localdate()
    answers = {request.GET.get(ASKED): request.GET}
    lines = [
        (form, form.choices(answers.get(form.slug), dossier=dossier, today=today, slug=form.slug))
        for form in FORMS.values()
    ]
    access = request.user.access
    context = dossier_context(request, dossier, today=today, current="bieu-mau")
    extra = {
        "lines": lines,
        "masked": request.GET.get(ASKED) if MASKED in request.GET else "",
        "may_reveal": access.may_on(RESTRICTED, dossier),
        "may_export": access.may_on(EXPORT, dossier),
    }
    return render(request, "reports/forms.html", context | extra)


@require_GET
def form_file(request: HttpRequest, code: str, slug: str, ext: str) -> HttpResponse:
    """One form as PDF or workbook. Restricted values in full for who may read them, unless a masked print is asked for.

    Whoever sees the dossier may print it; a workbook is an export and takes that right.
    """
    form, account = found(FORMS, slug), request.user
    if ext != "pdf" and not (ext == "xlsx" and form.has_workbook):
        raise Http404
    visible = Dossier.objects.visible_to(account).for_list().select_related("ethnic_group", "religion")
    dossier = get_visible_or_404(visible, account=account, target=code, kept_by="now_unit_id", code=code)
    if ext == "xlsx" and not account.access.may_on(EXPORT, dossier):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[EXPORT].sentence}.")
    now = timezone.localtime()
    choices = form.choices(request.GET, dossier=dossier, today=now.date())
    if not choices.is_valid():
        messages.error(request, f"Chưa in được “{form.title}”: xin sửa những chỗ báo lỗi bên dưới rồi in lại.")
        return redirect(_asked_again(request, code, slug))
    full = MASKED not in request.GET and account.access.may_on(RESTRICTED, dossier)
    facts = Facts(dossier, choices.day, full=full)
    paper = form.paper(facts, choices)
    mark = f"{account} · {account.holder_name or account.username} · in lúc {datetime_vi(now)}"
    try:
        content = _written(paper, ext, mark)
    except PdfError as error:
        messages.error(request, str(error))
        return redirect(_asked_again(request, code, slug))
    _log(account, dossier, form, ext, choices, facts)
    name = f"{slug}-{code}.{ext}"
    response = FileResponse(
        BytesIO(content), content_type=CONTENT_TYPES[ext], filename=name, as_attachment=ext != "pdf"
    )
    response["Cache-Control"] = "no-store"
    return response


def _asked_again(request: HttpRequest, code: str, slug: str) -> str:
    """The address of the page of forms with what was asked of one of them."""
    query = request.GET.copy()
    query[ASKED] = slug
    return f"{reverse('reports:forms', args=[code])}?{query.urlencode()}#s-{slug}"


def _written(paper, ext: str, mark: str) -> bytes:
    if ext == "xlsx":
        return paper_workbook(paper, mark=mark)
    return pdf_from_html(render_to_string("reports/pdf/form.html", {"paper": paper, "mark": mark}))


def _log(account, dossier: Dossier, form: OfficialForm, ext: str, choices, facts: Facts) -> None:
    """Who printed which form of whom, and how many restricted values stand on it (TCHQ-8.1c)."""
    detail = [f"{form.title} ({form.code})", choices.words, "Excel" if ext == "xlsx" else ""]
    if facts.revealed:
        detail.append(f"kèm thông tin hạn chế: {facts.revealed} giá trị")
    AccessEvent.log(
        AccessEvent.Kind.PRINT,
        account,
        target=dossier.code,
        unit=dossier.now_unit,
        detail="; ".join(filter(None, detail)),
    )


@require_GET
def transfer_minutes(request: HttpRequest, batch) -> HttpResponse:
    """Biên bản giao nhận of the dossiers that were sent in one go, as far as the account handed them over or opens
    them."""
    account, now = request.user, timezone.localtime()
    rows = Transfer.objects.sent_from(account) | Transfer.objects.filter(
        dossier__in=Dossier.objects.visible_to(account).order_by().values("pk")
    )
    rows = rows.filter(batch=batch).exclude(state__in=Transfer.NEVER_SENT)
    rows = sorted(
        rows.select_related("from_unit", "to_unit", "decision__authority"),
        key=lambda row: (name_sort_key(row.full_name), row.code),
    )
    if not rows:
        raise OutOfScope(account=account, target=f"biên bản của đợt điều chuyển {batch}")
    mark = f"{account} · {account.holder_name or account.username} · in lúc {datetime_vi(now)}"
    try:
        content = _written(minutes(rows, now.date()), "pdf", mark)
    except PdfError as error:
        messages.error(request, str(error))
        return redirect("personnel:transfer_batch", batch)
    targets = [(row.code, row.from_unit_id) for row in rows]
    AccessEvent.log_many(AccessEvent.Kind.PRINT, account, targets, detail="Biên bản giao nhận hồ sơ")
    response = FileResponse(
        BytesIO(content), content_type=CONTENT_TYPES["pdf"], filename=f"bien-ban-giao-nhan-{now:%Y%m%d}.pdf"
    )
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
