from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class QlcbConfig(AppConfig):
    name = "qlcb"
    verbose_name = "QLCB"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from qlcb import key_check, row_security

        connection_created.connect(key_check.on_connection)
        connection_created.connect(row_security.on_connection)
        post_migrate.connect(key_check.keep_word, sender=self)
        post_migrate.connect(row_security.store_role, sender=self)
