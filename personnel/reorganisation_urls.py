"""Addresses of reorganisations, below /don-vi/sap-xep/; they stand before those of units, whose codes would match."""

from django.urls import path

from personnel.views import reorganisation_parts as parts
from personnel.views import reorganisations as plans

ROOM = "don-vi/sap-xep/"
PLAN = f"{ROOM}<int:pk>/"

urlpatterns = [
    path(ROOM, plans.plan_list, name="reorganisations"),
    path(f"{ROOM}moi/", plans.plan_new, name="reorganisation_new"),
    path(PLAN, plans.plan_page, name="reorganisation"),
    path(f"{PLAN}quyet-dinh/", plans.plan_edit, name="reorganisation_edit"),
    path(f"{PLAN}kiem-tra/", plans.plan_check, name="reorganisation_check"),
    path(f"{PLAN}duyet/", plans.plan_approve, name="reorganisation_approve"),
    path(f"{PLAN}mo-lai/", plans.plan_reopen, name="reorganisation_reopen"),
    path(f"{PLAN}huy/", plans.plan_withdraw, name="reorganisation_withdraw"),
    path(f"{PLAN}buoc/them/", parts.step_add, name="reorganisation_step_add"),
    path(f"{PLAN}buoc/<int:part>/", parts.step_edit, name="reorganisation_step"),
    path(f"{PLAN}buoc/<int:part>/bo/", parts.step_remove, name="reorganisation_step_remove"),
    path(f"{PLAN}nguoi/", parts.people, name="reorganisation_people"),
    path(f"{PLAN}nguoi/<int:part>/bo/", parts.person_remove, name="reorganisation_person_remove"),
    path(f"{PLAN}tai-khoan/", parts.accounts, name="reorganisation_accounts"),
    path(f"{PLAN}tai-khoan/<int:part>/bo/", parts.account_remove, name="reorganisation_account_remove"),
    path(f"{PLAN}tep/", parts.upload, name="reorganisation_upload"),
    path(f"{PLAN}tep/tai-ve/", parts.download, name="reorganisation_file"),
]
