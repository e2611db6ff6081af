"""Accounts as their administrators see them: which ones, in what state, found by which words; what they looked at."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from ipaddress import IPv4Network, IPv6Network

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from accounts.permissions import ACCESS_LOG
from qlcb import regulation
from qlcb.history import HistoryError, TrackedQuerySet
from qlcb.vietnamese import fold

ONLY_ADDED = "Nhật ký truy cập chỉ được ghi thêm, không sửa, không xóa."


class State(models.TextChoices):
    """Whether an account can be used today, and if not, what is missing."""

    IN_USE = "dang-dung", "Đang dùng"
    UNHELD = "chua-giao", "Chưa có người giữ"
    EXPIRED = "het-han", "Hết hạn"
    LOCKED = "khoa", "Đã khóa"
    WITHDRAWN = "huy-bo", "Đã hủy bỏ"


class Need(models.TextChoices):
    """What an administrator should see to: a lost password, an account or a right that ends soon."""

    PASSWORD = "cho-mat-khau", "Chờ cấp lại mật khẩu"
    ENDING = "sap-het-han", "Sắp hết hạn"
    RIGHTS_ENDING = "quyen-sap-het-han", "Có quyền sắp hết hạn"


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

    def with_consent(self):
        """Annotates `has_consent`, which the account otherwise asks for by itself."""
        acts = self.model._meta.get_field("acts").related_model.objects
        return self.annotate(has_consent=Exists(acts.filter(account=OuterRef("pk"), kind="issue")))

    def with_second_factor(self):
        """Annotates `second_factor_id`, which the account otherwise asks for by itself."""
        factors = self.model._meta.get_field("second_factors").related_model.objects
        in_use = factors.filter(user=OuterRef("pk"), confirmed=True)
        return self.annotate(second_factor_id=Subquery(in_use.values("pk")[:1]))

    def with_state(self, today: date):
        """Annotates `state`, one of State, as of `today`."""
        held = Exists(self._custodies(today))
        kinds = self.model.Kind
        seats = Q(kind__in=[kinds.SEAT, kinds.UNIT_ADMIN, kinds.SYSTEM_ADMIN])
        return self.annotate(
            state=Case(
                When(withdrawn_on__isnull=False, then=Value(State.WITHDRAWN)),
                When(is_active=False, then=Value(State.LOCKED)),
                When(expires_on__lt=today, then=Value(State.EXPIRED)),
                When(seats & ~held, then=Value(State.UNHELD)),
                default=Value(State.IN_USE),
                output_field=models.CharField(),
            )
        )

    def needing(self, need: str, today: date):
        """Accounts for which an administrator should do this; what is renewed already no longer counts as ending."""
        rows, lead = self.filter(withdrawn_on=None), regulation.fact("lead_days")
        if need == Need.PASSWORD:
            return rows.filter(is_active=False, password__startswith=UNUSABLE_PASSWORD_PREFIX)
        if need == Need.ENDING:
            return rows.filter(is_active=True, expires_on__range=(today, today + timedelta(days=lead["account"])))
        grants = self.model._meta.get_field("grants").related_model.objects
        again = grants.open_on(today).filter(
            Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")), account=OuterRef("account"), unit=OuterRef("unit"),
        )  # fmt: skip
        again = again.filter(Q(template=OuterRef("template")) | Q(template=None, right=OuterRef("right")))
        until = today + timedelta(days=lead["grant"])
        ending = grants.in_force(today).filter(account=OuterRef("pk"), valid_to__lte=until).exclude(Exists(again))
        return rows.filter(is_active=True).filter(Exists(ending))

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


class AccessEventQuerySet(models.QuerySet):
    """The access log: what an account may read of it, narrowed by who, what, when and from where.

    Units and accounts are asked for first and given as lists, so that PostgreSQL joins the indexes of both columns.
    """

    def visible_to(self, account):
        """Events of units on which the account reads the log, and those of the accounts of these units.

        Without unit and account (a sign-in refused to an unknown name) only for who reads the whole log.
        """
        access = account.access
        return self if access.everywhere(ACCESS_LOG) else self.of_units(access.units(ACCESS_LOG))

    def of_units(self, unit_ids: Iterable[int]):
        """Events about what one of the units keeps, or by an account of one of them."""
        ids = list(unit_ids)
        accounts = self._accounts().objects.filter(unit_id__in=ids).values_list("pk", flat=True)
        return self.filter(Q(unit_id__in=ids) | Q(account_id__in=list(accounts)))

    def by_accounts(self, text: str, today: date):
        """Events of the account of this username, or of all whose name, title, unit or custodian holds every word."""
        accounts = self._accounts().objects.all()
        named = list(accounts.filter(username=text.strip().lower()).values_list("pk", flat=True))
        return self.filter(account_id__in=named or list(accounts.search(text, today).values_list("pk", flat=True)))

    def held_by(self, text: str):
        """Events of the time in which the account was held by a person whose name or staff code holds every word."""
        custodies = (
            self._accounts()
            ._meta.get_field("custodies")
            .related_model.objects.annotate(
                haystack=Folded(Concat(F("holder_name"), Value(" "), F("staff_code"), output_field=models.TextField()))
            )
        )
        for word in fold(text).split():
            custodies = custodies.filter(haystack__contains=word)
        held = list(custodies)
        names = {str(custody) for custody in held}
        return self.filter(account_id__in={custody.account_id for custody in held}, custodian__in=names)

    def between(self, first: date | None, last: date | None):
        """Events from the first day to the last, both included, in local time; None leaves that side open."""
        rows = self if first is None else self.filter(at__gte=_midnight(first))
        return rows if last is None else rows.filter(at__lt=_midnight(last + timedelta(days=1)))

    def at_hours(self, hours: Iterable[int]):
        """Events of these hours of the day, 0 to 23, in local time."""
        return self.filter(at__hour__in=list(hours))

    def on_targets(self, beginnings: Iterable[str]):
        """Events whose target begins with one of these."""
        condition = Q()
        for beginning in beginnings:
            condition |= Q(target__startswith=beginning)
        return self.filter(condition)

    def about(self, target: str, address: str):
        """Events about one thing: by its name in the log, and refusals at addresses that begin with `address`."""
        return self.filter(Q(target=target) | Q(target__startswith=address))

    def from_network(self, network: IPv4Network | IPv6Network):
        """Events from addresses of the network."""
        return self.filter(address__range=(str(network[0]), str(network[-1])))

    def _accounts(self):
        return self.model._meta.get_field("account").related_model

    def update(self, **kwargs):
        raise HistoryError(ONLY_ADDED)

    def bulk_update(self, objs, fields, batch_size=None):
        raise HistoryError(ONLY_ADDED)

    def delete(self):
        raise HistoryError(ONLY_ADDED)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
