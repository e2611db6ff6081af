"""Pay of one person by law: the next raise, early raises, seniority, the money of a month."""

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from personnel.pay_page import early_of, month_of, raise_of, seniority_of
from personnel.sections import SALARIES
from personnel.views.common import dossier_context, get_dossier
from qlcb.fields import VietnameseDateField


class PayDayForm(forms.Form):
    """The day whose pay is reckoned."""

    ngay = VietnameseDateField(label="Tại ngày")


@require_safe
def pay(request, code):
    """Each answer with its steps; the money of `?ngay=`, of today without it."""
    dossier, today = get_dossier(request, code, looking_at="Tiền lương"), timezone.localdate()
    form = PayDayForm(request.GET if "ngay" in request.GET else None, initial={"ngay": today})
    day = form.cleaned_data["ngay"] if form.is_valid() else today
    early = early_of(dossier, today)
    context = dossier_context(request, dossier, today=today, current=SALARIES.slug) | {
        "case": early.case if early else raise_of(dossier, list(SALARIES.rows(dossier)), today),
        "early": early,
        "seniority": seniority_of(dossier, today),
        "form": form,
        "day": day,
        "month": month_of(dossier, day),
    }
    return render(request, "personnel/pay.html", context)
