from django.core.validators import MinValueValidator
from django.db import models

from personnel.models.rows import DossierRow


class Initiative(DossierRow):
    """Sáng kiến, đề tài khoa học recognised in a year: what the title of chiến sĩ thi đua asks for."""

    class Level(models.TextChoices):
        UNIT = "unit", "Cấp cơ sở"
        MINISTRY = "ministry", "Cấp bộ, ngành, tỉnh"
        STATE = "state", "Cấp Nhà nước"

    year = models.PositiveSmallIntegerField("năm công nhận", validators=[MinValueValidator(1945)])
    title = models.CharField("tên sáng kiến, đề tài", max_length=300)
    level = models.CharField("cấp công nhận", max_length=10, choices=Level.choices, default=Level.UNIT)
    role = models.CharField("vai trò", max_length=100, blank=True, help_text="Ví dụ: tác giả, đồng tác giả, thư ký.")

    class Meta:
        verbose_name = "sáng kiến, đề tài"
        verbose_name_plural = "sáng kiến, đề tài"
        ordering = ["-year", "-id"]

    def __str__(self):
        return f"{self.title} ({self.year})"
