"""Every sealed column of every model: no plain text in the database, whole after a rotation, shut to a wrong key."""

import json
import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import SecondFactor
from accounts.services.program_account import program_account
from personnel.importing.reading import read_lists
from personnel.models import Dossier, ErrorReport, Export, PaperCheck, ReportSchedule, Term
from personnel.services.import_dossiers import examine_lists
from personnel.services.rotate_keys import rotate_keys
from qlcb import rotation
from qlcb.history import record, writing
from qlcb.models import KeyCheck
from qlcb.rotation import vaults
from qlcb.sealed import KeyRing, WrongKey, ring
from tests.full_dossier import make_full_dossier
from tests.personnel.acts.drafting import draft_for
from tests.personnel.importing.people import person, write_list
from tests.qlcb.test_sealed import FOREIGN, NEW
from tests.stage import the_cast

pytestmark = pytest.mark.django_db

VAULTS = {vault.model._meta.label: vault for vault in vaults()}
NUMBER = "048186003217"
TELLING = 6  # characters from which a value is not found elsewhere by chance


@pytest.fixture(scope="module")
def full_id(stage):
    program, today = program_account(), timezone.localdate()
    dossier = make_full_dossier(account=program, today=today, citizen_id=NUMBER)
    with writing(account=program, reason="Đối chiếu thử"):
        record(
            PaperCheck(
                dossier=dossier, place="giay-to", result=PaperCheck.Result.DIFFERENT, checked_on=today,
                checked_by="Trần Thị Lan", note="Giấy ghi số thẻ HC4484897009999", fingerprint="x",
            )
        )  # fmt: skip
        record(
            ErrorReport(
                dossier=dossier, place="giay-to", note="Số thẻ BHYT đúng là HC4484897009998", reported_on=today,
                state=ErrorReport.State.DONE, answer="Đã sửa theo thẻ mới", answered_on=today, answered_by="Lê Thị Hoa",
            )
        )  # fmt: skip
        record(
            ReportSchedule(
                account=program, kind="danh-sach", title="Danh sách hồ sơ", words="Tất cả", reason="Thử", every="month",
                days_after=1, next_on=today, sealed_parameters=f'{{"query": "q={NUMBER}"}}',
            )
        )  # fmt: skip
    SecondFactor.objects.create(user=program, name="Thử")
    Export.objects.create(
        account=program, kind="danh-sach", title="Danh sách hồ sơ", words="Tất cả", reason="Thử",
        sealed_parameters=f'{{"query": "q={NUMBER}"}}', file_name="x.xlsx", expires_at="2099-01-01T00:00:00Z",
    )  # fmt: skip
    form = Term.objects.filter(kind="discipline_form", group="staff", valid_to=None).first()
    told = {dossier.pk: {"violation": "Vắng mặt không phép 4 ngày", "form": form.pk}}
    draft_for(the_cast().sysadmin, "ky-luat", [dossier], today, values=told)
    return dossier.pk


@pytest.fixture
def full(full_id, db):
    return Dossier.objects.get(pk=full_id)


@pytest.fixture
def new_key(settings):
    """The ring during a rotation; returns the keys of before."""
    old = settings.DATA_KEYS
    settings.DATA_KEYS = [NEW, *old]
    return old


def plain_values():
    """(label, pk) → plain values of the sealed columns of everything stored."""
    return {
        (label, row[0]): row[1:]
        for label, vault in VAULTS.items()
        for row in vault.model._base_manager.order_by("pk").values_list("pk", *vault.names)
    }


def tokens(vault, name):
    table, column = vault.model._meta.db_table, vault.model._meta.get_field(name).column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
        return [bytes(token) for (token,) in cursor.fetchall()]


def all_tokens():
    return [token for vault in VAULTS.values() for name in vault.names for token in tokens(vault, name)]


def test_every_tracked_model_keeps_its_sealed_columns_sealed_in_its_history():
    for label, vault in VAULTS.items():
        history = getattr(vault.model, "history", None)
        if history is not None:
            assert VAULTS[history.model._meta.label].names == vault.names, label


@pytest.mark.clause("HP-2.3")
@pytest.mark.parametrize("label", VAULTS)
def test_a_sealed_column_holds_no_plain_text(full, label):
    vault = VAULTS[label]
    plain = {
        str(value).encode()
        for values in vault.model._base_manager.values_list(*vault.names)
        for value in values
        if len(value) >= 3
    }
    for name in vault.names:
        found = tokens(vault, name)
        assert found, f"no test dossier has a value in {label}.{name}"
        assert all(ring().is_current(token) and ring().open(token, name) for token in found)
        assert not [value for value in plain for token in found if value in token]


@pytest.mark.clause("TCHQ-8.1c")
def test_no_table_holds_a_sealed_value_in_the_open(full):
    values = {value for row in plain_values().values() for value in row if len(value) >= TELLING}
    assert NUMBER in values and len(values) > 30
    for table in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            text = "\n".join(row for (row,) in cursor.fetchall())
        assert [value for value in values if value in text] == [], table


def test_what_an_import_keeps_with_its_run_holds_no_number(cast, today, tmp_path, make_dossier):
    """Samples, messages and lines are kept in the database beside the file."""
    make_dossier(code="34ZZ-0001", citizen_id="048186003225")
    people = (person(1, citizen="048186000777"), person(2), person(3, citizen="049999999"), person(4, code="34ZZ-0001"))
    path = write_list(tmp_path / "list.xlsx", *people)
    seen = examine_lists(account=cast.clerk, lists=read_lists(path, account=cast.clerk, today=today))
    kept = json.dumps(seen.to_json() | {"mark": ""}, ensure_ascii=False)
    assert "048 186 ••• •••" in kept
    assert re.findall(r"[0-9]{9,}", kept) == []


def test_search_words_hold_no_number(full):
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_text || ' ' || search::text FROM personnel_dossier WHERE id = %s", [full.pk])
        words = cursor.fetchone()[0]
    assert NUMBER not in words and NUMBER[:6] not in words and full.phone not in words
    assert list(Dossier.objects.search(NUMBER)) == [full]
    assert list(Dossier.objects.search(f"{NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}")) == [full]
    assert not Dossier.objects.search(NUMBER[:11]).exists()


def test_rotation_keeps_every_value_and_writes_no_history(full, new_key, settings):
    values = plain_values()
    state = {
        label: list(model.objects.order_by("pk").values_list("pk", "version"))
        for label in VAULTS
        if hasattr(model := apps.get_model(label), "version")
    }
    index = full.citizen_index
    assert not any(ring().is_current(token) for token in all_tokens())
    assert list(Dossier.objects.with_citizen_id(NUMBER)) == [full], "found before the rotation"
    assert rotate_keys() is True
    assert all(ring().is_current(token) for token in all_tokens())
    assert plain_values() == values
    assert state == {
        label: list(apps.get_model(label).objects.order_by("pk").values_list("pk", "version")) for label in state
    }
    full.refresh_from_db()
    assert full.citizen_index == ring().index(NUMBER, "citizen_id") != index
    settings.DATA_KEYS = [NEW]
    assert plain_values() == values
    assert list(Dossier.objects.search(NUMBER)) == [full], "found when the old key is gone"
    assert [ring().open(check.token, KeyCheck.PURPOSE) for check in KeyCheck.objects.all()] == [KeyCheck.WORD]
    settings.DATA_KEYS = new_key
    with pytest.raises(WrongKey):
        plain_values()


def test_rotation_is_told_table_by_table_and_done_once(full, new_key, capsys):
    call_command("rotate_keys")
    first = capsys.readouterr().out
    call_command("rotate_keys")
    again = capsys.readouterr().out
    assert "hồ sơ: 1 dòng, mã hóa lại 1\n" in first
    assert "hồ sơ: 1 dòng, mã hóa lại 0\n" in again
    assert "có thể bỏ các khóa sau" in again


def test_a_rotation_broken_off_goes_on_where_it_stopped(full, new_key, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 1)
    whole = rotation._reseal_batch
    stop = iter([True] * 3)

    def until_it_breaks(vault):
        if next(stop, None) is None:
            raise KeyboardInterrupt
        return whole(vault)

    values = plain_values()
    monkeypatch.setattr(rotation, "_reseal_batch", until_it_breaks)
    with pytest.raises(KeyboardInterrupt):
        rotate_keys()
    current = [ring().is_current(token) for token in all_tokens()]
    assert any(current) and not all(current)
    assert plain_values() == values, "both keys together read all of it"
    assert KeyCheck.objects.count() == 1, "nobody may go on without the old key"
    monkeypatch.setattr(rotation, "_reseal_batch", whole)
    assert rotate_keys() is True
    assert plain_values() == values


def test_rotation_changes_nothing_when_a_value_does_not_open(full, new_key):
    rubbish = KeyRing([FOREIGN]).seal(b"rubbish", "content")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE personnel_historicalforeigntie SET content = %s", [rubbish])
    before = all_tokens()
    with pytest.raises(CommandError, match=r"lịch sử .*Chưa thay đổi gì"):
        call_command("rotate_keys")
    assert all_tokens() == before


def test_a_row_in_other_hands_is_left_and_its_new_value_kept(full, settings, monkeypatch):
    """Rotation never waits for a writer and never writes over one: the row is taken up when it is free."""
    monkeypatch.setattr(rotation, "TRIES", 1)
    table, mark = "personnel_historicalforeigntie", "giữ chỗ của phép thử"
    other = connection.copy()
    other.ensure_connection()  # with the old key alone: its word of the new one would outlive the test
    settings.DATA_KEYS = [NEW, *settings.DATA_KEYS]
    old, sealing = KeyRing(settings.DATA_KEYS[1:]), ring()
    columns = (
        "id, version, history_type, history_date, entered_at, act, custodian, request_id, drafted_by, "
        "history_change_reason, note"
    )
    try:
        with other.cursor() as writer:
            writer.execute(
                f"INSERT INTO {table} ({columns}, content) "
                "VALUES (1, 1, '+', now(), now(), 'open', '', '', '', '', %s, %s)",
                [mark, old.seal(b"before", "content")],
            )
            writer.execute("BEGIN")
            writer.execute(
                f"UPDATE {table} SET content = %s WHERE note = %s", [sealing.seal(b"after", "content"), mark]
            )
            assert rotate_keys() is False
            with pytest.raises(CommandError, match="chạy lại"):
                call_command("rotate_keys")
            assert KeyCheck.objects.count() == 1, "the old key is still needed"
            writer.execute("COMMIT")
        assert rotate_keys() is True
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT content FROM {table} WHERE note = %s", [mark])
            assert sealing.open(cursor.fetchone()[0], "content") == b"after"
    finally:
        with other.cursor() as writer:
            writer.execute("ROLLBACK")
            writer.execute(f"DELETE FROM {table} WHERE note = %s", [mark])
        other.close()


def test_a_citizen_number_is_taken_once_whatever_key_it_lies_under(full, new_key, program, make_dossier):
    with pytest.raises(ValidationError, match="đã có trong một hồ sơ khác"):
        make_dossier(citizen_id=NUMBER)
    rotate_keys()
    with pytest.raises(ValidationError, match="đã có trong một hồ sơ khác"):
        make_dossier(citizen_id=NUMBER)


def test_a_wrong_key_neither_shows_nor_saves(full, settings, program, cast, sign_in):
    before, versions = all_tokens(), full.history.count()
    settings.DATA_KEYS = [FOREIGN]
    with pytest.raises(WrongKey):
        sign_in(cast.clerk).get(f"/ho-so/{full.code}/")
    full.phone = "0905999888"
    with pytest.raises(WrongKey), writing(account=program, reason="Ghi bằng khóa sai"):
        record(full)
    assert all_tokens() == before
    assert full.history.count() == versions
