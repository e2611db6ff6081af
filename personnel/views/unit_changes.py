"""What holders of the right UNITS do to the tree: establish, change, correct, withdraw (TCHQ-6.1b1, 8.2e)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import UNITS
from orgunits.forms import ChangeForm, CorrectUnitForm, EstablishForm, VersionForm, WhyForm
from orgunits.models import Unit
from orgunits.services.change_unit import change_unit
from orgunits.services.correct_unit import correct_unit, correct_version
from orgunits.services.establish_unit import establish_unit
from orgunits.services.withdraw_change import withdraw_change
from personnel.views.rows import add_errors
from personnel.views.units import get_unit
from qlcb.formats import date_vi
from qlcb.history import Conflict

GET_POST = ["GET", "POST"]


@require_http_methods(GET_POST)
def establish(request, code):
    parent = _unit_to_change(request, code)
    form = EstablishForm(request.POST or None, initial={"code": _next_code(parent)})
    if request.method == "POST" and form.is_valid():
        try:
            unit = establish_unit(account=request.user, parent=parent, today=timezone.localdate(), **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã thành lập {unit.name} từ ngày {date_vi(unit.established_on)}.")
            return redirect("personnel:unit", unit.code)
    return _form_page(request, parent, form, f"Thành lập đơn vị thuộc {parent.name}", "Thành lập đơn vị")


@require_http_methods(GET_POST)
def change(request, code):
    unit = _unit_to_change(request, code)
    newest = unit.versions.select_related("kind", "parent").order_by("-valid_from").first()
    form = ChangeForm(request.POST or None, version=newest, parents=_parents(request.user, unit))
    if request.method == "POST" and form.is_valid():
        try:
            version = change_unit(
                account=request.user,
                unit=unit,
                expected_newest=form.cleaned_data["newest"],
                expected_version=form.cleaned_data["version"],
                today=timezone.localdate(),
                **form.values(),
            )
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        else:
            messages.success(request, f"Đã ghi thay đổi, áp dụng từ ngày {date_vi(version.valid_from)}.")
            return redirect("personnel:unit", unit.code)
    return _form_page(request, unit, form, "Đổi tên, chuyển cấp trên", "Ghi thay đổi")


@require_http_methods(GET_POST)
def correct(request, code):
    unit = _unit_to_change(request, code)
    form = CorrectUnitForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            correct_unit(
                account=request.user, unit=unit, expected_version=form.cleaned_data["version"], **form.values()
            )
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        else:
            messages.success(request, "Đã đính chính mã của đơn vị.")
            return redirect("personnel:unit", form.cleaned_data["code"])
    return _form_page(request, unit, form, "Đính chính mã đơn vị", "Đính chính")


@require_http_methods(GET_POST)
def correct_name(request, code, pk):
    unit, version = _version_to_change(request, code, pk)
    form = VersionForm(request.POST or None, version=version, parents=_parents(request.user, unit))
    if request.method == "POST" and form.is_valid():
        try:
            correct_version(
                account=request.user,
                version=version,
                expected_version=form.cleaned_data["version"],
                today=timezone.localdate(),
                **form.values(),
            )
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        else:
            messages.success(request, "Đã đính chính tên và vị trí của đơn vị.")
            return redirect("personnel:unit", unit.code)
    title = f"Đính chính tên và vị trí từ ngày {date_vi(version.valid_from)}"
    return _form_page(request, unit, form, title, "Đính chính")


@require_http_methods(GET_POST)
def withdraw(request, code, pk):
    unit, version = _version_to_change(request, code, pk)
    form = WhyForm(request.POST or None, initial={"version": version.version})
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_change(
                account=request.user,
                reason=form.cleaned_data["reason"],
                version=version,
                today=timezone.localdate(),
                expected_version=form.cleaned_data["version"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict:
            messages.error(request, "Thay đổi này vừa được người khác sửa hoặc hủy; chưa ghi gì. Xem lại.")
            return redirect("personnel:unit", unit.code)
        else:
            messages.success(request, "Đã hủy thay đổi dự kiến; lịch sử vẫn giữ lại.")
            return redirect("personnel:unit", unit.code)
    context = {"unit": unit, "version": version, "form": form, "crumbs": _crumbs(unit)}
    return render(request, "orgunits/withdraw.html", context)


def _unit_to_change(request, code: str) -> Unit:
    unit = get_unit(code)
    request.user.access.require(UNITS, unit.pk)
    return unit


def _version_to_change(request, code, pk):
    unit = _unit_to_change(request, code)
    version = unit.versions.select_related("kind", "parent").filter(pk=pk).first()
    if version is None:
        raise Http404
    return unit, version


def _parents(account, unit):
    """Units under which the account may put this one: those it administers itself, never the unit itself."""
    units = Unit.objects.existing().select_related("parent").exclude(pk=unit.pk)
    return units if account.access.everywhere(UNITS) else units.filter(pk__in=account.access.units(UNITS))


def _next_code(parent: Unit) -> str:
    """A free code in the way of the shipped ones: the parent's with a running number."""
    taken = set(Unit.objects.filter(code__startswith=f"{parent.code}-").values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := f"{parent.code}-{n:02}") not in taken)


def _crumbs(unit: Unit) -> list[dict]:
    return [{"label": "Đơn vị", "url": "/don-vi/"}, {"label": unit.label, "url": f"/don-vi/{unit.code}/"}]


def _form_page(request, unit, form, title, submit):
    context = {"unit": unit, "form": form, "title": title, "submit": submit, "crumbs": _crumbs(unit)}
    return render(request, "orgunits/form.html", context)
