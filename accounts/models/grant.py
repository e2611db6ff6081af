"""Grants: dated records of who may do what on which unit, and the guardian rows derived from them (DESIGN §3)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.models.account import Account
from accounts.permissions import RIGHTS
from orgunits.models import Unit
from qlcb.dated import DatedQuerySet, ends_after_it_begins
from qlcb.history import Tracked, TrackedQuerySet


def right_choices() -> list[tuple[str, str]]:
    """Every right of the catalogue; a function, so that a new right asks for no migration."""
    return [(right.code, right.sentence) for right in RIGHTS.values()]


BY_NAME = "ho-so"  # among the marks of a role: meant for single dossiers delegated by name, not for units
BY_NAME_WORDS = "Hồ sơ được ủy quyền đích danh"


class RoleTemplateQuerySet(TrackedQuerySet):
    def in_use(self):
        """Templates that may still be granted."""
        return self.filter(retired_on=None)


class RoleTemplate(Tracked):
    """A bundle of rights written from a clause of the regulation; data that an administrator edits."""

    code = models.SlugField("mã", max_length=50, unique=True)
    name = models.CharField("tên vai trò", max_length=200)
    clause = models.CharField("điều khoản", max_length=50, blank=True)
    rights = models.JSONField("các quyền", default=list)
    meant_for = models.JSONField(
        "dùng cho",
        default=list,
        blank=True,
        help_text="Mã loại đơn vị hoặc mã đơn vị; để trống là mọi đơn vị.",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    retired_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)

    objects = RoleTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò mẫu"
        verbose_name_plural = "vai trò mẫu"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    def clean(self):
        unknown = set(self.rights) - set(RIGHTS)
        if unknown:
            raise ValidationError({"rights": f"Không có quyền: {', '.join(sorted(unknown))}."})
        if not self.rights:
            raise ValidationError({"rights": "Vai trò phải có ít nhất một quyền."})

    def fits(self, marks: set[str]) -> bool:
        """Whether the role is written for an account of these marks (`accounts.administration.marks_of`)."""
        return not self.meant_for or not marks.isdisjoint(self.meant_for)

    @property
    def is_by_name(self) -> bool:
        """Whether the role is handed out on single dossiers, never on a unit."""
        return BY_NAME in self.meant_for

    def sentences(self) -> list[str]:
        """The rights in words, in the order of the catalogue."""
        return [right.sentence for code, right in RIGHTS.items() if code in self.rights]


class GrantQuerySet(DatedQuerySet):
    def in_force(self, day):
        """Grants that hold on `day` and were not revoked by then; a revocation works from the day itself."""
        return self.on(day).exclude(revoked_on__lte=day)

    def open_on(self, day):
        """Grants that hold on `day` or begin later, and were not revoked."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), revoked_on=None)


class Grant(Tracked):
    """One grant: a role template or a single right, on a unit and all below it, from a day to a day."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants", verbose_name="tài khoản")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name="phạm vi")
    template = models.ForeignKey(RoleTemplate, models.PROTECT, null=True, blank=True, verbose_name="vai trò")
    right = models.CharField("quyền", max_length=50, blank=True, choices=right_choices)
    document = models.CharField("văn bản", max_length=100)
    given_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="grants_given", verbose_name="người cấp"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True)
    revoked_under = models.CharField("văn bản thu hồi", max_length=100, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "quyền được cấp"
        verbose_name_plural = "quyền được cấp"
        ordering = ["-valid_from"]
        constraints = [
            ends_after_it_begins("grant_period"),
            models.CheckConstraint(
                name="grant_template_or_right",
                condition=Q(template__isnull=False, right="") | Q(template__isnull=True) & ~Q(right=""),
                violation_error_message="Chọn một vai trò mẫu hoặc một quyền.",
            ),
            models.CheckConstraint(
                name="grant_revoked_under_a_paper",
                condition=Q(revoked_on__isnull=True) | ~Q(revoked_under=""),
                violation_error_message="Thu hồi quyền phải có văn bản.",
            ),
        ]

    def __str__(self):
        return f"{self.template or self.get_right_display()} · {self.unit}"

    def clean(self):
        """A right by delegation lasts until a day; its document is asked for as of every grant (TCHQ-6.1d5)."""
        if self.valid_to is None and any(RIGHTS[code].delegated for code in self.codes if code in RIGHTS):
            raise ValidationError({"valid_to": "Quyền theo ủy quyền phải có thời hạn ghi trong văn bản ủy quyền."})

    @property
    def codes(self) -> list[str]:
        """Codes of the rights this grant carries."""
        return self.template.rights if self.template_id else [self.right]

    @property
    def codes_in_force(self) -> list[str]:
        """Those of them that it gives."""
        return self.giving(self.codes)

    def giving(self, codes: Iterable[str]) -> list[str]:
        """Those of the rights that this grant gives: a role edited later makes no delegation without a last day."""
        return [code for code in codes if self.valid_to or not RIGHTS[code].delegated]


class HeldUntil(UserObjectPermissionBase):
    """guardian's row with the last day on which it counts, None without one: it ends even when no job runs."""

    last_day = models.DateField("đến hết ngày", null=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class UnitUserPermission(HeldUntil):
    """guardian's row: this account holds this right on this unit. Written only from grants."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)

    class Meta(HeldUntil.Meta):
        abstract = False
        verbose_name = "quyền trên đơn vị"
        verbose_name_plural = "quyền trên đơn vị"

    def __str__(self):
        return f"{self.user_id} {self.permission_id} {self.content_object_id}"


class UnitGroupPermission(GroupObjectPermissionBase):
    """guardian asks for the group table of a model with direct keys; rights are never given to groups."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = "quyền nhóm trên đơn vị"
        verbose_name_plural = "quyền nhóm trên đơn vị"

    def __str__(self):
        return f"{self.group_id} {self.permission_id} {self.content_object_id}"
