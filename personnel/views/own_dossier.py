"""Hồ sơ của tôi: the person reads the dossier about them, says that it is right, or where it is not (HP-9.3)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import AccessEvent
from personnel.forms.own import ErrorNoteForm
from personnel.models import Dossier, ErrorReport, PersonalAccount
from personnel.own.room import where_wanted
from personnel.paper_checks import PARTS, Part
from personnel.present import SectionTable, panel_pairs, section_table
from personnel.related import know_panels
from personnel.sections import Panel
from personnel.services.confirm_own_data import confirm_own_data
from personnel.services.report_error import report_error
from personnel.views.common import posted
from personnel.views.rows import add_errors

TITLE = "Hồ sơ của tôi"
NOT_OPEN = (
    "Trang này dành cho tài khoản cá nhân đang dùng, để xem hồ sơ của chính mình. Hồ sơ mật và hồ sơ của người đã thôi "
    "công tác xem tại bộ phận quản lý hồ sơ."
)


@dataclass(frozen=True)
class Shown:
    """One part: pairs of a panel or the table of a section, and the newest report on it."""

    part: Part
    pairs: list[tuple[str, str]] | None
    table: SectionTable | None
    report: ErrorReport | None

    @property
    def count(self) -> int:
        return len(self.table.lines) if self.table else sum(1 for _, value in self.pairs or () if value)


@where_wanted
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_dossier(request):
    """The whole dossier, restricted fields masked; posted to, they are shown, and that is logged (TCHQ-8.1c)."""
    dossier, revealed = _own(request), request.method == "POST"
    if revealed:
        told = {"target": dossier.code, "unit": dossier.now_unit, "detail": TITLE}
        AccessEvent.log(AccessEvent.Kind.UNMASK, request.user, **told)
    reports = list(ErrorReport.objects.filter(dossier=dossier).order_by("pk"))
    context = {
        "dossier": dossier,
        "link": PersonalAccount.objects.get(account=request.user),
        "parts": _shown(dossier, {report.place: report for report in reports}, revealed),
        "waiting": sum(report.is_open for report in reports),
        "revealed": revealed,
    }
    return render(request, "personnel/own/dossier.html", context)


@where_wanted
@require_POST
def confirm(request):
    """The person has checked the data."""
    _own(request)
    confirm_own_data(account=request.user, today=timezone.localdate())
    messages.success(request, "Đã ghi nhận bạn đã kiểm tra thông tin hồ sơ.")
    return redirect("personnel:own")


@where_wanted
@require_http_methods(["GET", "POST"])
def report(request, place):
    """Say what is wrong in one part."""
    dossier = _own(request)
    if place not in PARTS:
        raise Http404
    part, form = PARTS[place], ErrorNoteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            report_error(account=request.user, place=place, note=form.cleaned_data["note"], today=timezone.localdate())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã gửi báo sai sót ở mục {part.title}; xem trả lời ở mục ấy.")
            return redirect(f"{reverse('personnel:own')}#p-{place}")
    crumbs = [{"label": TITLE, "url": reverse("personnel:own")}]
    context = {"dossier": dossier, "part": part, "form": form, "crumbs": crumbs}
    return render(request, "personnel/own/report.html", context)


def _own(request) -> Dossier:
    """The dossier that the account is for; each look is logged. Raises PermissionDenied for who has none to read."""
    dossier = Dossier.objects.of_person(request.user).for_list().select_related("ethnic_group", "religion").first()
    if dossier is None:
        raise PermissionDenied(NOT_OPEN)
    AccessEvent.log(AccessEvent.Kind.VIEW, request.user, target=dossier.code, unit=dossier.now_unit, detail=TITLE)
    return dossier


def _shown(dossier, reports: dict[str, ErrorReport], reveal: bool) -> list[Shown]:
    """Every part; one query a section."""
    know_panels(dossier)
    return [_part(part, dossier, reports.get(slug), reveal) for slug, part in PARTS.items()]


def _part(part: Part, dossier, report: ErrorReport | None, reveal: bool) -> Shown:
    if isinstance(part, Panel):
        return Shown(part, panel_pairs(part, dossier, reveal=reveal), None, report)
    table = section_table(part, part.rows(dossier), timezone.localdate(), reveal=reveal)
    return Shown(part, None, table, report)
