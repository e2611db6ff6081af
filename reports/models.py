"""Questions that people keep. Other reports keep nothing of their own: their files are exports of personnel."""

from django.db import models
from django.db.models import Q

from accounts.models import Account
from qlcb.history import Tracked, TrackedQuerySet


class SavedQueryQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Questions of the account, and those that accounts of its unit share."""
        own = Q(account=account)
        return self.filter(own | Q(is_shared=True, account__unit=account.unit_id) if account.unit_id else own)


class SavedQuery(Tracked):
    """A question of the free query, kept to be asked again: it holds no answer, and names nobody.

    account: whose it is, who alone changes it; is_shared: whether other accounts of the same unit may ask it, each with
    its own rights.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="tài khoản")
    name = models.CharField("tên câu hỏi", max_length=120)
    is_shared = models.BooleanField("dùng chung trong đơn vị", default=False)
    question = models.JSONField("câu hỏi")

    objects = SavedQueryQuerySet.as_manager()

    class Meta:
        verbose_name = "câu hỏi tra cứu"
        verbose_name_plural = "các câu hỏi tra cứu"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "name"],
                name="savedquery_name",
                violation_error_message="Tài khoản đã có câu hỏi tên này; hãy đặt tên khác.",
            )
        ]

    def __str__(self):
        return self.name
