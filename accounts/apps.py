from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Tài khoản"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        post_migrate.connect(store_rights_on_units, sender=self)


def store_rights_on_units(sender, **kwargs) -> None:
    """Rights are held on units."""
    from accounts.permissions import store_rights

    store_rights(app="orgunits", model="unit")
