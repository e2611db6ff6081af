"""The deployed regulation, read from its folder of fixtures; the apps ask it, never which one it is (DESIGN §6)."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class RegulationError(RuntimeError):
    """The folder of the deployed regulation is missing or lacks what is asked of it."""


@cache
def _facts() -> dict:
    path = FIXTURES / settings.REGULATION / "regulation.json"
    if not path.exists():
        raise RegulationError(f"Chưa có dữ liệu cho quy chế “{settings.REGULATION}”: thiếu {path.name}.")
    return json.loads(path.read_text(encoding="utf-8"))


def fact(name: str):
    """One value of regulation.json, e.g. `fact("service_name")`. Raises RegulationError when it does not say."""
    try:
        return _facts()[name]
    except KeyError:
        raise RegulationError(f"Quy chế “{settings.REGULATION}” không quy định “{name}”.") from None


def consenting_body() -> str:
    """Whose written consent an account of a subordinate unit needs (HG-5.2); empty where the regulation asks none."""
    return _facts().get("account_consent_of", "")


def shares_totals() -> bool:
    """Whether whoever reads reports of a unit may read the totals of all units, without people behind them (HP-6.2)."""
    return bool(_facts().get("shares_totals"))


def personal_accounts() -> str:
    """Where the regulation has people read their own dossiers by accounts of their own (HP-4.2a); empty where not."""
    return _facts().get("personal_accounts", {}).get("source", "")


def closes_own_dossier() -> bool:
    """Whether whoever manages dossiers is shut out of the one about themselves altogether (HP-2.4); else they read it
    and write nothing."""
    return bool(_facts().get("closes_own_dossier"))


def loss_reported_to() -> str:
    """To whom the loss of a password is reported in writing (TCHQ-10.6, HG-16.6); empty where it is not said."""
    return _facts().get("loss_reported_to", "")


@dataclass(frozen=True)
class Deadline:
    """Within how long something is to be entered.

    unit: "working" or "calendar" days after the start, or "month_end": within the last days of its month; starts: from
    which moment the time runs, the first that is known: "paper" (received), "signed", "effective" (of the decision) or
    "event"; sections: slugs of those sections whose records it is for; clause: where it is written.
    """

    days: int
    unit: str
    starts: tuple[str, ...]
    clause: str
    sections: tuple[str, ...] = ()


RECORD = "record"


def deadlines() -> dict[str, Deadline]:
    """Every deadline of the regulation by its kind; none where it sets none."""
    return {
        kind: Deadline(row["days"], row["unit"], tuple(row["from"]), row["clause"], tuple(row.get("sections", ())))
        for kind, row in _facts().get("deadlines", {}).items()
    }


def deadline(kind: str) -> Deadline | None:
    """The deadline of a kind of entry: "record", "new_dossier", "status" or "transfer_receipt"; a kind that has none of
    its own has that of records. None where the regulation sets no deadline."""
    found = deadlines()
    return found.get(kind) or found.get(RECORD)


def structure_from() -> date:
    """The first day for which the shipped structure of units is taken to hold."""
    return date.fromisoformat(fact("structure_from"))


def table(name: str) -> list[dict[str, str]]:
    """Rows of a CSV of the regulation, or of the shared catalogues when the regulation has none of its own."""
    for folder in (settings.REGULATION, "catalogues"):
        path = FIXTURES / folder / f"{name}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
    raise RegulationError(f"Không có bảng “{name}” trong dữ liệu của quy chế.")


def document(name: str):
    """A JSON document of the regulation, e.g. `document("role_templates")`."""
    return json.loads((FIXTURES / settings.REGULATION / f"{name}.json").read_text(encoding="utf-8"))
