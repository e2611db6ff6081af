"""Addresses of sign-in and of the administration of accounts."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views import accounts, acts, grants, matrix, sign_in

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", sign_in.password, name="password"),
    path("tai-khoan/", accounts.account_list, name="list"),
    path("cap-tai-khoan/", acts.account_issue, name="issue"),
    path("bang-quyen/", matrix.rights_matrix, name="matrix"),
    path("dinh-muc-tai-khoan/", acts.quota_list, name="quotas"),
    path("tai-khoan/<str:username>/", accounts.account_page, name="account"),
    path("cap-quyen/", grants.grant_add, name="grant_many"),
    path("thu-hoi-quyen/", grants.revoke_several, name="revoke_many"),
    path("tai-khoan/<str:username>/cap-quyen/", grants.grant_add, name="grant"),
    path("tai-khoan/<str:username>/quyen/<int:pk>/thu-hoi/", grants.grant_revoke, name="revoke"),
    path("tai-khoan/<str:username>/<slug:act>/", acts.account_act, name="act"),
]
