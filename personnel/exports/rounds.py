"""The list of a round as a workbook: exactly what its page shows, all pages."""

from django.http import Http404, QueryDict
from django.utils import timezone

from accounts.permissions import EXPORT
from personnel.exports.kinds import Asked, Kind, Made, head_lines, mark_of, offer
from personnel.forms.rounds import ItemFilter
from personnel.models import Dossier, Export, Round, RoundItem
from personnel.rounds import WORDS
from personnel.rounds.changes import changed_since
from personnel.rounds.items import State, has_scan
from qlcb.xlsx import list_workbook

ROWS_AT_ONCE = 5_000
COLUMNS = (
    ("Số hiệu", 12),
    ("Họ và tên", 28),
    ("Đơn vị", 38),
    ("Đơn vị cấp trên", 32),
    ("Chức vụ", 20),
    ("Tình trạng", 18),
    ("Xong ngày", 12),
    ("Ghi chú", 60),
)


class Items(Kind):
    slug, back = "dot", "personnel:review_index"

    def ask(self, account, parameters, today):
        round, form = _asked(account, parameters)
        rows = _rows(account, form)
        if not form.is_valid():
            return None
        return Asked(
            f"Danh sách: {round.title}", form.chosen(), number := rows.count(), parameters["query"],
            f"{WORDS[round.kind].path}-{round.pk}-{today:%Y%m%d}.xlsx", is_long=number > ROWS_AT_ONCE,
        )  # fmt: skip

    def make(self, export: Export, today, *, in_job):
        round, form = _asked(export.account, export.parameters)
        items = list(
            _rows(export.account, form)
            .annotate(scanned=has_scan())
            .select_related("dossier__now_unit__parent", "dossier__now_position", "kept_by__parent")
            .order_by("dossier__sort_key", "pk")
        )
        changed = changed_since(round, RoundItem.objects.filter(pk__in=[item.pk for item in items]))
        content = list_workbook(
            title=WORDS[round.kind].title,
            lines=head_lines(export, len(items)),
            columns=COLUMNS,
            rows=(_row(round, item, item.pk in changed) for item in items),
            mark=mark_of(export),
        )
        return Made(content, len(items), sorted({item.dossier_id for item in items}))


def _asked(account, parameters: dict) -> tuple[Round, ItemFilter]:
    """The round and its filter. Raises Http404 for a round that does not concern the account any more."""
    round = Round.objects.visible_to(account).filter(pk=parameters["round"]).first()
    if round is None:
        raise Http404
    return round, ItemFilter(QueryDict(parameters["query"]), account=account, round=round)


def _rows(account, form: ItemFilter):
    """The items of dossiers that the account may export."""
    return form.rows().filter(dossier__in=Dossier.objects.under(account, EXPORT))


def _row(round: Round, item: RoundItem, changed: bool) -> tuple:
    item.round, person = round, item.dossier
    unit, words = item.unit, WORDS[round.kind]
    states = {State.DONE: words.done, State.MISSING: words.missing}
    notes = [
        "thay đổi sau rà soát" if changed else "",
        "có đính chính, bổ sung" if item.corrected else "",
        f"miễn: {item.exempt_because}" if item.exempt_because else "",
        f"bổ sung: {item.because}" if item.because else "",
        "chưa có bản chụp" if not round.is_review and item.state == State.DONE and not item.scanned else "",
    ]
    return (
        person.code,
        person.full_name,
        unit.name if unit else None,
        unit.parent.name if unit and unit.parent else None,
        person.now_position.name if person.now_position else None,
        states.get(item.state) or State(item.state).label,
        timezone.localdate(item.done_at) if item.done_at else None,
        "; ".join(filter(None, notes)),
    )


ITEMS = offer(Items())
