"""`sweep()`: many what-ifs of a profile, or of each row of a table, and how often each level."""

import os
from collections.abc import Iterable, Mapping
from typing import Final, overload

from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.core.given import GivenFile
from kla_rules.core.showing import Unit
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.resolve import Assumption
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.profile.model import Profile
from kla_rules.regions.evaluate_many import evaluate_many
from kla_rules.regions.result import Evaluations
from kla_rules.regions.sources import ManySource
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.scales import Scale
from kla_rules.sweeps.asked import MOST_OF_ALL, Asked, asked
from kla_rules.sweeps.model import Sweep
from kla_rules.sweeps.parts import Drop, Engine, Unknown, Varied, varied
from kla_rules.sweeps.table_model import SweepTable

N: Final = 10_000
SEED: Final = 1


@overload
def sweep(
    profile: Profile | Evaluation,
    edition: Edition | str | os.PathLike[str] | None = ...,
    *,
    vary: str | Iterable[str],
    n: int = ...,
    seed: int = ...,
    engine: Engine = ...,
    unknown: Unknown = ...,
    drop: Drop = ...,
    target: str | None = ...,
    overlays: Iterable[OverlaySource] = ...,
    edge_policy: EdgePolicy | None = ...,
    scales: Scale | GivenFile | None = ...,
    assume: Assumption | None = ...,
    unit: Unit = ...,
) -> Sweep: ...
@overload
def sweep(
    profile: Evaluations | ManySource,
    edition: Edition | str | os.PathLike[str] | None = ...,
    *,
    vary: str | Iterable[str],
    n: int = ...,
    seed: int = ...,
    engine: Engine = ...,
    unknown: Unknown = ...,
    drop: Drop = ...,
    target: str | None = ...,
    overlays: Iterable[OverlaySource] = ...,
    edge_policy: EdgePolicy | None = ...,
    scales: Scale | GivenFile | None = ...,
    assume: Assumption | None = ...,
    unit: Unit = ...,
) -> SweepTable: ...
def sweep(  # noqa: PLR0913 - all but the first are named, and seldom given
    profile: Profile | Evaluation | Evaluations | ManySource,
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    vary: str | Iterable[str],
    n: int = N,
    seed: int = SEED,
    engine: Engine = "numpy",
    unknown: Unknown = "independent",
    drop: Drop = "points",
    target: str | None = None,
    overlays: Iterable[OverlaySource] = (),
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    assume: Assumption | None = None,
    unit: Unit = "points",
) -> Sweep | SweepTable:
    """Return how often each level comes out of many what-ifs that are drawn at random.

    It is no forecast: it says what follows from what is assumed, and says what that is. An answer
    that stays unknown is worth nothing, and a requirement that nobody has answered is not met, as
    for the level that is secured.

    Args:
        profile: a profile or its evaluation; or many, as `evaluate_many` takes them, or as it
            returns them.
        edition: as for `evaluate`; this, and everything from `overlays` on, is not given with what
            is evaluated already.
        vary: one or several of "unknown" (answers that are not known, each with the same chance for
            every thousandth that it can have), "verification" (one of the published drops by
            verification from the stage of the profile falls on it), "scales" (one rising curve
            turns all percentages without a scale into points) and "caps" (an indicator of which the
            questions sum to more than it gives has its sum cut, or one question printed too high).
        n: how many what-ifs of each profile, from 1 to 10,000,000.
        seed: the number of the draws, from 0 and below 2 ** 64; the same one gives the same
            what-ifs, with every engine and on every machine.
        engine: what reckons them: "numpy", "polars" or "duckdb".
        unknown: "independent" draws each unknown answer by itself; "common" draws one share for all
            of a what-if, so that they are all good or all bad together.
        drop: "points" takes away as many points as a published verification took, "share" the same
            share of them, cut to whole thousandths.
        target: the level that `moves` are about; left out, the one that is reached and missed most
            evenly.
        overlays: as for `evaluate`.
        edge_policy: as for `evaluate`.
        scales: as for `evaluate`.
        assume: as for `evaluate`.
        unit: "points" or "thousandths", of the figures of a table.

    Returns:
        A `Sweep` of one profile, or a `SweepTable` of many.

    Raises:
        ArgumentError: for a number or a word that there is not, for an evaluation of backed points,
            and where nothing that is to be varied is open.
        UnknownIdError: (a `KeyError`) for a target that is no level.
        ProfileError: where a profile is refused.
        RuleError: where an edition, an overlay or a scale is refused.
        MissingExtraError: if the engine is not installed.
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> city = kla.Profile.read("examples/kota-pasuruan-illustrative.yaml")
    >>> swept = kla.sweep(city, vary="unknown", n=1_000, seed=7)
    >>> [(one.level.id, one.count) for one in swept.levels if one.count]
    [('pratama', 541), ('madya', 459)]
    >>> swept.target.id, swept.parts[0].node.id
    ('madya', '7.2')
    """
    wanted = asked(vary, n, seed, engine, unknown, drop)
    how = {"overlays": overlays, "edge_policy": edge_policy, "scales": scales, "assume": assume}
    if isinstance(profile, Evaluation | Evaluations):
        _check_alone(edition, how)
        given = profile
    elif isinstance(profile, Profile):
        given = evaluate(profile, edition, **how)  # type: ignore[arg-type] # by name
    else:
        given = evaluate_many(profile, edition, unit=unit, **how)  # type: ignore[arg-type] # as above
    if isinstance(given, Evaluation):
        return _one(given, wanted, target)
    return _many(given, wanted, target)


def _check_alone(edition: object, how: Mapping[str, object]) -> None:
    """Refuse what says how to evaluate, beside what is evaluated already."""
    said = {"edition": edition, **how}
    given = [name for name, value in said.items() if value is not None and value != ()]
    if given:
        raise TypeError(f"{', '.join(given)}: given to evaluate(), not beside an evaluation")


def _one(evaluation: Evaluation, wanted: Asked, target: str | None) -> Sweep:
    from kla_rules.sweeps.run import swept  # noqa: PLC0415 - NumPy is an extra

    _check_open([varied(evaluation, wanted.vary)], wanted)
    aim = None if target is None else evaluation.edition.level(target)
    return swept(evaluation, wanted, aim)


def _many(evaluations: Evaluations, wanted: Asked, target: str | None) -> SweepTable:
    from kla_rules.sweeps.many import swept_table  # noqa: PLC0415 - as above

    every = len(evaluations) * wanted.n
    if every > MOST_OF_ALL:
        values = {"count": len(evaluations), "n": wanted.n, "most": MOST_OF_ALL}
        raise ArgumentError([Finding("sweep.too-much", values, ("n",))])
    _check_open((varied(one, wanted.vary) for one in evaluations), wanted)
    return swept_table(evaluations, wanted, target)


def _check_open(found: Iterable[Varied], wanted: Asked) -> None:
    """Refuse to draw where nothing is open.

    Raises:
        ArgumentError: with why, for each thing that was to be varied.
    """
    if not any(parts.count(source) for parts in found for source in wanted.vary):
        raise ArgumentError(
            [Finding("sweep.nothing", {"reason": source}, ("vary",)) for source in wanted.vary]
        )
