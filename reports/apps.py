from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from reports import draft_exports, exports, query_exports  # noqa: F401, kinds offer themselves
        from reports.lists import files  # noqa: F401
