"""The national lists in the browser: one set of pages for all of them (TCHQ-12.1a)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import CATALOGUES as RIGHT
from accounts.permissions import RIGHTS, VIEW
from personnel.catalogues import (
    ALSO_WRITTEN,
    CATALOGUES,
    CONFIDENCE,
    DOUBTFUL,
    Catalogue,
    found_by,
    in_force,
    period_words,
)
from personnel.catalogues_exchange import workbook
from personnel.catalogues_use import uses_of
from personnel.forms.catalogues import CatalogueFilter, CloseForm, ReasonForm, entry_form
from personnel.models import Term
from personnel.services.close_entry import close_entry
from personnel.services.delete_entry import delete_entry
from personnel.services.renew_entry import renew_entry
from personnel.services.save_entry import save_entry
from personnel.views.rows import add_errors
from qlcb.formats import date_vi
from qlcb.history import Conflict
from qlcb.trail import Strand, trail
from qlcb.vietnamese import matches_words

GET_POST = ["GET", "POST"]
PAGE_SIZE, MOST_FOUND = 50, 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Summary:
    """One list on the index."""

    catalogue: Catalogue
    total: int
    in_force: int
    doubtful: int


@dataclass(frozen=True)
class Line:
    """One entry in the table of its list. cells: label, words, whether a number."""

    entry: object
    cells: list[tuple[str, str, bool]]
    period: str
    is_past: bool
    is_coming: bool
    is_doubtful: bool


def require_look(account) -> None:
    """Whoever works with dossiers may look, and whoever edits the lists."""
    if not account.access.holds(RIGHT):
        account.access.require(VIEW)


def may_edit(account) -> bool:
    """The lists are everybody's: the right counts only where it is held on the whole service."""
    return account.access.everywhere(RIGHT)


def get_catalogue(request, slug: str, *, to_edit: bool = False) -> Catalogue:
    require_look(request.user)
    if slug not in CATALOGUES:
        raise Http404
    if to_edit and not may_edit(request.user):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[RIGHT].sentence} của toàn hệ thống.")
    return CATALOGUES[slug]


def get_entry(catalogue: Catalogue, pk: int):
    entry = catalogue.entries().filter(pk=pk).first()
    if entry is None:
        raise Http404
    return entry


@require_safe
def index(request):
    require_look(request.user)
    text, today = request.GET.get("q", "").strip(), timezone.localdate()
    summaries = _summaries(today)
    if text:
        summaries = [summary for summary in summaries if matches_words(summary.catalogue.title, text)]
    families: dict[str, list[Summary]] = {}
    for summary in summaries:
        families.setdefault(summary.catalogue.family, []).append(summary)
    found = _found_everywhere(text) if text else []
    context = {
        "text": text,
        "families": families.items(),
        "found": found[:MOST_FOUND],
        "found_total": len(found),
        "may_edit": may_edit(request.user),
    }
    return render(request, "personnel/catalogues/index.html", context)


def _summaries(today) -> list[Summary]:
    """The counts of every list; the short lists share one query."""
    counts = {
        "total": Count("pk"),
        "in_force": Count("pk", filter=in_force(today)),
        "doubtful": Count("pk", filter=Q(confidence__in=DOUBTFUL)),
    }
    terms = {row.pop("kind"): row for row in Term.objects.order_by().values("kind").annotate(**counts)}
    none = dict.fromkeys(counts, 0)
    return [
        Summary(c, **(terms.get(c.kind, none) if c.kind else c.entries().order_by().aggregate(**counts)))
        for c in CATALOGUES.values()
    ]


def _found_everywhere(text: str) -> list[tuple[Catalogue, object]]:
    return [(c, entry) for c in CATALOGUES.values() for entry in c.entries() if found_by(entry, text)]


@require_safe
def entry_list(request, slug):
    catalogue, today = get_catalogue(request, slug), timezone.localdate()
    form = CatalogueFilter(request.GET, catalogue=catalogue)
    page = Paginator(form.rows(today), PAGE_SIZE).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "catalogue": catalogue,
        "form": form,
        "columns": [(catalogue.label(name), catalogue.is_number(name)) for name in catalogue.shown_columns],
        "shows_source": any(entry.source not in ("", entry.name) for entry in page),
        "lines": [_line(catalogue, entry, today) for entry in page],
        "total": page.paginator.count,
        "first": page.start_index(),
        "last": page.end_index(),
        "previous_url": _page_url(query, page.number - 1) if page.has_previous() else None,
        "next_url": _page_url(query, page.number + 1) if page.has_next() else None,
        "query": query.urlencode(),
        "filtered": any(query.values()),
        "may_edit": may_edit(request.user),
        "crumbs": catalogue_crumbs(),
    }
    return render(request, "personnel/catalogues/list.html", context)


def _line(catalogue: Catalogue, entry, today) -> Line:
    return Line(
        entry=entry,
        cells=[
            (catalogue.label(name), catalogue.shown(entry, name), catalogue.is_number(name))
            for name in catalogue.shown_columns
        ],
        period=period_words(entry),
        is_past=bool(entry.valid_to and entry.valid_to < today),
        is_coming=bool(entry.valid_from and entry.valid_from > today),
        is_doubtful=entry.confidence in DOUBTFUL,
    )


def _page_url(query, number: int) -> str:
    query = query.copy()
    query["trang"] = str(number)
    return f"?{query.urlencode()}"


@require_safe
def export(request, slug):
    """Exactly what the list shows, all pages; also the template of the import."""
    catalogue, today = get_catalogue(request, slug), timezone.localdate()
    form = CatalogueFilter(request.GET, catalogue=catalogue)
    by = f"Kết xuất lúc {timezone.localtime():%H:%M ngày %d/%m/%Y} bởi {request.user} ({request.user.holder_name})."
    content = workbook(catalogue, list(form.rows(today)), condition=form.chosen(), by=by)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="danh-muc-{slug}-{today:%Y%m%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def entry_page(request, slug, pk):
    catalogue, today = get_catalogue(request, slug), timezone.localdate()
    entry = get_entry(catalogue, pk)
    edits = may_edit(request.user)
    line = _line(catalogue, entry, today)
    context = {
        "catalogue": catalogue,
        "entry": entry,
        "line": line,
        "pairs": [(catalogue.label(name), catalogue.shown(entry, name)) for name in catalogue.fields],
        "versions": _versions(catalogue, entry),
        "may_edit": edits,
        "uses": uses_of(catalogue, entry, today) if edits else None,
        "entries": _trail(catalogue, entry) if edits else None,
        "crumbs": catalogue_crumbs(catalogue),
    }
    return render(request, "personnel/catalogues/entry.html", context)


def _trail(catalogue: Catalogue, entry):
    words = CONFIDENCE | {value: CONFIDENCE[known] for value, known in ALSO_WRITTEN.items()}
    return trail(Strand(entry.history.all(), catalogue.title, ("name",), words={"confidence": words}))


def _versions(catalogue: Catalogue, entry) -> list:
    """All entries under the same code, newest first; only where there are several."""
    if not catalogue.versioned:
        return []
    rows = catalogue.entries().filter(**{name: getattr(entry, name) for name in catalogue.series})
    versions = sorted(rows, key=lambda row: (row.valid_from is not None, row.valid_from), reverse=True)
    return versions if len(versions) > 1 else []


@require_http_methods(GET_POST)
def add(request, slug):
    catalogue = get_catalogue(request, slug, to_edit=True)
    form = entry_form(catalogue, entry=catalogue.new(), data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save_entry(**_writer(request, form), catalogue=catalogue, entry=form.instance)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã thêm “{form.instance}” vào danh mục.")
            return redirect("personnel:catalogue_entry", slug, form.instance.pk)
    return _form_page(request, catalogue, form, "Thêm mục", "Thêm vào danh mục")


@require_http_methods(GET_POST)
def correct(request, slug, pk):
    catalogue = get_catalogue(request, slug, to_edit=True)
    entry = get_entry(catalogue, pk)
    form = entry_form(catalogue, entry=entry, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            save_entry(**_writer(request, form), catalogue=catalogue, entry=form.instance, expected_version=seen)
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        else:
            messages.success(request, f"Đã đính chính “{form.instance}”.")
            return redirect("personnel:catalogue_entry", slug, pk)
    return _form_page(request, catalogue, form, "Đính chính mục", "Đính chính", get_entry(catalogue, pk))


@require_http_methods(GET_POST)
def renew(request, slug, pk):
    """A new version from a day: law data changes under its decree, facts of before keep the old entry."""
    catalogue = get_catalogue(request, slug, to_edit=True)
    entry = get_entry(catalogue, pk)
    if not catalogue.versioned:
        raise Http404
    renewed = get_entry(catalogue, pk)
    renewed.pk, renewed._state.adding = None, True
    form = entry_form(catalogue, entry=renewed, data=request.POST or None, renewing=True)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            renew_entry(
                **_writer(request, form), catalogue=catalogue, entry=entry, renewed=renewed, expected_version=seen
            )
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        else:
            messages.success(request, f"Đã ghi phiên bản mới, có hiệu lực từ {date_vi(renewed.valid_from)}.")
            return redirect("personnel:catalogue_entry", slug, renewed.pk)
    return _form_page(request, catalogue, form, "Phiên bản mới từ một ngày", "Ghi phiên bản mới", entry)


@require_http_methods(GET_POST)
def close(request, slug, pk):
    """Close an entry with a day; one that is closed is opened again."""
    catalogue = get_catalogue(request, slug, to_edit=True)
    entry = get_entry(catalogue, pk)
    if not catalogue.closable:
        raise Http404
    reopening = entry.valid_to is not None
    make = ReasonForm if reopening else CloseForm
    form = make(request.POST or None, initial={"version": entry.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            close_entry(
                **_writer(request, form),
                catalogue=catalogue,
                entry=entry,
                last_day=data.get("valid_to"),
                expected_version=data["version"],
            )
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        else:
            messages.success(request, f"Đã {'mở lại' if reopening else 'đóng'} “{entry}”.")
            return redirect("personnel:catalogue_entry", slug, pk)
    return _question(request, catalogue, entry, form, "mo-lai" if reopening else "dong")


@require_http_methods(GET_POST)
def delete(request, slug, pk):
    catalogue, today = get_catalogue(request, slug, to_edit=True), timezone.localdate()
    entry = get_entry(catalogue, pk)
    form = ReasonForm(request.POST or None, initial={"version": entry.version})
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            delete_entry(**_writer(request, form), catalogue=catalogue, entry=entry, today=today, expected_version=seen)
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            form.show_conflict(conflict.stored)
        else:
            messages.success(request, f"Đã xóa “{entry}” khỏi danh mục; lịch sử vẫn giữ lại.")
            return redirect("personnel:catalogue", slug)
    return _question(request, catalogue, entry, form, "xoa", uses=uses_of(catalogue, entry, today))


def _writer(request, form) -> dict:
    return {"account": request.user, "reason": form.cleaned_data["reason"]}


def catalogue_crumbs(catalogue: Catalogue | None = None, entry=None) -> list[dict]:
    crumbs = [{"label": "Danh mục", "url": reverse("personnel:catalogues")}]
    if catalogue:
        crumbs.append({"label": catalogue.title, "url": reverse("personnel:catalogue", args=[catalogue.slug])})
    if entry:
        url = reverse("personnel:catalogue_entry", args=[catalogue.slug, entry.pk])
        crumbs.append({"label": str(entry), "url": url})
    return crumbs


def _form_page(request, catalogue, form, title, submit, entry=None):
    crumbs = catalogue_crumbs(catalogue, entry)
    context = {"catalogue": catalogue, "entry": entry, "form": form, "title": title, "submit": submit, "crumbs": crumbs}
    return render(request, "personnel/catalogues/form.html", context | {"back": crumbs[-1]["url"]})


def _question(request, catalogue, entry, form, act: str, uses=()):
    crumbs = catalogue_crumbs(catalogue, entry)
    context = {"catalogue": catalogue, "entry": entry, "form": form, "act": act, "uses": uses, "crumbs": crumbs}
    return render(request, "personnel/catalogues/question.html", context | {"back": crumbs[-1]["url"]})
