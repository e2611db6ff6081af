"""What one may see: the door for every list, search, count, suggestion, form choice, export, report and history."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q

from qlcb.history import TrackedQuerySet
from qlcb.vietnamese import fold

MOST_WORDS = 8


class DossierQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Dossiers that the account may open, by the unit that keeps them today (TCHQ-5.2c)."""
        return self.under(account, "view_dossier")

    def under(self, account, right: str):
        """Dossiers whose unit lies under a unit on which the account holds `right`."""
        if account.access.everywhere(right):
            return self
        return self.filter(now_unit_id__in=account.access.units(right))

    def search(self, text: str):
        """Dossiers that hold a word beginning with each word of `text`; no regard to diacritics, case and order."""
        words = ["".join(ch for ch in word if ch.isalnum()) for word in fold(text).split()]
        words = [word for word in words if word.isascii() and word][:MOST_WORDS]
        if not words:
            return self.none() if text.strip() else self
        query = " & ".join(f"{word}:*" for word in words)
        return self.filter(search=SearchQuery(query, search_type="raw", config="simple"))

    def serving(self):
        """People who hold a post today."""
        return self.filter(now_status=self.model.Status.SERVING)

    def for_list(self):
        """With what a line of a list shows."""
        return self.select_related("now_unit", "now_unit__parent", "now_position", "now_rank", "now_degree")


class DecisionQuerySet(TrackedQuerySet):
    def visible_to(self, account):
        """Decisions of the account's own units, and those with a result on a dossier it may open."""
        if account.access.everywhere("view_dossier"):
            return self
        units = account.access.units("view_dossier")
        reachable = Q(authority_id__in=units)
        for rows in self.model.result_models():
            results = rows._base_manager.filter(decision=OuterRef("pk"), dossier__now_unit_id__in=units)
            reachable |= Exists(results)
        return self.filter(reachable)

    def correctable_by(self, account):
        """Decisions that the account may correct: none of their results lies outside its right to enter decisions.

        A decision without results is corrected by those who hold that right on its authority.
        """
        if account.access.everywhere("enter_decisions"):
            return self
        units = account.access.units("enter_decisions")
        own, elsewhere, anywhere = Q(authority_id__in=units), Q(), Q()
        for rows in self.model.result_models():
            results = rows._base_manager.filter(decision=OuterRef("pk"))
            anywhere |= Exists(results)
            elsewhere |= Exists(results.exclude(dossier__now_unit_id__in=units))
        return self.filter(own | anywhere).exclude(elsewhere)
