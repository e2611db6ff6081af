from django.apps import AppConfig


class OrgunitsConfig(AppConfig):
    name = "orgunits"
    verbose_name = "Đơn vị"
    default_auto_field = "django.db.models.BigAutoField"
