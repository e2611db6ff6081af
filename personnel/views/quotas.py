"""Biên chế: the table of a day, one unit's numbers, and the grids in which they are assigned and split (TCHQ-3.1a)."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import EXPORT, QUOTAS, RIGHTS, VIEW
from orgunits.models import QuotaKind, StaffQuota, Unit
from orgunits.quotas import Quotas, rows_of_year, years_of
from orgunits.services.assign_quotas import QuotasMoved, assign_quotas
from orgunits.services.copy_quotas import copy_quotas
from orgunits.services.correct_quota import correct_quota
from orgunits.services.remove_quota import remove_quota
from orgunits.tree import Tree
from personnel.forms.quotas import CopyForm, CorrectQuotaForm, GridForm, QuotaFilter, RemoveQuotaForm, within_years
from personnel.quotas.rights import assignable_ids, may_assign, require_assign, require_read
from personnel.quotas.table import QuotaTable
from personnel.views.common import posted
from personnel.views.units import get_unit
from qlcb.dates import parse_date
from qlcb.formats import date_vi, number_vi
from qlcb.history import Conflict
from qlcb.trail import Strand, trail

ALL_LEVELS = "tat-ca"


@require_safe
def quota_table(request):
    """Assigned, there, missing and over by unit and kind, on a day (HG-7.1)."""
    access, today = request.user.access, timezone.localdate()
    require_any(access)
    form = QuotaFilter(request.GET, today=today)
    form.is_valid()
    table = QuotaTable(request.user, form.day, today)
    root = _root(request, form, table)
    roots, chosen = [root] if root else table.tops, form.cleaned_data.get("loc", "")
    context = {
        "form": form,
        "table": table,
        "root": root,
        "lines": lines_of(table, roots, chosen),
        "chosen": chosen if chosen != ALL_LEVELS else "",
        "kinds": [QuotaKind(kind) for kind in table.kinds],
        "is_today": form.day == today,
        "crumbs": _table_crumbs(table, root),
        "splits": access.may(QUOTAS, root.id) if root else False,
        "may_write": access.holds(QUOTAS),
        "may_export": access.holds(EXPORT),
        "query": request.GET.urlencode(),
    }
    return render(request, "personnel/quotas/table.html", context)


def _table_crumbs(table: QuotaTable, root) -> list[dict]:
    """The tables of the units above, of the same day."""
    above = table.tree.path(root.id)[:-1] if root else []
    return [{"label": one.short_name or one.name, "url": table.url(one)} for one in above if one.id in table.scope]


def require_any(access) -> None:
    """Raise PermissionDenied for who neither sees dossiers nor splits numbers anywhere."""
    if not access.holds(QUOTAS):
        access.require(VIEW)


def lines_of(table: QuotaTable, roots, chosen: str) -> list:
    """The lines of the table that the filter asks for."""
    if chosen in ("", ALL_LEVELS):
        return table.lines(roots, deep=chosen == ALL_LEVELS)
    return table.standing_out(roots, chosen)


def _root(request, form: QuotaFilter, table: QuotaTable):
    """The unit at which the table begins: the one asked for, the only one, or none of several."""
    code = form.cleaned_data.get("don_vi")
    if not code:
        return table.tops[0] if len(table.tops) == 1 else None
    unit = get_unit(code)
    require_read(request.user, unit)
    return table.node(code)


@require_safe
def quota_unit(request, code):
    """One unit: its numbers of a year with their papers, against who is there today, and their history."""
    account, today = request.user, timezone.localdate()
    unit = get_unit(code)
    require_read(account, unit)
    years = years_of([unit.pk])
    year = _year(request.GET.get("nam", ""), years, today.year)
    table = QuotaTable(account, today, today)
    node = table.node(code)
    context = {
        "unit": unit,
        "year": year,
        "years": years,
        "cells": table.cells(node) if node else [],
        "rows": rows_of_year([unit.pk], year),
        "children": table.children(node) if node else [],
        "may_assign": may_assign(account, unit),
        "splits": account.access.may(QUOTAS, unit.pk),
        "entries": trail(Strand(StaffQuota.history.filter(unit=unit), "Biên chế", ("kind", "year"), ("unit", "year"))),
        "today": today,
        "crumbs": _crumbs(table, node),
    }
    return render(request, "personnel/quotas/unit.html", context)


def _year(text: str, years: list[int], this_year: int) -> int:
    """The year asked for, if there is any number for it; otherwise this year."""
    return int(text) if text.isascii() and text.isdigit() and int(text[:5]) in years else this_year


def _crumbs(table: QuotaTable, node) -> list[dict]:
    crumbs = [{"label": "Biên chế", "url": reverse("personnel:staff_quotas")}]
    above = table.tree.path(node.id)[:-1] if node else []
    return crumbs + [
        {"label": one.short_name or one.name, "url": reverse("personnel:staff_quota_unit", args=[one.code])}
        for one in above
        if one.id in table.scope
    ]


@require_http_methods(["GET", "POST"])
def quota_split(request, code):
    """The numbers of all units right below one, in one grid."""
    unit = get_unit(code)
    require_read(request.user, unit)
    if not request.user.access.may(QUOTAS, unit.pk):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[QUOTAS].sentence}.")
    return _grid(request, unit, "Phân bổ biên chế", below=True)


@require_http_methods(["GET", "POST"])
def quota_assign(request, code):
    """The number of one unit."""
    unit = get_unit(code)
    require_assign(request.user, unit)
    return _grid(request, unit, "Giao biên chế", below=False)


def _grid(request, unit: Unit, title: str, *, below: bool):
    today = timezone.localdate()
    on, error = _first_day(request.GET.get("ngay", ""), unit, today)
    tree = Tree.on(on)
    node = tree.nodes.get(unit.pk)
    asked = [child.id for child in node.children] if below and node else [unit.pk]
    units = list(Unit.objects.filter(pk__in=asked)) if node else []
    form = GridForm(posted(request), units=units, on=on, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            done = assign_quotas(
                account=request.user, wanted=form.wanted(), on=on, note=form.cleaned_data["note"], **form.paper
            )
        except QuotasMoved as moved:
            form.show_moved(moved)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _done_words(done, on))
            return redirect("personnel:staff_quota_unit", unit.code)
    context = {
        "unit": unit, "title": title, "form": form, "on": on, "day_error": error, "below": below,
        "kinds": [QuotaKind(kind) for kind in form.kinds],
        "sums": _sums(form, unit, Quotas.on(on)) if below else [],
        "crumbs": [*_crumbs(QuotaTable(request.user, today, today), tree.nodes.get(unit.pk)),
                   {"label": unit.label, "url": reverse("personnel:staff_quota_unit", args=[unit.code])}],
    }  # fmt: skip
    return render(request, "personnel/quotas/grid.html", context)


def _first_day(text: str, unit: Unit, today: date) -> tuple[date, str]:
    """The day from which the grid writes, with the error when what was asked for is none: today, or the first day of a
    year for which the unit and those below have no number yet."""
    if text.strip():
        try:
            return within_years(parse_date(text), today), ""
        except ValidationError as error:
            return today, error.messages[0]
        except ValueError as error:
            return today, str(error)
    told = StaffQuota.objects.filter(year=today.year, unit__in=[unit.pk, *unit.children.values_list("pk", flat=True)])
    return (today if told.exists() else date(today.year, 1, 1)), ""


def _sums(form: GridForm, unit: Unit, quotas: Quotas) -> list[dict]:
    """For each kind: what the unit has, what the cells come to as they are shown, and what is left."""
    sums = []
    for kind in form.kinds:
        given, typed = quotas.given(unit.pk, kind), form.sum_typed(kind)
        left = None if given is None else given - typed
        sums.append({"label": QuotaKind(kind).label, "given": given, "typed": typed, "left": left})
    return sums


def _done_words(done, on: date) -> str:
    if not done:
        return "Không có số nào thay đổi."
    parts = ((done.new, "giao mới"), (done.adjusted, "điều chỉnh"), (done.corrected, "ghi lại"))
    told = ", ".join(f"{words} {number_vi(number)}" for number, words in parts if number)
    return f"Đã ghi biên chế từ ngày {date_vi(on)}: {told}."


@require_http_methods(["GET", "POST"])
def quota_correct(request, code, pk):
    unit, quota = _get_quota(request, code, pk)
    form = CorrectQuotaForm(posted(request), quota=quota)
    if request.method == "POST" and form.is_valid():
        told = form.values()
        try:
            changed = correct_quota(
                account=request.user, quota=quota, expected_version=form.cleaned_data["version"], **told
            )
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Đã đính chính biên chế." if changed else "Không có gì thay đổi.")
            return redirect("personnel:staff_quota_unit", code)
    return _one(request, unit, quota, form, "Đính chính biên chế", "Ghi đính chính")


@require_http_methods(["GET", "POST"])
def quota_remove(request, code, pk):
    unit, quota = _get_quota(request, code, pk)
    form = RemoveQuotaForm(posted(request), quota=quota)
    if request.method == "POST" and form.is_valid():
        reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
        try:
            remove_quota(account=request.user, reason=reason, quota=quota, expected_version=version)
        except Conflict:
            form.add_error(None, "Số này vừa được người khác sửa; mở lại trang để xem trước khi hủy.")
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Đã hủy; lịch sử vẫn giữ số này.")
            return redirect("personnel:staff_quota_unit", code)
    return _one(request, unit, quota, form, "Hủy số biên chế ghi nhầm", "Hủy số này")


def _get_quota(request, code, pk):
    unit = get_unit(code)
    require_assign(request.user, unit)
    return unit, get_object_or_404(StaffQuota.objects.select_related("unit"), pk=pk, unit=unit)


def _one(request, unit, quota, form, title, submit):
    crumbs = [
        {"label": "Biên chế", "url": reverse("personnel:staff_quotas")},
        {"label": unit.label, "url": reverse("personnel:staff_quota_unit", args=[unit.code])},
    ]
    context = {"unit": unit, "quota": quota, "form": form, "title": title, "submit": submit, "crumbs": crumbs}
    return render(request, "personnel/quotas/one.html", context)


@require_http_methods(["GET", "POST"])
def quota_copy(request):
    """Last year's numbers for a year, for every unit whose number this account assigns."""
    request.user.access.require(QUOTAS)
    form = CopyForm(posted(request), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        year, ids = form.cleaned_data["year"], assignable_ids(request.user)
        try:
            done = copy_quotas(account=request.user, unit_ids=ids, year=year, **form.paper)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _done_words(done, date(year, 1, 1)))
            return redirect(f"{reverse('personnel:staff_quotas')}?ngay=01/01/{year}")
    crumbs = [{"label": "Biên chế", "url": reverse("personnel:staff_quotas")}]
    return render(request, "personnel/quotas/copy.html", {"form": form, "crumbs": crumbs})
