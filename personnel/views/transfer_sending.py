"""Sending dossiers: one with its list of papers, many by a pasted list; asking for one; correcting the list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Custody
from accounts.permissions import TRANSFER
from accounts.refusals import log_refused
from personnel.forms.transfers import RequestForm, SendForm, SendManyForm, StepForm, paper_forms
from personnel.models import Dossier, Transfer
from personnel.services.list_papers import list_papers, mark_of
from personnel.services.request_dossier import UnknownPerson, request_dossier
from personnel.services.send_dossiers import send_dossiers
from personnel.transfers import terms
from personnel.transfers.papers import proposed, stored, wanting
from personnel.transfers.pasted import look_through
from personnel.transfers.rights import send_verdict
from personnel.views.common import get_dossier, log_outside, posted
from personnel.views.rows import add_errors
from personnel.views.transfers import CRUMBS, get_transfer
from qlcb.history import Conflict

SEND = "gui"
State = Transfer.State


@require_http_methods(["GET", "POST"])
def send_one(request: HttpRequest, code: str):
    """Hand one dossier over; a request that waits for it is answered by that."""
    today, account = timezone.localdate(), request.user
    dossier = get_dossier(request, code, looking_at="Điều chuyển hồ sơ")
    verdict = send_verdict(account.access, dossier)
    if not verdict:
        raise PermissionDenied(verdict.why)
    waiting = dossier.transfers.filter(state__in=Transfer.OPEN).select_related("to_unit").first()
    if waiting and waiting.state == State.SENT:
        messages.info(request, f"Hồ sơ đang được chuyển đến {waiting.to_unit}.")
        return redirect("personnel:transfer", waiting.pk)
    form = SendForm(posted(request), account=account, dossier=dossier, waiting=waiting)
    lines = proposed([dossier.pk]).get(dossier.pk, [])
    papers = paper_forms(posted(request), lines, wanting(lines, today))
    if request.method == "POST" and all([form.is_valid(), papers.is_valid()]):
        sending = form.sending(papers.lines({line.scan for line in lines}))
        sent = _send(request, form, [sending], today, dossier.now_unit)
        if sent:
            messages.success(request, f"Đã gửi hồ sơ của {dossier.full_name} đến {sent[0].to_unit}, chờ tiếp nhận.")
            return redirect("personnel:transfer", sent[0].pk)
    context = {
        "dossier": dossier,
        "waiting": waiting,
        "form": form,
        "papers": papers,
        "seats": _seats(dossier, today),
        "stays": terms.staying_moves(),
        "crumbs": [*CRUMBS, {"label": dossier.full_name, "url": reverse("personnel:dossier", args=[code])}],
    }
    return render(request, "personnel/transfers/send.html", context)


@require_http_methods(["GET", "POST"])
def send_many(request: HttpRequest):
    """Many people under one decision: a pasted list, looked through before anything is sent; all or none."""
    today, account = timezone.localdate(), request.user
    account.access.require(TRANSFER)
    form, lines = SendManyForm(posted(request), account=account), []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        lines = look_through(account, told["people"], told["to_unit"], form.basis(), today)
        if SEND in request.POST and lines and not any(line.faults for line in lines):
            sent = _send(request, form, [line.sending for line in lines], today, account.unit)
            if sent:
                messages.success(request, f"Đã gửi {len(sent)} hồ sơ, chờ tiếp nhận.")
                return redirect("personnel:transfer_batch", sent[0].batch)
    context = {
        "form": form,
        "lines": lines,
        "wrong": sum(bool(line.faults) for line in lines),
        "outside": any(line.outside for line in lines),
        "crumbs": CRUMBS,
    }
    return render(request, "personnel/transfers/send_many.html", context)


@require_http_methods(["GET", "POST"])
def request_one(request: HttpRequest):
    """Ask the department that keeps a dossier to hand it over."""
    account = request.user
    account.access.require(TRANSFER)
    form = RequestForm(posted(request), account=account, initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            asked = request_dossier(account=account, today=timezone.localdate(), **form.asked())
        except ValidationError as error:
            if isinstance(error, UnknownPerson):
                log_refused(request, detail=f"Yêu cầu chuyển hồ sơ không khớp: {form.cleaned_data['code']}")
            add_errors(form, error)
        else:
            messages.success(request, f"Đã gửi yêu cầu chuyển hồ sơ của {asked.full_name}.")
            return redirect("personnel:transfer", asked.pk)
    context = {"form": form, "on_request": terms.on_request(), "crumbs": CRUMBS}
    return render(request, "personnel/transfers/request.html", context)


def _asked_for(request: HttpRequest) -> dict:
    """What the form opens with: the person whom the address names and who serves with the account."""
    here = Dossier.objects.visible_to(request.user).exclude(now_employer=None).select_related("now_employer")
    person = here.filter(code=request.GET.get("so-hieu", "")).first()
    return {"code": person.code, "full_name": person.full_name, "to_unit": person.now_employer.code} if person else {}


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, pk: int):
    """Correct the list of papers of a dossier that waits to be received."""
    today, transfer = timezone.localdate(), get_transfer(request, pk)
    dossier = Dossier.objects.visible_to(request.user).filter(pk=transfer.dossier_id).first()
    if dossier is None or not (verdict := send_verdict(request.user.access, dossier)):
        raise PermissionDenied(verdict.why if dossier else "Danh mục giao nhận do đơn vị chuyển lập.")
    if transfer.state != State.SENT:
        messages.warning(request, f"Không sửa được nữa: {transfer.get_state_display().lower()}.")
        return redirect("personnel:transfer", pk)
    lines, scans = stored(transfer), proposed([dossier.pk]).get(dossier.pk, [])
    also = [line for line in scans if line.scan not in {one.scan for one in lines}]
    forms = paper_forms(posted(request), lines, [*also, *wanting([*lines, *also], today)])
    why = StepForm(posted(request), today=today)
    if request.method == "POST" and all([forms.is_valid(), why.is_valid()]):
        known = {line.scan for line in (*lines, *scans)}
        try:
            list_papers(
                account=request.user, reason=why.cleaned_data["reason"], transfer=transfer,
                papers=forms.lines(known), expected=request.POST.get("mark", ""),
            )  # fmt: skip
        except Conflict:
            messages.error(request, "Danh mục vừa được người khác sửa; chưa ghi gì. Xem lại rồi sửa tiếp.")
            return redirect("personnel:transfer_papers", pk)
        except ValidationError as error:
            add_errors(why, error)
        else:
            messages.success(request, "Đã ghi danh mục giao nhận.")
            return redirect("personnel:transfer", pk)
    context = {
        "transfer": transfer,
        "papers": forms,
        "form": why,
        "mark": mark_of(transfer.papers.order_by("number")),
        "crumbs": [*CRUMBS, {"label": str(transfer), "url": reverse("personnel:transfer", args=[pk])}],
    }
    return render(request, "personnel/transfers/papers.html", context)


def _send(request, form, sendings, today, unit) -> list[Transfer]:
    """Send; what is refused stands in the form, and nothing is returned."""
    try:
        return send_dossiers(
            account=request.user, reason=form.cleaned_data["reason"], sendings=sendings, basis=form.basis(), today=today
        )
    except ValidationError as error:
        log_outside(request, error, unit)
        add_errors(form, error)
        return []


def _seats(dossier: Dossier, today) -> list[str]:
    """Accounts of the service that the person holds and has to hand over (TCHQ-9.2)."""
    held = Custody.objects.on(today).filter(staff_code=dossier.code).exclude(account__kind="personal")
    return [str(custody.account) for custody in held.select_related("account__unit")]
