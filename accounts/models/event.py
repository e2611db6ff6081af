"""The access log: who looked at, printed, exported or was refused what (DESIGN §9, TCHQ-4.1, 4.2)."""

from collections.abc import Iterable

from django.db import models

from accounts.models.account import Account
from accounts.querysets import ONLY_ADDED, AccessEventQuerySet
from orgunits.models import Unit
from qlcb.history import HistoryError, request_context


class AccessEvent(models.Model):
    """One look, print, export, sign-in or refusal. Rows are only ever added; a trigger refuses the rest.

    unit: the unit that keeps what was looked at, so that its administrators find the row; None when there is none.
    """

    class Kind(models.TextChoices):
        VIEW = "view", "Xem hồ sơ"
        UNMASK = "unmask", "Hiện thông tin hạn chế"
        FILE = "file", "Mở giấy tờ đính kèm"
        PRINT = "print", "In, tải biểu mẫu"
        EXPORT = "export", "Kết xuất"
        SIGN_IN = "sign_in", "Đăng nhập"
        SIGN_IN_NEW = "sign_in_new", "Đăng nhập từ thiết bị mới"
        SIGN_IN_REFUSED = "sign_in_refused", "Đăng nhập bị từ chối"
        SECURITY = "security", "Bảo mật tài khoản"
        NOT_FOUND = "not_found", "Ngoài phạm vi (404)"
        FORBIDDEN = "forbidden", "Không có quyền (403)"

    SIGN_INS = (Kind.SIGN_IN, Kind.SIGN_IN_NEW)
    OF_SIGNING_IN = (*SIGN_INS, Kind.SIGN_IN_REFUSED, Kind.SECURITY)
    REFUSALS = (Kind.NOT_FOUND, Kind.FORBIDDEN, Kind.SIGN_IN_REFUSED)

    at = models.DateTimeField("lúc", auto_now_add=True)
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="tài khoản"
    )
    custodian = models.CharField("người giữ", max_length=200, blank=True)
    address = models.GenericIPAddressField("địa chỉ", null=True)
    request_id = models.CharField("mã yêu cầu", max_length=36, blank=True)
    target = models.CharField("đối tượng", max_length=200, blank=True, help_text="Số hiệu, tên báo cáo hoặc đường dẫn.")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="đơn vị")
    detail = models.TextField("chi tiết", blank=True)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt truy cập"
        verbose_name_plural = "nhật ký truy cập"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="accessevent_newest"),
            models.Index(fields=["kind", "-at", "-id"], name="accessevent_kind"),
            models.Index(fields=["account", "-at", "-id"], name="accessevent_account"),
            models.Index(fields=["unit", "-at", "-id"], name="accessevent_unit"),
            models.Index(fields=["address", "-at"], name="accessevent_address"),
            models.Index(
                fields=["target", "-at"],
                name="accessevent_target",
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],  # beginnings of words, in any collation
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.target}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise HistoryError(ONLY_ADDED)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise HistoryError(ONLY_ADDED)

    @classmethod
    def log(cls, kind: str, account=None, *, target: str = "", unit=None, detail: str = "") -> "AccessEvent":
        """Add one row, with custodian and origin of this moment. account: None for a visitor who is not signed in."""
        row = cls(**cls._of_now(kind, account), target=target[:200], unit=unit, detail=detail)
        row.save(force_insert=True)
        return row

    @classmethod
    def log_many(cls, kind: str, account, targets: Iterable[tuple[str, int | None]], *, detail: str = "") -> None:
        """Add one row for each target with the id of its unit, as `log` would, in one statement."""
        common = cls._of_now(kind, account) | {"detail": detail}
        cls.objects.bulk_create(cls(**common, target=target[:200], unit_id=unit_id) for target, unit_id in targets)

    @staticmethod
    def _of_now(kind: str, account) -> dict[str, object]:
        """What all rows that are added at this moment have alike."""
        origin = request_context.get()
        return {
            "kind": kind,
            "account": account,
            "custodian": account.holder_name if account else "",
            "address": origin.address,
            "request_id": origin.request_id,
        }
