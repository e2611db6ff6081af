"""Người lao động hợp đồng becomes công chức: what of the file ends with the appointment to the rank, what stands
against it, and what comes back when the decision is taken back. Nothing here writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from accounts.permissions import WorkGroup
from personnel.models import Contract, Dossier, JobPay, Salary
from personnel.models.rows import DossierRow
from personnel.row_plan import NewRow
from personnel.sections import SECTIONS
from personnel.services.row_order import was_cut
from personnel.workbooks.gate import Gate
from qlcb.formats import date_vi

DAY = timedelta(days=1)
ENDED: dict[type[DossierRow], tuple[str, ...]] = {Contract: ("valid_to", "ended_because"), JobPay: ("valid_to",)}
BECAUSE = "Tiếp nhận vào làm công chức"
NOT_UNDER_CONTRACT = "Hồ sơ ghi đối tượng là {}, không phải người lao động hợp đồng."
NAMES = {section.model: section.singular for section in SECTIONS.values()}


@dataclass
class Conversions:
    """What goes with the new ranks. ended: records as they would stand by then, by model; people: the dossiers."""

    people: list[Dossier] = field(default_factory=list)
    ended: dict[type[DossierRow], list[DossierRow]] = field(default_factory=lambda: defaultdict(list))


def conversions(
    rows: Sequence[NewRow], gate: Gate, today: date, *, back: Mapping[int, Sequence[DossierRow]] | None = None
) -> Conversions:
    """End the contracts and the pay by position of the people on the day before each rank begins (TCHQ-3.1a).

    rows: new salary records; each that may not be is refused with the reason, and tells in `also` what ends with it.
    Dossiers that are civil servants from today on or before say so in memory. back: dossier id → records as they stand
    again, of people whose conversion is taken back before. Two queries.
    """
    found, back = Conversions(), back or {}
    stored = _stored({row.dossier.pk for row in rows}, back)
    for row in rows:
        if _may_be(row, gate, row.dossier.pk in back):
            _convert(row, stored[row.dossier.pk], found, today)
    return found


def _stored(ids: Iterable[int], back: Mapping[int, Sequence[DossierRow]]) -> dict[int, list[DossierRow]]:
    found = defaultdict(list)
    for model in ENDED:
        for record in model.objects.filter(dossier_id__in=ids).order_by("pk"):
            restored = {(type(one), one.pk): one for one in back.get(record.dossier_id, ())}
            found[record.dossier_id].append(restored.get((model, record.pk), record))
    return found


def _may_be(row: NewRow, gate: Gate, is_back: bool) -> bool:
    dossier = row.dossier
    if not dossier.is_contract_staff and not is_back:
        row.refuse("", NOT_UNDER_CONTRACT.format(dossier.get_subject_display().lower()))
        return False
    verdict = gate.may_write(WorkGroup.RECRUITMENT, dossier)
    if not verdict:
        row.refuse("", verdict.why)
    begins = row.record.valid_from
    if not begins or begins.day is None:
        row.refuse("valid_from", "Nhập đủ ngày, tháng, năm: hợp đồng kết thúc ngày hôm trước.")
    return not row.errors


def _convert(row: NewRow, records: Iterable[DossierRow], found: Conversions, today: date) -> None:
    day = row.record.valid_from.first_day
    for record in records:
        name = NAMES[type(record)]
        if record.valid_from.first_day >= day:
            told = f"Đã ghi {name} từ {record.valid_from}, không trước ngày tuyển dụng; hủy hoặc đính chính dòng đó."
            row.refuse("valid_from", told)
        elif record.valid_to is None or record.valid_to >= day:
            ended = copy(record)
            ended.valid_to = day - DAY
            if isinstance(ended, Contract):
                ended.ended_because = BECAUSE
            found.ended[type(record)].append(ended)
            row.also.append(f"{name.capitalize()} từ {record.valid_from}: đến hết ngày {date_vi(day - DAY)}")
    if row.errors:
        return
    row.also.append(f"Đối tượng: {Dossier.Subject.CIVIL_SERVANT.label.lower()} từ {date_vi(day)}")
    found.people.append(row.dossier)
    if day <= today:
        row.dossier.subject = Dossier.Subject.CIVIL_SERVANT


def restored(salary_ids: Iterable[int]) -> dict[int, list[DossierRow]]:
    """Dossier id → what the entry of these salary records ended, as it stood before; what somebody touched since stays.

    Two queries, and one for each kind of record that ends.
    """
    entered = {one.dossier_id: one for one in Salary.history.filter(id__in=list(salary_ids), history_type="+")}
    found: dict[int, list[DossierRow]] = {pk: [] for pk in entered}
    for model, names in ENDED.items():
        rows = {row.pk: row for row in model.objects.filter(Q(valid_to__isnull=False), dossier_id__in=entered)}
        entries = defaultdict(list)
        for entry in model.history.filter(id__in=rows).order_by("-history_date", "-history_id"):
            entries[entry.id].append(entry)
        for pk, (newest, *older) in entries.items():
            if older and was_cut(entered[newest.dossier_id], newest):
                found[newest.dossier_id].append(_as(older[0], copy(rows[pk]), names))
    return found


def _as(entry, record: DossierRow, names: Sequence[str]) -> DossierRow:
    for name in names:
        setattr(record, name, getattr(entry, name))
    return record
