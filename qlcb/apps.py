from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class QlcbConfig(AppConfig):
    name = "qlcb"
    verbose_name = "QLCB"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from qlcb.key_check import keep_word, on_connection

        connection_created.connect(on_connection)
        post_migrate.connect(keep_word, sender=self)
