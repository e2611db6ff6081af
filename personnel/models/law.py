"""Law as lists that an administrator edits: numbers with dates, and what disciplines, ratings, rewards lead to."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from personnel.models.catalogues import CatalogueEntry
from personnel.models.dossier import Dossier
from personnel.models.terms import Term


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
