"""Who is asked whether a damage is noticed: checks, the author's cases, proofs, properties."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from kla_rules.core.findings import Finding, RuleError
from kla_rules.model.edition import Edition
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.running import run_case
from kla_rules.validation.mutation.outcomes import Outcome
from kla_rules.validation.mutation.rules import Made, RuleSet, damaged_folder
from kla_rules.validation.proofs.prove import of_edition

Keeps = Callable[[Edition], bool]
Properties = Mapping[str, Keeps]  # by name whether an edition keeps to something
_PROVING: Final = 5.0  # seconds for one edition
_BESIDE_RULES: Final = ("handling", "province")  # cases of what no edition and no overlay says


@frozen(eq=False)
class Judges:
    """Who looks at damaged rules, and what is known of them without damage.

    Attributes:
        rules: the rules.
        edition: the edition that they make without damage.
        cases: those that hold without damage.
        properties: those that the rules keep to without damage.
        found: what checks find without damage.
        refuted: the claims that are refuted without damage.
    """

    rules: RuleSet
    edition: Edition
    cases: tuple[Case, ...]
    properties: Properties
    found: frozenset[Finding]
    refuted: frozenset[str]

    def noticed(self, made: Made) -> tuple[Outcome, str] | None:
        """Return who notices first, the cheapest asked first, and by what; None: nobody."""
        told = next((one for one in _told(made) if one not in self.found), None)
        if told is not None:
            return "check", told.id
        if made.edition is None:
            return "check", made.findings[0].id
        folder = damaged_folder(self.rules, made)
        failing = next((case for case in self.cases if run_case(case, folder)), None)
        if failing is not None:
            return "cases", failing.id
        claim = next((one for one in _refuted(made.edition) if one not in self.refuted), None)
        if claim is not None:
            return "prove", claim
        broken = next(
            (key for key, keeps in self.properties.items() if not keeps(made.edition)), ""
        )
        return ("properties", broken) if broken else None


def judges_of(rules: RuleSet, cases: Sequence[Case], properties: Properties) -> Judges:
    """Return who looks at the damage of rules.

    Args:
        rules: the rules.
        cases: those of the author; each that is confirmed must hold.
        properties: by name whether an edition keeps to something.

    Raises:
        RuleError: if the rules are not in order, or with what comes otherwise than a case expects.
    """
    made = rules.made()
    if made.edition is None:
        raise RuleError(made.findings)
    folder = damaged_folder(rules, made)
    failing = [finding for case in cases for finding in run_case(case, folder)]
    if failing:
        raise RuleError(failing)
    # What the rules do not keep to as they are tells nothing of a damage.
    kept = {name: keeps for name, keeps in properties.items() if keeps(made.edition)}
    return Judges(
        rules,
        made.edition,
        tuple(cases),
        kept,
        frozenset(_told(made)),
        frozenset(_refuted(made.edition)),
    )


def cases_for(edition: Edition, own: Iterable[Case], given: Iterable[Case]) -> tuple[Case, ...]:
    """Return the confirmed cases that rest on rules.

    Args:
        edition: the edition that they make, undamaged.
        own: the cases that lie beside them.
        given: cases that are given apart from them, and may speak of other editions.
    """
    every = [*own, *(case for case in given if _is_of(edition, case))]
    return tuple(case for case in every if case.confirmed and case.kind not in _BESIDE_RULES)


def _is_of(edition: Edition, case: Case) -> bool:
    """Return whether a case names an edition, or names none and has it by its round."""
    profile = case.value.get("profile")
    if case.edition is None and isinstance(profile, dict):
        return profile.get("year") in edition.rounds
    if case.edition is not None:
        return case.edition == edition.id
    return not run_case(case, edition)  # of a text nothing says which edition it is for


def _told(made: Made) -> list[Finding]:
    """Return what is found that is more than a note, without where it stands."""
    return [
        Finding(one.id, one.values, severity=one.severity)
        for one in made.checked()
        if one.severity != "note"
    ]


def _refuted(edition: Edition) -> list[str]:
    proofs = of_edition(edition, time.monotonic() + _PROVING)
    return [verdict.id for verdict in proofs.of("refuted")]
