"""What the import of a list keeps with its run, and to whom it is shown later."""

import hashlib
import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from personnel.importing.reading import read_lists
from personnel.models import Dossier
from personnel.services.import_dossiers import ImportMoved, examine_lists, import_dossiers
from qlcb.history import record, writing
from tests.personnel.importing.people import person, write_list
from tests.personnel.importing.test_pages import address, clerk, confirm, upload, work
from tests.qlcb.test_sealed import NEW

__all__ = ["clerk", "upload"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_here")]
NUMBER = "048186003217"
PARTS = ("tu-choi", "thay-doi", "moi", "da-sua", "can-xem", "khong-doi")


@pytest.fixture
def lists(cast, today, tmp_path):
    """`lists(person(), …)`: a list as it is read, good for one comparison."""

    def lists(*people):
        path = write_list(tmp_path / "list.xlsx", *people)
        return read_lists(path, account=cast.clerk, today=today)

    return lists


def hide(code, program):
    with writing(account=program, reason="Mật"):
        one = Dossier.objects.get(code=code)
        one.is_confidential = True
        record(one)


@pytest.mark.clause("TCHQ-8.1c")
@pytest.mark.parametrize("value", ["0481 8600 32", "0481.8600.3217", "048186003217x", "0”48186003217"])
def test_no_cell_of_citizen_numbers_is_quoted_in_what_is_kept(lists, cast, value):
    seen = examine_lists(account=cast.clerk, lists=lists(person(1, citizen=value)))
    told = json.dumps([seen.to_json()[key] for key in ("rows", "refused", "mended", "warnings")], ensure_ascii=False)
    assert value not in told and "8600" not in told


def test_the_mark_cannot_be_guessed_from_what_is_kept(lists, cast, make_dossier):
    seen = examine_lists(account=cast.clerk, lists=lists(person(1, citizen="048186")))
    (row,) = seen.rows
    assert row.clean.refused and "048186" in row.clean.errors[0][1]
    told = [row.clean.sheet, row.clean.number, row.kind, "", [], sorted(row.clean.errors)]
    digest = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
    assert seen.mark and seen.mark not in (digest, digest[: len(seen.mark)])


def test_another_sealing_key_asks_to_examine_again(lists, cast, settings):
    mark = examine_lists(account=cast.clerk, lists=lists(person(1))).mark
    assert examine_lists(account=cast.clerk, lists=lists(person(1))).mark == mark
    settings.DATA_KEYS = [NEW, *settings.DATA_KEYS]
    with pytest.raises(ImportMoved) as moved:
        import_dossiers(account=cast.clerk, reason="x", lists=lists(person(1)), confirmed=mark)
    again = moved.value.examination.mark
    assert import_dossiers(account=cast.clerk, reason="x", lists=lists(person(1)), confirmed=again).counts["new"] == 1


@pytest.mark.clause("TCHQ-8.1c")
def test_a_preview_leaves_out_whom_the_account_may_no_longer_see(clerk, upload, program):
    def pages(run):
        return "".join(clerk.get(address(run), {"xem": part}).content.decode() for part in PARTS)

    first = upload(person(1, home="Hội An"), person(2, home="Hội An"))
    confirm(clerk, first)
    work()
    second = upload(
        person(1, citizen=None, home="Điện Bàn"), person(2, home="Điện Bàn"), person(3, citizen="048186000001")
    )
    name, other = person(1)["name"], person(2)["name"]
    assert second.result["counts"] == {"new": 0, "changed": 2, "unchanged": 0, "refused": 1}
    assert "Không hiện" not in pages(second)
    assert f"34ZZ-0001 ({name})" in pages(second), "the number of another one is refused with whose it is"
    hide("34ZZ-0001", program)
    first.refresh_from_db()
    for run in (first, second):
        told = pages(run)
        assert name not in told and "34ZZ-0001" not in told
        assert other in told and "Không hiện" in told
    back = load_workbook(BytesIO(clerk.get(address(second, "import_returned")).content))
    comments = [cell.comment.text for sheet in back for row in sheet.iter_rows() for cell in row if cell.comment]
    assert not [text for text in comments if name in text]
    confirm(clerk, second)
    work()
    second.refresh_from_db()
    assert second.status == "ready" and second.result["counts"]["changed"] == 1
    assert Dossier.objects.get(code="34ZZ-0001").home_town == "Hội An"


def test_a_namesake_who_may_no_longer_be_seen_is_not_told(clerk, upload, program):
    confirm(clerk, upload(person(1)))
    work()
    run = upload(person(1, code="34ZZ-0009", citizen="048186000999"))
    page = clerk.get(address(run), {"xem": "can-xem"}).content.decode()
    assert "số hiệu 34ZZ-0001" in page
    hide("34ZZ-0001", program)
    assert "34ZZ-0001" not in clerk.get(address(run), {"xem": "can-xem"}).content.decode()
    assert "34ZZ-0009" in clerk.get(address(run), {"xem": "moi"}).content.decode(), "the row itself is the clerk's own"
