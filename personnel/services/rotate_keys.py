"""Put everything that lies sealed under the first key of QLCB_DATA_KEYS (DESIGN §9)."""

from collections.abc import Callable
from dataclasses import dataclass

from personnel.attachments.upkeep import check_keys, reseal_files, stale_files
from personnel.exports import store as exports
from personnel.paper_checks import renew_fingerprints
from qlcb.key_check import forget_other_keys
from qlcb.rotation import open_all, reseal, vaults


@dataclass(frozen=True)
class Rotated:
    """What was found in one table: rows in all, those sealed anew, and those that somebody else still had in hand.

    The files of attachments are told of as a table of their own, in files.
    """

    title: str
    rows: int
    resealed: int
    left: int
    unit: str = "dòng"


def rotate_keys(*, told: Callable[[Rotated], None] = lambda rotated: None) -> bool:
    """Seal anew what is under an old key; writes no history, since no content changes. May be broken off and repeated.

    told: called for each table when it is done. Returns whether nothing lies under an old key any more, so that the
    old keys may go. Raises WrongKey before anything is changed when some value does not open.
    """
    everything = list(vaults())
    counts = {vault.model: open_all(vault) for vault in everything}
    files, exported = check_keys(), exports.check_keys()
    left = 0
    for vault in everything:
        resealed = reseal(vault)
        rotated = Rotated(vault.title, counts[vault.model], resealed, vault.stale().count())
        left += rotated.left
        told(rotated)
    scans = Rotated("tệp giấy tờ đính kèm", files, reseal_files(), sum(1 for _ in stale_files()), "tệp")
    told(scans)
    told(Rotated("tệp kết xuất", exported, exports.reseal(), 0, "tệp"))
    if left + scans.left:
        return False
    renew_fingerprints()
    forget_other_keys()
    return True
