"""What must hold among the entries of one list: keys once, versions one after the other, names that mean one entry."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model

from personnel.catalogues import Catalogue, period_words
from qlcb.formats import date_vi
from qlcb.vietnamese import fold

LOCK = 0x71_6C_63_62  # one number for all lists: they are few and seldom written


def lock_lists() -> None:
    """One change of the lists at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


class Standing:
    """The entries of one list as they stand, to compare others with."""

    def __init__(self, catalogue: Catalogue, entries: Iterable[Model]):
        self.catalogue = catalogue
        self.by_series, self.by_name = defaultdict(list), defaultdict(list)
        for entry in entries:
            self.add(entry)

    def add(self, entry: Model) -> None:
        self.by_series[key_of(entry, self.catalogue.series)].append(entry)
        for name in entry.known_as():
            self.by_name[name].append(entry)

    def errors(self, entry: Model, added_aliases: Iterable[str]) -> dict[str, str]:
        """Field → sentence for what keeps `entry` from standing among the others; itself is passed over."""
        errors = {}
        if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
            errors["valid_to"] = "Ngày hết hiệu lực không được trước ngày bắt đầu."
        others = [other for other in self.by_series[key_of(entry, self.catalogue.series)] if not _same(other, entry)]
        if clash := next((other for other in others if _overlap(other, entry, self.catalogue)), None):
            errors[self._key_field()] = self._taken(clash, entry)
        if clashing := self._clashing_alias(entry, added_aliases):
            errors["aliases"] = clashing
        return errors

    def _key_field(self) -> str:
        return next(name for name in (*self.catalogue.key, "valid_from") if name in self.catalogue.fields)

    def _taken(self, other: Model, entry: Model) -> str:
        what = ", ".join(
            f"{self.catalogue.label(name).lower()} “{self.catalogue.shown(entry, name)}”"
            for name in self.catalogue.key
            if name in self.catalogue.fields and name != "valid_from"
        )
        when = period_words(other)
        held = f"“{other}”{f', có hiệu lực {when}' if when else ''}"
        if not self.catalogue.versioned:
            return f"Danh mục đã có {what}: {held}."
        hint = "Đóng mục đó trước, hoặc dùng “Phiên bản mới”."
        return f"Trong thời gian này {what or 'danh mục'} đã có {held}. {hint}"

    def _clashing_alias(self, entry: Model, added: Iterable[str]) -> str:
        for alias in added:
            for other in self.by_name.get(fold(alias), ()):
                if not _same(other, entry) and _times_meet(other, entry) and _same_division(other, entry):
                    return f"“{alias}” đã là tên gọi của mục “{other.code} {other.name}”."
        return ""


def key_of(entry: Model, names: Iterable[str]) -> tuple:
    return tuple(getattr(entry, entry._meta.get_field(name).attname) for name in names)


def check(catalogue: Catalogue, entry: Model) -> None:
    """Raise ValidationError, told by fields, when the entry cannot stand among those stored."""
    stored = catalogue.entries().exclude(pk=entry.pk)
    before = catalogue.model._base_manager.filter(pk=entry.pk).first() if entry.pk else None
    added = set(entry.aliases) - set(before.aliases if before else ())
    if not added:
        stored = stored.filter(**{name: getattr(entry, name) for name in catalogue.series})
    if errors := Standing(catalogue, stored).errors(entry, sorted(added)):
        raise ValidationError(errors)


def _same(one: Model, other: Model) -> bool:
    return one is other or (one.pk is not None and one.pk == other.pk)


def _overlap(one: Model, other: Model, catalogue: Catalogue) -> bool:
    return not catalogue.versioned or _times_meet(one, other)


def _times_meet(one: Model, other: Model) -> bool:
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, other.valid_to or date.max)


def _same_division(one: Model, other: Model) -> bool:
    """Lists are divided: the same word may stand once a kind of person, of studies or of place."""
    return all(
        getattr(one, name, "") == getattr(other, name, "") for name in ("kind", "group", "level") if hasattr(one, name)
    )


def closing_day_error(entry: Model, last_day: date) -> str:
    """Why the entry cannot end with that day, "" when it can."""
    if entry.valid_from and last_day < entry.valid_from:
        return f"Mục này có hiệu lực từ {date_vi(entry.valid_from)}; ngày cuối không được sớm hơn."
    return ""
