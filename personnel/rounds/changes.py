"""What changed in a dossier after a review had confirmed it: read from the history, part by part (TCHQ-10.2)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Q

from personnel.models import Decision, Dossier, Round, RoundItem
from personnel.paper_checks import CHECKED_PANELS, panel_values
from personnel.rounds.items import parts_of
from personnel.sections import Section


def confirmed_at(item: RoundItem, slug: str) -> datetime | None:
    """When the part was confirmed; None when it was not."""
    told = item.confirmed.get(slug)
    return datetime.fromisoformat(told["at"]) if told else None


def changed_since(round: Round, items) -> dict[int, dict[str, datetime]]:
    """Id of the item → part → when it first changed after it was confirmed; items that did not change are left out.

    items: a queryset of items of the round, or some of them. Few queries, whatever their number: the sections in one
    statement, the panels by the histories of those dossiers alone that were saved since.
    """
    ids = list(items.exclude(confirmed={}).order_by().values_list("pk", flat=True))
    if not ids:
        return {}
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    for item_id, slug, at in [*_sections(round, ids), *_panels(round, ids)]:
        found[item_id][slug] = at
    return dict(found)


def _sections(round: Round, ids: list[int]) -> list[tuple[int, str, datetime]]:
    """Records of the section and the decisions on which they hang, written after the moment of the part.

    Nothing was confirmed before the round was opened: by that day PostgreSQL finds the few rows that matter.
    """
    branches: list[str] = []
    for slug, part in parts_of(round).items():
        if not isinstance(part, Section):
            continue
        table = part.model._meta.db_table
        history, decisions = part.model.history.model._meta.db_table, Decision.history.model._meta.db_table
        moment = f"(i.confirmed -> '{slug}' ->> 'at')::timestamptz"
        branches += [
            f"SELECT i.id, '{slug}', h.history_date FROM chosen i JOIN {history} h "
            f"ON h.dossier_id = i.dossier_id AND h.history_date > {moment} WHERE h.history_date > %s",
            f"SELECT i.id, '{slug}', h.history_date FROM chosen i JOIN {table} r ON r.dossier_id = i.dossier_id "
            f"JOIN {decisions} h ON h.id = r.decision_id AND h.history_date > {moment} WHERE h.history_date > %s",
        ]
    if not branches:
        return []
    chosen = f"SELECT id, dossier_id, confirmed FROM {RoundItem._meta.db_table} WHERE id = ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH chosen AS MATERIALIZED ({chosen}) SELECT id, slug, min(at) FROM ({' UNION ALL '.join(branches)}) "
            "AS changes (id, slug, at) GROUP BY id, slug",
            [ids, *[round.opened_at] * len(branches)],
        )
        return cursor.fetchall()


def _panels(round: Round, ids: list[int]) -> list[tuple[int, str, datetime]]:
    panels = [panel for panel in CHECKED_PANELS if panel.slug in round.parts]
    if not panels:
        return []
    history = Dossier.history.model
    saved = set(history.objects.filter(history_date__gt=round.opened_at).values_list("id", flat=True))
    items = list(RoundItem.objects.filter(pk__in=ids, dossier__in=saved)) if saved else []
    states = defaultdict(list)
    for state in history.objects.filter(id__in=[item.dossier_id for item in items]).order_by(
        "history_date", "history_id"
    ):
        states[state.id].append(state)
    return [
        (item.pk, panel.slug, at)
        for item in items
        for panel in panels
        if (at := _first_change(panel, states[item.dossier_id], confirmed_at(item, panel.slug)))
    ]


def _first_change(panel, states: Iterable, moment: datetime | None) -> datetime | None:
    """When the values of the panel first became other ones after the moment; None without a moment."""
    before = None
    for state in states:
        now = panel_values(panel, state)
        if moment and state.history_date > moment and now != before:
            return state.history_date
        before = now
    return None


def is_changed(round: Round, items) -> Q:
    """Condition on items of the round: something of it changed after it was confirmed."""
    return Q(pk__in=list(changed_since(round, items)))
