from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import Account, Paper
from accounts.services.issue_personal import Issued, Person, issue_personal
from orgunits.models import Unit
from personnel.models import Dossier, PersonalAccount
from personnel.own.people import require_administered, waiting_transfers
from personnel.transfers.locks import hold_dossiers
from qlcb.history import Act, create_many, update_many, writing


def issue_personal_accounts(
    *, account: Account, reason: str, people: Sequence[Dossier], paper: Paper, today: date
) -> list[tuple[Dossier, Issued]]:
    """Give each person an account that reads the dossier about them, on one paper, and ask them to check it (HP-4.2a).

    All of them or none. For one whose dossier was received from elsewhere the account counts as handed over (HP-9.3,
    TN-I.4). Returns each dossier with the account and its password for one use. Raises PermissionDenied when `account`
    does not administer the unit that keeps one of them, or is held by one; ValidationError for one who has left or has
    an account already.
    """
    with writing(account=account, reason=reason, act=Act.OPEN):
        held = hold_dossiers(dossier.pk for dossier in people)
        stored = [held[dossier.pk] for dossier in people]
        units = Unit.objects.select_related("kind").in_bulk({dossier.now_unit_id for dossier in stored} - {None})
        for dossier in stored:
            dossier.now_unit = units.get(dossier.now_unit_id)
        require_administered(account, stored)
        _refuse(stored)
        issued = issue_personal(
            account=account, reason=reason, people=[_person(one) for one in stored], paper=paper, today=today
        )
        create_many([_link(one, new, today) for one, new in zip(stored, issued, strict=True)])
        _hand_over(list(held), today)
    return list(zip(stored, issued, strict=True))


def _person(dossier: Dossier) -> Person:
    return Person(dossier.full_name, dossier.code, dossier.now_unit)


def _link(dossier: Dossier, new: Issued, today: date) -> PersonalAccount:
    return PersonalAccount(account=new.account, dossier=dossier, asked_on=today, asked_because="Tài khoản mới được cấp")


def _refuse(people: Sequence[Dossier]) -> None:
    has = set(PersonalAccount.objects.in_use().filter(dossier__in=people).values_list("dossier_id", flat=True))
    for dossier in people:
        if dossier.now_status == Dossier.Status.LEFT:
            raise ValidationError(f"{dossier} đã thôi công tác.")
        if dossier.pk in has:
            raise ValidationError(f"{dossier} đã có tài khoản cá nhân.")


def _hand_over(ids: Sequence[int], today: date) -> None:
    """What their receiving unit had to do about the account is done by it."""
    waiting = list(waiting_transfers().filter(dossier__in=ids).select_for_update(of=["self"]).order_by("pk"))
    for transfer in waiting:
        transfer.account_handed_on = today
    update_many(waiting, ["account_handed_on"])
