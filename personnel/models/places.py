"""Places: provinces, districts (until 2025-06-30) and communes, each with its time and what it became (FACTS §0b)."""

from django.db import models

from personnel.models.catalogues import CatalogueEntry


class Place(CatalogueEntry):
    """A province or what lies below it. `successor`: the place of today that took it over; the old name stays."""

    class Level(models.TextChoices):
        PROVINCE = "province", "Tỉnh, thành phố"
        DISTRICT = "district", "Quận, huyện"
        COMMUNE = "commune", "Xã, phường"

    level = models.CharField("cấp", max_length=10, choices=Level.choices, default=Level.PROVINCE)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="nay thuộc"
    )
    citizen_code = models.CharField("mã trong số định danh", max_length=3, blank=True)

    class Meta(CatalogueEntry.Meta):
        verbose_name = "địa danh"
        verbose_name_plural = "địa danh"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="place_code_from",
                nulls_distinct=False,
                violation_error_message="Mã địa danh này từ ngày này đã có.",
            )
        ]

    @property
    def with_parents(self) -> str:
        """The place and those above it: Xã Hòa Tiến, Thành phố Đà Nẵng."""
        above = f", {self.parent.with_parents}" if self.parent_id else ""
        return f"{self.name}{above}"

    @property
    def now_in(self) -> str:
        """Where a place that is no more lies today, by its own successor or that of the nearest place above; or ""."""
        heir = self.successor
        if heir is None:
            return self.parent.now_in if self.parent_id else ""
        return heir.with_parents if heir.with_parents != self.with_parents else ""
