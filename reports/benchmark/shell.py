"""All addresses of the program and one more: a page of the house with nothing in it, for the benchmark only."""

from django.shortcuts import render
from django.urls import path

from qlcb import urls
from qlcb.urls import handler403, handler404, handler500  # noqa: F401 - Django looks for them in the root module

EMPTY = "/khung-trong/"


def empty(request):
    """base.html as every page extends it: head, navigation, search box, account menu."""
    return render(request, "base.html")


urlpatterns = [*urls.urlpatterns, path(EMPTY.strip("/") + "/", empty)]
