"""Addresses of rounds: the same pages for reviews and for declarations, and what only one of them has."""

from django.urls import path

from personnel.rounds import ASSETS, REVIEW
from personnel.views import round_items, rounds

_PAGES = (
    ("", rounds.index, "index"),
    ("mo/", rounds.open_page, "open"),
    ("<int:pk>/", rounds.round_page, "round"),
    ("<int:pk>/sua/", rounds.change_page, "change"),
    ("<int:pk>/dong/", rounds.close_page, "close"),
    ("<int:pk>/don-doc/", rounds.remind_page, "remind"),
    ("<int:pk>/ket-xuat/", rounds.export_page, "export"),
    ("<int:pk>/ho-so/", rounds.items_page, "items"),
)
_OWN = (
    (REVIEW, "<int:pk>/ho-so/<str:code>/", round_items.review_item, "item"),
    (ASSETS, "<int:pk>/ho-so/<str:code>/", round_items.assets_item, "item"),
    (ASSETS, "<int:pk>/ho-so/<str:code>/mien/", round_items.exempt_page, "exempt"),
    (ASSETS, "<int:pk>/them/", round_items.list_page, "list"),
)

urlpatterns = [
    path(f"{words.path}/{tail}", view, {"kind": words.kind}, name=f"{words.name}_{page}")
    for words, tail, view, page in (
        *((words, *page) for words in (REVIEW, ASSETS) for page in _PAGES),
        *_OWN,
    )
]
