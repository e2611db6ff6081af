"""Who may take which step of a transfer: nobody sends what they may not write, nor receives for another unit."""

from copy import copy

from accounts.access import Access, Verdict
from accounts.permissions import CONFIDENTIAL, DECIDE, RIGHTS, TRANSFER, Change, WorkGroup
from personnel.models import Dossier, Transfer


def know_tree(access: Access) -> None:
    """Read the tree below the account's units once, before the same is asked about people of many units."""
    access.units(TRANSFER)


def send_verdict(access: Access, dossier: Dossier) -> Verdict:
    """Whether the account may hand this dossier over: it moves dossiers for the unit that keeps it, and writes where
    the person serves."""
    if not access.may(TRANSFER, dossier.now_unit_id):
        return _lacks(TRANSFER)
    if dossier.is_confidential and not access.reaches(CONFIDENTIAL, dossier):
        return _lacks(CONFIDENTIAL)
    verdict = access.may_write(WorkGroup.POSTING, dossier)
    if verdict and not access.may_on(DECIDE, dossier):
        return _lacks(DECIDE)
    return verdict


def receive_verdict(access: Access, dossier: Dossier, unit_id: int) -> Verdict:
    """Whether the account may take the dossier into the unit: as if the unit kept it already."""
    if not access.may(TRANSFER, unit_id):
        return _lacks(TRANSFER)
    if dossier.is_confidential and not access.may(CONFIDENTIAL, unit_id):
        return _lacks(CONFIDENTIAL)
    there = copy(dossier)
    there.now_unit_id, there.pk = unit_id, None
    return access.may_write(WorkGroup.POSTING, there, Change(units=frozenset({unit_id})))


def sends(access: Access, transfer: Transfer) -> bool:
    """Whether the account takes the steps of the sending side; of the dossier itself the service asks again."""
    return access.may(TRANSFER, transfer.from_unit_id) and not is_about_holder(access, transfer)


def receives(access: Access, transfer: Transfer) -> bool:
    """The same of the receiving side."""
    return access.may(TRANSFER, transfer.to_unit_id) and not is_about_holder(access, transfer)


def is_about_holder(access: Access, transfer: Transfer) -> bool:
    """Whether it is the dossier about the account's own custodian (HP-2.4)."""
    return access.is_own(transfer)


def _lacks(code: str) -> Verdict:
    return Verdict(False, f"Tài khoản không có quyền: {RIGHTS[code].sentence}.")
