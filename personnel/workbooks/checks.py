"""The checks of a model, as `full_clean` makes them, without asking the database about each row."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q

from personnel.models import LegalNumber, Postponement, Salary, Study
from personnel.models.rows import DatedRow
from personnel.models.salary import SalaryTables
from personnel.rules.numbers import Numbers
from personnel.workbooks.lists import Lists

_COMPARE = {
    "exact": lambda value, other: value == other,
    "lt": lambda value, other: value < other,
    "lte": lambda value, other: value <= other,
    "gt": lambda value, other: value > other,
    "gte": lambda value, other: value >= other,
    "in": lambda value, other: value in other,
}


class Checker:
    """Checks records of one model; what it looks up it remembers."""

    def __init__(self, model: type[models.Model], lists: Lists) -> None:
        self._model, self._lists = model, lists
        self._unchecked = {field.name for field in model._meta.concrete_fields if field.is_relation}
        self._constraints = [c for c in model._meta.constraints if isinstance(c, CheckConstraint)]
        self._excluded: dict[frozenset[str], set[str]] = {}
        # Models whose `clean` looks things up are handed what all their records share.
        looks_up = {Study: self._of_studies, Salary: self._of_salaries, Postponement: self._of_postponements}
        self._handed = looks_up[model]() if model in looks_up else {}

    def check(self, record: models.Model, told: frozenset[str]) -> dict[str, str]:
        """The errors of a record by field name ("" for the record as a whole); told: the fields to look at.

        Relations come from the lists and are not looked up again; overlaps and repetitions are seen by whoever sees
        all rows of the person.
        """
        try:
            record.clean_fields(exclude=self._excluding(told))
            self._lists.attach(record)
            record.clean(**self._handed)
        except ValidationError as error:
            return _by_field(error)
        for constraint in self._constraints:
            if not _meets(constraint, record):
                told_end = isinstance(record, DatedRow) and constraint.name.endswith("_period")
                return {"valid_to" if told_end else "": str(constraint.get_violation_error_message())}
        return {}

    def _of_studies(self) -> dict:
        return {"known_as": self._lists.known_as}

    def _of_salaries(self) -> dict:
        return {"tables": SalaryTables(lambda: self._lists.of(Salary._meta.get_field("rank")).entries)}

    def _of_postponements(self) -> dict:
        return {"numbers": Numbers(LegalNumber.objects.all())}

    def _excluding(self, told: frozenset[str]) -> set[str]:
        if told not in self._excluded:
            every = {field.name for field in self._model._meta.fields}
            self._excluded[told] = (every - told) | self._unchecked
        return self._excluded[told]


def _by_field(error: ValidationError) -> dict[str, str]:
    if not hasattr(error, "error_dict"):
        return {"": " ".join(error.messages)}
    return {
        "" if name == NON_FIELD_ERRORS else name: " ".join(messages) for name, messages in error.message_dict.items()
    }


def _meets(constraint: CheckConstraint, record: models.Model) -> bool:
    """Whether the database would take the record; conditions of a kind not known here are left to the database."""
    try:
        return _holds(constraint.condition, record) is not False
    except NotImplementedError:
        try:
            constraint.validate(type(record), record)
        except ValidationError:
            return False
        return True


def _holds(condition: Q, record: models.Model) -> bool | None:
    """The truth of a condition in three values, as SQL has them: None where something is unknown."""
    found = [_holds(part, record) if isinstance(part, Q) else _compares(*part, record) for part in condition.children]
    if condition.connector == Q.AND:
        truth = False if False in found else None if None in found else True
    elif condition.connector == Q.OR:
        truth = True if True in found else None if None in found else False
    else:
        raise NotImplementedError(condition.connector)
    return truth if truth is None or not condition.negated else not truth


def _compares(path: str, other: object, record: models.Model) -> bool | None:
    name, _, lookup = path.partition("__")
    value = getattr(record, record._meta.get_field(name).attname)
    if lookup == "isnull":
        return (value is None) is other
    compare = _COMPARE.get(lookup or "exact")
    if compare is None:
        raise NotImplementedError(lookup)
    other = _resolved(other, record)
    return None if value is None or other is None else compare(value, other)


def _resolved(other: object, record: models.Model) -> object:
    """The right-hand side of a comparison: a value, another field, or the first day of a partial date."""
    if isinstance(other, F):
        return getattr(record, other.name)
    if isinstance(other, Func) and other.extra.get("function") == "lower":
        (inner,) = other.get_source_expressions()
        value = getattr(record, inner.name) if isinstance(inner, F) else None
        return value.first_day if value is not None else None
    if hasattr(other, "resolve_expression"):
        raise NotImplementedError(type(other).__name__)
    return other
