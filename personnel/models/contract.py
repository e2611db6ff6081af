from django.db import models

from personnel.models.rows import DatedRow
from personnel.models.terms import Term, TermField
from qlcb.dated import DatedQuerySet, ends_after_it_begins, never_overlaps


class Contract(DatedRow):
    """Hợp đồng lao động (form of TT 05/2023/TT-BNV, HP-4.1b). At most one at a time."""

    kind = TermField(Term.Kind.CONTRACT_KIND, "loại hợp đồng")
    number = models.CharField("số hợp đồng", max_length=60)
    signed_on = models.DateField("ngày ký")
    employer_signer = models.CharField("người ký bên sử dụng", max_length=150, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=150, blank=True)
    job = models.CharField("công việc phải làm", max_length=300, blank=True)
    workplace = models.CharField("địa điểm làm việc", max_length=200, blank=True)
    hours = models.CharField("thời giờ làm việc", max_length=200, blank=True)
    pay = models.CharField("lương và chế độ được hưởng", max_length=300, blank=True)
    probation_until = models.DateField("thử việc đến hết ngày", null=True, blank=True)
    ended_because = models.CharField("lý do chấm dứt", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "hợp đồng lao động"
        verbose_name_plural = "hợp đồng lao động"
        ordering = ["-valid_from", "-id"]
        constraints = [
            never_overlaps(
                "contract_one_at_a_time", "dossier", "Trong thời gian này đã có một hợp đồng khác.", partial=True
            ),
            ends_after_it_begins("contract_period", partial=True),
        ]

    def __str__(self):
        return f"{self.kind} {self.number}"
