"""check_integrity finds what derived data says wrongly, and mends it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import UnitUserPermission
from orgunits.models import Unit
from personnel.models import Decision, DecisionResult, Dossier
from qlcb.history import record, writing


def run(**options):
    """What the command prints, and whether it found anything that is left."""
    out = StringIO()
    try:
        call_command("check_integrity", stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def people(make_dossier):
    return [make_dossier(rank="08.051", step=3), make_dossier(unit_code="HQ60-01")]


def test_a_sound_service_passes(people):
    text, error = run()
    assert error == ""
    assert text.count("không sai lệch") == len(text.splitlines()) == 8


@pytest.mark.parametrize(
    "change",
    [
        {"now_unit": None},
        {"now_coefficient": "4.98"},
        {"now_status": "left"},
        {"now_next_raise_on": "2030-01-01"},
        {"sort_key": "x"},
        {"search_text": "x"},
    ],
)
def test_a_dossier_that_says_wrongly_is_found_and_mended(people, change):
    Dossier.objects.filter(pk=people[0].pk).update(**change)
    text, error = run()
    assert "sai lệch" in error
    assert people[0].code in text
    assert people[1].code not in text
    assert Dossier.objects.filter(pk=people[0].pk, **change).exists(), "nothing is written without --fix"
    text, _ = run(fix=True)
    assert "đã tính lại" in text
    assert run()[1] == ""
    assert Dossier.history.filter(id=people[0].pk).count() == 1, "derived columns leave no history"


def test_a_result_that_is_not_noted_is_found_and_mended(people, program, today):
    decision = Decision(number="7/QĐ", signed_on=today, effective_on=today)
    with writing(account=program, reason="Thử"):
        record(decision)
        row = people[0].salary_set.get()
        row.decision = decision
        record(row)
    noted = DecisionResult.objects.filter(decision=decision)
    other = DecisionResult(decision=decision, dossier=people[1], source="personnel_salary", row_id=0)
    for spoil, number in ((noted.delete, 1), (lambda: noted.update(dossier=people[1]), 2), (other.save, 1)):
        spoil()
        assert f"{number} sai lệch" in run()[0]
        assert "đã tính lại" in run(fix=True)[0] and run()[1] == ""
        assert [one.dossier_id for one in noted.all()] == [people[0].pk]


def test_a_unit_that_says_wrongly_is_found_and_mended(people):
    Unit.objects.filter(code="HQ34-07").update(name="Sai tên")
    text, error = run()
    assert error
    assert "HQ34-07" in text
    assert run(fix=True)[1] == ""
    assert Unit.objects.get(code="HQ34-07").name == "Chi cục Hải quan cửa khẩu cảng"


def test_rights_beside_the_grants_are_found_and_taken_away(people, cast):
    row = UnitUserPermission.objects.filter(user=cast.clerk).first()
    neighbour = Unit.objects.get(code="HQ60")
    UnitUserPermission.objects.create(user=cast.clerk, permission=row.permission, content_object=neighbour)
    UnitUserPermission.objects.filter(pk=row.pk).delete()
    text, error = run()
    assert error
    assert "so với quyền được cấp" in text
    assert UnitUserPermission.objects.filter(user=cast.clerk, content_object=neighbour).exists()
    assert run(fix=True)[1] == ""
    assert not UnitUserPermission.objects.filter(user=cast.clerk, content_object=neighbour).exists()
    assert cast.clerk.access.may("write_all", people[0].now_unit_id)


def test_a_finding_that_cannot_be_mended_stays_an_error(people, monkeypatch):
    """Somebody serves without a posting that runs: only the file can say where."""
    module = "personnel.management.commands.check_integrity"
    monkeypatch.setattr(f"{module}.project_dossiers", lambda ids, today: None)
    Dossier.objects.filter(pk=people[0].pk).update(now_status="left")
    text, error = run(fix=True)
    assert error.startswith("Còn 1 sai lệch")
    assert people[0].code in text


def test_explain_access_says_why_yes_and_why_no(people, cast):
    def explained(account, code):
        out = StringIO()
        call_command("explain_access", account.username, code, stdout=out)
        return out.getvalue()

    yes = explained(cast.clerk, people[0].code)
    assert "Thấy hồ sơ: có" in yes
    assert "Được cấp tại Cục Hải quan TP. Đà Nẵng." in yes
    no = explained(cast.neighbour, people[0].code)
    assert "Thấy hồ sơ: không (404)" in no
    assert "hồ sơ không thuộc các đơn vị này" in no
    assert "của chính người giữ" not in yes


def test_explain_access_knows_the_custodians_own_dossier(make_dossier, cast):
    own, out = make_dossier(code=cast.clerk.custody.staff_code), StringIO()
    call_command("explain_access", cast.clerk.username, own.code, stdout=out)
    assert "của chính người giữ tài khoản" in out.getvalue()


@pytest.mark.parametrize(("account", "code"), [("khong-co", "99ZZ-0001"), ("hq34.nhansu1", "99ZZ-9999")])
def test_explain_access_refuses_what_does_not_exist(people, cast, account, code):
    with pytest.raises(CommandError, match="Không có"):
        call_command("explain_access", account, code)
