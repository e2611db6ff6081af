"""Law as lists that an administrator edits: numbers with dates, and what disciplines, ratings, rewards lead to."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from orgunits.models import Unit, UnitKind
from personnel.models.catalogues import CatalogueEntry
from personnel.models.dossier import Dossier
from personnel.models.terms import Term
from personnel.rules.numbers import Number, Numbers


class LegalNumber(CatalogueEntry):
    """A number of law in its time; `code` is the name by which rules ask for it (`personnel.rules.numbers.Number`)."""

    class Unit(models.TextChoices):
        MONTHS = "months", "tháng"
        DAYS = "days", "ngày"
        WORKING_DAYS = "working_days", "ngày làm việc"
        PERCENT = "percent", "phần trăm"
        PEOPLE = "people", "người"
        STEPS = "steps", "bậc"
        TIMES = "times", "lần"

    value = models.PositiveIntegerField("giá trị", validators=[MaxValueValidator(10_000)])
    unit = models.CharField("đơn vị tính", max_length=20, choices=Unit.choices, default=Unit.MONTHS)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "thời hạn, mức theo luật"
        verbose_name_plural = "thời hạn, mức theo luật"
        ordering = ["order", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="legalnumber_code_from",
                nulls_distinct=False,
                violation_error_message="Danh mục này đã có mã này từ ngày này.",
            )
        ]

    def __str__(self):
        return f"{self.name}: {self.value} {self.get_unit_display()}"


class RotationPost(CatalogueEntry):
    """Vị trí phải định kỳ chuyển đổi: how long a post is held at most in units of a kind, or in one unit and below it.

    Within what the law gives (NĐ 59/2019/NĐ-CP Điều 36 to 38; `position_change_…` of the numbers). Read by
    `rotation_facts`.
    """

    kind = models.ForeignKey(
        UnitKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="loại đơn vị",
        help_text="Người làm việc tại các đơn vị loại này và đơn vị bên dưới.",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="riêng đơn vị",
        help_text="Đơn vị này và đơn vị bên dưới; thay cho thời hạn của loại đơn vị.",
    )  # fmt: skip
    months = models.PositiveSmallIntegerField("thời hạn (tháng)", validators=[MaxValueValidator(120)])

    class Meta(CatalogueEntry.Meta):
        verbose_name = "vị trí phải định kỳ chuyển đổi"
        verbose_name_plural = "vị trí phải định kỳ chuyển đổi"
        ordering = ["order", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="rotationpost_code_from",
                nulls_distinct=False,
                violation_error_message="Danh mục này đã có mã này từ ngày này.",
            )
        ]

    def clean(self):
        super().clean()
        if bool(self.kind_id) == bool(self.unit_id):
            raise ValidationError({"kind": "Chọn loại đơn vị hoặc riêng một đơn vị."})
        numbers, day = Numbers(LegalNumber.objects.all()), self.valid_from or timezone.localdate()
        least = numbers.on(Number.POSITION_LEAST_MONTHS, day)
        most = numbers.on(Number.POSITION_MOST_MONTHS, day)
        if self.months is not None and not least <= self.months <= most:
            raise ValidationError({"months": f"Thời hạn chuyển đổi vị trí công tác: từ {least} đến {most} tháng."})


class Consequence(CatalogueEntry):
    """What a discipline, a rating or a reward leads to, for all or for one kind of people (TT 08/2013 Điều 2, 3).

    term: an entry of those lists; its later versions are meant too. early_months: how long before its time a raise may
    come for such an achievement. code and name follow from the rest. Read by `rules.consequences`.
    """

    KINDS = (Term.Kind.DISCIPLINE_FORM, Term.Kind.RATING, Term.Kind.REWARD_FORM, Term.Kind.EMULATION_TITLE)

    term = models.ForeignKey(
        Term, models.PROTECT, related_name="+", verbose_name="hình thức kỷ luật, khen thưởng, mức xếp loại, danh hiệu"
    )
    subject = models.CharField(
        "đối tượng", max_length=20, choices=Dossier.Subject.choices, blank=True, help_text="Để trống là mọi đối tượng."
    )
    raise_months = models.PositiveSmallIntegerField(
        "kéo dài nâng bậc (tháng)", default=0, validators=[MaxValueValidator(120)], help_text="Số tháng."
    )
    hold_months = models.PositiveSmallIntegerField(
        "không bổ nhiệm, quy hoạch (tháng)", default=0, validators=[MaxValueValidator(120)],
        help_text="Số tháng không bổ nhiệm, quy hoạch, nâng ngạch.",
    )  # fmt: skip
    early_months = models.PositiveSmallIntegerField(
        "nâng bậc trước hạn (tháng)", default=0, validators=[MaxValueValidator(120)], help_text="Số tháng, nhiều nhất."
    )

    class Meta(CatalogueEntry.Meta):
        verbose_name = "hệ quả của kỷ luật, xếp loại, khen thưởng"
        verbose_name_plural = "hệ quả của kỷ luật, xếp loại, khen thưởng"
        ordering = ["order", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "subject", "valid_from"],
                name="consequence_term_from",
                nulls_distinct=False,
                violation_error_message="Danh mục này đã có dòng này từ ngày này.",
            )
        ]

    @property
    def about(self) -> tuple[str, str]:
        """The list and code that the row is about."""
        return self.term.kind, self.term.code

    def clean(self):
        super().clean()
        if self.term_id and self.term.kind not in self.KINDS:
            raise ValidationError({"term": "Chọn một hình thức kỷ luật, khen thưởng, một mức xếp loại hoặc danh hiệu."})
