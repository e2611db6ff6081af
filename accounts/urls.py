"""Addresses of sign-in and of the administration of accounts."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.views import sign_in

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("doi-mat-khau/", sign_in.password, name="password"),
]
