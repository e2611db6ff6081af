"""Role templates follow the regulation of a new version, except those that a person has edited."""

import pytest

from accounts.models import RoleTemplate
from accounts.permissions import EXPORT, VIEW
from accounts.services.load_roles import load_roles
from qlcb.history import record, writing

pytestmark = pytest.mark.django_db


def shorten(role, account, act):
    with writing(account=account, reason="Bản cũ", act=act):
        role.rights = [VIEW]
        record(role)


def test_a_template_that_nobody_edited_is_renewed_and_its_holders_with_it(cast, program, today):
    role = RoleTemplate.objects.get(code="dia-phuong-nhan-su")
    shorten(role, program, "system")
    assert load_roles(account=program, reason="Bản mới", today=today) == (0, 1)
    role.refresh_from_db()
    assert EXPORT in role.rights
    assert role.history.count() == 3
    assert type(cast.clerk).objects.get(pk=cast.clerk.pk).access.holds(EXPORT)


def test_a_template_that_a_person_edited_stays(cast, program, today):
    role = RoleTemplate.objects.get(code="dia-phuong-nhan-su")
    shorten(role, cast.sysadmin, "change")
    assert load_roles(account=program, reason="Bản mới", today=today) == (0, 0)
    role.refresh_from_db()
    assert role.rights == [VIEW]
