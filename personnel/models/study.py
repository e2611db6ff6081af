from django.core.exceptions import ValidationError
from django.db import models

from personnel.models.catalogues import Language, Qualification
from personnel.models.rows import DossierRow
from qlcb.fields import PartialDateField


class Study(DossierRow):
    """Đào tạo, bồi dưỡng: one course or degree of the six kinds of item 32. Any number."""

    class Mode(models.TextChoices):
        FULL_TIME = "full_time", "Chính quy"
        IN_SERVICE = "in_service", "Vừa làm vừa học"
        DISTANCE = "distance", "Từ xa"
        SHORT = "short", "Bồi dưỡng ngắn hạn"

    kind = models.CharField("loại", max_length=20, choices=Qualification.Kind.choices)
    level = models.ForeignKey(Qualification, models.PROTECT, related_name="+", verbose_name="trình độ")
    language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ngoại ngữ, tiếng dân tộc"
    )
    major = models.CharField("chuyên ngành", max_length=200, blank=True)
    school = models.CharField("cơ sở đào tạo", max_length=200, blank=True)
    mode = models.CharField("hình thức đào tạo", max_length=20, choices=Mode.choices, blank=True)
    begins_on = PartialDateField("từ", null=True, blank=True)
    ends_on = PartialDateField("đến", null=True, blank=True)
    certificate = models.CharField("văn bằng, chứng chỉ", max_length=200, blank=True)

    class Meta:
        verbose_name = "đào tạo, bồi dưỡng"
        verbose_name_plural = "đào tạo, bồi dưỡng"
        ordering = ["kind", models.F("ends_on").desc(nulls_last=True), "-id"]

    def __str__(self):
        return f"{self.level} {self.major}".strip()

    @property
    def period(self) -> str:
        """Từ – đến as written; one side alone when the other is unknown."""
        return " – ".join(str(day) for day in (self.begins_on, self.ends_on) if day)

    def clean(self):
        errors = {}
        if self.level_id and self.level.kind != self.kind:
            errors["level"] = f"“{self.level}” không thuộc loại “{self.get_kind_display()}”."
        if self.kind == Qualification.Kind.LANGUAGE and not self.language_id:
            errors["language"] = "Chọn ngoại ngữ hoặc tiếng dân tộc."
        if self.begins_on and self.ends_on and self.ends_on.last_day < self.begins_on.first_day:
            errors["ends_on"] = "Thời gian kết thúc phải sau thời gian bắt đầu."
        if errors:
            raise ValidationError(errors)
