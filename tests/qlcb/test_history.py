"""The history base: no write without author and reason, one row a write, nothing for nothing."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from accounts.demo import PASSWORD
from accounts.models import Account
from orgunits.models import UnitKind
from personnel.models import Dossier, Religion, Term
from qlcb.history import Act, Conflict, HistoryError, create_many, delete_many, record, update_many, writing
from tests.history import assert_history_is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(program):
    with writing(account=program, reason="Thử", act=Act.OPEN):
        kind = UnitKind(code="thu", name="Loại thử", level=9, is_department=False)
        record(kind)
    return kind


def test_what_the_tests_start_from_is_whole(cast):
    assert assert_history_is_whole() > 1000


def test_a_write_outside_writing_is_refused(kind):
    kind.name = "Khác"
    with pytest.raises(HistoryError):
        kind.save()
    with pytest.raises(HistoryError):
        record(kind)
    with pytest.raises(HistoryError):
        kind.delete()


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_a_write_needs_a_reason_and_an_account(program, reason):
    with pytest.raises(HistoryError), writing(account=program, reason=reason):
        pass
    with pytest.raises(HistoryError), writing(account=None, reason="Có lý do"):
        pass


def test_record_writes_one_row_and_none_when_nothing_changed(kind, cast):
    with writing(account=cast.clerk, reason="Đổi tên"):
        kind.name = "Tên mới"
        assert record(kind)
        assert not record(kind)
    entries = list(kind.history.all())
    assert [e.history_type for e in entries] == ["~", "+"]
    assert (entries[0].history_user_id, entries[0].custodian) == (cast.clerk.pk, cast.clerk.holder_name)
    assert_history_is_whole()


def test_a_key_in_hand_is_not_asked_for_and_every_other_is(db, django_assert_num_queries):
    relation, religion = Term.objects.filter(kind=Term.Kind.RELATION).first(), Religion.objects.first()
    with pytest.raises(ValidationError) as error:
        Dossier(bank=relation, ethnic_group_id=0).clean_fields()
    assert {"bank", "ethnic_group"} <= set(error.value.message_dict), "one of another list, one that is not there"
    with django_assert_num_queries(0), pytest.raises(ValidationError) as error:
        Dossier(religion=religion).clean_fields()
    assert "religion" not in error.value.message_dict


def test_record_refuses_a_stale_version(kind, program):
    with writing(account=program, reason="Một"):
        kind.name = "A"
        record(kind, expected_version=1)
    stale = UnitKind.objects.get(pk=kind.pk)
    stale.name = "B"
    with pytest.raises(Conflict) as caught, writing(account=program, reason="Hai"):
        record(stale, expected_version=1)
    assert caught.value.stored.name == "A"


def test_bulk_helpers_write_one_row_each_and_bare_bulk_calls_are_refused(program):
    with writing(account=program, reason="Nhiều dòng", act=Act.IMPORT):
        made = create_many([Religion(code=f"T{i}", name=f"Tôn giáo {i}") for i in range(5)])
        for religion in made:
            religion.order = 7
        update_many(made, ["order"])
    assert {r.version for r in Religion.objects.filter(code__startswith="T")} == {2}
    assert_history_is_whole()
    queryset = Religion.objects.filter(code__startswith="T")
    for bare in (
        lambda: queryset.update(order=1),
        lambda: queryset.delete(),
        lambda: Religion.objects.bulk_create([Religion(code="X", name="X")]),
        lambda: Religion.objects.bulk_update(made, ["order"]),
    ):
        with pytest.raises(HistoryError):
            bare()


@pytest.mark.parametrize("many", [lambda rows: update_many(rows, ["order"]), delete_many])
def test_one_row_that_moved_on_keeps_all_from_being_written(many, program):
    with writing(account=program, reason="Lập", act=Act.OPEN):
        made = create_many([Religion(code=f"T{i}", name=f"Tôn giáo {i}") for i in range(3)])
        other = Religion.objects.get(code="T1")
        other.name = "Người khác sửa"
        record(other)
    before = assert_history_is_whole()
    with pytest.raises(Conflict) as caught, writing(account=program, reason="Nhiều dòng"):
        for religion in made:
            religion.order = 9
        many(made)
    assert (caught.value.stored, caught.value.edited) == (other, made[1])
    assert set(Religion.objects.filter(code__startswith="T").values_list("order", flat=True)) == {0}
    assert assert_history_is_whole() == before


def test_many_rows_are_taken_out_with_an_entry_each(program):
    with writing(account=program, reason="Lập", act=Act.OPEN):
        made = create_many([Religion(code=f"T{i}", name=f"Tôn giáo {i}") for i in range(3)])
    with writing(account=program, reason="Nhập nhầm", act=Act.REMOVE):
        delete_many(made[:2])
    assert list(Religion.objects.filter(code__startswith="T").values_list("code", flat=True)) == ["T2"]
    gone = Religion.history.filter(history_type="-", code__startswith="T").order_by("code")
    assert [(e.code, e.act, e.history_change_reason) for e in gone] == [
        ("T0", "remove", "Nhập nhầm"),
        ("T1", "remove", "Nhập nhầm"),
    ]
    assert_history_is_whole()


def test_an_error_in_the_middle_leaves_nothing(program):
    with pytest.raises(RuntimeError), writing(account=program, reason="Dở dang"):
        record(Religion(code="Y", name="Y"))
        raise RuntimeError
    assert not Religion.objects.filter(code="Y").exists()
    assert not Religion.history.filter(code="Y").exists()


def test_signing_in_and_a_new_password_hash_write_no_history(client, cast):
    before = cast.clerk.history.count()
    account = authenticate(RequestFactory().post("/dang-nhap/"), username=cast.clerk.username, password=PASSWORD)
    assert account == cast.clerk
    client.force_login(account)
    account.set_password("Mot-mat-khau-khac-2026")
    account.save(update_fields=["password"])
    assert cast.clerk.history.count() == before


def test_history_never_holds_a_password():
    names = {f.name for f in Account.history.model._meta.fields}
    assert not names & {"password", "last_login"}


def test_the_origin_of_a_request_is_kept(sign_in, cast, make_dossier):
    dossier = make_dossier()
    data = {"phone": "0905000111", "reason": "Đổi số", "act": "change", "version": "1"}
    sign_in(cast.clerk).post(f"/ho-so/{dossier.code}/thong-tin/giay-to/", data, REMOTE_ADDR="10.34.2.17")
    entry = dossier.history.first()
    assert (entry.address, len(entry.request_id), entry.history_change_reason) == ("10.34.2.17", 36, "Đổi số")


def test_a_forged_forwarded_address_is_not_believed(rf, settings):
    from qlcb.middleware import client_address

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.9.9.9")
    settings.TRUSTED_PROXIES = 0
    assert client_address(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "10.9.9.9"
