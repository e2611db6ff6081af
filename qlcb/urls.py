"""Addresses of the whole program."""

from contextlib import suppress
from importlib.util import find_spec

from django.urls import include, path

from qlcb.views import health

handler403 = "accounts.refusals.forbidden"
handler404 = "accounts.refusals.not_found"
handler500 = "qlcb.views.server_error"

urlpatterns = [
    path("suc-khoe/", health, name="health"),
    path("", include("accounts.urls")),
]
if find_spec("personnel.urls"):
    from personnel.urls import home_page

    urlpatterns += [path("", home_page, name="home"), path("", include("personnel.urls"))]
with suppress(ImportError):
    urlpatterns += [path("", include("reports.urls"))]
