from django.urls import path

from personnel.attachment_urls import urlpatterns as attachment_urls
from personnel.catalogue_urls import urlpatterns as catalogue_urls
from personnel.deadline_urls import urlpatterns as deadline_urls
from personnel.draft_urls import urlpatterns as draft_urls
from personnel.export_urls import urlpatterns as export_urls
from personnel.import_urls import urlpatterns as import_urls
from personnel.own_urls import urlpatterns as own_urls
from personnel.quality_urls import urlpatterns as quality_urls
from personnel.quota_urls import urlpatterns as quota_urls
from personnel.reorganisation_urls import urlpatterns as reorganisation_urls
from personnel.round_urls import urlpatterns as round_urls
from personnel.transfer_urls import urlpatterns as transfer_urls
from personnel.unit_urls import urlpatterns as unit_urls
from personnel.urging_urls import urlpatterns as urging_urls
from personnel.views import (
    access_log,
    decentralisation,
    decisions,
    delegation_progress,
    delegations,
    digests,
    dossiers,
    grant_previews,
    home,
    lists,
    paper_checks,
    pay,
    pick,
    rows,
    shortcuts,
    supplement,
    timeline,
    why,
)

app_name = "personnel"

urlpatterns = [
    path("ho-so/", lists.dossier_list, name="list"),
    path("ho-so/goi-y/", lists.suggest, name="suggest"),
    path("ho-so/moi/", dossiers.new_dossier, name="new"),
    *import_urls,
    *export_urls,
    path("ho-so/<str:code>/", dossiers.dossier_page, name="dossier"),
    path("ho-so/<str:code>/hien/<slug:place>/", dossiers.reveal, name="reveal"),
    path("ho-so/<str:code>/thong-tin/<slug:slug>/", dossiers.panel_edit, name="panel_edit"),
    path("ho-so/<str:code>/muc/<slug:slug>/", dossiers.section_page, name="section"),
    path("ho-so/<str:code>/muc/<slug:slug>/them/", rows.row_add, name="row_add"),
    path("ho-so/<str:code>/muc/<slug:slug>/<int:pk>/dinh-chinh/", rows.row_correct, name="row_correct"),
    path("ho-so/<str:code>/muc/<slug:slug>/<int:pk>/huy/", rows.row_remove, name="row_remove"),
    path("ho-so/<str:code>/tien-luong/", pay.pay, name="pay"),
    path("ho-so/<str:code>/lich-su/", timeline.timeline, name="timeline"),
    path("ho-so/<str:code>/tai-ngay/", timeline.as_of, name="as_of"),
    path("ho-so/<str:code>/nhat-ky/", access_log.dossier_log, name="dossier_log"),
    path("ho-so/<str:code>/uy-quyen/", delegations.delegations, name="delegations"),
    path("ho-so/<str:code>/uy-quyen/<int:pk>/thu-hoi/", delegations.delegation_revoke, name="delegation_revoke"),
    path("uy-quyen-ho-so/", delegation_progress.progress, name="delegation_progress"),
    path("uy-quyen-ho-so/<str:username>/", delegations.delegation_find, name="delegation_find"),
    path("ho-so/<str:code>/doi-chieu/", paper_checks.paper_checks, name="paper_checks"),
    path("ho-so/<str:code>/doi-chieu/<slug:slug>/", paper_checks.paper_check, name="paper_check"),
    path("ho-so/<str:code>/phieu-bo-sung/", supplement.supplement, name="supplement"),
    path("danh-muc/phan-cap/bang/", decentralisation.table, name="decentralisation"),
    path("nhat-ky/", access_log.access_log, name="access_log"),
    path("tu-choi/", access_log.refusals, name="refusals"),
    path("thu-nhac-viec/", digests.digests, name="digests"),
    path("vi-sao/", why.why_ask, name="why_ask"),
    path("tai-khoan/<str:username>/vi-sao/", why.why, name="why"),
    path("chon/<slug:catalogue>/", pick.pick, name="pick"),
    path("phim-tat/", shortcuts.shortcuts, name="shortcuts"),
    path("quyet-dinh/", decisions.decision_list, name="decisions"),
    path("quyet-dinh/ngoai-phan-cap/", decentralisation.overrides, name="overrides"),
    *draft_urls,
    path("quyet-dinh/<int:pk>/", decisions.decision_page, name="decision"),
    path("quyet-dinh/<int:pk>/dinh-chinh/", decisions.decision_correct, name="decision_correct"),
    path("cap-quyen/xem-truoc/", grant_previews.grant_preview, name="grant_many_preview"),
    path("thu-hoi-quyen/xem-truoc/", grant_previews.revoke_many_preview, name="revoke_many_preview"),
    path("tai-khoan/<str:username>/cap-quyen/xem-truoc/", grant_previews.grant_preview, name="grant_preview"),
    path(
        "tai-khoan/<str:username>/quyen/<int:pk>/thu-hoi/xem-truoc/",
        grant_previews.revoke_preview,
        name="revoke_preview",
    ),
    *attachment_urls,
    *catalogue_urls,
    *deadline_urls,
    *quality_urls,
    *quota_urls,
    *transfer_urls,
    *round_urls,
    *reorganisation_urls,
    *own_urls,
    *unit_urls,
    *urging_urls,
]

home_page = home.home
