"""What holds of every sheet: template, export and import back, change, new row, rights; new sections inherit it.

All sheets are asked through one workbook of one full dossier: what is written is one file with something in each.
"""

from io import BytesIO

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.access import Verdict
from accounts.services.program_account import program_account
from personnel.models import Dossier
from personnel.models.rows import DossierRow
from personnel.sections import SECTIONS
from personnel.workbooks.layout import CITIZEN, CODE, NAME, PEOPLE_SLUG, ROW, sheets
from qlcb.fields import PartialDateField, SealedField
from qlcb.history import Act, changed_fields
from tests.full_dossier import make_full_dossier
from tests.history import assert_history_is_whole
from tests.personnel.workbooks.books import Book, all_errors, export, findings
from tests.stage import the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]

EVERY = pytest.mark.parametrize("slug", sorted(SECTIONS))
WORDS = ("note", "drafted_by")


@pytest.fixture(scope="module")
def full_id(stage):
    return make_full_dossier(account=program_account(), today=timezone.localdate()).pk


@pytest.fixture
def full(full_id, db):
    return Dossier.objects.get(pk=full_id)


@pytest.fixture(scope="module")
def files(full_id):
    """The workbook of all sections as the clerk exports it, empty and with what is stored."""
    clerk, today = the_cast("clerk").clerk, timezone.localdate()
    return {rows: export(clerk, today, slugs=SECTIONS, rows=rows).content for rows in (False, True)}


@pytest.fixture(scope="module")
def template(files):
    return load_workbook(BytesIO(files[False]))


@pytest.fixture(scope="module")
def exported(files, tmp_path_factory):
    """The workbook as it was exported, to be looked at only."""
    return Book(load_workbook(BytesIO(files[True])), tmp_path_factory.mktemp("so") / "theo-muc.xlsx")


@pytest.fixture
def made(files, tmp_path):
    """The workbook as it was exported, to be changed and sent back."""
    return Book(load_workbook(BytesIO(files[True])), tmp_path / "theo-muc.xlsx")


def history_rows() -> int:
    return sum(section.model.history.count() for section in SECTIONS.values()) + Dossier.history.count()


def stored_rows() -> int:
    return sum(section.model.objects.count() for section in SECTIONS.values())


@EVERY
def test_the_template_has_its_sheet_and_columns(slug, template):
    sheet = sheets()[slug]
    page = template[sheet.title]
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
            assert (listed[letter], column.list_name in template.defined_names) == (f"={column.list_name}", True)
        elif column.few_choices:
            assert listed[letter] == f'"{",".join(column.few_choices)}"'
        if column.field.help_text:
            assert str(column.field.help_text) in heads[column.header].comment.text
    assert template["Danh mục"].sheet_state == "hidden"


@EVERY
def test_the_headers_of_a_sheet_are_told_apart(slug):
    sheet = sheets()[slug]
    assert len(sheet.by_header) == len(sheet.columns)
    assert len(sheet.title) <= 31 and not set(sheet.title) & set("[]:*?/\\")


def test_what_is_exported_comes_back_unchanged(full, made, cast, today):
    before = history_rows()
    returned = made.write(cast.clerk, today)
    assert returned.counts == {"new": 0, "changed": 0, "unchanged": stored_rows(), "refused": 0}, all_errors(returned)
    assert history_rows() == before


@EVERY
def test_every_value_is_in_the_export(slug, full, exported):
    """Each cell of the sheet holds what the record holds, restricted values included, when they are asked for."""
    section = SECTIONS[slug]
    shown = {exported.get(slug, row, ROW): row for row in range(2, exported.sheet(slug).max_row + 1)}
    records = list(section.model.objects.all())
    assert len(records) >= 2
    for record in records:
        row = shown[f"{record.pk}v{record.version}"]
        for name in (*section.fields, *WORDS):
            field, cell = record._meta.get_field(name), exported.get(slug, row, name)
            value = getattr(record, name)
            if isinstance(field, models.BooleanField):
                assert cell == ("Có" if value else "Không")
            elif field.is_relation:
                assert bool(cell) == (value is not None)
            elif isinstance(field, SealedField | models.TextField | models.CharField) and not field.choices:
                assert (cell or "") == value
            elif isinstance(field, PartialDateField):
                assert cell == (str(value) if value else None)


def test_one_changed_value_is_one_correction(full, made, cast, today):
    stored, before = {}, history_rows()
    for slug, section in SECTIONS.items():
        made.set(slug, 2, note="Sửa ghi chú trên tệp")
        stored[slug] = section.model.objects.get(pk=int(made.get(slug, 2, ROW).split("v")[0]))
    seen = made.examine(cast.clerk, today)
    assert history_rows() == before, "nothing before the confirmation"
    told = {row["sheet"]: (row["code"], row["changes"]) for row in seen.to_json()["rows"]}
    assert told == {slug: (full.code, [["Ghi chú", row.note, "Sửa ghi chú trên tệp"]]) for slug, row in stored.items()}
    written = made.write(cast.clerk, today, confirmed=seen.mark)
    assert (written.counts["changed"], written.counts["refused"]) == (len(SECTIONS), 0)
    assert history_rows() == before + len(SECTIONS)
    for slug, row in stored.items():
        now = SECTIONS[slug].model.objects.get(pk=row.pk)
        assert (changed_fields(row, now), now.version) == (["note"], row.version + 1), slug
        entry = now.history.first()
        assert (entry.act, entry.history_change_reason, entry.history_user_id) == (
            Act.CORRECT, "Nhập thử theo mục", cast.clerk.pk,
        ), slug  # fmt: skip
    again = made.write(cast.clerk, today)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": stored_rows(), "refused": 0}, all_errors(again)
    assert history_rows() == before + len(SECTIONS), "the same file again writes nothing"
    assert_history_is_whole()


def test_rows_of_one_are_new_rows_of_another(full, made, make_dossier, cast, today):
    """Every record of the full dossier, sent back for somebody else, is made there with one history row each."""
    other = make_dossier(since="2025")
    expected = stored_rows() - 1  # but for the other's posting
    for slug in SECTIONS:
        for row in range(2, made.sheet(slug).max_row + 1):
            made.set(slug, row, who_code=other.code, who_row=None, who_name=None)
    written = made.write(cast.clerk, today)
    assert (written.counts["new"], written.counts["refused"]) == (expected, 0), findings(written)
    for slug, section in SECTIONS.items():
        of_both = section.model.objects
        mine = slug == "cong-tac"
        assert of_both.filter(dossier=other).count() == of_both.filter(dossier=full).count() + mine, slug
        for one in of_both.filter(dossier=full):
            twin = of_both.get(dossier=other, **{name: getattr(one, name) for name in section.key})
            cut = {"valid_to"} if mine else set()  # the other has a posting of their own, later
            assert set(changed_fields(one, twin)) <= {"dossier", "entered_at"} | cut, slug
            assert [entry.act for entry in twin.history.all()] == [Act.IMPORT], slug
    assert_history_is_whole()
    again = made.write(cast.clerk, today)
    assert again.counts["unchanged"] == expected, "the same file again changes nothing"


def test_a_bad_cell_is_named_and_nothing_of_its_row_written(full, made, cast, today):
    wrong = set()
    for slug in SECTIONS:
        sheet = sheets()[slug]
        column = next(
            c for c in sheet.facts if c.list_name or isinstance(c.field, PartialDateField | models.IntegerField)
        )
        made.set(slug, 2, **{column.key: "không đâu vào đâu"}, note="Ghi chú mới")
        wrong.add((sheet.title, made.ref(slug, 2, column.key)))
    before = history_rows()
    written = made.write(cast.clerk, today)
    assert set(findings(written)) == wrong
    assert written.counts["refused"] == len(SECTIONS) and history_rows() == before


def test_who_may_not_write_the_section_is_refused(full, made, cast, today, monkeypatch):
    for slug in SECTIONS:
        made.set(slug, 2, note="Ghi chú mới")
    monkeypatch.setattr("accounts.access.Access.may_write", lambda *args: Verdict(False, "Không được giao nhóm này."))
    before = history_rows()
    written = made.write(cast.clerk, today)
    assert (written.counts["refused"], written.counts["changed"]) == (len(SECTIONS), 0)
    assert all_errors(written) == ["Không được giao nhóm này."] * len(SECTIONS) and history_rows() == before


def test_people_out_of_reach_are_as_good_as_unknown(full, made, make_dossier, cast, today):
    far = make_dossier(unit_code="HQ60-03")
    told = []
    for code in (far.code, "99ZZ-9999"):
        for slug in SECTIONS:
            made.set(slug, 2, who_code=code)
        written = made.write(cast.clerk, today)
        assert written.counts["refused"] == len(SECTIONS)
        told.append([error.replace(code, "…") for error in all_errors(written)])
    assert told[0] == told[1] and all("không có trong phạm vi" in error for error in told[0])
    for section in SECTIONS.values():
        assert not section.model.objects.filter(dossier=far).exclude(note="").exists()


def test_long_files_ask_no_more_questions_than_short_ones(full, made, make_dossier, cast, today):
    from personnel.services.import_workbook import import_workbook

    rows = {slug: [[cell.value for cell in row] for row in made.sheet(slug).iter_rows(min_row=2)] for slug in SECTIONS}

    def queries(people) -> int:
        for slug in SECTIONS:
            page = made.sheet(slug)
            page.delete_rows(2, page.max_row)
            for person in people:
                for row in rows[slug]:
                    page.append([person.code, None, None, None, *row[4:]])
        file = made.read()
        with CaptureQueriesContext(connection) as captured:
            written = import_workbook(account=cast.clerk, reason="Đếm truy vấn", file=file, today=today)
        assert written.counts["refused"] == 0, findings(written)
        return len(captured)

    few, many = [make_dossier(since="2025")], [make_dossier(since="2025") for _ in range(3)]
    queries([make_dossier(since="2025")])
    assert queries(many) <= queries(few)


def test_every_section_and_panel_has_its_sheet():
    assert list(sheets()) == [PEOPLE_SLUG, *SECTIONS]
    assert all(issubclass(sheets()[slug].model, DossierRow) for slug in SECTIONS)
