"""What can be exported: each kind says what a question would give, makes the file, and whether it may still be had."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.db.models import BigIntegerField, Func
from django.http import QueryDict

from accounts.permissions import EXPORT, RIGHTS
from personnel.models import Dossier, Export
from personnel.querysets import secret_from
from qlcb import row_security
from qlcb.formats import date_vi, datetime_vi, number_vi
from qlcb.periods import Period

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_SUCH_FILE = "Chương trình không còn loại tệp này."
CONTENT_TYPES = {"xlsx": XLSX, "pdf": "application/pdf", "docx": DOCX}


class ExportFailed(Exception):
    """The file could not be made; the message is for the person who asked for it."""


@dataclass(frozen=True)
class Asked:
    """What a question means. words: its conditions; rows: how many lines the file would have; query: as it is kept.

    problem: why it cannot be made so; is_long: whether the worker makes it; is_blank: whether a file without lines is
    what was asked for.
    """

    title: str
    words: str
    rows: int
    query: str
    file_name: str
    problem: str = ""
    is_long: bool = False
    is_blank: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the file would hold nothing, which who asks is told before it is made."""
        return not (self.rows or self.is_blank)


@dataclass(frozen=True)
class Made:
    """A file. dossiers: ids of the people in it; told: its numbers for the log, "n dòng" when not given; cells: what a
    `grid.Keeper` kept of its lines, where the kind has its files compared; errors: how many lines could not be made."""

    content: bytes
    rows: int
    dossiers: list[int] = field(default_factory=list)
    facts: dict = field(default_factory=dict)
    told: str = ""
    cells: bytes | None = None
    errors: int = 0


class Kind:
    """One kind of export. `parameters` of its methods: what is stored of the question, "query" the filter of a page."""

    slug: ClassVar[str]
    right: ClassVar[str] = EXPORT
    back: ClassVar[str]
    """Name of the page that shows the same on screen."""

    def require(self, account) -> None:
        """Raises PermissionDenied for who may have no file of the kind at all."""
        account.access.require(self.right)

    def ask(self, account, parameters: dict, today: date) -> Asked | None:
        """What the question means for the account; None when a condition makes no sense. Raises OutOfScope."""
        raise NotImplementedError

    def recurs(self, parameters: dict) -> bool:
        """Whether the question can be asked again for each period that ends."""
        return False

    def of_period(self, parameters: dict, period: Period) -> dict:
        """The parameters of the question for a period: its day is the last one, its time the whole of it."""
        raise NotImplementedError

    def make(self, export: Export, today: date, *, in_job: bool) -> Made:
        """The file, with the rights that the account has now. Raises ExportFailed and OutOfScope."""
        raise NotImplementedError

    def refusal(self, export: Export, account) -> str:
        """Why the file may not be handed out any more, in Vietnamese; "" while everything in it is still open."""
        if not account.access.holds(self.right):
            return f"Tài khoản không còn quyền: {RIGHTS[self.right].sentence}."
        return lost_words(len(export.dossiers) - inside(export).under(account, self.right).count())


class OfATime(Kind):
    """A kind whose page asks for a time by its first and last day."""

    def recurs(self, parameters):
        return True

    def of_period(self, parameters, period):
        return with_query(parameters, **{"tu-ngay": date_vi(period.first), "den-ngay": date_vi(period.last)})


def with_query(parameters: dict, **changes: str) -> dict:
    """The parameters with some of the filter changed."""
    query = QueryDict(parameters["query"], mutable=True)
    for name, value in changes.items():
        query[name] = value
    return parameters | {"query": query.urlencode()}


def inside(export: Export):
    """The dossiers in the file of an export, as a queryset that asks the row and carries no list."""
    ids = Export.objects.filter(pk=export.pk).values(
        one=Func("dossiers", function="unnest", output_field=BigIntegerField())
    )
    return Dossier.objects.filter(pk__in=ids)


def lost_words(number: int) -> str:
    """Why a file is not handed out when that many of its dossiers are out of reach."""
    if not number:
        return ""
    return (
        f"{number_vi(number)} hồ sơ trong tệp không còn thuộc phạm vi của tài khoản (đã chuyển đơn vị, thành hồ "
        "sơ mật, hoặc phạm vi của tài khoản đã hẹp lại)."
    )


@row_security.opened()
def secret_words(dossier_ids: list[int], account) -> str:
    """The same for dossiers that are named by their code alone: they may not have become confidential."""
    secret = Dossier._base_manager.filter(secret_from(account)).values_list("pk", flat=True)
    return lost_words(len(set(secret).intersection(dossier_ids)))


def mark_of(export: Export) -> str:
    """Who made the file and when, for each printed page (TCHQ-4.2)."""
    return marked(export.account, export.custodian, f"kết xuất lúc {datetime_vi(export.created_at)}")


def marked(account, custodian: str, when: str) -> str:
    """The account, who held it, and what was done when, as one line."""
    return " · ".join(filter(None, (f"{account} ({account.username})", custodian, when)))


def head_lines(export: Export, rows: int) -> list[str]:
    """The lines over the table: conditions, who made it and when, and why."""
    return [
        f"Điều kiện: {export.words}. Số dòng: {rows}.",
        f"{mark_of(export)}. Lý do kết xuất: {export.reason}",
    ]


KINDS: dict[str, Kind] = {}


def offer(kind: Kind) -> Kind:
    """Enter a kind into the catalogue."""
    KINDS[kind.slug] = kind
    return kind
