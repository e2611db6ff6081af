from django.db import models

from personnel.models.rows import DossierRow
from qlcb.fields import PartialDateField


class Assessment(DossierRow):
    """Nhận xét, đánh giá of the unit that employs the person (item 38; the newest is printed)."""

    assessed_on = PartialDateField("ngày nhận xét", not_future=True)
    author = models.CharField("cơ quan, người nhận xét", max_length=200, blank=True)
    content = models.TextField("nội dung nhận xét", max_length=4000)

    class Meta:
        verbose_name = "nhận xét, đánh giá"
        verbose_name_plural = "nhận xét, đánh giá"
        ordering = ["-assessed_on", "-id"]

    def __str__(self):
        return f"Nhận xét {self.assessed_on}"
