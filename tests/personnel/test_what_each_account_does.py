"""Điều 3.4 and 6 by what comes of it: an account sends forms, and the records are there or they are not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent, Account, Grant
from accounts.permissions import WorkGroup
from accounts.services.issue_account import Holder, issue_account
from accounts.services.program_account import program_account
from personnel.models import Dossier, Position
from personnel.sections import PANELS, SECTIONS
from qlcb.history import record, writing
from tests.full_dossier import panel_values, section_values
from tests.personnel.sections.browser_form import sent
from tests.stage import paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_table")]
ASSETS, LAST = "ke-khai-tai-san", "tinh-trang"  # the last ends what else holds


@pytest.fixture(scope="module")
def values(stage):
    """Values of all panels, and of the newest record of each section; lists are filled where needed."""
    with writing(account=program_account(), reason="Dữ liệu thử"):
        sections = {slug: rows[-1] for slug, rows in section_values("HQ34-07").items()}
        return panel_values(8) | sections


@pytest.fixture
def enter(sign_in, values):
    """`enter(account, dossier, slug)`: the record of `values` sent as a browser does; the status, and
    how many records there are more."""

    def entered(account, dossier, slug):
        section, client = SECTIONS[slug], sign_in(account)
        add, before = reverse("personnel:row_add", args=[dossier.code, slug]), section.model.objects.count()
        page = client.get(add)
        if page.status_code != 200:
            answer = client.post(add, {"reason": "Thử"})
            return answer.status_code, section.model.objects.count() - before
        decided = {
            "decision_number": "7/QĐ", "decision_signed_on": "05/01/2024", "decision_authority": account.unit_id,
        }  # fmt: skip
        opened = sent(page.context["form"], **values[slug], reason="Theo giấy tờ")
        shown = page.context["form"].fields
        opened |= {name: str(value) for name, value in decided.items() if slug == LAST and name in shown}
        answer = client.post(add, opened)
        assert answer.status_code == 302, answer.context["form"].errors
        return answer.status_code, section.model.objects.count() - before

    return entered


@pytest.mark.clause("TCHQ-6.1c")
def test_a_vu_reads_its_people_and_enters_their_declarations_of_assets_and_nothing_else(
    cast, make_dossier, enter, sign_in
):
    own, other = make_dossier(unit_code="TW01-02", since="01/2011"), make_dossier(unit_code="TW02")
    assert enter(cast.reader, own, ASSETS) == (302, 1)
    entry = own.assetdeclaration_set.get().history.get()
    assert (entry.history_user, entry.custodian) == (cast.reader, cast.reader.holder_name)
    for slug in SECTIONS:
        if slug != ASSETS:
            assert enter(cast.reader, own, slug) == (403, 0), slug
    client = sign_in(cast.reader)
    for panel in (panel for panel in PANELS if panel.group != WorkGroup.ASSETS):
        page = client.post(reverse("personnel:panel_edit", args=[own.code, panel.slug]), {"reason": "x"})
        assert page.status_code == 403, panel.slug
    assert enter(cast.reader, other, ASSETS) == (404, 0)
    assert [row.pk for row in client.get(reverse("personnel:list")).context["page"].rows] == [own.pk]
    assert Dossier.objects.get(pk=own.pk).version == own.version


@pytest.mark.clause("TCHQ-6.1d4")
def test_a_cuc_keeps_the_whole_dossier_of_its_contract_staff_and_not_of_its_officials(
    cast, make_dossier, enter, sign_in
):
    worker = make_dossier(unit_code="TW07-01", subject="contract", since="01/2011")
    official = make_dossier(unit_code="TW07-01", since="01/2011")
    elsewhere = make_dossier(unit_code="TW08", subject="contract")
    head = cast.department_head
    for slug in ("hop-dong", "phu-cap", "bao-hiem", "dao-tao", "gia-dinh", "suc-khoe"):
        assert enter(head, worker, slug) == (302, 1), slug
        assert enter(head, official, slug) == (403, 0), slug
        assert enter(head, elsewhere, slug) == (404, 0), slug
    client, panel = sign_in(head), PANELS[0].slug
    for dossier, status in ((worker, 302), (official, 403), (elsewhere, 404)):
        edit = reverse("personnel:panel_edit", args=[dossier.code, panel])
        page = client.get(edit)
        opened = sent(page.context["form"], other_names="Tên khác") if page.status_code == 200 else {}
        assert client.post(edit, opened | {"reason": "Giấy khai sinh"}).status_code == status


@pytest.mark.clause("TCHQ-6.2b")
def test_a_local_department_enters_every_section_of_its_leaders_too(cast, make_dossier, enter, sign_in):
    head = make_dossier(unit_code="HQ34", since="01/2011", full_name="Trần Cục Trưởng")
    position = Position.objects.filter(is_leading=True).order_by("order").first()
    Dossier.objects.filter(pk=head.pk).update(now_position=position, now_leading=True)
    assert Dossier.objects.get(pk=head.pk).holds_leading_position
    for slug in [*(slug for slug in SECTIONS if slug not in (LAST, "cong-tac")), LAST]:
        assert enter(cast.clerk, head, slug) == (302, 1), slug
    assert enter(cast.neighbour, head, "gia-dinh") == (404, 0)


@pytest.mark.clause("TCHQ-3.4")
def test_a_seat_for_one_purpose_gets_one_right_on_one_unit_and_does_that_alone(
    cast, make_dossier, enter, sign_in, today, unit
):
    """By group of work, by unit and by purpose: training, of one team of Đà Nẵng, in a seat of that name."""
    here, beside = make_dossier(unit_code="HQ34-07", since="01/2011"), make_dossier(unit_code="HQ34-01")
    seat = issue_account(
        account=cast.sysadmin, reason="Thêm việc", username="hq34.daotao1", kind=Account.Kind.SEAT, title="Đào tạo 1",
        unit=cast.clerk.unit, today=today, paper=paper(), holder=Holder("Lê Thị Học", "34AA-0801", "4/QĐ"),
    )  # fmt: skip
    client, grant = sign_in(cast.unit_admin), reverse("accounts:grant", args=[seat.username])
    until = today + timedelta(days=90)
    for right in ("view_dossier", "write_training"):
        told = {
            "what": right, "unit": "HQ34-07", "document": "16/QĐ-HQĐN", "on": f"{today:%d/%m/%Y}",
            "until": f"{until:%d/%m/%Y}", "reason": "Theo dõi đào tạo của đội",
        }  # fmt: skip
        answer = client.post(grant, told)
        assert answer.status_code == 302, answer.context["form"].errors
    given = Grant.objects.filter(account=seat)
    assert set(given.values_list("right", "template", "unit__code", "document", "valid_to")) == {
        ("view_dossier", None, "HQ34-07", "16/QĐ-HQĐN", until),
        ("write_training", None, "HQ34-07", "16/QĐ-HQĐN", until),
    }
    with writing(account=cast.unit_admin, reason="Đổi mật khẩu"):
        seat = Account.objects.get(pk=seat.pk)
        seat.must_change_password = False
        record(seat)
    assert enter(seat, here, "dao-tao") == (302, 1)
    for slug in SECTIONS:
        if slug != "dao-tao":
            assert enter(seat, here, slug) == (403, 0), slug
    assert enter(seat, beside, "dao-tao") == (404, 0)
    client = sign_in(seat)
    assert [row.pk for row in client.get(reverse("personnel:list")).context["page"].rows] == [here.pk]
    for name in ("personnel:export", "personnel:import", "personnel:new", "accounts:list", "reports:index"):
        assert client.get(reverse(name)).status_code == 403, name
    refused = AccessEvent.objects.filter(kind=AccessEvent.Kind.FORBIDDEN, account=seat)
    assert refused.exists(), "and what was tried stands in the log"


@pytest.mark.clause("TCHQ-3.1c")
@pytest.mark.parametrize("panel", [panel for panel in PANELS if not panel.right], ids=lambda panel: panel.slug)
def test_a_panel_is_filled_shown_and_corrected_with_its_history(panel, cast, make_dossier, sign_in, values):
    dossier, client = make_dossier(code="34ZZ-0830", since="01/2011"), sign_in(cast.clerk)
    edit = reverse("personnel:panel_edit", args=[dossier.code, panel.slug])
    values = {name: value for name, value in panel_values(8).items() if name in panel.fields and name != "code"}
    answer = client.post(
        edit, sent(client.get(edit).context["form"], **values, act="correct", reason="Theo hồ sơ giấy")
    )
    assert answer.status_code == 302, answer.context["form"].errors
    stored = Dossier.objects.get(pk=dossier.pk)
    assert {name: getattr(stored, name) for name in values} == values
    entry = stored.history.first()
    told = (entry.history_type, entry.act, entry.history_user, entry.history_change_reason)
    assert told == ("~", "correct", cast.clerk, "Theo hồ sơ giấy")
    opened = client.get(edit).context["form"]
    assert sent(opened).items() >= {name: sent(opened)[name] for name in values}.items()
    assert client.get(reverse("personnel:dossier", args=[dossier.code])).status_code == 200
    stale = sent(opened, act="correct", reason="Lần sau", **{list(values)[-1]: ""}) | {"version": "1"}
    assert client.post(edit, stale).status_code == 409, "nothing is overwritten silently"
    assert Dossier.objects.get(pk=dossier.pk).history.count() == 2
