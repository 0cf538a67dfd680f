"""`evaluate_many()`: many profiles in, `Evaluations` out; one that is refused loses no other."""

import functools
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, Literal

from attrs import evolve, frozen

from kla_rules.core.findings import Finding, ProfileError, RuleError, bounded, check_choice
from kla_rules.core.given import GivenFile, given_file, is_given_file
from kla_rules.core.showing import UNITS, Unit
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.evidence import Count
from kla_rules.evaluation.resolve import Assumption
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.profile.model import Profile
from kla_rules.regions.given import Against, GivenProfile, RefusedProfile, gathered
from kla_rules.regions.result import Evaluations
from kla_rules.regions.sources import ManySource, found_in
from kla_rules.regions.stored import stored_profile
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.find import editions, packaged
from kla_rules.rulesets.overlays import (
    OverlaysByEdition,
    OverlaySource,
    by_edition,
    read_overlays,
    unused_findings,
)
from kla_rules.rulesets.scales import Scale

OnError = Literal["raise", "keep"]
ON_ERROR: Final[tuple[OnError, ...]] = ("raise", "keep")


@frozen
class Asked:
    """How each of many profiles is evaluated; rules and tables are read once for all of them.

    Attributes:
        against: what they are held against.
        options: of `evaluate`, the same for all.
        scale: returns the table that turns values into points under an edition, if any.
        overlays: those that are for the editions that profiles say themselves.
    """

    against: Against
    options: Mapping[str, Any]
    scale: Callable[[Edition], Scale | None]
    overlays: OverlaysByEdition

    def evaluate(self, profile: Profile) -> Evaluation:
        """Return the evaluation of a profile that is held against these rules.

        Raises:
            ProfileError: if it names an option that no table knows.
            RuleError: if the table does not fit its edition.
        """
        return evaluate(profile, scales=self.scale(profile.edition), **self.options)

    def evaluated(self, given: GivenProfile) -> Evaluation | RefusedProfile:
        """Return the evaluation of a profile, or what is wrong with it."""
        try:
            return self.evaluate(given.profile)
        except ProfileError as error:
            there = (evolve(one, path=(*given.path, *one.path)) for one in error.findings)
            return RefusedProfile(given.at, there)

    def unused(self, used: Collection[str]) -> list[Finding]:
        """Return what is wrong with overlays, where these are the editions of all profiles."""
        return unused_findings(self.overlays, used)


def evaluate_many(  # noqa: PLR0913 - all but the profiles are named, and seldom given
    profiles: ManySource,
    edition: Edition | str | os.PathLike[str] | None = None,
    engine: str = "native",
    *,
    overlays: Iterable[OverlaySource] = (),
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    assume: Assumption | None = None,
    count: Count = "claimed",
    unit: Unit = "points",
    on_error: OnError = "raise",
) -> Evaluations:
    """Return the evaluations of many profiles, in their order.

    Args:
        profiles: a list, or whatever yields some, of `Profile`s, of dicts as a profile file has
            them, and of files; the path of a folder; a CSV file, or a file with a profile on each
            line (`.jsonl`) or a list of them: its path, its bytes, or open; or a data frame. Tables
            have one row a region and ids of nodes as columns, beside `region`, `kind`, `code`,
            `edition`, `stage` and `year`; an empty cell is unknown.
        edition: what all of them are held against: an edition, its id, or a folder of rule files;
            left out, what each says itself.
        engine: what infers the steps, as for `evaluate`.
        overlays: laid over the edition given; without one, each over the edition it is for.
        edge_policy: as for `evaluate`; this and what follows is the same for all.
        scales: as for `evaluate`.
        assume: as for `evaluate`.
        count: as for `evaluate`.
        unit: "points" or "thousandths", of the figures of a table.
        on_error: "raise" refuses the whole where one is refused, with everything that is wrong with
            any of them; "keep" evaluates the others, and returns those as `refused`.

    Returns:
        A sequence of evaluations with `refused`, `findings`, `rows()` and `to_frame()`.

    Raises:
        ProfileError: with `on_error="raise"`, where any is refused, or a folder holds none.
        RuleError: if an edition, a table or an overlay is refused, or an overlay is for none.
        ArgumentError: for a word that there is not.
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> two = [{"year": 2024, "points": {"total": 732.65}}, {"year": 2024, "points": {"K9": 1}}]
    >>> found = kla.evaluate_many(two, on_error="keep")
    >>> [one.level for one in found], [one.at for one in found.refused]
    (['nindya'], ['#2'])
    """
    check_choice("unit", unit, UNITS)
    check_choice("on_error", on_error, ON_ERROR)
    options = {"engine": engine, "edge_policy": edge_policy, "assume": assume, "count": count}
    asked = ask(edition, overlays, scales, options)
    read = gathered(found_in(profiles, asked.against, unit))
    given = [one for one in read.found if isinstance(one, GivenProfile)]
    answers = tuple(
        asked.evaluated(one) if isinstance(one, GivenProfile) else one for one in read.found
    )
    cut = () if read.cut is None else (read.cut,)
    refused = [one for one in answers if isinstance(one, RefusedProfile)]
    if on_error == "raise" and (refused or cut):
        raise ProfileError([*cut, *(finding for one in refused for finding in one.findings)])
    # A profile that was refused may be of any edition.
    used = {one.edition.id for one in answers if isinstance(one, Evaluation)}
    unused = [] if refused or not used else asked.unused(used)
    if unused:
        raise RuleError(unused)
    findings = bounded([*cut, *_twice(given)])
    found = zip(read.found, answers, strict=True)
    names = [
        one.name
        for one, answer in found
        if isinstance(one, GivenProfile) and isinstance(answer, Evaluation)
    ]
    return Evaluations(answers, names, findings, read.notes)


def ask(
    edition: Edition | str | os.PathLike[str] | None,
    overlays: Iterable[OverlaySource],
    scales: Scale | GivenFile | None,
    options: Mapping[str, Any],
) -> Asked:
    """Return how many profiles are evaluated, with everything read that they have in common.

    Raises:
        RuleError: if the edition or an overlay is refused.
        TypeError: for overlays beside an `Edition`.
    """
    own: OverlaysByEdition = {}
    rules: Edition | Mapping[str, Edition]
    if isinstance(edition, Edition):
        if read_overlays(overlays):
            raise TypeError("overlays are given to an edition, as kla.edition(..., overlays=[...])")
        rules = edition
    elif edition is not None:
        rules = find_edition(edition, overlays=overlays)
    else:
        own = by_edition(read_overlays(overlays))
        known = {summary.id for summary in editions()} if own else ()
        rules = {name: packaged(name, its) for name, its in own.items() if name in known}

    # What is open can be read once, and there may be several editions.
    table: Any = given_file("scales", scales) if is_given_file(scales) else scales

    @functools.cache
    def scale(of: Edition) -> Scale | None:
        return Scale.read(table, of) if is_given_file(table) else table

    against = Against(
        rules=rules,
        edition=rules.id if isinstance(rules, Edition) else find_edition().id,
        nodes=functools.cache(lambda: _ids(rules)),
        held=functools.partial(_held, rules=rules),
        stored=functools.partial(stored_profile, rules=rules),
    )
    return Asked(against, options, scale, own)


def _ids(rules: Edition | Mapping[str, Edition]) -> tuple[str, ...]:
    """Return the ids that columns of a table can have: those of the edition, else of any."""
    if isinstance(rules, Edition):
        return rules.ids
    every = (packaged(summary.id).ids for summary in reversed(editions()))
    return tuple(dict.fromkeys(node for ids in every for node in ids))


def _held(profile: Profile, rules: Edition | Mapping[str, Edition]) -> Profile:
    """Return a profile that is one already under an edition, or under overlays on its own.

    Raises:
        ProfileError: if it does not fit.
        TypeError: where its edition is none that the overlays are laid over.
    """
    edition = rules if isinstance(rules, Edition) else rules.get(profile.edition.id)
    if edition is None or edition == profile.edition:
        return profile
    if not isinstance(rules, Edition) and profile.edition != edition.base:
        raise TypeError(
            "overlays are laid over packaged editions; to the edition of a profile that is read "
            "under others they are given where it is found, as kla.edition(..., overlays=[...])"
        )
    return profile.under(edition)


def _twice(given: Iterable[GivenProfile]) -> list[Finding]:
    """Return a warning for each profile of a region, round and stage that came before."""
    first: dict[object, str] = {}
    findings = []
    for one in given:
        key = _whose(one)
        if key not in first:
            first[key] = one.at
            continue
        values = {"name": one.name, "at": one.at, "first": first[key]}
        found = Finding("profiles.twice", values, one.path, "warning")
        findings.append(found if one.file is None else found.at(str(one.file), (1, 1)))
    return findings


def _whose(given: GivenProfile) -> object:
    """Return whose profile it is, of which round and stage; where it does not say, its place."""
    profile, region = given.profile, given.profile.region
    if region is None:
        return given.file.resolve() if given.file else object()
    name = region.name.casefold()
    return name, region.kind, region.code, profile.year, profile.stage
