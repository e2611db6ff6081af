"""Partial dates in PostgreSQL and in forms, and the other form fields of the house."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.forms.models import model_to_dict
from django.test.utils import isolate_apps
from django.utils import timezone
from simple_history.models import HistoricalRecords

from qlcb.dates import PartialDate
from qlcb.fields import DecimalViField, PartialDateField, PartialDateFormField, VietnameseDateField
from qlcb.history import writing

with isolate_apps():  # Not among the models of the program, which its tests count.

    class Finding(models.Model):
        """A table of these tests."""

        found = PartialDateField("Ngày tìm thấy", null=True, blank=True)
        born = PartialDateField(null=True, blank=True, min_year=1950, not_future=True, full=True)
        history = HistoricalRecords(history_user_id_field=models.IntegerField(null=True))

        class Meta:
            app_label = "qlcb"

        def __str__(self):
            return str(self.found)


class FindingForm(forms.ModelForm):
    class Meta:
        model = Finding
        fields = ["found", "born"]


VALUES = [PartialDate(2012, 1, 1), PartialDate(2012, 1), PartialDate(2012), PartialDate(2012, 3, 15), None]


@pytest.fixture
def findings(db):
    """The table of Finding with one row for each of VALUES; the end of the test rolls it back."""
    with connection.schema_editor() as editor:
        editor.create_model(Finding)
        editor.create_model(Finding.history.model)
    Finding.objects.bulk_create([Finding(found=value) for value in VALUES[::-1]])
    with writing(account=SimpleNamespace(pk=1, holder_name=""), reason="Thử"):
        yield


def found(**conditions):
    return list(Finding.objects.filter(**conditions).order_by("found").values_list("found", flat=True))


def test_the_column_is_a_date_range_that_sorts_as_partial_dates_do(findings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT pg_typeof(found)::text FROM qlcb_finding")
        assert cursor.fetchall() == [("daterange",)]
    assert found() == [*sorted(VALUES[:-1]), None] == VALUES


def test_what_is_saved_is_read_back(findings):
    for value in (*VALUES, PartialDate(1900, 12), PartialDate(2024, 2, 29)):
        row = Finding.objects.create(found=value)
        row.refresh_from_db()
        assert row.found == value
        assert row.history.get().found == value


def test_saving_takes_dates_and_text(findings):
    for given, value in [("3/2012", PartialDate(2012, 3)), (date(2012, 5, 6), PartialDate(2012, 5, 6)), ("", None)]:
        row = Finding.objects.create(found=given)
        row.refresh_from_db()
        assert row.found == value


def test_queries_by_value(findings):
    assert found(found=PartialDate(2012)) == found(found="2012") == [PartialDate(2012)]
    assert found(found=date(2012, 3, 15)) == [PartialDate(2012, 3, 15)]
    assert found(found__in=["2012", PartialDate(2012, 1)]) == [PartialDate(2012, 1), PartialDate(2012)]
    assert found(found__isnull=True) == found(found=None) == [None]
    assert found(found__lt=PartialDate(2012)) == VALUES[:2]


def test_queries_by_first_and_last_day(findings):
    assert found(found__first_day=date(2012, 1, 1)) == VALUES[:3]
    assert found(found__last_day__lte=date(2012, 1, 31)) == VALUES[:2]
    assert found(found__last_day=date(2012, 12, 31)) == [PartialDate(2012)]
    assert found(found__first_day__year=2012, found__first_day__month=3) == [PartialDate(2012, 3, 15)]
    last_days = Finding.objects.filter(found=PartialDate(2012, 1)).values_list("found__first_day", "found__last_day")
    assert list(last_days) == [(date(2012, 1, 1), date(2012, 1, 31))]


def test_bulk_update_writes_it(findings):
    rows = list(Finding.objects.all())
    for row in rows:
        row.found = PartialDate(2020, 2)
    Finding.objects.bulk_update(rows, ["found"])
    assert set(found()) == {PartialDate(2020, 2)}


@pytest.mark.parametrize(
    "stored",
    ["[2012-01-01,2012-01-03)", "[2012-01-02,2012-02-02)", "[2012-02-01,2013-02-01)", "empty", "[2012-01-01,)"],
)
def test_the_database_refuses_other_ranges(findings, stored):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO qlcb_finding (found) VALUES (%s)", [stored])


def test_serialised_and_rebuilt():
    field = Finding._meta.get_field("found")
    assert field.value_to_string(Finding(found=PartialDate(2012, 1))) == "01/2012"
    assert field.value_to_string(Finding()) == ""
    assert field.to_python("01/2012") == PartialDate(2012, 1)


def test_deconstruct_keeps_only_what_was_asked():
    assert Finding._meta.get_field("found").deconstruct()[3] == {
        "verbose_name": "Ngày tìm thấy",
        "null": True,
        "blank": True,
    }
    rebuilt = Finding._meta.get_field("born").clone()
    assert (rebuilt.min_year, rebuilt.not_future, rebuilt.full) == (1950, True, True)


def test_the_model_checks_its_limits():
    with pytest.raises(ValidationError) as caught:
        Finding(found="1899", born=PartialDate(1980)).clean_fields()
    assert caught.value.message_dict == {
        "found": ["Năm phải từ 1900 trở đi."],
        "born": ["Phải nhập đủ ngày, tháng, năm (dd/mm/yyyy)."],
    }


def test_a_form_reads_and_shows_partial_dates():
    form = FindingForm({"found": "3/2012", "born": ""})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"found": PartialDate(2012, 3), "born": None}
    shown = FindingForm(instance=Finding(found=PartialDate(2012, 3)))
    assert 'type="text" name="found" value="03/2012"' in str(shown["found"])
    assert 'placeholder="dd/mm/yyyy, mm/yyyy hoặc yyyy"' in str(shown["found"])
    assert 'placeholder="dd/mm/yyyy"' in str(shown["born"])
    assert model_to_dict(Finding(found=PartialDate(2012)), ["found"]) == {"found": PartialDate(2012)}


def test_a_form_knows_what_changed():
    def changed(initial, typed):
        return FindingForm({"found": typed}, initial={"found": initial}).changed_data

    assert changed(PartialDate(2012, 3), "3-2012") == changed("2012", "2012") == changed(None, "") == []
    assert changed(PartialDate(2012, 3), "2012") == changed(None, "2012") == changed(None, "x") == ["found"]
    assert not PartialDateFormField(disabled=True).has_changed(None, "2012")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31/02/2012", "Tháng 02/2012 không có ngày 31."),
        ("1949-12-31", "Năm phải từ 1950 trở đi."),
        ("5/1980", "Phải nhập đủ ngày, tháng, năm (dd/mm/yyyy)."),
    ],
)
def test_a_form_says_what_is_wrong(typed, message):
    assert FindingForm({"born": typed}).errors == {"born": [message]}


def test_today_is_allowed_and_tomorrow_is_not():
    field = PartialDateFormField(not_future=True)
    today = timezone.localdate()
    assert field.clean(str(PartialDate.of(today))) == PartialDate.of(today)
    assert field.clean(str(today.year)) == PartialDate(today.year)
    with pytest.raises(ValidationError, match="Không được sau ngày hôm nay"):
        field.clean(str(PartialDate.of(today + timedelta(days=1))))


def test_a_partial_date_may_be_required():
    with pytest.raises(ValidationError) as caught:
        PartialDateFormField().clean("  ")
    assert caught.value.code == "required"
    assert PartialDateFormField().prepare_value(date(2012, 3, 5)) == "05/03/2012"


@pytest.mark.parametrize("typed", ["5/3/2012", "05-03-2012", "5.3.2012", "2012-03-05", date(2012, 3, 5)])
def test_full_date_field(typed):
    assert VietnameseDateField().clean(typed) == date(2012, 3, 5)


def test_full_date_field_shows_and_refuses():
    class WithDate(forms.Form):
        day = VietnameseDateField(required=False)

    assert 'type="text" name="day" value="05/03/2012"' in str(WithDate(initial={"day": date(2012, 3, 5)})["day"])
    assert WithDate({"day": ""}).is_valid()
    assert not WithDate({"day": "5/3/2012"}, initial={"day": date(2012, 3, 5)}).has_changed()
    assert WithDate({"day": "31/4/2012"}).errors == {"day": ["Tháng 04/2012 không có ngày 31."]}
    assert WithDate({"day": "4/2012"}).errors == {"day": ["“04/2012” chưa đủ ngày, tháng, năm. Nhập dd/mm/yyyy."]}


def test_decimal_field_takes_comma_and_point():
    class WithDecimal(forms.Form):
        coefficient = DecimalViField(max_digits=4, decimal_places=2, required=False)

    assert DecimalViField().clean("2,34") == DecimalViField().clean("2.34") == Decimal("2.34")
    shown = WithDecimal(initial={"coefficient": Decimal("2.34")})
    assert 'type="text" name="coefficient" value="2,34"' in str(shown["coefficient"])
    assert not WithDecimal({"coefficient": "2,34"}, initial={"coefficient": Decimal("2.34")}).has_changed()
    assert WithDecimal({"coefficient": "abc"}).errors == {"coefficient": ["“abc” không phải là số."]}
    assert WithDecimal({"coefficient": "2,345"}).errors
    assert WithDecimal({"coefficient": ""}).is_valid()
