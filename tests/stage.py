"""The named cast, and people with a post, for tests and for what a whole file of tests stands on."""

from datetime import date
from types import SimpleNamespace

CAST = {
    "sysadmin": "cntt.quantri",
    "leader": "tccb.lanhdao",
    "specialist": "tccb.nhansu1",
    "policy": "tccb.chinhsach1",
    "department_head": "gsql.1",
    "reader": "phapche.1",
    "clerk": "hq34.nhansu1",
    "unit_admin": "hq34.quantri",
    "neighbour": "hq60.nhansu1",
}


def paper(number: str = "3/QĐ", consent: str = ""):
    """The paper under which something is done with an account."""
    from accounts.models import Paper

    return Paper(number, date(2026, 1, 5), "Cục trưởng Lê Văn Phê Duyệt", consent)


def the_cast() -> SimpleNamespace:
    """The accounts of the cast by their roles, read anew."""
    from accounts.models import Account

    accounts = {a.username: a for a in Account.objects.filter(username__in=CAST.values()).select_related("unit")}
    return SimpleNamespace(**{role: accounts[username] for role, username in CAST.items()})


def dossier_maker(today: date):
    """`make(unit_code="HQ34-07", full_name=…, rank="08.051", step=5, since="01/2012", …)`: a person with a posting.

    Further keyword arguments are fields of the dossier. `rank` and `step` add a salary from `salary_from`.
    """
    from orgunits.models import Unit
    from personnel.models import Dossier, Rank, Salary, SalaryStep
    from personnel.sections import SALARIES
    from personnel.services.open_dossier import open_dossier
    from personnel.services.save_row import add_row
    from qlcb.dates import PartialDate

    count = iter(range(1, 10_000))

    def make(*, unit_code="HQ34-07", since="01/2012", rank=None, step=1, salary_from="01/03/2024", **fields):
        writer = the_cast().sysadmin
        fields.setdefault("code", f"99ZZ-{next(count):04}")
        fields.setdefault("full_name", "Nguyễn Thị Thanh Hương")
        fields.setdefault("sex", "F")
        fields["birth_date"] = PartialDate.of(fields.get("birth_date", "14/08/1986"))
        dossier = open_dossier(
            account=writer,
            reason="Lập hồ sơ thử",
            dossier=Dossier(**fields),
            unit=Unit.objects.get(code=unit_code),
            since=PartialDate.of(since),
            today=today,
        )
        if rank:
            entry = Rank.objects.on(today).get(code=rank)
            step_row = SalaryStep.objects.on(today).get(code=entry.group, step=step)
            add_row(
                account=writer,
                reason="Lập hồ sơ thử",
                section=SALARIES,
                row=Salary(
                    dossier=dossier,
                    rank=entry,
                    step=step,
                    coefficient=step_row.coefficient,
                    valid_from=PartialDate.of(salary_from),
                ),
                today=today,
            )
            dossier.refresh_from_db()
        return dossier

    return make
