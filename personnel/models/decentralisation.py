"""The table of decentralisation (phân cấp quản lý cán bộ), and what was entered outside of it with a reason."""

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Account
from orgunits.models import Unit, UnitKind
from personnel.models.catalogues import CatalogueEntry
from personnel.models.decision import Decision
from personnel.models.dossier import Dossier
from personnel.rules.authority import DecidedAct, Decider, Group
from qlcb.history import Tracked


class Decentralisation(CatalogueEntry):
    """Who decides one kind of act about one group of people, in a time (TCHQ-5.2b). Read by `rules.authority`.

    kind, unit: only for people of departments of that kind, or of that very department; both empty for all. code and
    name follow from the rest.
    """

    matter = models.CharField("việc được quyết định", max_length=20, choices=DecidedAct.choices)
    subject = models.CharField("đối tượng", max_length=20, choices=Group.choices)
    kind = models.ForeignKey(
        UnitKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thuộc loại đơn vị",
        help_text="Chỉ áp dụng cho người của các đơn vị loại này; để trống là mọi loại.",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="riêng đơn vị",
        help_text="Chỉ áp dụng cho người của đơn vị này, ví dụ đơn vị được ủy quyền; để trống là mọi đơn vị.",
    )  # fmt: skip
    decider = models.CharField("cấp quyết định", max_length=20, choices=Decider.choices)
    or_above = models.BooleanField(
        "cấp trên cũng được quyết định", default=False, help_text="Đơn vị trên cấp ấy cũng được quyết định."
    )
    or_outside = models.BooleanField(
        "cơ quan ngoài cũng được quyết định", default=False, help_text="Ví dụ bằng do trường ngoài hệ thống công nhận."
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "phân cấp quản lý"
        verbose_name_plural = "phân cấp quản lý"
        ordering = ["order", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "subject", "kind", "unit", "valid_from"],
                name="decentralisation_case_from",
                nulls_distinct=False,
                violation_error_message="Bảng đã có dòng này từ ngày này.",
            )
        ]

    def clean(self):
        super().clean()
        if self.kind_id and self.unit_id:
            raise ValidationError({"unit": "Chọn loại đơn vị hoặc riêng một đơn vị, không chọn cả hai."})
        if not self.valid_from:
            raise ValidationError({"valid_from": "Nhập ngày bắt đầu: quyết định ký trước ngày ấy không bị xét."})


class AuthorityOverride(Tracked):
    """One result that was entered although the table names another authority: who let it stand, and why.

    section, row: slug of the section and id of the record, which may be taken out later; told: what the table said,
    step by step.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="overrides", verbose_name="quyết định")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    section = models.SlugField("mục", max_length=30)
    row = models.BigIntegerField("dòng")
    matter = models.CharField("việc được quyết định", max_length=20, choices=DecidedAct.choices)
    reason = models.CharField("lý do ghi ngoài phân cấp", max_length=300)
    told = models.TextField("bảng phân cấp")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    holder = models.CharField("người giữ", max_length=200, blank=True)
    made_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "quyết định ngoài phân cấp"
        verbose_name_plural = "quyết định ngoài phân cấp"
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="override_newest")]

    def __str__(self):
        return f"{self.decision}: {self.get_matter_display()}"

    @property
    def steps(self) -> list[str]:
        """What the table said, sentence by sentence."""
        return self.told.splitlines()
