"""Biên chế against the people who are there (HG-7.1): the table of a day, its workbook, what is over."""

from orgunits.models import QuotaKind
from personnel.models import Dossier

S = Dossier.Subject
SUBJECTS: dict[str, tuple[str, ...]] = {
    QuotaKind.CIVIL_SERVANT: (S.OFFICIAL.value, S.CIVIL_SERVANT.value),
    QuotaKind.PUBLIC_EMPLOYEE: (S.PUBLIC_EMPLOYEE.value,),
    QuotaKind.CONTRACT: (S.CONTRACT.value,),
}
"""Which people fill the number of a kind; everybody fills one."""
