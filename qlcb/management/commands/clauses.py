"""manage.py clauses: which clauses of the regulation are proven by tests and which are not, from the last run."""

from django.core.management.base import BaseCommand, CommandError

from qlcb import regulation
from qlcb.clauses import Clause, Proof, clauses, proofs


class Command(BaseCommand):
    help = "Print the ids of proven and unproven clauses, as the tests said when they last ran."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="of all regulations, not only of the deployed one")
        parser.add_argument("--tests", action="store_true", help="name the tests that prove each clause")

    def handle(self, *args, **options):
        known = proofs()
        if known is None:
            raise CommandError("No test has run in this copy: run script/test first.")
        wanted = clauses("" if options["all"] else regulation.fact("clause_prefix"))
        proven = [clause for clause in wanted if known.get(clause.id, Proof()).is_proven]
        unproven = [clause for clause in wanted if clause not in proven]
        self._print("Proven", proven, known, options["tests"])
        self._print("Unproven", unproven, known, options["tests"])
        unknown = sorted(set(known) - {clause.id for clause in clauses()})
        if unknown:
            raise CommandError(f"Tests name clauses that are in no regulation: {', '.join(unknown)}")

    def _print(self, title: str, found: list[Clause], known: dict[str, Proof], with_tests: bool) -> None:
        self.stdout.write(f"{title} ({len(found)}):")
        for clause in found:
            proof = known.get(clause.id, Proof())
            failed = f"  FAILED: {', '.join(proof.failed)}" if proof.failed else ""
            self.stdout.write(f"  {clause.id:<14}{clause.requirement_vi}{failed}")
            for test in proof.passed if with_tests else ():
                self.stdout.write(f"{'':16}{test}")
