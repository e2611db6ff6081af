"""The list of papers that is handed over with a dossier: proposed from its scans, corrected by who hands it over."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from personnel.attachments import PORTRAIT
from personnel.models import Attachment, Term, Transfer, TransferPaper

MOST = 120  # lines of a list; what a page can send back
TOO_MANY = 100  # scans from which on they are listed by kind


@dataclass(frozen=True)
class PaperLine:
    """One paper: its title, kind of copy, numbers of copies and of pages. scan: id of the attachment it comes from."""

    title: str
    form: str = Attachment.Form.ORIGINAL
    copies: int = 1
    sheets: int | None = None
    note: str = ""
    scan: int | None = None


def proposed(dossier_ids: Iterable[int]) -> dict[int, list[PaperLine]]:
    """Id of the dossier → a line for each of its scans, in the order of the table of contents; where there are very
    many, one for each kind. One query."""
    rows = Attachment.objects.filter(dossier_id__in=list(dossier_ids)).exclude(kind__group=PORTRAIT)
    scans: dict[int, list[Attachment]] = defaultdict(list)
    for row in rows.select_related("kind").order_by("kind__order", "title", "pk"):
        scans[row.dossier_id].append(row)
    return {
        key: [_line(row) for row in of_one] if len(of_one) < TOO_MANY else _by_kind(of_one)
        for key, of_one in scans.items()
    }


def wanting(lines: Sequence[PaperLine], today) -> list[PaperLine]:
    """Lines for the kinds that every dossier must have and that none of these names, to be ticked when on paper."""
    names = " ".join(line.title for line in lines)
    kinds = Term.objects.filter(kind=Term.Kind.PAPER_KIND, required=True).exclude(group=PORTRAIT).on(today)
    return [PaperLine(kind.name) for kind in kinds.order_by("order", "code") if kind.name not in names]


def stored(transfer: Transfer) -> list[PaperLine]:
    """The list as it was handed over."""
    names = PaperLine.__dataclass_fields__
    return [PaperLine(**{name: getattr(row, name) for name in names}) for row in transfer.papers.order_by("number")]


def rows_of(transfer: Transfer, lines: Iterable[PaperLine]) -> list[TransferPaper]:
    """Unsaved rows of the list of a stored transfer."""
    return [
        TransferPaper(transfer=transfer, dossier_id=transfer.dossier_id, number=number, **asdict(line))
        for number, line in enumerate(lines, 1)
    ]


def _line(row: Attachment) -> PaperLine:
    told = f"năm {row.issued_on.year}" if row.issued_on else ""
    return PaperLine(_title(row), row.form, sheets=row.pages, note=told, scan=row.pk)


def _by_kind(scans: Sequence[Attachment]) -> list[PaperLine]:
    kinds: dict[str, list[Attachment]] = defaultdict(list)
    for row in scans:
        kinds[row.kind.name if row.kind else "Giấy tờ khác"].append(row)
    return [
        PaperLine(name, rows[0].form, len(rows), sum(row.pages or 0 for row in rows) or None)
        for name, rows in kinds.items()
    ]


def _title(row: Attachment) -> str:
    """The name of the kind, and what the scan is called beside it."""
    if row.kind is None or row.title == row.kind.name:
        return row.title
    return (row.title if row.kind.name in row.title else f"{row.kind.name}: {row.title}")[:200]
