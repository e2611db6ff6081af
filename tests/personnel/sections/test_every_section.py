"""What holds of every section and panel, asked of each one declared: a new section is covered without a line here.

What stands in its records comes from `tests.full_dossier`. Printing, importing and exporting have their own sets.
"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import escape

from accounts.models import AccessEvent
from accounts.permissions import WorkGroup
from accounts.services.program_account import program_account
from personnel.models import Dossier
from personnel.present import section_cells
from personnel.sections import PANELS, SECTIONS, TimeRule
from personnel.services.save_row import add_row
from qlcb.dates import PartialDate
from qlcb.history import writing
from tests.full_dossier import section_values
from tests.history import assert_history_is_whole
from tests.personnel.sections.browser_form import sent, written

pytestmark = pytest.mark.django_db
every_section = pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
every_panel = pytest.mark.parametrize("panel", PANELS, ids=[panel.slug for panel in PANELS])

SEES = {"sysadmin", "leader", "specialist", "policy", "clerk"}
SEES_NOT = {"department_head", "reader", "unit_admin", "neighbour"}
COMPREHENSIVE = {"sysadmin", "clerk"}
WRITES = {
    WorkGroup.IDENTITY: COMPREHENSIVE | {"specialist"},
    WorkGroup.RECRUITMENT: COMPREHENSIVE,
    WorkGroup.TRAINING: COMPREHENSIVE,
    WorkGroup.POSTING: COMPREHENSIVE | {"specialist"},
    WorkGroup.CAREER: COMPREHENSIVE | {"specialist"},
    WorkGroup.SALARY: COMPREHENSIVE | {"policy"},
    WorkGroup.POLICY: COMPREHENSIVE | {"policy"},
    WorkGroup.REWARD: COMPREHENSIVE | {"policy"},
    WorkGroup.ASSETS: COMPREHENSIVE,
}
FORM_ITEMS = {str(number) for number in range(1, 39)}


@pytest.fixture(scope="module")
def values_of_all(stage):
    with writing(account=program_account(), reason="Dữ liệu thử"):
        return section_values("HQ34-07")


@pytest.fixture
def made(values_of_all, db):
    """`made(section)`: values of its records from the one maker, the oldest first; lists are filled where needed."""
    return lambda section: [dict(values) for values in values_of_all[section.slug]]


def url(name, dossier, section, *rest) -> str:
    return reverse(f"personnel:{name}", args=[dossier.code, section.slug, *rest])


def history(row) -> list[tuple]:
    return [(h.history_type, h.act, h.history_user.username, h.history_change_reason) for h in row.history.all()]


# ---- What is declared


@every_section
def test_what_is_declared_exists(section):
    names = {field.name for field in section.model._meta.get_fields()}
    asked = {*section.fields, *section.key, *filter(None, [section.since])}
    assert asked | {name.split("__")[0] for name in section.related} <= names
    for column in section.columns:
        for name in filter(None, (column.field, column.sub)):
            assert hasattr(section.model, name), name
    assert section.key and section.title and section.singular and section.empty and section.family


@every_panel
def test_a_panel_names_fields_of_the_dossier(panel):
    for name in (*panel.fields, *panel.needed):
        Dossier._meta.get_field(name)
    assert set(panel.needed) <= set(panel.fields)


def test_no_field_stands_in_two_panels():
    names = [name for panel in PANELS for name in panel.fields]
    assert len(names) == len(set(names))


def test_each_item_of_the_form_has_its_place():
    """The 38 items of the form of TT 06/2023/TT-BNV, parts of an item (30.1) counting for it."""
    claimed = {item.split(".")[0] for part in (*PANELS, *SECTIONS.values()) for item in part.items}
    assert claimed == FORM_ITEMS


# ---- The life of a record


@every_section
@pytest.mark.clause("TCHQ-3.1c", "TCHQ-3.1d")
def test_a_record_from_its_entry_to_its_removal(section, cast, sign_in, make_dossier, made, today):
    dossier, clerk = make_dossier(since="01/2011"), cast.clerk
    values, client = made(section)[-1], sign_in(clerk)
    if not section.required:
        assert section.empty in client.get(url("section", dossier, section)).content.decode()
    before = set(section.rows(dossier).values_list("pk", flat=True))

    add = url("row_add", dossier, section)
    form = client.get(add).context["form"]
    paper = {"decision_number": "7/QĐ", "decision_signed_on": "05/01/2024"}
    decided = paper if section.not_without(section.model(dossier=dossier, **values)) else {}
    answer = client.post(add, sent(form, **values, **decided, reason="Hồ sơ giấy"))
    assert answer.status_code == 302, answer.context["form"].errors
    row = section.rows(dossier).exclude(pk__in=before).get()
    assert {name: getattr(row, name) for name in values} == values
    assert history(row) == [("+", "change", clerk.username, "Hồ sơ giấy")]
    is_shown(section, row, client, dossier, today)

    correct = url("row_correct", dossier, section, row.pk)
    opened = client.get(correct).context["form"]
    for name in section.fields:
        assert written(opened[name].value()) == written(getattr(row, name)), f"{name} opens filled (HP-2.5)"
    first, second = (sent(opened, note=note, reason="Đối chiếu") for note in ("một", "hai"))
    assert client.post(correct, first).status_code == 302
    assert client.post(correct, second).status_code == 409
    row.refresh_from_db()
    assert (row.note, row.version) == ("một", 2)
    assert client.post(correct, second | {"version": "2"}).status_code == 302
    row.refresh_from_db()
    assert (row.note, history(row)[0]) == ("hai", ("~", "correct", clerk.username, "Đối chiếu"))

    remove = url("row_remove", dossier, section, row.pk)
    assert client.post(remove, {"version": "3", "reason": ""}).status_code == 200, "a reason is asked for"
    assert client.post(remove, {"version": "3", "reason": "Nhập nhầm"}).status_code == 302
    assert set(section.rows(dossier).values_list("pk", flat=True)) == before
    entries = section.model.history.filter(id=row.pk)
    assert [entry.history_type for entry in entries] == ["-", "~", "~", "+"]
    assert (entries[0].act, entries[0].history_change_reason) == ("remove", "Nhập nhầm")


def is_shown(section, row, client, dossier, today) -> None:
    """Section page, timeline and the dossier as of today show the record; restricted fields stay covered."""
    page = client.get(url("section", dossier, section)).content.decode()
    for cell in section_cells(section, row):
        assert escape(cell.value) in page, cell.label
    events = client.get(reverse("personnel:timeline", args=[dossier.code]))
    assert (section.title, "+") in {(event.title, event.type) for event in events.context["events"]}
    as_of = client.get(reverse("personnel:as_of", args=[dossier.code]), {"ngay": f"{today:%d/%m/%Y}", "theo": "ghi"})
    tables = {part.slug: table for part, table in as_of.context["state"].sections}
    assert row.pk in {line.row.pk for line in tables[section.slug].lines}
    for secret in (getattr(row, name) for name in section.sealed):
        for answer in (page, events.content.decode(), as_of.content.decode()):
            assert not secret or escape(secret) not in answer


@every_section
@pytest.mark.clause("HP-2.3")
def test_restricted_fields_are_shown_when_asked_for_and_it_is_logged(
    section, cast, sign_in, make_dossier, made, program, today
):
    dossier = make_dossier(since="01/2011")
    row = section.model(dossier=dossier, **made(section)[-1])
    add_row(account=cast.sysadmin, reason="Dữ liệu thử", section=section, row=row, today=today)
    answer = sign_in(cast.clerk).post(reverse("personnel:reveal", args=[dossier.code, section.slug]))
    shown = [column.field for column in section.columns if column.field in section.sealed]
    unmasked = AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK, target=dossier.code)
    if not section.sealed:
        assert (answer.status_code, unmasked.count()) == (403, 0)
        return
    assert shown, "what is restricted stands in a column, masked"
    for name in shown:
        assert escape(getattr(row, name)) in answer.content.decode()
    event = unmasked.get()
    assert (event.account_id, event.detail) == (cast.clerk.pk, section.title)
    assert answer["Cache-Control"].startswith("max-age=0")


# ---- Who may


@every_section
def test_who_may_write(section, cast, sign_in, make_dossier):
    dossier = make_dossier()
    add = url("row_add", dossier, section)
    for role in SEES | SEES_NOT:
        status = 404 if role in SEES_NOT else 200 if role in WRITES[section.group] else 403
        assert sign_in(getattr(cast, role)).get(add).status_code == status, role
    rows = section.rows(dossier).count()
    assert sign_in(cast.leader).post(add, {"reason": "x"}).status_code == 403
    assert section.rows(dossier).count() == rows


@every_panel
def test_who_may_write_a_panel(panel, cast, sign_in, make_dossier):
    dossier = make_dossier()
    edit = url("panel_edit", dossier, panel)
    writers = {"sysadmin"} if panel.right else WRITES[panel.group]
    for role in SEES | SEES_NOT:
        status = 404 if role in SEES_NOT else 200 if role in writers else 403
        assert sign_in(getattr(cast, role)).get(edit).status_code == status, role


@pytest.mark.clause("HP-2.4")
def test_nobody_writes_about_themselves(cast, sign_in, make_dossier):
    own = make_dossier(code=cast.clerk.custody.staff_code)
    client = sign_in(cast.clerk)
    for section in SECTIONS.values():
        assert client.get(url("row_add", own, section)).status_code == 403, section.slug
    for panel in PANELS:
        assert client.get(url("panel_edit", own, panel)).status_code == 403, panel.slug


def test_a_section_that_is_not_declared_has_no_address(cast, sign_in, make_dossier):
    dossier, client = make_dossier(), sign_in(cast.clerk)
    for name in ("section", "row_add", "panel_edit"):
        assert client.get(reverse(f"personnel:{name}", args=[dossier.code, "khong-co"])).status_code == 404
    assert client.post(reverse("personnel:reveal", args=[dossier.code, "khong-co"])).status_code == 404


# ---- How records stand to each other in time


@every_section
def test_the_time_rule(section, cast, make_dossier, made, today):
    dossier, values = make_dossier(since="01/2011"), made(section)

    def add(given: dict, **times):
        row = section.model(dossier=dossier, **(given | times))
        return add_row(account=cast.clerk, reason="x", section=section, row=row, today=today)

    if section.time_rule is TimeRule.ANY:
        rows = [add(given) for given in values]
        for row in rows:
            version = row.version
            row.refresh_from_db()
            assert row.version == version, "no record touches another"
        return
    given = next(given for given in reversed(values) if all(given[name] == must for name, must in section.series))
    given = {name: value for name, value in given.items() if name != "term_ends_on"}  # of the sample's own time
    first = add(given, valid_from=PartialDate.of("01/01/2020"), valid_to=None)
    add(given, valid_from=PartialDate.of("01/02/2022"), valid_to=None)
    first.refresh_from_db()
    assert first.valid_to == date(2022, 1, 31), "the running record ends the day before"
    assert [h.history_type for h in first.history.all()] == ["~", "+"]
    with pytest.raises(ValidationError) as error:
        add(given, valid_from=PartialDate.of("01/06/2021"), valid_to=date(2022, 2, 1))
    assert "valid_to" in error.value.message_dict
    with pytest.raises(ValidationError) as error:
        add(given, valid_from=PartialDate.of("01/02/2022"), valid_to=None)
    assert "valid_from" in error.value.message_dict
    assert_history_is_whole()
