"""What a complete dossier has, counted thing by thing."""

import pytest

from personnel.models import Dossier
from personnel.quality.completeness import completeness
from personnel.sections import PANELS, SECTIONS

NEEDED = [name for panel in PANELS for name in panel.needed]
EXPECTED = [slug for slug, section in SECTIONS.items() if section.expected(Dossier())]
FULL = dict.fromkeys(EXPECTED, 1)


def dossier(**fields):
    """A dossier with every needed field known, but for those given."""
    return Dossier(**{Dossier._meta.get_field(name).attname: 1 for name in NEEDED} | fields)


def test_all_there_is_a_hundred_percent():
    found = completeness(dossier(), FULL)
    assert (found.percent, found.missing, found.needed) == (100, (), len(NEEDED) + len(EXPECTED))


def test_each_field_and_each_section_weighs_the_same():
    found = completeness(dossier(phone=""), FULL | {"gia-dinh": 0})
    assert found.words == "Điện thoại liên hệ, Quan hệ gia đình"
    assert [(missing.place, missing.is_section) for missing in found.missing] == [
        ("giay-to", False),
        ("gia-dinh", True),
    ]
    assert found.percent == 100 * (found.needed - 2) // found.needed
    assert completeness(dossier(), FULL | {"gia-dinh": 9}).percent == 100, "more records do not make it fuller"


def test_a_hundred_percent_only_when_nothing_is_missing():
    assert completeness(dossier(phone=""), FULL).percent < 100


@pytest.mark.parametrize(("field", "value"), [("religion_id", None), ("main_work", ""), ("recruited_on", None)])
def test_empty_is_missing(field, value):
    assert len(completeness(dossier(**{field: value}), FULL).missing) == 1


def test_a_place_from_the_list_stands_for_its_words():
    assert completeness(dossier(birth_place="", birth_area_id=1), FULL).percent == 100
    assert completeness(dossier(birth_place="", birth_area_id=None), FULL).words == "Nơi sinh"


def test_contract_staff_need_a_contract_and_no_step():
    staff = dossier(subject="contract")
    assert completeness(staff, FULL).words == "Hợp đồng lao động"
    assert completeness(staff, FULL | {"luong": 0, "hop-dong": 1}).percent == 100


def test_a_restricted_value_need_not_be_read_to_be_counted():
    unread = dossier(phone="")
    unread.known_phone = True
    assert completeness(unread, FULL).percent == 100
    unread.known_phone = False
    assert completeness(unread, FULL).words == "Điện thoại liên hệ"
