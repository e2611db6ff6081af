"""The tree of units: a unit is lasting, its name, kind and parent are dated (DESIGN §2)."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from orgunits.querysets import UnitQuerySet
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps
from qlcb.history import Tracked

IDENTIFIER = RegexValidator(
    r"^[A-Z]\d{2}(\.[0-9A-Z]{1,3}){0,4}$",
    "Mã định danh điện tử có dạng G12.34 hoặc G12.34.C7 (QĐ 20/2020/QĐ-TTg).",
)


class UnitKind(Tracked):
    """A kind of unit of the deployed regulation: its level in the tree and how it is headed."""

    code = models.SlugField("mã", max_length=30, unique=True)
    name = models.CharField("tên loại đơn vị", max_length=100)
    level = models.PositiveSmallIntegerField("cấp", help_text="0 là cấp cao nhất.")
    is_department = models.BooleanField("quản lý hồ sơ", help_text="Đơn vị cấp Cục, Vụ và tương đương giữ hồ sơ.")
    is_commune = models.BooleanField(
        "cấp xã", default=False, help_text="Đơn vị loại này và bên dưới được thống kê theo biểu của cấp xã."
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "loại đơn vị"
        verbose_name_plural = "loại đơn vị"
        ordering = ["level", "order", "code"]

    def __str__(self):
        return self.name


class Unit(Tracked):
    """A unit for as long as it exists. Name, kind and parent on this row are today's, projected from its versions.

    heir: of a unit that is no more, the one that took over what it kept; the rights on that one reach what is kept
    here. dissolved_on: the last day on which the unit existed.
    """

    UNTRACKED = ("name", "short_name", "kind", "parent", "heir", "name_folded")

    code = models.SlugField("mã đơn vị", max_length=30, unique=True)
    identifier = models.CharField(
        "mã định danh điện tử", max_length=35, unique=True, null=True, blank=True, validators=[IDENTIFIER]
    )
    customs_prefix = models.CharField("mã hải quan", max_length=4, blank=True, help_text="Hai số đầu của số hiệu.")
    order = models.PositiveIntegerField("thứ tự", default=0)
    established_on = models.DateField("ngày thành lập")
    dissolved_on = models.DateField("hoạt động đến hết ngày", null=True, blank=True)

    name = models.CharField("tên đơn vị", max_length=200, editable=False)
    short_name = models.CharField("tên viết tắt", max_length=100, blank=True, editable=False)
    name_folded = models.CharField(max_length=200, blank=True, editable=False)
    kind = models.ForeignKey(UnitKind, models.PROTECT, verbose_name="loại đơn vị", null=True, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="đơn vị cấp trên", null=True, editable=False, related_name="children"
    )
    heir = models.ForeignKey(
        "self", models.PROTECT, verbose_name="đơn vị kế thừa", null=True, editable=False, related_name="+"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        return self.short_name or self.name


class UnitVersion(Tracked):
    """What a unit was called and where it stood, from one day to another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions", verbose_name="đơn vị")
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên viết tắt", max_length=100, blank=True)
    kind = models.ForeignKey(UnitKind, models.PROTECT, verbose_name="loại đơn vị")
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị cấp trên"
    )
    document = models.CharField("số quyết định", max_length=100, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "tên và vị trí của đơn vị"
        verbose_name_plural = "tên và vị trí của đơn vị"
        ordering = ["unit", "valid_from"]
        constraints = [
            never_overlaps("unitversion_one_at_a_time", "unit", "Đơn vị đã có tên và vị trí trong thời gian này."),
            ends_after_it_begins("unitversion_period"),
        ]

    def __str__(self):
        return self.name


class QuotaKind(models.TextChoices):
    """Kinds of staff with numbers of their own (HG-7.1); which people count in them is for personnel to say."""

    CIVIL_SERVANT = "civil_servant", "Cán bộ, công chức"
    PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
    CONTRACT = "contract", "Hợp đồng lao động"


class StaffQuota(Tracked):
    """Biên chế được giao: how many people of a kind a unit may have, from one day of a year to another (TCHQ-3.1a).

    The number is of the unit with all that stands below it. One that changes within the year is a new row from its day
    on; no row outlasts its year.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staff_quotas", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("loại", max_length=20, choices=QuotaKind.choices)
    number = models.PositiveIntegerField("biên chế được giao", validators=[MaxValueValidator(99_999)])
    document = models.CharField("số văn bản", max_length=100)
    document_on = models.DateField("ngày văn bản")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "biên chế được giao"
        verbose_name_plural = "biên chế được giao"
        ordering = ["unit", "kind", "valid_from"]
        constraints = [
            *(
                never_overlaps(
                    f"staffquota_{kind}_one_at_a_time", "unit", "Thời gian này đã giao biên chế loại này.",
                    condition=Q(kind=kind),
                )
                for kind in QuotaKind.values
            ),
            ends_after_it_begins("staffquota_period"),
            models.CheckConstraint(
                name="staffquota_within_its_year",
                condition=Q(valid_from__year=F("year"), valid_to__year=F("year")),
                violation_error_message="Biên chế được giao theo năm; thời gian phải nằm trong năm ấy.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.unit}: {self.get_kind_display()} {self.year}"

    @property
    def mark(self) -> str:
        """By which a page knows again that nobody wrote the row since it was read."""
        return f"{self.pk}:{self.version}"


class UnitSuccession(Tracked):
    """From a day on, what one unit was goes on in another: by it old units are found ("nay thuộc …"), never by names.

    is_main: the successor that took over what the unit kept, its dossiers of those who left above all; one at most.
    A unit from which a part was separated goes on, and has no main successor.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "Sáp nhập vào"
        SPLIT = "split", "Chia, tách thành"
        DISSOLVE = "dissolve", "Giải thể, giao lại cho"

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name="đơn vị cũ")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances", verbose_name="đơn vị kế thừa")
    kind = models.CharField("hình thức", max_length=10, choices=Kind.choices)
    is_main = models.BooleanField("kế thừa chính", default=True)
    document = models.CharField("số quyết định", max_length=100, blank=True)
    on = models.DateField("từ ngày")

    class Meta:
        verbose_name = "kế thừa của đơn vị"
        verbose_name_plural = "kế thừa của đơn vị"
        ordering = ["on", "-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="unitsuccession_once_a_day"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=models.Q(is_main=True), name="unitsuccession_one_main"
            ),
            models.CheckConstraint(
                name="unitsuccession_of_another", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
