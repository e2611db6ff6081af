"""The nightly run: what begins or ends today takes effect for units, rights and dossiers; again changes nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Account
from accounts.permissions import VIEW
from accounts.services.grant import grant
from orgunits.services.change_unit import change_unit
from personnel.models import Posting
from personnel.sections import POSTINGS
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("project_today", stdout=out)
    return out.getvalue().strip()


def test_what_was_planned_takes_effect_on_its_day(cast, unit, make_dossier, today, monkeypatch):
    day, port = today + timedelta(days=5), unit("HQ34-07")
    dossier = make_dossier(unit_code="HQ34-07")
    change_unit(
        account=cast.sysadmin, reason="Thử", unit=port, on=day, name="Hải quan cảng Tiên Sa", short_name="",
        kind=port.kind, parent=port.parent, document="7/QĐ", today=today,
    )  # fmt: skip
    grant(
        account=cast.sysadmin, reason="Thử", to=cast.neighbour, unit=unit("HQ34"), document="x", on=day, until=day,
        right=VIEW, today=today,
    )  # fmt: skip
    add_row(
        account=cast.clerk,
        reason="Điều động",
        section=POSTINGS,
        row=Posting(dossier=dossier, unit=unit("HQ34-01"), valid_from=PartialDate.of(day)),
        today=today,
    )

    def state():
        dossier.refresh_from_db()
        neighbour = Account.objects.get(pk=cast.neighbour.pk)
        return unit("HQ34-07").name, dossier.now_unit.code, neighbour.access.may(VIEW, port.pk)

    nothing = "Đã cập nhật 0 đơn vị, quyền của 0 tài khoản, 0 hồ sơ."
    assert run() == nothing
    assert state() == (port.name, "HQ34-07", False)
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    assert run() == "Đã cập nhật 1 đơn vị, quyền của 1 tài khoản, 1 hồ sơ."
    assert state() == ("Hải quan cảng Tiên Sa", "HQ34-01", True)
    assert run() == nothing
    monkeypatch.setattr(timezone, "localdate", lambda: day + timedelta(days=1))
    assert run() == "Đã cập nhật 0 đơn vị, quyền của 1 tài khoản, 0 hồ sơ."
    assert state()[2] is False
