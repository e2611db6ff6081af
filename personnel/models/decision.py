"""Decisions: entered once, their results hang on them (DESIGN §5, TCHQ-5.3)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from orgunits.models import Unit
from personnel.querysets import DecisionQuerySet
from qlcb.history import Tracked


class Decision(Tracked):
    """A signed paper: number, days, signer, the authority that decided, and what kind of decision it is.

    No authority stands for all bodies outside the service: two of them may number alike on one day.
    """

    class Kind(models.TextChoices):
        SALARY = "salary", "Nâng bậc, xếp lương"
        POSTING = "posting", "Điều động, phân công công tác"
        APPOINTMENT = "appointment", "Bổ nhiệm, bổ nhiệm lại"
        RECRUITMENT = "recruitment", "Tuyển dụng"
        TRAINING = "training", "Cử đi đào tạo, công nhận văn bằng"
        REORGANISATION = "reorganisation", "Sắp xếp tổ chức bộ máy"
        OTHER = "other", "Khác"

    number = models.CharField("số quyết định", max_length=60, help_text="Ví dụ: 214/QĐ-HQĐNg")
    signed_on = models.DateField("ngày ký")
    effective_on = models.DateField("ngày có hiệu lực")
    kind = models.CharField("loại quyết định", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    signer = models.CharField("người ký", max_length=150, blank=True)
    authority = models.ForeignKey(
        Unit, models.PROTECT, related_name="decisions", verbose_name="cơ quan ban hành", null=True, blank=True
    )
    summary = models.CharField("trích yếu", max_length=300, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "signed_on", "authority"],
                name="decision_number_day_of_authority",
                violation_error_message="Quyết định số này, ký ngày này của cơ quan này đã được nhập.",
            )
        ]

    def __str__(self):
        return self.number

    @classmethod
    def result_models(cls) -> list[type]:
        """The kinds of records of dossiers that may hang on a decision: its results. Scans of it are none."""
        from personnel.models.rows import DossierRow

        models_ = [relation.related_model for relation in cls._meta.related_objects]
        return [model for model in models_ if issubclass(model, DossierRow)]

    @staticmethod
    def noted_results() -> type:
        """The model in which the results of all kinds are noted."""
        from personnel.models.decision_result import DecisionResult

        return DecisionResult

    def clean(self):
        self.number = " ".join(self.number.split())
        if self.signed_on and self.signed_on.year < 1945:
            raise ValidationError({"signed_on": "Ngày ký không hợp lệ."})
        if self.signed_on and self.signed_on > timezone.localdate():
            raise ValidationError({"signed_on": "Ngày ký không được sau hôm nay."})
