"""Pay beside the step of the rank: allowances, pay by job position, social insurance (items 30.2, 30.3, 37.2)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from personnel.models.rows import DatedRow, PeriodRow
from personnel.models.terms import Term, TermField
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps
from qlcb.formats import decimal_vi, money_vi, number_vi


class Allowance(DatedRow):
    """Một khoản phụ cấp: by coefficient, by percent or in money (item 37.2). Any number at a time."""

    class Mode(models.TextChoices):
        COEFFICIENT = "coefficient", "Theo hệ số"
        PERCENT = "percent", "Theo phần trăm"
        AMOUNT = "amount", "Theo mức tiền"

    kind = TermField(Term.Kind.ALLOWANCE, "loại phụ cấp")
    mode = models.CharField("hình thức hưởng", max_length=20, choices=Mode.choices, default=Mode.COEFFICIENT)
    coefficient = models.DecimalField("hệ số", max_digits=5, decimal_places=2, null=True, blank=True)
    percent = models.DecimalField(
        "phần trăm hưởng",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = models.PositiveBigIntegerField("giá trị (đồng)", null=True, blank=True)

    class Meta:
        verbose_name = "phụ cấp"
        verbose_name_plural = "phụ cấp"
        ordering = ["-valid_from", "-id"]
        constraints = [
            ends_after_it_begins("allowance_period", partial=True),
            models.CheckConstraint(
                name="allowance_has_its_value",
                condition=models.Q(mode="coefficient", coefficient__isnull=False)
                | models.Q(mode="percent", percent__isnull=False)
                | models.Q(mode="amount", amount__isnull=False),
                violation_error_message="Nhập hệ số, phần trăm hoặc giá trị theo hình thức hưởng.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.value}"

    @property
    def value(self) -> str:
        """What is paid, in the words of its mode."""
        if self.mode == self.Mode.PERCENT:
            return f"{number_vi(self.percent)} %"
        return money_vi(self.amount) if self.mode == self.Mode.AMOUNT else decimal_vi(self.coefficient)


class JobPay(DatedRow):
    """Lương theo vị trí việc làm (item 30.3). At most one at a time."""

    position = TermField(Term.Kind.JOB_POSITION, "vị trí việc làm")
    step = models.PositiveSmallIntegerField("bậc lương", null=True, blank=True)
    amount = models.PositiveBigIntegerField("lương theo mức tiền (đồng)", null=True, blank=True)
    pay_percent = models.PositiveSmallIntegerField(
        "phần trăm hưởng", default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    over_frame = models.PositiveSmallIntegerField(
        "phụ cấp thâm niên vượt khung (%)", default=0, validators=[MaxValueValidator(100)]
    )
    over_frame_from = models.DateField("ngày hưởng phụ cấp vượt khung", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí việc làm"
        verbose_name_plural = "vị trí việc làm"
        ordering = ["-valid_from", "-id"]
        constraints = [
            never_overlaps(
                "jobpay_one_at_a_time", "dossier", "Trong thời gian này đã có một vị trí việc làm khác.", partial=True
            ),
            ends_after_it_begins("jobpay_period", partial=True),
        ]

    def __str__(self):
        return f"{self.position} từ {self.valid_from}"


class InsurancePeriod(PeriodRow):
    """Quá trình tham gia và hưởng bảo hiểm xã hội, bảo hiểm thất nghiệp."""

    kind = TermField(Term.Kind.INSURANCE_KIND, "chế độ")
    employer = models.CharField("đơn vị đóng", max_length=200, blank=True)
    base = models.DecimalField(
        "hệ số, mức lương đóng", max_digits=14, decimal_places=2, null=True, blank=True, help_text="Hệ số hoặc đồng."
    )
    content = models.CharField("nội dung", max_length=300, blank=True)

    class Meta:
        verbose_name = "quá trình bảo hiểm"
        verbose_name_plural = "quá trình bảo hiểm"
        ordering = [models.F("begins_on").desc(nulls_last=True), "-id"]

    def __str__(self):
        return f"{self.kind} {self.period}".strip()
