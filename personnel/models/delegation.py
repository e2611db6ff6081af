"""Dossiers delegated by name: dated records of who may act on whose file, and guardian's rows derived from them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from guardian.models import GroupObjectPermissionBase

from accounts.models import Account, RoleTemplate
from accounts.models.grant import HeldUntil, right_choices
from accounts.permissions import ON_A_DOSSIER, RIGHTS, VIEW
from personnel.models.dossier import Dossier
from personnel.querysets import DelegationQuerySet
from qlcb.dated import ends_after_it_begins
from qlcb.history import Tracked


@dataclass(frozen=True)
class State:
    """How a delegation stands: for people, with the tone of its mark."""

    words: str
    tone: str
    ended: bool = False


class Delegation(Tracked):
    """One dossier delegated to one account under a document until a day (hồ sơ được ủy quyền quản lý, TCHQ-6.1d5)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="delegations", verbose_name="tài khoản")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="delegations", verbose_name="hồ sơ")
    template = models.ForeignKey(RoleTemplate, models.PROTECT, null=True, blank=True, verbose_name="vai trò")
    right = models.CharField("quyền", max_length=50, blank=True, choices=right_choices)
    document = models.CharField("văn bản ủy quyền", max_length=100)
    document_on = models.DateField("ngày văn bản")
    given_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="delegations_given", verbose_name="người ghi"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True)
    revoked_under = models.CharField("văn bản thu hồi", max_length=100, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ ủy quyền đích danh"
        verbose_name_plural = "hồ sơ ủy quyền đích danh"
        ordering = ["-valid_from", "-id"]
        constraints = [
            ends_after_it_begins("delegation_period"),
            models.CheckConstraint(
                name="delegation_template_or_right",
                condition=Q(template__isnull=False, right="") | Q(template__isnull=True) & ~Q(right=""),
                violation_error_message="Chọn một vai trò mẫu hoặc một quyền.",
            ),
            models.CheckConstraint(
                name="delegation_revoked_under_a_paper",
                condition=Q(revoked_on__isnull=True) | ~Q(revoked_under=""),
                violation_error_message="Thu hồi ủy quyền phải có văn bản.",
            ),
        ]

    def __str__(self):
        return f"{self.what} · {self.dossier.code}"

    def is_open(self, today) -> bool:
        """Whether it holds or is still to begin, and may be taken back."""
        return self.revoked_on is None and self.valid_to >= today

    def state(self, today) -> State:
        """How it stands on `today`, in words."""
        if self.revoked_on:
            return State("Đã thu hồi", "", True)
        if self.valid_to < today:
            return State("Hết hạn", "", True)
        return State("Chưa có hiệu lực", "warn") if self.valid_from > today else State("Còn hiệu lực", "ok")

    @property
    def what(self) -> str:
        """The role or the right in words."""
        return str(self.template) if self.template_id else self.get_right_display()

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the rights it gives on the dossier; whoever acts on a file also sees it."""
        told = set(self.template.rights) if self.template_id else {self.right}
        given = ON_A_DOSSIER & told
        return given | {VIEW} if given else frozenset()

    def sentences(self) -> list[str]:
        """These rights in words, in the order of the catalogue."""
        return [right.sentence for code, right in RIGHTS.items() if code in self.codes]

    def clean(self):
        if (self.template_id or self.right) and not self.codes:
            raise ValidationError("Vai trò hoặc quyền này không ủy quyền được trên một hồ sơ.")
        if self.document_on and self.valid_from and self.document_on > self.valid_from:
            raise ValidationError({"document_on": "Văn bản ủy quyền phải ký trước hoặc trong ngày bắt đầu."})


class DossierUserPermission(HeldUntil):
    """guardian's row: this account holds this right on this dossier. Written only from delegations."""

    content_object = models.ForeignKey(Dossier, on_delete=models.CASCADE)

    class Meta(HeldUntil.Meta):
        abstract = False
        verbose_name = "quyền trên hồ sơ"
        verbose_name_plural = "quyền trên hồ sơ"

    def __str__(self):
        return f"{self.user_id} {self.permission_id} {self.content_object_id}"


class DossierGroupPermission(GroupObjectPermissionBase):
    """guardian asks for the group table of a model with direct keys; rights are never given to groups."""

    content_object = models.ForeignKey(Dossier, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = "quyền nhóm trên hồ sơ"
        verbose_name_plural = "quyền nhóm trên hồ sơ"

    def __str__(self):
        return f"{self.group_id} {self.permission_id} {self.content_object_id}"
