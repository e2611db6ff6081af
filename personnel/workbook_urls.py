"""Addresses of the workbooks of sections; included before those of single dossiers."""

from django.urls import path

from personnel.views import workbooks

urlpatterns = [
    path("ho-so/nhap-muc/", workbooks.workbook_import, name="workbook_import"),
    path("ho-so/nhap-muc/<uuid:pk>/", workbooks.workbook_run, name="workbook_run"),
    path("ho-so/ket-xuat-muc/", workbooks.workbook_export, name="workbook_export"),
]
