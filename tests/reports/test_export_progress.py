"""How far a long file is, while the worker makes it, with JavaScript and without."""

import pytest

from personnel import jobs
from personnel.exports import run
from personnel.models import Export
from qlcb import progress
from qlcb.progress import now_and_then
from reports import exports
from reports.exports import COUNTING, WRITING
from tests.exporting import ask, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("service")]


@pytest.fixture
def told(monkeypatch):
    """What stands in the row of the export after each statement that tells how far it is."""
    found = []

    class Told(run.Run):
        def _tell(self, done, total):
            super()._tell(done, total)
            found.append(self._stored())

        def phase(self, words):
            super().phase(words)
            found.append(self._stored())

        def lines(self, items, make, code, *, at_once=1000):
            return super().lines(items, make, code, at_once=4)

        def _stored(self):
            return Export.objects.values_list("status", "rows_done", "rows_wanted", "phase").get(pk=self.export.pk)

    for module in ("personnel.exports.people", "reports.exports", "reports.lists.files", "reports.query_exports"):
        monkeypatch.setattr(f"{module}.Run", Told)
    monkeypatch.setattr(progress, "EVERY", -1)
    return found


def test_a_list_tells_its_lines(cast, sign_in, told, monkeypatch):
    monkeypatch.setattr("personnel.exports.people.ROWS_AT_ONCE", 0)
    client = sign_in(cast.clerk)
    export = ask(client, "/ho-so/ket-xuat/")
    assert "Chờ tiến trình xử lý nhận việc." in client.get(page_of(export)).content.decode() and told == []
    jobs.make_export(export_id=str(export.pk))
    assert told == [("running", done, 11, "") for done in (0, 4, 8, 11)]
    Export.objects.filter(pk=export.pk).update(status="running", rows_done=8)
    for headers in ({}, {"HX-Request": "true"}):
        page = client.get(page_of(export), headers=headers).content.decode()
        assert 'value="8" max="11"' in page and "Đã lập" in page and "Xem lại" in page
    assert "8 / 11 dòng" in client.get("/tep-ket-xuat/").content.decode()


def test_a_form_tells_its_phases_and_then_its_lines(cast, sign_in, told, monkeypatch):
    monkeypatch.setattr(exports, "SHEET_CELLS_AT_ONCE", 0)
    client = sign_in(cast.clerk)
    export = ask(client, "/bao-cao/bm03.xlsx", {"ngay": "30/06/2026"})
    jobs.make_export(export_id=str(export.pk))
    assert [phase for *_, phase in told] == [COUNTING, WRITING, "", "", "", ""]
    assert [done for _, done, _, phase in told if not phase] == [0, 4, 8, 10]
    Export.objects.filter(pk=export.pk).update(status="running", phase=COUNTING)
    page = client.get(page_of(export)).content.decode()
    assert COUNTING in page and "max=" not in page


def test_a_file_made_at_once_tells_nothing(cast, sign_in, told):
    assert ask(sign_in(cast.clerk), "/ho-so/ket-xuat/").status == "done"
    assert {row[1:] for row in told} == {(0, 0, "")}


def test_progress_is_told_now_and_then():
    found = []
    tell = now_and_then(lambda done, total: found.append(done))
    for done in range(1001):
        tell(done, 1000)
    assert found[0] == 0 and found[-1] == 1000 and len(found) < 50
