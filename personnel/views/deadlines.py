"""Deadlines of entering: the board, the entries behind its numbers, and why one was late (TCHQ-8.1b1, 9.1, 12.3)."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Account
from accounts.permissions import EXPORT, OPEN, RIGHTS, VIEW
from accounts.refusals import get_visible_or_404
from orgunits.tree import Tree
from personnel.deadlines import NEW_DOSSIER, rule_of, title_of
from personnel.deadlines.board import Board
from personnel.deadlines.entries import Entries, Entry
from personnel.deadlines.papers import with_days_left
from personnel.forms.deadlines import EntryFilter, LateReasonForm, PeriodFilter
from personnel.models import Dossier, LateReason, PendingPaper, Urging
from personnel.rules.deadlines import START_WORDS, due_day
from personnel.sections import SECTIONS
from personnel.services.record_late_reason import record_late_reason
from personnel.services.working_calendar import working_calendar
from personnel.urgings import last_urged, may_urge
from personnel.views.common import posted
from qlcb import regulation
from qlcb.history import Conflict
from qlcb.paging import page_of
from qlcb.trail import Strand, trail


@require_safe
def board(request):
    """On time, late and waiting: by unit, by account and holder, by what was entered."""
    account, today = request.user, timezone.localdate()
    account.access.require(VIEW)
    form = PeriodFilter(request.GET, account=account, today=today)
    is_valid, tree = form.check(), Tree.on(today)
    entries = Entries(account, first=form.first, last=form.last, tree=tree)
    papers = PendingPaper.objects.visible_to(account).filter(closed_on=None).select_related("dossier")
    waiting = with_days_left(papers, today, working_calendar())
    picture = Board(entries, tree.nodes.get(form.unit.pk) if form.unit else None, waiting, form.query)
    context = {
        "form": form,
        "picture": picture if is_valid else None,
        "rules": regulation.deadlines(),
        "may_urge": may_urge(account, Urging.Topic.ENTERING, tree, today),
        "urged": last_urged(account, Urging.Topic.ENTERING),
        "crumbs": _unit_crumbs(picture, form) if form.unit else [],
        "may_export": account.access.holds(EXPORT),
        "query": request.GET.urlencode(),
    }
    return render(request, "personnel/deadlines/board.html", context)


def _unit_crumbs(picture: Board, form: PeriodFilter) -> list[dict]:
    top, period = reverse("personnel:deadlines"), {"tu-ngay": form.query["tu-ngay"], "den-ngay": form.query["den-ngay"]}
    above = picture.entries.tree.path(form.unit.pk)[:-1]
    query = "&".join(f"{name}={value}" for name, value in period.items())
    return [{"label": "Hạn cập nhật", "url": f"{top}?{query}"}] + [
        {"label": node.short_name or node.name, "url": f"{top}?don-vi={node.code}&{query}"}
        for node in above
        if node.id in picture.scope
    ]


@require_safe
def entry_list(request):
    """The entries behind a number, newest first. Whose dossier the account may not open is counted, but not named."""
    account, today = request.user, timezone.localdate()
    account.access.require(VIEW)
    form = EntryFilter(request.GET, account=account, today=today)
    is_valid, tree = form.check(), Tree.on(today)
    entries = Entries(account, first=form.first, last=form.last, tree=tree)
    total = named = 0
    page, narrow = None, None
    if is_valid:
        narrow = form.narrow(tree)
        total, named = entries.count(narrow)
        page = page_of(
            lambda after, before, limit: entries.rows(narrow, after=after, before=before, limit=limit),
            request.GET, key_of=lambda entry: [entry.entered_at.isoformat(), entry.key], read=_read_key, total=named,
        )  # fmt: skip
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(page.rows) if page else [],
        "total": total,
        "unnamed": total - named,
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu")),
        "may_export": account.access.holds(EXPORT),
        "query": request.GET.urlencode(),
        "here": request.get_full_path(),
        "crumbs": [{"label": "Hạn cập nhật", "url": reverse("personnel:deadlines")}],
    }
    return render(request, "personnel/deadlines/list.html", context)


def _read_key(values: list) -> tuple[datetime, str]:
    at, key = values
    return datetime.fromisoformat(at), str(key)


def lines_of(entries: list[Entry]) -> list[dict]:
    """What the list shows of each entry: whose dossier, what, by whom. Two queries."""
    people = Dossier.objects.select_related("now_unit").in_bulk({entry.dossier_id for entry in entries})
    accounts = Account.objects.select_related("unit").in_bulk({entry.account_id for entry in entries} - {None})
    return [
        {
            "entry": entry,
            "dossier": people[entry.dossier_id],
            "account": accounts.get(entry.account_id),
            "title": title_of(entry.section),
            "started": START_WORDS.get(entry.start_kind or "", ""),
            "url": _place(people[entry.dossier_id].code, entry.section),
        }
        for entry in entries
        if entry.dossier_id in people
    ]


def _place(code: str, slug: str) -> str:
    if slug == NEW_DOSSIER:
        return reverse("personnel:dossier", args=[code])
    return reverse("personnel:section", args=[code, slug])


@require_http_methods(["GET", "POST"])
def late_reason(request, slug, pk):
    """Why one entry was late, how its day was counted, and who wrote what about it."""
    dossier, entry = _get_entry(request, slug, pk)
    stored = LateReason.objects.filter(section=slug, row=pk).first()
    _require_explain(request.user, slug, dossier)
    shown = {"because": stored.because if stored else "", "version": stored.version if stored else 0}
    form = LateReasonForm(posted(request), initial=shown)
    if request.method == "POST" and form.is_valid():
        told = {"because": form.cleaned_data["because"], "expected_version": form.cleaned_data["version"]}
        try:
            record_late_reason(account=request.user, dossier=dossier, section=slug, row=pk, **told)
        except Conflict as conflict:
            form.add_error("because", f"Vừa được người khác ghi: {conflict.stored}. Gửi lần nữa để thay.")
            form.data = form.data.copy()
            form.data["version"] = conflict.stored.version
        else:
            messages.success(request, "Đã ghi lý do chậm.")
            return redirect(_back(request))
    deadline = rule_of(slug)
    context = {
        "dossier": dossier,
        "line": lines_of([entry])[0],
        "form": form,
        "rule": deadline,
        "steps": due_day(deadline, entry.start, working_calendar()).steps if deadline and entry.start else [],
        "entries": trail(Strand(LateReason.history.filter(section=slug, row=pk), "Lý do chậm", (), ("dossier",))),
        "back": _back(request),
        "crumbs": [
            {"label": "Hạn cập nhật", "url": reverse("personnel:deadlines")},
            {"label": "Danh sách", "url": _back(request)},
        ],
    }
    return render(request, "personnel/deadlines/reason.html", context)


def _get_entry(request, slug: str, pk: int) -> tuple[Dossier, Entry]:
    """A late entry of the account's units, on a dossier that it may open; else not found."""
    if slug != NEW_DOSSIER and slug not in SECTIONS:
        raise Http404
    model = Dossier if slug == NEW_DOSSIER else SECTIONS[slug].model
    written = model.history.filter(id=pk, history_type="+").values_list("history_date", flat=True).first()
    if written is None:
        raise Http404
    of_dossier = (
        pk if slug == NEW_DOSSIER else model._base_manager.filter(pk=pk).values_list("dossier", flat=True).first()
    )
    dossier = get_visible_or_404(
        Dossier.objects.visible_to(request.user), account=request.user, target=f"{slug} {pk}", kept_by="now_unit_id",
        pk=of_dossier,
    )  # fmt: skip
    day, tree = timezone.localdate(written), Tree.on(timezone.localdate())
    entry = Entries(request.user, first=day, last=day, tree=tree).find(slug, pk)
    if entry is None or not entry.late_days:
        raise Http404
    return dossier, entry


def _require_explain(account, slug: str, dossier: Dossier) -> None:
    """Raise PermissionDenied for who may not write what was entered late."""
    if slug != NEW_DOSSIER:
        account.access.require_write(SECTIONS[slug].group, dossier)
    elif not account.access.may(OPEN, dossier.now_unit_id):
        raise PermissionDenied(f"Tài khoản không có quyền: {RIGHTS[OPEN].sentence}.")


def _back(request) -> str:
    """The list from which the reason was opened; the late ones otherwise."""
    asked = request.GET.get("ve", "")
    is_ours = asked.startswith("/han-cap-nhat/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else f"{reverse('personnel:deadline_list')}?ket-qua=tre"
