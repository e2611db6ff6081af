"""Who must change position (chuyển đổi vị trí công tác) and when, for many people at once (NĐ 59/2019/NĐ-CP)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from orgunits.models import Unit
from orgunits.querysets import ways_up
from personnel.deferral_facts import grounds_of
from personnel.models import Dossier, LegalNumber, Posting, RotationPost
from personnel.rules import Answer
from personnel.rules.deferrals import Ground, put_off
from personnel.rules.lengths import position_change_due
from personnel.rules.numbers import Numbers

DAY = timedelta(days=1)
LEADS = "Đang giữ chức vụ lãnh đạo, quản lý: thực hiện luân chuyển, không chuyển đổi định kỳ."
SECONDED = "Đang biệt phái: chưa chuyển đổi vị trí công tác."


@dataclass(frozen=True)
class RotationCase:
    """One person in a post on the list: since when, the entry of the list, the day of the change or None, and why.

    let_be: the day on which it would be asked for if nothing let them be, and why they are; None where nothing does.
    """

    since: date
    post: RotationPost
    due: Answer[date | None]
    let_be: Answer[date] | None = None


class Rotations:
    """The list as it holds on a day, for people of any units: four queries at most, whatever their number, and three
    for what lets people be."""

    def __init__(self, unit_ids: Iterable[int | None], today: date, numbers: Numbers | None = None):
        self.today, self._numbers = today, numbers
        every = list(RotationPost.objects.order_by("months", "pk"))
        entries = [entry for entry in every if _holds(entry, today)]
        self._listed = {entry.pk: _listed_since(entry, every) for entry in entries}
        self._of_unit = {entry.unit_id: entry for entry in reversed(entries) if entry.unit_id}
        self._of_kind = {entry.kind_id: entry for entry in reversed(entries) if entry.kind_id}
        self._ways = ways_up({pk for pk in unit_ids if pk}) if entries else {}
        above = {pk for way in self._ways.values() for pk in way}
        self._kinds = dict(Unit.objects.filter(pk__in=above).values_list("pk", "kind_id")) if above else {}

    @cached_property
    def numbers(self) -> Numbers:
        return self._numbers or Numbers(LegalNumber.objects.all())

    def post(self, unit_id: int | None) -> RotationPost | None:
        """The entry that holds for a unit: its own before that of its kind, the nearest above where it has none."""
        for pk in self._ways.get(unit_id, ()):
            found = self._of_unit.get(pk) or self._of_kind.get(self._kinds.get(pk))
            if found is not None:
                return found
        return None

    def grounds(self, people: Collection[Dossier]) -> Mapping[int, list[Ground]]:
        """Dossier id → why the person is let be; asked only where the list has entries."""
        return grounds_of(people, self.today, self.numbers) if self._ways else {}

    def of(self, dossier: Dossier, postings: Sequence[Posting], grounds: Sequence[Ground] = ()) -> RotationCase | None:
        """The case of one person; None for who is in no post on the list, or no civil servant or employee here today.

        dossier: as projected for today; postings: of the person, the oldest first; grounds: as `grounds` tells.
        """
        begun = [row for row in postings if row.valid_from.first_day <= self.today]
        post = self.post(dossier.now_unit_id)
        if not begun or post is None or dossier.is_contract_staff or dossier.now_status != Dossier.Status.SERVING:
            return None
        since = held_since(begun)
        if dossier.now_leading:
            return RotationCase(since, post, Answer(None, [LEADS]))
        if begun[-1].kind == Posting.Kind.SECONDMENT:
            return RotationCase(since, post, Answer(None, [SECONDED]))
        told: list[Answer] = []

        def wait(day: date) -> Answer[date | None]:
            later = put_off(day, grounds, self.today)
            if later.steps:
                told.append(Answer(day, later.steps))
            return later

        due = position_change_due(
            since, post.months, dossier.now_retires_on, self.numbers, listed=self._listed[post.pk], wait=wait
        )
        named = f"Danh mục vị trí phải định kỳ chuyển đổi: {post.name}, {post.months} tháng ({post.source})."
        return RotationCase(since, post, Answer(due.value, [named, *due.steps]), *told)


def rotation_of(dossier: Dossier, postings: Iterable[Posting], today: date) -> RotationCase | None:
    """The case of one dossier whose postings, in any order, have been read already."""
    rows = sorted(postings, key=lambda row: row.valid_from)
    rotations = Rotations([dossier.now_unit_id], today)
    return rotations.of(dossier, rows, rotations.grounds([dossier]).get(dossier.pk, ()))


def _holds(entry: RotationPost, day: date) -> bool:
    return (entry.valid_from or date.min) <= day <= (entry.valid_to or date.max)


def _listed_since(entry: RotationPost, every: Iterable[RotationPost]) -> date | None:
    """From when the post has been on the list with this term, None from the beginning: an entry of the same code and
    months that ends on the eve, as a reorganisation or a new version leaves it, is counted in."""
    ended = {row.valid_to: row for row in every if (row.code, row.months) == (entry.code, entry.months)}
    since = entry.valid_from
    while since and (before := ended.get(since - DAY)):
        since = before.valid_from
    return since


def held_since(postings: Sequence[Posting]) -> date:
    """Since when the position of the last of the postings is held: the same work in the same unit, without a break.

    Time goes on through a reorganisation, which changes the unit and not the work. postings: at least one, the oldest
    first.
    """
    since = postings[-1]
    for before in reversed(postings[:-1]):
        follows = before.valid_to is not None and before.valid_to + DAY >= since.valid_from.first_day
        same = (before.unit_id, before.work) == (since.unit_id, since.work)
        if not follows or not (same or since.kind == Posting.Kind.REORGANISATION):
            break
        since = before
    return since.valid_from.first_day
