"""What refers to an entry of a list: while anything does, the entry is closed, not deleted (TCHQ-12.1a).

History names entries too: a record that was taken out is still told with the words of its entry.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Model

from personnel.catalogues import Catalogue
from personnel.models import Salary, SalaryStep
from qlcb import row_security
from qlcb.history import AuditEntry


@dataclass(frozen=True)
class Use:
    """Where an entry is used: the words of the place, and how many rows; no number where rules read the entry."""

    words: str
    rows: int | None = None


@row_security.opened()
def uses_of(catalogue: Catalogue, entry: Model, today: date) -> list[Use]:
    """All uses of a saved entry, over the whole service; those by history where there are no others.

    One query a relation.
    """
    current, past = _relations(entry)
    uses = [Use(_words(relation), count) for relation in current if (count := _count(relation, entry))]
    if isinstance(entry, SalaryStep) and (rows := _salaries(entry)):
        uses.append(Use("Diễn biến lương", rows))
    if reason := catalogue.read_by_rules(entry, today):
        uses.append(Use(reason))
    return uses or [Use(_past_words(relation), count) for relation in past if (count := _past_count(relation, entry))]


def _relations(entry: Model) -> tuple[list, list]:
    """The foreign keys that may point at the entry: those of current records, and those of their history."""
    current, past = [], []
    for relation in entry._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        of_kind = getattr(relation.field, "kind", None)
        if of_kind in (None, getattr(entry, "kind", None)):
            (past if issubclass(relation.related_model, AuditEntry) else current).append(relation)
    return current, past


def _count(relation, entry: Model) -> int:
    return relation.related_model._base_manager.filter(**{relation.field.name: entry}).count()


def _past_count(relation, entry: Model) -> int:
    """How many records named the entry once."""
    named = relation.related_model._base_manager.filter(**{relation.field.name: entry})
    return named.aggregate(records=Count("id", distinct=True))["records"]


def _words(relation) -> str:
    return _place_words(relation.related_model, relation.field)


def _past_words(relation) -> str:
    return f"{_place_words(relation.related_model.instance_type, relation.field)} (chỉ còn trong lịch sử)"


def _place_words(holder: type[Model], field) -> str:
    model, name = str(holder._meta.verbose_name), str(field.verbose_name)
    words = model if name == model else f"{model}: {name}"
    return words[:1].upper() + words[1:]


def _salaries(step: SalaryStep) -> int:
    """Salary records by this step in its time; they keep group and step as numbers, not as a reference."""
    rows = Salary.objects.filter(group=step.code, step=step.step)
    if step.valid_from:
        rows = rows.filter(valid_from__last_day__gte=step.valid_from)
    if step.valid_to:
        rows = rows.filter(valid_from__first_day__lte=step.valid_to)
    return rows.count()
