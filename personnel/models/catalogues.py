"""National lists and salary tables: entries with code, aliases and validity (DESIGN §2, TCHQ-12.1a)."""

from django.db import models
from django.db.models import Q

from qlcb.history import Tracked, TrackedQuerySet
from qlcb.vietnamese import fold


class CatalogueQuerySet(TrackedQuerySet):
    def on(self, day):
        """Entries that may be chosen for a fact of `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class CatalogueEntry(Tracked):
    """An entry of a list. It is closed by `valid_to`, never deleted, so that old records stay readable."""

    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên", max_length=200)
    aliases = models.JSONField("tên gọi khác", default=list, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=20, blank=True)
    source = models.CharField("căn cứ", max_length=200, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    def known_as(self) -> set[str]:
        """Folded forms under which clerks write this entry: code, name, aliases."""
        return {fold(text) for text in (self.code, self.name, *self.aliases)}


class EthnicGroup(CatalogueEntry):
    is_minority = models.BooleanField("dân tộc thiểu số", default=True)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "dân tộc"
        verbose_name_plural = "dân tộc"
        constraints = [models.UniqueConstraint(fields=["code"], name="ethnicgroup_code")]


class Religion(CatalogueEntry):
    is_none = models.BooleanField("không theo tôn giáo", default=False)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "tôn giáo"
        verbose_name_plural = "tôn giáo"
        constraints = [models.UniqueConstraint(fields=["code"], name="religion_code")]


class Position(CatalogueEntry):
    """Chức vụ, chức danh. `allowance`: the usual coefficient of phụ cấp chức vụ, from which a record may differ."""

    is_leading = models.BooleanField("chức vụ lãnh đạo, quản lý", default=True)
    allowance = models.DecimalField("phụ cấp chức vụ", max_digits=4, decimal_places=2, null=True, blank=True)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        constraints = [models.UniqueConstraint(fields=["code"], name="position_code")]


class Qualification(CatalogueEntry):
    """Levels of the six kinds of studies of item 32: a degree, a level of political theory, of a language…

    `bucket` is the column of the statistical forms of TT 11/2012 that counts it.
    """

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", "Chuyên môn"
        POLITICAL = "political", "Lý luận chính trị"
        STATE = "state", "Quản lý nhà nước, nghiệp vụ"
        DEFENCE = "defence", "An ninh quốc phòng"
        IT = "it", "Tin học"
        LANGUAGE = "language", "Ngoại ngữ, tiếng dân tộc"

    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    bucket = models.CharField("cột thống kê", max_length=30, blank=True)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "trình độ"
        verbose_name_plural = "trình độ"
        ordering = ["kind", "-order", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="qualification_code")]


class Language(CatalogueEntry):
    is_ethnic = models.BooleanField("tiếng dân tộc", default=False)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "ngôn ngữ"
        verbose_name_plural = "ngôn ngữ"
        constraints = [models.UniqueConstraint(fields=["code"], name="language_code")]


class Rank(CatalogueEntry):
    """Ngạch, with the salary group it is paid by in a time; the same code may stand in several times."""

    class Tier(models.TextChoices):
        SENIOR = "senior", "Chuyên viên cao cấp và tương đương"
        PRINCIPAL = "principal", "Chuyên viên chính và tương đương"
        OFFICER = "officer", "Chuyên viên và tương đương"
        ASSISTANT = "assistant", "Cán sự và tương đương"
        STAFF = "staff", "Nhân viên"

    family = models.CharField("nhóm ngạch", max_length=50, blank=True)
    group = models.CharField("nhóm lương", max_length=20)
    raise_months = models.PositiveSmallIntegerField("tháng giữ bậc")
    tier = models.CharField("hạng thống kê", max_length=10, choices=Tier.choices)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "ngạch"
        verbose_name_plural = "ngạch"
        ordering = ["order", "code", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="rank_code_from")]

    def __str__(self):
        return f"{self.code} {self.name}"


class SalaryStep(CatalogueEntry):
    """One bậc of a salary group with its coefficient (NĐ 204/2004/NĐ-CP, bảng 1, 2, 4). `code` is the group."""

    step = models.PositiveSmallIntegerField("bậc")
    coefficient = models.DecimalField("hệ số", max_digits=5, decimal_places=2)
    raise_months = models.PositiveSmallIntegerField("tháng giữ bậc")
    over_frame_months = models.PositiveSmallIntegerField("tháng đến vượt khung", null=True, blank=True)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "bậc lương"
        verbose_name_plural = "bảng lương"
        ordering = ["code", "step"]
        constraints = [models.UniqueConstraint(fields=["code", "step", "valid_from"], name="salarystep_group_step")]

    def __str__(self):
        return f"{self.code} bậc {self.step}: {self.coefficient}"


class BaseSalary(CatalogueEntry):
    """Mức lương cơ sở of a time, in đồng."""

    amount = models.PositiveIntegerField("mức lương cơ sở (đồng)")

    class Meta(CatalogueEntry.Meta):
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["valid_from"]
        constraints = [models.UniqueConstraint(fields=["valid_from"], name="basesalary_from")]


class RetirementAge(CatalogueEntry):
    """Tuổi nghỉ hưu of a year, by sex and annex (NĐ 135/2020/NĐ-CP); `code` is year-sex-annex."""

    class Annex(models.TextChoices):
        NORMAL = "I", "Điều kiện bình thường"
        EARLY = "II", "Nghỉ hưu ở tuổi thấp hơn"

    year = models.PositiveSmallIntegerField("năm")
    sex = models.CharField("giới tính", max_length=1, choices=[("M", "Nam"), ("F", "Nữ")])
    annex = models.CharField("phụ lục", max_length=2, choices=Annex.choices, default=Annex.NORMAL)
    years = models.PositiveSmallIntegerField("tuổi")
    months = models.PositiveSmallIntegerField("tháng")

    class Meta(CatalogueEntry.Meta):
        verbose_name = "tuổi nghỉ hưu"
        verbose_name_plural = "tuổi nghỉ hưu"
        ordering = ["year", "sex", "annex"]
        constraints = [models.UniqueConstraint(fields=["year", "sex", "annex"], name="retirementage_year_sex_annex")]
