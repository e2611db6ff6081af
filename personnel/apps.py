from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PersonnelConfig(AppConfig):
    name = "personnel"
    verbose_name = "Hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from personnel.row_policies import store

        post_migrate.connect(store, sender=self)
