"""Model and form fields of the house: partial dates, full dates and decimals as people here write them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange, Range
from django.utils import timezone

from qlcb.dates import PartialDate, parse_date
from qlcb.formats import date_vi, mask_citizen, parse_decimal
from qlcb.sealed import ring

EARLIEST_YEAR = 1900

_RANGE_IS_PARTIAL_DATE = """\
{0} IS NULL OR COALESCE(upper({0}) - lower({0}) = 1 \
OR (EXTRACT(day FROM lower({0})) = 1 AND upper({0}) = (lower({0}) + interval '1 month')::date) \
OR (EXTRACT(doy FROM lower({0})) = 1 AND upper({0}) = (lower({0}) + interval '1 year')::date), false)"""


def check_partial_date(value: PartialDate, *, min_year: int, not_future: bool, full: bool) -> None:
    """Raise ValidationError when value is too early, begins after today (not_future) or lacks its day (full)."""
    if full and value.day is None:
        raise ValidationError("Phải nhập đủ ngày, tháng, năm (dd/mm/yyyy).", code="incomplete")
    if value.year < min_year:
        raise ValidationError(f"Năm phải từ {min_year} trở đi.", code="too_early")
    if not_future and value.first_day > timezone.localdate():
        raise ValidationError("Không được sau ngày hôm nay.", code="future")


class PartialDateFormField(forms.Field):
    """One text input for dd/mm/yyyy, mm/yyyy or yyyy; cleans to PartialDate, or None when blank."""

    widget = forms.TextInput

    def __init__(
        self, *, min_year: int = EARLIEST_YEAR, not_future: bool = False, full: bool = False, **kwargs: Any
    ) -> None:
        self.min_year, self.not_future, self.full = min_year, not_future, full
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        placeholder = "dd/mm/yyyy" if self.full else "dd/mm/yyyy, mm/yyyy hoặc yyyy"
        return {"placeholder": placeholder, "autocomplete": "off", "maxlength": "20"}

    def prepare_value(self, value: Any) -> Any:
        return date_vi(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> PartialDate | None:
        try:
            return PartialDate.of(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def validate(self, value: PartialDate | None) -> None:
        super().validate(value)
        if value is not None:
            check_partial_date(value, min_year=self.min_year, not_future=self.not_future, full=self.full)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return PartialDate.of(initial) != PartialDate.of(data)
        except ValueError:
            return True


class PartialDateField(models.Field):
    """A PartialDate in a column of type daterange that holds [first day, day after the last day).

    The column sorts as PartialDate does, and the database refuses ranges that are not a day, a month or a year.
    Queries: `field=PartialDate | date | str`, `field__isnull`, and the dates `field__first_day`, `field__last_day`
    with their own lookups (`field__first_day__lte=day`).
    """

    description = "Date of which the day, or day and month, may be unknown"
    empty_strings_allowed = False

    def __init__(
        self, *args: Any, min_year: int = EARLIEST_YEAR, not_future: bool = False, full: bool = False, **kwargs: Any
    ) -> None:
        """Take the usual options and: the earliest year, whether days after today and unknown days are refused."""
        self.min_year, self.not_future, self.full = min_year, not_future, full
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        defaults = {"min_year": EARLIEST_YEAR, "not_future": False, "full": False}
        kwargs |= {option: getattr(self, option) for option in defaults if getattr(self, option) != defaults[option]}
        return name, path, args, kwargs

    def db_type(self, connection: Any) -> str:
        return "daterange"

    def db_check(self, connection: Any) -> str:
        return _RANGE_IS_PARTIAL_DATE.format(connection.ops.quote_name(self.column))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> PartialDate | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if isinstance(value, Range):
            return PartialDate.between(value.lower, value.upper)
        try:
            return PartialDate.of(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid", params={"value": value}) from None

    def validate(self, value: PartialDate | None, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value is not None:
            check_partial_date(value, min_year=self.min_year, not_future=self.not_future, full=self.full)

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        if prepared is None or hasattr(prepared, "resolve_expression"):
            return prepared
        partial = self.to_python(prepared)
        if partial is None:
            return None
        return DateRange(partial.first_day, date.fromordinal(partial.last_day.toordinal() + 1), "[)")

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field:
        options = {"min_year": self.min_year, "not_future": self.not_future, "full": self.full}
        return super().formfield(**({"form_class": PartialDateFormField} | options | kwargs))


@PartialDateField.register_lookup
class FirstDay(models.Transform):
    """The first day a partial date may mean, as a date of the database."""

    lookup_name = "first_day"
    output_field = models.DateField()
    function = "lower"


@PartialDateField.register_lookup
class LastDay(models.Transform):
    """The last day a partial date may mean, as a date of the database."""

    lookup_name = "last_day"
    output_field = models.DateField()
    template = "(upper(%(expressions)s) - 1)"


HIDDEN = "••••••"


class SealedField(models.TextField):
    """Text that lies sealed in the database (`qlcb.sealed`) and is a plain `str` on the instance; "" when unknown.

    max_length: as of CharField, checked on the plain text; lines: several lines in a form; half_shown: a number whose
    first half may be read in lists. No lookup but `isnull`: to find a value, keep its blind index beside it.
    """

    description = "Text kept sealed"

    def __init__(self, *args: Any, lines: bool = False, half_shown: bool = False, **kwargs: Any) -> None:
        self.lines, self.half_shown = lines, half_shown
        super().__init__(*args, **(kwargs | {"null": True}))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs |= {option: True for option in ("lines", "half_shown") if getattr(self, option)}
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_default(self) -> str:
        return super().get_default() or ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return "" if value is None else ring().open(value, self.name).decode()

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        if self.max_length is not None and len(value or "") > self.max_length:
            raise ValidationError(f"Không quá {self.max_length} ký tự.", code="max_length")
        return super().clean(value or "", model_instance)

    def get_prep_value(self, value: Any) -> bytes | None:
        return ring().seal(str(value).encode(), self.name) if value else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = value if prepared else self.get_prep_value(value)
        return None if sealed is None else connection.Database.Binary(sealed)

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def mask(self, value: str) -> str:
        """The value as shown before it is asked for; "" when there is none."""
        if not value:
            return ""
        return mask_citizen(value) if self.half_shown else HIDDEN

    def formfield(self, **kwargs: Any) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": 3}) if self.lines else forms.TextInput
        return forms.CharField(
            **(
                {
                    "label": str(self.verbose_name)[:1].upper() + str(self.verbose_name)[1:],
                    "help_text": self.help_text,
                    "required": not self.blank,
                    "max_length": self.max_length,
                    "widget": widget,
                    "validators": self.validators,
                }
                | kwargs
            )
        )


class VietnameseDateField(forms.DateField):
    """Form field of a full date typed dd/mm/yyyy (also d-m-yyyy, d.m.yyyy, yyyy-mm-dd) in a text input."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy", "autocomplete": "off", "maxlength": "20"}
        super().__init__(**({"widget": forms.DateInput(format="%d/%m/%Y", attrs=attrs)} | kwargs))

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_date(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class DecimalViField(forms.DecimalField):
    """Form field of a decimal typed with comma or point; shows the comma. Takes the options of DecimalField."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**({"widget": widget} | kwargs))

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal | float | int) else value

    def to_python(self, value: Any) -> Decimal | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_decimal(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None
