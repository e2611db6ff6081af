"""Reward, rating, discipline (items 21, 22, 35)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from personnel.models.rows import DatedRow, DossierRow
from personnel.models.terms import Term, TermField
from qlcb.fields import PartialDateField, SealedField
from qlcb.formats import date_vi


class Reward(DossierRow):
    """Một khen thưởng hoặc danh hiệu thi đua (item 35.1; Luật Thi đua, khen thưởng)."""

    awarded_on = PartialDateField("ngày, năm khen thưởng", not_future=True)
    form = TermField(Term.Kind.REWARD_FORM, "hình thức khen thưởng", null=True, blank=True)
    title = TermField(Term.Kind.EMULATION_TITLE, "danh hiệu thi đua", null=True, blank=True)
    authority = models.CharField("cơ quan khen thưởng", max_length=200, blank=True)
    content = models.CharField("thành tích", max_length=300, blank=True)

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        ordering = ["-awarded_on", "-id"]

    def __str__(self):
        return str(self.form or self.title)

    def clean(self):
        super().clean()
        if not (self.form_id or self.title_id):
            raise ValidationError({"form": "Chọn hình thức khen thưởng hoặc danh hiệu thi đua."})

    @property
    def words(self) -> str:
        return "; ".join(str(term) for term in (self.form, self.title) if term)


class Rating(DossierRow):
    """Xếp loại chất lượng of a year, and since 2026 of a quarter (NĐ 90/2020, NĐ 335/2025; item 35.1)."""

    QUARTERS = [(1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV")]

    year = models.PositiveSmallIntegerField("năm", validators=[MinValueValidator(1945)])
    quarter = models.PositiveSmallIntegerField("quý", null=True, blank=True, choices=QUARTERS)
    rating = TermField(Term.Kind.RATING, "xếp loại chuyên môn")
    score = models.DecimalField(
        "điểm",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    party_rating = TermField(Term.Kind.RATING, "xếp loại đảng viên", null=True, blank=True)
    by_discipline = models.BooleanField(
        "do cùng hành vi đã bị kỷ luật",
        default=False,
        help_text="Không hoàn thành nhiệm vụ vì hành vi đã bị kỷ luật: thời gian nâng bậc chỉ kéo dài theo kỷ luật.",
    )

    class Meta:
        verbose_name = "xếp loại chất lượng"
        verbose_name_plural = "xếp loại chất lượng"
        ordering = ["-year", models.F("quarter").desc(nulls_first=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "year", "quarter"],
                name="rating_one_a_period",
                nulls_distinct=False,
                violation_error_message="Kỳ này đã có xếp loại; đính chính dòng đã có.",
            )
        ]

    def __str__(self):
        return f"{self.period}: {self.rating}"

    @property
    def period(self) -> str:
        return f"{self.get_quarter_display()}/{self.year}" if self.quarter else str(self.year)

    def clean(self):
        super().clean()
        if self.year and self.year > timezone.localdate().year:
            raise ValidationError({"year": "Năm xếp loại không được sau năm nay."})


class Discipline(DatedRow):
    """Một kỷ luật, by the list of its time (item 35.2; FACTS §5); what was done is restricted."""

    form = TermField(Term.Kind.DISCIPLINE_FORM, "hình thức kỷ luật")
    violation = SealedField("hành vi vi phạm chính", max_length=1000, lines=True)
    authority = models.CharField("cơ quan quyết định", max_length=200, blank=True)
    is_apart = models.BooleanField(
        "hành vi khác với kỷ luật hành chính",
        default=False,
        help_text="Kỷ luật Đảng về hành vi chưa bị kỷ luật hành chính: thời gian nâng bậc kéo dài thêm.",
    )

    class Meta:
        verbose_name = "kỷ luật"
        verbose_name_plural = "kỷ luật"
        ordering = ["-valid_from", "-id"]

    def __str__(self):
        return f"{self.form} từ {self.valid_from}"

    @property
    def kind_words(self) -> str:
        return self.form.group_words

    def clean(self):
        """The form must stand in the legal list of the day on which the discipline took effect."""
        super().clean()
        if not (self.form_id and self.valid_from):
            return
        form, first, last = self.form, self.valid_from.first_day, self.valid_from.last_day
        if (form.valid_from and last < form.valid_from) or (form.valid_to and first > form.valid_to):
            until = f" (đến {date_vi(form.valid_to)})" if form.valid_to else f" (từ {date_vi(form.valid_from)})"
            raise ValidationError({"form": f"Hình thức “{form}” không có hiệu lực vào {self.valid_from}{until}."})
