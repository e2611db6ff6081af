"""Role templates: a table that everyone who grants can read, and their editing by the administrator of the system."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.administration import require_rule_maker
from accounts.forms import ReasonForm
from accounts.models import RoleTemplate
from accounts.permissions import RIGHTS
from accounts.role_forms import RoleForm
from accounts.roles import lines_for, shifts_of, uses_of, words_of
from accounts.services.retire_role import retire_role
from accounts.services.save_role import refuse_own, save_role
from accounts.views.common import beside_fields, crumbs_of
from qlcb import clauses
from qlcb.history import Conflict
from qlcb.trail import Strand, trail

CRUMBS = [*crumbs_of(), {"label": "Vai trò mẫu", "url": "/vai-tro/"}]
SENTENCES = {code: right.sentence for code, right in RIGHTS.items()}


@require_safe
def role_list(request):
    """Templates against rights, with clause, units they are for, and how many accounts hold each (TCHQ-6.1)."""
    access = request.user.access
    access.require_administrator()
    lines = lines_for(request.user, timezone.localdate())
    used = [line for line in lines if not line.role.retired_on]
    context = {
        "lines": lines,
        "used": list(enumerate(used, 1)),
        "table": [(right.sentence, [_mark(line.role, code) for line in used]) for code, right in RIGHTS.items()],
        "may_edit": access.everywhere("administer_system"),
        "crumbs": crumbs_of(),
    }
    return render(request, "accounts/roles.html", context)


def _mark(role: RoleTemplate, code: str) -> str:
    """The name of the role when it carries the right: a mark where the table is wide, words where it is narrow."""
    return role.name if code in role.rights else ""


@require_http_methods(["GET", "POST"])
def role_edit(request, code=None):
    """Asked, then shown what it would mean for who holds the role, then stored: the rights that were shown only."""
    require_rule_maker(request.user)
    today = timezone.localdate()
    role = get_object_or_404(RoleTemplate.objects.in_use(), code=code) if code else None
    form, shown, seen = RoleForm(request.POST or None, role=role), None, ""
    if request.method == "POST" and form.is_valid():
        rights = form.cleaned_data["rights"]
        if role and set(rights) != set(role.rights):
            refuse_own(request.user, role, today)
        seen = " ".join(rights)
        if request.POST.get("ghi") == seen and _save(request, form, today):
            return redirect("accounts:roles")
        shown = shifts_of(role, rights, today) if role else (0, [])
    context = {
        "form": form, "role": role, "holders": shown and shown[0], "shifts": shown and shown[1], "seen": seen,
        "uses": uses_of(role, today) if role else None, "entries": _history(role) if role else [], "crumbs": CRUMBS,
    }  # fmt: skip
    return render(request, "accounts/role_form.html", context)


def _save(request, form, today) -> bool:
    """Store what the form says; False with the error on the form when it cannot be."""
    told = {"reason": form.cleaned_data["reason"], "expected_version": form.cleaned_data["version"]}
    try:
        save_role(account=request.user, role=form.role, today=today, **told)
    except ValidationError as error:
        form.add_error(None, beside_fields(error, form))
    except Conflict:
        form.add_error(None, "Vai trò vừa được người khác sửa; chưa ghi gì. Mở lại trang để xem nội dung mới.")
    else:
        messages.success(request, f"Đã ghi vai trò “{form.cleaned_data['name']}”.")
        return True
    return False


def _history(role):
    past = role.history.all()
    marks = {mark for entry in past for mark in entry.meant_for}
    told = {entry.clause: clauses.words_of(entry.clause) for entry in past}
    words = {"rights": SENTENCES, "meant_for": words_of(marks), "clause": told}
    return trail(Strand(role.history.all(), "Vai trò mẫu", ("name",), ("order", "code"), words))


@require_http_methods(["GET", "POST"])
def role_retire(request, code):
    """A role that nobody holds is given to nobody any more; who still does is told before it is asked."""
    require_rule_maker(request.user)
    today = timezone.localdate()
    role = get_object_or_404(RoleTemplate.objects.in_use(), code=code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            retire_role(account=request.user, role=role, today=today, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Vai trò “{role}” thôi dùng từ hôm nay.")
            return redirect("accounts:roles")
    context = {"role": role, "form": form, "uses": uses_of(role, today), "crumbs": CRUMBS}
    return render(request, "accounts/role_retire.html", context)
