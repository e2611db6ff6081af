"""Every rule, declared once. A new one is a function with its declaration in its subject's file, and a test row."""

from personnel.quality.base import Rule
from personnel.quality.rules import (
    anywhere,
    career,
    contract,
    decided,
    family,
    identity,
    merit,
    party,
    pay,
    service,
    study,
)

RULES: tuple[Rule, ...] = tuple(
    rule
    for subject in (identity, service, career, contract, decided, party, pay, study, merit, family, anywhere)
    for rule in subject.RULES
)
RULE_OF: dict[str, Rule] = {rule.code: rule for rule in RULES}

__all__ = ["RULES", "RULE_OF"]
