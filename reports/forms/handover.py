"""Phiếu giao nhận hồ sơ: who hands the paper dossier to whom, and the list of what is in it (HS04-VC/BNV)."""

from collections import defaultdict
from dataclasses import dataclass

from orgunits.models import Unit
from personnel.attachments import PORTRAIT
from personnel.keepers import Keepers
from personnel.models import Attachment, Term, Transfer
from qlcb.formats import date_vi
from reports.forms.facts import Facts, joined
from reports.forms.vocabulary import PLACE_AND_DAY, Column, FormTable, Heading, Line, Pair, Paper, Signers, Words, short

COLUMNS = (
    Column("STT", 2, True), Column("Tên tài liệu trong hồ sơ", 10), Column("Hình thức bản", 4),
    Column("Số bản", 2, True), Column("Số trang", 2, True), Column("Ghi chú", 4),
)  # fmt: skip
BLANK = 3  # rows for papers of which no scan is held


def handover(facts: Facts, *, code: str, issued: str, transfer: Transfer | None = None) -> Paper:
    """The sheet of a transfer, with its sides, its decision and the papers that were listed; without one a sheet to
    write on: papers of which scans are held, those that every dossier must have, and rows to write in by hand."""
    place = joined(dict.fromkeys((facts.employer, facts.keeper)), ", ")
    sides = _sides(transfer, facts)
    rows = _listed(transfer) if transfer else _rows(facts)
    return Paper(
        title="PHIẾU GIAO NHẬN HỒ SƠ CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",
        code=code,
        issued=issued,
        left=[Pair("Cơ quan quản lý hồ sơ", sides.keeper), Pair("Số phiếu")],
        right=[Pair("Số hiệu hồ sơ", facts.dossier.code)],
        pieces=[
            Line([Pair("Bên giao (cơ quan, đơn vị)", sides.giver)]),
            Line([Pair("Người giao (họ tên, chức vụ)", sides.who_gives)], deeper=True),
            Line([Pair("Bên nhận (cơ quan, đơn vị)", sides.taker)]),
            Line([Pair("Người nhận (họ tên, chức vụ)", sides.who_takes)], deeper=True),
            Line([Pair("Căn cứ (số, ngày của quyết định hoặc công văn)", sides.because)]),
            Words("Cùng giao, nhận hồ sơ của:"),
            Line([Pair("Họ và tên", facts.dossier.full_name.upper()), Pair("Ngày sinh", facts.value("birth_date"))]),
            Line([Pair("Đơn vị công tác", place)], deeper=True),
            Heading("Hồ sơ gồm các tài liệu sau:"),
            FormTable(COLUMNS, rows, least=len(rows) + BLANK),
            _totals(transfer),
            Words(
                "Phiếu lập thành hai bản, mỗi bên giữ một bản; bên nhận đã kiểm tra và nhận đủ số tài liệu nêu trên."
            ),
            Signers(
                [
                    ("Bên giao", "(Ký, ghi rõ họ tên)", ""),
                    ("Bên nhận", "(Ký, ghi rõ họ tên)", PLACE_AND_DAY),
                ]
            ),
        ],
    )


@dataclass(frozen=True)
class Sides:
    """Who hands over to whom, and why; "" for what is written in by hand. keeper: the department of the giver."""

    keeper: str
    giver: str
    who_gives: str = ""
    taker: str = ""
    who_takes: str = ""
    because: str = ""


def _sides(transfer: Transfer | None, facts: Facts) -> Sides:
    if transfer is None:
        return Sides(facts.keeper, facts.keeper)
    keepers = Keepers(facts.today)
    keeper = keepers.of(transfer.from_unit_id)
    return Sides(
        keeper.name if keeper else "",
        office(keepers, transfer.from_unit),
        transfer.sent_holder,
        office(keepers, transfer.to_unit),
        transfer.moved_holder if transfer.state == Transfer.State.RECEIVED else "",
        because(transfer),
    )


def office(keepers: Keepers, unit: Unit) -> str:
    """The unit and the department that keeps its dossiers."""
    keeper = keepers.of(unit.pk)
    return joined(dict.fromkeys((unit.name, keeper.name if keeper else "")), ", ")


def because(transfer: Transfer) -> str:
    """The decision under which the person moves, and the document by which the dossier was asked for."""
    decision = transfer.decision
    told = f"Quyết định số {decision.number} ngày {date_vi(decision.signed_on)}"
    told = f"{told} của {decision.authority}" if decision.authority else told
    asked = (
        f"văn bản số {transfer.request_number} ngày {date_vi(transfer.request_on)}" if transfer.request_number else ""
    )
    return joined((told, asked))


def _listed(transfer: Transfer) -> list[list[str]]:
    """The papers as they were handed over."""
    return [
        [str(row.number), row.title, row.get_form_display(), str(row.copies), str(row.sheets or ""), row.note]
        for row in transfer.papers.order_by("number")
    ]


def _totals(transfer: Transfer | None) -> Line:
    papers = list(transfer.papers.all()) if transfer else []
    copies, sheets = sum(row.copies for row in papers), sum(row.sheets or 0 for row in papers)
    state = Pair("Tình trạng hồ sơ (bì, niêm phong)", transfer.papers_note if transfer else "")
    return Line(
        [short("Tổng số tài liệu", str(copies or "")), short("Tổng số trang", str(sheets or "")), state]
    )  # fmt: skip


def _rows(facts: Facts) -> list[list[str]]:
    """A row for each kind of paper that is there or ought to be, and one for each paper without a kind."""
    papers: dict[int | None, list[Attachment]] = defaultdict(list)
    for paper in Attachment.objects.filter(dossier=facts.dossier):
        papers[paper.kind_id].append(paper)
    kinds = Term.objects.filter(kind=Term.Kind.PAPER_KIND).exclude(group=PORTRAIT)
    asked = set(kinds.on(facts.today).filter(required=True).values_list("pk", flat=True))
    rows = [_row(kind.name, papers[kind.pk]) for kind in kinds if kind.pk in asked or papers[kind.pk]]
    rows += [_row(paper.title, [paper]) for paper in papers[None]]
    return [[str(number), *row] for number, row in enumerate(rows, 1)]


def _row(name: str, papers: list[Attachment]) -> list[str]:
    if not papers:
        return [name, "", "", "", ""]
    forms = joined(dict.fromkeys(paper.get_form_display() for paper in papers), ", ")
    pages = sum(paper.pages or 0 for paper in papers)
    years = joined(sorted({str(paper.issued_on.year) for paper in papers if paper.issued_on}), ", ")
    return [name, forms, str(len(papers)), str(pages or ""), years and f"năm {years}"]
