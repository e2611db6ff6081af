"""Addresses of deadlines, below /han-cap-nhat/, and of the register of papers to be entered."""

from django.urls import path

from personnel.views import deadlines, exports, pending_papers

urlpatterns = [
    path("han-cap-nhat/", deadlines.board, name="deadlines"),
    path("han-cap-nhat/ket-xuat/", exports.export_ask, {"kind": "han-cap-nhat"}, name="deadline_export"),
    path("han-cap-nhat/danh-sach/", deadlines.entry_list, name="deadline_list"),
    path("han-cap-nhat/danh-sach/ket-xuat/", exports.export_ask, {"kind": "dong-nhap"}, name="deadline_list_export"),
    path("han-cap-nhat/ly-do/<slug:slug>/<int:pk>/", deadlines.late_reason, name="late_reason"),
    path("giay-to-cho-nhap/", pending_papers.paper_list, name="pending_papers"),
    path("giay-to-cho-nhap/them/", pending_papers.paper_add, name="pending_paper_add"),
    path("giay-to-cho-nhap/<int:pk>/dinh-chinh/", pending_papers.paper_correct, name="pending_paper_correct"),
    path("giay-to-cho-nhap/<int:pk>/xong/", pending_papers.paper_close, name="pending_paper_close"),
]
