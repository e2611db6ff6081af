"""Addresses of biên chế, below /bien-che/."""

from django.urls import path

from personnel.views import exports, quota_imports, quotas

urlpatterns = [
    path("bien-che/", quotas.quota_table, name="staff_quotas"),
    path("bien-che/ket-xuat/", exports.export_ask, {"kind": "bien-che"}, name="staff_quota_export"),
    path("bien-che/nhap/", quota_imports.quota_import, name="staff_quota_import"),
    path("bien-che/chep/", quotas.quota_copy, name="staff_quota_copy"),
    path("bien-che/<str:code>/", quotas.quota_unit, name="staff_quota_unit"),
    path("bien-che/<str:code>/phan-bo/", quotas.quota_split, name="staff_quota_split"),
    path("bien-che/<str:code>/giao/", quotas.quota_assign, name="staff_quota_assign"),
    path("bien-che/<str:code>/<int:pk>/dinh-chinh/", quotas.quota_correct, name="staff_quota_correct"),
    path("bien-che/<str:code>/<int:pk>/huy/", quotas.quota_remove, name="staff_quota_remove"),
]
