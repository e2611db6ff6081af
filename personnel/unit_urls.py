"""Addresses of the tree of units, below /don-vi/."""

from django.urls import path

from personnel.views import unit_changes, units

urlpatterns = [
    path("don-vi/", units.unit_tree, name="units"),
    path("don-vi/<str:code>/", units.unit_page, name="unit"),
    path("don-vi/<str:code>/thanh-lap/", unit_changes.establish, name="unit_establish"),
    path("don-vi/<str:code>/thay-doi/", unit_changes.change, name="unit_change"),
    path("don-vi/<str:code>/dinh-chinh/", unit_changes.correct, name="unit_correct"),
    path("don-vi/<str:code>/ten/<int:pk>/dinh-chinh/", unit_changes.correct_name, name="unit_version_correct"),
    path("don-vi/<str:code>/ten/<int:pk>/huy/", unit_changes.withdraw, name="unit_version_withdraw"),
]
