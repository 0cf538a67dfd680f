"""The scenarios of a plan as they are given: how the region may stand, each of it assumed."""

import itertools
import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from kla_rules.core.findings import Finding, yields
from kla_rules.core.narrow import narrowed
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.plain import overlay_digests
from kla_rules.profile.model import Profile

# A sweep, which has `profiles`, or the profiles themselves.
Scenarios = Iterable[Profile] | Any
MOST_SCENARIOS: Final = 100
_KINDS: Final = (int, float, Decimal, Fraction)


def scenarios_of(
    evaluation: Evaluation, given: object, hold: object, findings: list[Finding]
) -> tuple[tuple[Evaluation, ...], Fraction | None]:
    """Return the scenarios evaluated as the profile was, and the share in which a plan must hold.

    Args:
        evaluation: the profile that the plan starts from.
        given: what has `profiles`, or profiles; None for none.
        hold: a share above 0, at most 1.
        findings: what is wrong with them is added here.

    Raises:
        TypeError: for what is no profiles at all.
    """
    if given is None:
        return (), None
    share = _share(hold, findings)
    profiles = _profiles(given)
    if not profiles:
        findings.append(Finding("plan.scenarios-none", {}, ("scenarios",)))
    if len(profiles) > MOST_SCENARIOS:
        values = {"most": MOST_SCENARIOS}
        findings.append(Finding("plan.scenarios-many", values, ("scenarios",)))
        return (), share
    own = _identity(evaluation.edition)
    others = [
        (number, profile)
        for number, profile in enumerate(profiles)
        if profile.edition is not evaluation.edition and _identity(profile.edition) != own
    ]
    findings += [
        Finding(
            "plan.scenario-edition",
            {"found": profile.edition.id, "edition": evaluation.edition.id, "number": number + 1},
            ("scenarios", number),
        )
        for number, profile in others
    ]
    if others:
        return (), share
    return tuple(map(evaluation.of, profiles)), share


def needed_of(count: int, hold: Fraction) -> int:
    """Return in how many of so many scenarios a plan must hold.

    >>> needed_of(10, Fraction("0.9")), needed_of(11, Fraction("0.9"))
    (9, 10)
    """
    return math.ceil(count * hold)


def _share(hold: object, findings: list[Finding]) -> Fraction | None:
    """Return a share as the decimal that it prints as; None for what is none."""
    plain = narrowed(hold)
    if isinstance(plain, bool) or not isinstance(plain, _KINDS):
        findings.append(Finding("plan.no-hold", {"found": hold}, ("hold",)))
        return None
    exact = Decimal(str(plain)) if isinstance(plain, float) else plain
    share = Fraction(exact) if not isinstance(exact, Decimal) or exact.is_finite() else Fraction(0)
    if not 0 < share <= 1:
        findings.append(Finding("plan.no-hold", {"found": hold}, ("hold",)))
        return None
    return share


def _profiles(given: object) -> list[Profile]:
    """Return the profiles of what was given, at most one more than may be."""
    found = getattr(given, "profiles", given)
    if isinstance(found, Profile) or not yields(found):
        raise TypeError(f"scenarios are profiles, or what has some, not {type(given).__name__}")
    profiles = list(itertools.islice(iter(found), MOST_SCENARIOS + 1))
    for profile in profiles:
        if not isinstance(profile, Profile):
            raise TypeError(f"each of scenarios is a profile, not {type(profile).__name__}")
    return profiles


def _identity(edition: Edition) -> tuple[object, ...]:
    """Return what tells one edition from another."""
    return edition.id, edition.digest, str(overlay_digests(edition))
