"""Bổ nhiệm, luân chuyển, điều động, biệt phái, quy hoạch, hợp đồng."""

from personnel.acts.base import Act
from personnel.acts.contracts import expiring_contracts, only_under_contract, renewals
from personnel.acts.lasting import first_terms, next_terms, secondment_terms
from personnel.acts.rotation import due_rotations
from personnel.acts.secondment import extended, returning, stays, ways_back
from personnel.acts.terms import expiring_terms, held_positions, here, stays_kept
from personnel.models import Posting
from personnel.models.posting import leaves_dossier
from personnel.sections import APPOINTMENTS, POSTINGS, SECTIONS

FAMILY = "Bổ nhiệm, điều động"
FROM_EFFECT = (("valid_from", "effective_on"),)
KIND = Posting.Kind


def _keeper(kind: str) -> tuple[str, ...]:
    """The field for the unit that keeps the dossiers, where by the regulation such a move may leave them behind."""
    return ("kept_by",) if leaves_dossier(kind) else ()


ACTS: tuple[Act, ...] = (
    Act(
        slug="bo-nhiem",
        title="Bổ nhiệm",
        family=FAMILY,
        section=APPOINTMENTS,
        shared=("is_main", "valid_from", "term_ends_on"),
        own=("position", "unit", "allowance", "valid_from", "term_ends_on"),
        dated=FROM_EFFECT,
        prefill=here,
        lasting=first_terms,
        promotes=True,
        summary="Về việc bổ nhiệm công chức giữ chức vụ lãnh đạo, quản lý",
        hint="Mỗi người một chức vụ, đơn vị; chức vụ chính đang giữ kết thúc ngày hôm trước.",
    ),
    Act(
        slug="bo-nhiem-lai",
        title="Bổ nhiệm lại",
        family=FAMILY,
        section=APPOINTMENTS,
        shared=("is_main", "valid_from", "term_ends_on"),
        own=("position", "unit", "allowance", "valid_from", "term_ends_on"),
        dated=FROM_EFFECT,
        prefill=held_positions,
        source=expiring_terms,
        lasting=next_terms,
        promotes=True,
        summary="Về việc bổ nhiệm lại công chức giữ chức vụ lãnh đạo, quản lý",
        hint="Danh sách người sắp hết thời hạn bổ nhiệm; chức vụ đang giữ được điền sẵn.",
    ),
    Act(
        slug="luan-chuyen",
        title="Luân chuyển",
        family=FAMILY,
        section=POSTINGS,
        shared=("unit", *_keeper(KIND.ROTATION), "valid_from", "term_ends_on"),
        own=("unit", *_keeper(KIND.ROTATION), "work", "valid_from", "term_ends_on"),
        fixed=(("kind", KIND.ROTATION),),
        prefill=stays_kept,
        dated=FROM_EFFECT,
        summary="Về việc luân chuyển công chức",
        hint="Đến đơn vị khác để đào tạo, bồi dưỡng, thử thách.",
    ),
    Act(
        slug="chuyen-doi-vi-tri",
        title="Chuyển đổi vị trí trong đơn vị",
        family=FAMILY,
        section=POSTINGS,
        shared=("unit", *_keeper(KIND.MOVE), "valid_from"),
        own=("unit", *_keeper(KIND.MOVE), "work", "valid_from"),
        fixed=(("kind", KIND.MOVE),),
        prefill=stays_kept,
        dated=FROM_EFFECT,
        source=due_rotations,
        summary="Về việc chuyển đổi vị trí công tác",
        hint="Giữa các phòng, chi cục, đội của một đơn vị; danh sách người giữ vị trí đã đủ thời hạn.",
    ),
    Act(
        slug="biet-phai",
        title="Biệt phái trong Ngành",
        family=FAMILY,
        section=POSTINGS,
        shared=("unit", *_keeper(KIND.SECONDMENT), "valid_from", "term_ends_on"),
        own=("unit", *_keeper(KIND.SECONDMENT), "work", "valid_from", "term_ends_on"),
        fixed=(("kind", KIND.SECONDMENT),),
        prefill=stays_kept,
        dated=FROM_EFFECT,
        lasting=secondment_terms,
        summary="Về việc biệt phái công chức",
        hint="Đến làm việc ở đơn vị khác, hồ sơ thường ở lại; không ghi thời hạn thì lấy mức tối đa theo luật.",
    ),
    Act(
        slug="gia-han-biet-phai",
        title="Kéo dài biệt phái",
        family=FAMILY,
        section=POSTINGS,
        shared=("valid_from", "term_ends_on"),
        own=("unit", *_keeper(KIND.SECONDMENT), "work", "valid_from", "term_ends_on"),
        fixed=(("kind", KIND.SECONDMENT),),
        prefill=stays,
        dated=FROM_EFFECT,
        source=extended,
        lasting=secondment_terms,
        summary="Về việc kéo dài thời gian biệt phái công chức",
        hint="Người sắp hết hạn biệt phái ở lại nơi đang làm việc theo quyết định mới.",
    ),
    Act(
        slug="thoi-biet-phai",
        title="Thôi biệt phái",
        family=FAMILY,
        section=POSTINGS,
        shared=("valid_from",),
        own=("unit", "work", "valid_from"),
        fixed=(("kind", KIND.SECONDMENT_END),),
        prefill=ways_back,
        dated=FROM_EFFECT,
        source=returning,
        summary="Về việc thôi biệt phái công chức",
        hint="Người hết hạn biệt phái trở về đơn vị, công việc trước đó; đơn vị được điền sẵn.",
    ),
    Act(
        slug="quy-hoach",
        title="Quy hoạch",
        family=FAMILY,
        section=SECTIONS["quy-hoach"],
        shared=("term", "position", "unit", "valid_from", "valid_to"),
        own=("position", "unit"),
        dated=FROM_EFFECT,
        promotes=True,
        summary="Về việc phê duyệt quy hoạch cán bộ lãnh đạo, quản lý",
        hint="Danh sách được phê duyệt quy hoạch của một giai đoạn.",
    ),
    Act(
        slug="hop-dong",
        title="Hợp đồng lao động",
        family=FAMILY,
        section=SECTIONS["hop-dong"],
        shared=(
            "kind",
            "signed_on",
            "employer_signer",
            "signer_position",
            "valid_from",
            "valid_to",
            "probation_until",
            "workplace",
            "hours",
        ),
        own=("number", "valid_from", "valid_to", "job", "pay"),
        prefill=renewals,
        source=expiring_contracts,
        bar=only_under_contract,
        summary="Về việc ký hợp đồng lao động",
        hint="Ký mới, hoặc ký tiếp từ danh sách hợp đồng hết hạn; cùng một loại, mỗi người một số hợp đồng.",
        needs_decision=False,
    ),
)
