"""Many people at once, for what is asked of three hundred: written in bulk, as imports write them."""

from datetime import date

from orgunits.models import Unit
from personnel.models import Dossier, Posting, Rank, Salary, SalaryStep
from personnel.services.project_dossiers import project_dossiers
from qlcb.dates import PartialDate
from qlcb.history import Act, create_many, writing
from tests.stage import the_cast


def crowd(
    number: int,
    today: date,
    *,
    unit_code: str = "HQ34-07",
    first: int = 1,
    rank: str = "08.051",
    step: int = 4,
    salary_from: str = "01/03/2023",
    **fields,
) -> list[int]:
    """Ids of new people of a unit, each with a posting and a salary; codes 34DD-0001 and so on from `first`."""
    fields = {"full_name": "Nguyễn Thị Thanh Hương", "sex": "F", "birth_date": "14/08/1986"} | fields
    fields["birth_date"] = PartialDate.of(fields["birth_date"])
    entry = Rank.objects.on(today).get(code=rank)
    pay = SalaryStep.objects.on(today).get(code=entry.group, step=step)
    unit = Unit.objects.get(code=unit_code)
    people = [Dossier(code=f"34DD-{place:04}", **fields) for place in range(first, first + number)]
    for person in people:
        person.set_derived()
    with writing(account=the_cast().sysadmin, reason="Thế giới thử", act=Act.OPEN):
        create_many(people)
        create_many([Posting(dossier=one, unit=unit, kind="first", valid_from=PartialDate(2012, 1)) for one in people])
        create_many(
            [
                Salary(
                    dossier=one, rank=entry, group=entry.group, step=step, coefficient=pay.coefficient,
                    valid_from=PartialDate.of(salary_from),
                )
                for one in people
            ]
        )  # fmt: skip
        ids = [person.pk for person in people]
        project_dossiers(ids, today)
    return ids
