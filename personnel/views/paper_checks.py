"""Đối chiếu hồ sơ giấy: the table of all parts, one part beside its form, several parts at once (TCHQ-8.1a)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from personnel.forms.paper_checks import ManyChecksForm, PaperCheckForm, choice_of
from personnel.models import Attachment, PaperCheck
from personnel.paper_checks import PARTS, PaperState, PartState, changed_after, paper_state, written_at
from personnel.present import panel_pairs, section_table
from personnel.related import know_panels
from personnel.sections import Panel
from personnel.services.check_paper import check_paper, check_verdict
from personnel.views.common import dossier_context, get_dossier, log_unmasking
from personnel.views.rows import add_errors

ALL = "tat-ca"


@dataclass(frozen=True)
class Line:
    """One part in the table. note: of the check, masked where this account may not read it; stale_since: when the part
    changed after the check; choice: value of its box, "" without one."""

    state: PartState
    url: str
    note: str
    stale_since: datetime | None
    papers: int
    choice: str
    is_chosen: bool


@require_http_methods(["GET", "POST"])
def paper_checks(request, code):
    dossier = get_dossier(request, code, looking_at="Đối chiếu hồ sơ giấy")
    account, today = request.user, timezone.localdate()
    context = dossier_context(request, dossier, today=today, current="doi-chieu")
    paper = context["paper"]
    verdicts = {slug: check_verdict(account.access, part, dossier) for slug, part in PARTS.items()}
    mine = {slug: state for slug, state in paper.parts.items() if verdicts[slug]}
    if request.method == "POST" and not mine:
        raise PermissionDenied(next(iter(verdicts.values())).why)
    form = ManyChecksForm(request.POST or None, states=mine.values(), account=account, today=today)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            checks = check_paper(
                account=account, dossier=dossier, seen=form.seen(), result=PaperCheck.Result.SAME,
                checked_on=values["checked_on"], checked_by=values["checked_by"], today=today,
            )  # fmt: skip
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã đánh dấu {len(checks)} mục khớp với hồ sơ giấy.")
            return redirect("personnel:paper_checks", code)
    chosen = _chosen(request, mine)
    notes = _notes(request, dossier, paper)
    context |= {"lines": _lines(dossier, paper, notes, mine, chosen), "form": form, "may_check": bool(mine)}
    context["why_not"] = "" if mine else next(iter(verdicts.values())).why
    return render(request, "personnel/paper_checks.html", context)


def _chosen(request, mine: dict[str, PartState]) -> set[str]:
    """The boxes that stand ticked: those sent, or all that wait when the link asks for them."""
    if request.method == "GET" and request.GET.get("chon") == ALL:
        return {choice_of(state) for state in mine.values() if not state.is_done}
    return set(request.POST.getlist("muc"))


def _notes(request, dossier, paper: PaperState) -> dict[str, str]:
    """Slug → the note of its check: of restricted parts in the open for who may reveal them, which is logged."""
    notes = {}
    for slug, state in paper.parts.items():
        notes[slug] = state.note
        if state.hides_note and request.user.access.may_reveal(state.part.group, dossier):
            notes[slug] = state.check.note
            log_unmasking(request, dossier, state.part)
    return notes


def _lines(
    dossier, paper: PaperState, notes: dict[str, str], mine: dict[str, PartState], chosen: set[str]
) -> list[Line]:
    stale = {slug: state.check for slug, state in paper.parts.items() if state.is_stale}
    written = written_at(stale.values()) if stale else {}
    since = changed_after(dossier, {slug: written[check.id] for slug, check in stale.items()})
    scans = Attachment.objects.filter(dossier=dossier).exclude(section="").order_by().values_list("section")
    papers = dict(scans.annotate(n=Count("pk")))
    return [
        Line(
            state=state,
            url=_page_of(dossier, state.part),
            note=notes[slug],
            stale_since=since.get(slug),
            papers=papers.get(slug, 0),
            choice=choice_of(state) if slug in mine else "",
            is_chosen=choice_of(state) in chosen,
        )
        for slug, state in paper.parts.items()
    ]


@require_http_methods(["GET", "POST"])
def paper_check(request, code, slug):
    """One part as it stands, restricted fields shown since paper cannot be compared with dots, beside its form."""
    part = PARTS.get(slug)
    if part is None:
        raise Http404
    dossier = get_dossier(request, code, looking_at=f"Đối chiếu {part.title}")
    account, today = request.user, timezone.localdate()
    verdict = check_verdict(account.access, part, dossier)
    if not verdict:
        raise PermissionDenied(verdict.why)
    state = paper_state(dossier).parts[slug]
    form = PaperCheckForm(request.POST or None, state=state, account=account, today=today)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            check_paper(account=account, dossier=dossier, seen={slug: values.pop("seen")}, today=today, **values)
        except ValidationError as error:
            add_errors(form, error)
            form = _looked_again(form, state)
        else:
            messages.success(request, f"Đã ghi kết quả đối chiếu “{part.title}”.")
            return redirect("personnel:paper_checks", code)
    if part.sealed:
        log_unmasking(request, dossier, part)
    context = {"dossier": dossier, "part": part, "state": state, "form": form, "crumbs": _crumbs(dossier)}
    return render(request, "personnel/paper_check.html", context | _content(part, dossier, today))


def _looked_again(form: PaperCheckForm, state: PartState) -> PaperCheckForm:
    """The form as sent, on the page that shows the part as it is now."""
    form.data = form.data.copy()
    form.data["seen"] = state.fingerprint
    return form


def _content(part, dossier, today) -> dict:
    if isinstance(part, Panel):
        return {"pairs": panel_pairs(part, know_panels(dossier), reveal=True)}
    return {"section": part, "table": section_table(part, part.rows(dossier), today, reveal=True), "verdict": False}


def _page_of(dossier, part) -> str:
    if isinstance(part, Panel):
        return f"{reverse('personnel:dossier', args=[dossier.code])}#p-{part.slug}"
    return reverse("personnel:section", args=[dossier.code, part.slug])


def _crumbs(dossier) -> list[dict]:
    return [
        {"label": "Hồ sơ", "url": reverse("personnel:list")},
        {"label": dossier.full_name, "url": reverse("personnel:dossier", args=[dossier.code])},
        {"label": "Đối chiếu hồ sơ giấy", "url": reverse("personnel:paper_checks", args=[dossier.code])},
    ]
