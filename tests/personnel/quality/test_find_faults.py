"""Findings follow what is stored: they come, change and go with it, on every way of writing."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.importing.reading import read_lists
from personnel.jobs import check_quality
from personnel.models import Dossier, Finding, Posting, Qualification, Relative, Study, Term
from personnel.sections import PANEL_OF, POSTINGS, SECTIONS
from personnel.services.find_faults import Found, find_faults
from personnel.services.import_dossiers import import_dossiers
from personnel.services.save_panel import save_panel
from personnel.services.save_row import add_row, correct_row, remove_row
from qlcb.dates import PartialDate
from qlcb.fields import SealedField
from qlcb.history import record, writing
from tests.full_dossier import make_full_dossier
from tests.history import assert_history_is_whole
from tests.personnel.importing.people import person, write_list

pytestmark = pytest.mark.django_db

PARTY = PANEL_OF["dang"]
FAMILY = SECTIONS["gia-dinh"]


def rules(dossier, **conditions) -> list[str]:
    """The rules that speak about the dossier, but for the ratings, of which no test dossier has any."""
    found = Finding.objects.filter(dossier=dossier, **conditions).exclude(rule="rating_missing")
    return list(found.order_by("rule").values_list("rule", flat=True))


def join_party(account, dossier, joined, today):
    dossier = Dossier.objects.get(pk=dossier.pk)
    dossier.party_joined_on = PartialDate.of(joined)
    save_panel(
        account=account,
        reason="Đối chiếu lý lịch đảng viên",
        panel=PARTY,
        dossier=dossier,
        expected_version=dossier.version,
        today=today,
    )


def relative(dossier, code, born, **values) -> Relative:
    relation = Term.objects.get(kind=Term.Kind.RELATION, code=code)
    return Relative(dossier=dossier, relation=relation, full_name="Lê Văn Bình", born_on=PartialDate.of(born), **values)


@pytest.mark.clause("HP-14.4")
def test_saving_a_panel_finds_what_contradicts_and_mending_it_lets_it_go(cast, make_dossier, today):
    dossier = make_dossier(birth_date="14/08/1986")
    assert rules(dossier) == []
    join_party(cast.clerk, dossier, "2003", today)
    finding = Finding.objects.get(dossier=dossier, rule="party_age")
    assert (finding.place, finding.row_id, finding.is_open) == ("dang", None, True)
    assert finding.words == "Vào Đảng 2003 khi chưa đủ 18 tuổi."
    join_party(cast.clerk, dossier, "2004", today)
    assert rules(dossier) == []


@pytest.mark.clause("HP-14.4")
def test_a_row_is_looked_at_when_added_corrected_and_removed(cast, make_dossier, today):
    dossier = make_dossier(birth_date="14/08/1986")
    row = add_row(
        account=cast.clerk, reason="Khai bổ sung", section=FAMILY, row=relative(dossier, "CONT", "1995"), today=today
    )
    finding = Finding.objects.get(dossier=dossier, rule="child_age")
    assert (finding.place, finding.row_id) == ("gia-dinh", row.pk)
    row.born_on = PartialDate.of("1998")
    correct_row(account=cast.clerk, reason="Sai năm", section=FAMILY, row=row, expected_version=1, today=today)
    again = Finding.objects.get(dossier=dossier, rule="child_age")
    assert again.pk == finding.pk and "1998" in again.words and again.fingerprint != finding.fingerprint
    remove_row(account=cast.clerk, reason="Nhập nhầm", section=FAMILY, row=row, expected_version=2, today=today)
    assert rules(dossier) == []


def test_a_finding_is_as_grave_as_the_list_is_sure(make_dossier, program, today):
    """The rank of the dossier is of the list as shipped, where it is sure; doubts of it are read with the dossier."""
    dossier = make_dossier(rank="08.051", step=4)
    college = Qualification.objects.filter(kind=Qualification.Kind.PROFESSIONAL, bucket="college").first()
    rank = dossier.salary_set.get().rank
    with writing(account=program, reason="Thử"):
        record(Study(dossier=dossier, kind=college.kind, level=college, ends_on=PartialDate.of("2010")))
    for confidence, severity in ((rank.confidence, "error"), ("gk-low", "warning"), ("source", "error")):
        with writing(account=program, reason="Đối chiếu văn bản"):
            rank.confidence = confidence
            record(rank)
        find_faults([dossier.pk], today)
        assert Finding.objects.get(dossier=dossier, rule="rank_degree").severity == severity, confidence


def test_completeness_follows_every_write(cast, make_dossier, today):
    dossier = make_dossier()
    before = Dossier.objects.get(pk=dossier.pk).now_complete
    assert before > 0, "measured when the dossier was opened"
    add_row(account=cast.clerk, reason="x", section=FAMILY, row=relative(dossier, "CHONG", "1984"), today=today)
    assert Dossier.objects.get(pk=dossier.pk).now_complete > before
    assert dossier.history.count() == 1, "it is derived and writes no history"


def test_time_alone_brings_and_takes_findings(make_dossier, today):
    dossier = make_dossier(birth_date="14/08/1966")
    Finding.objects.all().delete()
    retires = Dossier.objects.get(pk=dossier.pk).now_retires_on
    find_faults([dossier.pk], retires)
    assert "past_retirement" not in rules(dossier)
    assert find_faults([dossier.pk], retires + timedelta(days=1)).new == 1
    assert "past_retirement" in rules(dossier)
    assert find_faults([dossier.pk], retires).gone >= 1
    assert "past_retirement" not in rules(dossier)


def test_asking_again_changes_nothing(make_dossier, today):
    dossier = make_dossier(birth_date="14/08/1986", party_joined_on=PartialDate(2000))
    before = list(Finding.objects.values())
    assert find_faults([dossier.pk], today) == Found()
    assert list(Finding.objects.values()) == before


def test_a_batch_finds_what_each_alone_finds(program, make_dossier, today):
    people = [make_dossier(party_joined_on=PartialDate(1998 + n), birth_date=f"{n + 1}/08/1986") for n in range(8)]
    people.append(make_full_dossier(account=program, today=today))
    ids = [person.pk for person in people]

    def found():
        columns = ("dossier_id", "rule", "severity", "place", "row_id", "words", "fingerprint", "is_open")
        return list(Finding.objects.order_by("dossier_id", "rule", "row_id").values_list(*columns)), list(
            Dossier.objects.order_by("pk").values_list("now_complete", flat=True)
        )

    for one in ids:
        find_faults([one], today)
    alone = found()
    Finding.objects.all().delete()
    Dossier.objects.update(now_complete=0)
    find_faults(ids, today)
    assert found() == alone and len(alone[0]) > 8


def test_the_number_of_queries_is_the_same_for_one_and_for_many(program, make_dossier, today):
    def queries(ids):
        Finding.objects.all().delete()
        Dossier.objects.update(now_complete=0)
        with CaptureQueriesContext(connection) as captured:
            find_faults(ids, today)
        return len(captured)

    one = make_full_dossier(account=program, today=today)
    many = [make_full_dossier(account=program, today=today, number=n).pk for n in range(2, 12)]
    few = queries([one.pk])
    assert queries(many) == few <= 44


def test_a_dossier_that_another_is_writing_is_left_to_that_writer(make_dossier, today):
    """Asked of the statement: the nightly run waits for nobody and nobody for it longer than a batch."""
    dossier = make_dossier()
    with CaptureQueriesContext(connection) as captured:
        find_faults([dossier.pk], today)
    assert any("FOR NO KEY UPDATE OF" in query["sql"] and "SKIP LOCKED" in query["sql"] for query in captured)


def test_two_dossiers_of_one_name_and_birthday_are_told_without_naming_the_other(make_dossier, today):
    one = make_dossier(full_name="Lê Thị Hòa", birth_date="14/08/1986")
    two = make_dossier(full_name="LÊ THỊ HOÀ", birth_date="14/08/1986", unit_code="HQ60")
    other_day = make_dossier(full_name="Lê Thị Hòa", birth_date="15/08/1986")
    find_faults([one.pk, two.pk, other_day.pk], today)
    told = Finding.objects.filter(rule="twin")
    assert set(told.values_list("dossier_id", flat=True)) == {one.pk, two.pk}
    assert not any(two.code in words or one.code in words for words in told.values_list("words", flat=True))


def test_a_confidential_dossier_is_not_betrayed_by_its_namesake(make_dossier, today):
    one = make_dossier(full_name="Lê Thị Hòa", birth_date="14/08/1986")
    two = make_dossier(full_name="Lê Thị Hòa", birth_date="14/08/1986", is_confidential=True)
    find_faults([one.pk, two.pk], today)
    assert list(Finding.objects.filter(rule="twin").values_list("dossier_id", flat=True)) == [two.pk]


@pytest.mark.parametrize(
    ("number", "words"),
    [("048187007584", "Số định danh không khớp năm sinh."), ("048086007584", "Số định danh không khớp giới tính.")],
)
def test_a_number_that_does_not_fit_is_told_without_the_number(make_dossier, number, words):
    dossier = make_dossier(citizen_id=number, birth_date="14/08/1986", sex="F")
    assert list(Finding.objects.filter(dossier=dossier, place="giay-to").values_list("words", flat=True)) == [words]


def test_no_restricted_value_stands_in_a_finding(program, make_dossier, today):
    dossier = make_full_dossier(account=program, today=today, birth_date=PartialDate(2020), sex="M")
    find_faults([dossier.pk], today)
    told = " ".join(Finding.objects.filter(dossier=dossier).values_list("words", flat=True))
    assert len(told) > 1000, "whoever was born so late did everything before"
    stored = [Dossier.objects.get(pk=dossier.pk)]
    stored += [row for section in SECTIONS.values() for row in section.model.objects.filter(dossier=dossier)]
    secrets = [
        value
        for row in stored
        for field in row._meta.concrete_fields
        if isinstance(field, SealedField) and len(value := getattr(row, field.name)) > 3
    ]
    assert len(secrets) > 10
    assert [secret for secret in secrets if secret in told] == []


def test_an_import_asks_about_all_that_it_wrote(cast, tmp_path, today):
    path = write_list(tmp_path / "list.xlsx", person(1, birth=date(2005, 3, 1)), person(2))
    import_dossiers(account=cast.clerk, reason="Nhập", lists=read_lists(path, account=cast.clerk, today=today))
    assert Dossier.objects.filter(now_complete=0).count() == 0
    assert Finding.objects.filter(rule="recruited_under_16").count() == 1


def test_the_night_asks_about_everybody(program, make_dossier):
    dossier = make_dossier(birth_date="14/08/1986")
    with writing(account=program, reason="Ghi thẳng, không qua dịch vụ"):
        dossier.party_joined_on = PartialDate(2000)
        dossier.save()
    assert rules(dossier) == []
    check_quality(0)
    assert rules(dossier) == ["party_age"]


def test_the_command_tells_counts_by_rule(make_dossier):
    dossier = make_dossier(birth_date="14/08/1986", party_joined_on=PartialDate(2000))
    Finding.objects.all().delete()
    out = StringIO()
    call_command("check_quality", dossier.code, stdout=out)
    assert "Đã rà soát 1 hồ sơ" in out.getvalue() and "Vào Đảng khi đủ 18 tuổi." in out.getvalue()
    assert rules(dossier) == ["party_age"]
    for wrong in ([], ["--all", dossier.code], ["KHONG-CO"]):
        with pytest.raises(CommandError):
            call_command("check_quality", *wrong, stdout=out)


def test_a_unit_that_is_gone_is_told_of_its_people(program, make_dossier, unit, today):
    dossier = make_dossier(since="01/2012")
    team = unit("HQ34-07")
    team.dissolved_on = date(2020, 6, 30)
    with writing(account=program, reason="Giải thể"):
        team.save()
    find_faults([dossier.pk], today)
    finding = Finding.objects.get(dossier=dossier, rule="posting_unit")
    assert (
        finding.row_id == Posting.objects.get(dossier=dossier).pk
        and "chỉ hoạt động đến hết 30/06/2020" in finding.words
    )
    assert POSTINGS.slug == finding.place


def test_looking_writes_no_history(cast, make_dossier, today):
    dossier = make_dossier(birth_date="14/08/1986")
    join_party(cast.clerk, dossier, "2003", today)
    assert dossier.history.count() == 2
    assert_history_is_whole()


def test_the_days_of_every_section_are_read(program, today):
    """Whatever a section says when it happened with, the rules that hold everywhere see it."""
    dossier = make_full_dossier(account=program, today=today, birth_date=PartialDate(2025, 12))
    find_faults([dossier.pk], today)
    told = set(Finding.objects.filter(dossier=dossier, rule="before_birth").values_list("place", "row_id"))
    early = {
        (slug, row.pk)
        for slug, section in SECTIONS.items()
        for row in section.model.objects.filter(dossier=dossier)
        if slug != FAMILY.slug and (day := section.happened(row)) and day.year < 2025
    }
    assert {slug for slug, _ in early} == set(SECTIONS) - {FAMILY.slug}
    assert early <= told
