"""What the panels of a dossier point to, read in two short queries.

Joined to the dossier they are thirty joins, over which PostgreSQL's planner thinks for a quarter of a second.
"""

from personnel.models import Dossier, Place, Term
from personnel.models.dossier import PROJECTION

KIN = """WITH RECURSIVE kin(id) AS (
    SELECT unnest(%s::bigint[])
    UNION SELECT unnest(ARRAY[p.parent_id, p.successor_id]) FROM kin JOIN personnel_place p ON p.id = kin.id
) SELECT p.* FROM personnel_place p JOIN kin ON kin.id = p.id"""


def know_panels(dossier):
    """Set what the panels of the dossier, or of a state of its history, point to in the shared lists; returns it."""
    _know(dossier, Term, lambda ids: Term.objects.in_bulk(ids))
    _know(dossier, Place, places_with_kin)
    return dossier


def places_with_kin(ids: list[int]) -> dict[int, Place]:
    """Places by id, and with them all those above them and those that took over, each set on the other."""
    places = {place.pk: place for place in Place.objects.raw(KIN, [ids])}
    for place in places.values():
        place.parent = places.get(place.parent_id)
        place.successor = places.get(place.successor_id)
    return places


def _know(dossier, model: type, fetch) -> None:
    known = (field for field in Dossier._meta.concrete_fields if field.name not in PROJECTION)
    fields = [field for field in known if field.related_model is model]
    ids = {getattr(dossier, field.attname) for field in fields} - {None}
    found = fetch(list(ids)) if ids else {}
    for field in fields:
        setattr(dossier, field.name, found.get(getattr(dossier, field.attname)))
