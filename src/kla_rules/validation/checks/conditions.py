"""Conditions: what never holds, always holds, or decides nothing."""

from collections.abc import Iterator
from typing import Final

from kla_rules.conditions.operators import Condition
from kla_rules.core.findings import Path
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.formulas import parts_at
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.satisfiable import Formula, Together, opposite
from kla_rules.validation.checks.statements import Statement, statements, together

# In larger ones nobody is told which part decides nothing: trying each would take too long.
_MOST_PARTS: Final = 40


def _never(rules: Rules) -> Iterator[Place]:
    """Yield conditions that never hold, at the smallest part that is why."""
    for statement in rules.once(statements):
        if rules.once(together).can_hold(statement.formula) is False:
            path = _reason(rules.once(together), statement, holds=False)
            yield statement.place.at("when", *path, name=statement.name)


def _always(rules: Rules) -> Iterator[Place]:
    """Yield conditions that always hold, at the smallest part that is why."""
    for statement in rules.once(statements):
        if rules.once(together).follows(statement.formula):
            path = _reason(rules.once(together), statement, holds=True)
            yield statement.place.at("when", *path, name=statement.name)


def _reason(together: Together, statement: Statement, *, holds: bool) -> Path:
    """Return the path of the smallest part by which a condition always, or never, holds."""
    writer, condition = statement.writer, statement.condition
    here: Path = ()
    while (counted := writer.counted(condition)) is not None:
        below = list(parts_at(condition, here))
        if counted.turned:
            holds = not holds
        # One part alone decides a list that wants one of them, or all of them.
        elif counted.wanted != (1 if holds else len(below)):
            return here
        fixed = [
            (part, at)
            for part, at in below
            if counted.turned or _is_fixed(together, writer.formula(part), holds=holds)
        ]
        if not fixed:
            return here
        condition, here = fixed[0]
    return here


def _is_fixed(together: Together, formula: Formula, *, holds: bool) -> bool:
    return together.can_hold(opposite(formula) if holds else formula) is False


def _idle(rules: Rules) -> Iterator[Place]:
    """Yield parts that decide nothing: without them the condition says the same."""
    known = rules.once(together)
    for statement in rules.once(statements):
        whole = statement.formula
        varies = known.can_hold(whole) is not False and not known.follows(whole)
        if varies and sum(1 for _ in _below(statement.condition, ())) <= _MOST_PARTS:
            for path in _idle_parts(known, statement):
                yield statement.place.at("when", *path, name=statement.name)


def _below(condition: Condition, path: Path) -> Iterator[tuple[Condition, Path]]:
    for part, at in parts_at(condition, path):
        yield part, at
        yield from _below(part, at)


def _idle_parts(known: Together, statement: Statement) -> list[Path]:
    """Return the paths of idle parts, none of them within another; of two alike the later."""
    fixed: dict[Path, bool] = {}
    waiting = [statement.condition]
    places: dict[int, Path] = {id(statement.condition): ()}
    while waiting:
        condition = waiting.pop()
        for part, path in reversed(list(parts_at(condition, places[id(condition)]))):
            for holds in (True, False):
                trial = {**fixed, path: holds}
                if _same(known, statement.fixed(trial), statement.formula):
                    fixed = trial
                    break
            else:
                waiting.append(part)
                places[id(part)] = path
    return sorted(fixed, key=str)


def _same(known: Together, one: Formula, other: Formula) -> bool:
    return known.follows(one, other) and known.follows(other, one)


CHECKS: Final = (
    Check("condition.never", "error", _never),
    Check("condition.always", "warning", _always),
    Check("condition.idle-part", "warning", _idle),
)
