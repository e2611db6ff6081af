"""Somebody comes from a body of another system with the package of the file kept there (HP-9.1)."""

import pytest
from django.db import transaction
from django.urls import reverse

from personnel.models import Dossier, PersonalAccount
from personnel.quality.completeness import completeness
from personnel.sections import PANELS, SECTIONS
from personnel.services.open_dossier import open_dossier
from personnel.workbooks.layout import CODE, ROW, sheets
from qlcb.dates import PartialDate
from qlcb.history import writing
from tests.full_dossier import make_full_dossier, panel_values, section_values
from tests.personnel.test_own_accounts import in_use, issue
from tests.personnel.transfers.moves import fresh
from tests.personnel.workbooks.books import Book, export, findings, opened

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("HP-9.1"),
    pytest.mark.usefixtures("opened_here", "silent_table"),
]
COMER = "34ZZ-0900"
HERE_ONLY = {"cong-tac", "tinh-trang"}  # units of ours, and leaving them, are in no package


@pytest.fixture
def package(program, cast, today, tmp_path):
    """The whole file as the old body exports it; nothing of it is in this database. With its numbers and values."""
    with writing(account=program, reason="Danh mục chung của hai bên"):
        panel_values(2), section_values("HQ60-01", 2)
    with transaction.atomic():
        there = make_full_dossier(account=program, today=today, number=2, unit_code="HQ60-01")
        wanted = [slug for slug in sheets() if slug not in HERE_ONLY]
        book = opened(export(cast.neighbour, today, slugs=wanted, people=Dossier.objects.filter(pk=there.pk)))
        counts = {slug: section.rows(there).count() for slug, section in SECTIONS.items() if slug not in HERE_ONLY}
        values = {name: getattr(there, name) for panel in PANELS for name in panel.fields}
        transaction.set_rollback(True)
    return Book(book, tmp_path / "goi.xlsx"), counts, values


def addressed(package: Book, code: str) -> None:
    """The clerk writes the new staff code over the old one; marks of rows of the other system go."""
    for title in package.book.sheetnames:
        sheet = next((one for one in sheets().values() if one.title == title), None)
        if sheet is None:
            continue
        for row in range(2, package.book[title].max_row + 1):
            package.set(sheet.slug, row, **{CODE: code, ROW: None})
            if sheet.section:
                package.set(sheet.slug, row, decision_authority=None)


def test_the_package_fills_the_new_dossier_and_the_person_checks_it(
    cast, package, sign_in, under_regulation, today, unit
):
    under_regulation("haiphong")
    book, counts, values = package
    assert not Dossier.objects.filter(full_name=values["full_name"]).exists()
    comer = Dossier(
        code=COMER, full_name=values["full_name"], sex=values["sex"], birth_date=values["birth_date"],
        came_from="Sở Tài chính tỉnh Quảng Nam",
    )  # fmt: skip
    open_dossier(
        account=fresh(cast.clerk), reason="Tiếp nhận từ ngoài", dossier=comer, unit=unit("HQ34-07"),
        since=PartialDate.of("01/10/2026"), today=today,
    )  # fmt: skip
    account = issue(cast.unit_admin, comer)
    before = completeness(comer, {}).percent

    addressed(book, COMER)
    seen = book.examine(fresh(cast.clerk), today)
    assert seen.counts["new"] == sum(counts.values()) and not seen.counts["refused"], findings(seen)
    assert not any(section.rows(comer).count() for slug, section in SECTIONS.items() if slug in counts), "only compared"
    written = book.write(fresh(cast.clerk), today, reason="Gói dữ liệu của cơ quan cũ", confirmed=seen.mark)
    assert written.mark == seen.mark
    assert {slug: SECTIONS[slug].rows(comer).count() for slug in counts} == counts
    stored = Dossier.objects.get(pk=comer.pk)
    assert stored.citizen_id == values["citizen_id"] and stored.now_complete > before
    same = {name: getattr(stored, name) for name in values if name != "is_confidential"}
    assert same == {name: values[name] for name in same}
    again = book.examine(fresh(cast.clerk), today)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0), "the same package once more brings nothing"

    page = sign_in(in_use(account)).get(reverse("personnel:own")).content.decode()
    assert values["full_name"] in page
    sign_in(in_use(account)).post(reverse("personnel:own_confirm"))
    assert PersonalAccount.objects.get(account=account).checked_on == today
