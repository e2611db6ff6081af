"""The daily mail: what waits for an account, in numbers and links, once a day, where a mail server is set."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Account
from accounts.sign_in import refusal
from personnel.models import Digest
from personnel.services.working_calendar import working_calendar
from personnel.waiting import HOME, Waiting, numbers, waiting
from qlcb.formats import number_vi

logger = logging.getLogger(__name__)
FIRST_HOUR, LAST_HOUR = 7, 12  # local time; a worker that slept in the morning still sends before noon
MOST_TRIES = 3
State = Digest.State


@dataclass
class Sent:
    """How many mails went out, how many accounts had nothing to read of, and how many could not be reached."""

    sent: int = 0
    nothing: int = 0
    failed: int = 0


def send_digests(now: datetime) -> Sent:
    """Send each account that wishes it the mail of this working day, unless it was sent already.

    May be broken off and begun anew: each mail is noted in the transaction in which it is sent, so that only one that
    was under way at that very moment can come twice. A mail that fails is tried again by the next calls, some times.
    Does nothing without a mail server, on days off, and outside of the morning.
    """
    told, local = Sent(), timezone.localtime(now)
    today = local.date()
    if not settings.MAIL_ON or not FIRST_HOUR <= local.hour < LAST_HOUR or not working_calendar().is_working(today):
        return told
    settled = Digest.objects.filter(day=today).exclude(state=State.FAILED, tries__lt=MOST_TRIES)
    wishing = Account.objects.filter(wants_mail=True, is_active=True, withdrawn_on=None).exclude(email="")
    accounts = list(wishing.exclude(pk__in=settled.values("account")).order_by("pk").values_list("pk", flat=True))
    connection = get_connection()
    try:
        problem = _open(connection) if accounts else ""
        for pk in accounts:
            if state := _send(pk, today, connection, problem):
                setattr(told, state, getattr(told, state) + 1)
    finally:
        connection.close()
    return told


def _open(connection) -> str:
    """Open the connection for all mails; why it could not be, "" when it could."""
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        logger.warning("No mail server: %s", error)
        return str(error) or type(error).__name__
    return ""


@transaction.atomic
def _send(pk: int, today: date, connection, problem: str) -> str:
    """The mail of one account; "" when it may not be used today, or another worker has it in hand.

    problem: why no mail goes out at all.
    """
    rows = Account.objects.select_related("unit").select_for_update(of=["self"], skip_locked=True)
    account = rows.filter(pk=pk).first()
    if account is None or refusal(account, today):
        return ""
    digest = Digest.objects.filter(account=account, day=today).first() or Digest(account=account, day=today)
    if digest.pk and (digest.state != State.FAILED or digest.tries >= MOST_TRIES):
        return ""
    tasks = [one for one in waiting(account, today) if one.mine and not one.standing]
    digest.address, digest.tries, digest.problem = account.email, digest.tries + 1, ""
    digest.things, digest.late = numbers(tasks).get(HOME, (0, 0))
    digest.state = State.SENT if digest.things else State.NOTHING
    if digest.things:
        problem = problem or _deliver(mail_of(account, tasks, today, connection))
        if problem:
            digest.state, digest.problem = State.FAILED, problem[:300]
    digest.save()
    return str(digest.state)


def _deliver(mail: EmailMessage) -> str:
    """Send; why it could not be, "" when it could."""
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        logger.warning("No mail to %s: %s", mail.to, error)
        return str(error) or type(error).__name__
    return ""


def mail_of(account: Account, tasks: list[Waiting], today: date, connection=None) -> EmailMessage:
    """The mail itself: numbers and addresses of lists, no names, nothing out of a dossier.

    tasks: with at least one that counts for today; what has weeks to be done stands in it, too.
    """
    total, late = numbers(tasks)[HOME]
    subject = f"QLCB: {number_vi(total)} việc đang chờ" + (f", {number_vi(late)} quá hạn" if late else "")
    context = {"account": account, "tasks": tasks, "today": today, "site": settings.SITE_URL}
    body = render_to_string("personnel/mail/digest.txt", context)
    return EmailMessage(subject, body, to=[account.email], connection=connection)
