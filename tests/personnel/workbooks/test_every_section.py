"""What holds of every sheet: template, export and import back, change, new row, rights; new sections inherit it."""

import pytest
from django.db import models, transaction
from django.utils import timezone

from accounts.services.program_account import program_account
from personnel.models import Dossier
from personnel.models.rows import DossierRow
from personnel.sections import SECTIONS
from personnel.workbooks.layout import CITIZEN, CODE, NAME, PEOPLE_SLUG, ROW, sheets
from qlcb.fields import PartialDateField, SealedField
from qlcb.history import Act, changed_fields
from tests.full_dossier import make_full_dossier
from tests.history import assert_history_is_whole
from tests.personnel.workbooks.books import all_errors, export, findings, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]

EVERY = pytest.mark.parametrize("slug", sorted(SECTIONS), scope="module")
# What does not hang on the columns of a section is tried on one of each time rule and one with restricted fields.
SOME = pytest.mark.parametrize("slug", ["bo-nhiem", "gia-dinh", "luong", "xep-loai"], scope="module")
WORDS = ("note", "drafted_by")


@pytest.fixture(scope="module")
def full_id(stage, slug):
    """The dossier of the section that the tests are about, as long as they are about it."""
    with transaction.atomic():
        today = timezone.localdate()
        yield make_full_dossier(account=program_account(), today=today, sections={"cong-tac", slug}).pk
        transaction.set_rollback(True)


@pytest.fixture
def full(full_id, db):
    return Dossier.objects.get(pk=full_id)


def history_rows() -> int:
    return sum(section.model.history.count() for section in SECTIONS.values()) + Dossier.history.count()


@EVERY
def test_the_template_has_its_sheet_and_columns(slug, full, cast, today):
    sheet, made = sheets()[slug], opened(export(cast.clerk, today, slugs=[slug], rows=False))
    page = made[sheet.title]
    heads = {cell.value: cell for cell in page[1]}
    section = SECTIONS[slug]
    labels = [str(section.model._meta.get_field(name).verbose_name) for name in section.fields]
    assert [head.casefold() for head in heads][4 : 4 + len(labels)] == [label.casefold() for label in labels]
    assert list(heads)[:4] == [sheet.by_key[key].header for key in (CODE, CITIZEN, NAME, ROW)]
    assert page.freeze_panes == "E2" and page.max_row == 1
    listed = {str(v.sqref).split(":")[0].rstrip("0123456789"): v.formula1 for v in page.data_validations.dataValidation}
    for column in sheet.facts:
        letter = heads[column.header].column_letter
        if column.list_name:
            assert (listed[letter], column.list_name in made.defined_names) == (f"={column.list_name}", True)
        elif column.few_choices:
            assert listed[letter] == f'"{",".join(column.few_choices)}"'
        if column.field.help_text:
            assert str(column.field.help_text) in heads[column.header].comment.text
    assert made["Danh mục"].sheet_state == "hidden"


@EVERY
def test_the_headers_of_a_sheet_are_told_apart(slug):
    sheet = sheets()[slug]
    assert len(sheet.by_header) == len(sheet.columns)
    assert len(sheet.title) <= 31 and not set(sheet.title) & set("[]:*?/\\")


@EVERY
def test_what_is_exported_comes_back_unchanged(slug, full, book, cast, today):
    before = history_rows()
    returned = book(slugs=[slug]).write(cast.clerk, today)
    stored = SECTIONS[slug].model.objects.count()
    assert returned.counts == {"new": 0, "changed": 0, "unchanged": stored, "refused": 0}, all_errors(returned)
    assert stored >= 2 and history_rows() == before


@EVERY
def test_every_value_is_in_the_export(slug, full, book, cast):
    """Each cell of the sheet holds what the record holds, restricted values included, when they are asked for."""
    made, section = book(slugs=[slug]), SECTIONS[slug]
    shown = {made.get(slug, row, ROW): row for row in range(2, made.sheet(slug).max_row + 1)}
    for record in section.model.objects.all():
        row = shown[f"{record.pk}v{record.version}"]
        for name in (*section.fields, *WORDS):
            field, cell = record._meta.get_field(name), made.get(slug, row, name)
            value = getattr(record, name)
            if isinstance(field, models.BooleanField):
                assert cell == ("Có" if value else "Không")
            elif field.is_relation:
                assert bool(cell) == (value is not None)
            elif isinstance(field, SealedField | models.TextField | models.CharField) and not field.choices:
                assert (cell or "") == value
            elif isinstance(field, PartialDateField):
                assert cell == (str(value) if value else None)


@EVERY
def test_one_changed_value_is_one_correction(slug, full, book, cast, today):
    made, model = book(slugs=[slug]), SECTIONS[slug].model
    made.set(slug, 2, note="Sửa ghi chú trên tệp")
    pk = int(made.get(slug, 2, ROW).split("v")[0])
    stored, before = model.objects.get(pk=pk), history_rows()
    seen = made.examine(cast.clerk, today)
    assert model.objects.get(pk=pk).note == stored.note and history_rows() == before, "nothing before the confirmation"
    (row,) = seen.to_json()["rows"]
    assert row["changes"] == [["Ghi chú", stored.note, "Sửa ghi chú trên tệp"]] and row["code"] == full.code
    written = made.write(cast.clerk, today, confirmed=seen.mark)
    assert (written.counts["changed"], written.counts["refused"]) == (1, 0)
    assert history_rows() == before + 1
    now = model.objects.get(pk=pk)
    assert changed_fields(stored, now) == ["note"] and now.version == stored.version + 1
    again = made.write(cast.clerk, today)
    unchanged = made.sheet(slug).max_row - 1
    assert again.counts == {"new": 0, "changed": 0, "unchanged": unchanged, "refused": 0}, all_errors(again)
    assert history_rows() == before + 1, "the same file again writes nothing"
    entry = now.history.first()
    assert (entry.act, entry.history_change_reason, entry.history_user_id) == (
        Act.CORRECT, "Nhập thử theo mục", cast.clerk.pk,
    )  # fmt: skip
    assert_history_is_whole()


@EVERY
def test_rows_of_one_are_new_rows_of_another(slug, full, make_dossier, book, cast, today):
    """Every record of the full dossier, sent back for somebody else, is made there with one history row each."""
    other = make_dossier(since="2025")
    made, model = book(slugs=[slug], people=Dossier.objects.filter(pk=full.pk)), SECTIONS[slug].model
    for row in range(2, made.sheet(slug).max_row + 1):
        made.set(slug, row, who_code=other.code, who_row=None, who_name=None)
    mine = model.objects.filter(dossier=other).count()
    written = made.write(cast.clerk, today)
    assert written.counts["refused"] == 0, findings(written)
    assert written.counts["new"] == model.objects.filter(dossier=full).count()
    assert model.objects.filter(dossier=other).count() == mine + written.counts["new"]
    for one in model.objects.filter(dossier=full):
        key = {name: getattr(one, name) for name in SECTIONS[slug].key}
        twin = model.objects.get(dossier=other, **key)
        cut = {"valid_to"} if slug == "cong-tac" else set()  # the other has a posting of their own, later
        assert set(changed_fields(one, twin)) <= {"dossier", "entered_at"} | cut
        assert [entry.act for entry in twin.history.all()] == [Act.IMPORT]
    assert_history_is_whole()
    again = made.write(cast.clerk, today)
    assert again.counts["unchanged"] == written.counts["new"], "the same file again changes nothing"


@EVERY
def test_a_bad_cell_is_named_and_nothing_of_its_row_written(slug, full, book, cast, today):
    made, sheet = book(slugs=[slug]), sheets()[slug]
    column = next(c for c in sheet.facts if c.list_name or isinstance(c.field, PartialDateField | models.IntegerField))
    made.set(slug, 2, **{column.key: "không đâu vào đâu"}, note="Ghi chú mới")
    before = history_rows()
    written = made.write(cast.clerk, today)
    cells = findings(written)
    assert list(cells) == [(sheet.title, made.ref(slug, 2, column.key))]
    assert written.counts["refused"] == 1 and history_rows() == before


@SOME
def test_who_may_not_write_the_section_is_refused(slug, full, book, cast, today, monkeypatch):
    from accounts.access import Verdict

    made = book(slugs=[slug])
    made.set(slug, 2, note="Ghi chú mới")
    monkeypatch.setattr("accounts.access.Access.may_write", lambda *args: Verdict(False, "Không được giao nhóm này."))
    before = history_rows()
    written = made.write(cast.clerk, today)
    assert (written.counts["refused"], written.counts["changed"]) == (1, 0)
    assert "Không được giao nhóm này." in all_errors(written) and history_rows() == before


@SOME
def test_people_out_of_reach_are_as_good_as_unknown(slug, full, make_dossier, book, cast, today):
    far = make_dossier(unit_code="HQ60-03")
    told = []
    for code in (far.code, "99ZZ-9999"):
        made = book(slugs=[slug], people=Dossier.objects.filter(pk=full.pk))
        made.set(slug, 2, who_code=code)
        written = made.write(cast.clerk, today)
        assert written.counts["refused"] == 1
        told.append(all_errors(written)[0].replace(code, "…"))
    assert told[0] == told[1] and "không có trong phạm vi" in told[0]
    assert not SECTIONS[slug].model.objects.filter(dossier=far).exclude(note="").exists()


@SOME
def test_long_files_ask_no_more_questions_than_short_ones(slug, full, make_dossier, book, cast, today):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(people) -> int:
        made = book(slugs=[slug], people=Dossier.objects.filter(pk=full.pk))
        page = made.sheet(slug)
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        page.delete_rows(2, page.max_row)
        for person in people:
            for row in rows:
                page.append([person.code, None, None, None, *row[4:]])
        file = made.read()
        with CaptureQueriesContext(connection) as captured:
            from personnel.services.import_workbook import import_workbook

            written = import_workbook(account=cast.clerk, reason="Đếm truy vấn", file=file, today=today)
        assert written.counts["refused"] == 0, findings(written)
        return len(captured)

    few, many = [make_dossier(since="2025")], [make_dossier(since="2025") for _ in range(6)]
    queries([make_dossier(since="2025")])
    assert queries(many) <= queries(few)


def test_every_section_and_panel_has_its_sheet():
    assert list(sheets()) == [PEOPLE_SLUG, *SECTIONS]
    assert all(issubclass(sheets()[slug].model, DossierRow) for slug in SECTIONS)
