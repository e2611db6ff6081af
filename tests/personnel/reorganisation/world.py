"""One person in every unit of the shipped tree, its head; and the regions of March 2025 by the old departments."""

from collections.abc import Sequence
from datetime import date

from accounts.services.program_account import program_account
from orgunits.models import Unit
from personnel.models import Appointment, Dossier, Position, Posting, Reorganisation, ReorganisationStep
from personnel.reorganisation.report import examine
from personnel.services.apply_due_reorganisations import apply_due_reorganisations
from personnel.services.approve_reorganisation import approve_reorganisation
from personnel.services.project_dossiers import project_dossiers
from qlcb.dates import PartialDate
from qlcb.history import create_many, writing

DAY, EVE = date(2025, 3, 1), date(2025, 2, 28)
SINCE = PartialDate(2010)
# FACTS 6.2: region → codes of the departments that went into it; where one was shared out, the main region is named.
REGIONS = {
    "KV01": "01", "KV02": "02", "KV03": "03", "KV04": "28", "KV05": "18", "KV06": "15 11", "KV07": "13 10 12",
    "KV08": "20", "KV09": "31 32 33", "KV10": "27", "KV11": "30 29", "KV12": "34 60 35", "KV13": "41 37",
    "KV14": "40 38", "KV15": "51", "KV16": "43 61 45", "KV17": "48", "KV18": "47", "KV19": "54 59", "KV20": "49 50 53",
}  # fmt: skip
SHARED = {"03": "KV03 KV04", "28": "KV04 KV10", "47": "KV18 KV15", "10": "KV07 KV05", "11": "KV06 KV05"}


def people_everywhere(today: date, per_unit: int = 1, units: Sequence[str] | None = None) -> list[int]:
    """Ids of dossiers, so many in each of the units (all when None); the first of each unit heads it."""
    chosen = Unit.objects.existing().order_by("pk")
    chosen = list(chosen if units is None else chosen.filter(code__in=units))
    first, head = Dossier.objects.count(), Position.objects.get(code="TP")
    dossiers = [
        Dossier(code=f"77ZZ-{number:05}", full_name=f"Người Thứ {number}", sex="F", birth_date=PartialDate(1985))
        for number in range(first, first + per_unit * len(chosen))
    ]
    for dossier in dossiers:
        dossier.set_derived()
    with writing(account=program_account(), reason="Lập số liệu thử"):
        create_many(dossiers)
        places = [unit for unit in chosen for _ in range(per_unit)]
        create_many([Posting(dossier=d, unit=u, valid_from=SINCE) for d, u in zip(dossiers, places, strict=True)])
        heads = list(zip(dossiers[::per_unit], chosen, strict=True))
        create_many([Appointment(dossier=d, unit=u, position=head, valid_from=SINCE) for d, u in heads])
    project_dossiers([dossier.pk for dossier in dossiers], today)
    return [dossier.pk for dossier in dossiers]


def draft(account, *steps: dict, on: date = DAY, number: str = "382/QĐ-BTC", scope: str = "TCHQ") -> Reorganisation:
    """A plan with these steps: values of their fields, units and kinds by code."""
    from orgunits.models import UnitKind
    from personnel.services.draft_reorganisation import draft_reorganisation, save_part

    units = {unit.code: unit for unit in Unit.objects.all()}
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    plan = Reorganisation(
        scope=units[scope], number=number, signed_on=date(2025, 2, 26), effective_on=on, summary="Sắp xếp tổ chức"
    )
    draft_reorganisation(account=account, plan=plan)
    for values in steps:
        values = values | {"unit": units[values["unit"]]} if "unit" in values else values
        values = values | {"kind": kinds[values["kind"]]} if "kind" in values else values
        save_part(account=account, part=ReorganisationStep(reorganisation=plan, **values))
    return plan


def carry_out(account, plan: Reorganisation, today: date) -> Reorganisation:
    """Check, approve and apply the plan; returns it as stored."""
    approve_reorganisation(account=account, plan=plan, mark=examine(plan, today).mark, today=today)
    apply_due_reorganisations(today)
    plan.refresh_from_db()
    return plan


def founding(code: str, parent: str, kind: str = "phong", name: str = "") -> dict:
    return {"deed": "establish", "code": code, "parent": parent, "kind": kind, "name": name or f"Đơn vị {code}"}


def merging(unit: str, target: str, **more) -> dict:
    return {"deed": "merge", "unit": unit, "targets": target} | more


REGION = "KV12"


def one_region(account, on: date, **more) -> Reorganisation:
    """Đà Nẵng and Quảng Nam go into one region, the first office of each into the region's; the others go on."""
    steps = [founding(REGION, "TCHQ", "chi-cuc-khu-vuc"), founding("KV12-01", REGION)]
    steps += [merging("HQ34", REGION), merging("HQ60", REGION, accounts="seats")]
    steps += [merging("HQ34-01", "KV12-01"), merging("HQ60-01", "KV12-01")]
    named = {step["unit"] for step in steps if "unit" in step}
    codes = Unit.objects.filter(parent__code__in=("HQ34", "HQ60")).order_by("code").values_list("code", flat=True)
    steps += [{"deed": "move", "unit": code, "parent": REGION} for code in codes if code not in named]
    return draft(account, *steps, on=on, **more)
