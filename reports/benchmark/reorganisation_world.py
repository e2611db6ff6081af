"""What a reorganisation meets in a large service, added to a scratch database: many accounts, many dossiers on their
way."""

from datetime import date, timedelta
from itertools import pairwise

from django.utils import timezone

from accounts.models import Account, Custody, Grant
from accounts.services.grant import derive_all_rights
from accounts.services.program_account import program_account
from orgunits.models import Unit
from orgunits.tree import Node, Tree
from personnel.models import Decision, Dossier, Transfer
from qlcb.history import Act, create_many, writing

REASON = "Đo tốc độ sắp xếp tổ chức"
MORE_ACCOUNTS = 6  # like each that a department has
ONE_IN = 20  # people are on their way
ASKED_ONE_IN = 5  # of those is only asked for

State = Transfer.State


def add_accounts_and_transfers(today: date) -> None:
    """Six more accounts like each of a department's, with the same rights, and one dossier in twenty on its way to the
    next department."""
    with writing(account=program_account(), reason=REASON, act=Act.SYSTEM):
        _accounts(today)
        derive_all_rights(today)
        tree = Tree.on(today)
        create_many(_transfers(tree, today))


def _accounts(today: date) -> None:
    models = Account.objects.filter(unit__kind__is_department=True, withdrawn_on=None).order_by("pk")
    models = list(models.prefetch_related("grants"))
    wanted = [(model, number) for model in models for number in range(MORE_ACCOUNTS)]
    made = create_many(
        [
            Account(
                username=f"{model.username}.{number}", kind=model.kind, title=f"{model.title} ({number})",
                unit_id=model.unit_id, password="!",
            )
            for model, number in wanted
        ]
    )  # fmt: skip
    create_many(
        [
            Custody(account=account, holder_name=f"Người Giữ {n}", staff_code=f"DO-{n}", document="1", valid_from=today)
            for n, account in enumerate(made)
        ]
    )
    create_many(
        [
            Grant(
                account=account, unit_id=given.unit_id, template_id=given.template_id, right=given.right,
                document=given.document, valid_from=today,
            )
            for account, (model, _) in zip(made, wanted, strict=True)
            for given in model.grants.all()
            if given.revoked_on is None and given.valid_to is None
        ]
    )  # fmt: skip


def _transfers(tree: Tree, today: date) -> list[Transfer]:
    next_to = _next_departments(tree)
    moving = Transfer.objects.filter(state__in=Transfer.OPEN).values("dossier")
    people = Dossier.objects.serving().exclude(pk__in=moving).order_by("pk").select_related("now_unit")
    program, decision = program_account(), _decision(today)
    found = []
    for number, person in enumerate(list(people)[::ONE_IN]):
        home = next(node for node in tree.path(person.now_unit_id)[::-1] if node.is_department or not node.depth)
        state = State.REQUESTED if number % ASKED_ONE_IN == ASKED_ONE_IN - 1 else State.SENT
        transfer = Transfer(
            dossier=person, state=state, code=person.code, full_name=person.full_name, from_unit=person.now_unit,
            to_unit_id=next_to[home.id], moved_at=timezone.now(), moved_by=program, moved_because=REASON,
        )  # fmt: skip
        if state == State.SENT:
            transfer.decision, transfer.effective_on = decision, decision.effective_on
            transfer.sent_at, transfer.sent_by = transfer.moved_at, program
        found.append(transfer)
    return found


def _next_departments(tree: Tree) -> dict[int, int]:
    """Department → the first office of the one that follows it."""
    departments = [node for root in tree.roots for node in root.walk() if node.is_department or not node.depth]

    def office(node: Node) -> int:
        inside = [child for child in node.children if not child.is_department]
        return (inside or [node])[0].id

    return {one.id: office(other) for one, other in pairwise([*departments, departments[0]])}


def _decision(today: date) -> Decision:
    decision = Decision(
        number="Đo tốc độ/QĐ", signed_on=today - timedelta(days=9), effective_on=today - timedelta(days=5),
        kind=Decision.Kind.POSTING, authority=Unit.objects.get(parent=None), summary="Điều động công chức",
    )  # fmt: skip
    create_many([decision])
    return decision
