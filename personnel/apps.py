from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, post_save
from django.utils import timezone


class PersonnelConfig(AppConfig):
    name = "personnel"
    verbose_name = "Hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from personnel import decision_results, row_policies
        from personnel.exports import (  # noqa: F401, kinds offer themselves
            access_log,
            deadlines,
            people,
            quality,
            quotas,
            rounds,
            sections,
            transfers,
        )
        from personnel.middleware import begin

        post_migrate.connect(decision_results.store, sender=self)
        post_migrate.connect(row_policies.store, sender=self)
        post_migrate.connect(store_rights_on_dossiers, sender=self)
        post_save.connect(follow_role, sender="accounts.RoleTemplate")
        user_logged_in.connect(begin)


def store_rights_on_dossiers(sender, **kwargs) -> None:
    """Rights are also held on single dossiers that were delegated by name (TCHQ-6.1d5)."""
    from accounts.permissions import store_rights

    store_rights(app="personnel", model="dossier")


def follow_role(sender, raw=False, **kwargs) -> None:
    """What a role carries is changed for whoever holds it on single dossiers in the same transaction, too."""
    from personnel.services.derive_named_rights import derive_named_rights

    if not raw:
        derive_named_rights(timezone.localdate())
