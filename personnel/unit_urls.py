"""Addresses of the tree of units."""

urlpatterns = []
