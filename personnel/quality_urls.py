from django.urls import path

from personnel.views import quality

urlpatterns = [
    path("chat-luong/", quality.board, name="quality"),
    path("chat-luong/ho-so/", quality.quality_list, name="quality_list"),
    path("ho-so/<str:code>/chat-luong/", quality.dossier_quality, name="dossier_quality"),
    path("ho-so/<str:code>/chat-luong/<int:pk>/giu-nguyen/", quality.finding_acknowledge, name="finding_acknowledge"),
    path("ho-so/<str:code>/chat-luong/<int:pk>/xem-lai/", quality.finding_withdraw, name="finding_withdraw"),
]
