"""Who asks, read once for a file: tests make some ten thousand requests by nine accounts that seldom change."""

import copy
import re

import pytest
from django.db import connection
from django.utils import timezone

from accounts.sign_in import AccountBackend

CHANGES_IT = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "?(accounts_(?!accessevent|opensession)|orgunits_|auth_|personnel_\w*permission)'
)


class Known:
    """Accounts as a request reads them, with their rights, until something is written that could change these.

    From a write on to the end of its test nothing is kept, since what the test wrote goes with it.
    """

    def __init__(self):
        self.accounts, self.is_stale = {}, False

    def watch(self, execute, sql, params, many, context):
        """A wrapper of queries."""
        if not sql.startswith("SELECT") and CHANGES_IT.search(sql):
            self.accounts.clear()
            self.is_stale = True
        return execute(sql, params, many, context)

    def get(self, read, pk):
        """The account that `read` reads. Queries that are counted are made."""
        if self.is_stale or connection.force_debug_cursor:
            return read(pk)
        key = pk, timezone.localdate()
        if key not in self.accounts:
            account = read(pk)
            if account is None:
                return None
            _ = account.access.row_scope(), account.custody  # which stay known
            self.accounts[key] = account
        return copy.copy(self.accounts[key])


known = Known()


@pytest.fixture(scope="module")
def known_accounts(stage):
    known.accounts.clear()
    with connection.execute_wrapper(known.watch):
        yield known
    known.accounts.clear()


@pytest.fixture
def read_once(known_accounts, monkeypatch):
    """Requests of this test find the accounts known. That each request reads them has tests in tests/accounts."""
    read = AccountBackend.get_user
    monkeypatch.setattr(AccountBackend, "get_user", lambda self, pk: known.get(lambda pk: read(self, pk), int(pk)))
    known.is_stale = False
