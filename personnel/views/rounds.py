"""Rounds, of reviews and of declarations: all of them, one with its units, its list, what its leaders do with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AccessEvent
from accounts.permissions import EXPORT, ROUNDS, VIEW
from accounts.refusals import OutOfScope, get_visible_or_404
from orgunits.models import Unit
from orgunits.querysets import ids_below
from personnel.exports.rounds import ITEMS
from personnel.forms.rounds import (
    CHANGED,
    CORRECTED,
    FORMS,
    MINE,
    NO_SCAN,
    ChangeForm,
    CloseForm,
    ItemFilter,
    RemindForm,
)
from personnel.models import Round, RoundItem
from personnel.rounds import WORDS
from personnel.rounds.board import Board, figures_of
from personnel.rounds.changes import changed_since
from personnel.rounds.items import State, has_scan, late_words, may_declare, on_table_of, parts_of, with_state
from personnel.services.change_round import NOT_YOURS, change_round, may_run
from personnel.services.close_round import close_round
from personnel.services.open_round import count_concerned, open_round
from personnel.services.remind_units import remind_units
from personnel.views.common import NOTHING_CHANGED, posted
from personnel.views.conflicts import conflict_page
from personnel.views.exports import ask_page
from personnel.views.rows import add_errors
from qlcb.formats import date_vi, number_vi
from qlcb.history import Conflict
from qlcb.paging import PAGE_SIZE, keyset_page

KEYS = ("dossier__sort_key", "id")
WHOLE = "in"
MOST_PRINTED = 2_000  # so many lines on one page, to be printed; longer lists are exported


@require_safe
def index(request, kind):
    """Rounds that concern the account: the open ones by their term, then the closed ones."""
    request.user.access.require(VIEW)
    rounds = list(Round.objects.visible_to(request.user).filter(kind=kind).select_related("unit"))
    figures = figures_of(rounds, request.user)
    lines = [(round, figures[round.pk]) for round in rounds]
    context = words_of(kind) | {
        "today": timezone.localdate(),
        "open": [line for line in lines if line[0].is_open],
        "closed": [line for line in lines if not line[0].is_open],
        "may_open": request.user.access.holds(ROUNDS),
    }
    return render(request, "personnel/rounds/index.html", context)


@require_http_methods(["GET", "POST"])
def open_page(request, kind):
    """Open a round; the number of dossiers concerned is shown before anything is written."""
    request.user.access.require(ROUNDS)
    today, form_class = timezone.localdate(), FORMS[kind]
    initial = {"document_on": today} | form_class.opens_with(today)
    form = form_class(posted(request), account=request.user, kind=kind, initial=initial)
    number = None
    if request.method == "POST" and form.is_valid():
        if "mo" not in request.POST:
            number = count_concerned(request.user, form.instance)
        else:
            try:
                open_round(account=request.user, reason=form.cleaned_data["reason"], round=form.instance, today=today)
            except ValidationError as error:
                add_errors(form, error)
            else:
                number = count_concerned(request.user, form.instance)
                messages.success(request, f"Đã mở {WORDS[kind].one} với {number_vi(number)} hồ sơ.")
                return redirect(f"personnel:{WORDS[kind].name}_round", form.instance.pk)
    context = words_of(kind) | {"form": form, "number": number, "crumbs": crumbs_of(kind)}
    return render(request, "personnel/rounds/open.html", context)


@require_safe
def round_page(request, kind, pk):
    """How the units stand, from the one in the address downwards."""
    round, account = get_round(request, kind, pk), request.user
    today, unit = timezone.localdate(), _unit_of(request)
    board = Board(round, account, today, unit.pk if unit else None)
    runs = may_run(account, round)
    context = words_of(kind) | {
        "round": round,
        "board": board,
        "unit": unit,
        "mine": _mine(account, round, board),
        "left": _left(account, round, board),
        "late": late_words(round, today) if board.total.missing else "",
        "term": f"hạn {date_vi(round.deadline)}",
        "parts": parts_of(round).values(),
        "reminders": list(round.reminders.select_related("unit")[:8]),
        "may_run": runs and round.is_open,
        "may_export": account.access.holds(EXPORT),
        "remind_url": reverse(f"personnel:{WORDS[kind].name}_remind", args=[pk]),
        "crumbs": crumbs_of(kind, *([address_of(round)] if unit else []), *board.path),
    }
    return render(request, "personnel/rounds/round.html", context | _lists(round, board))


def _lists(round: Round, board: Board) -> dict[str, str]:
    """Addresses of the lists behind the numbers of the head."""
    asked = {
        "mine_url": MINE,
        "done_url": State.DONE,
        "missing_url": State.MISSING,
        "exempt_url": State.EXEMPT,
        "extra_url": CORRECTED,
        "left_url": CHANGED if round.is_review else NO_SCAN,
    }
    return {name: board.list_url(**{"trang-thai": state}) for name, state in asked.items()}


def _items(account, round: Round, board: Board):
    """The items of the board's unit and all below it, with their state."""
    items = with_state(RoundItem.objects.filter(round=round).visible_to(account)).exclude(state=State.LEFT)
    if not board.node:
        return items
    where = "dossier__now_unit__in" if round.is_open else "kept_by__in"
    return items.filter(**{where: [node.id for node in board.node.walk()]})


def _mine(account, round: Round, board: Board) -> int:
    """How many items lie on the table of the account."""
    if not round.is_open:
        return 0
    return _items(account, round, board).filter(on_table_of(account, round), state=State.MISSING).count()


def _left(account, round: Round, board: Board) -> int:
    """How many changed after a review confirmed them, or lack the scan of their declaration."""
    items = _items(account, round, board)
    if round.is_review:
        return len(changed_since(round, items))
    return items.filter(~has_scan(), state=State.DONE).count()


@require_safe
def items_page(request, kind, pk):
    """The list behind every number of the round; whole on one page to be printed, by who may take lists out."""
    round, account = get_round(request, kind, pk), request.user
    form = ItemFilter(request.GET, account=account, round=round)
    rows = form.rows()
    total = rows.count()
    if not round.is_review:
        rows = rows.annotate(scanned=has_scan())
    # Joined before the page is cut, units and positions are looked up for every row of the list.
    unit = "dossier__now_unit__parent" if round.is_open else "kept_by__parent"
    rows = rows.select_related("dossier").prefetch_related(unit, "dossier__now_position")
    may_export = account.access.holds(EXPORT)
    may_print = may_export and 0 < total <= MOST_PRINTED
    whole = may_print and WHOLE in request.GET
    size = MOST_PRINTED if whole else PAGE_SIZE
    page = keyset_page(rows, QueryDict() if whole else request.GET, keys=KEYS, total=total, size=size)
    if whole:
        told = f"{form.chosen()}; {number_vi(total)} hồ sơ"
        AccessEvent.log(AccessEvent.Kind.PRINT, account, target="Danh sách của đợt", unit=round.unit, detail=told)
    for item in page.rows:
        item.round = round
    shown = RoundItem.objects.filter(pk__in=[item.pk for item in page.rows])
    mine = set(shown.filter(on_table_of(account, round)).values_list("pk", flat=True)) if round.is_open else set()
    context = words_of(kind) | {
        "round": round,
        "form": form,
        "page": page,
        "changed": changed_since(round, shown) if round.is_review else {},
        "mine": mine,
        "tell_mine": any(item.state == State.MISSING and item.pk not in mine for item in page.rows),
        "parts_count": len(parts_of(round)),
        "query": request.GET.urlencode(),
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu", WHOLE)),
        "may_export": may_export,
        "may_print": may_print,
        "whole": whole,
        "may_list": not round.is_review and round.is_open and may_declare(account),
        "crumbs": crumbs_of(kind, address_of(round)),
    }
    return render(request, "personnel/rounds/items.html", context)


@require_http_methods(["GET", "POST"])
def change_page(request, kind, pk):
    """Mend or extend an open round."""
    round = _get_to_run(request, kind, pk)
    form = ChangeForm(posted(request), instance=round)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_round(
                account=request.user, reason=form.cleaned_data["reason"], round=form.instance,
                expected_version=form.cleaned_data["version"], today=timezone.localdate(),
            )  # fmt: skip
        except ValidationError as error:
            add_errors(form, error)
        except Conflict as conflict:
            return conflict_page(request, conflict, form, ChangeForm(instance=conflict.stored), str(conflict.stored))
        else:
            messages.success(request, "Đã ghi thay đổi của đợt." if changed else NOTHING_CHANGED)
            return redirect(address_of(round)[1])
    context = words_of(kind) | {"round": round, "form": form, "crumbs": crumbs_of(kind, address_of(round))}
    return render(request, "personnel/rounds/change.html", context)


@require_http_methods(["GET", "POST"])
def close_page(request, kind, pk):
    """Close an open round with its conclusion."""
    round = _get_to_run(request, kind, pk)
    form = CloseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        conclusion = form.cleaned_data["conclusion"]
        reason = f"Đóng {WORDS[kind].one}: {round.title}"
        try:
            close_round(
                account=request.user, reason=reason, round=round, conclusion=conclusion, today=timezone.localdate()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã đóng đợt; kết quả của từng đơn vị được giữ nguyên như hôm nay.")
            return redirect(address_of(round)[1])
    board = Board(round, request.user, timezone.localdate())
    context = words_of(kind) | {
        "round": round,
        "form": form,
        "board": board,
        "crumbs": crumbs_of(kind, address_of(round)),
    }
    return render(request, "personnel/rounds/close.html", context)


@require_http_methods(["GET", "POST"])
def remind_page(request, kind, pk):
    """Urge the chosen units, named in the address by their codes."""
    round = _get_to_run(request, kind, pk)
    units = Unit.objects.filter(pk__in=ids_below([round.unit_id]), code__in=request.GET.getlist("dv"))
    if not units:
        messages.warning(request, "Chọn ít nhất một đơn vị rồi bấm Đôn đốc.")
        return redirect(address_of(round)[1])
    form = RemindForm(posted(request), initial={"words": WORDS[kind].urge.format(round=round)})
    if request.method == "POST" and form.is_valid():
        try:
            sent = remind_units(
                account=request.user, round=round, units=units, words=form.cleaned_data["words"],
                today=timezone.localdate(),
            )  # fmt: skip
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã đôn đốc {number_vi(len(sent))} đơn vị.")
            return redirect(address_of(round)[1])
    context = words_of(kind) | {
        "round": round,
        "form": form,
        "units": units,
        "crumbs": crumbs_of(kind, address_of(round)),
    }
    return render(request, "personnel/rounds/remind.html", context)


@require_http_methods(["GET", "POST"])
def export_page(request, kind, pk):
    """The list of the round as a workbook: asked for with a reason, as every export."""
    round = get_round(request, kind, pk)
    return ask_page(request, ITEMS, back=reverse(f"personnel:{WORDS[kind].name}_items", args=[pk]), round=round.pk)


def get_round(request, kind: str, pk: int) -> Round:
    """A round of the kind that concerns the account; others are not found."""
    request.user.access.require(VIEW)
    rounds = (
        Round.objects.visible_to(request.user).filter(kind=kind).select_related("unit", "organiser", "declaration_kind")
    )
    return get_visible_or_404(rounds, account=request.user, target=f"{WORDS[kind].one} {pk}", pk=pk)


def _get_to_run(request, kind: str, pk: int) -> Round:
    """The same for who may run it, while it is open. Raises PermissionDenied, Http404."""
    round = get_round(request, kind, pk)
    if not may_run(request.user, round):
        raise PermissionDenied(NOT_YOURS)
    if not round.is_open:
        raise Http404
    return round


def _unit_of(request) -> Unit | None:
    """The unit of ?don-vi=, within the account's reach."""
    code = request.GET.get("don-vi", "")
    if not code:
        return None
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not request.user.access.may(VIEW, unit.pk):
        raise OutOfScope(account=request.user, target=f"đơn vị {code}", unit=unit)
    return unit


def words_of(kind: str) -> dict:
    """What every page of the kind is called, for its template."""
    return {"words": WORDS[kind]}


def address_of(round: Round) -> tuple[str, str]:
    """Title of the round and the address of its page."""
    return round.title, reverse(f"personnel:{WORDS[round.kind].name}_round", args=[round.pk])


def crumbs_of(kind: str, *ways: tuple[str, str]) -> list[dict]:
    """The way back: all rounds of the kind, then these."""
    words = WORDS[kind]
    top = {"label": words.title, "url": reverse(f"personnel:{words.name}_index")}
    return [top, *({"label": label, "url": url} for label, url in ways)]
