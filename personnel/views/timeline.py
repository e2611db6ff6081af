"""Who changed what, and the dossier on a chosen day."""

from urllib.parse import urlencode

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from personnel.asof import as_true_on, as_written_on
from personnel.sections import PANEL_OF
from personnel.timeline import Part, sources, timeline_page
from personnel.views.common import dossier_context, get_dossier
from qlcb.fields import VietnameseDateField


class DayForm(forms.Form):
    """Which day, by which clock."""

    WRITTEN, TRUE = "ghi", "thuc"

    ngay = VietnameseDateField(label="Ngày")
    theo = forms.ChoiceField(
        label="Xem theo",
        choices=[(WRITTEN, "Hồ sơ đã ghi đến hết ngày"), (TRUE, "Sự việc có hiệu lực trong ngày")],
    )


@require_safe
def timeline(request, code):
    """Who changed what; `?muc=` narrows it to a section, `&dong=` to one of its records."""
    dossier = get_dossier(request, code, looking_at="Lịch sử thay đổi")
    slug, row = request.GET.get("muc", ""), request.GET.get("dong", "")
    slug = "thong-tin" if slug in PANEL_OF else slug
    part = Part(slug, int(row) if row.isascii() and row.isdigit() and len(row) < 19 else None)
    events, next_token = timeline_page(dossier, token=request.GET.get("truoc"), part=part)
    context = dossier_context(request, dossier, today=timezone.localdate(), current="lich-su")
    template = "personnel/_events_page.html" if request.htmx else "personnel/timeline.html"
    narrowed = urlencode({name: value for name, value in (("muc", slug), ("dong", row)) if value})
    shown = {"events": events, "next_token": next_token, "part": part, "narrowed": narrowed, "sources": sources()}
    return render(request, template, context | shown)


@require_safe
def as_of(request, code):
    dossier, today = get_dossier(request, code, looking_at="Hồ sơ tại một ngày"), timezone.localdate()
    form = DayForm(request.GET if "ngay" in request.GET else None, initial={"ngay": today, "theo": DayForm.WRITTEN})
    state = None
    if form.is_valid():
        read = as_true_on if form.cleaned_data["theo"] == DayForm.TRUE else as_written_on
        state = read(dossier, form.cleaned_data["ngay"])
    context = dossier_context(request, dossier, today=today, current="tai-ngay")
    return render(request, "personnel/as_of.html", context | {"form": form, "state": state})
