"""What all records of a dossier share: the person, the decision behind them, and who prepared and when it arrived."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from personnel.models.decision import Decision
from personnel.models.dossier import Dossier
from qlcb.dated import DatedQuerySet
from qlcb.fields import PartialDateField
from qlcb.formats import date_vi
from qlcb.history import Tracked

YEARS_AHEAD = 5


class DossierRow(Tracked):
    """A record of one dossier (DESIGN §5): each keeps its decision, its drafter and the day the paper arrived."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, verbose_name="hồ sơ")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, verbose_name="quyết định")
    drafted_by = models.CharField("người tham mưu", max_length=150, blank=True)
    paper_received_on = models.DateField("ngày nhận giấy tờ", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    entered_at = models.DateTimeField("nhập lúc", auto_now_add=True)

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """A paper arrives between its signing and today: lateness is counted from that day (TCHQ-8.1b1)."""
        super().clean_fields(exclude=exclude)
        arrived = self.paper_received_on
        if arrived is None or "paper_received_on" in (exclude or ()):
            return
        if arrived > timezone.localdate():
            raise ValidationError({"paper_received_on": "Ngày nhận giấy tờ không được sau hôm nay."})
        decision = self._state.fields_cache.get("decision")
        if decision and decision.signed_on and arrived < decision.signed_on:
            signed = date_vi(decision.signed_on)
            raise ValidationError({"paper_received_on": f"Giấy tờ không thể đến trước ngày ký ({signed})."})


class PeriodRow(DossierRow):
    """A record of something that lasted from one time to another, of which the days may be known in part."""

    begins_on = PartialDateField("từ", null=True, blank=True)
    ends_on = PartialDateField("đến", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> str:
        """Từ – đến as written; one side alone when the other is unknown."""
        return " – ".join(str(day) for day in (self.begins_on, self.ends_on) if day)

    def clean(self):
        super().clean()
        if self.begins_on and self.ends_on and self.ends_on.last_day < self.begins_on.first_day:
            raise ValidationError({"ends_on": "Thời gian kết thúc phải sau thời gian bắt đầu."})


class DatedRow(DossierRow):
    """A record that holds from one day to another; the first day may be known only by month or year."""

    valid_from = PartialDateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        super().clean_fields(exclude=exclude)
        if self.valid_from and self.valid_from.year > timezone.localdate().year + YEARS_AHEAD:
            raise ValidationError({"valid_from": f"Ngày bắt đầu không được quá {YEARS_AHEAD} năm sau năm nay."})

    @property
    def until(self) -> str:
        """The last day in words; empty while the record holds."""
        return f"đến {date_vi(self.valid_to)}" if self.valid_to else ""
