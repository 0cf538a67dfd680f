"""Every way in which what conditions ask of a unit can turn out, and what each fact does to it."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from kla_rules.conditions.judgement import State, negated
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import Named, looks_at, named
from kla_rules.core.frozen import frozen_map
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.units.judging import states
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.validation.proofs.frees import Direction, leaves

Unit = Mapping[str, Any]
Pair = tuple[Unit, Unit]
MOST_WAYS: Final = 4096
_WHOLE: Final = 100
_NAMED: Final[tuple[Named, Named]] = ("measure", "node")


@frozen
class Ways:
    """What becomes of a condition for every unit that its comparisons tell apart.

    Attributes:
        units: the facts of each unit.
        held: whether the condition holds of it; None is not known.
        rises: by fact two units of which the second has more of it, and comes to hold.
        falls: by fact two units of which the second has more of it, and holds no more.
    """

    units: tuple[Unit, ...]
    held: tuple[State, ...]
    rises: Mapping[str, Pair] = field(converter=frozen_map)
    falls: Mapping[str, Pair] = field(converter=frozen_map)

    def unit(self, *, state: State) -> Unit | None:
        """Return the first unit of which the condition turns out so, or None if there is none."""
        return next(
            (unit for unit, held in zip(self.units, self.held, strict=True) if held is state), None
        )


@frozen
class Asking:
    """What conditions on units may look at.

    Attributes:
        edition: the edition, whose questions they may name.
        facts: what can be asked of a unit, by id.
    """

    edition: Edition
    facts: Mapping[str, Measure] = field(converter=frozen_map)

    def asks(self, when: Condition) -> Iterator[tuple[str, Condition, Direction]]:
        """Yield each fact that a condition compares, how, and which way it asks for.

        Where it asks whether a unit has what a question asks, that is what the question asks for.
        """
        for leaf in leaves(when, self.edition):
            fact, question = (looks_at(leaf.condition, kind) for kind in _NAMED)
            rule = None if question is None else self.rule(question)
            if fact is not None:
                yield fact, leaf.condition, leaf.asks
            elif question is not None and rule is not None:
                turned = self.is_worse(question) is (leaf.asks > 0)
                for name, own, way in self.asks(rule):
                    yield name, own, -way if turned else way

    def rule(self, question: str) -> Condition | None:
        """Return when a unit counts in a question, or None where no rule says so."""
        rules = unit_rules_of(self.edition)
        known = {} if rules is None else rules.questions
        return known[question].when if question in known else None

    def is_worse(self, question: str) -> bool:
        """Return whether a unit that counts in a question has what should not be."""
        own = self.edition.node(question).question
        return own is not None and own.direction in {"negative", "none"}

    def ways(self, *conditions: Condition) -> Ways | None:
        """Return every way in which conditions turn out together; None where there are too many."""
        asked: dict[str, list[Condition]] = {}
        for when in conditions:
            for name, leaf, _ in self.asks(when):
                asked.setdefault(name, []).append(leaf)
        names = sorted(asked)
        values = [self.values(name, asked[name]) for name in names]
        size = 1
        for own in values:
            size *= len(own)
        if size > MOST_WAYS:
            return None
        rows = list(itertools.product(*values))
        columns: dict[str, Sequence[Any]] = {
            name: [row[place] for row in rows] for place, name in enumerate(names)
        }
        for question in {name for when in conditions for name in named(when, "node")}:
            rule = self.rule(question)
            if rule is not None:
                counts = states(rule, columns, size)
                worse = self.is_worse(question)
                columns[question] = list(map(negated, counts)) if worse else counts
        every = [states(when, columns, size) for when in conditions]
        held = tuple(map(_all, zip(*every, strict=True)))
        units = tuple(dict(zip(names, row, strict=True)) for row in rows)
        rises, falls = _moves(names, values, units, held)
        return Ways(units, held, rises, falls)

    def values(self, name: str, asked: Sequence[Condition]) -> list[Any]:
        """Return the values of a fact that comparisons tell apart, from the least."""
        kind = self.facts[name].kind
        if kind in {"yes_no", "document"}:
            return [False, True]
        # Of a year it can also be asked whether there is one: that compares with no figure.
        own = (getattr(leaf, "bound", None) for leaf in asked)
        bounds = {Fraction(bound.value) for bound in own if bound is not None}
        bounds = bounds or {Fraction(2000 if kind == "year" else 1)}
        if kind == "percentage":
            stops = sorted({Fraction(0), *bounds, Fraction(_WHOLE)})
            between = [(one + other) / 2 for one, other in itertools.pairwise(stops)]
            return [_written(one) for one in sorted({*stops, *between}) if 0 <= one <= _WHOLE]
        around = {int(bound) + step for bound in bounds for step in (-1, 0, 1)} | {0}
        if kind == "year":
            return [False, *sorted(one for one in around if one > 0)]
        return sorted(one for one in around if one >= 0)


def _all(row: tuple[State, ...]) -> State:
    return False if False in row else None if None in row else True


def _written(value: Fraction) -> int | Decimal:
    return int(value) if value.denominator == 1 else Decimal(repr(float(value)))


def _moves(
    names: Sequence[str],
    values: Sequence[Sequence[Any]],
    units: Sequence[Unit],
    held: Sequence[State],
) -> tuple[dict[str, Pair], dict[str, Pair]]:
    """Return by fact where more of it comes to hold, and where it holds no more."""
    rises: dict[str, Pair] = {}
    falls: dict[str, Pair] = {}
    step = len(units)
    for name, own in zip(names, values, strict=True):
        step //= len(own)  # so far apart are two units that differ in this alone
        for here in range(len(units) - step):
            there = here + step
            if here // step % len(own) == len(own) - 1:
                continue
            if (held[here], held[there]) == (False, True):
                rises.setdefault(name, (units[here], units[there]))
            elif (held[here], held[there]) == (True, False):
                falls.setdefault(name, (units[here], units[there]))
    return rises, falls
