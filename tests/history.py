"""What must hold of history after any write path: exactly one row a write, each with author and reason."""

from django.apps import apps
from django.db.models import Count

from qlcb.history import Tracked


def tracked_models():
    """Every concrete model that keeps history."""
    return [model for model in apps.get_models() if issubclass(model, Tracked)]


def assert_history_is_whole() -> int:
    """Each stored row has as many history rows as its version says, each with account and reason.

    Returns how many history rows there are. Rows that are gone have a last history row that says so.
    """
    total = 0
    for model in tracked_models():
        history = model.history.model.objects
        counts = dict(history.order_by().values_list("id").annotate(n=Count("history_id")))
        stored = dict(model._base_manager.values_list("pk", "version"))
        wrong = {pk: (version, counts.get(pk, 0)) for pk, version in stored.items() if counts.get(pk, 0) != version}
        assert not wrong, f"{model.__name__}: versions and history rows differ {dict(list(wrong.items())[:5])}"
        gone = set(counts) - set(stored)
        removed = set(history.filter(history_type="-").values_list("id", flat=True))
        assert gone <= removed, f"{model.__name__}: rows gone without a history row {sorted(gone - removed)[:5]}"
        nameless = history.filter(history_user_id=None) | history.filter(history_change_reason__isnull=True)
        nameless |= history.filter(history_change_reason="")
        assert not nameless.exists(), f"{model.__name__}: history without account or reason"
        total += sum(counts.values())
    return total
