"""Addresses of personal accounts: what the person meets, what the administrator does, what the clerk answers."""

from django.urls import path

from personnel.views import error_reports, own_dossier, personal_accounts

urlpatterns = [
    path("ho-so-cua-toi/", own_dossier.own_dossier, name="own"),
    path("ho-so-cua-toi/xac-nhan/", own_dossier.confirm, name="own_confirm"),
    path("ho-so-cua-toi/bao-sai-sot/<slug:place>/", own_dossier.report, name="own_report"),
    path("tai-khoan-ca-nhan/", personal_accounts.people, name="personal_accounts"),
    path("tai-khoan-ca-nhan/cap/", personal_accounts.issue, name="personal_issue"),
    path("tai-khoan-ca-nhan/<str:code>/nhan-ban-giao/", personal_accounts.take_over, name="personal_take_over"),
    path("bao-sai-sot/", error_reports.report_list, name="error_reports"),
    path("bao-sai-sot/<int:pk>/", error_reports.report_page, name="error_report"),
]
