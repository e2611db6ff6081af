"""The steps that follow the sending: who takes them, from which state, with what they are asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.access import Access
from personnel.forms.transfers import AccountForm, ReceiveForm, StepForm
from personnel.models import Transfer
from personnel.services.close_request import close_request
from personnel.services.hand_over_account import hand_over_account
from personnel.services.recall_dossiers import recall_dossiers
from personnel.services.receive_dossiers import receive_dossiers
from personnel.services.return_dossiers import return_dossiers
from personnel.transfers import terms
from personnel.transfers.rights import receives, sends
from qlcb import regulation
from qlcb.formats import date_vi

State = Transfer.State


@dataclass(frozen=True)
class Step:
    """One step. state: in which a transfer must be; whose: whether the account speaks for the side that takes it; take:
    does it, for many at once where `for_many`; title, text, submit, done: words; ready: why not yet, "" when it may.
    """

    slug: str
    state: str
    whose: Callable[[Access, Transfer], bool]
    form: type[StepForm]
    take: Callable[..., object]
    title: str
    text: str
    submit: str
    done: str
    icon: str
    danger: bool = False
    for_many: bool = True
    ready: Callable[[Transfer, date], str] = lambda transfer, today: ""

    def is_open(self, access: Access, transfer: Transfer) -> bool:
        """Whether the account may take the step now; the service asks again under lock."""
        return transfer.state == self.state and self.whose(access, transfer)


def _return(*, today, **told):
    return_dossiers(**told)


def _recall(*, today, **told):
    recall_dossiers(**told)


def _decline(*, transfers, today, **told):
    close_request(transfer=transfers[0], declines=True, **told)


def _withdraw(*, transfers, today, **told):
    close_request(transfer=transfers[0], declines=False, **told)


def _hand_over(*, transfers, **told):
    hand_over_account(transfer=transfers[0], **told)


def _day_has_come(transfer: Transfer, today: date) -> str:
    if transfer.effective_on <= today:
        return ""
    return f"Quyết định có hiệu lực từ {date_vi(transfer.effective_on)}; tiếp nhận từ ngày ấy."


def _waits_for_account(access: Access, transfer: Transfer) -> bool:
    """Where personal accounts are kept in the program, its administrators take them over, and that is the record."""
    if terms.account_within() is None or regulation.personal_accounts():
        return False
    return transfer.account_handed_on is None and receives(access, transfer)


STEPS: dict[str, Step] = {
    step.slug: step
    for step in (
        Step(
            "tiep-nhan", State.SENT, receives, ReceiveForm, receive_dossiers, "Tiếp nhận hồ sơ",
            "Hồ sơ chuyển sang đơn vị nhận ngay khi ghi: quá trình công tác từ ngày hiệu lực, quyền xem và cập nhật, "
            "giấy tờ đính kèm, lịch sử. Đơn vị chuyển không xem, không sửa được nữa.",
            "Tiếp nhận", "Đã tiếp nhận", "inbox", ready=_day_has_come,
        ),
        Step(
            "tra-lai", State.SENT, receives, StepForm, _return, "Trả lại hồ sơ",
            "Hồ sơ vẫn ở đơn vị chuyển. Ghi rõ vì sao để đơn vị ấy bổ sung rồi gửi lại.",
            "Trả lại", "Đã trả lại", "arrow-back-up", danger=True,
        ),
        Step(
            "thu-hoi", State.SENT, sends, StepForm, _recall, "Thu hồi hồ sơ đã gửi",
            "Hồ sơ chưa được tiếp nhận nên vẫn ở đơn vị chuyển; đơn vị nhận không tiếp nhận được nữa.",
            "Thu hồi", "Đã thu hồi", "arrow-back-up", danger=True,
        ),
        Step(
            "tu-choi", State.REQUESTED, sends, StepForm, _decline,
            "Không chuyển hồ sơ", "Hồ sơ ở lại đơn vị quản lý. Đơn vị yêu cầu đọc được lý do.",
            "Không chuyển", "Đã trả lời không chuyển", "ban", danger=True, for_many=False,
        ),
        Step(
            "rut-yeu-cau", State.REQUESTED, receives, StepForm, _withdraw,
            "Rút yêu cầu chuyển hồ sơ", "Đơn vị quản lý hồ sơ không phải trả lời nữa.",
            "Rút yêu cầu", "Đã rút yêu cầu", "arrow-back-up", danger=True, for_many=False,
        ),
        Step(
            "ban-giao-tai-khoan", State.RECEIVED, _waits_for_account, AccountForm, _hand_over,
            "Ghi nhận bàn giao tài khoản cá nhân",
            "Quản trị tài khoản của đơn vị thiết lập tài khoản, bàn giao cho người có hồ sơ để kiểm tra thông tin; "
            "ngày ấy ghi ở đây.",
            "Ghi ngày bàn giao", "Đã ghi ngày bàn giao tài khoản", "key", for_many=False,
        ),
    )
}  # fmt: skip
