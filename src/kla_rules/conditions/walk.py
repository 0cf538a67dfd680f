"""What a condition is made of, and what it looks at: for whoever visits one."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal

from kla_rules.conditions.operator import Effect, Rule
from kla_rules.conditions.operators import OPERATORS, Condition

if TYPE_CHECKING:
    from kla_rules.model.edition import Edition

Named = Literal["node", "rank", "measure"]
_OPPOSITE: Final[Mapping[Effect, Effect]] = {"helps": "hurts", "hurts": "helps", "either": "either"}


def parts(condition: Condition, edition: "Edition | None" = None) -> tuple[Condition, ...]:
    """Return what a condition is made of; with the tree of an edition also the nodes of a rank."""
    return OPERATORS[type(condition)].parts(condition, edition)


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and every part of it, each before its own.

    >>> from kla_rules.conditions.operators import AllOf, Holds, Not
    >>> [type(part).__name__ for part in walk(AllOf((Not(Holds("a", True)), Holds("b", True))))]
    ['AllOf', 'Not', 'Holds', 'Holds']
    """
    yield condition
    for part in parts(condition):
        yield from walk(part)


def looks_at(condition: Condition, *kinds: Named) -> str | None:
    """Return the node, the rank of nodes or the measure that a condition looks at itself."""
    field = OPERATORS[type(condition)].names
    return getattr(condition, field) if field in kinds else None


def named(condition: Condition, *kinds: Named) -> Iterator[str]:
    """Yield the nodes, the ranks of nodes or the measures that all parts of a condition look at."""
    for part in walk(condition):
        name = looks_at(part, *kinds)
        if name is not None:
            yield name


def named_in_rule(rule: Rule, *kinds: Named) -> Iterator[str]:
    """Yield what a condition looks at, from the rule that says it; its names may be unknown."""
    keys = {operator.key for operator in OPERATORS.values() if operator.names in kinds}
    for key, value in rule.items():
        if key in keys:
            yield value
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, Mapping):
                yield from named_in_rule(part, *kinds)


def is_of_a_unit(condition: Condition) -> bool:
    """Return whether every part of a condition can be held against a single unit."""
    return all(OPERATORS[type(part)].by_unit is not None for part in walk(condition))


def effect(condition: Condition) -> Effect:
    """Return what more of its parts, or of its figure, does to a condition."""
    return OPERATORS[type(condition)].effect(condition)


def effects(condition: Condition, above: Effect = "helps") -> Iterator[tuple[Condition, Effect]]:
    """Yield every part with what more of its own figure does to the whole condition."""
    own = effect(condition)
    whole = own if above == "helps" else _OPPOSITE[own] if above == "hurts" else "either"
    yield condition, whole
    for part in parts(condition):
        yield from effects(part, whole)
