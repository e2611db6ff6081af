"""The catalogue of rights: each a sentence that a personnel officer can read (DESIGN §3, QĐ 240/QĐ-TCHQ Điều 6).

A right is an act, the work groups whose sections it opens for writing, and a constraint on the dossier. Rights are held
on units and reach all below. Role templates, which bundle rights, are data: fixtures/<regulation>/role_templates.json.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class WorkGroup(StrEnum):
    """Groups of work of QĐ 240 Điều 3.1; every section and panel belongs to one."""

    IDENTITY = "Lý lịch"
    RECRUITMENT = "Tuyển dụng, biên chế, hợp đồng"
    TRAINING = "Đào tạo, bồi dưỡng"
    POSTING = "Điều động, chuyển đổi vị trí"
    CAREER = "Bổ nhiệm, quy hoạch, luân chuyển"
    SALARY = "Ngạch, bậc lương"
    POLICY = "Phụ cấp, bảo hiểm, chế độ"
    REWARD = "Khen thưởng, kỷ luật"
    ASSETS = "Kê khai tài sản"


EVERY_GROUP = frozenset(WorkGroup)
G = WorkGroup


def anyone(subject) -> bool:
    """No constraint."""
    return True


def not_a_leader(subject) -> bool:
    """Công chức thừa hành, không giữ chức vụ lãnh đạo (TCHQ-6.1d1). subject: has `holds_leading_position`."""
    return not subject.holds_leading_position


def contract_staff(subject) -> bool:
    """Đối tượng hợp đồng lao động (TCHQ-6.1d4). subject: has `is_contract_staff`."""
    return subject.is_contract_staff


def civil_servant(subject) -> bool:
    """Công chức (TCHQ-6.1d5). subject: has `is_civil_servant`."""
    return subject.is_civil_servant


@dataclass(frozen=True)
class Change:
    """What a write means beyond the section it is in; all left out, the question is whether any write may be.

    units: units that would keep the dossier from today on; rewrites: it corrects or removes what stands in the
    file, or tells of a time before what holds today; ends_service: nobody keeps the person afterwards; deciders: units
    on whose decisions the record hangs, with None for a body outside the service and for no decision at all; regrades:
    it tells of rank, step or pay otherwise than as a raise to the next step of the same rank.
    """

    units: frozenset[int] = frozenset()
    rewrites: bool = False
    ends_service: bool = False
    deciders: frozenset[int | None] = frozenset()
    regrades: bool = False


def any_change(change: Change) -> bool:
    """No constraint."""
    return True


def only_adds(change: Change) -> bool:
    """Adds to the file: neither rewrites the past nor ends service (TCHQ-6.1d1)."""
    return not (change.rewrites or change.ends_service)


def only_next_step(change: Change) -> bool:
    """Nâng bậc lương and nothing else: the next step of the same rank (TCHQ-6.1d5)."""
    return only_adds(change) and not change.regrades


@dataclass(frozen=True)
class Right:
    """One right. `groups`: sections it lets one write; `constraint`: which dossiers of the unit it covers.

    covers: which changes it is for; own_decisions: only what was decided where the right holds, not by a higher
    authority; delegated: held by delegation (ủy quyền) only, under a document and until a day.
    """

    code: str
    sentence: str
    groups: frozenset[WorkGroup] = frozenset()
    constraint: Callable[[object], bool] = anyone
    covers: Callable[[Change], bool] = any_change
    own_decisions: bool = False
    delegated: bool = False


VIEW = "view_dossier"
OPEN = "open_dossier"
IMPORT = "import_dossiers"
EXPORT = "export_dossiers"
RESTRICTED = "read_restricted"
CONFIDENTIAL = "open_confidential"
ACCESS_LOG = "read_access_log"
REPORT = "read_reports"
DECIDE = "enter_decisions"
TRANSFER = "transfer_dossiers"
RAISE = "raise_steps"
OVERRIDE = "override_decentralisation"
ROUNDS = "run_rounds"
ACCOUNTS = "manage_accounts"
QUOTAS = "assign_quotas"
UNITS = "manage_units"
REORGANISE = "reorganise_units"
CATALOGUES = "edit_catalogues"
SYSTEM = "administer_system"

RIGHTS: dict[str, Right] = {
    right.code: right
    for right in (
        Right(VIEW, "Xem hồ sơ, quá trình và lịch sử thay đổi của cán bộ thuộc đơn vị"),
        Right(REPORT, "Khai thác báo cáo, thống kê trong phạm vi đơn vị"),
        Right(EXPORT, "Kết xuất danh sách và hồ sơ trong phạm vi đơn vị"),
        Right(
            RESTRICTED,
            "Xem thông tin hạn chế: số định danh, điện thoại, số bảo hiểm, tài khoản, lịch sử bản thân, kinh tế, "
            "sức khỏe",
        ),
        Right(CONFIDENTIAL, "Mở hồ sơ mật và đánh dấu hồ sơ mật"),
        Right(ACCESS_LOG, "Xem nhật ký truy cập hồ sơ trong phạm vi đơn vị"),
        Right(OPEN, "Lập hồ sơ mới cho cán bộ của đơn vị"),
        Right(IMPORT, "Nhập danh sách cán bộ của đơn vị từ tệp Excel"),
        Right(DECIDE, "Nhập quyết định và gắn kết quả của quyết định vào hồ sơ"),
        Right(TRANSFER, "Chuyển giao, tiếp nhận hồ sơ giữa đơn vị và các đơn vị khác"),
        Right(OVERRIDE, "Ghi kết quả của quyết định ngoài bảng phân cấp quản lý cán bộ, có lý do"),
        Right("write_all", "Cập nhật toàn diện hồ sơ cán bộ thuộc đơn vị, kể cả lãnh đạo", EVERY_GROUP),
        Right(
            "write_recruitment",
            "Cập nhật kết quả tuyển dụng, biên chế, hợp đồng lao động",
            frozenset({G.RECRUITMENT, G.IDENTITY}),
        ),
        Right("write_training", "Cập nhật kết quả đào tạo, bồi dưỡng", frozenset({G.TRAINING})),
        Right(
            "write_career",
            "Cập nhật lý lịch và quá trình công tác: điều động, bổ nhiệm, quy hoạch, luân chuyển",
            frozenset({G.IDENTITY, G.POSTING, G.CAREER}),
        ),
        Right("write_policy", "Cập nhật ngạch, bậc lương, phụ cấp, bảo hiểm", frozenset({G.SALARY, G.POLICY})),
        Right("write_assets", "Cập nhật kê khai tài sản của cán bộ trong đơn vị", frozenset({G.ASSETS})),
        Right(
            "write_rewards",
            "Cập nhật khen thưởng, kỷ luật thuộc thẩm quyền thủ trưởng đơn vị",
            frozenset({G.REWARD}),
            own_decisions=True,
        ),
        Right(
            "move_inside",
            "Cập nhật chuyển đổi vị trí trong nội bộ đơn vị của người không giữ chức vụ lãnh đạo",
            frozenset({G.POSTING}),
            not_a_leader,
            covers=only_adds,
        ),
        Right(
            "write_contract_staff",
            "Cập nhật toàn bộ hồ sơ của người lao động hợp đồng tại đơn vị",
            EVERY_GROUP,
            contract_staff,
        ),
        Right(
            RAISE,
            "Cập nhật quyết định nâng bậc lương của công chức theo ủy quyền",
            frozenset({G.SALARY}),
            civil_servant,
            covers=only_next_step,
            own_decisions=True,
            delegated=True,
        ),
        Right(ROUNDS, "Mở, đôn đốc, đóng đợt rà soát hồ sơ và đợt kê khai tài sản trong phạm vi đơn vị"),
        Right(ACCOUNTS, "Quản lý tài khoản, cấp và thu hồi quyền trong phạm vi đơn vị"),
        Right(QUOTAS, "Giao, phân bổ biên chế cho các đơn vị trực thuộc"),
        Right(UNITS, "Cập nhật đơn vị: thành lập, đổi tên, chuyển đơn vị cấp trên"),
        Right(
            REORGANISE,
            "Lập, duyệt phương án sắp xếp tổ chức theo quyết định: đơn vị, người, tài khoản và quyền cùng chuyển",
        ),
        Right(CATALOGUES, "Cập nhật danh mục dùng chung"),
        Right(SYSTEM, "Quản trị hệ thống toàn diện"),
    )
}

# By which rows of dossiers are read: what PostgreSQL shows a request reaches as far as these do.
TOUCHING_DOSSIERS = frozenset({VIEW, EXPORT, RESTRICTED, IMPORT, DECIDE}) | {
    right.code for right in RIGHTS.values() if right.groups
}


# What holds for the people of a unit whose dossiers another unit keeps: they are read there, not updated (HG-10.1).
SHARED_WITH_EMPLOYER = frozenset({VIEW, EXPORT})

# What may be held on a single dossier: acts on one person's file, none that counts people or administers anything.
ON_A_DOSSIER = frozenset({VIEW, EXPORT, RESTRICTED, CONFIDENTIAL, ACCESS_LOG, IMPORT, DECIDE}) | {
    right.code for right in RIGHTS.values() if right.groups
}
RESERVED = frozenset({SYSTEM, ACCOUNTS, UNITS, REORGANISE, CATALOGUES, CONFIDENTIAL, ACCESS_LOG, OVERRIDE}) | {
    right.code for right in RIGHTS.values() if right.delegated
}


def rights_writing(group: WorkGroup) -> list[Right]:
    """The rights that let their holder write sections of the work group."""
    return [right for right in RIGHTS.values() if group in right.groups]


def store_rights(*, app: str, model: str) -> None:
    """Keep a row of auth.Permission for each right on the content type of a model; run after each migration."""
    from django.apps import apps
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    content_type = ContentType.objects.get_for_model(apps.get_model(app, model))
    for right in RIGHTS.values():
        Permission.objects.update_or_create(
            content_type=content_type, codename=right.code, defaults={"name": right.sentence[:255]}
        )
