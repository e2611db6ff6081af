"""The daily mail: once per account and working day, in numbers and links only, to whom it is wished."""

from datetime import date, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account
from accounts.services.hand_over import hand_over
from accounts.services.issue_account import Holder
from accounts.services.lock_account import lock_account
from accounts.services.set_reminders import set_reminders
from personnel.jobs import send_digests as job
from personnel.models import DecreedDay, Digest
from personnel.services import send_digests as module
from personnel.services.send_digests import send_digests
from personnel.services.working_calendar import working_calendar
from qlcb.env import Environment
from qlcb.env import mail as mail_settings
from qlcb.history import record, writing
from tests.stage import paper

pytestmark = pytest.mark.django_db
State = Digest.State


@pytest.fixture(autouse=True)
def server(settings):
    settings.MAIL_ON, settings.SITE_URL, settings.MAIL_DOMAINS = True, "https://qlcb.example", []
    settings.DEFAULT_FROM_EMAIL = "qlcb@example.gov.vn"


@pytest.fixture
def morning(today) -> datetime:
    """Half past seven on the next working day, which the tests take for today."""
    day, calendar = today, working_calendar()
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return at(day, 7, 30)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


@pytest.fixture
def wish(cast):
    """`wish("clerk", …)`: these of the cast have given their addresses."""

    def wished(*roles):
        for role in roles:
            set_reminders(account=getattr(cast, role), email=f"{role}@example.gov.vn", wants_mail=True)

    return wished


@pytest.fixture
def people(make_dossier):
    return [
        make_dossier(code=f"34ZZ-100{n}", rank="08.051", step=4, salary_from="01/03/2021", full_name=name)
        for n, name in enumerate(("Bùi Văn An", "Trần Thị Yến"))
    ]


@pytest.mark.clause("TCHQ-9.1")
def test_one_mail_a_day_of_numbers_and_links(people, wish, morning):
    wish("clerk", "neighbour")
    told = send_digests(morning)
    assert (told.sent, told.nothing, told.failed) == (1, 1, 0)
    (message,) = mail.outbox
    assert (message.to, message.from_email) == (["clerk@example.gov.vn"], "qlcb@example.gov.vn")
    assert message.subject == "QLCB: 2 việc đang chờ, 2 quá hạn"
    assert "- Đến hạn nâng bậc lương: 2 (2 quá hạn" in message.body
    assert f"https://qlcb.example{reverse('personnel:list')}?den-han=nang-bac" in message.body
    for secret in ("Bùi Văn An", "Trần Thị Yến", "34ZZ-1000", "34ZZ"):
        assert secret not in message.body + message.subject
    for later in (timedelta(minutes=1), timedelta(hours=2)):
        again = send_digests(morning + later)
        assert (again.sent, again.nothing, again.failed) == (0, 0, 0)
    assert len(mail.outbox) == 1
    digest = Digest.objects.get(state=State.SENT)
    assert (digest.things, digest.late, digest.tries) == (2, 2, 1)


def test_the_next_working_day_has_its_own(people, wish, morning):
    wish("clerk")
    send_digests(morning)
    later = morning + timedelta(days=1)
    while not working_calendar().is_working(timezone.localdate(later)):
        assert send_digests(later).sent == 0, "nobody reads mail on a day off"
        later += timedelta(days=1)
    assert send_digests(later).sent == 1
    assert len(mail.outbox) == 2


def test_only_in_the_morning_and_where_there_is_a_server(people, wish, morning, settings, cast):
    wish("clerk")
    day = timezone.localdate(morning)
    for hour in (0, 6, 12, 23):
        assert send_digests(at(day, hour)).sent == 0
    settings.MAIL_ON = False
    assert send_digests(morning).sent == 0
    settings.MAIL_ON = True
    with writing(account=cast.sysadmin, reason="Nghỉ"):
        record(DecreedDay(code=day.isoformat(), day=day, name="Nghỉ bù", kind="off"))
    assert send_digests(morning).sent == 0 and not Digest.objects.exists()
    assert mail.outbox == []


def test_who_does_not_wish_or_may_not_use_the_account_gets_none(people, wish, cast, morning, today):
    wish("clerk", "sysadmin")
    set_reminders(account=cast.clerk, email="clerk@example.gov.vn", wants_mail=False)
    assert send_digests(morning).sent == 1
    assert [message.to for message in mail.outbox] == [["sysadmin@example.gov.vn"]]
    set_reminders(account=cast.clerk, email="clerk@example.gov.vn", wants_mail=True)
    admin = Account.objects.get(pk=cast.unit_admin.pk)
    lock_account(account=admin, reason="Khóa", target=cast.clerk, paper=paper(), today=today)
    assert send_digests(morning).sent == 0


class Unreliable(EmailBackend):
    """Refuses the mails to one address."""

    refused = "clerk@example.gov.vn"

    def send_messages(self, messages):
        if any(self.refused in message.to for message in messages):
            raise SMTPException("Hộp thư đầy")
        return super().send_messages(messages)


def test_one_mail_that_fails_holds_up_nobody_and_is_tried_again(people, wish, morning, settings):
    wish("clerk", "sysadmin")
    settings.EMAIL_BACKEND = "tests.personnel.test_digests.Unreliable"
    told = send_digests(morning)
    assert (told.sent, told.failed) == (1, 1)
    failed = Digest.objects.get(state=State.FAILED)
    assert (failed.problem, failed.tries) == ("Hộp thư đầy", 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    told = send_digests(morning + timedelta(hours=1))
    assert (told.sent, told.failed) == (1, 0)
    assert sorted(message.to[0] for message in mail.outbox) == ["clerk@example.gov.vn", "sysadmin@example.gov.vn"]


class Away(EmailBackend):
    """A server that is not there, and never asked for single mails then."""

    def open(self):
        raise ConnectionRefusedError("Connection refused")

    def send_messages(self, messages):
        raise AssertionError("asked for a mail although there is no server")


def test_a_server_that_is_away_is_noted_and_given_up_after_some_tries(people, wish, morning, settings):
    wish("clerk")
    settings.EMAIL_BACKEND = "tests.personnel.test_digests.Away"
    for _ in range(module.MOST_TRIES + 2):
        send_digests(morning)
    digest = Digest.objects.get()
    assert (digest.state, digest.problem, digest.tries) == (State.FAILED, "Connection refused", module.MOST_TRIES)


def test_broken_off_in_the_middle_it_goes_on_where_it_was(people, wish, morning, monkeypatch):
    wish("clerk", "sysadmin")
    whole, calls = module._deliver, iter([True, False])

    def killed(message):
        if next(calls):
            return whole(message)
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_deliver", killed)
    with pytest.raises(KeyboardInterrupt):
        send_digests(morning)
    monkeypatch.setattr(module, "_deliver", whole)
    assert len(mail.outbox) == Digest.objects.filter(state=State.SENT).count() == 1
    assert send_digests(morning).sent == 1
    assert sorted(message.to[0] for message in mail.outbox) == ["clerk@example.gov.vn", "sysadmin@example.gov.vn"]


def test_the_worker_sends_by_its_clock(people, wish, morning, monkeypatch):
    wish("clerk")
    monkeypatch.setattr(timezone, "now", lambda: morning)
    job(0)
    assert len(mail.outbox) == 1


def test_the_next_holder_does_not_get_the_mail_to_the_one_before(wish, cast, today):
    wish("clerk")
    hand_over(
        account=Account.objects.get(pk=cast.unit_admin.pk), reason="Giao", target=cast.clerk, paper=paper(),
        today=today, holder=Holder("Trần Thị Người Sau", "34AA-0777", "21/QĐ"),
    )  # fmt: skip
    assert Account.objects.get(pk=cast.clerk.pk).email == ""


def test_holders_set_it_themselves_with_an_official_address(cast, sign_in, settings):
    settings.MAIL_DOMAINS = ["customs.gov.vn"]
    url, client = reverse("accounts:reminders"), sign_in(cast.clerk)
    assert client.post(url, {"email": "toi@example.com", "wants_mail": "on"}).context["form"].errors
    assert client.post(url, {"email": "Nhansu34@Customs.gov.vn", "wants_mail": "on"}).status_code == 302
    stored = Account.objects.get(pk=cast.clerk.pk)
    assert (stored.email, stored.wants_mail) == ("nhansu34@customs.gov.vn", True)
    assert stored.history.first().history_user == cast.clerk
    assert "nhansu34@customs.gov.vn" in client.get(reverse("accounts:security")).content.decode()
    client.post(url, {"email": "nhansu34@customs.gov.vn"})
    assert not Account.objects.get(pk=cast.clerk.pk).wants_mail
    with pytest.raises(ValidationError):
        set_reminders(account=cast.clerk, email="x@customs.gov.vn.example.com", wants_mail=True)


def test_administrators_see_the_last_sending_of_their_accounts(people, wish, cast, sign_in, morning, settings):
    wish("clerk", "sysadmin")
    send_digests(morning)
    url = reverse("personnel:digests")
    own = sign_in(cast.unit_admin).get(url)
    assert [digest.account for digest in own.context["page"].rows] == [cast.clerk]
    assert "clerk@example.gov.vn" in own.content.decode()
    assert sign_in(cast.sysadmin).get(url).context["page"].total == 2
    settings.MAIL_ON = False
    assert "QLCB_MAIL_URL" in sign_in(cast.unit_admin).get(url).content.decode()


def test_the_mail_server_is_read_from_one_address():
    def read(url):
        return mail_settings(Environment({"U": url}).url("U", schemes=["smtp", "smtps"]))

    given = read("smtp://qlcb%40gov.vn:m%E1%BA%ADt@mail.gov.vn")
    assert (given["EMAIL_HOST"], given["EMAIL_PORT"], given["EMAIL_USE_TLS"]) == ("mail.gov.vn", 587, True)
    assert (given["EMAIL_HOST_USER"], given["EMAIL_HOST_PASSWORD"]) == ("qlcb@gov.vn", "mật")
    plain, sealed = read("smtp://relay:2525?tls=0"), read("smtps://mail.gov.vn")
    assert (plain["EMAIL_PORT"], plain["EMAIL_USE_TLS"], plain["EMAIL_USE_SSL"]) == (2525, False, False)
    assert (sealed["EMAIL_PORT"], sealed["EMAIL_USE_TLS"], sealed["EMAIL_USE_SSL"]) == (465, False, True)
    assert mail_settings(None)["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
