"""The full dossier of the tests leaves no field of any panel and no section empty."""

import pytest

from personnel.sections import PANELS, SECTIONS
from tests.full_dossier import NEVER_FILLED, make_full_dossier

pytestmark = pytest.mark.django_db


def test_every_field_has_a_value_and_every_section_two_records(program, today):
    dossier = make_full_dossier(account=program, today=today)
    names = {name for panel in PANELS for name in panel.fields} - NEVER_FILLED
    assert [name for name in sorted(names) if getattr(dossier, name) in (None, "")] == []
    for section in SECTIONS.values():
        rows = list(section.rows(dossier))
        assert len(rows) >= 2, section.slug
        for name in sorted(set(section.fields) - NEVER_FILLED):
            assert any(getattr(row, name) not in (None, "") for row in rows), f"{section.slug}.{name}"
        for row in rows:
            row.full_clean()


def test_a_second_one_stands_beside_the_first(program, today):
    first = make_full_dossier(account=program, today=today)
    second = make_full_dossier(account=program, today=today, number=2, full_name="Nguyễn Văn Hai")
    assert first.code != second.code and second.full_name == "Nguyễn Văn Hai"
