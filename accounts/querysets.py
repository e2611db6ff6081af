"""Accounts as their administrators see them: which ones, in what state, found by which words."""

from datetime import date

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from qlcb.history import TrackedQuerySet
from qlcb.vietnamese import fold


class State(models.TextChoices):
    """Whether an account can be used today, and if not, what is missing."""

    IN_USE = "dang-dung", "Đang dùng"
    UNHELD = "chua-giao", "Chưa có người giữ"
    EXPIRED = "het-han", "Hết hạn"
    LOCKED = "khoa", "Đã khóa"


class Folded(models.Func):
    """Text without diacritics and case, as `qlcb.vietnamese.fold` makes it, by PostgreSQL alone."""

    template = r"regexp_replace(replace(normalize(lower(%(expressions)s), NFD), 'đ', 'd'), '[\u0300-\u036f]', '', 'g')"
    output_field = models.TextField()


class AccountQuerySet(TrackedQuerySet):
    def managed_by(self, account):
        """Accounts of the units that `account` administers; never the program's own."""
        access = account.access
        if access.manages_everywhere:
            return self.filter(unit__isnull=False)
        return self.filter(unit_id__in=access.managed_units)

    def with_state(self, today: date):
        """Annotates `state`, one of State, as of `today`."""
        held = Exists(self._custodies(today))
        kinds = self.model.Kind
        seats = Q(kind__in=[kinds.SEAT, kinds.UNIT_ADMIN, kinds.SYSTEM_ADMIN])
        return self.annotate(
            state=Case(
                When(is_active=False, then=Value(State.LOCKED)),
                When(expires_on__lt=today, then=Value(State.EXPIRED)),
                When(seats & ~held, then=Value(State.UNHELD)),
                default=Value(State.IN_USE),
                output_field=models.CharField(),
            )
        )

    def search(self, text: str, today: date):
        """Accounts whose name, title, unit or custodian of `today` holds every word; no regard to diacritics."""
        words = fold(text).split()
        if not words:
            return self
        holder = Subquery(self._custodies(today).values("holder_name")[:1])
        haystack = Concat(
            F("username"), Value(" "), F("title"), Value(" "), F("unit__name"), Value(" "),
            F("unit__short_name"), Value(" "), Coalesce(holder, Value("")), output_field=models.TextField(),
        )  # fmt: skip
        found = self.annotate(haystack=Folded(haystack))
        for word in words:
            found = found.filter(haystack__contains=word)
        return found

    def _custodies(self, today: date):
        return self.model._meta.get_field("custodies").related_model.objects.on(today).filter(account=OuterRef("pk"))
