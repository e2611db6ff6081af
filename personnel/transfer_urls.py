"""Addresses of transfers, below /dieu-chuyen/, and of sending one dossier, below it."""

from django.urls import path

from personnel.views import transfer_sending, transfers

urlpatterns = [
    path("dieu-chuyen/", transfers.board, name="transfers"),
    path("dieu-chuyen/gui/", transfer_sending.send_many, name="transfer_send_many"),
    path("dieu-chuyen/yeu-cau/", transfer_sending.request_one, name="transfer_request"),
    path("dieu-chuyen/dot/<uuid:batch>/", transfers.batch_page, name="transfer_batch"),
    path("dieu-chuyen/dot/<uuid:batch>/<slug:step>/", transfers.batch_step, name="transfer_batch_step"),
    path("dieu-chuyen/<int:pk>/", transfers.transfer_page, name="transfer"),
    path("dieu-chuyen/<int:pk>/giay-to/", transfer_sending.papers, name="transfer_papers"),
    path("dieu-chuyen/<int:pk>/<slug:step>/", transfers.transfer_step, name="transfer_step"),
    path("ho-so/<str:code>/dieu-chuyen/", transfer_sending.send_one, name="transfer_send"),
]
