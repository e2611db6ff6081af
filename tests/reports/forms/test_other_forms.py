"""Tiểu sử tóm tắt, phiếu giao nhận, hợp đồng: what each says and what it leaves to be written."""

import pytest

from personnel.models import Attachment, Contract, Term
from qlcb import regulation
from qlcb.history import record, writing
from reports.forms import FORMS
from reports.forms.labour_contract import term_of
from tests.reports.forms.conftest import read_pdf, words_of
from tests.reports.forms.test_restricted import text_of

pytestmark = pytest.mark.django_db


def test_a_short_life_has_its_sixteen_items(full, cast, print_form):
    text = words_of(read_pdf(print_form(cast.clerk, full, "tieu-su")))
    for number in [*(str(n) for n in range(1, 17)), *(f"11.{n}" for n in range(1, 7))]:
        assert f" {number}) " in text, number
    assert "Mẫu 3a-BNV/2007" in text and "Phụ trách tổ Thủ tục hàng hóa nhập khẩu" in text


def test_the_handover_lists_what_is_there_with_its_number(full, program, paper_of, table_under):
    kinds = {kind.code: kind for kind in Term.objects.filter(kind=Term.Kind.PAPER_KIND)}
    with writing(account=program, reason="Quét giấy tờ"):
        for kind, title, pages in ((kinds["QDBN"], "QĐ 1", 2), (kinds["QDBN"], "QĐ 2", 3), (None, "Thư tay", None)):
            record(
                Attachment(dossier=full, kind=kind, title=title, pages=pages, file=f"x/{title}", file_name="a.pdf",
                           content_type="application/pdf", size=1, sha256="0" * 64, form=Attachment.Form.ORIGINAL)
            )  # fmt: skip
    paper = paper_of(full, "giao-nhan")
    table = next(piece for piece in paper.pieces if piece.kind == "table")
    rows = table.rows
    by_name = {row[1]: row for row in rows}
    assert by_name[kinds["QDBN"].name][2:5] == ["Bản chính", "2", "5"]
    assert by_name["Thư tay"][2:5] == ["Bản chính", "1", ""]
    assert by_name["Quyển lý lịch"][2:5] == ["", "", ""], "asked of every dossier, not there yet"
    assert kinds["QDKL"].name not in by_name, "neither asked nor there"
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert [value for _, value in table.lines[-1]] == [""] * 6 and len(table.lines) > len(rows)


def test_the_handover_of_a_usual_dossier_is_one_page(empty, cast, print_form):
    assert len(read_pdf(print_form(cast.clerk, empty, "giao-nhan")).pages) == 1


def test_signatures_of_a_long_handover_take_rows_of_the_table_with_them(full, cast, program, print_form):
    with writing(account=program, reason="Quét giấy tờ"):
        for number in range(1, 8):
            record(
                Attachment(dossier=full, title=f"Thư tay {number}", file=f"x/{number}", file_name="a.pdf", size=1,
                           content_type="application/pdf", sha256="0" * 64, form=Attachment.Form.ORIGINAL)
            )  # fmt: skip
    last = read_pdf(print_form(cast.clerk, full, "giao-nhan")).pages[1].extract_text()
    assert "Bên giao" in last and "Thư tay 7" in last


def test_blank_rows_do_not_go_to_the_next_page_alone(empty, cast, print_form):
    """The table of the career does not fit below the other items: it goes over whole, with its heading."""
    pages = [page.extract_text() for page in read_pdf(print_form(cast.clerk, empty, "tieu-su")).pages]
    assert ["Nội dung" in page for page in pages] == [False, True]
    assert "TÓM TẮT QUÁ TRÌNH CÔNG TÁC" in pages[1] and "Chi cục Hải quan cửa khẩu cảng" in pages[1]


@pytest.mark.clause("HP-4.1b")
def test_a_contract_prints_everything_recorded_of_it(full, cast, print_form):
    contract = Contract.objects.get(dossier=full, number="19/HĐLĐ-1989")
    text = words_of(read_pdf(print_form(cast.clerk, full, "hop-dong", hop_dong=contract.pk)))
    for words in (
        contract.number, contract.kind.name, "12/09/1989", contract.employer_signer, contract.signer_position,
        "15/09/1989", "31/12/1990", "14/10/1989", contract.job, contract.workplace, contract.hours, contract.pay,
        contract.ended_because, full.full_name, full.citizen_id, full.phone, "Chi cục Hải quan cửa khẩu cảng",
        "BÊN A", "BÊN B", *(f"Điều {n}." for n in range(1, 7)), "05/2023/TT-BNV",
    ):  # fmt: skip
        assert words in text, words
    assert "8/HĐLĐ-1988" not in text


def test_a_contract_of_a_kind_that_is_no_more_cites_what_that_kind_rested_on(full, program, paper_of):
    contract = Contract.objects.get(dossier=full, number="18/HĐLĐ-1988")
    for code, ground in (("ND68", "NĐ 68/2000/NĐ-CP; NĐ 161/2018/NĐ-CP"), ("ND111", "Nghị định số 111/2022/NĐ-CP")):
        contract.kind = Term.objects.get(kind=Term.Kind.CONTRACT_KIND, code=code)
        with writing(account=program, reason="Thử"):
            record(contract)
        words = [
            piece.text for piece in paper_of(full, "hop-dong", hop_dong=contract.pk).pieces if piece.kind == "words"
        ]
        assert any(text.startswith(f"Căn cứ {ground}") for text in words), code


@pytest.mark.clause("HP-4.1b")
def test_a_new_contract_has_its_parties_and_blanks(empty, cast, print_form, paper_of):
    text = words_of(read_pdf(print_form(cast.clerk, empty, "hop-dong")))
    assert "HỢP ĐỒNG LAO ĐỘNG" in text and "Lê An" in text and "None" not in text
    pairs = {
        p.label: p.value for piece in paper_of(empty, "hop-dong").pieces if piece.kind == "line" for p in piece.pairs
    }
    assert pairs["Công việc phải làm"] == pairs["đến hết ngày"] == ""


def test_an_open_ended_contract_says_so(full, paper_of):
    contract = Contract(dossier=full, pk=1, kind_id=None, number="1", valid_to=None)
    pairs = {p.label: p.value for piece in term_of(contract) if piece.kind == "line" for p in piece.pairs}
    assert pairs["đến hết ngày"] == "không xác định thời hạn"


def test_nobody_prints_the_contract_of_another(full, empty, cast, print_form):
    contract = Contract.objects.filter(dossier=full).first()
    assert print_form(cast.clerk, empty, "hop-dong", hop_dong=contract.pk).status_code == 302


@pytest.mark.parametrize("slug", FORMS)
def test_codes_of_forms_are_data(slug, full, paper_of):
    paper, told = paper_of(full, slug), regulation.fact("forms")[slug]
    assert (paper.code, paper.issued) == (told["code"], told["issued"])
    assert text_of(paper)


@pytest.mark.clause("TCHQ-4.2")
@pytest.mark.parametrize("slug", FORMS)
def test_every_form_is_a4_with_the_nation_pages_and_who_printed_it(slug, full, cast, print_form):
    reader = read_pdf(print_form(cast.clerk, full, slug))
    for number, page in enumerate(reader.pages, 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        text = " ".join(page.extract_text().split())
        assert f"Trang {number}/{len(reader.pages)}" in text and "in lúc" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words_of(reader)
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert all("Liberation" in font for font in fonts), fonts
