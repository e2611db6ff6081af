"""The pages of one dossier: panels, sections, and opening a new one."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import OPEN
from personnel.attachments.papers import counts_of_rows
from personnel.explained import explained_days
from personnel.forms.deadlines import under_paper
from personnel.forms.new_dossier import NewDossierForm
from personnel.forms.rows import panel_form
from personnel.models import Dossier, Leaving
from personnel.pay_page import raise_of
from personnel.present import panel_pairs, section_table
from personnel.related import know_panels
from personnel.sections import PANEL_OF, PANELS, POSTINGS, SALARIES, SECTIONS
from personnel.services.enter_pending_paper import open_dossier_under_paper
from personnel.services.open_dossier import open_dossier
from personnel.services.save_panel import panel_verdict, save_panel
from personnel.views.common import (
    NOTHING_CHANGED,
    dossier_context,
    get_dossier,
    get_paper,
    log_outside,
    log_unmasking,
    posted,
)
from personnel.views.conflicts import conflict_page
from qlcb.history import Conflict

GOES_ON = "panel_goes_on"  # in the session: why one panel was written, for the next one


@require_safe
def dossier_page(request, code):
    return _panels_page(request, get_dossier(request, code))


@require_safe
def section_page(request, code, slug):
    section = get_section(slug)
    return _section_page(request, get_dossier(request, code, looking_at=section.title), section)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reveal(request, code, place):
    """The page again with the restricted fields of one panel or section shown; who asked is logged (TCHQ-8.1c).

    Only looked at, as when its address is opened again, it leads to that panel or section as it always is.
    """
    part = PANEL_OF.get(place) or get_section(place)
    dossier = get_dossier(request, code, looking_at=part.title)
    if request.method != "POST":
        if place in PANEL_OF:
            return redirect(f"{reverse('personnel:dossier', args=[code])}#p-{place}")
        return redirect("personnel:section", code, place)
    verdict = request.user.access.may_reveal(part.group, dossier)
    if not part.sealed or not verdict:
        raise PermissionDenied(verdict.why)
    log_unmasking(request, dossier, part)
    if place in PANEL_OF:
        return _panels_page(request, dossier, revealed=place)
    return _section_page(request, dossier, part, reveal=True)


def _panels_page(request, dossier, revealed=""):
    access, today = request.user.access, timezone.localdate()
    know_panels(dossier)
    panels = [
        {
            "panel": panel,
            "pairs": panel_pairs(panel, dossier, reveal=panel.slug == revealed),
            "verdict": panel_verdict(access, panel, dossier),
            "may_reveal": any(getattr(dossier, name) for name in panel.sealed)
            and panel.slug != revealed
            and access.may_reveal(panel.group, dossier),
        }
        for panel in PANELS
        if not panel.right or access.may_on(panel.right, dossier)
    ]
    context = dossier_context(request, dossier, today=today, current="")
    for part in panels:
        part["paper"] = context["paper"].parts.get(part["panel"].slug)
    return render(request, "personnel/dossier.html", context | {"panels": panels})


def _section_page(request, dossier, section, reveal=False):
    today = timezone.localdate()
    context = dossier_context(request, dossier, today=today, current=section.slug)
    may_reveal = section.sealed and not reveal and request.user.access.may_reveal(section.group, dossier)
    rows = list(section.rows(dossier))
    table = section_table(section, rows, today, reveal=reveal, papers=counts_of_rows(section, rows))
    extra = {
        "section": section,
        "table": table,
        "may_reveal": may_reveal and bool(table.lines),
        "raise_case": raise_of(dossier, rows, today) if section is SALARIES and rows else None,
        "explained": explained_days(section, dossier, rows, today),
        "may_return": section.ends_service and _may_return(request.user.access, dossier),
    }
    return render(request, "personnel/section.html", context | extra)


def _may_return(access, dossier) -> bool:
    """Whether who left may be taken back by this account: not who died."""
    left = dossier.now_status == Dossier.Status.LEFT
    died = dossier.now_state is not None and dossier.now_state.group == Leaving.DEATH
    return left and not died and bool(access.may_write(POSTINGS.group, dossier))


@require_http_methods(["GET", "POST"])
def panel_edit(request, code, slug):
    panel = PANEL_OF.get(slug)
    if panel is None:
        raise Http404
    dossier = get_dossier(request, code, looking_at=f"Sửa {panel.title}")
    verdict = panel_verdict(request.user.access, panel, dossier)
    if not verdict:
        raise PermissionDenied(verdict.why)
    form = panel_form(panel, dossier, posted(request), why=request.session.pop(GOES_ON, {}))
    following = _panel_after(panel, dossier, request.user.access)
    if request.method == "POST" and form.is_valid():
        try:
            changed = save_panel(
                account=request.user,
                reason=form.cleaned_data["reason"],
                panel=panel,
                dossier=form.instance,
                expected_version=form.cleaned_data["version"],
                act=form.cleaned_data["act"],
                today=timezone.localdate(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict as conflict:
            if panel.sealed:
                log_unmasking(request, dossier, panel)
            fresh = panel_form(panel, conflict.stored)
            return conflict_page(request, conflict, form, fresh, f"{panel.title} · {conflict.stored}")
        else:
            messages.success(request, f"Đã ghi “{panel.title}”." if changed else NOTHING_CHANGED)
            if following and "tiep" in request.POST:
                request.session[GOES_ON] = {name: form.cleaned_data[name] for name in ("reason", "act")}
                return redirect("personnel:panel_edit", code, following.slug)
            return redirect(f"{reverse('personnel:dossier', args=[code])}#p-{slug}")
    if panel.sealed:
        log_unmasking(request, dossier, panel)
    context = {
        "dossier": dossier,
        "panel": panel,
        "form": form,
        "following": following,
        "crumbs": form_crumbs(dossier),
    }
    return render(request, "personnel/panel_form.html", context)


def _panel_after(panel, dossier, access):
    """The next panel that the account may write, None after the last."""
    later = PANELS[PANELS.index(panel) + 1 :]
    return next((other for other in later if panel_verdict(access, other, dossier)), None)


@require_http_methods(["GET", "POST"])
def new_dossier(request):
    """A new dossier; `?giay-to=<paper>` as what a registered paper says."""
    request.user.access.require(OPEN)
    paper = get_paper(request, dossier=None)
    known = under_paper(paper) if paper else None
    form = NewDossierForm(request.POST or None, account=request.user, right=OPEN, known=known)
    write = partial(open_dossier_under_paper, paper=paper) if paper else open_dossier
    if request.method == "POST" and form.is_valid():
        try:
            dossier = write(
                account=request.user,
                reason=f"Lập hồ sơ theo quyết định {form.decision.number}" if form.decision else "Lập hồ sơ mới",
                dossier=form.instance,
                unit=form.cleaned_data["unit"],
                since=form.cleaned_data["since"],
                decision=form.decision,
                paper_received_on=form.cleaned_data["paper_received_on"],
                override=form.cleaned_data["decision_override"],
                today=timezone.localdate(),
            )
        except ValidationError as error:
            log_outside(request, error, form.cleaned_data["unit"])
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã lập hồ sơ của {dossier.full_name}.")
            return redirect("personnel:dossier", dossier.code)
    return render(request, "personnel/new.html", {"form": form, "crumbs": [{"label": "Hồ sơ", "url": "/ho-so/"}]})


def get_section(slug):
    """The declared section of the slug; another slug is no address."""
    if slug not in SECTIONS:
        raise Http404
    return SECTIONS[slug]


def form_crumbs(dossier) -> list[dict]:
    """The way back from a form of the dossier."""
    return [
        {"label": "Hồ sơ", "url": "/ho-so/"},
        {"label": dossier.full_name, "url": f"/ho-so/{dossier.code}/"},
    ]
