"""The list of dossiers, its answers while typing, and its export."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent
from accounts.permissions import EXPORT, IMPORT, OPEN, VIEW
from personnel.forms.filters import DossierFilter, units_of
from personnel.models import Dossier
from qlcb.paging import keyset_page
from qlcb.xlsx import list_workbook

SUGGESTED_PEOPLE, SUGGESTED_UNITS = 8, 3

EXPORT_COLUMNS = (
    ("Số hiệu", 12),
    ("Họ và tên", 28),
    ("Ngày sinh", 12),
    ("Giới tính", 9),
    ("Đơn vị", 38),
    ("Đơn vị cấp trên", 32),
    ("Chức vụ", 20),
    ("Mã ngạch", 10),
    ("Tên ngạch", 28),
    ("Bậc", 6),
    ("Hệ số", 8),
    ("Ngày hưởng", 12),
    ("Nâng bậc kế tiếp", 12),
    ("Trình độ", 14),
    ("Nghỉ hưu", 12),
    ("Tình trạng", 16),
)


@require_safe
def dossier_list(request):
    access = request.user.access
    access.require(VIEW)
    form = DossierFilter(request.GET, account=request.user, right=VIEW)
    rows = form.rows(timezone.localdate())
    total = rows.count()
    if form.is_valid() and form.cleaned_data["q"]:
        rows = rows.few_at_once()
    page = keyset_page(rows.for_list(), request.GET, keys=form.keys, total=total)
    return render(
        request,
        "personnel/list.html",
        {
            "form": form,
            "page": page,
            "query": request.GET.urlencode(),
            "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu", "xep")),
            "more_open": any(request.GET.get(name.replace("_", "-")) for name in form.MORE),
            "main_fields": [form[name] for name in form.MAIN],
            "more_fields": [form[name] for name in form.MORE],
            "may_export": access.holds(EXPORT),
            "may_open": access.holds(OPEN),
            "may_import": access.holds(IMPORT),
        },
    )


@require_safe
def suggest(request):
    request.user.access.require(VIEW)
    text = request.GET.get("q", "").strip()
    people = units = ()
    if text:
        found = Dossier.objects.visible_to(request.user).search(text, account=request.user).few_at_once()
        people = found.for_list().order_by("sort_key", "id")[:SUGGESTED_PEOPLE]
        units = units_of(request.user, VIEW).named_like(text)[:SUGGESTED_UNITS]
    return render(request, "personnel/_suggestions.html", {"people": people, "units": units, "text": text})


@require_safe
def export(request):
    """Exactly what the list shows, all pages, as xlsx; the filter and the number of rows go to the log (TCHQ-8.3)."""
    account, today = request.user, timezone.localdate()
    account.access.require(EXPORT)
    form = DossierFilter(request.GET, account=account, right=EXPORT)
    if not form.is_valid() and "don_vi" not in form.errors:
        return redirect(f"{reverse('personnel:list')}?{request.GET.urlencode()}")
    people = list(form.rows(today).for_list().order_by(*form.keys))
    conditions = "; ".join(form.chosen())
    content = list_workbook(
        title="Danh sách hồ sơ",
        lines=[
            f"Điều kiện: {conditions}. Số dòng: {len(people)}.",
            f"Kết xuất lúc {timezone.localtime():%H:%M ngày %d/%m/%Y} bởi {account} ({account.holder_name}).",
        ],
        columns=EXPORT_COLUMNS,
        rows=(_export_row(person) for person in people),
    )
    AccessEvent.log(
        AccessEvent.Kind.EXPORT,
        account,
        target="Danh sách hồ sơ",
        unit=account.unit,
        detail=f"{conditions}; {len(people)} dòng",
    )
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="danh-sach-ho-so-{today:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def _export_row(person: Dossier) -> tuple:
    unit, rank, born = person.now_unit, person.now_rank, person.birth_date
    return (
        person.code,
        person.full_name,
        born.first_day if born.precision == "day" else str(born),
        person.get_sex_display(),
        unit.name if unit else None,
        unit.parent.name if unit and unit.parent else None,
        person.now_position.name if person.now_position else None,
        rank.code if rank else None,
        rank.name if rank else None,
        person.now_step,
        person.now_coefficient,
        person.now_salary_from,
        person.now_next_raise_on,
        person.now_degree.name if person.now_degree else None,
        person.now_retires_on,
        person.get_now_status_display(),
    )
