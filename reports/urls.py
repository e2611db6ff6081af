from django.urls import path

from reports.views import board, drafts, lists, papers, query, reports

app_name = "reports"

urlpatterns = [
    path("bao-cao/", reports.index, name="index"),
    path("bao-cao/toan-canh/", board.board, name="board"),
    path("bao-cao/danh-sach/", lists.index, name="lists"),
    path("bao-cao/danh-sach/<slug:slug>/", lists.listing, name="list"),
    path("bao-cao/danh-sach/<slug:slug>/ket-xuat/", lists.list_file, name="list_file"),
    path("bao-cao/tra-cuu/", query.query, name="query"),
    path("bao-cao/tra-cuu.xlsx", query.query_file, name="query_file"),
    path("bao-cao/tra-cuu/<int:pk>/xoa/", query.query_remove, name="query_remove"),
    path("bao-cao/toan-canh/bien-dong/", board.movements, name="movements"),
    path("bao-cao/toan-canh/cap-nhat/", board.upkeep, name="upkeep"),
    path("bao-cao/<slug:slug>/", reports.report_page, name="report"),
    path("bao-cao/<slug:slug>.<slug:ext>", reports.report_file, name="report_file"),
    path("bao-cao/<slug:slug>/danh-sach/", reports.people, name="people"),
    path("ho-so/<str:code>/bieu-mau/", papers.forms, name="forms"),
    path("ho-so/<str:code>/bieu-mau/<slug:slug>.<slug:ext>", papers.form_file, name="form_file"),
    path(
        "ho-so/<str:code>/so-yeu-ly-lich.pdf",
        papers.form_file,
        {"slug": "so-yeu-ly-lich", "ext": "pdf"},
        name="cv_pdf",
    ),
    path("dieu-chuyen/dot/<uuid:batch>/bien-ban.pdf", papers.transfer_minutes, name="transfer_minutes"),
    path("quyet-dinh/du-thao/<int:pk>/danh-sach.<slug:ext>", drafts.draft_list, name="draft_list"),
    path("quyet-dinh/du-thao/<int:pk>/quyet-dinh.pdf", drafts.draft_decision, name="draft_decision"),
    path("quyet-dinh/du-thao/<int:pk>/thong-bao.pdf", drafts.draft_notices, name="draft_notices"),
    path("quy-che/", papers.clauses, name="clauses"),
]
