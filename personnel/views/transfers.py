"""Transfers: the board, the page of one and of what was sent in one go, and the steps that follow."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AccessEvent
from accounts.permissions import EXPORT, TRANSFER, VIEW
from accounts.refusals import OutOfScope, get_visible_or_404
from personnel.forms.transfers import TransferFilter
from personnel.models import Transfer
from personnel.transfers import terms
from personnel.transfers.acts import STEPS, Step
from personnel.transfers.board import Board
from personnel.transfers.rights import sends
from personnel.transfers.trail import trail_of
from personnel.views.common import log_outside, posted
from personnel.views.rows import add_errors
from qlcb.paging import PAGE_SIZE, keyset_page
from qlcb.vietnamese import name_sort_key

CRUMBS = [{"label": "Điều chuyển hồ sơ", "url": "/dieu-chuyen/"}]
RELATED = ("from_unit__parent", "to_unit__parent", "decision__authority", "new_position")


@require_safe
def board(request: HttpRequest):
    """What waits for the account, what it waits for, and what is done."""
    access = request.user.access
    if not (access.holds(TRANSFER) or access.holds(VIEW)):
        access.require(TRANSFER)
    shown = Board(request.user, timezone.localdate())
    slug = shown.slug_of(request.GET)
    form = TransferFilter(request.GET, board=shown, slug=slug)
    rows = form.narrow(shown.rows(slug))
    page = keyset_page(rows, request.GET, keys=shown.keys(slug), total=rows.count(), size=PAGE_SIZE)
    context = {
        "tabs": shown.tabs,
        "slug": slug,
        "form": form,
        "filtered": any(request.GET.get(form.add_prefix(name)) for name in form.fields),
        "page": page,
        "rows": shown.shown(page.rows),
        "may_move": access.holds(TRANSFER),
        "may_export": access.holds(EXPORT),
        "query": request.GET.urlencode() or f"xem={slug}",
        "receive_within": terms.receive_within(),
        "account_within": terms.account_within(),
    }
    return render(request, "personnel/transfers/board.html", context)


@require_safe
def transfer_page(request: HttpRequest, pk: int):
    """One transfer: to who receives it, of the person nothing but what stands on its row."""
    transfer = get_transfer(request, pk)
    (row,) = Board(request.user, timezone.localdate()).shown([transfer])
    access = request.user.access
    context = {
        "row": row,
        "transfer": transfer,
        "steps": [step for step in STEPS.values() if step.is_open(access, transfer)],
        "shows_papers": transfer.was_sent and (row.is_seen or access.may(TRANSFER, transfer.from_unit_id)),
        "may_answer": row.is_seen and sends(access, transfer) and _is_up_to_sender(transfer),
        "may_list": transfer.state == Transfer.State.SENT and row.is_seen and sends(access, transfer),
        "papers": list(transfer.papers.order_by("number")),
        "of_batch": Transfer.objects.visible_to(request.user).filter(batch=transfer.batch).count(),
        "entries": trail_of(transfer),
        "crumbs": CRUMBS,
    }
    return render(request, "personnel/transfers/transfer.html", context)


def _is_up_to_sender(transfer: Transfer) -> bool:
    """Whether the next step is to send: what was asked for, or came back and was not sent again since."""
    if transfer.state == Transfer.State.RETURNED:
        return not Transfer.objects.filter(dossier=transfer.dossier_id, pk__gt=transfer.pk).exists()
    return transfer.state == Transfer.State.REQUESTED


@require_safe
def batch_page(request: HttpRequest, batch: UUID):
    """What was sent in one go, with the steps that the account may take with all of it."""
    rows = _of_batch(request, batch)
    access = request.user.access
    context = {
        "rows": Board(request.user, timezone.localdate()).shown(rows),
        "first": rows[0],
        "batch": batch,
        "steps": [
            (step, len(open_ones))
            for step in STEPS.values()
            if step.for_many and (open_ones := [row for row in rows if step.is_open(access, row)])
        ],
        "may_print": any(access.may(TRANSFER, row.from_unit_id) for row in rows),
        "crumbs": CRUMBS,
    }
    return render(request, "personnel/transfers/batch.html", context)


@require_http_methods(["GET", "POST"])
def transfer_step(request: HttpRequest, pk: int, step: str):
    """Receive, return, recall, decline, withdraw one dossier, or record that its account was handed over."""
    transfer = get_transfer(request, pk)
    return _step_page(request, _step(step), [transfer], reverse("personnel:transfer", args=[pk]))


@require_http_methods(["GET", "POST"])
def batch_step(request: HttpRequest, batch: UUID, step: str):
    """The same with all of a batch that is in the state for it."""
    found, rows = _step(step), _of_batch(request, batch)
    if not found.for_many:
        raise Http404
    waiting = [row for row in rows if row.state == found.state]
    return _step_page(request, found, waiting or rows, reverse("personnel:transfer_batch", args=[batch]))


def _step_page(request, step: Step, transfers: list[Transfer], back: str):
    today, access = timezone.localdate(), request.user.access
    mine = [transfer for transfer in transfers if step.whose(access, transfer)]
    if not mine:
        raise PermissionDenied("Việc này do bên kia của lần điều chuyển thực hiện.")
    ready = [transfer for transfer in mine if transfer.state == step.state]
    if not ready:
        messages.warning(request, f"Không làm được nữa: {mine[0].get_state_display().lower()}.")
        return redirect(back)
    form = step.form(posted(request), today=today)
    why_not = next(filter(None, (step.ready(transfer, today) for transfer in ready)), "")
    if request.method == "POST" and form.is_valid():
        try:
            step.take(account=request.user, transfers=ready, today=today, **form.cleaned_data)
        except ValidationError as error:
            log_outside(request, error, ready[0].to_unit)
            add_errors(form, error)
        else:
            messages.success(request, f"{step.done}: {_named(ready)}.")
            return redirect(back)
    crumbs = [*CRUMBS, {"label": _named(ready), "url": back}]
    context = {"step": step, "transfers": ready, "form": form, "back": back, "why_not": why_not, "crumbs": crumbs}
    return render(request, "personnel/transfers/step.html", context)


def get_transfer(request, pk: int) -> Transfer:
    """The transfer through the door; each look is logged under the person's code (TCHQ-4.2)."""
    visible = Transfer.objects.visible_to(request.user).select_related(*RELATED)
    transfer = get_visible_or_404(
        visible, account=request.user, target=f"điều chuyển {pk}", kept_by="from_unit_id", pk=pk
    )
    told = {"target": transfer.code, "unit": transfer.from_unit, "detail": "Điều chuyển hồ sơ"}
    AccessEvent.log(AccessEvent.Kind.VIEW, request.user, **told)
    return transfer


def _of_batch(request, batch: UUID) -> list[Transfer]:
    """What the account sees of the batch, by name. Raises Http404 when that is nothing."""
    rows = Transfer.objects.visible_to(request.user).filter(batch=batch).select_related(*RELATED)
    rows = sorted(rows, key=lambda row: (name_sort_key(row.full_name), row.code))
    if not rows:
        raise OutOfScope(account=request.user, target=f"đợt điều chuyển {batch}")
    targets = [(row.code, row.from_unit_id) for row in rows]
    AccessEvent.log_many(AccessEvent.Kind.VIEW, request.user, targets, detail="Điều chuyển hồ sơ")
    return rows


def _step(slug: str) -> Step:
    if slug not in STEPS:
        raise Http404
    return STEPS[slug]


def _named(transfers: list[Transfer]) -> str:
    return str(transfers[0]) if len(transfers) == 1 else f"{len(transfers)} hồ sơ"
