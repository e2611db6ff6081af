"""The free query: every answer over a service of six people counted by hand, by whom, and what it refuses."""

import json
import re
import secrets
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessEvent
from accounts.permissions import WorkGroup
from personnel.models import Dossier, Export
from reports.models import SavedQuery
from reports.query.asked import Asked, asked_of
from reports.query.conditions import times
from reports.query.operators import operators, takes
from reports.query.question import Question, TooLong, from_address, to_address
from reports.query.tree import About, BadQuestion, Check, Group, from_json
from reports.query.vocabulary import FIELDS, SUBJECTS, Vocabulary
from reports.query_exports import QUERY_FILE
from reports.services.remove_query import remove_query
from reports.services.save_query import save_query
from tests.stage import dossier_maker, the_cast

pytestmark = pytest.mark.django_db
PAGE = "/bao-cao/tra-cuu/"
NUMBER = "048186001234"
TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module", autouse=True)
def world(stage):
    """A to D of Đà Nẵng, E of Quảng Nam, F of Đà Nẵng whose dossier is confidential; letters end the codes."""
    from personnel.models import (
        Absence,
        Discipline,
        EthnicGroup,
        PartyPost,
        Rating,
        Reward,
        Term,
    )
    from qlcb.dates import PartialDate
    from qlcb.history import record, writing

    make = dossier_maker(timezone.localdate())
    people = {
        letter: make(code=f"99Q-{letter}", full_name=f"Người {letter}", **fields)
        for letter, fields in {
            "A": {"birth_date": "14/08/1986", "citizen_id": NUMBER, "party_joined_on": PartialDate(2010),
                  "rank": "08.051", "step": 4, "phone": "0905123456"},
            "B": {"birth_date": "1970", "sex": "M", "rank": "08.051", "step": 6, "home_town": "xã An_Lộc 100%"},
            "C": {"birth_date": "30/06/1996", "unit_code": "HQ34-01", "party_joined_on": PartialDate(2020, 5)},
            "D": {"birth_date": "02/1990", "unit_code": "HQ34-01", "sex": "M",
                  "ethnic_group": EthnicGroup.objects.get(name="Tày")},
            "E": {"birth_date": "1988", "unit_code": "HQ60-07", "citizen_id": "049188001234"},
            "F": {"birth_date": "1980", "sex": "M", "is_confidential": True},
        }.items()
    }  # fmt: skip
    first = lambda kind, **more: Term.objects.filter(kind=kind, **more).order_by("pk")  # noqa: E731
    medal, praise = first("reward_form")[:2]
    fault = first("discipline_form")[0]
    day = PartialDate.of
    rows = [
        Reward(dossier=people["A"], awarded_on=day("2019"), form=medal),
        Reward(dossier=people["A"], awarded_on=day("10/10/2024"), form=praise),
        Reward(dossier=people["D"], awarded_on=day("05/2024"), form=medal),
        Reward(dossier=people["E"], awarded_on=day("2019"), form=medal),
        Discipline(
            dossier=people["B"], form=fault, valid_from=day("01/01/2015"), valid_to=date(2015, 12, 31), violation="Bí"
        ),
        PartyPost(
            dossier=people["C"],
            position=first("party_position")[0],
            valid_from=day("2021"),
            valid_to=date(2022, 12, 31),
        ),
        PartyPost(dossier=people["A"], position=first("party_position")[0], valid_from=day("01/07/2022")),
        Absence(dossier=people["B"], kind=first("absence_kind")[0], begins_on=day("03/2020"), ends_on=day("05/2020")),
        Rating(dossier=people["D"], year=2024, rating=first("rating")[0]),
    ]
    with writing(account=the_cast("sysadmin").sysadmin, reason="Thế giới thử"):
        for row in rows:
            record(row)
    return {"medal": medal.code, "praise": praise.code, "fault": fault.code}


def t(field, op, *values):
    return {"f": field, "o": op, "v": list(values)}


def has(section, *tests, there=True, when="luc-nao", days=()):
    return {"s": section, "h": there, "w": when, "d": list(days), "t": list(tests)}


def both(*parts):
    return {"g": "all", "of": list(parts)}


def either(*parts):
    return {"g": "any", "of": list(parts)}


WOMAN = t("ly-lich.sex", "la", "F")
IN_2019 = t("khen-thuong.awarded_on", "tu-den", "2019", "2019")


def asked(account, *parts, columns=(), groups=(), cell=(), today=TODAY):
    question = Question(from_json(both(*parts)), list(columns), list(groups))
    return Asked(question, account, today, cell=cell)


def letters(of) -> str:
    assert not of.problems, of.problems
    return "".join(
        sorted(code[-1] for code in of.rows().filter(code__startswith="99Q-").values_list("code", flat=True))
    )


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "ABCD"),
        ([t("ly-lich.sex", "la", "F")], "AC"),
        ([t("ly-lich.sex", "khac", "F")], "BD"),
        ([t("ly-lich.full_name", "chua", "ười a")], "A"),
        ([t("ly-lich.full_name", "la", "người a")], "A"),
        ([t("hien-nay.code", "dau", "99q-")], "ABCD"),
        ([t("ly-lich.home_town", "chua", "0%")], "B"),
        ([t("ly-lich.home_town", "chua", "An_L")], "B"),
        ([t("ly-lich.home_town", "chua", "xã%Lộc")], ""),
        ([t("ly-lich.home_town", "chua-ghi")], "ACD"),
        ([t("ly-lich.ethnic_group", "co-ghi")], "D"),
        ([t("ly-lich.ethnic_group", "khac", "TAY")], None),
        ([t("ly-lich.birth_date", "tu-den", "1986", "1990")], "AD"),
        ([t("ly-lich.birth_date", "tu-den", "", "31/12/1970")], "B"),
        ([t("ly-lich.birth_date", "tu-den", "02/01/1970", "31/12/1970")], ""),
        ([t("ly-lich.birth_date", "du", "30")], "ABCD"),
        ([t("ly-lich.birth_date", "du", "31")], "ABD"),
        ([t("ly-lich.birth_date", "chua-du", "31")], "C"),
        ([t("dang.party_joined_on", "du", "10")], "A"),
        ([t("hien-nay.now_step", "tu-den", "4", "5")], "A"),
        ([t("hien-nay.now_coefficient", "tu-den", "3,33", "3,33")], "A"),
        ([t("hien-nay.now_leading", "khong")], "ABCD"),
        ([t("hien-nay.now_unit", "thuoc", "HQ34")], "ABCD"),
        ([t("hien-nay.now_unit", "la", "HQ34")], ""),
        ([t("hien-nay.now_unit", "la", "HQ34-01")], "CD"),
        ([t("hien-nay.now_unit", "thuoc", "HQ60")], ""),
        ([has("khen-thuong")], "AD"),
        ([has("khen-thuong", there=False)], "BC"),
        ([has("khen-thuong", when="ngay", days=["31/12/2023"])], "A"),
        ([has("khen-thuong", when="khoang", days=["01/01/2024", "31/12/2024"])], "AD"),
        ([has("khen-thuong", t("khen-thuong.form", "la", "@medal"))], "AD"),
        ([has("khen-thuong", t("khen-thuong.form", "la", "@praise"), IN_2019)], ""),
        ([has("khen-thuong", t("khen-thuong.form", "la", "@praise")), has("khen-thuong", IN_2019)], "A"),
        ([has("ky-luat", t("ky-luat.form", "la", "@fault"))], "B"),
        ([has("ky-luat", when="hien-nay")], ""),
        ([has("ky-luat", when="ngay", days=["31/12/2015"])], "B"),
        ([has("ky-luat", when="ngay", days=["01/01/2016"])], ""),
        ([has("chuc-vu-dang", when="ngay", days=["01/07/2022"])], "AC"),
        ([has("chuc-vu-dang", when="ngay", days=["01/01/2023"])], "A"),
        ([has("chuc-vu-dang", there=False, when="hien-nay")], "BCD"),
        ([has("nghi", when="ngay", days=["15/05/2020"])], "B"),
        ([has("nghi", when="khoang", days=["01/06/2020", "01/07/2020"])], ""),
        ([has("xep-loai", when="ngay", days=["01/06/2024"])], "D"),
        ([has("xep-loai", t("xep-loai.year", "tu-den", "2024", "2024"))], "D"),
        ([has("cong-tac", t("cong-tac.decision__number", "chua-ghi"))], "ABCD"),
        ([either(t("ly-lich.sex", "la", "F"), has("ky-luat"))], "ABC"),
        ([t("ly-lich.sex", "la", "M"), either(has("ky-luat"), has("khen-thuong"))], "BD"),
        ([either(both(WOMAN, has("khen-thuong")), both(t("ly-lich.sex", "la", "M"), has("xep-loai")))], "AD"),
        ([either()], "ABCD"),
    ],
)  # fmt: skip
def test_each_way_of_asking_gives_the_people_counted_by_hand(parts, expected, world, cast):
    parts = json.loads(re.sub(r"@(\w+)", lambda found: world[found[1]], json.dumps(parts)))
    found = asked(cast.clerk, *parts)
    if expected is None:
        assert found.problems
    else:
        assert letters(found) == expected


def test_every_field_can_be_asked_in_all_its_ways(cast):
    """No field, operator or time that the form offers ends in an error of the database."""
    probe = {"": [], "text": ["a"], "years": ["5"], "range": ["1", "2"]}
    account = cast.sysadmin
    parts = []
    for subject in SUBJECTS.values():
        tests = []
        for field in subject.fields:
            for op in operators(field):
                given = takes(field, op)
                keys = Asked(Question(), account, TODAY).lists.of(field) if given == "list" and not tests else {}
                values = [next(iter(keys))] if keys else probe.get(given, [])
                if given == "range" and field.kind.name != "NUMBER":
                    values = ["2010", "2012"]
                if field.is_sealed and op == "la":
                    values = [NUMBER]
                if given != "list" or keys:
                    tests.append(Check(field.key, op, values))
        if subject.section is None:
            parts += tests
        else:
            for time in times(subject.section):
                parts.append(About(subject.slug, True, time, ["01/01/2020", "01/01/2021"], tests))
    found = Asked(Question(Group(False, parts), list(FIELDS)), account, TODAY)
    assert len(parts) > 150
    assert found.problems == {}
    assert found.rows().count() >= 6
    people = list(found.for_page()[:10])
    assert all(len(line.cells) == len(FIELDS) for line in found.lines(people))


def test_the_neighbour_meets_its_own_people_and_no_confidential_one_appears(cast):
    assert letters(asked(cast.neighbour)) == "E"
    assert letters(asked(cast.neighbour, has("khen-thuong", there=False))) == ""
    assert letters(asked(cast.clerk, t("hien-nay.now_unit", "la", "HQ60-07"))) == ""
    assert letters(asked(cast.leader)) in ("ABCDE", "ABCDEF")
    assert letters(asked(cast.department_head)) == ""


def test_restricted_values_are_asked_by_who_may_see_them_only(cast, monkeypatch):
    number = t("giay-to.citizen_id", "la", NUMBER)
    found = asked(cast.clerk, number)
    assert letters(found) == "A"
    assert NUMBER not in found.words and "thông tin hạn chế" in found.words
    assert letters(asked(cast.clerk, t("giay-to.citizen_id", "la", "049188001234"))) == "", "of another unit"
    assert letters(asked(cast.clerk, has("ky-luat", t("ky-luat.violation", "co-ghi")))) == "B"
    part = asked(cast.clerk, t("giay-to.citizen_id", "la", NUMBER[:6]))
    assert "không tìm theo một phần" in part.problems["r.0"]
    assert asked(cast.clerk, t("giay-to.phone", "chua", "0905")).problems, "sealed: no SQL can compare it"

    account = without_restricted(cast.reader, monkeypatch)
    hidden = asked(account, number, columns=["giay-to.phone"])
    assert "không có quyền" in hidden.problems["r.0"] and not hidden.columns
    assert letters_of_run(hidden) == ""
    inside = asked(account, has("ky-luat", t("ky-luat.violation", "co-ghi"), there=False))
    assert "không có quyền" in inside.problems["r.0.0"]


def without_restricted(account, monkeypatch):
    """The account as it would be without any right that reveals."""
    held = {code: units for code, units in account.access.held.items() if code in ("view_dossier", "read_reports")}
    monkeypatch.setattr(account.access, "held", held, raising=False)
    return account


def letters_of_run(of) -> str:
    return "".join(of.rows().values_list("code", flat=True))


def test_who_may_reveal_in_one_unit_learns_nothing_of_another_by_asking(cast, monkeypatch):
    """Neither a match nor a miss tells: people whose restricted values are hidden meet no such condition."""
    account = cast.clerk
    held = dict(account.access.held) | {"view_dossier": cast.leader.access.held["view_dossier"]}
    monkeypatch.setattr(account.access, "held", held, raising=False)
    assert "E" in letters(asked(account))
    for op in ("co-ghi", "chua-ghi"):
        assert "E" not in letters(asked(account, t("giay-to.citizen_id", op)))
    either_way = either(t("giay-to.phone", "chua-ghi"), t("ly-lich.sex", "la", "F"))
    assert "E" not in letters(asked(account, either_way))


@pytest.mark.parametrize("role", ["leader", "policy", "department_head", "clerk", "reader", "neighbour"])
def test_the_condition_reveals_what_the_door_reveals_one_by_one(role, cast):
    account = getattr(cast, role)
    visible = list(Dossier.objects.visible_to(account))
    for group in WorkGroup:
        open_to = Dossier.objects.visible_to(account).filter(Vocabulary(account).revealed(group))
        one_by_one = {person.code for person in visible if account.access.may_reveal(group, person)}
        assert set(open_to.values_list("code", flat=True)) == one_by_one, group


def test_a_question_reads_as_plain_words(world, cast):
    found = asked(
        cast.clerk,
        t("ly-lich.sex", "la", "F"),
        either(has("khen-thuong", t("khen-thuong.awarded_on", "tu-den", "2019", "2024")),
               has("chuc-vu-dang", there=False, when="ngay", days=["30/6/2026"])),
    )  # fmt: skip
    assert found.words == (
        "Những người mà giới tính là “Nữ”; và [có khen thưởng mà ngày, năm khen thưởng từ 2019 đến 2024 (vào lúc nào "
        "đó); hoặc không có chức vụ Đảng (vào ngày 30/06/2026)]."
    )
    assert asked(cast.clerk).words == "Tất cả hồ sơ trong phạm vi của tài khoản."


@pytest.mark.parametrize(
    "tree",
    [
        None, [], {"g": "all", "of": "x"}, {"f": "ly-lich.sex"}, both(t("ly-lich.sex", "la", 7)),
        both(t("ly-lich.note", "chua", "x" * 200)), both(t("ly-lich.note", "chua", "a\0b")),
        both(both(both(both(both())))), both(*[t("ly-lich.sex", "la", "F")] * 41),
        both(has("luong", *[t("luong.step", "co-ghi")] * 9)), both(t("ly-lich.sex", "la", *["F"] * 61)),
        both(has("luong", both())),
    ],
)  # fmt: skip
def test_what_is_no_question_or_too_large_is_refused(tree):
    with pytest.raises(BadQuestion):
        from_json(tree)


def test_addresses_hold_the_question_but_no_restricted_value(cast):
    def at(account, *parts):
        return to_address(Question(from_json(both(*parts))), account)

    plain = at(cast.clerk, t("ly-lich.full_name", "chua", "Người"))
    assert from_address(plain, cast.neighbour).tree.parts[0].values == ["Người"]
    sealed = at(cast.clerk, t("giay-to.citizen_id", "la", NUMBER))
    assert from_address(sealed, cast.clerk).tree.parts[0].values == [NUMBER]
    for address, account in (
        (sealed, cast.neighbour),
        (plain[:-9], cast.clerk),
        ("r####", cast.clerk),
        ("x", cast.clerk),
    ):
        with pytest.raises(BadQuestion, match="không đọc được"):
            from_address(address, account)
    pasted = asked(cast.clerk, t("ly-lich.note", "chua", f"số {NUMBER[:6]} {NUMBER[6:]}"))
    assert to_address(pasted.question, cast.clerk)[0] == sealed[0] != plain[0]
    assert NUMBER[6:] not in pasted.words
    with pytest.raises(TooLong):
        at(cast.clerk, *(t("ly-lich.note", "chua", secrets.token_hex(59)) for _ in range(39)))


def test_counts_add_up_and_each_leads_to_its_list(cast, sign_in):
    groups = ["ly-lich.sex", "hien-nay.now_unit"]
    found = asked(cast.clerk, t("hien-nay.code", "dau", "99Q-"), groups=groups)
    numbers = {tuple(one.keys): one.number for one in found.counted()}
    assert numbers == {("F", "HQ34-07"): 1, ("M", "HQ34-07"): 1, ("F", "HQ34-01"): 1, ("M", "HQ34-01"): 1}
    for keys, number in numbers.items():
        assert asked(cast.clerk, t("hien-nay.code", "dau", "99Q-"), groups=groups, cell=keys).rows().count() == number
    by_people = asked(cast.clerk, t("hien-nay.code", "dau", "99Q-"), groups=["ly-lich.ethnic_group"])
    assert sum(one.number for one in by_people.counted()) == 4
    empty = asked(cast.clerk, t("hien-nay.code", "dau", "99Q-"), groups=["ly-lich.ethnic_group"], cell=[""])
    assert letters(empty) == "ABC" and "chưa ghi" in empty.words
    client, address = sign_in(cast.clerk), to_address(found.question, cast.clerk)
    page = client.get(PAGE, {"cau-hoi": address}).content.decode()
    links = re.findall(r'<a href="(\?cau-hoi=[^"]*o=[^"]*)">(\d+)</a>', page)
    assert len(links) == 4
    for link, number in links:
        listed = client.get(PAGE + link.replace("&amp;", "&").split("#")[0])
        assert listed.context["total"] == int(number) == len(listed.context["lines"])
    hostile = client.get(PAGE, {"cau-hoi": address, "o": ["F", "KHONG-CO"]})
    assert "danh mục không còn mục" in hostile.context["error"]


def test_columns_show_the_record_of_the_day_and_mask_restricted_values(cast):
    columns = ["chuc-vu-dang.valid_from", "ky-luat.form", "ky-luat.violation", "giay-to.citizen_id", "luong.step"]
    question = Question(from_json(both()), columns)

    def shown(day):
        question.day = day
        found = Asked(question, cast.clerk, TODAY)
        return {
            line.person.code[-1]: [cell.text for cell in line.cells] for line in found.lines(list(found.for_page()))
        }

    now, then = shown(""), shown("01/02/2015")
    assert now["C"][0] == "2021" and then["C"][0] == ""
    assert now["B"][1] and now["B"][2] == "••••••"
    assert "•" in now["A"][3] and NUMBER not in now["A"]
    assert now["A"][4] == "4" and then["A"][4] == ""


def test_the_buttons_build_a_question_without_script(cast, sign_in):
    client = sign_in(cast.clerk)
    form = {"r.loai": "nhom", "r.noi": "va"}

    def press(button, **more):
        page = client.post(PAGE, form | more | {"viec": button})
        assert page.status_code == 200
        return page.context["builder"].root

    root = press("them:r", **{"r.moi": "ly-lich.sex"})
    assert [node.label for node in root.parts] == ["Giới tính"] and root.parts[0].focus
    form |= {"r.0.loai": "truong", "r.0.truong": "ly-lich.sex", "r.0.phep": "la", "r.0.gia-tri": "F"}
    assert [node.kind for node in press("nhom:r").parts] == ["field", "group"]
    root = press("them:r", **{"r.moi": "muc:khen-thuong"})
    assert [node.kind for node in root.parts] == ["field", "section"]
    form |= {"r.1.loai": "muc", "r.1.muc": "khen-thuong", "r.1.co": "khong", "r.1.luc": "luc-nao"}
    assert press("them:r.1", **{"r.1.moi": "khen-thuong.form"}).parts[1].parts[0].label == "Hình thức khen thưởng"
    assert [node.kind for node in press("bo:r.0").parts] == ["section"]
    assert all(not node.error for node in press("them:r", **{"r.moi": "ly-lich.ethnic_group"}).parts)
    unfinished = client.post(PAGE, form | {"r.0.gia-tri": "", "viec": "xem"})
    assert "chưa nhập hoặc chọn giá trị" in unfinished.content.decode()
    columns = client.post(PAGE, form | {"cot": ["ly-lich.sex", "ly-lich.birth_date"], "viec": "len:1"})
    assert [column.key for column in columns.context["builder"].columns] == ["ly-lich.birth_date", "ly-lich.sex"]
    result = client.post(PAGE, form | {"cot": ["ly-lich.sex"], "viec": "xem"}, follow=True)
    assert [line.person.code for line in result.context["lines"]] == ["99Q-C"]
    assert "không có khen thưởng" in result.content.decode()
    for button in ("bo:r.9.9", "len:x", "them:r.0.0", "them:q", "la-gi", "xuong:99999"):
        assert client.post(PAGE, form | {"viec": button}).status_code == 200


def test_what_was_chosen_beyond_the_list_stays_chosen_when_the_form_is_sent(cast, sign_in):
    form = {"r.loai": "nhom", "r.0.loai": "truong", "r.0.truong": "hien-nay.now_unit", "r.0.phep": "thuoc"}
    page = sign_in(cast.clerk).post(PAGE, form | {"r.0.gia-tri": ["HQ34", "HQ60"], "viec": "nhom:r"})
    (node, _) = page.context["builder"].root.parts
    assert [key for key, _, chosen in node.choices if chosen] == ["HQ34", "HQ60"]
    assert "HQ60-07" not in {key for key, _, _ in node.choices}, "offered are the units of the scope"


def test_a_question_too_long_for_an_address_is_asked_once_it_is_kept(cast, sign_in):
    form = {"r.loai": "nhom", "r.noi": "hoac", "ten": "Dài"}
    for index in range(39):
        form |= {f"r.{index}.loai": "truong", f"r.{index}.truong": "ly-lich.full_name", f"r.{index}.phep": "chua"}
        form[f"r.{index}.gia-tri"] = secrets.token_urlsafe(80)[:110]
    form["r.0.gia-tri"] = "Người A"
    client = sign_in(cast.clerk)
    assert "Hãy lưu câu hỏi" in client.post(PAGE, form | {"viec": "xem"}).context["error"]
    page = client.post(PAGE, form | {"viec": "luu-moi"}, follow=True)
    assert [line.person.code for line in page.context["lines"]] == ["99Q-A"]


@pytest.mark.clause("TN-III.3")
def test_saved_questions_are_shared_within_the_unit_and_asked_by_each_with_its_own_rights(cast, sign_in):
    form = {"r.loai": "nhom", "r.0.loai": "muc", "r.0.muc": "khen-thuong", "cot": "ly-lich.sex", "ten": " Được  khen "}
    client = sign_in(cast.clerk)
    assert client.post(PAGE, form | {"viec": "luu-moi", "chia-se": "on"}).status_code == 302
    saved = SavedQuery.objects.get()
    assert (saved.name, saved.is_shared, saved.history.count()) == ("Được khen", True, 1)
    again = client.post(PAGE, form | {"viec": "luu-moi"})
    assert "đã có câu hỏi tên này" in again.content.decode()
    stale = form | {"viec": "luu", "luu": saved.pk, "phien-ban": "7", "ten": "Khác"}
    assert "vừa được lưu lại ở nơi khác" in client.post(PAGE, stale).content.decode()
    assert client.post(PAGE, stale | {"phien-ban": "1"}).status_code == 302
    saved.refresh_from_db()
    assert (saved.name, saved.is_shared, saved.version) == ("Khác", False, 2)
    assert SavedQuery.objects.visible_to(cast.unit_admin).count() == 0, "not shared any more"
    save_query(account=cast.clerk, name="Khác", question=Question.from_json(saved.question), shared=True, saved=saved)
    assert SavedQuery.objects.visible_to(cast.unit_admin).count() == 1
    with pytest.raises(PermissionDenied):
        remove_query(account=cast.unit_admin, saved=saved)
    run = sign_in(cast.clerk).get(PAGE, {"luu": saved.pk})
    assert [line.person.code for line in run.context["lines"]] == ["99Q-A", "99Q-D"]
    beyond = sign_in(cast.neighbour).get(PAGE, {"luu": saved.pk})
    assert "không dùng chung" in beyond.context["error"] and not beyond.context["saved_queries"]
    secret = Question(from_json(both(t("giay-to.citizen_id", "la", NUMBER))))
    with pytest.raises(ValidationError, match="số định danh"):
        save_query(account=cast.clerk, name="x", question=secret, shared=False)
    remove_query(account=cast.clerk, saved=saved)
    assert SavedQuery.history.count() == 4


def test_what_was_withdrawn_since_is_told_and_not_an_error(cast, sign_in):
    parts = [
        t("ly-lich.khong_con", "la", "x"),
        has("muc-cu"),
        t("ly-lich.sex", "la", "Z"),
        t("ly-lich.sex", "chua", "F"),
    ]
    question = Question(from_json(both(*parts)), ["ly-lich.da_bo", "ly-lich.sex"], ["ly-lich.da_bo"])
    saved = save_query(account=cast.clerk, name="Cũ", question=question, shared=False)
    page = sign_in(cast.clerk).get(PAGE, {"luu": saved.pk})
    told = page.content.decode()
    assert page.status_code == 200 and "lines" not in page.context
    assert set(page.context["asked"].problems) == {"r.0", "r.1", "r.2", "r.3"}
    assert "không còn thông tin “ly-lich.khong_con”" in told and "không còn mục “muc-cu”" in told
    good = Question(from_json(both()), ["ly-lich.da_bo", "ly-lich.sex"], ["ly-lich.da_bo"])
    page = sign_in(cast.clerk).get(PAGE, {"cau-hoi": to_address(good, cast.clerk)})
    assert [field.key for field in page.context["asked"].columns] == ["ly-lich.sex"]
    assert "không có cột ấy" in page.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_savedquery SET question = '[1]' WHERE id = %s", [saved.pk])
    assert "không đọc được" in sign_in(cast.clerk).get(PAGE, {"luu": saved.pk}).context["error"]


@pytest.mark.clause("TN-III.3", "HG-3.5", "HP-7.2")
def test_the_file_holds_the_list_and_is_withheld_once_what_it_reveals_is_closed(cast, sign_in, monkeypatch):
    columns = ["giay-to.citizen_id", "ly-lich.birth_date", "luong.coefficient"]
    question = Question(from_json(both(t("hien-nay.code", "dau", "99Q-"))), columns)
    client, query = sign_in(cast.clerk), {"cau-hoi": to_address(question, cast.clerk)}
    url = f"{reverse('reports:query_file')}?cau-hoi={query['cau-hoi']}"
    assert client.post(url, {"reason": "Lập danh sách"}).status_code == 302
    export = Export.objects.get(kind="tra-cuu")
    assert (export.status, export.rows, sorted(export.facts["revealed"])) == ("done", 4, ["Lý lịch"])
    content = client.get(reverse("personnel:export_file", args=[export.pk])).content
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]
    by_code = {row[0]: row[1:] for row in rows if str(row[0]).startswith("99Q-")}
    assert set(by_code) == {"99Q-A", "99Q-B", "99Q-C", "99Q-D"}
    assert by_code["99Q-A"][1] == NUMBER and by_code["99Q-A"][2].date() == date(1986, 8, 14)
    assert by_code["99Q-B"][2] == "1970" and float(by_code["99Q-A"][3]) == 3.33
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.UNMASK, target="99Q-A").exists()
    assert QUERY_FILE.refusal(export, cast.clerk) == ""
    account = cast.clerk
    monkeypatch.setattr(
        account.access,
        "held",
        {c: u for c, u in account.access.held.items() if c in ("view_dossier", "export_dossiers")},
    )
    assert "thông tin hạn chế" in QUERY_FILE.refusal(export, account)
    assert client.get(reverse("reports:query_file"), {"cau-hoi": "hong"}).status_code == 302


def test_a_file_of_who_meets_a_restricted_condition_or_of_counts_is_of_these_people(cast, sign_in):
    telling = [t("giay-to.phone", "co-ghi"), t("hien-nay.code", "dau", "99Q-")]
    for groups, line in (([], "99Q-A"), (["ly-lich.sex"], "Nữ")):
        question = Question(from_json(both(*telling)), ["ly-lich.sex"], groups)
        address = to_address(question, cast.clerk)
        sign_in(cast.clerk).post(f"{reverse('reports:query_file')}?cau-hoi={address}", {"reason": f"Thử {line}"})
        export = Export.objects.get(reason=f"Thử {line}")
        assert export.status == "done", export.message
        assert len(export.dossiers) == 1 and export.facts["revealed"] == {"Lý lịch": export.dossiers}
        content = sign_in(cast.clerk).get(reverse("personnel:export_file", args=[export.pk])).content
        told = [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active.iter_rows()]
        assert told[-1][0] == line


QUERIES = {"form": 7, "list": 11, "counts": 9}


@pytest.mark.parametrize("page", QUERIES)
def test_queries_are_few_and_do_not_grow(page, cast, sign_in, make_dossier, django_assert_num_queries):
    tree = from_json(both(t("ly-lich.sex", "la", "F", "M"), has("luong", there=False, when="hien-nay")))
    columns = ["hien-nay.now_unit", "hien-nay.now_rank", "luong.rank", "khen-thuong.form", "ly-lich.birth_area"]
    question = Question(tree, columns, ["hien-nay.now_unit", "ly-lich.sex"] if page == "counts" else [])
    client = sign_in(cast.clerk)
    params = {} if page == "form" else {"cau-hoi": to_address(question, cast.clerk)}
    client.get(PAGE, params)
    with django_assert_num_queries(QUERIES[page]):
        client.get(PAGE, params)
    for number in range(12):
        make_dossier(unit_code=("HQ34-01", "HQ34-07")[number % 2])
    with django_assert_num_queries(QUERIES[page]):
        client.get(PAGE, params)


@pytest.mark.parametrize(
    ("test", "people"),
    [
        (t("hien-nay.now_step", "tu-den", "4", "999999999"), "AB"),
        (t("hien-nay.now_coefficient", "tu-den", "", "999999999"), "AB"),
        (t("hien-nay.now_step", "tu-den", "4,5", ""), None),
        (t("hien-nay.now_step", "tu-den", "NaN", ""), None),
        (t("hien-nay.now_step", "tu-den", "1e9", "9" * 100), None),
        (t("hien-nay.now_step", "tu-den", "6", "4"), None),
        (t("hien-nay.now_step", "tu-den"), None),
        (t("ly-lich.birth_date", "tu-den", "1900", "2199"), "ABCD"),
        (t("ly-lich.birth_date", "tu-den", "0001", ""), None),
        (t("ly-lich.birth_date", "du", "-1"), None),
        (t("ly-lich.birth_date", "du", "²"), None),
        (t("ly-lich.birth_area", "chua", "%"), None),
        (t("ly-lich.full_name", "chua", "\\"), ""),
        (t("ly-lich.sex", "la", "F' OR 1=1"), None),
        (t("ly-lich.sex", "tu-den", "1", "2"), None),
        (t("luong.step", "co-ghi"), None),
        (t("ly-lich.now_unit__heir", "co-ghi"), None),
        (has("ky-luat", when="ngay", days=["31/02/2020"]), None),
        (has("ky-luat", when="ngay"), None),
        (has("ky-luat", when="khoang", days=["02/01/2020", "01/01/2020"]), None),
        (has("ky-luat", t("luong.step", "co-ghi")), None),
        (has("xep-loai", when="hien-nay"), None),
    ],
)
def test_values_that_make_no_sense_are_told_and_large_ones_answered(test, people, cast):
    found = asked(cast.clerk, test)
    if people is None:
        assert found.problems and not found.rows().exists()
    else:
        assert letters(found) == people


def test_the_parameters_of_a_hostile_address_are_refused(cast):
    for text in ("", "luu=1.5", "luu=-1", "cau-hoi=%00", "luu=99999999999999999999"):
        with pytest.raises(BadQuestion):
            asked_of(QueryDict(text), cast.clerk, TODAY)
