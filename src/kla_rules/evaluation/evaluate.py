"""`evaluate()`: one profile in, one `Evaluation` out."""

import os
from collections.abc import Iterable

from kla_rules.conditions.engines import ENGINES
from kla_rules.core.findings import check_choice, check_type
from kla_rules.core.given import EXPECTED, GivenFile, given_file
from kla_rules.evaluation.evidence import COUNTS, Count, counted
from kla_rules.evaluation.resolve import ASSUMPTIONS, Assumption
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EDGE_POLICIES, EdgePolicy
from kla_rules.profile.model import Profile
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.find import edition_under, laid_over
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.scales import Scale


def evaluate(  # noqa: PLR0913 - all but the profile are named, and seldom given
    profile: Profile,
    edition: Edition | str | os.PathLike[str] | None = None,
    engine: str = "native",
    *,
    overlays: Iterable[OverlaySource] = (),
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    assume: Assumption | None = None,
    count: Count = "claimed",
) -> Evaluation:
    """Return the evaluation of one profile.

    Args:
        profile: a region's answers.
        edition: the edition to hold them against, its id, or a folder of rule files; left out, the
            profile's own.
        engine: what infers the steps: "native", or "durable" for durable-rules (extra `durable`).
        overlays: what to lay over the edition, given by its id, or over the profile's own.
        edge_policy: "floor_inclusive" or "floor_exclusive"; left out, that of the edition.
        scales: a table that turns values and options into points, or a file of one: its path, its
            bytes, or open; left out, the one the profile brings along, if any. None is packaged.
        assume: "proportional" takes a measured percentage as that share of the maximum, for
            exploring; every output says so.
        count: "claimed" takes every answer as it stands; "backed" counts only points that a
            fitting document backs and treats all others as unknown.

    Returns:
        Score, range, levels, explanation, gaps and provenance; derived when asked for.

    Raises:
        ProfileError: if the profile does not fit the edition given, or names an option that no
            table knows.
        RuleError: if the table, or an overlay, does not fit the edition.
        ArgumentError: for an engine, an edge policy, an assumption or a count that there is not.
        TypeError: for an argument of another type, and for overlays beside an `Edition` or a
            profile that has been read under some.

    >>> import kla_rules as kla
    >>> result = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": {"total": 732.65}}))
    >>> result.level, result.determined
    ('nindya', True)
    """
    check_type("profile", profile, "a Profile", Profile)
    check_choice("engine", engine, ENGINES)
    if edition is None:
        rules = laid_over(profile.edition, overlays)
    else:
        given = edition_under(edition, overlays)
        rules = given if isinstance(given, Edition) else find_edition(given)
    if rules is not profile.edition:
        profile = profile.under(rules)
    rules = profile.edition
    policy = rules.edge.policy if edge_policy is None else edge_policy
    check_choice("edge policy", policy, EDGE_POLICIES)
    if assume is not None:
        check_choice("assumption", assume, ASSUMPTIONS)
    check_choice("count", count, COUNTS)
    scale = profile.scale
    if scales is not None:
        if not isinstance(scales, Scale):
            file = given_file("scales", scales, expected=f"a Scale, {EXPECTED}")
            scales = Scale.read(file, rules)
        scale = scales.under(rules)
    known, reach = counted(profile, scale, assume, count)
    return Evaluation(
        profile=profile,
        known=known,
        bounds=reach,
        edge_policy=policy,
        scale=scale,
        assume=assume,
        engine=engine,
        count=count,
    )
