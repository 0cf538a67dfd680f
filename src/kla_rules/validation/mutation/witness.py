"""What a damage changes: a profile, or a unit, of which something else comes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from kla_rules.conditions.judgement import negated
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import named
from kla_rules.core.findings import KlaError
from kla_rules.core.points import plain
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EDGE_POLICIES, Advisory, Requirement
from kla_rules.model.measure import Measure
from kla_rules.model.plain import points_of
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.planning.highs import SolverError
from kla_rules.rulesets.difference import changes
from kla_rules.units.judging import states
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.validation.comparison.effects import Effects, Witness, effects
from kla_rules.validation.mutation.model import Example
from kla_rules.validation.proofs.ways import Asking
from kla_rules.validation.search.open import can_differ

# Where complete profiles show all that cases can. Of a direction, or a form of answer, they do not:
# it also says which answers are refused, and what is assumed of a value.
_SHOWN: Final = frozenset({"points", "level", "table", "requirement"})
_SEARCHED: Final = frozenset({*_SHOWN, "scale"})


def difference(
    old: Edition, new: Edition, seen: str, seconds: float
) -> tuple[bool, Example | None]:
    """Return whether anything may come out otherwise, and something of which it does.

    Args:
        old: the edition as it is.
        new: the edition with a damage.
        seen: what kind of case sees it.
        seconds: how long to search.

    Returns:
        False where it is proved that nothing does; True where something does, or nobody knows.
    """
    if seen == "units":
        return _of_units(old, new)
    if seen == "forum":
        return _of_forum(old, new)
    if not seen:
        return True, None
    if not changes(old, new):
        return False, None
    if seen == "advisory":
        return _met_otherwise(old.advisories, new.advisories, (old, new), seconds), None
    if seen not in _SEARCHED:
        return True, None
    found = effects(old, new, time_limit=seconds)
    example = _example(found, seen)
    if example is not None:
        return True, example
    same = (
        seen in _SHOWN
        and bool(found.equivalent)
        and _thresholds(old) == _thresholds(new)
        and not _met_otherwise(old.requirements, new.requirements, (old, new), seconds)
    )
    return not same, None


def _thresholds(edition: Edition) -> list[int]:
    """Return where levels begin, under every reading of the floors: a case may ask for any."""
    return [one.threshold_thousandths(policy) for one in edition.levels for policy in EDGE_POLICIES]


def _met_otherwise(
    mine: Iterable[Requirement | Advisory],
    theirs: Iterable[Requirement | Advisory],
    editions: tuple[Edition, Edition],
    seconds: float,
) -> bool:
    """Return whether what is required may turn out otherwise, also where that changes no level."""
    before, after = ({one.id: one for one in every} for every in (mine, theirs))
    if before.keys() != after.keys():
        return True
    for name, one in before.items():
        other = after[name]
        if _binding(one) != _binding(other):
            return True
        if one.when == other.when:
            continue
        try:
            if can_differ(editions, ([one.when], [other.when]), seconds):
                return True
        except (KlaError, SolverError):
            return True
    return False


def _binding(one: Requirement | Advisory) -> object:
    """Return for whom it binds; advice binds nobody."""
    return (one.level, one.rounds) if isinstance(one, Requirement) else None


def _example(found: Effects, seen: str) -> Example | None:
    """Return the profile that shows best what cases of a kind see: levels, or else points."""
    moved, scored = (found.falls, found.rises), (found.loses_most, found.gains_most)
    every = (*moved, *scored) if seen in {"level", "requirement"} else (*scored, *moved)
    witness = next((one for one in every if one is not None), None)
    return None if witness is None else _of_profile(witness)


def _of_profile(witness: Witness) -> Example:
    brief = witness.brief
    gives, damaged = _says(brief.old), _says(brief.new)
    differing = {key for key in gives if gives[key] != damaged[key]}
    content = {key: value for key, value in brief.profile.to_dict().items() if key not in _LEFT_OUT}
    return Example(
        "profile",
        content,
        {key: value for key, value in gives.items() if key in differing},
        {key: value for key, value in damaged.items() if key in differing},
    )


_LEFT_OUT: Final = ("schema", "schema_version", "overlays", "digest")


def _says(result: Evaluation) -> dict[str, Any]:
    return {
        "score": plain(result.low_thousandths),
        "score_range": points_of(result.low_thousandths, result.high_thousandths),
        "level": result.level,
        "levels_possible": list(result.levels_possible),
    }


def _of_units(old: Edition, new: Edition) -> tuple[bool, Example | None]:
    """Return whether a unit counts otherwise: all that the comparisons tell apart are tried."""
    rules, other = unit_rules_of(old), unit_rules_of(new)
    if rules is None or other is None:
        return True, None
    before, after = rules.questions, other.questions
    if before.keys() != after.keys() or any(
        one.scope != after[name].scope for name, one in before.items()
    ):
        return True, None
    whens = [{name: one.when for name, one in rules.items()} for rules in (before, after)]
    return _judged(Asking(old, rules.facts), whens[0], whens[1], "units")


def _of_forum(old: Edition, new: Edition) -> tuple[bool, Example | None]:
    """Return whether records of the forum suggest otherwise: all numbers of them are tried."""
    rules, other = forum_rules(old), forum_rules(new)
    nowhere = Provenance("", "I")
    facts = {
        name: Measure(name, title, "count", None, nowhere)
        for name, title in {**rules.kinds, **rules.roles}.items()
    }
    whens = [{name: one.when for name, one in each.questions.items()} for each in (rules, other)]
    if whens[0].keys() != whens[1].keys():
        return True, None
    return _judged(Asking(old, facts), whens[0], whens[1], "forum")


def _judged(
    asking: Asking,
    before: Mapping[str, Condition],
    after: Mapping[str, Condition],
    kind: Literal["units", "forum"],
) -> tuple[bool, Example | None]:
    """Return whether a rule turns out otherwise, and facts of which it does."""
    for name, when in before.items():
        if when != after[name]:
            return _told_apart(asking, name, (when, after[name]), kind)
    return False, None


def _told_apart(
    asking: Asking,
    name: str,
    both: tuple[Condition, Condition],
    kind: Literal["units", "forum"],
) -> tuple[bool, Example | None]:
    ways = asking.ways(*both)
    if ways is None or not ways.units:
        return True, None
    size = len(ways.units)
    columns: dict[str, Sequence[Any]] = {
        fact: [unit[fact] for unit in ways.units] for fact in ways.units[0]
    }
    for question in {one for when in both for one in named(when, "node")}:
        rule = asking.rule(question)
        if rule is not None:
            counts = states(rule, columns, size)
            columns[question] = [*map(negated, counts)] if asking.is_worse(question) else counts
    held = [states(when, columns, size) for when in both]
    for unit, was, now in zip(ways.units, *held, strict=True):
        if was is not now:
            return True, Example(kind, dict(unit), {name: was}, {name: now})
    return False, None
