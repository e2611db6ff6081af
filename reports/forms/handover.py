"""Phiếu giao nhận hồ sơ: who hands the paper dossier to whom, and the list of what is in it (HS04-VC/BNV)."""

from collections import defaultdict

from personnel.attachments import PORTRAIT
from personnel.models import Attachment, Term
from reports.forms.facts import Facts, joined
from reports.forms.vocabulary import PLACE_AND_DAY, Column, FormTable, Heading, Line, Pair, Paper, Signers, Words, short

COLUMNS = (
    Column("STT", 2, True), Column("Tên tài liệu trong hồ sơ", 10), Column("Hình thức bản", 4),
    Column("Số bản", 2, True), Column("Số trang", 2, True), Column("Ghi chú", 4),
)  # fmt: skip
BLANK = 3  # rows for papers of which no scan is held


def handover(facts: Facts, *, code: str, issued: str) -> Paper:
    """The sheet: papers of which scans are held, those that every dossier must have, and rows to write in by hand."""
    rows, place = _rows(facts), joined(dict.fromkeys((facts.employer, facts.keeper)), ", ")
    return Paper(
        title="PHIẾU GIAO NHẬN HỒ SƠ CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",
        code=code,
        issued=issued,
        left=[Pair("Cơ quan quản lý hồ sơ", facts.keeper), Pair("Số phiếu")],
        right=[Pair("Số hiệu hồ sơ", facts.dossier.code)],
        pieces=[
            Line([Pair("Bên giao (cơ quan, đơn vị)", facts.keeper)]),
            Line([Pair("Người giao (họ tên, chức vụ)")], deeper=True),
            Line([Pair("Bên nhận (cơ quan, đơn vị)")]),
            Line([Pair("Người nhận (họ tên, chức vụ)")], deeper=True),
            Line([Pair("Căn cứ (số, ngày của quyết định hoặc công văn)")]),
            Words("Cùng giao, nhận hồ sơ của:"),
            Line([Pair("Họ và tên", facts.dossier.full_name.upper()), Pair("Ngày sinh", facts.value("birth_date"))]),
            Line([Pair("Đơn vị công tác", place)], deeper=True),
            Heading("Hồ sơ gồm các tài liệu sau:"),
            FormTable(COLUMNS, rows, least=len(rows) + BLANK),
            Line([short("Tổng số tài liệu"), short("Tổng số trang"), Pair("Tình trạng hồ sơ (bì, niêm phong)")]),
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
