"""Addresses of urging."""

from django.urls import path

from personnel.views import urgings

urlpatterns = [
    path("don-doc/", urgings.index, name="urgings"),
    path("don-doc/<int:pk>/", urgings.urging_page, name="urging"),
    path("don-doc/<slug:topic>/", urgings.urge, name="urge"),
]
