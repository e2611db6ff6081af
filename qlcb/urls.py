"""Addresses of the whole program."""

urlpatterns = []
