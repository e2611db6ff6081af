"""Lương, phụ cấp, bảo hiểm."""

from accounts.permissions import WorkGroup
from personnel.models import Allowance, Decision, Dossier, InsurancePeriod, JobPay, Salary, SalaryStep
from personnel.sections.base import Column, Section, TimeRule
from qlcb.formats import decimal_vi

FAMILY = "Lương, bảo hiểm"


def next_step(dossier: Dossier) -> dict:
    """A new salary record is usually the next step of the same rank, from the day it falls due."""
    known = {"rank": dossier.now_rank_id, "valid_from": dossier.now_next_raise_on}
    step = SalaryStep.objects.filter(code=dossier.now_group, step=(dossier.now_step or 0) + 1, valid_to=None).first()
    return known | {"step": step.step, "coefficient": decimal_vi(step.coefficient)} if step else known


def on_the_payroll(dossier: Dossier) -> bool:
    """Whoever is not paid by contract has a rank and a step."""
    return not dossier.is_contract_staff


SECTIONS: tuple[Section, ...] = (
    Section(
        slug="luong",
        model=Salary,
        title="Diễn biến lương",
        singular="bậc lương",
        items=("30.1", "37.1"),
        group=WorkGroup.SALARY,
        family=FAMILY,
        time_rule=TimeRule.ONE_AT_A_TIME,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("rank_code", "Ngạch", sub="rank_name"),
            Column("step", "Bậc", "number"),
            Column("coefficient", "Hệ số", "decimal", sub="share_words"),
            Column("over_frame", "Vượt khung", "percent"),
        ),
        fields=("rank", "step", "coefficient", "over_frame", "pay_percent", "valid_from", "valid_to", "counts_from"),
        key=("valid_from",),
        related=("rank",),
        decision_kind=Decision.Kind.SALARY,
        needs_decision=True,
        empty="Chưa ghi bậc lương nào.",
        prefill=next_step,
        expected=on_the_payroll,
        settled=("coefficient",),
    ),
    Section(
        slug="vi-tri-viec-lam",
        model=JobPay,
        title="Vị trí việc làm",
        singular="vị trí việc làm",
        items=("30.3",),
        group=WorkGroup.POLICY,
        family=FAMILY,
        time_rule=TimeRule.AT_MOST_ONE,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("position", "Vị trí việc làm"),
            Column("step", "Bậc", "number"),
            Column("amount", "Mức lương (đồng)", "money"),
            Column("over_frame", "Vượt khung", "percent"),
        ),
        fields=(
            "position",
            "step",
            "amount",
            "pay_percent",
            "over_frame",
            "over_frame_from",
            "valid_from",
            "valid_to",
        ),
        key=("valid_from",),
        related=("position",),
        empty="Chưa ghi vị trí việc làm nào.",
    ),
    Section(
        slug="phu-cap",
        model=Allowance,
        title="Phụ cấp",
        singular="khoản phụ cấp",
        items=("30.2", "37.2"),
        group=WorkGroup.POLICY,
        family=FAMILY,
        columns=(
            Column("valid_from", "Từ ngày", sub="until"),
            Column("kind", "Loại phụ cấp", sub="get_mode_display"),
            Column("value", "Mức hưởng", "number"),
        ),
        fields=("kind", "mode", "coefficient", "percent", "amount", "valid_from", "valid_to"),
        key=("kind", "valid_from"),
        related=("kind",),
        empty="Chưa ghi khoản phụ cấp nào.",
    ),
    Section(
        slug="bao-hiem",
        model=InsurancePeriod,
        title="Bảo hiểm",
        singular="quá trình bảo hiểm",
        items=(),
        group=WorkGroup.POLICY,
        family=FAMILY,
        columns=(
            Column("period", "Thời gian"),
            Column("kind", "Chế độ", sub="employer"),
            Column("base", "Mức đóng", "decimal"),
            Column("content", "Nội dung"),
        ),
        fields=("kind", "begins_on", "ends_on", "employer", "base", "content"),
        key=("kind", "begins_on"),
        related=("kind",),
        empty="Chưa ghi quá trình bảo hiểm nào.",
    ),
)
