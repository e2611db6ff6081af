"""Đôn đốc: what units were urged to enter, and what they answered (HG-15.1, TCHQ-9.1)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import VIEW
from accounts.refusals import get_visible_or_404
from orgunits.models import Unit
from orgunits.tree import Tree
from personnel.forms.urgings import AnswerUrgingForm, UrgeForm, UrgingFilter
from personnel.models import Urging
from personnel.services.answer_urging import answer_urging
from personnel.services.urge_units import urge_units
from personnel.urgings import WORDS, may_urge
from personnel.views.common import posted
from personnel.views.rows import add_errors
from qlcb.formats import number_vi
from qlcb.paging import keyset_page
from qlcb.trail import Strand, trail

BACK = {Urging.Topic.DELEGATED: "personnel:delegation_progress", Urging.Topic.ENTERING: "personnel:deadlines"}


@require_safe
def index(request):
    """What the account's unit sent and received, the newest first."""
    request.user.access.require(VIEW)
    form = UrgingFilter(request.GET, account=request.user)
    rows = form.rows()
    page = keyset_page(
        rows.select_related("unit__parent", "from_unit__parent").order_by("-id"), request.GET, keys=("-id",),
        total=rows.count(),
    )  # fmt: skip
    context = {
        "form": form,
        "page": page,
        "today": timezone.localdate(),
        "own": request.user.unit_id,
        "filtered": any(request.GET.get(form.add_prefix(name)) for name in form.fields),
        "crumbs": _crumbs()[:-1],
    }
    return render(request, "personnel/urgings/index.html", context)


@require_http_methods(["GET", "POST"])
def urge(request, topic):
    """Urge the units named in the address by their codes."""
    if topic not in Urging.Topic.values:
        raise Http404
    account, today = request.user, timezone.localdate()
    account.access.require(VIEW)
    units = list(Unit.objects.filter(code__in=request.GET.getlist("dv")).select_related("parent"))
    if not units:
        messages.warning(request, "Chọn ít nhất một đơn vị rồi bấm Đôn đốc.")
        return redirect(BACK[topic])
    if not {unit.pk for unit in units} <= may_urge(account, topic, Tree.on(today), today):
        raise PermissionDenied("Có đơn vị không thuộc diện tài khoản này được đôn đốc.")
    form = UrgeForm(posted(request), initial={"words": WORDS[topic]})
    if request.method == "POST" and form.is_valid():
        try:
            sent = urge_units(account=account, topic=topic, units=units, today=today, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã đôn đốc {number_vi(len(sent))} đơn vị; đơn vị đọc ở Việc cần làm.")
            return redirect(BACK[topic])
    context = {"form": form, "units": units, "topic": Urging.Topic(topic), "back": reverse(BACK[topic])}
    return render(request, "personnel/urgings/urge.html", context | {"crumbs": _crumbs()})


@require_http_methods(["GET", "POST"])
def urging_page(request, pk):
    """One urging with its answer, or the form that answers it."""
    account = request.user
    account.access.require(VIEW)
    rows = Urging.objects.visible_to(account).select_related("unit__parent", "from_unit__parent")
    urging = get_visible_or_404(rows, account=account, target=f"đôn đốc {pk}", kept_by="unit_id", pk=pk)
    received = Urging.objects.received_by(account).filter(pk=pk).exists()
    if request.method == "POST" and not received:
        raise PermissionDenied("Lần đôn đốc này không gửi cho đơn vị của tài khoản.")
    form = AnswerUrgingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer_urging(account=account, urging=urging, today=timezone.localdate(), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Đã trả lời {urging.from_unit.label}.")
            return redirect("personnel:urgings")
    context = {
        "urging": urging,
        "form": form,
        "may_answer": received and urging.is_open,
        "work_url": reverse(BACK[urging.topic]),
        "entries": trail(Strand(urging.history.all(), "Đôn đốc", hidden=("words", "answer"))),
        "crumbs": _crumbs(),
    }
    return render(request, "personnel/urgings/urging.html", context)


def _crumbs() -> list[dict]:
    return [
        {"label": "Hạn cập nhật", "url": reverse("personnel:deadlines")},
        {"label": "Đôn đốc", "url": reverse("personnel:urgings")},
    ]
