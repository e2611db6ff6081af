"""The access log as data: who may read which rows, how they are narrowed, and that no row ever changes."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import AccessEvent
from accounts.permissions import ACCESS_LOG
from accounts.services.grant import grant
from qlcb.history import HistoryError, RequestContext, request_context

pytestmark = pytest.mark.django_db
Kind = AccessEvent.Kind


@pytest.fixture
def log():
    """`log(Kind.VIEW, account, target=…, address=…)`: one row of the log from that address."""

    def add(kind, account=None, *, address="10.34.2.17", **values):
        token = request_context.set(RequestContext("r", address))
        try:
            return AccessEvent.log(kind, account, **values)
        finally:
            request_context.reset(token)

    return add


def targets(rows):
    return sorted(rows.values_list("target", flat=True))


def test_a_row_is_about_a_unit_below_or_by_an_account_of_one(log, cast, unit):
    log(Kind.VIEW, cast.clerk, target="own unit, own account", unit=unit("HQ34-07"))
    log(Kind.VIEW, cast.leader, target="own unit, foreign account", unit=unit("HQ34-07"))
    log(Kind.VIEW, cast.clerk, target="foreign unit, own account", unit=unit("HQ60-07"))
    log(Kind.EXPORT, cast.clerk, target="no unit, own account")
    log(Kind.VIEW, cast.neighbour, target="foreign unit, foreign account", unit=unit("HQ60-07"))
    log(Kind.SIGN_IN_REFUSED, None, target="unknown name")
    assert targets(AccessEvent.objects.visible_to(cast.unit_admin)) == [
        "foreign unit, own account", "no unit, own account", "own unit, foreign account", "own unit, own account",
    ]  # fmt: skip
    assert AccessEvent.objects.visible_to(cast.sysadmin).count() == 6
    assert not AccessEvent.objects.visible_to(cast.clerk).exists(), "reads dossiers, not the log"


def test_the_right_on_a_unit_ends_at_that_unit(log, cast, unit, today):
    grant(
        account=cast.sysadmin, reason="Thử", to=cast.reader, unit=unit("HQ34-07"), document="x", on=today,
        right=ACCESS_LOG, today=today,
    )  # fmt: skip
    log(Kind.VIEW, cast.clerk, target="inside", unit=unit("HQ34-07"))
    log(Kind.VIEW, cast.clerk, target="beside", unit=unit("HQ34-03"))
    assert targets(AccessEvent.objects.visible_to(cast.reader)) == ["inside"]


def test_narrowed_by_account_custodian_day_target_and_address(log, cast, today):
    log(Kind.VIEW, cast.clerk, target="34ZZ-0217")
    log(Kind.NOT_FOUND, cast.neighbour, target="/ho-so/34ZZ-0217/muc/luong/", address="10.60.1.9")
    log(Kind.EXPORT, cast.clerk, target="Báo cáo BM01 (xlsx)", address="10.34.3.1")
    rows = AccessEvent.objects
    assert rows.by_accounts("hq34.nhansu1", today).count() == 2
    assert targets(rows.by_accounts("quang nam", today)) == ["/ho-so/34ZZ-0217/muc/luong/"]
    holder = cast.clerk.custody
    assert rows.held_by(holder.staff_code).count() == rows.held_by(holder.holder_name.upper()).count() == 2
    assert targets(rows.about("34ZZ-0217", "/ho-so/34ZZ-0217/")) == ["/ho-so/34ZZ-0217/muc/luong/", "34ZZ-0217"]
    assert targets(rows.on_targets(["Báo cáo BM"])) == ["Báo cáo BM01 (xlsx)"]
    assert rows.from_network(ip_network("10.34.0.0/16")).count() == 2
    assert rows.from_network(ip_network("10.34.3.1")).count() == 1
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    assert rows.between(today, today).count() == rows.between(yesterday, None).count() == 3
    assert not rows.between(None, yesterday).exists()
    assert not rows.between(tomorrow, None).exists()


def test_a_day_begins_and_ends_at_local_midnight(log, cast, today):
    event = log(Kind.VIEW, cast.clerk, target="34ZZ-0217")
    local = timezone.localtime(event.at)
    assert AccessEvent.objects.between(local.date(), local.date()).get() == event


def test_who_held_the_account_then_is_found_after_the_seat_changed_hands(log, cast, today):
    """Rows keep the custodian of their moment; a row written without one is not the person's."""
    log(Kind.VIEW, cast.clerk, target="held")
    cast.clerk.custody = None
    log(Kind.VIEW, cast.clerk, target="not held")
    name = type(cast.clerk).objects.get(pk=cast.clerk.pk).custody.holder_name
    assert targets(AccessEvent.objects.held_by(name)) == ["held"]


def test_rows_are_only_ever_added(log, cast):
    event = log(Kind.VIEW, cast.clerk, target="34ZZ-0217")
    event.target = "34ZZ-0001"
    attempts = [
        event.save,
        event.delete,
        AccessEvent.objects.all().delete,
        lambda: AccessEvent.objects.update(target="x"),
        lambda: AccessEvent.objects.bulk_update([event], ["target"]),
    ]
    for attempt in attempts:
        with pytest.raises(HistoryError, match="chỉ được ghi thêm"):
            attempt()
    for statement in ("UPDATE accounts_accessevent SET target = 'x'", "DELETE FROM accounts_accessevent"):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert AccessEvent.objects.get().target == "34ZZ-0217"
