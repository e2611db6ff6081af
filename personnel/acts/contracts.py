"""Hợp đồng sắp hết hạn: whose contract is to be renewed, with what it says today (TCHQ-3.1a, TCHQ-12.2)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from personnel.acts.base import Candidate, Period
from personnel.models import Contract, Dossier
from personnel.row_plan import NewRow
from qlcb.dates import PartialDate
from qlcb.formats import date_vi

DAY = timedelta(days=1)
UNDER_CONTRACT = (Dossier.Subject.CONTRACT, Dossier.Subject.PUBLIC_EMPLOYEE)
NOT_UNDER_CONTRACT = (
    "Hồ sơ ghi đối tượng là {}: làm việc theo quyết định tuyển dụng, bổ nhiệm, không ký hợp đồng lao động. Bỏ người "
    "này khỏi danh sách, hoặc đính chính đối tượng ở hồ sơ."
)


def expiring_contracts(people, period: Period, today: date) -> list[Candidate]:
    """Whose last contract ends in the period, or has run out though they serve; out is who retires before. One query.

    The decision would give the same work and pay from the day after; number and last day are for people to say.
    """
    found = []
    for contract in _last(people.serving()).filter(valid_to__lte=period.last).order_by("valid_to", "pk"):
        ends, retires = contract.valid_to, contract.dossier.now_retires_on
        late = "đã hết hạn từ" if ends < period.first else "hết hạn ngày"
        why = f"{contract.kind} số {contract.number}, {late} {date_vi(ends)}."
        if retires is not None and retires <= ends:
            why = f"{why} Đến tuổi nghỉ hưu {date_vi(retires)}."
        is_in = retires is None or retires > ends
        found.append(Candidate(contract.dossier_id, is_in, why, values=_renewed(contract)))
    return found


def renewals(dossiers: Sequence[Dossier], today: date) -> dict[int, dict]:
    """The same work and pay from the day after the last contract; nothing for who has none that ends."""
    return {row.dossier_id: _renewed(row) for row in _last(dossiers)}


def only_under_contract(rows: Sequence[NewRow], today: date) -> None:
    """Refuse contracts that go on with who serves by appointment (Luật Cán bộ, công chức); those of before, which are
    over, may be entered. Viên chức have hợp đồng làm việc (Luật Viên chức 2010, Điều 25)."""
    for row in rows:
        is_over = row.record.valid_to is not None and row.record.valid_to < today
        if row.dossier.subject not in UNDER_CONTRACT and not is_over:
            row.refuse("", NOT_UNDER_CONTRACT.format(row.dossier.get_subject_display().lower()))


def _last(people):
    """The contracts after which the people have none."""
    longer = Contract.objects.filter(dossier=OuterRef("dossier")).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to"))
    )
    rows = Contract.objects.filter(dossier__in=people, dossier__subject=Dossier.Subject.CONTRACT)
    return rows.filter(valid_to__isnull=False).exclude(Exists(longer)).select_related("kind", "dossier")


def _renewed(contract: Contract) -> dict:
    return {"valid_from": PartialDate.of(contract.valid_to + DAY), "job": contract.job, "pay": contract.pay}
