"""Báo sai sót: what people say is wrong in their dossiers, answered by who writes the part in question (HP-9.3)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AccessEvent
from accounts.permissions import VIEW
from accounts.refusals import get_visible_or_404
from personnel.forms.own import AnswerForm, ReportFilter
from personnel.models import Dossier, ErrorReport
from personnel.own.parts import part_of
from personnel.own.room import where_wanted
from personnel.sections import Panel
from personnel.services.answer_error import answer_error, answer_verdict
from personnel.views.common import log_unmasking, posted
from personnel.views.rows import add_errors
from qlcb.history import Conflict
from qlcb.paging import keyset_page
from qlcb.trail import Strand, trail


@where_wanted
@require_safe
def report_list(request):
    """Reports on the dossiers that the account answers for, those that wait first asked for."""
    request.user.access.require(VIEW)
    form = ReportFilter(request.GET)
    visible = ErrorReport.objects.visible_to(request.user)
    rows = form.narrow(visible, Dossier.objects.answered_for_by(request.user))
    page = keyset_page(
        rows.select_related("dossier__now_unit__parent"), request.GET, keys=("reported_on", "id"), total=rows.count()
    )
    context = {
        "form": form,
        "page": page,
        "lines": [(report, part_of(report)) for report in page.rows],
        "filtered": any(request.GET.get(form.add_prefix(name)) for name in form.fields),
        "today": timezone.localdate(),
    }
    return render(request, "personnel/own/reports.html", context)


@where_wanted
@never_cache
@require_http_methods(["GET", "POST"])
def report_page(request, pk):
    """One report with its answer, or the form that answers it."""
    report = _get_report(request, pk)
    dossier, part = report.dossier, part_of(report)
    verdict, reveals = answer_verdict(request.user.access, report), request.user.access.may_reveal(part.group, dossier)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.why)
    if part.sealed and reveals:
        log_unmasking(request, dossier, part)
    form = AnswerForm(posted(request), initial={"version": report.version})
    if request.method == "POST" and form.is_valid() and _answered(request, report, form):
        return redirect("personnel:error_reports")
    context = {
        "report": report,
        "dossier": dossier,
        "part": part,
        "part_url": _part_url(dossier, part),
        "verdict": verdict,
        "reveals": reveals or not part.sealed,
        "form": form,
        "entries": trail(Strand(report.history.all(), "Báo sai sót", hidden=("dossier", "place", "note", "answer"))),
        "crumbs": [{"label": "Báo sai sót", "url": reverse("personnel:error_reports")}],
    }
    return render(request, "personnel/own/error_report.html", context)


def _answered(request, report: ErrorReport, form: AnswerForm) -> bool:
    """Answer; what is refused stands in the form."""
    values = form.cleaned_data
    try:
        answer_error(
            account=request.user, report=report, state=values["state"], answer=values["answer"],
            expected_version=values["version"], today=timezone.localdate(),
        )  # fmt: skip
    except Conflict:
        form.add_error(None, "Báo sai sót này vừa được người khác trả lời; xem lại rồi quyết định.")
    except ValidationError as error:
        add_errors(form, error)
    else:
        messages.success(request, f"Đã trả lời báo sai sót của {report.dossier.full_name}.")
        return True
    return False


def _part_url(dossier, part) -> str:
    if isinstance(part, Panel):
        return f"{reverse('personnel:dossier', args=[dossier.code])}#p-{part.slug}"
    return reverse("personnel:section", args=[dossier.code, part.slug])


def _get_report(request, pk: int) -> ErrorReport:
    """The report through the door; each look is logged."""
    rows = ErrorReport.objects.visible_to(request.user).select_related("dossier__now_unit__parent")
    report = get_visible_or_404(
        rows, account=request.user, target=f"báo sai sót {pk}", kept_by="dossier__now_unit_id", pk=pk
    )
    told = {"target": report.dossier.code, "unit": report.dossier.now_unit, "detail": "Báo sai sót"}
    AccessEvent.log(AccessEvent.Kind.VIEW, request.user, **told)
    return report
