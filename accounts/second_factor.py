"""Who needs a second factor, and how its codes are read as typed (TCHQ-4.3)."""

import unicodedata

from django.conf import settings

from accounts.administration import ADMINISTRATORS
from accounts.models import Account


def is_required(account: Account) -> bool:
    """Whether the account may not work without a second factor, as QLCB_SECOND_FACTOR says."""
    if settings.SECOND_FACTOR == "everyone":
        return True
    return settings.SECOND_FACTOR == "administrators" and account.kind in ADMINISTRATORS


def normal_code(text: str) -> str:
    """A code as typed → as it is compared: full-width forms made plain, lower case, no spaces or hyphens."""
    return "".join(mark for mark in unicodedata.normalize("NFKC", text).lower() if mark.isalnum())
