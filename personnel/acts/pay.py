"""Nâng bậc, vượt khung, ngạch, phụ cấp."""

from personnel.acts.base import Act
from personnel.acts.probation import ending_probations, full_pay
from personnel.acts.raises import (
    due_over_frame,
    due_raises,
    early_candidates,
    early_quota,
    next_percents,
    next_steps,
)
from personnel.acts.reception import receivable
from personnel.sections import SALARIES, SECTIONS

FAMILY = "Lương, phụ cấp"
FROM_EFFECT = (("valid_from", "effective_on"),)

ACTS: tuple[Act, ...] = (
    Act(
        slug="nang-bac",
        title="Nâng bậc lương thường xuyên",
        family=FAMILY,
        section=SALARIES,
        shared=("valid_from",),
        own=("rank", "step", "coefficient", "valid_from"),
        dated=FROM_EFFECT,
        prefill=next_steps,
        source=due_raises,
        summary="Về việc nâng bậc lương thường xuyên đối với công chức",
        hint="Danh sách đến hạn của một quý hoặc một ngày, mỗi tên có lý do và cách tính.",
    ),
    Act(
        slug="nang-bac-truoc-thoi-han",
        title="Nâng bậc lương trước thời hạn",
        family=FAMILY,
        section=SALARIES,
        shared=("valid_from",),
        own=("rank", "step", "coefficient", "valid_from", "note"),
        dated=FROM_EFFECT,
        prefill=next_steps,
        source=early_candidates,
        note=early_quota,
        summary="Về việc nâng bậc lương trước thời hạn do lập thành tích xuất sắc",
        hint="Người còn không quá 12 tháng đến hạn; chọn trong tỷ lệ được xét của đơn vị.",
    ),
    Act(
        slug="vuot-khung",
        title="Phụ cấp thâm niên vượt khung",
        family=FAMILY,
        section=SALARIES,
        shared=("valid_from",),
        own=("rank", "step", "coefficient", "over_frame", "valid_from"),
        dated=FROM_EFFECT,
        prefill=next_percents,
        source=due_over_frame,
        summary="Về việc hưởng phụ cấp thâm niên vượt khung",
        hint="Người đang hưởng bậc cuối đến hạn phần trăm đầu tiên hoặc phần trăm kế tiếp.",
    ),
    Act(
        slug="het-tap-su",
        title="Hết tập sự, bổ nhiệm vào ngạch",
        family=FAMILY,
        section=SALARIES,
        shared=("valid_from",),
        own=("rank", "step", "coefficient", "valid_from"),
        dated=FROM_EFFECT,
        prefill=full_pay,
        source=ending_probations,
        summary="Về việc bổ nhiệm vào ngạch và xếp lương đối với người hết thời gian tập sự",
        hint="Người đã hết thời gian tập sự; hưởng đủ lương của ngạch từ ngày hết tập sự.",
    ),
    Act(
        slug="tiep-nhan-hop-dong",
        title="Tiếp nhận hợp đồng thành công chức",
        family=FAMILY,
        section=SALARIES,
        shared=("rank", "valid_from"),
        own=("rank", "step", "coefficient", "pay_percent", "valid_from"),
        dated=FROM_EFFECT,
        source=receivable,
        converts=True,
        summary="Về việc tiếp nhận vào làm công chức, bổ nhiệm vào ngạch và xếp lương",
        hint="Người lao động hợp đồng; hợp đồng kết thúc ngày hôm trước, đối tượng trở thành công chức.",
    ),
    Act(
        slug="nang-ngach",
        title="Nâng ngạch, chuyển ngạch",
        family=FAMILY,
        section=SALARIES,
        shared=("rank", "valid_from"),
        own=("rank", "step", "coefficient", "over_frame", "valid_from"),
        dated=FROM_EFFECT,
        promotes=True,
        summary="Về việc bổ nhiệm ngạch và xếp lương công chức",
        hint="Ngạch mới chung cho mọi người hoặc riêng từng người; hệ số lấy theo bảng lương.",
    ),
    Act(
        slug="phu-cap",
        title="Phụ cấp",
        family=FAMILY,
        section=SECTIONS["phu-cap"],
        shared=("kind", "mode", "coefficient", "percent", "amount", "valid_from", "valid_to"),
        own=("coefficient", "percent", "amount", "valid_from", "valid_to"),
        dated=FROM_EFFECT,
        summary="Về việc hưởng phụ cấp",
        hint="Một loại phụ cấp cho nhiều người, mức chung hoặc mức riêng.",
    ),
)
