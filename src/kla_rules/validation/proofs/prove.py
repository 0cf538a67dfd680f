"""`prove()`: what rules must keep to for every profile, proved or refuted with a profile."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from attrs import evolve

from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.core.findings import (
    Finding,
    RuleError,
    check_seconds,
    wrong_type,
)
from kla_rules.core.given import GivenFile, Upload, given_file
from kla_rules.core.reading.read import read_file
from kla_rules.core.resources import is_file, is_folder
from kla_rules.model.edition import Edition
from kla_rules.rulesets.files import RuleFile
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.find import packaged
from kla_rules.rulesets.kinds import kind_of
from kla_rules.rulesets.overlays import OverlaySource, read_once, read_overlays
from kla_rules.rulesets.tiers import LOCAL
from kla_rules.units.local_model import LocalRules
from kla_rules.units.local_reading import local_rules
from kla_rules.validation.proofs.asked import Asked, rounds_of
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.figures import ends_attained, no_idle_answer, score_bounds
from kla_rules.validation.proofs.frees import Undecided
from kla_rules.validation.proofs.handling import of_handling
from kla_rules.validation.proofs.levels import levels_reached, one_level, requirements_decide
from kla_rules.validation.proofs.local import of_local
from kla_rules.validation.proofs.model import Proofs, RulesKind, Verdict
from kla_rules.validation.proofs.monotone import better_measures, more_points
from kla_rules.validation.proofs.units import improved_units, tiers_reached, units_told_apart
from kla_rules.validation.proofs.values import better_values, stated_range

Proof = Callable[[Edition, tuple[Asked, ...], float], Iterator[Verdict]]
LIMIT: Final = 10.0
_LONGEST: Final = 10**9  # seconds: more is no number to a clock
ON_REQUIREMENTS: Final[tuple[Proof, ...]] = (
    levels_reached,
    requirements_decide,
    more_points,
    better_measures,
)
# In the order in which they are told.
OF_EDITIONS: Final[tuple[Proof, ...]] = (
    one_level,
    stated_range,
    *ON_REQUIREMENTS,
    better_values,
    improved_units,
    units_told_apart,
    tiers_reached,
    score_bounds,
    ends_attained,
    no_idle_answer,
)


def prove(
    rules: Edition | LocalRules | HandlingSettings | GivenFile,
    overlays: Iterable[OverlaySource] = (),
    *,
    limit: float = LIMIT,
) -> Proofs:
    """Return what is proved of rules, and what is refuted, with what shows it.

    Args:
        rules: an edition, its id, or the folder of its rule files; local rules on units, or
            settings on handling, or a file of either, or of an overlay: its path, its bytes, or
            open.
        overlays: what to lay over the edition.
        limit: after how many seconds to give up what has to be searched for: it is not proved then.

    Returns:
        A verdict for each claim: proved, refuted with a profile that shows it, or not proved with
        the reason.

    Raises:
        RuleError: if the rules are not in order.
        TypeError: for what is no edition and no path, and for an `Edition` and overlays.

    >>> import kla_rules as kla
    >>> proofs = prove("kla-2024")
    >>> proofs.proved, proofs["level-reached:madya"].witnesses[0].says["score"]
    (True, 600.001)
    """
    limit = check_seconds("limit", limit)
    until = time.monotonic() + min(limit, _LONGEST)
    overlays = read_once(overlays)
    given = rules_in(rules, overlays)
    match given:
        case Edition():
            return of_edition(given, until)
        case LocalRules():
            edition = find_edition(overlays=overlays)
            verdicts = of_local(given, edition)
            return _proofs("local", given, verdicts, edition)
        case HandlingSettings():
            _refuse_overlays(read_overlays(overlays))
            return _proofs("handling", given, of_handling(given, until))


def _refuse_overlays(overlays: Iterable[RuleFile]) -> None:
    """Refuse overlays where nothing is an edition.

    Raises:
        RuleError: if there are any.
    """
    findings = [
        file.locate(Finding("overlay.unused", {"edition": file.content["edition"]["id"]}))
        for file in overlays
    ]
    if findings:
        raise RuleError(findings)


def rules_in(
    rules: Edition | LocalRules | HandlingSettings | GivenFile,
    overlays: Iterable[OverlaySource],
) -> Edition | LocalRules | HandlingSettings:
    """Return the rules that a path or an id names.

    Raises:
        RuleError: if they are not in order.
        TypeError: for what is no edition and no path, and for an `Edition` and overlays.
    """
    if isinstance(rules, Edition | LocalRules | HandlingSettings):
        if isinstance(rules, Edition) and read_overlays(overlays):
            raise wrong_type("rules", "an id or a folder where there are overlays", rules)
        return rules
    overlays, place = read_once(overlays), given_file("rules", rules)
    if not isinstance(place, Upload):
        if is_folder(place) and is_file(place / LOCAL) and not is_file(place / "edition.yaml"):
            place /= LOCAL
        if not is_file(place):
            return find_edition(rules if isinstance(rules, str) else place, overlays=overlays)
        if place.name == "edition.yaml":
            return find_edition(place.absolute().parent, overlays=overlays)
    document = read_file(place)
    root = document.root if isinstance(document.root, dict) else {}
    match kind_of(place, root):
        case "local":
            return local_rules(find_edition(overlays=overlays), place)
        case "handling":
            return handling_settings(place)
        case "overlay":
            (own,) = read_overlays([place])
            return packaged(own.content["edition"]["id"], read_overlays([*overlays, place]))
        case _:
            raise RuleError(document.findings or [document.locate(Finding("prove.no-rules"))])


def of_edition(edition: Edition, until: float) -> Proofs:
    """Return what is proved of an edition, with its overlays, by a moment of `time.monotonic`."""
    try:
        rounds = rounds_of(edition)
    except Undecided as open_:
        return _proofs(
            "edition", edition, _without_requirements(edition, str(open_), until), edition
        )
    verdicts = (one for proof in OF_EDITIONS for one in proof(edition, rounds, until))
    return _proofs("edition", edition, verdicts, edition)


def _without_requirements(edition: Edition, reason: str, until: float) -> Iterator[Verdict]:
    """Yield what is known where requirements tell too much apart: what they say is left open."""
    rounds = rounds_of(evolve(edition, requirements=()))
    claims = [Claim("level-reached", one.id, {"level": one.title}) for one in edition.levels]
    claims += map(Claim, ("requirements-decide", "more-points", "better-measures"))
    yield from (claim.open(reason) for claim in claims)
    for proof in OF_EDITIONS:
        if proof not in ON_REQUIREMENTS:
            yield from proof(edition, rounds, until)


def _proofs(
    kind: RulesKind,
    rules: Edition | LocalRules | HandlingSettings,
    verdicts: Iterable[Verdict],
    edition: Edition | None = None,
) -> Proofs:
    overlays = () if edition is None else tuple(overlay.id for overlay in edition.overlays)
    return Proofs(kind, rules.id, rules.version, rules.digest, overlays, tuple(verdicts))
