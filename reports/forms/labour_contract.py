"""Hợp đồng lao động of one contract record (HP-4.1b).

The text of the form of TT 05/2023/TT-BNV could not be had: the parts are those which the Labour Code of 2019, Điều 21,
asks of every contract. A note on the paper says so.
"""

from personnel.models import Contract
from qlcb.formats import date_vi
from reports.forms.facts import Facts
from reports.forms.vocabulary import DAY, LONG, Heading, Line, Pair, Paper, Piece, Signers, Words, day

NOTE = (
    "Nội dung theo các điều khoản chủ yếu của hợp đồng lao động (Bộ luật Lao động năm 2019, Điều 21). Chưa đối chiếu "
    "được với nguyên văn mẫu của Thông tư số 05/2023/TT-BNV; đơn vị đối chiếu trước khi ký."
)
GROUND = (
    "Nghị định số 111/2022/NĐ-CP ngày 30 tháng 12 năm 2022 của Chính phủ và Thông tư số 05/2023/TT-BNV ngày 03 tháng 5 "
    "năm 2023 của Bộ trưởng Bộ Nội vụ"
)


def labour_contract(facts: Facts, *, code: str, issued: str, contract: Contract | None) -> Paper:
    """The contract. contract: the record; None for one still to be made, with only the parties filled in."""
    made = contract or Contract(dossier=facts.dossier)
    title = str(made.kind).upper() if contract else "HỢP ĐỒNG LAO ĐỘNG"
    return Paper(
        title=title,
        code=code,
        issued=issued,
        left=[Pair("Cơ quan, đơn vị", facts.employer), Pair("Số hợp đồng", made.number)],
        pieces=[
            Words("Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019;", "italic"),
            Words(f"Căn cứ {_ground(contract)};", "italic"),
            Line([Pair("Hôm nay, ngày", date_vi(made.signed_on), DAY), Pair("tại")]),
            *_employer(facts, made), *_employee(facts), *term_of(made), *_conditions(made), *_duties(), *_end(made),
            Signers([
                ("Người lao động", "(Ký, ghi rõ họ tên)", ""),
                ("Người sử dụng lao động", "(Ký, ghi rõ họ tên, đóng dấu)", ""),
            ]),
        ],
        note=NOTE,
    )  # fmt: skip


def _ground(contract: Contract | None) -> str:
    """By what the contract is made: a kind of contract that is no more, by what that kind rested on."""
    if contract is not None and contract.kind.valid_to and contract.kind.source:
        return contract.kind.source
    return GROUND


def _employer(facts: Facts, contract: Contract) -> list[Piece]:
    return [
        Heading("BÊN A: NGƯỜI SỬ DỤNG LAO ĐỘNG"),
        Line([Pair("Cơ quan, đơn vị", facts.employer)]),
        Line([Pair("Cơ quan quản lý", facts.keeper)]),
        Line([Pair("Người đại diện", contract.employer_signer, LONG), Pair("Chức vụ", contract.signer_position)]),
        Line([Pair("Địa chỉ")]),
        Line([Pair("Điện thoại")]),
    ]


def _employee(facts: Facts) -> list[Piece]:
    number, issued_on = facts.citizen_number
    return [
        Heading("BÊN B: NGƯỜI LAO ĐỘNG"),
        Line([Pair("Họ và tên", facts.dossier.full_name), Pair("Giới tính", facts.value("sex"))]),
        Line([Pair("Ngày sinh", facts.value("birth_date")), Pair("Dân tộc", facts.value("ethnic_group"))]),
        Line([Pair("Số định danh cá nhân/CCCD", number, LONG), day("Ngày cấp", issued_on)]),
        Line([Pair("Nơi cấp", facts.value("citizen_id_issued_by"))]),
        Line([Pair("Nơi đăng ký thường trú", facts.address("permanent_residence", "permanent_area"))], room=1),
        Line([Pair("Nơi ở hiện nay", facts.address("residence", "residence_area"))], room=1),
        Line([Pair("Điện thoại", facts.value("phone"), LONG), Pair("Số BHXH", facts.value("insurance_number"))]),
        Line([Pair("Trình độ chuyên môn", facts.degree)]),
        Line([Pair("Nghề nghiệp trước khi ký hợp đồng", facts.value("occupation_before"))]),
        Words("Hai bên thỏa thuận ký hợp đồng lao động và cam kết thực hiện các điều khoản sau:"),
    ]


def term_of(contract: Contract) -> list[Piece]:
    """Điều 1: kind, time, trial, work and place."""
    return [
        Heading("Điều 1. Loại, thời hạn và công việc của hợp đồng"),
        Line([Pair("Loại hợp đồng", str(contract.kind) if contract.kind_id else "")]),
        Line([day("Thời hạn: từ ngày", date_vi(contract.valid_from)),
              Pair("đến hết ngày", date_vi(contract.valid_to) or _open_end(contract), DAY)]),
        Line([Pair("Thử việc đến hết ngày", date_vi(contract.probation_until), DAY)]),
        Line([Pair("Công việc phải làm", contract.job)], room=1),
        Line([Pair("Địa điểm làm việc", contract.workplace)]),
    ]  # fmt: skip


def _open_end(contract: Contract) -> str:
    return "không xác định thời hạn" if contract.pk else ""


def _conditions(contract: Contract) -> list[Piece]:
    return [
        Heading("Điều 2. Thời giờ làm việc, điều kiện làm việc"),
        Line([Pair("Thời giờ làm việc", contract.hours)]),
        Words("Thời giờ nghỉ ngơi, nghỉ lễ, tết, nghỉ hằng năm theo Bộ luật Lao động và nội quy của cơ quan, đơn vị. "
              "Bên B được bố trí nơi làm việc và cấp phát phương tiện, dụng cụ cần thiết để làm công việc được giao."),
        Heading("Điều 3. Tiền lương, bảo hiểm và quyền lợi của Bên B"),
        Line([Pair("Tiền lương, phụ cấp và chế độ được hưởng", contract.pay)], room=1),
        Line([Pair("Hình thức, ngày trả lương")]),
        Words("Bên A và Bên B đóng bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp theo quy định của pháp luật."),
        Words("Bên B được nâng lương, khen thưởng, đào tạo, bồi dưỡng, bảo hộ lao động theo quy định và nội quy của cơ "
              "quan, đơn vị; được đơn phương chấm dứt hợp đồng theo Điều\u00a035 Bộ luật Lao động."),
    ]  # fmt: skip


def _duties() -> list[Piece]:
    return [
        Heading("Điều 4. Nghĩa vụ của Bên B"),
        Words("Hoàn thành công việc đã cam kết trong hợp đồng; chấp hành nội quy, kỷ luật lao động, an toàn, vệ sinh "
              "lao động; giữ bí mật nhà nước, bí mật công tác; bồi thường thiệt hại do mình gây ra theo quy định."),
        Heading("Điều 5. Nghĩa vụ và quyền hạn của Bên A"),
        Words("Bảo đảm việc làm và thực hiện đầy đủ những điều đã cam kết; thanh toán đầy đủ, đúng thời hạn các chế độ "
              "và quyền lợi cho Bên B."),
        Words("Điều hành Bên B hoàn thành công việc theo hợp đồng; tạm hoãn, chấm dứt hợp đồng, kỷ luật Bên B theo quy "
              "định của pháp luật và nội quy của cơ quan, đơn vị."),
    ]  # fmt: skip


def _end(contract: Contract) -> list[Piece]:
    ended = [Line([Pair("Hợp đồng đã chấm dứt, lý do", contract.ended_because)])] if contract.ended_because else []
    return [
        Heading("Điều 6. Chấm dứt hợp đồng và điều khoản thi hành"),
        Words("Hợp đồng chấm dứt khi hết thời hạn, khi hai bên thỏa thuận, hoặc trong các trường hợp quy định tại "
              "Điều\u00a034 Bộ luật Lao động. Những vấn đề không ghi trong hợp đồng này áp dụng theo pháp luật lao "
              "động."),
        *ended,
        Words("Hợp đồng làm thành hai bản có giá trị như nhau, mỗi bên giữ một bản, có hiệu lực từ ngày ghi tại "
              "Điều\u00a01."),
    ]  # fmt: skip
