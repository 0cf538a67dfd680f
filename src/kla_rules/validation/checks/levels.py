"""Levels: floors, what holds exactly on one, and whether levels can be reached."""

import itertools
from collections.abc import Iterator
from typing import Final

from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.formulas import Writer
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.satisfiable import Formula, every, opposite
from kla_rules.validation.checks.statements import asked, together


def _levels_at(rules: Rules) -> list[Place]:
    file = rules.files.edition
    return [Place(file, ("levels", position)) for position in range(len(rules.edition.levels))]


def _same_edge(rules: Rules) -> Iterator[Place]:
    """Yield another reading of the floors that says what the first one says."""
    edge = rules.edition.edge
    if edge.other_policy == edge.policy:
        rule = Place(rules.files.edition, ("edge_policy",))
        yield rule.at("other", "policy", policy=edge.policy)


def _third_edge(rules: Rules) -> Iterator[Place]:
    """Yield a third reading that reads nothing else, and whole floors that no reading names."""
    edge, levels = rules.edition.edge, rules.edition.levels
    rule, places = Place(rules.files.edition, ("edge_policy",)), _levels_at(rules)
    whole = [level.whole_floor_thousandths for level in levels]
    named = [position for position, floor in enumerate(whole) if floor is not None]
    if edge.third_source is None:
        for position in named[:1]:
            yield places[position].at("whole_floor", level=levels[position].title, reason="none")
        return
    if not named:
        yield rule.at("third", reason="empty")
    elif len(named) < len(levels):
        position = whole.index(None)
        yield places[position].at("id", level=levels[position].title, reason="missing")
    for policy in EDGE_POLICIES if len(named) == len(levels) else ():
        if whole == [level.threshold_thousandths(policy) for level in levels]:
            yield rule.at("third", policy=policy, reason="same")


def _whole_order(rules: Rules) -> Iterator[Place]:
    """Yield whole floors that do not lie between the floors beside them."""
    levels, places = rules.edition.levels, _levels_at(rules)
    for position, level in enumerate(levels):
        floor = level.whole_floor_thousandths
        if floor is None:
            continue
        above = levels[position + 1].floor_thousandths if level is not levels[-1] else None
        below = levels[position - 1].floor_thousandths if position else None
        outside = (above is not None and floor >= above) or (below is not None and floor <= below)
        if outside or floor > rules.edition.maximum_thousandths:
            yield places[position].at("whole_floor", level=level.title, floor=floor)


def _everyone(rules: Rules) -> Iterator[Place]:
    """Yield a floor that every total reaches."""
    edition = rules.edition
    for level, place in zip(edition.levels, _levels_at(rules), strict=True):
        if level.threshold_thousandths(edition.edge.policy) <= 0:
            yield place.at("floor", level=level.title)


def _rounds(rules: Rules) -> list[tuple[int, list[list[Formula]]]]:
    """Return by round what each level asks for besides points, that of those below included.

    Rounds that ask the same are told once, and conditions that contradict each other are left out:
    they are told by themselves.
    """
    edition, known = rules.edition, rules.once(together)
    found: dict[tuple[str, ...], tuple[int, list[list[Formula]]]] = {}
    for year in edition.rounds:
        own = [one for one in rules.once(asked) if year in one.rounds]
        names = tuple(one.name for one in own)
        pairs = itertools.combinations([one.formula for one in own], 2)
        alone = all(known.can_hold(one.formula) is not False for one in own)
        if alone and not any(known.can_hold(*pair) is False for pair in pairs):
            by_level = [
                [one.formula for one in own if one.level <= position]
                for position in range(len(edition.levels))
            ]
            found.setdefault(names, (year, by_level))
    return list(found.values())


def _unreachable(rules: Rules) -> Iterator[Place]:
    """Yield levels that nobody can have, with whatever points."""
    edition, known = rules.edition, rules.once(together)
    places = _levels_at(rules)
    thresholds = [level.threshold_thousandths(edition.edge.policy) for level in edition.levels]
    for year, wanted in _rounds(rules):
        for position, level in enumerate(edition.levels):
            here = [_total(rules, thresholds[position]), *wanted[position]]
            place = places[position].at("id", level=level.title, year=year)
            if known.can_hold(*here) is False:
                yield place
                break  # whoever cannot have this one has none above it
            if position + 1 < len(edition.levels):
                above = every(_total(rules, thresholds[position + 1]), *wanted[position + 1])
                if known.can_hold(*here, opposite(above)) is False:
                    following = edition.levels[position + 1].title
                    yield place.at(level=level.title, year=year, above=following, reason="passed")


def _total(rules: Rules, least: int) -> Formula:
    return Writer(rules.edition, {}).total(least)


CHECKS: Final = (
    Check("edge.same", "warning", _same_edge),
    Check("edge.third", "warning", _third_edge),
    Check("level.whole-floor", "warning", _whole_order),
    Check("level.everyone", "warning", _everyone),
    Check("level.unreachable", "error", _unreachable),
)
