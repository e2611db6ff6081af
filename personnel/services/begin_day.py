from dataclasses import dataclass
from datetime import date

from accounts.services.grant import derive_all_rights
from accounts.services.program_account import program_account
from accounts.services.withdraw_account import withdraw_accounts_of_dissolved_units
from orgunits.services.project_unit import project_units
from personnel.models import Dossier
from personnel.services.apply_due_reorganisations import apply_due_reorganisations
from personnel.services.begin_conversions import begin_conversions
from personnel.services.close_left_requests import close_left_requests
from personnel.services.derive_named_rights import derive_named_rights
from personnel.services.project_dossiers import project_dossiers
from personnel.services.withdraw_left_accounts import withdraw_left_accounts


@dataclass(frozen=True)
class Begun:
    """How many units, accounts' rights and dossiers were brought up to date."""

    units: int
    accounts: int
    dossiers: int


def begin_day(today: date) -> Begun:
    """Bring into force what holds from `today`: reorganisations, units, grants, delegations, and the projection of
    dossiers.

    Approved reorganisations whose day has come are carried out, accounts of units that are no more and personal ones of
    people who left are withdrawn, requests for the dossiers of the latter are answered, and contract staff received as
    civil servants are such from their day on, all with their history. The rest is derived columns and guardian's rows
    only, without history; run again it changes nothing.
    """
    apply_due_reorganisations(today)
    withdraw_accounts_of_dissolved_units(today)
    begin_conversions(today)
    ids = Dossier.objects.order_by("pk").values_list("pk", flat=True)
    units, accounts = project_units(today), derive_all_rights(today) + derive_named_rights(today)
    dossiers = project_dossiers(ids, today)
    withdraw_left_accounts(today)
    close_left_requests(account=program_account())
    return Begun(units, accounts, dossiers)
