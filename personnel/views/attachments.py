"""Papers of a dossier and of a decision: the table of contents, bringing, showing, opening, correcting, taking out.

Every view but the table of contents serves both owners: `code` names a dossier, `decision` a decision.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AccessEvent
from accounts.refusals import get_visible_or_404
from personnel.attachments import limits, papers, rights, store
from personnel.attachments.past import happenings
from personnel.forms.attachments import CorrectForm, UploadForm
from personnel.forms.rows import RemoveForm
from personnel.models import Attachment, Decision, Dossier, Term
from personnel.present import row_summary
from personnel.sections import SECTIONS
from personnel.services.add_attachments import add_attachments
from personnel.services.correct_attachment import correct_attachment
from personnel.services.remove_attachment import remove_attachment
from personnel.views.common import dossier_context, get_dossier
from personnel.views.conflicts import conflict_page
from personnel.views.dossiers import form_crumbs, get_section
from personnel.views.rows import add_errors
from qlcb.history import Conflict

# What a scan may do in the browser: be shown inside our own page, and nothing else (a PDF may hold scripts).
FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'"


@require_safe
def contents(request, code):
    """Thành phần hồ sơ: what is there and what is missing; with ?muc=&dong= the papers of one record."""
    dossier = get_dossier(request, code, looking_at="Thành phần hồ sơ")
    place = _place(request, dossier)
    context = dossier_context(request, dossier, today=timezone.localdate(), current="giay-to")
    context |= {
        "may_add": bool(rights.writable_groups(request.user.access, dossier)),
        "add_url": _add_url(dossier, request.GET),
    }
    if place.section:
        found = [p for p in papers.of_dossier(request.user.access, dossier) if _is_at(p.row, place)]
        context |= {"section": SECTIONS[place.section], "papers": found, "summary": _summary(place)}
        context["may_add"] = rights.write_verdict(request.user.access, place)
        return render(request, "personnel/attachments/record.html", context)
    context["contents"] = papers.contents(request.user.access, dossier, timezone.localdate())
    return render(request, "personnel/attachments/contents.html", context)


@require_http_methods(["GET", "POST"])
def paper_add(request, code="", decision=0):
    like = _new_paper(request, code, decision)
    kinds = Term.objects.filter(kind=Term.Kind.PAPER_KIND, code=request.GET.get("loai", ""))
    form = UploadForm(
        request.POST or None, request.FILES or None, instance=like, account=request.user, kind=kinds.first()
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = add_attachments(
                account=request.user,
                reason=form.cleaned_data["reason"],
                like=form.instance,
                files=form.cleaned_data["scans"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            words = f"“{added[0].title}”" if len(added) == 1 else f"{len(added)} tệp"
            messages.success(request, f"Đã đưa {words} vào {'hồ sơ' if code else 'quyết định'}.")
            return redirect(_home_of(like))
    context = _frame(like) | {"form": form, "limits": _limits_in_words(), "summary": _summary(like)}
    context["most_megabytes"] = limits.FILE_BYTES // limits.MEGABYTE
    return render(request, "personnel/attachments/add.html", context)


@never_cache
@require_safe
def paper(request, pk, code="", decision=0):
    row = _get_paper(request, pk, code, decision, looking_at=True)
    access = request.user.access
    context = _frame(row) | {
        "paper": papers.as_shown(access, row),
        "verdict": rights.write_verdict(access, row, rewrites=True),
        "past": happenings(row),
        "summary": _summary(row),
        "back_url": _home_of(row),
    }
    return render(request, "personnel/attachments/paper.html", context)


@require_safe
def paper_file(request, pk, code="", decision=0):
    """The file itself, through the door each time; each opening is logged (TCHQ-10.5). ?tai=1 has it downloaded."""
    row = _get_paper(request, pk, code, decision)
    _require_open(request, row)
    try:
        content = store.read(row)
    except store.DamagedFile as damaged:
        context = _frame(row) | {"paper": papers.as_shown(request.user.access, row), "reason": str(damaged)}
        return render(request, "personnel/attachments/damaged.html", context, status=500)
    _log(request, AccessEvent.Kind.FILE, row)
    kind = papers.TYPE_OF[row.content_type]
    shown = kind.is_shown and "tai" not in request.GET
    return _served(content, kind.mime, name=row.file_name, shown=shown)


@require_safe
def paper_thumbnail(request, pk, code="", decision=0):
    """The small picture of a paper. Of a restricted one it tells what the paper tells, and is opened as such."""
    row = _get_paper(request, pk, code, decision)
    _require_open(request, row)
    picture = store.read_thumbnail(row)
    if picture is None:
        raise Http404
    return _served(picture, "image/jpeg", name="anh-nho.jpg", shown=True)


@require_http_methods(["GET", "POST"])
def paper_correct(request, pk, code="", decision=0):
    row = _get_paper(request, pk, code, decision, looking_at=True)
    _require_write(request, row)
    form = CorrectForm(request.POST or None, instance=row, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            changed = correct_attachment(
                account=request.user,
                reason=form.cleaned_data["reason"],
                paper=form.instance,
                expected_version=form.cleaned_data["version"],
            )
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            fresh = CorrectForm(instance=conflict.stored, account=request.user)
            return conflict_page(request, conflict, form, fresh, f"Giấy tờ · {conflict.stored}")
        else:
            messages.success(request, "Đã đính chính." if changed else "Không có gì thay đổi.")
            return redirect(papers.as_shown(request.user.access, row).url)
    shown = papers.as_shown(request.user.access, _get_paper(request, pk, code, decision))
    return render(request, "personnel/attachments/correct.html", _frame(row) | {"form": form, "paper": shown})


@require_http_methods(["GET", "POST"])
def paper_remove(request, pk, code="", decision=0):
    row = _get_paper(request, pk, code, decision, looking_at=True)
    _require_write(request, row)
    form = RemoveForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            remove_attachment(
                account=request.user,
                reason=form.cleaned_data["reason"],
                paper=row,
                expected_version=form.cleaned_data["version"],
            )
        except Conflict as conflict:
            form.add_error(None, "Giấy tờ này vừa được người khác sửa; xem lại trước khi hủy.")
            form.data = form.data.copy()
            form.data["version"] = conflict.stored.version
        else:
            messages.success(request, f"Đã hủy “{row.title}” khỏi hồ sơ; lịch sử vẫn giữ.")
            return redirect(_home_of(row))
    shown = papers.as_shown(request.user.access, row)
    return render(request, "personnel/attachments/remove.html", _frame(row) | {"form": form, "paper": shown})


def _get_paper(request: HttpRequest, pk: int, code: str, decision: int, *, looking_at: bool = False) -> Attachment:
    """The paper, through the door of its owner; looking_at: log the look at the dossier."""
    rows = Attachment.objects.select_related("kind")
    if decision:
        owner = _get_decision(request, decision)
        shown = rights.DecisionDoor(request.user.access, [owner]).shows(owner)
        row = rows.filter(decision=owner, pk=pk).first() if shown else None
    elif looking_at:
        owner = get_dossier(request, code, looking_at="Giấy tờ")
        row = rows.filter(dossier=owner, pk=pk).first()
    else:
        owner = get_visible_or_404(
            Dossier.objects.visible_to(request.user).select_related("now_unit"),
            account=request.user,
            target=code,
            kept_by="now_unit_id",
            code=code,
        )
        row = rows.filter(dossier=owner, pk=pk).first()
    if row is None:
        raise Http404
    setattr(row, "decision" if decision else "dossier", owner)
    return row


def _get_decision(request: HttpRequest, pk: int) -> Decision:
    return get_visible_or_404(
        Decision.objects.visible_to(request.user).select_related("authority"),
        account=request.user,
        target=f"quyết định {pk}",
        pk=pk,
    )


def _new_paper(request: HttpRequest, code: str, decision: int) -> Attachment:
    """A paper about to be, at the place that the address names. Raises PermissionDenied with the reason."""
    if decision:
        like = Attachment(decision=_get_decision(request, decision))
    else:
        dossier = get_dossier(request, code, looking_at="Đưa giấy tờ vào hồ sơ")
        like = _place(request, dossier)
        if not like.section:
            if not rights.writable_groups(request.user.access, dossier):
                request.user.access.require_write(rights.part_of_kind(None).group, dossier)
            return like
    _require_write(request, like, rewrites=False)
    return like


def _place(request: HttpRequest, dossier: Dossier) -> Attachment:
    """An unsaved paper at ?muc=&dong=, or of the dossier as a whole; a record that is not there is no address."""
    slug, row_id = request.GET.get("muc", ""), request.GET.get("dong", "")
    if not slug:
        return Attachment(dossier=dossier)
    section = get_section(slug)
    if not (row_id.isascii() and row_id.isdigit() and len(row_id) < 19):
        raise Http404
    if not section.rows(dossier).filter(pk=row_id).exists():
        raise Http404
    return Attachment(dossier=dossier, section=slug, row_id=int(row_id))


def _is_at(row: Attachment, place: Attachment) -> bool:
    return (row.section, row.row_id) == (place.section, place.row_id)


def _require_write(request: HttpRequest, row: Attachment, *, rewrites: bool = True) -> None:
    verdict = rights.write_verdict(request.user.access, row, rewrites=rewrites)
    if not verdict:
        raise PermissionDenied(verdict.why)


def _require_open(request: HttpRequest, row: Attachment) -> None:
    """A restricted paper needs the right to what is masked, and opening it counts as unmasking (TCHQ-8.1c)."""
    verdict = rights.open_verdict(request.user.access, row)
    if not verdict:
        raise PermissionDenied(verdict.why)
    if rights.is_restricted(request.user.access, row):
        _log(request, AccessEvent.Kind.UNMASK, row)


def _log(request: HttpRequest, kind: str, row: Attachment) -> None:
    """One row of the access log for an opened file: whose, and which. The title of a decision's paper may name people
    whom not every reader of the log may know."""
    if row.dossier_id:
        target, unit, detail = row.dossier.code, row.dossier.now_unit, f"{row.title} ({row.file_name})"
    else:
        target, unit, detail = f"quyết định {row.decision.number}", row.decision.authority, f"Giấy tờ số {row.pk}"
    AccessEvent.log(kind, request.user, target=target, unit=unit, detail=detail)


def _served(content: bytes, mime: str, *, name: str, shown: bool) -> HttpResponse:
    """A file as it goes to the browser: never cached, never guessed at, never run, shown only inside our own pages."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(not shown, name)
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN" if shown else "DENY"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _summary(row: Attachment) -> list[tuple[str, str]]:
    """The record that the paper belongs to, in words; nothing for other papers and for a record taken out since."""
    section = SECTIONS.get(row.section)
    found = section.rows(row.dossier).filter(pk=row.row_id).first() if section else None
    return [(label, value) for label, value in row_summary(section, found) if value] if found else []


def _home_of(row: Attachment) -> str:
    """The page on which the paper stands."""
    if row.decision_id:
        return reverse("personnel:decision", args=[row.decision_id])
    address = reverse("personnel:papers", args=[row.dossier.code])
    return f"{address}?muc={row.section}&dong={row.row_id}" if row.section else address


def _add_url(dossier: Dossier, query) -> str:
    address = reverse("personnel:paper_add", args=[dossier.code])
    return f"{address}?{query.urlencode()}" if query.get("muc") else address


def _frame(row: Attachment) -> dict:
    """What the pages of one paper share: owner, where it stands, and the way back."""
    if row.decision_id:
        crumbs = [
            {"label": "Quyết định", "url": reverse("personnel:decisions")},
            {"label": row.decision.number, "url": reverse("personnel:decision", args=[row.decision_id])},
        ]
        return {"owner": f"Quyết định {row.decision.number}", "crumbs": crumbs, "place": "", "home": _home_of(row)}
    section = SECTIONS.get(row.section)
    crumbs = form_crumbs(row.dossier)
    crumbs.append({"label": "Thành phần hồ sơ", "url": reverse("personnel:papers", args=[row.dossier.code])})
    owner = f"{row.dossier.full_name} · {row.dossier.code}"
    return {"owner": owner, "crumbs": crumbs, "place": section.title if section else "", "home": _home_of(row)}


def _limits_in_words() -> str:
    file, total = limits.FILE_BYTES // limits.MEGABYTE, limits.UPLOAD_BYTES // limits.MEGABYTE
    return f"Mỗi tệp không quá {file} MB; mỗi lần không quá {limits.FILES_AT_ONCE} tệp, tổng cộng {total} MB."
