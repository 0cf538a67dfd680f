"""Hold many profiles against two editions, and tell whom the change moves, and by which change."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from kla_rules.core.findings import ProfileError, check_list, check_type
from kla_rules.core.printed import Data
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.validation.comparison.held import Holder, holder
from kla_rules.validation.comparison.moved_model import (
    Effect,
    Levels,
    Moved,
    MovedRegion,
    RefusedProfile,
    Side,
    Standing,
)

Carry = Callable[[Profile], Profile]


def moved(
    old: Edition,
    new: Edition,
    profiles: Iterable[Profile],
    *,
    carry: Carry | None = None,
) -> Moved:
    """Return what becomes of profiles under two editions.

    Args:
        old: an edition.
        new: another, which most is said of where it is a version of the same.
        profiles: of any edition; each is held against both. Nobody is asked whether they are of
            regions that exist: synthetic ones say so themselves.
        carry: returns what stands under the new edition for a profile that is held against the old
            one, or raises `ProfileError`; left out, the same answers, where they fit.

    Raises:
        TypeError: for what is no list of profiles.

    >>> import kla_rules as kla
    >>> rules = kla.testing.small_rules()
    >>> rules["edition.yaml"]["levels"][1]["floor"] = 70
    >>> small, raised = kla.testing.small_edition(), kla.testing.small_edition(rules)
    >>> who = [{"year": 2024, "points": {"total": total}} for total in (60, 65, 75)]
    >>> found = moved(small, raised, [kla.Profile.from_dict(one, small) for one in who])
    >>> found.unchanged, [(one.name, one.old.levels, one.new.levels) for one in found.regions]
    (2, [('#2', ('pratama', 'madya'), ('pratama',))])
    """
    check_type("old", old, "an Edition", Edition)
    check_type("new", new, "an Edition", Edition)
    listed = check_list("profiles", "a list of profiles", profiles)
    both, refused = _held(old, new, listed, carry)
    ladder = ladder_of(old, new)
    transitions: Counter[tuple[Levels, Levels]] = Counter()
    regions = []
    for pair in both:
        before, after = standing(pair.before), standing(pair.after)
        transitions[before.levels, after.levels] += 1
        if before != after:
            whole = effect(before, after, ladder)
            regions.append(
                MovedRegion(
                    pair.name, before, after, whole, illustrative=pair.before.profile.illustrative
                )
            )
    return Moved(
        old=old,
        new=new,
        transitions=dict(transitions),
        regions=regions,
        refused=refused,
        changes=(),
        illustrative=sum(one.illustrative for one in listed),
    )


@frozen(repr=False, eq=False)
class Pair(Data):
    """A profile under both editions.

    Attributes:
        name: of its region, else its place in what was given.
        before, after: its evaluations.
    """

    name: str
    before: Evaluation
    after: Evaluation


def _held(
    old: Edition, new: Edition, profiles: Iterable[Profile], carry: Carry | None
) -> tuple[list[Pair], list[RefusedProfile]]:
    """Return the profiles that fit both editions, evaluated, and those that do not."""
    to_new = holder(old, new).held if carry is None else carry
    to_old: dict[int, Holder] = {}
    both, refused = [], []
    for place, profile in enumerate(profiles, 1):
        check_type("each profile", profile, "a Profile", Profile)
        name = profile.region.name if profile.region else f"#{place}"
        side: Side = "old"
        own = profile.edition
        try:
            if id(own) not in to_old:
                to_old[id(own)] = holder(own, old)
            before = evaluate(to_old[id(own)].held(profile))
            side = "new"
            after = evaluate(to_new(before.profile))
        except ProfileError as error:
            refused.append(RefusedProfile(name, side, error.findings))
            continue
        both.append(Pair(name, before, after))
    return both, refused


def standing(result: Evaluation) -> Standing:
    """Return where an evaluation leaves a region."""
    return Standing(result.low_thousandths, result.high_thousandths, result.levels_possible)


def ladder_of(old: Edition, new: Edition) -> Mapping[str | None, int]:
    """Return how high each level of either edition stands; no level is 0.

    Levels of the new edition alone stand right above the one below them there.
    """
    order: list[str | None] = [None, *(level.id for level in old.levels)]
    below: str | None = None
    for level in new.levels:
        if level.id not in order:
            order.insert(order.index(below) + 1, level.id)
        below = level.id
    return {level: rank for rank, level in enumerate(order)}


def effect(before: Standing, after: Standing, ladder: Mapping[str | None, int]) -> Effect:
    """Return how far it is from one standing to another."""
    return Effect(
        after.low_thousandths - before.low_thousandths,
        after.high_thousandths - before.high_thousandths,
        ladder[after.level_low] - ladder[before.level_low],
        ladder[after.level_high] - ladder[before.level_high],
    )
