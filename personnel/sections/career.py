"""Công tác: postings, positions, party posts, planning, contracts, absence, comments."""

from accounts.permissions import WorkGroup
from personnel.models import (
    Absence,
    Appointment,
    Assessment,
    Contract,
    Decision,
    Dossier,
    ForeignTrip,
    Leaving,
    PartyPost,
    Planning,
    Posting,
    Postponement,
)
from personnel.sections.base import Column, Section, TimeRule, always

FAMILY = "Công tác"


def here(dossier: Dossier) -> dict:
    """A new position is usually in the unit where the person serves."""
    return {"unit": dossier.serves_in_id}


def coming_back(dossier: Dossier) -> dict:
    """Who served here no more usually comes back to the unit that keeps the dossier."""
    if dossier.now_status != Dossier.Status.LEFT:
        return {}
    away = dossier.now_state is not None and dossier.now_state.group == Leaving.SECONDMENT_OUT
    return {"unit": dossier.now_unit_id, "kind": Posting.Kind.SECONDMENT_END if away else Posting.Kind.FIRST}


def contract_staff(dossier: Dossier) -> bool:
    return dossier.is_contract_staff


def decided(leaving: Leaving) -> bool:
    """Leaving hangs on a decision (TCHQ-8.2d, 8.2đ); death does not, nor need the end of a contract of labour."""
    if leaving.kind.group == Leaving.RESIGNATION:
        return not leaving.dossier.is_contract_staff
    return leaving.kind.group != Leaving.DEATH


SECTIONS: tuple[Section, ...] = (
    Section(
        slug="cong-tac",
        model=Posting,
        title="Quá trình công tác",
        singular="quá trình công tác",
        items=("33",),
        group=WorkGroup.POSTING,
        family=FAMILY,
        time_rule=TimeRule.ONE_AT_A_TIME,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("unit", "Đơn vị công tác", sub="unit_parent"),
            Column("term_words", "Hình thức", sub="work_and_keeper"),
        ),
        fields=("unit", "kind", "work", "valid_from", "valid_to", "term_ends_on", "kept_by"),
        key=("valid_from",),
        related=("unit", "unit__parent", "kept_by"),
        decision_kind=Decision.Kind.POSTING,
        needs_decision=True,
        required=True,
        expected=always,
        places_people=True,
        prefill=coming_back,
        empty="Chưa ghi đơn vị công tác nào.",
    ),
    Section(
        slug="bo-nhiem",
        model=Appointment,
        title="Bổ nhiệm, chức vụ",
        singular="chức vụ",
        items=("23", "25"),
        group=WorkGroup.CAREER,
        family=FAMILY,
        time_rule=TimeRule.AT_MOST_ONE,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("position", "Chức vụ", sub="unit"),
            Column("term_ends_on", "Hết hạn"),
            Column("allowance", "Phụ cấp", "decimal"),
        ),
        fields=("position", "unit", "is_main", "valid_from", "valid_to", "term_ends_on", "allowance"),
        key=("position", "valid_from"),
        related=("position", "unit"),
        decision_kind=Decision.Kind.APPOINTMENT,
        needs_decision=True,
        empty="Chưa ghi chức vụ nào.",
        series=(("is_main", True),),
        prefill=here,
    ),
    Section(
        slug="chuc-vu-dang",
        model=PartyPost,
        title="Chức vụ Đảng",
        singular="chức vụ Đảng",
        items=("26", "27"),
        group=WorkGroup.CAREER,
        family=FAMILY,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("position", "Chức vụ Đảng", sub="organisation"),
            Column("is_main", "Chức vụ chính"),
        ),
        fields=("position", "organisation", "is_main", "valid_from", "valid_to"),
        key=("position", "valid_from"),
        related=("position",),
        empty="Chưa ghi chức vụ Đảng nào.",
    ),
    Section(
        slug="quy-hoach",
        model=Planning,
        title="Quy hoạch",
        singular="quy hoạch",
        items=("24",),
        group=WorkGroup.CAREER,
        family=FAMILY,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("position", "Chức danh quy hoạch", sub="unit"),
            Column("term", "Giai đoạn"),
        ),
        fields=("term", "position", "unit", "valid_from", "valid_to"),
        key=("term", "position"),
        related=("position", "unit", "term"),
        needs_decision=True,
        empty="Chưa được quy hoạch chức danh nào.",
        prefill=here,
    ),
    Section(
        slug="hop-dong",
        model=Contract,
        title="Hợp đồng lao động",
        singular="hợp đồng lao động",
        items=(),
        group=WorkGroup.RECRUITMENT,
        family=FAMILY,
        time_rule=TimeRule.AT_MOST_ONE,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("kind", "Loại hợp đồng", sub="number"),
            Column("job", "Công việc", sub="workplace"),
            Column("signed_on", "Ngày ký"),
        ),
        fields=(
            "kind",
            "number",
            "signed_on",
            "employer_signer",
            "signer_position",
            "valid_from",
            "valid_to",
            "probation_until",
            "job",
            "workplace",
            "hours",
            "pay",
            "ended_because",
        ),
        key=("number",),
        related=("kind",),
        expected=contract_staff,
        empty="Chưa có hợp đồng lao động nào.",
    ),
    Section(
        slug="nghi",
        model=Absence,
        title="Nghỉ phép, vắng mặt",
        singular="lần nghỉ",
        items=(),
        group=WorkGroup.POLICY,
        family=FAMILY,
        columns=(
            Column("period", "Thời gian"),
            Column("kind", "Loại nghỉ", sub="reason_given"),
            Column("days", "Số ngày", "decimal"),
        ),
        fields=("kind", "begins_on", "ends_on", "days", "reason_given"),
        key=("kind", "begins_on"),
        related=("kind",),
        empty="Chưa ghi lần nghỉ nào.",
    ),
    Section(
        slug="tinh-trang",
        model=Leaving,
        title="Tình trạng công tác",
        singular="tình trạng công tác",
        items=(),
        group=WorkGroup.POLICY,
        family=FAMILY,
        time_rule=TimeRule.AT_MOST_ONE,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("kind", "Tình trạng", sub="destination"),
        ),
        fields=("kind", "valid_from", "valid_to", "destination"),
        key=("valid_from",),
        related=("kind",),
        needs_decision=True,
        not_without=decided,
        ends_service=True,
        empty="Đang công tác; chưa ghi nghỉ hưu, thôi việc hay chuyển đi.",
    ),
    Section(
        slug="lui-nghi-huu",
        model=Postponement,
        title="Lùi thời điểm nghỉ hưu",
        singular="quyết định lùi, kéo dài",
        items=(),
        group=WorkGroup.POLICY,
        family=FAMILY,
        columns=(
            Column("decided_on", "Ngày quyết định"),
            Column("get_cause_display", "Lý do"),
            Column("months", "Số tháng", "number"),
        ),
        fields=("cause", "decided_on", "months"),
        key=("cause", "decided_on"),
        since="decided_on",
        needs_decision=True,
        empty="Nghỉ hưu theo tuổi; chưa ghi quyết định lùi, kéo dài nào.",
    ),
    Section(
        slug="di-nuoc-ngoai",
        model=ForeignTrip,
        title="Đi nước ngoài",
        singular="chuyến đi nước ngoài",
        items=(),
        group=WorkGroup.CAREER,
        family=FAMILY,
        columns=(
            Column("period", "Thời gian"),
            Column("country", "Nước đến", sub="content"),
            Column("purpose", "Mục đích", sub="funded_by"),
        ),
        fields=("country", "purpose", "begins_on", "ends_on", "funded_by", "content"),
        key=("country", "begins_on"),
        related=("country", "purpose"),
        empty="Chưa ghi chuyến đi nào.",
    ),
    Section(
        slug="nhan-xet",
        model=Assessment,
        title="Nhận xét của đơn vị",
        singular="nhận xét",
        items=("38",),
        group=WorkGroup.CAREER,
        family=FAMILY,
        columns=(
            Column("assessed_on", "Ngày"),
            Column("content", "Nội dung"),
            Column("author", "Cơ quan, người nhận xét"),
        ),
        fields=("assessed_on", "author", "content"),
        key=("assessed_on",),
        since="assessed_on",
        empty="Chưa có nhận xét nào.",
    ),
)
