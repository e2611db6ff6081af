from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Account, Grant, RoleTemplate
from accounts.services.grant import grant
from orgunits.models import Unit
from qlcb.history import Act, writing


def grant_many(
    *,
    account: Account,
    reason: str,
    to: Sequence[Account],
    unit: Unit | None,
    document: str,
    on: date,
    until: date | None = None,
    template: RoleTemplate | None = None,
    right: str = "",
    today: date,
) -> list[Grant]:
    """Give several accounts the same on one paper: to all of them or, when one may not or need not get it, to none.

    unit: the same for all, or None: each on the unit of its own. Each is a grant of its own, asked and written by
    `grant`. Raises what `grant` raises, with the account's name.
    """
    what = {"document": document, "on": on, "until": until, "template": template, "right": right}
    given = []
    with writing(account=account, reason=reason, act=Act.OPEN):
        for one in sorted(to, key=lambda found: found.pk):
            with naming(one):
                given.append(grant(account=account, reason=reason, to=one, unit=unit or one.unit, today=today, **what))
    return given


@contextmanager
def naming(account: Account):
    """Say of which account it was that an error of a service speaks."""
    try:
        yield
    except PermissionDenied as error:
        raise PermissionDenied(f"{account.username}: {error}") from None
    except ValidationError as error:
        raise ValidationError([f"{account.username}: {message}" for message in error.messages]) from None
