"""Addresses of papers: the table of contents of a dossier, and the papers of dossiers and of decisions."""

from django.urls import path

from personnel.views import attachments as views

_ACTS = (
    ("", views.paper, "paper"),
    ("tep", views.paper_file, "paper_file"),
    ("anh-nho", views.paper_thumbnail, "paper_thumbnail"),
    ("dinh-chinh/", views.paper_correct, "paper_correct"),
    ("huy/", views.paper_remove, "paper_remove"),
)

urlpatterns = [
    path("ho-so/<str:code>/giay-to/", views.contents, name="papers"),
    path("ho-so/<str:code>/giay-to/them/", views.paper_add, name="paper_add"),
    path("quyet-dinh/<int:decision>/giay-to/them/", views.paper_add, name="decision_paper_add"),
]
for _tail, _view, _name in _ACTS:
    urlpatterns += [
        path(f"ho-so/<str:code>/giay-to/<int:pk>/{_tail}", _view, name=_name),
        path(f"quyet-dinh/<int:decision>/giay-to/<int:pk>/{_tail}", _view, name=f"decision_{_name}"),
    ]
