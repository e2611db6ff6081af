"""Catalogues of the deployment from fixtures into the database: law as data, edited by people (DESIGN §6)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orgunits.models import Unit, UnitKind
from personnel.catalogues import CATALOGUES
from personnel.models import (
    BaseSalary,
    Consequence,
    Decentralisation,
    DecreedDay,
    EthnicGroup,
    Language,
    LegalNumber,
    Place,
    Position,
    Qualification,
    Rank,
    Religion,
    RetirementAge,
    RotationPost,
    SalaryStep,
    Term,
)
from qlcb import regulation
from qlcb.history import Act, create_many, writing

LEGACY_TABLE_FROM = date(2004, 10, 1)  # NĐ 204/2004/NĐ-CP


def load_catalogues(*, account, reason: str) -> int:
    """Bring entries of the fixtures that the database never held; what people edited or removed stays as they left it.

    Returns the number of entries made.
    """
    made = 0
    with writing(account=account, reason=reason, act=Act.SYSTEM):
        for source in SOURCES:
            known = set(source.model.history.values_list(*source.key))
            new = [entry for entry in source.build() if source.key_of(entry) not in known]
            create_many(new)
            made += len(new)
    return made


@dataclass(frozen=True)
class Source:
    """Entries of one model from the fixtures; `key`: the fields by which an entry is known again."""

    model: type
    key: tuple[str, ...]
    build: Callable

    def key_of(self, entry) -> tuple:
        return tuple(getattr(entry, name) for name in self.key)


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


def _terms() -> Iterator[Term]:
    """The short lists: one file a list, fixtures/catalogues/terms/<kind>.csv; a regulation may bring its own."""
    for kind in Term.Kind.values:
        for row in regulation.table(f"terms/{kind}"):
            yield Term(
                kind=kind,
                code=row["code"],
                name=row["name"],
                aliases=_aliases(row),
                group=row["group"],
                required=row["required"] == "1",
                order=int(row["order"]),
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
                confidence=row["confidence"],
                source=row["source"],
            )


def _legal_numbers() -> Iterator[LegalNumber]:
    for row in regulation.table("legal_numbers"):
        yield LegalNumber(
            code=row["code"],
            name=row["name"],
            value=int(row["value"]),
            unit=row["unit"],
            order=int(row["order"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            confidence=row["confidence"],
            source=row["source"],
        )


def _rotation_posts() -> Iterator[RotationPost]:
    """Posts that must change after some months, by kinds of units of the regulation."""
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in regulation.table("rotation_posts"):
        yield RotationPost(
            code=row["code"],
            name=row["name"],
            kind=kinds[row["kind"]] if row["kind"] else None,
            unit=units[row["unit"]] if row["unit"] else None,
            months=int(row["months"]),
            order=int(row["order"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            confidence=row["confidence"],
            source=row["source"],
        )


def _consequences() -> Iterator[Consequence]:
    """What disciplines, ratings and rewards lead to; the entries of those lists have come before."""
    terms = {(term.kind, term.code): term for term in Term.objects.filter(kind__in=Consequence.KINDS)}
    for row in regulation.table("consequences"):
        entry = Consequence(
            term=terms[row["kind"], row["term"]],
            subject=row["subject"],
            raise_months=int(row["raise_months"]),
            hold_months=int(row["hold_months"]),
            early_months=int(row["early_months"]),
            order=int(row["order"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            confidence=row["confidence"],
            source=row["source"],
        )
        CATALOGUES["he-qua"].derive(entry)
        yield entry


def _provinces() -> Iterator[Place]:
    """The 34 provinces of today."""
    for row in regulation.table("provinces_34"):
        yield _province(row, row["code"], valid_from=_day(row["valid_from"]), source="NQ 202/2025/QH15")


def _former_provinces() -> Iterator[Place]:
    """The 63 provinces until 2025-06-30, each with the one that took it over. Their numbers stand twice: the new
    province keeps the number of one of the old (FACTS §7), and is told from it by the day it began."""
    today = {place.code: place for place in Place.objects.filter(level=Place.Level.PROVINCE, valid_to=None)}
    for row in regulation.table("provinces_63"):
        yield _province(
            row,
            row["gso_code"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor=today.get(row["new_code_2025_07"]),
            citizen_code=row["cccd_code"],
            source="QĐ 124/2004/QĐ-TTg",
        )


def _province(row, code: str, **values) -> Place:
    return Place(
        code=code,
        name=f"{row['type'].capitalize()} {row['name']}",
        aliases=[row["name"], *_aliases(row)],
        order=int(code),
        confidence="source",
        **values,
    )


def _decreed_days() -> Iterator[DecreedDay]:
    for row in regulation.table("holidays_vn"):
        yield DecreedDay(
            code=row["day"],
            name=row["name"],
            day=_day(row["day"]),
            kind=row["kind"],
            yearly=row["yearly"] == "1",
            confidence=row["confidence"],
            source=row["source"],
        )


def _decentralisation() -> Iterator[Decentralisation]:
    """Who decides what about whom; marked by where it is known from, for no text that was found names it whole."""
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.filter(kind__is_department=True)}
    for row in regulation.table("decentralisation"):
        entry = Decentralisation(
            matter=row["act"],
            subject=row["subject"],
            kind=kinds[row["kind"]] if row["kind"] else None,
            unit=units[row["unit"]] if row["unit"] else None,
            decider=row["decider"],
            or_above=row["or_above"] == "1",
            or_outside=row["or_outside"] == "1",
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            confidence=row["confidence"],
            source=row["source"],
            note=row["note"],
        )
        CATALOGUES["phan-cap"].derive(entry)
        yield entry


SOURCES = (
    Source(EthnicGroup, ("code",), _ethnic_groups),
    Source(Religion, ("code",), _religions),
    Source(Language, ("code",), _languages),
    Source(Qualification, ("kind", "code"), _qualifications),
    Source(Position, ("code",), _positions),
    Source(Rank, ("code", "valid_from"), _ranks),
    Source(SalaryStep, ("code", "step", "valid_from"), _salary_steps),
    Source(BaseSalary, ("valid_from",), _base_salaries),
    Source(RetirementAge, ("year", "sex", "annex"), _retirement_ages),
    Source(Term, ("kind", "code", "valid_from"), _terms),
    Source(LegalNumber, ("code", "valid_from"), _legal_numbers),
    Source(RotationPost, ("code", "valid_from"), _rotation_posts),
    Source(Consequence, ("term_id", "subject", "valid_from"), _consequences),
    Source(Place, ("code", "valid_from"), _provinces),
    Source(Place, ("code", "valid_from"), _former_provinces),
    Source(DecreedDay, ("day",), _decreed_days),
    Source(Decentralisation, ("matter", "subject", "kind_id", "unit_id", "valid_from"), _decentralisation),
)
