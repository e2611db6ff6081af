"""Lists of people and records within a time: each against a reckoning by hand, in scope, on screen and as a file."""

import pytest
from django.urls import reverse

from personnel.models import ForeignTrip
from qlcb.dates import PartialDate
from reports.lists import PERIOD_LISTS
from tests.exporting import exported, sheet_of

pytestmark = pytest.mark.django_db
P = PartialDate.of


def address(slug):
    return reverse("reports:list", args=[slug])


def names(client, slug, **asked) -> list[str]:
    return [person.full_name for person, _ in client.get(address(slug), asked).context["lines"]]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("01/02/2027", "28/02/2027", ["Nhuận", "Cuối Tháng"]),
        ("20/12/2026", "10/01/2027", ["Cuối Năm", "Đầu Năm"]),
        ("14/08/2026", "14/08/2026", ["Giữa Năm"]),
        ("15/08/2026", "31/08/2026", []),
    ],
)
def test_birthdays_fall_on_their_day_across_years_and_leap_days(cast, sign_in, make_dossier, first, last, found):
    born = {
        "Giữa Năm": "14/08/1986", "Cuối Năm": "31/12/1990", "Đầu Năm": "01/01/1990", "Nhuận": "29/02/1988",
        "Cuối Tháng": "28/02/1991", "Chỉ Biết Tháng": "02/1980", "Chỉ Biết Năm": "1980",
    }  # fmt: skip
    for name, day in born.items():
        make_dossier(full_name=name, birth_date=day)
    make_dossier(full_name="Nơi Khác", birth_date="14/08/1986", unit_code="HQ60-07")
    asked = {"tu-ngay": first, "den-ngay": last}
    assert names(sign_in(cast.clerk), "sinh-nhat", **asked) == found
    lines = sign_in(cast.clerk).get(address("sinh-nhat"), asked).context["lines"]
    if found == ["Giữa Năm"]:
        assert [cell for cell, _ in lines[0][1]] == ["14/08/1986", "14/08/2026", 40, ""]


def test_years_in_the_party_that_a_badge_marks(cast, sign_in, make_dossier):
    for name, joined in (("Ba Mươi", "03/02/1997"), ("Hai Chín", "03/02/1998"), ("Bốn Mươi", "26/02/1987")):
        make_dossier(full_name=name, birth_date="01/05/1965", party_joined_on=P(joined))
    make_dossier(full_name="Chỉ Biết Tháng", birth_date="01/05/1965", party_joined_on=P("02/1997"))
    client, month = sign_in(cast.clerk), {"tu-ngay": "01/02/2027", "den-ngay": "28/02/2027"}
    assert names(client, "huy-hieu-dang", **month) == ["Ba Mươi", "Bốn Mươi"]
    assert "30, 40, 45" in client.get(address("huy-hieu-dang"), month).content.decode()


@pytest.fixture
def away(make_dossier, add_row_of):
    one, two, other = make_dossier(full_name="Một"), make_dossier(full_name="Hai"), make_dossier(unit_code="HQ60-07")
    for dossier in (one, other):
        add_row_of(ForeignTrip, dossier, begins_on=P("10/03/2026"), ends_on=P("20/03/2026"))
    add_row_of(ForeignTrip, two, begins_on=P("25/02/2026"), ends_on=P("02/03/2026"))


@pytest.fixture
def add_row_of(cast):
    """`add_row_of(Model, dossier, …)`: a record with the least that its table asks."""
    from qlcb.history import record, writing

    def add(model, dossier, **values):
        for field in model._meta.concrete_fields:
            if field.is_relation and not field.null and field.name not in ("dossier", *values):
                rows = field.related_model._base_manager.all()
                limits = field.get_limit_choices_to()
                values[field.name] = rows.filter(**limits).first() if isinstance(limits, dict) else rows.first()
        with writing(account=cast.sysadmin, reason="Thử"):
            row = model(dossier=dossier, **values)
            record(row)
        return row

    return add


def test_records_that_begin_in_the_time_or_hold_in_it(cast, sign_in, away):
    client, march = sign_in(cast.clerk), {"tu-ngay": "01/03/2026", "den-ngay": "31/03/2026"}
    assert names(client, "di-nuoc-ngoai", **march) == ["Một"]
    assert names(client, "di-nuoc-ngoai", cach="co-hieu-luc", **march) == ["Hai", "Một"]
    assert names(sign_in(cast.leader), "di-nuoc-ngoai", **march).count("Nguyễn Thị Thanh Hương") == 1
    client = sign_in(cast.clerk)
    assert client.get(address("di-nuoc-ngoai"), march | {"don-vi": "HQ60"}).status_code == 404
    assert client.get(address("khong-co")).status_code == 404
    wrong = client.get(address("di-nuoc-ngoai"), {"tu-ngay": "31/02/2026"})
    assert wrong.status_code == 200 and wrong.context["page"] is None


def test_the_file_holds_what_the_page_lists(cast, sign_in, away):
    query = "tu-ngay=01/03/2026&den-ngay=31/03/2026&cach=co-hieu-luc"
    sheet = sheet_of(exported(sign_in(cast.clerk), f"{reverse('reports:list_file', args=['di-nuoc-ngoai'])}?{query}"))
    told = [row[1].value for row in sheet.iter_rows(min_row=6)]
    assert told == ["Hai", "Một"]


def test_every_list_opens_and_asks_as_much_for_many_as_for_few(
    cast, sign_in, make_dossier, today, django_assert_max_num_queries
):
    for _ in range(3):
        make_dossier()
    client = sign_in(cast.clerk)
    for slug in PERIOD_LISTS:
        with django_assert_max_num_queries(16):
            assert client.get(address(slug), {"cach": "co-hieu-luc"}).status_code == 200, slug
    page = client.get(reverse("reports:lists")).content.decode()
    assert all(address(slug) in page for slug in PERIOD_LISTS) and reverse("personnel:drafts") in page
    families = sign_in(cast.reader).get(reverse("reports:lists")).context["families"]
    ways = [url for lists in families.values() for _, _, url in lists]
    assert reverse("personnel:drafts") not in ways
    assert {sign_in(cast.reader).get(url).status_code for url in ways if "danh-sach" not in url} == {200}


def test_confidential_people_stand_in_no_list(cast, sign_in, make_dossier):
    make_dossier(full_name="Mật", birth_date="14/08/1986", is_confidential=True)
    asked = {"tu-ngay": "14/08/2026", "den-ngay": "14/08/2026"}
    assert names(sign_in(cast.clerk), "sinh-nhat", **asked) == []
