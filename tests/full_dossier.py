"""A dossier filled in every field of every panel and with at least two records in every section, for tests.

    dossier = make_full_dossier(account=program, today=today)
    others = make_full_dossier(account=program, today=today, number=2, full_name="…")

Each value is invented and unlike the others, long names included, so that a test finds it again on a page, in a
workbook or on paper. What a national list holds is taken from the list, and made when the list is empty.
"""

from datetime import date
from decimal import Decimal

from orgunits.models import Unit
from personnel.models import (
    Decision,
    Dossier,
    EthnicGroup,
    Language,
    Place,
    Position,
    Qualification,
    Rank,
    Religion,
    Term,
)
from personnel.sections import SECTIONS
from personnel.services.project_dossiers import project_dossiers
from qlcb.dates import PartialDate
from qlcb.history import create_many, record, writing

KIND, STUDY = Term.Kind, Qualification.Kind
P = PartialDate.of
LONG_NAME = "Công Tằng Tôn Nữ Phước Hoàng Thị Thanh Hương"
NEVER_FILLED = {"is_confidential", "kept_by"}  # hides the dossier, puts it elsewhere; everything else has a value


def make_full_dossier(
    *, account, today: date, number: int = 1, unit_code: str = "HQ34-07", sections=tuple(SECTIONS), **fields
) -> Dossier:
    """Store the dossier with all its records and return it, projected for `today`.

    account: who writes; number: 1 to 999, another for each dossier of a test; fields: values of the dossier that shall
    be others; sections: slugs of those that get records. Nothing asks for rights: this is a stage, not a play.
    """
    with writing(account=account, reason="Lập hồ sơ đầy đủ để thử"):
        dossier = Dossier(**(panel_values(number) | fields))
        record(dossier)
        decision = Decision(
            number=f"{number}214/QĐ-HQĐNg", signed_on=date(2024, 2, 20), effective_on=date(2024, 3, 1),
            signer="Huỳnh Công Quốc Việt", authority=Unit.objects.get(code="HQ34"),
            summary="Về việc điều động, bổ nhiệm và xếp lương công chức",
        )  # fmt: skip
        record(decision)
        values_of = section_values(unit_code, number)
        for slug in (slug for slug in values_of if slug in sections):
            rows = []
            for index, values in enumerate(values_of[slug], 1):
                beside = {
                    "decision": decision,
                    "drafted_by": f"Người tham mưu {slug} {index}",
                    "paper_received_on": date(2024, 3, index),
                    "note": f"Ghi chú {slug} {index}",
                }
                rows.append(SECTIONS[slug].model(dossier=dossier, **(beside | values)))
                rows[-1].clean_fields()
                rows[-1].clean()
            create_many(rows)  # no constraint is asked: tests/test_full_dossier.py does, of each of them
    project_dossiers([dossier.pk], today)
    return Dossier.objects.get(pk=dossier.pk)


def term(kind: str, index: int = 0, group: str = "", on: date | None = None) -> Term:
    """The index-th entry of a list (and group of it) that may be chosen on the day; made when the list is shorter."""
    entries = Term.objects.filter(kind=kind).order_by("order", "code", "id")
    entries = entries.on(on) if on else entries.filter(valid_to=None)
    found = list((entries.filter(group=group) if group else entries)[: index + 1])
    group = group or next(iter(Term.GROUPS.get(kind, {})), "")
    for place in range(len(found) + 1, index + 2):
        words = f"{Term.Kind(kind).label} thứ {place}"
        found.append(Term(kind=kind, code=f"THU-{group[:4]}{place}", name=words, group=group, order=900 + place))
        record(found[-1])
    return found[index]


def commune(index: int) -> Place:
    """A commune of a province of today."""
    found = list(Place.objects.filter(level="commune", valid_to=None).order_by("code")[: index + 1])
    if len(found) > index:
        return found[index]
    province = Place.objects.filter(level="province", valid_to=None).first()
    if province is None:
        province = Place(code="THU-48", name="Thành phố Đà Nẵng", level="province")
        record(province)
    names = ("Xã Hòa Tiến", "Xã Đại Lộc", "Phường An Hải", "Phường Ngũ Hành Sơn")
    made = Place(code=f"THU-48-{index}", name=names[index], level="commune", parent=province)
    record(made)
    return made


def panel_values(number: int = 1) -> dict:
    """A value for every field of every panel; those of `number` that must be unique differ."""
    return {
        "code": f"34ZZ-{9000 + number}",
        "full_name": LONG_NAME,
        "other_names": "Phước Hoàng Thanh Hương, bí danh Thu Bồn",
        "sex": Dossier.Sex.FEMALE,
        "birth_date": P("14/08/1966"),
        "birth_place": "Trạm xá thôn Cẩm Nê",
        "birth_area": commune(0),
        "home_town": "Thôn Ái Nghĩa",
        "home_area": commune(1),
        "ethnic_group": EthnicGroup.objects.filter(is_minority=True).first(),
        "religion": Religion.objects.filter(is_none=False).first(),
        "permanent_residence": "K43/12 đường Nguyễn Công Trứ, tổ 27",
        "permanent_area": commune(2),
        "residence": "Căn hộ 1205, nhà B2, số 118 đường Trường Sa",
        "residence_area": commune(3),
        "family_background": term(KIND.FAMILY_BACKGROUND),
        "citizen_id": f"048166{number:06}",
        "citizen_id_issued_on": date(2021, 5, 12),
        "citizen_id_issued_by": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "phone": "0905 112 358",
        "email": f"thanhhuong{number}@hai-quan.example",
        "insurance_number": "4897001234",
        "health_card": "HC4484897001234",
        "tax_code": tax_code("040012345"),
        "bank_account": "0041000123987",
        "bank": term(KIND.BANK),
        "subject": Dossier.Subject.CIVIL_SERVANT,
        "occupation_before": "Kế toán viên hợp tác xã nông nghiệp Hòa Tiến I",
        "recruited_on": P("15/09/1988"),
        "recruited_by": "Hải quan tỉnh Quảng Nam - Đà Nẵng",
        "joined_service_on": P("03/10/1988"),
        "came_from": "Sở Thương nghiệp tỉnh Quảng Nam - Đà Nẵng",
        "main_work": "Thủ tục hải quan đối với hàng hóa nhập khẩu qua cảng Tiên Sa",
        "strengths": "Phân loại hàng hóa, xác định trị giá hải quan",
        "longest_work": "Kiểm tra hồ sơ và kiểm tra thực tế hàng hóa",
        "party_joined_on": P("19/05/1996"),
        "party_official_on": P("19/05/1997"),
        "party_card": "48.012345",
        "enlisted_on": P("02/1985"),
        "discharged_on": P("12/1987"),
        "military_rank": term(KIND.MILITARY_RANK),
        "policy": term(KIND.POLICY),
        "wounded_grade": "4/4",
        "general_education": term(KIND.GENERAL_EDUCATION),
        "academic_title": term(KIND.ACADEMIC_TITLE),
        "academic_title_year": 2017,
        "state_honour": term(KIND.STATE_HONOUR),
        "state_honour_year": 2019,
        "past_arrest": "Không bị bắt, bị tù.\nĐã khai báo với Chi bộ tháng 5/1996.",
        "income_salary": "186.400.000 đồng",
        "income_other": "Cho thuê mặt bằng tại thôn Cẩm Nê, 24.000.000 đồng",
        "house_granted": "Nhà cấp 4 được thuê, 48 m², hợp đồng thuê số 77",
        "house_bought": "Nhà 3 tầng tự xây, 162 m², giấy chứng nhận số BX 305512",
        "land_granted": "Đất được cấp 96 m², giấy chứng nhận số AM 118820",
        "land_bought": "Đất tự mua 128 m², giấy chứng nhận số CK 440731",
        "land_business": "Vườn cây lâu năm 1.150 m², giấy chứng nhận số BA 902214",
        "note": "Đã nộp bản chính bằng đại học ngày 12/6/2013.",
        "is_confidential": False,
    }


def tax_code(nine: str) -> str:
    """Nine digits with their check digit; the last of the nine moves on while there is none."""
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    while True:
        check = 10 - sum(w * int(d) for w, d in zip(weights, nine, strict=True)) % 11
        if check >= 0 and check < 10:
            return f"{nine}{check}"
        nine = f"{int(nine) + 1:09}"


def section_values(unit_code: str, number: int = 1) -> dict[str, list[dict]]:
    """Slug of each section → values of its records, the oldest first."""
    return {
        **_career(unit_code, number),
        **_pay(),
        **_merit(),
        **_family(),
        **_past(),
        **_health_and_assets(),
        "dao-tao": _studies(),
    }


def _career(unit_code: str, number: int) -> dict[str, list[dict]]:
    here, there = Unit.objects.get(code=unit_code), Unit.objects.get(code="HQ34-03")
    deputy, head, other = (Position.objects.get(code=code) for code in ("PCCT", "CCT", "PTP"))
    return {
        "cong-tac": [
            {"unit": there, "kind": "first", "work": "Kiểm hóa viên tổ Kiểm tra thực tế hàng hóa",
             "valid_from": P("09/1988"), "valid_to": date(2012, 3, 14)},
            {"unit": here, "kind": "rotation", "work": "Phụ trách tổ Thủ tục hàng hóa nhập khẩu",
             "valid_from": P("15/03/2012"), "term_ends_on": date(2015, 3, 14)},
        ],
        "bo-nhiem": [
            {"position": deputy, "unit": here, "is_main": True, "valid_from": P("15/03/2012"),
             "valid_to": date(2021, 8, 31), "term_ends_on": date(2017, 3, 15), "allowance": Decimal("0.40")},
            {"position": head, "unit": here, "is_main": True, "valid_from": P("01/09/2021"),
             "term_ends_on": date(2026, 12, 31), "allowance": Decimal("0.60")},
            {"position": other, "unit": there, "is_main": False, "valid_from": P("06/2023"),
             "term_ends_on": date(2028, 6, 30), "allowance": Decimal("0.30")},
        ],
        "chuc-vu-dang": [
            {"position": term(KIND.PARTY_POSITION, 2), "organisation": "Chi bộ Phòng Nghiệp vụ nhiệm kỳ 2010-2015",
             "is_main": True, "valid_from": P("06/2010"), "valid_to": date(2015, 6, 30)},
            {"position": term(KIND.PARTY_POSITION), "organisation": "Chi bộ Chi cục Hải quan cửa khẩu cảng",
             "is_main": True, "valid_from": P("05/2020")},
            {"position": term(KIND.PARTY_POSITION, 1), "organisation": "Đảng bộ Cục Hải quan thành phố",
             "is_main": False, "valid_from": P("08/2020")},
        ],
        "quy-hoach": [
            {"term": term(KIND.PLANNING_TERM), "position": head, "unit": here, "valid_from": P("06/2016"),
             "valid_to": date(2021, 5, 31)},
            {"term": term(KIND.PLANNING_TERM, 1), "position": Position.objects.get(code="PCT"),
             "unit": here, "valid_from": P("11/2021")},
        ],
        "hop-dong": [
            {"kind": term(KIND.CONTRACT_KIND), "number": f"{number}8/HĐLĐ-1988", "signed_on": date(1988, 9, 10),
             "employer_signer": "Đặng Ngọc Bảo Khuê", "signer_position": "Trưởng phòng Tổ chức",
             "valid_from": P("15/09/1988"), "valid_to": date(1989, 9, 14), "probation_until": date(1988, 11, 14),
             "job": "Kế toán kho ngoại quan Non Nước", "workplace": "Kho ngoại quan số 3, phường Non Nước",
             "hours": "Giờ hành chính, 44 giờ mỗi tuần", "pay": "Lương bậc 1/9, phụ cấp khu vực theo quy định",
             "ended_because": "Hết thời hạn hợp đồng thứ nhất"},
            {"kind": term(KIND.CONTRACT_KIND, 1), "number": f"{number}9/HĐLĐ-1989", "signed_on": date(1989, 9, 12),
             "employer_signer": "Lê Quang Trường Giang", "signer_position": "Giám đốc Hải quan tỉnh",
             "valid_from": P("15/09/1989"), "valid_to": date(1990, 12, 31), "probation_until": date(1989, 10, 14),
             "job": "Văn thư lưu trữ bộ phận Hành chính", "workplace": "Trụ sở số 250 đường Bạch Đằng",
             "hours": "Ca sáng và ca chiều, 8 giờ mỗi ngày", "pay": "Lương bậc 2/9, bảo hộ lao động hằng năm",
             "ended_because": "Được tuyển dụng vào biên chế"},
        ],
        "tinh-trang": [
            {"kind": term(KIND.LEAVING, 8), "valid_from": P("01/03/1985"), "valid_to": date(1986, 2, 28),
             "destination": "Liên hiệp xã thủ công nghiệp thành phố"},
            {"kind": term(KIND.LEAVING, 3), "valid_from": P("15/06/1987"), "valid_to": date(1988, 8, 31),
             "destination": "Trạm thu mua nông sản huyện"},
        ],
        "lui-nghi-huu": [
            {"cause": "holiday", "decided_on": P("07/2023"), "months": 1},
            {"cause": "longer", "decided_on": P("19/09/2024"), "months": 24},
        ],
        "nghi": [
            {"kind": term(KIND.ABSENCE_KIND), "begins_on": P("02/05/2023"), "ends_on": P("01/09/2023"),
             "days": Decimal("122.0"), "reason_given": "Điều trị dài ngày tại bệnh viện tuyến trung ương"},
            {"kind": term(KIND.ABSENCE_KIND, 1), "begins_on": P("10/07/2025"), "ends_on": P("16/07/2025"),
             "days": Decimal("4.5"), "reason_given": "Đưa con đi thi đại học tại Hà Nội"},
        ],
        "di-nuoc-ngoai": [
            {"country": term(KIND.COUNTRY), "purpose": term(KIND.TRIP_PURPOSE), "begins_on": P("06/10/2019"),
             "ends_on": P("19/10/2019"), "funded_by": "Tổ chức Hải quan thế giới",
             "content": "Tập huấn phân loại hàng hóa theo HS 2017"},
            {"country": term(KIND.COUNTRY, 1), "purpose": term(KIND.TRIP_PURPOSE, 1), "begins_on": P("12/04/2025"),
             "ends_on": P("20/04/2025"), "funded_by": "Gia đình tự túc", "content": "Thăm con gái đang du học"},
        ],
        "nhan-xet": [
            {"assessed_on": P("20/12/2022"), "author": "Tập thể lãnh đạo Chi cục nhiệm kỳ trước",
             "content": "Có tinh thần trách nhiệm, nắm chắc nghiệp vụ trị giá hải quan."},
            {"assessed_on": P("18/12/2025"), "author": "Cấp ủy và lãnh đạo Chi cục Hải quan cửa khẩu cảng",
             "content": "Phẩm chất chính trị vững vàng, đoàn kết nội bộ.\nHoàn thành tốt chỉ tiêu thu ngân sách."},
        ],
    }  # fmt: skip


def _pay() -> dict[str, list[dict]]:
    rank = Rank.objects.filter(valid_to=None).get(code="08.051")
    return {
        "luong": [
            {"rank": rank, "step": 8, "coefficient": Decimal("4.65"), "over_frame": 0, "pay_percent": 85,
             "valid_from": P("01/07/2017"), "valid_to": date(2020, 6, 30)},
            {"rank": rank, "step": 9, "coefficient": Decimal("4.98"), "over_frame": 7, "pay_percent": 100,
             "valid_from": P("01/07/2020"), "counts_from": date(2020, 5, 15)},
        ],
        "vi-tri-viec-lam": [
            {"position": term(KIND.JOB_POSITION), "step": 2, "amount": 13450000, "pay_percent": 90, "over_frame": 6,
             "over_frame_from": date(2024, 11, 5), "valid_from": P("04/2024"), "valid_to": date(2025, 12, 31)},
            {"position": term(KIND.JOB_POSITION, 1), "step": 3, "amount": 17892000, "pay_percent": 95, "over_frame": 11,
             "over_frame_from": date(2026, 2, 6), "valid_from": P("01/01/2026")},
        ],
        "phu-cap": [
            {"kind": term(KIND.ALLOWANCE), "mode": "coefficient", "coefficient": Decimal("0.25"),
             "percent": Decimal("2.25"), "amount": 511000, "valid_from": P("03/2015"), "valid_to": date(2019, 6, 30)},
            {"kind": term(KIND.ALLOWANCE, 1), "mode": "percent", "coefficient": Decimal("0.15"),
             "percent": Decimal("18.50"), "amount": 612000, "valid_from": P("07/2021")},
            {"kind": term(KIND.ALLOWANCE, 2), "mode": "amount", "coefficient": Decimal("0.35"),
             "percent": Decimal("3.75"), "amount": 713000, "valid_from": P("02/2022")},
            {"kind": term(KIND.ALLOWANCE, 3), "mode": "coefficient", "coefficient": Decimal("0.45"),
             "percent": Decimal("4.75"), "amount": 814000, "valid_from": P("05/2023")},
        ],
        "bao-hiem": [
            {"kind": term(KIND.INSURANCE_KIND), "begins_on": P("10/1988"), "ends_on": P("12/1995"),
             "employer": "Hải quan Quảng Nam - Đà Nẵng (cũ)", "base": Decimal("2.34"),
             "content": "Thời gian công tác trước năm 1995 được tính hưởng"},
            {"kind": term(KIND.INSURANCE_KIND, 1), "begins_on": P("01/1996"), "ends_on": P("12/2025"),
             "employer": "Cục Hải quan thành phố Đà Nẵng", "base": Decimal("11652000.00"),
             "content": "Đóng liên tục theo sổ mới"},
        ],
    }  # fmt: skip


def _merit() -> dict[str, list[dict]]:
    early, late = date(2011, 8, 20), date(2022, 6, 15)
    return {
        "xep-loai": [
            {"year": 2024, "rating": term(KIND.RATING), "score": Decimal("91.25"),
             "party_rating": term(KIND.RATING, 1)},
            {"year": 2026, "quarter": 2, "rating": term(KIND.RATING, 1), "score": Decimal("86.75"),
             "party_rating": term(KIND.RATING)},
        ],
        "khen-thuong": [
            {"awarded_on": P("2024"), "form": term(KIND.REWARD_FORM, group="unit"), "title": term(KIND.EMULATION_TITLE),
             "authority": "Bộ trưởng Bộ Tài chính", "content": "Thành tích xuất sắc giai đoạn 2020-2024"},
            {"awarded_on": P("03/02/2025"), "form": term(KIND.REWARD_FORM, 1, group="unit"),
             "title": term(KIND.EMULATION_TITLE, 1), "authority": "Tổng cục trưởng Tổng cục Hải quan",
             "content": "Chuyên án chống gian lận thương mại TS-724"},
        ],
        "sang-kien": [
            {"year": 2021, "title": "Tra cứu nhanh mã số hàng hóa tại chi cục", "level": "unit", "role": "tác giả"},
            {"year": 2024, "title": "Phân luồng tờ khai theo rủi ro cửa khẩu đường hàng không", "level": "ministry",
             "role": "đồng tác giả"},
        ],
        "ky-luat": [
            {"form": term(KIND.DISCIPLINE_FORM, on=early), "valid_from": P("20/08/2011"), "valid_to": date(2012, 8, 19),
             "violation": "Thiếu tinh thần trách nhiệm khi kiểm tra lô hàng tờ khai 3391",
             "authority": "Cục trưởng Cục Hải quan thành phố"},
            {"form": term(KIND.DISCIPLINE_FORM, on=late, group="party"), "valid_from": P("15/06/2022"),
             "valid_to": date(2023, 6, 14), "violation": "Vi phạm quy định về những điều đảng viên không được làm",
             "authority": "Ban Thường vụ Đảng ủy Cục"},
        ],
    }  # fmt: skip


def _family() -> dict[str, list[dict]]:
    def kin(relation, name, born, words, dead=False):
        return {
            "relation": relation, "full_name": name, "born_on": P(born), "is_dead": dead,
            "home_town": f"Quê của {words}, huyện Đại Lộc", "occupation": f"Nghề của {words}, hợp tác xã Ái Nghĩa",
            "residence": "" if dead else f"Nơi ở của {words}, số 5 Hùng Vương", "organisations": f"Hội của {words}",
            "past": f"Quá khứ của {words}: không", "abroad": f"Nước ngoài của {words}: định cư năm 1991",
        }  # fmt: skip

    def own(index):
        return term(KIND.RELATION, index, "own")

    def spouse(index):
        return term(KIND.RELATION, index, "spouse")

    return {
        "gia-dinh": [
            kin(own(0), "Công Tằng Tôn Thất Phước Hoàng Minh Khải", "1938", "người cha", dead=True),
            kin(own(1), "Đỗ Thị Như Nguyệt", "02/1942", "người mẹ"),
            kin(spouse(0), "Trần Lê Quốc Bảo Toàn", "1935", "cha chồng"),
            kin(spouse(1), "Phạm Nguyễn Kim Phụng", "15/04/1940", "mẹ chồng"),
        ],
        "to-chuc": [
            {"organisation": term(KIND.ORGANISATION), "role": "Bí thư chi đoàn thôn Cẩm Nê",
             "begins_on": P("26/03/1982"), "ends_on": P("03/1996")},
            {"organisation": term(KIND.ORGANISATION, 1), "role": "Ủy viên ban chấp hành công đoàn bộ phận",
             "begins_on": P("11/1988"), "ends_on": P("2025")},
        ],
    }  # fmt: skip


def _past() -> dict[str, list[dict]]:
    return {
        "giay-to-tuy-than": [
            {"kind": term(KIND.IDENTITY_PAPER), "number": "200765432", "issued_on": P("07/1984"),
             "issued_by": "Công an tỉnh Quảng Nam - Đà Nẵng", "expires_on": date(1999, 7, 31)},
            {"kind": term(KIND.IDENTITY_PAPER, 1), "number": "C7654321", "issued_on": P("09/03/2018"),
             "issued_by": "Cục Quản lý xuất nhập cảnh", "expires_on": date(2028, 3, 9)},
        ],
        "che-do-cu": [
            {"begins_on": P("1972"), "ends_on": P("1973"),
             "content": "Thư ký đánh máy ty Quan thuế Đà Nẵng (lời khai)"},
            {"begins_on": P("02/1974"), "ends_on": P("03/1975"), "content": "Nhân viên kho vận thương cảng (lời khai)"},
        ],
        "to-chuc-nuoc-ngoai": [
            {"country": term(KIND.COUNTRY, 2), "begins_on": P("05/2009"), "ends_on": P("08/2009"),
             "content": "Viện đào tạo hải quan Nagoya: học viên khóa ngắn hạn"},
            {"country": term(KIND.COUNTRY, 3), "begins_on": P("2014"), "ends_on": P("2015"),
             "content": "Quỹ học bổng Mekong, trụ sở Bangkok: cộng tác viên"},
        ],
    }  # fmt: skip


def _health_and_assets() -> dict[str, list[dict]]:
    return {
        "suc-khoe": [
            {"checked_on": P("11/2023"), "place": "Bệnh viện Đa khoa Hòa Vang", "grade": term(KIND.HEALTH_GRADE),
             "height": "156", "weight": "51,5", "blood_group": "AB+", "conclusion": "Đủ sức khỏe, cận thị nhẹ hai mắt"},
            {"checked_on": P("14/11/2025"), "place": "Bệnh viện C Đà Nẵng", "grade": term(KIND.HEALTH_GRADE, 1),
             "height": "157", "weight": "53,5", "blood_group": "AB+", "conclusion": "Tăng huyết áp độ một, theo dõi"},
        ],
        "ke-khai-tai-san": [
            {"year": 2023, "kind": term(KIND.DECLARATION_KIND), "declared_on": date(2023, 12, 20),
             "published_on": date(2024, 1, 15), "summary": "Mua thêm 128 m² đất tại xã Điện Bàn Tây"},
            {"year": 2025, "kind": term(KIND.DECLARATION_KIND, 1), "declared_on": date(2025, 12, 22),
             "published_on": date(2026, 1, 16), "summary": "Bán xe ô tô biển số 43A-998.12"},
        ],
    }  # fmt: skip


def _studies() -> list[dict]:
    """Two records of each of the six kinds."""
    levels = {kind: list(Qualification.objects.filter(kind=kind).order_by("-order")) for kind in STUDY.values}
    languages = list(Language.objects.order_by("order"))
    modes = ("full_time", "in_service", "distance", "short")
    rows = []
    for place, kind in enumerate(STUDY.values):
        for turn in (0, 1):
            at = 2 * place + turn
            rows.append(
                {
                    "kind": kind, "level": levels[kind][2 - turn], "language": languages[at % 4],
                    "major_listed": term(KIND.MAJOR, at % 3), "major": f"Chuyên ngành số {at + 1} ghi trên bằng",
                    "school_listed": term(KIND.SCHOOL, at % 3),
                    "school": f"Trường đào tạo số {at + 1} (tên ghi trên bằng)",
                    "mode": modes[at % 4], "begins_on": P(f"09/{1990 + at}"), "ends_on": P(f"06/{1994 + at}"),
                    "certificate": f"Văn bằng số hiệu VB-{701 + at}", "score": f"{6 + turn},{at % 10} điểm",
                }
            )  # fmt: skip
    return rows
