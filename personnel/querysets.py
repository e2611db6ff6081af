"""What one may see: the door for every list, search, count, suggestion, form choice, export, report and history."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import (
    CONFIDENTIAL,
    DECIDE,
    RESTRICTED,
    ROUNDS,
    SHARED_WITH_EMPLOYER,
    TRANSFER,
    VIEW,
    WorkGroup,
    anyone,
    civil_servant,
    contract_staff,
    not_a_leader,
    rights_writing,
)
from qlcb import regulation, row_security
from qlcb.dated import DatedQuerySet
from qlcb.history import TrackedQuerySet
from qlcb.sealed import ring
from qlcb.vietnamese import fold
from qlcb.vietnamese import words as folded_words

MOST_WORDS = 8
FEW = 2000
CITIZEN_LENGTH = 12


def secret_from(account, prefix: str = "") -> Q:
    """Confidential dossiers that the account lacks the right to open (TCHQ-8.1c).

    prefix: the way from the rows asked to the dossier, such as "dossier__".
    """
    secret = Q(**{f"{prefix}is_confidential": True})
    if account.access.everywhere(CONFIDENTIAL):
        return secret & Q(pk__in=())
    units, named = account.access.units(CONFIDENTIAL), account.access.dossiers(CONFIDENTIAL)
    if units:
        secret &= Q(**{f"{prefix}now_unit_id": None}) | ~Q(**{f"{prefix}now_unit_id__in": units})
    return secret & ~Q(**{f"{prefix}pk__in": named}) if named else secret


def closed_to(account, prefix: str = "") -> Q:
    """What `secret_from` names, and the dossier about who holds the account where the regulation closes it (HP-2.4)."""
    own = account.custody.staff_code if regulation.closes_own_dossier() and account.custody else ""
    secret = secret_from(account, prefix)
    return secret | Q(**{f"{prefix}code": own}) if own else secret


def reached_by(account, right: str, prefix: str = "", *, guests: bool = True) -> Q:
    """Dossiers whose unit lies under one on which the account holds `right`, and those on which it does by name.

    prefix: as above; guests: where the right is one of reading, also those of people who serve there while another unit
    keeps them (HG-10.1). For who holds it not everywhere; confidential dossiers are another question.
    """
    units = account.access.units(right)
    within = Q(**{f"{prefix}now_unit_id__in": units})
    if guests and right in SHARED_WITH_EMPLOYER:
        within |= Q(**{f"{prefix}now_employer_id__in": units})
    named = account.access.dossiers(right)
    return within | Q(**{f"{prefix}pk__in": named}) if named else within


def named(words: list[str]) -> Q:
    """Dossiers that hold a word beginning with each of the folded words; all of them when there are none."""
    query = " & ".join(f"{word}:*" for word in words)
    return Q(search=SearchQuery(query, search_type="raw", config="simple")) if words else Q()


def holding(words: list[str], positions) -> Q:
    """Dossiers of who holds a position whose whole name stands among the words, or begins with all of them; its other
    words name the person. positions: their model. Names of one word are left to what people are called."""
    found = Q(pk__in=())
    if len(words) < 2:
        return found
    rest: dict[tuple[str, ...], list[int]] = {}
    for pk, name in positions.objects.values_list("pk", "name"):
        parts = folded_words(name)
        if len(parts) < 2:
            continue
        if " ".join(parts).startswith(" ".join(words)):
            rest.setdefault((), []).append(pk)
        elif (start := _place(parts, words)) is not None:
            rest.setdefault((*words[:start], *words[start + len(parts) :]), []).append(pk)
    for others, held in rest.items():
        found |= Q(now_position__in=held) & named(list(others))
    return found


def _place(parts: list[str], words: list[str]) -> int | None:
    """Where the parts stand side by side among the words."""
    starts = range(len(words) - len(parts) + 1)
    return next((start for start in starts if words[start : start + len(parts)] == parts), None)


# The constraints of rights as conditions on dossiers; a test holds them against what the door answers.
_COVERED = {
    anyone: {},
    not_a_leader: {"now_leading": False},
    contract_staff: {"subject": "contract"},
    civil_servant: {"subject": "civil_servant"},
}


def writable_by(account, group: WorkGroup, prefix: str = "") -> Q:
    """Dossiers of which the account may write sections of the work group, as `Access.may_write` answers one by one.

    prefix: as above. What the account may open at all is another question.
    """
    access, found = account.access, Q(pk__in=())
    for right in rights_writing(group):
        if not access.holds(right.code):
            continue
        reached = ~Q(pk__in=()) if access.everywhere(right.code) else reached_by(account, right.code, prefix)
        found |= reached & Q(**{f"{prefix}{name}": value for name, value in _COVERED[right.constraint].items()})
    own = account.custody.staff_code if account.custody else ""
    return found & ~Q(**{f"{prefix}code": own}) if own else found


class DossierQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Dossiers that the account may open, by the unit that keeps them today or where the person serves, or by name
        (TCHQ-5.2c, 6.1d5, HG-10.1)."""
        return self.under(account, VIEW)

    def under(self, account, right: str):
        """Dossiers on which the account holds `right`, by unit or by name; confidential ones need their own."""
        return self._reached(account, right, guests=True)

    def answered_for_by(self, account, right: str = VIEW):
        """Those of them that its units keep, or that it has by name. What waits in dossiers, is counted and is looked
        through is theirs; of who serves there while another unit keeps the dossier, it is that one's."""
        return self._reached(account, right, guests=False)

    def _reached(self, account, right: str, *, guests: bool):
        held = account.access
        rows = self if held.everywhere(right) else self.filter(reached_by(account, right, guests=guests))
        return rows.exclude(closed_to(account))

    def administered_by(self, account):
        """Dossiers of the units whose accounts the account administers: to delegate them, not to open them."""
        units = account.access.managed_units
        return self.filter(now_unit_id__in=units).exclude(secret_from(account))

    def of_person(self, account):
        """The dossier that a personal account is for, while the person has not left and it is not confidential."""
        rows = self.filter(pk__in=account.access.own).exclude(now_status=self.model.Status.LEFT)
        return rows.exclude(secret_from(account))

    def with_citizen_id(self, number: str):
        """The dossier with this citizen number, found by the blind index; the whole number only."""
        return self.filter(citizen_index__in=ring().indexes(number, "citizen_id"))

    def search(self, text: str, *, account=None):
        """Dossiers that hold a word beginning with each word of `text`; no regard to diacritics, case and order.

        A position named in the text finds those who hold it, of these the ones whom its other words name: "đội
        trưởng", "lan đội trưởng" (TCHQ-10.3). account: who asks; a whole citizen number finds only people whose
        restricted information it may see, or else it could be guessed digit by digit. None for the program itself.
        """
        number = "".join(text.split())
        if len(number) == CITIZEN_LENGTH and number.isascii() and number.isdigit():
            found = self.with_citizen_id(number)
            return found if account is None else found.under(account, RESTRICTED)
        words = ["".join(ch for ch in word if ch.isalnum()) for word in fold(text).split()]
        words = [word for word in words if word.isascii() and word][:MOST_WORDS]
        if not words:
            return self.none() if text.strip() else self
        return self.filter(named(words) | holding(words, self.model._meta.get_field("now_position").related_model))

    def few_at_once(self):
        """The same rows by their ids when they are few: a rare word is then looked up, not the whole list walked."""
        ids = list(self.order_by().values_list("pk", flat=True)[: FEW + 1])
        return self if len(ids) > FEW else self.model.objects.filter(pk__in=ids)

    def serving(self):
        """People who hold a post today."""
        return self.filter(now_status=self.model.Status.SERVING)

    def for_list(self):
        """With what a line of a list shows."""
        return self.select_related(
            "now_unit",
            "now_unit__parent",
            "now_employer__parent",
            "now_position",
            "now_rank",
            "now_degree",
            "now_state",
        )


class DecisionQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Decisions of the account's own units, and those with a result on a dossier it may open.

        Not those that speak of nobody but people whose confidential dossiers it may not open (TCHQ-8.1c).
        """
        secret, rows = self._secret_dossiers(account), self
        if not account.access.everywhere(VIEW):
            own = self.model._base_manager.filter(authority_id__in=account.access.units(VIEW)).values("pk")
            results = self._results().filter(reached_by(account, VIEW, "dossier__")).exclude(dossier_id__in=secret)
            rows = rows.filter(pk__in=own.union(results.values("decision_id")))
        return rows.exclude(pk__in=self._only_of(secret)) if secret else rows

    def only_of_secret_people(self, account):
        """Decisions all of whose results are of confidential people: nobody else may hang anything on them."""
        secret = self._secret_dossiers(account)
        return self.filter(pk__in=self._only_of(secret)) if secret else self.none()

    @row_security.opened()
    def _only_of(self, secret: list[int]) -> list[int]:
        """Ids of the decisions that speak of nobody but these dossiers; there are few of them, too."""
        others = self._results().filter(decision=OuterRef("decision")).exclude(dossier_id__in=secret)
        found = self._results().filter(~Exists(others), dossier_id__in=secret)
        return list(found.order_by().values_list("decision", flat=True).distinct())

    def _results(self):
        """The records that hang on decisions, of every kind."""
        return self.model.noted_results()._base_manager.all()

    @row_security.opened()
    def _secret_dossiers(self, account) -> list[int]:
        """Ids of the dossiers that the account may not open wherever they are kept; there are few of them."""
        dossiers = self.model.noted_results()._meta.get_field("dossier").related_model
        return list(dossiers._base_manager.filter(closed_to(account)).values_list("pk", flat=True))

    @row_security.opened()
    def is_correctable(self, pk: int, *, by) -> bool:
        """Whether the account may correct this decision: one of its own units, or one all of whose results are its own.

        Never one with a result on the dossier about the account's custodian (HP-2.4), nor on one it may not open.
        """
        access, people = by.access, list(self._named_by(pk))
        own_code = by.custody.staff_code if by.custody else ""
        if any(code and code == own_code for _, code, _, _ in people):
            return False
        if any(secret and not access.reaches_at(CONFIDENTIAL, unit_id, one) for one, _, unit_id, secret in people):
            return False
        if access.everywhere(DECIDE) or (
            people and all(access.reaches_at(DECIDE, unit_id, one) for one, _, unit_id, _ in people)
        ):
            return self.filter(pk=pk).exists()
        return self.filter(pk=pk, authority_id__in=access.units(DECIDE)).exists()

    def _named_by(self, pk: int):
        """Id, staff code, unit and secrecy of each dossier on which a result of the decision stands, in one query."""
        dossiers = self.model.noted_results()._meta.get_field("dossier").related_model
        named = dossiers._base_manager.filter(pk__in=self._results().filter(decision_id=pk).values("dossier_id"))
        return named.values_list("pk", "code", "now_unit_id", "is_confidential")


class DelegationQuerySet(DatedQuerySet):
    def in_force(self, day):
        """Delegations that hold on `day`: not revoked by then, and the account not withdrawn."""
        return self.on(day).exclude(revoked_on__lte=day).filter(account__withdrawn_on=None)

    def open_on(self, day):
        """Delegations that hold on `day` or begin later, were not taken back, and whose account was not withdrawn."""
        return self.filter(valid_to__gte=day, revoked_on=None, account__withdrawn_on=None)

    def about_open_to(self, account):
        """Those of dossiers that are not confidential, or that the account may open: for who administers accounts."""
        return self.exclude(secret_from(account, "dossier__"))

    def watched_by(self, account):
        """Those whose progress the account follows: of dossiers that its units keep, and its own (HG-15.1)."""
        rows = self.about_open_to(account)
        if account.access.everywhere(VIEW):
            return rows
        return rows.filter(Q(dossier__now_unit__in=account.access.units(VIEW)) | Q(account=account))


class TransferQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Transfers of dossiers that the account may open, and those that it hands over or receives (TCHQ-8.2c).

        Of a dossier that it may not open the row itself is all that it sees: join nothing of the dossier.
        """
        if account.access.everywhere(VIEW) and account.access.everywhere(CONFIDENTIAL):
            return self
        seen = Q(dossier__in=self._dossiers().objects.visible_to(account).order_by().values("pk"))
        return self.filter(seen | self._at("from_unit", account) | self._at("to_unit", account))

    def sent_from(self, account):
        """Those of units for which the account hands dossiers over."""
        return self.filter(self._at("from_unit", account))

    def _at(self, side: str, account) -> Q:
        """Those with a unit on that side for which the account moves dossiers; of confidential ones when it may open
        them there."""
        access = account.access
        if not access.holds(TRANSFER):
            return Q(pk__in=())
        mine = Q() if access.everywhere(TRANSFER) else Q(**{f"{side}_id__in": access.units(TRANSFER)})
        if access.everywhere(CONFIDENTIAL):
            return mine
        secret = ~Q(dossier_id__in=self._confidential())
        units = access.units(CONFIDENTIAL)
        return mine & (secret | Q(**{f"{side}_id__in": units}) if units else secret)

    @row_security.opened()
    def _confidential(self) -> list[int]:
        """Ids of all confidential dossiers; there are few of them."""
        return list(self._dossiers()._base_manager.filter(is_confidential=True).values_list("pk", flat=True))

    def _dossiers(self):
        return self.model._meta.get_field("dossier").related_model


class RoundItemQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Items of the dossiers that the account answers for."""
        reached = reached_by(account, VIEW, "dossier__", guests=False)
        rows = self if account.access.everywhere(VIEW) else self.filter(reached)
        return rows.exclude(closed_to(account, "dossier__"))


class RoundQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Rounds that the account runs, those with dossiers that it may open, and those in which a unit of its own
        stood when they were closed."""
        access = account.access
        if access.everywhere(VIEW):
            return self
        items, tallies = (self.model._meta.get_field(name).related_model.objects for name in ("items", "tallies"))
        concerned = Exists(items.filter(round=OuterRef("pk")).visible_to(account))
        stood = Exists(tallies.filter(round=OuterRef("pk"), unit__in=access.units(VIEW)))
        return self.filter(Q(organiser__in=access.units(ROUNDS)) | concerned | stood)


class ErrorReportQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """What people said is wrong in the dossiers that the account answers for."""
        reached = reached_by(account, VIEW, "dossier__", guests=False)
        rows = self if account.access.everywhere(VIEW) else self.filter(reached)
        return rows.exclude(closed_to(account, "dossier__"))

    def to_answer_by(self, account, groups: dict[WorkGroup, list[str]]):
        """Those of them that wait and that it may answer, as it writes the part in question.

        groups: work group → slugs of its panels and sections.
        """
        mine = Q(pk__in=())
        for group, places in groups.items():
            mine |= Q(place__in=places) & writable_by(account, group, "dossier__")
        return self.visible_to(account).filter(mine, state=self.model.State.OPEN)


class PendingPaperQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Papers about dossiers that the account answers for, and those about others that its units registered."""
        return self._reached(account, VIEW)

    def kept_by(self, unit_ids):
        """Papers for which one of these units is to act: of the dossiers that it keeps, or that it registered."""
        return self.filter(Q(dossier=None, unit__in=unit_ids) | Q(dossier__now_unit__in=unit_ids))

    def to_enter_by(self, account):
        """Those of which the account may enter what is to be entered, waiting ones only."""
        return self._reached(account, DECIDE).filter(closed_on=None)

    def _reached(self, account, right: str):
        rows = self.exclude(Q(dossier__isnull=False) & closed_to(account, "dossier__"))
        if account.access.everywhere(right):
            return rows
        of_unit = Q(dossier=None, unit__in=account.access.units(right))
        reached = reached_by(account, right, "dossier__", guests=False)
        return rows.filter(of_unit | Q(dossier__isnull=False) & reached)
