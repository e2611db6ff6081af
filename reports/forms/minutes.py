"""Biên bản giao nhận hồ sơ: the dossiers that were sent in one go, on one paper for both sides to sign."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Sum

from personnel.keepers import Keepers
from personnel.models import Transfer, TransferPaper
from qlcb import regulation
from reports.forms.facts import joined
from reports.forms.handover import because, office
from reports.forms.vocabulary import PLACE_AND_DAY, Column, FormTable, Heading, Line, Pair, Paper, Signers, Words, short

SLUG = "bien-ban-giao-nhan"
COLUMNS = (
    Column("STT", 2, True), Column("Họ và tên", 6), Column("Số hiệu", 3), Column("Chức vụ", 4),
    Column("Số tài liệu", 2, True), Column("Số trang", 2, True), Column("Ghi chú", 5),
)  # fmt: skip


def minutes(transfers: Sequence[Transfer], today: date) -> Paper:
    """The paper, with a table for each receiving unit. transfers: at least one, sent under one decision, with their
    units and decision."""
    keepers, first = Keepers(today), transfers[0]
    givers = dict.fromkeys(keeper.name for row in transfers if (keeper := keepers.of(row.from_unit_id)))
    takers = dict.fromkeys(keeper.name for row in transfers if (keeper := keepers.of(row.to_unit_id)))
    counts = _counts(transfers)
    by_unit: dict[int, list[Transfer]] = {}
    for transfer in transfers:
        by_unit.setdefault(transfer.to_unit_id, []).append(transfer)
    tables = []
    for rows in by_unit.values():
        lines = [_line(number, row, counts) for number, row in enumerate(rows, 1)]
        tables += [
            Heading(f"Chuyển đến {office(keepers, rows[0].to_unit)}"),
            FormTable(COLUMNS, lines, least=len(lines)),
        ]
    papers, sheets = (sum(found[place] for found in counts.values()) for place in (0, 1))
    return Paper(
        title="BIÊN BẢN GIAO NHẬN HỒ SƠ CÁN BỘ",
        **regulation.fact("forms")[SLUG],
        left=[Pair("Bên giao", joined(givers)), Pair("Số biên bản")],
        pieces=[
            Line([Pair("Bên giao (cơ quan, đơn vị)", joined(givers))]),
            Line([Pair("Người giao (họ tên, chức vụ)", first.sent_holder)], deeper=True),
            Line([Pair("Bên nhận (cơ quan, đơn vị)", joined(takers))]),
            Line([Pair("Người nhận (họ tên, chức vụ)")], deeper=True),
            Line([Pair("Căn cứ (số, ngày của quyết định hoặc công văn)", because(first))]),
            Words(f"Cùng giao, nhận {len(transfers)} hồ sơ, danh mục tài liệu theo phiếu giao nhận của từng hồ sơ:"),
            *tables,
            Line([short("Tổng số hồ sơ", str(len(transfers))), short("Tổng số tài liệu", str(papers or "")),
                  short("Tổng số trang", str(sheets or ""))]),
            Words("Biên bản lập thành hai bản, mỗi bên giữ một bản."),
            Signers([("Bên giao", "(Ký, ghi rõ họ tên)", ""), ("Bên nhận", "(Ký, ghi rõ họ tên)", PLACE_AND_DAY)]),
        ],
    )  # fmt: skip


def _counts(transfers: Sequence[Transfer]) -> dict[int, tuple[int, int]]:
    """Id of a transfer → how many papers and pages its list has."""
    rows = TransferPaper.objects.filter(transfer__in=transfers).order_by().values("transfer_id")
    found = rows.annotate(papers=Sum("copies"), pages=Sum("sheets"))
    return {row["transfer_id"]: (row["papers"] or 0, row["pages"] or 0) for row in found}


def _line(number: int, transfer: Transfer, counts: dict) -> list[str]:
    papers, pages = counts.get(transfer.pk, (0, 0))
    told = "" if transfer.state == Transfer.State.SENT else transfer.get_state_display()
    return [
        str(number), transfer.full_name, transfer.code, transfer.position, str(papers or ""), str(pages or ""), told,
    ]  # fmt: skip
