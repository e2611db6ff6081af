"""What of the access log stands out: refusals by account and day, and what passes the limits of the regulation.

Two statements whatever the size of the log; every number is what the access log lists under the address beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import ExtractHour, TruncDate
from django.urls import reverse

from accounts.models import AccessEvent
from accounts.night import hours_of_night
from accounts.permissions import ACCESS_LOG
from personnel.forms.access_log import NIGHT, NOBODY, REFUSED, AccessLogFilter
from qlcb import regulation
from qlcb.formats import date_vi, number_vi

Kind = AccessEvent.Kind
MOST_LINES = 200
_WHO = ("account_id", "account__username", "account__title", "account__unit__name", "day")


@dataclass(frozen=True)
class Number:
    """How many, and where they are listed."""

    value: int
    url: str


@dataclass(frozen=True)
class Refusals:
    """One account on one day: username ("" for names that are none), title, unit, and its refusals by kind."""

    username: str
    title: str
    unit: str
    day: date
    whole: Number
    forbidden: Number
    not_found: Number
    sign_in: Number


@dataclass(frozen=True)
class Remark:
    """Something that stands out: what, in words with its limit, of whom, on which day, how much."""

    what: str
    username: str
    title: str
    unit: str
    day: date
    number: Number
    note: str = ""


class Board:
    """The picture of some events: those of the period that the reader may see (`AccessLogFilter.rows`)."""

    def __init__(self, events):
        self._limits = regulation.fact("watch")
        self._by_day = self._days(events)
        self._by_hour = self._hours(events)

    @property
    def refusals(self) -> list[Refusals]:
        """Accounts with refusals, day by day, those with most first within a day; MOST_LINES of them."""
        rows = [row for row in self._by_day if row["refused"]]
        rows.sort(key=lambda row: (row["day"], row["refused"]), reverse=True)
        return [_refusals(row) for row in rows[:MOST_LINES]]

    @property
    def total(self) -> int:
        """All refusals of the period."""
        return sum(row["refused"] for row in self._by_day)

    @property
    def remarks(self) -> list[Remark]:
        """What passes a limit, the newest day first."""
        found = [*self._day_remarks(), *self._hour_remarks()]
        return sorted(found, key=lambda remark: (remark.day, remark.number.value), reverse=True)

    def _days(self, events) -> list[dict]:
        night = Q(at__hour__in=hours_of_night())
        limits = self._limits
        rows = (
            events.annotate(day=TruncDate("at"))
            .order_by()
            .values(*_WHO)
            .annotate(
                refused=Count("pk", filter=Q(kind__in=AccessEvent.REFUSALS)),
                forbidden=Count("pk", filter=Q(kind=Kind.FORBIDDEN)),
                not_found=Count("pk", filter=Q(kind=Kind.NOT_FOUND)),
                sign_in=Count("pk", filter=Q(kind=Kind.SIGN_IN_REFUSED)),
                unmasked=Count("pk", filter=Q(kind=Kind.UNMASK)),
                night_exports=Count("pk", filter=Q(kind=Kind.EXPORT) & night),
                night_sign_ins=Count("pk", filter=Q(kind=Kind.SIGN_IN) & night),
            )
        )
        worth = Q(refused__gt=0) | Q(unmasked__gte=limits["unmaskings_a_day"])
        for name in ("night_exports", "night_sign_ins"):
            worth |= Q(**{f"{name}__gte": limits[name]})
        return list(rows.filter(worth))

    def _hours(self, events) -> list[dict]:
        rows = events.filter(kind=Kind.VIEW).annotate(day=TruncDate("at"), hour=ExtractHour("at")).order_by()
        rows = rows.values(*_WHO, "hour").annotate(dossiers=Count("target", distinct=True), looks=Count("pk"))
        return list(rows.filter(dossiers__gte=self._limits["dossiers_an_hour"]))

    def _day_remarks(self) -> Iterator[Remark]:
        limits = self._limits
        signals = (
            ("refused", "refusals_a_day", "Bị từ chối nhiều lần", {"loai": REFUSED}),
            ("night_exports", "night_exports", "Kết xuất ban đêm", {"loai": Kind.EXPORT, "gio": NIGHT}),
            ("unmasked", "unmaskings_a_day", "Hiện nhiều thông tin hạn chế", {"loai": Kind.UNMASK}),
            ("night_sign_ins", "night_sign_ins", "Đăng nhập ban đêm", {"loai": Kind.SIGN_IN, "gio": NIGHT}),
        )
        for column, limit, what, asked in signals:
            for row in self._by_day:
                if row[column] >= limits[limit]:
                    yield Remark(what, *_who(row), Number(row[column], _address(row, **asked)))

    def _hour_remarks(self) -> Iterator[Remark]:
        for row in self._by_hour:
            url = _address(row, loai=Kind.VIEW, gio=row["hour"])
            note = f"{number_vi(row['dossiers'])} hồ sơ, từ {row['hour']:02}:00 đến {row['hour']:02}:59"
            yield Remark("Mở nhiều hồ sơ trong một giờ", *_who(row), Number(row["looks"], url), note)


def _refusals(row: dict) -> Refusals:
    kinds = {"forbidden": Kind.FORBIDDEN, "not_found": Kind.NOT_FOUND, "sign_in": Kind.SIGN_IN_REFUSED}
    numbers = {name: Number(row[name], _address(row, loai=kind)) for name, kind in kinds.items()}
    return Refusals(*_who(row), whole=Number(row["refused"], _address(row, loai=REFUSED)), **numbers)


def _who(row: dict) -> tuple[str, str, str, date]:
    return row["account__username"] or "", row["account__title"] or "", row["account__unit__name"] or "", row["day"]


def _address(row: dict, **asked) -> str:
    """The list of the events counted, in the access log."""
    day = date_vi(row["day"])
    query = {"tai-khoan": row["account__username"] or NOBODY, "tu-ngay": day, "den-ngay": day, **asked}
    return f"{reverse('personnel:access_log')}?{urlencode(query)}"


def waiting(account, today: date) -> Iterable[dict]:
    """Rows of `personnel.waiting` for who reads the access log: how often somebody was refused today."""
    if not account.access.holds(ACCESS_LOG):
        return
    asked = {"loai": REFUSED, "tu-ngay": date_vi(today), "den-ngay": date_vi(today)}
    yield {
        "label": "Lần bị từ chối",
        "note": "hôm nay",
        "count": AccessLogFilter(asked, account=account).rows(today).count(),
        "url": f"{reverse('personnel:access_log')}?{urlencode(asked)}",
        "mine": False,
    }
