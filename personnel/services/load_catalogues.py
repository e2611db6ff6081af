"""Catalogues of the deployment from fixtures into the database: law as data, edited by people (DESIGN §6)."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from personnel.models import (
    BaseSalary,
    EthnicGroup,
    Language,
    Position,
    Qualification,
    Rank,
    Religion,
    RetirementAge,
    SalaryStep,
)
from qlcb import regulation
from qlcb.history import Act, create_many, writing

LEGACY_TABLE_FROM = date(2004, 10, 1)  # NĐ 204/2004/NĐ-CP


def load_catalogues(*, account, reason: str) -> int:
    """Bring entries of the fixtures that the database does not know yet; entries that people edited stay as they are.

    Returns the number of entries made.
    """
    made = 0
    with writing(account=account, reason=reason, act=Act.SYSTEM):
        for model, key, build in CATALOGUES:
            known = set(model.objects.values_list(*key))
            new = [entry for entry in build() if tuple(getattr(entry, name) for name in key) not in known]
            create_many(new)
            made += len(new)
    return made


def _aliases(row) -> list[str]:
    return [alias.strip() for alias in row.get("aliases", "").split(";") if alias.strip()]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _ethnic_groups() -> Iterator[EthnicGroup]:
    for row in regulation.table("ethnic_groups"):
        yield EthnicGroup(
            code=row["code"],
            name=row["name"],
            order=int(row["code"]),
            is_minority=row["minority"] == "1",
            aliases=_aliases(row),
        )


def _religions() -> Iterator[Religion]:
    for row in regulation.table("religions"):
        yield Religion(
            code=row["code"],
            name=row["name"],
            order=int(row["code"]),
            is_none=row["is_none"] == "1",
            aliases=_aliases(row),
        )


def _languages() -> Iterator[Language]:
    for order, row in enumerate(regulation.table("languages")):
        yield Language(
            code=row["code"],
            name=row["name"],
            order=order,
            is_ethnic=row["is_ethnic"] == "1",
            aliases=_aliases(row),
        )


def _qualifications() -> Iterator[Qualification]:
    for row in regulation.table("qualifications"):
        yield Qualification(
            kind=row["kind"],
            code=row["code"],
            name=row["name"],
            order=int(row["order"]),
            bucket=row["bucket"],
            aliases=_aliases(row),
        )


def _positions() -> Iterator[Position]:
    for row in regulation.table("positions"):
        yield Position(
            code=row["code"],
            name=row["name"],
            order=int(row["order"]),
            is_leading=row["is_leading"] == "1",
            allowance=Decimal(row["allowance"]) if row["allowance"] else None,
            confidence=row["confidence"],
            aliases=_aliases(row),
        )


def _ranks() -> Iterator[Rank]:
    for order, row in enumerate(regulation.table("ranks")):
        yield Rank(
            code=row["code"],
            name=row["name"],
            order=order,
            family=row["family"],
            group=row["salary_group"],
            raise_months=int(row["raise_months"]),
            tier=rank_tier(row["salary_group"], row["name"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            confidence=row["confidence"],
            source=row["note"],
        )


def rank_tier(group: str, name: str) -> str:
    """The column of TT 11/2012 forms in which a rank is counted, from its salary group and name."""
    for prefix, tier in (("A3", "senior"), ("A2", "principal"), ("A1", "officer")):
        if group.startswith(prefix):
            return tier
    staff = group.startswith(("NV.", "C")) or name.startswith("Nhân viên")
    return Rank.Tier.STAFF if staff else Rank.Tier.ASSISTANT


def _salary_steps() -> Iterator[SalaryStep]:
    for row in regulation.table("salary_table"):
        over_frame = row["overgrade_first_5pct_after_months_at_last_step"]
        yield SalaryStep(
            code=row["group"],
            name=row["label"],
            step=int(row["step"]),
            order=int(row["step"]),
            coefficient=Decimal(row["coefficient"]),
            raise_months=int(row["raise_months"]),
            over_frame_months=int(over_frame) if over_frame else None,
            valid_from=LEGACY_TABLE_FROM,
            source="NĐ 204/2004/NĐ-CP",
        )


def _base_salaries() -> Iterator[BaseSalary]:
    for row in regulation.table("base_salary"):
        yield BaseSalary(
            code=row["valid_from"],
            name=row["legal_basis"],
            amount=int(row["amount_vnd"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            confidence=row["confidence"],
            source=row["legal_basis"],
        )


def _retirement_ages() -> Iterator[RetirementAge]:
    for row in regulation.table("retirement_age"):
        yield RetirementAge(
            code=f"{row['year']}-{row['sex']}-{row['annex']}",
            name=f"Năm {row['year']}",
            year=int(row["year"]),
            sex=row["sex"],
            annex=row["annex"],
            years=int(row["years"]),
            months=int(row["months"]),
            source="NĐ 135/2020/NĐ-CP",
        )


CATALOGUES: tuple[tuple[type, tuple[str, ...], Callable], ...] = (
    (EthnicGroup, ("code",), _ethnic_groups),
    (Religion, ("code",), _religions),
    (Language, ("code",), _languages),
    (Qualification, ("kind", "code"), _qualifications),
    (Position, ("code",), _positions),
    (Rank, ("code", "valid_from"), _ranks),
    (SalaryStep, ("code", "step", "valid_from"), _salary_steps),
    (BaseSalary, ("valid_from",), _base_salaries),
    (RetirementAge, ("year", "sex", "annex"), _retirement_ages),
)
