from django.apps import AppConfig


class QlcbConfig(AppConfig):
    name = "qlcb"
    verbose_name = "QLCB"
    default_auto_field = "django.db.models.BigAutoField"
