"""What a page says about one person's pay: the next raise, early raises, seniority, and the money of a month."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from personnel.models import Allowance, Appointment, BaseSalary, Dossier, Salary
from personnel.pay_facts import PayTables, gather, rated_years
from personnel.raise_facts import EarlyCase, RaiseCase, case_of, early_raises
from personnel.rules.pay import Extra, MonthlyPay, monthly_pay
from personnel.rules.salary import base_amount_on
from personnel.rules.seniority import Seniority, seniority
from qlcb import regulation


def raise_of(dossier: Dossier, salaries: list[Salary], today: date) -> RaiseCase:
    """The case of one dossier whose salary records, newest first, have been read already."""
    tables = PayTables(today)
    facts = gather({dossier.pk: dossier.subject}, today, salaries=reversed(salaries))[dossier.pk]
    serving = dossier.now_status == Dossier.Status.SERVING
    return case_of(dossier.pk, facts, tables, serving=serving, rated=rated_years([dossier.pk]).get(dossier.pk, set()))


def early_of(dossier: Dossier, today: date) -> EarlyCase | None:
    """The ways to an early raise this year; None for who is not in service or has no step."""
    return early_raises([dossier.pk], today, year=today.year).get(dossier.pk)


@dataclass(frozen=True)
class Month:
    """The pay of a month: by which salary record and base salary, line by line. told: why there is none, or ""."""

    salary: Salary | None = None
    base_amount: int = 0
    pay: MonthlyPay | None = None
    told: str = ""


def month_of(dossier: Dossier, day: date) -> Month:
    """What the file says is paid a month on `day`, at the base salary of that day."""
    salary = Salary.objects.on(day).filter(dossier=dossier).select_related("rank").first()
    if salary is None:
        return Month(told="Ngày này hồ sơ không ghi bậc lương nào.")
    try:
        base_amount = base_amount_on(day, BaseSalary.objects.all())
    except LookupError as error:
        return Month(salary, told=str(error))
    pay = monthly_pay(
        salary.coefficient,
        base_amount,
        over_frame=salary.over_frame,
        pay_percent=salary.pay_percent,
        extras=_extras(dossier, day, bool(salary.over_frame)),
    )
    return Month(salary, base_amount, pay)


def _extras(dossier: Dossier, day: date, has_over_frame: bool) -> list[Extra]:
    """The allowances of a day. What the appointment and the salary record say already is not paid again."""
    codes = regulation.fact("allowances")
    main = Appointment.objects.on(day).filter(dossier=dossier, is_main=True, allowance__gt=0).first()
    told = {codes["over_frame"]} if has_over_frame else set()
    extras = []
    if main:
        told.add(codes["position"])
        extras.append(Extra("Phụ cấp chức vụ lãnh đạo", "coefficient", main.allowance, in_base=True))
    rows = Allowance.objects.on(day).filter(dossier=dossier).exclude(kind__code__in=told).select_related("kind")
    return extras + [
        Extra(str(row.kind), row.mode, _value(row), in_base=row.kind.code == codes["position"])
        for row in rows.order_by("kind__order", "pk")
    ]


def _value(row: Allowance) -> Decimal:
    return Decimal(getattr(row, row.mode))


def seniority_of(dossier: Dossier, today: date) -> Seniority | None:
    """Thâm niên nghề by the day of entry into the service; None for ranks that have none, or without such a day."""
    families = regulation.fact("allowances")["seniority_rank_families"]
    since = dossier.joined_service_on or dossier.recruited_on
    if since is None or since.first_day > today or not dossier.now_rank or dossier.now_rank.family not in families:
        return None
    tables = PayTables(today)
    spans = gather({dossier.pk: dossier.subject}, today, salaries=[])[dossier.pk].spans
    return seniority(since.first_day, today, spans, tables)
