"""Bulk writes: what COPY and UPDATE … FROM write is what saves would have written."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgunits.models import Unit
from personnel.models import Dossier, Posting, Religion
from qlcb import bulk
from qlcb.dates import PartialDate


def dossiers(count, **fields):
    made = [
        Dossier(code=f"88ZZ-{i:04}", full_name=f"H'Linh \t{i}", sex="F", birth_date=PartialDate(1990, 2 + i), **fields)
        for i in range(count)
    ]
    for dossier in made:
        dossier.set_derived()
    return made


def test_insert_many_sets_ids_and_writes_every_kind_of_column(db):
    made = dossiers(3, note='dòng 1\ndòng 2\\"')
    bulk.insert_many(made)
    assert len({dossier.pk for dossier in made}) == 3
    for dossier in made:
        stored = Dossier.objects.get(pk=dossier.pk)
        names = [field.attname for field in Dossier._meta.concrete_fields if not field.generated]
        assert [getattr(stored, name) for name in names] == [getattr(dossier, name) for name in names]
        assert not dossier._state.adding
    assert Dossier.objects.search("hlinh").count() == 3, "generated columns are computed"


def test_insert_many_fills_what_a_save_fills_and_follows_saved_keys(db):
    made = dossiers(2)
    rows = [Posting(dossier=d, unit=Unit.objects.get(code="HQ34-07"), valid_from=PartialDate(2012)) for d in made]
    bulk.insert_many(made)
    bulk.insert_many(rows)
    for row, dossier in zip(rows, made, strict=True):
        stored = Posting.objects.get(pk=row.pk)
        assert stored.dossier_id == dossier.pk
        assert timezone.now() - stored.entered_at < timedelta(minutes=5)
        assert stored.valid_from == PartialDate(2012)


def test_insert_many_goes_on_counting_where_saves_do(db):
    (one,) = dossiers(1)
    bulk.insert_many([one])
    other = Religion(code="T1", name="Một", aliases=["a", "b"])
    bulk.insert_many([other])
    assert Religion.objects.get(pk=other.pk).aliases == ["a", "b"]


def test_insert_many_refuses_as_an_insert_does(db):
    bulk.insert_many(dossiers(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_many(dossiers(1))
    with pytest.raises(ValueError, match="unsaved related object"):
        bulk.insert_many([Posting(dossier=dossiers(1)[0], unit=Unit.objects.first(), valid_from=PartialDate(2012))])
    assert Dossier.objects.filter(code__startswith="88ZZ").count() == 1


def test_update_many_writes_the_named_columns_only(db):
    made = dossiers(3)
    bulk.insert_many(made)
    for index, dossier in enumerate(made):
        dossier.birth_date, dossier.citizen_id, dossier.full_name = PartialDate(1980 + index), "", "Không ghi"
        dossier.now_step, dossier.now_unit = index or None, Unit.objects.get(code="HQ34")
    bulk.update_many(made[:2], ["birth_date", "citizen_id", "now_step", "now_unit"])
    first, second, third = Dossier.objects.filter(pk__in=[d.pk for d in made]).order_by("pk")
    assert (first.birth_date, first.now_step, first.now_unit.code) == (PartialDate(1980), None, "HQ34")
    assert (second.birth_date, second.now_step) == (PartialDate(1981), 1)
    assert third.now_unit is None
    assert "Không ghi" not in {first.full_name, second.full_name}


def test_nothing_is_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert_many([])
        bulk.update_many([], ["note"])
