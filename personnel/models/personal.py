"""The person before and beside the service: papers, organisations, family, the past (items 8, 16, 34, 36)."""

from django.core.exceptions import ValidationError
from django.db import models

from personnel.addresses import with_listed
from personnel.models.places import Place
from personnel.models.rows import DatedRow, DossierRow, PeriodRow
from personnel.models.terms import Term, TermField
from qlcb.fields import PartialDateField, SealedField
from qlcb.formats import date_vi
from qlcb.identifiers import IDENTITY_NUMBER

KIND = Term.Kind


class IdentityPaper(DossierRow):
    """Giấy tờ tùy thân, earlier ones included: the number of each stays known after the next was issued (item 8)."""

    kind = TermField(KIND.IDENTITY_PAPER, "loại giấy tờ")
    number = SealedField("số", max_length=20, half_shown=True, validators=[IDENTITY_NUMBER])
    issued_on = PartialDateField("ngày cấp", null=True, blank=True)
    issued_by = models.CharField("nơi cấp", max_length=200, blank=True)
    expires_on = models.DateField("có giá trị đến", null=True, blank=True)

    class Meta:
        verbose_name = "giấy tờ tùy thân"
        verbose_name_plural = "giấy tờ tùy thân"
        ordering = [models.F("issued_on").desc(nulls_last=True), "-id"]

    def __str__(self):
        return f"{self.kind} cấp {date_vi(self.issued_on)}".strip()


class Membership(PeriodRow):
    """Tham gia tổ chức chính trị - xã hội: Đoàn, Công đoàn, Hội (item 16; 2C item 17)."""

    organisation = TermField(KIND.ORGANISATION, "tổ chức")
    role = models.CharField("chức vụ, công việc trong tổ chức", max_length=200, blank=True)

    class Meta:
        verbose_name = "tổ chức chính trị - xã hội"
        verbose_name_plural = "tổ chức chính trị - xã hội"
        ordering = [models.F("begins_on").asc(nulls_last=True), "id"]

    def __str__(self):
        return str(self.organisation)


class PartyPost(DatedRow):
    """Chức vụ Đảng, main and held concurrently (items 26, 27)."""

    position = TermField(KIND.PARTY_POSITION, "chức vụ Đảng")
    organisation = models.CharField("tổ chức đảng", max_length=200, blank=True, help_text="Ví dụ: Chi bộ Văn phòng.")
    is_main = models.BooleanField("chức vụ chính", default=True)

    class Meta:
        verbose_name = "chức vụ Đảng"
        verbose_name_plural = "chức vụ Đảng"
        ordering = ["-valid_from", "-id"]

    def __str__(self):
        return f"{self.position} từ {self.valid_from}"


class Relative(DossierRow):
    """Một người thân (items 36.1, 36.2); what ties them to a foreign country is restricted."""

    relation = TermField(KIND.RELATION, "mối quan hệ")
    full_name = models.CharField("họ và tên", max_length=150)
    born_on = PartialDateField("năm sinh", null=True, blank=True)
    is_dead = models.BooleanField("đã mất", default=False)
    home_town = models.CharField("quê quán", max_length=200, blank=True)
    occupation = models.CharField("nghề nghiệp, chức vụ, đơn vị công tác, học tập", max_length=300, blank=True)
    residence = models.CharField("nơi ở", max_length=200, blank=True)
    organisations = models.CharField("thành viên tổ chức chính trị - xã hội", max_length=200, blank=True)
    past = SealedField(
        "làm việc cho chế độ cũ, tiền án, tiền sự", max_length=500, blank=True, lines=True, help_text="Nếu có."
    )
    abroad = SealedField(
        "quan hệ với nước ngoài",
        max_length=500,
        blank=True,
        lines=True,
        help_text="Nước định cư, quốc tịch, nghề nghiệp, thời gian ở nước ngoài.",
    )

    class Meta:
        verbose_name = "quan hệ gia đình"
        verbose_name_plural = "quan hệ gia đình"
        ordering = ["relation__order", models.F("born_on").asc(nulls_last=True), "id"]

    def __str__(self):
        return f"{self.relation}: {self.full_name}"

    @property
    def description(self) -> str:
        """Quê quán, nghề nghiệp, nơi ở, tổ chức in one text, as the form prints them."""
        home = f"Quê quán: {self.home_town}" if self.home_town else ""
        lives = "Đã mất" if self.is_dead else f"Nơi ở: {self.residence}" if self.residence else ""
        return "; ".join(filter(None, (home, self.occupation, lives, self.organisations)))


class OldRegimeService(PeriodRow):
    """Thời gian làm việc cho chế độ cũ (item 34.2); restricted."""

    content = SealedField("chức danh, chức vụ, đơn vị, địa điểm", max_length=500, lines=True)

    class Meta:
        verbose_name = "làm việc cho chế độ cũ"
        verbose_name_plural = "làm việc cho chế độ cũ"
        ordering = [models.F("begins_on").asc(nulls_last=True), "id"]

    def __str__(self):
        return f"Chế độ cũ {self.period}".strip()


class ForeignTie(PeriodRow):
    """Tham gia hoặc quan hệ với tổ chức nước ngoài (item 34.3); restricted."""

    country = TermField(KIND.COUNTRY, "quốc gia", null=True, blank=True)
    content = SealedField("tên tổ chức, địa chỉ trụ sở, công việc đã làm", max_length=500, lines=True)

    class Meta:
        verbose_name = "quan hệ với tổ chức nước ngoài"
        verbose_name_plural = "quan hệ với tổ chức nước ngoài"
        ordering = [models.F("begins_on").asc(nulls_last=True), "id"]

    def __str__(self):
        return f"Tổ chức nước ngoài {self.period}".strip()


class ForeignTrip(PeriodRow):
    """Đi nước ngoài, for duty or private matters (phiếu bổ sung lý lịch, mục V)."""

    country = TermField(KIND.COUNTRY, "nước đến")
    purpose = TermField(KIND.TRIP_PURPOSE, "mục đích")
    funded_by = models.CharField("nguồn kinh phí", max_length=200, blank=True)
    content = models.CharField("nội dung chuyến đi", max_length=300, blank=True)

    class Meta:
        verbose_name = "đi nước ngoài"
        verbose_name_plural = "đi nước ngoài"
        ordering = [models.F("begins_on").desc(nulls_last=True), "-id"]

    def __str__(self):
        return f"{self.country} {self.period}".strip()

    def clean(self):
        super().clean()
        if not self.begins_on:
            raise ValidationError({"begins_on": "Nhập ngày đi."})


def place_words(text: str, place: Place | None) -> str:
    """An address as shown: what was written, with the place from the list and those above it, each named once."""
    if place is None:
        return text
    now = f"(nay thuộc {place.now_in})" if place.now_in else ""
    return " ".join(filter(None, (with_listed(text, place.with_parents.split(", ")), now)))
