"""Who delegates, or stands above, urges the unit that is late; it reads so at home and answers (HG-15.1, TCHQ-9.1)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleTemplate
from personnel.models import PendingPaper, Urging
from personnel.services.answer_urging import answer_urging
from personnel.services.delegate_dossier import delegate_dossier
from personnel.services.register_paper import register_paper
from personnel.services.urge_units import urge_units
from personnel.urgings import last_urged
from personnel.waiting import waiting
from qlcb.history import Act, record, writing
from tests.personnel.transfers.moves import fresh
from tests.stage import dossier_maker, the_cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("HG-15.1")]
TOPIC = Urging.Topic
LABEL = "Đôn đốc chờ trả lời"


@pytest.fixture(scope="module")
def given(stage):
    """A dossier of Đà Nẵng that the neighbour keeps under a delegation; its key."""
    today, cast = timezone.localdate(), the_cast()
    dossier = dossier_maker(today)(code="34ZZ-0700", unit_code="HQ34-07")
    delegate_dossier(
        account=cast.sysadmin, reason="Ủy quyền", to=cast.neighbour, dossier=dossier, document="5/UQ",
        document_on=today, on=today, until=today + timedelta(days=30), today=today,
        template=RoleTemplate.objects.get(code="ho-so-uy-quyen"),
    )  # fmt: skip
    return dossier.pk


def at_home(account, today):
    return next((one for one in waiting(fresh(account), today) if one.label == LABEL), None)


def test_the_delegate_is_urged_from_its_line_reads_it_at_home_and_answers(cast, given, sign_in, today):
    client = sign_in(cast.clerk)
    board = client.get(reverse("personnel:delegation_progress"))
    urge = f"{reverse('personnel:urge', args=['uy-quyen'])}?dv={cast.neighbour.unit.code}"
    assert f'href="{urge}"' in board.content.decode()
    form = client.get(urge).context["form"]
    assert form.initial["words"], "the letter begins written"
    client.post(urge, {"words": "Nhập nốt quyết định nâng lương quý III."})
    urging = Urging.objects.get()
    assert (urging.from_unit, urging.unit, urging.urged_on) == (cast.clerk.unit, cast.neighbour.unit, today)
    told = urging.history.get()
    assert (told.history_user, told.custodian) == (cast.clerk, cast.clerk.holder_name)
    assert "chưa trả lời" in client.get(reverse("personnel:delegation_progress")).content.decode()
    assert at_home(cast.clerk, today) is None, "who urged has nothing to do"

    task = at_home(cast.neighbour, today)
    assert (task.count, task.alert) == (1, True) and cast.clerk.unit.label in task.note
    client = sign_in(cast.neighbour)
    assert LABEL in client.get(reverse("home")).content.decode()
    assert [one.pk for one in client.get(task.url).context["page"].rows] == [urging.pk]
    page = reverse("personnel:urging", args=[urging.pk])
    assert "nâng lương quý III" in client.get(page).content.decode()
    client.post(page, {"answer": "Đã nhập xong hôm nay."})
    assert at_home(cast.neighbour, today) is None
    assert "Đã nhập xong hôm nay." in sign_in(cast.clerk).get(page).content.decode()
    urging.refresh_from_db()
    assert urging.answered_by == cast.neighbour.holder_name and urging.history.count() == 2


@pytest.mark.clause("TCHQ-9.1")
def test_a_unit_below_is_urged_from_the_board_of_deadlines(cast, make_dossier, sign_in, today):
    dossier = make_dossier(code="60ZZ-0700", unit_code="HQ60-01")
    paper = PendingPaper(
        dossier=dossier, unit=cast.neighbour.unit, kind="luong", received_on=today - timedelta(days=30)
    )
    register_paper(account=cast.neighbour, paper=paper)
    client = sign_in(cast.leader)
    urge = f"{reverse('personnel:urge', args=['han-cap-nhat'])}?dv={cast.neighbour.unit.code}"
    assert f'href="{urge}"' in client.get(reverse("personnel:deadlines")).content.decode()
    client.post(urge, {"words": "Nhập giấy tờ quá hạn."})
    assert at_home(cast.neighbour, today).count == 1
    assert at_home(cast.clerk, today) is None and at_home(cast.specialist, today) is None


def test_nobody_urges_beyond_what_is_theirs(cast, given, sign_in, today, unit):
    def urge(account, topic, code):
        urge_units(account=fresh(account), topic=topic, units=[unit(code)], words="Nhắc", today=today)

    above = cast.clerk.unit.parent.code
    for account, topic, code in (
        (cast.clerk, TOPIC.DELEGATED, "HQ43"),
        (cast.clerk, TOPIC.ENTERING, cast.neighbour.unit.code),
        (cast.clerk, TOPIC.ENTERING, cast.clerk.unit.code),
        (cast.clerk, TOPIC.ENTERING, above),
        (cast.neighbour, TOPIC.DELEGATED, cast.clerk.unit.code),
        (cast.unit_admin, TOPIC.ENTERING, "HQ34-07"),
    ):
        with pytest.raises(PermissionDenied):
            urge(account, topic, code)
    assert sign_in(cast.clerk).get(f"{reverse('personnel:urge', args=['han-cap-nhat'])}?dv=HQ60").status_code == 403
    assert not Urging.objects.exists()
    with pytest.raises(ValidationError):
        urge_units(account=cast.clerk, topic=TOPIC.ENTERING, units=[unit("HQ34-07")], words="  ", today=today)


def test_one_answers_once_and_only_who_was_urged(cast, given, today):
    (urging,) = urge_units(
        account=cast.clerk, topic=TOPIC.DELEGATED, units=[cast.neighbour.unit], words="Nhắc", today=today
    )
    for stranger in (cast.clerk, cast.specialist, cast.sysadmin):
        with pytest.raises(PermissionDenied):
            answer_urging(account=fresh(stranger), urging=urging, answer="Xong", today=today)
    with pytest.raises(ValidationError):
        answer_urging(account=fresh(cast.neighbour), urging=urging, answer=" ", today=today)
    answer_urging(account=fresh(cast.neighbour), urging=urging, answer="Xong", today=today)
    with pytest.raises(ValidationError, match="đã được trả lời"):
        answer_urging(account=fresh(cast.neighbour), urging=urging, answer="Lại xong", today=today)


def test_of_several_times_the_last_one_is_told(cast, today):
    with writing(account=cast.clerk, reason="Đôn đốc", act=Act.OPEN):
        for days in (0, 9, 4):
            record(
                Urging(
                    topic=TOPIC.DELEGATED, from_unit=cast.clerk.unit, unit=cast.neighbour.unit, words="Nhắc",
                    urged_on=today - timedelta(days),
                )
            )  # fmt: skip
    newest = Urging.objects.get(urged_on=today)
    assert last_urged(fresh(cast.clerk), TOPIC.DELEGATED) == {cast.neighbour.unit_id: newest}
    assert last_urged(fresh(cast.clerk), TOPIC.ENTERING) == {}
