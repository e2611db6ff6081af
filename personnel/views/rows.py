"""Add, correct and remove a record of a section: one view a verb, for every declared section."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from personnel.forms.deadlines import under_paper
from personnel.forms.rows import RemoveForm, carried_on, copied, row_form
from personnel.present import row_summary
from personnel.services.enter_pending_paper import enter_pending_paper
from personnel.services.save_row import add_row, correct_row, remove_row
from personnel.transfers import terms
from personnel.transfers.rights import send_verdict
from personnel.views.common import (
    NOTHING_CHANGED,
    get_dossier,
    get_paper,
    log_outside,
    log_unmasking,
    posted,
    row_id,
)
from personnel.views.conflicts import conflict_page
from personnel.views.dossiers import form_crumbs, get_section
from qlcb.history import Conflict

COPY, NEXT = "chep", "tiep"


@require_http_methods(["GET", "POST"])
def row_add(request, code, slug):
    """A new record; `?chep=<record>` opens it as a copy of that one, `?tiep=<record>` as the one entered after it,
    `?giay-to=<paper>` as what a registered paper says."""
    section = get_section(slug)
    dossier = get_dossier(request, code, looking_at=f"Sửa {section.title}")
    request.user.access.require_write(section.group, dossier)
    paper = get_paper(request, dossier=dossier)
    form = row_form(
        section,
        dossier=dossier,
        account=request.user,
        data=posted(request),
        known=under_paper(paper) if paper else _known(request, section, dossier),
    )
    form.fields["paper_received_on"].disabled = paper is not None
    write = partial(enter_pending_paper, paper=paper) if paper else add_row
    if request.method == "POST" and form.is_valid():
        try:
            write(
                account=request.user,
                reason=form.cleaned_data["reason"],
                section=section,
                row=form.instance,
                today=timezone.localdate(),
                override=form.cleaned_data["decision_override"],
            )
        except ValidationError as error:
            log_outside(request, error, dossier.now_unit)
            add_errors(form, error)
        else:
            messages.success(request, f"Đã thêm {section.singular} vào hồ sơ.")
            more = f"{reverse('personnel:row_add', args=[code, slug])}?{NEXT}={form.instance.pk}"
            return redirect(more) if NEXT in request.POST else redirect("personnel:section", code, slug)
    return _form_page(request, dossier, section, form, f"Thêm {section.singular}")


def _known(request, section, dossier) -> dict:
    """What a new record opens with from the record that the address names, which must be of this dossier."""
    for name, values_of in ((COPY, copied), (NEXT, carried_on)):
        if name in request.GET:
            rows = section.model.objects.select_related("decision")
            return values_of(section, get_object_or_404(rows, dossier=dossier, pk=row_id(request.GET[name])))
    return {}


@require_http_methods(["GET", "POST"])
def row_correct(request, code, slug, pk):
    dossier, section, row = _get_row(request, code, slug, pk)
    make = partial(row_form, section, dossier=dossier, account=request.user, correcting=True)
    form = make(instance=row, data=posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            changed = correct_row(
                account=request.user,
                reason=form.cleaned_data["reason"],
                section=section,
                row=form.instance,
                expected_version=form.cleaned_data["version"],
                today=timezone.localdate(),
                override=form.cleaned_data["decision_override"],
            )
        except ValidationError as error:
            log_outside(request, error, dossier.now_unit)
            add_errors(form, error)
        except Conflict as conflict:
            if section.sealed:
                log_unmasking(request, dossier, section)
            fresh = make(instance=conflict.stored)
            return conflict_page(request, conflict, form, fresh, f"{section.title} · {dossier}")
        else:
            messages.success(request, f"Đã đính chính {section.singular}." if changed else NOTHING_CHANGED)
            return redirect("personnel:section", code, slug)
    if section.sealed:
        log_unmasking(request, dossier, section)
    return _form_page(request, dossier, section, form, f"Đính chính {section.singular}", row)


@require_http_methods(["GET", "POST"])
def row_remove(request, code, slug, pk):
    dossier, section, row = _get_row(request, code, slug, pk)
    form = RemoveForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            remove_row(
                account=request.user,
                reason=form.cleaned_data["reason"],
                section=section,
                row=row,
                expected_version=form.cleaned_data["version"],
                today=timezone.localdate(),
            )
        except Conflict:
            form.add_error(None, "Dòng này vừa được người khác sửa; xem lại trước khi hủy.")
            form.data = form.data.copy()
            form.data["version"] = section.model.objects.get(pk=pk).version
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã hủy {section.singular}; lịch sử vẫn giữ dòng này.")
            return redirect("personnel:section", code, slug)
    context = {
        "dossier": dossier,
        "section": section,
        "form": form,
        "summary": row_summary(section, row),
        "crumbs": form_crumbs(dossier),
    }
    return render(request, "personnel/row_remove.html", context)


def add_errors(form, error: ValidationError) -> None:
    """Put a service's errors beside their fields, those of other fields on top."""
    for field, messages_ in getattr(error, "error_dict", {None: [error]}).items():
        form.add_error(field if field in form.fields else None, messages_)


def _get_row(request, code, slug, pk):
    section = get_section(slug)
    dossier = get_dossier(request, code, looking_at=f"Sửa {section.title}")
    request.user.access.require_write(section.group, dossier)
    row = section.rows(dossier).filter(pk=pk).first()
    if row is None:
        raise Http404
    row.dossier = dossier
    return dossier, section, row


def _form_page(request, dossier, section, form, title, row=None):
    context = {
        "dossier": dossier,
        "section": section,
        "form": form,
        "page_title": title,
        "row": row,
        "may_send": section.places_people and bool(send_verdict(request.user.access, dossier)),
        "stays": terms.staying_moves(),
        "newest": None if row else section.model.objects.filter(dossier=dossier).order_by("-pk").first(),
        "crumbs": [
            *form_crumbs(dossier),
            {"label": section.title, "url": f"/ho-so/{dossier.code}/muc/{section.slug}/"},
        ],
    }
    return render(request, "personnel/row_form.html", context)
