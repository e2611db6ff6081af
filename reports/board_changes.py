"""What changed among the people of the leaders' board: the last months one by one, and since the month before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from qlcb.fields import VietnameseDateField
from qlcb.formats import date_vi, signed_vi
from reports.definitions.base import EARLIEST, AsOfForm
from reports.flows import KINDS, Flows, Kind, Span, month_before, months_until

JOINED, LEFT = "den", "di"
WAYS = {
    JOINED: ("Đến", tuple(kind for kind in KINDS.values() if kind.joined)),
    LEFT: ("Đi", tuple(kind for kind in KINDS.values() if not kind.joined)),
}


class MovementForm(AsOfForm):
    """Who moved from the end of one day to that of the day asked for, and why; of what is not given, since the month
    before, and all who came."""

    NAMES: ClassVar = AsOfForm.NAMES | {"since": "tu", "why": "ly-do"}

    since = VietnameseDateField(label="So với ngày", required=False)
    why = forms.ChoiceField(
        label="Biến động",
        required=False,
        choices=[*((way, words) for way, (words, _) in WAYS.items()), *((k, k) for k in KINDS)],
    )

    def clean_why(self) -> str:
        return self.cleaned_data["why"] or JOINED

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "since" in self.cleaned_data:
            since = self.cleaned_data["since"] or month_before(self.scope.day)
            if not EARLIEST <= since < self.scope.day:
                raise ValidationError({"since": "Ngày so sánh phải trước ngày xem."})
            self.cleaned_data["since"] = since
        return self.cleaned_data

    @property
    def span(self) -> Span:
        return Span(self.cleaned_data["since"], self.day_asked)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The reasons asked for."""
        why = self.cleaned_data["why"]
        return WAYS[why][1] if why in WAYS else (KINDS[why],)

    @property
    def title(self) -> str:
        why = self.cleaned_data["why"]
        return WAYS[why][0] if why in WAYS else KINDS[why].label

    def words(self) -> str:
        units = ", ".join(node.name for node in self.roots)
        return f"Từ sau ngày {date_vi(self.span.first)} đến hết ngày {date_vi(self.span.last)} · {units}"

    def query(self, **changes: str) -> dict[str, str]:
        kept = {"tu": date_vi(self.cleaned_data["since"]), "ly-do": self.cleaned_data["why"]}
        return super().query(**{**kept, **changes})


@dataclass(frozen=True)
class Reason:
    """How many came or went for one reason, with their list."""

    label: str
    value: int
    url: str


@dataclass(frozen=True)
class Change:
    """Of one span. label: of its column; title: in full; before, now: head counts at its ends."""

    label: str
    title: str
    first: date
    joined: int
    left: int
    joined_url: str
    left_url: str
    reasons_in: list[Reason]
    reasons_out: list[Reason]
    now: int = 0
    before_url: str = ""

    @property
    def net(self) -> int:
        return self.joined - self.left

    @property
    def signed(self) -> str:
        return signed_vi(self.net)

    @property
    def before(self) -> int:
        return self.now - self.net

    @property
    def column(self) -> dict:
        return {
            "label": self.label,
            "values": [self.joined, self.left],
            "urls": [self.joined_url, self.left_url],
        }


class Changes:
    """All movements of one board, from one statement."""

    def __init__(self, params: AsOfForm, total: int):
        """total: how many people there are on the day."""
        self.params, self.total = params, total
        day = params.day_asked
        self.spans = [*months_until(day), Span(month_before(day), day)]
        self.flows = Flows(params.account, self.spans, params.root)
        self.counts = self.flows.counts()

    def months(self) -> list[Change]:
        """The last months, the last one up to the day."""
        return [
            self._change(span, counts, f"T{span.last.month}", f"Tháng {span.last:%m/%Y}")
            for span, counts in zip(self.spans[:-1], self.counts, strict=False)
        ]

    def since_last_month(self) -> Change:
        span = self.spans[-1]
        return self._change(span, self.counts[-1], "", f"So với ngày {date_vi(span.first)}")

    def _change(self, span: Span, counts: dict[Kind, int], label: str, title: str) -> Change:
        sums = {way: sum(counts.get(kind, 0) for kind in kinds) for way, (_, kinds) in WAYS.items()}
        urls = {way: self._url(span, way) if number else "" for way, number in sums.items()}
        reasons = {way: self._reasons(span, counts, kinds) for way, (_, kinds) in WAYS.items()}
        return Change(
            label, title, span.first, sums[JOINED], sums[LEFT], urls[JOINED], urls[LEFT], reasons[JOINED],
            reasons[LEFT], self.total, self._before_url(span.first),
        )  # fmt: skip

    def _reasons(self, span: Span, counts: dict[Kind, int], kinds: Iterable[Kind]) -> list[Reason]:
        return [Reason(kind.label, counts[kind], self._url(span, kind.key)) for kind in kinds if kind in counts]

    def _url(self, span: Span, why: str) -> str:
        asked = self.params.query(**{"ngay": date_vi(span.last), "tu": date_vi(span.first), "ly-do": why})
        return f"{reverse('reports:movements')}?{urlencode(asked)}"

    def _before_url(self, day: date) -> str:
        """The list of those who were there before, where the unit was there then."""
        root = self.params.root
        if root and root.id not in self.flows.scopes[day].unit_ids:
            return ""
        return f"{reverse('reports:people', args=['toan-canh'])}?{urlencode(self.params.query(ngay=date_vi(day)))}"
