"""The official forms of one dossier: name, code, what is asked before, and the function that sets each.

Codes and the documents that issued them are data of the regulation (`forms` in regulation.json): they change by decree.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from personnel.attachments import portrait
from qlcb import regulation
from reports.forms.choices import ContractChoice, NoChoices, Period, TransferChoice
from reports.forms.curriculum import curriculum
from reports.forms.facts import Facts
from reports.forms.form_2c import form_2c
from reports.forms.handover import handover
from reports.forms.labour_contract import labour_contract
from reports.forms.short_life import short_life
from reports.forms.supplement import supplement
from reports.forms.vocabulary import Paper


@dataclass(frozen=True)
class OfficialForm:
    """One form. `choices`: the Django form of what is asked before printing; `set_up`: facts, choices and what stands
    on it (code, issued) to a paper; has_workbook: clerks may have it as xlsx.
    """

    slug: str
    title: str
    purpose: str
    set_up: Callable[..., Paper]
    choices: type[NoChoices] = NoChoices
    has_workbook: bool = False

    @property
    def code(self) -> str:
        """The code of the form, e.g. "Mẫu 2C-BNV/2008"."""
        return regulation.fact("forms")[self.slug]["code"]

    def paper(self, facts: Facts, choices: NoChoices) -> Paper:
        """The form of one dossier. choices: valid."""
        return self.set_up(facts, **regulation.fact("forms")[self.slug], **choices.arguments())


def photo_of(facts: Facts) -> str:
    """The portrait as a data address, "" when there is none."""
    photo = portrait(facts.dossier)
    return f"data:image/jpeg;base64,{b64encode(photo).decode()}" if photo else ""


def with_photo(set_up: Callable[..., Paper]) -> Callable[..., Paper]:
    """The form with the portrait on it."""
    return lambda facts, **words: set_up(facts, photo=photo_of(facts), **words)


FORMS: dict[str, OfficialForm] = {
    form.slug: form
    for form in (
        OfficialForm(
            "so-yeu-ly-lich",
            "Sơ yếu lý lịch",
            "38 mục theo Thông tư 06/2023/TT-BNV.",
            with_photo(curriculum),
            has_workbook=True,
        ),
        OfficialForm(
            "mau-2c",
            "Sơ yếu lý lịch cán bộ, công chức (mẫu 2C)",
            "32 mục theo Quyết định 02/2008/QĐ-BNV.",
            with_photo(form_2c),
            has_workbook=True,
        ),
        OfficialForm(
            "tieu-su",
            "Tiểu sử tóm tắt",
            "Một đến hai trang: nhân thân, trình độ và quá trình công tác.",
            with_photo(short_life),
        ),
        OfficialForm(
            "phieu-bo-sung",
            "Phiếu bổ sung lý lịch",
            "Những gì đã thay đổi trong thời gian chọn, và chỗ trống để người khai bổ sung.",
            supplement,
            choices=Period,
        ),
        OfficialForm(
            "giao-nhan",
            "Phiếu giao nhận hồ sơ",
            "Danh mục tài liệu của hồ sơ giấy để hai bên kiểm đếm và ký nhận.",
            handover,
            choices=TransferChoice,
        ),
        OfficialForm(
            "hop-dong",
            "Hợp đồng lao động",
            "Từ một hợp đồng đã ghi trong hồ sơ, hoặc hợp đồng mới với nội dung để trống.",
            labour_contract,
            choices=ContractChoice,
        ),
    )
}
