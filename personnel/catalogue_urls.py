"""Addresses of the national lists, below /danh-muc/."""

from django.urls import path

from personnel.views import catalogue_imports, catalogues

urlpatterns = [
    path("danh-muc/", catalogues.index, name="catalogues"),
    path("danh-muc/<slug:slug>/", catalogues.entry_list, name="catalogue"),
    path("danh-muc/<slug:slug>/ket-xuat/", catalogues.export, name="catalogue_export"),
    path("danh-muc/<slug:slug>/them/", catalogues.add, name="catalogue_add"),
    path("danh-muc/<slug:slug>/nhap/", catalogue_imports.import_list, name="catalogue_import"),
    path("danh-muc/<slug:slug>/<int:pk>/", catalogues.entry_page, name="catalogue_entry"),
    path("danh-muc/<slug:slug>/<int:pk>/dinh-chinh/", catalogues.correct, name="catalogue_correct"),
    path("danh-muc/<slug:slug>/<int:pk>/phien-ban/", catalogues.renew, name="catalogue_renew"),
    path("danh-muc/<slug:slug>/<int:pk>/dong/", catalogues.close, name="catalogue_close"),
    path("danh-muc/<slug:slug>/<int:pk>/xoa/", catalogues.delete, name="catalogue_delete"),
]
