"""The working-day table: days off and working Saturdays that a decree set, above the fixed holidays (FACTS §8)."""

from django.db import models

from personnel.models.catalogues import CatalogueEntry


class DecreedDay(CatalogueEntry):
    """A day that a decree made a day off or a working day; `code` is the day written yyyy-mm-dd.

    A row of `personnel.rules.working_days.WorkingCalendar`.
    """

    class Kind(models.TextChoices):
        OFF = "off", "Ngày nghỉ"
        WORKING = "working", "Ngày làm việc"

    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices, default=Kind.OFF)
    yearly = models.BooleanField("lặp lại hằng năm", default=False)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "lịch làm việc"
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], name="decreedday_day", violation_error_message="Ngày này đã có trong lịch làm việc."
            )
        ]
