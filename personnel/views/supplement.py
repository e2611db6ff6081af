"""Enter the signed phiếu bổ sung lý lịch of a year as one change (TCHQ-8.2a, HG-8.2b)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from personnel.forms.supplement import Sheet, may_enter
from personnel.services.enter_supplement import Refused, enter_supplement
from personnel.views.common import get_dossier, log_unmasking, posted
from personnel.views.dossiers import form_crumbs
from qlcb.history import Conflict


@never_cache
@require_http_methods(["GET", "POST"])
def supplement(request, code):
    """The parts of the sheet that the account may write; `?nam=2025` opens it for that year."""
    dossier, today = get_dossier(request, code, looking_at="Nhập phiếu bổ sung lý lịch"), timezone.localdate()
    if not may_enter(request.user, dossier):
        raise PermissionDenied(_why_not(request.user, dossier))
    year = request.GET.get("nam", "")
    sheet = Sheet(dossier, account=request.user, today=today, data=posted(request), year=year)
    if request.method == "POST" and sheet.is_valid():
        written = _written(request, dossier, sheet, today)
        if written:
            messages.success(request, f"Đã ghi {sheet.head.reason}: {written} mục thay đổi.")
            return redirect("personnel:dossier", code)
    for panel in sheet.unmasked:
        log_unmasking(request, dossier, panel)
    context = {"dossier": dossier, "sheet": sheet, "errors": list(sheet.errors), "crumbs": form_crumbs(dossier)}
    return render(request, "personnel/supplement.html", context)


def _written(request, dossier, sheet: Sheet, today) -> int:
    """How many records were written; 0 when the sheet now tells why not."""
    try:
        return enter_supplement(
            account=request.user,
            reason=sheet.head.reason,
            dossier=dossier,
            expected_version=sheet.head.cleaned_data["version"],
            rows=sheet.changed_rows(),
            versions=sheet.versions(),
            panels=sheet.changed_panels(),
            today=today,
        )
    except Refused as refused:
        sheet.tell(refused.error, refused.row)
    except ValidationError as error:
        sheet.tell(error)
    except Conflict as conflict:
        sheet.tell_conflict(conflict)
    return 0


def _why_not(account, dossier) -> str:
    if account.access.is_own(dossier):
        return "Người giữ tài khoản không được cập nhật hồ sơ của chính mình."
    return "Tài khoản không có quyền cập nhật phần nào của phiếu bổ sung lý lịch tại đơn vị của hồ sơ."
