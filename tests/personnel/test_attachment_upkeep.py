"""What the operator does with all files: compare them with their rows, find lost ones, seal them anew."""

import os
import time
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from personnel.attachments import store, upkeep
from personnel.services.remove_attachment import remove_attachment
from qlcb.sealed import WrongKey, ring

pytestmark = pytest.mark.django_db
NEW = "another key of the deployment, long enough to be taken as one"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """The files of this test alone."""
    settings.FILES_DIR = tmp_path


@pytest.fixture
def papers(make_dossier, make_paper):
    dossier = make_dossier(code="34ZZ-0217")
    return [make_paper(dossier=dossier, title=title) for title in ("Quyển lý lịch", "Giấy khai sinh")]


def integrity(**options):
    """What check_integrity prints of files, and its error."""
    out, error = StringIO(), ""
    try:
        call_command("check_integrity", stdout=out, **options)
    except CommandError as raised:
        error = str(raised)
    return [line for line in out.getvalue().splitlines() if "giấy tờ" in line], error


def test_whole_files_pass(papers):
    lines, error = integrity()
    assert error == ""
    assert lines == [
        "Tệp của giấy tờ đính kèm so với mã SHA-256 (2): không sai lệch",
        "Tệp trong kho giấy tờ mà không giấy tờ nào ghi (4): không sai lệch",
    ]


@pytest.mark.parametrize("harm", ["gone", "cut", "another"])
def test_a_file_that_is_not_what_was_put_there_is_found(papers, harm):
    path = store.path_of(papers[0].file)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] if harm == "cut" else ring().seal(b"another", store.FILE))
    lines, error = integrity(fix=True)
    assert error.startswith("Còn 1 sai lệch"), "only a backup can mend it"
    assert "34ZZ-0217 “Quyển lý lịch”" in lines[0]
    assert "Giấy khai sinh" not in lines[0]


def test_the_evidence_of_a_paper_taken_out_is_looked_after_too(papers, cast):
    path = store.path_of(papers[0].file)
    remove_attachment(account=cast.clerk, reason="Nhầm", paper=papers[0], expected_version=1)
    assert integrity(fix=True)[1] == ""
    assert path.exists()
    path.unlink()
    assert "Quyển lý lịch" in integrity()[0][0]


def test_lost_files_are_found_when_old_and_put_aside_never_deleted(papers):
    name = store.Keeper().keep(b"nobody's", store.FILE)
    lost = store.path_of(name)
    assert integrity()[1] == "", "an upload may be under way"
    long_ago = time.time() - 2 * upkeep.YOUNG_SECONDS
    os.utime(lost, (long_ago, long_ago))
    lines, error = integrity()
    assert error.startswith("Còn 1 sai lệch")
    assert name in lines[1]
    assert lost.exists()
    assert integrity(fix=True)[1] == ""
    assert integrity()[1] == ""
    aside = settings.FILES_DIR / store.LOST_FOLDER / lost.name
    assert ring().open(aside.read_bytes(), store.FILE) == b"nobody's"
    assert [store.read(paper) for paper in papers], "the others stay where they are"


def test_keys_are_changed_in_files_too(papers, cast, settings, capsys):
    remove_attachment(account=cast.clerk, reason="Nhầm", paper=papers[1], expected_version=1)
    evidence = papers[1].history.latest()
    old, plain = settings.DATA_KEYS, [store.read(papers[0]), store.read(evidence)]
    picture = store.read_thumbnail(papers[0])
    settings.DATA_KEYS = [NEW, *old]
    call_command("rotate_keys")
    assert "tệp giấy tờ đính kèm: 4 tệp, mã hóa lại 4\n" in capsys.readouterr().out
    settings.DATA_KEYS = [NEW]
    assert [store.read(papers[0]), store.read(evidence)] == plain
    assert store.read_thumbnail(papers[0]) == picture
    settings.DATA_KEYS = old
    with pytest.raises(store.DamagedFile):
        store.read(papers[0])


def test_a_file_under_an_unknown_key_stops_the_change_of_keys_before_it_begins(papers, settings):
    path = store.path_of(papers[0].file)
    path.write_bytes(b"\x01????" + path.read_bytes()[5:])
    before = store.path_of(papers[1].file).read_bytes()
    settings.DATA_KEYS = [NEW, *settings.DATA_KEYS]
    with pytest.raises(CommandError, match=path.name):
        call_command("rotate_keys")
    assert store.path_of(papers[1].file).read_bytes() == before
    with pytest.raises(WrongKey):
        upkeep.check_keys()


def test_a_damaged_file_keeps_the_old_key_needed(papers, settings, caplog):
    path = store.path_of(papers[0].file)
    path.write_bytes(path.read_bytes()[:-1])
    settings.DATA_KEYS = [NEW, *settings.DATA_KEYS]
    with pytest.raises(CommandError, match="chạy lại"):
        call_command("rotate_keys")
    assert path.name in caplog.text


def test_a_name_that_is_not_ours_leads_nowhere():
    for name in ("../settings.py", "ab/../../x", "", "ab/abc", "00/" + "1" * 32):
        with pytest.raises(ValueError):
            store.path_of(name)
