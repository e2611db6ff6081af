"""One dossier in a round: looked through part by part and confirmed, or its declaration of assets entered."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import Verdict
from accounts.models import AccessEvent
from accounts.permissions import ACCESS_LOG, WorkGroup
from personnel.attachments import papers
from personnel.forms.rounds import DeclareForm, ExemptForm, ListForm
from personnel.models import AssetDeclaration, Dossier, Round, RoundItem
from personnel.paper_checks import Part, paper_state
from personnel.present import panel_pairs, section_table
from personnel.related import know_panels
from personnel.rounds import ASSETS_SLUG, WORDS
from personnel.rounds.changes import changed_since
from personnel.rounds.items import State, may_declare, on_table_of, parts_of, with_state
from personnel.sections import SECTIONS, Panel
from personnel.services.check_paper import check_verdict
from personnel.services.confirm_item import confirm_item
from personnel.services.declare_assets import declare_assets
from personnel.services.list_declarer import exempt_declarer, list_declarer
from personnel.views.common import REVIEWING, get_dossier, log_unmasking, posted
from personnel.views.rounds import address_of, crumbs_of, get_round, words_of
from personnel.views.rows import add_errors
from qlcb.history import Conflict

OPENINGS = 20


@dataclass(frozen=True)
class PartCard:
    """One part as it stands. content: pairs of a panel or table of a section; confirmed: who and when; mine: whether it
    waits for this account; may_write: whether it may be mended here."""

    part: Part
    content: dict
    confirmed: dict | None
    confirmed_at: datetime | None
    changed_at: datetime | None
    mine: bool
    may_write: bool
    url: str


@never_cache
@require_http_methods(["GET", "POST"])
def review_item(request, kind, pk, code):
    """The parts of the review, restricted fields shown where they wait for this account, and one button for all."""
    item = _get_item(request, kind, pk, code)
    if request.method == "POST":
        return _confirm(request, item)
    return _review_page(request, item)


def _confirm(request, item: RoundItem):
    verdicts = _verdicts(request.user, item)
    if not any(verdicts):
        raise PermissionDenied(next((verdict.why for verdict in verdicts), ""))
    try:
        confirm_item(account=request.user, item=item, seen=_seen(request.POST.get("seen", "")))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_url(item))
    messages.success(request, f"Đã xác nhận hồ sơ của {item.dossier.full_name}.")
    following = _next(request.user, item) if "tiep" in request.POST else None
    return redirect(_url(following)) if following else redirect(_list_url(item.round))


def _seen(text: str) -> dict[str, str]:
    """Part → its fingerprint, as the page gave it; nothing for what is none of ours."""
    try:
        seen = json.loads(text)
    except ValueError:
        return {}
    return {slug: str(mark) for slug, mark in seen.items()} if isinstance(seen, dict) else {}


def _verdicts(account, item: RoundItem) -> list[Verdict]:
    return [check_verdict(account.access, part, item.dossier) for part in parts_of(item.round).values()]


def _review_page(request, item: RoundItem):
    dossier, account, today = item.dossier, request.user, timezone.localdate()
    know_panels(dossier)
    states = paper_state(dossier).parts
    changes = changed_since(item.round, RoundItem.objects.filter(pk=item.pk)).get(item.pk, {})
    cards = [_card(request, item, slug, part, changes.get(slug), today) for slug, part in parts_of(item.round).items()]
    seen = {card.part.slug: states[card.part.slug].fingerprint for card in cards if card.mine}
    request.session[REVIEWING] = {"code": dossier.code, "title": item.round.title, "url": _url(item)}
    context = _frame(item) | {
        "cards": cards,
        "seen": json.dumps(seen) if seen else "",
        "mine": len(seen),
        "following": _next(account, item) if seen else None,
        "why_not": _why_not(account, item) if not seen else "",
    }
    return render(request, "personnel/rounds/review_item.html", context)


def _card(request, item: RoundItem, slug: str, part: Part, changed_at, today) -> PartCard:
    dossier, told = item.dossier, item.confirmed.get(slug)
    verdict = bool(check_verdict(request.user.access, part, dossier))
    mine = verdict and item.round.is_open and (told is None or changed_at is not None)
    if mine and part.sealed:
        log_unmasking(request, dossier, part)
    if isinstance(part, Panel):
        content = {"pairs": panel_pairs(part, dossier, reveal=mine)}
        url = reverse("personnel:panel_edit", args=[dossier.code, slug])
    else:
        content = {"table": section_table(part, part.rows(dossier), today, reveal=mine)}
        url = reverse("personnel:section", args=[dossier.code, slug])
    at = datetime.fromisoformat(told["at"]) if told else None
    return PartCard(part, content, told, at, changed_at, mine, verdict, url)


def _why_not(account, item: RoundItem) -> str:
    """Why there is nothing to confirm here for the account."""
    if not item.round.is_open:
        return "Đợt rà soát đã đóng."
    verdicts = _verdicts(account, item)
    if any(verdicts):
        return "Mọi mục thuộc quyền của tài khoản đã được xác nhận."
    return verdicts[0].why if verdicts else ""


@never_cache
@require_http_methods(["GET", "POST"])
def assets_item(request, kind, pk, code):
    """The declaration of a person: entered here with its scans, or shown with its papers and who opened them."""
    item = _get_item(request, kind, pk, code)
    verdict = request.user.access.may_write(WorkGroup.ASSETS, item.dossier)
    declared = AssetDeclaration.objects.filter(
        dossier=item.dossier, year=item.round.year, kind=item.round.declaration_kind
    ).first()
    may_declare = verdict and item.round.is_open and declared is None and not item.exempt_because
    if request.method == "POST":
        request.user.access.require_write(WorkGroup.ASSETS, item.dossier)
    form = DeclareForm(posted(request), request.FILES or None, item=item) if may_declare else None
    if request.method == "POST" and form and form.is_valid():
        try:
            declare_assets(
                account=request.user, item=item, declaration=form.instance, scans=form.cleaned_data["scans"],
                today=timezone.localdate(),
            )  # fmt: skip
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã ghi bản kê khai của {item.dossier.full_name}.")
            following = _next(request.user, item) if "tiep" in request.POST else None
            return redirect(_url(following or item))
    context = _frame(item) | {"form": form, "verdict": verdict, "declared": declared}
    context |= _declaration(request, item, declared) if declared else {}
    return render(request, "personnel/rounds/assets_item.html", context)


def _declaration(request, item: RoundItem, declared: AssetDeclaration) -> dict:
    """The declaration as the section shows it, its scans, and who opened them for whom may read the log."""
    section, access = SECTIONS[ASSETS_SLUG], request.user.access
    declared.dossier = item.dossier
    of_dossier = papers.of_dossier(access, item.dossier)
    scans = [one for one in of_dossier if (one.row.section, one.row.row_id) == (section.slug, declared.pk)]
    openings = None
    if access.may_on(ACCESS_LOG, item.dossier):
        told = {f"{one.row.title} ({one.row.file_name})" for one in scans}
        kinds = AccessEvent.Kind
        looked = Q(kind=kinds.FILE, detail__in=told) | Q(kind=kinds.UNMASK, detail=section.title)
        events = AccessEvent.objects.filter(looked, target=item.dossier.code).select_related("account__unit")
        openings = list(events.order_by("-at", "-id")[:OPENINGS])
    return {
        "section": section,
        "table": section_table(section, [declared], timezone.localdate()),
        "scans": scans,
        "openings": openings,
    }


@require_http_methods(["GET", "POST"])
def exempt_page(request, kind, pk, code):
    """Exempt somebody from declaring in the round, or take it back."""
    item = _get_item(request, kind, pk, code)
    request.user.access.require_write(WorkGroup.ASSETS, item.dossier)
    form = ExemptForm(posted(request), initial={"because": item.exempt_because, "version": item.version})
    if request.method == "POST" and form.is_valid():
        because, version = form.cleaned_data["because"], form.cleaned_data["version"]
        try:
            exempt_declarer(account=request.user, item=item, because=because, expected_version=version)
        except ValidationError as error:
            form.add_error(None, error)
        except Conflict:
            messages.warning(request, "Vừa có người khác ghi; xem lại rồi làm lại.")
            return redirect("personnel:assets_exempt", pk, code)
        else:
            messages.success(request, "Đã ghi." if because else "Đã đưa lại vào diện phải kê khai.")
            return redirect(_url(item))
    context = _frame(item) | {"form": form}
    return render(request, "personnel/rounds/exempt.html", context)


@require_http_methods(["GET", "POST"])
def list_page(request, kind, pk):
    """Add somebody beyond the rule of the round."""
    round = get_round(request, kind, pk)
    if not may_declare(request.user):
        request.user.access.require("write_assets")
    if not round.is_open:
        raise Http404
    form = ListForm(posted(request))
    if request.method == "POST" and form.is_valid():
        dossier = Dossier.objects.visible_to(request.user).filter(code=form.cleaned_data["code"]).first()
        if dossier is None:
            form.add_error("code", "Không có hồ sơ nào của số hiệu này trong phạm vi của tài khoản.")
        else:
            try:
                item = list_declarer(
                    account=request.user, round=round, dossier=dossier, because=form.cleaned_data["because"]
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, f"Đã đưa {dossier.full_name} vào danh sách kê khai.")
                return redirect(_url(item))
    context = words_of(kind) | {"round": round, "form": form, "crumbs": crumbs_of(kind, address_of(round))}
    return render(request, "personnel/rounds/list_declarer.html", context)


def _get_item(request, kind: str, pk: int, code: str) -> RoundItem:
    """The item of a dossier that the account may open; the look is logged as one at the dossier."""
    round = get_round(request, kind, pk)
    dossier = get_dossier(request, code, looking_at=f"{WORDS[kind].title}: {round.title}")
    item = with_state(RoundItem.objects.filter(round=round, dossier=dossier)).first()
    if item is None:
        raise Http404
    item.round, item.dossier = round, dossier
    return item


def _next(account, item: RoundItem) -> RoundItem | None:
    """The item after this one on the table of the account, by name; the first one after the last."""
    items = with_state(RoundItem.objects.filter(round=item.round).visible_to(account))
    waiting = items.filter(on_table_of(account, item.round), state=State.MISSING).exclude(pk=item.pk)
    waiting = waiting.select_related("dossier").order_by("dossier__sort_key", "pk")
    after = waiting.filter(dossier__sort_key__gte=item.dossier.sort_key).first()
    found = after or waiting.first()
    if found:
        found.round = item.round
    return found


def _url(item: RoundItem) -> str:
    name = f"personnel:{WORDS[item.round.kind].name}_item"
    return reverse(name, args=[item.round_id, item.dossier.code])


def _list_url(round: Round) -> str:
    return reverse(f"personnel:{WORDS[round.kind].name}_items", args=[round.pk])


def _frame(item: RoundItem) -> dict:
    """What the pages of one item share."""
    kind = item.round.kind
    crumbs = crumbs_of(kind, address_of(item.round), ("Danh sách", _list_url(item.round)))
    return words_of(kind) | {
        "item": item,
        "round": item.round,
        "dossier": item.dossier,
        "crumbs": crumbs,
    }
