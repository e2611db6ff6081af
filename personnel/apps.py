from django.apps import AppConfig


class PersonnelConfig(AppConfig):
    name = "personnel"
    verbose_name = "Hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"
