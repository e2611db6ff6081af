"""What the system holds about the people of a list, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.permissions import IMPORT
from personnel.importing.cells import CITIZEN_LENGTH
from personnel.importing.cleaning import CleanRow
from personnel.models import Appointment, Dossier, Posting, Salary, Study
from qlcb.dates import PartialDate
from qlcb.sealed import ring
from qlcb.vietnamese import name_sort_key

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Namesake:
    """A dossier with the name of somebody on the list."""

    id: int
    code: str
    birth_date: PartialDate


@dataclass
class Stored:
    """Dossiers that share a staff code or citizen number with the list, and the records of those within reach.

    ids_by_code, ids_by_citizen: every dossier of the system, within reach or not. dossiers: those into which the
    account may import and which it may open, by id. namesakes: `name_sort_key` → all who bear the name; visible: the
    ids of those whom the account may open.
    """

    ids_by_code: dict[str, int] = field(default_factory=dict)
    ids_by_citizen: dict[str, int] = field(default_factory=dict)
    dossiers: dict[int, Dossier] = field(default_factory=dict)
    visible: set[int] = field(default_factory=set)
    namesakes: dict[str, list[Namesake]] = field(default_factory=lambda: defaultdict(list))
    postings: dict[int, list[Posting]] = field(default_factory=lambda: defaultdict(list))
    appointments: dict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))
    salaries: dict[int, list[Salary]] = field(default_factory=lambda: defaultdict(list))
    studies: dict[int, list[Study]] = field(default_factory=lambda: defaultdict(list))


def citizen_number(row: CleanRow) -> str | None:
    """Return the citizen number of a row; the nine digits of an old identity card are none."""
    number = row.values.get("citizen_id")
    return number if isinstance(number, str) and len(number) == CITIZEN_LENGTH else None


def read_stored(rows: Iterable[CleanRow], account, *, lock: bool = False) -> Stored:
    """Read what is stored about the people of these rows; lock: keep others from changing it until the commit."""
    stored, rows = Stored(), list(rows)
    codes = {row.values["code"] for row in rows if "code" in row.values}
    numbers = {number for row in rows if (number := citizen_number(row))}
    for part in _parts(codes):
        found = Dossier._base_manager.filter(code__in=part).values_list("code", "pk")
        stored.ids_by_code |= dict(found)
    for part in _parts(numbers):
        numbers_of = {index: number for number in part for index in ring().indexes(number, "citizen_id")}
        found = Dossier._base_manager.filter(citizen_index__in=list(numbers_of)).values_list("citizen_index", "pk")
        stored.ids_by_citizen |= {numbers_of[index]: pk for index, pk in found}
    for part in _parts({name_sort_key(row.values["full_name"]) for row in rows if "full_name" in row.values}):
        found = Dossier._base_manager.filter(sort_key__in=part)
        for sort_key, *namesake in found.values_list("sort_key", "pk", "code", "birth_date"):
            stored.namesakes[sort_key].append(Namesake(*namesake))
    for part in _parts({namesake.id for alike in stored.namesakes.values() for namesake in alike}):
        stored.visible.update(Dossier.objects.visible_to(account).filter(pk__in=part).values_list("pk", flat=True))
    for part in _parts({*stored.ids_by_code.values(), *stored.ids_by_citizen.values()}):
        _read_records(stored, part, account, lock)
    return stored


def _read_records(stored: Stored, ids: list[int], account, lock: bool) -> None:
    dossiers = Dossier.objects.visible_to(account).under(account, IMPORT).filter(pk__in=ids).order_by("pk")
    if lock:
        dossiers = dossiers.select_for_update()
    within = {dossier.pk: dossier for dossier in dossiers}
    stored.dossiers |= within
    series = (
        (Posting.objects, stored.postings),
        (Appointment.objects.filter(is_main=True), stored.appointments),
        (Salary.objects.select_related("rank"), stored.salaries),
    )
    for records, kept in series:
        for record in records.filter(dossier_id__in=list(within)).order_by("valid_from"):
            kept[record.dossier_id].append(record)
    for study in Study.objects.filter(dossier_id__in=list(within)).order_by("pk"):
        stored.studies[study.dossier_id].append(study)


def _parts(values: Iterable) -> Iterable[list]:
    ordered = sorted(values)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
