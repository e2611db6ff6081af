"""Addresses of the whole program."""

from django.urls import include, path

from personnel.urls import home_page
from qlcb.views import health

handler403 = "accounts.refusals.forbidden"
handler404 = "accounts.refusals.not_found"
handler500 = "qlcb.views.server_error"

urlpatterns = [
    path("suc-khoe/", health, name="health"),
    path("", home_page, name="home"),
    path("", include("personnel.urls")),  # before the acts on accounts: it has a page of an account and a dossier
    path("", include("accounts.urls")),
    path("", include("reports.urls")),
]
