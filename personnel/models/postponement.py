from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from personnel.models.law import LegalNumber
from personnel.models.rows import DossierRow
from personnel.rules.numbers import Numbers
from personnel.rules.retirement import LONGER, most_months
from qlcb.fields import PartialDateField


class Postponement(DossierRow):
    """Lùi thời điểm nghỉ hưu, nghỉ hưu ở tuổi cao hơn: by how many months a decision puts the day of retirement off.

    The day itself is not kept: it follows from birth and these months (`personnel.rules.retirement`; FACTS §4).
    """

    class Cause(models.TextChoices):
        HOLIDAY = "holiday", "Lùi: trùng ngày nghỉ Tết Nguyên đán"
        HARDSHIP = "hardship", "Lùi: thân nhân chết, thiên tai, hỏa hoạn, tai nạn"
        TREATMENT = "treatment", "Lùi: đang điều trị bệnh, tai nạn nặng"
        LONGER = LONGER, "Nghỉ hưu ở tuổi cao hơn"

    cause = models.CharField("lý do lùi, kéo dài", max_length=12, choices=Cause.choices)
    decided_on = PartialDateField("ngày quyết định lùi, kéo dài", not_future=True)
    months = models.PositiveSmallIntegerField(
        "số tháng", validators=[MinValueValidator(1), MaxValueValidator(120)], help_text="Ghi theo quyết định."
    )

    class Meta:
        verbose_name = "lùi thời điểm nghỉ hưu"
        verbose_name_plural = "lùi thời điểm nghỉ hưu"
        ordering = ["-decided_on", "-id"]

    def __str__(self):
        return f"{self.get_cause_display()}, {self.months} tháng"

    def clean(self, numbers: Numbers | None = None):
        """Refuse more months than the law of the day of the decision gives. numbers: for whoever checks many."""
        super().clean()
        if not (self.cause and self.months and self.decided_on):
            return
        law = numbers or Numbers(LegalNumber.objects.all())
        most = most_months(self.cause, law, self.decided_on.first_day)
        if self.months > most:
            raise ValidationError({"months": f"{self.get_cause_display()}: nhiều nhất {most} tháng."})
