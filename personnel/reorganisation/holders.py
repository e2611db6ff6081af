"""What becomes of accounts, of rights held on units, and of quotas of accounts: for dry run and application alike."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from accounts.models import Account, AccountQuota, Custody, Grant
from accounts.quotas import SEATS
from personnel.models import ReorganisationStep
from personnel.reorganisation.issues import Issue, block, warn
from personnel.reorganisation.plan import Place, Plan
from qlcb.formats import number_vi
from qlcb.history import TrackedQuerySet

Follows = ReorganisationStep.Accounts


@dataclass(frozen=True)
class AccountMove:
    """to: code of the unit, None when the account is withdrawn."""

    account: Account
    to: str | None


@dataclass(frozen=True)
class GrantMove:
    """to: code of the unit on which the same is given anew, None when it ends."""

    grant: Grant
    to: str | None


@dataclass(frozen=True)
class Holders:
    """Accounts that move or are withdrawn, grants on units that end, exceptions from quotas of these units.

    lost: accounts for which the plan knows no place.
    """

    accounts: list[AccountMove]
    grants: list[GrantMove]
    quotas: list[AccountQuota]
    lost: list[Account]

    @property
    def following(self) -> list[AccountMove]:
        return [move for move in self.accounts if move.to]

    @property
    def withdrawn(self) -> list[AccountMove]:
        return [move for move in self.accounts if not move.to]

    @property
    def held_by_withdrawn(self) -> list[AccountMove]:
        """Withdrawn accounts that somebody holds."""
        return [move for move in self.withdrawn if move.account.held_by]

    @property
    def granted_anew(self) -> list[GrantMove]:
        return [move for move in self.grants if move.to]


def holders_of(plan: Plan, today: date) -> Holders:
    """Four queries, however many accounts. today: from when accounts and rights change, or the day of the plan."""
    since = max(plan.day, today)
    accounts, lost = [], []
    for account in _accounts(plan, since):
        to = _goes_to(plan, account)
        if to is None:
            lost.append(account)
        elif to or account.unit_id in plan.ended or account.pk in plan.accounts:
            accounts.append(AccountMove(account, to or None))
    gone = {move.account.pk for move in accounts if not move.to}
    moved = {move.account.pk: move.to for move in accounts if move.to}
    grants = [
        GrantMove(grant, _given_on(plan, grant, moved))
        for grant in _grants(plan, since)
        if grant.account_id not in gone
    ]
    quotas = list(
        AccountQuota.objects.filter(unit_id__in=list(plan.ended))
        .exclude(valid_to__lt=since)
        .select_related("unit", "unit__kind")
    )
    return Holders(accounts, grants, quotas, lost)


def _accounts(plan: Plan, since: date) -> TrackedQuerySet:
    here = Account.objects.filter(withdrawn_on=None, unit_id__in=list(plan.ended))
    named = Account.objects.filter(withdrawn_on=None, pk__in=list(plan.accounts))
    held_by = Prefetch("custodies", Custody.objects.on(since), to_attr="held_by")
    return (here | named).select_related("unit").prefetch_related(held_by).order_by("username")


def _goes_to(plan: Plan, account: Account) -> str | None:
    """Code of the unit, "" when the account is withdrawn, None when the plan does not know."""
    own = plan.accounts.get(account.pk)
    if own is not None:
        return own.to
    if account.kind == Account.Kind.PERSONAL:
        person = next((plan.people_by_code.get(one.staff_code) for one in account.held_by), None)
        return person.to if person else plan.people_go_to(account.unit_id)
    follows = plan.ended[account.unit_id].accounts
    if follows == Follows.WITHDRAW or (follows == Follows.SEATS and account.kind == Account.Kind.UNIT_ADMIN):
        return ""
    return plan.people_go_to(account.unit_id)


def _grants(plan: Plan, since: date) -> TrackedQuerySet:
    rows = Grant.objects.open_on(since).filter(unit_id__in=list(plan.ended), account__withdrawn_on=None)
    return rows.select_related("account", "template", "unit").order_by("account_id", "pk")


def _given_on(plan: Plan, grant: Grant, moved: dict[int, str]) -> str | None:
    """Where the same is given anew: an account that moves on its own keeps its rights where it goes."""
    if plan.ended[grant.unit_id].grants == ReorganisationStep.Grants.END:
        return None
    if grant.account_id in plan.accounts and grant.unit_id == grant.account.unit_id:
        return moved.get(grant.account_id)
    return plan.people_go_to(grant.unit_id)


def holder_issues(plan: Plan, holders: Holders, today: date) -> list[Issue]:
    """What is to be looked at before accounts move. Two queries."""
    found = [
        block(
            f"Tài khoản {account.username} ({account.unit.name}) chưa có nơi đến.",
            step=plan.ended[account.unit_id].pk if account.unit_id in plan.ended else None,
        )
        for account in holders.lost
    ]
    if holders.held_by_withdrawn:
        held = holders.held_by_withdrawn
        names = ", ".join(move.account.username for move in held[:5])
        more = f" và {number_vi(len(held) - 5)} tài khoản nữa" if len(held) > 5 else ""
        found.append(
            warn(
                f"{number_vi(len(held))} tài khoản đang có người giữ sẽ bị hủy bỏ: {names}{more}.",
                link="reorganisation_accounts",
                link_words="Xem từng tài khoản",
            )
        )
    for quota in holders.quotas:
        found.append(
            warn(
                f"Định mức riêng của {quota.unit.name} ({quota.seats} tài khoản loại “"
                f"{Account.Kind(quota.account_kind).label}”, {quota.document}) kết thúc, không chuyển sang đơn vị mới.",
                unit=quota.unit.code,
                link="quotas",
                link_words="Định mức tài khoản",
            )
        )
    return [*found, *_own_places(plan, holders), *_wider_rights(plan, holders), *_over_quota(plan, holders, today)]


def _own_places(plan: Plan, holders: Holders) -> Iterator[Issue]:
    """Accounts that the plan sends somewhere by name: none comes from beyond its scope, none rises (TCHQ-5.2c)."""
    here = {"link": "reorganisation_accounts", "link_words": "Sửa nơi đến của tài khoản"}
    for move in holders.accounts:
        node = plan.before.nodes.get(move.account.unit_id)
        if move.account.pk in plan.accounts and (node is None or not plan.inside(node.code)):
            yield block(f"Tài khoản {move.account.username} thuộc đơn vị ngoài phạm vi của phương án.", **here)
    own = [move for move in holders.grants if move.grant.account_id in plan.accounts and _is_higher(plan, move)]
    for username, code in sorted({(move.grant.account.username, move.to) for move in own}):
        place = plan.after[code].name
        yield block(f"Tài khoản {username} chuyển riêng đến {place}, cấp cao hơn đơn vị đang được cấp quyền.", **here)


def _wider_rights(plan: Plan, holders: Holders) -> Iterator[Issue]:
    """Rights that follow the people of a unit to one of a higher level, where they reach further."""
    wider = sum(move.grant.account_id not in plan.accounts and _is_higher(plan, move) for move in holders.grants)
    if wider:
        yield warn(
            f"{number_vi(wider)} quyền được cấp lại ở cấp cao hơn nơi đang cấp, rộng hơn trước; không cần thì chọn "
            "“Thu hồi” ở bước của đơn vị.",
            link="reorganisation_accounts",
            link_words="Xem từng quyền",
        )


def _is_higher(plan: Plan, move: GrantMove) -> bool:
    """Whether the right is given anew on a unit of a higher level than that on which it is held."""
    here, there = plan.before.nodes.get(move.grant.unit_id), plan.after.get(move.to)
    return here is not None and there is not None and there.kind.level < here.level


def _over_quota(plan: Plan, holders: Holders, today: date) -> list[Issue]:
    """Departments that the plan leaves with more accounts than their kind may have; as many as before pass."""
    moves = {move.account.pk: move.to for move in holders.accounts}
    rows = Account.objects.filter(withdrawn_on=None, kind__in=SEATS).values_list("pk", "unit_id", "kind")
    used: Counter = Counter()
    touched = set()
    for pk, unit_id, kind in rows:
        code = moves[pk] if pk in moves else plan.people_go_to(unit_id)
        department = plan.department(code)
        if department is not None:
            used[department.code, kind] += 1
            if pk in moves:
                touched.add((department.code, kind))
    quotas = list(AccountQuota.objects.on(max(plan.day, today)))
    found = []
    for code, kind in sorted(touched):
        department, limit = plan.after[code], _limit(quotas, plan.after[code], kind)
        if limit is not None and used[code, kind] > limit:
            found.append(
                warn(
                    f"{department.name}: {used[code, kind]} tài khoản loại “{Account.Kind(kind).label}” sau sắp xếp, "
                    f"định mức {limit}.",
                    link="reorganisation_accounts",
                    link_words="Chọn tài khoản hủy bỏ",
                )
            )
    return found


def _limit(quotas: list[AccountQuota], department: Place, kind: str) -> int | None:
    """How many accounts of the kind the department may have; None: as many as it needs."""
    of_kind = [quota for quota in quotas if quota.account_kind == kind]
    own = [quota for quota in of_kind if quota.unit_id is not None and quota.unit_id == department.unit_id]
    rule = [quota for quota in of_kind if quota.unit_id is None and quota.unit_kind_id == department.kind.pk]
    chosen = next(iter(own or rule), None)
    return chosen.seats if chosen else None
