"""Tài khoản cá nhân: who has one, giving them to one or to all that have none, taking over those that came along."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import AccessEvent
from accounts.refusals import get_visible_or_404
from accounts.services.issue_personal import MOST
from accounts.views.common import beside_fields
from personnel.forms.own import IssuePersonalForm, PeopleFilter
from personnel.models import Dossier, Transfer
from personnel.own.people import NONE, Term, people_of, without_account
from personnel.own.room import where_wanted
from personnel.services.issue_personal_accounts import issue_personal_accounts
from personnel.services.take_over_account import take_over_account
from personnel.views.common import posted
from qlcb import regulation, row_security
from qlcb.paging import keyset_page

KEYS, ALL, CHOSEN = ("sort_key", "id"), "tat-ca", "nguoi"
CRUMBS = [{"label": "Tài khoản cá nhân", "url": "/tai-khoan-ca-nhan/"}]


@where_wanted
@require_safe
@row_security.opened()
def people(request):
    """Everybody of the administrator's units, with how it stands with the account."""
    request.user.access.require_administrator()
    form = PeopleFilter(request.GET, account=request.user)
    rows, term, today = form.rows(), Term(), timezone.localdate()
    page = keyset_page(rows, request.GET, keys=KEYS, total=rows.count())
    lines = [(person, due := term.due(person.came_on), due is not None and due < today) for person in page.rows]
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "filtered": any(request.GET.get(form.add_prefix(name)) for name in form.fields),
        "may_choose": any(person.username is None for person in page.rows),
        "lacking": _lacking(form).count(),
        "unit": form.cleaned_data.get("don_vi") if form.is_valid() else None,
        "none": NONE,
        "term": term.told,
        "source": regulation.personal_accounts(),
    }
    return render(request, "personnel/own/people.html", context)


@where_wanted
@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_variables("issued")
def issue(request):
    """The paper, then the accounts; their passwords are told on slips, once (HP-4.2a, TCHQ-7.2a)."""
    request.user.access.require_administrator()
    chosen, left_over = _chosen(request)
    if not chosen:
        messages.warning(request, "Chọn ít nhất một người chưa có tài khoản.")
        return redirect("personnel:personal_accounts")
    form = IssuePersonalForm(posted(request), by=request.user, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_personal_accounts(
                account=request.user, reason=form.cleaned_data["reason"], people=chosen, paper=form.paper,
                today=timezone.localdate(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, beside_fields(error, form))
        else:
            context = {"issued": issued, "paper": form.paper, "left": _left(request.user), "crumbs": CRUMBS}
            return render(request, "personnel/own/slips.html", context)
    context = {"people": chosen, "left_over": left_over, "most": MOST, "form": form, "crumbs": CRUMBS}
    return render(request, "personnel/own/issue.html", context)


@where_wanted
@require_POST
def take_over(request, code):
    """Take over the account that came along with a dossier (HP-9.3, TN-I.4)."""
    request.user.access.require_administrator()
    person = _get_person(request, code)
    back = redirect(f"{reverse('personnel:personal_accounts')}?tim={code}")
    if person.came_by is None:
        messages.warning(request, f"Tài khoản của {person} không chờ nhận bàn giao.")
        return back
    with row_security.opened():
        transfer = Transfer.objects.select_related("from_unit", "decision").get(pk=person.came_by)
    try:
        take_over_account(account=request.user, transfer=transfer, today=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã nhận bàn giao tài khoản của {person}; người ấy được đề nghị kiểm tra hồ sơ.")
    return back


@row_security.opened()
def _get_person(request, code: str) -> Dossier:
    rows = people_of(request.user)
    person = get_visible_or_404(rows, account=request.user, target=code, kept_by="now_unit_id", code=code)
    told = {"target": person.code, "unit": person.now_unit, "detail": "Tài khoản cá nhân"}
    AccessEvent.log(AccessEvent.Kind.VIEW, request.user, **told)
    return person


@row_security.opened()
def _chosen(request) -> tuple[list[Dossier], int]:
    """Who is to get an account: those named, or all that have none and meet the filter, as many as go at once; and how
    many of them are left over for the next time."""
    asked = request.POST if request.method == "POST" else request.GET
    rows = without_account(request.user)
    if ALL in asked and CHOSEN not in asked:
        form = PeopleFilter(asked, account=request.user)
        rows = _lacking(form)
    else:
        rows = rows.filter(code__in=asked.getlist(CHOSEN))
    found = list(rows.order_by(*KEYS)[:MOST])
    return found, rows.count() - len(found)


@row_security.opened()
def _left(account) -> int:
    """How many people of the administrator's units have no account yet."""
    return without_account(account).count()


def _lacking(form: PeopleFilter):
    """Those whom the filter shows and who have no account, but for the administrator themself."""
    return form.rows().filter(pk__in=without_account(form.account).order_by().values("pk"))
