"""Who is in a draft: chosen from the list of dossiers, or named in a pasted column."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import DECIDE
from accounts.refusals import log_refused
from personnel.acts.cells import Columns
from personnel.forms.filters import DossierFilter
from personnel.forms.pasted import PasteForm
from personnel.models import Dossier
from personnel.services.add_people import MOST, TOO_MANY, Added, add_people
from personnel.views.drafts import draft_context, get_draft
from qlcb.formats import number_vi
from qlcb.paging import keyset_page

CHOSEN = "chon"


@require_http_methods(["GET", "POST"])
def choose(request, pk):
    """The list of dossiers with its filters: tick some, or take all that meet the conditions."""
    draft, act = get_draft(request, pk)
    today = timezone.localdate()
    form = DossierFilter(request.GET, account=request.user, right=DECIDE)
    rows = form.rows(today)
    if request.method == "POST":
        return _add(request, draft, _picked(request, rows, form))
    total = rows.count()
    page = keyset_page(rows.for_list(), request.GET, keys=form.keys, total=total)
    context = draft_context(request.user, draft, act, None, step=1) | {
        "form": form,
        "page": page,
        "there": dict(draft.lines.filter(dossier__in=page.rows).values_list("dossier_id", "is_in")),
        "query": request.GET.urlencode(),
        "filtered": any(value for key, value in request.GET.items() if key not in ("sau", "truoc", "tu", "xep")),
        "more_open": any(request.GET.get(name.replace("_", "-")) for name in form.MORE),
        "main_fields": [form[name] for name in form.MAIN],
        "more_fields": [form[name] for name in form.MORE],
        "too_many": total > MOST,
    }
    return render(request, "personnel/drafts/people.html", context)


def _picked(request, rows, form) -> list[Dossier]:
    """All people of the list, or those that were ticked, in the order of the list."""
    ordered = rows.order_by(*form.keys)
    if "tat-ca" in request.POST:
        return list(ordered[: MOST + 1])
    ids = [int(text) for text in request.POST.getlist(CHOSEN) if text.isascii() and text.isdigit() and len(text) < 19]
    return list(Dossier.objects.under(request.user, DECIDE).filter(pk__in=ids).order_by("sort_key", "pk"))


def _add(request, draft, dossiers: list[Dossier]):
    if not dossiers:
        messages.warning(request, "Chưa chọn ai. Đánh dấu ở đầu dòng, hoặc thêm tất cả người khớp điều kiện.")
    else:
        try:
            if len(dossiers) > MOST:
                raise ValidationError(TOO_MANY)
            added = add_people(account=request.user, draft=draft, dossiers=dossiers, today=timezone.localdate())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _told(added))
    return redirect(f"{request.path}?{request.GET.urlencode()}")


@require_http_methods(["GET", "POST"])
def paste(request, pk):
    """A column of staff codes, alone or with values; each line that means nobody is told with its number."""
    draft, act = get_draft(request, pk)
    today, form, pasted = timezone.localdate(), PasteForm(request.POST or None), None
    columns = Columns(act, today)
    if request.method == "POST" and form.is_valid():
        pasted = form.read(draft, columns, request.user, today)
        if pasted.unknown:
            log_refused(request, detail=f"{pasted.unknown} số hiệu không có trong phạm vi", unit=draft.unit)
        if pasted.dossiers and (not pasted.problems or "bo-qua" in request.POST):
            try:
                added = add_people(
                    account=request.user, draft=draft, dossiers=pasted.dossiers, today=today, values=pasted.values
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _told(added))
                if not pasted.problems:
                    return redirect("personnel:draft", draft.pk)
                form = PasteForm(_left(pasted))
    context = draft_context(request.user, draft, act, None, step=1) | {
        "form": form,
        "pasted": pasted,
        "columns": list(columns),
    }
    return render(request, "personnel/drafts/paste.html", context)


def _left(pasted) -> QueryDict:
    """The form with the lines that were not taken, to be corrected."""
    data = QueryDict(mutable=True)
    data["lines"] = "\n".join(filter(None, (pasted.header, *dict.fromkeys(pasted.left))))
    return data


def _told(added: Added) -> str:
    parts = [f"Đã thêm {number_vi(added.new)} người."]
    if added.back:
        parts.append(f"{number_vi(added.back)} người được đưa vào lại hoặc có giá trị mới.")
    if added.there:
        parts.append(f"{number_vi(added.there)} người đã có sẵn.")
    return " ".join(parts)
