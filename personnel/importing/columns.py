"""The columns of a personnel list (trích ngang): what they are called by clerks and how their cells are cleaned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from personnel.importing import celldates, cells
from personnel.importing.cells import Cleaner
from personnel.importing.lookups import lookup_key
from qlcb.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class Column:
    """A known column: its key, its title for people, the cleaner of its cells, the other headers it goes by.

    The headers stand in one text, separated by semicolons, and are compared without case, diacritics, punctuation and
    line breaks. A two-row header is one phrase: "Ngày sinh" over "Nam" is "ngày sinh nam".
    """

    key: str
    title: str
    cleaner: Cleaner
    headers: str


def _listed(text: str) -> list[str]:
    """Return the phrases of a text that separates them by semicolons."""
    return [" ".join(phrase.split()) for phrase in text.split(";")]


def _under(parents: str, children: str) -> str:
    """Return the phrases of two-row headers, as such a text."""
    return "; ".join(f"{parent} {child}" for parent in _listed(parents) for child in _listed(children))


_BIRTH = """
    ngày sinh; năm sinh; ngày tháng năm sinh; ngày năm sinh; ngày tháng sinh; sinh ngày; sinh ngày tháng năm;
    ngày th năm sinh; ntns; ns
"""
_MALE, _FEMALE = "nam; nam giới", "nữ; nữ giới"
_SEX = "giới tính; phái; nam nữ; giới; gt"
_PARTY = "ngày vào đảng; đảng viên; vào đảng; đảng; ngày vào đảng csvn; ngày vào đảng cộng sản việt nam"

COLUMNS = (
    Column("ordinal", "STT", cells.clean_text, "tt; s t t; số tt; số thứ tự; thứ tự"),
    Column(
        "code",
        "Số hiệu",
        cells.clean_code,
        """
        số hiệu cbcc; số hiệu cán bộ; số hiệu công chức; số hiệu cán bộ công chức; số hiệu ccvc; số hiệu cbccvc;
        mã công chức; mã cán bộ; mã cbcc; mã cc; mã nhân viên; mã nv; mã nhân sự; mã số cán bộ; mã số công chức;
        mã số cbcc; số hiệu hải quan; mã hồ sơ; số hồ sơ; shcc
        """,
    ),
    Column(
        "full_name",
        "Họ và tên",
        cells.clean_name,
        """
        họ tên; họ và tên khai sinh; họ tên khai sinh; họ và tên cán bộ; họ tên cán bộ; tên cán bộ;
        họ và tên công chức; họ tên công chức; họ và tên cbcc; họ tên cbcc; họ và tên viết chữ in hoa;
        họ đệm và tên; họ tên đệm và tên; họ chữ đệm và tên; hovaten; hoten
        """,
    ),
    Column(
        "family_name",
        "Họ đệm",
        cells.clean_name,
        "họ; họ và tên đệm; họ và đệm; họ và chữ đệm; họ tên đệm; họ lót; họ và tên họ",
    ),
    Column("given_name", "Tên", cells.clean_name, "tên gọi; tên riêng; họ và tên tên"),
    Column("birth_male", "Ngày sinh (Nam)", celldates.clean_birth, _under(_BIRTH, _MALE)),
    Column("birth_female", "Ngày sinh (Nữ)", celldates.clean_birth, _under(_BIRTH, _FEMALE)),
    Column("birth_date", "Ngày sinh", celldates.clean_birth, _BIRTH),
    Column("sex", "Giới tính", cells.clean_sex, _SEX),
    Column("male_mark", "Giới tính (Nam)", cells.clean_mark, _under(_SEX, _MALE)),
    Column("female_mark", "Giới tính (Nữ)", cells.clean_mark, "nữ; là nữ; phụ nữ; cán bộ nữ; " + _under(_SEX, _FEMALE)),
    Column(
        "citizen_id",
        "Số CCCD",
        cells.clean_citizen_id,
        """
        cccd; số căn cước công dân; căn cước công dân; số căn cước; căn cước; số thẻ căn cước;
        số thẻ căn cước công dân; số định danh; số định danh cá nhân; mã định danh; mã định danh cá nhân;
        mã số định danh; mã số định danh cá nhân; số đdcn; đdcn; cmnd; số cmnd; cmtnd; số cmtnd; chứng minh nhân dân;
        số chứng minh nhân dân; số chứng minh thư; cmt; số cmt; cccd cmnd; số cccd cmnd; cmnd cccd; số cmnd cccd;
        số cmnd căn cước công dân; cccd số; cmnd số; số cccd số định danh cá nhân; số cmnd số cccd;
        số giấy tờ tùy thân
        """,
    ),
    Column("ethnic", "Dân tộc", cells.clean_catalogued, "thành phần dân tộc; người dân tộc"),
    Column("religion", "Tôn giáo", cells.clean_catalogued, "theo tôn giáo"),
    Column(
        "home_town",
        "Quê quán",
        cells.clean_text,
        "quê; nguyên quán; quê quán xã huyện tỉnh; quê quán huyện tỉnh; quê quán xã tỉnh; quê quán xã phường",
    ),
    Column(
        "unit",
        "Đơn vị công tác",
        cells.clean_unit,
        """
        đơn vị; đơn vị đang công tác; nơi công tác; đơn vị công tác hiện nay; đv công tác; đvct; phòng ban;
        phòng ban đơn vị; phòng chi cục; đơn vị trực thuộc; bộ phận; bộ phận công tác; cơ quan đơn vị công tác;
        cơ quan công tác; đơn vị phòng; chi cục phòng đội; phòng đội
        """,
    ),
    Column(
        "position",
        "Chức vụ",
        cells.clean_catalogued,
        """
        chức vụ hiện tại; chức vụ hiện nay; chức danh; chức vụ chức danh; chức danh chức vụ; chức vụ chính quyền;
        chức vụ công tác; chức vụ đang giữ; chức vụ lãnh đạo; chức vụ tên chức vụ
        """,
    ),
    Column(
        "appointed_on",
        "Ngày bổ nhiệm",
        celldates.clean_date,
        """
        ngày bổ nhiệm chức vụ; thời điểm bổ nhiệm; ngày tháng năm bổ nhiệm; ngày bn; bổ nhiệm ngày;
        ngày giữ chức vụ; chức vụ ngày bổ nhiệm; thời gian bổ nhiệm; ngày bổ nhiệm chức vụ hiện tại
        """,
    ),
    Column(
        "rank",
        "Mã ngạch",
        cells.clean_rank,
        """
        ngạch; mã số ngạch; mã ngạch công chức; ngạch công chức; ngạch cc; mã ngạch cc; mã ngạch lương; ngạch mã số;
        ngạch mã ngạch; lương mã ngạch; lương mã số; ngạch công chức mã số; ngạch lương; mã ngạch cdnn; mã cdnn;
        mã ngạch chức danh nghề nghiệp; lương hiện hưởng mã số
        """,
    ),
    Column(
        "step",
        "Bậc",
        cells.clean_step,
        "bậc lương; bậc lương hiện hưởng; bậc hiện hưởng; bl; bậc hệ số bậc; lương bậc",
    ),
    Column(
        "coefficient",
        "Hệ số",
        cells.clean_decimal,
        """
        hệ số lương; hsl; hs lương; hs; hệ số lương hiện hưởng; hệ số hiện hưởng; lương hệ số; hệ số hsl
        """,
    ),
    Column(
        "salary_from",
        "Ngày hưởng",
        celldates.clean_effective_date,
        """
        ngày hưởng lương; ngày hưởng bậc lương; thời điểm hưởng; thời gian hưởng; ngày hưởng hệ số;
        thời điểm hưởng lương; ngày nâng lương; ngày nâng lương gần nhất; mốc nâng lương; hưởng từ; hưởng từ ngày;
        lương từ ngày; mốc hưởng; mốc tính nâng lương; ngày hưởng lương hiện tại; ngày xếp lương;
        thời gian hưởng lương; thời điểm nâng lương; mốc thời gian nâng lương; tháng năm hưởng
        """,
    ),
    Column(
        "position_allowance",
        "Phụ cấp chức vụ",
        cells.clean_decimal,
        """
        pccv; hs pccv; hệ số pccv; pc chức vụ; hệ số phụ cấp chức vụ; hspc chức vụ; pc cv; hspccv; phụ cấp cv;
        phụ cấp lãnh đạo; phụ cấp pccv; hệ số phụ cấp; hspc; phụ cấp chức vụ lãnh đạo
        """,
    ),
    Column(
        "recruited_on",
        "Ngày tuyển dụng",
        celldates.clean_date,
        """
        ngày vào ngành; ngày vào ngành hải quan; năm tuyển dụng; thời điểm tuyển dụng; tuyển dụng;
        ngày tháng năm tuyển dụng; ngày được tuyển dụng; ngày tuyển dụng lần đầu; ngày vào biên chế;
        ngày vào cơ quan; ngày tuyển dụng vào ngành; tuyển dụng ngày; ngày vào hải quan; ngày td
        """,
    ),
    Column(
        "party_joined_on",
        "Ngày vào Đảng",
        celldates.clean_date,
        f"đảng csvn; ngày kết nạp; ngày kết nạp đảng; ngày vào đảng dự bị; ngày dự bị; {_PARTY}; "
        + _under(_PARTY, "dự bị; ngày vào; ngày vào đảng; ngày dự bị; kết nạp; ngày kết nạp"),
    ),
    Column(
        "party_official_on",
        "Ngày chính thức",
        celldates.clean_date,
        "ngày vào đảng chính thức; ngày chính thức vào đảng; chính thức; ngày vào đảng ct; ngày ct; "
        + _under(_PARTY, "chính thức; ngày chính thức; ct"),
    ),
    Column(
        "degree",
        "Trình độ chuyên môn",
        cells.clean_catalogued,
        """
        trình độ; trình độ đào tạo; trình độ cm; tđcm; chuyên môn; trình độ chuyên môn cao nhất; trình độ học vấn;
        học vị; bằng cấp; trình độ cmnv; trình độ chuyên môn nghiệp vụ; văn bằng; trình độ chuyên môn trình độ;
        chuyên môn nghiệp vụ; chuyên môn trình độ
        """,
    ),
    Column(
        "major",
        "Chuyên ngành",
        cells.clean_text,
        "chuyên ngành đào tạo; ngành đào tạo; ngành học; ngành; trình độ chuyên môn ngành",
    ),
    Column(
        "political",
        "Lý luận chính trị",
        cells.clean_catalogued,
        "llct; lý luận ct; lí luận chính trị; trình độ lý luận chính trị; chính trị; trình độ llct; ll chính trị",
    ),
    Column(
        "state_management",
        "Quản lý nhà nước",
        cells.clean_catalogued,
        "qlnn; quản lí nhà nước; trình độ qlnn; trình độ quản lý nhà nước; ql nhà nước; bồi dưỡng qlnn",
    ),
    Column(
        "language",
        "Ngoại ngữ",
        cells.clean_text,
        "trình độ ngoại ngữ; nn; tiếng anh; ngoại ngữ tiếng anh; chứng chỉ ngoại ngữ",
    ),
    Column("it", "Tin học", cells.clean_text, "trình độ tin học; chứng chỉ tin học; trình độ cntt"),
    Column("note", "Ghi chú", cells.clean_text, "chú thích; gc; ghi chú thêm"),
)
COLUMN_BY_KEY = {column.key: column for column in COLUMNS}

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_YEAR_WORD = re.compile(r"\bnăm\b", re.IGNORECASE)
_LONG = 7
# Words that make another column of a known one: "Ngày cấp CCCD", "Họ tên vợ", "Đơn vị cũ", "Chức vụ Đảng".
_OTHER_COLUMN = frozenset(
    _listed(
        """
        cap; vo; chong; cha; me; bo; con; cu; khac; quy; hoach; du; kien; nghi; huu; de; dang; doan; sau; toi; den;
        nguoi; noi; kiem; lai
        """
    )
)
_OTHER_IN_TEXT = _OTHER_COLUMN | {"ngach"}  # "Ngày bổ nhiệm ngạch", but "Ngạch, bậc" may stand over "Hệ số"


def header_key(text: str) -> str:
    """Return the form in which headers are compared: like `lookup_key`, but "Năm" (year) is not "Nam" (male)."""
    return lookup_key(_YEAR_WORD.sub("year", nfc(text)))


def _phrases() -> Iterator[tuple[str, str]]:
    """Yield each phrase and the key it means, also as typed without diacritics; titles last, so that they win."""
    for spell in (lookup_key, header_key):
        for column in COLUMNS:
            yield from ((spell(phrase), column.key) for phrase in _listed(column.headers))
        yield from ((spell(column.title), column.key) for column in COLUMNS)


_KEYS = dict(_phrases())
_LONG_PHRASES = sorted((phrase for phrase in _KEYS if len(phrase) >= _LONG), key=len, reverse=True)


def match_header(path: tuple[str, ...]) -> tuple[str, bool] | None:
    """Return the key of the column under these header texts, top to bottom, and whether the match is exact.

    None when no known column is meant. The whole path is tried with and without what stands in brackets, then its
    last text, then a known phrase inside that; words that make it another column stop the search.
    """
    bare = tuple(text for text in (_BRACKETED.sub(" ", text).strip() for text in path) if text)
    for texts in (path, bare):
        if key := _KEYS.get(header_key(" ".join(texts))):
            return key, True
    *above, last = map(header_key, bare or path)
    if _OTHER_COLUMN.intersection(" ".join(above).split()):
        return None
    if key := _KEYS.get(last):
        return key, True
    for phrase in _LONG_PHRASES:
        if f" {phrase} " in f" {last} ":
            rest = set(f" {last} ".replace(f" {phrase} ", " ").split())
            return None if rest & _OTHER_IN_TEXT else (_KEYS[phrase], False)
    return None
