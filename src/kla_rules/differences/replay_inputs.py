"""What a stored result was made with, found among what is at hand: rules, profile, table."""

import functools
import os
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from kla_rules.conditions.engines import ENGINES
from kla_rules.core.findings import (
    Finding,
    FindingsError,
    ProfileError,
    RuleError,
)
from kla_rules.core.frozen import frozen_list
from kla_rules.core.given import EXPECTED, GivenFile, given_file
from kla_rules.differences.replay_reading import StoredResult
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.evidence import COUNTS
from kla_rules.evaluation.resolve import ASSUMPTIONS
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile, profile_in, profile_of
from kla_rules.rulesets.files import RuleFile, read_rule_file
from kla_rules.rulesets.find import edition_with, packaged
from kla_rules.rulesets.overlays import by_edition
from kla_rules.rulesets.scales import Scale, read_scale

ProfileSource = Profile | GivenFile | Mapping[str, Any]
ScaleSource = Scale | GivenFile


@frozen
class Found:
    """Something to replay with, and what was in the way of it.

    Attributes:
        value: it, or None where there is none.
        findings: what did not fit.
    """

    value: Any
    findings: tuple[Finding, ...] = field(default=(), converter=frozen_list)


# -- the profile -----------------------------------------------------------------------------------


def own_profile(
    source: ProfileSource, kept: StoredResult, rules: Edition | None, overlays: tuple[RuleFile, ...]
) -> Profile:
    """Return the profile as it reads by itself, or else under what the stored result names.

    Raises:
        ProfileError, RuleError: where it cannot be read in any of these ways.
        TypeError: for what is no profile.
    """
    if isinstance(source, Profile):
        return source
    ways: list[Rules] = [rules] if rules is not None else [by_edition(overlays)]
    if rules is None:
        named = _packaged(kept.edition, overlays) if kept.edition else Found(None)
        ways += [named.value] if named.value else []
        ways += [None] if overlays else []
    refused: list[FindingsError] = []
    for way in ways:
        try:
            return _read(source, way)
        except (ProfileError, RuleError) as error:
            refused.append(error)
    raise refused[0]


def ways_under(
    source: ProfileSource, own: Profile, edition: Edition
) -> list[Callable[[], Profile]]:
    """Return what makes the profile one under an edition, for each way in which that can be.

    A result does not say in which way it was: as the profile says itself, read against an edition
    that was given, or moved there once it was read. Only notes tell them apart.
    """
    ways: list[Callable[[], Profile]] = []
    if own.edition.digest == edition.digest:
        ways.append(lambda: own)
    if not isinstance(source, Profile):
        ways.append(lambda: _read(source, edition))
    moved = (functools.partial(own.under, edition), functools.partial(_read_again, own, edition))
    for way in moved:
        ways += [way, functools.partial(_noted, way, own)]
    return ways


def _read_again(own: Profile, edition: Edition) -> Profile:
    """Return a profile as it is read against another edition than it names."""
    return evolve(profile_of(own.to_dict(), edition), rollup=own.rollup)


def _noted(way: Callable[[], Profile], own: Profile) -> Profile:
    """Return a profile with what was noted when it was read from its file, and its tables."""
    profile = way()
    notes = dict.fromkeys((*own.notes, *profile.notes))
    places = profile.edition.positions
    in_order = sorted(notes, key=lambda note: places.get(note.node or "", -1))
    return evolve(profile, notes=tuple(in_order))


def _read(source: Any, rules: Rules) -> Profile:  # noqa: ANN401 - checked here
    if isinstance(source, Mapping):
        return profile_of(source, rules)
    expected = f"a Profile, what it is as a dict, {EXPECTED}"
    return profile_in(given_file("profile", source, expected=expected), rules)


# -- the rules -------------------------------------------------------------------------------------


def rules_of(
    kept: StoredResult, own: Profile, given: Edition | None, overlays: tuple[RuleFile, ...]
) -> Found:
    """Return the edition that is nearest to what the stored result names.

    Args:
        kept: the stored result.
        own: the profile, whose edition may be it.
        given: an edition that was handed in, which is taken as it is.
        overlays: those that the stored result names, as far as they were given.
    """
    if given is not None:
        return Found(given)
    name = own.edition.id if kept.edition is None else kept.edition
    laid = _packaged(name, overlays)
    found = [] if laid.value is None else [laid.value]
    if own.edition.id == name:
        base = own.edition.base or own.edition
        if overlays and base.folder is not None and base != _packaged(name, ()).value:
            laid = _laid(base.folder, overlays)  # rules of one's own
            found = [] if laid.value is None else [laid.value]
        found = [own.edition, base, *found]
    best = max(found, key=lambda one: _fits(one, kept), default=None)
    laid_over = {one.id for one in best.overlays} if best is not None else set()
    wanting = best is None or any(file.content["id"] not in laid_over for file in overlays)
    return Found(best, laid.findings if wanting else ())


def _packaged(name: str, overlays: tuple[RuleFile, ...]) -> Found:
    try:
        return Found(packaged(name, overlays))
    except RuleError as error:
        return Found(None, error.findings)


def _laid(folder: os.PathLike[str], overlays: tuple[RuleFile, ...]) -> Found:
    try:
        return Found(edition_with(folder, overlays))
    except RuleError as error:
        return Found(None, error.findings)


def _fits(edition: Edition, kept: StoredResult) -> tuple[bool, int, int, int]:
    """Return how near an edition is: its digest, its overlays by digest and name, and no others."""
    overlays = {one.id: one.digest for one in edition.overlays}
    named = kept.overlays
    same = sum(named.get(name) == digest for name, digest in overlays.items())
    known = len(overlays.keys() & named.keys())
    is_it = edition.digest == kept.record.get("edition_digest")
    return is_it, same, known, known - len(overlays)


# -- the table -------------------------------------------------------------------------------------


def scale_of(
    kept: StoredResult, profile: Profile, given: ScaleSource | None, edition: Edition
) -> Found:
    """Return the table that is nearest to what the stored result names: given, or the profile's.

    Raises:
        RuleError: if the file that is given cannot be read.
    """
    wanted = kept.record.get("scale_digest")
    brought = () if given is None else (_scale(given, edition),)
    scales = [one.value for one in brought if one.value is not None]
    scales += [] if profile.scale is None else [profile.scale]
    findings = [finding for one in brought for finding in one.findings]
    if wanted is None:
        return Found(None, ())
    best = next((one for one in scales if one.digest == wanted), None)
    return Found(best or next(iter(scales), None), () if best else findings)


def _scale(given: ScaleSource, edition: Edition) -> Found:
    if isinstance(given, Scale):
        try:
            return Found(given.under(edition))
        except RuleError as error:
            return Found(None, error.findings)
    file = read_rule_file(given_file("scales", given), "scale", "")
    if file.findings:
        raise RuleError(file.findings)
    scale, findings = read_scale(file, edition)
    return Found(None if findings else scale, findings)


# -- the evaluation --------------------------------------------------------------------------------


def evaluated_as(kept: StoredResult, profile: Profile, scale: Scale | None) -> Evaluation:
    """Return the evaluation of a profile with the options of a stored result.

    An option that there is not is left to what it is by itself.

    Raises:
        ProfileError: if the profile does not fit.
    """
    edge_policy, assume = (
        _option(kept, key, known)
        for key, known in (("edge_policy", EDGE_POLICIES), ("assume", ASSUMPTIONS))
    )
    return evaluate(
        profile,
        engine=_option(kept, "engine", ENGINES) or "native",
        edge_policy=edge_policy,
        scales=scale,
        assume=assume,
        count=_option(kept, "count", COUNTS) or "claimed",
    )


def _option(kept: StoredResult, key: str, known: Any) -> Any:  # noqa: ANN401 - a literal of its own
    value = kept.named(key)
    return value if value in known else None
