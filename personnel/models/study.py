from django.core.exceptions import ValidationError
from django.db import models

from personnel.models.catalogues import Language, Qualification
from personnel.models.rows import PeriodRow
from personnel.models.terms import Term, TermField

KIND = Term.Kind


class Study(PeriodRow):
    """Đào tạo, bồi dưỡng: one course or degree of the six kinds of item 32. Any number.

    `major` and `school` are the words of the paper; `major_listed` and `school_listed` the entries of the lists, found
    by those words where nobody chose them.
    """

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
    major_listed = TermField(Term.Kind.MAJOR, "chuyên ngành", null=True, blank=True)
    major = models.CharField(
        "chuyên ngành ghi trên văn bằng", max_length=200, blank=True, help_text="Khi danh mục chưa có, hoặc ghi khác."
    )
    school_listed = TermField(Term.Kind.SCHOOL, "cơ sở đào tạo", null=True, blank=True)
    school = models.CharField(
        "tên cơ sở ghi trên văn bằng", max_length=200, blank=True, help_text="Khi danh mục chưa có, hoặc ghi khác."
    )
    mode = models.CharField("hình thức đào tạo", max_length=20, choices=Mode.choices, blank=True)
    certificate = models.CharField("văn bằng, chứng chỉ", max_length=200, blank=True)
    score = models.CharField("điểm số", max_length=30, blank=True, help_text="Ví dụ: IELTS 6.5.")

    class Meta:
        verbose_name = "đào tạo, bồi dưỡng"
        verbose_name_plural = "đào tạo, bồi dưỡng"
        ordering = ["kind", models.F("ends_on").desc(nulls_last=True), "-id"]

    def __str__(self):
        return f"{self.level} {self.major_words}".strip()

    @property
    def major_words(self) -> str:
        return self.major or str(self.major_listed or "")

    @property
    def school_words(self) -> str:
        return self.school or str(self.school_listed or "")

    def clean(self, known_as=None):
        """known_as: finds the entry of a list by its words, for whoever checks many records and has the lists."""
        super().clean()
        known_as = known_as or Term.objects.known_as
        for words, listed, kind in (("major", "major_listed", KIND.MAJOR), ("school", "school_listed", KIND.SCHOOL)):
            if getattr(self, words) and not getattr(self, f"{listed}_id"):
                setattr(self, listed, known_as(kind, getattr(self, words)))
        errors = {}
        if self.level_id and self.level.kind != self.kind:
            errors["level"] = f"“{self.level}” không thuộc loại “{self.get_kind_display()}”."
        if self.kind == Qualification.Kind.LANGUAGE and not self.language_id:
            errors["language"] = "Chọn ngoại ngữ hoặc tiếng dân tộc."
        if errors:
            raise ValidationError(errors)
