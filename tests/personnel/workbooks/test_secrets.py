"""What workbooks of sections tell, keep and log about restricted values, and to whom."""

import hashlib
import json
from functools import cache
from io import BytesIO
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessEvent, Account
from accounts.permissions import DECIDE, EXPORT, IMPORT, RESTRICTED, VIEW
from accounts.services.grant import grant
from accounts.services.program_account import program_account
from personnel.models import Decision, Dossier, ImportRun, Posting, Term
from personnel.sections import SECTIONS
from personnel.services.import_dossiers import ImportMoved
from personnel.services.import_preview import seen_result
from personnel.services.save_row import add_row
from personnel.workbooks.layout import CITIZEN, CODE, NAME, PEOPLE_SLUG, ROW, sheets
from personnel.workbooks.row_id import row_id
from qlcb.dates import PartialDate
from qlcb.history import record, writing
from tests.personnel.importing.test_pages import address, confirm, work
from tests.personnel.workbooks.books import Book, all_errors, export, opened
from tests.personnel.workbooks.test_pages import asked, clerk, taken, upload
from tests.qlcb.test_sealed import NEW

__all__ = ["clerk", "upload"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]
NUMBER, PHONE = "048186003217", "0905111999"
HEALTH, REWARDS, PAY = "suc-khoe", "khen-thuong", "luong"


@pytest.fixture
def person(make_dossier):
    return make_dossier(code="34ZZ-0777", full_name="Vũ Khắc Ẩn", phone=PHONE, rank="08.051", step=4)


@pytest.fixture
def only(cast, unit, today):
    """`only(VIEW, …)`: an account of another department that holds nothing but these rights on Đà Nẵng."""

    def only(*rights):
        for right in rights:
            grant(
                account=cast.sysadmin, reason="x", to=Account.objects.get(pk=cast.reader.pk), unit=unit("HQ34"),
                document="1/QĐ", on=today, right=right, today=today,
            )  # fmt: skip
        return Account.objects.get(pk=cast.reader.pk)

    return only


@pytest.fixture(scope="module")
def empty(stage):
    """`empty(slug, …)`: the file of empty sheets with every column, restricted ones included; made once for each."""
    return cache(lambda *slugs: export(program_account(), timezone.localdate(), slugs=slugs, rows=False))


@pytest.fixture
def blank(empty, tmp_path):
    """`blank(slug, …)`: that file, to be filled in."""
    return lambda *slugs: Book(opened(empty(*slugs)), tmp_path / "theo-muc.xlsx")


def kept(examination):
    return json.dumps(examination.to_json() | {"mark": ""}, ensure_ascii=False)


# What is kept with the run


@pytest.mark.clause("TCHQ-8.1c")
@pytest.mark.parametrize("value", [NUMBER, "048 186 003 21", "0481860032x"])
def test_the_citizen_number_of_an_unknown_row_is_not_kept(blank, cast, today, value):
    made = blank(REWARDS)
    made.set(REWARDS, 2, **{CITIZEN: value}, authority="Bộ trưởng")
    seen = made.examine(cast.clerk, today)
    assert seen.counts["refused"] == 1
    assert "048" in kept(seen) and value not in kept(seen) and "00321" not in kept(seen)


def test_a_number_in_the_column_of_codes_is_not_kept(blank, cast, today):
    made = blank(REWARDS)
    made.set(REWARDS, 2, **{CODE: NUMBER}, authority="Bộ trưởng")
    seen = made.examine(cast.clerk, today)
    assert seen.counts["refused"] == 1 and NUMBER not in kept(seen)


@pytest.mark.clause("TCHQ-8.1c")
def test_no_restricted_cell_is_quoted_in_what_is_kept(blank, person, cast, today):
    values = ("Bí mật 0905 11199", "09051119991234567890123", "x" * 3000 + "BIMAT", "=BI”MAT()")
    made, tried = blank(*sheets()), 0
    for slug, sheet in sheets().items():
        for value, column in product(values, sheet.facts):
            if column.is_sealed:
                row = made.add(slug, person, **{column.key: value})
                made.sheet(slug).cell(row, made.column(slug, column.key)).data_type = "s"
                tried += 1
    seen = made.examine(cast.sysadmin, today)
    assert len(seen.plan.lines) == tried > 20 and seen.counts["refused"] > 20
    for value in values:
        for told in (value, value[:30], "MAT"):
            assert told not in kept(seen)


def test_the_mark_cannot_be_guessed_from_what_is_kept(blank, person, cast, today):
    made = blank(PEOPLE_SLUG)
    made.add(PEOPLE_SLUG, person, phone="0905222333")
    seen = made.examine(cast.clerk, today)
    (line,) = seen.plan.lines
    assert line.kind == "changed"
    told = [PEOPLE_SLUG, 2, line.kind, person.code, ["0905222333"], [[c.old, c.new] for c in line.changes], []]
    digest = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
    assert seen.mark and seen.mark not in (digest, digest[: len(seen.mark)])


def test_another_sealing_key_asks_to_examine_again(blank, person, cast, today, settings):
    made = blank(PEOPLE_SLUG)
    made.add(PEOPLE_SLUG, person, home_town="Hội An")
    mark = made.examine(cast.clerk, today).mark
    assert made.examine(cast.clerk, today).mark == mark
    settings.DATA_KEYS = [NEW, *settings.DATA_KEYS]
    with pytest.raises(ImportMoved) as moved:
        made.write(cast.clerk, today, confirmed=mark)
    made.write(cast.clerk, today, confirmed=moved.value.examination.mark)
    person.refresh_from_db()
    assert person.home_town == "Hội An"


# Who is told that a value is the same


def answers(book, slug, person, account, today, key, guesses, **more):
    """What an account learns of each guess: what becomes of the row, and why."""
    told = []
    for guess in guesses:
        made = book(slug)
        made.add(slug, person, **{key: guess}, **more)
        (line,) = made.examine(account, today).plan.lines
        told.append((line.kind.value, [message for _, message in line.errors]))
    return told


@pytest.mark.clause("TCHQ-8.1c")
def test_a_guess_is_answered_alike_right_or_wrong(blank, person, program, only, today):
    section = SECTIONS[HEALTH]
    with writing(account=program, reason="x"):
        row = section.model(dossier=person, blood_group="AB", **{section.since: PartialDate.of("01/03/2024")})
        record(row)
    old = row_id(row.pk, row.version)
    with writing(account=program, reason="x"):
        row.blood_group = "O"
        record(row)
    account = only(VIEW, IMPORT, EXPORT)
    assert not account.access.may_reveal(section.group, person)
    for mark in (old, row_id(row.pk, row.version)):
        told = answers(blank, HEALTH, person, account, today, "blood_group", ("A", "AB", "O", "-"), **{ROW: mark})
        assert all(answer == told[0] for answer in told)
        assert told[0][0] == "refused" and "không được xem thông tin hạn chế" in told[0][1][0]
    told = answers(blank, PEOPLE_SLUG, person, account, today, "phone", (PHONE, "0905111998", "-"))
    assert all(answer == told[0] for answer in told) and len(told[0][1]) == 1
    told = answers(blank, PEOPLE_SLUG, person, account, today, "phone", ("  ",), full_name=person.full_name)
    assert told == [("unchanged", [])], "an empty cell asks nothing"


def test_whoever_may_see_the_value_is_told(blank, person, only, cast, today):
    guesses = (PHONE, "0905111998")
    kinds = [kind for kind, _ in answers(blank, PEOPLE_SLUG, person, cast.clerk, today, "phone", guesses)]
    assert kinds == ["unchanged", "changed"]
    reader = only(VIEW, IMPORT, RESTRICTED)
    told = answers(blank, PEOPLE_SLUG, person, reader, today, "phone", guesses)
    assert told[0] == ("unchanged", []) and told[1][0] == "refused"


# A row off its decision


@pytest.mark.parametrize("may", [False, True])
def test_taking_a_record_off_its_decision_asks_for_the_right(blank, person, program, only, cast, today, may):
    decision = Decision(number="7/QĐ", signed_on=today, effective_on=today, authority=cast.clerk.unit)
    with writing(account=program, reason="x"):
        record(decision)
        pay = person.salary_set.get()
        pay.decision = decision
        record(pay)
    account = only(VIEW, IMPORT, "write_policy", *([DECIDE] if may else []))
    assert account.access.may(DECIDE, person.now_unit_id) is may
    made = blank(PAY)
    made.add(PAY, person, **{ROW: row_id(pay.pk, pay.version)}, decision_number="-")
    written = made.write(account, today)
    pay.refresh_from_db()
    assert (pay.decision is None) is may, all_errors(written)
    assert bool(all_errors(written)) is not may


# Previews outlive rights


def hide(person, program):
    with writing(account=program, reason="Mật"):
        person = Dossier.objects.get(pk=person.pk)
        person.is_confidential = True
        record(person)


def move_away(person, cast, unit, today):
    since = PartialDate.of(today.strftime("%d/%m/%Y"))
    row = Posting(dossier=person, unit=unit("HQ60"), kind="rotation", valid_from=since)
    add_row(account=cast.sysadmin, reason="x", section=SECTIONS["cong-tac"], row=row, today=today)


@pytest.fixture
def examined(clerk, upload, person, make_dossier):
    """A run about a person and another, with a row written, one refused, one doubted and one of a wrong name each."""
    other = make_dossier(code="34ZZ-0778", full_name="Lê Thị Sáng")
    made = Book(taken(clerk, asked(REWARDS, content="trong")), None)
    form = Term.objects.filter(kind="reward_form").first().name
    told = {"form": form, "authority": "Bộ trưởng"}
    for one in (person, other):
        made.add(REWARDS, one, awarded_on="03/02/2025", **told, content=f"Thành tích {one.pk}")
        made.add(REWARDS, one, awarded_on="hôm qua")
        made.add(REWARDS, one, **{NAME: "Ai Đó Khác"}, awarded_on="03/02/2024")
    return upload(made.book)


@pytest.mark.clause("TCHQ-8.1c")
@pytest.mark.parametrize("leaves", ["confidential", "moved"])
def test_a_preview_leaves_out_whom_the_account_may_no_longer_see(
    clerk, examined, person, cast, program, unit, today, leaves
):
    def pages():
        url = reverse("personnel:workbook_run", args=[examined.pk])
        return "".join(clerk.get(url, {"xem": part}).content.decode() for part in ("tu-choi", "thay-doi", "moi"))

    before = pages()
    assert person.full_name in before and f"Thành tích {person.pk}" in before and "Không hiện" not in before
    assert len(examined.result["rows"]) == 2 and len(examined.result["refused"]) == 4
    if leaves == "confidential":
        hide(person, program)
    else:
        move_away(person, cast, unit, today)
    after = pages()
    for word in (person.full_name, person.code, f"Thành tích {person.pk}"):
        assert word not in after
    assert "Lê Thị Sáng" in after
    assert 'Không hiện <span class="num">3</span> dòng' in after


def test_the_returned_workbook_says_nothing_of_them_either(clerk, examined, person, program):
    def told():
        book = load_workbook(BytesIO(clerk.get(address(examined, "import_returned")).content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        return " ".join(f"{cell.value} {cell.comment.text if cell.comment else ''}" for cell in cells)

    assert "là của Vũ Khắc Ẩn" in told()
    hide(person, program)
    assert "Vũ Khắc Ẩn" not in told() and "là của Lê Thị Sáng" in told()


def test_a_confirmation_writes_nothing_on_them(clerk, examined, person, program):
    hide(person, program)
    confirm(clerk, examined)
    work()
    examined.refresh_from_db()
    assert examined.status == "ready" and "đã thay đổi sau khi anh/chị xem trước" in examined.message
    assert examined.result["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "refused": 5}
    assert person.reward_set.count() == 0


def test_lines_kept_before_people_were_noted_are_left_out(cast):
    """Runs examined by an earlier version lie in the database for thirty days."""
    result = {"rows": [{"kind": "new", "name": "Vũ Khắc Ẩn"}], "refused": [["Trang", "A1", "Sai.", "Vũ Khắc Ẩn"]]}
    seen, lacking = seen_result(ImportRun(result=result), cast.clerk)
    assert (seen["rows"], seen["refused"], lacking) == ([], [], 2)


# The log of whose values were exported


@pytest.mark.clause("TCHQ-4.1")
def test_an_export_of_restricted_values_is_in_the_log_of_each_person(clerk, make_dossier, cast, sign_in):
    people = [make_dossier(phone=PHONE) for _ in range(2)]
    taken(clerk, asked(PEOPLE_SLUG))
    unmasked = AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK)
    assert not unmasked.exists(), "nothing restricted was asked for"
    taken(clerk, asked(PEOPLE_SLUG, REWARDS, han_che="on"))
    assert {event.target for event in unmasked} == {one.code for one in people}
    event = unmasked.get(target=people[0].code)
    assert (event.account, event.custodian, event.unit_id, event.address, event.detail) == (
        cast.clerk, cast.clerk.holder_name, people[0].now_unit_id, "127.0.0.1",
        "Kết xuất các mục của hồ sơ: Thông tin chung",
    )  # fmt: skip
    page = sign_in(cast.sysadmin).get(reverse("personnel:dossier_log", args=[people[0].code])).content.decode()
    assert "Kết xuất các mục của hồ sơ: Thông tin chung" in page


def test_logging_of_many_costs_as_much_as_of_one(clerk, make_dossier):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            taken(clerk, asked(PEOPLE_SLUG, han_che="on"))
        return len(captured)

    make_dossier(phone=PHONE)
    queries()
    one = queries()
    for _ in range(5):
        make_dossier(phone=PHONE)
    assert queries() == one
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK).count() == 8
