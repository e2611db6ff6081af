"""Addresses of exports; included before those of single dossiers."""

from django.urls import path

from personnel.views import comparisons, exports, schedules

urlpatterns = [
    path("ho-so/ket-xuat/", exports.export_ask, {"kind": "danh-sach"}, name="export"),
    path("chat-luong/ket-xuat/", exports.export_ask, {"kind": "diem-can-xem-lai"}, name="quality_export"),
    path("nhat-ky/ket-xuat/", exports.export_ask, {"kind": "nhat-ky"}, name="access_log_export"),
    path("dieu-chuyen/ket-xuat/", exports.export_ask, {"kind": "dieu-chuyen"}, name="transfers_export"),
    path("tep-ket-xuat/", exports.export_list, name="exports"),
    path("tep-ket-xuat/so-sanh/", comparisons.export_compare, name="export_compare"),
    path("tep-ket-xuat/so-sanh/ket-xuat/", comparisons.export_compare_file, name="export_compare_file"),
    path("tep-ket-xuat/dinh-ky/", schedules.schedules, name="schedules"),
    path("tep-ket-xuat/dinh-ky/<int:pk>/thoi/", schedules.schedule_end, name="schedule_end"),
    path("tep-ket-xuat/<uuid:pk>/", exports.export_page, name="export_page"),
    path("tep-ket-xuat/<uuid:pk>/tep/", exports.export_file, name="export_file"),
    path("tep-ket-xuat/<uuid:pk>/lap-lai/", exports.export_again, name="export_again"),
]
