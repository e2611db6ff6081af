"""Of which kind of staff somebody was on a day: who came from a contract was contract staff while it ran."""

from datetime import date, timedelta

from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.db.models.expressions import Combinable

from personnel.models import Contract, Dossier, Salary

DAY = timedelta(days=1)

# The same in SQL: the dossiers of those civil servants who were contract staff on %(day)s: rank and pay began the day
# after the contract of that day.
CONTRACTED_ON = """SELECT DISTINCT c.dossier_id FROM personnel_contract c
    JOIN personnel_salary paid ON paid.dossier_id = c.dossier_id AND lower(paid.valid_from) = c.valid_to + 1
    WHERE lower(c.valid_from) <= %(day)s AND c.valid_to >= %(day)s"""


def subject_on(day: date, person: str) -> Combinable:
    """The kind of staff on `day` as an expression of rows whose path to the dossier is `person`, e.g. "dossier"."""
    ranked = Salary.objects.filter(dossier=OuterRef("dossier"), valid_from__first_day=OuterRef("valid_to") + DAY)
    under = Contract.objects.on(day).filter(Exists(ranked), dossier=OuterRef(person), valid_to__isnull=False)
    was = When(Exists(under), **{f"{person}__subject": Dossier.Subject.CIVIL_SERVANT}, then=Value("contract"))
    return Case(was, default=F(f"{person}__subject"))
