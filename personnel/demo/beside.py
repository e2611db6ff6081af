"""Everything in a dossier beside the career: made life by life, so that a whole service need not lie in memory."""

from datetime import date
from random import Random

from personnel.demo.benefits import Benefits
from personnel.demo.careers import Leadership
from personnel.demo.kin import Kin
from personnel.demo.merits import Merits
from personnel.demo.names import Names
from personnel.demo.standing import Standing
from personnel.demo.terms import Terms

CHILDREN = {"CONT", "CONG"}


class Beside:
    """Makes the rows of the other sections of a life whose dossier is stored."""

    def __init__(self, seed: int, terms: Terms, names: Names, leadership: Leadership, today: date):
        self.seed = str(seed)
        self.kin, self.merits = Kin(terms, names, today), Merits(terms, today)
        self.benefits, self.standing = Benefits(terms, today), Standing(terms, leadership, today)

    def rows(self, life) -> list:
        """Unsaved rows of all kinds, by chance from the seed and the staff code alone."""
        rng = Random(f"{self.seed}/beside/{life.dossier.code}")
        relatives = self.kin.of(rng, life.dossier, life.person.born, life.person.place.gso_code)
        life.births = {row.born_on.year for row in relatives if row.relation.code in CHILDREN}
        return [*relatives, *self.merits.of(rng, life), *self.benefits.of(rng, life), *self.standing.of(rng, life)]
