"""Addresses of the import; included before those of single dossiers, whose codes could look like "nhap"."""

from django.urls import path

from personnel.views import imports
from personnel.workbook_urls import urlpatterns as workbook_urls

urlpatterns = [
    *workbook_urls,
    path("ho-so/nhap/", imports.import_page, name="import"),
    path("ho-so/nhap/<uuid:pk>/", imports.import_run, name="import_run"),
    path("ho-so/nhap/<uuid:pk>/tien-do/", imports.import_progress, name="import_progress"),
    path("ho-so/nhap/<uuid:pk>/anh-xa/", imports.import_mapping, name="import_mapping"),
    path("ho-so/nhap/<uuid:pk>/xac-nhan/", imports.import_confirm, name="import_confirm"),
    path("ho-so/nhap/<uuid:pk>/huy/", imports.import_cancel, name="import_cancel"),
    path("ho-so/nhap/<uuid:pk>/tra-ve/", imports.import_returned, name="import_returned"),
]
