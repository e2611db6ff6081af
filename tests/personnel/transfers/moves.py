"""What tests of transfers say again and again: send these people there, receive them."""

from datetime import timedelta

from accounts.models import Account
from orgunits.models import Unit
from personnel.models import Decision, Posting
from personnel.sections import POSTINGS
from personnel.services.receive_dossiers import receive_dossiers
from personnel.services.save_row import add_row
from personnel.services.send_dossiers import send_dossiers
from personnel.transfers.ground import Basis, Sending
from qlcb import regulation
from qlcb.dates import PartialDate

NUMBER = "1234/QĐ-TCHQ"


def fresh(account) -> Account:
    """The account as a new request loads it."""
    return Account.objects.get(pk=account.pk)


def decision_of(today, *, authority: str = "TCHQ", number: str = NUMBER, days: int = 10) -> Decision:
    """An unsaved decision signed `days` ago, in force five days later; or the stored one of that number."""
    signed = today - timedelta(days=days)
    found = Decision.objects.filter(number=number, signed_on=signed, authority__code=authority).first()
    return found or Decision(
        number=number, signed_on=signed, effective_on=signed + timedelta(days=5), kind="posting",
        authority=Unit.objects.get(code=authority), signer="Nguyễn Văn Ký",
    )  # fmt: skip


def basis_of(today, *, effective_on=None, decision=None, **more) -> Basis:
    decision = decision or decision_of(today)
    return Basis(decision, effective_on or decision.effective_on, **more)


def send(account, dossiers, today, *, to="HQ60-07", basis=None, **more):
    """Send the dossiers to the unit; returns the transfers. more: of each `Sending`."""
    unit = Unit.objects.get(code=to)
    return send_dossiers(
        account=fresh(account), reason="Theo quyết định điều động", today=today,
        sendings=[Sending(dossier, unit, **more) for dossier in dossiers], basis=basis or basis_of(today),
    )  # fmt: skip


def receive(account, transfers, today, **more):
    told = {"papers_received_on": today, "reason": "Đã nhận đủ hồ sơ giấy"} | more
    return receive_dossiers(account=fresh(account), transfers=transfers, today=today, **told)


def leave_behind(
    account, person, today, *, to="HQ60-07", kept_by="HQ34-07", kind="secondment", since=None, **paper
) -> Posting:
    """Post the person elsewhere while their dossier stays where `kept_by` says; returns the posting. paper: of the
    decision."""
    decision = decision_of(today, **paper)
    row = Posting(
        dossier=person, unit=Unit.objects.get(code=to), kind=kind, decision=decision,
        kept_by=Unit.objects.get(code=kept_by) if kept_by else None,
        valid_from=PartialDate.of(since or decision.effective_on),
    )  # fmt: skip
    return add_row(account=fresh(account), reason="Theo quyết định", section=POSTINGS, row=row, today=today)


def on_request_only(monkeypatch) -> None:
    """The regulation of Hậu Giang: whoever moves, the dossier stays until it is asked for."""
    kinds = ["move", "rotation", "secondment"]
    monkeypatch.setitem(regulation._facts(), "transfers", {"mode": "on_request", "kept_kinds": kinds})
