"""Addresses of sign-in and of the administration of accounts."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views import accounts, acts, grants, matrix, quotas, roles, second_step, security, session, sign_in

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="login"),
    path("dang-nhap/buoc-hai/", second_step.second_step, name="second_step"),
    path("phien/", session.session_state, name="session"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", sign_in.password, name="password"),
    path("bao-mat/", security.security, name="security"),
    path("bao-mat/hai-buoc/", security.enrol, name="enrol"),
    path("bao-mat/ma-khoi-phuc/", security.new_recovery_codes, name="recovery_codes"),
    path("bao-mat/tat-hai-buoc/", security.remove, name="second_factor_remove"),
    path("bao-mat/phien/", security.sessions_end, name="sessions_end"),
    path("bao-mat/thu-nhac-viec/", security.reminders, name="reminders"),
    path("tai-khoan/", accounts.account_list, name="list"),
    path("cap-tai-khoan/", acts.account_issue, name="issue"),
    path("bang-quyen/", matrix.rights_matrix, name="matrix"),
    path("dinh-muc-tai-khoan/", quotas.quota_list, name="quotas"),
    path("dinh-muc-tai-khoan/loai-don-vi/", quotas.quota_rule, name="quota_rule"),
    path("dinh-muc-tai-khoan/ngoai-dinh-muc/", quotas.quota_exception, name="quota_exception"),
    path("dinh-muc-tai-khoan/<int:pk>/ket-thuc/", quotas.quota_end, name="quota_end"),
    path("vai-tro/", roles.role_list, name="roles"),
    path("vai-tro/moi/", roles.role_edit, name="role_new"),
    path("vai-tro/<slug:code>/sua/", roles.role_edit, name="role_edit"),
    path("vai-tro/<slug:code>/thoi-dung/", roles.role_retire, name="role_retire"),
    path("tai-khoan/<str:username>/", accounts.account_page, name="account"),
    path("cap-quyen/", grants.grant_add, name="grant_many"),
    path("thu-hoi-quyen/", grants.revoke_several, name="revoke_many"),
    path("tai-khoan/<str:username>/cap-quyen/", grants.grant_add, name="grant"),
    path("tai-khoan/<str:username>/quyen/<int:pk>/thu-hoi/", grants.grant_revoke, name="revoke"),
    path("tai-khoan/<str:username>/<slug:act>/", acts.account_act, name="act"),
]
